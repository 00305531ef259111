"""The painted slider: every rate's outcome on the track, from the server's sweep of this very run."""

import re

import pytest
from answers import hold_back
from playwright.sync_api import Page, Request, expect
from waiting import wait_for_event, wait_for_state, wait_until, wait_until_still

pytestmark = pytest.mark.flat

LINK = (
    "/?lang=en#surface=himmelblau&start=-1,1&optimizer=gradient_descent,learning_rate:0.01&steps=100&step=0"
)
PATH = "/learning-rates/sweep"
FINE, COARSE = 400, 80


@pytest.fixture
def page(open_page):
    """A page on which runs stand there at once: that they play is no concern of these tests."""
    return open_page(reduced_motion="reduce")


def sweeps(page: Page) -> list[Request]:
    """The questions for a sweep, as they come."""
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request) if request.url.endswith(PATH) else None)
    return asked


def painted(page: Page, link: str = LINK) -> list[Request]:
    asked = sweeps(page)
    page.goto(link)
    wait_for_state(page, "paused")
    wait_until_still(page)
    expect(page.locator("#rate-paint")).to_have_attribute("data-old", "false")
    return asked


def answer(asked: list[Request]) -> dict:
    return asked[-1].response().json()


def place_of(page: Page, rate: float) -> tuple[float, float]:
    """Where a rate is on the track, in pixels of the window."""
    return tuple(
        page.evaluate(
            """rate => {
              const box = document.querySelector("#rate-slider").getBoundingClientRect();
              const [low, high] = JSON.parse(document.querySelector("#rate-paint").dataset.range);
              const at = Math.log(rate / low) / Math.log(high / low);
              return [box.left + 10 + at * (box.width - 20), box.top + box.height / 2];
            }""",
            rate,
        )
    )


def colour_at(page: Page, rate: float, *, down: int = 8) -> str:
    """The colour of the paint at a rate, `down` pixels below the top of the canvas."""
    return page.evaluate(
        """([x, down]) => {
          const canvas = document.querySelector("#rate-paint");
          const box = canvas.getBoundingClientRect();
          const ratio = canvas.width / box.width;
          const [across, below] = [(x - box.left) * ratio, down * ratio].map(Math.round);
          const pixel = canvas.getContext("2d").getImageData(across, below, 1, 1);
          return [...pixel.data].join();
        }""",
        [place_of(page, rate)[0], down],
    )


def token(page: Page, name: str) -> str:
    """A colour of the page as its pixels have it."""
    return page.evaluate(
        """name => {
          const value = getComputedStyle(document.documentElement).getPropertyValue(name).trim();
          const number = parseInt(value.slice(1), 16);
          return [number >> 16, (number >> 8) & 255, number & 255, 255].join();
        }""",
        name,
    )


