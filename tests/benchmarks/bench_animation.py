"""Five paths of 500 points that grow on the terrain, a point a frame, beside Plotly redrawing its traces."""

import math
import statistics

from chromium import launch
from playwright.sync_api import Page, sync_playwright
from process import serving
from race import Row, bound_row, race

POINTS = 500
PLOTLY_FRAMES = 100
ROUNDS = 3
DESCENT = {
    "surface": "himmelblau",
    "steps": POINTS - 1,
    "optimizer": {"name": "momentum", "learning_rate": 0.0005, "momentum": 0.97},
}
STARTS = [[4 * math.cos(angle), 4 * math.sin(angle)] for angle in (0.4, 1.7, 2.9, 4.2, 5.5)]

# Mounts the page's own view on a pane of its own; every figure is measured over the whole animation.
OURS = """async ({ runs, grid, window, points }) => {
    const script = [...document.scripts].map(each => each.src).find(src => src.endsWith('/bundles/first.js'));
    const { createTerrain } = await import(new URL('../js/views/terrain.js', script).href);
    const pane = document.body.appendChild(document.createElement('div'));
    Object.assign(pane.style, { position: 'fixed', left: '0', top: '0', width: '640px', height: '560px', zIndex: 99 });
    const terrain = createTerrain(pane, {});
    const texts = { label: 'benchmark' };
    const paths = runs.map((run, index) => (
        { points: run.points, losses: run.losses, outcome: run.outcome, color: `--run-${index + 1}` }));
    const still = { grid, window, axes: ['x', 'y'], run: paths[0], others: paths.slice(1), texts, state: 'playing',
        start: paths[0].points[0], marks: [], ghost: null, fallLine: null, arrow: null };
    const model = step => ({ ...still, step });
    const frame = () => new Promise(requestAnimationFrame);
    terrain.render(model(0));
    while (pane.dataset.ready !== 'true') { await frame(); }
    for (let step = 0; step < 30; step += 1) { await frame(); }
    let script_ms = 0;
    const begin = await frame();
    let end = begin;
    for (let step = 1; step < points; step += 1) {
        const before = performance.now();
        terrain.render(model(step));
        script_ms += performance.now() - before;
        end = await frame();
    }
    terrain.destroy();
    pane.remove();
    return { frames: 1000 * (points - 1) / (end - begin), script: script_ms / (points - 1) };
}"""

PLOTLY = """async ({ runs, grid, points, frames }) => {
    const pane = document.body.appendChild(document.createElement('div'));
    Object.assign(pane.style, { position: 'fixed', left: '0', top: '0', width: '640px', height: '560px', zIndex: 99 });
    const lines = runs.map(() => ({ type: 'scatter', mode: 'lines', x: [], y: [] }));
    const ground = { x: grid.x, y: grid.y, z: grid.shade };
    const layers = [{ type: 'heatmap', ...ground }, { type: 'contour', contours: { coloring: 'none' }, ...ground }];
    await Plotly.newPlot(pane, [...layers, ...lines], {});
    const begin = performance.now();
    for (let turn = 1; turn <= frames; turn += 1) {
        const shown = Math.round(points * turn / frames);
        const column = axis => runs.map(run => run.points.slice(0, shown).map(point => point[axis]));
        await Plotly.restyle(pane, { x: column(0), y: column(1) }, runs.map((_, index) => index + 2));
        await new Promise(requestAnimationFrame);
    }
    const frames_a_second = 1000 * frames / (performance.now() - begin);
    Plotly.purge(pane);
    pane.remove();
    return frames_a_second;
}"""


def rows() -> list[Row]:
    with serving("-m", "app", "--port", "0") as address, sync_playwright() as playwright:
        browser = launch(playwright)
        page = browser.new_page(viewport={"width": 1280, "height": 800}, base_url=address)
        page.goto("/")
        material = {"points": POINTS, **paths(page)}
        page.wait_for_function("() => window.Plotly !== undefined")
        scripts: list[float] = []

        def ours() -> float:
            measured = page.evaluate(OURS, material)
            scripts.append(measured["script"])
            return measured["frames"]

        def plotly() -> float:
            return page.evaluate(PLOTLY, {**material, "frames": PLOTLY_FRAMES})

        speeds = race({"ours": ours, "plotly": plotly}, rounds=ROUNDS)
        browser.close()
    what = f"animation, {len(STARTS)} paths × {POINTS} points"
    frames = bound_row(what, ours=speeds["ours"], unit="frames/s", at_least=55)
    return [
        frames._replace(
            peer=f"{speeds['plotly']:.3g} frames/s (Plotly.restyle)",
            ratio=f"{speeds['ours'] / speeds['plotly']:.3g}×",
        ),
        bound_row(what, ours=statistics.median(scripts[1:]), unit="ms of script a frame", at_most=2),
    ]


def paths(page: Page) -> dict[str, object]:
    """The runs and their ground, as the API gives them."""

    def ask(noun: str, body: object) -> dict[str, object]:
        response = page.request.post(f"/api/v1/{noun}", data=body)
        assert response.ok, response.text()
        return response.json()

    grid = ask("surfaces/grid", {"surface": DESCENT["surface"]})
    surface = page.request.get(f"/api/v1/surfaces/{DESCENT['surface']}").json()
    runs = [ask("descents", {**DESCENT, "start": start}) for start in STARTS]
    return {"runs": runs, "grid": grid, "window": surface["window"]}
