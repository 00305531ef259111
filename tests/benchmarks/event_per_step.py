"""The peer of the stream: a small FastAPI app that sends every step as an event of its own."""

import asyncio
import socket
from collections.abc import AsyncIterable

import uvicorn
from fastapi import FastAPI
from fastapi.sse import EventSourceResponse

app = FastAPI(telemetry={"auto_configure": False})


@app.post("/descents/stream", response_class=EventSourceResponse)
async def stream(x: float, y: float, learning_rate: float, steps: int) -> AsyncIterable[dict[str, object]]:
    """Gradient descent on himmelblau, the arithmetic written out so that it costs next to nothing."""
    for step in range(steps + 1):
        a = x * x + y - 11
        b = x + y * y - 7
        gx, gy = 4 * x * a + 2 * b, 2 * a + 4 * y * b
        yield {
            "step": step,
            "point": [x, y],
            "loss": a * a + b * b,
            "gradient_norm": (gx * gx + gy * gy) ** 0.5,
        }
        x, y = x - learning_rate * gx, y - learning_rate * gy


def main() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        print("http://{}:{}".format(*listener.getsockname()), flush=True)
        config = uvicorn.Config(app, log_level="warning", access_log=False)
        asyncio.run(uvicorn.Server(config).serve(sockets=[listener]))


if __name__ == "__main__":
    main()
