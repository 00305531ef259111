"""The map of starts: cells over the terrain, its legend, what a pointer and keys do there, what the link keeps."""

import base64
import json
import math
import re

import numpy as np
import pytest
from answers import hold_back
from playwright.sync_api import Page, Request, Route, expect
from waiting import go_to_end, wait_for_event, wait_until, wait_until_still

HERE = "surface=himmelblau&start=-0.27,-0.92&steps=300&step=0&tab=starts"
DEEP = "(−3.78, −3.28)"
STREAM = "**/api/v1/basins/stream"
TERRAIN = "#terrain"


def link(rate: float = 0.014, more: str = "") -> str:
    return f"/?lang=en#{HERE}&optimizer=gradient_descent,learning_rate:{rate}{more}"


def wait_for_map(page: Page, size: str = "128×128", view: str = TERRAIN) -> None:
    expect(page.locator(view)).to_have_attribute("data-basins", size)
    expect(page.locator(view)).to_have_attribute("data-basins-stale", "false")
    expect(page.locator("#basins-live")).not_to_be_empty()


def open_map(page: Page, rate: float = 0.014, more: str = "", size: str = "128×128") -> None:
    page.goto(link(rate, more))
    wait_until_still(page)
    wait_for_map(page, size)


def wait_for_answer(page: Page, answer: dict) -> None:
    """Waits until the map is that of this very answer."""
    expect(page.locator("#basins-live")).to_have_text(answer["sentence"]["en"])
    expect(page.locator("#basins-says")).to_have_attribute("data-old", "false")
    wait_for_map(page, "×".join(str(count) for count in answer["resolution"]))


def asked(page: Page, rate: float, **more) -> dict:
    """What the API says of the same starts."""
    body = {
        "surface": "himmelblau",
        "steps": 300,
        "optimizer": {"name": "gradient_descent", "learning_rate": rate},
        "resolution": [128, 128],
    }
    answer = page.request.post("/api/v1/basins", data=body | more)
    assert answer.ok
    return answer.json()


def numbers(array: dict) -> np.ndarray:
    flat = np.frombuffer(base64.b64decode(array["bdata"]), array["dtype"])
    return flat.reshape([int(side) for side in array["shape"].split(",")])


def spot(page: Page, x: float, y: float) -> tuple[float, float]:
    """Where a point of the terrain is on the screen."""
    found = page.evaluate(
        """([x, y]) => {
          const { left, top } = document.querySelector('#terrain').getBoundingClientRect();
          const { xaxis, yaxis } = document.querySelector('#terrain .view-plot')._fullLayout;
          return [left + xaxis._offset + xaxis.d2p(x), top + yaxis._offset + yaxis.d2p(y)];
        }""",
        [x, y],
    )
    return found[0], found[1]


def pixels(page: Page, xs: list[float], ys: list[float]) -> np.ndarray:
    """The colours of the map at a grid of points, shape (ny, nx, 4)."""
    return np.array(
        page.evaluate(
            """([xs, ys]) => {
              const { xaxis, yaxis } = document.querySelector('#terrain .view-plot')._fullLayout;
              const context = document.querySelector('#terrain .basin-cells').getContext('2d');
              const { data, width } = context.getImageData(0, 0, context.canvas.width, context.canvas.height);
              const pixel = (axis, value) => Math.floor(axis._offset + axis.d2p(value));
              return ys.map((y) => xs.map((x) => {
                const at = 4 * (pixel(yaxis, y) * width + pixel(xaxis, x));
                return [...data.slice(at, at + 4)];
              }));
            }""",
            [xs, ys],
        )
    )


def shares(page: Page) -> dict[str, str]:
    """The legend: what each row is called, and its share."""
    rows = page.locator("#basins-legend > tr")
    names = rows.locator("th").all_inner_texts()
    return dict(zip(names, rows.locator("td:last-child").all_inner_texts(), strict=True))


def percent(said: str) -> float:
    return float(said.removesuffix("\u00a0%"))


def set_rate(page: Page, rate: float) -> None:
    page.locator("#rate-figure").fill(str(rate))
    page.locator("#rate-figure").press("Enter")


