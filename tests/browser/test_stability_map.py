"""The stability map: what becomes of the run over two of its settings, cell by cell, zoomed and loaded."""

import base64
import json
import re

import numpy as np
import pytest
from answers import hold_back
from playwright.sync_api import Page, Response, expect
from waiting import wait_for_state, wait_for_step, wait_until, wait_until_still
from written import keep_what_is_written, wait_until_written

pytestmark = pytest.mark.flat

QUADRATIC = "surface=quadratic&start=4,1&steps=60&step=0&tab=rate&tool=map"
MOMENTUM = f"{QUADRATIC}&optimizer=momentum,learning_rate:0.05"
FOUR_VALLEYS = (
    "surface=himmelblau&start=-0.27,-0.92&steps=120&step=0&tab=rate&tool=map&optimizer=momentum,learning_rate:0.01"
    "&map=learning_rate:0.02:0.03,momentum:0.2:0.6"
)
FINE = "40000"
MOVED = "() => !/optimizer=momentum,learning_rate:0.05(,|&)/.test(location.hash)"


def open_map(page: Page, link: str = MOMENTUM) -> list[dict]:
    """Opens the map and waits until it is fine; returns the answers as they come."""
    answers: list[Response] = []
    page.on("response", lambda found: answers.append(found) if found.url.endswith("/stability-map") else None)
    page.goto(f"/?lang=en#{link}")
    wait_for_step(page, 0)
    wait_until_fine(page)
    return answers


def wait_until_fine(page: Page) -> None:
    view = page.locator("#outcome-map")
    expect(view).to_have_attribute("data-cells", FINE)
    expect(view).to_have_attribute("data-stale", "false")
    expect(view).to_have_attribute("data-ready", "true")


def numbers(array: dict) -> np.ndarray:
    flat = np.frombuffer(base64.b64decode(array["bdata"]), array["dtype"])
    return flat.reshape([int(side) for side in array["shape"].split(",")])


def frame(page: Page) -> dict[str, float]:
    """The part of the window that the cells fill, in pixels."""
    return page.evaluate(
        """() => {
          const { x, y } = document.querySelector('#outcome-map').getBoundingClientRect();
          const { width, height, x: left, y: top } = document.querySelector('#outcome-map .nsewdrag').getBBox();
          return { left: x + left, top: y + top, width, height };
        }"""
    )


def place(page: Page, across: float, up: float) -> tuple[float, float]:
    box = frame(page)
    return box["left"] + across * box["width"], box["top"] + (1 - up) * box["height"]


def knobs(page: Page) -> dict[str, float]:
    """The optimizer's settings as the link has them."""
    said = re.search(r"optimizer=\w+,([^&]*)", page.url)
    assert said
    return {name: float(value) for name, value in (pair.split(":") for pair in said[1].split(","))}


def zoomed(page: Page) -> list[list[str]]:
    said = re.search(r"&map=([^&]*)", page.url)
    return [part.split(":") for part in said[1].split(",")] if said else []


def test_it_is_asked_coarsely_and_then_finely(page):
    answers = open_map(page)
    assert [len(one.json()["x"]["values"]) for one in answers] == [40, 200]


def test_the_legend_tells_the_shares_of_the_cells(page):
    answer = open_map(page)[-1].json()
    statuses = numbers(answer["statuses"])
    told = page.locator("#map-legend > li:not(.map-shades)").all_inner_texts()
    shares = [float(re.search(r"([\d.]+)\s%", line)[1]) for line in told]
    seen, counts = np.unique(statuses, return_counts=True)
    assert sum(shares) == pytest.approx(100, abs=0.5)
    assert len(told) >= len(seen)
    assert shares[0] == pytest.approx(100 * counts.max() / statuses.size, rel=0.01)


def test_the_sentence_is_the_servers(page):
    answer = open_map(page)[-1].json()
    expect(page.locator("#map-says")).to_have_text(answer["sentence"]["en"])


def test_the_declared_limit_is_drawn_where_the_server_puts_it(page):
    answer = open_map(page)[-1].json()
    drawn = page.evaluate(
        "() => document.querySelector('#outcome-map .view-plot').data.map(({ x, y }) => [[...x], [...y]])[0]"
    )
    assert drawn[0] == pytest.approx(np.log10(answer["limit"]))
    assert drawn[1] == answer["y"]["values"]


def test_a_cell_under_the_pointer_tells_its_settings_and_its_end(page):
    answer = open_map(page)[-1].json()
    page.mouse.move(*place(page, 0.999, 0.001))
    expect(page.locator("#map-cell-knobs")).to_contain_text("β = 0")
    expect(page.locator("#map-cell-outcome")).to_have_text(
        f"diverged at step {numbers(answer['steps'])[0, -1]}"
    )
    page.mouse.move(0, 0)
    expect(page.locator("#map-cell-outcome")).to_be_empty()


