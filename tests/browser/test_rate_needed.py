"""Small against large: the U of the steps needed, and what noise leaves in the end."""

import pytest
from answers import hold_back
from playwright.sync_api import Page, Request, expect
from waiting import wait_for_state, wait_until, wait_until_drawn
from written import keep_what_is_written, wait_until_written

pytestmark = pytest.mark.flat

PATH = "/learning-rates/steps-needed"
RULE = "optimizer=gradient_descent,learning_rate:0.05"
LINK = f"/?lang=en#surface=quadratic&start=-3,2&{RULE}&steps=100&step=0&tab=rate&tool=needed"
NOISY = "&gradient=noisy&seed=3"


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
    """The tool shows the answer to the question of this moment."""
    wait_until(
        page,
        "() => /\\d/.test(document.querySelector('#needed-says').textContent)"
        " && document.querySelector('#needed-charts').dataset.old === 'false'",
    )


def line(page: Page, plot: str, index: int = 0) -> dict:
    wait_until_drawn(page, f"#{plot}")
    return page.evaluate(
        """([plot, index]) => {
          const { x, y } = document.querySelector(`#${plot} .view-plot`).data[index];
          return { x: [...x], y: [...y] };
        }""",
        [plot, index],
    )


def place_of(page: Page, plot: str, rate: float) -> tuple[float, float]:
    """Where a rate is on the chart's axis, in pixels of the window."""
    return tuple(
        page.evaluate(
            """([plot, rate]) => {
              const host = document.querySelector(`#${plot} .view-plot`);
              const box = host.getBoundingClientRect();
              const area = host.querySelector(".nsewdrag").getBoundingClientRect();
              const [low, high] = host.layout.xaxis.range;
              return [area.left + (Math.log10(rate) - low) / (high - low) * area.width, box.top + box.height / 2];
            }""",
            [plot, rate],
        )
    )


def test_the_line_is_the_servers_count_for_every_rate(page):
    told = opened(page)
    drawn = line(page, "needed-plot")
    assert drawn == {"x": told["rates"], "y": told["steps"]}
    axis = "() => document.querySelector('#needed-plot .view-plot').layout.yaxis.type"
    assert page.evaluate(axis) == "log"
    expect(page.locator("#needed-says")).to_have_text(told["sentence"]["en"])


def test_the_bottom_of_the_u_is_one_press_away(page):
    told = opened(page)
    page.get_by_role("button", name="Try the bottom").click()
    wait_for_state(page, "ended")
    taken = float(page.locator("#rate-figure").input_value())
    assert taken == pytest.approx(told["best"]["learning_rate"])


def test_a_click_on_the_chart_takes_the_rate_there(page):
    opened(page)
    wait_until_drawn(page, "#needed-plot")
    page.mouse.click(*place_of(page, "needed-plot", 0.02))
    expect(page.locator("#rate-figure")).not_to_have_value("0.05")
    assert float(page.locator("#rate-figure").input_value()) == pytest.approx(0.02, rel=0.02)


def test_the_tolerance_is_set_and_stays_in_the_link(page):
    told = opened(page)
    page.locator("#needed-tolerance").fill("1e-2")
    with page.expect_response(f"**{PATH}") as answered:
        page.keyboard.press("Enter")
    assert answered.value.request.post_data_json["tolerance"] == 0.01
    assert answered.value.json()["best"]["steps"] < told["best"]["steps"]
    wait_until(page, "() => location.hash.includes('tolerance=0.01')")
    page.reload()
    settled(page)
    expect(page.locator("#needed-tolerance")).to_have_value("0.01")


@pytest.mark.parametrize("wrong", ["0", "2", "nothing"])
def test_a_tolerance_that_is_none_is_refused_in_words(page, wrong):
    opened(page)
    page.locator("#needed-tolerance").fill(wrong)
    page.keyboard.press("Enter")
    expect(page.locator("#needed-problem")).to_be_visible()


def test_with_noise_a_second_chart_shows_what_is_left(page):
    opened(page)
    expect(page.locator("#needed-left")).to_be_hidden()
    page.goto("about:blank")
    told = opened(page, LINK.replace("&tab", f"{NOISY}&tab"))
    assert told["noisy"]
    expect(page.locator("#needed-left")).to_be_visible()
    assert line(page, "needed-left", 2) == {"x": told["rates"], "y": told["left"]}


def test_nothing_is_asked_while_another_tool_is_shown(page):
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request) if request.url.endswith(PATH) else None)
    page.goto(LINK.replace("tool=needed", "tool=ladder"))
    wait_for_state(page, "paused")
    wait_until(page, "() => /\\d/.test(document.querySelector('#ladder-says').textContent)")
    assert asked == []


def test_the_best_fixed_rate_of_a_quadratic_is_marked(page):
    keep_what_is_written(page)
    told = opened(page)
    assert told["best_fixed"] == pytest.approx(2 / (1 + 20), rel=1e-3)
    wait_until_written(page, "#needed-plot", "2/(λmin + λmax) = 0.0952")


def test_what_was_counted_for_the_run_before_fades_and_cannot_be_taken(page):
    opened(page)
    best, says, sweep = (page.locator(f"#needed-{name}") for name in ("best", "says", "sweep"))
    expect(sweep).to_have_attribute("data-old", "false")
    let_go, let_sweep_go = hold_back(page, PATH), hold_back(page, "/learning-rates/sweep")
    page.locator("#start-0").fill("2")
    page.keyboard.press("Enter")
    for element in (best, says, sweep):
        expect(element).to_have_attribute("data-old", "true")
    expect(best).to_have_attribute("aria-disabled", "true")
    let_sweep_go()
    expect(sweep).to_have_attribute("data-old", "false")
    expect(says).to_have_attribute("data-old", "true")
    let_go()
    settled(page)
    expect(best).to_have_attribute("aria-disabled", "false")
