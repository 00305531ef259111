"""A typed formula: its errors, its letters, its rewriting."""

import pytest
from answers import answered, hold_back
from playwright.sync_api import Page, expect
from waiting import wait_for_state, wait_for_step, wait_until

PAUSED = "/#surface=himmelblau&start=-1,1&optimizer=gradient_descent,learning_rate:0.01&steps=40&step=10"
REFUSED = pytest.mark.allow_page_errors("status of 422")  # the browser reports every refusal


def open_the_box(page: Page) -> None:
    page.goto(PAUSED)
    wait_for_state(page, "paused")
    page.get_by_role("button", name="Type your own").click()


@REFUSED
def test_an_error_is_shown_at_its_place_and_is_gone_when_mended(page):
    open_the_box(page)
    field = page.get_by_label("Formula", exact=True)
    field.fill("x^2 + sin(y")
    expect(page.locator("#formula-problem")).to_contain_text("parenthesis")
    expect(page.locator("#formula-place mark")).to_have_text("(")
    expect(page.locator("#surface-title")).to_have_text("Himmelblau")
    field.fill("x^2 + sin(y)")
    expect(page.locator("#surface-title")).to_have_text("Your formula")
    expect(page.locator("#formula-problem")).to_be_hidden()
    wait_for_state(page, "ended")


def test_friendly_writing_is_shown_back(page):
    open_the_box(page)
    page.get_by_label("Formula", exact=True).fill("2x² + 3y²")
    expect(page.locator("#formula-rewritten")).to_contain_text("2*x^2")
    wait_for_state(page, "ended")


def test_letters_become_sliders(page):
    open_the_box(page)
    page.get_by_label("Formula", exact=True).fill("a*x^2 + y^2")
    letter = page.get_by_label("Letter a", exact=True)
    expect(letter).to_have_value("1")
    wait_for_state(page, "ended")
    loss = page.locator("[data-figure=loss]").inner_text()
    letter.fill("3")
    letter.press("Enter")
    wait_until(page, "(old) => document.querySelector('[data-figure=loss]').textContent !== old", loss)
    wait_until(page, "() => location.hash.includes('letters=a:3')")


def test_a_formula_of_one_weight_is_a_curve(page):
    open_the_box(page)
    page.get_by_label("Formula", exact=True).fill("w^4 - w^2")
    wait_for_state(page, "ended")
    expect(page.locator("#curve")).to_be_visible()
    expect(page.get_by_label("Start, y")).to_be_hidden()


@REFUSED
def test_a_start_without_a_loss_is_said_at_the_start(page):
    page.goto(
        "/#formula=log(x)%2By%5E2&variables=x,y&window=0:5,-5:5&start=2,1"
        "&optimizer=gradient_descent,learning_rate:0.1&steps=20&step=5"
    )
    wait_for_state(page, "paused")
    page.get_by_label("Start, x").fill("-2")
    page.get_by_label("Start, x").press("Enter")
    expect(page.locator("#start-problem")).not_to_be_empty()
    page.get_by_label("Start, x").fill("3")
    page.get_by_label("Start, x").press("Enter")
    expect(page.locator("#start-problem")).to_be_hidden()


def test_late_answers_about_a_formula_never_overwrite_what_is_shown_since(page):
    all_answered = answered(page, "/formulas")
    open_the_box(page)
    field = page.get_by_label("Formula", exact=True)
    field.fill("a*x^2 + y^2")
    letter = page.get_by_label("Letter a", exact=True)
    for value in ("2", "3", "4", "5"):
        letter.fill(value)
        letter.press("Enter")
    undo, redo = page.locator("#undo"), page.locator("#redo")
    let_go = hold_back(page, "/formulas")
    for value in ("4", "3", "2"):
        undo.click()
        expect(letter).to_have_value(value)
    let_go()
    all_answered()
    for value in ("3", "4", "5"):
        redo.click()
        expect(letter).to_have_value(value)
    expect(redo).to_be_disabled()
    all_answered()

    let_go = hold_back(page, "/formulas")
    with page.expect_request("**/formulas"):
        field.fill("x^2 + 7*y^2")
    page.locator("#die").focus()
    page.get_by_role("button", name="One weight first").click()
    title = page.locator("#surface-title").inner_text()
    let_go()
    all_answered()
    expect(page.locator("#surface-title")).to_have_text(title)
    wait_until(page, "() => !location.hash.includes('formula')")


def test_a_link_without_a_window_keeps_its_step_and_leaves_nothing_to_undo(page):
    page.goto(
        "/#formula=x%5E2%2B3*y%5E2&start=1,2&optimizer=gradient_descent,learning_rate:0.1&steps=20&step=5"
    )
    wait_until(page, "() => location.hash.includes('window=')")
    wait_for_state(page, "paused")
    wait_for_step(page, 5)
    expect(page.locator("#undo")).to_be_disabled()


@REFUSED
def test_a_ground_on_which_the_start_has_no_loss_keeps_nothing_of_the_one_before(page):
    page.goto("/")
    wait_for_state(page, "ended")
    page.locator("#formula-door").click()
    page.locator("#formula-text").fill("exp(exp(x*10)) + y^2")
    page.keyboard.press("Enter")
    expect(page.locator("#start-problem")).to_contain_text("no finite value")
    expect(page.locator("#terrain")).to_have_attribute("data-drawn-points", "0")
    expect(page.locator("[data-figure='loss']")).to_have_text("–")
    page.locator("#start-0").fill("-1")
    page.keyboard.press("Enter")
    wait_until(page, "() => Number(document.querySelector('#terrain').dataset.drawnPoints) > 1")
