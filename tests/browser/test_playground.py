"""The playground as a person meets it: it opens moving, can be driven, and never loses its place."""

import json
import re

import pytest
from playwright.sync_api import Page, Route, expect
from waiting import go_to_end, wait_for_state, wait_for_step, wait_until, wait_until_drawn, wait_until_still

from app.opening import OPENING

LAST = OPENING["steps"]
SLOWLY = "&speed=0.125"  # what is looked at while it plays has not ended by then
PAUSED = "#surface=himmelblau&start=-1,1&optimizer=gradient_descent,learning_rate:0.01&steps=40&step=10"


# Holds back what streams say of an end until `letGo` is called.
WITHOUT_END = """() => {
  const ask = window.fetch;
  const free = new Promise((resolve) => { window.letGo = resolve; });
  window.fetch = async (address, options) => {
    const answer = await ask(address, options);
    if (!String(address).endsWith('/stream')) {
      return answer;
    }
    let rest = '';
    const parts = new TransformStream({ async transform(text, out) {
      const events = (rest + text).split('\\n\\n');
      rest = events.pop();
      for (const event of events) {
        await (/^event: (outcome|done)/.test(event) && free);
        out.enqueue(`${event}\\n\\n`);
      }
    } });
    const texts = answer.body.pipeThrough(new TextDecoderStream()).pipeThrough(parts);
    return new Response(texts.pipeThrough(new TextEncoderStream()), { status: answer.status, headers: answer.headers });
  };
}"""


def figure(page: Page, name: str) -> str:
    return page.locator(f"[data-figure={name}]").inner_text()


def state_of(page: Page) -> tuple[str, str]:
    main = page.locator("main")
    return main.get_attribute("data-state") or "", main.get_attribute("data-step") or ""


def rest_at_step_ten(page: Page, more: str = "") -> None:
    page.goto(f"/{PAUSED}{more}")
    wait_for_state(page, "paused")
    wait_for_step(page, 10)


def make_rate(page: Page, rate: str) -> None:
    page.get_by_label("Learning rate", exact=True).fill(rate)
    page.get_by_label("Learning rate", exact=True).press("Enter")


def test_it_opens_moving_and_arrives(page):
    page.goto("/", wait_until="commit")
    wait_for_state(page, "playing")
    expect(page.get_by_text("Each point of this map is one setting of two weights")).to_be_visible()
    wait_for_state(page, "ended")
    wait_for_step(page, LAST)
    expect(page.locator("#outcome-sentence")).to_contain_text("Converged")
    expect(page.locator("#rate-note")).to_contain_text("(3, 2)")  # the limit of the valley it is in


def test_it_opens_at_rest_for_people_who_want_no_motion(open_page):
    page = open_page(reduced_motion="reduce")
    page.goto("/")
    wait_for_state(page, "ended")
    wait_for_step(page, LAST)


def test_step_back_and_scrubber_move_through_the_run(page):
    rest_at_step_ten(page)
    loss = figure(page, "loss")
    page.get_by_role("button", name="One step on").click()
    wait_for_step(page, 11)
    expect(page.locator("[data-figure=loss]")).not_to_have_text(loss)
    page.get_by_role("button", name="One step back").click()
    wait_for_step(page, 10)
    expect(page.locator("[data-figure=loss]")).to_have_text(loss)
    page.get_by_label("Step shown").fill("25")
    wait_for_step(page, 25)
    expect(page.locator("#step-between")).to_have_text("24 → 25")


def test_keys_play_step_and_start_again(page):
    rest_at_step_ten(page, SLOWLY)
    page.keyboard.press("ArrowRight")
    wait_for_step(page, 11)
    page.keyboard.press("ArrowLeft")
    wait_for_step(page, 10)
    page.keyboard.press(" ")
    wait_for_state(page, "playing")
    page.keyboard.press(" ")
    wait_for_state(page, "paused")
    page.keyboard.press("r")
    wait_until(page, "() => Number(document.querySelector('main').dataset.step) < 10")
    page.locator("#speed").select_option("16")
    wait_for_state(page, "ended")
    wait_for_step(page, 40)


def test_reset_makes_exactly_the_same_run_again(page):
    page.goto("/")
    wait_for_state(page, "ended")
    before = [figure(page, name) for name in ("point", "loss", "gradient")]
    page.locator("#speed").select_option("0.125")
    page.get_by_role("button", name="Again from the start").click()
    wait_for_state(page, "playing")
    page.locator("#speed").select_option("16")
    wait_for_state(page, "ended")
    assert [figure(page, name) for name in ("point", "loss", "gradient")] == before


