"""What may stand where in the page: each of the browser's doors is one script."""

import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SCRIPTS = {
    path.relative_to(ROOT / "static/js").as_posix(): path
    for path in sorted((ROOT / "static/js").rglob("*.js"))
}

# names that are the field's words for other things as well
ALSO_WORDS = {"saddle", "parabola"}

PLOT, AXES, SCENE = "views/plot.js", "views/axes.js", "views/scene.js"
DOORS_OF_THE_PAGE = {
    r"\bfetch\b|\bEventSource\b|\bXMLHttpRequest\b|\bsendBeacon\b|\bWebSocket\b": {"api.js"},
    r"\bPlotly\b": {PLOT},
    r"\b(_offset|p2d|d2p|p2l|l2p|p2c|c2p|r2p|p2r)\b": {AXES},
    r"\b_fullLayout\b": {AXES, SCENE},
    r"\b(_scene|glplot|cameraParams|dataScale)\b": {SCENE},
    r"\b(innerHTML|outerHTML|insertAdjacentHTML|setHTMLUnsafe|createContextualFragment)\b": set(),
    r"\bdocument\s*\.\s*write": set(),
    r"\beval\s*\(|\bnew\s+Function\b|\bset(Timeout|Interval)\s*\(\s*[\"'`]": set(),
    r"\bsetAttribute(NS)?\(\s*(null\s*,\s*)?[\"'`](style|on\w+)[\"'`]": set(),
}


@cache
def code_of(script: str) -> str:
    """A script without its comments."""
    strings_and_comments = (
        r"""("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)|//[^\n]*|/\*.*?\*/"""
    )
    text = SCRIPTS[script].read_text(encoding="utf-8")
    return re.sub(strings_and_comments, lambda match: match[1] or " ", text, flags=re.DOTALL)


@pytest.mark.parametrize("pattern", DOORS_OF_THE_PAGE)
def test_each_door_of_the_page_is_one_script(pattern):
    users = {script for script in SCRIPTS if re.search(pattern, code_of(script))}
    assert users <= DOORS_OF_THE_PAGE[pattern]


@pytest.mark.parametrize("script", SCRIPTS)
def test_no_script_knows_the_catalog(script):
    from engine.optimizers import OPTIMIZERS
    from engine.surfaces import SURFACES

    names = {*OPTIMIZERS, *SURFACES} - ALSO_WORDS
    words = set(re.findall(r"\w+", code_of(script)))
    assert words & names == set()
    assert not [record.name for record in SURFACES.values() if record.formula in code_of(script)]


def imported(path):
    """The names that a script takes from others, each with the file that it is taken from."""
    found = set()
    code = path.read_text(encoding="utf-8")
    for names, source in re.findall(r"""\bimport\s*\{([^}]*)\}\s*from\s*["']([^"']+)["']""", code):
        module = (
            ROOT / "static" / source[8:] if source.startswith("/static/") else path.parent / source
        ).resolve()
        found |= {
            (module, re.split(r"\s+as\s+", name.strip())[0]) for name in names.split(",") if name.strip()
        }
    # what a comment takes as a type
    for source, name in re.findall(r"""import\(["']([^"']+)["']\)\.(\w+)""", code):
        found.add(((path.parent / source).resolve(), name))
    for source in re.findall(r"""\bawait import\(["']([^"']+)["']\)""", code):
        found |= {((path.parent / source).resolve(), name) for name in re.findall(r"\.(\w+)", code)}
    return found


def test_what_a_script_exports_another_one_imports():
    harness = ROOT / "tests/browser/harness/harness.js"
    taken = set().union(*map(imported, [*SCRIPTS.values(), harness]))
    for script, path in SCRIPTS.items():
        exported = re.findall(
            r"^export (?:async )?(?:function|const|let|class) (\w+)", code_of(script), flags=re.MULTILINE
        )
        unused = [name for name in exported if (path.resolve(), name) not in taken]
        assert not unused, script


@pytest.mark.parametrize("script", [script for script in SCRIPTS if script.startswith("views/")])
def test_a_view_knows_no_model_and_no_address(script):
    imported = re.findall(r"""\bfrom\s+["']([^"']+)["']""", code_of(script))
    here = SCRIPTS[script].parent
    known = {(here / name).resolve().is_relative_to(ROOT / "static/js/views") for name in imported}
    assert known <= {True}, "a view imports views only"
    assert not re.search(r"\blocation\b|\bhistory\.", code_of(script))


@pytest.mark.parametrize("sheet", sorted((ROOT / "static/css").rglob("*.css")), ids=lambda path: path.name)
def test_nothing_is_styled_by_its_id(sheet):
    text = re.sub(
        r"/\*.*?\*/|\"[^\"\n]*\"|'[^'\n]*'", " ", sheet.read_text(encoding="utf-8"), flags=re.DOTALL
    )
    selectors = re.findall(r"([^{};]*)\{", text)
    assert not [selector.strip() for selector in selectors if re.search(r"#[A-Za-z_]", selector)]
    assert not re.search(r"@import|url\(\s*(?!data:|\))", text), "a sheet asks for nothing else"


@pytest.mark.parametrize("template", sorted((ROOT / "templates").rglob("*")), ids=lambda path: path.name)
def test_templates_hold_structure_only(template):
    if template.is_dir():
        return
    assert template.suffix == ".html", "only .html is escaped by the template engine"
    text = re.sub(r"<!--.*?-->|\{#.*?#\}", " ", template.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert not re.search(r"<[^>]*\s(style|on\w+)\s*=", text), "no style attributes, no handlers"
    assert "<style" not in text
    assert "|safe" not in text.replace(" ", "")
    inline = [
        tag
        for tag in re.findall(r"<script\b[^>]*>", text)
        if "src=" not in tag and "application/json" not in tag
    ]
    assert not inline
