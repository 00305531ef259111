"""Waiting for the page: for what it says of itself, never for time to pass."""

from typing import Any

from playwright.sync_api import Page, expect


def wait_until(page: Page, condition: str, argument: Any = None) -> None:
    """Waits until a JavaScript function, given as `() => …` or `(argument) => …`, returns something true."""
    # The page's policy forbids evaluating a bare expression.
    assert "=>" in condition, "the condition must be written as a function"
    page.wait_for_function(condition, arg=argument)


def wait_for_state(page: Page, state: str) -> None:
    """Waits until the playground is "loading", "playing", "paused" or "ended"."""
    expect(page.locator("main")).to_have_attribute("data-state", state, timeout=60_000)


def wait_for_step(page: Page, step: int) -> None:
    """Waits until the playground shows the step."""
    expect(page.locator("main")).to_have_attribute("data-step", str(step), timeout=60_000)


def wait_until_drawn(page: Page, *views: str) -> None:
    """Waits until each view, such as "#terrain", says that it has drawn itself."""
    for view in views:
        expect(page.locator(view)).to_have_attribute("data-ready", "true", timeout=60_000)
