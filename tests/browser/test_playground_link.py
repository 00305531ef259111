"""The link, both languages, both themes."""

import pytest
from playwright.sync_api import Page, expect
from waiting import listen_to, wait_for_state, wait_for_step, wait_until

RUN = (
    "surface=quadratic,condition_number:8&start=4,1&optimizer=adam,learning_rate:0.2,beta1:0.8"
    "&changes=12:0.1&steps=50&step=21"
)
TYPED = (
    "formula=a*x%5E2%2By%5E2&letters=a:2&variables=x,y&window=-3:3,-3:3&start=1,2"
    "&optimizer=gradient_descent,learning_rate:0.1&steps=30&step=5"
)
NOISY = (
    "surface=himmelblau&start=-1,1&optimizer=gradient_descent,learning_rate:0.01"
    f"&gradient=noisy,scale:2&seed={2**53 - 1}&steps=30&step=9"
)


def figures(page: Page) -> list[str]:
    return page.locator("[data-figure]").all_inner_texts()


def address(page: Page) -> str:
    return page.evaluate("() => location.hash.slice(1)")


@pytest.mark.parametrize(("link", "step"), [(RUN, 21), (TYPED, 5), (NOISY, 9)])
def test_a_link_restores_the_run_and_writes_itself_again(page, link, step):
    page.goto(f"/#{link}")
    wait_for_state(page, "paused")
    wait_for_step(page, step)
    wait_until(page, "() => /\\d/.test(document.querySelector('[data-figure=curvature]').textContent)")
    shown = figures(page)
    page.keyboard.press("ArrowRight")
    wait_for_step(page, step + 1)
    page.keyboard.press("ArrowLeft")
    wait_for_step(page, step)
    wait_until(page, "(link) => location.hash.slice(1) === link", link)
    page.reload()
    wait_for_state(page, "paused")
    wait_for_step(page, step)
    wait_until(page, "() => /\\d/.test(document.querySelector('[data-figure=curvature]').textContent)")
    assert figures(page) == shown


def test_what_a_link_says_wrongly_is_left_out_and_named(page):
    page.goto("/#surface=nowhere&start=1,2,3&steps=-5&step=3&colour=red&optimizer=adam,beta1:7")
    wait_for_state(page, "paused")
    notice = page.locator("[data-notice=link]")
    for part in ("surface", "start", "steps", "colour", "optimizer"):
        expect(notice).to_contain_text(part)
    wait_for_step(page, 3)


@pytest.mark.parametrize(
    "link",
    [
        *("%", "=", "&&&", "formula=%E0%A4%A", "start", "step=9e9", "changes=5:1,3:1"),
        *("formula=x&variables=constructor", f"seed={2**53}"),
    ],
)
def test_no_link_breaks_the_page(page, link):
    page.goto(f"/#{link}")
    expect(page.locator("[data-notice=link]")).to_have_count(0 if link == "&&&" else 1)
    wait_until(page, "() => document.querySelector('main').dataset.state !== 'loading'")


def test_an_address_that_is_entered_later_is_followed(page):
    page.goto(f"/#{RUN}")
    wait_for_step(page, 21)
    page.evaluate("(hash) => { location.hash = hash; }", TYPED)
    wait_for_step(page, 5)
    expect(page.locator("#surface-title")).to_have_text("Your formula")


def test_a_reload_while_it_plays_keeps_what_was_chosen(page):
    page.goto("/#surface=booth&optimizer=momentum&speed=0.25")
    wait_for_state(page, "playing")
    wait_until(page, "() => location.hash.includes('learning_rate')")
    before = page.evaluate("() => location.hash")
    page.get_by_role("button", name="too small", exact=True).click()
    wait_until(
        page, "(before) => location.hash !== before && location.hash.includes('learning_rate')", before
    )
    wait_for_state(page, "playing")
    rate = page.locator("#rate-figure").input_value()
    page.reload()
    wait_for_state(page, "playing")
    expect(page.locator("#rate-figure")).to_have_value(rate)
    expect(page.locator("#surface-title")).to_have_text("Booth")


def test_the_link_and_the_curl_line_can_be_copied(open_page, server):
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"/#{RUN}")
    wait_for_step(page, 21)
    button = page.get_by_role("button", name="Copy link")
    wait_until_said = listen_to(button)
    button.click()
    wait_until_said("Copied")
    assert page.evaluate("() => navigator.clipboard.readText()") == f"{server}/?lang=en#{RUN}&theme=light"
    page.get_by_role("button", name="Copy as curl").click()
    wait_until(page, "async () => (await navigator.clipboard.readText()).startsWith('curl')")
    line = page.evaluate("() => navigator.clipboard.readText()")
    assert line.startswith("curl --json '{")
    assert line.endswith(f"{server}/api/v1/descents")


def test_the_other_language_keeps_the_place(page):
    page.goto(f"/?lang=en#{RUN}")
    wait_for_step(page, 21)
    page.get_by_role("link", name="中文").click()
    page.wait_for_url("**/?lang=zh#*")
    wait_for_step(page, 21)
    assert page.evaluate("() => document.documentElement.lang") == "zh-Hans"
    expect(page.get_by_text("学习率", exact=True).first).to_be_visible()


def test_the_browser_says_which_language_it_prefers(open_page):
    page = open_page(locale="zh-CN")
    page.goto("/")
    wait_for_state(page, "ended")
    expect(page.locator("#outcome-sentence")).to_contain_text("已收敛")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_theme_is_the_systems_until_it_is_switched_and_then_remembered(open_page, scheme):
    page = open_page(color_scheme=scheme)
    other = "dark" if scheme == "light" else "light"
    page.goto("/")
    assert page.evaluate("() => document.documentElement.dataset.theme") == scheme
    page.get_by_role("button", name="Light or dark").click()
    # what is pressed before the rest of the page is there is done then
    expect(page.locator("html")).to_have_attribute("data-theme", other)
    page.reload()
    assert page.evaluate("() => document.documentElement.dataset.theme") == other


def test_on_a_phone_there_is_one_column(open_page):
    page = open_page(viewport={"width": 390, "height": 844}, has_touch=True)
    page.goto("/")
    wait_for_state(page, "ended")
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_every_control_is_large_enough_for_a_finger(open_page):
    page = open_page(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page.goto("/")
    wait_for_state(page, "ended")
    small = page.evaluate(
        """() => [...document.querySelectorAll('input:not(.unseen), select, button, a')]
          .filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 44)
          .map(e => e.outerHTML.slice(0, 80))"""
    )
    assert small == []


def test_every_control_has_a_name(page):
    page.goto("/")
    wait_for_state(page, "ended")
    unnamed = page.evaluate(
        """() => [...document.querySelectorAll('input, select, button')]
          .filter(e => e.checkVisibility())
          .filter(e => !(e.labels?.length || e.getAttribute('aria-label') || e.textContent.trim()))
          .map(e => e.outerHTML.slice(0, 80))"""
    )
    assert unnamed == []
