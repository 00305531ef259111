"""The first second: from the address to the opening terrain and path on the screen, and to Plotly in charge.

Browser and server share one core of this machine, and nothing is throttled beyond that. Cold: a new browser profile,
nothing cached. Warm: the page loaded again in its tab, when the opening run has been walked to its end and all is
quiet. Another tab: the same profile, but a new process of the browser that has to compile Plotly anew.
"""

import math
import statistics

from chromium import launch
from playwright.sync_api import Browser, Page, sync_playwright
from process import one_core, serving
from race import Row, bound_row
from waiting import wait_for_state, wait_until

ROUNDS = 5
QUIET_MS = 1500  # what the page still does after the last step is over by then

# The first frame in which terrain and path stand, and the first of Plotly's map: the task after that frame.
WATCH = """() => {
    const times = window.times = {};
    const note = name => {
        if (name in times) { return; }
        times[name] = null;
        requestAnimationFrame(() => {
            const channel = new MessageChannel();
            channel.port1.onmessage = () => { times[name] = performance.now(); };
            channel.port2.postMessage(null);
        });
    };
    new MutationObserver(() => {
        const { drawn, ready } = document.querySelector('#terrain')?.dataset ?? {};
        if (drawn && JSON.parse(drawn).faint > 1) { note('visible'); }
        if (ready) { note('plotly'); }
    }).observe(document, { subtree: true, childList: true, attributes: true });
}"""


PAINTED = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime"


def rows() -> list[Row]:
    figures: dict[tuple[str, str], list[float]] = {}
    with one_core(), serving("-m", "app", "--port", "0") as address, sync_playwright() as playwright:
        browser = launch(playwright)
        for counted in range(ROUNDS + 1):
            for (kind, what), seconds in opened(browser, address).items():
                if counted:
                    figures.setdefault((kind, what), []).append(seconds)
        browser.close()
    targets = {
        ("cold", "visible"): 0.6,
        ("cold", "plotly"): 3.0,
        ("warm", "visible"): 0.3,
        ("warm", "plotly"): 0.8,
        ("another tab", "visible"): math.inf,
        ("another tab", "plotly"): math.inf,
    }
    said = {"visible": "terrain and path visible", "plotly": "Plotly in charge"}
    return [
        bound_row(
            f"{kind}, one core: {said[what]}",
            ours=statistics.median(figures[kind, what]),
            unit="s",
            at_most=most,
        )
        for (kind, what), most in targets.items()
    ]


def opened(browser: Browser, address: str) -> dict[tuple[str, str], float]:
    """The seconds of one cold opening and of the warm ones that follow."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.add_init_script(f"({WATCH})()")
    figures = {}
    page = context.new_page()
    for kind in ("cold", "warm", "another tab"):
        if kind == "another tab":
            page = context.new_page()
        page.goto(address)
        for what, milliseconds in drawn(page).items():
            figures[kind, what] = milliseconds / 1000
        wait_for_state(page, "ended")
        page.wait_for_timeout(QUIET_MS)
    context.close()
    return figures


def drawn(page: Page) -> dict[str, float]:
    """The milliseconds; nothing is visible before the browser has presented its first frame with something in it."""
    wait_until(page, f"() => times.visible && times.plotly && ({PAINTED})()")
    times: dict[str, float] = page.evaluate("() => times")
    times["visible"] = max(times["visible"], page.evaluate(PAINTED))
    return times
