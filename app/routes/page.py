"""GET /: the playground."""

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from app.pages import environment, playground_context, preferred_language

router = APIRouter()
_templates = environment()


@router.get("/")
async def playground(request: Request) -> HTMLResponse:
    """Return the playground in the language that is asked for, or preferred."""
    state = request.app.state
    language = preferred_language(
        request.query_params.get("lang"), request.headers.get("accept-language", "")
    )
    context = playground_context(language, state.settings) | {
        "static": state.assets.url("js/main.js").removesuffix("/js/main.js"),
        "plotly": state.assets.url("plotly.min.js"),
    }
    html = _templates.get_template("playground.html").render(context)
    headers = {"Cache-Control": "no-store", "Vary": "Accept-Language", "Content-Language": language}
    return HTMLResponse(html, headers=headers)
