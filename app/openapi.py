"""What FastAPI cannot know about the API: problem documents, and the limits of this server."""

from typing import Any, Final

from pydantic.json_schema import models_json_schema

from app.problems import MEDIA_TYPE
from app.schemas.problems import Problem
from app.settings import Settings

SCHEMAS: Final = "#/components/schemas/"
_PROBLEM: Final = {
    "description": "What is wrong, as problem details (RFC 9457).",
    "content": {MEDIA_TYPE: {"schema": {"$ref": f"{SCHEMAS}Problem"}}},
}
JSON: Final = "application/json"
PROBLEM_RESPONSES: Final[dict[int | str, dict[str, Any]]] = {"4XX": _PROBLEM, "5XX": _PROBLEM}


def example(**body: Any) -> dict[str, Any]:
    """Return what a route adds to its description: the one body that the documents show and a test sends."""
    return {"requestBody": {"content": {JSON: {"examples": {"example": {"value": body}}}}}}


def completed(description: dict[str, Any], settings: Settings) -> dict[str, Any]:
    """Return the description with the problem's schema and the limits that the settings decide."""
    _, problem = models_json_schema([(Problem, "serialization")], ref_template=f"{SCHEMAS}{{model}}")
    schemas: dict[str, Any] = description["components"]["schemas"]
    schemas |= problem["$defs"]
    for name in (
        "BasinsBody",
        "ContestBody",
        "DescentBody",
        "MeasuresBody",
        "RaceBody",
        "RangeTestBody",
        "SharesBody",
        "StepBody",
        "StepsNeededBody",
        "SwarmBody",
        "SweepBody",
    ):
        schemas[name]["properties"]["steps"]["maximum"] = settings.max_steps
    for name in ("StepsNeededBody", "SweepBody"):
        schemas[name]["properties"]["count"]["maximum"] = settings.max_rates
    schemas["AxisBody"]["properties"]["count"]["maximum"] = settings.max_map_side
    for name in ("ContestBody", "StepsNeededBody", "SwarmBody"):
        schemas[name]["properties"]["seeds"]["maximum"] = settings.max_seeds
    for name in ("RandomStarts", "BoxStarts"):
        schemas[name]["properties"]["count"]["maximum"] = settings.max_swarm
    schemas["StepBody"]["properties"]["count"]["maximum"] = settings.max_anatomy
    schemas["MeasuresBody"]["properties"]["most"]["maximum"] = settings.max_steps + 1
    schemas["SharesBody"]["properties"]["count"]["maximum"] = settings.max_share_rates
    for name, most in (
        ("GridBody", settings.max_resolution),
        ("BasinsBody", settings.max_basin_side),
        ("SharesBody", settings.max_share_side),
    ):
        sides = next(side for side in schemas[name]["properties"]["resolution"]["anyOf"] if "items" in side)
        sides["items"]["maximum"] = most
    return description
