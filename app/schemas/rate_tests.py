"""A range test and a ladder: what is asked, and what the answers look like."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from app.schemas.answers import Number, Sentence
from app.schemas.base import Body, Point
from app.schemas.descent import DescentBody
from app.schemas.schedule import Rate
from app.schemas.surface import SurfaceBody
from engine.sweeps.ladder import What
from engine.sweeps.range_test import Growth
from engine.sweeps.range_verdict import BLOW_UP, SMOOTHING, Edge, Reason


class RangeTestBody(DescentBody):
    """A run whose learning rate grows at every step; its own rate, schedule, `until` and `resume` do not count."""

    steps: Annotated[int, Field(ge=2, description="how many rates, one a step")] = 200
    lowest: Annotated[Rate, Field(description="η of the first step")] = 1e-5
    highest: Annotated[Rate, Field(description="η of the last step")] = 10.0
    growth: Annotated[
        Growth,
        Field(description="by the same factor at every step, or by the same amount"),
    ] = "exponential"
    smoothing: Annotated[
        float,
        Field(
            ge=0, le=0.99, description="weight of the losses one step away in the smoothed loss; 0 for none"
        ),
    ] = SMOOTHING
    blow_up: Annotated[
        float,
        Field(ge=1, le=1e6, description="c: it has blown up above the lowest loss + c · (start − lowest)"),
    ] = BLOW_UP


class LadderBody(Body):
    """A surface, and where the one step begins."""

    surface: SurfaceBody
    start: Point


class Said(Sentence):
    """A sentence about one part of the answer."""

    about: Literal["suggestion", "lowest", "blow_up", "bounds", "limits", "largest", "outcome"]


class RangeStart(BaseModel):
    """The start, before the first step."""

    point: list[float]
    loss: float
    gradient_norm: Number


class RangeLowest(BaseModel):
    """The lowest loss before the blow-up."""

    step: int
    learning_rate: float
    loss: float


class RangeSuggestion(BaseModel):
    """The learning rate to choose."""

    step: int
    learning_rate: float
    slope: Annotated[float, Field(description="change of the smoothed loss per tenfold η")]


class RangeBlowUp(BaseModel):
    """The first step whose loss is above the threshold, or that left."""

    step: int
    learning_rate: float
    threshold: Number


class RangeBounds(BaseModel):
    """Smith's two bounds for a cyclical schedule."""

    lowest: Annotated[float, Field(description="η where the loss begins to fall")]
    highest: Annotated[float, Field(description="η where it stops falling, or gets ragged")]
    edge: Edge


class RangeRun(BaseModel):
    """What makes a run of this start: a learning rate, a schedule as it is sent, and how many steps."""

    learning_rate: float
    schedule: dict[str, Any]
    steps: int


class MinimumLimit(BaseModel):
    """The stability limit at the minimum where the fall line leads."""

    at: list[float]
    learning_rate: float


class RangeLimits(BaseModel):
    """The optimizer's stability limit; null where the surface bends down, and for an adaptive optimizer."""

    start: Number
    minimum: MinimumLimit | None
    product: Annotated[Number, Field(description="the limit times λ: 2 for plain gradient descent")]


class RangeTestAnswer(BaseModel):
    """A range test. Entry k of every list belongs to step k + 1; null once the run has left."""

    rates: list[float]
    losses: Annotated[list[Number], Field(description="after the step at this rate")]
    smoothed: Annotated[list[Number], Field(description="null from the blow-up on")]
    points: list[list[float] | None]
    gradient_norms: list[Number]
    start: RangeStart
    reason: Annotated[Reason, Field(description="found, or why there is no suggestion")]
    lowest: RangeLowest | None
    suggestion: RangeSuggestion | None
    blow_up: RangeBlowUp | None
    blow_up_factor: Annotated[float, Field(description="c")]
    bounds: RangeBounds | None
    cycle: Annotated[
        RangeRun | None, Field(description="the bounds as a run: η and the triangular schedule below it")
    ]
    run: Annotated[RangeRun, Field(description="the test itself as a run: its ramp is a schedule")]
    limits: RangeLimits
    largest: Annotated[
        Number,
        Field(
            description="the largest of the rates tried from here that converges, before the first above it that does "
            "not; null where none does"
        ),
    ]
    outcome_of_suggestion: Annotated[
        Literal["converged", "stalled", "bouncing", "diverged", "running"] | None,
        Field(description="status of a run of 200 steps at the suggestion"),
    ]
    sentence: Sentence
    sentences: list[Said]


class Rung(BaseModel):
    """One step at one learning rate."""

    multiple: Annotated[Number, Field(description="of 1/λ")] = None
    learning_rate: float
    loss: Annotated[Number, Field(description="after the step; null where it has no value")]
    change: Annotated[Number, Field(description="of the loss, computed without cancellation")]
    what: Annotated[
        What,
        Field(description="overshoot: the step lands beyond the bottom of its line"),
    ]


class DecadeLadder(BaseModel):
    """The ladder by powers of ten."""

    rungs: list[Rung]


class UnitLadder(BaseModel):
    """The ladder in units of 1/λ, λ along −∇L; without rungs where λ ≤ 0."""

    unit: Annotated[Number, Field(description="1/λ")]
    rungs: list[Rung]


class LadderAnswer(BaseModel):
    """One step along −∇L at many learning rates."""

    point: list[float]
    loss: float
    gradient_norm: Number
    curvature: Annotated[Number, Field(description="λ along −∇L; null without a slope")]
    sharpness: Annotated[Number, Field(description="the largest λ of the Hessian")]
    bottom: Annotated[
        Number, Field(description="η that lands on the first bottom of the line; null where there is none")
    ]
    decades: DecadeLadder
    units: UnitLadder
    sentence: Sentence
