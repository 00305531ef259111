"""What every record of the catalog promises: texts, ranges, a source, and a formula that runs."""

import re

import numpy as np

from engine.surfaces import SURFACES, SurfaceRecord, named_surface

CHINESE = re.compile(r"[\u4e00-\u9fff]")
YEAR = re.compile(r"\b(1[89]|20)\d\d\b")
NAMES = """
    sphere quadratic rosenbrock himmelblau beale booth matyas three_hump_camel six_hump_camel rastrigin ackley
    griewank styblinski_tang goldstein_price levi_13 mccormick easom drop_wave saddle monkey_saddle eggholder
    plateau terraces two_wells valley_straight valley_winding
    parabola log_bowl double_well many_minima cliff terraces_1d sigmoid_cost relu_cost
"""


def test_catalog_has_every_surface_and_curve() -> None:
    assert set(NAMES.split()) <= set(SURFACES)


def test_surfaces_come_before_curves() -> None:
    dimensions = [record.dimension for record in SURFACES.values()]
    assert dimensions == sorted(dimensions, reverse=True)


def test_names_and_titles_are_distinct() -> None:
    assert all(name == record.name for name, record in SURFACES.items())
    assert len({record.title.en for record in SURFACES.values()}) == len(SURFACES)
    assert len({record.title.zh for record in SURFACES.values()}) == len(SURFACES)


def test_formula_is_finite_on_the_whole_window(record: SurfaceRecord) -> None:
    surface = named_surface(record.name)
    axes = [np.linspace(low, high, 101) for low, high in surface.window]
    values, gradients = surface.value_and_gradient(np.stack(np.meshgrid(*axes), axis=-1))
    assert np.isfinite(values).all()
    assert np.isfinite(gradients).all()


def test_purpose_is_one_sentence_in_each_language(record: SurfaceRecord) -> None:
    assert re.fullmatch(r"[^.!?]+\.", record.purpose.en)
    assert re.fullmatch(r"[^。！？]+。", record.purpose.zh)
    assert CHINESE.search(record.purpose.zh)
    assert not CHINESE.search(record.purpose.en)


def test_purpose_speaks_to_the_reader(record: SurfaceRecord) -> None:
    imperatives = r"Start here|[Cc]ompare|[Cc]heck|[Tt]ry|[Ss]ee"
    assert re.search(rf"\b([Yy]ou|{imperatives})\b", record.purpose.en)


def test_purpose_quotes_no_figure(record: SurfaceRecord) -> None:
    # parabola's 1 − ηλ is the formula itself, not a figure
    assert not re.search(r"\d", record.purpose.en.replace("1 − ηλ", ""))
    assert not re.search(r"\d", record.purpose.zh.replace("1 − ηλ", ""))


def test_titles_are_in_both_languages(record: SurfaceRecord) -> None:
    assert record.title.en
    assert CHINESE.search(record.title.zh)


def test_source_gives_title_and_year(record: SurfaceRecord) -> None:
    assert YEAR.search(record.source)
    assert len(record.source) > 30


def test_start_lies_in_the_window(record: SurfaceRecord) -> None:
    assert len(record.start) == record.dimension == len(record.window)
    assert all(low < at < high for at, (low, high) in zip(record.start, record.window, strict=True))


def test_known_points_lie_in_the_window_and_differ(record: SurfaceRecord) -> None:
    assert record.points
    assert len({point.at for point in record.points}) == len(record.points)
    for point in record.points:
        assert len(point.at) == record.dimension
        assert all(low <= at <= high for at, (low, high) in zip(point.at, record.window, strict=True))
        assert point.kind == "minimum" or not point.lowest


def test_knobs_are_the_letters_of_the_formula(record: SurfaceRecord) -> None:
    names = [knob.name for knob in record.knobs]
    assert len(set(names)) == len(names)
    for name in names:
        assert re.search(rf"\b{name}\b", record.formula)


def test_knob_ranges_are_nested(record: SurfaceRecord) -> None:
    for knob in record.knobs:
        assert knob.hard[0] <= knob.soft[0] <= knob.default <= knob.soft[1] <= knob.hard[1]
        assert knob.soft[0] < knob.soft[1]
        assert knob.scale == "linear" or knob.hard[0] > 0
        assert knob.title.en
        assert knob.help.en.endswith(".")
        assert CHINESE.search(knob.title.zh)
        assert knob.help.zh.endswith("。")
