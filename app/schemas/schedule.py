"""A schedule in a request: the learning rate of every step."""

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from app.schemas.base import Body, one_of, record_model
from engine.optimizers import OPTIMIZERS
from engine.schedules import MAXIMUM_CHANGES, SCHEDULES

RATE = OPTIMIZERS["gradient_descent"].knobs[0].hard
LARGEST_STEP = 10**9

StepNumber = Annotated[int, Field(ge=0, le=LARGEST_STEP)]
Rate = Annotated[float, Field(ge=RATE[0], le=RATE[1])]


def _change(value: Any) -> Any:
    if isinstance(value, list) and len(value) == 2:
        return tuple(value)
    raise PydanticCustomError("shape", "not a [step, learning rate] pair", {"kind": "rate_change"})


RateChange = Annotated[
    tuple[StepNumber, Rate], BeforeValidator(_change, json_schema_input_type=tuple[StepNumber, Rate])
]
RateChanges = Annotated[list[RateChange], Field(max_length=MAXIMUM_CHANGES)]
_CHANGES = "made by hand: [[step, learning rate], …] in rising order of steps; from each step on, that η"
_FIELDS: dict[str, Any] = {"changes": (RateChanges, Field([], description=_CHANGES))}
_OLDER: dict[str, Any] = {
    "rates": (RateChanges, Field([], description="an older name for changes", deprecated=True))
}

SCHEDULE_MODELS = {
    name: record_model(
        f"Schedule_{name}",
        name,
        record.knobs,
        record.purpose.en,
        **_FIELDS,
        **(_OLDER if name == "piecewise" else {}),
    )
    for name, record in SCHEDULES.items()
}
DEFAULT_SCHEDULE = SCHEDULE_MODELS["constant"].model_validate({"name": "constant"})

if TYPE_CHECKING:
    ScheduleBody = Body
else:
    ScheduleBody = one_of(SCHEDULE_MODELS, "schedule")


class DragBody(Body):
    """Where the handle of a knob is dragged to."""

    knob: Annotated[str, Field(max_length=40, description="name of one of the schedule's knobs")]
    step: StepNumber
    rate: Rate


class ScheduleRatesBody(Body):
    """A schedule, the learning rate it multiplies, and how many of its rates are wanted."""

    schedule: ScheduleBody
    learning_rate: Rate
    steps: Annotated[int, Field(ge=1, description="the rates of so many steps from the first on")] = 200
    drag: Annotated[
        DragBody | None, Field(description="first set one knob so that its handle stands here")
    ] = None
