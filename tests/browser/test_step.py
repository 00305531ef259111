"""This step, opened: slow motion, squares, the gauge, the directions of the curvature."""

import json
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, expect
from processes import LONGEST
from waiting import wait_for_state, wait_for_step

from engine.optimizers import OPTIMIZERS

pytestmark = pytest.mark.flat

MAP = {"surface": "himmelblau", "start": [-1, 1], "steps": 40}
CURVE = {"surface": "parabola", "start": [2], "steps": 40}


def opened(server: str, run: dict[str, Any], step: int) -> dict[str, Any]:
    """The step as the API opens it."""
    body = run | {"from_step": step, "equations": True}
    answer: dict[str, Any] = httpx.post(f"{server}/api/v1/descents/step", json=body, timeout=LONGEST).json()[
        "steps"
    ][0]
    return answer


def go(page: Page, run: dict[str, Any], step: int, optimizer: str, **knobs: float) -> dict[str, Any]:
    """Shows a step of a run, and returns the run as the API takes it."""
    settings = {knob.name: knob.default for knob in OPTIMIZERS[optimizer].knobs} | knobs
    written = ",".join([optimizer, *(f"{name}:{value!r}" for name, value in settings.items())])
    start = ",".join(map(str, run["start"]))
    page.goto(
        f"/#surface={run['surface']}&start={start}&optimizer={written}&steps={run['steps']}&step={step}"
    )
    wait_for_state(page, "paused")
    wait_for_step(page, step)
    expect(page.locator("#step-between")).to_have_text(f"{max(0, step - 1)} → {max(1, step)}")
    expect(page.locator("[data-figure=condition]")).to_be_attached()
    return run | {"optimizer": {"name": optimizer, **settings}}


def told(page: Page) -> list[str]:
    """What slow motion says, part by part, until the step is made."""
    says = []
    page.get_by_role("button", name="Slow motion").click()
    while page.locator("#motion").is_visible():
        title = page.locator("#motion-title").text_content()
        says.append(f"{title}: {' '.join(page.locator('#motion-says p').all_inner_texts())}")
        page.locator("#motion-next").click()
    return says


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("run", [MAP, CURVE], ids=["map", "curve"])
def test_slow_motion_tells_every_term_and_makes_the_step(open_page, server, run, optimizer):
    page = open_page(reduced_motion="reduce")
    body = go(page, run, 5, optimizer)
    step = opened(server, body, 5)
    says = told(page)
    terms = OPTIMIZERS[optimizer].terms
    assert len(step["terms"]) == len(terms)
    assert [one.split(":")[0] for one in (says[0], says[-1])] == ["gradient", "new point"]
    for said, term, value in zip(says[1:-1], terms, step["terms"], strict=True):
        assert said == f"{term.title.en}: {term.meaning.en} {value['sentence']['en']}"
    wait_for_step(page, 6)
    expect(page.locator("#step-between")).to_have_text("5 → 6")


def test_slow_motion_can_be_turned_back_and_stopped(open_page):
    page = open_page(reduced_motion="reduce")
    go(page, MAP, 5, "adam")
    page.get_by_role("button", name="Slow motion").click()
    expect(page.locator("#step-between")).to_have_text("5 → 6")
    expect(page.get_by_role("button", name="Back", exact=True)).to_be_disabled()
    page.get_by_role("button", name="Next", exact=True).click()
    expect(page.locator("#motion-at")).to_have_text("2 of 10")
    expect(page.locator(".term[data-told=true]")).to_have_attribute("data-term", "first_moment")
    page.get_by_role("button", name="Back", exact=True).click()
    expect(page.locator("#motion-at")).to_have_text("1 of 10")
    page.get_by_role("button", name="Stop", exact=True).click()
    expect(page.locator("#motion")).to_be_hidden()
    wait_for_step(page, 5)
    expect(page.get_by_role("button", name="Slow motion")).to_be_focused()


def test_whatever_else_is_done_ends_slow_motion(open_page):
    page = open_page(reduced_motion="reduce")
    go(page, MAP, 5, "momentum")
    page.get_by_role("button", name="Slow motion").click()
    expect(page.locator("#motion")).to_be_visible()
    page.get_by_role("button", name="One step on").click()
    expect(page.locator("#motion")).to_be_hidden()
    wait_for_step(page, 6)


def test_slow_motion_goes_on_by_itself_at_its_pace_and_by_hand_it_waits(open_page):
    page = open_page(alone=True)
    page.clock.install()
    go(page, MAP, 5, "adam")
    page.get_by_role("button", name="Slow motion").click()
    page.get_by_label("Pace of slow motion").select_option("8")
    expect(page.locator("#motion-at")).to_have_text("1 of 10")
    page.clock.fast_forward(8_000)
    expect(page.locator("#motion-at")).to_have_text("2 of 10")
    page.get_by_label("Pace of slow motion").select_option("0")
    page.clock.fast_forward(600_000)
    expect(page.locator("#motion-at")).to_have_text("2 of 10")


def test_nothing_goes_on_by_itself_for_people_who_want_no_motion(open_page):
    page = open_page(alone=True, reduced_motion="reduce")
    page.clock.install()
    go(page, MAP, 5, "adam")
    page.get_by_role("button", name="Slow motion").click()
    expect(page.locator("#motion-at")).to_have_text("1 of 10")
    expect(page.get_by_label("Pace of slow motion")).to_be_hidden()
    page.clock.fast_forward(600_000)
    expect(page.locator("#motion-at")).to_have_text("1 of 10")


