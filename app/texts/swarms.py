"""Where a swarm ends, in sentences with its own figures, in both languages."""

import numpy as np

from app.texts.basins import LEFT, joined, shares_text
from app.texts.figures import figure, percent, place
from engine.catalog import Text
from engine.outcome import CONVERGED, DIVERGED
from engine.sweeps.basins import OUTCOMES, shares_of
from engine.sweeps.swarm import Swarm, Tally, lowest_of, lowest_reached

_WORDS = {
    "running": ("are still on their way", "还在路上"),
    "converged": ("come to rest", "停下"),
    "stalled": ("stall", "停滞"),
    "bouncing": ("bounce", "在振荡"),
    "diverged": ("diverge", "发散"),
    "undefined": ("cannot begin", "无法开始"),
}


def swarm_sentence(found: Swarm, *, gaps: bool) -> Text:
    """Return where the runs of a swarm end, how much of it is chance, and how many find the lowest minimum.

    With `gaps` a run may have left to where the loss has no value instead of diverging.
    """
    runs = found.statuses.size
    shares = shares_of(found.statuses.ravel(), found.places.ravel())
    told = shares_text(shares, found.minima, runs, runs=len(found.seeds) > 1, gaps=gaps)
    if len(found.seeds) > 1:
        told = joined(told, _chance(found, gaps=gaps))
    share = lowest_reached(found)
    if share is None or len(found.minima) < 2:
        return told
    lowest, *others = lowest_of(found)
    if others:
        return told
    at = place(found.minima[lowest].at)
    if not share:
        none = percent(share)
        return joined(
            told,
            Text(
                f"The lowest of the known minima is {at}: {none} find it.",
                f"已知的极小值点中最低的是 {at}：{none} 找到了它。",
            ),
        )
    return joined(
        told,
        Text(
            f"The lowest of these minima is {at}: {percent(share)} find it.",
            f"其中最低的极小值点是 {at}：{percent(share)} 找到了它。",
        ),
    )


def _chance(found: Swarm, *, gaps: bool) -> Text:
    """Return how much the tally varies from seed to seed, and by how much the ends of one start part."""
    entry = max(found.tally, key=lambda entry: (entry.deviation, entry.mean))
    count = len(found.seeds)
    told = Text(
        f"Every start was walked with {count} seeds.",
        f"每个起点都用 {count} 个种子走过。",
    )
    if entry.deviation > 0:
        where_en, where_zh = _named(found, entry, gaps=gaps)
        told = joined(
            told,
            Text(
                f"From seed to seed between {entry.fewest} and {entry.most} of {len(found.starts)} {where_en}.",
                f"随种子不同，{len(found.starts)} 个起点中有 {entry.fewest} 到 {entry.most} 个{where_zh}。",
            ),
        )
    known = np.flatnonzero(np.isfinite(found.spread)) if found.spread is not None else np.empty(0)
    if not len(known):
        return told
    assert found.spread is not None
    typical = figure(float(np.median(found.spread[known])))
    return joined(
        told,
        Text(
            f"The ends of one start lie {typical} from their middle, half of the starts more, half less.",
            f"同一起点的各个终点离它们的中心 {typical}：一半的起点更远，一半更近。",
        ),
    )


def _named(found: Swarm, entry: Tally, *, gaps: bool) -> tuple[str, str]:
    english, chinese = LEFT if gaps and entry.status == DIVERGED else _WORDS[OUTCOMES[entry.status]]
    if entry.place < 0 or OUTCOMES[entry.status] == "stalled":
        return english, chinese
    at = place(found.minima[entry.place].at)
    if entry.status == CONVERGED:
        return f"{english} at {at}", f"停在 {at}"
    return f"{english} in the valley of {at}", f"在 {at} 的谷里振荡"
