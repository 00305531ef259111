"""Swarms: many starts descending together on the terrain, their tally, and two of them side by side."""

import base64
import json
import re

import numpy as np
import pytest
from answers import hold_back
from axe import violations
from playwright.sync_api import Page, expect
from waiting import go_to_end, wait_for_state, wait_for_step, wait_until, wait_until_drawn, wait_until_still

from app.texts.figures import percent, place
from engine.contests import CONTESTS

RUN = "surface=himmelblau&start=-1,1&optimizer=gradient_descent,learning_rate:0.01"
LINK = f"{RUN}&steps=60&step=60&tab=starts&starts=swarm"
NOISY = LINK.replace("&steps", "&gradient=noisy,scale:20&steps")
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}

# where a point of the map is on the picture, in CSS pixels
PIXELS = """points => {
  const { xaxis, yaxis } = document.querySelector('#terrain .view-plot')._fullLayout;
  return points.map(([x, y]) => [xaxis._offset + xaxis.d2p(x), yaxis._offset + yaxis.d2p(y)]);
}"""
# the middle of what is drawn of the swarm around each place, and the colour found there
DRAWN = """places => {
  const canvas = document.querySelector('#terrain > .view-swarm');
  const ratio = devicePixelRatio;
  const reach = 8;
  return places.map(([x, y]) => {
    const [left, top] = [Math.round((x - reach) * ratio), Math.round((y - reach) * ratio)];
    const size = Math.round(2 * reach * ratio);
    const { data } = canvas.getContext('2d').getImageData(left, top, size, size);
    let [sum, across, down] = [0, 0, 0];
    for (let row = 0; row < size; row += 1) {
      for (let column = 0; column < size; column += 1) {
        const strong = data[4 * (row * size + column) + 3];
        sum += strong;
        across += strong * (column + 0.5);
        down += strong * (row + 0.5);
      }
    }
    return sum ? [(left + across / sum) / ratio, (top + down / sum) / ratio] : null;
  });
}"""


def open_swarm(page: Page, link: str = LINK, language: str = "en") -> Page:
    """Opens a link and waits until the swarm that it asks for is there."""
    page.goto(f"/?lang={language}#{link}")
    settled(page)
    return page


def settled(page: Page) -> dict:
    """Waits for the answer to the question of this moment, and returns the question."""
    figure = page.locator("#swarm-figure")
    expect(figure).to_have_attribute("data-key", re.compile(r"\{"))
    return json.loads(figure.get_attribute("data-key") or "")


def api(page: Page, question: dict) -> dict:
    """What the API answers to a question of the page."""
    path = "contests" if "sides" in question else "swarms"
    return page.request.post(f"/api/v1/{path}", data=question).json()


def changed(page: Page, before: dict) -> dict:
    """Waits until another question is answered, and returns it."""
    wait_until(
        page,
        "before => ![before, ''].includes(document.querySelector('#swarm-figure').dataset.key)",
        json.dumps(before, separators=(",", ":"), ensure_ascii=False),
    )
    return settled(page)


def go_to(page: Page, step: int) -> None:
    page.locator("#scrubber").evaluate(
        "(one, step) => { one.value = step; one.dispatchEvent(new Event('input')); }", step
    )
    wait_for_step(page, step)
    expect(page.locator(".tally").first).to_have_attribute("data-step", str(step))


def rows(page: Page, side: int = 0) -> list[list[str]]:
    """The tally as it stands: words, loss, balls, share."""
    return page.locator(f".tally[data-side='{side}'] tbody tr").evaluate_all(
        "rows => rows.map(row => [...row.cells].map(cell => cell.textContent.trim()))"
    )


def points_of(answer: dict) -> np.ndarray:
    typed = answer["frames"]["points"]
    shape = [int(part) for part in typed["shape"].split(",")]
    return np.frombuffer(base64.b64decode(typed["bdata"]), dtype=f"<{typed['dtype']}").reshape(shape)


def there(answer: dict, step: int) -> dict:
    """How many balls are counted at each outcome at a step: at rest or gone by then, the others at the end."""
    counts: dict = {}
    last = answer["frames"]["steps"][-1]
    for status, where, when in zip(answer["statuses"], answer["places"], answer["steps"], strict=True):
        known = when if status in ("converged", "diverged") else last
        counts.setdefault((status, where), 0)
        counts[status, where] += known <= step
    return counts


