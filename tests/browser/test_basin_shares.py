"""The shares of the starts against the learning rate: both borders of every valley, and a rate chosen there."""

import math
import re

import pytest
from answers import hold_back
from playwright.sync_api import Page, expect
from waiting import wait_until, wait_until_drawn
from written import keep_what_is_written, wait_until_written, written

pytestmark = pytest.mark.flat

HERE = "surface=himmelblau&start=-0.27,-0.92&steps=300&step=0&tab=starts"
CHART = "#shares"


def open_chart(page: Page, rate: float = 0.014) -> dict:
    """Opens the tab and waits for the shares; returns the answer that they show."""
    answers: list = []
    page.on(
        "response",
        lambda found: (
            answers.append(found) if found.url.endswith("/basins/shares/stream") and found.ok else None
        ),
    )
    page.goto(f"/?lang=en#{HERE}&optimizer=gradient_descent,learning_rate:{rate}")
    wait_until_drawn(page, CHART)
    expect(page.locator(CHART)).to_have_attribute("data-stale", "false")
    answer = page.request.post("/api/v1/basins/shares", data=answers[-1].request.post_data_json)
    return answer.json()


def place(page: Page, rate: float) -> tuple[float, float]:
    """Where a rate is on the screen, in the middle of the chart."""
    x, y = page.evaluate(
        """(rate) => {
          const { left, top } = document.querySelector('#shares').getBoundingClientRect();
          const { xaxis, yaxis } = document.querySelector('#shares .view-plot')._fullLayout;
          return [left + xaxis._offset + xaxis.d2p(Math.log10(rate)), top + yaxis._offset + yaxis._length * 0.8];
        }""",
        rate,
    )
    return x, y


def rate_of(page: Page) -> float:
    said = re.search(r"learning_rate:([\d.e-]+)", page.url)
    assert said
    return float(said[1])


def test_both_borders_of_every_valley_are_written_beside_it(page):
    keep_what_is_written(page)
    answer = open_chart(page)
    assert len(answer["minima"]) == 4
    for minimum in answer["minima"]:
        limit = math.floor(minimum["limit"] * 1e5) / 1e5
        wait_until(
            page,
            "(said) => globalThis.written.some(([, text]) => text.endsWith(said))",
            f"{limit} – {minimum['leaves']:.{minimum['digits']}g}",
        )
        assert minimum["leaves"] > 1.4 * minimum["limit"]


def test_the_answer_is_said_and_the_rates_reach_beyond_the_borders(page):
    answer = open_chart(page)
    expect(page.locator("#shares-says")).to_have_text(answer["sentence"]["en"])
    limits = [minimum["limit"] for minimum in answer["minima"]]
    assert answer["rates"][0] < min(limits) / 4
    assert answer["rates"][-1] > max(minimum["leaves"] for minimum in answer["minima"])


def test_a_click_chooses_the_rate_of_the_run(page):
    open_chart(page)
    page.mouse.click(*place(page, 0.02))
    wait_until(page, "() => !location.hash.includes('learning_rate:0.014')")
    expect(page.locator("#rate-figure")).to_have_value(re.compile(r"^0\.02|^0\.019"))
    wait_until(page, "() => document.querySelector('main').dataset.held === 'false'")
    assert rate_of(page) == pytest.approx(0.02, rel=0.02)
    page.locator("#undo").click()
    expect(page.locator("#rate-figure")).to_have_value("0.014")
    page.locator("#speed").select_option("0.25")  # so that it has not ended by then
    page.locator("#play").click()
    wait_until(page, "() => Number(document.querySelector('main').dataset.step) > 3")
    page.mouse.click(*place(page, 0.02))
    wait_until(page, "() => document.querySelector('main').dataset.state === 'playing'")
    page.locator("#play").click()
    wait_until(page, "() => !location.hash.includes('learning_rate:0.014')")
    assert "changes=" not in page.url, "the run that plays is another one from its start"


