"""The flat drawings on a page of their own: where things stand, what follows the pointer, what Plotly is given."""

import pytest
from playwright.sync_api import Page, expect
from views_page import open_views

ZOOM = """() => Plotly.relayout(document.querySelector('#terrain .view-plot'),
    { 'xaxis.range': [-1, 3], 'yaxis.range': [-3, 2] })"""


@pytest.fixture
def views(browser):
    with open_views(browser) as opened:
        yield opened


def handle_middle(page: Page, view: str = "terrain") -> tuple[float, float]:
    box = page.locator(f"#{view} .view-handle").bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def move_handle_to(page: Page, x: float, y: float, *, view: str = "terrain") -> None:
    page.mouse.move(*handle_middle(page, view))
    page.mouse.down()
    page.mouse.move(x, y, steps=4)


def pixel_of(page: Page, point: list[float]) -> list[float]:
    """Where the page's own module puts a point, as a position on the screen."""
    return page.evaluate(
        """async point => {
            const { plotAxes } = await import('/static/js/views/axes.js');
            const host = document.querySelector('#terrain .view-plot');
            const axes = plotAxes(host);
            const box = host.getBoundingClientRect();
            const scale = box.width / host.offsetWidth;
            return [box.left + axes.x(point[0]) * scale, box.top + axes.y(point[1]) * scale];
        }""",
        point,
    )


def grid_line_error(page: Page) -> float:
    """How far our mapping is from the corners of Plotly's own frame, in pixels, through its range and back."""
    return page.evaluate(
        """async () => {
            const { plotAxes } = await import('/static/js/views/axes.js');
            const host = document.querySelector('#terrain .view-plot');
            const axes = plotAxes(host);
            const frame = host.querySelector('.draglayer .nsewdrag').getBoundingClientRect();
            const box = host.getBoundingClientRect();
            const scale = box.width / host.offsetWidth;
            const { xaxis, yaxis } = host.layout;
            const corners = [[xaxis.range[0], yaxis.range[1], frame.left, frame.top],
                [xaxis.range[1], yaxis.range[0], frame.right, frame.bottom]];
            const off = corners.flatMap(([x, y, left, top]) => [
                Math.abs(axes.x(x) - (left - box.left) / scale), Math.abs(axes.y(y) - (top - box.top) / scale),
                Math.abs(axes.x(axes.toX(123.25)) - 123.25), Math.abs(axes.y(axes.toY(77.5)) - 77.5)]);
            return Math.max(...off);
        }"""
    )


# the frame's edges are read back from layout, where the browser rounds to 1/64 of a pixel
HALF_A_LAYOUT_UNIT = 0.05


def test_the_mapping_is_exact_after_zoom_resize_and_css_scale(views):
    page = views("surface=himmelblau&views=terrain")
    assert grid_line_error(page) < HALF_A_LAYOUT_UNIT
    page.evaluate(ZOOM)
    assert grid_line_error(page) < HALF_A_LAYOUT_UNIT
    page.set_viewport_size({"width": 1100, "height": 700})
    page.wait_for_function(
        "() => document.querySelector('#terrain .view-plot').layout.width === "
        "document.querySelector('#terrain').clientWidth"
    )
    assert grid_line_error(page) < HALF_A_LAYOUT_UNIT
    page.evaluate("() => { document.querySelector('main').style.transform = 'scale(0.75)'; }")
    assert grid_line_error(page) < HALF_A_LAYOUT_UNIT


def test_a_drag_reports_the_point_under_the_pointer(views):
    page = views("surface=himmelblau&views=terrain")
    target = pixel_of(page, [1.5, -2.5])
    move_handle_to(page, *target)
    page.mouse.up()
    name, point = page.evaluate("() => harness.events.at(-1)")
    assert name == "drop"
    assert point == pytest.approx([1.5, -2.5], abs=1e-6)


def test_the_handle_follows_the_pointer_before_any_answer(views):
    page = views("surface=himmelblau&views=terrain")
    target = pixel_of(page, [2, 1])
    move_handle_to(page, *target)
    page.evaluate("() => new Promise(requestAnimationFrame)")
    assert handle_middle(page) == pytest.approx(target, abs=0.5)
    page.mouse.up()


