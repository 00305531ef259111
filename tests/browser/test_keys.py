"""The keys: one list, shown as a sheet, and what each of them does."""

import pytest
from playwright.sync_api import Page, expect
from waiting import wait_for_state, wait_for_step

pytestmark = pytest.mark.flat

PAUSED = "/#surface=himmelblau&start=-1,1&optimizer=gradient_descent,learning_rate:0.01&steps=40&step=20"


@pytest.fixture
def rested(open_page) -> Page:
    page = open_page(reduced_motion="reduce")
    page.goto(PAUSED)
    wait_for_state(page, "paused")
    wait_for_step(page, 20)
    return page


def test_the_sheet_opens_by_key_and_by_button_and_closes(rested):
    sheet = rested.locator("#keys")
    rested.keyboard.press("?")
    expect(sheet).to_be_visible()
    expect(sheet.get_by_role("button", name="Close")).to_be_focused()
    rested.keyboard.press("?")
    expect(sheet).to_be_hidden()
    rested.get_by_role("button", name="Keys").click()
    expect(sheet).to_be_visible()
    rested.keyboard.press("Escape")
    expect(sheet).to_be_hidden()


def test_every_line_of_the_sheet_has_keys_and_says_what_they_do(rested):
    rested.keyboard.press("?")
    rows = rested.locator("#keys-list > div")
    assert rows.count() > 15
    for row in rows.all():
        expect(row.locator("kbd").first).not_to_be_empty()
        expect(row.locator("dd")).not_to_be_empty()


@pytest.mark.parametrize(
    ("key", "step"),
    [
        ("ArrowRight", 21),
        ("ArrowLeft", 19),
        ("Shift+ArrowRight", 30),
        ("Shift+ArrowLeft", 10),
        ("Home", 0),
        ("End", 40),
    ],
)
def test_keys_move_through_the_run(rested, key, step):
    rested.keyboard.press(key)
    wait_for_step(rested, step)


@pytest.mark.parametrize("key", ["s", "S"])
def test_s_tells_the_next_step_and_then_goes_on(rested, key):
    rested.keyboard.press(key)
    expect(rested.locator("#motion-at")).to_have_text("1 of 3")
    for _ in range(3):
        rested.keyboard.press(key)
    expect(rested.locator("#motion")).to_be_hidden()
    wait_for_step(rested, 21)


def test_d_draws_another_start(rested):
    before = rested.locator("#start-0").input_value()
    rested.keyboard.press("d")
    expect(rested.locator("#start-0")).not_to_have_value(before)


def test_e_and_t_open_what_belongs_to_a_tab(rested):
    rested.keyboard.press("t")
    expect(rested.get_by_role("tab", name="Diagnostics")).to_have_attribute("aria-selected", "true")
    expect(rested.locator("#diagnostics-table")).to_be_checked()
    rested.keyboard.press("e")
    expect(rested.get_by_role("tab", name="Loss")).to_have_attribute("aria-selected", "true")
    expect(rested.locator("#schedule-fold")).to_have_attribute("aria-expanded", "true")


def test_l_opens_what_the_map_shows(rested):
    rested.keyboard.press("l")
    expect(rested.locator("#layers")).to_be_visible()


def test_a_letter_that_is_typed_is_no_key(rested):
    field = rested.locator("#start-0")
    field.press("s")
    field.press("End")
    expect(rested.locator("#motion")).to_be_hidden()
    wait_for_step(rested, 20)


def test_letters_can_be_switched_off_and_arrows_stay(rested):
    rested.keyboard.press("?")
    rested.get_by_label("Letters and digits act as keys").uncheck()
    rested.keyboard.press("Escape")
    expect(rested.locator("body")).to_be_focused()  # no longer on what the sheet has hidden
    rested.keyboard.press("s")
    rested.keyboard.press("ArrowRight")
    wait_for_step(rested, 21)
    expect(rested.locator("#motion")).to_be_hidden()
