"""GET /optimizers: the rules, their knobs and the terms of their steps."""

from fastapi import APIRouter

from app.catalog import optimizers_json
from app.schemas.catalog import OptimizersAnswer
from app.wire import JSONText, answer

router = APIRouter(prefix="/optimizers", tags=["catalog"])


@router.get(
    "", response_class=JSONText, responses={200: {"model": OptimizersAnswer}}, summary="Every optimizer"
)
async def optimizers() -> JSONText:
    """Return the catalog: knobs with their ranges, terms with their symbols, sources."""
    return answer(optimizers_json())
