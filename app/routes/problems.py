"""GET /problems: where the type of every problem document points to."""

from fastapi import APIRouter

from app.problems import problem_type
from app.schemas.catalog import ProblemsAnswer
from app.texts.problems import TITLES
from app.wire import JSONText, answer, both

router = APIRouter(prefix="/problems", tags=["catalog"])


@router.get(
    "",
    response_class=JSONText,
    responses={200: {"model": ProblemsAnswer}},
    summary="Every type of problem the API answers with",
)
async def problems() -> JSONText:
    """Return the types with their HTTP status and title."""
    rows = [
        {"type": problem_type(status), "status": status, "title": both(title)}
        for status, title in TITLES.items()
    ]
    return answer({"problems": rows})
