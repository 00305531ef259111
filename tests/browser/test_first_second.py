"""The first second: the opening picture comes with the page, and Plotly takes its place without a jump."""

import json

import pytest
from playwright.sync_api import expect
from waiting import wait_for_state, wait_for_step, wait_until, wait_until_drawn

# The way from the document's first byte: which views drew what, and what had been asked by then.
WATCH = """() => {
    window.told = [];
    const ask = window.fetch;
    window.fetch = (address, options) => { told.push(`asked ${String(address)}`); return ask(address, options); };
    new MutationObserver(() => {
        const terrain = document.querySelector('#terrain');
        const seen = [
            JSON.parse(terrain?.dataset.drawn ?? '{}').faint > 1 && 'path drawn',
            terrain?.dataset.ready && 'Plotly in charge',
            document.querySelector('#relief')?.dataset.ready && 'relief in charge',
        ];
        told.push(...seen.filter(one => one && !told.includes(one)));
    }).observe(document, { subtree: true, childList: true, attributes: true });
}"""

DRAWN = "() => JSON.parse(document.querySelector('#terrain')?.dataset.drawn ?? '{}').faint > 5"

HANDLE = """() => {
    const { x, y, width, height } = document.querySelector('#terrain .view-handle').getBoundingClientRect();
    return [x + width / 2, y + height / 2];
}"""


@pytest.fixture
def watched(open_page):
    page = open_page()
    page.add_init_script(f"({WATCH})()")
    return page


def test_the_opening_is_drawn_before_plotly_and_before_the_relief(watched):
    watched.goto("/")
    wait_until(watched, "() => told.includes('relief in charge')")
    told = watched.evaluate("() => told")
    order = ["path drawn", "Plotly in charge", "relief in charge"]
    assert [one for one in told if one in order] == order


AT_FIRST = """() => document.addEventListener('DOMContentLoaded', () => {
    window.atFirst = {
        points: JSON.parse(document.querySelector('#terrain').dataset.drawn ?? '{}').faint,
        unseen: [...document.querySelectorAll('.knobs input, .panel[hidden] input, [popover]:not(#keys) input')]
            .map(one => one.id),
    };
})"""


def test_the_document_is_parsed_with_its_picture_drawn_and_without_the_fields_that_nobody_sees(open_page):
    page = open_page()
    page.add_init_script(f"({AT_FIRST})()")
    page.goto("/")
    at_first = page.evaluate("() => atFirst")
    assert at_first["points"] > 5
    assert at_first["unseen"] == []


def test_all_that_was_not_seen_at_first_is_there_with_the_rest_of_the_page(page):
    page.goto("/", wait_until="commit")
    wait_for_state(page, "playing")
    assert page.locator("template.later").count() == 0
    for inside in (".knobs[data-of=adam]", "#layers", "#surfaces", "#panel-starts"):
        assert page.locator(f"{inside} input").count() > 0


def test_the_opening_is_drawn_before_the_rest_of_the_page_is_asked_for(open_page):
    page = open_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.route("**/bundles/main.js", lambda route: None)  # never answered
    with page.expect_request("**/bundles/main.js"):
        page.goto("/", wait_until="commit")
        wait_until(page, DRAWN)
    wait_until(page, "() => document.querySelector('link[href$=\"plotly.min.js\"]')")
    assert not [address for address in asked if "/api/" in address]
    first = next(place for place, address in enumerate(asked) if address.endswith("/bundles/main.js"))
    assert any(address.endswith("/bundles/first.js") for address in asked[:first])


@pytest.fixture
def early(open_page):
    """The page as it first stands there, and what lets the rest of it in; Plotly never comes."""
    page, holding, held = open_page(), True, []
    page.route("**/bundles/main.js", lambda route: held.append(route) if holding else route.continue_())
    page.route("**/plotly.min.js", lambda route: None)

    def let_in() -> None:
        nonlocal holding
        holding = False
        for route in held:
            route.continue_()

    page.goto("/", wait_until="commit")
    wait_until(page, DRAWN)
    wait_until(page, "() => document.querySelector('template.later') === null")
    return page, let_in