def test_the_tally_is_the_apis(page):
    answer = api(page, settled(open_swarm(page)))
    shown = {words: rest for words, *rest in rows(page)}
    way = sum(entry["mean"] for entry in answer["tally"] if entry["status"] == "running")
    assert shown.pop("still on its way")[1:] == [f"{way:g}", percent(way / 100)]
    assert len(shown) == sum(entry["status"] != "running" for entry in answer["tally"])
    for entry in answer["tally"]:
        if entry["status"] == "converged":
            loss, count, share = shown[place(answer["minima"][entry["place"]]["at"])]
            assert (count, share) == (str(int(entry["mean"])), percent(entry["mean"] / 100))
            assert loss == "0"
    assert sum(int(count) for _, _, count, _ in rows(page)) == 100
    expect(page.locator("#swarm-says")).to_have_text(answer["sentence"]["en"])


def test_the_tally_counts_along_as_the_balls_arrive(page):
    answer = api(page, settled(open_swarm(page)))
    totals = []
    for step in (0, 25, 35, 45, 60):
        go_to(page, step)
        counts = there(answer, step)
        counts.pop(("running", None), None)
        *others, (words, _, way, share) = rows(page)
        assert sorted(int(count) for _, _, count, _ in others) == sorted(counts.values())
        assert (words, int(way)) == ("still on its way", 100 - sum(counts.values()))
        assert share == percent(int(way) / 100), "with these the lines add up"
        rest = sum(count for (status, _), count in there(answer, step).items() if status == "converged")
        expect(page.locator(".tally-count").first).to_have_text(f"{rest} of 100 at rest")
        totals.append(rest)
    assert totals[0] == 0 < totals[2] < totals[4], "they arrive one after the other"


@pytest.mark.parametrize("step", [0, 1, 2])
def test_every_ball_is_where_the_api_has_it_to_a_pixel(page, step):
    open_swarm(page, LINK.replace("&tab", "&swarm=random,12,seed:3&tab"))
    wait_until_still(page)
    go_to(page, step)
    answer = api(page, settled(page))
    wait_until(
        page,
        "step => JSON.parse(document.querySelector('#terrain').dataset.balls).moments[0] === step",
        step,
    )
    places = np.array(page.evaluate(PIXELS, points_of(answer)[step].tolist()))
    starts = np.array(page.evaluate(PIXELS, points_of(answer)[0].tolist()))
    found = page.evaluate(DRAWN, places.tolist())
    alone = 0
    for ball, (expected, drawn) in enumerate(zip(places, found, strict=True)):
        others = [
            *np.delete(places, ball, axis=0),
            *(starts if step else []),
        ]
        if min(np.hypot(*(other - expected)) for other in others) > 18:
            alone += 1
            assert drawn == pytest.approx(expected.tolist(), abs=1)
    assert alone >= 2


def test_the_die_draws_others_and_the_seed_brings_them_back(page):
    first = settled(open_swarm(page))
    before = rows(page)
    page.locator("#swarm-die").click()
    second = changed(page, first)
    assert second["starts"]["seed"] != first["starts"].get("seed")
    assert api(page, second)["starts"] != api(page, first)["starts"]
    wait_until(
        page, "seed => location.hash.includes(`swarm=random,100,seed:${seed}`)", second["starts"]["seed"]
    )
    page.locator("#swarm-seed").fill("0")
    page.locator("#swarm-seed").press("Enter")
    changed(page, second)
    assert rows(page) == before


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", CONTESTS)
def test_a_contest_shows_both_sides_and_says_what_came_of_them(page, name, language):
    first = settled(open_swarm(page, language=language))
    record = CONTESTS[name]
    page.get_by_role("button", name=getattr(record.title, language)).click()
    question = changed(page, first)
    assert question["surface"] == record.surface or question["surface"]["name"] == record.surface
    assert [side["optimizer"]["name"] for side in question["sides"]] == [
        side.optimizer.name for side in record.sides
    ]
    answer = api(page, question)
    expect(page.locator("#swarm-says")).to_have_text(answer["sentence"][language])
    expect(page.locator("#swarm-purpose")).to_have_text(getattr(record.purpose, language))
    expect(page.locator(f"[data-contest={name}]")).to_have_attribute("aria-pressed", "true")
    page.locator("#scrubber").focus()
    go_to_end(page)
    wait_for_step(page, record.steps)
    for side, found in enumerate(answer["sides"]):
        expect(page.locator(f".tally[data-side='{side}']")).to_have_attribute("data-step", str(record.steps))
        assert sum(int(count) for _, _, count, _ in rows(page, side)) == len(found["starts"])
    lowest = [
        sum(status == "converged" and found["minima"][where]["loss"] < 1e-6 for status, where in pairs)
        for found in answer["sides"]
        for pairs in [list(zip(found["statuses"], found["places"], strict=True))]
    ]
    shown = [
        sum(int(count) for words, loss, count, _ in rows(page, side) if loss == "0") for side in range(2)
    ]
    assert shown == lowest
    assert max(shown) == 100
    assert min(shown) <= 10


