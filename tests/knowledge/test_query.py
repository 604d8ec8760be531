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
