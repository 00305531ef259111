"""What is laid over the pictures: each layer draws what it says, in the right place, and only while it is on."""

import json
import math
import re
from typing import Any

import pytest
from answers import answered, hold_back
from playwright.sync_api import Page, Request, expect
from views_page import open_views
from waiting import wait_for_event, wait_for_state, wait_until_still

# of the window that is drawn, before any zoom
WIDTH = "() => { const [[low, high]] = harness.views.terrain.fit([[-5, 5], [-5, 5]]); return high - low; }"


@pytest.fixture
def views(browser):
    with open_views(browser) as opened:
        yield opened


def lay(page: Page, layers: list[str], *, point: list[float], **more: Any) -> dict[str, Any]:
    """Draws with these layers on, inspected at a point, and tells what was really drawn."""
    page.evaluate(
        """([layers, point, more]) => {
            const { surface: name, inspect = {}, others = [], ...parts } = more;
            const surface = harness.SURFACES[name ?? 'stretched'];
            const m = harness.modelOf(name ?? 'stretched',
                { steps: 12, step: 0, window: harness.views.terrain.fit(surface.window) });
            const run = harness.descend(surface, 12, { start: point });
            const step = parts.step ?? 0;
            harness.show({ ...m, run: { ...run, id: 1 }, start: point, arrows: null,
                others: others.map((other, index) =>
                    ({ ...harness.descend(surface, 12, other), id: index + 2, ...other })),
                inspection: harness.inspectionOf(surface, point, inspect),
                layers: Object.fromEntries(layers.map(layer => [layer, true])), ...parts, step });
        }""",
        [layers, point, more],
    )
    return json.loads(page.locator("#terrain").get_attribute("data-layers") or "{}")


def ink(page: Page, layer: int = 2) -> int:
    """How many pixels of one of our layers are drawn: 0 what rests, 1 what moves, 2 what lies over both."""
    return page.evaluate(
        """layer => {
            const canvas = document.querySelectorAll('#terrain > .view-layer')[layer];
            const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
            return data.reduce((count, value, index) => count + (index % 4 === 3 && value > 0), 0);
        }""",
        layer,
    )


def test_nothing_is_laid_over_a_map_whose_layers_are_off(views):
    page = views("surface=stretched&views=terrain")
    assert lay(page, [], point=[4, 1]) == {"written": []}
    assert ink(page) == 0


def test_the_way_to_the_minimum_is_drawn_at_the_angle_that_is_written(views):
    page = views("surface=stretched&views=terrain&fit=1")
    # where the angle between −∇L and the way to the minimum is greatest: x² = κ y²
    point = [math.sqrt(20), 1]
    way = lay(page, ["way"], point=point, inspect={"minimum": [0, 0]})["way"]
    assert way["angle"] == "64.8°"
    # both axes have one scale, so what is seen is what is said; drawn angles are rounded to 0.1
    assert way["drawn"] == pytest.approx(64.8, abs=0.11)
    assert ink(page) > 500


def test_without_a_known_minimum_the_way_says_so(views):
    page = views("surface=stretched&views=terrain")
    facts = lay(page, ["way"], point=[4, 1])
    assert facts["way"] is None
    assert facts["written"] == ["layer.way_none"]
    # nor is there a way where there is no slope, or where the ball has arrived
    for inspect, more, said in [
        ({"gradient": [0, 0]}, {}, "layer.way_level"),
        ({"gradient": [None, 2]}, {}, "layer.way_no_slope"),
        ({"gradient": [0, 0]}, {"marks": [{"kind": "minimum", "at": [4, 1]}]}, "layer.way_arrived"),
    ]:
        facts = lay(page, ["way"], point=[4, 1], inspect=inspect, **more)
        assert facts["written"] == [said]


def test_the_compass_shows_all_shades_and_its_two_directions(views):
    page = views("surface=stretched&views=terrain")
    facts = lay(page, ["compass"], point=[1, 1], inspect={"radius": 1})
    assert facts["compass"]["shades"] >= 8
    assert facts["compass"]["radius"] == 1
    assert {"−∇L", "layer.compass_best"} <= set(facts["written"])