def test_a_contest_is_one_step_of_undo_and_follows_what_is_changed(page):
    first = settled(open_swarm(page))
    page.locator("[data-contest=lucky_start]").click()
    contest = changed(page, first)
    page.locator("#swarm-count").fill("40")
    page.locator("#swarm-count").press("Enter")
    fewer = changed(page, contest)
    assert [side["starts"]["count"] for side in fewer["sides"]] == [40, 100], "those of the chosen run"
    expect(page.locator("[data-contest=lucky_start]")).to_have_attribute("aria-pressed", "false")
    page.locator("#undo").click()
    assert changed(page, fewer) == contest
    expect(page.locator("[data-contest=lucky_start]")).to_have_attribute("aria-pressed", "true")
    page.locator("#undo").click()
    back = changed(page, contest)
    assert (back["surface"], back["starts"]) == (first["surface"], first["starts"])


def test_with_noise_each_line_says_its_mean_and_spread_over_the_seeds(page):
    question = settled(open_swarm(page, NOISY))
    assert question["seeds"] == 8
    answer = api(page, question)
    shown = [row[3] for row in rows(page)]
    for entry in answer["tally"]:
        assert f"{entry['mean']:.1f} ± {entry['deviation']:.1f}" in shown
    assert any("bouncing around (" in row[0] for row in rows(page)), "by the valley of each minimum"
    expect(page.locator(".tally-over").first).to_have_text("mean of 8 seeds")
    page.locator("#swarm-seeds").fill("3")
    page.locator("#swarm-seeds").press("Enter")
    assert changed(page, question)["seeds"] == 3
    wait_until(page, "() => location.hash.includes('&seeds=3')")


def test_everything_set_is_in_the_link_and_survives_a_reload(page):
    first = settled(open_swarm(page))
    page.locator("#swarm-kinds").get_by_text("even").click()
    page.locator("#swarm-count").fill("50")
    page.locator("#swarm-count").press("Enter")
    page.locator("#swarm-low-0").fill("0.5")
    page.locator("#swarm-low-0").press("Enter")
    wait_until(page, "() => location.hash.includes('&swarm=box,50,0.5:5,-5:5')")
    question = changed(page, first)
    page.reload()
    assert settled(page) == question
    assert question["starts"] == {"name": "box", "count": 50, "window": [[0.5, 5], [-5, 5]]}
    expect(page.locator("#swarm-count")).to_have_value("50")
    expect(page.locator("#swarm-low-0")).to_have_value("0.5")


@pytest.mark.parametrize(
    "said",
    [
        "swarm=circle,10",
        "swarm=random",
        "swarm=random,0",
        "swarm=random,10,1:0,0:1",
        "swarm=grid,9,0:1",
        "seeds=0",
        "swarms=x",
    ],
)
def test_a_part_of_a_link_that_cannot_be_read_is_told(page, said):
    page.goto(f"/?lang=en#{LINK}&{said}")
    expect(page.locator("#notices")).to_contain_text(said.partition("=")[0])
    settled(page)


def test_a_pointed_line_lights_its_balls_and_takes_their_starts_by_key(page):
    answer = api(page, settled(open_swarm(page)))
    button = page.locator(".tally tbody button").nth(1)
    button.focus()
    wait_until(page, "() => JSON.parse(document.querySelector('#terrain').dataset.balls).lit.length === 1")
    (key,) = page.evaluate("() => JSON.parse(document.querySelector('#terrain').dataset.balls).lit")
    status, where = key.split(" ")
    kinds = zip(answer["statuses"], answer["places"], strict=True)
    members = [ball for ball, kind in enumerate(kinds) if kind == (status, int(where))]
    page.locator(".tally tbody tr").first.hover()
    page.mouse.move(5, 5)
    button.focus()
    for ball in members[:2]:
        button.press("Enter")
        start = ",".join(f"{value!r}" for value in answer["starts"][ball])
        wait_until(page, "start => location.hash.includes(`start=${start}`)", start)
    page.locator("#tab-loss").focus()
    expect(page.locator("#undo")).to_be_enabled()