def test_dragging_the_start_changes_the_path(page):
    rest_at_step_ten(page)
    wait_until_still(page)
    handle = page.locator("#terrain .view-handle")
    box = handle.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y - 40, steps=6)
    page.mouse.up()
    wait_for_state(page, "ended")
    wait_for_step(page, 40)
    moved = [float(page.locator(f"#start-{axis}").input_value().replace("−", "-")) for axis in (0, 1)]
    assert moved[0] > -1
    assert moved[1] > 1


def test_a_start_can_be_typed(page):
    rest_at_step_ten(page)
    page.get_by_label("Start, x").fill("3.5")
    page.get_by_label("Start, x").press("Enter")
    wait_for_state(page, "ended")
    page.get_by_label("Step shown").fill("0")
    wait_for_step(page, 0)
    expect(page.locator("[data-figure=point]")).to_have_text(re.compile(r"^3\.5"))


def test_a_start_that_is_no_number_is_refused_where_it_stands(page):
    rest_at_step_ten(page)
    page.get_by_label("Start, x").fill("north")
    page.get_by_label("Start, x").press("Enter")
    expect(page.get_by_text("A number is needed here.")).to_be_visible()
    assert state_of(page) == ("paused", "10")


def test_the_die_plays_from_another_start(page):
    rest_at_step_ten(page, SLOWLY)
    page.get_by_role("button", name="Random start").click()
    wait_for_state(page, "playing")
    assert page.get_by_label("Start, x").input_value() != "−1"


def test_a_larger_rate_overshoots_and_a_much_larger_one_diverges(page):
    rest_at_step_ten(page)
    make_rate(page, "0.02")
    wait_for_state(page, "ended")
    expect(page.locator("#gauge")).to_have_attribute("data-zone", re.compile("overshoot|unstable"))
    make_rate(page, "0.5")
    expect(page.locator("#outcome-sentence")).to_contain_text("Diverged")
    page.get_by_role("group", name="Try next").get_by_role("button").first.click()
    wait_for_state(page, "ended")
    expect(page.locator("#outcome")).not_to_have_attribute("data-status", "diverged")


def test_a_rate_changed_while_it_plays_continues_the_run(page):
    page.goto(
        f"/#surface=himmelblau&start=-1,1&optimizer=gradient_descent,learning_rate:0.0001&steps=200{SLOWLY}"
    )
    wait_until(page, "() => Number(document.querySelector('main').dataset.step) > 3")
    make_rate(page, "0.002")
    expect(page.get_by_text("η was changed on the way")).to_be_visible()
    assert state_of(page)[0] == "playing"
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Pause").click()
    wait_until(page, "() => /changes=\\d+:0.002&/.test(location.hash)")


def test_the_three_rates_do_what_they_say(page):
    rest_at_step_ten(page)
    right = page.get_by_role("button", name="right", exact=True)
    expect(right).to_have_attribute("aria-disabled", "false")
    right.click()
    wait_for_state(page, "ended")
    expect(page.locator("#outcome")).to_have_attribute("data-status", "converged")
    expect(right).to_have_attribute("aria-pressed", "true")


def test_another_optimizer_shows_every_term_in_figures(page):
    rest_at_step_ten(page)
    page.get_by_role("combobox", name="Optimizer").select_option("adam")
    wait_for_state(page, "ended")
    terms = page.locator(".term")
    expect(terms).to_have_count(9)
    for place in range(9):
        expect(terms.nth(place).locator(".term-line").first).to_contain_text("=")


def test_a_surface_is_chosen_by_its_picture(page):
    rest_at_step_ten(page)
    page.get_by_role("button", name="Choose a surface").click()
    page.get_by_text("Rosenbrock", exact=True).click()
    expect(page.locator("#surface-title")).to_have_text("Rosenbrock")
    wait_for_state(page, "ended")


def test_the_door_leads_to_one_weight_and_back(page):
    rest_at_step_ten(page)
    page.get_by_role("button", name="One weight first").click()
    wait_for_state(page, "ended")
    wait_until_drawn(page, "#curve")
    expect(page.locator("#terrain")).to_be_hidden()
    page.get_by_role("button", name="On to two weights").click()
    wait_for_state(page, "ended")
    expect(page.locator("#terrain")).to_be_visible()