def test_the_ring_of_the_compass_is_taken_hold_of_and_moved(views):
    page = views("surface=stretched&views=terrain")
    lay(page, ["compass"], point=[2, 1], inspect={"radius": 1})
    ring = page.get_by_role("slider", name="layer.compass_radius")
    box = ring.bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    edge = page.evaluate("() => Number(document.querySelector('.view-ring circle').getAttribute('r'))")
    page.mouse.move(x, y + edge)
    page.mouse.down()
    page.mouse.move(x, y + 1.5 * edge, steps=3)
    page.evaluate("() => new Promise(requestAnimationFrame)")
    page.mouse.up()
    assert page.evaluate("() => harness.events.findLast(([name]) => name === 'radius')[1]") == pytest.approx(
        1.5, rel=0.02
    )
    assert not page.evaluate("() => harness.events.some(([name]) => name === 'pick')")
    ring.focus()
    page.keyboard.press("ArrowRight")
    page.evaluate("() => new Promise(requestAnimationFrame)")
    assert page.evaluate("() => harness.events.findLast(([name]) => name === 'radius')[1]") == pytest.approx(
        1.1, rel=1e-3
    )


def test_the_straight_model_is_trusted_farther_along_the_gentle_axis(views):
    page = views("surface=stretched&views=terrain")
    facts = lay(page, ["tangent"], point=[4, 1])["tangent"]
    assert facts["share"] == 0.25
    # on this bowl the error is ½dᵀHd: along the stiff axis it meets ¼ of slope × distance at d = 2·¼·‖∇L‖/λ
    stiff = 2 * 0.25 * math.hypot(4, 20) / 20
    # a ray is followed in half cells of the grid (0.05), and the loss is read between its nodes
    assert facts["nearest"] == pytest.approx(stiff, abs=0.12)
    assert facts["farthest"] > 4 * facts["nearest"]


def test_rulers_measure_the_first_steps_of_two_runs(views):
    page = views("surface=stretched&views=terrain")
    facts = lay(page, ["rulers"], point=[4, 0], step=1, others=[{"start": [0, 4]}])["rulers"]
    # κ = 20 and η = 0.05: the steps are η‖∇L‖ long, 0.05·4 and 0.05·80
    assert sorted(facts["firsts"]) == ["0.2", "4"]


def test_rulers_without_room_are_left_out_and_it_is_said(views):
    page = views("surface=stretched&views=terrain")
    facts = lay(page, ["rulers"], point=[4, 0], step=12)
    assert 1 <= facts["rulers"]["measured"] < 12
    assert f"layer.rulers_thinned {facts['rulers']['measured']}" in facts["written"]


def test_signposts_run_from_a_to_b_and_thinned_ones_are_counted(views):
    page = views("surface=stretched&views=terrain")
    points = [[4 - 0.4 * k, 3 - 0.5 * k] for k in range(6)] + [[2, 0.49], [1.99, 0.48]]
    signs = {"steps": list(range(8)), "points": points, "directions": [[-1, 0]] * 8}
    facts = lay(page, ["signposts"], point=[4, 3], step=7, signs=signs)
    posts = facts["signposts"]
    assert posts["letters"].startswith("AC")
    assert posts["letters"].endswith("B")
    assert len(posts["letters"]) < posts["of"] == 8
    assert f"layer.signposts_thinned {len(posts['letters'])} 8" in facts["written"]


def test_the_directions_of_the_curvature_carry_their_eigenvalues_steepest_first(views):
    page = views("surface=stretched&views=terrain")
    inspect = {"eigenvalues": [1, 20], "eigenvectors": [[1, 0], [0, 1]]}
    assert lay(page, ["eigen"], point=[2, 1], inspect=inspect)["eigen"] == ["λ₁ = 20", "λ₂ = 1"]


def test_the_field_draws_an_arrow_for_every_known_direction(views):
    page = views("surface=stretched&views=terrain")
    before = ink(page, 0)
    field = {"points": [[-2, -2], [0, 0], [2, 2]], "directions": [[1, 0], None, [0, -1]]}
    lay(page, ["field"], point=[4, 1], field=field)
    assert page.locator("#terrain").get_attribute("data-field") == "2"
    assert ink(page, 0) > before