def test_no_colour_stands_for_two_ends_and_fewer_steps_are_darker(page):
    open_map(page, 0.0155)
    answer = asked(page, 0.0155)
    statuses, places, steps = (numbers(answer[name]) for name in ("statuses", "places", "steps"))
    found = pixels(page, answer["x"], answer["y"])
    assert (found[..., 3] == 255).all()
    # the cells at the edges share their pixel with the frame
    inner = (slice(2, -2), slice(2, -2))
    labels: dict[tuple, set] = {}
    for colour, status, place in zip(
        found[inner].reshape(-1, 4), statuses[inner].ravel(), places[inner].ravel(), strict=True
    ):
        labels.setdefault(tuple(colour), set()).add((status, place))
    assert all(len(ends) == 1 for ends in labels.values())
    assert {end for ends in labels.values() for end in ends} == set(
        zip(statuses.ravel().tolist(), places.ravel().tolist(), strict=True)
    )
    first = (statuses == answer["names"].index("converged")) & (places == 0)
    light = found[..., :3].sum(axis=2)
    quick, slow = (light[first & (steps == count)] for count in (steps[first].min(), steps[first].max()))
    assert quick.max() < slow.min()


def test_the_legend_is_the_answers_and_the_list_of_minima(page):
    open_map(page)
    answer = asked(page, 0.014)
    told = shares(page)
    by_place = {
        share["place"]: share["share"] for share in answer["shares"] if share["status"] == "converged"
    }
    assert list(told) == ["(3, 2)", "(−2.81, 3.13)", DEEP, "(3.58, −1.85)"]
    for place, said in enumerate(told.values()):
        assert percent(said) == pytest.approx(100 * by_place[place], abs=0.05)
    limits = page.locator("#basins-legend > tr > td:nth-child(3)").all_inner_texts()
    assert [float(limit) for limit in limits] == [
        math.floor(minimum["limit"] * 1e5) / 1e5 for minimum in answer["minima"]
    ], "rounded down"
    expect(page.locator("#basins-says")).to_have_text(answer["remarks"]["en"])
    expect(page.locator("#basins-live")).to_have_text(answer["sentence"]["en"])


def test_a_valley_loses_its_rest_between_two_rates_and_keeps_its_balls(page):
    open_map(page, 0.014, "&basins=side:256", "256×256")
    assert percent(shares(page)[DEEP]) == pytest.approx(23.3, abs=0.1)
    set_rate(page, 0.0155)
    wait_for_answer(page, asked(page, 0.0155, resolution=[256, 256]))
    told = shares(page)
    assert percent(told[DEEP]) == 0
    assert percent(told[f"bouncing around {DEEP}"]) == pytest.approx(23.1, abs=0.1)
    row = page.locator("#basins-legend > tr", has_text=DEEP).first
    expect(row).to_have_attribute("data-over", "true")
    expect(row).to_contain_text("0.01494 < η")
    expect(page.locator("#basins-says")).to_contain_text(f"Nothing can rest at {DEEP} any more")


def test_runs_that_are_still_on_the_way_can_be_given_more_steps_until_there_are_no_more(page):
    page.goto(link(more="&basins=side:64,steps:20"))
    wait_for_map(page, "64×64")
    before = percent(shares(page)["still on the way"])
    assert before > 50
    more = page.locator("#basins-legend").get_by_role("button", name="make 80 steps")
    more.click()
    expect(page.locator("#basins-steps")).to_have_value("80")
    wait_for_map(page, "64×64")
    assert percent(shares(page)["still on the way"]) < before / 2
    expect(page.get_by_role("button", name="make 320 steps")).to_be_visible()
    expect(page.locator("#steps")).to_have_value("300")
    page.locator("#undo").click()
    expect(page.locator("#basins-steps")).to_have_value("20")


