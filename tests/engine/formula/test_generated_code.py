"""Code comes from the graph alone: every generated line fits a template, and nothing else turns text into code."""

import ast
import contextlib
import re
from pathlib import Path

import pytest
from formula_trees import CONSTANTS, trees
from hypothesis import given

import app
import engine
from engine.formula import FormulaError, compile_formula
from engine.formula.elementary import SAFE, UNARY
from engine.formula.floats import function_source
from engine.formula.write import normalise
from engine.gradients import GRADIENTS
from engine.optimizers import OPTIMIZERS
from engine.program import Program

# Names are t0 t1 …, literals are repr(float), functions are those of the graph.
LITERAL = r"(?:[0-9]+\.[0-9]+(?:e[+-]?[0-9]+)?|[0-9]+e[+-]?[0-9]+|inf|nan)"
NAME = r"t[0-9]+"
ATOM = rf"(?:{NAME}|{LITERAL}|\(-{LITERAL}\))"
NAMES, ATOMS = (rf"{one}(?:, {one})*" for one in (NAME, ATOM))
OPERATION = "|".join(
    [
        rf"{ATOM} [-+*/] {ATOM}",
        rf"-{ATOM}",
        rf"(?:{'|'.join(sorted(SAFE))})\({ATOM}(?:, {ATOM})?\)",
        rf"float\((?:{'|'.join(sorted(UNARY))})\({ATOM}\)\)",
        rf"(?P<over>{ATOM}) / (?P<under>{ATOM}) if (?P=under) else quotient\((?P=over), (?P=under)\)",
        rf"{ATOM} if (?P<first>{ATOM}) [<>]= {ATOM} or (?P=first) != (?P=first) else {ATOM}",
    ]
)
BOUND = rf"-1000000000\.0 <= {NAME} <= 1000000000\.0"


def pattern(head: str, *templates: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What the first line and every other line must match."""
    return re.compile(head), re.compile("|".join([rf" +{NAME} = (?:{OPERATION})", *templates]))


FUNCTION = pattern(rf"def f\({NAMES}\):", rf"    return \((?:{ATOM}, )+\)")
LOOP = pattern(
    rf"def f\({NAMES}, steps, a0(?:, a1)?\):",
    r"    raised = False",
    r"    try:",
    rf"        for {NAME}(?:, {NAME}){{0,2}} in steps:",
    rf"            {NAMES} = {ATOMS}",
    rf"            a[01]\({NAME}\)",
    rf"            if not \({BOUND}(?: and {BOUND})?\):",
    r"                break",
    r"    except RAISES:",
    r"        raised = True",
    rf"    return raised, {NAMES},",
)


def assert_fits(source: str, templates: tuple[re.Pattern[str], re.Pattern[str]]) -> None:
    head, *lines = source.split("\n")
    assert templates[0].fullmatch(head), head
    for line in lines:
        assert templates[1].fullmatch(line), line


@given(trees)
def test_every_line_of_a_formula_fits_a_template(tree):
    with contextlib.suppress(FormulaError):
        formula = compile_formula(normalise(tree), constants=CONSTANTS)
        outputs = [formula.value_node, *formula.gradient_nodes]
        for careful in (False, True):
            assert_fits(function_source(formula.graph, formula.inputs, outputs, careful=careful), FUNCTION)


@pytest.mark.parametrize("careful", [False, True])
@pytest.mark.parametrize("clips", [False, True])
@pytest.mark.parametrize("source", GRADIENTS.values(), ids=GRADIENTS)
@pytest.mark.parametrize("optimizer", OPTIMIZERS.values(), ids=OPTIMIZERS)
@pytest.mark.parametrize(
    ("text", "variables"), [("max(x, -1e-9*y)^y/sin(x)", ("x", "y")), ("abs(w)^2.5", ("w",))]
)
def test_every_line_of_a_loop_fits_a_template(text, variables, optimizer, source, clips, careful):
    formula = compile_formula(text, variables=variables)
    assert_fits(Program(formula, optimizer, source, clips=clips).source(careful=careful), LOOP)


@pytest.mark.parametrize(
    "line", ["    t1 = x", "    t1 = exec(t0)", "    t1 = t0 + t0; t2 = t1", "    import t0"]
)
def test_the_templates_refuse_other_code(line):
    assert not FUNCTION[1].fullmatch(line)
    assert not LOOP[1].fullmatch(line)


FORBIDDEN = ("eval", "exec", "compile", "__import__")


def code_from_text(path: Path) -> set[tuple[str, str]]:
    """What a file names of the functions that turn text into code; re.compile is not one of them."""
    found = set()
    for node in ast.walk(ast.parse(path.read_bytes())):
        match node:
            case ast.Name(name) if name in FORBIDDEN:
                found.add((name, path.name))
            case ast.Attribute(ast.Name(module), name) if name in FORBIDDEN and module != "re":
                found.add((f"{module}.{name}", path.name))
    return found


def test_only_the_float_executor_turns_text_into_code():
    packages = [Path(package.__file__).parent for package in (app, engine)]
    found = {use for package in packages for path in package.rglob("*.py") for use in code_from_text(path)}
    assert found == {("exec", "floats.py"), ("compile", "floats.py")}


def test_a_loop_calls_no_function_for_a_quotient_unless_it_divides_by_zero():
    """A call costs as much as ten operations. At the tip of the cone 0/0 is 0."""
    cone = compile_formula("sqrt(x^2 + y^2)")
    step = Program(cone, OPTIMIZERS["gradient_descent"], GRADIENTS["analytic"], clips=False)
    assert " else quotient(" in step.source(careful=False)
    assert cone.at((0.0, 0.0)) == (0.0, (0.0, 0.0))
    assert cone.at((3.0, 4.0)) == (5.0, (0.6, 0.8))
