"""The names of places as they are loaded, and the rules that doubt them."""

from __future__ import annotations

import pytest

from assistant.vocabulary.gazetteer import Place, load_names, load_risks

NAMES = load_names()
RISKS = load_risks()


def bearers(form: str) -> set[tuple[str | None, str | None, bool]]:
    return {(name.place.city, name.place.district, name.full) for said, name in NAMES if said == form}


def test_a_unit_is_known_by_its_official_its_short_and_its_plain_suffixed_name() -> None:
    assert bearers("恩施土家族苗族自治州") == {("恩施", None, True)}
    assert bearers("恩施州") == {("恩施", None, True)}
    assert ("恩施", None, False) in bearers("恩施")
    assert bearers("浦东区") == {("上海", "浦东", True)}


def test_romanised_districts_are_known_only_in_large_cities() -> None:
    assert bearers("Haidian") == {("北京", "海淀", False)}
    assert bearers("Taikang") == set()


def test_pinyin_that_is_wrong_is_corrected_by_data() -> None:
    assert bearers("Minhang") == {("上海", "闵行", False)}
    assert bearers("Luohe") == {("漯河", None, False)}
    assert bearers("Tahe") == set()


def test_the_same_name_in_two_places_is_kept_twice() -> None:
    assert {city for city, _, _ in bearers("鼓楼区")} == {"南京", "徐州", "开封", "福州"}


def test_large_cities_come_first_among_places_of_one_name() -> None:
    ranks = {name.place.city: name.place.rank for said, name in NAMES if said == "南山区"}
    assert ranks["深圳"] < ranks["鹤岗"]


def test_an_area_lies_in_its_district() -> None:
    [area] = [name.place for said, name in NAMES if said == "望京"]
    assert area == Place("district", "北京", "北京", "朝阳", "望京", 2)
    [district] = [name.place for said, name in NAMES if said == "朝阳区" and name.place.city == "北京"]
    assert district.contains(area)
    assert not area.contains(district)


@pytest.mark.parametrize(("name", "level"), [("大方", "district"), ("平安", "district"), ("会理", "district")])
def test_ordinary_words_are_doubted(name: str, level: str) -> None:
    assert RISKS.bare(name, "district" if level == "district" else "city")


def test_well_known_names_are_not_doubted() -> None:
    assert not any(RISKS.bare(name, "district") for name in ("海淀", "浦东", "通州", "徐汇", "太康"))
    assert not RISKS.bare("都匀", "city")


def test_what_follows_or_lies_across_decides() -> None:
    assert RISKS.denied("四川话", 2)
    assert not RISKS.denied("望京街道", 2)
    assert RISKS.straddled("我会理发", 1, 3)
    assert not RISKS.straddled("我是会理的", 2, 4)
