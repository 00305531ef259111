"""A real server on a free loopback port, run by a thread of this process."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

# What a machine that does much else needs not be measured by: seconds that work may take, and how far it stands back.
UNHURRIED = {"worker_patience": 600.0, "worker_nice": 1}


@contextmanager
def serve(server: uvicorn.Server) -> Iterator[str]:
    """Yields the address at which the server accepts requests, and shuts it down afterwards."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, name="test server")
        thread.start()
        try:
            while not server.started:
                thread.join(0.01)
                if not thread.is_alive():
                    raise RuntimeError("the server ended before it was ready")
            yield "http://{}:{}".format(*listener.getsockname())
        finally:
            server.should_exit = True
            thread.join()