def test_a_drag_is_told_at_once_and_then_at_most_once_a_frame(views):
    page = views("surface=himmelblau&views=terrain")
    told = page.evaluate(
        """async () => {
            const handle = document.querySelector('#terrain .view-handle');
            const moves = 'onpointerrawupdate' in window ? 'pointerrawupdate' : 'pointermove';
            const send = (type, x) => handle.dispatchEvent(new PointerEvent(type,
                { pointerId: 1, isPrimary: true, button: 0, clientX: x, clientY: 300, bubbles: true }));
            const count = () => harness.events.filter(([name]) => name === 'drag').length;
            handle.setPointerCapture = () => {};
            send('pointerdown', 400);
            await new Promise(requestAnimationFrame);
            for (let x = 400; x < 440; x += 1) { send(moves, x); }
            const told = [count()];
            for (let frames = 0; frames < 3; frames += 1) {
                await new Promise(requestAnimationFrame);
                told.push(count());
            }
            send('pointerup', 440);
            return told;
        }"""
    )
    assert told == [1, 2, 2, 2]


def test_arrow_keys_move_the_start_and_shift_moves_it_ten_times_as_far(views):
    page = views("surface=himmelblau&views=terrain")
    handle = page.get_by_role("slider", name="Start")
    handle.focus()
    start = page.evaluate("() => harness.SURFACES.himmelblau.start")
    page.keyboard.press("ArrowRight")
    small = page.evaluate("() => harness.events.at(-1)[1]")
    page.keyboard.press("Shift+ArrowRight")
    large = page.evaluate("() => harness.events.at(-1)[1]")
    # the harness's page keeps the start where it was, so both begin there
    assert large[0] - start[0] == pytest.approx(10 * (small[0] - start[0]))
    assert small[1] == pytest.approx(start[1])
    assert handle.get_attribute("aria-valuetext") == "x −0.27, y −0.92"


def test_a_click_picks_the_point_under_it(views):
    page = views("surface=himmelblau&views=terrain")
    page.mouse.click(*pixel_of(page, [-2, 4]))
    name, point = page.evaluate("() => harness.events.at(-1)")
    assert name == "pick"
    assert point == pytest.approx([-2, 4], abs=1e-6)


def test_the_button_for_the_whole_map_undoes_a_zoom(views):
    page = views("surface=himmelblau&views=terrain")
    whole = page.get_by_role("button", name="whole map")
    assert whole.is_hidden()
    page.evaluate(ZOOM)
    whole.click()
    page.wait_for_function("() => document.querySelector('#terrain .view-plot').layout.xaxis.range[0] === -5")
    expect(whole).to_be_hidden()


@pytest.mark.parametrize("step", [0, 7, 40])
def test_the_path_is_drawn_as_far_as_the_step(views, step):
    page = views(f"surface=himmelblau&views=terrain,loss&steps=40&step={step}&state=playing")
    assert page.locator("#terrain").get_attribute("data-drawn-points") == str(step + 1)
    assert page.locator("#loss").get_attribute("data-drawn-points") == str(step + 1)


def test_a_resting_path_becomes_a_trace_and_a_moving_one_hides_it(views):
    page = views("views=terrain")
    page.evaluate(
        """() => { harness.model = harness.modelOf('himmelblau', { steps: 30, step: 12 });
            harness.show(harness.model); }"""
    )
    page.wait_for_selector("#terrain[data-live=false]")
    committed, path = page.evaluate(
        """() => {
            const { x, y } = document.querySelector('#terrain .view-plot').data.at(-1);
            return [x.map((value, index) => [value, y[index]]), harness.model.run.points.slice(0, 13)];
        }"""
    )
    assert committed == path
    page.evaluate("() => harness.show({ ...harness.model, step: 5, state: 'playing' })")
    assert page.locator("#terrain").get_attribute("data-live") == "true"
    hidden = "() => getComputedStyle(document.querySelector('#terrain .tracecommitted-path')).visibility"
    assert page.evaluate(hidden) == "hidden"


def test_plotly_draws_the_declared_traces(views):
    page = views("surface=himmelblau&views=terrain,loss,slice")
    page.wait_for_selector("#terrain[data-live=false]")
    types = "id => document.querySelector(`#${id} .view-plot`)._fullData.map(({ type }) => type)"
    assert page.evaluate(types, "terrain") == ["heatmap", "contour", "contour", "scatter"]
    assert page.evaluate(types, "loss") == ["scatter"]
    assert page.evaluate(types, "slice") == ["scatter"]
    figure = """id => { const { data, layout } = document.querySelector(`#${id} .view-plot`);
        return (Plotly.validate(data, layout) ?? []).filter(({ code }) => code !== 'unused').map(({ msg }) => msg); }"""
    assert [page.evaluate(figure, view) for view in ("terrain", "loss", "slice")] == [[], [], []]