def test_the_terms_of_a_step_are_arrows_of_their_own_length_and_colour(views):
    page = views("surface=stretched&views=terrain")
    arrows = {
        "from": [2, 1],
        "list": [
            {"kind": "gradient", "name": "gradient", "symbol": "−ηg", "vector": [-1, -1]},
            {"kind": "velocity", "name": "velocity", "symbol": "−ηv", "vector": [-2, 0]},
            {"kind": "update", "name": "update", "symbol": "Δθ", "vector": [-3, 0]},
        ],
    }
    facts = lay(page, ["terms"], point=[2, 1], arrows=arrows, landing=[-1, 1])["arrows"]
    gradient, velocity, update = facts["arrows"]
    assert facts["times"] == 1
    assert facts["landing"] is True
    assert update["pixels"] / velocity["pixels"] == pytest.approx(1.5, rel=0.01)
    assert velocity["towards"] == [-1, 0]
    assert gradient["towards"][0] < 0 < gradient["towards"][1]  # pixels run downwards


def test_arrows_too_short_to_see_are_magnified_and_it_is_said(views):
    page = views("surface=stretched&views=terrain")
    arrows = {
        "from": [2, 1],
        "list": [{"kind": "update", "name": "update", "symbol": "Δθ", "vector": [-0.01, 0]}],
    }
    facts = lay(page, ["terms"], point=[2, 1], arrows=arrows)
    assert facts["arrows"]["times"] > 1
    assert f"layer.times {facts['arrows']['times']}" in facts["written"]


def test_fog_covers_the_map_but_for_the_ground_under_the_ball(views):
    page = views("surface=stretched&views=terrain")
    lay(page, ["fog"], point=[2, 1])
    covered = page.evaluate(
        """async point => {
            const { plotAxes } = await import('/static/js/views/axes.js');
            const axes = plotAxes(document.querySelector('#terrain .view-plot'));
            const canvas = document.querySelectorAll('#terrain > .view-layer')[0];
            const ratio = canvas.width / canvas.clientWidth;
            const pixels = canvas.getContext('2d');
            const at = (x, y) => pixels.getImageData(axes.x(x) * ratio, axes.y(y) * ratio, 1, 1).data[3];
            return { elsewhere: at(-3, -3), here: at(...point) };
        }""",
        [2.1, 1.1],
    )
    assert covered == {"elsewhere": 255, "here": 0}
    assert page.locator("#terrain").get_attribute("data-labels") == ""


def test_runs_are_told_apart_by_colour_dash_and_marker(views):
    page = views("surface=stretched&views=terrain")
    others = [
        {"start": [0, 4], "color": "--run-2", "dash": "dash", "marker": "square"},
        {"start": [-3, 2], "color": "--run-3", "dash": "dashdot", "marker": "triangle"},
    ]
    lay(page, [], point=[4, 1], step=4, others=others)
    drawn = json.loads(page.locator("#terrain").get_attribute("data-drawn") or "{}")
    assert drawn["runs"].split(" ") == [
        "2,--run-2,dash,square,",
        "3,--run-3,dashdot,triangle,",
        "1,--run-1,solid,circle,",
    ]
    assert drawn["starts"] == 3
    page.wait_for_function("() => document.querySelector('#terrain').dataset.live === 'false'")
    committed = page.evaluate(
        """() => document.querySelector('#terrain .view-plot')._fullData.filter(({ type }) => type === 'scatter')
            .map(({ x, line, marker }) => [x.length, line.dash, marker.symbol])"""
    )
    assert committed == [[5, "solid", "circle"], [5, "dash", "square"], [5, "dashdot", "triangle-up"]]


def test_the_pointer_lights_a_step_on_every_run_and_a_click_chooses_the_run(views):
    page = views("surface=stretched&views=terrain")
    lay(page, [], point=[4, 1], step=4, others=[{"start": [-3, 3]}])
    place = page.evaluate(
        """async () => {
            const { plotAxes } = await import('/static/js/views/axes.js');
            const host = document.querySelector('#terrain .view-plot');
            const axes = plotAxes(host);
            const box = host.getBoundingClientRect();
            const [x, y] = harness.descend(harness.SURFACES.stretched, 12, { start: [-3, 3] }).points[4];
            return [box.left + axes.x(x), box.top + axes.y(y)];
        }"""
    )
    page.mouse.move(*place)
    page.evaluate("() => new Promise(requestAnimationFrame).then(() => new Promise(requestAnimationFrame))")
    assert page.evaluate("() => harness.events.findLast(([name]) => name === 'light')[1]") == 4
    page.mouse.click(*place)
    assert page.evaluate("() => harness.events.at(-1)") == ["choose", 2]
    lay(page, [], point=[4, 1], step=4, others=[{"start": [-3, 3]}], lit=3)
    assert json.loads(page.locator("#terrain").get_attribute("data-drawn") or "{}")["lit"] == 2