def test_the_opening_waits_at_its_start_and_plays_before_it_would_when_asked_to(early):
    page, let_in = early
    let_in()
    expect(page.locator("#play")).to_have_attribute("data-playing", "false")
    wait_for_state(page, "loading")
    wait_for_step(page, 0)
    expect(page.locator("#outcome")).to_be_hidden()
    page.keyboard.press(" ")
    wait_for_state(page, "playing")


def test_what_is_pressed_too_early_is_done_in_its_order(early):
    page, let_in = early
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("ArrowLeft")
    page.locator("#forward").click()
    page.keyboard.press("ArrowRight")
    page.locator("#theme svg").click()
    let_in()
    wait_for_state(page, "paused")
    wait_for_step(page, 11)
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


@pytest.mark.allow_page_errors("Failed to load resource")
def test_a_server_that_goes_away_before_the_rest_is_there_is_waited_for(open_page):
    page = open_page()
    away = True
    page.route("**/bundles/main.js", lambda route: route.abort() if away else route.continue_())
    page.route("**/health", lambda route: route.abort() if away else route.continue_())
    page.goto("/", wait_until="commit")
    expect(page.locator("#standing-notices")).to_contain_text("does not answer")
    away = False
    wait_for_state(page, "playing")


def test_the_opening_is_drawn_when_the_server_answers_nothing(open_page):
    page = open_page()
    page.route("**/api/**", lambda route: None)  # never answered
    page.route("**/plotly.min.js", lambda route: None)
    page.goto("/", wait_until="commit")
    wait_until(page, DRAWN)


def test_the_embedded_run_is_what_the_server_answers(page):
    page.goto("/")
    sent = json.loads(page.locator("#first-picture").text_content())
    opening = json.loads(page.locator("#catalog").text_content())["opening"]
    answer = page.request.post("/api/v1/descents", data=opening).json()
    answer.pop("state")
    assert sent["run"] == answer
    start = {"surface": opening["surface"], "start": opening["start"]}
    assert sent["fall_line"] == page.request.post("/api/v1/surfaces/fall-line", data=start).json()["points"]


def test_a_link_shows_nothing_of_the_opening(open_page):
    page = open_page()
    page.route("**/api/**", lambda route: None)
    page.goto("/#surface=rosenbrock&start=-1,1&steps=20", wait_until="commit")
    wait_until(page, "() => ['loading', 'playing'].includes(document.querySelector('main')?.dataset.state)")
    wait_until_drawn_by_us = (
        "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
    )
    page.evaluate(wait_until_drawn_by_us)
    assert page.locator("#terrain").get_attribute("data-drawn") is None


def test_plotly_takes_over_where_our_layer_stood(open_page):
    page = open_page(reduced_motion="reduce")
    holding, held = True, []
    page.route("**/plotly.min.js", lambda route: held.append(route) if holding else route.continue_())
    page.goto("/", wait_until="commit")
    wait_until(page, "() => Number(document.querySelector('#terrain')?.dataset.drawnPoints ?? 0) > 1")
    before = page.evaluate(HANDLE)
    wait_until(page, "() => document.querySelector('script[src$=\"plotly.min.js\"]')")
    holding = False
    for route in held:
        route.continue_()
    wait_until_drawn(page, "#terrain")
    wait_for_state(page, "ended")
    after = page.evaluate(HANDLE)
    assert after == pytest.approx(before, abs=0.5)  # half a pixel


def test_the_page_is_a_handful_of_files(page):
    page.goto("/")
    wait_until_drawn(page, "#terrain")
    loaded = page.evaluate("() => performance.getEntriesByType('resource').map(one => one.name)")
    files = [name.partition("/static/")[2].partition("/")[2] for name in loaded if "/static/" in name]
    assert sorted({name for name in files if name.endswith((".js", ".css"))}) == [
        "bundles/first.js",
        "bundles/main.js",
        "css/page.css",
        "js/theme-first.js",
        "plotly.min.js",
    ]
