"""Figures as the page writes them: shares are never all or none unless they are, limits are never above what holds."""

from views_page import open_views

from app.texts.figures import figure, percent, whole


def evaluated(browser, name: str, given: list, script: str = "numbers") -> list:
    with open_views(browser) as opened:
        return opened("views=none").evaluate(
            """async ([name, given, script]) => {
              const functions = await import(`/static/js/${script}.js`);
              return given.map((one) => functions[name](...one));
            }""",
            [name, given, script],
        )


def test_a_share_is_all_or_none_only_if_it_is(browser):
    given = [
        [0],
        [1],
        [0.1 + 0.2 + 0.7 - 1e-16],
        [0.9961],
        [0.99996],
        [1 - 1 / 1024**2],
        [1 / 1024**2],
        [0.271],
    ]
    shown = evaluated(browser, "percent", given)
    assert shown == [
        "0\u00a0%",
        "100\u00a0%",
        "100\u00a0%",
        "99.6\u00a0%",
        "99.996\u00a0%",
        "99.9999\u00a0%",
        "9.5\u00a0×\u00a010⁻⁵\u00a0%",
        "27.1\u00a0%",
    ]


def test_a_share_is_the_same_figure_in_a_sentence_and_beside_it(browser):
    shares = [count / whole for whole in (3, 32, 160, 576, 1024**2) for count in range(min(whole, 400) + 1)]
    shares += [1 - share for share in shares]
    assert evaluated(browser, "percent", [[share] for share in shares]) == [
        percent(share) for share in shares
    ]


def test_a_limit_is_rounded_down(browser):
    given = [[0.014949290301612756, 4], [0.0243, 4], [0.99999, 4], [2, 4], [1495.2521, 4], [1.2345e-7, 3]]
    assert evaluated(browser, "floored", given) == [0.01494, 0.0243, 0.9999, 2, 1495, 1.23e-7]


def test_a_limit_with_a_power_of_ten_is_rounded_down_too_and_a_border_has_no_more_digits_than_hold(browser):
    rates = [[0.0155, 0.0149493], [1.6e-5, 1.4986e-5], [1.49861e-5, 1.49859e-5]]
    assert evaluated(browser, "overLimit", rates, "starts/basin-words") == [
        ["0.0155", "0.01494"],
        ["1.6\u00a0×\u00a010⁻⁵", "1.498\u00a0×\u00a010⁻⁵"],
        ["1.499\u00a0×\u00a010⁻⁵", "1.498\u00a0×\u00a010⁻⁵"],
    ]
    borders = [[2.34e-5, digits] for digits in (1, 2, 3)]
    shown = evaluated(browser, "rateFigure", borders, "starts/basin-words")
    assert shown == [f"{figures}\u00a0×\u00a010⁻⁵" for figures in ("2", "2.3", "2.34")]


def test_an_upright_line_leaves_words_free(browser):
    words = [
        {"left": 10, "right": 90, "top": 0, "bottom": 14},
        {"left": 40, "right": 60, "top": 14, "bottom": 28},
    ]
    pieces = evaluated(
        browser, "piecesBeside", [[x, [-5, 50], words] for x in (50, 80, 100)], "views/share-drawing"
    )
    assert pieces == [[[-5, 0], [28, 50]], [[-5, 0], [14, 50]], [[-5, 50]]]


def test_what_may_be_thousands_or_a_part_is_not_taken_for_either(browser):
    given = [
        ["2,000"],
        ["−1,234,567"],
        ["0,001"],
        ["2,5"],
        ["20\u202f000"],
        ["2000"],
        ["1,2345"],
        ["２，０００"],
    ]
    assert evaluated(browser, "parsed", given) == [None, None, 0.001, 2.5, 20000, 2000, 1.2345, None]


def test_digits_are_grouped_as_the_server_groups_them(browser):
    given = [0, 7, 1234, 12345, -12345, 99999, 100000, 999999, -4321]
    assert evaluated(browser, "whole", [[value] for value in given]) == [whole(value) for value in given]
    figures = [1234, 12345, -123456, 99999, 0.0001, -0.5]
    assert evaluated(browser, "figure", [[value, 6] for value in figures]) == [
        figure(value, 6) for value in figures
    ]
