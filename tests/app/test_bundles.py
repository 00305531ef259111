"""Bundles: every module once, in an order that works, and no silence about what is not understood."""

import json
import re
import shutil
import subprocess

import pytest

from app.assets import asset_dir
from app.bundles import ENTRIES, PAGE_SHEET, SHEETS, bundles

FILES = {
    "js/first.js": 'import { two } from "./views/two.js";\nimport("./main.js").then(({ begin }) => begin(two()));\n',
    "js/views/two.js": 'import { one as unit } from "../one.js";\nexport function two() {\n  return unit + unit;\n}\n',
    "js/one.js": "export const one = 1;\n",
    "js/main.js": 'import {\n  one,\n  Odd,\n} from "./all.js";\nimport { two } from "./views/two.js";\n'
    "export async function begin(value) {\n  console.log(JSON.stringify([value, one, two(), new Odd().is]));\n}\n",
    "js/all.js": 'import { one } from "./one.js";\nexport class Odd {\n  is = one;\n}\nexport { one };\n',
}


def made(**changes: str) -> dict[str, str]:
    whole = FILES | {"js/all.js": FILES["js/all.js"].replace("export { one };", "export const three = 3;")}
    whole["js/main.js"] = whole["js/main.js"].replace("  one,", "  three as one,")
    files = {name: text.encode() for name, text in (whole | changes).items()}
    return {name: content.decode() for name, content in bundles(files).items()}


@pytest.mark.skipif(shutil.which("node") is None, reason="no node on this machine")
def test_bundles_do_what_their_modules_do(tmp_path):
    for name, text in made().items():
        (tmp_path / name.removeprefix("bundles/").replace(".js", ".mjs")).write_text(
            text.replace('.js";', '.mjs";').replace('main.js")', 'main.mjs")')
        )
    said = subprocess.run(["node", tmp_path / "first.mjs"], capture_output=True, text=True, timeout=60)
    assert (said.stdout, said.stderr) == ("[2,3,2,1]\n", "")


def test_doc_comments_stay_at_home_and_casts_go_along():
    text = (
        "/** What it is. */\n/**\n * @param {number} by\n */\nexport const one =\n  /** @type {any} */ (1);\n"
        "  /** Another\n   * one. */  \n// why\n"
    )
    shipped = made(**{"js/one.js": text})["bundles/first.js"]
    assert "What it is" not in shipped
    assert "@param" not in shipped
    assert "Another" not in shipped
    assert "const one =\n  /** @type {any} */ (1);\n// why\n" in shipped


def test_a_module_is_held_once_in_the_first_bundle_that_needs_it():
    made_of = made()
    held = {name: re.findall(r"^// (js/\S+)$", text, re.MULTILINE) for name, text in made_of.items()}
    assert held == {
        "bundles/first.js": ["js/one.js", "js/views/two.js", "js/first.js"],
        "bundles/main.js": ["js/all.js", "js/main.js"],
    }


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("export { one };\n", "export { one };"),
        ("export default 1;\n", "export default 1;"),
        ('import * as all from "./views/two.js";\n', "import * as all"),
        ('import "./views/two.js";\n', 'import "./views/two.js"'),
        ('import { two } from "./views/two.js";\nexport const one = two;\n', "circle"),
        ('import { two } from "./nothing.js";\n', "js/one.js: there is no js/nothing.js"),
        ("export const three = 3, one = 1;\n", "js/one.js exports no one"),
    ],
)
def test_what_is_not_understood_is_said(text, told):
    with pytest.raises(ValueError, match=re.escape(told)):
        made(**{"js/one.js": text})


def test_the_page_has_every_sheet_and_every_script():
    root = asset_dir("static")
    files = {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*.*")}
    assert {f"css/{name}.css" for name in SHEETS} == {name for name in files if name.startswith("css/")}
    whole = bundles(files)
    assert set(whole) == {PAGE_SHEET, *(f"bundles/{entry}.js" for line in ENTRIES for entry in line)}
    held = [name for text in whole.values() for name in re.findall(rb"^// (js/\S+)$", text, re.MULTILINE)]
    types = {b"js/types.js", b"js/views/models.js", b"js/views/chart-models.js"}
    alone = {b"js/theme-first.js"}
    scripts = {name.encode() for name in files if name.startswith("js/")}
    assert scripts - set(held) <= types | alone, json.dumps(sorted(map(bytes.decode, scripts - set(held))))
