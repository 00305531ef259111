"""The relief on the page: it stands as the link says, and shows what is pointed at elsewhere."""

import pytest
from playwright.sync_api import Page, expect
from waiting import wait_for_step, wait_until, wait_until_drawn

TWO = (
    "/#surface=himmelblau&start=-1,1&run1=gradient_descent,learning_rate:0.01"
    "&run2=nesterov,learning_rate:0.005&steps=40&step=10"
)
CAMERA = {"eye": (0.9, 1.4, 0.7), "center": (0.1, -0.1, 0), "up": (0, 0, 1)}
# as Plotly really draws the scene, not as it was told to
SEEN = "() => document.querySelector('#relief .view-plot')._fullLayout.scene._scene.getCamera()"


def rest(page: Page, link: str) -> None:
    page.goto(link)
    wait_for_step(page, 10)
    wait_until_drawn(page, "#terrain", "#relief")


def seen(page: Page) -> dict:
    camera = page.evaluate(SEEN)
    return {part: tuple(camera[part][axis] for axis in "xyz") for part in CAMERA}


def close(camera: dict) -> dict:
    """The camera to the digits that a link has."""
    return {part: pytest.approx(at, abs=1e-3) for part, at in camera.items()}


def test_the_link_restores_the_camera(page):
    link = ",".join(":".join(map(str, CAMERA[part])) for part in CAMERA)
    rest(page, f"{TWO}&camera={link}")
    assert seen(page) == close(CAMERA)


def test_a_relief_that_was_turned_stands_so_again_behind_its_link(page):
    rest(page, TWO)
    before = seen(page)
    page.locator("#relief").focus()
    page.keyboard.press("ArrowRight")
    wait_until(page, "() => location.hash.includes('camera=')")
    turned = seen(page)
    assert turned != close(before)
    page.reload()
    wait_until_drawn(page, "#relief")
    assert seen(page) == close(turned)


# on how many runs a step is lit: on the map, on the relief
LIT = """([map, relief]) => JSON.parse(document.querySelector('#terrain').dataset.drawn).lit === map
    && Number(document.querySelector('#relief').dataset.lit) === relief"""


def test_a_step_pointed_at_in_the_loss_chart_is_lit_on_map_and_relief(page):
    rest(page, TWO)
    wait_until(page, "() => document.querySelector('#loss').dataset.drawnPoints > 0")
    box = page.locator("#loss .nsewdrag").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 8, box["y"] + box["height"] / 2)
    expect(page.locator("#loss")).to_have_attribute("data-lit", "5")
    wait_until(page, LIT, [2, 2])
    page.mouse.move(5, 5)
    wait_until(page, LIT, [0, 0])


def test_the_relief_comes_where_frames_are_few(page):
    page.add_init_script(
        "{ const frame = requestAnimationFrame; requestAnimationFrame = act => setTimeout(() => frame(act), 500); }"
    )
    rest(page, TWO)


def test_a_tab_that_takes_room_has_it_drawn_once_for_its_new_size_and_once_for_its_new_ground(page):
    rest(page, TWO)
    page.evaluate(
        """() => {
          window.drawn = 0;
          document.querySelector('#relief .view-plot').on('plotly_afterplot', () => { window.drawn += 1; });
        }"""
    )
    page.locator("#tab-starts").click()
    wait_until(
        page,
        """() => {
          const { clientWidth, clientHeight } = document.querySelector('#relief');
          const { width, height } = document.querySelector('#relief .view-plot')._fullLayout;
          return width === clientWidth && height === clientHeight;
        }""",
    )
    expect(page.locator("#terrain")).to_have_attribute("data-basins-stale", "false")
    assert 1 <= page.evaluate("() => window.drawn") <= 2
