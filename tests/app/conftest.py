"""An app of its own for every test that needs one, and a client that talks to it without a socket."""

from collections.abc import AsyncIterator, Callable
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from serving import UNHURRIED

from app.main import create_app
from app.settings import Settings


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def app() -> FastAPI:
    return create_app(Settings(**UNHURRIED))


def client_of(app: FastAPI, **options: Any) -> httpx.AsyncClient:
    """A client for an app; exceptions become the answers that a real client would see."""
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url="http://localhost:8000", **options)


@pytest.fixture(scope="session")
async def client(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    async with client_of(app) as one:
        yield one


@pytest.fixture
def make_client() -> Callable[..., httpx.AsyncClient]:
    """Makes clients of apps with settings of their own."""
    return lambda **settings: client_of(create_app(Settings(**UNHURRIED | settings)))


@pytest.fixture
def offered(app: FastAPI, monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """What the workers of `client` are given to do from now on."""
    pool, jobs = app.state.workers.pool, []
    offer = pool.offer
    monkeypatch.setattr(pool, "offer", lambda *given, **named: jobs.append(given) or offer(*given, **named))
    return jobs
