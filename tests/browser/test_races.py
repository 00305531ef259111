"""Several runs on one surface: list, switch, ghost, tab, link."""

import json

import httpx
import pytest
from answers import hold_back
from playwright.sync_api import Page, expect
from processes import LONGEST
from waiting import wait_for_state, wait_for_step, wait_until

START = "#surface=himmelblau&start=-1,1&optimizer=gradient_descent,learning_rate:0.01&steps=60&step=10"
FIVE = (
    "surface=himmelblau&start=-1,1"
    "&run1=gradient_descent,learning_rate:0.01"
    "&run2=momentum,learning_rate:0.002;schedule=cosine,length:60"
    "&run3=adam,learning_rate:0.2;gradient=noisy,scale:2;clip=5;seed=7"
    "&run5=rmsprop,learning_rate:0.05;changes=12:0.02;start=2,-3;hidden"
    "&run6=adagrad,learning_rate:0.5;start=-1,1;ghost"
    "&chosen=3&steps=60&step=21&loss=log&layers=field:on,fall_line:off"
    "&camera=1.1:-1.6:0.9,0:0:-0.1,0:0:1&theme=dark"
)

# run 1 leaves the numbers behind after a few steps; run 2 goes on
UNEVEN = (
    "#surface=himmelblau&start=-1,1&run1=gradient_descent,learning_rate:0.2"
    "&run2=gradient_descent,learning_rate:0.01&steps=60&step=30&tab=gradient"
)


def lines(page: Page):
    return page.locator("#runs > .run")


def wait_for_drawn(page: Page, runs: int) -> None:
    """Wait until the map has drawn so many runs."""
    wait_until(
        page,
        "(runs) => JSON.parse(document.querySelector('#terrain').dataset.drawn ?? '{}').runs?.split(' ').length"
        " === runs",
        runs,
    )


def rest(page: Page) -> None:
    page.goto(f"/{START}")
    wait_for_state(page, "paused")
    wait_for_step(page, 10)


def add(page: Page, runs: int) -> None:
    for count in range(1, runs + 1):
        page.get_by_role("button", name="Add a run").click()
        expect(lines(page)).to_have_count(count + 1)


def test_the_page_opens_with_one_run(page):
    page.goto("/")
    expect(lines(page)).to_have_count(1)


def test_a_further_run_starts_where_the_first_one_does_and_is_chosen(page):
    rest(page)
    add(page, 1)
    expect(lines(page).nth(1)).to_have_attribute("data-chosen", "true")
    wait_for_drawn(page, 2)


def test_a_hidden_run_is_not_drawn_but_keeps_stepping(page):
    rest(page)
    add(page, 1)
    wait_for_drawn(page, 2)
    lines(page).nth(0).locator(".run-swatch").click()
    wait_for_drawn(page, 1)
    page.locator("#steps").fill("80")
    page.locator("#steps").press("Enter")
    wait_for_state(page, "ended")
    page.locator("#tab-race").click()
    first = page.locator("#race-rows tr").nth(0)
    expect(first).to_have_attribute("data-steps", "80")
    lines(page).nth(0).locator(".run-swatch").click()
    wait_for_drawn(page, 2)


def test_choosing_another_run_explains_another_run(page):
    rest(page)
    add(page, 1)
    lines(page).nth(0).locator(".run-name").click()
    expect(page.locator("#optimizer")).to_have_value("gradient_descent")
    expect(page.locator("#rate-figure")).to_have_value("0.01")


def test_six_runs_are_compared_without_scrolling(page):
    rules = ("gradient_descent", "momentum", "nesterov", "adam", "rmsprop", "adagrad")
    runs = "&".join(f"run{place + 1}={rule},learning_rate:0.005" for place, rule in enumerate(rules))
    page.goto(f"/?lang=en#surface=himmelblau&start=-1,1&{runs}&steps=60&step=30&tab=race")
    expect(page.locator("#race-rows tr")).to_have_count(len(rules))
    wait_until(
        page,
        """() => document.querySelector('#race-rows > :last-child').getBoundingClientRect().bottom
          <= document.querySelector('.race-scroll').getBoundingClientRect().bottom + 1""",
    )


