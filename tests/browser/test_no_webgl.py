"""A browser without WebGL: the map takes the whole width, says why, and everything else works."""

import pytest
from playwright.sync_api import Page, expect
from waiting import wait_for_state, wait_for_step, wait_until, wait_until_drawn

BLIND = """(() => {
  for (const kind of [HTMLCanvasElement, globalThis.OffscreenCanvas].filter(Boolean)) {
    const plain = kind.prototype.getContext;
    kind.prototype.getContext = function (name, ...rest) {
      return name.includes('webgl') ? null : plain.call(this, name, ...rest);
    };
  }
})()"""
TWO = (
    "#surface=himmelblau&start=-1,1&run1=gradient_descent,learning_rate:0.01"
    "&run2=nesterov,learning_rate:0.005&steps=40&step=10"
)


@pytest.fixture
def blind(open_page) -> Page:
    """A page that can draw no 3-D."""
    page = open_page()
    page.add_init_script(BLIND)
    return page


def drawn(page: Page) -> None:
    wait_until_drawn(page, "#terrain")
    expect(page.locator("#relief-missing")).to_be_visible()


@pytest.mark.parametrize(("language", "words"), [("en", "draws no 3-D"), ("zh", "无法绘制三维图")])
def test_it_is_said_why_there_is_no_relief(blind, language, words):
    blind.goto(f"/?lang={language}")
    wait_for_state(blind, "ended")
    drawn(blind)
    expect(blind.locator("#relief-missing")).to_contain_text(words)
    expect(blind.locator("#relief")).to_be_hidden()
    width, whole = (blind.locator(place).bounding_box()["width"] for place in ("#terrain", ".plots"))
    assert width > 0.9 * whole


def test_every_tab_shows_its_charts(blind):
    blind.goto(f"/{TWO}")
    wait_for_step(blind, 10)
    drawn(blind)
    for tab, plot in (
        ("diagnostics", "multiple-losses"),
        ("slice", "slice"),
        ("gradient", "slice-first"),
        ("loss", "loss"),
    ):
        blind.locator(f"#tab-{tab}").click()
        wait_until(
            blind,
            f"() => document.querySelector('#{plot} .view-plot')?.data?.some(({{ x }}) => x.length > 1)",
        )
    blind.locator("#tab-race").click()
    expect(blind.locator("#panel-race tbody tr")).to_have_count(2)


def test_a_race_is_run_and_its_layers_are_drawn(blind):
    blind.goto(f"/{TWO}")
    wait_for_step(blind, 10)
    drawn(blind)
    blind.locator("#play").click()
    wait_for_state(blind, "ended")
    wait_until(
        blind,
        "() => JSON.parse(document.querySelector('#terrain').dataset.drawn).runs.split(' ').length === 2",
    )
    blind.locator("#layers-button").click()
    blind.locator("[data-layer=field]").check()
    blind.locator("[data-layer=tangent]").check()
    blind.keyboard.press("Escape")
    wait_until(blind, "() => Number(document.querySelector('#terrain').dataset.field) > 0")
    blind.locator("#weights-door").click()
    wait_until_drawn(blind, "#curve")
    expect(blind.locator("#relief-missing")).to_be_hidden()
