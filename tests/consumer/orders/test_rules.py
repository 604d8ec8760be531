"""The bounds of orders and reviews fit each other, and what may be given as a reason is lawful."""

from __future__ import annotations

from assistant.consumer.orders.rules import rules


def test_she_has_time_to_answer_before_the_last_day_that_may_be_proposed() -> None:
    assert 0 < rules().answer_days < rules().latest_days
    assert rules().link_days >= rules().answer_days


def test_the_chat_outlives_every_wait() -> None:
    assert rules().keep_days > rules().answer_days + rules().confirm_days + rules().latest_days


def test_only_the_work_can_be_judged() -> None:
    assert set(rules().review.aspects) == {"on_time", "skill", "tidy", "as_agreed", "communication"}


def test_nothing_in_the_reasons_to_take_a_review_down_is_about_its_being_bad() -> None:
    assert set(rules().review.removals) == {"wrong_person", "insult", "threat", "not_about_service"}


def test_every_kind_of_mask_may_be_set_by_hand_too() -> None:
    assert {rule.kind for rule in rules().masks} <= set(rules().review.mask_kinds)
