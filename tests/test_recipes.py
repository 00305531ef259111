"""Every recipe of CONTRIBUTING.md, done as it says on a copy of the tree, and found again."""

import html
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect
from recipes import changes, copy_tree, recipes

ROOT = Path(__file__).resolve().parents[1]
TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
RECIPES = recipes(TEXT)
LANGUAGES = ("en", "zh")
SLOW = 10_000  # milliseconds, at most
PATIENT = 60  # seconds
# noun, address in the API, name of the list there, the newcomer
NEWCOMERS = [
    ("surface", "surfaces", "off_centre"),
    ("optimizer", "optimizers", "soft_sign"),
    ("schedule", "schedules", "inverse_time"),
]
BATTERIES = ("engine/surfaces", "engine/optimizers", "engine/test_schedules.py", "app/test_pages.py")


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the repository in which all the recipes have been followed."""
    place = tmp_path_factory.mktemp("recipes")
    copy_tree(ROOT, place)
    for steps in RECIPES.values():
        for change in steps:
            change.apply(place)
    return place


@pytest.fixture(scope="module")
def address(tree: Path) -> Iterator[str]:
    """A server that runs the copy."""
    command = [sys.executable, "-m", "app", "--port", "0"]
    with subprocess.Popen(command, cwd=tree, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().split()[4].rstrip("/")
        finally:
            process.terminate()
            process.communicate()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(base_url=address, locale="en-US", viewport={"width": 1280, "height": 800})
    context.set_default_timeout(SLOW)
    yield context.new_page()
    context.close()


def entry(address: str, plural: str, name: str) -> dict[str, Any]:
    (found,) = [
        one
        for one in httpx.get(f"{address}/api/v1/{plural}", timeout=PATIENT).json()[plural]
        if one["name"] == name
    ]
    return found


def on_the_page(address: str, path: str, language: str) -> str:
    return html.unescape(httpx.get(f"{address}{path}", params={"lang": language}, timeout=PATIENT).text)


def test_there_is_a_recipe_for_each_kind_of_addition():
    assert [title.removeprefix("Add ") for title in RECIPES] == [
        "a surface",
        "an optimizer",
        "a schedule",
        "a text",
        "a tab",
    ]


def test_a_recipe_is_as_short_as_was_promised():
    touched = {title: len({change.path for change in steps}) for title, steps in RECIPES.items()}
    assert touched["Add a surface"] == 1
    assert touched["Add an optimizer"] == touched["Add a schedule"] == touched["Add a text"] == 2
    assert touched["Add a tab"] == 3


@pytest.mark.parametrize(("noun", "plural", "name"), NEWCOMERS)
def test_a_newcomer_is_in_the_api(address, noun, plural, name):
    found = entry(address, plural, name)
    assert found["title"]["en"]
    assert found["title"]["zh"]
    described = httpx.get(f"{address}/api/v1/openapi.json", timeout=PATIENT).json()
    assert name in json.dumps(described["components"]["schemas"]["DescentBody"])


def test_newcomers_run(address):
    body = {
        "surface": "off_centre",
        "start": [-4, 3],
        "optimizer": {"name": "soft_sign", "learning_rate": 0.2},
    }
    body |= {"schedule": {"name": "inverse_time", "half_after": 20}, "steps": 100}
    answer = httpx.post(f"{address}/api/v1/descents", json=body, timeout=PATIENT)
    assert answer.status_code == 200
    assert answer.json()["losses"][-1] < answer.json()["losses"][0] / 10


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("noun", "plural", "name"), NEWCOMERS)
def test_a_newcomer_is_on_the_page_and_in_the_reference(address, noun, plural, name, language):
    found = entry(address, plural, name)
    playground = on_the_page(address, "/", language)
    catalog = json.loads(re.search(r'<script [^>]*id="catalog">(.*?)</script>', playground, re.DOTALL)[1])
    assert found["title"][language] in [one["title"] for one in catalog[plural] if one["name"] == name]
    control = rf'<input[^>]* value="{name}"' if noun == "surface" else rf'<option value="{name}"'
    assert re.search(control, playground)
    reference = on_the_page(address, "/reference", language)
    shown = reference[reference.index(f'id="{noun}-{name}"') :].split("</article>")[0]
    assert found["title"][language] in shown
    assert found["purpose"][language] in shown


def test_the_link_chooses_a_new_surface_and_a_new_optimizer(page, address):
    page.goto("/#surface=off_centre&optimizer=soft_sign,epsilon:0.5")
    expect(page.locator("#surface-title")).to_have_text(
        entry(address, "surfaces", "off_centre")["title"]["en"]
    )
    expect(page.locator("#optimizer")).to_have_value("soft_sign")
    expect(page.locator("#optimizer-soft_sign-epsilon")).to_have_value("0.5")
    expect(page.locator("[data-notice=link]")).to_have_count(0)


@pytest.mark.parametrize("name", ["off_centre", "soft_sign", "inverse_time"])
def test_the_reference_leads_to_the_newcomer(page, name):
    page.goto("/reference?lang=en")
    page.locator(f"a.entry-open[href$='={name}']").click()
    page.wait_for_url(f"**/?lang=en#*{name}*")
    expect(page.locator("main")).not_to_have_attribute("data-state", "loading")
    page.wait_for_function("(name) => location.hash.includes(name)", arg=name)
    expect(page.locator("[data-notice=link]")).to_have_count(0)


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "Missing something? It can be added."), ("zh", "缺少什么？可以自己添加。")],
)
def test_a_new_text_is_said_in_both_languages(address, language, said):
    assert said in on_the_page(address, "/reference", language)


def test_a_new_tab_is_chosen_shown_and_kept_in_the_link(page):
    page.goto("/#step=3")
    page.get_by_role("tab", name="Notes").click()
    expect(page.get_by_role("tabpanel", name="Notes")).to_contain_text("Write down what you see.")
    page.wait_for_function("() => location.hash.includes('tab=notes')")
    page.reload()
    expect(page.get_by_role("tab", name="Notes")).to_have_attribute("aria-selected", "true")
    page.goto("/?lang=zh#step=3&tab=notes")
    expect(page.get_by_role("tabpanel", name="笔记")).to_be_visible()


def test_the_batteries_run_over_the_newcomers(tree):
    batteries = [str(Path("tests") / name) for name in BATTERIES if (tree / "tests" / name).exists()]
    selected = "off_centre or soft_sign or inverse_time or text"
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *batteries, "-k", selected]
    done = subprocess.run(command, cwd=tree, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    (count,) = re.findall(r"^(\d+) passed", done.stdout, flags=re.MULTILINE)
    assert int(count) > len(NEWCOMERS), "they were looked at"


def test_a_recipe_that_no_longer_fits_is_noticed(tmp_path):
    (tmp_path / "list.py").write_text("NAMES = (\n    'one',\n)\n", encoding="utf-8")
    (change,) = changes("--- a/list.py\n+++ b/list.py\n@@\n     'two',\n+    'three',\n")
    with pytest.raises(AssertionError, match="not there exactly once"):
        change.apply(tmp_path)
