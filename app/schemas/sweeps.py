"""Many runs in one request, and what is read off them."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from app.schemas.answers import Number, Sentence
from app.schemas.descent import DescentBody
from app.schemas.schedule import Rate

Status = Literal["running", "converged", "stalled", "bouncing", "diverged"]


_COUNT = Field(ge=2, description="how many rates, with equal ratios between them")


MOST_ALSO = 16  # rates that are tried beside the evenly spread ones


class RatesBody(DescentBody):
    """A run, and the learning rates at which it is tried; the optimizer's own does not count."""

    lowest: Annotated[Rate, Field(description="the lowest learning rate")] = 1e-5
    highest: Annotated[Rate, Field(description="the highest one, above the lowest")] = 10.0
    count: Annotated[int, _COUNT]
    also: Annotated[
        list[Rate],
        Field(
            default_factory=list,
            max_length=MOST_ALSO,
            description="rates that are tried as well, exactly as they are",
        ),
    ]


class SweepBody(RatesBody):
    """A run, and the learning rates at which it is tried; the optimizer's own does not count."""

    count: Annotated[int, _COUNT] = 400
    valleys: Annotated[
        bool,
        Field(
            description="whether places tell in whose valley a run bounces; that takes longer than its steps"
        ),
    ] = True


class StepsNeededBody(RatesBody):
    """A run, the learning rates at which it is tried, and what counts as having arrived."""

    count: Annotated[int, _COUNT] = 200
    tolerance: Annotated[
        float,
        Field(gt=0, lt=1, description="the share of the start's gradient norm that is to be reached"),
    ] = 1e-6
    seeds: Annotated[
        int,
        Field(ge=1, description="how many runs at each rate, with seeds from the run's own on; with noise"),
    ] = 16


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
        list[int | None],
        Field(
            description="where it ended, or in whose valley it bounces, as a place in minima; null for none"
        ),
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


class BestRate(BaseModel):
    """The rate that needs the fewest steps."""

    learning_rate: float
    steps: int


class StepsNeededAnswer(BaseModel):
    """How many steps each learning rate needs, and with noise what is left at the end."""

    rates: Annotated[list[float], Field(description="rising; the best fixed one among them where it fits")]
    steps: Annotated[
        list[int | None],
        Field(description="the first from which the gradient stays short enough; null where it never does"),
    ]
    best: Annotated[
        BestRate | None, Field(description="null where none gets there, and where the start has no slope")
    ]
    best_fixed: Annotated[
        Number,
        Field(description="2/(λmin + λmax) of a quadratic under plain gradient descent; null elsewhere"),
    ]
    noisy: bool
    left: Annotated[
        list[Number] | None,
        Field(
            description="with noise: the root-mean-square distance of the last quarter of the steps from the minimum "
            "in whose valley the run is, over the seeds of which that minimum is known; null where a run leaves, and "
            "where it is known of none: no fall line leads there, or those of the answer were too much work together"
        ),
    ]
    left_sd: Annotated[
        list[Number] | None, Field(description="the standard deviation of that of the single seeds")
    ]
    sentence: Sentence
