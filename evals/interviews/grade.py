"""Compares the profile an interview left with the one it should have left, field by field."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from evals.interviews.course import Course
from evals.interviews.personas import Persona
from evals.understanding.match import same_value


def differences(course: Course) -> list[str]:
    """What is missing, different or too much in the final profile; empty when it is exact."""
    persona = course.persona
    found = {name: _cleaned(name, value) for name, value in course.profile.items() if name != "scenarios"}
    found |= {name: None for name in persona.expect if name not in found}
    shown = [line for name, value in found.items() for line in _field(name, value, persona)]
    return shown + list(_scenarios(course)) + list(_inner(course))


def _field(name: str, found: Any, persona: Persona) -> Iterator[str]:  # noqa: ANN401 - JSON
    expected, optional = persona.expect.get(name), persona.optional.get(name)
    if found is None:
        yield f"{name} is missing, expected {expected}"
    elif isinstance(found, list):
        yield from _items(name, found, list(expected or ()), list(optional or ()), persona)
    elif name in ("preferences", "experience_by_job"):
        yield from _keys(name, found, expected or {}, optional or {})
    else:
        wanted = [value for value in (expected, optional) if value is not None]
        if not any(same_value(name, found, value, persona.loose.get(name, ())) for value in wanted):
            yield f"{name} is {found}, expected {expected}"


def _items(name: str, found: list[Any], expected: list[Any], optional: list[Any], persona: Persona) -> Iterator[str]:
    loose = persona.loose.get(name, ())
    left = list(found)
    for wanted in expected:
        match = next((item for item in left if same_value(name, item, wanted, loose)), None)
        if match is None:
            yield f"{name} lacks {wanted}"
        else:
            left.remove(match)
    for item in left:
        if not any(same_value(name, item, wanted, loose) for wanted in optional):
            yield f"{name} has {item} too much"


def _keys(name: str, found: dict[str, Any], expected: dict[str, Any], optional: dict[str, Any]) -> Iterator[str]:
    for key in expected.keys() | found.keys():
        if key not in found:
            yield f"{name} lacks {key}: {expected[key]}"
        elif key not in expected and key not in optional:
            yield f"{name} has {key}: {found[key]} too much"
        elif not any(same_value(name, found[key], part[key], ()) for part in (expected, optional) if key in part):
            yield f"{name} has {key}: {found[key]}, expected {expected.get(key)}"


def _scenarios(course: Course) -> Iterator[str]:
    """A scenario answer is kept in her own words."""
    for scenario in course.profile.get("scenarios", ()):
        if not any(scenario["answer"] in said for said in course.said):
            yield f"scenario {scenario['question_id']} keeps words she did not say: {scenario['answer']}"


def _inner(course: Course) -> Iterator[str]:
    """Words inside values are hers, and nobody has verified anything."""
    for skill in course.profile.get("skills", ()):
        evidence = skill.get("evidence")
        if evidence is not None and not any(evidence in said for said in course.said):
            yield f"skill {skill['id']} rests on words she did not say: {evidence}"
    for certificate in course.profile.get("certificates", ()):
        if certificate.get("verified", "no") != "no":
            yield f"certificate {certificate['kind']} counts as {certificate['verified']}"


def _cleaned(name: str, value: Any) -> Any:  # noqa: ANN401 - JSON
    """Scenario answers and evidence are judged apart."""
    if name == "skills":
        return [{k: v for k, v in skill.items() if k != "evidence"} for skill in value]
    return value