def test_the_wheel_zooms_about_the_pointer_and_tells_the_window_once_it_rests(views):
    page = views("surface=stretched&views=terrain")
    lay(page, [], point=[4, 1])
    box = page.locator("#terrain").bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.wheel(0, -300)
    page.wait_for_function("() => harness.events.some(([name]) => name === 'window')")
    window = page.evaluate("() => harness.events.findLast(([name]) => name === 'window')[1]")
    width = page.evaluate(WIDTH)
    assert window[0][1] - window[0][0] == pytest.approx(width * math.exp(-300 * 0.0016), rel=1e-3)


@pytest.mark.parametrize(
    ("key", "factor", "moved"), [("+", 1 / 1.3, 0), ("-", 1.3, 0), ("ArrowRight", 1, 0.1)]
)
def test_keys_zoom_and_move_the_map(views, key, factor, moved):
    page = views("surface=stretched&views=terrain")
    lay(page, [], point=[4, 1])
    page.locator("#terrain").focus()
    page.keyboard.press(key)
    page.wait_for_function("() => harness.events.some(([name]) => name === 'window')")
    (low, high), _ = page.evaluate("() => harness.events.findLast(([name]) => name === 'window')[1]")
    whole = page.evaluate(WIDTH)
    assert high - low == pytest.approx(whole * factor, rel=1e-3)
    assert (low + high) / 2 == pytest.approx(moved * whole, abs=1e-3)
    page.keyboard.press("0")
    assert page.evaluate("() => harness.events.at(-1)") == ["window", None]


def test_a_ground_that_comes_while_the_map_is_zoomed_takes_nothing_back(views):
    page = views("surface=stretched&views=terrain")
    lay(page, [], point=[4, 1])
    page.locator("#terrain").focus()
    page.evaluate(
        """async () => {
            const frame = () => new Promise(requestAnimationFrame);
            const key = new KeyboardEvent('keydown', { key: '+', bubbles: true, cancelable: true });
            document.querySelector('#terrain').dispatchEvent(key);
            await frame().then(frame);
            const window = harness.views.terrain.fit([[-4, 4], [-4, 4]]);
            harness.show(harness.modelOf('stretched', { steps: 12, step: 0, window }));
        }"""
    )
    page.wait_for_function("() => harness.events.some(([name]) => name === 'window')")
    (low, high), _ = page.evaluate("() => harness.events.findLast(([name]) => name === 'window')[1]")
    assert high - low == pytest.approx(page.evaluate(WIDTH) / 1.3, rel=1e-3)


def test_a_key_goes_on_from_the_window_that_is_wanted_though_the_ground_of_an_earlier_one_comes(views):
    page = views("surface=stretched&views=terrain")
    lay(page, [], point=[4, 1])
    page.locator("#terrain").focus()
    page.keyboard.press("+")
    page.wait_for_function("() => harness.events.some(([name]) => name === 'window')")
    page.evaluate(
        """async () => {
            const drawn = () => new Promise(requestAnimationFrame);
            const window = harness.views.terrain.fit([[-4, 4], [-4, 4]]);
            const [, frame] = harness.events.findLast(([name]) => name === 'window');
            harness.show({ ...harness.modelOf('stretched', { steps: 12, step: 0, window }), frame });
            await drawn().then(drawn);
            harness.events.length = 0;
        }"""
    )
    page.keyboard.press("+")
    page.wait_for_function("() => harness.events.some(([name]) => name === 'window')")
    (low, high), _ = page.evaluate("() => harness.events.findLast(([name]) => name === 'window')[1]")
    assert high - low == pytest.approx(page.evaluate(WIDTH) / 1.3**2, rel=1e-3)


def test_the_relief_turns_by_arrow_key_and_tells_the_camera(views):
    page = views("surface=stretched&views=relief")
    page.locator("#relief").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => harness.events.some(([name]) => name === 'camera')")
    assert set(page.evaluate("() => harness.events.at(-1)[1]")) == {"eye", "center", "up"}


