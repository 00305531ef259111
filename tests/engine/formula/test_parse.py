"""The parser: precedence against Python's own grammar, caps, and an error with a hint for every slip."""

import ast
import inspect
import sys

import pytest
from formula_trees import trees
from hypothesis import assume, given

from engine.formula.errors import FormulaError
from engine.formula.limits import LIMITS
from engine.formula.parse import parse
from engine.formula.tree import Binary, Call, Name, Negate, Number, Tree
from engine.formula.vocabulary import FUNCTIONS, RESERVED
from engine.formula.write import normalise

X, Y = Name("x"), Name("y")
OPERATORS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Pow: "^"}


def error(text: str, names: tuple[str, ...] | None = ("x", "y")) -> FormulaError:
    with pytest.raises(FormulaError) as caught:
        parse(text, names=names)
    return caught.value


def as_python_reads(node: ast.AST) -> Tree:
    """The same formula by Python's parser: an independent opinion on precedence."""
    match node:
        case ast.Constant(value):
            return Number(float(value))
        case ast.Name(name):
            return Name(name)
        case ast.UnaryOp(ast.USub(), operand):
            return Negate(as_python_reads(operand))
        case ast.BinOp(left, operator, right):
            return Binary(OPERATORS[type(operator)], as_python_reads(left), as_python_reads(right))
        case ast.Call(ast.Name(function), arguments):
            return Call(function, tuple(as_python_reads(argument) for argument in arguments))
    raise AssertionError(ast.dump(node))


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("1 + x - y", Binary("-", Binary("+", Number(1), X), Y)),
        ("x/y*2", Binary("*", Binary("/", X, Y), Number(2))),
        ("1 + x*y", Binary("+", Number(1), Binary("*", X, Y))),
        ("x^y^2", Binary("^", X, Binary("^", Y, Number(2)))),
        ("x**y", Binary("^", X, Y)),
        ("-x^2", Negate(Binary("^", X, Number(2)))),
        ("2^-x", Binary("^", Number(2), Negate(X))),
        ("2^-x^2", Binary("^", Number(2), Negate(Binary("^", X, Number(2))))),
        ("-x*y", Binary("*", Negate(X), Y)),
        ("x*-y", Binary("*", X, Negate(Y))),
        ("x - -y", Binary("-", X, Negate(Y))),
        ("(x)", X),
        ("max(x, y, 1)", Call("max", (X, Y, Number(1)))),
        (" sin ( pi * e ) ", Call("sin", (Binary("*", Name("pi"), Name("e")),))),
    ],
)
def test_precedence(text, tree):
    assert parse(text, names=("x", "y")) == tree


@given(trees)
def test_precedence_is_that_of_python(tree):
    text = normalise(tree)
    # a name that Python keeps for itself
    expression = text.replace("^", "**").replace("lambda", "lambda_")
    assume(len(text) <= LIMITS.characters)
    expected = as_python_reads(ast.parse(expression, mode="eval").body)
    assert normalise(expected).replace("lambda_", "lambda") == text
    assert parse(text) == tree


def test_every_node_knows_its_part_of_the_text():
    text = "(x + 1)*-sin( y )"
    tree = parse(text)

    def part(node: Tree) -> str:
        return text[node.position : node.position + node.length]

    assert isinstance(tree, Binary)
    assert part(tree) == text
    assert part(tree.left) == "x + 1"
    assert isinstance(tree.right, Negate)
    assert part(tree.right) == "-sin( y )"
    assert part(tree.right.operand) == "sin( y )"


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_every_function_is_known(name):
    fewest, _ = FUNCTIONS[name]
    arguments = ("x", "y")[:fewest]
    assert parse(f"{name}({','.join(arguments)})") == Call(name, tuple(Name(name) for name in arguments))


def test_any_name_is_a_letter_when_none_are_given():
    assert parse("a*x + learning_rate") == Binary(
        "+", Binary("*", Name("a"), Name("x")), Name("learning_rate")
    )


