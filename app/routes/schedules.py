"""GET /schedules: how the learning rate may change from step to step."""

from fastapi import APIRouter

from app.catalog import schedules_json
from app.wire import JSONText, answer

router = APIRouter(prefix="/schedules", tags=["catalog"])


@router.get("", response_class=JSONText, summary="Every learning-rate schedule")
async def schedules() -> JSONText:
    """Return the catalog."""
    return answer(schedules_json())
