"""What the catalog's answers look like: surfaces, optimizers, schedules, gradients, comparisons, contests, problems."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from app.schemas.answers import Knob, Sentence, Term


class PointEntry(BaseModel):
    """A known point of a surface."""

    kind: Literal["minimum", "saddle", "maximum"]
    at: list[float]
    flags: list[Literal["kink", "edge", "degenerate"]]
    lowest: Annotated[bool, Field(description="whether nothing in the window lies lower")]
    loss: float


class SurfaceEntry(BaseModel):
    """A surface or curve of the catalog, its knobs at their defaults."""

    name: str
    title: Sentence
    purpose: Annotated[Sentence, Field(description="what it is for")]
    dimension: Literal[1, 2]
    variables: list[str]
    formula: Annotated[str, Field(description="in the language that a formula is typed in")]
    mathml: str
    latex: str
    knobs: list[Knob]
    window: Annotated[list[tuple[float, float]], Field(description="[low, high] for each variable")]
    points: list[PointEntry]
    start: list[float]
    learning_rate: Annotated[float, Field(description="one that shows what the surface is for")]
    source: str


class SurfacesAnswer(BaseModel):
    """Every surface, then every curve."""

    surfaces: list[SurfaceEntry]


class ConventionEntry(BaseModel):
    """One of the ways in which a rule is in use under the same name."""

    title: Sentence
    says: Sentence
    knobs: Annotated[
        dict[str, float | str],
        Field(description="what makes it so: a number, or the knob that it is equal to"),
    ]


class OptimizerEntry(BaseModel):
    """An optimizer of the catalog."""

    name: str
    title: Sentence
    purpose: Sentence
    knobs: list[Knob]
    terms: Annotated[list[Term], Field(description="the arithmetic of a step in its order, the update last")]
    update_mathml: Annotated[str, Field(description="the equation of the next point")]
    conventions: list[ConventionEntry]
    adaptive: Annotated[bool, Field(description="whether each coordinate is scaled by what was seen there")]
    source: str


class OptimizersAnswer(BaseModel):
    """Every optimizer."""

    optimizers: list[OptimizerEntry]


class ProblemEntry(BaseModel):
    """A type of problem document."""

    type: Annotated[str, Field(description="as in the field of that name of a problem document")]
    status: int
    title: Sentence


class ProblemsAnswer(BaseModel):
    """Every type of problem document."""

    problems: list[ProblemEntry]


class ScheduleEntry(BaseModel):
    """A learning-rate schedule of the catalog."""

    name: str
    title: Sentence
    purpose: Sentence
    knobs: list[Knob]
    source: str


class SchedulesAnswer(BaseModel):
    """Every learning-rate schedule."""

    schedules: list[ScheduleEntry]


class GradientEntry(BaseModel):
    """A gradient source of the catalog."""

    name: str
    title: Sentence
    purpose: Sentence
    knobs: list[Knob]
    draws: Annotated[bool, Field(description="whether it draws random numbers, which the seed decides")]
    terms: Annotated[list[Term], Field(description="what comes before an optimizer's own terms")]


class GradientsAnswer(BaseModel):
    """Every gradient source, and clipping."""

    gradients: list[GradientEntry]
    clip: Knob
    clip_terms: list[Term]


class MemberEntry(BaseModel):
    """One side of a comparison."""

    title: Sentence
    surface: Annotated[dict[str, float | str], Field(description="as a descent takes it: name and knobs")]
    start: list[float]


class ComparisonEntry(BaseModel):
    """Descents that differ in one thing alone, worth seeing side by side."""

    name: str
    title: Sentence
    purpose: Annotated[Sentence, Field(description="what differs, and what to watch")]
    members: Annotated[list[MemberEntry], Field(description="with the fields below each is a whole descent")]
    optimizer: Annotated[dict[str, float | str], Field(description="of every member: name and knobs")]
    steps: Annotated[int, Field(description="of every member")]
    learning_rates: Annotated[
        tuple[float, float],
        Field(
            description="[lowest, highest] worth sweeping: from where the ground holds a ball to where it does not"
        ),
    ]
    source: str


class ComparisonsAnswer(BaseModel):
    """Every comparison."""

    comparisons: list[ComparisonEntry]


class ContestSideEntry(BaseModel):
    """One side of a contest."""

    optimizer: Annotated[dict[str, float | str], Field(description="name and knobs")]
    starts: Annotated[
        dict[str, str | int | list[tuple[float, float]]],
        Field(description="as a swarm takes them; without a window they are from the surface's own"),
    ]
    start: Annotated[list[float], Field(description="of one run that stands for the swarm")]


class ContestEntry(BaseModel):
    """Two swarms that differ in their starts, their optimizer or both."""

    name: str
    title: Sentence
    purpose: Annotated[Sentence, Field(description="what differs, and what to watch")]
    surface: str
    steps: int
    sides: list[ContestSideEntry]
    source: str


class ContestsAnswer(BaseModel):
    """Every contest."""

    contests: list[ContestEntry]
