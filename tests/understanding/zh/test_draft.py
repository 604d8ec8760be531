"""A draft gains flags without losing itself."""

from __future__ import annotations

from assistant.understanding.zh.draft import Draft


def test_flags_are_kept_once() -> None:
    draft = Draft("age", 45, 0, 2, flags=("approximate",))
    assert draft.flagged("approximate", "correction").flags == ("approximate", "correction")