def test_a_click_on_a_ball_takes_its_start(page):
    open_swarm(page, LINK.replace("&tab", "&swarm=random,12,seed:3&tab").replace("step=60", "step=0"))
    wait_until_still(page)
    answer = api(page, settled(page))
    places = np.array(page.evaluate(PIXELS, answer["starts"]))
    apart = [
        min(np.hypot(*(other - at)) for other in np.delete(places, k, axis=0)) for k, at in enumerate(places)
    ]
    ball = int(np.argmax(apart))
    page.locator("#terrain").click(position={"x": places[ball][0], "y": places[ball][1]})
    start = ",".join(f"{value!r}" for value in answer["starts"][ball])
    wait_until(page, "start => location.hash.includes(`start=${start}`)", start)


def test_the_box_goes_by_pointer_and_by_key(page):
    first = settled(open_swarm(page, LINK.replace("&tab", "&swarm=random,50,-2:1,-2:2&tab")))
    wait_until_still(page)
    grip = page.get_by_role("slider", name="Upper right corner of the box of starts")
    box = grip.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + 60, box["y"] + 40, steps=4)
    page.mouse.up()
    expect(page.locator("main")).to_have_attribute("data-held", "false")
    dragged = changed(page, first)
    ((left, right), (low, high)) = dragged["starts"]["window"]
    assert (left, low) == (-2, -2)
    assert right > 1.5
    assert high < 1.5
    expect(page.locator("#swarm-high-0")).to_have_value(f"{right:g}")
    page.get_by_role("slider", name="The box of starts, to move it").focus()
    page.keyboard.press("Shift+ArrowLeft")
    moved = changed(page, dragged)["starts"]["window"]
    assert moved[0][0] < left - 0.5
    assert moved[0][1] - moved[0][0] == pytest.approx(right - left, abs=0.01)
    assert moved[1] == [low, high]
    page.locator("#undo").click()
    wait_until(page, "right => location.hash.includes(`,-2:${right},`)", right)


def test_the_box_cannot_be_shrunk_out_of_sight(page):
    first = settled(open_swarm(page, LINK.replace("&tab", "&swarm=random,50,-2:1,-2:2&tab")))
    wait_until_still(page)
    high, low = (
        page.get_by_role("slider", name=f"{name} corner of the box of starts").bounding_box()
        for name in ("Upper right", "Lower left")
    )
    page.mouse.move(high["x"] + high["width"] / 2, high["y"] + high["height"] / 2)
    page.mouse.down()
    page.mouse.move(low["x"] - 20, low["y"] + 30, steps=5)
    page.mouse.up()
    expect(page.locator("main")).to_have_attribute("data-held", "false")
    window = changed(page, first)["starts"]["window"]
    assert [ends[0] for ends in window] == [-2, -2]
    box = page.locator(".start-box").bounding_box()
    assert min(box["width"], box["height"]) > 10


def test_a_key_that_is_let_go_elsewhere_holds_the_box_no_longer(page):
    first = settled(open_swarm(page, LINK.replace("&tab", "&swarm=random,50,-2:1,-2:2&tab")))
    wait_until_still(page)
    page.get_by_role("slider", name="The box of starts, to move it").focus()
    page.keyboard.down("ArrowLeft")
    expect(page.locator("main")).to_have_attribute("data-held", "true")
    page.keyboard.press("Tab")
    page.keyboard.up("ArrowLeft")
    expect(page.locator("main")).to_have_attribute("data-held", "false")
    assert changed(page, first)["starts"]["window"][0][0] < -2


def test_a_number_that_cannot_be_is_told_and_the_old_swarm_stays(page):
    question = settled(open_swarm(page))
    before = rows(page)
    for field, value, said in (
        ("#swarm-count", "501", "500"),
        ("#swarm-count", "1.5", "whole"),
        ("#swarm-seed", "x", "whole"),
        ("#swarm-low-0", "9", "x: the lower end has to be below the upper one."),
        ("#swarm-high-1", "many", "number"),
    ):
        page.locator(field).fill(value)
        page.locator(field).press("Enter")
        expect(page.locator("#swarm-problem")).to_contain_text(said)
        expect(page.locator(field)).to_have_attribute("aria-invalid", "true")
        page.locator(field).press("Escape")
    assert settled(page) == question
    assert rows(page) == before


