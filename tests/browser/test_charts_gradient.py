"""What the gradient is: slices, compass and tangent drawn from the server's figures, each with a plain sentence."""

import json
from urllib.parse import quote

import pytest
from answers import answered
from playwright.sync_api import Page, Request, Route, expect
from waiting import wait_for_step, wait_until, wait_until_drawn, wait_until_still

pytestmark = pytest.mark.flat

LINK = "#surface=himmelblau&start=-1,1&optimizer=gradient_descent,learning_rate:0.01&steps=40&step=0&tab=gradient"
CURVE = "#surface=parabola&start=2&optimizer=gradient_descent,learning_rate:0.5&steps=10&step=0&tab=gradient"


def inspected(page: Page, link: str, *, step: int = 0) -> dict:
    """Opens the tab and returns what the server said to the last question: the map's frame changes the radius."""
    asked: list[Request] = []
    all_answered = answered(page, "/inspect")
    page.on("request", lambda request: asked.append(request) if request.url.endswith("/inspect") else None)
    page.goto(f"/{link}")
    wait_for_step(page, step)
    wait_until_drawn(page, "#curve") if "parabola" in link else wait_until_still(page)
    wait_until(page, "() => /\\d/.test(document.querySelector('#slices-says').textContent)")
    all_answered()
    return asked[-1].response().json()


def choose(page: Page, figure: str) -> None:
    page.locator("#gradient-figure").get_by_text(figure).click()


def lines(page: Page, plot: str, figure: float) -> list[dict]:
    """The lines of a plot, once one of them holds the figure."""
    wait_until(
        page,
        """([id, figure]) => document.querySelector(`#${id} .view-plot`)?.data?.some(({ y }) => y.includes(figure))""",
        [plot, figure],
    )
    return page.evaluate(
        "id => document.querySelector(`#${id} .view-plot`).data.map(({ x, y }) => ({ x: [...x], y: [...y] }))",
        plot,
    )


def test_two_slices_and_their_slopes_make_the_arrow(page):
    told = inspected(page, LINK)
    for plot, one, slope in zip(
        ("slice-first", "slice-second"), told["slices"], told["gradient"], strict=True
    ):
        curve, tangent = lines(page, plot, one["loss"][0])
        assert (curve["x"], curve["y"]) == (one["at"], one["loss"])
        assert (tangent["y"][1] - tangent["y"][0]) / (tangent["x"][1] - tangent["x"][0]) == pytest.approx(
            slope
        )
    parts = json.loads(page.locator("#slice-sum").get_attribute("data-parts") or "[]")
    assert parts == told["gradient"]
    expect(page.locator("#slices-says")).to_contain_text("These two slopes are the gradient")


def test_the_compass_marks_the_best_direction_and_the_steepest(page):
    told = inspected(page, LINK)["compass"]
    choose(page, "compass")
    (around,) = lines(page, "compass-around", min(told["losses"]))
    assert min(around["y"]) == min(told["losses"])
    known = [one for one in told["sweep"] if one["apart"] is not None]
    (sweep,) = lines(page, "compass-sweep", known[0]["apart"])
    assert sweep["y"] == [one["apart"] for one in known]
    expect(page.locator("#compass-says")).to_contain_text("Of all directions")
    before = page.locator("#compass-says").inner_text()
    page.locator("#radius-slider").focus()
    page.keyboard.press("Home")
    expect(page.locator("#compass-says")).not_to_have_text(before)


def test_what_is_asked_on_a_surface_that_is_left_at_once_is_asked_again(open_page):
    page = open_page(reduced_motion="reduce")
    inspected(page, LINK.replace("step=0", "step=40"), step=40)
    before = page.locator("#slices-says").inner_text()
    held: list[Route] = []
    page.route("**/api/v1/descents", lambda route: held.append(route))
    page.evaluate("() => document.querySelector('[name=surface][value=booth]').click()")
    expect(page.locator("#slices-says")).to_be_hidden()
    page.locator("#undo").click()
    expect(page.locator("#surface-title")).to_have_text("Himmelblau")
    held[0].continue_()
    expect(page.locator("#slices-says")).to_have_text(before)


def test_the_error_of_the_tangent_stands_beside_half_the_curvature(page):
    told = inspected(page, LINK)["tangent"]
    choose(page, "tangent")
    true, model = lines(page, "tangent-model", told["losses"][-1])
    assert true["y"] == told["losses"]
    assert model["y"] == told["model"]
    drawn = lines(page, "tangent-error", abs(told["error"][-1]))[-1]["y"]
    assert drawn == [abs(error) if error else None for error in told["error"]]
    expect(page.locator("#tangent-says")).to_contain_text("the tangent promises")


def test_on_a_quadratic_the_sentence_says_exactly(page):
    inspected(page, LINK.replace("himmelblau", "quadratic"))
    choose(page, "tangent")
    expect(page.locator("#tangent-says")).to_contain_text("½λd² exactly")


def test_on_a_curve_there_is_one_slice_and_there_are_two_sides(page):
    inspected(page, CURVE)
    expect(page.locator("#slices-says")).to_contain_text("a step against the slope goes left")
    expect(page.locator("#slice-second")).to_be_hidden()
    choose(page, "compass")
    expect(page.locator("#compass-says")).to_contain_text("−∇L points to the lower one")
    expect(page.locator("#compass-sweep")).to_be_hidden()


def formula(formula: str, variables: str, window: str, start: str) -> str:
    return (
        f"#formula={quote(formula)}&variables={variables}&window={window}&start={start}"
        "&optimizer=gradient_descent,learning_rate:0.01&steps=10&step=0&tab=gradient"
    )


def test_a_slope_without_a_value_is_not_called_zero(page):
    with page.expect_response("**/inspect") as told:
        page.goto("/" + formula("sqrt(x)*y", "x,y", "0:4,-2:2", "0,0"))
    assert told.value.json()["gradient"] == [None, 0]
    for figure, says in [
        ("partial slopes", "#slices-says"),
        ("compass", "#compass-says"),
        ("tangent", "#tangent-says"),
    ]:
        choose(page, figure)
        expect(page.locator(says)).to_contain_text("The gradient has no value here")


def test_a_side_without_a_loss_is_neither_the_lower_nor_the_higher(page):
    with page.expect_response("**/inspect") as told:
        page.goto("/" + formula("w*log(w)", "w", "0.1:3", "0.6") + "&radius=0.7&figure=compass")
    assert sorted(loss is None for loss in told.value.json()["compass"]["losses"]) == [False, True]
    says = page.locator("#compass-says")
    expect(says).to_contain_text("has a value on one side only")
    expect(says).to_contain_text("points to the other")
