"""Which facts carry a value of the profile. A value no publishable fact carries is not written down."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from pydantic import BaseModel

from assistant.profile.model import STAFF_WORDS, Fact
from assistant.resume.model import Evidence, View
from assistant.resume.wording import is_private

PUBLISHABLE: Final = frozenset({"claimed", "confirmed", "verified"})
# Fields whose words are never shown to strangers, whatever they say.
_WITHHELD_FIELDS: Final = frozenset({"phone", "scenarios", "birth_year", "age", "expected_salary", "work_history"})

Ids = tuple[int, ...]


def plain(value: object) -> Any:  # noqa: ANN401 - JSON-like data has no narrower type
    """A value as JSON-like data without its unsaid keys, so that profile and fact values compare."""
    if isinstance(value, BaseModel):
        value = dict(value)
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items() if item is not None}
    return value


class Ledger:
    """The publishable facts of one profile, by their position among the facts given."""

    def __init__(self, facts: Sequence[Fact]) -> None:
        self.facts = tuple(facts)
        self._by_field: dict[str, list[int]] = {}
        for position, fact in enumerate(self.facts):
            if fact.status in PUBLISHABLE and fact.value is not None:
                self._by_field.setdefault(fact.field, []).append(position)

    def of(self, field: str, *, negative: bool = False) -> Ids:
        """Positions of the field's facts that say so (or, if `negative`, that deny it)."""
        wanted = "negative" if negative else "positive"
        return tuple(i for i in self._by_field.get(field, ()) if self.facts[i].polarity == wanted)

    def where(self, field: str, test: Callable[[Any], bool], *, negative: bool = False) -> Ids:
        """Positions of the field's facts whose value passes `test`."""
        return tuple(i for i in self.of(field, negative=negative) if test(plain(self.facts[i].value)))

    def equal(self, field: str, value: object) -> Ids:
        """Positions of the facts that carry exactly this value."""
        wanted = plain(value)
        return self.where(field, lambda said: bool(said == wanted))

    def parts(self, candidates: Iterable[int], value: object) -> tuple[dict[str, Any], Ids]:
        """The keys of an object that the candidate facts carry with the same value, and those facts."""
        kept: dict[str, Any] = {}
        ids: list[int] = []
        for key, item in plain(value).items():
            carriers = [i for i in candidates if _says(plain(self.facts[i].value), key, item)]
            if carriers:
                kept[key] = item
                ids.extend(carriers)
        return kept, unique(ids)

    def flagged(self, ids: Iterable[int], *flags: str) -> bool:
        """Whether any of the facts carries one of the flags."""
        return any(flag in self.facts[i].flags for i in ids for flag in flags)

    def verified(self, ids: Ids) -> bool:
        """Whether a person checked every one of the facts."""
        return bool(ids) and all(self.facts[i].status == "verified" for i in ids)

    def evidence(self, ids: Iterable[int], view: View) -> tuple[Evidence, ...]:
        """The facts as evidence; in the public view, words that are private are withheld."""
        return tuple(self._one(i, view) for i in sorted(set(ids)))

    def _one(self, position: int, view: View) -> Evidence:
        fact = self.facts[position]
        withheld = fact.field in _WITHHELD_FIELDS or STAFF_WORDS in fact.flags or is_private(fact.quote)
        hidden = view == "public" and withheld
        return Evidence(
            id=position,
            field=fact.field,
            status=fact.status,
            quote=None if hidden else fact.quote,
            turn_id=fact.turn_id,
            start=fact.start,
            end=fact.end,
        )


def unique(ids: Iterable[int]) -> Ids:
    """Positions once each, in the order of the facts."""
    return tuple(sorted(set(ids)))


def _says(said: object, key: str, item: object) -> bool:
    return isinstance(said, dict) and said.get(key) == item
