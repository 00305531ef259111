"""A surface in a request: a name, a name with its knobs, or a formula."""

from typing import Annotated, Any, Literal, Union

from pydantic import BeforeValidator, Discriminator, Field, Tag
from pydantic_core import PydanticCustomError

from app.schemas.base import Body, Coordinate, record_model, refuse_name
from engine.formula import LIMITS
from engine.surfaces import SURFACES
from engine.surfaces.binding import MOST_CONSTANTS

FORMULA_TAG = "formula"
Interval = Annotated[list[Coordinate], Field(min_length=2, max_length=2)]
Window = Annotated[
    list[Interval], Field(min_length=1, max_length=2, description="[[x0, x1], [y0, y1]]; on a curve [[w0, w1]]")
]
Variables = Annotated[
    list[Literal["x", "y", "w"]],
    Field(min_length=1, max_length=2, description='["x", "y"] for a surface, ["w"] for a curve'),
]
Constants = Annotated[
    dict[str, float], Field(max_length=MOST_CONSTANTS, description="the values of the formula's letters")
]
FormulaText = Annotated[str, Field(max_length=10 * LIMITS.characters, description="such as a*x^2 + y^2")]


class FormulaSurface(Body):
    """A typed formula."""

    formula: FormulaText
    constants: Constants = {}
    window: Window | None = None
    variables: Variables = ["x", "y"]


NAMED = {
    name: record_model(f"Surface_{name}", name, record.knobs, record.purpose.en)
    for name, record in SURFACES.items()
}


def _spread(value: Any) -> Any:
    if isinstance(value, str):
        value = {"name": value}
    if not isinstance(value, dict):
        raise PydanticCustomError("surface_type", "not a surface")
    if "name" in value:
        if value["name"] not in NAMED:
            raise refuse_name(value["name"], NAMED)
    elif "formula" not in value:
        raise PydanticCustomError("surface_type", "not a surface")
    return value


def _tag(value: Any) -> str:
    named = value.get("name") if isinstance(value, dict) else getattr(value, "name", None)
    return named or FORMULA_TAG


_variants = tuple(Annotated[model, Tag(name)] for name, model in NAMED.items())
_Described = Annotated[
    Union[(*_variants, Annotated[FormulaSurface, Tag(FORMULA_TAG)])],  # noqa: UP007
    Discriminator(_tag),
]
SurfaceBody = Annotated[
    _Described, BeforeValidator(_spread, json_schema_input_type=Literal[tuple(NAMED)] | _Described)
]
