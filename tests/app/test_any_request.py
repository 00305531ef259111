"""Whatever is sent, the answer is an answer or a problem, and the problem does not repeat it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from problem_documents import MARK, POSTS, check

pytestmark = pytest.mark.anyio

names = st.sampled_from(
    ["surface", "start", "steps", "optimizer", "name", "formula", "learning_rate", "rates"]
)
words = st.sampled_from([f"{MARK}{n}" for n in range(3)])
leaves = (
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.floats(allow_nan=False, allow_infinity=False)
    | words
    | st.sampled_from(["himmelblau", "adam", "piecewise", "x^2"])
)
bodies = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names | words, inner, max_size=5),
    max_leaves=12,
)

almost_runs = st.fixed_dictionaries(
    {"surface": st.just("himmelblau") | bodies, "start": st.just([-1, 1]) | bodies},
    optional={
        "steps": st.integers(1, 50) | bodies,
        "optimizer": st.just({"name": "adam"}) | bodies,
        "schedule": bodies,
        "gradient": bodies,
        "seed": bodies,
        "until": bodies,
        "resume": bodies,
    },
)


@given(body=bodies | almost_runs, path=st.sampled_from(POSTS))
async def test_any_json_gives_an_answer_or_a_problem_that_does_not_repeat_it(client, body, path):
    headers = {"content-type": "application/json"}
    response = await client.post(path, content=json.dumps(body), headers=headers)
    assert response.status_code in (200, 422)
    if response.status_code == 422:
        check(response, 422)
        assert MARK not in response.text


@given(text=st.text(st.characters(codec="utf-8"), max_size=40))
async def test_any_formula_is_answered_or_its_mistake_is_placed_inside_it(client, text):
    for friendly in (False, True):
        response = await client.post("/api/v1/formulas", json={"formula": text, "friendly": friendly})
        if response.status_code != 200:
            error = check(response, 422)["errors"][0]
            assert 0 <= error["position"] <= len(text)
            assert error["position"] + error["length"] <= len(text)
