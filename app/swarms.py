"""From requests about swarms to the engine, and from swarms to JSON."""

import math
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np

from app.basins import stall_json
from app.descriptions import point_of, refusals, surface_of
from app.jobs import lanes_operations
from app.minima import minimum_json
from app.problems import refuse
from app.progress import seldom
from app.schemas.base import Body
from app.schemas.swarms import GivenStarts, GridStarts, RandomStarts, SwarmBody
from app.settings import Settings
from app.starts import check_cost, resolution_of, side_of, trial_of
from app.texts.contests import Swarmed, contest_sentence
from app.texts.swarms import swarm_sentence
from app.wire import both, dumps, typed
from engine.descent import Descent
from engine.noise import LARGEST_SEED
from engine.surfaces import Surface
from engine.surfaces.record import Window
from engine.surfaces.windows import checked_window
from engine.sweeps.basins import OUTCOMES
from engine.sweeps.grid_cells import centres, points_of
from engine.sweeps.progress import Tell, nobody, part_of
from engine.sweeps.swarm import Swarm, even_starts, lowest_reached, random_starts, swarm
from engine.types import Array

GRID_SIDE = 10  # starts along each axis when nothing else is asked for


class Asked(NamedTuple):
    """A swarm that was asked for, checked to the end; no window where its starts were given one by one."""

    descent: Descent
    starts: Array
    seeds: Sequence[int]
    window: Window | None


def asked_swarm(body: SwarmBody, settings: Settings) -> Asked:
    """Return the run, the starts and the seeds of a swarm."""
    surface = surface_of(body.surface)
    if body.seeds > settings.max_seeds:
        raise refuse("too_large", "seeds", limit=settings.max_seeds)
    window = _window(body.starts, surface)
    starts = _starts(body.starts, surface, window, settings.max_swarm)
    with np.errstate(all="ignore"):
        there = np.flatnonzero(np.isfinite(surface.value(starts)))
    if not len(there):
        raise refuse("undefined_here", "starts")
    descent = trial_of(body, surface, starts[there[0]].tolist(), settings)
    seeds = body.seeds if descent.is_noisy else 1
    check_cost(
        descent,
        len(starts) * seeds,
        settings,
        lambda runs: _fitting(body.starts, runs, len(starts), seeds, surface.dimension),
    )
    return Asked(descent, starts, [(descent.seed + k) % (LARGEST_SEED + 1) for k in range(seeds)], window)


def _fitting(body: Body, runs: int, starts: int, seeds: int, dimension: int) -> tuple[str, int]:
    """Return what to lower where no more than so many runs fit, and how far: the seeds, else the starts."""
    if seeds > 1 and runs >= starts:
        return "seeds", runs // starts
    fit = max(1, runs // seeds)
    if isinstance(body, GridStarts):
        return "starts.resolution", side_of(fit, dimension)
    return "starts.points" if isinstance(body, GivenStarts) else "starts.count", fit


def swarm_cost(asked: Asked) -> int:
    """Return the predicted operations of a swarm."""
    return lanes_operations(asked.descent, len(asked.starts) * len(asked.seeds))


def swarm_text(
    asked: Asked,
    *,
    frames: int,
    cancelled: Callable[[], bool] = lambda: False,
    on_progress: Tell = nobody,
) -> bytes:
    """Return a swarm as JSON: what a worker does of it."""
    found = _walked(asked, frames, cancelled, seldom(on_progress))
    return dumps(swarm_json(found, gaps=asked.descent.has_gaps))


def contest_text(
    sides: Sequence[Asked],
    *,
    frames: int,
    cancelled: Callable[[], bool] = lambda: False,
    on_progress: Tell = nobody,
) -> bytes:
    """Return two swarms, and how they compare, as JSON: what a worker does of them."""
    tell = seldom(on_progress)
    found = [
        _walked(side, frames, cancelled, part_of(tell, place, len(sides))) for place, side in enumerate(sides)
    ]
    one, other = (Swarmed(side.descent, side.window, swarm) for side, swarm in zip(sides, found, strict=True))
    sentence = both(contest_sentence(one, other))
    gaps = sides[0].descent.has_gaps  # of the surface, which both have
    return dumps({"sides": [swarm_json(swarm, gaps=gaps) for swarm in found], "sentence": sentence})


def _walked(asked: Asked, frames: int, cancelled: Callable[[], bool], tell: Tell) -> Swarm:
    return swarm(
        asked.descent,
        asked.starts,
        seeds=asked.seeds,
        frames=frames,
        cancelled=cancelled,
        on_progress=tell,
    )


def _window(body: Body, surface: Surface) -> Window | None:
    if isinstance(body, GivenStarts):
        return None
    asked: Any = body
    with refusals("starts."):
        return checked_window(asked.window, dimension=surface.dimension) if asked.window else surface.window


def _starts(body: Body, surface: Surface, window: Window | None, most: int) -> Array:
    """Return the starts of a set, shape (count, n)."""
    if isinstance(body, GivenStarts):
        if len(body.points) > most:
            raise refuse("too_long", "starts.points", limit=most)
        return np.array(
            [point_of(point, surface, f"starts.points.{k}") for k, point in enumerate(body.points)],
            dtype=np.float64,
        )
    assert window is not None
    if isinstance(body, GridStarts):
        resolution = resolution_of(body.resolution, surface.dimension, GRID_SIDE, where="starts.resolution")
        if math.prod(resolution) > most:
            raise refuse("too_many_starts", "starts.resolution", limit=most)
        return points_of(centres(window, resolution))
    asked: Any = body
    if asked.count > most:
        raise refuse("too_large", "starts.count", limit=most)
    if isinstance(body, RandomStarts):
        return random_starts(window, body.count, body.seed)
    return even_starts(window, asked.count)


def swarm_json(found: Swarm, *, gaps: bool) -> dict[str, Any]:
    """Return a swarm as its answer."""
    return {
        "starts": found.starts.tolist(),
        "seeds": found.seeds,
        "statuses": [OUTCOMES[status] for status in found.statuses[0].tolist()],
        "places": _or_null(found.places[0]),
        "steps": _or_null(found.steps[0]),
        "losses": found.losses[0].tolist(),
        "ends": found.ends[0].tolist(),
        "minima": [minimum_json(minimum) for minimum in found.minima],
        "stalls": [stall_json(stall) for stall in found.stalls],
        "tally": [
            {
                "status": OUTCOMES[entry.status],
                "place": None if entry.place < 0 else entry.place,
                "mean": entry.mean,
                "fewest": entry.fewest,
                "most": entry.most,
                "deviation": entry.deviation,
            }
            for entry in found.tally
        ],
        "spread": None if found.spread is None else found.spread.tolist(),
        "lowest_share": lowest_reached(found),
        "frames": {"steps": found.frame_steps, "points": typed(found.frames)} if found.frame_steps else None,
        "gaps": gaps,
        "sentence": both(swarm_sentence(found, gaps=gaps)),
    }


def _or_null(values: np.ndarray[Any, Any]) -> list[int | None]:
    return [None if value < 0 else value for value in values.tolist()]
