"""A descent in a request: the description of one run."""

from typing import Annotated, Any, Literal, Union

from pydantic import BeforeValidator, Discriminator, Field, Tag
from pydantic_core import PydanticCustomError

from app.schemas.base import Body, Coordinate, Point, record_model, refuse_name
from app.schemas.surface import SurfaceBody
from engine.optimizers import OPTIMIZERS
from engine.schedules import MAXIMUM_RATES, SCHEDULES

RATE = OPTIMIZERS["gradient_descent"].knobs[0].hard
LARGEST_STEP = 10**9
LARGEST_STATE = 64  # numbers in one leaf of an optimizer's state, or points remembered

OPTIMIZER_MODELS = {
    name: record_model(f"Optimizer_{name}", name, record.knobs, record.purpose.en)
    for name, record in OPTIMIZERS.items()
}


def _spread(value: Any) -> Any:
    if isinstance(value, str):
        value = {"name": value}
    if not isinstance(value, dict) or "name" not in value:
        raise PydanticCustomError("optimizer_type", "not an optimizer")
    if value["name"] not in OPTIMIZER_MODELS:
        raise refuse_name(value["name"], OPTIMIZER_MODELS)
    return value


def _name(value: Any) -> str:
    return value["name"] if isinstance(value, dict) else value.name


_Chosen = Annotated[
    Union[tuple(Annotated[model, Tag(name)] for name, model in OPTIMIZER_MODELS.items())],  # noqa: UP007
    Discriminator(_name),
]
OptimizerBody = Annotated[
    _Chosen, BeforeValidator(_spread, json_schema_input_type=Literal[tuple(OPTIMIZER_MODELS)] | _Chosen)
]

StepNumber = Annotated[int, Field(ge=0, le=LARGEST_STEP)]
Rate = Annotated[float, Field(ge=RATE[0], le=RATE[1])]


class ConstantSchedule(Body):
    """The same learning rate at every step."""

    name: Literal["constant"]


def _change(value: Any) -> Any:
    if isinstance(value, list) and len(value) == 2:
        return tuple(value)
    raise PydanticCustomError("rate_change_type", "not a [step, learning rate] pair")


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


_SCHEDULE_MODELS = {"constant": ConstantSchedule, "piecewise": PiecewiseSchedule}


def _spread_schedule(value: Any) -> Any:
    if not isinstance(value, dict) or "name" not in value:
        raise PydanticCustomError("schedule_type", "not a schedule")
    if value["name"] not in _SCHEDULE_MODELS:
        raise refuse_name(value["name"], SCHEDULES)
    return value


_Schedule = Annotated[
    Union[tuple(Annotated[model, Tag(name)] for name, model in _SCHEDULE_MODELS.items())],  # noqa: UP007
    Discriminator(_name),
]
ScheduleBody = Annotated[_Schedule, BeforeValidator(_spread_schedule, json_schema_input_type=_Schedule)]


class Until(Body):
    """When to stop before the last step."""

    gradient_norm: Annotated[float, Field(ge=0, description="stop once the gradient is no longer than this")]


class State(Body):
    """Where an earlier run stood, exactly as its answer gave it."""

    step: StepNumber
    point: Point
    memory: Annotated[list[float | list[float]], Field(max_length=LARGEST_STATE)]
    recent: Annotated[list[Point], Field(min_length=1, max_length=LARGEST_STATE)]


class DescentBody(Body):
    """One run: where, from where, by which rule, how far."""

    surface: SurfaceBody
    start: Point
    steps: Annotated[int, Field(ge=1, description="steps in all, counted from the start")] = 200
    optimizer: OptimizerBody = OPTIMIZER_MODELS["gradient_descent"](name="gradient_descent")
    schedule: ScheduleBody = ConstantSchedule(name="constant")
    until: Until | None = None
    resume: State | None = None


class StepBody(DescentBody):
    """A run, and which of its steps to open."""

    from_step: Annotated[StepNumber, Field(description="the number of the point that the first of them leaves")] = 0
    count: Annotated[int, Field(ge=1, description="how many steps")] = 1
    slice: Annotated[bool, Field(description="with the loss along each step's own line")] = False


class GridBody(Body):
    """A surface, and how finely to sample it."""

    surface: SurfaceBody
    window: Annotated[
        list[Annotated[list[Coordinate], Field(min_length=2, max_length=2)]] | None,
        Field(min_length=1, max_length=2, description="the surface's own when left out"),
    ] = None
    resolution: Annotated[
        list[Annotated[int, Field(ge=2)]], Field(min_length=1, max_length=2, description="[nx, ny]")
    ] = [101, 101]
    encoding: Annotated[
        Literal["typed", "lists"], Field(description="typed: {dtype, bdata, shape}; lists: null for NaN")
    ] = "typed"


class FallLineBody(Body):
    """A surface and a start."""

    surface: SurfaceBody
    start: Point


class InspectBody(Body):
    """A surface and one point of it; the stability limit is the optimizer's."""

    surface: SurfaceBody
    point: Point
    optimizer: OptimizerBody = OPTIMIZER_MODELS["gradient_descent"](name="gradient_descent")


class FormulaBody(Body):
    """A typed formula to be checked."""

    formula: Annotated[str, Field(max_length=5000)]
    constants: dict[str, float] = {}
    window: list[list[float]] | None = None
    variables: list[Literal["x", "y", "w"]] | None = None
    friendly: bool = False
