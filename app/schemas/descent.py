"""A descent in a request: the description of one run."""

from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from app.schemas.base import Body, Point, one_of, record_model
from app.schemas.surface import SurfaceBody
from engine.optimizers import OPTIMIZERS
from engine.outcome import RECENT
from engine.schedules import MAXIMUM_RATES

RATE = OPTIMIZERS["gradient_descent"].knobs[0].hard
LARGEST_STEP = 10**9
MOST_LEAVES = 16  # of an optimizer's state

OPTIMIZER_MODELS = {
    name: record_model(f"Optimizer_{name}", name, record.knobs, record.purpose.en)
    for name, record in OPTIMIZERS.items()
}
DEFAULT_OPTIMIZER = OPTIMIZER_MODELS["gradient_descent"].model_validate({"name": "gradient_descent"})
StepNumber = Annotated[int, Field(ge=0, le=LARGEST_STEP)]
Rate = Annotated[float, Field(ge=RATE[0], le=RATE[1])]


class ConstantSchedule(Body):
    """The same learning rate at every step."""

    name: Literal["constant"]


def _change(value: Any) -> Any:
    if isinstance(value, list) and len(value) == 2:
        return tuple(value)
    raise PydanticCustomError("shape", "not a [step, learning rate] pair", {"kind": "rate_change"})


RateChange = Annotated[
    tuple[StepNumber, Rate], BeforeValidator(_change, json_schema_input_type=tuple[StepNumber, Rate])
]


class PiecewiseSchedule(Body):
    """The learning rate changed by hand: from each step on, that rate."""

    name: Literal["piecewise"]
    rates: Annotated[
        list[RateChange],
        Field(max_length=MAXIMUM_RATES, description="[[step, learning rate], …] in rising order of steps"),
    ]


if TYPE_CHECKING:
    OptimizerBody = Body
    ScheduleBody = Body
else:
    OptimizerBody = one_of(OPTIMIZER_MODELS, "optimizer")
    ScheduleBody = one_of({"constant": ConstantSchedule, "piecewise": PiecewiseSchedule}, "schedule")


class Until(Body):
    """When to stop before the last step."""

    gradient_norm: Annotated[float, Field(ge=0, description="stop once the gradient is no longer than this")]


class State(Body):
    """Where an earlier run stood, exactly as its answer gave it."""

    step: StepNumber
    point: Point
    memory: Annotated[
        list[float | Annotated[list[float], Field(max_length=2)]], Field(max_length=MOST_LEAVES)
    ]
    recent: Annotated[list[Point], Field(min_length=1, max_length=RECENT)]


class DescentBody(Body):
    """One run: where, from where, by which rule, how far."""

    surface: SurfaceBody
    start: Point
    steps: Annotated[int, Field(ge=1, description="steps in all, counted from the start")] = 200
    optimizer: OptimizerBody = DEFAULT_OPTIMIZER
    schedule: ScheduleBody = ConstantSchedule(name="constant")
    until: Until | None = None
    resume: State | None = None
