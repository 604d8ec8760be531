"""How these specifications ask the English reader."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from assistant.profile.model import Topic
from assistant.understanding.en.reader import read_en
from assistant.understanding.reading import Context, Reading

TODAY = date(2026, 11, 22)

Read = Callable[..., Reading]
Said = Callable[..., list[tuple[str, Any]]]


@pytest.fixture
def read() -> Read:
    """`read(text, asking=None, previous=None)`: one turn read on 22 November 2026, a Sunday."""

    def run(text: str, asking: str | None = None, previous: str | None = None) -> Reading:
        asked, before = (Topic(name) if name else None for name in (asking, previous))
        return read_en(text, Context(TODAY, asked, before), "t1")

    return run


@pytest.fixture
def said(read: Read) -> Said:
    """`said(text, asking=None)`: the claims of the turn as (field, value); a denied one as (not field, value)."""

    def run(text: str, asking: str | None = None, previous: str | None = None) -> list[tuple[str, Any]]:
        facts = [f for f in read(text, asking, previous).facts if f.status == "claimed"]
        return [(f.field if f.polarity == "positive" else f"not {f.field}", f.value) for f in facts]

    return run
