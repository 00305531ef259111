"""The schedule above the loss: folded at first, drawn from the server's rates, set by pointer and by keys alike."""

import json
import re
from collections.abc import Callable

import pytest
from answers import hold_back
from playwright.sync_api import Locator, Page, Request, Response, expect
from waiting import wait_for_state, wait_until

pytestmark = pytest.mark.flat

LINK = "#surface=himmelblau&start=-1,1&optimizer=gradient_descent,learning_rate:0.01&steps=100&step=10"


@pytest.fixture
def scheduled(open_page) -> Callable[[str], Page]:
    def opened(name: str) -> Page:
        page = open_page(reduced_motion="reduce")
        page.goto(f"/{LINK}")
        wait_for_state(page, "paused")
        page.locator("#run-settings summary").first.click()
        schedule_asked(page, lambda: page.locator("#schedule").select_option(name), name=name)
        expect(page.locator("#schedule-strip")).to_be_visible()
        wait_until(page, "() => document.querySelector('#schedule-plot .grip')")
        wait_until_settled(page)
        return page

    return opened


def wait_until_settled(page: Page) -> None:
    """Waits until the last answer to a drag has come, the run that follows from it, and the axes of its rates."""
    settled = "({ held, state }) => held === 'false' && state !== 'loading'"
    wait_until(page, f"() => ({settled})(document.querySelector('main').dataset)")
    drawn = "document.querySelector('#schedule-plot .view-plot')?.data?.[0]?.customdata?.length"
    wait_until(page, f"() => {drawn} > 1")
    page.evaluate("() => new Promise(requestAnimationFrame)")


def grip(page: Page, name: str) -> Locator:
    return page.locator("#schedule-plot").get_by_role("slider", name=name)


def schedule_asked(page: Page, act: Callable[[], None], **awaited: object) -> dict:
    """What a run that an action asks for says about the schedule; a drag asks for others on its way."""

    def of_the_run(request: Request) -> dict | None:
        return (
            json.loads(request.post_data or "{}")["schedule"] if request.url.endswith("/descents") else None
        )

    def is_awaited(response: Response) -> bool:
        schedule = of_the_run(response.request)
        return schedule is not None and awaited.items() <= schedule.items()

    with page.expect_response(is_awaited) as told:
        act()
    return of_the_run(told.value.request)


def drag(page: Page, handle: Locator, dx: float, dy: float) -> None:
    box = handle.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + dx, y + dy, steps=4)
    page.evaluate("() => new Promise(requestAnimationFrame)")
    page.mouse.up()


def test_it_is_folded_until_the_rate_changes_or_someone_looks(page):
    page.goto(f"/{LINK}")
    wait_for_state(page, "paused")
    expect(page.locator("#schedule-strip")).to_be_hidden()
    page.get_by_role("button", name="schedule", exact=True).click()
    expect(page.locator("#schedule-strip")).to_be_visible()


def test_the_strip_draws_the_rates_of_the_server(scheduled):
    page = scheduled("warm_up")
    body = {"schedule": {"name": "warm_up", "length": 20}, "learning_rate": 0.01, "steps": 100}
    length = int(grip(page, "Length").get_attribute("aria-valuenow") or 0)
    body["schedule"]["length"] = length
    answer = page.request.post(
        "/api/v1/schedules/rates", data=json.dumps(body), headers={"Content-Type": "application/json"}
    ).json()
    drawn = page.evaluate("() => [...document.querySelector('#schedule-plot .view-plot').data[0].customdata]")
    assert drawn == answer["rates"]


def test_a_dragged_handle_changes_the_run(scheduled):
    page = scheduled("warm_up")
    before = int(grip(page, "Length").get_attribute("aria-valuenow") or 0)
    frame = page.locator("#schedule-plot .nsewdrag").bounding_box()
    assert frame
    schedule = schedule_asked(
        page, lambda: drag(page, grip(page, "Length"), frame["width"] * 0.2, 0), length=before + 20
    )
    assert schedule["name"] == "warm_up"
    assert schedule["length"] == before + 20
    # the handle stands where the server says, which may answer after the run
    expect(grip(page, "Length")).to_have_attribute("aria-valuenow", str(before + 20))


