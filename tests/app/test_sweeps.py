"""POST /learning-rates/sweep and /steps-needed: the engine's answers, their sentences, and mistakes by field."""

import asyncio
import math
import threading

import numpy as np
import pytest
from problem_documents import MARK, check

from app.texts.figures import figure, whole
from app.texts.rate_sweeps import steps_needed_sentence
from engine import Descent, choose, named_surface
from engine.outcome import STATUSES
from engine.sweeps.lanes import Cancelled
from engine.sweeps.steps_needed import StepsNeeded
from engine.sweeps.sweep import NO_STEP, spread, sweep

pytestmark = pytest.mark.anyio

RUN = {"surface": "himmelblau", "start": [-1, 1], "steps": 300}


async def asked(client, call, **changes):
    response = await client.post(f"/api/v1/learning-rates/{call}", json=RUN | changes)
    assert response.status_code == 200, response.text
    return response.json()


async def test_a_sweep_is_the_engines(client):
    found = await asked(client, "sweep", lowest=1e-4, highest=1, count=50)
    descent = Descent(named_surface("himmelblau"), (-1.0, 1.0), choose("gradient_descent"), 300)
    expected = sweep(descent, spread(1e-4, 1.0, 50))
    assert found["rates"] == expected.rates.tolist()
    assert found["statuses"] == [STATUSES[status] for status in expected.statuses]
    assert found["places"] == [None if place < 0 else place for place in expected.places.tolist()]
    assert found["steps"] == [None if step < 0 else step for step in expected.steps.tolist()]
    assert found["losses"] == [None if math.isnan(loss) else loss for loss in expected.losses.tolist()]
    assert found["first_failing"] == expected.first_failing
    assert found["first_harmful"] == expected.first_harmful
    assert len(found["spans"]) == len(expected.spans)
    assert found["spans"][0] == {
        "lowest": 1e-4,
        "highest": expected.spans[0].highest,
        "status": "running",
        "place": None,
    }


async def test_valleys_are_left_out_on_request_and_nothing_else_with_them(client):
    whole, brief = [await asked(client, "sweep", valleys=valleys) for valleys in (True, False)]
    for status, place, left in zip(whole["statuses"], whole["places"], brief["places"], strict=True):
        at = None if place is None else whole["minima"][place]["at"]
        assert (None if left is None else brief["minima"][left]["at"]) == (
            None if status == "bouncing" else at
        )
    assert any(
        status == "bouncing" and place is not None
        for status, place in zip(whole["statuses"], whole["places"], strict=True)
    )
    for name in ("rates", "statuses", "steps", "losses", "first_failing", "first_harmful"):
        assert whole[name] == brief[name]


async def test_four_hundred_rates_from_a_hundred_thousandth_to_ten_unless_asked_otherwise(client):
    found = await asked(client, "sweep")
    assert (len(found["rates"]), found["rates"][0], found["rates"][-1]) == (400, 1e-5, 10)


async def outcome_at(client, rate, **changes):
    body = (
        RUN
        | changes
        | {"optimizer": {**changes.get("optimizer", {"name": "gradient_descent"}), "learning_rate": rate}}
    )
    return (await client.post("/api/v1/descents", json=body)).json()["outcome"]


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_the_sentence_of_a_sweep_is_that_of_its_runs(client, language):
    found = await asked(client, "sweep", lowest=1e-3, highest=0.1)
    said = found["sentence"][language]
    steps = [
        step for step, status in zip(found["steps"], found["statuses"], strict=True) if status == "converged"
    ]
    fastest = found["rates"][found["steps"].index(min(steps))]
    assert f"η = {figure(fastest)}" in said
    assert str(min(steps)) in said
    assert figure(found["first_failing"]) in said
    assert (await outcome_at(client, fastest))["status"] == "converged"
    failing = (await outcome_at(client, found["first_failing"]))["status"]
    word = {
        "bouncing": {"en": "bounces", "zh": "振荡"},
        "running": {"en": "on its way after 300 steps", "zh": "走完 300 步还在路上"},
    }[failing]
    assert word[language] in said
    assert "(−2.81, 3.13)" in said
    assert figure(found["minima"][0]["limit"]) in said


