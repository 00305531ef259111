"""POST /learning-rates/sweep and /learning-rates/steps-needed: one run tried at many learning rates."""

from typing import Any

import numpy as np
from fastapi import APIRouter, Request

from app.descriptions import descent_of
from app.jobs import check_lanes
from app.minima import minimum_json
from app.openapi import example
from app.problems import refuse
from app.requests import StrictRoute
from app.schemas.sweeps import RatesBody, StepsNeededAnswer, StepsNeededBody, SweepAnswer, SweepBody
from app.settings import Settings
from app.texts.rate_sweeps import steps_needed_sentence, sweep_sentence
from app.wire import JSONText, answer, both
from engine.descent import Descent
from engine.outcome import STATUSES
from engine.sweeps.steps_needed import StepsNeeded, with_best_fixed
from engine.sweeps.steps_needed import steps_needed as count_steps
from engine.sweeps.sweep import Sweep, spread
from engine.sweeps.sweep import sweep as sweep_over
from engine.types import Array

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
    descent, rates, cost = _asked(body, request.app.state.settings)
    found: Sweep = await request.app.state.workers.run(
        request, sweep_over, descent, rates, valleys=body.valleys, cost=cost
    )
    sentence = sweep_sentence(found, descent.steps, noisy=descent.is_noisy)
    return answer({**_json(found), "sentence": both(sentence)})


@router.post(
    "/steps-needed",
    response_class=JSONText,
    responses={200: {"model": StepsNeededAnswer}},
    summary="How many steps a run needs at every learning rate",
    openapi_extra=example(surface="parabola", start=[4], steps=200, lowest=0.1, highest=1.9, count=20),
)
async def steps_needed(body: StepsNeededBody, request: Request) -> JSONText:
    """Return the steps to a tolerance at each of many rates; with noise also how far from the minimum a run ends.

    The tolerance is a share of the gradient norm at the start. Changes of the rate by hand, `until` and `resume` do
    not count.
    """
    settings: Settings = request.app.state.settings
    if body.seeds > settings.max_seeds:
        raise refuse("too_large", "seeds", limit=settings.max_seeds)
    descent, rates, cost = _asked(body, settings, runs=body.seeds)
    rates = with_best_fixed(descent, rates)
    found: StepsNeeded = await request.app.state.workers.run(
        request, count_steps, descent, rates, tolerance=body.tolerance, seeds=body.seeds, cost=cost
    )
    best = found.best
    return answer(
        {
            "rates": found.rates.tolist(),
            "steps": _or_null(found.steps),
            "best": None
            if best is None or found.steps[best] == 0
            else {"learning_rate": float(found.rates[best]), "steps": int(found.steps[best])},
            "best_fixed": found.best_fixed,
            "noisy": descent.is_noisy,
            "left": None if found.left is None else found.left.tolist(),
            "left_sd": None if found.left_sd is None else found.left_sd.tolist(),
            "sentence": both(steps_needed_sentence(found, descent.steps)),
        }
    )


def _asked(body: RatesBody, settings: Settings, *, runs: int = 1) -> tuple[Descent, Array, int]:
    """Return the run, the rates at which it is tried, `runs` times each where there is noise, and the cost."""
    if body.count > settings.max_rates:
        raise refuse("too_large", "count", limit=settings.max_rates)
    if not body.lowest < body.highest:
        raise refuse("empty_window", "highest")
    descent = descent_of(body, settings)
    cost = check_lanes(descent, body.count * (runs if descent.is_noisy else 1), settings)
    return descent, np.union1d(spread(body.lowest, body.highest, body.count), body.also), cost


def _json(found: Sweep) -> dict[str, Any]:
    return {
        "rates": found.rates.tolist(),
        "statuses": [STATUSES[status] for status in found.statuses.tolist()],
        "places": _or_null(found.places),
        "steps": _or_null(found.steps),
        "losses": found.losses.tolist(),
        "minima": [minimum_json(minimum) for minimum in found.minima],
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
