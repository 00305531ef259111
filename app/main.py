"""The application: routes behind guards."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI
from starlette.types import ASGIApp

from app.assets import Assets, asset_dir, plotly_path
from app.bundles import bundles
from app.documentation import Documents
from app.error_handlers import install_problems
from app.guards import guard
from app.jobs import Jobs, Slots
from app.openapi import PROBLEM_RESPONSES, completed
from app.problems import API_PREFIX
from app.routes import (
    basins,
    comparisons,
    contests,
    descents,
    documentation,
    fall_line,
    fields,
    formulas,
    gradients,
    grids,
    health,
    inspect,
    measures,
    optimizers,
    page,
    problems,
    races,
    rate_tests,
    rates,
    reference,
    schedules,
    stability,
    steps,
    surfaces,
    swarms,
    sweeps,
)
from app.settings import Settings
from app.workers.workers import Workers

ROUTES = (
    surfaces,
    grids,
    fields,
    fall_line,
    formulas,
    optimizers,
    schedules,
    gradients,
    comparisons,
    inspect,
    descents,
    races,
    steps,
    measures,
    rates,
    rate_tests,
    sweeps,
    stability,
    basins,
    swarms,
    contests,
    problems,
    health,
)
# modules that a worker imports before its first job
WARM = (
    "app.stability_maps",
    "app.basins",
    "app.rate_tests",
    "app.swarms",
    "engine.sweeps.holding",
    "engine.sweeps.steps_needed",
    "engine.sweeps.sweep",
)
PAGES = (page, reference, documentation)


class Application(FastAPI):
    """A FastAPI app whose guards stand outside everything, its own error answers included."""

    def openapi(self) -> dict[str, Any]:
        """Return the description of the API, this server's limits included."""
        if self.openapi_schema is None:
            self.openapi_schema = completed(super().openapi(), self.state.settings)
        return self.openapi_schema

    def build_middleware_stack(self) -> ASGIApp:
        """Return the app behind the guards."""
        return guard(super().build_middleware_stack(), self.state.settings)


def create_app(settings: Settings | None = None) -> FastAPI:
    """Return the application; the settings decide every limit."""
    app = Application(
        title="Fall Line",
        version="1",
        summary="Gradient descent, step by step, as an API.",
        docs_url=None,
        redoc_url=None,
        openapi_url=f"{API_PREFIX}/openapi.json",
        redirect_slashes=False,
        lifespan=_prepare,
        telemetry={"auto_configure": False},
        responses=PROBLEM_RESPONSES,
    )
    app.state.settings = settings or Settings()
    app.state.streams = Slots(app.state.settings.concurrent_streams)
    app.state.jobs = Jobs(app.state.settings.concurrent_jobs)
    app.state.workers = Workers(app.state.settings, warm=WARM)
    app.state.assets = Assets(asset_dir("static"), plotly_path(), bundles)
    app.state.documents = Documents(app)
    install_problems(app)
    for module in ROUTES:
        app.include_router(module.router, prefix=API_PREFIX)
    for module in PAGES:
        app.include_router(module.router, include_in_schema=False)
    app.mount("/static", app.state.assets)
    return app


@asynccontextmanager
async def _prepare(app: FastAPI) -> AsyncIterator[dict[str, Any]]:
    await app.state.assets.prepare()
    app.state.workers.start()
    try:
        yield {}
    finally:
        app.state.jobs.close()
        await app.state.workers.close()
