"""axe finds nothing: on the playground with every panel open, on the pages to be read, in both themes."""

import re

import pytest
from axe import violations
from waiting import wait_for_state, wait_until_drawn

THEMES = ["light", "dark"]
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
RACE = "surface=himmelblau&optimizer=adam,learning_rate:0.2&steps=30&step=12"


@pytest.fixture(params=THEMES)
def themed(request, open_page):
    """Opens pages in one of the themes."""
    return lambda **options: open_page(color_scheme=request.param, **options)


def playground(page, fragment: str = RACE) -> None:
    page.goto(f"/?lang=en#{fragment}")
    wait_for_state(page, "paused")
    wait_until_drawn(page, "#terrain")


def with_a_race(page) -> None:
    page.get_by_role("button", name="Add a run").click()
    page.get_by_role("button", name="Pin as a ghost").click()


def test_the_opening_screen(themed):
    page = themed()
    page.goto("/")
    wait_for_state(page, "ended")
    assert violations(page) == []


def test_every_tab_of_a_race_with_the_settings_unfolded(themed):
    page = themed()
    playground(page)
    with_a_race(page)
    page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true; })")
    for tab in page.get_by_role("tab").all():
        tab.click()
        assert violations(page) == [], tab.inner_text()


@pytest.mark.parametrize("screen", [{}, PHONE], ids=["laptop", "phone"])
def test_every_tool_of_the_learning_rate(themed, screen):
    page = themed(**screen)
    playground(page, f"{RACE}&tab=rate")
    for name in page.locator("[name=rate-figure]").evaluate_all("all => all.map(one => one.value)"):
        page.locator(f"[name=rate-figure][value={name}] + span").click()
        page.locator(f"#rate-{name} [id$=says]").first.get_by_text(re.compile(r"\d")).wait_for()
        assert violations(page) == [], name


@pytest.mark.parametrize("screen", [{}, PHONE], ids=["laptop", "phone"])
def test_the_map_of_starts_with_its_crosshair(themed, screen):
    page = themed(**screen)
    playground(page, f"{RACE}&tab=starts&basins=side:64")
    page.locator("#basins-live").get_by_text(re.compile(r"\d")).wait_for(state="attached")
    page.locator("#shares-says").get_by_text(re.compile(r"\w")).wait_for(state="attached")
    assert violations(page) == []
    page.get_by_role("application").first.focus()
    assert violations(page) == []


@pytest.mark.parametrize("popover", ["#surfaces", "#layers", "#keys"])
def test_what_opens_over_the_page(themed, popover):
    page = themed()
    playground(page)
    page.locator(f"[popovertarget='{popover.removeprefix('#')}']").first.click()
    page.locator(popover).wait_for()
    assert violations(page) == []


@pytest.mark.allow_page_errors("status of 422 .*/formulas")
def test_a_formula_of_ones_own_and_its_mistake(themed):
    page = themed()
    playground(page)
    page.get_by_role("button", name="Type your own").click()
    page.locator("#formula-text").fill("a*x^2 + sin(y")
    page.locator("#formula-problem").wait_for()
    assert violations(page) == []


def test_a_curve(themed):
    page = themed()
    page.goto("/?lang=zh#surface=parabola&steps=9&step=3")
    wait_for_state(page, "paused")
    assert violations(page) == []


def test_the_playground_on_a_phone(themed):
    page = themed(**PHONE)
    playground(page)
    with_a_race(page)
    assert violations(page) == []


@pytest.mark.parametrize("path", ["/reference", "/api"])
@pytest.mark.parametrize("screen", [{}, PHONE], ids=["laptop", "phone"])
def test_the_pages_to_be_read(themed, path, screen):
    page = themed(**screen)
    page.goto(f"{path}?lang=en")
    page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true; })")
    assert violations(page) == []
