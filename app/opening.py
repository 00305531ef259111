"""The run that the playground opens with: it overshoots, recovers and arrives. Its picture comes with the page."""

from functools import cache
from typing import Any, Final

import numpy as np
from markupsafe import Markup

from app.descriptions import descent_of
from app.outcomes import outcome_json
from app.schemas.descent import DescentBody
from app.settings import Settings
from app.wire import dumps, typed
from engine import Descent, descend, fall_line
from engine.grid import axes, rows, scale_of
from engine.surfaces.record import Window

OPENING: Final[dict[str, Any]] = {
    "surface": "himmelblau",
    "start": [3.0, -4.0],
    "steps": 60,
    "optimizer": {"name": "gradient_descent", "learning_rate": 0.0205},
}
WIDER: Final = 1.5  # the page widens the window to its pane; the picture has to reach beyond most panes
NODES: Final = 101


@cache
def first_picture() -> Markup:
    """Return the ground, the run and the fall line of the opening as JSON, to stand in a script element.

    The ground is wider than any usual pane and coarser than what the page asks for next; its numbers are single
    precision, enough for a picture and half as long.
    """
    descent = descent_of(DescentBody.model_validate(OPENING), Settings())
    run = descend(descent)
    picture = {
        "run": {
            "points": run.points.tolist(),
            "losses": run.losses.tolist(),
            "gradient_norms": run.gradient_norms.tolist(),
            "outcome": outcome_json(descent, run.progress, run.exit),
        },
        "fall_line": fall_line(descent.surface, descent.start).points,
        "ground": _ground(descent),
    }
    return Markup(dumps(picture).decode().replace("<", "\\u003c"))


def _ground(descent: Descent) -> dict[str, Any]:
    x, y = axes(_widened(descent.surface.window), (NODES, NODES))
    heights = np.concatenate(list(rows(descent.surface, x, y, len(y))))
    scale = scale_of(heights)
    return {
        "x": typed(x),
        "y": typed(y),
        "z": typed(heights.astype(np.float32)),
        "shade": typed(scale.shade(heights).astype(np.float32)),
        "levels": [{"shade": shade, "loss": loss} for shade, loss in scale.levels],
        "scale": scale.kind,
        "lowest": scale.lowest,
        "highest": scale.highest,
    }


def _widened(window: Window) -> Window:
    halves = [((low + high) / 2, WIDER * (high - low) / 2) for low, high in window]
    return tuple((middle - half, middle + half) for middle, half in halves)
