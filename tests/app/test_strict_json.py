import json
import math
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.strict_json import StrictJSONError, read_json

DEPTH = 5


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty_body"),
        (" \n", "empty_body"),
        ("{", "not_json"),
        ("{'a': 1}", "not_json"),
        ("[1,]", "not_json"),
        ("1 2", "not_json"),
        ("\ufeff{}", "not_json"),
        ('"\t"', "not_json"),
        ("NaN", "number_not_finite"),
        ("[-Infinity]", "number_not_finite"),
        ("[1e999]", "number_too_large"),
        ("[-1e999]", "number_too_large"),
        ("1" * 400, "number_too_large"),
        ("9" * 309, "number_too_large"),
        ("1" * 5000, "number_too_large"),
        ('{"a": 1, "a": 2}', "duplicate_name"),
        (r'["\ud800"]', "lone_surrogate"),
        (r'{"\udfff": 1}', "lone_surrogate"),
        ("[" * (DEPTH + 1) + "]" * (DEPTH + 1), "too_deep"),
        ("[" * 30_000, "too_deep"),
        ('{"a":' * 30_000, "too_deep"),
    ],
)
def test_what_is_not_strict_json_is_refused_with_its_reason(text, code):
    with pytest.raises(StrictJSONError) as refused:
        read_json(text.encode(), max_depth=DEPTH)
    assert refused.value.code == code


def test_bytes_that_are_not_utf8_are_refused_with_their_place():
    with pytest.raises(StrictJSONError) as refused:
        read_json(b'"ab\xff"', max_depth=DEPTH)
    assert (refused.value.code, refused.value.position) == ("not_utf8", 3)


def test_a_syntax_error_names_its_place():
    with pytest.raises(StrictJSONError) as refused:
        read_json(b'{"a": ,}', max_depth=DEPTH)
    assert refused.value.position == 6


def test_a_pair_of_surrogates_is_a_character():
    assert read_json(rb'"\ud83d\ude00"', max_depth=DEPTH) == "\U0001f600"


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_finite_number_keeps_its_bits(number):
    read = read_json(json.dumps(number).encode(), max_depth=DEPTH)
    assert read == number
    assert math.copysign(1, read) == math.copysign(1, number)


values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**18), 10**18) | st.text(st.characters(codec="utf-8")),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


@given(values)
def test_what_strict_json_can_hold_is_read_as_the_library_reads_it(value):
    text = json.dumps(value).encode()
    assert read_json(text, max_depth=50) == json.loads(text)


@given(st.binary(max_size=200))
def test_any_bytes_give_a_value_or_the_documented_error(body):
    with suppress(StrictJSONError):
        read_json(body, max_depth=DEPTH)
