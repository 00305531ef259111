"""POST /learning-rates/sweep: one run tried at many learning rates."""

from typing import Any

import numpy as np
from fastapi import APIRouter, Request

from app.descriptions import descent_of
from app.jobs import check_lanes, in_thread_while_wanted
from app.openapi import example
from app.problems import refuse
from app.requests import StrictRoute
from app.schemas.sweeps import SweepAnswer, SweepBody
from app.settings import Settings
from app.texts.rate_sweeps import sweep_sentence
from app.wire import JSONText, answer, both
from engine.outcome import STATUSES
from engine.sweeps.places import Minimum
from engine.sweeps.sweep import Sweep, spread
from engine.sweeps.sweep import sweep as sweep_over

router = APIRouter(prefix="/learning-rates", tags=["learning rates"], route_class=StrictRoute)


@router.post(
    "/sweep",
    response_class=JSONText,
    responses={200: {"model": SweepAnswer}},
    summary="What becomes of a run at every learning rate",
    openapi_extra=example(
        surface="himmelblau", start=[-1, 1], steps=200, lowest=0.001, highest=0.1, count=20
    ),
)
async def sweep(body: SweepBody, request: Request) -> JSONText:
    """Return the outcome at each of many rates from this start, by the rule that judges single runs.

    Changes of the rate by hand, `until` and `resume` do not count. The rates that find the same outcome side by side
    are one span.
    """
    settings: Settings = request.app.state.settings
    if body.count > settings.max_rates:
        raise refuse("too_large", "count", limit=settings.max_rates)
    if not body.lowest < body.highest:
        raise refuse("empty_window", "highest")
    descent = descent_of(body, settings)
    check_lanes(descent, body.count, settings)
    rates = spread(body.lowest, body.highest, body.count)
    found = await in_thread_while_wanted(request, sweep_over, descent, rates)
    sentence = sweep_sentence(found, descent.steps, noisy=descent.is_noisy)
    return answer({**_json(found), "sentence": both(sentence)})


def _json(found: Sweep) -> dict[str, Any]:
    return {
        "rates": found.rates.tolist(),
        "statuses": [STATUSES[status] for status in found.statuses.tolist()],
        "places": _or_null(found.places),
        "steps": _or_null(found.steps),
        "losses": found.losses.tolist(),
        "minima": [_minimum(minimum) for minimum in found.minima],
        "spans": [
            {
                "lowest": span.lowest,
                "highest": span.highest,
                "status": STATUSES[span.status],
                "place": None if span.place < 0 else span.place,
            }
            for span in found.spans
        ],
        "first_failing": found.first_failing,
        "first_harmful": found.first_harmful,
    }


def _or_null(values: np.ndarray[Any, Any]) -> list[int | None]:
    return [None if value < 0 else value for value in values.tolist()]


def _minimum(minimum: Minimum) -> dict[str, Any]:
    return {"at": minimum.at, "loss": minimum.loss, "known": minimum.known, "limit": minimum.limit}
