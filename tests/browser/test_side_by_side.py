"""Side by side: one learning rate on grounds that differ in one thing, and up to where each holds its ball."""

import re

import pytest
from axe import violations
from playwright.sync_api import Page, Response, expect
from waiting import wait_for_state, wait_for_step, wait_until

pytestmark = pytest.mark.flat

LINK = "surface=himmelblau&steps=20&step=0&tab=rate&tool=terrain"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def open_sides(page: Page, more: str = "", language: str = "en") -> list[Response]:
    """Opens the comparison and waits until its sentence stands; returns the answers as they come."""
    answers: list[Response] = []
    page.on("response", lambda one: answers.append(one))
    page.goto(f"/?lang={language}#{LINK}{more}")
    wait_for_step(page, 0)
    expect(page.locator("#side-says")).to_contain_text("η")
    return answers


def held(answers: list[Response]) -> dict:
    return next(one for one in reversed(answers) if one.url.endswith("/comparisons/holding")).json()


def shown(page: Page) -> list[str]:
    """What became of the ball on each side."""
    statuses = page.locator(".side:visible .side-status")
    wait_until(
        page,
        "() => [...document.querySelectorAll('.side:not([hidden]) .side-status')].every(e => e.dataset.status)",
    )
    return [one.get_attribute("data-status") for one in statuses.all()]


def set_rate(page: Page, rate: float) -> None:
    """Types a rate, and waits until every side shows its run."""
    page.locator("#side-rate").fill(str(rate))
    page.locator("#side-rate").press("Enter")
    for side in page.locator(".side:visible").all():
        expect(side).to_have_attribute("data-rate", str(rate))


def test_the_straight_valley_holds_to_twice_the_rate_of_the_winding_one(page):
    answers = open_sides(page)
    straight, winding = (
        float(one.get_attribute("data-holds")) for one in page.locator(".side:visible .side-track").all()
    )
    assert straight == pytest.approx(0.02, rel=0.01)
    assert winding == pytest.approx(0.01, rel=0.01)
    assert [straight, winding] == [member["holds_to"] for member in held(answers)["members"]]


def test_the_sentence_is_the_servers_in_both_languages(page):
    for language in ("en", "zh"):
        answers = open_sides(page, language=language)
        expect(page.locator("#side-says")).to_have_text(held(answers)["sentence"][language])


def test_one_slider_moves_all_and_the_tracks_show_where_it_stands(page):
    open_sides(page)
    assert shown(page) == ["converged", "converged"]
    before = page.locator(".side-now").first.bounding_box()
    set_rate(page, 0.015)
    expect(page.locator(".side-status").nth(1)).to_have_attribute("data-status", "bouncing")
    expect(page.locator(".side-status").nth(0)).to_have_attribute("data-status", "converged")
    after = [one.bounding_box()["x"] for one in page.locator(".side:visible .side-now").all()]
    tracks = [one.bounding_box()["x"] for one in page.locator(".side:visible .side-track").all()]
    assert after[0] > before["x"]
    assert after[0] - tracks[0] == pytest.approx(after[1] - tracks[1], abs=1), "one scale for all"
    wait_until(page, "() => location.hash.includes('&side=valleys:0.015')")


def test_the_slider_goes_by_keys_and_says_what_becomes_of_each(page):
    open_sides(page)
    shown(page)
    expect(page.locator("#side-slider")).to_have_attribute(
        "aria-valuetext", "0.009, straight valley converged, winding valley converged"
    )
    page.locator("#side-slider").focus()
    page.keyboard.press("End")
    wait_until(page, "() => location.hash.includes('&side=valleys:0.05')")
    assert page.locator("main").get_attribute("data-step") == "0"


def test_the_sharp_well_loses_its_ball_first(page):
    open_sides(page, "&side=wells:0.03")
    assert shown(page) == ["converged", "converged"]
    sharp, flat = (
        float(one.get_attribute("data-holds")) for one in page.locator(".side:visible .side-track").all()
    )
    assert sharp < 0.03 < flat
    says = page.locator("#side-says")
    expect(says).to_contain_text("instead")


def test_without_a_slope_there_is_no_motion(page):
    open_sides(page, "&side=activations")
    assert shown(page) == ["stalled", "converged", "converged"]
    expect(page.locator("#side-says")).to_contain_text("there is no slope")
    points = [one.get_attribute("data-points") for one in page.locator(".side:visible .side-ground").all()]
    assert len(points) == 3


def test_a_side_can_be_loaded_and_that_can_be_undone(page):
    open_sides(page, "&side=wells:0.02")
    page.get_by_role("button", name="Load flat well into the playground").click()
    wait_until(page, "() => location.hash.includes('surface=two_wells')")
    assert re.search(r"start=1\.6,1&optimizer=gradient_descent,learning_rate:0\.02", page.url)
    wait_for_state(page, "ended")
    page.locator("#undo").click()
    wait_until(page, "() => location.hash.includes('surface=himmelblau')")


def test_the_link_brings_back_comparison_and_rate(page):
    open_sides(page)
    page.locator("#side-choice").get_by_text("Sharp and flat").click()
    wait_until(page, "() => location.hash.includes('&side=wells')")
    set_rate(page, 0.04)
    wait_until(page, "() => location.hash.includes('&side=wells:0.04')")
    page.reload()
    expect(page.locator("[name=comparison][value=wells]")).to_be_checked()
    expect(page.locator("#side-rate")).to_have_value("0.04")


@pytest.mark.parametrize("said", ["nowhere", "valleys:0", "valleys:1:2", "valleys:x"])
def test_a_link_that_cannot_be_read_is_told(page, said):
    page.goto(f"/?lang=en#{LINK}&side={said}")
    expect(page.locator("#notices")).to_contain_text("side")


def test_each_ground_is_told_to_those_who_do_not_see_it(page):
    open_sides(page)
    shown(page)
    expect(page.locator(".side-ground").first).to_have_attribute(
        "aria-label", re.compile("^straight valley. .+")
    )


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("screen", [{}, PHONE], ids=["laptop", "phone"])
def test_axe_finds_nothing(open_page, theme, screen):
    page = open_page(color_scheme=theme, **screen)
    open_sides(page, "&side=activations")
    assert violations(page) == []
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