@pytest.mark.parametrize("optimizer", [name for name, one in OPTIMIZERS.items() if one.adaptive])
def test_the_areas_of_the_squares_are_the_values(page, server, optimizer):
    body = go(page, MAP, 8, optimizer)
    step = opened(server, body, 7)
    values = {term["name"]: term["value"] for term in step["terms"]}
    for term in OPTIMIZERS[optimizer].terms:
        row = page.locator(f".term[data-term={term.name}]")
        expect(row.locator(".squares")).to_have_count(1 if term.shows == "area" else 0)
        if term.shows != "area":
            continue
        sides = row.evaluate(
            """(row) => [...row.querySelectorAll(".square-frame")].map((frame) =>
                 [frame.firstElementChild.getBoundingClientRect().width, frame.clientWidth])"""
        )
        said = row.locator(".squares-scale").inner_text()
        # both on one scale: the areas are to each other as the values are, and the frame is what is said
        whole = max(values[term.name]) / (max(side for side, _ in sides) / sides[0][1]) ** 2
        mantissa = float(f"{whole:.1e}".split("e")[0])
        assert mantissa == pytest.approx(round(mantissa), abs=0.11), said
        for (side, frame), value in zip(sides, values[term.name], strict=True):
            exact = frame * (value / float(f"{whole:.0e}")) ** 0.5
            assert side == pytest.approx(exact, abs=0.05), term.name  # a browser's grain is 1/64 of a pixel


@pytest.mark.parametrize(
    ("optimizer", "rate", "zone"),
    [
        ("gradient_descent", 0.0005, "creep"),
        ("gradient_descent", 0.01, "monotone"),
        ("gradient_descent", 0.02, "overshoot"),
        ("gradient_descent", 0.04, "unstable"),
        ("rmsprop", 0.05, None),
    ],
)
def test_the_gauge_stands_where_the_api_says(page, server, optimizer, rate, zone):
    run = MAP | {"start": [-2.7, 3.0]}
    body = go(page, run, 3, optimizer, learning_rate=rate)
    curvature = opened(server, body, 3)["curvature"]
    assert zone is None or curvature["zone"] == zone
    expect(page.locator("#gauge")).to_have_attribute("data-zone", curvature["zone"])
    place = page.locator("#gauge-ball").evaluate("(ball) => Number(ball.style.getPropertyValue('--at'))")
    # the limit stands at 2 of 2.5
    assert place == pytest.approx(
        min(1, 2 * curvature["product"] / curvature["product_limit"] / 2.5), rel=1e-9
    )


def test_where_it_curves_downwards_there_is_no_limit_and_no_ball(page):
    go(
        page,
        {"surface": "himmelblau", "start": [-0.27, -0.92], "steps": 40},
        1,
        "gradient_descent",
        learning_rate=1e-6,
    )
    expect(page.locator("#gauge")).to_have_attribute("data-zone", "none")
    expect(page.locator("#gauge-ball")).to_be_hidden()
    expect(page.locator("#gauge-says")).to_contain_text("curves upwards nowhere")


def test_the_directions_of_the_curvature_are_the_engines(page, server):
    body = go(page, MAP, 10, "gradient_descent", learning_rate=0.01)
    curvature = opened(server, body, 10)["curvature"]
    steep, gentle = curvature["eigenvalues"][1], curvature["eigenvalues"][0]
    assert float(page.locator("[data-figure=curvature]").inner_text()) == pytest.approx(steep, rel=1e-3)
    assert float(page.locator("[data-figure=curvature-2]").inner_text()) == pytest.approx(gentle, rel=1e-3)
    condition = float(page.locator("[data-figure=condition]").inner_text())
    assert condition == pytest.approx(curvature["condition_number"], rel=1e-2)
    line = page.locator("#eigen-drawing line").first.evaluate(
        "(line) => [line.x2.baseVal.value, -line.y2.baseVal.value]"
    )
    x, y = curvature["eigenvectors"][1]
    assert line[0] * y - line[1] * x == pytest.approx(0, abs=1e-4)


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_every_term_stands_in_the_panel_with_this_steps_figures(page, server, optimizer):
    body = go(page, MAP, 4, optimizer)
    step = opened(server, body, 3)
    shown = page.locator(".term").evaluate_all("(rows) => rows.map((row) => row.dataset.term)")
    names = [equation["name"] for equation in step["equations"]]
    assert shown == (names if len(names) > 2 else ["next_point"])
    shared = {term["name"] for term in step["terms"] if isinstance(term["value"], (int, float))}
    for equation in step["equations"]:
        if equation["name"] in shown:
            names = page.locator(
                f".term[data-term={equation['name']}] .term-line > .symbol"
            ).all_inner_texts()
            assert names == ([""] if equation["name"] in shared else ["x", "y"]), equation["name"]


def test_each_coordinate_has_its_line_where_both_have_the_same_figures(page):
    page.goto("/#surface=rastrigin&start=0,0&optimizer=gradient_descent,learning_rate:0.002&steps=40&step=10")
    wait_for_step(page, 10)
    names = page.locator(".term[data-term=next_point] .term-line > .symbol")
    expect(names).to_have_text(["x", "y"])


def test_the_aside_fits_a_laptop_for_gradient_descent(page):
    go(page, MAP, 10, "gradient_descent", learning_rate=0.01)
    expect(page.locator("[data-figure=condition]")).not_to_be_empty()
    sizes = page.locator(".aside").evaluate("(aside) => [aside.scrollHeight, aside.clientHeight]")
    assert sizes[0] <= sizes[1], json.dumps(sizes)
