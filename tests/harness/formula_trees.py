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
