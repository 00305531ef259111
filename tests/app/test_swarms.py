"""POST /swarms: runs that are the single runs, a tally, frames, a sentence, and mistakes by field."""

import base64

import numpy as np
import pytest
from problem_documents import MARK, check

from app.texts.figures import percent, place
from engine.noise import LARGEST_SEED
from engine.sweeps.swarm import even_starts, random_starts

pytestmark = pytest.mark.anyio

ADDRESS = "/api/v1/swarms"
RUN = {
    "surface": "himmelblau",
    "steps": 120,
    "optimizer": {"name": "gradient_descent", "learning_rate": 0.03},
    "starts": {"name": "random", "count": 60, "seed": 2},
}
NOISE = {"source": "noisy", "scale": 4}


async def asked(client, **changes):
    response = await client.post(ADDRESS, json=RUN | changes)
    assert response.status_code == 200, response.text
    return response.json()


async def test_every_run_is_the_run_from_its_start(client):
    found = await asked(client)
    assert found["starts"] == random_starts(((-5, 5), (-5, 5)), 60, 2).tolist()
    for k in range(0, 60, 7):
        run = {name: RUN[name] for name in ("surface", "steps", "optimizer")} | {"start": found["starts"][k]}
        single = (await client.post("/api/v1/descents", json=run)).json()
        assert found["ends"][k] == single["points"][-1]
        assert found["statuses"][k] == single["outcome"]["status"]
        diverged = single["outcome"]["status"] == "diverged"
        assert found["losses"][k] == (None if diverged else single["losses"][-1])


async def test_the_tally_counts_the_runs(client):
    found = await asked(client)
    for entry in found["tally"]:
        same = [
            k
            for k in range(60)
            if (found["statuses"][k], found["places"][k]) == (entry["status"], entry["place"])
        ]
        assert entry["mean"] == entry["fewest"] == entry["most"] == len(same)
        assert entry["deviation"] == 0
    assert found["spread"] is None
    assert found["seeds"] == [0]
    assert found["frames"] is None


async def test_noise_is_walked_with_many_seeds(client):
    found = await asked(client, gradient=NOISE, seeds=3, seed=5, starts={"points": [[1, 1], [-3, 3]]})
    assert found["seeds"] == [5, 6, 7]
    assert len(found["spread"]) == 2
    assert sum(entry["mean"] for entry in found["tally"]) == pytest.approx(2)
    usual = await asked(client, gradient=NOISE)
    assert len(usual["seeds"]) == 8


async def test_after_the_largest_seed_comes_the_first(client):
    few = {"starts": {"points": [[1, 1]]}, "gradient": NOISE}
    found = await asked(client, **few, seeds=3, seed=LARGEST_SEED - 1)
    assert found["seeds"] == [LARGEST_SEED - 1, LARGEST_SEED, 0]
    first = await asked(client, **few, seeds=1, seed=0)
    assert first["seeds"] == [0]


async def test_frames_are_moments_of_the_way(client):
    found = await asked(client, frames=5)
    assert found["frames"]["steps"] == [0, 30, 60, 90, 120]
    typed = found["frames"]["points"]
    shape = [int(part) for part in typed["shape"].split(",")]
    points = np.frombuffer(base64.b64decode(typed["bdata"]), dtype=f"<{typed['dtype']}").reshape(shape)
    assert points.shape == (5, 60, 2)
    assert points[0].tolist() == found["starts"]
    for k, status in enumerate(found["statuses"]):
        if status != "diverged":
            assert points[-1, k].tolist() == found["ends"][k]


@pytest.mark.parametrize(
    ("starts", "expected"),
    [
        ({"name": "grid", "resolution": [2, 1]}, [[-2.5, 0], [2.5, 0]]),
        ({"name": "grid", "resolution": [1, 2], "window": [[0, 1], [0, 4]]}, [[0.5, 1], [0.5, 3]]),
        (
            {"name": "box", "count": 3, "window": [[0, 1], [0, 1]]},
            even_starts(((0, 1), (0, 1)), 3).tolist(),
        ),
        ({"points": [[3, 2]]}, [[3, 2]]),
    ],
)
async def test_starts_come_in_sets(client, starts, expected):
    assert (await asked(client, starts=starts))["starts"] == expected