def test_a_click_drops_the_start_whose_run_is_that_of_the_cell(page):
    open_map(page)
    answer = asked(page, 0.014)
    column, row = 100, 30
    x, y = answer["x"][column], answer["y"][row]
    page.mouse.click(*spot(page, x + 0.02, y - 0.02))
    wait_until(page, "start => location.hash.includes(start)", f"start={x},{y}")
    go_to_end(page)
    place = numbers(answer["places"])[row, column]
    expect(page.locator("#outcome")).to_have_attribute("data-status", "converged")
    steps = numbers(answer["steps"])[row, column]
    page.mouse.move(*spot(page, x, y))
    expect(page.locator("#basins-cell")).to_contain_text(f"after {steps} steps")
    said = page.locator("#basins-legend > tr > th").nth(place).inner_text()
    expect(page.locator("#basins-cell")).to_contain_text(f"at rest at {said}")
    page.locator("#undo").click()
    wait_until(page, "() => location.hash.includes('start=-0.27,-0.92')")


def test_keys_walk_the_crosshair_and_enter_drops_the_start(page):
    open_map(page)
    answer = asked(page, 0.014)
    cross = page.get_by_role("application", name="Crosshair on the map of starts").first
    cross.focus()
    live = page.locator("#basins-cell-live")
    expect(live).to_contain_text("at rest")
    first = live.inner_text()
    page.keyboard.press("Shift+ArrowLeft")
    expect(live).not_to_have_text(first)
    page.keyboard.press("ArrowUp")
    assert page.locator("main").get_attribute("data-step") == "0", "the arrows belong to the crosshair"
    page.keyboard.press("Enter")
    x, y = np.array(answer["x"]), np.array(answer["y"])
    column, row = int(abs(x + 0.27).argmin()) - 10, int(abs(y + 0.92).argmin()) + 1
    wait_until(page, "start => location.hash.includes(start)", f"start={x[column]},{y[row]}")


def test_the_latest_question_wins_and_older_work_is_broken_off(page):
    open_map(page)
    let_go = hold_back(page, "/basins/stream")
    given_up: list[float] = []

    def note(one: Request) -> None:
        if one.url.endswith("/basins/stream"):
            given_up.append(one.post_data_json["optimizer"]["learning_rate"])

    page.on("requestfailed", note)
    for rate in (0.011, 0.012, 0.0155):
        with page.expect_request(STREAM):
            set_rate(page, rate)
    expect(page.locator(TERRAIN)).to_have_attribute("data-basins-stale", "true")
    wait_for_event(page, "requestfailed", lambda: len(given_up) >= 2)
    assert given_up == [0.011, 0.012]
    expect(page.locator(TERRAIN)).to_have_attribute("data-basins", "128×128")
    let_go()
    wait_for_answer(page, asked(page, 0.0155))


def test_the_first_picture_is_coarse_and_a_stream_that_breaks_off_is_asked_for_again(page):
    asked_for: list[str] = []

    def break_off(route: Route) -> None:
        asked_for.append(route.request.url)
        if len(asked_for) > 1:
            route.continue_()
            return
        whole = route.fetch()
        before, event, levels = whole.text().partition(
            "event: level"
        )  # on a busy machine progress comes first
        first, end, _ = levels.partition("\n\n")
        route.fulfill(response=whole, body=before + event + first + end)

    ask_again = hold_back(page, "/health")
    page.route(STREAM, break_off)
    page.goto(link())
    expect(page.locator(TERRAIN)).to_have_attribute("data-basins", "32×32")
    ask_again()
    wait_for_map(page)
    assert len(asked_for) == 2


def test_starts_that_miss_the_nearest_minimum_can_be_marked(page):
    open_map(page)
    answer = asked(page, 0.014)
    before = pixels(page, answer["x"], answer["y"])
    name = page.locator("#basins-missed-name")
    assert percent(name.inner_text().split(": ")[1]) == pytest.approx(100 * answer["astray_share"], abs=0.005)
    name.click()
    wait_until(page, "() => location.hash.includes('basins=missed:yes')")
    expect(page.locator(TERRAIN)).to_have_attribute("data-basins-missed", "true")
    after = pixels(page, answer["x"], answer["y"])
    inner = (slice(2, -2), slice(2, -2))
    changed = (before != after).any(axis=2)[inner]
    assert (changed == (numbers(answer["astray"])[inner] == 0)).all(), "all others step back"


