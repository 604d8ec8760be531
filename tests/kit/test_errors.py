"""Errors carry a key and a status, not sentences."""

from __future__ import annotations

import inspect

from assistant.kit import errors


def test_every_error_has_a_status_of_its_own_kind_and_a_slug() -> None:
    kinds = [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, errors.AyiError)]
    assert len({kind.slug for kind in kinds}) == len(kinds)
    assert all(400 <= kind.status <= 599 for kind in kinds)


def test_an_error_shows_its_key_and_never_its_values() -> None:
    assert str(errors.TooLargeError("turn_too_long", length=9000)) == "turn_too_long"