def test_a_click_loads_that_very_run_and_one_undo_takes_both_settings_back(page):
    answer = open_map(page)[-1].json()
    before = knobs(page)
    page.mouse.click(*place(page, 0.62, 0.3))
    wait_until(page, "old => !location.hash.includes(old)", f"learning_rate:{before['learning_rate']}")
    now = knobs(page)
    column = answer["x"]["values"].index(now["learning_rate"])
    row = answer["y"]["values"].index(now["momentum"])
    wait_for_state(page, "ended")
    status = answer["names"][numbers(answer["statuses"])[row, column]]
    expect(page.locator("#outcome")).to_have_attribute("data-status", status)
    page.locator("#undo").click()
    wait_until(page, "old => location.hash.includes(old)", f"learning_rate:{before['learning_rate']}")
    assert knobs(page) == before


def test_arrow_keys_walk_and_say_and_enter_loads(page):
    answer = open_map(page)[-1].json()
    page.locator("#outcome-map").focus()
    page.keyboard.press("ArrowRight")
    live = page.locator("#map-live")
    expect(live).to_contain_text("β = 0.9")
    first = live.inner_text()
    page.keyboard.press("Shift+ArrowUp")
    expect(live).not_to_have_text(first)
    assert page.locator("main").get_attribute("data-step") == "0", "the arrows belong to the map"
    page.keyboard.press("Enter")
    wait_until(page, MOVED)
    assert knobs(page)["learning_rate"] in answer["x"]["values"]
    assert knobs(page).get("momentum", 0.9) in answer["y"]["values"]


def test_a_zoom_is_computed_anew_and_is_in_the_link(page):
    answers = open_map(page)
    page.mouse.move(*place(page, 0.6, 0.5))
    page.mouse.wheel(0, -700)
    wait_until(page, "() => location.hash.includes('&map=')")
    wait_until_fine(page)
    (x, low, high), (y, bottom, top) = zoomed(page)
    assert (x, y) == ("learning_rate", "momentum")
    asked = answers[-1].request.post_data_json
    assert [asked["x"]["lowest"], asked["x"]["highest"]] == [float(low), float(high)]
    assert [asked["y"]["lowest"], asked["y"]["highest"]] == [float(bottom), float(top)]
    link = page.url
    page.reload()
    wait_until_fine(page)
    assert page.url == link
    page.get_by_role("button", name="whole map").last.click()
    wait_until(page, "() => !location.hash.includes('&map=')")


def test_keys_zoom_too_about_the_crosshair_and_nought_shows_the_whole(page):
    whole = open_map(page)[-1].json()["y"]["values"]
    page.locator("#outcome-map").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#map-live")).to_contain_text("β = 0.9")
    page.keyboard.press("+")
    wait_until(page, "() => location.hash.includes('&map=')")
    bottom, top = map(float, zoomed(page)[1][1:])
    cross = min(whole, key=lambda value: abs(value - 0.9))
    height = whole[-1] - whole[0]
    assert top - bottom < 0.9 * height
    assert (cross - bottom) / (top - bottom) == pytest.approx((cross - whole[0]) / height, abs=0.02)
    page.keyboard.press("0")
    wait_until(page, "() => !location.hash.includes('&map=')")


@pytest.mark.parametrize(
    "said",
    [
        "learning_rate",
        "momentum,momentum",
        "learning_rate:1:0.5,momentum:0:1",
        "learning_rate:0:1,momentum",
        "a:b:c,d:e:f",
    ],
)
def test_a_link_that_cannot_be_read_is_told(page, said):
    page.goto(f"/?lang=en#{MOMENTUM}&map={said}")
    expect(page.locator("#notices")).to_contain_text("map")


def test_the_start_drags_a_coarse_map_along(page):
    answers = open_map(page)
    before = len(answers)
    wait_until_still(page)
    start = page.get_by_role("slider", name=re.compile("Start")).first
    box = start.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] - 40, box["y"] + 30, steps=3)
    expect(page.locator("#outcome-map")).to_have_attribute("data-cells", "1600")
    wait_until(page, "() => document.querySelector('#outcome-map').dataset.stale === 'false'")
    assert {len(one.json()["x"]["values"]) for one in answers[before:]} == {40}, (
        "nothing fine while it is held"
    )
    page.mouse.up()
    wait_until_fine(page)


def test_a_box_zooms_into_what_it_holds(page):
    open_map(page)
    page.mouse.move(*place(page, 0.5, 0.25))
    page.mouse.down()
    page.mouse.move(*place(page, 0.6, 0.4), steps=4)
    page.mouse.move(*place(page, 0.75, 0.75), steps=4)
    page.mouse.up()
    wait_until(page, "() => location.hash.includes('&map=')")
    (_, low, high), (_, bottom, top) = zoomed(page)
    soft = [0.0, 0.99]
    assert float(bottom) == pytest.approx(soft[0] + 0.25 * (soft[1] - soft[0]), abs=0.01)
    assert float(top) == pytest.approx(soft[0] + 0.75 * (soft[1] - soft[0]), abs=0.01)
    assert 0 < float(low) < float(high)
    assert knobs(page)["learning_rate"] == 0.05, "a box is no click"


