"""Maps of starts, and shares against the learning rate, from the engine to the JSON of their answers."""

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from typing import Any

import numpy as np

from app.minima import minimum_json
from app.progress import seldom
from app.texts.basins import basins_remarks, basins_sentence, shares_sentence
from app.wire import both, dumps, typed
from engine.descent import Descent
from engine.outcome import STATUSES
from engine.surfaces.record import Window
from engine.sweeps.basins import OUTCOMES, Basins, Share, basins
from engine.sweeps.borders import Border
from engine.sweeps.places import NOWHERE
from engine.sweeps.progress import Tell, nobody
from engine.sweeps.shares import RateShares, basin_shares
from engine.sweeps.stalls import Stall
from engine.types import Array


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


def shares_text(
    descent: Descent,
    window: Window,
    resolution: Sequence[int],
    rates: Array,
    *,
    cancelled: Callable[[], bool] = lambda: False,
    on_progress: Tell = nobody,
) -> bytes:
    """Return shares against the rate as JSON: what a worker does of them."""
    found = basin_shares(
        descent, window, resolution, rates, cancelled=cancelled, on_progress=seldom(on_progress)
    )
    return dumps(shares_json(found, window, resolution, gaps=descent.has_gaps))


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
        "gaps": descent.has_gaps,
        "learning_rate": descent.optimizer.learning_rate,
        "sentence": both(basins_sentence(found, descent)),
        "remarks": both(basins_remarks(found, descent)),
    }


def shares_json(
    found: RateShares, window: Window, resolution: Sequence[int], *, gaps: bool
) -> dict[str, Any]:
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
        "steps": found.steps,
        "gaps": gaps,
        "sentence": both(shares_sentence(found)),
    }


def _border_json(border: Border) -> dict[str, Any]:
    told = {"stays": border.stays, "leaves": border.leaves, "digits": border.digits if border.told else None}
    return {**minimum_json(border.minimum), **told}


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
