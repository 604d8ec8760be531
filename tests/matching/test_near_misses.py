"""Near misses name the readiest condition first, one person for each, and never what may not give."""

from __future__ import annotations

import itertools

from assistant.matching.conditions import Compared, Condition
from assistant.matching.model import Need
from assistant.matching.near_misses import may_give, most_readily
from assistant.matching.service import MatchService
from assistant.matching.settings import weights
from assistant.matching.wording import lines
from tests.matching.people import NANNY, nanny, person, published

PAY = Condition("budget_max", (Compared("pay_month", "<=", 8000),))
START = Condition("start", (Compared("available", "<=", 10),))
YEARS = Condition("years_min", (Compared("years", ">=", 50),))
RULES = weights()


def row(no: int, pay: int = 8000, available: int = 0, years: int = 50) -> dict[str, int]:
    return {"no": no, "pay_month": pay, "available": available, "years": years}


def test_the_readiest_condition_comes_first_and_each_is_named_once_before_any_again() -> None:
    rows = [row(1, pay=9000), row(2, pay=9500), row(3, years=10), row(4, available=20)]
    named = most_readily(rows, (PAY, START, YEARS), RULES)
    assert named == [(4, ("start",)), (1, ("budget_max",)), (3, ("years_min",)), (2, ("budget_max",))]


def test_one_person_is_named_once_by_her_best_row() -> None:
    assert most_readily([row(1, pay=9000), row(1, years=1)], (PAY, YEARS), RULES) == [(1, ("budget_max",))]


def test_what_may_not_give_is_never_named() -> None:
    assert not may_give(("record_check",), RULES)
    assert not may_give(("start", "declined:dogs"), RULES)
    assert not may_give((), RULES)
    assert may_give(("skills:driving", "city"), RULES)


def test_everything_that_may_give_can_be_said_in_both_languages() -> None:
    for field, language in itertools.product(RULES.gives, ("zh", "en")):
        assert lines("near", language)["gives"][field]


def test_every_sentence_exists_in_both_languages() -> None:
    for name in ("reasons", "gaps", "compare"):
        assert lines(name, "zh").keys() == lines(name, "en").keys()
    assert lines("compare", "zh")["rows"].keys() == lines("compare", "en")["rows"].keys()


async def test_a_near_miss_says_which_must_would_have_to_give(service: MatchService) -> None:
    await published(service, person("w1", "我叫王秀英", *NANNY))
    need = nanny(budget_max=7000, budget_unit="month", work_modes=["live_in"])
    result = await service.search(need, language="zh")
    assert result.matches == []
    assert result.total == 0
    (near,) = result.near_misses
    assert near.gives == ["budget_max"]
    assert near.text == "如果预算可以让一步，王阿姨别的都合适：期望八千/月，比预算高。"
    english = await service.search(need, language="en")
    assert english.near_misses[0].text.startswith("If the budget could give way, Wang Ayi fits otherwise: Asks ")


async def test_near_misses_of_two_musts_and_from_another_city(service: MatchService) -> None:
    await published(service, person("w1", *NANNY, "去外地可以"))
    need = nanny(budget_max=7000, budget_unit="month", years_min=8)
    near = (await service.search(need, language="zh")).near_misses
    assert [each.gives for each in near] == [["budget_max", "years_min"]]
    elsewhere = (await service.search(Need(job="childcare_nanny", city="上海"), language="zh")).near_misses
    assert [each.gives for each in elsewhere] == [["city"]]
    assert "城市" in elsewhere[0].text


async def test_no_near_misses_when_enough_fit_and_what_was_declined_never_gives(service: MatchService) -> None:
    await published(service, *(person(f"w{n}", *NANNY) for n in range(3)), person("no", *NANNY, "家里有狗不行"))
    enough = await service.search(nanny(budget_max=8000, pets=["dogs"]), language="zh")
    assert enough.total == 3
    assert enough.near_misses == []
    few = await service.search(nanny(budget_max=100, budget_unit="month", pets=["dogs"]), language="zh")
    assert {near.match.worker_id for near in few.near_misses} == {"w0", "w1", "w2"}