def test_a_ghost_stays_while_its_run_changes(page):
    rest(page)
    page.get_by_role("button", name="Pin as a ghost").click()
    expect(lines(page)).to_have_count(2)
    page.locator("#rate-figure").fill("0.005")
    page.locator("#rate-figure").press("Enter")
    wait_for_state(page, "ended")
    page.locator("#tab-race").click()
    expect(page.locator("#race-difference")).to_contain_text("ghost")
    expect(lines(page).nth(1)).to_contain_text("0.01")
    expect(lines(page).nth(0)).to_contain_text("0.005")


def test_the_difference_to_the_ghost_is_told_in_the_runs_own_figures(page, server):
    rest(page)
    page.get_by_role("button", name="Pin as a ghost").click()
    page.locator("#rate-figure").fill("0.005")
    page.locator("#rate-figure").press("Enter")
    wait_for_state(page, "ended")
    page.locator("#tab-race").click()
    said = page.locator("#race-difference")
    race = {
        "surface": "himmelblau",
        "start": [-1, 1],
        "steps": 60,
        "runs": [
            {"optimizer": {"name": "gradient_descent", "learning_rate": rate}} for rate in (0.005, 0.01)
        ],
    }
    run, ghost = httpx.post(f"{server}/api/v1/races", json=race, timeout=LONGEST).json()["runs"]
    expect(said).to_have_attribute("data-loss", str(run["losses"][-1]))
    expect(said).to_have_attribute("data-ghost-loss", str(ghost["losses"][-1]))


def test_a_run_that_is_removed_is_gone_and_the_last_one_stays(page):
    rest(page)
    add(page, 1)
    lines(page).nth(1).locator(".run-remove").click()
    expect(lines(page)).to_have_count(1)
    expect(lines(page).nth(0).locator(".run-remove")).to_be_hidden()


def test_a_run_may_have_a_start_of_its_own(page):
    rest(page)
    add(page, 1)
    page.get_by_label("A start of its own").check()
    page.get_by_label("Start, x").fill("3")
    page.get_by_label("Start, x").press("Enter")
    wait_for_state(page, "ended")
    lines(page).nth(0).locator(".run-name").click()
    expect(page.get_by_label("Start, x")).to_have_value("−1")


def test_a_formula_of_another_number_of_weights_is_typed_whatever_starts_the_runs_have(page):
    page.goto("/#surface=himmelblau&run1=adam;start=1,2&run2=momentum;start=3,-4&run3=adamw&steps=40&step=5")
    wait_for_step(page, 5)
    page.get_by_role("button", name="Type your own").click()
    page.get_by_label("Formula", exact=True).fill("w^4 - w^2")
    expect(page.locator("#curve")).to_be_visible()
    wait_for_state(page, "ended")
    expect(page.locator("#start-problem")).to_be_hidden()
    page.get_by_label("Formula", exact=True).fill("x^2 + y^2")
    expect(page.locator("#terrain")).to_be_visible()
    wait_for_state(page, "ended")
    wait_for_drawn(page, 3)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_link_alone_restores_a_race_of_five(page, language):
    page.goto(f"/?lang={language}#{FIVE}")
    wait_for_state(page, "paused")
    wait_for_step(page, 21)
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans" if language == "zh" else "en")
    expect(lines(page)).to_have_count(5)
    assert [line.get_attribute("data-hidden") for line in lines(page).all()] == ["false"] * 3 + [
        "true",
        "false",
    ]
    assert [line.get_attribute("data-ghost") for line in lines(page).all()] == ["false"] * 4 + ["true"]
    expect(page.locator("#optimizer")).to_have_value("adam")
    expect(page.locator("#gradient")).to_have_value("noisy")
    wait_until(page, "() => document.querySelector('#relief').dataset.ready === 'true'")
    page.keyboard.press("ArrowRight")
    wait_for_step(page, 22)
    page.keyboard.press("ArrowLeft")
    wait_until(page, "(link) => location.hash.slice(1) === link", FIVE.removesuffix("&theme=dark"))
    page.reload()
    wait_for_step(page, 21)
    expect(lines(page)).to_have_count(5)