def test_an_entry_of_the_legend_makes_its_basin_stand_out(page):
    open_map(page)
    answer = asked(page, 0.014)
    before = pixels(page, answer["x"], answer["y"])
    entry = page.locator("#basins-legend button").nth(2)
    page.mouse.move(5, 5)
    entry.hover()
    others = numbers(answer["places"]) != 2
    inner = (slice(2, -2), slice(2, -2))

    def changed() -> np.ndarray:
        return (before != pixels(page, answer["x"], answer["y"])).any(axis=2)

    view = page.locator(TERRAIN)
    expect(view).to_have_attribute("data-basins-lit", "2")
    assert (changed()[inner] == others[inner]).all()
    page.mouse.move(5, 5)
    expect(view).to_have_attribute("data-basins-lit", "-1")
    assert not changed().any()
    entry.focus()
    expect(view).to_have_attribute("data-basins-lit", "2")
    page.keyboard.press("Enter")
    expect(entry).to_have_attribute("aria-pressed", "true")
    page.locator("#rate-figure").focus()
    page.mouse.move(8, 8)
    expect(view).to_have_attribute("data-basins-lit", "2")


def test_a_pointer_that_rests_where_the_legend_opens_points_at_nothing(page):
    open_map(page)
    box = page.locator("#basins-legend button").nth(2).bounding_box()
    page.evaluate("() => document.querySelector('#tab-loss').click()")
    expect(page.locator("#panel-starts")).to_be_hidden()
    page.mouse.move(box["x"] + 5, box["y"] + 5)
    page.evaluate(
        """() => {
          document.querySelector('#basins-legend').addEventListener('pointerover', () => { window.entered = true; });
          document.querySelector('#tab-starts').click();
        }"""
    )
    wait_until(page, "() => window.entered")
    expect(page.locator(TERRAIN)).to_have_attribute("data-basins-lit", "-1")
    page.mouse.move(box["x"] + 6, box["y"] + 5)
    expect(page.locator(TERRAIN)).to_have_attribute("data-basins-lit", "2")


def test_everything_that_is_set_is_in_the_link_and_survives_a_reload(page):
    open_map(page)
    page.locator("[name=basins-side][value='64'] + span").click()
    page.locator("#basins-steps").fill("40")
    page.locator("#basins-steps").press("Enter")
    page.locator("#basins-missed-name").click()
    page.locator("#basins-keep + span").click()
    wait_until(page, "() => location.hash.includes('basins=side:64,steps:40,missed:yes,keep:yes')")
    wait_for_map(page, "64×64")
    page.reload()
    wait_for_map(page, "64×64")
    wait_for_answer(page, asked(page, 0.014, steps=40, resolution=[64, 64]))
    expect(page.locator("#basins-missed")).to_be_checked()
    page.get_by_role("button", name="as the run").click()
    expect(page.locator("#basins-steps")).to_have_value("300")
    wait_until(page, "() => !location.hash.includes('steps:40')")


@pytest.mark.parametrize("said", ["side:100", "steps:0", "steps:x", "missed", "side:64,side:64", "other:1"])
def test_a_link_that_cannot_be_read_is_told(page, said):
    page.goto(link(more=f"&basins={said}"))
    expect(page.locator("#notices")).to_contain_text("basins")


def test_it_goes_with_its_tab_unless_it_is_kept(page):
    open_map(page)
    page.get_by_role("tab", name="Loss").click()
    expect(page.locator(TERRAIN)).not_to_have_attribute("data-basins", re.compile("."))
    page.get_by_role("tab", name="Starts").click()
    wait_for_map(page)
    page.locator("#basins-keep + span").click()
    page.get_by_role("tab", name="Loss").click()
    wait_until(page, "() => location.hash.includes('keep:yes') && !location.hash.includes('tab=')")
    expect(page.locator(TERRAIN)).to_have_attribute("data-basins", "128×128")


