"""A descent in a request: the description of one run."""

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field

from app.schemas.base import Body, Point, one_of, record_model
from app.schemas.gradient import DEFAULT_GRADIENT, GradientBody
from app.schemas.schedule import DEFAULT_SCHEDULE, ScheduleBody, StepNumber
from app.schemas.surface import SurfaceBody
from engine.noise import LARGEST_SEED
from engine.optimizers import OPTIMIZERS
from engine.outcome import RECENT

MOST_LEAVES = 16  # of an optimizer's state
MOST_RUNS = 16  # of one race

OPTIMIZER_MODELS = {
    name: record_model(f"Optimizer_{name}", name, record.knobs, record.purpose.en)
    for name, record in OPTIMIZERS.items()
}
DEFAULT_OPTIMIZER = OPTIMIZER_MODELS["gradient_descent"].model_validate({"name": "gradient_descent"})

if TYPE_CHECKING:
    OptimizerBody = Body
else:
    OptimizerBody = one_of(OPTIMIZER_MODELS, "optimizer")


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


class RuleBody(Body):
    """How one run goes: by which rule, at which rate, from which gradient, until when."""

    optimizer: OptimizerBody = DEFAULT_OPTIMIZER
    schedule: ScheduleBody = DEFAULT_SCHEDULE
    gradient: GradientBody = DEFAULT_GRADIENT
    seed: Annotated[int, Field(ge=0, le=LARGEST_SEED, description="of the noise")] = 0
    until: Until | None = None
    resume: State | None = None


Steps = Annotated[int, Field(ge=1, description="steps in all, counted from the start")]


class DescentBody(RuleBody):
    """One run: where, from where, by which rule, how far."""

    surface: SurfaceBody
    start: Point
    steps: Steps = 200


class RaceRun(RuleBody):
    """One run of a race."""

    start: Annotated[Point | None, Field(description="the race's own when left out")] = None


class RaceBody(Body):
    """Several runs on one surface."""

    surface: SurfaceBody
    start: Point
    steps: Steps = 200
    runs: Annotated[list[RaceRun], Field(min_length=1, max_length=MOST_RUNS)]

    def descents(self) -> list[DescentBody]:
        """Return each run as a description of its own."""
        found = []
        for run in self.runs:
            fields: dict[str, Any] = {name: getattr(run, name) for name in RuleBody.model_fields}
            start = self.start if run.start is None else run.start
            found.append(
                DescentBody.model_construct(surface=self.surface, start=start, steps=self.steps, **fields)
            )
        return found
