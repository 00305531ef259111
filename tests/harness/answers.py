"""Answers of the server that come when a test wants them."""

from collections.abc import Callable

from playwright.sync_api import Page, Route


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
