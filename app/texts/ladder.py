"""What a ladder of single steps shows, in both languages."""

from app.texts.figures import figure
from engine.catalog import Text
from engine.sweeps.ladder import Ladder, Rung


def ladder_sentence(found: Ladder) -> Text:
    """Return what the two ladders show: from where on a step gains, and from where on it overshoots."""
    if not found.decades:
        return Text(
            "The gradient has no finite value here, so there is no step to make.",
            "梯度在这里没有有限的值，无法迈步。",
        )
    if found.gradient_norm == 0:
        return Text(
            "There is no slope here: a step along −∇L goes nowhere, whatever η is.",
            "这里没有坡度：沿 −∇L 迈步，无论 η 取多少都原地不动。",
        )
    parts = [_decades(found), _best(found), _units(found)]
    return Text(" ".join(part.en for part in parts), "".join(part.zh for part in parts))


def _first(rungs: tuple[Rung, ...], what: str) -> Rung | None:
    return next((rung for rung in rungs if rung.what == what), None)


def _decades(found: Ladder) -> Text:
    gain, over = _first(found.decades, "gain"), _first(found.decades, "overshoot")
    top = figure(found.decades[-1].learning_rate)
    if gain is None and over is None:
        return Text(f"Up to η = {top} nothing happens.", f"直到 η = {top} 都没有动静。")
    if gain is None:
        told = Text("No power of ten gains anything", "没有哪个十的幂有收获")
    else:
        least = figure(gain.learning_rate)
        told = Text(
            f"By powers of ten a step gains from η = {least} on", f"按十的幂来看，从 η = {least} 起才有收获"
        )
    if over is None:
        return Text(
            f"{told.en}, and up to {top} none overshoots.", f"{told.zh}，直到 {top} 都没有越过最小值。"
        )
    rate = figure(over.learning_rate)
    return Text(f"{told.en}; at {rate} it overshoots.", f"{told.zh}；到 {rate} 就越过了最小值。")


def _best(found: Ladder) -> Text:
    if found.bottom is None:
        return Text("This line has no bottom within reach.", "这条线在可及的范围内没有谷底。")
    rate = figure(found.bottom)
    return Text(
        f"The step that lands on the bottom of the line has η = {rate}.",
        f"恰好落在这条线谷底的一步是 η = {rate}。",
    )


def _units(found: Ladder) -> Text:
    if found.curvature is None:
        return Text("", "")
    curvature = figure(found.curvature)
    if found.unit is None:
        return Text(
            f"Along −∇L the surface does not curve up (λ = {curvature}), so 1/λ measures nothing here.",
            f"沿 −∇L 曲面不向上弯（λ = {curvature}），1/λ 在这里没有意义。",
        )
    unit, over = figure(found.unit), _first(found.units, "overshoot")
    told = Text(f"Counted in 1/λ = {unit}", f"以 1/λ = {unit} 为单位")
    if over is None or over.multiple is None:
        return Text(f"{told.en} no rung overshoots.", f"{told.zh}，没有一级越过最小值。")
    multiple = figure(over.multiple)
    return Text(
        f"{told.en}, the overshoot begins at {multiple}/λ.", f"{told.zh}，从 {multiple}/λ 起越过最小值。"
    )
