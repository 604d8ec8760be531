"""What a rule of the Chinese reader is: it looks at the scene and proposes facts in the making."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from assistant.understanding.common.drafts import Draft
from assistant.understanding.zh.scene import Scene

__all__ = ["Draft", "Rule"]

Rule = Callable[[Scene], Iterable[Draft]]
