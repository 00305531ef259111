"""The pages on a phone: one column, nothing sideways, every control as large as a fingertip."""

import pytest
from playwright.sync_api import Page
from waiting import wait_for_state, wait_for_step, wait_until

REST = (
    "/#surface=himmelblau&start=-1,1&run1=gradient_descent,learning_rate:0.01"
    "&run2=nesterov,learning_rate:0.005&steps=40&step=10"
)
OUTSIDE = """() => [...document.querySelectorAll('.bar a, .bar button')]
  .filter((one) => {
    const { left, right, height } = one.getBoundingClientRect();
    return left < 0 || right > document.documentElement.clientWidth || height < 44;
  })
  .map((one) => one.outerHTML.slice(0, 80))"""


@pytest.fixture
def phone(open_page, request) -> Page:
    """A phone with a touch screen, as wide as the test says."""
    width = getattr(request, "param", 390)
    return open_page(viewport={"width": width, "height": 844}, has_touch=True, is_mobile=True)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("path", ["/", "/reference", "/api"])
@pytest.mark.parametrize("phone", [320, 360, 390, 768], indirect=True)
def test_the_header_stands_on_the_screen(phone, path, language):
    phone.goto(f"{path}?lang={language}")
    assert phone.evaluate(OUTSIDE) == []
    width = phone.viewport_size["width"]
    assert phone.evaluate("() => document.documentElement.scrollWidth") == width


# what a finger aims at; of a hidden or a small box its label. Links inside of text are not aimed at.
SMALL = """panel => [...document.querySelectorAll(panel)]
  .flatMap((one) => [...one.querySelectorAll('button, input, select, summary, [role=slider]')])
  .map((one) => (one.matches('.unseen, [type=checkbox], [type=radio]') ? one.closest('label') : one))
  .filter((one) => one.checkVisibility({ visibilityProperty: true }) && one.getBoundingClientRect().height < 43.9)
  .map((one) => one.outerHTML.slice(0, 80))"""
PANELS = {
    "surfaces": ("#surfaces", ["#surface-button"]),
    "formula": ("#surface-part", ["#formula-door"]),
    "runs": (".part-runs, #own-start", ["#run-pin", "#runs > :first-child .run-name"]),
    "settings": ("#run-settings", ["#run-settings > summary", "#clip"]),
    "layers": ("#layers", ["#layers-button", "[data-layer=compass]"]),
    "keys": ("#keys", ["#keys-button"]),
    "step": (".aside", ["#motion-begin"]),
    "loss": (".strip", ["#tab-loss", "#schedule-fold"]),
    "diagnostics": (".strip", ["#tab-diagnostics"]),
    "table": (".strip", ["#tab-diagnostics", "label:has(#diagnostics-table)"]),
    "slice": (".strip", ["#tab-slice"]),
    "slices": (".strip", ["#tab-gradient"]),
    "compass": (".strip", ["#tab-gradient", "label:has([value=compass])"]),
    "tangent": (".strip", ["#tab-gradient", "label:has([value=tangent])"]),
    "race": (".strip", ["#tab-race"]),
    "starts": (".strip", ["#tab-starts"]),
    "swarm": (".strip", ["#tab-starts", "label:has([value=swarm])"]),
}


def small_after(phone: Page, panel: str, taps: list[str]) -> list[str]:
    """The controls of a panel that are too small when it has been opened; nothing may stand out sideways either."""
    for tap in taps:
        phone.locator(tap).tap()
    assert phone.evaluate(
        "() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    )
    return phone.evaluate(SMALL, panel)


def rest(phone: Page) -> None:
    phone.goto(REST)
    wait_for_state(phone, "paused")
    wait_for_step(phone, 10)


@pytest.mark.parametrize("name", PANELS)
def test_every_panel_can_be_used_with_a_finger(phone, name):
    panel, taps = PANELS[name]
    rest(phone)
    assert small_after(phone, panel, taps) == []
    assert phone.locator(panel).locator("visible=true").count() > 0


def test_every_setting_of_a_run_can_be_used_with_a_finger(phone):
    rest(phone)
    phone.locator("#run-settings > summary").tap()
    for chooser in ("#schedule", "#gradient", "#optimizer"):
        names = phone.locator(f"{chooser} > option").evaluate_all("all => all.map(({ value }) => value)")
        for name in names:
            phone.locator(chooser).select_option(name)
            assert small_after(phone, ".rail, .strip", []) == [], name
    phone.locator("#change-add").tap()
    wait_until(phone, "() => document.querySelector('.change') !== null")
    assert small_after(phone, ".rail, .strip", []) == []


@pytest.mark.allow_page_errors("422")  # what is only half typed is refused
def test_a_typed_surface_can_be_used_with_a_finger(phone):
    rest(phone)
    phone.locator("#formula-door").tap()
    phone.locator("#formula-text").fill("a*x^2 + y^2")
    wait_until(phone, "() => document.querySelector('#letters').checkVisibility()")
    assert small_after(phone, ".rail", []) == []


def test_the_table_of_the_race_is_as_high_as_its_rows(phone):
    more = "".join(f"&run{place}=adam,learning_rate:0.{place}" for place in range(3, 7))
    phone.goto(f"{REST}{more}&tab=race")
    wait_for_state(phone, "paused")
    wait_until(phone, "() => document.querySelectorAll('.race tbody > tr').length === 6")
    assert phone.evaluate(
        "() => [document.querySelector('.race-scroll')].map((one) => one.scrollHeight <= one.clientHeight)[0]"
    )
    assert phone.evaluate("() => document.documentElement.scrollWidth") == 390
