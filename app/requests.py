"""How a request body is read: JSON by its content type, strictly, before anything else looks at it."""

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute

from app.problems import Fault, Problem
from app.settings import Settings
from app.strict_json import StrictJSONError, read_json


class StrictRequest(Request):
    """A request whose JSON is strict."""

    async def json(self) -> Any:
        """Return the body's value; raise the Problem that says why it has none."""
        settings: Settings = self.app.state.settings
        try:
            return read_json(await self.body(), max_depth=settings.max_json_depth)
        except StrictJSONError as error:
            raise Problem(400, Fault(error.code, position=error.position)) from None


class StrictRoute(APIRoute):
    """A route that takes strict JSON and nothing else."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Wrap FastAPI's handler: content type and emptiness are checked before it reads the body."""
        handle = super().get_route_handler()

        async def handle_strictly(request: Request) -> Response:
            strict = StrictRequest(request.scope, request.receive)
            if self.body_field is not None:
                media_type = strict.headers.get("content-type", "").partition(";")[0].strip().lower()
                if media_type != "application/json":
                    raise Problem(415, Fault("wrong_content_type"))
                if not await strict.body():
                    raise Problem(400, Fault("empty_body"))
            return await handle(strict)

        return handle_strictly
