"""Every description that the catalog allows is answered, at the ends of every range as well."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.gradients import CLIP_NORM, GRADIENTS
from engine.noise import LARGEST_SEED
from engine.optimizers import OPTIMIZERS
from engine.schedules import SCHEDULES
from engine.surfaces import SURFACES

pytestmark = pytest.mark.anyio

BOUND = 1e9
# formulas with poles, edges, cliffs, and values at both ends of binary64
FORMULAS = {
    ("x", "y"): (
        "x^y",
        "log(x)*sqrt(y)",
        "1/x + 1/y",
        "exp(exp(x)) + y",
        "floor(x) + abs(y)",
        "max(x, y, a)",
        "sign(x)*y^3",
        "x^64*y^64",
        "1e-300*x*y",
        "min(x, 1/y)",
    ),
    ("w",): ("tan(w)", "w^-3", "sqrt(w)", "a*w^3", "acos(w)", "0*w", "1e308*w*w", "exp(-1/w)"),
}


def within(low: float, high: float) -> st.SearchStrategy[float]:
    return st.sampled_from([low, high]) | st.floats(low, high)


def knobs(record) -> dict[str, st.SearchStrategy[float]]:
    return {knob.name: values(knob) | st.just(knob.default) for knob in record.knobs}


def values(knob) -> st.SearchStrategy[float]:
    if not knob.whole:
        return within(*knob.hard)
    low, high = map(int, knob.hard)
    return st.sampled_from([low, high]) | st.integers(low, high) | st.integers(low, low + 50)


def named(records, key="name", **more):
    return st.one_of(
        st.fixed_dictionaries({key: st.just(name)}, optional=knobs(record) | more)
        for name, record in records.items()
    )


coordinates = st.sampled_from([0.0, 1.0, -1.0]) | st.floats(-5, 5) | within(-BOUND, BOUND)
typed = st.one_of(
    st.fixed_dictionaries(
        {
            "formula": st.sampled_from(formulas),
            "variables": st.just(list(variables)),
            "constants": st.fixed_dictionaries({"a": within(-1e6, 1e6)}),
        }
    )
    for variables, formulas in FORMULAS.items()
)
rates = st.tuples(st.integers(0, 60), within(1e-12, 1e6)).map(list)
changes = st.lists(rates, max_size=3, unique_by=lambda rate: rate[0]).map(sorted)
ramps = st.fixed_dictionaries(
    {"lowest": within(1e-12, 1e-3), "highest": within(1e-2, 1e6)},
    optional={
        "growth": st.sampled_from(["exponential", "linear"]),
        "smoothing": within(0, 0.99),
        "blow_up": within(1, 1e6),
    },
)
clips = st.none() | within(*CLIP_NORM.hard)


@st.composite
def runs(draw):
    surface = draw(named(SURFACES) | typed)
    dimension = SURFACES[surface["name"]].dimension if "name" in surface else len(surface["variables"])
    run = {
        "surface": surface,
        "start": draw(st.lists(coordinates, min_size=dimension, max_size=dimension)),
        "optimizer": draw(named(OPTIMIZERS)),
        "steps": draw(st.sampled_from([1, 2, 30, 100])),
    }
    if draw(st.booleans()):
        run["schedule"] = draw(named(SCHEDULES, changes=changes))
    if draw(st.booleans()):
        run["gradient"] = draw(named(GRADIENTS, "source", clip_norm=clips))
        run["seed"] = draw(st.sampled_from([0, LARGEST_SEED]) | st.integers(0, LARGEST_SEED))
    if draw(st.booleans()):
        run["until"] = {"gradient_norm": draw(within(0, 1e6))}
    return run


async def answered(client, path, body):
    """The answer; a start without a value is the one thing that may be refused."""
    response = await client.post(f"/api/v1{path}", json=body)
    if response.status_code == 422:
        assert response.json()["errors"][0]["code"] in ("undefined_here", "nowhere_finite"), response.text
        return None
    assert response.status_code == 200, response.text
    return response


@settings(max_examples=100)
@given(run=runs())
async def test_every_run_that_can_be_described_is_answered(client, run):
    response = await answered(client, "/descents", run)
    if response is None:
        return
    whole = json.loads(response.text, parse_constant=pytest.fail)
    assert len(whole["points"]) <= run["steps"] + 1
    streamed = await answered(client, "/descents/stream", run)
    assert "event: done" in streamed.text
    if whole["state"]:
        longer = run | {"steps": run["steps"] + 5, "resume": whole["state"]}
        assert await answered(client, "/descents", longer) is not None


@settings(max_examples=60)
@given(run=runs(), first=st.sampled_from([0, 1, 20]), ramp=ramps)
async def test_every_question_about_such_a_run_is_answered(client, run, first, ramp):
    where = {"surface": run["surface"], "start": run["start"]}
    opened = {"from_step": first, "count": 3, "slice": True, "equations": True}
    for path, body in (
        ("/descents/step", run | opened),
        ("/descents/measures", run | {"most": 7}),
        ("/learning-rates/range-test", run | {"steps": max(run["steps"], 2)} | ramp),
        ("/learning-rates/ladder", where),
        ("/surfaces/fall-line", where),
        (
            "/surfaces/grid",
            {"surface": run["surface"], "resolution": [9] * len(run["start"]), "encoding": "lists"},
        ),
        ("/inspect", {"surface": run["surface"], "point": run["start"], "optimizer": run["optimizer"]}),
    ):
        response = await answered(client, path, body)
        if response is not None:
            json.loads(response.text, parse_constant=pytest.fail)
