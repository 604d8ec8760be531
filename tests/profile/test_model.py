"""A fact is its words; a profile shows only what was said."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from assistant.profile.model import Fact, Pay, WorkerProfile


def test_a_quote_must_fit_its_span() -> None:
    with pytest.raises(ValidationError):
        Fact(field="name", value="王芳", quote="王芳", start=0, end=3)


def test_the_wire_leaves_out_what_was_not_said_and_keeps_open_ends() -> None:
    profile = WorkerProfile(name="王芳", expected_salary=Pay(max=9000, unit="month"))
    assert profile.wire() == {"name": "王芳", "expected_salary": {"min": None, "max": 9000, "unit": "month"}}


def test_a_profile_refuses_keys_it_does_not_know() -> None:
    with pytest.raises(ValidationError):
        WorkerProfile.model_validate({"religion": "x"})