@pytest.mark.parametrize(
    ("changes", "english", "chinese"),
    [
        ({"lowest": 10, "highest": 100}, "every one of these η the run diverges", "每一个都会发散"),
        ({"surface": "terraces"}, "it stalls where there is no slope", "没有坡度"),
        ({"gradient": "noisy", "lowest": 1e-3, "highest": 1e-2}, "noise keeps it moving", "噪声让它停不下来"),
        ({"surface": "rosenbrock", "start": [-1.2, 1]}, "Within 300 steps", "300 步之内"),
        ({"surface": "rastrigin", "optimizer": "adam", "steps": 500}, "depends on η: there are", "取决于 η"),
        (
            {"surface": "rastrigin", "optimizer": "adam", "steps": 60, "highest": 1e-2},
            "Within 60 steps",
            "60 步之内",
        ),
        ({"surface": "saddle", "start": [1, 0], "highest": 1}, "At some it stalls", "有些停滞"),
        ({"optimizer": "adam", "steps": 1000, "highest": 0.1}, "do so at", "收敛的都停在"),
        ({"steps": 1, "lowest": 1e-5, "highest": 1e-4}, "Within 1 step the", "1 步之内"),
    ],
)
async def test_a_sweep_says_what_it_finds_in_both_languages(client, changes, english, chinese):
    sentence = (await asked(client, "sweep", **changes))["sentence"]
    assert english in sentence["en"]
    assert chinese in sentence["zh"]


@pytest.mark.parametrize(
    ("surface", "start"), [("relu_cost", [3.96]), ("easom", [3, 2.5]), ("drop_wave", [0, -0.2])]
)
async def test_of_runs_that_stall_nothing_is_said_that_is_true_of_those_that_converge_only(
    client, surface, start
):
    found = await asked(client, "sweep", surface=surface, start=start, lowest=0.01, highest=100)
    assert "stalled" in found["statuses"]
    assert "rest" not in found["sentence"]["en"].partition("steps.")[2]
    assert "停下的" not in found["sentence"]["zh"]


@pytest.mark.parametrize(("surface", "start"), [("parabola", [0]), ("himmelblau", [3, 2])])
async def test_a_start_at_rest_has_no_quickest_rate(client, surface, start):
    sweep = await asked(client, "sweep", surface=surface, start=start)
    needed = await asked(client, "steps-needed", surface=surface, start=start)
    assert sweep["sentence"]["en"] == "This start is at rest already, whatever η is."
    assert needed["sentence"]["en"].startswith("The start has no slope: nothing moves, whatever η is.")
    assert needed["best"] is None


async def test_where_nothing_converges_the_first_harm_is_named(client):
    found = await asked(client, "sweep", surface="rosenbrock", start=[-1.2, 1])
    rate = found["first_harmful"]
    assert f"bounces or diverges is {figure(rate)}." in found["sentence"]["en"]
    assert f"会振荡或发散的是 {figure(rate)}。" in found["sentence"]["zh"]
    changes = {"surface": "rosenbrock", "start": [-1.2, 1]}
    assert (await outcome_at(client, rate, **changes))["status"] in ("bouncing", "diverged")
    before = found["rates"][found["rates"].index(rate) - 1]
    assert (await outcome_at(client, before, **changes))["status"] == "running"


async def test_the_count_of_minima_in_the_sentence_is_that_of_the_answer(client):
    found = await asked(client, "sweep", surface="rastrigin", optimizer="adam", steps=500)
    reached = {
        place
        for place, status in zip(found["places"], found["statuses"], strict=True)
        if status == "converged"
    }
    assert f"there are {len(reached)} of them" in found["sentence"]["en"]
    assert f"{len(reached)} 个" in found["sentence"]["zh"]


PARABOLA = {"surface": "parabola", "start": [4]}