def test_it_follows_the_optimizer_the_rate_and_the_surface(page):
    first = settled(open_swarm(page))
    page.locator("#rate-figure").fill("0.0155")
    page.locator("#rate-figure").press("Enter")
    second = changed(page, first)
    assert second["optimizer"]["learning_rate"] == 0.0155
    expect(page.locator("#swarm-says")).to_contain_text("bounce")
    page.locator("#optimizer").select_option("adam")
    third = changed(page, second)
    assert third["optimizer"]["name"] == "adam"
    page.locator("#swarm-low-0").fill("0")
    page.locator("#swarm-low-0").press("Enter")
    fourth = changed(page, third)
    assert fourth["starts"]["window"] == [[0, 5], [-5, 5]]
    page.locator("#surface-button").click()
    page.locator("#surfaces").get_by_text("Booth", exact=True).click()
    fifth = changed(page, fourth)
    assert "window" not in fifth["starts"], "the box of another surface means nothing here"


def test_the_latest_question_wins_and_the_older_one_is_broken_off(page):
    first = settled(open_swarm(page))
    page.evaluate("""() => {
      const ask = window.fetch;
      window.asked = [];
      window.fetch = (path, given) => {
        if (String(path).includes('/swarms')) {
          window.asked.push([JSON.parse(given.body).starts.count, given.signal]);
        }
        return ask(path, given);
      };
    }""")
    let_go = hold_back(page, "/swarms")
    page.locator("#swarm-count").fill("30")
    page.locator("#swarm-count").press("Enter")
    wait_until(page, "() => location.hash.includes('swarm=random,30')")
    expect(page.locator("#terrain > .view-swarm")).to_have_attribute("data-old", "true")
    assert json.loads(page.locator("#terrain").get_attribute("data-balls") or "")["drawn"] == 100, (
        "old balls stay"
    )
    page.locator("#swarm-count").fill("20")
    page.locator("#swarm-count").press("Enter")
    wait_until(page, "() => window.asked.length === 2")
    assert page.evaluate("() => window.asked.map(([count, { aborted }]) => [count, aborted])") == [
        [30, True],
        [20, False],
    ]
    let_go()
    assert changed(page, first)["starts"]["count"] == 20
    expect(page.locator("#terrain > .view-swarm")).to_have_attribute("data-old", "false")
    assert sum(int(count) for _, _, count, _ in rows(page)) == 20


def test_work_of_more_than_a_moment_tells_how_far_it_is(page):
    first = settled(open_swarm(page))
    ask_again = hold_back(page, "/health")
    page.route(
        "**/api/v1/swarms/stream",
        lambda route: route.fulfill(
            content_type="text/event-stream", body='event: progress\ndata: {"share":0.25}\n\n'
        ),
    )
    page.locator("#steps").fill("20000")
    page.locator("#steps").press("Enter")
    expect(page.locator("#swarm-progress")).to_have_js_property("value", 0.25)
    page.unroute("**/api/v1/swarms/stream")
    ask_again()
    question = changed(page, first)
    assert question["steps"] == 20_000
    assert question["frames"] < 2000, "as many moments as there is room for"
    expect(page.locator("#swarm-every")).to_contain_text("40 steps")
    assert sum(int(count) for _, _, count, _ in rows(page)) == 100


def test_long_work_is_told_of_and_can_be_cancelled(page):
    first = settled(open_swarm(page))
    page.route("**/api/v1/swarms", lambda route: None)
    page.locator("#swarm-count").fill("30")
    page.locator("#swarm-count").press("Enter")
    expect(page.locator("#swarm-work")).to_be_visible()
    expect(page.locator("#swarm-working")).to_contain_text("30 starts, 60 steps")
    page.locator("#swarm-cancel").click()
    expect(page.locator("#swarm-working")).to_contain_text("Stopped")
    assert sum(int(count) for _, _, count, _ in rows(page)) == 100, "the swarm before stays"
    page.unroute("**/api/v1/swarms")
    page.locator("#swarm-cancel").click()
    assert changed(page, first)["starts"]["count"] == 30
    expect(page.locator("#swarm-work")).to_be_hidden()


