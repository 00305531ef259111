"""The range test: three pictures of the server's figures, its words, and what one press does with what it found."""

import json

import pytest
from answers import hold_back
from playwright.sync_api import Page, Request, expect
from waiting import wait_for_state, wait_until, wait_until_drawn
from written import is_written, keep_what_is_written, wait_until_written

pytestmark = pytest.mark.flat

PATH = "/learning-rates/range-test"
RULE = "optimizer=gradient_descent,learning_rate:0.01"
LINK = f"/?lang=en#surface=himmelblau&start=-1,1&{RULE}&steps=100&step=0&tab=rate&tool=range"
CURVE = LINK.replace("himmelblau&start=-1,1", "parabola&start=2")
CHARTS = ("test-rates", "test-losses", "test-curve")


@pytest.fixture
def page(open_page):
    """A page on which runs stand there at once: that they play is no concern of these tests."""
    return open_page(reduced_motion="reduce")


def opened(page: Page, link: str = LINK) -> dict:
    """Opens the tool and returns what the server said to its last question."""
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request) if request.url.endswith(PATH) else None)
    page.goto(link)
    wait_for_state(page, "paused")
    settled(page)
    return asked[-1].response().json()


def settled(page: Page) -> None:
    wait_until(
        page,
        "() => document.querySelector('#test-says').textContent"
        " && document.querySelector('#test-charts').dataset.old === 'false'",
    )


def changed(page: Page, field: str, value: str) -> tuple[dict, dict]:
    """Sets a field and returns what was asked and answered."""
    page.locator(f"#test-{field}").fill(value)
    with page.expect_response(f"**{PATH}") as answered:
        page.keyboard.press("Enter")
    return answered.value.request.post_data_json, answered.value.json()


def test_three_pictures_show_the_servers_figures(page):
    told = opened(page)
    wait_until_drawn(page, *(f"#{chart}" for chart in CHARTS))
    # as text: what JavaScript writes without a point is an integer to Python
    drawn = {
        chart: json.loads(
            page.evaluate(
                """chart => JSON.stringify(document.querySelector(`#${chart} .view-plot`).data
                 .map(({ x, y }) => ({ x: [...x], y: [...y] })))""",
                chart,
            ),
            parse_int=float,
        )
        for chart in CHARTS
    }
    steps = list(range(1, len(told["rates"]) + 1))
    assert drawn["test-rates"] == [{"x": steps, "y": told["rates"]}]
    assert drawn["test-losses"] == [{"x": steps, "y": told["losses"]}, {"x": steps, "y": told["smoothed"]}]
    assert drawn["test-curve"] == [
        {"x": told["rates"], "y": told["losses"]},
        {"x": told["rates"], "y": told["smoothed"]},
    ]
    expect(page.locator("#test-says")).to_have_text(told["sentence"]["en"])


def test_what_the_marks_say_opens_in_words(page):
    told = opened(page)
    page.get_by_role("button", name="What the marks say").click()
    said = page.locator("#test-list li").all_inner_texts()
    assert said[: len(told["sentences"])] == [sentence["en"] for sentence in told["sentences"]]
    page.keyboard.press("Escape")
    expect(page.locator("#test-sentences")).to_be_hidden()


def test_the_suggestion_is_used_with_one_press(page):
    told = opened(page)
    page.get_by_role("button", name="Use the suggestion").click()
    wait_for_state(page, "ended")
    taken = float(page.locator("#rate-figure").input_value())
    assert taken == pytest.approx(told["suggestion"]["learning_rate"], rel=5e-3)


def test_the_bounds_become_a_triangular_schedule_that_one_undo_takes_back(page):
    told = opened(page)
    page.get_by_role("button", name="Cycle between the bounds").click()
    wait_for_state(page, "ended")
    expect(page.locator("#schedule")).to_have_value("triangular")
    wait_until(page, "() => location.hash.includes('schedule=triangular')")
    assert float(page.locator("#rate-figure").input_value()) == pytest.approx(told["bounds"]["highest"])
    page.locator("#undo").click()
    expect(page.locator("#schedule")).to_have_value("constant")
    expect(page.locator("#rate-figure")).to_have_value("0.01")


def test_the_test_itself_is_walked_as_a_run(page):
    told = opened(page)
    page.get_by_role("button", name="Walk the test as a run").click()
    wait_for_state(page, "ended")
    expect(page.locator("#schedule")).to_have_value(told["run"]["schedule"]["name"])
    assert float(page.locator("#rate-figure").input_value()) == told["run"]["learning_rate"]
    expect(page.locator("#outcome-sentence")).to_contain_text("Diverged")


@pytest.mark.parametrize(("view", "link"), [("terrain", LINK), ("curve", CURVE)])
def test_the_growing_steps_lie_over_the_surface_while_the_tool_is_open(page, view, link):
    opened(page, link)
    drawn = f"() => document.querySelector('#{view}').dataset.drawn?.includes('--ink,dot,circle,ghost')"
    wait_until(page, drawn)
    page.get_by_role("tab", name="Slice").click()
    wait_until(page, f"() => !({drawn})()")


