"""What may stand where in Python: imports run one way, and one place makes code from text."""

import ast
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

# Lower layers first. What is not named here is held by the rule against circles alone.
LAYERS = (
    ("engine.types", "engine.catalog", "engine.errors"),
    ("engine.formula",),
    ("engine.surfaces", "engine.optimizers"),
    ("engine.descent",),
    ("engine.sweeps",),
    ("app.schemas",),
    ("app.routes",),
    ("app.main",),
)
ENGINE_PACKAGES = {"numpy"}
APP_PACKAGES = {
    "engine",
    "fastapi",
    "h11",
    "jinja2",
    "markupsafe",
    "numpy",
    "pydantic",
    "pydantic_core",
    "starlette",
    "uvicorn",
}
# modules that need an optional extra, when a setting asks for it
EXTRAS = {"app.workers.tile_executor": {"distributed"}}
DOORS_TO_FILES = {
    "glob",
    "http",
    "io",
    "os",
    "pathlib",
    "shutil",
    "socket",
    "subprocess",
    "tempfile",
    "urllib",
}
FILE_CALLS = {
    "open",
    "load",
    "loadtxt",
    "genfromtxt",
    "fromfile",
    "save",
    "savetxt",
    "savez",
    "memmap",
    "tofile",
}
TEXT_TO_CODE = {"eval", "exec", "compile", "__import__"}
OWNERS = {"np", "numpy", "builtins"}

ADDRESSES = re.compile(
    r"pypi[.]org|pythonhosted[.]org|npmjs[.]org|yarnpkg[.]com|unpkg[.]com|jsdelivr[.]net|cdnjs[.]|--(extra-)?index-url\b"
)
A_FOLDER_OF_ONE_MACHINE = re.compile(r"(?<![\w.}/])/(home|root|work|Users)/")
SKIPPED = {"node_modules", "__pycache__", "build", "dist"}


def modules() -> dict[str, Path]:
    """Every module of the engine and the app, by its dotted name."""
    found = {}
    for package in ("engine", "app"):
        for path in sorted((ROOT / package).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


MODULES = modules()


@cache
def tree_of(module: str) -> ast.Module:
    return ast.parse(MODULES[module].read_text(encoding="utf-8"))


@cache
def imports_of(module: str) -> frozenset[str]:
    """Everything that a module imports; `from a import b` is a.b when that is a module, and else a."""
    found = set()
    for node in ast.walk(tree_of(module)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: imports are absolute"
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= {name if name in MODULES else node.module for name in names}
    return frozenset(found)


def layer_of(module: str) -> int | None:
    for height, layer in enumerate(LAYERS):
        if any(module == name or module.startswith(f"{name}.") for name in layer):
            return height
    return None


def calls_of(module: str) -> Iterator[tuple[str, int]]:
    """The plain names that a module calls, and those that it calls on np or numpy, with their lines."""
    for node in ast.walk(tree_of(module)):
        if isinstance(node, ast.Call):
            function = node.func
            if isinstance(function, ast.Name):
                yield function.id, node.lineno
            elif isinstance(function, ast.Attribute) and ast.unparse(function.value) in (
                "np",
                "numpy",
                "builtins",
            ):
                yield function.attr, node.lineno


def texts() -> Iterator[tuple[str, str]]:
    """Every text file of the repository, with its content."""
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        hidden = any(
            part in SKIPPED or (part.startswith(".") and part not in (".ci", ".gitignore")) for part in parts
        )
        if path.is_file() and not hidden:
            try:
                yield "/".join(parts), path.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                continue


@pytest.mark.parametrize("module", MODULES)
def test_imports_never_climb_a_layer(module):
    own = layer_of(module)
    climbed = [
        name
        for name in imports_of(module)
        if own is not None and (layer_of(name) is not None and layer_of(name) > own)
    ]
    assert not climbed


def test_imports_go_in_no_circle():
    done: set[str] = set()

    def visit(module: str, path: tuple[str, ...]) -> None:
        assert module not in path, "imports in a circle: " + " → ".join((*path, module))
        if module not in done:
            for name in sorted(imports_of(module) & MODULES.keys()):
                visit(name, (*path, module))
            done.add(module)

    for module in MODULES:
        visit(module, ())


@pytest.mark.parametrize(
    "module", [module for module in MODULES if layer_of(module) == layer_of("app.routes")]
)
def test_only_the_door_imports_the_routes(module):
    importers = {
        name for name in MODULES if module in imports_of(name) and layer_of(name) != layer_of(module)
    }
    assert importers <= {"app.main"}


@pytest.mark.parametrize("module", [module for module in MODULES if module.split(".")[0] == "engine"])
def test_the_engine_knows_neither_the_web_nor_files(module):
    roots = {name.split(".")[0] for name in imports_of(module)} - {"engine"}
    assert roots - sys.stdlib_module_names <= ENGINE_PACKAGES
    assert not roots & DOORS_TO_FILES
    assert not [name for name in imports_of(module) if name.startswith("importlib.resources")]
    assert not [(name, line) for name, line in calls_of(module) if name in FILE_CALLS]


@pytest.mark.parametrize("module", [module for module in MODULES if module.split(".")[0] == "app"])
def test_the_app_imports_what_it_depends_on_and_no_more(module):
    roots = {name.split(".")[0] for name in imports_of(module)} - {"app"}
    assert roots - sys.stdlib_module_names <= APP_PACKAGES | EXTRAS.get(module, set())


@pytest.mark.parametrize("module", EXTRAS)
def test_an_optional_extra_is_imported_by_the_function_that_needs_it(module):
    at_once = [node for node in tree_of(module).body if isinstance(node, ast.Import | ast.ImportFrom)]
    named = {
        name for node in at_once for name in (getattr(node, "module", None), *(a.name for a in node.names))
    }
    assert not named & EXTRAS[module]


def test_text_becomes_code_in_one_function_of_the_formula_compiler():
    places = {module: [line for name, line in calls_of(module) if name in TEXT_TO_CODE] for module in MODULES}
    places = {module: sorted(set(lines)) for module, lines in places.items() if lines}
    assert len(places) <= 1
    for module, lines in places.items():
        assert module.startswith("engine.formula.")
        assert len(lines) == 1


def test_no_file_names_a_package_registry():
    own = Path(__file__).relative_to(ROOT).as_posix()
    assert not [
        (name, match[0]) for name, text in texts() if name != own and (match := ADDRESSES.search(text))
    ]


def test_no_file_names_a_folder_of_one_machine():
    own = Path(__file__).relative_to(ROOT).as_posix()
    found = [
        (name, match[0])
        for name, text in texts()
        if name != own and (match := A_FOLDER_OF_ONE_MACHINE.search(text))
    ]
    assert not found


def test_no_package_among_the_tests_shadows_the_product():
    assert not sorted((ROOT / "tests").rglob("__init__.py"))
