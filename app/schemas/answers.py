"""What answers look like: only for the description of the API, nothing is validated on the way out."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from app.texts.words import REASONS
from engine.rates import STEPS

Number = float | None
Path = Annotated[list[list[float]], Field(description="[x, y] or [w] each")]


class Sentence(BaseModel):
    """A text in both languages."""

    en: str
    zh: str


class Outcome(BaseModel):
    """What happened, as codes and figures and as a sentence."""

    model_config = ConfigDict(extra="allow")

    status: Literal["converged", "stalled", "bouncing", "diverged", "running"]
    reason: Annotated[
        str,
        Field(
            description="why; what each means stands in the reference",
            json_schema_extra={"enum": [word.code for word in REASONS]},
        ),
    ]
    step: Annotated[int, Field(description="how many were made; of a divergence, the one that left")]
    sentence: Sentence


class DescentAnswer(BaseModel):
    """A run."""

    points: Path
    losses: list[Number]
    gradient_norms: list[Number]
    outcome: Outcome
    state: Annotated[
        dict[str, Any] | None,
        Field(description="for resume; null when the run has diverged or its memory has"),
    ]


class RaceAnswer(BaseModel):
    """Several runs, in the order in which they were asked for."""

    runs: list[DescentAnswer]


class Typed(BaseModel):
    """An array in Plotly's form."""

    dtype: str
    bdata: str
    shape: str | None = None


class GridAnswer(BaseModel):
    """Heights on a grid; on a curve only w, loss, lowest and highest."""

    x: Typed | list[float] | None = None
    y: Typed | list[float] | None = None
    z: Typed | list[list[Number]] | None = None
    shade: Annotated[
        Typed | list[list[Number]] | None, Field(description="0 at the lowest loss, 1 at the highest")
    ] = None
    levels: list[dict[str, float]] | None = None
    scale: Literal["linear", "logarithmic"] | None = None
    w: Typed | list[float] | None = None
    loss: Typed | list[Number] | None = None
    lowest: float
    highest: float


class StepsAnswer(BaseModel):
    """Opened steps; fewer than asked for when the run ends or leaves before."""

    steps: list[dict[str, Any]]


class FallLineAnswer(BaseModel):
    """The curve that gradient descent follows as the learning rate goes to 0."""

    points: Path
    ends: Literal["minimum", "saddle", "flat", "kink", "window", "limit"]


class Letter(BaseModel):
    """A named constant of a formula, as a slider."""

    name: str
    value: float
    soft: tuple[float, float]


class FormulaAnswer(BaseModel):
    """A formula that can be walked on."""

    formula: str
    normalised: str
    mathml: str
    latex: str
    letters: list[Letter]
    variables: list[str]
    window: list[list[float]]
    rewritten: Annotated[str | None, Field(description="the text that runs, when it is not the one sent")]


class PresetAnswer(BaseModel):
    """A learning rate and what came of it."""

    learning_rate: float
    status: Annotated[
        str,
        Field(
            description=f"after the steps of the run, {STEPS} at most; after few it may be running for all three"
        ),
    ]


class LimitAnswer(BaseModel):
    """The rate above which nothing comes to rest at a known point."""

    at: list[float]
    kind: str
    learning_rate: float


class PresetsAnswer(BaseModel):
    """Three rates for one start."""

    too_small: Annotated[
        PresetAnswer | None,
        Field(
            description="the largest below right that makes less than a quarter of the way down; null for none"
        ),
    ]
    right: Annotated[
        PresetAnswer | None,
        Field(
            description="comes to rest at a minimum in the fewest steps (at any rate in none from a start that rests: "
            "then the lowest that was tried), else ends lowest; null for none"
        ),
    ]
    too_large: Annotated[
        PresetAnswer | None,
        Field(
            description="the next above right that diverges, bounces, or ends higher than it began, on its way though "
            "it may be; null for none"
        ),
    ]
    limits: list[LimitAnswer]
    range: tuple[float, float]


class Knob(BaseModel):
    """A number that may be set: its default, the range of its slider and the range that is accepted."""

    name: str
    symbol: str
    default: float
    soft: tuple[float, float]
    hard: tuple[float, float]
    scale: Literal["linear", "log"]
    title: Sentence
    help: Sentence
    unit: str
    whole: Annotated[bool, Field(description="only whole numbers are accepted")]


class Term(BaseModel):
    """A named quantity on the way to the update, with the equation that gives it."""

    name: str
    symbol: str
    title: Sentence
    meaning: Sentence
    shows: Literal["arrow", "area", "figure"]
    arrow: Literal["gradient", "velocity", "update"] | None
    mathml: str


class ScheduleHandle(BaseModel):
    """A knob of a schedule as a point of the curve of its rates."""

    knob: str
    along: Annotated[
        Literal["step", "rate"], Field(description="whether dragging it follows the step or the rate")
    ]
    step: int
    rate: float


class ScheduleRatesAnswer(BaseModel):
    """The learning rates of a schedule."""

    rates: Annotated[list[float], Field(description="one a step, from the first on")]
    lowest: float
    highest: float
    handles: Annotated[list[ScheduleHandle], Field(description="one for every knob that acts on the rates")]
    schedule: Annotated[
        dict[str, Any], Field(description="the schedule itself, after a drag with one knob set anew")
    ]


class MeasuresAnswer(BaseModel):
    """What a run met, an entry a point; of a step, that which leaves the point, or would leave the last one."""

    steps: Annotated[list[int], Field(description="the numbers of the points that are measured")]
    losses: list[Number]
    gradient_norms: list[Number]
    minimum: Annotated[
        list[float] | None, Field(description="what the run is on its way to; null for nothing known")
    ]
    distances: Annotated[list[Number] | None, Field(description="to that minimum")]
    learning_rates: Annotated[list[float], Field(description="in force at the step")]
    effective_rates: Annotated[
        list[list[Number]], Field(description="by coordinate: the update is minus this, times the slope")
    ]
    sharpness: Annotated[
        list[Number], Field(description="the largest eigenvalue of the Hessian, as the optimizer sees it")
    ]
    along_step: Annotated[list[Number], Field(description="curvature along the update")]
    condition_numbers: Annotated[
        list[Number], Field(description="null where the surface bends down somewhere")
    ]
    products: Annotated[list[Number], Field(description="learning rate times sharpness")]
    product_limits: Annotated[list[Number], Field(description="what the product must stay below")]
