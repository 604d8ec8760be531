"""Numbers as people say them."""

from __future__ import annotations

import pytest

from assistant.resume.numerals import counted, figure, figure_range, range_words, spoken_range


@pytest.mark.parametrize(("value", "words"), [(2, "两"), (12, "十二"), (150, "一百五十"), (3.5, "三点五")])
def test_counts_are_said_in_full(value: float, words: str) -> None:
    assert counted(value) == words


def test_sums_are_said_the_short_way() -> None:
    assert spoken_range(12000, 12000, of_money=True) == ("一万二", "exact")
    assert spoken_range(260, None, of_money=True) == ("两百六", "from")
    assert spoken_range(150, 260, of_money=True) == ("一百五到两百六", "between")
    assert spoken_range(150, 260) == ("一百五十到两百六十", "between")


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (8000, 9000, ("八九千", "pair")), (7, 8, ("七八", "pair")), (2, 3, ("两三", "pair")), (1, 2, ("一两", "pair")),

        (20, 30, ("二三十", "pair")), (12000, 13000, ("一万二三", "pair")), (15000, 16000, ("一万五六", "pair")),
        (35, 36, ("三十五六", "pair")),
        (10000, 11000, ("一万", "just_over")), (11, 19, ("十几", "teens")), (21, 29, ("二十多", "teens")),
        (9000, 10000, ("九千到一万", "between")), (9, 10, ("九到十", "between")), (2, 4, ("两到四", "between")),
        (7000, None, ("七千", "from")), (None, 9000, ("九千", "to")), (8, 8, ("八", "exact")),
        (3.5, 4, ("三点五到四", "between")),
    ],
)  # fmt: skip
def test_ranges_run_together_where_people_run_them_together(
    low: float | None, high: float | None, said: tuple[str, str]
) -> None:
    assert spoken_range(low, high) == said


def test_an_approximation_says_so() -> None:
    assert spoken_range(20, 20, approximate=True) == ("二十", "tens")
    assert spoken_range(12000, 12000, approximate=True, of_money=True) == ("一万二", "about")
    assert figure_range(12000, 12000, approximate=True) == ("12,000", "about")


def test_a_range_without_ends_is_no_range() -> None:
    for words in (spoken_range, figure_range):
        with pytest.raises(ValueError, match="end"):
            words(None, None)


def test_english_has_figures() -> None:
    assert range_words(8000, 9000, "en") == ("8,000–9,000", "between")
    assert range_words(7000, None, "en") == ("7,000", "from")
    assert figure(2.5) == "2.5"
    assert figure(1.17) == "1.17"
