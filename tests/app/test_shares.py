"""POST /basins/shares: the engine's shares, the two borders of every valley, its sentence, and mistakes by field."""

import numpy as np
import pytest
from problem_documents import check

from app.basins import shares_cost
from app.jobs import lane_operations
from app.texts.basins import shares_sentence
from app.texts.figures import figure, percent, place
from engine import Descent, choose, named_surface
from engine.sweeps import shares
from engine.sweeps.places import Minimum
from engine.sweeps.shares import Border, RateShares, basin_shares
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
    for rate in (first["limit"], first["stays"], first["leaves"]):
        assert figure(rate) in said
    assert figure(first["leaves"] / first["limit"], 2) in said


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_the_sentence_fits_what_happens(client, language):
    circle = await asked(client, highest=0.018)
    assert {"en": "do not leave", "zh": "并不离开"}[language] in circle["sentence"][language]
    sharp = await asked(client, surface="two_wells", lowest=0.005, highest=0.04)
    assert {"en": "at once", "zh": "随即离开"}[language] in sharp["sentence"][language]
    adam = await asked(client, optimizer="adam", lowest=0.01, highest=1)
    total = np.sum([one["converged"] for one in adam["minima"]], axis=0)
    assert percent(total.max()) in adam["sentence"][language]
    largest = {"en": "The largest share comes to rest at η = ", "zh": "停下的起点最多"}[language]
    assert largest in adam["sentence"][language], "which need not be most of them"
    none = await asked(client, lowest=1, highest=2)
    assert {"en": "At none", "zh": "没有一个"}[language] in none["sentence"][language]


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_of_a_valley_that_was_not_tried_nothing_is_said(client, language):
    words = {"en": ("do not leave", "leave", "first"), "zh": ("并不离开", "离开", "最先")}[language]
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
    said = getattr(shares_sentence(RateShares(rates, (untried,), empty, empty, {}, 0.0, 1)), language)
    assert first in said
    assert leaves not in said
    other = Border(Minimum((1.0, 2.0), 0.0, known=True, limit=0.02), 0.03, 0.035)
    both = RateShares(rates, (untried, other), empty, empty, {}, 0.0, 1)
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


async def test_however_few_the_starts_a_worker_counts_them(client, monkeypatch):
    monkeypatch.delattr("app.workers.workers.in_thread_while_wanted")
    await asked(client, resolution=[1, 1], steps=20, lowest=1e-12, highest=1e6, count=2)


def test_the_predicted_cost_has_room_for_the_borders_of_every_valley(monkeypatch):
    walked, run_lanes = [], shares.run_lanes

    def counted(descent, *, starts, **given):
        walked.append(len(starts))
        return run_lanes(descent, starts=starts, **given)

    monkeypatch.setattr(shares, "run_lanes", counted)
    surface = named_surface("rastrigin")
    descent = Descent(surface, (0.5, 0.5), choose("gradient_descent"), 20)
    basin_shares(descent, surface.window, (8, 8), spread(0.0005, 0.05, 9))
    assert len(walked) == 3
    assert sum(walked) > 2 * walked[0]
    assert shares_cost(descent, (8, 8), 9) >= lane_operations(descent) * descent.steps * sum(walked)
