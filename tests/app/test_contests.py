"""GET and POST /contests: both sides as swarms of their own, and the sentence that compares them."""

import numpy as np
import pytest
from problem_documents import MARK, check

from app.texts.figures import apart, percent, place
from engine.contests import CONTESTS

pytestmark = pytest.mark.anyio

ADDRESS = "/api/v1/contests"
PLAIN = {
    "optimizer": {"name": "gradient_descent", "learning_rate": 0.01},
    "starts": {"name": "random", "count": 30},
}
HEAVY = {"optimizer": {"name": "momentum", "learning_rate": 0.01}, "starts": {"name": "random", "count": 30}}
BODY = {"surface": "two_wells", "steps": 150, "sides": [PLAIN, HEAVY]}


async def asked(client, **changes):
    response = await client.post(ADDRESS, json=BODY | changes)
    assert response.status_code == 200, response.text
    return response.json()


async def listed(client):
    return (await client.get(ADDRESS)).json()["contests"]


def body_of(entry):
    sides = [{name: side[name] for name in ("optimizer", "starts")} for side in entry["sides"]]
    return {"surface": entry["surface"], "steps": entry["steps"], "sides": sides}


async def test_every_contest_is_listed_and_is_a_question_as_it_stands(client):
    entries = await listed(client)
    assert [entry["name"] for entry in entries] == list(CONTESTS)
    for entry in entries:
        assert all(entry[name][language] for name in ("title", "purpose") for language in ("en", "zh"))
        record = CONTESTS[entry["name"]]
        found = await asked(client, **body_of(entry))
        for side, answer in zip(record.sides, found["sides"], strict=True):
            assert len(answer["starts"]) == side.count


async def test_either_side_is_the_swarm_it_would_be_alone(client):
    found = await asked(client, frames=3)
    for side, answer in zip(BODY["sides"], found["sides"], strict=True):
        alone = {"surface": BODY["surface"], "steps": BODY["steps"], "frames": 3, **side}
        assert (await client.post("/api/v1/swarms", json=alone)).json() == answer


def reached(side, loss):
    """The share that comes to rest in a minimum of this loss, counted run by run."""
    hits = [
        status == "converged" and abs(side["minima"][place]["loss"] - loss) < 1e-6
        for status, place in zip(side["statuses"], side["places"], strict=True)
    ]
    return sum(hits) / len(hits)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", CONTESTS)
async def test_the_sentence_has_the_figures_of_its_runs(client, name, language):
    entry = next(one for one in await listed(client) if one["name"] == name)
    found = await asked(client, **body_of(entry))
    said = found["sentence"][language]
    lowest = min((one for side in found["sides"] for one in side["minima"]), key=lambda one: one["loss"])
    first, second = (percent(reached(side, lowest["loss"])) for side in found["sides"])
    assert place(lowest["at"]) in said
    assert said.index(first) < said.index(second)
    for figure in apart(*(float(np.median(side["losses"])) for side in found["sides"])):
        assert figure in said
    assert (first, second) == {
        "lucky_start": ("100\u00a0%", "1\u00a0%"),
        "good_optimizer": ("0\u00a0%", "100\u00a0%"),
    }[name]


async def test_what_makes_the_difference_is_said_where_it_is_one_thing(client):
    valley = next(one for one in await listed(client) if one["name"] == "good_optimizer")
    same_starts = await asked(client, **body_of(valley))
    assert "the optimizer makes the difference" in same_starts["sentence"]["en"]
    near = PLAIN | {"starts": {"name": "random", "count": 30, "window": [[0.5, 1.5], [-1, 1]]}}
    same_rule = await asked(client, sides=[PLAIN, near])
    assert "the starts make the difference" in same_rule["sentence"]["en"]
    assert "x 0.5 … 1.5, y −1 … 1" in same_rule["sentence"]["en"]
    same = await asked(client, sides=[PLAIN, PLAIN])
    assert "difference" not in same["sentence"]["en"]


async def test_one_optimizer_at_two_rates_is_told_apart_by_them(client):
    slow = PLAIN | {"optimizer": {"name": "gradient_descent", "learning_rate": 0.001}}
    said = (await asked(client, sides=[PLAIN, slow]))["sentence"]
    for language in ("en", "zh"):
        assert said[language].index("η = 0.01") < said[language].index("η = 0.001")


async def test_a_minimum_is_the_only_one_where_the_catalog_has_it_or_else_of_those_found(client):
    known = (await asked(client, surface="sphere", sides=[PLAIN, HEAVY]))["sentence"]
    assert "in the minimum, (0, 0)" in known["en"]
    assert "停在极小值点 (0, 0)" in known["zh"]
    near = {"name": "random", "count": 9, "window": [[1.5, 3], [-0.5, 0.5]]}
    sides = [
        side | {"starts": near} for side in (PLAIN, PLAIN | rule("gradient_descent", learning_rate=0.02))
    ]
    found = await asked(client, surface={"formula": "(x^2 - 4)^2 + 4*y^2"}, steps=300, sides=sides)
    ends = [one["at"] for side in found["sides"] for one in side["minima"]]
    assert ends == [[2, 0], [2, 0]], "one minimum, whoever found it"
    assert "in the only minimum that any of them found, (2, 0)" in found["sentence"]["en"]
    assert "停在唯一找到的极小值点 (2, 0)" in found["sentence"]["zh"]