def test_the_tangent_plane_lies_on_the_relief(views):
    page = views("surface=stretched&views=terrain,relief")
    lay(page, [], point=[2, 1])
    assert page.locator("#relief").get_attribute("data-plane") == "0"
    lay(page, ["tangent"], point=[2, 1])
    assert int(page.locator("#relief").get_attribute("data-plane") or 0) >= 8


RESTING = "#surface=himmelblau&start=-1,1&optimizer=momentum,learning_rate:0.005,momentum:0.8&steps=40&step=3"


def rest(page: Page, link: str = RESTING) -> None:
    page.goto(f"/{link}")
    wait_for_state(page, "paused")


def switch(page: Page, name: str) -> None:
    page.get_by_role("button", name="Show…").click()
    page.locator(f"[data-layer={name}]").click()
    page.keyboard.press("Escape")


def laid(page: Page, name: str, view: str = "terrain") -> Any:
    """What a layer of the playground has drawn, as soon as it has drawn anything."""
    page.wait_for_function(
        "([view, name]) => JSON.parse(document.getElementById(view).dataset.layers ?? '{}')[name]",
        arg=[view, name],
    )
    return json.loads(page.locator(f"#{view}").get_attribute("data-layers") or "{}")[name]


def test_layers_are_switched_by_keyboard_and_kept_in_the_link(page):
    rest(page)
    page.get_by_role("button", name="Show…").focus()
    page.keyboard.press("Enter")
    popover = page.get_by_role("dialog", name="Show on the map")
    expect(popover).to_be_visible()
    page.get_by_label("Directions of the curvature").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Escape")
    expect(popover).to_be_hidden()
    steepest, gentlest = laid(page, "eigen")
    assert steepest.startswith("λ₁ = ")
    assert gentlest.startswith("λ₂ = −")


def test_the_arrows_are_the_terms_of_the_step_panel(page):
    rest(page)
    switch(page, "terms")
    arrows = {arrow["name"]: arrow for arrow in laid(page, "arrows")["arrows"]}
    assert set(arrows) == {"gradient", "velocity", "update"}
    # momentum's update is −η times its velocity, so both arrows are one
    assert arrows["velocity"]["pixels"] == arrows["update"]["pixels"]
    assert arrows["gradient"]["pixels"] < arrows["update"]["pixels"]


def test_the_angle_to_the_minimum_is_the_servers(page):
    rest(page, "#surface=quadratic,condition_number:20&start=4.4721,1&steps=9&step=0")
    switch(page, "way")
    assert laid(page, "way")["angle"] == "64.8°"


def test_two_starts_have_first_steps_as_long_as_the_rate_times_their_slope(page):
    plain = "gradient_descent,learning_rate:0.05"
    rest(
        page,
        f"#surface=quadratic,condition_number:20&start=4,0&steps=40&step=1&run1={plain}&run2={plain};start=0,4",
    )
    switch(page, "rulers")
    assert sorted(laid(page, "rulers")["firsts"]) == ["0.2", "4"]


def test_the_map_has_one_scale_so_that_its_angles_are_true(page):
    rest(page, "#surface=quadratic,condition_number:20&start=4.4721,1&steps=9&step=0")
    wait_until_still(page)
    switch(page, "way")
    # what is drawn is rounded to 0.1, and pixels to whole ones
    assert laid(page, "way")["drawn"] == pytest.approx(64.8, abs=0.3)


@pytest.mark.parametrize(
    "surface", ["surface=himmelblau", "formula=x%5E4%2By%5E2-x*y&variables=x,y&window=-5:5,-5:5"]
)
def test_every_layer_of_the_ground_and_the_ball_works_on_any_formula(page, surface):
    rest(page, f"#{surface}&start=1,1.5&optimizer=gradient_descent,learning_rate:0.01&steps=20&step=2")
    for name in ("compass", "tangent", "eigen", "signposts", "rulers"):
        switch(page, name)
        assert laid(page, name)
    switch(page, "field")
    page.wait_for_function("() => Number(document.getElementById('terrain').dataset.field) > 100")