def test_hover_tells_the_true_loss(views):
    page = views("surface=himmelblau&views=terrain")
    texts = page.evaluate(
        """() => { const host = document.querySelector('#terrain .view-plot');
            const grid = harness.modelOf('himmelblau').grid;
            return [host._fullData[0].customdata[10][20], grid.z[10][20], host._fullData[0].hovertemplate]; }"""
    )
    assert texts[0] == texts[1]
    assert "customdata" in texts[2]


def test_pictures_have_a_role_and_a_name(views):
    page = views("surface=himmelblau&views=terrain,loss")
    assert page.get_by_role("img", name="Map of the loss himmelblau").count() == 1
    assert page.get_by_role("img", name="Loss against step").count() == 1


def test_another_theme_recolours_the_map(views):
    page = views("surface=himmelblau&views=terrain")
    scale = "() => document.querySelector('#terrain .view-plot')._fullData[0].colorscale[0][1]"
    assert page.evaluate(scale) == "#4f8797"
    page.evaluate(
        """() => { document.documentElement.dataset.theme = 'dark';
            harness.show({ ...harness.modelOf('himmelblau'), theme: 'dark' }); }"""
    )
    page.wait_for_function(f"() => ({scale})() === '#79c3cf'")


def test_labels_are_true_losses_and_names_of_minima(views):
    page = views("surface=himmelblau&views=terrain")
    labels = (page.locator("#terrain").get_attribute("data-labels") or "").split(" | ")
    assert {"(3, 2)", "(−2.81, 3.13)", "(−3.78, −3.28)", "(3.58, −1.85)"} <= set(labels)
    levels = page.evaluate(
        """async () => {
            const { figure } = await import('/static/js/views/figures.js');
            return harness.modelOf('himmelblau').grid.levels.map(({ loss }) => figure(loss));
        }"""
    )
    contours = [label for label in labels if not label.startswith("(")]
    assert contours
    assert set(contours) <= set(levels[::5])


def test_a_logarithm_of_negative_losses_counts_from_the_lowest_and_says_so(views):
    page = views("surface=easom&views=loss&steps=20")
    span = page.evaluate(
        """async () => {
            const { rangeOf } = await import('/static/js/views/step-scale.js');
            const { run } = harness.modelOf('easom', { steps: 20 });
            return { ...rangeOf([run.losses], true), lowest: Math.min(...run.losses) };
        }"""
    )
    assert span["shift"] == span["lowest"] < 0
    drawn, losses = page.evaluate(
        """() => { const [trace] = document.querySelector('#loss .view-plot').data;
            return [trace.y, trace.customdata]; }"""
    )
    assert drawn == pytest.approx([loss - span["lowest"] for loss in losses])


def test_a_press_on_the_loss_chart_seeks_the_step(views):
    page = views("surface=himmelblau&views=loss&steps=40")
    box = page.locator("#loss .nsewdrag").bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] * 0.25, box["y"] + 20)
    page.wait_for_function("() => harness.events.some(([name]) => name === 'seek')")
    assert page.evaluate("() => harness.events.at(-1)") == ["seek", 10]


def test_the_start_of_a_curve_is_dragged_along_it(views):
    page = views("curve=log_bowl&views=curve")
    box = page.locator("#curve .nsewdrag").bounding_box()
    assert box
    move_handle_to(page, box["x"] + box["width"] * 0.25, box["y"] + 30, view="curve")
    page.mouse.up()
    name, point = page.evaluate("() => harness.events.at(-1)")
    # the window reaches from −3 to 3
    assert (name, point) == ("drop", [pytest.approx(-1.5, abs=1e-6)])
    assert page.locator("#curve").get_attribute("data-drawn-points") == "13"


def test_a_phone_still_scrolls_over_the_map(views):
    page = views(
        "surface=himmelblau&views=terrain",
        viewport={"width": 390, "height": 844},
        has_touch=True,
        is_mobile=True,
    )
    touch = "selector => getComputedStyle(document.querySelector(selector)).touchAction"
    assert page.evaluate(touch, "#terrain .view-handle") == "none"
    assert page.evaluate(touch, "#terrain") == "auto"
    size = page.locator("#terrain .view-handle").bounding_box()
    assert size
    assert (size["width"], size["height"]) == (44, 44)


