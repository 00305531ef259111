"""GET /gradients: what an optimizer may take for the gradient."""

from fastapi import APIRouter

from app.catalog import gradients_json
from app.schemas.catalog import GradientsAnswer
from app.wire import JSONText, answer

router = APIRouter(prefix="/gradients", tags=["catalog"])


@router.get(
    "",
    response_class=JSONText,
    responses={200: {"model": GradientsAnswer}},
    summary="Every gradient source",
)
async def gradients() -> JSONText:
    """Return the catalog: every source with its knobs and terms, and the knob that clips any of them."""
    return answer(gradients_json())
