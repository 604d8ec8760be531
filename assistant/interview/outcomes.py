"""What the events of a turn mean for what is stored."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.interview.state import Event, EventKind
from assistant.profile.fold import fold
from assistant.profile.model import Fact


def wants_erasing(events: Sequence[Event]) -> bool:
    """Whether nothing of hers may be kept after this turn."""
    erasing = (EventKind.CONSENT_DECLINED, EventKind.CONSENT_WITHDRAWN, EventKind.DELETE_REQUESTED)
    return any(event.kind in erasing for event in events)


def confirmed(events: Sequence[Event], facts: Sequence[Fact]) -> list[Fact]:
    """Copies, marked confirmed, of the facts she just agreed to: facts are append-only, so agreeing adds, too."""
    fields: set[str] = set()
    everything = False
    for event in events:
        if event.kind is EventKind.FACTS_CONFIRMED:
            fields.update(event.fields)
        everything = everything or event.kind is EventKind.READ_BACK_CONFIRMED
    return [
        fact.model_copy(update={"status": "confirmed"})
        for fact in fold(facts).live
        if fact.status == "claimed" and (everything or fact.field in fields)
    ]