def test_a_part_of_the_map_is_computed_anew(page):
    with page.expect_request(lambda one: one.url.endswith("/basins/stream")) as first:
        open_map(page)
    assert first.value.post_data_json["window"] == [[-5, 5], [-5, 5]]
    with page.expect_request(lambda one: one.url.endswith("/basins/stream")) as second:
        page.locator(TERRAIN).focus()
        page.keyboard.press("+")
    window = second.value.post_data_json["window"]
    frame = page.evaluate(
        """() => {
          const { xaxis, yaxis } = document.querySelector('#terrain .view-plot')._fullLayout;
          return [[...xaxis.range], [...yaxis.range]];
        }"""
    )
    assert np.array(window) == pytest.approx(np.array(frame), abs=0.001)
    wait_until(page, "() => document.querySelector('#terrain').dataset.basinsStale === 'false'")


def test_long_work_is_told_of_and_can_be_broken_off(page):
    given_up: list[str] = []
    page.on("requestfailed", lambda one: given_up.append(one.url))
    let_go = hold_back(page, "/basins/stream")
    page.goto(link())
    expect(page.locator("#basins-computing")).to_have_text("computing 128 × 128 starts …")
    page.get_by_role("button", name="Cancel").click()
    expect(page.locator("#basins-computing")).to_have_text("Stopped before any start was known.")
    for part in ("#basins-progress", "#basins-scroll", "#basins-says", "#shares"):
        expect(page.locator(part)).to_be_hidden()
    wait_for_event(page, "requestfailed", lambda: bool(given_up))
    assert [url.rsplit("/api/v1", 1)[-1] for url in given_up] == ["/basins/stream"]
    let_go()
    page.get_by_role("button", name="Go on").click()
    wait_for_map(page)
    expect(page.locator("#basins-work")).to_be_hidden()


def test_the_sentence_of_an_earlier_map_is_not_left_to_be_read_out_once_a_later_one_is_stopped(page):
    open_map(page, 0.014, "&basins=side:64", "64×64")
    hold_back(page, "/basins/stream")
    with page.expect_request(STREAM):
        set_rate(page, 0.012)
    page.locator("#basins-cancel").click()
    expect(page.locator("#basins-live")).to_be_empty()


def test_what_was_stopped_is_asked_again_when_it_is_come_back_to(page):
    hold_back(page, "/basins/stream")
    page.goto(link())
    button = page.locator("#basins-cancel")
    told = page.locator("#basins-computing")
    expect(page.locator("#basins-work")).to_be_visible()
    button.click()
    expect(told).to_have_text("Stopped before any start was known.")
    for rate in (0.012, 0.014):
        with page.expect_request(STREAM):
            set_rate(page, rate)
    expect(told).to_have_text("computing 128 × 128 starts …")
    expect(button).to_have_text("Cancel")
    expect(page.locator("#basins-progress")).to_be_visible()


def refuse_first(page: Page, wait: int) -> None:
    """The first stream about the starts ends with the wish to be asked again after so many seconds."""
    refused: list[Route] = []
    told = {"status": 503, "detail": "", "detail_zh": "", "retry_after": wait,
            "errors": [{"field": "", "code": "overdue", "message": {"en": "late", "zh": ""}}]}  # fmt: skip

    def refuse(route: Route) -> None:
        if refused:
            route.continue_()
            return
        refused.append(route)
        route.fulfill(content_type="text/event-stream", body=f"event: error\ndata: {json.dumps(told)}\n\n")

    page.route(STREAM, refuse)


def test_another_question_need_not_wait_until_one_may_be_asked_again(page):
    refuse_first(page, 600)
    page.goto(link(more="&basins=side:1024"))
    expect(page.locator("#standing-notices")).not_to_be_empty()
    page.locator("[name=basins-side][value='64'] + span").click()
    wait_for_map(page, "64×64")
    expect(page.locator("#standing-notices")).to_be_empty()


def test_what_waits_until_it_may_be_asked_again_can_be_broken_off(page):
    refuse_first(page, 600)
    page.goto(link())
    expect(page.locator("#standing-notices")).not_to_be_empty()
    page.get_by_role("button", name="Cancel").click()
    expect(page.locator("#basins-computing")).to_have_text("Stopped before any start was known.")
    page.get_by_role("button", name="Go on").click()
    wait_for_map(page)


@pytest.mark.allow_page_errors("status of 422 .*/basins")
def test_what_costs_too_much_names_the_number_to_lower(page):
    page.goto(link(more="&basins=side:1024,steps:100000"))
    expect(page.locator("#basins-problem")).to_contain_text(
        re.compile(r"^Steps of the map: this is more work .* at most \d+ fit")
    )