def test_a_drag_takes_the_rate_along_and_is_one_entry_of_the_history(page):
    open_chart(page)
    page.mouse.move(*place(page, 0.01))
    page.mouse.down()
    for rate in (0.012, 0.016, 0.02, 0.024):
        page.mouse.move(*place(page, rate))
    expect(page.locator("main")).to_have_attribute("data-held", "true")
    page.mouse.up()
    wait_until(page, "() => document.querySelector('main').dataset.held === 'false'")
    expect(page.locator("#rate-figure")).to_have_value(re.compile(r"^0\.02[345]"))
    page.locator("#undo").click()
    expect(page.locator("#rate-figure")).to_have_value("0.014")


def test_arrow_keys_choose_the_rate_and_tell_the_shares(page):
    answer = open_chart(page)
    chart = page.get_by_role("slider", name=re.compile("Learning rate. Arrow keys"))
    chart.focus()
    page.keyboard.press("ArrowRight")
    ratio = answer["rates"][1] / answer["rates"][0]
    wait_until(page, "() => !location.hash.includes('learning_rate:0.014&')")
    wait_until(page, "() => document.querySelector('#rate-figure').value !== '0.014'")
    expect(chart).to_have_attribute("aria-valuenow", re.compile(rf"^{0.014 * ratio:.3g}"[:6]))
    page.keyboard.press("Home")
    expect(chart).to_have_attribute("aria-valuenow", re.compile(rf"^{answer['rates'][0]:.3g}"))
    expect(chart).to_have_attribute("aria-valuetext", re.compile(r"still on the way [\d.]+\s%"))
    page.keyboard.press("End")
    expect(chart).to_have_attribute("aria-valuetext", re.compile(r"diverged 100\s%"))


def test_a_rate_under_the_pointer_tells_its_shares(page):
    answer = open_chart(page)
    index = next(k for k, rate in enumerate(answer["rates"]) if rate > 0.017)
    page.mouse.move(*place(page, answer["rates"][index]))
    told = page.locator(f"{CHART} .readout")
    expect(told).to_contain_text(f"η = {answer['rates'][index]:.3g}")
    bouncing = answer["minima"][2]["bouncing"][index]
    expect(told).to_contain_text("bouncing around (−3.78, −3.28)")
    expect(told).to_contain_text(f"{100 * bouncing:.3g}\u00a0%")


def test_a_key_takes_away_what_the_resting_pointer_told(page):
    open_chart(page)
    box = page.locator(CHART).bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 0.8 * box["height"])
    told = page.locator(f"{CHART} > .readout")
    expect(told).to_contain_text("576 starts")
    page.locator(CHART).press("ArrowRight")
    expect(told).to_be_hidden()


def test_one_question_serves_every_rate(page):
    open_chart(page)
    again: list[str] = []
    page.on(
        "request", lambda one: again.append(one.url) if one.url.endswith("/basins/shares/stream") else None
    )
    for rate in ("0.01", "0.02"):
        page.locator("#rate-figure").fill(rate)
        with page.expect_response("**/basins/stream"):
            page.locator("#rate-figure").press("Enter")
    expect(page.locator("#basins-says")).to_have_attribute("data-old", "false")
    assert again == []


def test_while_no_shares_are_there_the_pointer_is_told_nothing(page):
    let_go = hold_back(page, "/basins/shares/stream")
    page.goto(f"/?lang=en#{HERE}")
    expect(page.locator("#basins-live")).not_to_be_empty()
    box = page.locator(CHART).bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 0.8 * box["height"])
    expect(page.locator(f"{CHART} > .readout")).to_be_hidden()
    let_go()
    expect(page.locator(CHART)).to_have_attribute("data-empty", "false")
    page.mouse.move(box["x"] + box["width"] / 3, box["y"] + 0.8 * box["height"])
    expect(page.locator(f"{CHART} > .readout")).to_contain_text("576 starts")


def test_shares_of_another_surface_are_not_drawn(page):
    open_chart(page)
    chart = page.locator(CHART)
    expect(chart).to_have_attribute("aria-valuetext", re.compile("%"))
    hold_back(page, "/basins/shares/stream")
    with page.expect_request("**/basins/shares/stream"):
        page.locator("#surface-button").click()
        page.locator("#surfaces").get_by_text("Booth", exact=True).click()
    expect(chart).to_have_attribute("data-stale", "true")
    expect(chart).not_to_have_attribute("aria-valuetext", re.compile("%"))


