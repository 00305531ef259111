"""The relief on a page of its own: our projection against Plotly's, and what happens without WebGL."""

import pytest
from playwright.sync_api import Browser
from views_page import open_views

# A 3-D annotation without an offset stands where Plotly itself projects its point.
ANNOTATE = """async points => {
    const host = document.querySelector('#relief .view-plot');
    const { sceneProjection } = await import('/static/js/views/scene.js');
    const annotations = points.map(([x, y, z], index) => (
        { x, y, z, text: `<b>p${index}</b>`, showarrow: false, borderpad: 0 }));
    await Plotly.relayout(host, { 'scene.annotations': annotations });
    await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
    const box = host.getBoundingClientRect();
    const projection = sceneProjection(host, { width: host.offsetWidth, height: host.offsetHeight });
    return points.map((point, index) => {
        const text = [...host.querySelectorAll('.annotation-text')].find(each => each.textContent === `p${index}`);
        const label = text.getBoundingClientRect();
        const [x, y] = projection.toPixels(...point);
        return [x - (label.left + label.width / 2 - box.left), y - (label.top + label.height / 2 - box.top)];
    });
}"""

# Plotly rounds its labels to whole pixels.
A_PIXEL = 1.0


@pytest.fixture
def views(browser):
    with open_views(browser) as opened:
        yield opened


@pytest.mark.parametrize(
    ("surface", "points"),
    [
        ("himmelblau", [[0, 0, 0.5], [4, -4, 0.2], [-5, 5, 1]]),
        # a window far from the origin and with sides of very different scale
        ("shifted", [[104, 0.005, 0.5], [101, -0.01, 0.1], [108, 0.02, 0.9]]),
    ],
)
def test_the_projection_is_plotlys(views, surface, points):
    page = views(f"surface={surface}&views=terrain,relief")
    for off in page.evaluate(ANNOTATE, points):
        assert off == pytest.approx([0, 0], abs=A_PIXEL)


def test_plotly_draws_a_surface_and_its_cut_sides(views):
    page = views("surface=himmelblau&views=terrain,relief&steps=20&step=9")
    types = page.evaluate(
        "() => document.querySelector('#relief .view-plot')._fullData.map(({ type }) => type)"
    )
    assert types == ["surface", "mesh3d"]
    problems = page.evaluate(
        """() => { const { data, layout } = document.querySelector('#relief .view-plot');
            const found = Plotly.validate(data, layout) ?? [];
            return found.filter(({ code }) => code !== 'unused').map(({ msg }) => msg); }"""
    )
    assert problems == []
    assert page.locator("#relief").get_attribute("data-drawn-points") == "10"


def test_without_webgl_the_page_is_told(browser: Browser):
    blind = """() => { const plain = HTMLCanvasElement.prototype.getContext;
        HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
            return kind.startsWith('webgl') ? null : plain.call(this, kind, ...rest); }; }"""
    with open_views(browser, before=f"({blind})()") as opened:
        page = opened("surface=himmelblau&views=terrain,relief")
        assert ["unavailable"] in page.evaluate("() => harness.events")
        assert page.locator("#relief").get_attribute("data-ready") == "unavailable"