@pytest.mark.allow_page_errors("status of 503 .*/basins")
def test_a_busy_server_is_asked_again(page):
    refused: list[str] = []

    def busy(route: Route) -> None:
        if refused:
            route.continue_()
            return
        refused.append(route.request.url)
        told = {"status": 503, "detail": "", "detail_zh": "", "errors": [{"field": "", "code": "busy",
                "message": {"en": "busy", "zh": ""}}]}  # fmt: skip
        route.fulfill(
            status=503,
            headers={"Retry-After": "1", "Content-Type": "application/problem+json"},
            body=json.dumps(told),
        )

    ask_again = hold_back(page, "/health")
    page.route(STREAM, busy)
    page.goto(link())
    expect(page.locator("#standing-notices")).not_to_be_empty()
    ask_again()
    wait_for_map(page)


def test_on_a_curve_it_is_a_band_along_the_axis(page):
    page.goto("/?lang=en#surface=double_well&steps=200&step=0&tab=starts")
    wait_for_map(page, "128×1", "#curve")
    assert page.locator("#basins-side span").all_inner_texts() == ["64", "128", "256", "512", "1024"]
    told = shares(page)
    assert len(told) == 2
    assert sum(percent(said) for said in told.values()) == pytest.approx(100, abs=0.2)


def test_a_formula_without_a_bottom_says_so(page):
    page.goto("/?lang=en#formula=x%2By&window=-2:2,-2:2&steps=20&step=0&tab=starts&start=1,1")
    wait_for_map(page)
    expect(page.locator("#basins-live")).to_contain_text("none comes to rest in a minimum")
    expect(page.locator("#basins-says")).to_be_hidden()
    assert list(shares(page).values()) == ["100\u00a0%"]


@pytest.mark.parametrize(
    ("language", "name"), [("en", "diverged or left the domain"), ("zh", "发散或走出定义域")]
)
def test_what_may_have_left_the_domain_is_not_said_to_have_diverged(page, language, name):
    page.goto(f"/?lang={language}#formula=(x-1)%5E2-log(x)/100%2By%5E2&window=0:4,-2:2&steps=20&step=0&tab=starts&start=1,1"
              "&basins=side:64&optimizer=gradient_descent,learning_rate:0.9")  # fmt: skip
    wait_for_map(page, "64×64")
    told = shares(page)
    assert percent(told[name]) > 1
    says = {"en": "leave the region where the loss has a value", "zh": "走出损失有值的区域"}[language]
    expect(page.locator("#basins-live")).to_contain_text(says)
    page.get_by_text({"en": "swarm", "zh": "群体"}[language], exact=True).click()
    expect(page.locator(".tally").first).to_contain_text(name)


def test_a_rate_from_which_everything_leaves_is_one_colour(page):
    open_map(page, 1)
    told = shares(page)
    assert told["diverged"] == "100\u00a0%"
    assert [percent(said) for name, said in told.items() if name != "diverged"] == [0, 0, 0, 0]


def test_starts_that_all_arrive_at_one_step_have_no_shades_to_tell(page):
    page.goto(
        "/?lang=en#surface=sphere&start=-1,2&tab=starts&basins=side:64&optimizer=gradient_descent,learning_rate:0.5"
    )
    wait_for_map(page, "64×64")
    expect(page.locator("#basins-cell")).to_contain_text("All that come to rest here do so at step 1.")


def test_no_end_is_without_a_name(page):
    open_map(page, 0.014, "&basins=side:64,steps:8", "64×64")
    told = shares(page)
    assert percent(told["still on the way"]) > 50
    assert sum(percent(said) for said in told.values()) == pytest.approx(100, abs=0.3)


def test_another_rule_and_noise_are_mapped_as_well(page):
    page.goto(
        f"/?lang=en#{HERE}&optimizer=adam,learning_rate:0.3&gradient=noise&schedule=cosine&basins=side:64"
    )
    wait_for_map(page, "64×64")
    assert sum(percent(said) for said in shares(page).values()) == pytest.approx(100, abs=0.3)


