"""How official names become the names people say."""

from __future__ import annotations

import pytest

from assistant.vocabulary.build_places import romanised, short_name


@pytest.mark.parametrize(
    ("official", "said"),
    [
        ("周口市", "周口"),
        ("太康县", "太康"),
        ("息县", "息县"),
        ("浦东新区", "浦东"),
        ("市中区", "市中"),
        ("管城回族区", "管城"),
        ("恩施土家族苗族自治州", "恩施"),
        ("巴音郭楞蒙古自治州", "巴音郭楞"),
        ("积石山保安族东乡族撒拉族自治县", "积石山"),
        ("隆林各族自治县", "隆林"),
        ("东乡族自治县", "东乡"),
        ("莫力达瓦达斡尔族自治旗", "莫力达瓦"),
        ("阿拉善左旗", "阿拉善左旗"),
        ("锡林郭勒盟", "锡林郭勒"),
        ("喀什地区", "喀什"),
        ("神农架林区", "神农架"),
        ("井陉矿区", "井陉矿区"),
        ("香港特别行政区", "香港"),
        ("城区", "城区"),
    ],
)
def test_short_names(official: str, said: str) -> None:
    assert short_name(official) == said


def test_romanised_names_take_an_apostrophe_where_syllables_would_run_together() -> None:
    assert romanised("西安市", "西安", lambda _: ["xi", "an", "shi"]) == "Xi'an"
    assert romanised("周口市", "周口", lambda _: ["zhou", "kou", "shi"]) == "Zhoukou"