@pytest.mark.parametrize("other", ["count", "run"])
def test_what_was_cancelled_does_not_count_for_another_question(page, other):
    both = f"run1={RUN.partition('optimizer=')[2]}&run2=momentum,learning_rate:0.002"
    open_swarm(page, LINK.replace(RUN, f"surface=himmelblau&start=-1,1&{both}"))
    page.route("**/api/v1/swarms", lambda route: None)
    page.locator("#swarm-count").fill("30")
    page.locator("#swarm-count").press("Enter")
    button = page.locator("#swarm-cancel")
    expect(button).to_have_text("Cancel")
    button.click()
    expect(button).to_have_text("Try again")
    with page.expect_request("**/api/v1/swarms"):
        if other == "count":
            page.locator("#swarm-count").fill("55")
            page.locator("#swarm-count").press("Enter")
        else:
            page.locator("#runs > .run .run-name").nth(1).click()
    expect(page.locator("#swarm-working")).to_contain_text(f"{55 if other == 'count' else 30} starts")
    expect(button).to_have_text("Cancel")
    expect(page.locator("#swarm-progress")).to_be_visible()
    button.click()
    expect(page.locator("#swarm-working")).to_contain_text("Stopped")


@pytest.mark.allow_page_errors("ERR_FAILED")
def test_while_the_server_is_away_the_swarm_stays_and_comes_after_it(page):
    first = settled(open_swarm(page))
    page.route("**/api/v1/**", lambda route: route.abort())
    page.locator("#swarm-count").fill("30")
    page.locator("#swarm-count").press("Enter")
    expect(page.locator("main")).to_have_attribute("data-server", "away")
    assert sum(int(count) for _, _, count, _ in rows(page)) == 100
    page.unroute("**/api/v1/**")
    assert changed(page, first)["starts"]["count"] == 30


def test_the_balls_go_on_where_the_run_has_left(page):
    link = RUN.replace("-1,1", "5,5").replace("0.01", "0.03") + "&steps=40&tab=starts&starts=swarm"
    open_swarm(page, f"{link}&step=0")
    page.locator("#scrubber").press("End")
    wait_for_step(page, 40)
    wait_for_state(page, "ended")
    assert sum(int(count) for _, _, count, _ in rows(page)) == 100
    go_to(page, 30)
    wait_for_state(page, "paused")
    page.locator("#tab-loss").click()
    wait_until(page, "() => Number(document.querySelector('main').dataset.step) < 30")
    wait_for_state(page, "ended")
    expect(page.locator("#outcome")).to_have_attribute("data-status", "diverged")


def test_on_a_curve_the_balls_lie_on_the_curve(page):
    link = "surface=double_well&start=1.5&optimizer=gradient_descent,learning_rate:0.05&steps=40&step=3"
    question = settled(open_swarm(page, f"{link}&swarm=grid,30,-1:1.5&tab=starts&starts=swarm"))
    assert question["starts"] == {"name": "grid", "resolution": [30], "window": [[-1, 1.5]]}
    wait_until(page, "() => JSON.parse(document.querySelector('#curve').dataset.balls || '{}').drawn === 30")
    expect(page.locator("#swarm-axis-1")).to_be_hidden()
    expect(page.locator("#swarm-name-0")).to_have_text("w")


def test_the_relief_shows_them_as_well(page):
    open_swarm(page)
    wait_until_drawn(page, "#relief")
    wait_until(
        page, "() => JSON.parse(document.querySelector('#relief').dataset.balls || '{}').drawn === 100"
    )


def test_another_tab_puts_the_balls_and_the_box_away(page):
    open_swarm(page)
    expect(page.locator(".start-box")).to_have_count(1)
    page.locator("#tab-loss").click()
    expect(page.locator("#terrain")).to_have_attribute("data-balls", "")
    expect(page.locator(".start-box")).to_have_count(0)
    expect(page.locator(".box-grip:visible")).to_have_count(0)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_result_is_told_to_those_who_do_not_see_it(page, language):
    answer = api(page, settled(open_swarm(page, language=language)))
    live = page.locator("#swarm-live")
    expect(live).to_have_text(answer["sentence"][language])
    expect(live).to_have_attribute("aria-live", "polite")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("screen", [{}, PHONE], ids=["laptop", "phone"])
def test_axe_finds_nothing_and_nothing_stands_out(open_page, theme, screen):
    page = open_page(color_scheme=theme, **screen)
    first = settled(open_swarm(page, NOISY))
    assert violations(page) == []
    page.locator("[data-contest=lucky_start]").click()
    changed(page, first)
    assert violations(page) == []
    assert page.evaluate(
        """() => {
          const below = document.querySelector('#swarm-says').getBoundingClientRect().top;
          return [...document.querySelectorAll('.tally-scroll')].every((one) =>
            one.scrollHeight <= one.clientHeight && one.getBoundingClientRect().bottom <= below);
        }"""
    ), "every line of both tallies is seen above what is said of them"
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    if not screen:
        assert page.evaluate("() => document.documentElement.scrollHeight <= innerHeight")
