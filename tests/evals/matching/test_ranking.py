"""The search among a few hundred made-up people: no must violated by rules of their own, and an order that follows."""

from __future__ import annotations

import pytest

from assistant.matching.model import Need
from evals.matching.population import TODAY, needs, people
from evals.matching.ranking import measure, ndcg, report
from evals.matching.truth import broken_musts, grade, usefulness


def test_gain_is_one_for_the_best_order_and_nothing_without_anybody_useful() -> None:
    assert ndcg([3, 2, 1], [1, 2, 3]) == pytest.approx(1)
    worse = ndcg([1, 2, 3], [1, 2, 3])
    assert worse is not None
    assert worse < 1
    assert ndcg([0], [0, 0]) is None


def test_the_rules_see_each_broken_must() -> None:
    made = next(each.worker for each in people(50) if each.worker.profile.expected_salary and each.worker.marks)
    job = made.profile.jobs[0]
    fitting = Need(job=job)
    broken = {
        "job": Need(job="butler"),
        "city": Need(job=job, city="拉萨"),
        "budget_max": Need(job=job, budget_max=1, budget_unit="month"),
        "years_min": Need(job=job, years_min=40),
        "skills:hosting": Need(job=job, skills=["hosting"], must=["skills:hosting"]),
    }
    for name, need in broken.items():
        assert name in broken_musts(made, need, TODAY)
        assert usefulness(made, need, TODAY) == 0
    assert "job" not in broken_musts(made, fitting, TODAY)


def test_grades_go_from_nothing_to_three() -> None:
    assert [grade(share) for share in (0.0, 0.39, 0.4, 0.6, 0.8, 1.0)] == [0, 0, 1, 2, 3, 3]


def test_needs_are_the_same_every_time_and_various() -> None:
    asked = needs(40)
    assert asked == needs(40)
    assert asked != needs(40, seed=8)
    assert len({need.job for need in asked}) > 4
    assert any(need.must for need in asked)


@pytest.mark.slow
async def test_nobody_is_shown_who_breaks_a_must_and_nobody_is_missed() -> None:
    measured = await measure(500, needs(40))
    assert measured.violations == []
    assert measured.missed == 0
    assert measured.wrong_totals == 0
    assert measured.near_wrong == 0
    assert measured.near_silent == 0
    gains = {name: sum(each) / len(each) for name, each in measured.gains.items()}
    assert gains["search"] > gains["order of the day"]
    assert "musts violated" in report(measured, 500, 40)
