"""From requests about many starts to the engine: where they are, the run from each, and that it is not too much."""

import math
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

import numpy as np

from app.descriptions import choice_of, gradient_of, refusals, schedule_of, surface_of
from app.jobs import lane_operations, lanes_operations, named_operations
from app.problems import refuse
from app.schemas.basins import BasinsBody, SharesBody, StartsBody
from app.schemas.swarms import SwarmBody
from app.settings import Settings
from engine.descent import Descent
from engine.surfaces import Surface
from engine.surfaces.record import Window
from engine.surfaces.windows import checked_window
from engine.sweeps.borders import most_lanes
from engine.sweeps.grid_cells import centres
from engine.sweeps.shares import MOST_BORDERS
from engine.sweeps.sweep import spread
from engine.types import Array

SIDE: Final = 128  # cells along each axis of a map when nothing else is asked for
SHARE_SIDE: Final = 32  # and of shares


class AskedShares(NamedTuple):
    """Shares that were asked for, checked to the end."""

    descent: Descent
    window: Window
    resolution: tuple[int, ...]
    rates: Array


def window_of(body: StartsBody, surface: Surface) -> Window:
    """Return the window of the starts."""
    with refusals():
        return checked_window(body.window, dimension=surface.dimension) if body.window else surface.window


def resolution_of(
    asked: Sequence[int] | None,
    dimension: int,
    usual: int,
    most: float = math.inf,
    where: str = "resolution",
) -> tuple[int, ...]:
    """Return how many cells there are along each axis."""
    if asked is None:
        return (usual,) * dimension
    if len(asked) != dimension:
        raise refuse("wrong_dimension", where, limit=dimension)
    if max(asked) > most:
        raise refuse("too_large", where, limit=most)
    return tuple(asked)


def trial_of(
    body: StartsBody | SwarmBody, surface: Surface, start: Sequence[float], settings: Settings
) -> Descent:
    """Return the run that a body describes, from this start."""
    if body.steps > settings.max_steps:
        raise refuse("too_large", "steps", limit=settings.max_steps)
    with refusals():
        return Descent(
            surface,
            tuple(start),
            choice_of(body.optimizer),
            body.steps,
            schedule_of(body.schedule),
            None,
            gradient_of(body.gradient),
            body.seed,
        )


def start_in(surface: Surface, window: Window, resolution: Sequence[int]) -> tuple[float, ...]:
    """Return a cell's centre at which the loss has a value; refuse a window without any."""
    x, *others = centres(window, resolution)
    for row in others[0].tolist() if others else [None]:
        points = x[:, None] if row is None else np.stack([x, np.full(len(x), row)], axis=1)
        with np.errstate(all="ignore"):
            there = np.flatnonzero(np.isfinite(surface.value(points)))
        if len(there):
            return tuple(points[there[0]].tolist())
    raise refuse("undefined_here", "window")


def check_cost(
    descent: Descent, lanes: int, settings: Settings, fitting: Callable[[int], tuple[str, int]]
) -> None:
    """Refuse runs that are too much work together, naming the steps, or what is `fitting` if no step each is left.

    That is given how many runs fit, and returns which field has to be lowered and how far.
    """
    room = settings.max_map_operations // lane_operations(descent)
    if descent.steps * lanes <= room:
        return
    if lanes <= room:
        raise refuse("too_costly", "steps", limit=room // lanes)
    where, limit = fitting(room // descent.steps or room)
    raise refuse("too_costly", where, limit=limit)


def side_of(cells: int, dimension: int) -> int:
    """Return how many cells there are along each axis where so many fit into a square."""
    return math.isqrt(cells) if dimension == 2 else cells


def asked_basins(body: BasinsBody, settings: Settings) -> tuple[Descent, Window, tuple[int, ...]]:
    """Return run, window and resolution of a map."""
    asked = descent, _, resolution = _asked(body, SIDE, settings.max_basin_side, settings)
    check_cost(
        descent,
        math.prod(resolution),
        settings,
        lambda cells: ("resolution", side_of(cells, len(resolution))),
    )
    return asked


def asked_shares(body: SharesBody, settings: Settings) -> AskedShares:
    """Return run, window, resolution and learning rates of shares."""
    if body.count > settings.max_share_rates:
        raise refuse("too_large", "count", limit=settings.max_share_rates)
    if not body.lowest < body.highest:
        raise refuse("empty_window", "highest")
    asked = descent, _, resolution = _asked(body, SHARE_SIDE, settings.max_share_side, settings)

    def fitting(lanes: int) -> tuple[str, int]:
        side = side_of(lanes // body.count, len(resolution))
        return ("resolution", side) if side else ("count", lanes)

    check_cost(descent, body.count * math.prod(resolution), settings, fitting)
    return AskedShares(*asked, spread(body.lowest, body.highest, body.count))


def basins_cost(descent: Descent, resolution: Sequence[int]) -> int:
    """Return the predicted operations of a map; what naming its ends takes nobody knows before."""
    return lanes_operations(descent, math.prod(resolution))


def shares_cost(descent: Descent, resolution: Sequence[int], rates: int) -> int:
    """Return the predicted operations of shares at so many rates, the borders included."""
    both = rates * math.prod(resolution), most_lanes(MOST_BORDERS)
    return sum(named_operations(descent, lanes) for lanes in both)


def _asked(
    body: BasinsBody | SharesBody, usual: int, most: int, settings: Settings
) -> tuple[Descent, Window, tuple[int, ...]]:
    surface = surface_of(body.surface)
    resolution = resolution_of(body.resolution, surface.dimension, usual, most)
    window = window_of(body, surface)
    descent = trial_of(body, surface, start_in(surface, window, resolution), settings)
    return descent, window, resolution
