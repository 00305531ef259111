"""The HTTP server: uvicorn, with a deadline for receiving a request and a cap on its headers."""

import asyncio
import socket
from typing import Any

import h11
import uvicorn
from fastapi import FastAPI
from uvicorn.protocols.http.h11_impl import H11Protocol

from app.guards import SECURITY_HEADERS
from app.problems import MEDIA_TYPE, Fault, problem_bytes
from app.settings import Settings
from app.workers.workers import Workers


class DeadlineProtocol(H11Protocol):
    """HTTP/1.1 that closes a connection whose request has not arrived in time.

    The time runs from the opening of the connection, and on a kept connection from the first byte of the next
    request, until the last byte of its body.
    """

    settings = Settings()

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Start the clock, and send at once what is written.

        asyncio leaves Nagle's algorithm on where a listening socket was made without naming TCP; with it an answer
        in two writes, head and body, waits 40 ms for the client's acknowledgement.
        """
        super().connection_made(transport)
        transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._arm()

    def data_received(self, data: bytes) -> None:
        """Keep the clock running until the request is whole."""
        self._arm()
        super().data_received(data)
        self._settle()

    def on_response_complete(self) -> None:
        """Look at what a client has sent ahead of the answer."""
        super().on_response_complete()
        self._settle()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the clock."""
        self._disarm()
        super().connection_lost(exc)

    def _arm(self) -> None:
        if self._deadline is None:
            self._deadline = self.loop.call_later(self.settings.request_deadline, self._expire)

    def _disarm(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _settle(self) -> None:
        theirs = self.conn.their_state
        if theirs is h11.IDLE and self.timeout_keep_alive_task is None:
            return  # nothing else would close this connection if it stayed silent
        if theirs is not h11.SEND_BODY and not self.conn.trailing_data[0]:
            self._disarm()

    def _expire(self) -> None:
        self._deadline = None
        if not self.transport.is_closing():
            self.transport.close()

    def send_400_response(self, msg: str) -> None:
        """Answer what is not HTTP with a problem document, and close."""
        most = self.settings.max_header_bytes
        too_large = len(self.conn.trailing_data[0]) > most
        status, code = (431, "headers_too_large") if too_large else (400, "bad_request")
        body = problem_bytes(status, Fault(code, figures={"limit": most}))
        headers = {
            **SECURITY_HEADERS,
            "Content-Type": MEDIA_TYPE,
            "Content-Length": str(len(body)),
            "Connection": "close",
        }
        if self.conn.our_state in (h11.IDLE, h11.SEND_RESPONSE):
            start = h11.Response(status_code=status, headers=list(headers.items()))
            for event in (start, h11.Data(data=body), h11.EndOfMessage()):
                self.transport.write(self.conn.send(event) or b"")
        self.transport.close()


class Server(uvicorn.Server):
    """A server that ends without waiting for its workers: who waits for them is told to come again."""

    def __init__(self, config: uvicorn.Config, workers: Workers) -> None:
        super().__init__(config)
        self._workers = workers

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End the work at hand, then the server."""
        await self._workers.close()
        await super().shutdown(sockets)


def make_server(app: FastAPI, settings: Settings, *, log_level: str = "warning") -> uvicorn.Server:
    """Return a uvicorn server for the app, with every limit of the settings in force."""
    protocol = type("Protocol", (DeadlineProtocol,), {"settings": settings})
    config = uvicorn.Config(
        app,
        http=protocol,
        ws="none",
        lifespan="on",
        log_level=log_level,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        h11_max_incomplete_event_size=settings.max_header_bytes,
        timeout_keep_alive=int(settings.keep_alive),
        timeout_graceful_shutdown=settings.graceful_shutdown,
        limit_concurrency=None,
    )
    return Server(config, app.state.workers)


def listen(host: str, port: int) -> socket.socket:
    """Return a listening socket; raise OSError when the address is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    opened = socket.socket(family, socket.SOCK_STREAM)
    try:
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        opened.bind((host, port))
        opened.listen(256)
    except OSError:
        opened.close()
        raise
    return opened