def test_any_two_settings_can_be_turned(page):
    answers = open_map(page)
    options = page.locator("#map-pair option").all_inner_texts()
    assert len(options) == 3
    page.locator("#map-pair").select_option(options[-1])
    wait_until(page, "() => location.hash.includes('&map=')")
    wait_until_fine(page)
    asked = answers[-1].request.post_data_json
    assert {asked["x"]["knob"], asked["y"]["knob"]} == {"momentum", "dampening"}
    assert zoomed(page) == [["momentum"], ["dampening"]]


def test_another_optimizer_forgets_what_was_zoomed_into(page):
    open_map(page, f"{MOMENTUM}&map=learning_rate:0.01:0.1,momentum:0.2:0.6")
    page.locator("#optimizer").select_option("nesterov")
    wait_until(page, "() => !/map=[^&]*:/.test(location.hash)")


def test_an_optimizer_with_one_setting_says_so(page):
    page.goto(f"/?lang=en#{QUADRATIC}&optimizer=gradient_descent,learning_rate:0.05")
    expect(page.locator("#map-none")).to_contain_text("one setting only")
    expect(page.locator(".stage")).to_have_attribute("data-tall", "false")
    expect(page.locator("#map-figure")).to_be_hidden()
    page.locator("#map-take").click()
    expect(page.locator("#map-none")).to_be_hidden()
    expect(page.locator(".stage")).to_have_attribute("data-tall", "true")
    wait_until_fine(page)


def test_the_minimum_that_was_reached_has_a_line_of_its_own(page):
    answer = open_map(page, FOUR_VALLEYS)[-1].json()
    reached = {index for index in numbers(answer["places"]).ravel().tolist() if index >= 0}
    lines = page.locator("#map-legend > li", has_text="converged").all_inner_texts()
    assert len(reached) > 1
    assert len(lines) == min(4, len(reached))


@pytest.mark.allow_page_errors("status of 422 .*/stability-map")
def test_a_refusal_is_said(page):
    page.route(
        "**/stability-map",
        lambda route: route.fulfill(
            status=422,
            content_type="application/problem+json",
            body=json.dumps(
                {
                    "status": 422,
                    "detail": "",
                    "detail_zh": "",
                    "errors": [
                        {"field": "steps", "code": "too_large", "message": {"en": "too many steps", "zh": ""}}
                    ],
                }
            ),
        ),
    )
    page.goto(f"/?lang=en#{MOMENTUM}")
    expect(page.locator("#map-problem")).to_have_text("Too many steps")


def test_on_a_phone_it_stands_in_one_column(open_page):
    page = open_page(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    open_map(page)
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    page.locator("#outcome-map").scroll_into_view_if_needed()
    box = page.locator("#outcome-map").bounding_box()
    page.touchscreen.tap(box["x"] + box["width"] * 0.6, box["y"] + box["height"] * 0.6)
    wait_until(page, MOVED)


def test_what_was_said_of_the_run_before_fades_and_no_cell_of_it_is_told(page):
    open_map(page)
    page.locator("#outcome-map").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#map-cell-outcome")).not_to_be_empty()
    let_go = hold_back(page, "/stability-map")
    page.locator("#start-0").fill("2")
    page.keyboard.press("Enter")
    for element in (page.locator("#map-says"), page.locator("#map-legend")):
        expect(element).to_have_css("opacity", "0.4")
    expect(page.locator("#outcome-map .scatterlayer")).to_have_css("opacity", "0.5")
    expect(page.locator("#map-cell-outcome")).to_be_empty()
    page.locator("#outcome-map").focus()
    page.keyboard.press("ArrowRight")
    wait_until(
        page,
        "() => document.querySelector('#map-live').innerText === document.querySelector('#map-cell-knobs').innerText",
    )
    let_go()
    wait_until_fine(page)
    expect(page.locator("#map-says")).to_have_attribute("data-old", "false")
    expect(page.locator("#map-cell-outcome")).not_to_be_empty()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_names_of_two_settings_stand_whole_in_their_list(page, language):
    page.goto(f"/?lang={language}#{QUADRATIC}&optimizer=adam,learning_rate:0.05")
    wait_until_fine(page)
    pair = page.locator("#map-pair")
    count = pair.locator("option").count()
    assert count > 1
    for option in range(count):
        pair.select_option(index=option)
        room = pair.evaluate(
            """select => {
              const { top } = select.parentElement.getBoundingClientRect();
              return [select.clientHeight - select.scrollHeight, select.clientWidth - select.scrollWidth,
                      select.getBoundingClientRect().top - top];
            }"""
        )
        assert min(room) >= 0, "nothing is cut"


def test_the_zones_have_their_names_and_the_limit_its_own(page):
    keep_what_is_written(page)
    open_map(page, f"{MOMENTUM}&map=learning_rate:0.002:1,momentum:0:0.95")
    for name in ("creep", "monotone", "unstable", "stability limit"):
        wait_until_written(page, "#outcome-map", name)
    page.goto("about:blank")
    open_map(page, f"{MOMENTUM}&map=learning_rate:0.06:0.11,momentum:0:0.3")
    wait_until_written(page, "#outcome-map", "overshoot")
