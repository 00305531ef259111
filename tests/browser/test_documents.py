"""The reference and the API page in a browser: links, languages, themes, phones, and no scripts at all."""

import re

import pytest
from playwright.sync_api import expect
from waiting import listen_to, wait_until

PAGES = ["/reference", "/api"]
LAPTOP = {"width": 1280, "height": 800}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def openers(page, noun: str) -> list[str]:
    """The fragments with which the reference opens the playground on each entry of a kind."""
    page.goto("/reference?lang=en")
    links = page.locator(f"a.entry-open[href*='#{noun}=']")
    return [link.split("#")[1] for link in links.evaluate_all("links => links.map(link => link.hash)")]


def follow(page, fragment: str) -> None:
    # two steps and at rest: what is drawn meanwhile is not looked at
    page.evaluate("(fragment) => { location.hash = fragment; }", f"{fragment}&steps=2&step=0")


def test_every_surface_is_opened_by_its_link(page):
    fragments = openers(page, "surface")
    titles = dict(
        zip(fragments, page.locator("[id^=surface-] .entry-title > a").all_inner_texts(), strict=True)
    )
    page.goto("/?lang=en#surface=booth")
    for fragment in reversed(fragments):
        follow(page, fragment)
        expect(page.locator("#surface-title")).to_have_text(titles[fragment])
    expect(page.locator("[data-notice=link]")).to_have_count(0)


def test_every_optimizer_is_opened_by_its_link(page):
    fragments = openers(page, "optimizer")
    page.goto("/?lang=en#optimizer=adam")
    for fragment in reversed(fragments):
        follow(page, fragment)
        expect(page.locator("#optimizer")).to_have_value(fragment.partition("=")[2])
    expect(page.locator("[data-notice=link]")).to_have_count(0)


@pytest.mark.parametrize("noun", ["schedule", "gradient"])
def test_every_schedule_and_every_gradient_source_is_opened_by_its_link(page, noun):
    fragments = openers(page, noun)
    assert fragments
    page.goto("/?lang=en#surface=booth")
    for fragment in reversed(fragments):
        follow(page, fragment)
        expect(page.locator(f"#{noun}")).to_have_value(fragment.partition("=")[2])
    expect(page.locator("[data-notice=link]")).to_have_count(0)


def test_the_header_leads_to_every_page_and_says_where_it_is(page):
    page.goto("/?lang=en")
    for name in ("Reference", "API", "Playground"):
        page.get_by_role("navigation", name="Pages").get_by_role("link", name=name).click()
        current = page.locator(".bar-pages [aria-current=page]")
        expect(current).to_have_text(name)
        expect(current).to_have_count(1)


@pytest.mark.parametrize("path", PAGES)
def test_the_other_language_keeps_the_page_and_the_place(page, path):
    place = {"/reference": "#optimizer-adam", "/api": "#post-descents"}[path]
    page.goto(f"{path}?lang=en{place}")
    page.get_by_role("link", name="中文").click()
    page.wait_for_url(f"**{path}?lang=zh{place}")
    assert page.evaluate("() => document.documentElement.lang") == "zh-Hans"
    expect(page.locator(place)).to_be_in_viewport()


def test_the_theme_chosen_on_one_page_is_that_of_the_others(open_page):
    page = open_page(color_scheme="light")
    page.goto("/reference?lang=en")
    page.get_by_role("button", name="Light or dark").click()
    for path in ("/api", "/"):
        page.goto(path)
        assert page.evaluate("() => document.documentElement.dataset.theme") == "dark"


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_nothing_is_wider_than_a_phone_and_every_control_is_large_enough(open_page, path, language):
    page = open_page(**PHONE)
    page.goto(f"{path}?lang={language}")
    page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true; })")
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    small = page.evaluate(
        """() => [...document.querySelectorAll('button, summary, .bar a, .contents a, .entry-open')]
          .filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 44)
          .map(e => e.outerHTML.slice(0, 80))"""
    )
    assert small == []


@pytest.mark.parametrize("path", PAGES)
def test_what_is_wider_than_its_place_can_be_scrolled_by_keyboard(open_page, path):
    page = open_page(viewport={"width": 390, "height": 844})
    page.goto(f"{path}?lang=en")
    stuck = page.evaluate(
        """() => [...document.querySelectorAll('.document-body *')]
          .filter(e => e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflowX === 'auto' && e.tabIndex < 0)
          .map(e => e.outerHTML.slice(0, 80))"""
    )
    assert stuck == []


@pytest.mark.parametrize("path", PAGES)
def test_the_pages_are_whole_without_scripts(browser, server, path):
    # a context of its own: the watch waits for a script to answer
    context = browser.new_context(base_url=server, java_script_enabled=False, viewport=LAPTOP)
    page = context.new_page()
    page.goto(f"{path}?lang=en")
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(".entry").last).to_be_attached()
    expect(page.locator("[data-copy]:visible")).to_have_count(0)
    page.locator(".contents a").nth(3).click()
    assert re.search(r"#[a-z-]+", page.url)
    context.close()


def test_the_line_of_an_example_can_be_copied(open_page, server):
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto("/api?lang=en")
    button = page.locator("#post-descents").get_by_role("button", name="Copy")
    wait_until_said = listen_to(button)
    button.click()
    wait_until_said("Copied")
    line = page.evaluate("() => navigator.clipboard.readText()")
    assert line.startswith("curl --json '{")
    assert line.endswith(f"{server}/api/v1/descents")


def test_the_contents_say_where_the_reader_is(page):
    page.goto("/reference?lang=en#optimizer-adam")
    wait_until(
        page,
        "() => document.querySelector('.contents [aria-current]')?.hash === '#optimizer-adam'",
    )
