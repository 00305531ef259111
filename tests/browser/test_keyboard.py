"""The playground by the keyboard alone: nothing here moves a pointer."""

import pytest
from playwright.sync_api import Page, expect
from waiting import wait_for_state, wait_for_step, wait_until

REST = "/#surface=himmelblau&start=-1,1&optimizer=gradient_descent,learning_rate:0.01&steps=60&step=10"
FURTHEST = 250  # presses of Tab: more than the page has places to stop at


def rest(page: Page, more: str = "") -> None:
    page.goto(REST + more)
    wait_for_state(page, "paused")
    wait_for_step(page, 10)


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus stands there."""
    for _ in range(FURTHEST):
        if page.evaluate("selector => document.activeElement?.matches(selector) ?? false", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not lead to {selector}")


def write(page: Page, selector: str, value: str) -> None:
    tab_to(page, selector)
    page.keyboard.press("Control+a")
    page.keyboard.type(value)
    page.keyboard.press("Enter")


def test_a_surface_is_chosen(page):
    rest(page)
    tab_to(page, "#surface-button")
    page.keyboard.press("Enter")
    expect(page.locator("#surfaces")).to_be_visible()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Escape")
    expect(page.locator("#surfaces")).to_be_hidden()
    expect(page.locator("#surface-title")).not_to_have_text("Himmelblau")


@pytest.mark.parametrize(
    ("button", "place"),
    [("surface-button", "[name=surface]:checked"), ("layers-button", "[data-layer]:enabled")],
)
def test_the_key_after_the_one_that_opens_is_not_lost(page, button, place):
    rest(page)
    stands = page.evaluate(
        """([button, place]) => {
          document.getElementById(button).click();
          return document.activeElement === document.querySelector(place);
        }""",
        [button, place],
    )
    assert stands, "the focus comes with the popover, not after it"


@pytest.mark.allow_page_errors("422")  # what is only half typed is refused
def test_a_formula_is_typed(page):
    rest(page)
    tab_to(page, "#formula-door")
    page.keyboard.press("Enter")
    write(page, "#formula-text", "x^2 + 3*y^2")
    expect(page.locator("#surface-title")).to_have_text("Your formula")


def test_the_start_is_moved_typed_and_thrown(page):
    rest(page)
    tab_to(page, "#terrain .view-handle")
    page.keyboard.press("ArrowRight")
    wait_until(page, "() => document.querySelector('#start-0').value !== '−1'")
    write(page, "#start-1", "2")
    expect(page.locator("#start-1")).to_have_value("2")
    tab_to(page, "#die")
    page.keyboard.press("Enter")
    wait_until(page, "() => document.querySelector('#start-1').value !== '2'")


def test_optimizer_rate_and_settings_are_set(page):
    rest(page)
    tab_to(page, "#optimizer")
    page.keyboard.type("M")
    expect(page.locator("#optimizer")).to_have_value("momentum")
    tab_to(page, "#rate-slider")
    before = page.locator("#rate-figure").input_value()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#rate-figure")).not_to_have_value(before)
    tab_to(page, "#run-settings > summary")
    page.keyboard.press("Enter")
    tab_to(page, "#schedule")
    page.keyboard.type("Cos")
    expect(page.locator("#settings-says")).not_to_contain_text("Constant")
    tab_to(page, "#gradient")
    page.keyboard.type("N")
    expect(page.locator("#settings-says")).not_to_contain_text("Derived")


def test_runs_are_added_chosen_hidden_pinned_and_removed(page):
    rest(page)
    runs = page.locator("#runs > .run")
    page.keyboard.press("n")
    expect(runs).to_have_count(2)
    page.keyboard.press("1")
    expect(runs.nth(0)).to_have_attribute("data-chosen", "true")
    page.keyboard.press("h")
    expect(runs.nth(0)).to_have_attribute("data-hidden", "true")
    page.keyboard.press("h")
    page.keyboard.press("g")
    expect(runs).to_have_count(3)
    tab_to(page, ".run[data-ghost=true] .run-remove")
    page.keyboard.press("Enter")
    expect(runs).to_have_count(2)
    page.keyboard.press("Control+z")
    expect(runs).to_have_count(3)


def test_the_run_is_played_stepped_and_scrubbed(page):
    rest(page, "&speed=0.125")
    page.keyboard.press("ArrowRight")
    wait_for_step(page, 11)
    page.keyboard.press("Shift+ArrowLeft")
    wait_for_step(page, 1)
    page.keyboard.press("End")
    wait_for_state(page, "ended")
    page.keyboard.press("r")
    wait_for_state(page, "playing")
    page.keyboard.press("Space")
    wait_for_state(page, "paused")
    tab_to(page, "#scrubber")
    page.keyboard.press("Home")
    wait_for_step(page, 0)


def test_every_tab_is_opened(page):
    rest(page)
    tab_to(page, "#tab-loss")
    for name in ("diagnostics", "slice", "rate", "starts", "gradient", "race", "loss"):
        page.keyboard.press("ArrowRight")
        expect(page.locator(f"#panel-{name}")).to_be_visible()


def test_layers_are_switched(page):
    rest(page)
    page.keyboard.press("l")
    expect(page.locator("#layers")).to_be_visible()
    tab_to(page, "[data-layer=field]")
    page.keyboard.press("Space")
    expect(page.locator("[data-layer=field]")).to_be_checked()
    page.keyboard.press("Escape")
    expect(page.locator("#layers")).to_be_hidden()
    wait_until(page, "() => Number(document.querySelector('#terrain').dataset.field) > 0")


def test_the_sheet_lists_the_keys_and_gives_the_focus_back(page):
    rest(page)
    tab_to(page, "#play")
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#keys")).to_be_hidden()
    expect(page.locator("#play")).to_be_focused()


def test_a_step_is_taken_in_slow_motion(page):
    rest(page)
    page.keyboard.press("s")
    wait_until(
        page,
        "() => document.querySelector('.term[data-told=true]') !== null",
    )
