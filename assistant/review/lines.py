"""The profile as lines, each with the facts behind it and what a clerk should look at first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal

from pydantic import BaseModel

from assistant.profile.fields import FIELDS, FieldSpec
from assistant.profile.fold import Folded
from assistant.profile.model import Fact, Topic
from assistant.review.rules import rules
from assistant.review.words import LineWords

# Why a line comes first, the most urgent first.
Attention = Literal["conflict", "differs", "low_confidence", "unsafe", "needs_human", "staff", "vague", "unconfirmed"]
_ORDER: tuple[Attention, ...] = (
    "conflict",
    "differs",
    "unsafe",
    "low_confidence",
    "needs_human",
    "vague",
    "staff",
    "unconfirmed",
)
_DIFFERS = frozenset({"zodiac_conflict", "document_differs"})
_VAGUE = frozenset({"vague", "conditional", "wish", "confirm"})


class ProfileLine(BaseModel):
    """One line of the profile. `facts` are positions in the file's list of facts; `value` is what a correction changes.

    `by` is who said the value that stands; `topic` the part of the profile it belongs to.
    """

    key: str
    field: str
    topic: Topic
    value: Any
    negative: bool = False
    words: str
    facts: list[int]
    attention: list[Attention]
    by: Literal["worker", "staff", "document"]
    confirmed: bool
    verified: bool
    private: bool = False


def profile_lines(facts: list[Fact], folded: Folded, words: LineWords) -> list[ProfileLine]:
    """Every line, those that need a person first, then in the order of the profile."""
    position = {id(fact): n for n, fact in enumerate(facts)}
    conflicts = {id(fact): conflict.reason for conflict in folded.conflicts for fact in conflict.facts}
    lines: list[ProfileLine] = []
    for name, spec in FIELDS.items():
        live = [fact for fact in folded.live if fact.field == name]
        for key, value, behind in _groups(spec, live, folded):
            lines.append(_line(spec, key, value, behind, position, conflicts, words))
    order = {name: at for at, name in enumerate(FIELDS)}
    return sorted(lines, key=lambda line: (_urgency(line), order[line.field]))


def _urgency(line: ProfileLine) -> int:
    """How far down a line may stand: what only lacks her yes stands where the profile has it."""
    urgent = [_ORDER.index(reason) for reason in line.attention if reason not in ("staff", "unconfirmed")]
    return min(urgent, default=len(_ORDER))


def _groups(spec: FieldSpec, live: list[Fact], folded: Folded) -> Iterable[tuple[str, Any, list[Fact]]]:
    """The values of a field as they stand, each with its facts."""
    if not live:
        return
    if spec.cardinality != "many":
        standing = folded.profile.wire().get(spec.name)
        yield spec.name, standing, live
        return
    if spec.name == "work_history":
        for n, post in enumerate(folded.profile.work_history):
            value = {key: item for key, item in post.model_dump(mode="json").items() if item is not None}
            yield f"{spec.name}:{n}", value, [fact for fact in live if _within(fact.value, value)] or live
        return
    grouped: dict[str, list[Fact]] = {}
    for fact in live:
        item = fact.value.get(spec.key) if spec.key and isinstance(fact.value, Mapping) else fact.value
        grouped.setdefault(f"{spec.name}:{item}:{fact.polarity}", []).append(fact)
    for key, behind in grouped.items():
        merged = behind[-1].value
        if isinstance(merged, Mapping):
            merged = {name: item for fact in behind for name, item in dict(fact.value).items()}
        yield key, merged, behind


def _within(value: object, post: Mapping[str, Any]) -> bool:
    if not isinstance(value, Mapping):
        return False
    return all(post.get(key) == item for key, item in value.items() if item is not None)


def _line(
    spec: FieldSpec,
    key: str,
    value: Any,  # noqa: ANN401 - JSON of any field
    behind: list[Fact],
    position: Mapping[int, int],
    conflicts: Mapping[int, str],
    words: LineWords,
) -> ProfileLine:
    last = behind[-1]
    negative = last.polarity == "negative" and spec.cardinality == "many"
    about = any("approximate" in fact.flags for fact in behind)
    return ProfileLine(
        key=key,
        field=spec.name,
        topic=spec.topic,
        value=value,
        negative=negative,
        words=words.value(spec.name, value, about=about, negative=negative),
        facts=[position[id(fact)] for fact in behind],
        attention=_attention(behind, conflicts),
        by="staff" if last.source == "recruiter" else "document" if last.source == "document" else "worker",
        confirmed=all(fact.status in ("confirmed", "verified") for fact in behind),
        verified=all(fact.status == "verified" for fact in behind),
        private=isinstance(value, Mapping) and bool(value.get("reason_private")),
    )


def _attention(behind: list[Fact], conflicts: Mapping[int, str]) -> list[Attention]:
    found: set[Attention] = set()
    for fact in behind:
        settled = fact.status in ("confirmed", "verified") or fact.source == "recruiter"
        if id(fact) in conflicts:
            found.add("conflict")
        if _DIFFERS & set(fact.flags) and not settled:
            found.add("differs")
        if fact.confidence < rules().low_confidence and not settled:
            found.add("low_confidence")
        if _VAGUE & set(fact.flags) and not settled:
            found.add("vague")
        if fact.source == "recruiter":
            found.add("staff")
        elif fact.status == "claimed" and fact.field != "scenarios":
            found.add("unconfirmed")
        outcome = fact.value.get("outcome") if fact.field == "scenarios" and isinstance(fact.value, Mapping) else None
        if outcome in ("unsafe", "needs_human"):
            found.add("unsafe" if outcome == "unsafe" else "needs_human")
    return [reason for reason in _ORDER if reason in found]
