"""Two ladders of single steps: by powers of ten, and in units of 1/λ."""

import pytest
from playwright.sync_api import Page, Request, expect
from waiting import wait_for_state, wait_until, wait_until_drawn

pytestmark = pytest.mark.flat

PATH = "/learning-rates/ladder"
RULE = "optimizer=gradient_descent,learning_rate:0.05"
LINK = f"/?lang=en#surface=quadratic&start=-3,2&{RULE}&steps=30&step=0&tab=rate&tool=ladder"
RUNGS = 10


@pytest.fixture
def page(open_page):
    """A page on which runs stand there at once: that they play is no concern of these tests."""
    return open_page(reduced_motion="reduce")


def opened(page: Page, link: str = LINK) -> dict:
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request) if request.url.endswith(PATH) else None)
    page.goto(link)
    wait_for_state(page, "paused")
    wait_until(page, "() => /\\d/.test(document.querySelector('#ladder-says').textContent)")
    return asked[-1].response().json()


def cells(page: Page, kind: str) -> list[list[str]]:
    return [row.locator("td").all_inner_texts() for row in page.locator(f"#ladder-{kind}-rows > tr").all()]


def test_every_rung_is_a_row_with_its_name(page):
    told = opened(page)
    assert len(told["decades"]["rungs"]) == RUNGS
    for kind in ("decades", "units"):
        rows = cells(page, kind)
        assert [row[-1] for row in rows] == [rung["what"] for rung in told[kind]["rungs"]]
        losses = [float(row[-2].replace("\u202f", "")) for row in rows]
        assert losses == pytest.approx([rung["loss"] for rung in told[kind]["rungs"]], rel=5e-3)
    expect(page.locator("#ladder-says")).to_have_text(told["sentence"]["en"])


def test_both_ladders_are_drawn_from_the_same_figures(page):
    told = opened(page)
    wait_until_drawn(page, "#ladder-decades", "#ladder-units")
    for kind, along in (("decades", "learning_rate"), ("units", "multiple")):
        drawn = page.evaluate(
            """kind => {
              const { x, y } = document.querySelector(`#ladder-${kind} .view-plot`).data[1];
              return [[...x], [...y]];
            }""",
            kind,
        )
        assert drawn == [[rung[name] for rung in told[kind]["rungs"]] for name in (along, "change")]


def test_a_rung_is_tried_by_a_press_of_its_rate(page):
    told = opened(page)
    rung = told["decades"]["rungs"][-1]
    page.locator("#ladder-decades-rows > tr").last.get_by_role("button").click()
    wait_for_state(page, "ended")
    assert float(page.locator("#rate-figure").input_value()) == rung["learning_rate"]


def test_a_rung_is_reached_by_the_keyboard(page):
    opened(page)
    page.get_by_role("button", name="Try η = 0.01", exact=True).focus()
    page.keyboard.press("Enter")
    wait_for_state(page, "ended")
    expect(page.locator("#rate-figure")).to_have_value("0.01")


def test_where_the_surface_curves_down_there_are_no_units(page):
    told = opened(page, LINK.replace("quadratic&start=-3,2", "himmelblau&start=-1,1"))
    assert told["units"]["rungs"] == []
    expect(page.locator("#ladder-units-none")).to_be_visible()
    expect(page.locator("#ladder-units")).to_be_hidden()


def test_another_start_is_another_ladder(page):
    opened(page)
    before = page.locator("#ladder-says").inner_text()
    page.locator("#start-0").fill("1")
    page.keyboard.press("Enter")
    expect(page.locator("#ladder-says")).not_to_have_text(before)
