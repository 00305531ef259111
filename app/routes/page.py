"""GET /: the playground."""

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from app.frames import language_of, page_response
from app.pages import playground_context

router = APIRouter()


@router.get("/")
async def playground(request: Request) -> HTMLResponse:
    """Return the playground in the language that is asked for, or preferred."""
    state = request.app.state
    context = playground_context(language_of(request), state.settings)
    files = {"plotly": state.assets.url("plotly.min.js")}
    return page_response(request, "playground.html", context | files)
