"""What stands before every route, as pure ASGI: headers on every answer, host, origin, body size."""

from collections.abc import Iterable

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.problems import Fault, Problem, problem_response
from app.settings import Settings

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "connect-src 'self'",
        "font-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
SECURITY_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
LOCAL_HOSTS = ("localhost", "127.0.0.1", "[::1]")
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")


class SecurityHeaders:
    """Puts the security headers on every response, errors and static files included."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SECURITY_HEADERS.items():
                    headers[name] = value
            await send(message)

        await self.app(scope, receive, send_with_headers)


class Doorkeeper:
    """Answers only under the hosts it knows, to headers of a sane size, and to no page of another origin."""

    def __init__(self, app: ASGIApp, hosts: Iterable[str], most_header_bytes: int) -> None:
        self.app = app
        self.hosts = frozenset(hosts)
        self.most_header_bytes = most_header_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and (problem := self._refusal(scope)):
            await problem_response(problem)(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    def _refusal(self, scope: Scope) -> Problem | None:
        headers = Headers(scope=scope)
        size = len(scope.get("raw_path") or b"") + len(scope.get("query_string", b""))
        size += sum(len(name) + len(value) for name, value in headers.raw)
        if size > self.most_header_bytes:
            return Problem(431, Fault("headers_too_large", figures={"limit": self.most_header_bytes}))
        hosts = headers.getlist("host")
        if len(hosts) != 1 or host_name(hosts[0]) not in self.hosts:
            return Problem(421, Fault("foreign_host"))
        if scope["method"] not in SAFE_METHODS:
            own = {f"{scheme}://{hosts[0].lower()}" for scheme in ("http", "https")}
            if any(origin.lower() not in own for origin in headers.getlist("origin")):
                return Problem(403, Fault("foreign_origin"))
        return None


def host_name(host: str) -> str | None:
    """Return the name in a Host header without its port; None when it is not well-formed."""
    if host.startswith("["):
        name, bracket, port = host.partition("]")
        name, port = name + bracket, port.removeprefix(":") if port.startswith(":") else port and "?"
    else:
        name, _, port = host.partition(":")
    if port and not (port.isascii() and port.isdigit()):
        return None
    return name.lower()


class BodyLimit:
    """Takes in the whole body first, never more than the limit; the app then reads it from memory."""

    def __init__(self, app: ASGIApp, most: int) -> None:
        self.app = app
        self.most = most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        announced = Headers(scope=scope).get("content-length", "0")
        too_large = not announced.isdigit() or int(announced[:20]) > self.most
        body = b"" if too_large else await self._take(receive)
        if body is None:
            return
        if too_large or len(body) > self.most:
            problem = Problem(413, Fault("body_too_large", figures={"limit": self.most}))
            await problem_response(problem)(scope, receive, send)
            return
        messages: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

        async def receive_again() -> Message:
            return messages.pop() if messages else await receive()

        await self.app(scope, receive_again, send)

    async def _take(self, receive: Receive) -> bytes | None:
        chunks: list[bytes] = []
        length = 0
        while length <= self.most:
            message = await receive()
            if message["type"] == "http.disconnect":
                return None
            chunks.append(message.get("body", b""))
            length += len(chunks[-1])
            if not message.get("more_body", False):
                break
        return b"".join(chunks)


def guard(app: ASGIApp, settings: Settings) -> ASGIApp:
    """Return the app behind all guards."""
    hosts = (*LOCAL_HOSTS, *settings.lan_hosts)
    return SecurityHeaders(
        Doorkeeper(BodyLimit(app, settings.max_body_bytes), hosts, settings.max_header_bytes)
    )