@pytest.mark.parametrize(
    ("ends", "steps"), [((0.1, 1.9), [132, 1, 132]), ((0.5, 1.5), [20, 1, 20]), ((1.0, 2.0), [1, None])]
)
async def test_the_u_of_the_parabola(client, ends, steps):
    found = await asked(client, "steps-needed", **PARABOLA, lowest=ends[0], highest=ends[1], count=2)
    assert found["steps"] == steps
    assert found["best_fixed"] == 1
    assert (found["noisy"], found["left"], found["left_sd"]) == (False, None, None)


@pytest.mark.parametrize("call", ["sweep", "steps-needed"])
async def test_rates_that_are_named_are_tried_as_they_are(client, call):
    found = await asked(client, call, **PARABOLA, lowest=0.01, highest=4, count=5, also=[1.9, 0.5])
    assert len(found["rates"]) == 7 + (call == "steps-needed")
    assert found["rates"] == sorted(found["rates"])
    if call == "steps-needed":
        assert [found["steps"][found["rates"].index(rate)] for rate in (0.5, 1.0, 1.9)] == [20, 1, 132]
    else:
        assert {found["statuses"][found["rates"].index(rate)] for rate in (0.5, 1.9)} == {"converged"}


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_the_sentence_about_the_steps_has_the_figures_of_the_answer(client, language):
    found = await asked(client, "steps-needed", **PARABOLA, lowest=0.05, highest=4, count=81)
    said, best = found["sentence"][language], found["best"]
    assert found["steps"][found["rates"].index(best["learning_rate"])] == best["steps"]
    assert best["steps"] == min(step for step in found["steps"] if step is not None)
    assert f"η = {figure(best['learning_rate'])}" in said
    assert str(best["steps"]) in said
    first = next(k for k, step in enumerate(found["steps"]) if step is not None)
    assert whole(found["steps"][first]) in said
    assert figure(found["rates"][first]) in said
    last = max(k for k, step in enumerate(found["steps"]) if step is not None)
    assert figure(found["rates"][last + 1]) in said
    assert f"2/(λmin + λmax) = {figure(found['best_fixed'])}" in said


async def test_a_tolerance_that_nothing_reaches_is_said(client):
    found = await asked(client, "steps-needed", steps=5, lowest=1e-5, highest=1e-4)
    assert found["best"] is None
    assert found["sentence"]["en"].startswith("Within 5 steps no η here")
    assert found["sentence"]["zh"].startswith("5 步之内")


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_with_noise_the_sentence_says_what_is_left(client, language):
    found = await asked(client, "steps-needed", gradient="noisy", lowest=1e-4, highest=0.1, count=30)
    assert found["noisy"]
    left = [value for value in found["left"] if value is not None]
    closest = found["left"].index(min(left))
    said = found["sentence"][language]
    assert figure(found["rates"][closest]) in said
    assert figure(min(left)) in said
    widest = max(k for k, value in enumerate(found["left"]) if value is not None)
    assert figure(found["left"][widest]) in said
    assert figure(found["left"][0]) in said
    assert whole(RUN["steps"]) in said


async def test_noise_that_only_leaves_says_so(client):
    found = await asked(client, "steps-needed", gradient="noisy", lowest=1, highest=10, count=3)
    assert found["left"] == [None] * 3
    assert "no minimum" in found["sentence"]["en"]
    assert "极小值点" in found["sentence"]["zh"]


