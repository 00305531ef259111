"""POST /basins/shares: the engine's shares, the two borders of every valley, its sentence, and mistakes by field."""

import threading
from dataclasses import replace

import numpy as np
import pytest
from problem_documents import check

from app import basins
from app.jobs import lane_operations
from app.starts import shares_cost
from app.texts.basins import shares_sentence
from app.texts.figures import figure, figure_below, percent, place
from engine import Descent, choose, named_surface
from engine.sweeps import balls, shares
from engine.sweeps.borders import Border
from engine.sweeps.places import Minimum
from engine.sweeps.shares import RateShares, basin_shares
from engine.sweeps.sweep import spread

pytestmark = pytest.mark.anyio

ADDRESS = "/api/v1/basins/shares"
RUN = {
    "surface": "himmelblau",
    "steps": 300,
    "resolution": [20, 20],
    "lowest": 0.01,
    "highest": 0.05,
    "count": 16,
}


async def asked(client, **changes):
    response = await client.post(ADDRESS, json=RUN | changes)
    assert response.status_code == 200, response.text
    return response.json()


async def test_the_shares_are_the_engines(client):
    found = await asked(client)
    surface = named_surface("himmelblau")
    descent = Descent(surface, (0.0, 0.0), choose("gradient_descent"), 300)
    expected = basin_shares(descent, surface.window, (20, 20), spread(0.01, 0.05, 16))
    assert found["rates"] == expected.rates.tolist()
    assert [one["converged"] for one in found["minima"]] == expected.converged.tolist()
    assert [one["bouncing"] for one in found["minima"]] == expected.bouncing.tolist()
    assert [(one["stays"], one["leaves"]) for one in found["minima"]] == [
        (border.stays, border.leaves) for border in expected.borders
    ]
    total = np.sum([one["converged"] for one in found["minima"]], axis=0)
    total = total + np.sum([one["bouncing"] for one in found["minima"]], axis=0)
    assert total + np.sum(list(found["others"].values()), axis=0) == pytest.approx(np.ones(16))


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_the_sentence_tells_both_borders_of_the_first_valley(client, language):
    found = await asked(client)
    first = min(found["minima"], key=lambda one: one["limit"])
    said = found["sentence"][language]
    assert place(first["at"]) in said
    assert figure_below(first["limit"], 4) in said
    assert figure(first["leaves"], first["digits"]) in said
    assert "300" in said
    assert figure(first["leaves"] / first["limit"], 2) in said
    assert {"en": "circle", "zh": "振荡"}[language] in said


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_balls_that_leave_slowly_are_not_said_to_circle_and_the_border_has_the_digits_that_more_steps_keep(
    client, language
):
    slow, slower = [
        await asked(client, surface="parabola", resolution=[20], lowest=0.1, highest=4, steps=steps)
        for steps in (100, 3000)
    ]
    border = slow["minima"][0]
    assert figure(border["leaves"], 4) not in slow["sentence"][language]
    assert figure(border["leaves"], border["digits"]) == figure(
        slower["minima"][0]["leaves"], border["digits"]
    )
    assert {"en": "circle", "zh": "振荡"}[language] not in slow["sentence"][language]
    valley = Border(Minimum((0.0,), 0.0, known=True, limit=1.0), 2.066, 2.067, 2.165)
    told = RateShares(np.array([0.5, 4.0]), (valley,), np.zeros((1, 2)), np.zeros((1, 2)), {}, 0.0, 1, 300)
    circles = replace(told, borders=(replace(valley, circles=True),))
    words = [
        {"en": "circle", "zh": "振荡"}[language] in getattr(shares_sentence(one), language)
        for one in (told, circles)
    ]
    assert words == [False, True]


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_balls_that_circle_right_above_the_limit_are_not_said_to_leave_there(client, language):
    body = {"optimizer": {"name": "momentum", "learning_rate": 0.029}, "steps": 800}
    found = await asked(client, **body, lowest=0.02, highest=0.04)
    said = found["sentence"][language]
    assert {"en": "Right above it they circle", "zh": "来回振荡"}[language] in said
    valley = Border(Minimum((0.0,), 0.0, known=True, limit=0.03412), 0.0342, 0.0344, 0.0352, circles=True)
    one = np.zeros((1, 2))
    close = shares_sentence(RateShares(np.array([0.01, 0.1]), (valley,), one, one, {}, 0.0, 1, 300))
    assert valley.digits < 3
    assert "η ≈ 0.0344" in getattr(close, language), "not rounded to below the limit"
    assert figure(min(found["minima"], key=lambda one: one["limit"])["leaves"], 4) in said


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_the_sentence_fits_what_happens(client, language):
    sharp = await asked(client, surface="two_wells", lowest=0.005, highest=0.04)
    assert {"en": "Right above it", "zh": "刚超过它"}[language] in sharp["sentence"][language]
    adam = await asked(client, optimizer="adam", lowest=0.01, highest=1)
    total = np.sum([one["converged"] for one in adam["minima"]], axis=0)
    assert percent(total.max()) in adam["sentence"][language]
    largest = {"en": "The largest share comes to rest at η = ", "zh": "停下的起点最多"}[language]
    assert largest in adam["sentence"][language], "which need not be most of them"
    none = await asked(client, lowest=1, highest=2)
    assert {"en": "Within 300 steps no start", "zh": "300 步之内没有一个"}[language] in none["sentence"][
        language
    ]


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_of_a_valley_that_was_not_tried_nothing_is_said(client, language):
    words = {"en": ("none leaves", "leave", "first"), "zh": ("没有小球离开", "离开", "最先")}[language]
    stays, leaves, first = words
    crowded = await asked(
        client, surface="rastrigin", steps=100, resolution=[24, 24], lowest=0.0005, highest=0.02, count=30
    )
    tried = [one for one in crowded["minima"] if one["stays"] is not None]
    assert 0 < len(tried) < len(crowded["minima"])
    assert all(one["leaves"] is not None for one in tried)
    assert stays not in crowded["sentence"][language]
    untried = Border(Minimum((0.0, 0.0), 0.0, known=True, limit=0.02), None, None)
    rates, empty = np.array([0.01, 0.04]), np.zeros((1, 2))
    said = getattr(shares_sentence(RateShares(rates, (untried,), empty, empty, {}, 0.0, 1, 300)), language)
    assert first in said
    assert leaves not in said
    other = Border(Minimum((1.0, 2.0), 0.0, known=True, limit=0.02), 0.03, 0.035)
    circle = RateShares(rates, (replace(other, leaves=None),), empty, empty, {}, 0.0, 1, 300)
    assert stays in getattr(shares_sentence(circle), language)
    both = RateShares(rates, (untried, other), empty, empty, {}, 0.0, 1, 300)
    assert "(1, 2)" in getattr(shares_sentence(both), language), "as low a limit, and more to tell"


