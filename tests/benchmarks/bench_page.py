"""The page itself: the start dragged, from the pointer's event to the new path and to the new paint of the rates' track
on the screen; the learning rate dragged, to the map of starts painted anew; and a run played.
"""

import math
import statistics

from chromium import launch
from playwright.sync_api import Page, sync_playwright
from process import serving
from race import Row, bound_row
from waiting import wait_until, wait_until_drawn

MOVES = 40
SWINGS = 240
PLAYED_FRAMES = 240

FIVE_RUNS = (
    "/#surface=himmelblau&start=-1,1&run1=gradient_descent,learning_rate:0.01&run2=momentum,learning_rate:0.002"
    "&run3=nesterov,learning_rate:0.002&run4=rmsprop,learning_rate:0.02&run5=adam,learning_rate:0.05&steps=500"
)

STARTS = "/#surface=himmelblau&steps=300&optimizer=gradient_descent,learning_rate:0.014&step=0&tab=starts"

# For each move of the pointer: its event, the answer that it asks for, the next drawing of the terrain, and the task
# after the frame of that drawing, which is as near to the screen as a page can see. For each sweep of the rates: the
# latest move when it was asked for, its answer, the painting of the track, and the task after the next frame. For each
# map of starts: the latest move when it was asked for, the first painting of its cells, and the same.
LISTEN = r"""() => {
    const drag = window.drag = {
        paths: [], paint: [], maps: [], moved: null, latest: null, arrived: false, swept: null, mapped: null,
    };
    const seen = (list, moved) => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => list.push(performance.now() - moved);
        channel.port2.postMessage(null);
    };
    addEventListener('pointermove', event => {
        drag.latest = event.timeStamp;
        drag.moved ??= event.timeStamp;
        drag.arrived = false;
    }, true);
    const ask = window.fetch;
    window.fetch = async (address, options) => {
        const asked = drag.latest;
        if (/\/basins\/stream$/.test(String(address))) { drag.mapped = asked; }
        const response = await ask(address, options);
        const note = /\/(descents|races)$/.test(String(address)) ? () => { drag.arrived = true; }
            : /\/learning-rates\/sweep$/.test(String(address)) ? () => { drag.swept = asked; } : null;
        for (const reading of note ? ['json', 'text'] : []) {
            const read = response[reading].bind(response);
            response[reading] = async () => { const body = await read(); note(); return body; };
        }
        return response;
    };
    const wipe = CanvasRenderingContext2D.prototype.clearRect;
    CanvasRenderingContext2D.prototype.clearRect = function (...box) {
        if (drag.arrived && drag.moved !== null && this.canvas.closest('#terrain')) {
            seen(drag.paths, drag.moved);
            drag.moved = null;
            drag.arrived = false;
        }
        return wipe.apply(this, box);
    };
    const fill = CanvasRenderingContext2D.prototype.fillRect;
    CanvasRenderingContext2D.prototype.fillRect = function (...box) {
        if (drag.swept !== null && this.canvas.id === 'rate-paint') {
            const moved = drag.swept;
            drag.swept = null;
            requestAnimationFrame(() => seen(drag.paint, moved));
        }
        return fill.apply(this, box);
    };
    const put = CanvasRenderingContext2D.prototype.putImageData;
    CanvasRenderingContext2D.prototype.putImageData = function (...given) {
        if (drag.mapped !== null && this.canvas.classList.contains('basin-cells')) {
            const moved = drag.mapped;
            drag.mapped = null;
            requestAnimationFrame(() => seen(drag.maps, moved));
        }
        return put.apply(this, given);
    };
}"""

COUNT_FRAMES = """async frames => {
    const frame = () => new Promise(requestAnimationFrame);
    const begin = await frame();
    let end = begin;
    for (let count = 0; count < frames; count += 1) { end = await frame(); }
    return 1000 * frames / (end - begin);
}"""