# What is wrong, where (the marked part), and what is suggested.
SLIPS = [
    ("2[x]", "implicit_product", None),
    ("x [y]", "implicit_product", None),
    ("(x)[(]y)", "implicit_product", None),
    ("sin(x)[cos](x)", "implicit_product", None),
    ("2 [3]", "implicit_product", None),
    ("1.2[.3]", "implicit_product", None),
    ("[sin] x", "missing_parentheses", None),
    ("[sin]^2(x)", "missing_parentheses", None),
    ("x + [exp]", "missing_parentheses", None),
    ("[x](1)", "not_a_function", None),
    ("[pi](x)", "not_a_function", None),
    ("[sen](x)", "unknown_name", "sin"),
    ("[arcsin](x)", "unknown_name", "asin"),
    ("[sinx]", "unknown_name", "sin(x)"),
    ("2*[xy]", "unknown_name", "x*y"),
    ("[X]", "unknown_name", "x"),
    ("[PI]", "unknown_name", "pi"),
    ("[q]", "unknown_name", None),
    ("[qqq7]", "unknown_name", None),
    ("[__import]", "unexpected_character", None),
    ("x [+]", "unexpected_end", None),
    ("sin[(]", "unexpected_end", None),
    ("max(x[,]", "unexpected_end", None),
    ("x + [*] y", "unexpected_token", None),
    ("[+]x", "unexpected_token", None),
    ("([)]", "unexpected_token", None),
    ("(x +[)]", "unexpected_token", None),
    ("x[,] y", "unexpected_token", None),
    ("1[,]5*x", "unexpected_token", "."),
    ("max(x, [,] y)", "unexpected_token", None),
    ("[(]x + (y)", "unclosed_parenthesis", None),
    ("sin[(]x", "unclosed_parenthesis", None),
    ("x[)]", "unmatched_parenthesis", None),
    ("(x)[)]", "unmatched_parenthesis", None),
    ("x +[)]", "unmatched_parenthesis", None),
    ("[sin]()", "wrong_number_of_arguments", None),
    ("[sin](x, y)", "wrong_number_of_arguments", None),
    ("1 + [max](x)", "wrong_number_of_arguments", None),
]


@pytest.mark.parametrize(("marked", "code", "suggestion"), SLIPS)
def test_a_slip_has_its_code_its_place_and_its_hint(marked, code, suggestion):
    start, end = marked.index("["), marked.index("]") - 1
    found = error(marked.replace("[", "").replace("]", ""))
    if code == "unexpected_character":
        end = start + 1
    assert (found.code, found.position, found.position + found.length) == (code, start, end)
    assert found.figures.get("suggestion") == suggestion
    assert found.hint in str(found)


def test_declared_constants_are_suggested_too():
    assert error("alhpa*x", ("x", "alpha")).figures["suggestion"] == "alpha"
    assert error("ax", ("x", "a")).figures["suggestion"] == "a*x"


@pytest.mark.parametrize(
    ("text", "suggestion"), [("xy", "x*y"), ("sinx", "sin(x)"), ("sen(x)", "sin"), ("wxy", "w*x*y")]
)
def test_a_slip_is_no_letter(text, suggestion):
    assert error(text, None).figures["suggestion"] == suggestion


def test_the_number_of_arguments_is_told():
    assert error("max(x)").figures == {"function": "max", "count": 1, "expected": "2 or more"}
    assert error("sin(x, x)").figures == {"function": "sin", "count": 2, "expected": 1}


def test_reserved_names_are_those_with_a_meaning():
    assert {"x", "y", "w", "pi", "e", "sin", "max"} <= RESERVED
    assert "a" not in RESERVED


def nested(opening: str, closing: str, times: int) -> str:
    return opening * times + "x" + closing * times


@pytest.mark.parametrize(
    ("opening", "closing"), [("(", ")"), ("-", ""), ("x^", ""), ("2^-(", ")"), ("abs(", ")"), ("max(x,", ")")]
)
def test_depth_is_counted_while_parsing(opening, closing):
    levels = sum(opening.count(mark) for mark in "(-^")
    accepted = LIMITS.depth // levels
    parse(nested(opening, closing, accepted))
    found = error(nested(opening, closing, accepted + 1))
    assert found.code == "too_deep"
    assert found.figures == {"limit": LIMITS.depth}


@pytest.mark.parametrize("opening", ["(", "-", "2^", "x*("])
def test_what_follows_the_depth_cap_is_not_parsed(opening):
    most = (LIMITS.tokens - 1) // len(opening)
    once_too_often = error(nested(opening, "", LIMITS.depth + 1))
    assert error(nested(opening, "", most)).position == once_too_often.position


def test_a_long_sum_is_not_deep():
    terms = LIMITS.nodes // 2
    parse("+".join(["x"] * terms))
    assert error("+".join(["x"] * (terms + 1))).code == "too_many_nodes"


def test_the_deepest_formula_needs_few_frames():
    deepest = nested("(", ")", LIMITS.depth)
    frames, limit = len(inspect.stack()), sys.getrecursionlimit()
    sys.setrecursionlimit(frames + 8 * LIMITS.depth)
    try:
        assert parse(deepest) == X
    finally:
        sys.setrecursionlimit(limit)
