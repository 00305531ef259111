"""Files made of others, so that a page asks for few: the style sheets as one, and the modules of a page as one script.

The scripts of the page are plain modules; on a slow machine a hundred of them cost more time to fetch than to run.
A bundle holds each module as a function of its own that returns what the module exports, without its doc comments.
"""

import posixpath
import re
from collections.abc import Iterable, Mapping
from typing import Final

# The style sheets in the order in which later ones win.
SHEETS: Final = (
    *("tokens", "base", "controls", "layout", "panels", "views"),
    *("race", "layers", "charts", "step", "rate", "rate-map", "starts", "starts-swarm", "keys", "documents"),
)
PAGE_SHEET: Final = "css/page.css"
# The scripts by which pages begin; one that comes after another of its line finds that one's modules there.
ENTRIES: Final = (("first", "main"), ("document",))

IMPORT: Final = re.compile(r"""^import\s*\{([^}]*)\}\s*from\s*"(\.{1,2}/[^"]+)";\n""", re.MULTILINE)
EXPORT: Final = re.compile(r"^export (?=(?:async function|function|const|class) (\w+))", re.MULTILINE)
NOTHING: Final = re.compile(r"^export \{\};\n", re.MULTILINE)
# a doc comment that has its lines for itself; one that casts a value stands before it on the same line
DOC: Final = re.compile(r"^[ \t]*/\*\*(?:(?!\*/).)*\*/[ \t]*\n", re.MULTILINE | re.DOTALL)
OTHER: Final = re.compile(r"^(?:import\b(?!\()|export\b).*", re.MULTILINE)


def bundles(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the bundles by name: css/page.css, and bundles/<entry>.js for every entry that is there.

    Raises:
        ValueError: a module imports or exports in a way that is not known here, or imports itself by a detour.
    """
    made = {}
    if all(f"css/{name}.css" in files for name in SHEETS):
        made[PAGE_SHEET] = b"".join(files[f"css/{name}.css"] for name in SHEETS)
    for line in ENTRIES:
        known: dict[str, str] = {}  # every module that is in a bundle by now, with that bundle's file
        for entry in line:
            if f"js/{entry}.js" in files:
                name = f"{entry}.js"
                made[f"bundles/{name}"] = _bundle(files, f"js/{name}", known).encode()
    return made


def _bundle(files: Mapping[str, bytes], entry: str, known: dict[str, str]) -> str:
    """Return one entry with all it imports, and enter its modules into `known`."""
    order: list[str] = []
    _collect(files, entry, order, known, ())
    parts = [f"/* {len(order)} modules, each as the file that its comment names. */\n"]
    for file in sorted(set(known.values())):
        parts.append(f'import {{ shared as {_place(file)} }} from "./{file}";\n')
    parts.append("export const shared = {};\n")
    here = posixpath.basename(entry)
    known |= dict.fromkeys(order, here)
    for module in order[:-1]:
        body, exported = _body(files, module, known, here)
        parts.append(
            f'// {module}\nshared["{module}"] = (() => {{\n{body}return {{ {", ".join(exported)} }};\n}})();\n'
        )
    body, exported = _body(files, entry, known, here)
    return "".join(parts) + f"// {entry}\n{body}" + f"export {{ {', '.join(exported)} }};\n"


def _collect(
    files: Mapping[str, bytes], module: str, order: list[str], known: Mapping[str, str], path: tuple[str, ...]
) -> None:
    """Append a module after all that it imports."""
    if module in path:
        raise ValueError(f"{' → '.join((*path, module))}: modules import one another in a circle")
    if module in order or module in known:
        return
    for _, imported in IMPORT.findall(files[module].decode()):
        other = _resolved(module, imported)
        if other not in files:
            raise ValueError(f"{module}: there is no {other}")
        _collect(files, other, order, known, (*path, module))
    order.append(module)


def _body(
    files: Mapping[str, bytes], module: str, known: Mapping[str, str], here: str
) -> tuple[str, Iterable[str]]:
    """Return the text of a module with its imports as constants, and the names that it exports."""
    text = DOC.sub("", NOTHING.sub("", files[module].decode()))

    def constant(match: re.Match[str]) -> str:
        names, imported = match.groups()
        other = _resolved(module, imported)
        asked = [name.split()[0] for name in names.split(",") if name.strip()]
        if missing := set(asked) - set(EXPORT.findall(files[other].decode())):
            raise ValueError(f"{module}: {other} exports no {min(missing)}")
        place = "shared" if known[other] == here else _place(known[other])
        wanted = ", ".join(
            re.sub(r"\s+as\s+", ": ", name.strip()) for name in names.split(",") if name.strip()
        )
        return f'const {{ {wanted} }} = {place}["{other}"];\n'

    exported = EXPORT.findall(text)
    text = EXPORT.sub("", IMPORT.sub(constant, text))
    if left := OTHER.search(text):
        raise ValueError(f"{module}: {left[0]!r} is in no form that a bundle knows")
    return text, exported


def _place(file: str) -> str:
    return f"{file.removesuffix('.js')}Shared"


def _resolved(module: str, imported: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(module), imported))
