"""From requests about many starts to the engine, and from its maps to JSON."""

import math
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from time import monotonic
from typing import Any, Final

import numpy as np

from app.descriptions import choice_of, gradient_of, refusals, schedule_of, surface_of
from app.jobs import lane_operations, named_operations
from app.minima import minimum_json
from app.problems import refuse
from app.schemas.basins import BasinsBody, SharesBody, StartsBody
from app.schemas.swarms import SwarmBody
from app.settings import Settings
from app.texts.basins import basins_sentence, shares_sentence
from app.wire import both, dumps, typed
from engine.descent import Descent
from engine.outcome import STATUSES
from engine.surfaces import Surface
from engine.surfaces.record import Window
from engine.surfaces.windows import checked_window
from engine.sweeps.basins import OUTCOMES, Basins, Share, basins
from engine.sweeps.grid_cells import centres
from engine.sweeps.places import NOWHERE
from engine.sweeps.progress import Tell, nobody
from engine.sweeps.shares import BESIDE, FINER, MOST_BORDERS, Border, RateShares
from engine.sweeps.stalls import Stall
from engine.sweeps.sweep import spread
from engine.types import Array

SIDE: Final = 128  # cells along each axis of a map when nothing else is asked for
SHARE_SIDE: Final = 32  # and of shares
TOLD_AFTER: Final = 0.2  # seconds between two words about how far a map is; what is soon there needs none


def window_of(body: StartsBody, surface: Surface) -> Window:
    """Return the window of the starts."""
    with refusals():
        return checked_window(body.window, dimension=surface.dimension) if body.window else surface.window


def resolution_of(
    asked: Sequence[int] | None, dimension: int, usual: int, most: int, where: str = "resolution"
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


def check_cost(descent: Descent, lanes: int, settings: Settings, *, many: str) -> None:
    """Refuse runs that are too much work together, naming the steps, or `many` if not even one step each is left."""
    each = lane_operations(descent)
    most = settings.max_map_operations // (each * lanes)
    if descent.steps > most >= 1:
        raise refuse("too_costly", "steps", limit=most)
    if most < 1:
        raise refuse("too_costly", many, limit=settings.max_map_operations // each)


def asked_basins(body: BasinsBody, settings: Settings) -> tuple[Descent, Window, tuple[int, ...]]:
    """Return run, window and resolution of a map."""
    return _asked(body, SIDE, settings.max_basin_side, 1, settings)


def asked_shares(body: SharesBody, settings: Settings) -> tuple[Descent, Window, tuple[int, ...], Array]:
    """Return run, window, resolution and learning rates of shares."""
    if body.count > settings.max_share_rates:
        raise refuse("too_large", "count", limit=settings.max_share_rates)
    if not body.lowest < body.highest:
        raise refuse("empty_window", "highest")
    asked = _asked(body, SHARE_SIDE, settings.max_share_side, body.count, settings)
    return (*asked, spread(body.lowest, body.highest, body.count))


def shares_cost(descent: Descent, resolution: Sequence[int], rates: int) -> int:
    """Return the predicted operations of shares at so many rates, both rounds of borders included."""
    rounds = (rates * math.prod(resolution), MOST_BORDERS * BESIDE * rates, MOST_BORDERS * BESIDE * FINER)
    return sum(named_operations(descent, lanes) for lanes in rounds)


def _asked(
    body: BasinsBody | SharesBody, usual: int, most: int, times: int, settings: Settings
) -> tuple[Descent, Window, tuple[int, ...]]:
    surface = surface_of(body.surface)
    resolution = resolution_of(body.resolution, surface.dimension, usual, most)
    window = window_of(body, surface)
    descent = trial_of(body, surface, start_in(surface, window, resolution), settings)
    check_cost(descent, times * math.prod(resolution), settings, many="resolution")
    return descent, window, resolution


def basins_text(
    descent: Descent,
    window: Window,
    resolution: Sequence[int],
    *,
    ends: bool,
    cancelled: Callable[[], bool] = lambda: False,
    executor: Executor | None = None,
    on_progress: Tell = nobody,
) -> bytes:
    """Return a map as JSON: what a worker does of it."""
    found = basins(
        descent,
        window,
        resolution,
        cancelled=cancelled,
        executor=executor,
        on_progress=seldom(on_progress),
    )
    return dumps(basins_json(found, descent, window, ends=ends))


def seldom(tell: Tell) -> Tell:
    """Return whom to tell as often as one likes: it tells now and then."""
    told = monotonic()

    def heard(share: float) -> None:
        nonlocal told
        if (now := monotonic()) >= told + TOLD_AFTER:
            told = now
            tell(share)

    return heard


def basins_json(found: Basins, descent: Descent, window: Window, *, ends: bool) -> dict[str, Any]:
    """Return a map as its answer."""
    axes = dict(zip(("x", "y") if len(found.axes) == 2 else ("w",), found.axes, strict=True))
    return {
        "window": window,
        "resolution": [len(axis) for axis in found.axes],
        **{name: axis.tolist() for name, axis in axes.items()},
        "names": OUTCOMES,
        "statuses": typed(found.statuses),
        "places": typed(found.places),
        "steps": typed(found.steps),
        "astray": typed(found.astray.astype(np.uint8)),
        "ends": typed(found.ends) if ends else None,
        "minima": [minimum_json(minimum) for minimum in found.minima],
        "stalls": [stall_json(stall) for stall in found.stalls],
        "shares": [share_json(share) for share in found.shares],
        "astray_share": float(found.astray.mean()),
        "tolerance": found.tolerance,
        "learning_rate": descent.optimizer.learning_rate,
        "sentence": both(basins_sentence(found, descent)),
    }


def shares_json(found: RateShares, window: Window, resolution: Sequence[int]) -> dict[str, Any]:
    """Return shares against the rate as their answer."""
    return {
        "rates": found.rates.tolist(),
        "window": window,
        "resolution": resolution,
        "minima": [
            {**_border_json(border), "converged": converged.tolist(), "bouncing": bouncing.tolist()}
            for border, converged, bouncing in zip(
                found.borders, found.converged, found.bouncing, strict=True
            )
        ],
        "others": {STATUSES[status]: shares.tolist() for status, shares in found.others.items()},
        "undefined": found.undefined,
        "sentence": both(shares_sentence(found)),
    }


def _border_json(border: Border) -> dict[str, Any]:
    return {**minimum_json(border.minimum), "stays": border.stays, "leaves": border.leaves}


def stall_json(stall: Stall) -> dict[str, Any]:
    """Return where runs stalled."""
    return {"kind": stall.kind, "at": stall.at}


def share_json(share: Share) -> dict[str, Any]:
    """Return how many starts have one outcome."""
    return {
        "status": OUTCOMES[share.status],
        "place": None if share.place == NOWHERE else share.place,
        "count": share.count,
        "share": share.share,
    }
