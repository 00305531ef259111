"""One point of a surface, and the way down from many: what is asked and what is answered."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from app.schemas.answers import Number, Path
from app.schemas.base import Body, Coordinate, Point
from app.schemas.descent import DEFAULT_OPTIMIZER, OptimizerBody
from app.schemas.surface import SurfaceBody, Window

MOST_DIRECTIONS = 720
MOST_POINTS = 1000
MOST_ARROWS = 101  # along one axis


class CompassBody(Body):
    """A circle around the point, and in how many directions it is looked at."""

    radius: Annotated[float, Field(ge=1e-12, le=1e9, description="distance from the point, ε")]
    directions: Annotated[
        int, Field(ge=8, le=MOST_DIRECTIONS, description="directions, evenly spread; a curve has two")
    ] = 180


class TangentBody(Body):
    """A line through the point along which the tangent model is followed."""

    direction: Annotated[
        list[Coordinate] | None,
        Field(min_length=1, max_length=2, description="of any length but zero; −∇L when left out"),
    ] = None


class InspectBody(Body):
    """A surface and one point of it; limit and zone are the optimizer's. The rest is answered on request."""

    surface: SurfaceBody
    point: Point
    optimizer: OptimizerBody = DEFAULT_OPTIMIZER
    slices: Annotated[bool, Field(description="with the loss along each axis through the point")] = False
    compass: Annotated[
        CompassBody | None, Field(description="with the loss at a distance in every direction")
    ] = None
    tangent: Annotated[
        TangentBody | None, Field(description="with the tangent model along a line, and its error")
    ] = None
    way: Annotated[bool, Field(description="with the way to the minimum beside −∇L")] = False


class FieldBody(Body):
    """A surface, and where the way down is asked for: on a grid, or at given points."""

    surface: SurfaceBody
    window: Annotated[Window | None, Field(description="of the grid; the surface's own when left out")] = None
    resolution: Annotated[
        list[Annotated[int, Field(ge=2, le=MOST_ARROWS)]] | None,
        Field(min_length=1, max_length=2, description="points along each axis, [nx, ny]; on a curve [n]"),
    ] = None
    points: Annotated[
        list[Point] | None,
        Field(min_length=1, max_length=MOST_POINTS, description="instead of window and resolution"),
    ] = None


class Difference(BaseModel):
    """A numerical gradient."""

    h: float
    gradient: list[Number]
    error: Annotated[Number, Field(description="relative; null where it says nothing")]


class Numerical(BaseModel):
    """Both numerical gradients."""

    forward: Difference
    central: Difference


class Tangent(BaseModel):
    """The first-order model: constant + slopes · θ; on request along a line, at distances from the point."""

    constant: Number
    slopes: list[Number]
    direction: Annotated[list[float] | None, Field(description="of the line, a unit vector")] = None
    curvature: Annotated[Number, Field(description="λ along the line")] = None
    distances: list[float] | None = None
    losses: list[Number] | None = None
    model: Annotated[list[Number] | None, Field(description="what the slope promises")] = None
    error: Annotated[list[Number] | None, Field(description="loss − model")] = None
    half_curvature: Annotated[list[Number] | None, Field(description="½λd², λ along the line")] = None
    worst_half_curvature: Annotated[
        list[Number] | None, Field(description="½λd² with the eigenvalue that is largest in size")
    ] = None


class SliceAnswer(BaseModel):
    """The loss along one axis through the point."""

    axis: Annotated[int, Field(description="from 0")]
    at: Annotated[list[float], Field(description="the coordinate; the point's own is among them")]
    loss: list[Number]
    slope: Annotated[Number, Field(description="at the point: that entry of the gradient")]


class SideAnswer(BaseModel):
    """A direction and the loss at the radius there."""

    angle: Annotated[float, Field(description="degrees, counter-clockwise from the first axis")]
    loss: Number


class CompassSweepAnswer(BaseModel):
    """How far the lowest direction is from −∇L at one radius."""

    radius: float
    apart: Annotated[Number, Field(description="degrees")]


class CompassAnswer(BaseModel):
    """The loss at one distance in every direction."""

    radius: float
    angles: Annotated[list[float], Field(description="degrees, counter-clockwise from the first axis")]
    losses: list[Number]
    best: Annotated[SideAnswer | None, Field(description="the lowest place on the circle")]
    steepest: Annotated[SideAnswer | None, Field(description="−∇L; null where there is no slope")]
    apart: Annotated[Number, Field(description="degrees between the two")]
    sweep: Annotated[list[CompassSweepAnswer], Field(description="the same from a tiny radius to the window")]


class WayAnswer(BaseModel):
    """The minimum to which the fall line leads, else the nearest known one, and where it lies."""

    minimum: list[float]
    distance: float
    direction: list[float]
    angle: Annotated[float, Field(description="degrees between −∇L and the way to the minimum")]


class InspectAnswer(BaseModel):
    """Everything about one point."""

    value: Number
    gradient: list[Number]
    gradient_norm: Number
    hessian: list[list[Number]]
    eigenvalues: list[Number]
    eigenvectors: list[list[Number]]
    condition_number: Number
    stability_limit: Annotated[Number, Field(description="null for an adaptive optimizer, or where λ ≤ 0")]
    product: Annotated[Number, Field(description="η·λ")]
    zone: Literal["creep", "monotone", "overshoot", "unstable"] | None
    tangent: Tangent
    numerical: Numerical
    slices: list[SliceAnswer] | None = None
    compass: CompassAnswer | None = None
    way: WayAnswer | None = None


class FieldAnswer(BaseModel):
    """The way down at many points."""

    points: Path
    directions: Annotated[
        list[list[float] | None], Field(description="unit vectors along −∇L; null where there is no slope")
    ]
    norms: Annotated[list[Number], Field(description="‖∇L‖")]
