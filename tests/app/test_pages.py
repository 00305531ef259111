"""The page's texts and context: complete in both languages, derived from the catalog."""

import itertools
import re
from pathlib import Path
from string import Formatter

import pytest

from app.frames import preferred_language
from app.opening import OPENING
from app.pages import in_language, page_catalog, thumbnail
from app.texts.ui import TEXTS, texts
from engine.choice import choose
from engine.descent import Descent, descend
from engine.explanation import explain
from engine.optimizers import OPTIMIZERS
from engine.surfaces import SURFACES, named_surface

ROOT = Path(__file__).resolve().parents[2]
SOURCES = [
    *sorted((ROOT / "templates").rglob("*.html")),
    *sorted((ROOT / "static/js").rglob("*.js")),
    ROOT / "app/pages.py",
]
WHOLE_KEY = re.compile(r"""(?:\btext\(|\bsay\(|\bt\(|\bsaid\[|\? |: |== \d \? )["']([a-z]+\.[a-z_.]+)["']""")
KEY_BEGINNING = re.compile(r"""\btext\(`([a-z_.]+)\$\{|\bt\("([a-z_.]+)" ~|\bsaid\[f"([a-z_.]+)\{""")


def used_keys() -> tuple[set[str], set[str]]:
    """The keys that templates and scripts name in full, and the beginnings that they complete."""
    source = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)
    beginnings = {max(found) for found in KEY_BEGINNING.findall(source)} | {"next."}
    return {key for key in WHOLE_KEY.findall(source) if key.split(".")[0] in SECTIONS}, beginnings


SECTIONS = {key.split(".")[0] for key in TEXTS}


def test_every_text_that_is_used_exists():
    named, beginnings = used_keys()
    assert named - TEXTS.keys() == set()
    assert all(any(key.startswith(beginning) for key in TEXTS) for beginning in beginnings)


def test_every_text_that_exists_is_used():
    named, beginnings = used_keys()
    assert [key for key in TEXTS if key not in named and not key.startswith(tuple(beginnings))] == []


def test_both_languages_have_the_same_keys_and_figures():
    assert texts("en").keys() == texts("zh").keys()
    for key, text in TEXTS.items():
        figures = [{name for _, name, _, _ in Formatter().parse(said) if name} for said in (text.en, text.zh)]
        assert figures[0] == figures[1], key
        assert text.zh or text.en, key


@pytest.mark.parametrize(
    ("asked", "accepted", "language"),
    [
        ("zh", "en", "zh"),
        (None, "zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        (None, "fr,en;q=0.5,zh;q=0.7", "zh"),
        (None, "fr", "en"),
        ("<script>", "", "en"),
        (None, "zh;q=nonsense", "en"),
    ],
)
def test_the_language_is_the_one_asked_for_else_the_preferred_one(asked, accepted, language):
    assert preferred_language(asked, accepted) == language


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page_holds_the_whole_catalog_in_one_language(language):
    catalog = page_catalog(language)
    assert [surface["name"] for surface in catalog["surfaces"]] == list(SURFACES)
    assert [optimizer["name"] for optimizer in catalog["optimizers"]] == list(OPTIMIZERS)
    assert all(isinstance(surface["title"], str) for surface in catalog["surfaces"])


def test_a_text_in_both_languages_becomes_one():
    assert in_language({"a": [{"en": "one", "zh": "一"}]}, "zh") == {"a": ["一"]}


@pytest.mark.parametrize("name", SURFACES)
def test_a_thumbnail_shows_low_and_high(name):
    digits = thumbnail(name)
    if SURFACES[name].dimension == 1:
        columns = [column for column in digits.split(" ") if column != "--"]
        assert (min(columns), max(columns)) == ("00", "99")
    else:
        assert len(digits) == 32 * 32
        assert {"0", "7"} <= set(digits) <= set("01234567-")


def opening_run():
    choice = {name: value for name, value in OPENING["optimizer"].items() if name != "name"}
    surface = named_surface(OPENING["surface"])
    optimizer = choose(OPENING["optimizer"]["name"], **choice)
    return descend(Descent(surface, tuple(OPENING["start"]), optimizer, OPENING["steps"]))


def test_the_opening_run_overshoots():
    losses = opening_run().losses.tolist()
    rises = [after / before for before, after in itertools.pairwise(losses) if after > before]
    assert max(rises) > 1.2, "a rise that can be seen"


def test_the_opening_run_recovers_and_arrives():
    run = opening_run()
    outcome = explain(run)
    assert outcome.status == "converged"
    assert abs(run.points).max() <= 5, "it stays on the map"


def test_chinese_has_one_word_for_a_schedule_and_one_for_bouncing():
    rivals = re.compile("调度|弹跳")  # of 计划 and 振荡
    files = [path for folder in ("app", "engine", "templates") for path in (ROOT / folder).rglob("*.*")]
    said = {
        path.name
        for path in files
        if path.suffix in (".py", ".html") and rivals.search(path.read_text("utf-8"))
    }
    assert said == set()
