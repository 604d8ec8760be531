"""What weighs in the order of those found: wishes, pay, how well a skill is known, likeness of meaning."""

from __future__ import annotations

import pytest

from assistant.matching.model import Elder, Household, Need
from assistant.matching.service import MatchService
from tests.matching.people import NANNY, found, nanny, person, published


async def test_what_is_liked_orders_and_excludes_nobody(service: MatchService) -> None:
    await published(service, person("plain", *NANNY), person("fits", *NANNY, "会做川菜", "会说英语", "家里有狗可以"))
    need = nanny(cuisines=["sichuan"], languages=["english"], preferences={"dogs": True}, prefer=["cuisines:sichuan"])
    result = await service.search(need, language="zh")
    assert [match.worker_id for match in result.matches] == ["fits", "plain"]
    assert result.matches[1].score is not None
    assert result.matches[0].score is not None
    assert result.matches[0].score > result.matches[1].score
    assert result.matches[0].parts["cuisines"] == 1
    assert result.matches[1].parts["cuisines"] == 0
    assert {gap.field for gap in result.matches[1].gaps} >= {"cuisines:sichuan", "languages:english"}


async def test_who_asks_less_is_not_ranked_above_who_is_within_the_budget_too(service: MatchService) -> None:
    cheap, dear = (*NANNY[:4], "5000一个月"), (*NANNY[:4], "8000一个月")
    await published(service, person("cheap", *cheap), person("dear", *dear))
    result = await service.search(nanny(budget_max=8000, budget_unit="month"), language="zh")
    assert len({match.score for match in result.matches}) == 1


async def test_a_little_of_a_skill_is_said_so_and_worth_less(service: MatchService) -> None:
    await published(service, person("some", *NANNY, "早教会一点"), person("well", *NANNY, "早教拿手"))
    result = await service.search(nanny(skills=["early_education"]), language="zh")
    assert [match.worker_id for match in result.matches] == ["well", "some"]
    assert [match.parts["skills"] for match in result.matches] == [1.0, 0.5]
    assert [match.reasons[0].text for match in result.matches] == ["早教启蒙拿手", "早教启蒙会一些"]


@pytest.mark.parametrize(
    ("elder", "said", "wished"),
    [
        (Elder(care="dementia"), "照顾过失智老人，失智照护会做", "失智照护"),
        (Elder(conditions=["stroke"]), "脑梗的老人我照顾过，会做", "中风/脑梗照护"),
    ],
)
async def test_what_a_household_is_glad_of_is_wished_for_and_never_demanded(
    service: MatchService, elder: Elder, said: str, wished: str
) -> None:
    carer = ("做护老五年", "现在住北京朝阳")
    await published(service, person("plain", *carer), person("glad", *carer, said))
    need = Need(job="elderly_carer", city="北京", skills=["cooking"], prefer=["skills:cooking"])
    need.household = Household(elders=[elder])
    result = await service.search(need, language="zh")
    assert [match.worker_id for match in result.matches] == ["glad", "plain"]
    assert f"没说会不会{wished}" in [gap.text for gap in result.matches[1].gaps]
    need.open = ["skills"]
    result = await service.search(need, language="zh")
    assert all(wished not in gap.text for match in result.matches for gap in match.gaps)


async def test_a_skill_more_than_wanted_is_no_fault(service: MatchService) -> None:
    await published(service, person("w1", *NANNY))
    assert await found(service, nanny(exclude=["skills:burping", "languages:english"])) == ["w1"]
