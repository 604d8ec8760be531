"""A final profile is exact or the difference is named."""

from __future__ import annotations

from typing import Any

from evals.interviews.course import Course
from evals.interviews.grade import differences
from evals.interviews.personas import Persona


def _course(profile: dict[str, Any], said: tuple[str, ...] = (), **more: Any) -> Course:
    base = {"id": "p", "title": "一位", "language": "zh", "fallback": "没", "answers": {}, "expect": {}}
    return Course(Persona.model_validate(base | more), said=list(said), profile=profile)


def test_an_exact_profile_has_no_difference() -> None:
    profile = {"name": "王芳", "jobs": ["cleaner", "cook"], "years_experience": {"min": 3.0, "max": 3}}
    expect = {"jobs": ["cook", "cleaner"], "name": "王芳", "years_experience": {"min": 3, "max": 3}}
    assert differences(_course(profile, expect=expect)) == []


def test_missing_different_and_surplus_are_named() -> None:
    shown = differences(_course({"age": 45, "jobs": ["cook", "butler"]}, expect={"name": "王芳", "jobs": ["cook"]}))
    assert len(shown) == 3
    assert any("name is missing" in line for line in shown)
    assert any("butler" in line for line in shown)
    assert any("age is 45" in line for line in shown)


def test_a_preference_is_judged_by_itself() -> None:
    found = {"preferences": {"cats": False, "dogs": True}}
    assert (
        len(
            differences(
                _course(found, expect={"preferences": {"cats": True}}, optional={"preferences": {"dogs": True}})
            )
        )
        == 1
    )


def test_evidence_and_scenario_answers_must_be_her_words() -> None:
    profile = {
        "skills": [{"id": "cooking", "evidence": "会做饭"}],
        "scenarios": [{"question_id": "q", "answer": "打120", "outcome": "safe"}],
    }
    expect = {"skills": [{"id": "cooking"}]}
    assert differences(_course(profile, ("我会做饭", "打120"), expect=expect)) == []
    assert len(differences(_course(profile, expect=expect))) == 2


def test_nobody_verifies_a_certificate_in_an_interview() -> None:
    profile = {"certificates": [{"kind": "infant_care", "verified": "checked"}]}
    assert len(differences(_course(profile, expect={"certificates": [{"kind": "infant_care"}]}))) == 1
