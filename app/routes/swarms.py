"""POST /swarms: many starts descending together, with a tally of where they end."""

import math
from typing import Any

import numpy as np
from fastapi import APIRouter, Request

from app.basins import check_cost, resolution_of, stall_json, trial_of
from app.descriptions import point_of, refusals, surface_of
from app.jobs import lanes_operations
from app.minima import minimum_json
from app.openapi import example
from app.problems import refuse
from app.requests import StrictRoute
from app.schemas.base import Body
from app.schemas.swarms import GivenStarts, GridStarts, RandomStarts, SwarmAnswer, SwarmBody
from app.settings import Settings
from app.texts.swarms import swarm_sentence
from app.wire import JSONText, answer, both, typed
from app.workers.workers import Workers
from engine.descent import Descent
from engine.surfaces import Surface
from engine.surfaces.windows import checked_window
from engine.sweeps.basins import OUTCOMES, centres, points_of
from engine.sweeps.swarm import Swarm, even_starts, lowest_reached, random_starts
from engine.sweeps.swarm import swarm as walk_swarm
from engine.types import Array

router = APIRouter(prefix="/swarms", tags=["starts"], route_class=StrictRoute)

GRID_SIDE = 10  # starts along each axis when nothing else is asked for


@router.post(
    "",
    response_class=JSONText,
    responses={200: {"model": SwarmAnswer}},
    summary="Many starts descending together",
    openapi_extra=example(
        surface="himmelblau",
        steps=100,
        optimizer={"name": "momentum", "learning_rate": 0.005},
        starts={"name": "random", "count": 20, "seed": 1},
        frames=3,
    ),
)
async def swarms(body: SwarmBody, request: Request) -> JSONText:
    """Return where runs from a set of starts end, and how many end where; with noise, over several seeds.

    Each is the run that POST /descents makes from that start, to the bit.
    """
    descent, starts, seeds = _asked(body, request.app.state.settings)
    cost = lanes_operations(descent, len(starts) * len(seeds))
    workers: Workers = request.app.state.workers
    found: Swarm = await workers.run(
        request, walk_swarm, descent, starts, seeds=seeds, frames=body.frames, cost=cost
    )
    return answer(_json(found))


def _asked(body: SwarmBody, settings: Settings) -> tuple[Descent, Array, range]:
    """Return the run, the starts and the seeds."""
    surface = surface_of(body.surface)
    if body.seeds > settings.max_seeds:
        raise refuse("too_large", "seeds", limit=settings.max_seeds)
    starts = _starts(body.starts, surface, settings.max_swarm)
    with np.errstate(all="ignore"):
        there = np.flatnonzero(np.isfinite(surface.value(starts)))
    if not len(there):
        raise refuse("undefined_here", "starts")
    descent = trial_of(body, surface, starts[there[0]].tolist(), settings)
    seeds = body.seeds if descent.is_noisy else 1
    check_cost(descent, len(starts) * seeds, settings, many="seeds" if seeds > 1 else "starts")
    return descent, starts, range(descent.seed, descent.seed + seeds)


def _starts(body: Body, surface: Surface, most: int) -> Array:
    """Return the starts of a set, shape (count, n)."""
    if isinstance(body, GivenStarts):
        if len(body.points) > most:
            raise refuse("too_long", "starts.points", limit=most)
        return np.array(
            [point_of(point, surface, f"starts.points.{k}") for k, point in enumerate(body.points)],
            dtype=np.float64,
        )
    asked: Any = body
    with refusals("starts."):
        window = checked_window(asked.window, dimension=surface.dimension) if asked.window else surface.window
    if isinstance(body, GridStarts):
        resolution = resolution_of(body.resolution, surface.dimension, GRID_SIDE, most, "starts.resolution")
        if math.prod(resolution) > most:
            raise refuse("too_large", "starts.resolution", limit=int(most ** (1 / surface.dimension)))
        return points_of(centres(window, resolution))
    if asked.count > most:
        raise refuse("too_large", "starts.count", limit=most)
    if isinstance(body, RandomStarts):
        return random_starts(window, body.count, body.seed)
    return even_starts(window, asked.count)


def _json(found: Swarm) -> dict[str, Any]:
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
        "sentence": both(swarm_sentence(found)),
    }


def _or_null(values: np.ndarray[Any, Any]) -> list[int | None]:
    return [None if value < 0 else value for value in values.tolist()]
