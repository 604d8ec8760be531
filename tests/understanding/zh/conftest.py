"""What the Chinese reader's specifications share: saying something and looking at what was understood."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from assistant.profile.fold import fold
from assistant.profile.model import Topic
from assistant.understanding.reading import Context, Reading
from assistant.understanding.zh.reader import read_zh
from assistant.understanding.zh.scene import Scene, lay_out

TODAY = date(2026, 11, 22)


@pytest.fixture
def hear() -> Callable[..., Reading]:
    """Reads a turn said on 22 November 2026."""

    def reading(text: str, asking: str | None = None, previous: str | None = None) -> Reading:
        topic, earlier = (Topic(name) if name else None for name in (asking, previous))
        return read_zh(text, Context(TODAY, topic, earlier, "zh"), "t1")

    return reading


@pytest.fixture
def profile(hear: Callable[..., Reading]) -> Callable[..., dict[str, Any]]:
    """The profile one turn makes, as on the wire."""

    def made(text: str, asking: str | None = None, previous: str | None = None) -> dict[str, Any]:
        return fold(hear(text, asking, previous).facts).profile.wire()

    return made


@pytest.fixture
def scene() -> Callable[..., Scene]:
    """A turn laid out for the rules."""

    def laid(text: str, asking: str | None = None) -> Scene:
        return lay_out(text, Context(TODAY, Topic(asking) if asking else None))

    return laid
