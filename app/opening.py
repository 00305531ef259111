"""The run that the playground opens with: it overshoots, recovers and arrives."""

from typing import Any, Final

OPENING: Final[dict[str, Any]] = {
    "surface": "himmelblau",
    "start": [3.0, -4.0],
    "steps": 60,
    "optimizer": {"name": "gradient_descent", "learning_rate": 0.0205},
}