def test_a_curve_says_which_way_is_down_and_why_some_layers_are_not_for_it(page):
    rest(page, "#surface=double_well&start=1.8&optimizer=gradient_descent,learning_rate:0.01&steps=20&step=1")
    expect(page.locator("#curve")).to_have_attribute("data-tangent", re.compile(r"^slope \+\d.*: go left$"))
    switch(page, "compass")
    assert laid(page, "compass", "curve")["best"] == 180
    page.get_by_role("button", name="Show…").click()
    expect(page.locator("[data-layer=field]")).to_be_disabled()
    expect(page.get_by_text("Needs two weights").first).to_be_visible()


def test_fog_hides_the_relief_and_the_legend_until_it_is_switched_off(page):
    rest(page)
    switch(page, "fog")
    expect(page.locator("#terrain")).to_have_attribute("data-fog", "true")
    expect(page.locator("#legend")).to_be_hidden()
    expect(page.locator("#relief")).to_be_hidden()
    expect(page.get_by_text("Fog is on")).to_be_visible()
    switch(page, "fog")
    expect(page.locator("#legend")).to_be_visible()


def test_a_zoomed_map_is_asked_for_again_and_goes_back(page):
    rest(page)
    wait_until_still(page)
    shown = "() => document.querySelector('#terrain .view-plot').layout.xaxis.range"
    whole = page.evaluate(shown)
    page.locator("#terrain").focus()
    with page.expect_response("**/surfaces/grid") as asked:
        page.keyboard.press("+")
    (low, high), _ = asked.value.request.post_data_json["window"]
    assert high - low == pytest.approx((whole[1] - whole[0]) / 1.3, rel=1e-3)
    page.get_by_role("button", name="whole map").click()
    page.wait_for_function(f"whole => ({shown})().join() === whole.join()", arg=whole)


def test_the_zoom_ends_where_numbers_get_too_close(page):
    all_answered = answered(page, "/surfaces/grid")
    windows: list[list[list[float]]] = []
    least = pytest.approx(1e-3, rel=0.35)

    def width(window: list[list[float]]) -> float:
        return window[0][1] - window[0][0]

    def note(request: Request) -> None:
        if request.url.endswith("/surfaces/grid"):
            windows.append(request.post_data_json["window"])

    page.on("request", note)
    page.goto("/#surface=himmelblau&start=-1,1&steps=40&step=10&zoom=2:2.01,3:3.01")
    wait_for_state(page, "paused")
    wait_until_still(page)
    page.locator("#terrain").focus()
    let_go = hold_back(
        page, "/surfaces/grid"
    )  # a window is told whenever the keys rest, also between two of them
    for _ in range(20):
        page.keyboard.press("+")
    let_go()
    wait_for_event(page, "request", lambda: width(windows[-1]) == least)
    all_answered()
    with page.expect_response("**/surfaces/grid"):
        page.keyboard.press("ArrowRight")
    assert width(windows[-1]) == least  # of a map that is 10 wide, not less than 1e-4


def test_a_window_and_a_colour_range_are_set_by_hand_and_wrong_ones_refused(page):
    rest(page)
    wait_until_still(page)
    page.get_by_role("button", name="Show…").click()
    field = page.locator("#window-0")
    with page.expect_response("**/surfaces/grid"):
        field.fill("-2")
        field.press("Enter")
    field.fill("9")
    field.press("Enter")
    expect(page.locator("#window-problem")).to_have_text(
        "The left number must be smaller than the right one."
    )
    with page.expect_response("**/surfaces/grid") as asked:
        page.locator("#colours-1").fill("200")
        page.locator("#colours-1").press("Enter")
    assert asked.value.request.post_data_json["range"][1] == 200
    page.locator("#colours-0").fill("many")
    page.locator("#colours-0").press("Enter")
    expect(page.locator("#colours-problem")).to_be_visible()


def test_the_gallery_says_what_each_surface_is_for(page):
    rest(page)
    page.get_by_role("button", name="Choose a surface").click()
    gallery = page.get_by_role("dialog", name="Choose a surface")
    assert gallery.get_by_role("group").count() == 7
    expect(gallery.get_by_text("Four equally good minima")).to_be_visible()
    gallery.get_by_text("Rosenbrock").click()
    expect(gallery).to_be_hidden()
    expect(page.locator("#surface-title")).to_have_text("Rosenbrock")