@pytest.mark.parametrize(
    ("change", "field", "code", "limit"),
    [
        ({"lowest": 0}, "lowest", "too_small", None),
        ({"lowest": 0.05}, "highest", "empty_window", None),
        ({"count": 1}, "count", "too_small", 2),
        ({"count": 10**9}, "count", "too_large", 200),
        ({"resolution": [129, 16]}, "resolution", "too_large", 128),
        ({"steps": 100_000, "resolution": [128, 128]}, "steps", "too_costly", None),
        ({"window": [[0, 0], [0, 1]]}, "window", "empty_window", None),
        ({"optimizer": "adma"}, "optimizer", "unknown_name", None),
        ({"ends": True}, "", "unknown_field", None),
    ],
)
async def test_a_mistake_is_named_by_its_field(client, change, field, code, limit):
    error = check(await client.post(ADDRESS, json=RUN | change), 422)["errors"][0]
    assert (error["field"], error["code"]) == (field, code)
    if limit is not None:
        assert error["limit"] == limit


@pytest.mark.parametrize(("room", "field"), [(2_000, "resolution"), (500, "count")])
async def test_what_is_too_much_names_what_was_sent_and_how_far_to_lower_it(make_client, room, field):
    async with make_client(max_map_operations=room) as client:
        body = RUN | {"steps": 1, "resolution": [1, 1] if field == "count" else [20, 20]}
        error = check(await client.post(ADDRESS, json=body), 422)["errors"][0]
        assert (error["field"], error["code"]) == (field, "too_costly")
        limit = error["limit"]
        less = {"resolution": [limit, limit], "count": limit}[field]
        assert (await client.post(ADDRESS, json=body | {field: less})).status_code == 200


async def test_no_rate_is_told_twice(client):
    found = await asked(client, lowest=0.01, highest=0.01 + 3e-18, resolution=[2, 2], steps=9)
    assert found["rates"] == sorted(set(found["rates"]))
    assert len(found["rates"]) < RUN["count"]
    assert (found["rates"][0], found["rates"][-1]) == (0.01, 0.01 + 3e-18)


@pytest.mark.parametrize("path", [ADDRESS, f"{ADDRESS}/stream"])
async def test_the_json_is_made_where_the_shares_are_counted(client, monkeypatch, path):
    makers, told = set(), basins.shares_json

    def shares_json(*given, **named):
        makers.add(threading.current_thread())
        return told(*given, **named)

    monkeypatch.setattr(basins, "shares_json", shares_json)
    assert (await client.post(path, json=RUN)).status_code == 200
    assert makers
    assert threading.current_thread() not in makers


async def test_shares_are_counted_row_by_row_however_many_minima_there_are():
    places = np.array([[0, 2, -1], [1, 1, 2]])
    assert shares._counts(places, 3).tolist() == [[1, 0], [0, 2], [1, 1]]
    assert shares._counts(np.full((2, 3), -1), 0).shape == (0, 2)


async def test_however_few_the_starts_a_worker_counts_them(client, monkeypatch):
    monkeypatch.delattr("app.workers.workers.in_thread_while_wanted")
    await asked(client, resolution=[1, 1], steps=20, lowest=1e-12, highest=1e6, count=2)


def test_the_predicted_cost_has_room_for_the_borders_of_every_valley(monkeypatch):
    walked, run_lanes = [], shares.run_lanes

    def counted(descent, *, starts, **given):
        walked.append(len(starts))
        return run_lanes(descent, starts=starts, **given)

    monkeypatch.setattr(shares, "run_lanes", counted)
    monkeypatch.setattr(balls, "run_lanes", counted)
    surface = named_surface("rastrigin")
    descent = Descent(surface, (0.5, 0.5), choose("gradient_descent"), 20)
    basin_shares(descent, surface.window, (8, 8), spread(0.0005, 0.05, 9))
    assert sum(walked) > 2 * walked[0]
    assert shares_cost(descent, (8, 8), 9) >= lane_operations(descent) * descent.steps * sum(walked)
