"""POST /learning-rates/presets: too small, right, too large."""

from typing import Any

from fastapi import APIRouter, Request

from app.descriptions import descent_of
from app.jobs import in_thread
from app.openapi import example
from app.requests import StrictRoute
from app.schemas.answers import PresetsAnswer
from app.schemas.descent import DescentBody
from app.wire import JSONText, answer
from engine.rates import Preset
from engine.rates import presets as find_presets

router = APIRouter(prefix="/learning-rates", tags=["learning rates"], route_class=StrictRoute)


@router.post(
    "/presets",
    response_class=JSONText,
    responses={200: {"model": PresetsAnswer}},
    summary="Three learning rates that show the three things that can happen",
    openapi_extra=example(surface="himmelblau", start=[-1, 1]),
)
async def presets(body: DescentBody, request: Request) -> JSONText:
    """Return rates found by trying from this start, null where none was found, and the limits at the minima.

    Each is tried for the steps of the run, 400 at most. What has come to no end by then is judged by its loss.
    """
    found = await in_thread(find_presets, descent_of(body, request.app.state.settings))
    return answer(
        {
            "too_small": _preset(found.too_small),
            "right": _preset(found.right),
            "too_large": _preset(found.too_large),
            "limits": [
                {"at": limit.at, "kind": "minimum", "learning_rate": limit.learning_rate}
                for limit in found.limits
            ],
            "range": found.range,
        }
    )


def _preset(preset: Preset | None) -> dict[str, Any] | None:
    return None if preset is None else {"learning_rate": preset.learning_rate, "status": preset.status}
