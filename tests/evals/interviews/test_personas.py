"""The scripted workers are well formed and lack no kind the product is made for."""

from __future__ import annotations

import re

import pytest

from assistant.profile.model import Topic, WorkerProfile
from evals.interviews.personas import Persona, personas

EVERYONE = personas()


def test_there_are_enough_of_them_in_both_languages() -> None:
    assert len(EVERYONE) >= 10
    assert {persona.language for persona in EVERYONE} == {"zh", "en"}


@pytest.mark.parametrize("persona", EVERYONE, ids=lambda persona: persona.id)
def test_what_is_expected_is_a_profile(persona: Persona) -> None:
    WorkerProfile.model_validate(persona.expect)
    WorkerProfile.model_validate(persona.optional)


@pytest.mark.parametrize("persona", EVERYONE, ids=lambda persona: persona.id)
def test_everyone_can_consent_and_answers_the_read_back(persona: Persona) -> None:
    assert Topic.CONSENT in persona.answers
    assert Topic.CONFIRM in persona.answers
    for cue in persona.cues:
        re.compile(cue.when)


def test_the_hard_kinds_are_there() -> None:
    lines = [line for persona in EVERYONE for said in persona.answers.values() for line in said]
    assert any(line.leave for line in lines), "one comes back after a day"
    assert any(line.resend for line in lines), "one sends a turn twice"
    assert any(line.handoff for line in lines), "one wants a person"
    assert any(persona.refused for persona in EVERYONE), "one refuses to say something"
    assert any(persona.channel != "text" for persona in EVERYONE), "one speaks"
