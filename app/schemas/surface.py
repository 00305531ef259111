"""A surface in a request: a name, a name with its knobs, or a formula."""

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from app.schemas.base import Body, Coordinate, one_of, record_model
from engine.binding import MOST_CONSTANTS
from engine.formula import LIMITS
from engine.surfaces import SURFACES

Interval = Annotated[list[Coordinate], Field(min_length=2, max_length=2)]
Window = Annotated[
    list[Interval],
    Field(min_length=1, max_length=2, description="[[x0, x1], [y0, y1]]; on a curve [[w0, w1]]"),
]
Variables = Annotated[
    list[Literal["x", "y", "w"]],
    Field(min_length=1, max_length=2, description='["x", "y"] for a surface, ["w"] for a curve'),
]
Constants = Annotated[
    dict[str, float],
    Field(default_factory=dict, max_length=MOST_CONSTANTS, description="the values of the formula's letters"),
]
# longer ones than the compiler takes reach it, so that it is the one to say how long is too long
FormulaText = Annotated[str, Field(max_length=10 * LIMITS.characters, description="such as a*x^2 + y^2")]


class FormulaSurface(Body):
    """A typed formula."""

    formula: FormulaText
    constants: Constants
    window: Window | None = None
    variables: Annotated[Variables, Field(default_factory=lambda: ["x", "y"])]


NAMED = {
    name: record_model(f"Surface_{name}", name, record.knobs, record.purpose.en)
    for name, record in SURFACES.items()
}
if TYPE_CHECKING:
    SurfaceBody = Body
else:
    SurfaceBody = one_of({**NAMED, "formula": FormulaSurface}, "surface", unnamed="formula")
