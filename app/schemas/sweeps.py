"""Many runs in one request, and what is read off them."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from app.schemas.answers import Number, Sentence
from app.schemas.descent import DescentBody
from app.schemas.schedule import Rate

Status = Literal["running", "converged", "stalled", "bouncing", "diverged"]


class SweepBody(DescentBody):
    """A run, and the learning rates at which it is tried; the optimizer's own does not count."""

    lowest: Annotated[Rate, Field(description="the lowest learning rate")] = 1e-5
    highest: Annotated[Rate, Field(description="the highest one, above the lowest")] = 10.0
    count: Annotated[int, Field(ge=2, description="how many rates, with equal ratios between them")] = 400


class ReachedMinimum(BaseModel):
    """A minimum that some of the runs reached."""

    at: list[float]
    loss: Number
    known: Annotated[bool, Field(description="whether the catalog has it; else the runs found it")]
    limit: Annotated[
        Number,
        Field(description="the rate above which nothing comes to rest there; null for an adaptive rule"),
    ]


class SpanAnswer(BaseModel):
    """Neighbouring rates with the same outcome."""

    lowest: float
    highest: float
    status: Status
    place: int | None


class SweepAnswer(BaseModel):
    """What becomes of a run at each learning rate."""

    rates: list[float]
    statuses: Annotated[list[Status], Field(description="one a rate")]
    places: Annotated[
        list[int | None], Field(description="where it ended, as a place in minima; null for none of them")
    ]
    steps: Annotated[
        list[int | None],
        Field(description="the step from which a converged run rests, or with which a diverged one left"),
    ]
    losses: Annotated[list[Number], Field(description="at the end; null where it diverged")]
    minima: list[ReachedMinimum]
    spans: list[SpanAnswer]
    first_failing: Annotated[
        Number, Field(description="the lowest rate above a converged one that does not converge")
    ]
    first_harmful: Annotated[Number, Field(description="the lowest rate that bounces or diverges")]
    sentence: Sentence
