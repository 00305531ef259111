"""A minimum that runs reached, as JSON."""

from typing import Any

from engine.sweeps.places import Minimum


def minimum_json(minimum: Minimum) -> dict[str, Any]:
    """Return where it is, its loss, whether the catalog has it, and the limit there."""
    return {"at": minimum.at, "loss": minimum.loss, "known": minimum.known, "limit": minimum.limit}
