"""Near misses name the readiest condition first, one person for each, and never what may not give."""

from __future__ import annotations

import itertools

from assistant.matching.conditions import Compared, Condition
from assistant.matching.near_misses import may_give, most_readily
from assistant.matching.settings import weights
from assistant.matching.wording import lines

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
