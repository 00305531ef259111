"""A gradient source in a request: what the optimizer takes for the gradient."""

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field

from app.schemas.base import Body, one_of, record_model
from engine.gradients import CLIP_NORM, GRADIENTS

ClipNorm = Annotated[float, Field(ge=CLIP_NORM.hard[0], le=CLIP_NORM.hard[1])]
_CLIP: dict[str, Any] = {
    CLIP_NORM.name: (ClipNorm | None, Field(None, description=f"{CLIP_NORM.help.en} null is off."))
}

GRADIENT_MODELS = {
    name: record_model(f"Gradient_{name}", name, record.knobs, record.purpose.en, key="source", **_CLIP)
    for name, record in GRADIENTS.items()
}
DEFAULT_GRADIENT = GRADIENT_MODELS["analytic"].model_validate({"source": "analytic"})

if TYPE_CHECKING:
    GradientBody = Body
else:
    GradientBody = one_of(GRADIENT_MODELS, "gradient", key="source")
