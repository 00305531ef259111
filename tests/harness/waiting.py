"""Waiting for the page: for what it says of itself, never for time to pass."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, Page, expect

PATIENT = (
    60_000  # milliseconds: a guard against hanging, because a page beside other tests' pages may be slow
)
expect.set_options(timeout=PATIENT)
FRAME = "() => new Promise((done) => requestAnimationFrame(() => done(true)))"
MANY = 20_000  # presses of a key

# The map as it will be in this pane: the relief has come or never will, and both axes have one scale in this size.
STILL = """() => {
  const terrain = document.querySelector('#terrain');
  const { width, height, xaxis, yaxis } = terrain.querySelector('.view-plot')?._fullLayout ?? {};
  const scales = [xaxis, yaxis].map((axis) => axis && axis._length / (axis.range[1] - axis.range[0]));
  return document.querySelector('#relief').dataset.ready && width === terrain.clientWidth
    && height === terrain.clientHeight && Math.abs(scales[0] / scales[1] - 1) < 1e-6;
}"""


def wait_until(page: Page, condition: str, argument: Any = None) -> None:
    """Waits until a JavaScript function, given as `() => …` or `(argument) => …`, returns something true."""
    # The page's policy forbids evaluating a bare expression.
    assert "=>" in condition, "the condition must be written as a function"
    page.wait_for_function(condition, arg=argument)


def listen_to(element: Locator) -> Callable[[str], None]:
    """What waits until an element has said something since, for however short a while."""
    element.evaluate(
        """(element) => {
            globalThis.said = [];
            new MutationObserver(() => said.push(element.textContent)).observe(element, { childList: true });
        }"""
    )
    return lambda text: wait_until(element.page, "(text) => said.includes(text)", text)


def wait_for_state(page: Page, state: str) -> None:
    """Waits until the playground is "loading", "playing", "paused" or "ended"."""
    expect(page.locator("main")).to_have_attribute("data-state", state)


def wait_for_step(page: Page, step: int) -> None:
    """Waits until the playground shows the step."""
    expect(page.locator("main")).to_have_attribute("data-step", str(step))


def wait_until_drawn(page: Page, *views: str) -> None:
    """Waits until each view, such as "#terrain", says that it has drawn itself."""
    for view in views:
        expect(page.locator(view)).to_have_attribute("data-ready", "true")


def wait_until_still(page: Page) -> None:
    """Waits until the map stands where it will stay: without a relief it takes its room, and another ground comes."""
    wait_until_drawn(page, "#terrain")
    wait_until(page, STILL)


def go_to_end(page: Page, step: int | None = None) -> None:
    """Goes as far as points are there, again and again, to the end of a run or to a step of one that is not over."""
    what, end = ("state", "ended") if step is None else ("step", str(step))
    for _ in range(MANY):
        page.keyboard.press("End")
        if page.locator("main").get_attribute(f"data-{what}") == end:
            return
        wait_until(page, FRAME)
    raise AssertionError(f"{what} {end} is never reached")


def wait_for_event(page: Page, event: str, happened: Callable[[], bool]) -> None:
    """Waits for events, which the test's own listener takes note of, until something has happened."""
    if not happened():
        page.wait_for_event(event, lambda _: happened())
