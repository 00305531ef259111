"""What every problem document keeps to, and the calls that can answer with one."""

from typing import Any

import httpx

LARGEST = 4096
MARK = "zzUNIQUEzz"
POSTS = (
    "/api/v1/surfaces/grid",
    "/api/v1/surfaces/fall-line",
    "/api/v1/formulas",
    "/api/v1/inspect",
    "/api/v1/descents",
    "/api/v1/descents/stream",
    "/api/v1/descents/step",
    "/api/v1/descents/measures",
    "/api/v1/schedules/rates",
    "/api/v1/learning-rates/presets",
    "/api/v1/learning-rates/range-test",
    "/api/v1/learning-rates/ladder",
    "/api/v1/learning-rates/sweep",
    "/api/v1/learning-rates/steps-needed",
    "/api/v1/stability-map",
)
MEDIA_TYPE = "application/problem+json"


def check(response: httpx.Response, status: int) -> dict[str, Any]:
    """The answer is a problem document of this status that keeps to every rule."""
    assert response.status_code == status
    assert response.headers["content-type"] == MEDIA_TYPE
    assert response.headers["cache-control"] == "no-store"
    assert len(response.content) <= LARGEST
    problem: dict[str, Any] = response.json()
    assert problem["status"] == status
    assert {"type", "title", "title_zh", "detail", "detail_zh", "errors"} <= problem.keys()
    assert problem["errors"]
    for error in problem["errors"]:
        assert {"field", "code", "message"} <= error.keys()
        assert error["message"]["en"]
        assert error["message"]["zh"]
    return problem
