"""Facts in the making: collected in any order, marked by corrections, then turned into facts with their quotes."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from assistant.profile.fields import FIELDS
from assistant.profile.model import Fact, Polarity, Status, Topic

# The field a refusal or a vague answer under a topic is about.
MAIN_FIELD: Final[Mapping[Topic, str]] = {
    Topic.NAME: "name",
    Topic.AGE: "age",
    Topic.HOMETOWN: "hometown",
    Topic.LOCATION: "location",
    Topic.CONTACT: "phone",
    Topic.JOB: "jobs",
    Topic.EXPERIENCE: "years_experience",
    Topic.HISTORY: "work_history",
    Topic.SKILLS: "skills",
    Topic.CERTIFICATES: "certificates",
    Topic.HEALTH: "health_certificate",
    Topic.WORK_MODE: "work_modes",
    Topic.SCHEDULE: "rest_days_per_month",
    Topic.SALARY: "expected_salary",
    Topic.AVAILABILITY: "available_from",
    Topic.SERVICE_AREA: "service_areas",
    Topic.LANGUAGES: "languages",
    Topic.EDUCATION: "education",
    Topic.PREFERENCES: "preferences",
    Topic.BACKGROUND: "background_check_consent",
}
# A correction reaches this many facts back and ahead, so that a long turn costs no more than its length.
_REACH = 8


@dataclass(frozen=True, slots=True)
class Draft:
    """A fact before its quote is cut: `start`..`end` are character offsets of the raw turn."""

    field: str
    value: Any
    start: int
    end: int
    polarity: Polarity = "positive"
    flags: tuple[str, ...] = ()
    status: Status = "claimed"
    confidence: float = 0.9

    def flagged(self, *flags: str) -> Draft:
        """The same draft with more flags, each once."""
        return replace(self, flags=tuple(dict.fromkeys((*self.flags, *flags))))

    def fact(self, raw: str, turn_id: str | None) -> Fact:
        """The finished fact; its quote is exactly `raw[start:end]`."""
        return Fact(
            field=self.field,
            value=self.value,
            polarity=self.polarity,
            quote=raw[self.start : self.end],
            turn_id=turn_id,
            start=self.start,
            end=self.end,
            confidence=self.confidence,
            status=self.status,
            flags=self.flags,
        )

    def key(self) -> tuple[str, str]:
        """What makes two drafts say the same thing: the field, and for fields of many values the value's key."""
        spec = FIELDS.get(self.field)
        value = self.value.get(spec.key) if spec and spec.key and isinstance(self.value, dict) else self.value
        return self.field, repr(value)


def mark_corrections(drafts: Sequence[Draft], repairs: Iterable[tuple[int, int]]) -> list[Draft]:
    """Drafts in order of position, with what a repair cue replaces marked `corrected` and what it brings `correction`.

    `repairs` are spans of cues ("no wait", "sorry, I mean"). Each joins the last draft before it with the first draft
    of the same field after it.
    """
    ordered = sorted(drafts, key=lambda draft: (draft.start, draft.end))
    starts = [draft.start for draft in ordered]
    for start, end in sorted(repairs):
        first, last = bisect_left(starts, start), bisect_left(starts, end)
        before = [
            i
            for i in range(max(first - _REACH, 0), first)
            if ordered[i].end <= start and ordered[i].status == "claimed"
        ]
        after = list(range(last, min(last + _REACH, len(ordered))))
        pair = next(((i, j) for i in reversed(before) for j in after if _replaces(ordered[j], ordered[i])), None)
        if pair is not None:
            old, new = pair
            ordered[old] = replace(ordered[old], status="corrected")
            ordered[new] = ordered[new].flagged("correction")
    return ordered


def _replaces(new: Draft, old: Draft) -> bool:
    return new.field == old.field and new.value != old.value


def to_facts(raw: str, drafts: Iterable[Draft], turn_id: str | None) -> tuple[Fact, ...]:
    """The drafts as facts, by position, each saying once; `quote` is exactly `raw[start:end]`."""
    seen: set[tuple[str, str, str, str]] = set()
    facts: list[Fact] = []
    for draft in sorted(drafts, key=lambda d: (d.start, d.end, d.field)):
        mark = (draft.field, repr(draft.value), draft.polarity, draft.status)
        if mark in seen or not 0 <= draft.start < draft.end <= len(raw):
            continue
        seen.add(mark)
        facts.append(draft.fact(raw, turn_id))
    return tuple(facts)