def test_shares_on_their_way_make_room_for_what_is_dragged(page):
    let_go = hold_back(page, "/basins/shares/stream")
    with page.expect_request("**/basins/shares/stream"):
        page.goto(f"/?lang=en#{HERE}&optimizer=gradient_descent,learning_rate:0.014")
    slider = page.locator("#rate-slider").bounding_box()
    with page.expect_event("requestfailed", lambda one: one.url.endswith("/basins/shares/stream")):
        page.mouse.move(slider["x"] + slider["width"] / 2, slider["y"] + slider["height"] / 2)
        page.mouse.down()
        page.mouse.move(slider["x"] + slider["width"] / 2 + 5, slider["y"] + slider["height"] / 2)
    expect(page.locator("main")).to_have_attribute("data-held", "true")
    let_go()
    with page.expect_request("**/basins/shares/stream"):
        page.mouse.up()
    expect(page.locator(CHART)).to_have_attribute("data-stale", "false")


def test_shares_are_asked_for_once_the_map_is_there_however_late_it_comes(page):
    let_go = hold_back(page, "/basins/stream")
    page.goto(f"/?lang=en#{HERE}&optimizer=gradient_descent,learning_rate:0.014")
    expect(page.locator("#rate-ticks > *")).not_to_have_count(0)  # the presets have come
    wait_until_drawn(page, "#terrain")
    with page.expect_request("**/basins/shares/stream"):
        let_go()


def test_counting_that_takes_long_is_told_of(page):
    ask_again = hold_back(page, "/health")
    page.route(
        "**/basins/shares/stream",
        lambda route: route.fulfill(
            content_type="text/event-stream", body='event: progress\ndata: {"share":0.25}\n\n'
        ),
    )
    page.goto(f"/?lang=en#{HERE}&optimizer=gradient_descent,learning_rate:0.014")
    expect(page.locator("#shares-progress")).to_have_js_property("value", 0.25)
    expect(page.locator("#shares-working")).to_have_text("Counting …")
    page.unroute("**/basins/shares/stream")
    ask_again()
    expect(page.locator(CHART)).to_have_attribute("data-stale", "false")
    expect(page.locator("#shares-work")).to_be_hidden()


def test_cancelled_counting_says_so_and_does_not_start_again_by_itself_after_a_drag(page):
    let_go = hold_back(page, "/basins/shares/stream")
    asked: list[str] = []
    page.on(
        "request", lambda one: asked.append(one.url) if one.url.endswith("/basins/shares/stream") else None
    )
    with page.expect_request("**/basins/shares/stream"):
        page.goto(f"/?lang=en#{HERE}&optimizer=gradient_descent,learning_rate:0.014")
    expect(page.locator("#shares-working")).to_have_text("Counting …")
    expect(page.locator("#basins-says")).to_have_attribute("data-old", "false")
    button = page.locator("#shares-cancel")
    expect(button).to_have_text("Cancel")
    button.click()
    expect(page.locator("#shares-working")).to_have_text("Stopped.")
    expect(page.locator("#shares-progress")).to_be_hidden()
    slider = page.locator("#rate-slider").bounding_box()
    page.mouse.move(slider["x"] + slider["width"] / 2, slider["y"] + slider["height"] / 2)
    page.mouse.down()
    page.mouse.move(slider["x"] + slider["width"] / 2 + 5, slider["y"] + slider["height"] / 2)
    expect(page.locator("main")).to_have_attribute("data-held", "true")
    expect(page.locator("#shares-working")).to_have_text("Stopped.")
    page.mouse.up()
    expect(page.locator("main")).to_have_attribute("data-held", "false")
    expect(page.locator("#basins-says")).to_have_attribute("data-old", "false")
    expect(button).to_have_text("Try again")
    assert len(asked) == 1
    with page.expect_request("**/basins/shares/stream"):
        button.click()
    expect(page.locator("#shares-working")).to_have_text("Counting …")
    let_go()
    expect(page.locator(CHART)).to_have_attribute("data-stale", "false")
    expect(page.locator("#shares-work")).to_be_hidden()


