"""Why she left a home: the statement that tells it, added to the home it was."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from assistant.profile.model import Fact
from assistant.understanding.tagger.bars import Bars
from assistant.understanding.tagger.labels import WHY_LEFT
from assistant.understanding.tagger.model import Tags
from assistant.understanding.tagger.statements import said_at

_LEAST: Final = 2


def with_reason(facts: Sequence[Fact], text: str, tags: Tags, bars: Bars) -> list[Fact]:
    """The facts, the only home she left among them with the reason that no rule read.

    Its quote then reaches as far as the reason. A reason is for the clerk's eyes until she lets it be shown.
    """
    homes = [fact for fact in facts if fact.field == "work_history" and isinstance(fact.value, dict)]
    likely, token = tags.best(WHY_LEFT)
    if len(homes) != 1 or likely < bars.of(WHY_LEFT) or homes[0].value.get("reason_left") or homes[0].flags:
        return list(facts)
    (home,) = homes
    start, end = said_at(text, tags, token)
    reason = text[start:end].strip()
    if len(reason) < _LEAST:
        return list(facts)
    first, last = min(home.start, start), max(home.end, end)
    value = home.value | {"reason_left": reason, "reason_private": True}
    told = home.model_copy(update={"value": value, "start": first, "end": last, "quote": text[first:last]})
    return [told if fact is home else fact for fact in facts]
