import json
import re

import pytest
from httpx import Response

from app.settings import Settings
from engine.optimizers import OPTIMIZERS
from engine.surfaces import SURFACES

pytestmark = pytest.mark.anyio

PATHS = {
    "/api/v1/surfaces",
    "/api/v1/surfaces/{name}",
    "/api/v1/surfaces/grid",
    "/api/v1/surfaces/fall-line",
    "/api/v1/surfaces/field",
    "/api/v1/formulas",
    "/api/v1/optimizers",
    "/api/v1/schedules",
    "/api/v1/schedules/rates",
    "/api/v1/gradients",
    "/api/v1/comparisons",
    "/api/v1/comparisons/holding",
    "/api/v1/inspect",
    "/api/v1/descents",
    "/api/v1/descents/stream",
    "/api/v1/races",
    "/api/v1/races/stream",
    "/api/v1/descents/step",
    "/api/v1/descents/measures",
    "/api/v1/learning-rates/presets",
    "/api/v1/learning-rates/range-test",
    "/api/v1/learning-rates/ladder",
    "/api/v1/learning-rates/sweep",
    "/api/v1/learning-rates/steps-needed",
    "/api/v1/stability-map",
    "/api/v1/basins",
    "/api/v1/basins/stream",
    "/api/v1/basins/shares",
    "/api/v1/basins/shares/stream",
    "/api/v1/swarms",
    "/api/v1/swarms/stream",
    "/api/v1/contests",
    "/api/v1/contests/stream",
    "/api/v1/problems",
    "/api/v1/health",
}


@pytest.fixture(scope="module")
def description(app):
    return json.loads(json.dumps(app.openapi()))


async def test_the_description_is_served_under_the_apis_prefix(client, description):
    response: Response = await client.get("/api/v1/openapi.json")
    assert response.json() == description


def test_every_call_is_described(description):
    assert set(description["paths"]) == PATHS


def test_every_reference_points_somewhere(description):
    for name in set(re.findall(r'"#/components/schemas/([^"]+)"', json.dumps(description))):
        assert name in description["components"]["schemas"], name


def test_every_mistake_is_described_as_a_problem(description):
    for path, methods in description["paths"].items():
        for operation in methods.values():
            errors = {status for status in operation["responses"] if status[0] in "45"}
            assert errors == {"4XX", "5XX"}, path
            for status in errors:
                (media_type,) = operation["responses"][status]["content"]
                assert media_type == "application/problem+json"
                schema = operation["responses"][status]["content"][media_type]["schema"]
                assert schema == {"$ref": "#/components/schemas/Problem"}


@pytest.mark.parametrize(
    ("prefix", "records"),
    [("Surface_", SURFACES), ("Optimizer_", OPTIMIZERS)],
    ids=["surfaces", "optimizers"],
)
def test_every_knob_is_described_with_its_range_and_default(description, prefix, records):
    for name, record in records.items():
        schema = description["components"]["schemas"][prefix + name]
        assert schema["additionalProperties"] is False
        assert set(schema["properties"]) == {"name", *(knob.name for knob in record.knobs)}
        for knob in record.knobs:
            described = schema["properties"][knob.name]
            assert described["type"] == "number"
            assert described["default"] == knob.default
            assert (described["minimum"], described["maximum"]) == knob.hard


def test_the_limits_of_this_server_are_described(description):
    schemas, settings = description["components"]["schemas"], Settings()
    assert schemas["DescentBody"]["properties"]["steps"]["maximum"] == settings.max_steps
    assert schemas["StepBody"]["properties"]["steps"]["maximum"] == settings.max_steps
    assert schemas["StepBody"]["properties"]["count"]["maximum"] == settings.max_anatomy


async def test_an_answer_has_the_fields_that_are_described(client, description):
    run = {"surface": "himmelblau", "start": [-1, 1], "steps": 3}
    asked = {
        "/api/v1/surfaces/grid": {"surface": "himmelblau", "resolution": [3, 3], "encoding": "lists"},
        "/api/v1/surfaces/fall-line": {"surface": "himmelblau", "start": [-1, 1]},
        "/api/v1/formulas": {"formula": "a*x"},
        "/api/v1/inspect": {"surface": "himmelblau", "point": [3, 2]},
        "/api/v1/descents": run,
        "/api/v1/descents/step": run,
        "/api/v1/learning-rates/presets": run,
    }
    for path, body in asked.items():
        response = await client.post(path, json=body)
        content = description["paths"][path]["post"]["responses"]["200"]["content"]["application/json"]
        schema = description["components"]["schemas"][content["schema"]["$ref"].rpartition("/")[2]]
        assert set(response.json()) <= set(schema["properties"]), path
        assert set(schema.get("required", ())) <= set(response.json()), path
