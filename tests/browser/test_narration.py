"""What is said to people who do not see the page, in the region that screen readers follow."""

import re

import pytest
from playwright.sync_api import Page, expect
from waiting import wait_for_state, wait_for_step

pytestmark = pytest.mark.flat

BEGIN = "/#surface=himmelblau&start=-1,1&steps=40"
RUN = f"{BEGIN}&optimizer=gradient_descent,learning_rate:0.01"
TWO = f"{BEGIN}&run1=gradient_descent,learning_rate:0.01&run2=nesterov,learning_rate:0.005"


def said(page: Page):
    region = page.locator("#narration")
    expect(region).to_have_attribute("aria-live", "polite")
    return region


@pytest.mark.parametrize(
    ("rate", "language", "words"),
    [(0.01, "en", "Converged"), (0.01, "zh", "已收敛"), (0.5, "en", "Diverged"), (0.5, "zh", "发散")],
)
def test_what_became_of_a_run_is_told(page, rate, language, words):
    page.goto(RUN.replace("/#", f"/?lang={language}#").replace("0.01", str(rate)))
    wait_for_state(page, "ended")
    expect(said(page)).to_contain_text(words)
    assert said(page).inner_text() == page.locator("#outcome-sentence").text_content()


def test_a_step_is_told_with_its_loss(page):
    page.goto(f"{RUN}&step=10")
    wait_for_step(page, 10)
    page.keyboard.press("ArrowRight")
    expect(said(page)).to_contain_text("Step 11 of 40, loss")


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("2", "Nesterov momentum is chosen. Step 10 of 40, loss"),
        ("h", "Gradient descent is hidden."),
        ("n", "3 runs. Step 10 of 40, loss"),
        ("g", "3 runs. Step 10 of 40, loss"),
    ],
)
def test_what_becomes_of_the_runs_is_told(page, key, told):
    page.goto(f"{TWO}&step=10")
    wait_for_state(page, "paused")
    expect(page.locator("#step-sentence")).not_to_be_empty()
    page.keyboard.press(key)
    expect(said(page)).to_have_text(re.compile(f"^{re.escape(told)}"))
    page.keyboard.press("ArrowRight")
    expect(said(page)).to_have_text(re.compile("^Step 11 of 40"))


@pytest.mark.allow_page_errors("ERR_FAILED|ERR_CONNECTION")
def test_a_server_that_is_away_is_told_at_once_and_its_return_politely(page):
    page.goto(f"{RUN}&step=10")
    wait_for_state(page, "paused")
    expect(page.get_by_role("alert")).to_be_empty()
    page.route("**/api/v1/**", lambda route: route.abort())
    page.locator("#die").click()
    expect(page.get_by_role("alert")).to_contain_text("The server does not answer.")
    page.unroute_all()
    expect(page.locator("#notices[role=status]")).to_contain_text("The server is back.")
    expect(page.get_by_role("alert")).to_be_empty()
