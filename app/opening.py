"""The run that the playground opens with: it overshoots, recovers and arrives."""

from typing import Any, Final

OPENING: Final[dict[str, Any]] = {
    "surface": "himmelblau",
    "start": [4.2, -3.8],
    "steps": 100,
    "optimizer": {"name": "gradient_descent", "learning_rate": 0.022},
}
