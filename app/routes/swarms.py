"""POST /swarms: many starts descending together, with a tally of where they end."""

from fastapi import APIRouter, Request

from app.openapi import example
from app.requests import StrictRoute
from app.schemas.swarms import SwarmAnswer, SwarmBody
from app.swarms import asked_swarm, swarm_cost, swarm_text
from app.wire import JSONText, json_text

router = APIRouter(prefix="/swarms", tags=["starts"], route_class=StrictRoute)


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
    asked = asked_swarm(body, request.app.state.settings)
    text = await request.app.state.workers.run(
        request, swarm_text, asked, frames=body.frames, cost=swarm_cost(asked)
    )
    return json_text(text)
