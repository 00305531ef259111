"""GET /reference: the catalog, to be read."""

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from app.frames import frame, language_of, page_response
from app.reference import reference as contents

router = APIRouter()


@router.get("/reference")
async def reference(request: Request) -> HTMLResponse:
    """Return every surface, optimizer, schedule, gradient source and word in one language."""
    language = language_of(request)
    return page_response(
        request, "reference.html", frame(language, "reference") | {"reference": contents(language)}
    )