def test_every_setting_is_asked_for_and_survives_a_reload(page):
    opened(page)
    asked, told = changed(page, "highest", "1")
    assert (asked["highest"], told["rates"][-1]) == (1, pytest.approx(1))
    assert changed(page, "lowest", "1e-4")[0]["lowest"] == 1e-4
    assert changed(page, "smoothing", "0.2")[0]["smoothing"] == 0.2
    assert changed(page, "factor", "2")[0]["blow_up"] == 2
    with page.expect_response(f"**{PATH}") as answered:
        page.get_by_text("linearly").click()
    assert answered.value.request.post_data_json["growth"] == "linear"
    wait_until(page, "() => location.hash.includes('growth:linear')")
    page.reload()
    settled(page)
    fields = [
        page.locator(f"#test-{name}").input_value() for name in ("lowest", "highest", "smoothing", "factor")
    ]
    assert fields == ["0.0001", "1", "0.2", "2"]
    assert page.locator("[name=test-growth][value=linear]").is_checked()


def test_a_ramp_that_would_go_down_is_refused_in_words(page):
    opened(page)
    page.locator("#test-lowest").fill("100")
    page.keyboard.press("Enter")
    expect(page.locator("#test-problem")).to_have_text("The first rate must be below the last.")


def test_no_suggestion_is_an_answer_too(page):
    told = opened(page, LINK.replace("&tab", "&tab").replace("start=-1,1", "start=3,2"))
    assert told["suggestion"] is None
    expect(page.locator("#test-says")).to_contain_text("No suggestion, because")
    expect(page.locator("#test-try")).to_be_hidden()


def test_what_was_found_for_the_run_before_fades_and_cannot_be_taken(page):
    opened(page)
    let_go = hold_back(page, PATH)
    page.locator("#start-0").fill("2")
    page.keyboard.press("Enter")
    taking = [page.locator(f"#test-{name}") for name in ("try", "cycle", "walk")]
    for element in (page.locator("#test-says"), page.locator("#test-list"), *taking):
        expect(element).to_have_attribute("data-old", "true")
    for one in taking:
        expect(one).to_have_attribute("aria-disabled", "true")
    let_go()
    settled(page)
    expect(page.locator("#test-says")).to_have_attribute("data-old", "false")
    expect(taking[0]).to_have_attribute("aria-disabled", "false")


@pytest.mark.allow_page_errors("status of 422")
def test_a_refusal_is_told_in_words(page):
    problem = (
        '{"status": 422, "detail": "", "detail_zh": "", "errors": [{"field": "highest", "code": "x", '
        '"message": {"en": "too steep for this", "zh": "太陡"}}]}'
    )
    opened(page)
    page.route(f"**{PATH}", lambda route: route.fulfill(status=422, body=problem))
    page.locator("#test-highest").fill("1000")
    page.keyboard.press("Enter")
    expect(page.locator("#test-says")).to_have_text("Too steep for this")
    expect(page.locator("#test-try")).to_be_hidden()


def test_a_part_of_the_link_that_makes_no_sense_is_named(page):
    page.goto(LINK + "&test=lowest:10,highest:1")
    expect(page.locator("[data-notice=link]")).to_contain_text("test")


@pytest.mark.parametrize(
    ("rule", "limit"),
    [("momentum,learning_rate:0.01,momentum:0.9", "3.8/λ"), (RULE.partition("=")[2], "2/λ")],
)
def test_a_limit_is_called_what_the_optimizer_makes_it(page, rule, limit):
    keep_what_is_written(page)
    told = opened(page, LINK.replace(RULE, f"optimizer={rule}"))
    assert told["limits"]["minimum"] is not None
    wait_until_written(page, "#test-curve", f"{limit} minimum")


def test_the_path_of_the_test_says_its_name_beside_the_start_only_when_it_has_left_it(page):
    keep_what_is_written(page)
    opened(page)
    wait_until_drawn(page, "#test-curve")
    assert not is_written(page, "#terrain", "range test")
    page.keyboard.press("ArrowRight")
    wait_until_written(page, "#terrain", "range test")


@pytest.mark.parametrize("wrong", ["0.5", "0", "-1"])
def test_a_factor_below_one_is_refused_in_words(page, wrong):
    opened(page)
    page.locator("#test-factor").fill(wrong)
    page.keyboard.press("Enter")
    expect(page.locator("#test-problem")).to_be_visible()
    expect(page.locator("#test-charts")).to_have_attribute("data-old", "false")
    assert "factor" not in page.url


def test_a_link_with_a_factor_below_one_is_named(page):
    page.goto(LINK + "&test=factor:0.5")
    expect(page.locator("[data-notice=link]")).to_contain_text("test")
