"""Hypothesis strategies for formulas: syntax trees, and texts that are nearly formulas."""

from hypothesis import strategies as st

from engine.formula.tree import Binary, Call, Name, Negate, Number, Tree
from engine.formula.vocabulary import FUNCTIONS

# Every kind of name that notation treats differently: letters, Greek, subscripts, words.
NAMES = ("x", "y", "a", "pi", "e", "lambda", "beta1", "w_max", "condition_number")
UNARY = tuple(name for name, (_, most) in FUNCTIONS.items() if most == 1)
MANY = tuple(name for name, (_, most) in FUNCTIONS.items() if most is None)

numbers = st.one_of(
    st.integers(0, 100).map(float),
    st.sampled_from([0.5, 0.1, 1e5, 1e15, 1e16, 1e22, 1e-4, 1e-5, 5e-324, 1.7976931348623157e308]),
    st.floats(min_value=0, allow_nan=False, allow_infinity=False).map(abs),
)
leaves: st.SearchStrategy[Tree] = st.one_of(
    numbers.map(Number),
    st.sampled_from(NAMES).map(Name),
)


def _larger(trees: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    return st.one_of(
        st.builds(Binary, st.sampled_from("+-*/^"), trees, trees),
        st.builds(Negate, trees),
        st.builds(lambda name, argument: Call(name, (argument,)), st.sampled_from(UNARY), trees),
        st.builds(
            lambda name, arguments: Call(name, tuple(arguments)),
            st.sampled_from(MANY),
            st.lists(trees, min_size=2, max_size=3),
        ),
    )


trees: st.SearchStrategy[Tree] = st.recursive(leaves, _larger, max_leaves=16)

# Formulas of the size of a function, with numbers that people write. The constants have few binary digits, so that
# what the engine computes from constants alone is nearly always exact.
CONSTANTS = {"a": 2.5, "lambda": 0.375, "beta1": 0.875, "w_max": -1.75, "condition_number": 20.0}


def _varying(tree: Tree) -> Tree:
    """The tree with a number for every part without a variable."""
    match tree:
        case Binary(operator, left, right):
            parts = (_varying(left), _varying(right))
            return Binary(operator, *parts) if any(map(_varies, parts)) else Number(1.5)
        case Negate(operand):
            part = _varying(operand)
            return Negate(part) if _varies(part) else Number(0.75)
        case Call(function, arguments):
            parts = tuple(map(_varying, arguments))
            return Call(function, parts) if any(map(_varies, parts)) else Number(0.5)
    return tree


def _varies(tree: Tree) -> bool:
    return not isinstance(tree, Number) and tree not in {Name(name) for name in NAMES if name not in "xy"}


varying_trees: st.SearchStrategy[Tree] = st.recursive(
    st.one_of(
        st.sampled_from(["x", "y"]).map(Name),
        st.sampled_from(NAMES).map(Name),
        st.sampled_from([0.25, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 7.0, 10.0]).map(Number),
    ),
    _larger,
    max_leaves=12,
).map(_varying)

_pieces = st.sampled_from(
    [
        *"+-*/^(),.",
        *(
            "**",
            " ",
            "  ",
            "1",
            "2.5",
            ".5",
            "3.",
            "1e5",
            "2E-3",
            "1e999",
            "e",
            "_",
            "__class__",
            "0x1",
            "1j",
        ),
        *NAMES,
        *FUNCTIONS,
        *(
            "sin(",
            "max(",
            "((",
            "))",
            "²",
            "π",
            "−",
            "\t",
            "\n",
            "\0",
            "\ud800",
            "é",
            "=",
            "[",
            "lambda:",
            "import",
        ),
    ]
)
near_formulas: st.SearchStrategy[str] = st.one_of(
    st.lists(_pieces, max_size=60).map("".join),
    st.lists(_pieces, max_size=12).map(" ".join),
    st.text(max_size=40),
    st.text(st.characters(codec="ascii"), max_size=600),
)
