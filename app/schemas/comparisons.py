"""A comparison in a request: which one, and what of it is set otherwise."""

from typing import Annotated

from pydantic import BaseModel, Field

from app.schemas.answers import Sentence
from app.schemas.base import Body, Point
from app.schemas.descent import OptimizerBody, Steps
from app.schemas.schedule import Rate
from app.schemas.surface import SurfaceBody
from app.schemas.sweeps import ReachedMinimum, Status
from engine.comparisons import COMPARISONS


class MemberBody(Body):
    """One side of a comparison."""

    surface: SurfaceBody
    start: Point


class HoldingBody(Body):
    """A comparison, and the learning rates at which its sides are tried; what is left out is the comparison's own."""

    comparison: Annotated[
        str, Field(max_length=100, json_schema_extra={"enum": list(COMPARISONS)}, description="by its name")
    ]
    members: Annotated[
        list[MemberBody] | None, Field(description="the sides, as many as the comparison has")
    ] = None
    optimizer: Annotated[
        OptimizerBody | None, Field(description="of every side; its own rate does not count")
    ] = None
    steps: Steps | None = None
    lowest: Annotated[Rate | None, Field(description="the lowest learning rate")] = None
    highest: Annotated[Rate | None, Field(description="the highest one, above the lowest")] = None
    count: Annotated[int, Field(ge=2, description="how many rates, with equal ratios between them")] = 200


class HeldMember(BaseModel):
    """How far one side holds its ball."""

    title: Sentence
    moves: Annotated[bool, Field(description="false where the ball stands still at every rate")]
    home: Annotated[
        ReachedMinimum | None,
        Field(description="where the ball rests at the lowest rate that brings it to rest"),
    ]
    holds_to: Annotated[
        float | None,
        Field(
            description="up to here every rate leads home, or is still on the way; null where not even the lowest"
        ),
    ]
    lets_go_at: Annotated[
        float | None, Field(description="the next rate that was tried; null where all hold")
    ]
    becomes: Annotated[Status | None, Field(description="what the run comes to at that rate")]
    reaches: Annotated[
        ReachedMinimum | None,
        Field(description="the other minimum that it ends in or circles there; null for none"),
    ]


class HoldingAnswer(BaseModel):
    """How far each side of a comparison holds its ball."""

    members: list[HeldMember]
    sentence: Sentence