async def test_sets_have_their_usual_size(client):
    for name in ("random", "box", "grid"):
        assert len((await asked(client, starts=name))["starts"]) == 100
    assert len((await asked(client, surface="double_well", starts="grid"))["starts"]) == 10


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_the_sentence_has_the_figures_of_the_tally(client, language):
    plain = await asked(client, surface="two_wells", optimizer="gradient_descent")
    said = plain["sentence"][language]
    for entry in plain["tally"]:
        if entry["status"] == "converged":
            assert percent(entry["mean"] / 60) in said
            assert place(plain["minima"][entry["place"]]["at"]) in said
    assert percent(plain["lowest_share"]) in said
    noisy = await asked(client, gradient=NOISE, seeds=4)
    widest = max(noisy["tally"], key=lambda entry: (entry["deviation"], entry["mean"]))
    assert {"en": "240 runs", "zh": "240 次运行"}[language] in noisy["sentence"][language]
    for figure in (4, widest["fewest"], widest["most"], 60):
        assert str(figure) in noisy["sentence"][language]


@pytest.mark.parametrize("gaps", [True, False])
async def test_map_shares_and_swarm_agree_on_what_a_run_that_is_gone_may_have_done(client, gaps):
    typed = "(x - 1)^2 - log(x)/100 + y^2" if gaps else "(x^2 + y - 11)^2 + (x + y^2 - 7)^2"
    surface = {"formula": typed, "window": [[0, 4], [-2, 2]]}
    rule = {"name": "gradient_descent", "learning_rate": 0.9}
    plain = {"surface": surface, "steps": 20, "optimizer": rule}
    answers = [await asked(client, **plain, starts={"name": "grid", "resolution": [16, 16]})]
    for path, body in (("basins", plain | {"resolution": [16, 16]}), ("basins/shares", plain | {"count": 3})):
        answers.append((await client.post(f"/api/v1/{path}", json=body)).raise_for_status().json())
    assert [answer["gaps"] for answer in answers] == [gaps] * 3
    for answer in answers[:2]:
        assert ("leave the region where the loss has a value" in answer["sentence"]["en"]) is gaps


async def test_of_several_minima_that_are_equally_low_none_is_the_lowest(client):
    typed = "((x + 0.07)^2 + (y + 0.08) - 11)^2 + ((x + 0.07) + (y + 0.08)^2 - 7)^2 + 1e-9*x"
    found = await asked(
        client,
        surface={"formula": typed},
        steps=100,
        optimizer={"name": "gradient_descent", "learning_rate": 0.01},
    )
    losses = [one["loss"] for one in found["minima"]]
    assert len(losses) == 4
    assert len(set(losses)) > 1, "they differ, but by too little"
    assert "lowest" not in found["sentence"]["en"]
    assert "最低" not in found["sentence"]["zh"]
    assert found["lowest_share"] == found["statuses"].count("converged") / 60


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_the_lowest_minimum_is_one_of_these_only_where_some_run_rests_there(client, language):
    these, known = {"en": ("these minima", "known minima"), "zh": ("其中", "已知的极小值点")}[language]
    found = await asked(client, surface="two_wells", optimizer="gradient_descent")
    assert these in found["sentence"][language]
    fast = {"name": "gradient_descent", "learning_rate": 10}
    gone = await asked(client, surface="two_wells", optimizer=fast)
    assert these not in gone["sentence"][language]
    assert known in gone["sentence"][language]


