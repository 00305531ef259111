"""Undo and redo: one entry for one deliberate change."""

from playwright.sync_api import Page, expect
from waiting import wait_for_state, wait_for_step, wait_until, wait_until_still

REST = "/#surface=himmelblau&start=-1,1&optimizer=gradient_descent,learning_rate:0.01&steps=60&step=10"
TWO = (
    "/#surface=himmelblau&start=-1,1&run1=gradient_descent,learning_rate:0.01&run2=adam,learning_rate:0.05"
    "&steps=300&step=10"
)


def rest(page: Page) -> None:
    page.goto(REST)
    wait_for_state(page, "paused")
    wait_for_step(page, 10)


def make_rate(page: Page, rate: str) -> None:
    page.locator("#rate-figure").fill(rate)
    page.locator("#rate-figure").press("Enter")
    wait_for_state(page, "ended")


def test_nothing_is_to_undo_at_first(page):
    rest(page)
    expect(page.locator("#undo")).to_be_disabled()
    expect(page.locator("#redo")).to_be_disabled()


def test_a_change_is_undone_and_redone(page):
    rest(page)
    make_rate(page, "0.02")
    page.locator("#undo").click()
    expect(page.locator("#rate-figure")).to_have_value("0.01")
    expect(page.locator("#undo-says")).to_contain_text("Undone")
    page.locator("#redo").click()
    expect(page.locator("#rate-figure")).to_have_value("0.02")
    expect(page.locator("#redo")).to_be_disabled()


def test_the_keys_undo_and_redo_also_right_after_typing(page):
    rest(page)
    make_rate(page, "0.02")
    page.keyboard.press("Control+z")
    expect(page.locator("#rate-figure")).to_have_value("0.01")
    page.keyboard.press("Control+Shift+Z")
    expect(page.locator("#rate-figure")).to_have_value("0.02")
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+y")
    expect(page.locator("#rate-figure")).to_have_value("0.02")


def test_what_is_being_typed_is_undone_by_its_field(page):
    rest(page)
    make_rate(page, "0.02")
    page.locator("#rate-figure").press_sequentially("5")
    page.keyboard.press("Control+z")
    expect(page.locator("#redo")).to_be_disabled()


def test_a_drag_is_one_entry(page):
    rest(page)
    wait_until_still(page)
    handle = page.get_by_role("slider", name="Start.").first
    box = handle.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    for shift in range(1, 9):
        page.mouse.move(box["x"] + 8 * shift, box["y"] + 4 * shift)
    page.mouse.up()
    wait_until(page, "() => document.querySelector('main').dataset.held === 'false'")
    expect(page.locator("#start-0")).not_to_have_value("−1")
    page.locator("#undo").click()
    expect(page.locator("#start-0")).to_have_value("−1")
    expect(page.locator("#undo")).to_be_disabled()


def test_a_new_change_forgets_what_could_be_redone(page):
    rest(page)
    make_rate(page, "0.02")
    page.locator("#undo").click()
    expect(page.locator("#rate-figure")).to_have_value("0.01")
    make_rate(page, "0.005")
    expect(page.locator("#redo")).to_be_disabled()


def test_a_removed_run_and_another_surface_come_back(page):
    rest(page)
    page.get_by_role("button", name="Add a run").click()
    expect(page.locator("#runs > .run")).to_have_count(2)
    page.locator("#runs > .run").nth(1).locator(".run-remove").click()
    expect(page.locator("#runs > .run")).to_have_count(1)
    page.keyboard.press("Control+z")
    expect(page.locator("#runs > .run")).to_have_count(2)
    page.get_by_role("button", name="One weight first").click()
    expect(page.locator("#surface-title")).not_to_have_text("Himmelblau")
    page.keyboard.press("Control+z")
    expect(page.locator("#surface-title")).to_have_text("Himmelblau")
    expect(page.locator("#runs > .run")).to_have_count(2)


def test_the_grid_of_the_map_of_starts_is_undone_without_touching_the_run(page):
    page.goto(f"{REST}&tab=starts&basins=side:64")
    wait_for_step(page, 10)
    page.locator("[name=basins-side][value='128'] + span").click()
    expect(page.locator("#undo")).to_be_enabled()
    make_rate(page, "0.02")
    for _ in range(2):
        page.locator("#undo").click()
    expect(page.locator("#undo-says")).to_have_text("Undone: map of starts")
    expect(page.locator("[name=basins-side][value='64']")).to_be_checked()
    expect(page.locator("#rate-figure")).to_have_value("0.01")
    page.locator("#redo").click()
    expect(page.locator("[name=basins-side][value='128']")).to_be_checked()
    expect(page.locator("#rate-figure")).to_have_value("0.01")


def test_the_grid_is_undone_while_another_run_plays(page):
    page.goto(f"{TWO}&speed=0.125&tab=starts&basins=side:64")
    wait_for_step(page, 10)
    page.locator("[name=basins-side][value='128'] + span").click()
    page.locator("#runs .run-name").nth(1).click()
    page.locator("#play").click()
    wait_for_state(page, "playing")
    page.locator("#undo").click()
    expect(page.locator("[name=basins-side][value='64']")).to_be_checked()
    wait_for_state(page, "playing")
    wait_until(page, "() => location.hash.includes('chosen=2')")