def test_a_stale_link_keeps_what_it_can_and_names_the_rest(page):
    page.goto(
        "/#surface=himmelblau&start=-1,1&run1=adam,learning_rate:0.2;schedule=saw,length:3"
        "&run2=gone,learning_rate:1&run3=momentum;colour=red;smell;red&steps=40&step=5&layers=smell:on"
    )
    wait_for_step(page, 5)
    notice = page.locator("[data-notice=link]")
    for part in ("run1 schedule", "run2", "run3", "layers"):
        expect(notice).to_contain_text(part)
    assert notice.inner_text().count("run3") == 1, "once, however much of it is unknown"
    expect(lines(page)).to_have_count(2)


def test_a_run_that_has_ended_is_explained_at_its_last_point(open_page, server):
    run = {
        "surface": "himmelblau",
        "start": [-1, 1],
        "steps": 60,
        "optimizer": {"name": "gradient_descent", "learning_rate": 0.2},
    }
    last = httpx.post(f"{server}/api/v1/descents", json=run, timeout=LONGEST).json()
    ended = len(last["points"]) - 1
    assert 1 < ended < 30
    page = open_page(reduced_motion="reduce")
    with page.expect_request("**/inspect") as inspected:
        page.goto(f"/{UNEVEN}")
    wait_for_step(page, 30)
    assert inspected.value.post_data_json["point"] == last["points"][-1]
    expect(page.locator("#slices-says")).not_to_be_empty()
    loss = page.locator("[data-figure=loss]").inner_text()
    expect(page.locator("#narration")).to_contain_text(f"Step 30 of 60, loss {loss}.")

    page.keyboard.press("End")
    wait_for_step(page, 60)
    wait_for_state(page, "ended")

    # its last step is told once more, as that of any run that has ended
    page.get_by_role("button", name="Slow motion").click()
    expect(page.locator("#motion-at")).to_have_text("1 of 3")
    wait_for_step(page, ended - 1)


@pytest.mark.allow_page_errors("status of 422")
def test_what_a_run_is_refused_for_is_said_in_its_settings_or_with_its_name(page):
    faults = [
        {"field": f"runs.{place}.{field}", "code": "invalid", "message": {"en": said, "zh": said}}
        for place, field, said in [
            (0, "schedule.length", "is too short."),
            (0, "gradient.scale", "is too loud."),
            (1, "optimizer.beta1", "is too lazy."),
        ]
    ]
    problem = json.dumps({"status": 422, "detail": "", "detail_zh": "", "errors": faults})
    page.route(
        "**/races", lambda route: route.fulfill(status=422, content_type="application/json", body=problem)
    )
    page.goto("/#surface=himmelblau&run1=adam&run2=momentum&steps=40&step=5")
    expect(page.locator("#schedule-problem")).to_have_text("Is too short.")
    expect(page.locator("#gradient-problem")).to_have_text("Is too loud.")
    expect(page.locator("#optimizer-problem")).to_be_hidden()
    expect(page.locator("[data-notice=refused]")).to_contain_text("Momentum: Is too lazy.")
    page.unroute("**/races")
    page.locator("#steps").fill("50")
    page.locator("#steps").press("Enter")
    wait_for_state(page, "ended")
    expect(page.locator("#schedule-problem")).to_be_hidden()


def test_one_run_too_many_is_told(page):
    rest(page)
    add(page, 7)
    expect(page.get_by_role("button", name="Pin as a ghost")).to_be_disabled()
    page.locator("#terrain").focus()
    page.keyboard.press("g")
    expect(page.locator("#notices")).to_contain_text("8 runs are the most")
    expect(lines(page)).to_have_count(8)


@pytest.mark.parametrize("chosen", [1, 2])
def test_a_run_whose_first_point_has_not_come_is_not_drawn_yet(page, chosen):
    first = {"run": 0, "first": 0, "points": [[-1, 1]], "losses": [130], "gradient_norms": [40]}
    cut = f"event: steps\ndata: {json.dumps(first)}\n\n"
    go_on = hold_back(page, "/races/stream")
    page.route(
        "**/races/stream",
        lambda route: route.fulfill(status=200, content_type="text/event-stream", body=cut),
        times=1,
    )
    page.goto(f"/{UNEVEN.replace('&step=30', '')}&chosen={chosen}")
    wait_for_drawn(page, 1)
    wait_until(page, "() => new Promise((done) => requestAnimationFrame(() => done(true)))")
    go_on()
    wait_for_state(page, "ended")
    wait_for_drawn(page, 2)
