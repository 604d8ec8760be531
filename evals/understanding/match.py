"""When a fact that was read agrees with a label."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from assistant.profile.fields import FIELDS
from assistant.profile.model import Fact, Polarity
from evals.understanding.rows import Label

# Folded key by key, so several partial facts of one turn make one claim. Preferences are judged id by id.
_FOLDED = frozenset({"hometown", "location", "health_certificate", "expected_salary"})
# Keys of a value that carry no claim of their own, or cannot be labelled exactly.
_FREE_KEYS = {
    "work_history": frozenset({"duties", "reason_private"}),
    "certificates": frozenset({"issuer_type", "verified"}),
    "skills": frozenset({"evidence"}),
}
_SHARED_LETTERS = 2


@dataclass(frozen=True, slots=True)
class Claim:
    """What the profile would take from a turn: one or more facts that say one thing."""

    field: str
    value: Any
    polarity: Polarity
    refused: bool
    quotes: tuple[str, ...]
    flags: frozenset[str]

    def __str__(self) -> str:
        sign = "not " if self.polarity == "negative" else ""
        return f"{self.field}: {'refused' if self.refused else sign + str(self.value)}"


def claims(facts: Iterable[Fact]) -> list[Claim]:
    """The live claims of one turn. Facts she corrected herself are history and stay out."""
    made: dict[tuple[str, str, str, bool], Claim] = {}
    for fact in facts:
        if fact.status == "corrected":
            continue
        for slot, value in _slots(fact):
            refused = fact.status == "refused"
            key = (fact.field, slot, fact.polarity, refused)
            old = made.get(key)
            if old is not None and isinstance(old.value, dict) and isinstance(value, dict):
                value = old.value | value
            quotes = (*(old.quotes if old else ()), fact.quote)
            flags = frozenset(fact.flags) | (old.flags if old else frozenset())
            made[key] = Claim(fact.field, value, fact.polarity, refused, quotes, flags)
    return list(made.values())


def _slots(fact: Fact) -> Iterator[tuple[str, Any]]:
    """Where in the profile a fact lands: facts with the same slot are one claim."""
    if fact.status == "refused":
        yield "", None
    elif fact.field == "preferences" and isinstance(fact.value, dict):
        for key, value in fact.value.items():
            yield key, {key: value}
    elif fact.field in _FOLDED:
        yield "", fact.value
    else:
        key = FIELDS[fact.field].key if fact.field in FIELDS else None
        keyed = key is not None and isinstance(fact.value, dict)
        yield str(fact.value.get(key) if keyed else _plain(fact.value)), fact.value


def agrees(claim: Claim, label: Label) -> bool:
    """Whether the claim is what the label says, in one of the ways the label accepts."""
    return _is(claim, label) or any(_is(claim, other) for other in label.instead)


def _is(claim: Claim, label: Label) -> bool:
    if claim.field != label.field or claim.refused != (label.status == "refused"):
        return False
    if claim.polarity != label.polarity and claim.field != "preferences":
        return False
    if label.quote and not any(_overlaps(label.quote, quote) for quote in claim.quotes):
        return False
    return claim.refused or label.any_value or any(_same(claim, value, label.loose) for value in label.values)


def _overlaps(labelled: str, quote: str) -> bool:
    return bool(quote) and (labelled in quote or quote in labelled)


def _same(claim: Claim, expected: Any, loose: tuple[str, ...]) -> bool:  # noqa: ANN401 - values are JSON
    field, produced = claim.field, claim.value
    if field == "strengths":
        return any(str(expected) in quote for quote in (*claim.quotes, str(produced)))
    if field == "name":
        return _letters(produced) == _letters(expected)
    if field == "preferences" and claim.polarity == "negative" and isinstance(produced, dict):
        produced = {key: not value for key, value in produced.items()}
    spec = FIELDS.get(field)
    if claim.polarity == "negative" and spec and spec.key and isinstance(expected, dict) and isinstance(produced, dict):
        return bool(produced.get(spec.key) == expected.get(spec.key))
    return same_value(field, produced, expected, loose)


def same_value(field: str, produced: Any, expected: Any, loose: tuple[str, ...] = ()) -> bool:  # noqa: ANN401 - JSON
    """Whether two values of a field are the same, `loose` and free keys left aside."""
    dropped = frozenset(loose) | _FREE_KEYS.get(field, frozenset())
    return _equal(_plain(produced, dropped), _plain(expected, dropped))


def _letters(value: object) -> str:
    return "".join(str(value).casefold().split())


def _plain(value: Any, dropped: frozenset[str] = frozenset()) -> Any:  # noqa: ANN401 - values are JSON
    """The value with open ends, free keys and the difference between 3, 3.0 and [3, 3] taken out."""
    if isinstance(value, dict):
        kept = {k: _plain(v) for k, v in value.items() if v is not None and k not in dropped}
        return kept["min"] if kept.keys() == {"min", "max"} and kept["min"] == kept["max"] else kept
    if isinstance(value, float):
        return round(value, 2)
    return value


def _equal(produced: Any, expected: Any) -> bool:  # noqa: ANN401 - values are JSON
    if not (isinstance(produced, dict) and isinstance(expected, dict)):
        return isinstance(produced, bool) == isinstance(expected, bool) and bool(produced == expected)
    if produced.keys() != expected.keys():
        return False
    return all(_equal_part(key, produced[key], expected[key]) for key in expected)


def _equal_part(key: str, produced: Any, expected: Any) -> bool:  # noqa: ANN401 - values are JSON
    if key == "reason_left":
        return str(expected).casefold() in str(produced).casefold()
    if key == "issuer":
        shared = min(_SHARED_LETTERS, len(str(expected)))
        heads = {str(expected)[i : i + shared] for i in range(len(str(expected)) - shared + 1)}
        return any(head in str(produced) for head in heads)
    return _equal(produced, expected)
