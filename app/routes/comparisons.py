"""GET /comparisons: descents worth seeing side by side; POST /comparisons/holding: which side lets go first."""

from typing import Any

from fastapi import APIRouter, Request

from app.catalog import comparisons_json
from app.descriptions import choice_of, point_of, refusals, surface_of
from app.jobs import check_lanes
from app.minima import minimum_json
from app.openapi import example
from app.problems import nearest, refuse
from app.requests import StrictRoute
from app.schemas.catalog import ComparisonsAnswer
from app.schemas.comparisons import HoldingAnswer, HoldingBody
from app.settings import Settings
from app.texts.comparisons import holding_sentence
from app.wire import JSONText, answer, both
from app.workers.workers import Workers
from engine.comparisons import COMPARISONS, Comparison
from engine.descent import Descent
from engine.outcome import STATUSES
from engine.sweeps.holding import Holding, holdings
from engine.sweeps.sweep import spread
from engine.types import Array

router = APIRouter(prefix="/comparisons", tags=["comparisons"], route_class=StrictRoute)


@router.get(
    "",
    response_class=JSONText,
    responses={200: {"model": ComparisonsAnswer}},
    summary="Every comparison",
)
async def comparisons() -> JSONText:
    """Return the catalog: the members' surfaces and starts, and the optimizer, rate and steps that they share."""
    return answer(comparisons_json())


@router.post(
    "/holding",
    response_class=JSONText,
    responses={200: {"model": HoldingAnswer}},
    summary="Up to which learning rate each side of a comparison holds its ball",
    openapi_extra=example(comparison="wells"),
)
async def held(body: HoldingBody, request: Request) -> JSONText:
    """Return for each side the highest rate that still leads to rest where the small ones do, and what comes above.

    Every side is swept over the same rates; the sentence is made from what the sweeps find.
    """
    comparison = COMPARISONS.get(body.comparison)
    if comparison is None:
        raise refuse("unknown_name", "comparison", nearest=nearest(body.comparison, COMPARISONS))
    settings: Settings = request.app.state.settings
    rates = _rates(body, comparison, settings)
    descents = _descents(body, comparison, settings)
    costs = [check_lanes(descent, body.count * len(descents), settings) for descent in descents]
    workers: Workers = request.app.state.workers
    found: list[Holding] = await workers.run(request, holdings, descents, rates, cost=max(costs))
    titles = [member.title for member in comparison.members]
    return answer(
        {
            "members": [
                {"title": both(title), **_json(one)} for title, one in zip(titles, found, strict=True)
            ],
            "sentence": both(holding_sentence(titles, found)),
        }
    )


def _rates(body: HoldingBody, comparison: Comparison, settings: Settings) -> Array:
    if body.count > settings.max_rates:
        raise refuse("too_large", "count", limit=settings.max_rates)
    lowest, highest = comparison.rates
    lowest = lowest if body.lowest is None else body.lowest
    highest = highest if body.highest is None else body.highest
    if not lowest < highest:
        raise refuse("empty_window", "highest")
    return spread(lowest, highest, body.count)


def _descents(body: HoldingBody, comparison: Comparison, settings: Settings) -> list[Descent]:
    steps = comparison.steps if body.steps is None else body.steps
    if steps > settings.max_steps:
        raise refuse("too_large", "steps", limit=settings.max_steps)
    choice = comparison.optimizer if body.optimizer is None else choice_of(body.optimizer)
    if body.members is None:
        sides = [(descent.surface, descent.start) for descent in comparison.descents()]
    elif len(body.members) != len(comparison.members):
        short = len(body.members) < len(comparison.members)
        raise refuse("too_short" if short else "too_long", "members", limit=len(comparison.members))
    else:
        surfaces = [surface_of(member.surface) for member in body.members]
        sides = [
            (surface, point_of(member.start, surface, f"members.{k}.start"))
            for k, (surface, member) in enumerate(zip(surfaces, body.members, strict=True))
        ]
    with refusals():
        return [Descent(surface, start, choice, steps) for surface, start in sides]


def _json(found: Holding) -> dict[str, Any]:
    return {
        "moves": found.moves,
        "home": None if found.home is None else minimum_json(found.home),
        "holds_to": found.holds_to,
        "lets_go_at": found.lets_go_at,
        "becomes": None if found.becomes is None else STATUSES[found.becomes],
        "reaches": None if found.reaches is None else minimum_json(found.reaches),
    }