def rows() -> list[Row]:
    with serving("-m", "app", "--port", "0") as address, sync_playwright() as playwright:
        browser = launch(playwright)
        found = []
        for what, link in (("the opening run", "/"), ("five runs × 500 steps", FIVE_RUNS)):
            page = browser.new_page(viewport={"width": 1280, "height": 800}, base_url=address)
            page.add_init_script(f"({LISTEN})()")
            page.goto(link)
            wait_until_drawn(page, "#terrain", "#relief")
            frames, script = play(page)
            latency, repaint = drag(page), drag_on(page)
            page.close()
            found += [
                bound_row(f"playing {what}, whole page", ours=frames, unit="frames/s", at_least=55),
                bound_row(f"playing {what}, whole page", ours=script, unit="ms of script a frame"),
                bound_row(
                    f"drag of the start of {what}, event to new paths", ours=latency, unit="ms", at_most=50
                ),
                bound_row(
                    "the same on and on, event to the rates painted anew",
                    ours=repaint,
                    unit="ms",
                    at_most=100,
                ),
            ]
        page = browser.new_page(viewport={"width": 1280, "height": 800}, base_url=address)
        page.add_init_script(f"({LISTEN})()")
        page.goto(STARTS)
        found.append(
            bound_row(
                "drag of η with the map of starts, 128², event to its first new picture",
                ours=drag_rate(page),
                unit="ms",
                at_most=150,
            )
        )
        browser.close()
    return found


def play(page: Page) -> tuple[float, float]:
    """The frames a second while a run is played, and the script's time in each."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("Performance.enable")

    def script_seconds() -> float:
        metrics = devtools.send("Performance.getMetrics")["metrics"]
        return next(metric["value"] for metric in metrics if metric["name"] == "ScriptDuration")

    to_the_end(page)
    page.keyboard.press("Space")
    wait_until(page, "() => document.querySelector('main').dataset.state === 'playing'")
    before = script_seconds()
    frames = page.evaluate(COUNT_FRAMES, PLAYED_FRAMES)
    return frames, 1000 * (script_seconds() - before) / PLAYED_FRAMES


def to_the_end(page: Page) -> None:
    """Wait until every run is there, and go to the last step."""
    wait_until(page, "() => document.querySelector('main').dataset.state !== 'loading'")
    page.keyboard.press("End")
    wait_until(page, "() => document.querySelector('main').dataset.state === 'ended'")


def drag(page: Page) -> float:
    """The median time from a move of the held start to its paths, each awaited before the next."""
    x, y = take_hold(page)
    for turn in range(MOVES):
        page.mouse.move(x + 40 * math.sin(turn), y + 40 * math.cos(turn))
        wait_until(page, "count => drag.paths.length > count", turn)
    page.mouse.up()
    return statistics.median(page.evaluate("() => drag.paths"))


def drag_on(page: Page) -> float:
    """The median time from a move of the held start to the rates painted for it, the pointer never resting."""
    x, y = take_hold(page)
    for turn in range(SWINGS):
        page.mouse.move(x + 40 * math.sin(turn / 20), y + 40 * math.cos(turn / 20))
    found: list[float] = page.evaluate("() => drag.paint")
    page.mouse.up()
    return statistics.median(found)


def drag_rate(page: Page) -> float:
    """The median time from a move of the rate to the map of starts painted for it, the pointer never resting."""
    wait_until_drawn(page, "#terrain", "#relief")
    wait_until(page, "() => document.querySelector('#terrain').dataset.basins === '128×128'")
    box = page.locator("#rate-slider").bounding_box()
    assert box is not None, "there is no slider"
    x, y = box["x"] + box["width"] / 2, box["y"] + 12
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate("() => { drag.maps.length = 0; drag.mapped = null; }")
    for turn in range(SWINGS):
        page.mouse.move(x + 16 * math.sin(turn / 20), y)
    found: list[float] = page.evaluate("() => drag.maps")
    page.mouse.up()
    return statistics.median(found)


def take_hold(page: Page) -> tuple[float, float]:
    """Press on the start, and return where that is."""
    to_the_end(page)
    box = page.locator("#terrain .view-handle").bounding_box()
    assert box is not None, "the start is not on the map"
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate("() => { drag.paths.length = drag.paint.length = 0; drag.moved = drag.swept = null; }")
    return x, y
