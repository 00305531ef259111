"""The server goes away and comes back: the page says so, keeps what it has, and goes on without a click."""

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator

import httpx
import pytest
from answers import hold_back
from playwright.sync_api import Page, Response, Route, expect
from serving import UNHURRIED
from waiting import go_to_end, wait_for_state, wait_for_step, wait_until, wait_until_still

pytestmark = pytest.mark.allow_page_errors("ERR_|Failed to load resource")

SLOW = {"surface": "rosenbrock", "start": [-1.2, 1]}
LONG = 20_000
RUNS = (
    {"optimizer": {"name": "gradient_descent", "learning_rate": 0.0001}},
    {"optimizer": {"name": "adam", "learning_rate": 0.0001}},
)
ONE = f"#surface=rosenbrock&start=-1.2,1&optimizer=gradient_descent,learning_rate:0.0001&steps={LONG}"
TWO = (
    "#surface=rosenbrock&start=-1.2,1&run1=gradient_descent,learning_rate:0.0001"
    f"&run2=adam,learning_rate:0.0001&steps={LONG}"
)
QUADRATIC = (
    "surface=quadratic&start=4,1&steps=60&step=0&tab=rate&tool=map&optimizer=momentum,learning_rate:0.05"
)
AWAY = "The server does not answer."
LIMITS = {f"FALL_LINE_{name.upper()}": str(limit) for name, limit in UNHURRIED.items()}


class Mortal:
    """A server process that can be killed and started again at the same address."""

    def __init__(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self.start()

    def start(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "app", "--port", str(self.port)],
            stdout=subprocess.PIPE,
            text=True,
            # a step an event: a stream of a long run takes long enough to be broken off
            env={**os.environ, "FALL_LINE_EVENT_STEPS": "1"} | LIMITS,
        )
        assert "Fall Line is at" in self._process.stdout.readline()

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()
        self._process.stdout.close()


@pytest.fixture
def mortal() -> Iterator[Mortal]:
    """A server of the test's own."""
    server = Mortal()
    yield server
    server.kill()


@pytest.fixture
def server(mortal: Mortal) -> str:
    """The pages' server is the one that is killed."""
    return mortal.address


@pytest.fixture
def asked(page: Page) -> Callable[[str], int]:
    """How many requests to an address have been made."""
    made: list[str] = []
    page.on("request", lambda request: made.append(request.url))

    def count(end: str) -> int:
        page.evaluate("() => {}")  # what the page has done meanwhile is heard of first
        return sum(address.endswith(end) for address in made)

    return count


