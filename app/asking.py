"""The application asked by itself, without a socket: how the documents come to real answers."""

import asyncio
import json
from typing import Any, NamedTuple

from starlette.types import ASGIApp, Message


class Reply(NamedTuple):
    """What the application answered."""

    status: int
    media_type: str
    text: str


async def ask(app: ASGIApp, method: str, path: str, body: Any = None) -> Reply:
    """Send one request through the whole application, guards included, and return the answer."""
    content = b"" if body is None else json.dumps(body).encode()
    sent: list[Message] = [{"type": "http.request", "body": content, "more_body": False}]
    answered: list[Message] = []

    async def receive() -> Message:
        if not sent:
            await asyncio.Event().wait()  # whoever asks does not hang up
        return sent.pop()

    async def send(message: Message) -> None:
        answered.append(message)

    await app(_scope(method, path, len(content)), receive, send)
    headers = {name.lower(): value.decode("latin-1") for name, value in answered[0]["headers"]}
    text = b"".join(message.get("body", b"") for message in answered[1:]).decode()
    return Reply(answered[0]["status"], headers.get(b"content-type", "").partition(";")[0], text)


def _scope(method: str, path: str, length: int) -> dict[str, Any]:
    headers = [(b"host", b"localhost"), (b"content-length", str(length).encode())]
    if length:
        headers.append((b"content-type", b"application/json"))
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.4"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": headers,
        "client": ("127.0.0.1", 0),
        "server": ("localhost", 80),
    }