def test_a_stream_that_is_cut_is_asked_for_again_without_a_click(open_page):
    page = open_page()
    cuts = []

    def cut(route: Route) -> None:
        steps = {"first": 0, "points": [[3, -4], [2.5, -3]], "losses": [150, 90], "gradient_norms": [9, 8]}
        cuts.append(route.request.url)
        body = f"event: steps\ndata: {json.dumps(steps)}\n\n"
        route.fulfill(status=200, content_type="text/event-stream", body=body)

    page.route("**/descents/stream", cut, times=1)
    with page.expect_request("**/health"):
        page.goto("/#surface=himmelblau")
    wait_for_state(page, "ended")
    wait_for_step(page, LAST)
    assert len(cuts) == 1


def test_a_stream_that_is_cut_every_time_is_given_up_and_play_asks_again(page):
    body = 'event: steps\ndata: {"first": 0, "points": [[3, -4]], "losses": [150], "gradient_norms": [9]}\n\n'
    page.route(
        "**/descents/stream",
        lambda route: route.fulfill(status=200, content_type="text/event-stream", body=body),
    )
    page.goto("/#surface=himmelblau")
    expect(page.get_by_text("The run broke off")).to_be_visible()
    wait_for_state(page, "paused")
    page.unroute_all()
    page.get_by_role("button", name="Play").click()
    wait_for_state(page, "ended")
    wait_for_step(page, LAST)


@pytest.mark.parametrize("others", ["", "&run2=adam,learning_rate:0.1"], ids=["run", "race"])
def test_who_is_at_the_last_step_before_the_stream_is_over_is_told_the_end(open_page, others):
    page = open_page(alone=True)
    page.add_init_script(f"({WITHOUT_END})()")
    page.goto(f"/#surface=himmelblau&start=-1,1&run1=gradient_descent,learning_rate:0.01{others}&steps=40")
    go_to_end(page, step=40)
    wait_for_state(page, "paused")
    page.evaluate("() => letGo()")
    wait_for_state(page, "ended")
    wait_for_step(page, 40)
    expect(page.locator("#outcome-sentence")).to_contain_text("Converged")


def test_who_is_before_the_last_step_when_the_stream_is_over_stays_there(open_page):
    page = open_page(alone=True)
    page.add_init_script(f"({WITHOUT_END})()")
    page.goto(f"/{PAUSED.removesuffix('&step=10')}&tab=race")
    go_to_end(page, step=40)
    page.keyboard.press("ArrowLeft")
    wait_for_step(page, 39)
    page.evaluate("() => letGo()")
    expect(page.locator(".race tbody td").last).to_have_text("converged")
    wait_for_state(page, "paused")
    wait_for_step(page, 39)


@pytest.mark.allow_page_errors("ERR_FAILED|ERR_CONNECTION")
def test_a_server_that_is_away_loses_nothing(page):
    rest_at_step_ten(page)
    page.route("**/api/v1/**", lambda route: route.abort())
    make_rate(page, "0.012")
    expect(page.get_by_text("The server does not answer.")).to_be_visible()
    page.unroute_all()
    wait_for_state(page, "ended")
    expect(page.locator("#rate-figure")).to_have_value("0.012")
    expect(page.get_by_text("The server does not answer.")).to_be_hidden()


def test_what_happens_is_narrated(page):
    page.goto("/")
    wait_for_state(page, "ended")
    expect(page.locator("#narration")).to_contain_text("Converged")


@pytest.mark.parametrize("link", ["/", "/#optimizer=momentum&tab=rate&step=0"])
def test_it_fits_on_one_screen(page, link):
    page.goto(link)
    wait_for_state(page, "ended" if link == "/" else "paused")
    assert page.evaluate("() => document.documentElement.scrollHeight <= innerHeight")
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("surface", ["eggholder", "beale", "cliff"])
def test_a_long_formula_is_broken_between_its_summands(page, surface):
    page.goto(f"/#surface={surface}&step=0")
    wait_for_state(page, "paused")
    formula = page.locator("#surface-formula")
    assert formula.locator("math").count() > 1
    assert formula.evaluate("element => element.scrollWidth <= element.clientWidth")


def test_a_very_long_run_is_committed_without_being_drawn_twice(page):
    page.goto("/#start=-0.3,-1.15&optimizer=gradient_descent,learning_rate:0.0205&steps=5000&step=5000")
    wait_for_step(page, 5000)
    path = "document.querySelector('#terrain .view-plot').data?.find(({ uid }) => uid === 'committed-path')"
    # a ground that comes again for a pane of another size empties the path, and it is committed once more
    wait_until(page, f"() => {path}?.x.length === 5001 && {path}.mode === 'lines'")
    expect(page.locator("#terrain")).to_have_attribute("data-live", "true")
