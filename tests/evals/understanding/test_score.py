"""What counts as right, missed and wrong."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from assistant.profile.model import Fact
from assistant.understanding.reading import Act, ActSpan, Context, Reading
from evals.understanding.rows import Row
from evals.understanding.score import Judged, run
from evals.understanding.score import judge as judge_reading

TEXT = "七千到八千，上家九千"


def _row(**labels: Any) -> Row:
    base = {"id": "r", "text": TEXT, "today": "2026-11-22", "expect": [], "hard": ["range"]}
    return Row.model_validate(base | labels)


def _fact(field: str, value: Any, start: int = 0, end: int = 5, **more: Any) -> Fact:
    return Fact(field=field, value=value, quote=TEXT[start:end], start=start, end=end, **more)


def _pay(**value: Any) -> dict[str, Any]:
    return {"field": "expected_salary", "value": value}


def judge(row: Row, facts: list[Fact]) -> Judged:
    return judge_reading(row, Reading(facts=tuple(facts)))


def test_numbers_compare_as_numbers() -> None:
    row = _row(expect=[_pay(min=7000, max=8000, unit="month")])
    assert judge(row, [_fact("expected_salary", {"min": 7000.0, "max": 8000, "unit": "month"})]).exact


def test_partial_facts_of_a_folded_field_make_one_claim() -> None:
    row = _row(expect=[_pay(min=7000, max=8000, unit="month")])
    parts = [_fact("expected_salary", {"min": 7000, "max": 8000}), _fact("expected_salary", {"unit": "month"})]
    assert judge(row, parts).exact


def test_a_key_nobody_said_makes_the_fact_wrong_and_leaves_the_expected_one_missed() -> None:
    judged = judge(
        _row(expect=[_pay(min=7000, max=8000)]), [_fact("expected_salary", {"min": 7000, "max": 8000, "unit": "day"})]
    )
    assert len(judged.missed) == len(judged.wrong) == 1


def test_a_corrected_fact_is_neither_right_nor_wrong() -> None:
    assert judge(_row(), [_fact("age", 40, status="corrected")]).exact


def test_polarity_matters() -> None:
    row = _row(expect=[{"field": "jobs", "value": "cleaner", "polarity": "negative"}])
    assert judge(row, [_fact("jobs", "cleaner", polarity="negative")]).exact
    assert len(judge(row, [_fact("jobs", "cleaner")]).wrong) == 1


def test_a_negated_preference_is_its_opposite() -> None:
    row = _row(expect=[{"field": "preferences", "value": {"cats": False}}])
    assert judge(row, [_fact("preferences", {"cats": True}, polarity="negative")]).exact


def test_a_refusal_is_not_a_value() -> None:
    row = _row(expect=[{"field": "age", "value": None, "status": "refused"}])
    assert judge(row, [_fact("age", None, status="refused")]).exact
    assert not judge(row, [_fact("age", 45)]).exact


def test_another_fact_may_stand_for_the_expected_one() -> None:
    either = {"field": "skills", "value": {"id": "baking"}, "else": [{"field": "cuisines", "value": "baking"}]}
    both = [_fact("cuisines", "baking"), _fact("skills", {"id": "baking"})]
    assert judge(_row(expect=[either]), both[:1]).exact
    assert judge(_row(expect=[either]), both).exact


def test_the_narrower_of_allow_and_forbid_decides() -> None:
    row = _row(allow=[{"field": "skills"}], forbid=[{"field": "skills", "value": {"id": "baking"}}])
    assert judge(row, [_fact("skills", {"id": "cooking"})]).exact
    assert len(judge(row, [_fact("skills", {"id": "baking"})]).forbidden) == 1


def test_free_text_of_a_work_period_is_compared_by_its_word_only() -> None:
    row = _row(expect=[{"field": "work_history", "value": {"months": 24, "reason_left": "搬走"}}])
    said = {"months": {"min": 24, "max": 24}, "reason_left": "东家搬走了", "duties": "做饭", "reason_private": True}
    assert judge(row, [_fact("work_history", said)]).exact


def test_flags_are_counted_apart() -> None:
    row = _row(expect=[{"field": "age", "value": 45, "flags": ["approximate"]}])
    judged = judge(row, [_fact("age", 45)])
    assert judged.exact
    assert (judged.flags_right, judged.flags_expected) == (0, 1)


def test_a_quote_that_is_not_the_text_is_reported() -> None:
    stray = Fact(field="age", value=45, quote="四十五", start=0, end=3)
    assert judge(_row(expect=[{"field": "age", "value": 45}]), [stray]).bad_quotes == (stray,)


@pytest.mark.parametrize("labelled", ["上家九千", "九千"])
def test_a_labelled_quote_must_be_overlapped(labelled: str) -> None:
    row = _row(expect=[{"field": "age", "value": 45, "quote": labelled}])
    assert judge(row, [_fact("age", 45, 6, 10)]).exact
    assert not judge(row, [_fact("age", 45, 0, 5)]).exact


def test_a_run_adds_up_by_field_and_by_hard_point() -> None:
    def reader(text: str, context: Context) -> Reading:
        assert (text, context.today) == (TEXT, date(2026, 11, 22))
        return Reading(facts=(_fact("age", 45), _fact("name", "七千")))

    score = run([_row(expect=[{"field": "age", "value": 45}])], reader, "zh")
    assert (score.total.expected, score.total.right, score.total.produced, score.total.wrong) == (1, 1, 2, 1)
    assert score.by_field["name"].wrong == score.by_hard["range"].wrong == 1
    assert score.macro_right == 1.0


def test_acts_are_judged_beside_facts() -> None:
    row = _row(acts=["refuse"], not_acts=["stop"])
    right = Reading(acts=(ActSpan(Act.REFUSE, 0, 3),))
    wrong = Reading(acts=(ActSpan(Act.STOP, 0, 3),))
    assert judge_reading(row, right).exact
    assert judge_reading(row, wrong).acts_missed == (Act.REFUSE,)
    assert judge_reading(row, wrong).acts_wrong == (Act.STOP,)
