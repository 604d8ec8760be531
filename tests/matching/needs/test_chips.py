"""A need is shown as chips, each of which can be taken away."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.matching.model import Need
from assistant.matching.needs.chips import chips, remove_chip
from assistant.matching.needs.reader import read_need
from assistant.profile.model import Language

TODAY = date(2026, 11, 22)
RICH = (
    "北京海淀找住家育儿嫂，大的四岁小的九个月，最好会英语，会做辅食，有健康证，三年以上经验，九千到一万一，月休四天，下周一开始，"
    "家里有狗，四口人，120平，做晚饭，不要川菜，不吃辣，我爸八十岁半自理，周一到周五早上八点到晚上六点"
)


def test_every_condition_has_a_chip_in_plain_words() -> None:
    texts = [chip.text for chip in chips(read_need(RICH, "zh", TODAY).need, "zh")]
    for text in (
        "育儿嫂",
        "住家",
        "最好英语",
        "有健康证",
        "海淀",
        "9000-11000/月",
        "月休4天",
        "不要川菜",
        "不吃辣",
        "家里有狗",
    ):
        assert text in texts


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_removed_chip_is_gone_with_all_that_carried_it(language: Language) -> None:
    need = read_need(RICH, "zh", TODAY).need
    before = chips(need, language)
    assert len({chip.id for chip in before}) == len(before)
    for chip in before:
        changed = remove_chip(need, chip.id)
        assert len(chips(changed, language)) < len(before)
        bound = (*changed.must, *changed.prefer, *changed.exclude)
        assert chip.id not in bound
        assert changed.refused_filters == need.refused_filters


def test_removing_every_chip_leaves_an_empty_need() -> None:
    need = read_need(RICH, "zh", TODAY).need
    while left := chips(need, "zh"):
        need = remove_chip(need, left[0].id)
    assert need.model_dump(exclude_defaults=True, exclude={"spans", "hours"}) in ({}, {"household": {}})
    assert need.spans == []


def test_an_unknown_chip_changes_nothing() -> None:
    need = Need(job="cook", cuisines=["sichuan"], must=["cuisines:sichuan"])
    assert remove_chip(need, "cuisines:hunan") == need
    assert remove_chip(need, "nothing") == need


def test_the_need_itself_stays_as_it_was() -> None:
    need = Need(job="cook", cuisines=["sichuan"], must=["cuisines:sichuan"])
    kept = need.model_copy(deep=True)
    remove_chip(need, "cuisines:sichuan")
    assert need == kept
