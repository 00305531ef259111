"""Answers of the server that come when a test wants them."""

from collections.abc import Callable

from playwright.sync_api import Page, Request, Route
from waiting import FRAME, wait_until

QUIET_FRAMES = 2  # an answer is followed by the question that waited for it
MOST_FRAMES = 3600  # a guard against hanging


def hold_back(page: Page, path: str) -> Callable[[], None]:
    """Holds back the answers to what is asked at a path of the API, until what is returned is called."""
    held: list[Route] = []
    free = False
    page.route(f"**/api/v1{path}", lambda route: route.continue_() if free else held.append(route))

    def let_go() -> None:
        nonlocal free
        free = True
        for route in held:
            route.continue_()

    return let_go


def answered(page: Page, path: str) -> Callable[[], None]:
    """What waits until nothing asked at a path of the API from now on is without its answer any more."""
    asked: set[Request] = set()
    page.on("request", lambda request: request.url.endswith(path) and asked.add(request))
    for event in ("requestfinished", "requestfailed"):
        page.on(event, lambda request: asked.discard(request))

    def wait() -> None:
        quiet = 0
        for _ in range(MOST_FRAMES):
            wait_until(page, FRAME)
            quiet = 0 if asked else quiet + 1
            if quiet == QUIET_FRAMES:
                return
        raise AssertionError(f"what is asked at {path} has no answer")

    return wait
