"""The server and the browser that the tests share."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import httpx
import hypothesis
import pytest
from chromium import NoBrowserError, launch
from lending import ONE_PROCESS, Lender
from playwright.sync_api import Browser, Page, sync_playwright
from serving import UNHURRIED, serve
from waiting import PATIENT
from watching import Watch

LAPTOP = {"width": 1280, "height": 800}
LAST_WORDS = 1500  # characters of a failure that are told at once
NOTHING_TO_RUN_WITH = pytest.ExitCode.USAGE_ERROR

# The same examples on every machine and every day; no deadline, because a test never looks at a clock.
hypothesis.settings.register_profile("repeatable", derandomize=True, deadline=None)
hypothesis.settings.load_profile("repeatable")


class Early:
    """Tells of a failure when it comes: a run that is ended from outside never reaches its summary."""

    def __init__(self, reporter: pytest.TerminalReporter) -> None:
        self._reporter = reporter

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self._reporter.ensure_newline()
            self._reporter.write_line(
                f"failed: {report.nodeid} ({report.when})\n{report.longreprtext[-LAST_WORDS:]}"
            )


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    """Lets the process that reports tell of failures early."""
    if (reporter := config.pluginmanager.getplugin("terminalreporter")) and not hasattr(
        config, "workerinput"
    ):
        config.pluginmanager.register(Early(reporter))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Runs the browser's tests last: once Playwright is up, this thread has an event loop for good."""
    items.sort(key=lambda item: "browser" in getattr(item, "fixturenames", ()))


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of the real server, with its default limits but those of time."""
    # imported here, so that the engine's tests do not load the web
    from app.main import create_app
    from app.server import make_server
    from app.settings import Settings

    settings = Settings(**UNHURRIED)
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
                chromium = launch(playwright, ONE_PROCESS)
        except NoBrowserError as error:
            pytest.exit(str(error), returncode=NOTHING_TO_RUN_WITH)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def lender(browser: Browser) -> Iterator[Lender]:
    """Browser contexts for the tests' pages."""
    lender = Lender(browser)
    yield lender
    lender.close()


@pytest.fixture
def open_page(lender: Lender, server: str, request: pytest.FixtureRequest) -> Iterator[Callable[..., Page]]:
    """Opens pages by the context's options (viewport, color_scheme …); their complaints fail the test.

    A page stands in a context that earlier tests have used and cleaned; `alone` gives it one of its own, as whoever
    changes the context itself (its clock, its scripts), or needs an empty cache, must have.
    """
    marker = request.node.get_closest_marker("allow_page_errors")
    flat = request.node.get_closest_marker("flat") is not None
    watches: list[Watch] = []
    with ExitStack() as done:

        def open_one(*, alone: bool = False, **options: Any) -> Page:
            options = {"base_url": server, "viewport": LAPTOP, "locale": "en-US"} | options
            if alone:
                context, watch = lender.make(options, flat=flat)
                done.callback(context.close)
            else:
                lent = lender.lend(options, flat=flat)
                context, watch = lent.context, lent.watch
                done.callback(lender.take_back, lent)
            watch.allow(marker.args if marker else ())
            watches.append(watch)
            return context.new_page()

        yield open_one
        for watch in watches:
            watch.settle()
        complaints = [complaint for watch in watches for complaint in watch.complaints]
    assert not complaints, "the page complained:\n" + "\n".join(complaints)


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    """One page of laptop size, not yet gone anywhere: page.goto("/")."""
    return open_page()
