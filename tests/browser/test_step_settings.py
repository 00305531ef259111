"""What acts on the run beside its optimizer: schedule, gradient source, clipping, conventions."""

import json
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from waiting import wait_for_state, wait_for_step

from engine.gradients import GRADIENTS
from engine.optimizers import OPTIMIZERS
from engine.schedules import SCHEDULES

pytestmark = pytest.mark.flat

RUN = "/#surface=himmelblau&start=-1,1&optimizer={optimizer}&steps=40&step=10"


def settle(page: Page, optimizer: str = "gradient_descent,learning_rate:0.01") -> list[dict[str, Any]]:
    """Opens the page and the settings; returns the list that every run asked for from now on is added to."""
    page.goto(RUN.format(optimizer=optimizer))
    wait_for_state(page, "paused")
    wait_for_step(page, 10)
    page.locator(".run-settings-summary").click()
    asked: list[dict[str, Any]] = []
    page.on("request", lambda request: asked.extend(runs_in(request.url, request.post_data)))
    return asked


def runs_in(url: str, data: str | None) -> list[dict[str, Any]]:
    """The runs that a request asks for: one of a kind with its own settings, or a race of them."""
    if data is None or url.split("/api/v1")[-1] not in (
        "/descents",
        "/descents/stream",
        "/races",
        "/races/stream",
    ):
        return []
    body = json.loads(data)
    return body.get("runs") or [body]


def act(page: Page, does: Any) -> None:
    """Does something that makes a new run, and waits for it."""
    with page.expect_response(lambda response: bool(runs_in(response.url, response.request.post_data))):
        does()
    wait_for_state(page, "ended")


def says(page: Page, text: str) -> None:
    expect(page.locator("#settings-says")).to_have_text(text)


def knob(page: Page, owner: str, name: str) -> Any:
    return page.locator(f".knobs[data-of={owner}] .knob[data-knob={name}] .figure")


def test_folded_settings_say_what_is_in_force(page):
    settle(page)
    page.locator(".run-settings-summary").click()
    expect(page.locator("#schedule")).to_be_hidden()
    says(page, "Constant · Derived · not clipped")
    expect(page.locator("#settings-says")).to_have_attribute("data-acts", "false")
    expect(page.locator("#clip")).not_to_be_checked()


@pytest.mark.parametrize("name", [name for name in SCHEDULES if SCHEDULES[name].knobs])
def test_a_schedule_reaches_the_run_with_lengths_that_suit_it(page, name):
    asked = settle(page)
    act(page, lambda: page.locator("#schedule").select_option(name))
    schedule = asked[-1]["schedule"]
    assert schedule["name"] == name
    for one in SCHEDULES[name].knobs:
        # defaults are made for 200 steps; this run has 40
        assert schedule[one.name] == (max(1, round(one.default * 40 / 200)) if one.whole else one.default)
        expect(knob(page, name, one.name)).to_be_visible()
    says(page, f"{SCHEDULES[name].title.en} · Derived · not clipped")
    expect(page.locator("#settings-says")).to_have_attribute("data-acts", "true")


def test_a_knob_of_a_schedule_reaches_the_run_and_lengths_are_whole(page):
    asked = settle(page)
    act(page, lambda: page.locator("#schedule").select_option("cosine"))
    length = knob(page, "cosine", "length")
    length.fill("12.5")
    length.press("Enter")
    expect(length).to_have_attribute("aria-invalid", "true")
    length.fill("12")
    act(page, lambda: length.press("Enter"))
    assert asked[-1]["schedule"]["length"] == 12
    # after its length the schedule stays at its lowest
    page.get_by_label("Step shown").fill("20")
    wait_for_step(page, 20)
    expect(page.locator("[data-figure=rate]")).to_have_text("0.0001")


@pytest.mark.parametrize("name", GRADIENTS)
def test_a_gradient_source_reaches_the_run(page, name):
    asked = settle(page)
    if name == next(iter(GRADIENTS)):
        act(page, lambda: page.locator("#gradient").select_option(next(reversed(GRADIENTS))))
    act(page, lambda: page.locator("#gradient").select_option(name))
    gradient = asked[-1].get("gradient", {"source": next(iter(GRADIENTS))})
    assert gradient["source"] == name
    for one in GRADIENTS[name].knobs:
        assert gradient[one.name] == one.default
        expect(knob(page, name, one.name)).to_be_visible()
    expect(page.get_by_label("Seed", exact=True)).to_be_visible(visible=GRADIENTS[name].draws)


