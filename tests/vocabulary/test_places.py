"""Which places a sentence names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.vocabulary import Place, PlaceMatch, places

gazetteer = places()


def only(text: str) -> PlaceMatch:
    """The one place in `text`."""
    [match] = gazetteer.find(text)
    return match


def where(text: str) -> tuple[str | None, str | None, str | None]:
    match = only(text)
    return match.province, match.city, match.district


@pytest.mark.parametrize(
    ("said", "understood"),
    [
        ("我是河南的", ("河南", None, None)),
        ("周口的", ("河南", "周口", None)),
        ("老家驻马店", ("河南", "驻马店", None)),
        ("恩施那边", ("湖北", "恩施", None)),
        ("延边朝鲜族自治州", ("吉林", "延边", None)),
        ("内蒙古赤峰", ("内蒙古", "赤峰", None)),
        ("重庆", ("重庆", "重庆", None)),
        ("北京海淀", ("北京", "北京", "海淀")),
        ("浦东", ("上海", "上海", "浦东")),
        ("浦东新区", ("上海", "上海", "浦东")),
        ("河南省周口市太康县", ("河南", "周口", "太康")),
        ("息县", ("河南", "信阳", "息县")),
        ("济源", ("河南", "济源", None)),
        ("仙桃市", ("湖北", "仙桃", None)),
        ("敖汉旗", ("内蒙古", "赤峰", "敖汉旗")),
        ("香港", ("香港", "香港", None)),
        ("台湾", ("台湾", None, None)),
        ("貴州遵義", ("贵州", "遵义", None)),
    ],
)
def test_places_are_known_by_the_names_people_say(said: str, understood: tuple[str | None, ...]) -> None:
    assert where(said) == understood


@pytest.mark.parametrize(
    ("said", "understood"),
    [
        ("Henan", ("河南", None, None)),
        ("from Shaanxi", ("陕西", None, None)),
        ("I'm from Zhoukou", ("河南", "周口", None)),
        ("Zhoukou, Henan", ("河南", "周口", None)),
        ("Chaoyang District, Beijing", ("北京", "北京", "朝阳")),
        ("in Pudong", ("上海", "上海", "浦东")),
        ("Xi'an", ("陕西", "西安", None)),
        ("xian city", ("陕西", "西安", None)),
        ("Inner Mongolia", ("内蒙古", None, None)),
        ("Harbin", ("黑龙江", "哈尔滨", None)),
        ("Shanghai Minhang", ("上海", "上海", "闵行")),
    ],
)
def test_places_are_known_in_english(said: str, understood: tuple[str | None, ...]) -> None:
    assert where(said) == understood


def test_a_place_and_what_it_lies_in_are_one_match_and_siblings_are_not() -> None:
    assert only("我河南周口太康的").district == "太康"
    assert only("北京，朝阳那边").district == "朝阳"
    assert [match.name for match in gazetteer.find("大兴、通州都行，海淀远了点")] == ["大兴", "通州", "海淀"]
    assert [match.name for match in gazetteer.find("河南的，现在在上海")] == ["河南", "上海"]
    assert [match.name for match in gazetteer.find("北海的，广西北海")] == ["北海", "北海"]


def test_the_match_is_the_words_that_were_said() -> None:
    text = "我老家是河南省周口市的"
    match = only(text)
    assert text[match.start : match.end] == "河南省周口市"


def test_a_name_of_several_places_lists_them_and_claims_only_what_they_share() -> None:
    match = only("朝阳")
    assert match.ambiguous
    assert (match.province, match.city, match.district) == (None, None, None)
    assert {("北京", "朝阳"), ("朝阳", None)} <= {(place.city, place.district) for place in match.candidates}


def test_a_bare_name_is_the_prefecture_before_a_far_district_of_that_name() -> None:
    assert where("中山") == ("广东", "中山", None)
    assert where("大连中山") == ("辽宁", "大连", "中山")
    assert where("大连的中山区") == ("辽宁", "大连", "中山")


def test_a_suffix_says_which_level_is_meant() -> None:
    assert where("朝阳市") == ("辽宁", "朝阳", None)
    assert {place.level for place in only("朝阳区").candidates} == {"district"}
    assert where("吉林市") == ("吉林", "吉林", None)
    assert where("吉林") == ("吉林", None, None)
    assert where("长沙县") == ("湖南", "长沙", "长沙")
    assert where("长沙") == ("湖南", "长沙", None)


def test_a_containing_place_elsewhere_in_the_sentence_settles_the_name() -> None:
    [_, district] = gazetteer.find("我在北京上班，住在朝阳区")
    assert (district.city, district.district) == ("北京", "朝阳")


def test_a_very_long_text_is_read_whole() -> None:
    text = "朝阳" * 5_000 + "，北京"
    assert len(gazetteer.find(text)) == 5_001


def test_the_reader_can_settle_a_name_by_what_it_knows() -> None:
    match = only("鼓楼区")
    assert gazetteer.resolve(match, near_city="南京").city == "南京"
    assert gazetteer.resolve(match, near_city="福州市").city == "福州"
    assert gazetteer.resolve(only("朝阳"), near_province="辽宁省").city == "朝阳"
    assert gazetteer.resolve(match, near_city="拉萨") == match
    assert not gazetteer.likeliest(match).ambiguous


@pytest.mark.parametrize("said", ["我这人大方", "图个平安", "同心协力", "两人合作", "资源", "他叫永和"])
def test_ordinary_words_that_are_places_are_risky(said: str) -> None:
    assert all(match.risky for match in gazetteer.find(said))


@pytest.mark.parametrize("said", ["贵州大方", "大方县", "宁夏同心", "甘肃合作市", "北京东城", "东城区"])
def test_a_suffix_or_a_parent_takes_the_risk_away(said: str) -> None:
    assert not only(said).risky


@pytest.mark.parametrize("said", ["城关区", "郊区", "东区"])
def test_a_district_that_says_only_what_it_is_needs_its_city(said: str) -> None:
    assert only(said).risky


def test_a_generic_district_beside_its_city_is_certain() -> None:
    assert not only("兰州城关区").risky


@pytest.mark.parametrize(
    "said",
    [
        "会说四川话",
        "爱做广东菜",
        "在南京路上班",
        "我会理发",
        "都安排好了",
        "早上吃三明治",
        "大理石台面",
        "重庆火锅",
        "北京烤鸭",
        "水平时高时低",
    ],
)
def test_a_word_that_only_looks_like_a_place_is_none(said: str) -> None:
    assert gazetteer.find(said) == []


def test_areas_inside_a_district_keep_their_own_name() -> None:
    match = only("望京街道")
    assert (match.city, match.district, match.name) == ("北京", "朝阳", "望京")
    assert only("上海浦东陆家嘴").name == "陆家嘴"
    assert only("燕郊").city == "廊坊"


def test_places_that_were_merged_away_are_still_hers() -> None:
    assert where("重庆渝北") == ("重庆", "重庆", "渝北")
    assert only("上海闸北").district == "静安"
    assert where("淮阳县") == ("河南", "周口", "淮阳")


def test_the_country_is_complete() -> None:
    units = gazetteer.inside()
    cities = [city for province in units if province.level == "province" for city in gazetteer.inside(province)]
    cities += [unit for unit in units if unit.level == "city"]
    districts = [district for city in cities for district in gazetteer.inside(city)]
    assert len(units) == 34
    assert len(cities) > 360
    assert len(districts) > 2800


def test_every_official_place_is_found_by_its_own_name() -> None:
    missed = [
        place.name
        for province in gazetteer.inside()
        for place in gazetteer.inside(province)
        if place not in gazetteer.named(place.name)
    ]
    assert missed == []


def test_a_place_contains_what_lies_in_it_and_not_itself() -> None:
    [henan] = gazetteer.named("河南省")
    [zhoukou] = gazetteer.named("周口")
    [taikang] = gazetteer.named("太康")
    assert henan.contains(zhoukou)
    assert henan.contains(taikang)
    assert zhoukou.contains(taikang)
    assert not taikang.contains(zhoukou)
    assert not zhoukou.contains(zhoukou)
    assert not Place("city", "河南", "信阳", None, "信阳", 1).contains(taikang)


@given(st.text(max_size=60) | st.text(alphabet="河南北京周口朝阳大方市区县的，、在 Beijing,", max_size=40))
def test_matches_stay_inside_the_text_in_order(text: str) -> None:
    end = 0
    for match in gazetteer.find(text):
        assert end <= match.start < match.end <= len(text)
        assert match.candidates
        end = match.end


def test_what_people_someone_belongs_to_is_never_a_place() -> None:
    assert places().find("我是回民") == []
    assert [match.district for match in places().find("住在呼和浩特回民区")] == ["回民"]