def test_on_a_phone_nothing_goes_sideways_and_a_tap_drops_the_start(open_page):
    page = open_page(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    open_map(page)
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    page.locator(TERRAIN).scroll_into_view_if_needed()
    page.touchscreen.tap(*spot(page, 2, -3))
    wait_until(page, "() => !location.hash.includes('start=-0.27')")


def test_on_a_phone_the_legend_of_a_few_places_is_whole(open_page):
    page = open_page(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    open_map(page, 0.0205)
    assert len(shares(page)) > 5
    assert page.locator("#basins-scroll").evaluate("(one) => one.scrollHeight <= one.clientHeight")


def test_what_is_under_the_pointer_is_told_over_the_map(page):
    open_map(page)
    page.mouse.move(*spot(page, -2, -1))
    expect(page.locator("#terrain .hovertext")).to_contain_text("loss")
    above = page.evaluate(
        """() => {
          const order = (one) => Number(getComputedStyle(one).zIndex) || 0;
          const told = document.querySelector('#terrain .hovertext').closest('svg');
          const layers = [...document.querySelectorAll('#terrain > canvas')];
          return layers.length > 0 && layers.every((layer) => order(told) > order(layer));
        }"""
    )
    assert above


@pytest.mark.allow_page_errors("status of 422 .*/basins")
def test_a_refused_map_leaves_no_empty_legend_and_offers_the_steps_that_fit(page):
    page.goto(link(more="&basins=side:512,steps:100000"))
    expect(page.locator("#basins-problem")).to_contain_text("more work")
    for part in ("#basins-scroll", "#basins-cell", "#shares"):
        expect(page.locator(part)).to_be_hidden()
    said = page.locator("#basins-problem").inner_text().replace("\u202f", "")
    most = re.search(r"at most (\d+) fit", said)[1]
    offer = page.locator("#basins-fit")
    assert most in offer.inner_text().replace("\u202f", "")
    offer.click()
    expect(page.locator("#basins-problem")).to_be_hidden()
    expect(offer).to_be_hidden()
    expect(page.locator("#basins-steps")).to_have_value(most)
    wait_for_map(page, "512×512")
    expect(page.locator("#basins-legend")).to_be_visible()
    expect(page.locator("#shares")).to_have_attribute("data-empty", "false")
    assert page.locator("#shares > canvas").first.bounding_box()["width"] > 200


def test_the_legend_is_whole_above_what_follows_and_both_tools_are_as_high(open_page):
    page = open_page(viewport={"width": 1280, "height": 800})
    open_map(page, 0.0205)
    assert len(shares(page)) > 5
    assert page.locator("#basins-scroll").evaluate("(one) => one.scrollHeight <= one.clientHeight")
    expect(page.locator("#basins-says")).to_contain_text("Nothing can rest")
    bottom, top = (page.locator(one).bounding_box() for one in ("#basins-scroll", "#basins-says"))
    assert bottom["y"] + bottom["height"] <= top["y"]
    strip = page.locator(".strip")
    before = strip.bounding_box()
    page.locator("[name=start-figure][value=swarm] + span").click()
    expect(page.locator("#starts-swarm")).to_be_visible()
    assert strip.bounding_box() == before


def test_while_the_rate_is_held_the_legend_has_every_outcome_of_the_map(page):
    open_map(page, 0.01)
    assert "diverged" not in shares(page)
    track = page.locator("#rate-slider").bounding_box()
    page.mouse.move(track["x"] + track["width"] / 2, track["y"] + 12)
    page.mouse.down()
    page.mouse.move(track["x"] + track["width"] * 0.95, track["y"] + 12, steps=4)
    expect(page.locator("#basins-legend")).to_contain_text("diverged")
    wait_until(
        page,
        """() => {
            const told = [...document.querySelectorAll('#basins-legend > tr > td:last-child')];
            return Math.abs(told.reduce((sum, one) => sum + parseFloat(one.textContent), 0) - 100) < 0.5;
        }""",
    )
    expect(page.locator("#basins-says")).to_have_attribute("data-old", "true")
    page.mouse.up()
    expect(page.locator("#basins-says")).to_have_attribute("data-old", "false")
