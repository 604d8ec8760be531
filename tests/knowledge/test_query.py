"""A question names places, and says in its own words what clauses say in theirs."""

from __future__ import annotations

from assistant.knowledge.query import places_named, scope_of, understand
from assistant.knowledge.tokens import tokens


def test_places_are_found_by_their_cities_too() -> None:
    assert places_named("深圳和杭州的规定一样吗") == ("cn-gd", "cn-zj")
    assert places_named("in Shanghai, who pays?") == ("cn-sh",)


def test_the_nation_counts_only_when_no_place_is_named() -> None:
    assert places_named("全国都一样吗，上海呢") == ("cn-sh",)
    assert places_named("全国都一样吗") == ("cn",)


def test_wider_rules_bind_in_narrower_places() -> None:
    assert scope_of("cn-wz") == ("cn-wz", "cn-zj", "cn")


def test_a_place_in_the_words_goes_before_the_one_chosen() -> None:
    assert understand("广州呢", "cn-sh").jurisdiction == "cn-gd"
    assert understand("要带证吗", "cn-sh").jurisdiction == "cn-sh"
    assert understand("要带证吗", "cn-nowhere").jurisdiction is None


def test_spoken_words_bring_the_clauses_words() -> None:
    assert "定金" in understand("押金能收多少").expanded


def test_tokens_are_characters_pairs_and_words() -> None:
    assert tokens("定金 20%，ＧＢ/T 31771-2024") == ["定", "金", "定金", "20", "gb", "t", "31771-2024"]


def test_a_district_is_asked_about_as_the_place_it_lies_in() -> None:
    assert understand("浦东请阿姨要签合同吗").jurisdiction == "cn-sh"
    assert understand("番禺的阿姨要体检吗").jurisdiction == "cn-gd"


def test_a_place_the_library_knows_nothing_of_is_kept_and_only_the_nation_answers() -> None:
    query = understand("成都请阿姨要签合同吗")
    assert (query.elsewhere, query.jurisdiction, query.named) == ("成都", "cn", ())
    assert understand("what are the rules in Chengdu?").elsewhere == "Chengdu"
    assert understand("成都请阿姨要签合同吗", "cn-sh").jurisdiction == "cn"


def test_a_place_name_that_may_be_a_common_word_is_none() -> None:
    query = understand("阿姨为人大方同心，要签合同吗", "cn-sh")
    assert (query.elsewhere, query.jurisdiction) == (None, "cn-sh")


def test_a_place_said_with_the_province_it_lies_in_is_one_place() -> None:
    assert understand("浙江温州请阿姨要签合同吗").named == ("cn-wz",)
    assert understand("温州和上海一样吗").named == ("cn-wz", "cn-sh")