def test_a_handle_of_a_rate_is_dragged_up(scheduled):
    page = scheduled("warm_up")
    schedule = schedule_asked(page, lambda: drag(page, grip(page, "Lowest share"), 0, -20))
    assert schedule["lowest"] > 0.1


def test_the_arrow_keys_do_what_the_pointer_does(scheduled):
    page = scheduled("warm_up")
    handle = grip(page, "Length")
    before = int(handle.get_attribute("aria-valuenow") or 0)
    handle.focus()
    schedule = schedule_asked(page, lambda: page.keyboard.press("ArrowRight"), length=before + 1)
    assert schedule["length"] == before + 1
    schedule = schedule_asked(page, lambda: page.keyboard.press("Shift+ArrowLeft"), length=before - 9)
    assert schedule["length"] == before - 9
    expect(handle).to_be_focused()
    expect(handle).to_have_attribute("aria-valuetext", re.compile(f"at step {before - 9}\\b"))


def test_a_change_by_hand_is_added_moved_and_removed(page):
    page.goto(f"/{LINK}")
    wait_for_state(page, "paused")
    page.get_by_role("button", name="schedule", exact=True).click()
    schedule = schedule_asked(
        page, lambda: page.get_by_role("button", name="Change η from this step on").click()
    )
    assert schedule["changes"] == [[10, 0.01]]
    handle = grip(page, "Change of η at step")
    handle.focus()
    schedule = schedule_asked(page, lambda: page.keyboard.press("ArrowUp"), changes=[[10, 0.0105]])
    assert schedule["changes"] == [[10, 0.0105]]
    schedule = schedule_asked(page, lambda: page.keyboard.press("ArrowRight"), changes=[[11, 0.0105]])
    assert schedule["changes"] == [[11, 0.0105]]
    page.keyboard.press("Delete")
    expect(handle).to_have_count(0)


def test_a_double_click_adds_a_change_where_it_is(page):
    page.goto(f"/{LINK}")
    wait_for_state(page, "paused")
    page.get_by_role("button", name="schedule", exact=True).click()
    wait_until(page, "() => document.querySelector('#schedule-plot').dataset.drawnPoints > 0")
    frame = page.locator("#schedule-plot .nsewdrag").bounding_box()
    assert frame
    page.mouse.dblclick(frame["x"] + frame["width"] / 2, frame["y"] + frame["height"] / 2)
    expect(grip(page, "Change of η at step 50")).to_be_visible()


def test_a_drag_whose_answers_come_after_the_drop_is_one_entry(scheduled):
    page = scheduled("warm_up")
    handle = grip(page, "Length")
    before = handle.get_attribute("aria-valuenow")
    let_go = hold_back(page, "/schedules/rates")
    drag(page, handle, 60, 0)
    let_go()
    wait_until_settled(page)
    expect(handle).not_to_have_attribute("aria-valuenow", before)
    page.locator("#undo").click()
    wait_until_settled(page)
    expect(handle).to_have_attribute("aria-valuenow", before)
    page.locator("#undo").click()
    expect(page.locator("#schedule")).to_have_value("constant")
    expect(page.locator("#undo")).to_be_disabled()


def test_an_answer_about_a_drag_never_undoes_what_was_chosen_meanwhile(scheduled):
    page = scheduled("warm_up")
    let_go = hold_back(page, "/schedules/rates")
    drag(page, grip(page, "Length"), 60, 0)
    page.locator("#schedule").select_option("cosine")
    let_go()
    wait_until_settled(page)
    expect(page.locator("#schedule")).to_have_value("cosine")
    expect(page.locator("main")).to_have_attribute("data-held", "false")
    page.locator("#undo").click()
    expect(page.locator("#schedule")).to_have_value("warm_up")
