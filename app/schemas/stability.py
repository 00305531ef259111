"""Two knobs of an optimizer turned together, and what becomes of a run at every pair of values."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from app.schemas.answers import Number, Sentence, Typed
from app.schemas.base import Body
from app.schemas.descent import DescentBody
from app.schemas.sweeps import ReachedMinimum
from engine.curvature import Zone


class AxisBody(Body):
    """A knob of the optimizer, and the values it takes."""

    knob: Annotated[str, Field(max_length=40, description="name of one of the optimizer's knobs")]
    lowest: float
    highest: Annotated[float, Field(description="above the lowest; both within the knob's hard range")]
    count: Annotated[
        int, Field(ge=2, description="how many values, spread as the knob's slider spreads them")
    ] = 100


class StabilityMapBody(DescentBody):
    """A run, and the two knobs that are turned; their values in the optimizer do not count."""

    x: AxisBody
    y: AxisBody


class AxisAnswer(BaseModel):
    """A knob and its values."""

    knob: str
    values: list[float]


class Shares(BaseModel):
    """The share of the runs that ended so."""

    model_config = ConfigDict(title="OutcomeShares")

    running: float
    converged: float
    stalled: float
    bouncing: float
    diverged: float


class ZoneAnswer(BaseModel):
    """How far up a zone reaches."""

    name: Zone
    up_to: Annotated[
        list[Number],
        Field(description="the learning rate, for each value of the other knob; the last zone has no end"),
    ]


class StabilityMapAnswer(BaseModel):
    """What becomes of a run at every pair of values."""

    x: AxisAnswer
    y: AxisAnswer
    names: Annotated[list[str], Field(description="the statuses by number")]
    statuses: Annotated[Typed, Field(description="numbers of statuses, a row for each value of y")]
    places: Annotated[
        Typed, Field(description="where a run converged, as a place in minima; −1 for none of them")
    ]
    steps: Annotated[
        Typed,
        Field(
            description="from which a converged run rests, or with which a diverged one left; −1 for others"
        ),
    ]
    minima: list[ReachedMinimum]
    limit: Annotated[
        list[Number] | None,
        Field(
            description="the learning rate above which nothing comes to rest in the valley of the start, as the "
            "optimizer declares it, for each value of the other knob; null where there is none"
        ),
    ]
    zones: Annotated[
        list[ZoneAnswer],
        Field(description="shares of the limit that have a name; none where there is no limit"),
    ]
    shares: Shares
    agreement: Annotated[
        Number,
        Field(
            description="on quadratics: the share of runs that bounce or diverge above the limit and not below"
        ),
    ]
    growth_agreement: Annotated[
        Number, Field(description="the same, of runs whose loss grows above the limit and does not below")
    ]
    sentence: Sentence