def test_the_track_shows_what_the_server_found_for_every_rate(page):
    asked = painted(page)
    told = answer(asked)
    assert asked[-1].post_data_json["count"] == FINE == len(told["rates"])
    assert set(page.locator("#rate-paint").get_attribute("data-painted").split()) == set(told["statuses"])
    diverged = [
        rate for rate, status in zip(told["rates"], told["statuses"], strict=True) if status == "diverged"
    ]
    running = told["rates"][40]
    assert told["statuses"][40] == "running"
    assert colour_at(page, diverged[len(diverged) // 2], down=7) == token(page, "--rate-diverged")
    assert colour_at(page, running, down=12) == token(page, "--rate-running")
    assert colour_at(page, running, down=7) == "0,0,0,0", "what is on its way is a thin line, in any colour"


def test_another_minimum_begins_at_a_notch(page):
    asked = painted(page, LINK.replace("start=-1,1", "start=0,-4.5"))
    told = answer(asked)
    reached = [place for place in told["places"] if place is not None]
    assert len(set(reached)) > 1, "the start was chosen so that the rate decides"
    wait_until(page, "() => Number(document.querySelector('#rate-paint').dataset.notches) > 0")


def test_a_click_on_the_paint_takes_the_rate_there(page):
    told = answer(painted(page))
    rate = told["rates"][told["statuses"].index("diverged") + 20]
    page.mouse.click(*place_of(page, rate))
    wait_for_state(page, "ended")
    taken = float(page.locator("#rate-figure").input_value())
    assert taken == pytest.approx(rate, rel=0.03), "within a pixel of the track"
    expect(page.locator("#outcome-sentence")).to_contain_text("Diverged")


def test_a_drag_of_the_start_is_followed_coarsely_and_then_finely(page):
    asked = painted(page)
    box = page.locator("#terrain .view-handle").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    with page.expect_response(f"**{PATH}"):
        page.mouse.move(x + 60, y - 40, steps=6)
    page.mouse.up()
    wait_until(page, "() => document.querySelector('main').dataset.held === 'false'")
    expect(page.locator("#rate-paint")).to_have_attribute("data-old", "false")
    with page.expect_request(f"**{PATH}"):
        page.locator("#die").click()
    counts = [request.post_data_json["count"] for request in asked]
    assert counts[0] == FINE
    assert COARSE in counts
    assert counts[-1] == FINE


def test_another_rate_asks_nothing_again(page):
    asked = painted(page)
    before = len(asked)
    page.locator("#rate-slider").focus()
    page.keyboard.press("ArrowRight")
    wait_for_state(page, "ended")
    page.get_by_role("button", name="right", exact=True).click()
    wait_for_state(page, "ended")
    assert len(asked) == before


def test_the_paint_of_the_run_before_stays_faded_until_the_new_one_is_there(page):
    painted(page)
    let_go = hold_back(page, PATH)
    page.locator("#start-0").fill("2")
    page.keyboard.press("Enter")
    expect(page.locator("#rate-paint")).to_have_attribute("data-old", "true")
    expect(page.locator("#rate-sweep")).to_have_text("")
    let_go()
    expect(page.locator("#rate-paint")).to_have_attribute("data-old", "false")


def test_what_is_painted_is_told_in_words(page):
    told = answer(painted(page))
    slider = page.locator("#rate-slider")
    assert slider.get_attribute("aria-describedby") == "rate-sweep"
    expect(page.locator("#rate-sweep")).to_have_text(told["sentence"]["en"])
    slider.focus()
    page.keyboard.press("End")
    wait_until(
        page,
        "() => document.querySelector('#rate-slider').getAttribute('aria-valuetext').includes('diverges')",
    )
    page.keyboard.press("Home")
    wait_until(
        page,
        "() => document.querySelector('#rate-slider').getAttribute('aria-valuetext').includes('on its way')",
    )


def test_the_minimum_of_a_rate_that_was_not_tried_is_told_beside_those_of_the_others(page):
    def elsewhere(route):
        told = route.fetch().json()
        minima = [one | {"at": [9.0, 9.0]} for one in told["minima"]]
        route.fulfill(json=told | {"minima": minima})

    page.route(f"**{PATH}", elsewhere)
    painted(page)
    expect(page.locator("#rate-sweep")).to_contain_text(
        "own η, 0.01, is none of them: it converges at (−2.81, 3.13)"
    )
    page.locator("#tab-rate").click()
    expect(page.locator("#needed-sweep")).to_have_text(page.locator("#rate-sweep").text_content() or "-")
    page.unroute(f"**{PATH}")
    page.locator("#start-0").fill("-1.1")
    page.keyboard.press("Enter")
    expect(page.locator("#rate-sweep")).not_to_have_text("")
    expect(page.locator("#rate-sweep")).not_to_contain_text("none of them")


@pytest.mark.allow_page_errors("status of 422")
def test_nothing_is_asked_about_a_run_that_is_refused(page):
    asked = painted(page)
    before = len(asked)
    problem = (
        '{"status": 422, "detail": "", "detail_zh": "", "errors": [{"field": "start", "code": "x", '
        '"message": {"en": "no value there", "zh": "没有值"}}]}'
    )
    page.route("**/api/v1/descents", lambda route: route.fulfill(status=422, body=problem))
    page.locator("#start-0").fill("2")
    page.keyboard.press("Enter")
    expect(page.locator("#start-problem")).to_contain_text("No value there")
    wait_for_state(page, "paused")
    page.unroute("**/api/v1/descents")
    with page.expect_request(f"**{PATH}"):
        page.locator("#start-0").fill("2.5")
        page.keyboard.press("Enter")
    assert [request.post_data_json["start"][0] for request in asked[before:]] == [2.5]


def test_a_run_of_more_steps_is_judged_by_all_of_them_up_to_2000(page):
    asked = painted(page, LINK.replace("learning_rate:0.01&steps=100", "learning_rate:0.0005&steps=1500"))
    assert asked[-1].post_data_json["steps"] == 1500
    expect(page.locator("#rate-slider")).to_have_attribute("aria-valuetext", re.compile("converges in"))
    page.locator("#steps").fill("3000")
    with page.expect_response(f"**{PATH}") as answered:
        page.keyboard.press("Enter")
    assert answered.value.request.post_data_json["steps"] == 2000
    slider = page.locator("#rate-slider")
    slider.focus()
    page.keyboard.press("Home")
    wait_until(
        page,
        "() => document.querySelector('#rate-slider').getAttribute('aria-valuetext')"
        ".includes('on its way after 2000 steps')",
    )


def test_a_held_slider_keeps_what_is_known_from_more_steps(page):
    asked = painted(page, LINK.replace("steps=100", "steps=1500"))
    before = len(asked)
    page.mouse.move(*place_of(page, 0.002))
    page.mouse.down()
    page.mouse.move(*place_of(page, 0.004), steps=3)
    expect(page.locator("main")).to_have_attribute("data-held", "true")
    expect(page.locator("#rate-paint")).to_have_attribute("data-old", "false")
    page.mouse.up()
    wait_for_state(page, "ended")
    assert len(asked) == before


def test_a_held_start_asks_with_fewer_steps(page):
    asked = painted(page, LINK.replace("steps=100", "steps=1500"))
    box = page.locator("#terrain .view-handle").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    with page.expect_response(f"**{PATH}") as answered:
        page.mouse.move(x + 60, y - 40, steps=6)
    assert answered.value.request.post_data_json["steps"] == 200
    expect(page.locator("#rate-paint")).to_have_attribute("data-old", "false")
    page.mouse.up()
    wait_until(page, "() => document.querySelector('main').dataset.held === 'false'")
    wait_for_event(page, "request", lambda: asked[-1].post_data_json["steps"] == 1500)
    expect(page.locator("#rate-paint")).to_have_attribute("data-old", "false")
    assert asked[-1].post_data_json["steps"] == 1500


@pytest.mark.allow_page_errors("status of 422")
def test_a_refused_sweep_leaves_the_plain_track_and_says_why(page):
    painted(page)
    problem = (
        '{"status": 422, "detail": "", "detail_zh": "", "errors": [{"field": "steps", "code": "x", '
        '"message": {"en": "too many steps for this", "zh": "太多"}}]}'
    )
    page.route(f"**{PATH}", lambda route: route.fulfill(status=422, body=problem))
    page.locator("#start-0").fill("2")
    page.keyboard.press("Enter")
    expect(page.locator("#rate-sweep")).to_have_text("Too many steps for this")
    expect(page.locator("#rate-sweep")).to_be_in_viewport()
    expect(page.locator("#rate-paint")).to_be_hidden()
    page.unroute(f"**{PATH}")
    page.locator("#start-0").fill("2.5")
    page.keyboard.press("Enter")
    expect(page.locator("#rate-paint")).to_be_visible()
    expect(page.locator("#rate-paint")).to_have_attribute("data-old", "false")


def test_the_limit_named_is_that_of_the_minimum_that_the_run_would_come_to(page):
    painted(page, LINK.replace("start=-1,1", "start=-0.29,-1.86"))
    page.locator("#rate-figure").fill("1")
    page.keyboard.press("Enter")
    wait_for_state(page, "ended")
    expect(page.locator("#outcome-sentence")).to_contain_text("Diverged")
    expect(page.locator("#rate-note")).to_contain_text("(−3.78, −3.28)")


def test_the_limit_named_is_that_of_the_minimum_that_the_run_has_come_to(page):
    asked = painted(page, LINK.replace("start=-1,1", "start=0,-4.5"))
    told = answer(asked)
    other = next(
        index
        for index, place in enumerate(told["places"])
        if place is not None and place != told["places"][0] and told["statuses"][index] == "converged"
    )
    page.locator("#rate-figure").fill(str(told["rates"][other]))
    page.keyboard.press("Enter")
    wait_for_state(page, "ended")
    x, y = told["minima"][told["places"][other]]["at"]
    expect(page.locator("#rate-note")).to_contain_text(f"{x:.3g}".replace("-", "−"))
    expect(page.locator("#rate-note")).to_contain_text(f"{y:.3g}".replace("-", "−"))
