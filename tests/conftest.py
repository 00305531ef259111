"""The server and the browser that the tests share."""

from collections.abc import Callable, Iterator
from typing import Any

import httpx
import hypothesis
import pytest
from chromium import NoBrowserError, launch
from playwright.sync_api import Browser, Page, expect, sync_playwright
from serving import serve
from watching import Watch

LAPTOP = {"width": 1280, "height": 800}
PATIENT = 15_000  # milliseconds: a page beside other tests' pages may be slow
NOTHING_TO_RUN_WITH = pytest.ExitCode.USAGE_ERROR

# The same examples on every machine and every day; no deadline, because a test never looks at a clock.
hypothesis.settings.register_profile("repeatable", derandomize=True, deadline=None)
hypothesis.settings.load_profile("repeatable")
expect.set_options(timeout=PATIENT)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Runs the browser's tests last: once Playwright is up, this thread has an event loop for good."""
    items.sort(key=lambda item: "browser" in getattr(item, "fixturenames", ()))


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of the real server, with its default limits."""
    # imported here, so that the engine's tests do not load the web
    from app.main import create_app
    from app.server import make_server
    from app.settings import Settings

    settings = Settings()
    with serve(make_server(create_app(settings), settings)) as address:
        assert httpx.get(f"{address}/api/v1/health", timeout=PATIENT / 1000).status_code == httpx.codes.OK
        yield address


@pytest.fixture(scope="session")
def browser(pytestconfig: pytest.Config) -> Iterator[Browser]:
    """A headless Chromium; without one the run ends, because a silent skip would prove nothing."""
    capture = pytestconfig.pluginmanager.getplugin("capturemanager")
    with sync_playwright() as playwright:
        try:
            with capture.global_and_fixture_disabled():  # installing takes minutes, and says so
                chromium = launch(playwright)
        except NoBrowserError as error:
            pytest.exit(str(error), returncode=NOTHING_TO_RUN_WITH)
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser: Browser, server: str, request: pytest.FixtureRequest) -> Iterator[Callable[..., Page]]:
    """Opens pages, each in its own context (viewport, color_scheme …); their complaints fail the test."""
    marker = request.node.get_closest_marker("allow_page_errors")
    opened = []

    def open_one(**options: Any) -> Page:
        context = browser.new_context(**{"base_url": server, "viewport": LAPTOP, "locale": "en-US"} | options)
        opened.append((context, Watch(context, server, allowed=marker.args if marker else ())))
        return context.new_page()

    yield open_one
    for context, watch in opened:
        watch.settle()
        context.close()
    complaints = [complaint for _, watch in opened for complaint in watch.complaints]
    assert not complaints, "the page complained:\n" + "\n".join(complaints)


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    """One page of laptop size, not yet gone anywhere: page.goto("/")."""
    return open_page()
