"""The charts under the timeline: their figures are the server's, and a step pointed at lights up in all of them."""

import json

import pytest
from playwright.sync_api import Page, expect
from waiting import wait_for_state, wait_for_step, wait_until

pytestmark = pytest.mark.flat

RUN = {
    "surface": "himmelblau",
    "start": [-1, 1],
    "steps": 40,
    "optimizer": {"name": "gradient_descent", "learning_rate": 0.01},
}
PAUSED = "#surface=himmelblau&start=-1,1&optimizer=gradient_descent,learning_rate:0.01&steps=40&step=10"
CHARTS = ["losses", "gradient_norms", "distances", "effective_rates", "sharpness", "products"]


def rest(page: Page, tab: str = "") -> None:
    page.goto(f"/{PAUSED}{tab and f'&tab={tab}'}")
    wait_for_state(page, "paused")
    wait_for_step(page, 10)


def asked(page: Page, path: str, body: dict) -> dict:
    response = page.request.post(
        f"/api/v1{path}", data=json.dumps(body), headers={"Content-Type": "application/json"}
    )
    assert response.ok, response.text()
    return response.json()


def traces(page: Page, plot: str) -> list[dict]:
    return page.evaluate(
        """id => document.querySelector(`#${id} .view-plot`).data.map(({ x, customdata }) =>
            ({ x: [...x], y: [...customdata] }))""",
        plot,
    )


def wait_for_chart(page: Page, plot: str) -> None:
    wait_until(page, f"() => document.querySelector('#{plot}').dataset.drawnPoints > 0")


def point_at(page: Page, plot: str, part: float) -> None:
    """Points at a part of the width of a chart's frame."""
    box = page.locator(f"#{plot} .nsewdrag").bounding_box()
    assert box
    page.mouse.move(box["x"] + part * box["width"], box["y"] + box["height"] / 2)


def test_the_loss_chart_holds_the_losses_of_the_run(page):
    rest(page)
    wait_for_chart(page, "loss")
    (line,) = traces(page, "loss")
    assert line["y"] == asked(page, "/descents", RUN)["losses"]


def test_a_step_that_is_pointed_at_is_read_out_to_the_last_digit(page):
    rest(page)
    wait_for_chart(page, "loss")
    point_at(page, "loss", 0.125)
    expect(page.locator("#loss")).to_have_attribute("data-lit", "5")
    readout = page.locator("#loss .readout")
    expect(readout).to_contain_text("step 5")
    expect(readout).to_contain_text(str(asked(page, "/descents", RUN)["losses"][5]))
    page.mouse.move(5, 5)
    expect(readout).to_be_hidden()


def test_a_press_and_a_drag_go_to_the_step(page):
    rest(page)
    wait_for_chart(page, "loss")
    point_at(page, "loss", 0.25)
    page.mouse.down()
    wait_for_step(page, 10)
    point_at(page, "loss", 0.75)
    wait_for_step(page, 30)
    page.mouse.up()


def test_the_ticks_of_a_slice_stay_in_the_picture_where_losses_are_tiny(page):
    page.goto(
        "/#surface=himmelblau&start=3,-4&optimizer=gradient_descent,learning_rate:0.0205&steps=60&step=60&tab=slice"
    )
    wait_for_step(page, 60)
    wait_until(page, "() => /×10⁻/.test(document.querySelector('#slice .yaxislayer-above')?.textContent)")
    wait_until(
        page,
        """() => {
          const left = (one) => one.getBoundingClientRect().left;
          const ticks = [...document.querySelectorAll('#slice .ytick text')];
          return ticks.length && ticks.every((tick) => left(tick) >= left(document.querySelector('#slice')));
        }""",
    )


def test_the_diagnostics_are_the_measures_of_the_run(page):
    rest(page, "diagnostics")
    measures = asked(page, "/descents/measures", RUN)
    for name in CHARTS:
        wait_for_chart(page, f"multiple-{name}")
    lines = {name: [line["y"] for line in traces(page, f"multiple-{name}")] for name in CHARTS}
    assert lines["losses"] == [measures["losses"]]
    assert lines["gradient_norms"] == [measures["gradient_norms"]]
    assert lines["distances"] == [measures["distances"]]
    assert lines["effective_rates"] == [
        list(column) for column in zip(*measures["effective_rates"], strict=True)
    ]
    assert lines["sharpness"] == [measures["sharpness"], measures["along_step"]]
    assert lines["products"] == [measures["product_limits"], measures["products"]]
    assert traces(page, "multiple-losses")[0]["x"] == measures["steps"]


