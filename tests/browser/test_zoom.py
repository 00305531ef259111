"""The playground at 200 % zoom on a laptop: the same page in a window of 640 × 400, nothing lost."""

import pytest
from playwright.sync_api import Page, expect
from waiting import wait_for_state, wait_for_step, wait_until_drawn

REST = (
    "/#surface=himmelblau&start=-1,1&run1=gradient_descent,learning_rate:0.01"
    "&run2=nesterov,learning_rate:0.005&steps=40&step=10"
)
FURTHEST = 120  # presses of Tab: more than the page has places to stop at

# texts that stand out of a box that hides what stands out of it, or out of the page
CLIPPED = """area => {
  const hides = (style, axis) => /hidden|clip/.test(style[axis]);
  const cut = (text) => {
    const own = text.getBoundingClientRect();
    if (own.left < -1 || own.right > document.documentElement.clientWidth + 1) {
      return true;
    }
    for (let around = text.parentElement; around !== document.body; around = around.parentElement) {
      const [style, box] = [getComputedStyle(around), around.getBoundingClientRect()];
      if ((hides(style, 'overflowX') && (own.left < box.left - 1 || own.right > box.right + 1))
        || (hides(style, 'overflowY') && (own.top < box.top - 1 || own.bottom > box.bottom + 1))) {
        return true;
      }
    }
    return false;
  };
  return [...document.querySelectorAll(`${area} *`)]
    .filter((one) => one.children.length === 0 && one.textContent.trim()
      && !one.closest('.unseen, .view-plot') && one.checkVisibility({ visibilityProperty: true }))
    .filter(cut).map((one) => one.outerHTML.slice(0, 80));
}"""

# whether what has the focus can be seen: not covered, on the screen
SEEN = """() => {
  const one = document.activeElement;
  const aim = one.matches('.unseen') ? one.closest('label') : one;
  const { left, top, width, height } = aim.getBoundingClientRect();
  const there = document.elementFromPoint(left + width / 2, top + height / 2);
  return there !== null && (aim.contains(there) || there.contains(aim));
}"""


@pytest.fixture
def zoomed(open_page) -> Page:
    """A laptop's screen of 1280 × 800 at 200 %, resting on a step of a race."""
    page = open_page(viewport={"width": 640, "height": 400}, device_scale_factor=2)
    page.goto(REST)
    wait_for_state(page, "paused")
    wait_for_step(page, 10)
    wait_until_drawn(page, "#terrain")
    return page


def test_the_page_scrolls_one_way_only(zoomed):
    assert zoomed.evaluate("() => document.documentElement.scrollWidth") == 640
    assert zoomed.evaluate(CLIPPED, "main") == []


@pytest.mark.parametrize("tab", ["loss", "diagnostics", "slice", "gradient", "race"])
def test_nothing_is_cut_off_in_the_strip(zoomed, tab):
    zoomed.locator(f"#tab-{tab}").click()
    if tab == "loss":
        zoomed.locator("#schedule-fold").click()
    expect(zoomed.locator(f"#panel-{tab}")).to_be_visible()
    assert zoomed.evaluate(CLIPPED, ".strip") == []
    inside = f"() => {{ const panel = document.querySelector('#panel-{tab}');"
    assert zoomed.evaluate(f"{inside} return panel.scrollHeight - panel.clientHeight; }}") <= 1
    assert zoomed.evaluate("() => document.documentElement.scrollWidth") == 640


def test_nothing_is_cut_off_in_the_panel_of_the_step(zoomed):
    zoomed.locator("#motion-begin").click()
    expect(zoomed.locator("#motion")).to_be_visible()
    assert zoomed.evaluate(CLIPPED, ".aside") == []


def test_every_control_is_reached_and_seen(zoomed):
    reached = []
    zoomed.keyboard.press("Tab")
    while not zoomed.evaluate("() => document.activeElement === document.body"):
        named = zoomed.evaluate("() => document.activeElement.outerHTML.slice(0, 80)")
        assert zoomed.evaluate(SEEN), f"covered or away: {named}"
        reached.append(zoomed.evaluate("() => document.activeElement.id"))
        assert len(reached) < FURTHEST
        zoomed.keyboard.press("Tab")
    parts = {"theme", "surface-button", "die", "run-add", "optimizer", "rate-slider", "layers-button"}
    assert parts | {"play", "scrubber", "speed", "tab-loss", "schedule-fold", "motion-begin"} <= set(reached)


@pytest.mark.parametrize("panel", ["surfaces", "layers", "keys"])
def test_what_opens_over_the_page_stays_on_the_screen(zoomed, panel):
    button = "surface-button" if panel == "surfaces" else f"{panel}-button"
    zoomed.locator(f"#{button}").click()
    box = zoomed.locator(f"#{panel}").bounding_box()
    assert box["x"] >= 0
    assert box["y"] >= 0
    assert box["x"] + box["width"] <= 640
    assert box["y"] + box["height"] <= 400