RIVALS = {"starts": {"name": "random", "count": 30, "window": [[-5, -4], [-2, 2]]}}


async def rivals(client, one, other):
    """What is said of two sides from the same starts of a winding valley."""
    found = await asked(
        client, surface="valley_winding", steps=500, seeds=1, sides=[RIVALS | one, RIVALS | other]
    )
    return found["sentence"]


def rule(name="momentum", **knobs):
    return {"optimizer": {"name": name, "learning_rate": 0.009, **knobs}}


@pytest.mark.parametrize(
    ("one", "other", "english", "chinese"),
    [
        (rule("gradient_descent"), rule(), "the optimizer makes", "差别来自优化器。"),
        (
            rule("gradient_descent", learning_rate=0.002),
            rule(),
            "the optimizer and the learning rate make",
            "差别来自优化器和学习率。",
        ),
        (rule(momentum=0.1), rule(), "the momentum makes", "差别来自动量。"),
        (
            rule(momentum=0.1, learning_rate=0.005),
            rule(),
            "the learning rate and the momentum make",
            "差别来自学习率和动量。",
        ),
        (
            rule(momentum=0.1, learning_rate=0.005, dampening=0.1),
            rule(),
            "the learning rate, the momentum and the dampening make",
            "差别来自学习率、动量和抑制系数。",
        ),
    ],
)
async def test_what_differs_between_the_optimizers_is_named(client, one, other, english, chinese):
    said = await rivals(client, one, other)
    assert said["en"].endswith(f"The starts are the same: {english} the difference.")
    assert said["zh"].endswith(f"起点完全相同：{chinese}")


async def test_sides_of_one_optimizer_are_told_apart_by_the_knobs_that_differ(client):
    said = await rivals(client, rule(momentum=0.1), rule(momentum=0.9))
    for language, titles in {
        "en": ("at β = 0.1:", "at β = 0.9:"),
        "zh": ("（β = 0.1）", "（β = 0.9）"),
    }.items():
        assert said[language].index(titles[0]) < said[language].index(titles[1])


@pytest.mark.parametrize(
    "more",
    [
        {"schedule": {"name": "step", "every": 5}},
        {"gradient": {"source": "noisy", "scale": 1e6}},
        {"gradient": {"source": "analytic", "clip_norm": 1e-3}},
    ],
)
@pytest.mark.parametrize("name", ["momentum", "gradient_descent"])
async def test_what_lies_besides_starts_and_optimizer_leaves_the_optimizer_out(client, name, more):
    said = await rivals(client, rule(name) | more, rule())
    assert "makes the difference" not in said["en"]
    assert said["en"].endswith("The sides differ in something besides starts and optimizer.")
    assert said["zh"].endswith("两边还有起点和优化器以外的差别。")
    first, second = said["en"].split(". ")[1:3]
    assert first.split(":")[0] != second.split(":")[0], "no two sides of one name"


async def test_where_nothing_rests_there_is_a_sentence_all_the_same(client):
    gone = PLAIN | {"optimizer": {"name": "gradient_descent", "learning_rate": 10}}
    found = await asked(client, surface={"formula": "x^2 - y^2"}, sides=[gone, gone])
    assert "0\u00a0%" in found["sentence"]["en"]
    assert "median" not in found["sentence"]["en"], "those that left have no loss"
    points = PLAIN | {"starts": {"points": [[1, 1], [2, 2]]}}
    assert "the starts that were given" in (await asked(client, sides=[points, PLAIN]))["sentence"]["en"]


@pytest.mark.parametrize("path", ["contests", "swarms"])
async def test_the_stream_ends_with_the_same_answer(client, path):
    body = BODY if path == "contests" else {"surface": "two_wells", "steps": 50, **PLAIN}
    whole = (await client.post(f"/api/v1/{path}", json=body)).text
    streamed = await client.post(f"/api/v1/{path}/stream", json=body)
    assert streamed.headers["content-type"].startswith("text/event-stream")
    assert streamed.text == f"event: answer\ndata: {whole}\n\nevent: done\ndata: {{}}\n\n"
    refused = await client.post(f"/api/v1/{path}/stream", json=body | {"steps": 0})
    assert refused.status_code == 422, "before the first event"


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"sides": [PLAIN]}, "sides", "too_short"),
        ({"sides": [PLAIN] * 3}, "sides", "too_long"),
        (
            {"sides": [PLAIN, HEAVY | {"starts": {"name": "random", "count": 501}}]},
            "sides.1.starts.count",
            "too_large",
        ),
        ({"sides": [PLAIN | {"optimizer": "adma"}, HEAVY]}, "sides.0.optimizer", "unknown_name"),
        ({"sides": [PLAIN, HEAVY | {"window": []}]}, "sides.1", "unknown_field"),
        ({"steps": 10**9}, "steps", "too_large"),
        ({"surface": MARK}, "surface", "unknown_name"),
        ({"seeds": 10**6}, "seeds", "too_large"),
        ({"frames": 513}, "frames", "too_large"),
        ({"steps": 0}, "steps", "too_small"),
    ],
)
async def test_a_mistake_is_named_by_its_field(client, change, field, code):
    error = check(await client.post(ADDRESS, json=BODY | change), 422)["errors"][0]
    assert (error["field"], error["code"]) == (field, code)
    assert MARK not in str(error)
