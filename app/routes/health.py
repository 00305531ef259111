"""GET /health: whether the server is able to work."""

from fastapi import APIRouter

router = APIRouter(tags=["health"])


@router.get("/health", summary="200 when able to work")
async def health() -> dict[str, str]:
    """Answer from the event loop itself, so that a blocked server does not look well."""
    return {"status": "ok"}