@pytest.mark.parametrize(
    ("change", "field", "code", "limit"),
    [
        ({"starts": {"name": "random", "count": 0}}, "starts.count", "too_small", 1),
        ({"starts": {"name": "random", "count": 501}}, "starts.count", "too_large", 500),
        ({"starts": {"name": "box", "count": 10**9}}, "starts.count", "too_large", 500),
        ({"starts": {"name": "grid", "resolution": [23, 22]}}, "starts.resolution", "too_many_starts", 500),
        ({"starts": {"name": "grid", "resolution": [5]}}, "starts.resolution", "wrong_dimension", 2),
        ({"starts": {"name": "random", "window": [[0, 0], [0, 1]]}}, "starts.window", "empty_window", None),
        ({"starts": {"points": []}}, "starts.points", "too_short", 1),
        ({"starts": {"points": [[1, 2, 3]]}}, "starts.points.0", "too_long", None),
        ({"starts": {"points": [[1]]}}, "starts.points.0", "wrong_dimension", 2),
        ({"starts": {"points": [[1, 1]] * 501}}, "starts.points", "too_long", 500),
        ({"starts": "randon"}, "starts", "unknown_name", None),
        ({"starts": MARK}, "starts", "unknown_name", None),
        ({"starts": 5}, "starts", "wrong_type", None),
        ({"seeds": 0}, "seeds", "too_small", 1),
        ({"seeds": 257}, "seeds", "too_large", 256),
        ({"frames": 513}, "frames", "too_large", 512),
        ({"frames": -1}, "frames", "too_small", 0),
        ({"frames": 1}, "frames", "too_small", 2),
        (
            {"starts": {"name": "grid", "resolution": [1000, 1000]}},
            "starts.resolution",
            "too_many_starts",
            500,
        ),
        ({"steps": 0}, "steps", "too_small", 1),
        (
            {"steps": 100_000, "starts": {"name": "box", "count": 500}, "gradient": NOISE, "seeds": 256},
            "steps",
            "too_costly",
            None,
        ),
        (
            {"surface": {"formula": "log(x)"}, "starts": {"points": [[-1, 0]]}},
            "starts",
            "undefined_here",
            None,
        ),
        ({"optimizer": "adma"}, "optimizer", "unknown_name", None),
        ({"count": 5}, "", "unknown_field", None),
    ],
)
async def test_a_mistake_is_named_by_its_field(client, change, field, code, limit):
    error = check(await client.post(ADDRESS, json=RUN | change), 422)["errors"][0]
    assert (error["field"], error["code"]) == (field, code)
    if limit is not None:
        assert error["limit"] == limit
    assert MARK not in str(error)


async def test_starts_of_an_unknown_name_are_told_which_there_are(client):
    error = check(await client.post(ADDRESS, json=RUN | {"starts": "points"}), 422)["errors"][0]
    assert all(name in error["message"]["en"] for name in ("random", "box", "grid", "points"))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"starts": {"name": "random", "count": 400}}, "starts.count"),
        ({"starts": {"name": "box", "count": 400}}, "starts.count"),
        ({"starts": {"name": "grid", "resolution": [20, 20]}}, "starts.resolution"),
        ({"starts": {"points": [[1, 1]] * 400}}, "starts.points"),
        ({"starts": {"name": "random", "count": 400}, "gradient": NOISE, "seeds": 8}, "starts.count"),
        ({"starts": {"name": "random", "count": 100}, "gradient": NOISE, "seeds": 200}, "seeds"),
    ],
)
async def test_what_is_too_much_names_what_was_sent_and_how_far_to_lower_it(make_client, change, field):
    async with make_client(max_map_operations=20_000) as client:
        body = RUN | {"steps": 1} | change
        error = check(await client.post(ADDRESS, json=body), 422)["errors"][0]
        assert (error["field"], error["code"]) == (field, "too_costly")
        limit = error["limit"]
        less = {
            "starts.count": {"starts": change["starts"] | {"count": limit}},
            "starts.resolution": {"starts": change["starts"] | {"resolution": [limit, limit]}},
            "starts.points": {"starts": {"points": [[1, 1]] * limit}},
            "seeds": {"seeds": limit},
        }
        assert (await client.post(ADDRESS, json=body | less[field])).status_code == 200


@pytest.mark.parametrize(("surface", "rate", "by_worker"), [("rastrigin", 0.006, 1), ("himmelblau", 0.02, 0)])
async def test_a_swarm_whose_ends_take_long_to_name_is_walked_by_a_worker(
    client, offered, surface, rate, by_worker
):
    body = {"surface": surface, "steps": 100, "starts": {"name": "box", "count": 500}}
    body["optimizer"] = {"name": "gradient_descent", "learning_rate": rate}
    assert (await client.post(ADDRESS, json=body)).status_code == 200
    assert len(offered) == by_worker
