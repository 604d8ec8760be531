"""Who somebody is changes nothing of what is published or found, and the figures would show it if it did."""

from __future__ import annotations

import pytest

from assistant.matching.model import Need
from evals.matching.fairness import age_band, impact, measure, ratios, report, somebody_else
from evals.matching.population import needs, people


def test_another_person_of_the_same_words_is_told_apart_only_by_who_she_is() -> None:
    for number, one in enumerate(people(20)):
        other = somebody_else(number, 1)
        assert one.private != other.private
        assert one.worker.profile == other.worker.profile
        assert one.worker.marks == other.worker.marks


def test_ratios_show_who_is_shown_too_seldom() -> None:
    group = {"a": "one", "b": "one", "c": "two", "d": "two"}
    fair = ratios([(["a", "b", "c", "d"], ["a", "c"])], group)
    unfair = ratios([(["a", "b", "c", "d"], ["a", "b"])], group)
    assert impact(fair) == 1
    assert unfair == {"one": 2.0, "two": 0.0}
    assert impact(unfair) == 0


def test_ages_go_by_tens() -> None:
    assert {age_band(each.private) for each in people(60)} <= {"20–29", "30–39", "40–49", "50–59", "60–69", "unsaid"}


@pytest.mark.slow
async def test_answers_do_not_depend_on_who_somebody_is() -> None:
    # One need that many fit, so that it matters who of them is shown.
    measured = await measure(250, [*needs(24), Need(job="housekeeper")])
    assert measured.changed_documents == 0
    assert measured.changed_answers == 0
    assert "by lot" in report(measured)
