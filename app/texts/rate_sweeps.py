"""What many learning rates show, in a sentence with their own figures, in both languages."""

from app.texts.figures import figure, place
from engine.catalog import Text
from engine.outcome import CONVERGED, DIVERGED, STALLED, STATUSES
from engine.sweeps.sweep import Sweep


def steps_text(steps: int) -> str:
    """Return a number of steps with its noun."""
    return "1 step" if steps == 1 else f"{steps:,} steps"


def sweep_sentence(found: Sweep, steps: int, *, noisy: bool) -> Text:
    """Return what a sweep of runs of so many steps shows."""
    statuses = set(found.statuses.tolist())
    if found.fastest is not None:
        return _some_converge(found)
    if statuses == {DIVERGED}:
        return Text("At every one of these η the run diverges.", "在这些 η 下，每一个都会发散。")
    if STALLED in statuses and statuses <= {STALLED, DIVERGED}:
        return Text(
            "At none of these η does the run reach a minimum: it stalls where there is no slope.",
            "在这些 η 下都到不了极小值点：它停滞在没有坡度的地方。",
        )
    return _none_converges(found, steps, noisy=noisy)


def _some_converge(found: Sweep) -> Text:
    converged = found.statuses == CONVERGED
    fastest = int((found.rates == found.fastest).argmax())
    best, made = figure(float(found.rates[fastest])), int(found.steps[fastest])
    told = Text(
        f"From this start the run is quickest at η = {best}: it rests after {steps_text(made)}.",
        f"从这个起点出发，η = {best} 时最快：{made:,} 步后停下。",
    )
    if found.first_failing is not None:
        rate = figure(found.first_failing)
        failing = int((found.rates == found.first_failing).argmax())
        word_en, word_zh = _BECOMES[STATUSES[int(found.statuses[failing])]]
        told = Text(
            f"{told.en} The first η that no longer comes to rest is {rate}: there it {word_en}.",
            f"{told.zh}第一个停不下来的 η 是 {rate}，在那里它{word_zh}。",
        )
    reached = {place for place in found.places[converged].tolist() if place >= 0}
    if len(reached) > 1:
        told = Text(
            f"{told.en} Which minimum it reaches depends on η: there are {len(reached)} of them.",
            f"{told.zh}到达哪个极小值点取决于 η：一共到过 {len(reached)} 个。",
        )
    elif len(reached) == 1:
        (one,) = reached
        at = place(found.minima[one].at)
        told = Text(f"{told.en} Wherever it rests, it is at {at}.", f"{told.zh}停下时总是在 {at}。")
    return told


_BECOMES = {
    "running": ("is still on its way when the steps are used up", "到步数用完时还在路上"),
    "stalled": ("stalls", "停滞"),
    "bouncing": ("bounces", "振荡"),
    "diverged": ("diverges", "发散"),
}


def _none_converges(found: Sweep, steps: int, *, noisy: bool) -> Text:
    told = Text(
        f"Within {steps_text(steps)} the run comes to rest in a minimum at none of these η.",
        f"{steps:,} 步之内，在这些 η 下都没有停在极小值点。",
    )
    if noisy:
        return Text(
            f"{told.en} The noise keeps it moving; a smaller η only makes the cloud smaller.",
            f"{told.zh}噪声让它停不下来；η 越小，只是摆动的范围越小。",
        )
    if found.first_harmful is not None and found.first_harmful > found.rates[0]:
        rate = figure(found.first_harmful)
        return Text(
            f"{told.en} From η = {rate} on it bounces or diverges; below, it is still on its way.",
            f"{told.zh}从 η = {rate} 开始会振荡或发散；在此之下还在路上。",
        )
    return told