def test_the_seed_and_its_die_reach_the_run(page):
    asked = settle(page)
    act(page, lambda: page.locator("#gradient").select_option("noisy"))
    seed = page.get_by_label("Seed", exact=True)
    seed.fill("7")
    act(page, lambda: seed.press("Enter"))
    assert asked[-1]["seed"] == 7
    act(page, page.get_by_role("button", name="Another seed").click)
    assert seed.input_value() == str(asked[-1].get("seed", 0))


def test_clipping_reaches_the_run_and_can_be_switched_off(page):
    asked = settle(page)
    act(page, page.get_by_label("Clip the gradient").check)
    assert asked[-1]["gradient"]["clip_norm"] == 1
    says(page, "Constant · Derived · clipped at 1")
    figure = page.locator("#clip-knob .figure")
    figure.fill("2.5")
    act(page, lambda: figure.press("Enter"))
    assert asked[-1]["gradient"]["clip_norm"] == 2.5
    page.get_by_label("Step shown").fill("1")
    wait_for_step(page, 1)
    expect(page.locator("#step-sentence")).to_contain_text("to 2.5.")
    act(page, page.get_by_label("Clip the gradient").uncheck)
    assert asked[-1].get("gradient", {}).get("clip_norm") is None


def test_changes_by_hand_are_listed_set_and_forgotten(page):
    asked = settle(page)
    act(page, page.get_by_role("button", name="Change η from step 10 on").click)
    rate = page.locator(".change .figure")
    expect(rate).to_be_focused()
    rate.fill("0.002")
    act(page, lambda: rate.press("Enter"))
    changes = asked[-1]["schedule"].get("changes") or asked[-1]["schedule"]["rates"]
    assert changes == [[10, 0.002]]
    says(page, "Constant · 1 change by hand · Derived · not clipped")
    act(page, page.get_by_role("button", name="Forget the change at step 10").click)
    assert "schedule" not in asked[-1]
    expect(page.locator(".change")).to_have_count(0)


def test_momentum_says_which_convention_runs_and_takes_the_other(page):
    asked = settle(page, "momentum,learning_rate:0.005,momentum:0.8,dampening:0")
    expect(page.get_by_role("radio", name="sum")).to_be_checked()
    says_it = page.locator("#convention-says")
    expect(says_it).to_have_text(OPTIMIZERS["momentum"].conventions[0].says.en)
    act(page, lambda: page.locator("#convention-switch label", has_text="average").click())
    assert asked[-1]["optimizer"]["dampening"] == 0.8
    expect(says_it).to_have_text(OPTIMIZERS["momentum"].conventions[1].says.en)
    dampening = knob(page, "momentum", "dampening")
    dampening.fill("0.3")
    act(page, lambda: dampening.press("Enter"))
    expect(says_it).to_have_text("Neither of the two: something in between.")


def test_a_run_that_slowed_down_is_offered_a_longer_schedule(page):
    asked = settle(page, "gradient_descent,learning_rate:0.0005")
    act(page, lambda: page.locator("#schedule").select_option("cosine"))
    longer = page.get_by_role("button", name="Give it 80 steps, the schedule stretched along")
    longer.click()
    wait_for_state(page, "ended")
    wait_for_step(page, 80)
    assert asked[-1]["schedule"]["length"] == 80


def test_a_rate_that_fades_at_every_step_is_offered_to_stay(page):
    asked = settle(page, "gradient_descent,learning_rate:0.0005")
    act(page, lambda: page.locator("#schedule").select_option("exponential"))
    factor = knob(page, "exponential", "factor")
    factor.fill("0.5")
    act(page, lambda: factor.press("Enter"))
    act(page, page.get_by_role("button", name="The same without the schedule").click)
    assert "schedule" not in asked[-1]
    says(page, "Constant · Derived · not clipped")


def test_noise_and_clipping_come_first_among_the_terms_and_in_slow_motion(open_page):
    page = open_page(reduced_motion="reduce")
    settle(page)
    act(page, lambda: page.locator("#gradient").select_option("noisy"))
    act(page, page.get_by_label("Clip the gradient").check)
    page.get_by_label("Step shown").fill("3")
    wait_for_step(page, 3)
    expect(page.locator(".term").first).to_have_attribute("data-term", "derived_gradient")
    page.get_by_role("button", name="Slow motion").click()
    names = []
    while page.locator("#motion").is_visible():
        names.append(page.locator("#motion").get_attribute("data-term"))
        page.locator("#motion-next").click()
    before = ["derived_gradient", "noise", "noisy_gradient", "gradient_norm", "clipped"]
    assert names == [*before, "update", "next_point"]
