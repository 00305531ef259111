"""From validated bodies to the engine's descriptions, with the refusals that need the surface at hand."""

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from typing import Any

from app.jobs import operations_per_step
from app.problems import Fault, Problem, refuse
from app.schemas.base import Body
from app.schemas.descent import DescentBody, State
from app.schemas.surface import FormulaSurface
from app.settings import Settings
from app.texts.formulas import formula_message
from engine.choice import Choice, choose
from engine.descent import Descent, Progress
from engine.errors import CatalogError
from engine.formula import FormulaError
from engine.gradients import GradientSource, gradient
from engine.outcome import RECENT
from engine.schedules import Schedule, schedule
from engine.surfaces import Surface, named_surface, typed_surface

_CATALOG_CODES = {
    "wrong_number_of_axes": ("wrong_dimension", "expected"),
    "low_not_below_high": ("empty_window", ""),
    "no_value": ("undefined_here", ""),
    "too_many_constants": ("too_long", "limit"),
    "out_of_range": ("too_large", "high"),
}


@contextmanager
def refusals(prefix: str = "") -> Iterator[None]:
    """Turn the engine's refusals into problems; prefix is where in the body the engine's words apply."""
    try:
        yield
    except FormulaError as error:
        raise Problem(422, formula_fault(error, f"{prefix}formula")) from None
    except CatalogError as error:
        raise Problem(422, _catalog_fault(error, prefix)) from None


def formula_fault(error: FormulaError, where: str) -> Fault:
    """Return the fault of a formula, with its place in the text and what would help."""
    message, hint = formula_message(error.code, error.figures)
    nearest = {"nearest": error.figures["suggestion"]} if "suggestion" in error.figures else {}
    return Fault(error.code, where, nearest, error.position, error.length, message, hint)


def _catalog_fault(error: CatalogError, prefix: str) -> Fault:
    code, name = _CATALOG_CODES.get(error.code, (error.code, "limit"))
    figures: dict[str, Any] = {"limit": error.figures.get(name)}
    if suggestion := error.figures.get("suggestion"):
        figures["nearest"] = suggestion
    return Fault(code, prefix + error.field.partition(".")[0], figures)


def surface_of(body: Body) -> Surface:
    """Return the surface that a body names or types."""
    with refusals("surface."):
        if isinstance(body, FormulaSurface):
            return typed_surface(body.formula, body.constants, body.window, body.variables)
        knobs = body.model_dump()
        return named_surface(knobs.pop("name"), knobs)


def choice_of(body: Body) -> Choice:
    """Return the optimizer with its knobs set."""
    with refusals():
        return choose(**body.model_dump())


def schedule_of(body: Body) -> Schedule:
    """Return the schedule with its knobs set and the changes made by hand."""
    knobs = body.model_dump()
    name, older, newer = knobs.pop("name"), knobs.pop("rates", []), knobs.pop("changes")
    if older and newer:
        raise refuse("given_twice", "schedule.rates")
    changes = newer or older
    steps = [step for step, _ in changes]
    if any(later <= earlier for earlier, later in pairwise(steps)):
        raise refuse("not_increasing", "schedule.rates" if changes is older else "schedule.changes")
    with refusals():
        return schedule(name, changes=changes, **knobs)


def gradient_of(body: Body) -> GradientSource:
    """Return the gradient source with its knobs set."""
    with refusals():
        return gradient(**body.model_dump())


def point_of(point: Sequence[float], surface: Surface, where: str) -> tuple[float, ...]:
    """Return a point of the surface."""
    if len(point) != surface.dimension:
        raise refuse("wrong_dimension", where, limit=surface.dimension)
    return tuple(point)


def descent_of(body: DescentBody, settings: Settings) -> Descent:
    """Return the run that a body describes, if it is not too much work."""
    if body.steps > settings.max_steps:
        raise refuse("too_large", "steps", limit=settings.max_steps)
    surface = surface_of(body.surface)
    start = point_of(body.start, surface, "start")
    until = body.until.gradient_norm if body.until else None
    with refusals():
        descent = Descent(
            surface,
            start,
            choice_of(body.optimizer),
            body.steps,
            schedule_of(body.schedule),
            until,
            gradient_of(body.gradient),
            body.seed,
        )
    most = settings.max_operations // operations_per_step(descent)
    if body.steps > most:
        raise refuse("too_costly", "steps", limit=most)
    return descent


def progress_of(state: State | None, descent: Descent) -> Progress | None:
    """Return where an earlier run stood; refuse a state that cannot come from this surface and optimizer."""
    if state is None:
        return None
    if state.step > descent.steps:  # what is said of a run's end looks back over all its steps
        raise refuse("too_large", "resume.step", limit=descent.steps)
    memory = tuple(tuple(leaf) if isinstance(leaf, list) else leaf for leaf in state.memory)
    recent = tuple(tuple(point) for point in state.recent)
    expected = descent.program.initial()
    fits = (
        len(memory) == len(expected)
        and all(_shape(leaf) == _shape(like) for leaf, like in zip(memory, expected, strict=True))
        and all(len(point) == len(descent.start) for point in (*recent, state.point))
        and len(recent) == min(RECENT, state.step + 1)
        and recent[-1] == tuple(state.point)
        and all(math.isfinite(descent.surface.formula.at(point)[0]) for point in recent)
    )
    if not fits:
        raise refuse("wrong_state", "resume")
    return Progress(state.step, tuple(state.point), memory, recent)


def _shape(leaf: float | tuple[float, ...]) -> int:
    return len(leaf) if isinstance(leaf, tuple) else 0