def test_a_step_before_the_first_draws_nothing(views):
    page = views("surface=himmelblau&views=terrain,loss&steps=20&step=3&state=playing")
    drawn = page.evaluate(
        """() => { const model = harness.modelOf('himmelblau', { steps: 20, state: 'playing' });
            harness.show({ ...model, step: -3 });
            const none = document.querySelector('#terrain').dataset.drawnPoints;
            harness.show({ ...model, step: 4 });
            return [none, document.querySelector('#terrain').dataset.drawnPoints]; }"""
    )
    assert drawn == ["0", "5"]


def test_a_start_on_the_edge_of_the_map_can_still_be_taken_hold_of(views):
    page = views("surface=himmelblau&views=terrain")
    frame = page.locator("#terrain .nsewdrag").bounding_box()
    assert frame
    move_handle_to(page, frame["x"] + 100, frame["y"] + frame["height"] + 30)
    page.mouse.up()
    name, (_, y) = page.evaluate("() => harness.events.findLast(([name]) => name === 'drop')")
    assert (name, y) == ("drop", pytest.approx(-5))
    page.evaluate(
        """() => {
            const [, start] = harness.events.findLast(([name]) => name === 'drop');
            harness.show({ ...harness.modelOf('himmelblau'), start });
        }"""
    )
    assert page.locator("#terrain .view-handle").is_visible()


def test_a_ball_that_circles_is_drawn_as_the_pieces_that_it_is(views):
    drawn = views("surface=himmelblau&views=terrain").evaluate(
        """async () => {
            const counts = { lines: 0 };
            const { lineTo } = Path2D.prototype;
            Path2D.prototype.lineTo = function (...at) { counts.lines += 1; return lineTo.apply(this, at); };
            const { createTrail } = await import('/static/js/views/trail.js');
            const corners = [[10, 10], [90, 10], [90, 90], [10, 90]];
            const trail = createTrail().to({}, '', 20_000, index => corners[index % 4]);
            Path2D.prototype.lineTo = lineTo;
            return { ...counts, count: trail.count, end: trail.end };
        }"""
    )
    assert drawn["lines"] <= 1_000 + 4, "a thousand pieces without a look, then each once"
    assert drawn["count"] == 20_000
    assert drawn["end"] == [10, 90]


def test_a_note_covers_no_label_and_no_other_note(views):
    """Notes begin in the lower left corner; where a word stands there they go above it."""
    page = views("surface=himmelblau&views=loss&steps=20")
    tops = page.evaluate(
        """async () => {
            const { createBrush } = await import('/static/js/views/layers/brush.js');
            const { createRoom } = await import('/static/js/views/room.js');
            const context = document.createElement('canvas').getContext('2d');
            const tops = [];
            const fill = context.fillRect.bind(context);
            context.fillRect = (x, y, width, height) => { tops.push(y); fill(x, y, width, height); };
            const axes = { left: 0, top: 0, width: 600, height: 300 };
            const theme = { paper: '#ffffff', ink: '#000000', font: 'sans-serif' };
            const told = taken => {
                tops.length = 0;
                const room = createRoom(axes);
                taken.forEach(box => room.take(box));
                const brush = createBrush(context, { theme, axes, room, at: p => p, tip: p => p, flat: true });
                brush.note('one');
                brush.note('another');
                return [...tops];
            };
            const corner = { x: 10, y: 284, width: 40, height: 14 };
            const side = { x: 10, y: 200, width: 40, height: 200 };
            return [told([]), told([corner]), told([side])];
        }"""
    )
    plain, above_a_word, in_the_other_corner = tops
    assert plain == [276, 260]
    assert above_a_word[0] <= 284 - 7 - 16
    assert above_a_word[1] == above_a_word[0] - 16
    assert in_the_other_corner[0] < 100
    assert in_the_other_corner[1] - in_the_other_corner[0] == 16


def test_lowest_points_that_stand_on_one_another_are_not_named(browser):
    with open_views(browser) as opened:
        names = opened("views=none").evaluate(
            """async () => {
              const { placeMarkLabels } = await import("/static/js/views/labels.js");
              const marks = [[0, 0], [3, 2], [9, 9]].map((at) =>
                ({ kind: "minimum", at, lowest: true, label: at.join() }));
              const room = { take() {}, has: () => true };
              return [1, 10].map((scale) => {
                const pixel = (value) => scale * value;
                const axes = { x: pixel, y: pixel, left: 0, top: 0, width: 100, height: 100 };
                return placeMarkLabels(marks, axes, room, () => 20).map(({ text }) => text);
              });
            }"""
        )
    assert names == [["9,9"], ["0,0", "3,2", "9,9"]]
