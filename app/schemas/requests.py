"""What the other calls take: a surface and a question about it."""

from typing import Annotated, Literal

from pydantic import Field

from app.schemas.base import Body, Point
from app.schemas.descent import DescentBody
from app.schemas.schedule import StepNumber
from app.schemas.surface import Constants, FormulaText, SurfaceBody, Variables, Window
from engine.measures import USUAL


class StepBody(DescentBody):
    """A run, and which of its steps to open."""

    from_step: Annotated[
        StepNumber, Field(description="the number of the point that the first of them leaves")
    ] = 0
    count: Annotated[int, Field(ge=1, description="how many steps")] = 1
    beyond: Annotated[
        bool,
        Field(
            description="as if the run were one step longer: with the step that would leave its last point"
        ),
    ] = False
    slice: Annotated[bool, Field(description="with the loss along each step's own line")] = False
    equations: Annotated[bool, Field(description="with every term's equation in this step's figures")] = False


class MeasuresBody(DescentBody):
    """A run, and at how many of its points it is measured."""

    most: Annotated[
        int,
        Field(ge=2, description="points at most, evenly spread, the first and the last among them"),
    ] = USUAL


class GridBody(Body):
    """A surface, and how finely to sample it."""

    surface: SurfaceBody
    window: Annotated[Window | None, Field(description="the surface's own when left out")] = None
    resolution: Annotated[
        list[Annotated[int, Field(ge=2)]] | None,
        Field(min_length=1, max_length=2, description="nodes along each axis, [nx, ny]; on a curve [n]"),
    ] = None
    range: Annotated[
        list[float] | None,
        Field(
            min_length=2,
            max_length=2,
            description="[low, high], the losses that the colours run between; those of the grid when left out",
        ),
    ] = None
    encoding: Annotated[
        Literal["typed", "lists"], Field(description="typed: {dtype, bdata, shape}; lists: null for NaN")
    ] = "typed"


class FallLineBody(Body):
    """A surface and a start."""

    surface: SurfaceBody
    start: Point


class FormulaBody(Body):
    """A formula to be checked before it is walked on."""

    formula: FormulaText
    constants: Constants
    window: Window | None = None
    variables: Annotated[Variables | None, Field(description="read from the formula when left out")] = None
    friendly: Annotated[
        bool, Field(description="rewrite 2x, x², π, |x| and the like into the language first")
    ] = False
