"""A stability map from its description to the JSON of its answer: what a worker does of it."""

from collections.abc import Callable
from concurrent.futures import Executor
from typing import Any

import numpy as np

from app.minima import minimum_json
from app.texts.rate_sweeps import map_sentence
from app.wire import both, dumps, typed
from engine.curvature import BEYOND, ZONES, Zone
from engine.descent import Descent
from engine.outcome import STATUSES
from engine.sweeps.stability_map import Axis, StabilityMap, stability_map


def stability_map_text(
    descent: Descent,
    x: Axis,
    y: Axis,
    *,
    cancelled: Callable[[], bool] = lambda: False,
    executor: Executor | None = None,
) -> bytes:
    """Return the map as JSON, its sentence included; arguments are those of `stability_map`."""
    found = stability_map(descent, x, y, cancelled=cancelled, executor=executor)
    return dumps({**_json(found), "sentence": both(map_sentence(found))})


def _json(found: StabilityMap) -> dict[str, Any]:
    return {
        "x": {"knob": found.x.knob, "values": found.x.values.tolist()},
        "y": {"knob": found.y.knob, "values": found.y.values.tolist()},
        "names": STATUSES,
        "statuses": typed(found.statuses),
        "places": typed(found.places),
        "steps": typed(found.steps),
        "minima": [minimum_json(minimum) for minimum in found.minima],
        "limit": None if found.limit is None else found.limit.tolist(),
        "zones": [{"name": name, "up_to": ends} for name, ends in _zones(found)],
        "shares": found.shares,
        "agreement": found.agreement,
        "growth_agreement": found.growth_agreement,
    }


def _zones(found: StabilityMap) -> list[tuple[Zone, list[float]]]:
    """Return how far up each zone reaches for each value of the other knob, none where there is no limit."""
    if found.limit is None or not np.isfinite(found.limit).any():
        return []
    ends = [(name, (share * found.limit).tolist()) for share, name in ZONES]
    return [*ends, (BEYOND, [])]