def test_counting_for_an_older_question_is_given_up_and_what_was_stopped_is_forgotten(page):
    hold_back(page, "/basins/shares/stream")
    with page.expect_request("**/basins/shares/stream"):
        page.goto(f"/?lang=en#{HERE}&optimizer=gradient_descent,learning_rate:0.014")
    button = page.locator("#shares-cancel")
    with page.expect_event("requestfailed", lambda one: one.url.endswith("/basins/shares/stream")):
        button.click()
    expect(button).to_have_text("Try again")
    with page.expect_request("**/basins/shares/stream"):
        page.locator("#basins-steps").fill("200")
        page.locator("#basins-steps").press("Enter")
    expect(button).to_have_text("Cancel")
    with page.expect_event("requestfailed", lambda one: one.url.endswith("/basins/shares/stream")):
        page.locator("#basins-steps").fill("100")
        page.locator("#basins-steps").press("Enter")


@pytest.mark.allow_page_errors("status of 422 .*/basins")
def test_a_refused_number_of_steps_leaves_the_shares_before_it_and_says_why(page):
    open_chart(page)
    chart = page.locator(CHART)
    before = chart.get_attribute("aria-valuetext")
    page.locator("#basins-steps").fill("100000")
    page.locator("#basins-steps").press("Enter")
    expect(page.locator("#shares-problem")).to_contain_text(
        re.compile(r"^Steps of the shares against η: this is more work .* at most \d+(\u202f\d+)* fit")
    )
    expect(chart).to_have_attribute("data-stale", "true")
    expect(chart).to_have_attribute("aria-valuetext", before or "")
    expect(page.locator("#shares-says")).to_be_empty()
    page.locator("#basins-as-run").click()
    expect(chart).to_have_attribute("data-stale", "false")
    expect(page.locator("#shares-problem")).to_be_hidden()


def test_of_too_few_steps_no_border_is_written(page):
    keep_what_is_written(page)
    page.goto(
        f"/?lang=en#{HERE.replace('steps=300', 'steps=5')}&optimizer=gradient_descent,learning_rate:0.014"
    )
    wait_until_drawn(page, CHART)
    expect(page.locator(CHART)).to_have_attribute("data-stale", "false")
    wait_until_written(page, CHART, "0.01494")
    assert {said for said in written(page, CHART) if "–" in said} == {
        "rests up to – leaves within 5 steps at"
    }


def test_valleys_stand_in_the_order_of_the_legend_whatever_is_known_of_them(page):
    keep_what_is_written(page)
    page.goto(
        f"/?lang=en#{HERE.replace('steps=300', 'steps=20')}&optimizer=gradient_descent,learning_rate:0.014"
    )
    wait_until_drawn(page, CHART)
    expect(page.locator(CHART)).to_have_attribute("data-stale", "false")
    limits = page.locator("#basins-legend > tr > td:nth-child(3)").all_inner_texts()[:4]
    wait_until_written(page, CHART, limits[0])  # nothing is said of when that one lets go
    labels = [said.split(" ")[0] for said in written(page, CHART) if said.startswith("0.0")]
    assert labels[-4:] == limits


def test_a_bar_under_the_pointer_tells_its_valley_and_both_borders(page):
    answer = open_chart(page)
    x, y = page.evaluate(
        """() => {
          const { left, top } = document.querySelector('#shares').getBoundingClientRect();
          const { xaxis, yaxis } = document.querySelector('#shares .view-plot')._fullLayout;
          return [left + xaxis._offset + 120, top + yaxis._offset + 14 * 3.5];
        }"""
    )
    page.mouse.move(x, y)
    told = page.locator(f"{CHART} .readout")
    expect(told).to_contain_text("(−3.78, −3.28)")
    expect(told).to_contain_text("rests up toη = 0.01494")
    valley = answer["minima"][2]
    expect(told).to_contain_text(f"leaves within 300 steps atη = {valley['leaves']:.{valley['digits']}g}")