def points_on(page: Page) -> list[list[float]]:
    """The points of the chosen run, to the last digit."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate("() => navigator.clipboard.writeText('')")
    page.locator("#tab-diagnostics").click()
    if not page.locator("#diagnostics-table").is_checked():
        page.get_by_text("table", exact=True).click()
    page.locator("#steps-copy").click()
    wait_until(page, "async () => (await navigator.clipboard.readText()).startsWith('step,')")
    lines = page.evaluate("() => navigator.clipboard.readText()").strip().split("\n")
    return [[float(figure) for figure in line.split(",")[1:3]] for line in lines[1:]]


def whole(server: Mortal, run: dict, **others: object) -> list[list[float]]:
    """The points of the run, never interrupted."""
    answer = httpx.post(
        f"{server.address}/api/v1/descents", json=SLOW | {"steps": LONG} | run | others, timeout=60
    )
    return answer.raise_for_status().json()["points"]


def finish(page: Page) -> None:
    """Goes to the end once the path is whole."""
    expect(page.locator("main")).to_have_attribute("data-server", "here")
    page.locator("#scrubber").focus()
    go_to_end(page)
    wait_for_step(page, LONG)


def break_off(page: Page, server: Mortal, link: str) -> None:
    """Kills the server in the middle of the stream."""

    def kill(response: Response) -> None:
        if response.url.endswith("/stream"):
            page.remove_listener("response", kill)
            server.kill()

    page.on("response", kill)
    page.goto(f"/{link}", wait_until="commit")
    notice = page.get_by_role("alert").get_by_text(AWAY)
    expect(notice).to_be_visible()
    wait_for_state(page, "playing")


def test_a_run_that_is_broken_off_is_equal_to_one_that_is_not(page, mortal, asked):
    break_off(page, mortal, ONE)
    expect(page.locator("#step-at")).to_contain_text("waiting")
    before = asked("/descents/stream")
    mortal.start()
    health = asked("/health")
    expect(page.get_by_text("The server is back.")).to_be_visible()
    assert asked("/health") - health <= 3, "one question a second, and one that was on its way"
    expect(page.get_by_text(AWAY)).to_be_hidden()
    finish(page)
    assert asked("/descents/stream") == before + 1
    assert points_on(page) == whole(mortal, RUNS[0])


def test_a_race_that_is_broken_off_is_equal_to_one_that_is_not(page, mortal, asked):
    break_off(page, mortal, TWO)
    mortal.start()
    finish(page)
    assert asked("/races/stream") + asked("/descents/stream") > 1
    for place, run in enumerate(RUNS):
        page.locator("#runs .run-name").nth(place).click()
        assert points_on(page) == whole(mortal, run)


def test_changes_made_while_it_is_away_are_not_lost(page, mortal, asked):
    page.goto(f"/{ONE.replace(str(LONG), '60')}&step=10")
    wait_for_state(page, "paused")
    mortal.kill()
    for rate in ("0.0002", "0.0003"):
        page.locator("#rate-figure").fill(rate)
        page.locator("#rate-figure").press("Enter")
    expect(page.get_by_role("alert").get_by_text(AWAY)).to_be_visible()
    wait_until(page, "() => location.hash.includes('learning_rate:0.0003')")
    mortal.start()
    wait_for_state(page, "ended")
    optimizer = {"name": "gradient_descent", "learning_rate": 0.0003}
    assert points_on(page) == whole(mortal, {"optimizer": optimizer}, steps=60)
    assert asked("/descents") <= 3


def test_a_start_that_is_dropped_while_it_is_away_has_its_path_when_it_is_back(page, mortal):
    page.goto(f"/{ONE.replace(str(LONG), '60')}&step=10")
    wait_for_state(page, "paused")
    wait_until_still(page)
    handle = page.locator("#terrain .view-handle").bounding_box()
    x, y = handle["x"] + handle["width"] / 2, handle["y"] + handle["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 40, y + 20, steps=4)
    wait_until(page, "() => document.querySelector('main').dataset.held === 'true'")
    mortal.kill()
    page.mouse.move(x + 80, y + 40, steps=4)
    expect(page.get_by_role("alert").get_by_text(AWAY)).to_be_visible()
    page.mouse.move(x + 100, y + 50, steps=4)
    page.mouse.up()
    expect(page.locator("main")).to_have_attribute("data-held", "false")
    mortal.start()
    expect(page.locator("main")).to_have_attribute("data-server", "here")
    wait_for_state(page, "ended")
    wait_until(page, "() => !location.hash.includes('start=-1.2,1&')")
    dropped = [
        float(part) for part in page.evaluate("() => /start=([^&]*)/.exec(location.hash)[1]").split(",")
    ]
    assert points_on(page) == whole(mortal, RUNS[0], start=dropped, steps=60)
    expect(page.locator("#terrain")).to_have_attribute("data-drawn-points", "61")


def test_a_map_of_starts_stays_while_it_is_away_and_follows_when_it_is_back(page, mortal, asked):
    page.goto(
        "/?lang=en#surface=himmelblau&start=-1,1&steps=60&step=10&tab=starts&basins=side:64"
        "&optimizer=gradient_descent,learning_rate:0.01"
    )
    terrain = page.locator("#terrain")
    expect(page.locator("#basins-live")).not_to_be_empty()
    expect(terrain).to_have_attribute("data-basins", "64×64")
    expect(page.locator("#basins-says")).not_to_contain_text("Nothing can rest")
    mortal.kill()
    for rate in ("0.012", "0.014", "0.02"):
        page.locator("#rate-figure").fill(rate)
        page.locator("#rate-figure").press("Enter")
    expect(page.get_by_role("alert").get_by_text(AWAY)).to_be_visible()
    expect(terrain).to_have_attribute("data-basins-stale", "true")
    expect(terrain).to_have_attribute("data-basins", "64×64")
    work = page.locator("#basins-work")
    expect(work).not_to_have_attribute("hidden", "")
    expect(work).to_be_hidden()
    times = asked("/basins/stream")
    mortal.start()
    expect(page.locator("#basins-says")).to_contain_text("Nothing can rest")
    expect(terrain).to_have_attribute("data-basins-stale", "false")
    assert asked("/basins/stream") == times + 1, "only the latest is asked again"


def test_nothing_is_asked_while_all_is_well(page, asked):
    page.goto("/")
    wait_for_state(page, "ended")
    assert asked("/health") == 0


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_busy_server_is_asked_again_when_it_said(page, asked, language):
    page.goto(f"/?lang={language}{ONE.replace(str(LONG), '60')}&step=10")
    wait_for_state(page, "paused")
    busy = {"status": 503, "detail": "Busy.", "detail_zh": "正忙。", "errors": []}
    before = asked("/descents")
    ask_again = hold_back(page, "/health")
    page.route(
        "**/api/v1/descents",
        lambda route: route.fulfill(status=503, headers={"Retry-After": "1"}, json=busy),
        times=1,
    )
    page.locator("#rate-figure").fill("0.0002")
    page.locator("#rate-figure").press("Enter")
    expect(
        page.get_by_role("alert").get_by_text({"en": "The server is busy.", "zh": "服务器正忙"}[language])
    ).to_be_visible()
    ask_again()
    wait_for_state(page, "ended")
    assert asked("/descents") == before + 2


def test_work_that_took_too_long_is_asked_for_once_more_and_then_told(page, asked):
    slow = {"en": "It took too long.", "zh": "太久了。"}
    problem = {
        "status": 503,
        "detail": slow["en"],
        "detail_zh": slow["zh"],
        "errors": [{"field": "", "code": "overdue", "message": slow}],
    }
    page.route(
        "**/api/v1/stability-map",
        lambda route: route.fulfill(status=503, headers={"Retry-After": "1"}, json=problem),
    )
    page.goto(f"/?lang=en#{QUADRATIC}")
    expect(page.get_by_text(slow["en"]).first).to_be_visible()
    assert asked("/stability-map") == 2
    expect(page.locator("main")).to_have_attribute("data-server", "here")


def test_a_map_for_which_too_many_wait_is_asked_again_when_there_may_be_room(page, asked):
    full = {"status": 503, "detail": "Full.", "detail_zh": "满了。", "errors": []}
    page.route(
        "**/api/v1/stability-map",
        lambda route: route.fulfill(status=503, headers={"Retry-After": "4"}, json=full),
        times=1,
    )
    ask_again = hold_back(page, "/health")
    page.goto(f"/?lang=en#{QUADRATIC}")
    expect(page.get_by_role("alert").get_by_text("The server is busy.")).to_be_visible()
    ask_again()
    expect(page.locator("#outcome-map")).to_have_attribute("data-ready", "true")
    expect(page.locator("main")).to_have_attribute("data-server", "here")


def test_another_question_to_a_busy_server_need_not_wait_until_this_one_may_be_asked_again(page):
    full = {"status": 503, "detail": "Full.", "detail_zh": "满了。", "errors": []}
    waits = ["1", "600"]
    page.route(
        "**/api/v1/learning-rates/sweep",
        lambda route: route.fulfill(status=503, headers={"Retry-After": waits.pop()}, json=full),
        times=2,
    )
    page.goto(f"/?lang=en#{QUADRATIC}")
    busy = page.get_by_role("alert").get_by_text("The server is busy.")
    expect(busy).to_be_visible()
    beside = page.locator(".aside").bounding_box()
    assert busy.bounding_box()["x"] > beside["x"], "it lies over nothing that can be pressed"
    with page.expect_request("**/api/v1/learning-rates/sweep"):
        page.locator("#steps").fill("50")
        page.locator("#steps").press("Enter")
    expect(page.locator("main")).to_have_attribute("data-server", "here")
    expect(page.get_by_role("alert").get_by_text("The server is busy.")).to_be_hidden()


def test_a_tool_that_waits_for_a_busy_server_can_be_broken_off_and_asked_again(page):
    full = {"status": 503, "detail": "Full.", "detail_zh": "满了。", "errors": []}
    page.route(
        "**/api/v1/swarms",
        lambda route: route.fulfill(status=503, headers={"Retry-After": "600"}, json=full),
        times=1,
    )
    page.goto("/?lang=en#surface=himmelblau&start=-1,1&steps=60&step=0&tab=starts&starts=swarm")
    expect(page.get_by_role("alert").get_by_text("The server is busy.")).to_be_visible()
    page.locator("#swarm-cancel").press("Enter")
    expect(page.locator("#swarm-working")).to_contain_text("Stopped")
    page.locator("#swarm-cancel").press("Enter")
    expect(page.locator("#swarm-work")).to_be_hidden()


def test_who_still_waits_for_a_busy_server_that_has_answered_another_goes_on_when_the_page_is_looked_at(page):
    """No question is sent while nobody looks; the swarm is not asked anew, as a start is none of its business."""
    full = {"status": 503, "detail": "Full.", "detail_zh": "满了。", "errors": []}
    for path in ("swarms", "learning-rates/sweep"):
        page.route(
            f"**/api/v1/{path}",
            lambda route: route.fulfill(status=503, headers={"Retry-After": "600"}, json=full),
            times=1,
        )
    with page.expect_response("**/swarms"), page.expect_response("**/learning-rates/sweep"):
        page.goto("/?lang=en#surface=himmelblau&start=-1,1&steps=60&step=0&tab=starts&starts=swarm")
    expect(page.locator("main")).to_have_attribute("data-server", "busy")
    with page.expect_response("**/learning-rates/sweep"):
        page.locator("#start-0").fill("-1.1")
        page.keyboard.press("Enter")
    expect(page.locator("main")).to_have_attribute("data-server", "here")
    with page.expect_response("**/swarms"):
        page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")


def test_who_waits_for_a_busy_server_is_not_put_off_by_who_is_refused_for_longer(page):
    full = {"status": 503, "detail": "Full.", "detail_zh": "满了。", "errors": []}
    waits = {"swarms": ["5"], "learning-rates/sweep": ["5", "", "600"]}

    def answer(route: Route) -> None:
        left = waits[route.request.url.partition("/api/v1/")[2]]
        if left and (wait := left.pop(0)):
            route.fulfill(status=503, headers={"Retry-After": wait}, json=full)
        else:
            route.continue_()

    for path in waits:
        page.route(f"**/api/v1/{path}", answer)
    with page.expect_response("**/swarms"), page.expect_response("**/learning-rates/sweep"):
        page.goto("/?lang=en#surface=himmelblau&start=-1,1&steps=60&step=0&tab=starts&starts=swarm")
    with page.expect_request("**/swarms"):
        for start in ("-1.1", "-1.2"):
            with page.expect_response("**/learning-rates/sweep"):
                page.locator("#start-0").fill(start)
                page.keyboard.press("Enter")
