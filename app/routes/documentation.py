"""GET /api: the API's documents, written on the server and good without a network."""

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from app.frames import frame, language_of, page_response
from app.pages import in_language

router = APIRouter()


@router.get("/api")
async def api(request: Request) -> HTMLResponse:
    """Return every call with its fields, its answers and its example, run by this very server."""
    language = language_of(request)
    made = await request.app.state.documents.get()
    context = frame(language, "api") | {
        "documents": made,
        "statuses": in_language(made.statuses, language),
        "codes": in_language(made.codes, language),
        "origin": str(request.base_url).rstrip("/"),
        "description_address": request.app.openapi_url,
    }
    return page_response(request, "api.html", context)
