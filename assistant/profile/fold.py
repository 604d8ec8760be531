"""Reconcile: the profile is a fold of append-only facts, in the order they were said.

The last clear word wins, what a person verified is not overturned by a passing remark, nothing is thrown away: every
fact stays in the history, and what disagrees is reported as a conflict for a question or a reviewer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from assistant.profile.fields import FIELDS, FieldSpec
from assistant.profile.model import STAFF_WORDS, Fact, WorkerProfile

# Flags by which a reader says that a fact disagrees with something else the worker said or with a paper she named.
_CONFLICT_FLAGS = ("zodiac_conflict", "document_differs")
# In an object, a new value of the first key makes the old value of the second stale (another province, another city).
_NESTED_KEYS = {"hometown": ("province", "city"), "location": ("city", "district")}
_PERSON_CHECKED = frozenset({"verified"})
# Below this a fact is too unclear to replace a clear one.
_CLEAR = 0.5


@dataclass(frozen=True, slots=True)
class Conflict:
    """Facts of one field that cannot all be right; `reason` is `changed` or the flag a reader raised."""

    field: str
    reason: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Folded:
    """A profile and where it comes from.

    `live` are the facts the profile rests on; `touched` the fields spoken to in any way, `refused` those she would not
    speak about and has not since.
    """

    profile: WorkerProfile
    live: tuple[Fact, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    history: Mapping[str, tuple[Fact, ...]] = field(default_factory=dict)
    touched: frozenset[str] = frozenset()
    refused: frozenset[str] = frozenset()


def fold(facts: Iterable[Fact]) -> Folded:
    """The profile these facts make, oldest first.

    Facts of unknown fields (written by a newer version) stay in the history and change nothing else.
    """
    history: dict[str, list[Fact]] = {}
    for fact in facts:
        history.setdefault(fact.field, []).append(fact)
    values: dict[str, Any] = {}
    live: list[Fact] = []
    conflicts: list[Conflict] = []
    refused: set[str] = set()
    for name, said in history.items():
        spec = FIELDS.get(name)
        if spec is None:
            continue
        if said[-1].status == "refused":
            refused.add(name)
        standing = [fact for fact in said if fact.status not in ("corrected", "refused")]
        if name == "years_experience":
            standing = _without_lesser_totals(standing, history.get("experience_by_job", []))
        used = _FOLDS[spec.cardinality](spec, standing, values)
        live.extend(used)
        conflicts.extend(_conflicts(spec, standing, used))
    return Folded(
        profile=WorkerProfile.model_validate(values),
        live=tuple(sorted(live, key=_order(history))),
        conflicts=tuple(conflicts),
        history={name: tuple(said) for name, said in history.items()},
        touched=frozenset(history),
        refused=frozenset(refused),
    )


def _order(history: Mapping[str, list[Fact]]) -> Any:  # noqa: ANN401 - a sort key
    position = {id(fact): n for n, fact in enumerate(f for said in history.values() for f in said)}
    return lambda fact: position[id(fact)]


def _outranks(new: Fact, old: Fact) -> bool:
    """Whether `new`, said later, replaces `old`."""
    if old.status in _PERSON_CHECKED and new.status not in _PERSON_CHECKED and new.source != "recruiter":
        return False
    if "correction" in new.flags:
        return True
    return new.confidence >= _CLEAR or old.confidence < _CLEAR


def _fold_one(spec: FieldSpec, said: list[Fact], values: dict[str, Any]) -> list[Fact]:
    current: Fact | None = None
    for fact in said:
        # A denied yes/no is an answer; a denied name or number says only what it is not.
        if fact.value is None or (fact.polarity == "negative" and not isinstance(fact.value, bool)):
            continue
        if current is None or _outranks(fact, current):
            current = fact
    if current is None:
        return []
    values[spec.name] = current.value
    return [current]


def _fold_merge(spec: FieldSpec, said: list[Fact], values: dict[str, Any]) -> list[Fact]:
    merged: dict[str, Any] = {}
    owner: dict[str, Fact] = {}
    for fact in said:
        if not isinstance(fact.value, dict):
            continue
        _drop_stale(spec.name, fact.value, merged, owner)
        for key, value in fact.value.items():
            if key not in owner or _outranks(fact, owner[key]):
                merged[key] = value
                owner[key] = fact
    if not merged:
        return []
    values[spec.name] = merged
    return _unique(owner.values())


def _drop_stale(name: str, new: Mapping[str, Any], merged: dict[str, Any], owner: dict[str, Fact]) -> None:
    outer, inner = _NESTED_KEYS.get(name, (None, None))
    if outer in new and outer in merged and new[outer] != merged[outer] and inner not in new and inner is not None:
        merged.pop(inner, None)
        owner.pop(inner, None)


def _fold_many(spec: FieldSpec, said: list[Fact], values: dict[str, Any]) -> list[Fact]:
    kept: dict[str, tuple[Any, list[Fact]]] = {}
    declined: dict[str, Fact] = {}
    for position, fact in enumerate(said):
        if fact.value is None:
            continue
        key = _key(spec, fact, position, kept)
        if fact.polarity == "negative":
            kept.pop(key, None)
            declined.pop(key, None)
            declined[key] = fact
            continue
        declined.pop(key, None)
        old_value, old_facts = kept.get(key, (None, []))
        amends = spec.key is not None or "correction" in fact.flags
        if amends and isinstance(old_value, dict) and isinstance(fact.value, dict):
            still = [old for old in old_facts if not set(old.value) <= set(fact.value)]
            kept[key] = (old_value | fact.value, [*still, fact])
        else:
            kept[key] = (fact.value, [fact])
    _write_many(spec, values, kept, declined)
    return _unique([*(fact for _, facts in kept.values() for fact in facts), *declined.values()])


def _write_many(
    spec: FieldSpec, values: dict[str, Any], kept: Mapping[str, tuple[Any, list[Fact]]], declined: Mapping[str, Fact]
) -> None:
    if spec.name == "experience_by_job":
        values[spec.name] = {job: {"min": v.get("min"), "max": v.get("max")} for job, (v, _) in kept.items()}
        return
    if spec.name == "skills":
        values[spec.name] = [v | _her_words(facts) for v, facts in kept.values()]
    elif kept:
        values[spec.name] = [value for value, _ in kept.values()]
    if spec.declined and declined:
        values[spec.declined] = list(declined)


def _her_words(facts: list[Fact]) -> dict[str, str]:
    hers = [fact.quote for fact in facts if STAFF_WORDS not in fact.flags]
    return {"evidence": hers[-1]} if hers else {}


def _key(spec: FieldSpec, fact: Fact, position: int, kept: Mapping[str, tuple[Any, list[Fact]]]) -> str:
    if spec.key and isinstance(fact.value, dict):
        return str(fact.value.get(spec.key))
    if isinstance(fact.value, dict):
        return _post_key(fact, position, kept)
    return str(fact.value)


def _post_key(fact: Fact, position: int, kept: Mapping[str, tuple[Any, list[Fact]]]) -> str:
    """A post has no id: the same words again are the same post, and a correction amends the last one."""
    for key, (value, _) in kept.items():
        if value == fact.value:
            return key
    if "correction" in fact.flags and kept:
        return list(kept)[-1]
    return str(position)


def _without_lesser_totals(said: list[Fact], by_job: list[Fact]) -> list[Fact]:
    """Years told of one job are not the years of all: a smaller figure tied to another job never lowers the total.

    "做了八年月嫂" also gives a total of eight; "育儿嫂做过两年" said later must not turn it into two.
    """
    tied = {(f.turn_id, f.value.get("min"), f.value.get("max")): f.value.get("job") for f in by_job if f.value}
    result: list[Fact] = []
    for fact in said:
        value = fact.value if isinstance(fact.value, dict) else {}
        job = tied.get((fact.turn_id, value.get("min"), value.get("max")))
        if job and result and "correction" not in fact.flags and _lower(value) < _lower(result[-1].value):
            continue
        result.append(fact)
    return result


def _lower(value: object) -> float:
    ends = value if isinstance(value, dict) else {}
    return float(ends.get("min") or ends.get("max") or 0)


def _conflicts(spec: FieldSpec, said: list[Fact], used: list[Fact]) -> list[Conflict]:
    found = [
        Conflict(spec.name, flag, (fact,))
        for fact in used
        for flag in _CONFLICT_FLAGS
        if flag in fact.flags and fact.status not in ("confirmed", "verified")
    ]
    if spec.cardinality != "one" or not used:
        return found
    winner = used[0]
    if "correction" in winner.flags or winner.status in ("confirmed", "verified"):
        return found
    rivals = [f for f in said if f.value is not None and f.polarity == "positive" and f.value != winner.value]
    if rivals:
        found.append(Conflict(spec.name, "changed", (*rivals, winner)))
    return found


def _unique(facts: Iterable[Fact]) -> list[Fact]:
    return list({id(fact): fact for fact in facts}.values())


_FOLDS = {"one": _fold_one, "merge": _fold_merge, "many": _fold_many}
