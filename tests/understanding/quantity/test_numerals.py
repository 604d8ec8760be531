"""Every spoken form of a number has its value."""

from __future__ import annotations

import pytest

from assistant.understanding.quantity.characters import normalise
from assistant.understanding.quantity.numerals import read_numeral


@pytest.mark.parametrize(
    ("said", "low", "high"),
    [
        ("零", 0, 0),
        ("两", 2, 2),
        ("十", 10, 10),
        ("拾万", 100000, 100000),
        ("十二", 12, 12),
        ("廿五", 25, 25),
        ("卅", 30, 30),
        ("一百零五", 105, 105),
        ("一百五", 150, 150),
        ("一百五十", 150, 150),
        ("两百六", 260, 260),
        ("三百六十五", 365, 365),
        ("一千二百五", 1250, 1250),
        ("八千五", 8500, 8500),
        ("八千零五十", 8050, 8050),
        ("一万二", 12000, 12000),
        ("一万二千五", 12500, 12500),
        ("一万零五百", 10500, 10500),
        ("一万五千", 15000, 15000),
        ("壹万贰仟", 12000, 12000),
        ("一萬兩千", 12000, 12000),
        ("十二万五", 125000, 125000),
        ("一亿零两千三百", 100002300, 100002300),
        ("8k", 8000, 8000),
        ("8K", 8000, 8000),
        ("1.2万", 12000, 12000),
        ("1.2w", 12000, 12000),
        ("12,000", 12000, 12000),
        ("１２０００", 12000, 12000),
        ("1万5", 15000, 15000),
        ("1万2千", 12000, 12000),
        ("1万2000", 12000, 12000),
        ("2千8", 2800, 2800),
        ("3百", 300, 300),
        ("8千5", 8500, 8500),
        ("三点五", 3.5, 3.5),
        ("一点二万", 12000, 12000),
        ("一万二三", 12000, 13000),
        ("一万五六千", 15000, 16000),
        ("八九千", 8000, 9000),
        ("三五千", 3000, 5000),
        ("七八", 7, 8),
        ("五六七", 5, 7),
        ("十五六", 15, 16),
        ("四十五六", 45, 46),
        ("一百五六", 150, 160),
        ("十五六万", 150000, 160000),
        ("二三十万", 200000, 300000),
        ("十几", 11, 19),
        ("二十几", 21, 29),
        ("十几万", 110000, 190000),
        ("二十多", 21, 29),
        ("十多万", 110000, 190000),
        ("一百多", 100, 200),
        ("八千多", 8000, 9000),
        ("百八十", 80, 100),
        ("千儿八百", 800, 1000),
        ("万儿八千", 8000, 10000),
        ("一九七九", 1979, 1979),
    ],
)
def test_a_numeral_is_read_whole(said: str, low: float, high: float) -> None:
    numeral = read_numeral(normalise(said), 0)
    assert numeral is not None
    assert numeral.low == pytest.approx(low)
    assert numeral.high == pytest.approx(high)
    assert numeral.end == len(said)


@pytest.mark.parametrize(
    ("said", "low"), [("大几千", 5000), ("大几万", 50000), ("好几", 4), ("好几千", 4000), ("上", None)]
)
def test_an_open_number_has_only_a_floor(said: str, low: int | None) -> None:
    numeral = read_numeral(said, 0)
    if low is None:
        assert numeral is None
    else:
        assert numeral is not None
        assert (numeral.low, numeral.high) == (low, None)
        assert "floor" in numeral.flags


@pytest.mark.parametrize(
    ("said", "value"), [("万把", 10000), ("千把", 1000), ("十来个", 10), ("二十来个", 20), ("一百来平", 100)]
)
def test_an_approximate_number_says_so(said: str, value: int) -> None:
    numeral = read_numeral(said, 0)
    assert numeral is not None
    assert (numeral.low, numeral.high) == (value, value)
    assert "approximate" in numeral.flags


@pytest.mark.parametrize(
    ("said", "end", "value"),
    [
        ("八千一个月", 2, 8000),
        ("一万一起", 2, 10000),
        ("三百两个人", 2, 300),
        ("一万26天", 2, 10000),
        ("一万一万二", 2, 10000),
        ("八千四天休", 2, 8000),
        ("8km", 1, 8),
    ],
)
def test_a_numeral_leaves_what_belongs_to_the_next_word(said: str, end: int, value: int) -> None:
    numeral = read_numeral(said, 0)
    assert numeral is not None
    assert (numeral.end, numeral.low) == (end, value)


def test_a_number_of_vague_size_says_so() -> None:
    numeral = read_numeral("几年", 0)
    assert numeral is not None
    assert "vague" in numeral.flags


@pytest.mark.parametrize("said", ["万", "千", "家", "多", "1" * 40])
def test_what_is_no_number_is_not_read(said: str) -> None:
    assert read_numeral(said, 0) is None