BAD = [
    ({"lowest": 0}, "lowest", "too_small"),
    ({"also": [0]}, "also.0", "too_small"),
    ({"also": [0.1] * 17}, "also", "too_long"),
    ({"lowest": -1}, "lowest", "too_small"),
    ({"highest": 1e7}, "highest", "too_large"),
    ({"lowest": 1e-13}, "lowest", "too_small"),
    ({"lowest": 0.1, "highest": 0.1}, "highest", "empty_window"),
    ({"lowest": 1, "highest": 0.1}, "highest", "empty_window"),
    ({"lowest": "0.1"}, "lowest", "wrong_type"),
    ({"highest": None}, "highest", "wrong_type"),
    ({"count": 1}, "count", "too_small"),
    ({"count": 10**9}, "count", "too_large"),
    ({"count": 2.5}, "count", "wrong_type"),
    ({"count": True}, "count", "wrong_type"),
    ({"surface": "himelblau"}, "surface", "unknown_name"),
    ({"surface": {"formula": "x + ("}}, "surface.formula", "unexpected_end"),
    ({"start": [1]}, "start", "wrong_dimension"),
    ({"start": [1, 2, 3]}, "start", "too_long"),
    ({"steps": 0}, "steps", "too_small"),
    ({"steps": 10**7}, "steps", "too_large"),
    ({"optimizer": "adan"}, "optimizer", "unknown_name"),
    ({"rates": [0.1]}, "", "unknown_field"),
    ({MARK: 1}, "", "unknown_field"),
    ({"surface": {"formula": "log(x) + y"}, "start": [-1, 1]}, "start", "undefined_here"),
]
BAD_STEPS = [
    ({"tolerance": 0}, "tolerance", "not_above"),
    ({"tolerance": 1}, "tolerance", "not_below"),
    ({"tolerance": "small"}, "tolerance", "wrong_type"),
    ({"seeds": 0}, "seeds", "too_small"),
    ({"seeds": 10**6}, "seeds", "too_large"),
    ({"seeds": 1.5}, "seeds", "wrong_type"),
]


@pytest.mark.parametrize(
    ("call", "change", "field", "code"),
    [
        *(("sweep", *mistake) for mistake in BAD),
        *(("steps-needed", *mistake) for mistake in (*BAD, *BAD_STEPS)),
    ],
)
async def test_a_mistake_is_named_by_its_field(client, call, change, field, code):
    response = await client.post(f"/api/v1/learning-rates/{call}", json=RUN | change)
    error = check(response, 422)["errors"][0]
    assert (error["field"], error["code"]) == (field, code)
    assert MARK not in response.text


async def test_too_much_work_is_refused_by_the_number_to_lower(make_client):
    async with make_client(max_lane_operations=20_000_000) as client:
        response = await client.post("/api/v1/learning-rates/sweep", json=RUN | {"steps": 90_000})
        error = check(response, 422)["errors"][0]
        assert (error["field"], error["code"]) == ("steps", "too_costly")
        await asked(client, "sweep", steps=error["limit"])


async def test_a_client_that_goes_away_ends_the_work(app, monkeypatch):
    started, ended = threading.Event(), threading.Event()

    def never_ending(descent, rates, *, cancelled, **how):
        started.set()
        while not cancelled():
            ended.wait(0.001)
        ended.set()
        raise Cancelled

    monkeypatch.setattr("app.routes.sweeps.sweep_over", never_ending)
    body = b'{"surface": "himmelblau", "start": [-1, 1]}'
    sent = [{"type": "http.request", "body": body, "more_body": False}]
    headers = [
        (b"host", b"localhost"),
        (b"content-type", b"application/json"),
        (b"content-length", str(len(body)).encode()),
    ]

    async def receive():
        if sent:
            return sent.pop()
        while not started.is_set():
            await asyncio.sleep(0)
        return {"type": "http.disconnect"}

    async def send(message):
        pass

    path = "/api/v1/learning-rates/sweep"
    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.4"},
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": headers,
        "client": ("127.0.0.1", 0),
        "server": ("localhost", 80),
    }
    try:
        await app(scope, receive, send)
    finally:
        assert ended.is_set()


@pytest.mark.parametrize(
    ("missing", "says"), [(1, "1 of the larger ones up to"), (2, "2 of the larger ones up to")]
)
async def test_larger_rates_that_fail_agree_with_their_number(missing, says):
    steps = np.array([3, *[NO_STEP] * missing, 4])
    rates = np.linspace(0.1, 0.4, len(steps))
    told = steps_needed_sentence(StepsNeeded(rates, 0.01, steps, 0, None, None, None), 60).en
    assert f"{says} 0.4 {'does' if missing == 1 else 'do'} not get there." in told


async def test_quick_work_of_many_steps_is_done_here(client, monkeypatch):
    monkeypatch.delattr("app.workers.workers.Workers.offer")
    steps = 3500
    found = await asked(
        client, "sweep", surface="parabola", start=[1], steps=steps, lowest=0.1, highest=3, count=8
    )
    assert found["statuses"][0] == "converged"
