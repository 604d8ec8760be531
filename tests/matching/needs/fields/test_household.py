"""Who lives there: how much help an old person needs, how old a child is."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.matching.needs.reader import read_need

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "care"),
    [
        ("我爸左边身子不利索", "partly"),
        ("外公走路颤颤巍巍", "partly"),
        ("婆婆上厕所要人帮", "partly"),
        ("my father needs a hand getting dressed", "partly"),
        ("grandpa can walk a little with some support", "partly"),
        ("爷爷不认识人了", "dementia"),
        ("grandpa gets lost and forgets who we are", "dementia"),
        ("奶奶自己能下楼买菜", "independent"),
        ("my dad can manage by himself", "independent"),
        ("my dad can't leave his bed", "bedridden"),
        ("奶奶下不来床了", "bedridden"),
        ("爸爸手抖，吃饭要喂", "partly"),
        ("my dad is 79 and fit, keep him company", "independent"),
    ],
)
def test_how_much_help_an_old_person_needs(text: str, care: str) -> None:
    elders = read_need(text, "en" if text.isascii() else "zh", TODAY).need.household.elders
    assert [elder.care for elder in elders] == [care]


@pytest.mark.parametrize("text", ["老两口，一个瘫了一个能动", "two elderly parents, one bedridden, one fine"])
def test_what_is_told_of_each_of_two_is_kept_apart(text: str) -> None:
    elders = read_need(text, "en" if text.isascii() else "zh", TODAY).need.household.elders
    assert [elder.care for elder in elders] == ["bedridden", "independent"]


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("找育儿嫂，宝宝8m大", 8),
        ("nanny for our child, 8 mo", 8),
        ("住家育儿嫂，七个月，一万", 7),
        ("nanny for our child, aged 7", 84),
    ],
)
def test_a_childs_age_typed_short(text: str, months: int) -> None:
    ages = read_need(text, "en" if text.isascii() else "zh", TODAY).need.household.child_ages_months
    assert [(age.min, age.max) for age in ages] == [(months, months)]
