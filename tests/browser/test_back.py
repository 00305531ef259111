"""The back button: another surface is a place of its own, a drag is not."""

from playwright.sync_api import Page, expect
from waiting import wait_for_state, wait_for_step, wait_until

REST = "/#surface=himmelblau&start=-1,1&optimizer=gradient_descent,learning_rate:0.01&steps=60&step=10"


def places(page: Page) -> int:
    return page.evaluate("() => history.length")


def rest(page: Page) -> int:
    page.goto(REST)
    wait_for_state(page, "paused")
    wait_for_step(page, 10)
    return places(page)


def choose_booth(page: Page) -> None:
    page.get_by_role("button", name="Choose a surface").click()
    page.get_by_text("Booth", exact=True).click()
    wait_until(page, "() => location.hash.includes('surface=booth')")


def test_another_surface_is_one_place_and_back_restores_what_was_there(page):
    before = rest(page)
    page.locator("#rate-figure").fill("0.012")
    page.locator("#rate-figure").press("Enter")
    wait_for_state(page, "ended")
    choose_booth(page)
    assert places(page) == before + 1
    page.go_back()
    expect(page.locator("#surface-title")).to_have_text("Himmelblau")
    expect(page.locator("#rate-figure")).to_have_value("0.012")
    page.go_forward()
    expect(page.locator("#surface-title")).to_have_text("Booth")
    assert places(page) == before + 1


def test_dragging_and_stepping_make_no_place(page):
    before = rest(page)
    page.locator("#rate-slider").focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    wait_until(page, "() => !location.hash.includes('learning_rate:0.01&')")
    assert places(page) == before


def test_back_leads_to_the_opening_picture(page):
    page.goto("/")
    wait_for_state(page, "ended")
    title = page.locator("#surface-title").inner_text()
    choose_booth(page)
    page.go_back()
    expect(page.locator("#surface-title")).to_have_text(title)
    wait_for_state(page, "ended")


def test_two_tabs_do_not_disturb_each_other(page):
    rest(page)
    other = page.context.new_page()
    other.goto("/")
    wait_for_state(other, "ended")
    choose_booth(other)
    wait_for_state(other, "ended")
    assert "himmelblau" in page.evaluate("() => location.hash")
    page.locator("#forward").click()
    wait_for_step(page, 11)
    expect(page.locator("#surface-title")).to_have_text("Himmelblau")
    expect(other.locator("#surface-title")).to_have_text("Booth")