def test_the_diagnostics_are_asked_for_when_their_tab_is_opened(page):
    rest(page)
    wait_for_chart(page, "loss")
    page.locator("#tab-diagnostics").click()
    for name in CHARTS:
        wait_for_chart(page, f"multiple-{name}")


def test_a_step_lights_up_in_every_small_chart_with_its_figure(page):
    rest(page, "diagnostics")
    wait_for_chart(page, "multiple-products")
    point_at(page, "multiple-losses", 0.125)
    for name in CHARTS:
        expect(page.locator(f"#multiple-{name}")).to_have_attribute("data-lit", "5")
    measures = asked(page, "/descents/measures", RUN)
    said = page.locator(".multiple", has=page.locator("#multiple-losses")).locator(".multiple-figure")
    expect(said).to_have_text(f"{measures['losses'][5]:.4g}")


def open_table(page: Page) -> None:
    page.get_by_text("table", exact=True).click()
    expect(page.get_by_role("grid", name="Every step of the run")).to_be_visible()


def cells(page: Page, step: int) -> list[str]:
    return page.locator(f"#step-row-{step} td").all_inner_texts()


def test_the_table_shows_every_step_and_goes_there(page):
    rest(page, "diagnostics")
    open_table(page)
    run = asked(page, "/descents", RUN)
    grid = page.get_by_role("grid", name="Every step of the run")
    expect(grid).to_have_attribute("aria-rowcount", "42")
    expect(page.locator("#step-row-10")).to_have_attribute("aria-selected", "true")
    for step in range(41):
        if not page.locator(f"#step-row-{step}").count():
            page.locator("#steps-scroll").evaluate(f"(box) => {{ box.scrollTop = {step} * 24; }}")
            expect(page.locator(f"#step-row-{step}")).to_be_attached()
        shown = cells(page, step)
        assert shown[0] == str(step)
        assert [float(said.replace("−", "-")) for said in shown[1:3]] == pytest.approx(
            run["points"][step], rel=1e-5
        )
    page.locator("#step-row-40").click()
    wait_for_step(page, 40)
    grid.press("ArrowUp")
    wait_for_step(page, 39)
    grid.press("Home")
    wait_for_step(page, 0)
    expect(page.locator("#step-row-0")).to_have_attribute("aria-selected", "true")


def test_a_long_table_makes_only_the_rows_in_sight(page):
    page.goto(f"/{PAUSED.replace('steps=40', 'steps=20000')}&tab=diagnostics")
    wait_for_step(page, 10)
    open_table(page)
    grid = page.get_by_role("grid", name="Every step of the run")
    expect(grid).to_have_attribute("aria-rowcount", "20002")
    grid.press("End")
    wait_for_step(page, 20000)
    expect(page.locator("#step-row-20000")).to_be_visible()
    assert page.locator(".steps tbody tr").count() < 60


def test_the_csv_is_the_run_to_the_last_digit(page):
    rest(page, "diagnostics")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    measures = asked(page, "/descents/measures", RUN)
    open_table(page)
    expect(page.locator(".steps th").last).to_have_text("η·λ")
    page.get_by_role("button", name="Copy as CSV").click()
    expect(page.get_by_text("Copied 41 rows as CSV.")).to_be_visible()
    lines = page.evaluate("() => navigator.clipboard.readText()").strip().split("\n")
    names = lines[0].split(",")
    rows = [dict(zip(names, line.split(","), strict=True)) for line in lines[1:]]
    run = asked(page, "/descents", RUN)
    assert [[float(row["x"]), float(row["y"])] for row in rows] == run["points"]
    for name, values in (
        ("loss", run["losses"]),
        ("gradient_norm", run["gradient_norms"]),
        ("distance", measures["distances"]),
        ("sharpness", measures["sharpness"]),
        ("product", measures["products"]),
    ):
        assert [float(row[name]) if row[name] else None for row in rows] == values
