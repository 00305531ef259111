"""The page itself: the start dragged, from the pointer's event to the new path and to the new paint of the rates' track
on the screen; the learning rate dragged, to the map of starts painted anew; and a run played.

What is dragged is dragged in a browser that nobody listens in on: Playwright, which hears of every request, adds some
milliseconds to each of them.
"""

import math
import statistics

from chromium import executable, launch
from lone_page import SIZE, LonePage, lone_page
from playwright.sync_api import Browser, sync_playwright
from process import serving
from race import Row, bound_row
from waiting import wait_until

MOVES = 40
SWINGS = 240
PLAYED_FRAMES = 240

FIVE_RUNS = (
    "/#surface=himmelblau&start=-1,1&run1=gradient_descent,learning_rate:0.01&run2=momentum,learning_rate:0.002"
    "&run3=nesterov,learning_rate:0.002&run4=rmsprop,learning_rate:0.02&run5=adam,learning_rate:0.05&steps=500"
)

OPENED = {"the opening run": "/", "five runs × 500 steps": FIVE_RUNS}

STARTS = "/#surface=himmelblau&steps=300&optimizer=gradient_descent,learning_rate:0.014&step=0&tab=starts"

# For each move of the pointer: its event, the answer that it asks for, the next drawing of the terrain, and the task
# after the frame of that drawing, which is as near to the screen as a page can see. For each sweep of the rates: the
# latest move when it was asked for, its answer, the painting of the track, and the task after the next frame. For each
# map of starts: the latest move when it was asked for, the first of its pictures to arrive, the painting of that
# picture, and the same.
LISTEN = r"""() => {
    const drag = window.drag = {
        paths: [], paint: [], maps: [], moved: null, latest: null, arrived: false, swept: null, mapped: null,
    };
    const seen = (list, moved) => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => list.push(performance.now() - moved);
        channel.port2.postMessage(null);
    };
    const moves = 'onpointerrawupdate' in window ? 'pointerrawupdate' : 'pointermove'; // as early as it can be heard of
    addEventListener(moves, event => {
        drag.latest = event.timeStamp;
        drag.moved ??= event.timeStamp;
        drag.arrived = false;
    }, true);
    // the stream of an answer, which notes when its first picture comes which move it is of
    const noting = (response, asked) => {
        const decoder = new TextDecoder();
        let come = false;
        return response.body.pipeThrough(new TransformStream({ transform(chunk, out) {
            if (!come && decoder.decode(chunk, { stream: true }).includes('event: level')) {
                come = true;
                drag.mapped = asked;
            }
            out.enqueue(chunk);
        } }));
    };
    const ask = window.fetch;
    window.fetch = async (address, options) => {
        const asked = drag.latest;
        const response = await ask(address, options);
        if (/\/basins\/stream$/.test(String(address))) {
            Object.defineProperty(response, 'body', { value: noting(response, asked) });
        }
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

AT_REST = """() => document.querySelector('main').dataset.state !== 'loading'
    && ['#terrain', '#relief'].every(view => document.querySelector(view).dataset.ready === 'true')"""
AT_END = "() => document.querySelector('main').dataset.state === 'ended'"
SEEN = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done())))"
BOX = """element => {
    const { x, y, width, height } = document.querySelector(element).getBoundingClientRect();
    return [x, y, width, height];
}"""

COUNT_FRAMES = """async frames => {
    const frame = () => new Promise(requestAnimationFrame);
    const begin = await frame();
    let end = begin;
    for (let count = 0; count < frames; count += 1) { end = await frame(); }
    return 1000 * frames / (end - begin);
}"""


def rows() -> list[Row]:
    with serving("-m", "app", "--port", "0") as address:
        with sync_playwright() as playwright:
            browser, path = launch(playwright), executable(playwright)
            played = {what: play(browser, address + link) for what, link in OPENED.items()}
            browser.close()
        found = []
        for what, link in OPENED.items():
            frames, script = played[what]
            with lone_page(path) as page:
                page.open(address + link, script=LISTEN)
                latency, repaint = drag(page), drag_on(page)
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
        with lone_page(path) as page:
            page.open(address + STARTS, script=LISTEN)
            found.append(
                bound_row(
                    "drag of η with the map of starts, 128², event to its first new picture",
                    ours=drag_rate(page),
                    unit="ms",
                    at_most=150,
                )
            )
    return found


def play(browser: Browser, address: str) -> tuple[float, float]:
    """The frames a second while a run is played, and the script's time in each."""
    page = browser.new_page(viewport={"width": SIZE[0], "height": SIZE[1]})
    page.goto(address)
    devtools = page.context.new_cdp_session(page)
    devtools.send("Performance.enable")

    def script_seconds() -> float:
        metrics = devtools.send("Performance.getMetrics")["metrics"]
        return next(metric["value"] for metric in metrics if metric["name"] == "ScriptDuration")

    wait_until(page, AT_REST)
    page.keyboard.press("End")
    wait_until(page, AT_END)
    page.keyboard.press("Space")
    wait_until(page, "() => document.querySelector('main').dataset.state === 'playing'")
    before = script_seconds()
    frames = page.evaluate(COUNT_FRAMES, PLAYED_FRAMES)
    script = 1000 * (script_seconds() - before) / PLAYED_FRAMES
    page.close()
    return frames, script


def drag(page: LonePage) -> float:
    """The median time from a move of the held start to its paths, each seen before the next."""
    x, y = take_hold(page)
    for turn in range(MOVES):
        page.mouse("mouseMoved", x + 40 * math.sin(turn), y + 40 * math.cos(turn))
        page.until("count => drag.paths.length > count", turn)
        page.evaluate(SEEN)
    return let_go(page, x, y, "paths")


def drag_on(page: LonePage) -> float:
    """The median time from a move of the held start to the rates painted for it, the pointer never resting."""
    x, y = take_hold(page)
    for turn in range(SWINGS):
        page.mouse("mouseMoved", x + 40 * math.sin(turn / 20), y + 40 * math.cos(turn / 20))
    return let_go(page, x, y, "paint")


def drag_rate(page: LonePage) -> float:
    """The median time from a move of the rate to the map of starts painted for it, the pointer never resting."""
    page.until(AT_REST)
    page.until("() => document.querySelector('#terrain').dataset.basins === '128×128'")
    x, y = press(page, "#rate-slider", 12)
    page.evaluate("() => { drag.maps.length = 0; drag.mapped = null; }")
    for turn in range(SWINGS):
        page.mouse("mouseMoved", x + 16 * math.sin(turn / 20), y)
    return let_go(page, x, y, "maps")


def take_hold(page: LonePage) -> tuple[float, float]:
    """Press on the start of a run that stands at its end, and return where that is."""
    page.until(AT_REST)
    page.press("End")
    page.until(AT_END)
    at = press(page, "#terrain .view-handle")
    page.evaluate("() => { drag.paths.length = drag.paint.length = 0; drag.moved = drag.swept = null; }")
    return at


def press(page: LonePage, element: str, below: float | None = None) -> tuple[float, float]:
    """Press on the middle of an element, or so far below its top, and return where that is."""
    left, top, width, height = page.evaluate(BOX, element)
    x, y = left + width / 2, top + (height / 2 if below is None else below)
    page.mouse("mouseMoved", x, y, held=False)
    page.mouse("mousePressed", x, y)
    return x, y


def let_go(page: LonePage, x: float, y: float, measured: str) -> float:
    """Return the median of what was measured, and let go."""
    found: list[float] = page.evaluate("name => drag[name]", measured)
    page.mouse("mouseReleased", x, y)
    return statistics.median(found)
