"""The constructions of English are data; one may stand in another, and all are ready before the first turn."""

from __future__ import annotations

import pytest

from assistant.understanding.en import patterns


def test_a_construction_in_braces_is_spelled_out() -> None:
    assert patterns.filled("{asking}, please") == f"{patterns.source('asking')}, please"
    assert "{asking}" not in patterns.filled("{asking}")


def test_a_name_nobody_wrote_is_an_error() -> None:
    assert not patterns.written("no_such_construction")
    with pytest.raises(KeyError):
        patterns.pattern("no_such_construction")


def test_every_construction_compiles() -> None:
    patterns.make_ready()
    assert patterns.pattern.cache_info().currsize > 100
