"""GET /comparisons: descents worth seeing side by side."""

from fastapi import APIRouter

from app.catalog import comparisons_json
from app.schemas.catalog import ComparisonsAnswer
from app.wire import JSONText, answer

router = APIRouter(prefix="/comparisons", tags=["catalog"])


@router.get(
    "",
    response_class=JSONText,
    responses={200: {"model": ComparisonsAnswer}},
    summary="Every comparison",
)
async def comparisons() -> JSONText:
    """Return the catalog: the members' surfaces and starts, and the optimizer, rate and steps that they share."""
    return answer(comparisons_json())
