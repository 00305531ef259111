"""POST /stability-map: what becomes of a run when two knobs of its optimizer are turned together."""

from fastapi import APIRouter, Request

from app.descriptions import descent_of
from app.jobs import check_lanes
from app.openapi import example
from app.problems import nearest, refuse
from app.requests import StrictRoute
from app.schemas.stability import AxisBody, StabilityMapAnswer, StabilityMapBody
from app.settings import Settings
from app.stability_maps import stability_map_text
from app.wire import JSONText, json_text
from app.workers.workers import Workers
from engine.choice import Choice
from engine.sweeps.stability_map import Axis, axis_of, is_wide

router = APIRouter(tags=["learning rates"], route_class=StrictRoute)


@router.post(
    "/stability-map",
    response_class=JSONText,
    responses={200: {"model": StabilityMapAnswer}},
    summary="What becomes of a run when two knobs are turned together",
    openapi_extra=example(
        surface={"name": "quadratic", "condition_number": 20},
        start=[4, 1],
        steps=200,
        optimizer="momentum",
        x={"knob": "learning_rate", "lowest": 0.01, "highest": 0.4, "count": 20},
        y={"knob": "momentum", "lowest": 0, "highest": 0.95, "count": 20},
    ),
)
async def stability_map(body: StabilityMapBody, request: Request) -> JSONText:
    """Return the outcome at every pair of values from this start, by the rule that judges single runs.

    Changes of the rate by hand, `until` and `resume` do not count.
    """
    settings: Settings = request.app.state.settings
    descent = descent_of(body, settings)
    x, y = (_axis(axis, name, descent.optimizer, settings) for axis, name in ((body.x, "x"), (body.y, "y")))
    if x.knob == y.knob:
        raise refuse("same_knob", "y.knob")
    cost = check_lanes(descent, len(x.values) * len(y.values), settings)
    workers: Workers = request.app.state.workers
    return json_text(await workers.run(request, stability_map_text, descent, x, y, cost=cost))


def _axis(body: AxisBody, name: str, choice: Choice, settings: Settings) -> Axis:
    knobs = {knob.name: knob for knob in choice.optimizer.knobs}
    if body.knob not in knobs:
        raise refuse("unknown_name", f"{name}.knob", nearest=nearest(body.knob, knobs))
    knob = knobs[body.knob]
    low, high = knob.hard
    for end, value in (("lowest", body.lowest), ("highest", body.highest)):
        if value < low:
            raise refuse("too_small", f"{name}.{end}", limit=low)
        if value > high:
            raise refuse("too_large", f"{name}.{end}", limit=high)
    if not is_wide(body.lowest, body.highest):
        raise refuse("empty_window", f"{name}.highest")
    if body.count > settings.max_map_side:
        raise refuse("too_large", f"{name}.count", limit=settings.max_map_side)
    return axis_of(knob, body.lowest, body.highest, body.count)
