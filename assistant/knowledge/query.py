"""What a question is about: where, when, in which language, and how a clause would put it."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass
from functools import cache

from assistant.kit.data import data_path, load_yaml
from assistant.knowledge.documents import jurisdictions
from assistant.knowledge.tokens import tokens
from assistant.vocabulary.places import places

_HAN = re.compile(r"[\u3400-\u9fff]")
_NATIONAL = "cn"


@dataclass(frozen=True, slots=True)
class Synonym:
    """Spoken forms of a notion, and the terms the clauses use for it."""

    forms: tuple[str, ...]
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """A question as the search sees it.

    `jurisdiction` is the place asked about, or None; `scope` that place and every wider one whose rules bind there.
    `named` lists every place the words name: "北京和上海一样吗" names two. `words` are the question's own tokens,
    `expanded` those of the clauses' terms for what it says, which `terms` holds whole. `elsewhere` is a place the words
    name that the library holds nothing of; then only what binds nationwide answers.
    """

    text: str
    language: str
    jurisdiction: str | None
    scope: tuple[str, ...]
    named: tuple[str, ...]
    words: tuple[str, ...]
    expanded: tuple[str, ...]
    terms: tuple[str, ...] = ()
    elsewhere: str | None = None


@cache
def synonyms() -> tuple[Synonym, ...]:
    """The colloquial-to-legal words, from data."""
    loaded: list[dict[str, list[str]]] = load_yaml(data_path("knowledge_base", "taxonomy", "synonyms.yaml"))
    return tuple(Synonym(tuple(entry["forms"]), tuple(entry["terms"])) for entry in loaded)


def understand(text: str, jurisdiction: str | None = None) -> Query:
    """Read a question. `jurisdiction` is what the asker chose; places named in the words go first."""
    named = places_named(text)
    local, elsewhere = (None, None) if named else _place_in(text)
    named = named or ((local,) if local else ())
    chosen = jurisdiction if jurisdiction in jurisdictions() else None
    place = named[0] if named else _NATIONAL if elsewhere else chosen
    folded = text.lower()
    terms = [
        term
        for synonym in synonyms()
        if any(_mentions(folded, form.lower()) for form in synonym.forms)
        for term in synonym.terms
        if term not in text
    ]
    return Query(
        text=text,
        language="zh" if _HAN.search(text) else "en",
        jurisdiction=place,
        scope=scope_of(place),
        named=named,
        words=tuple(tokens(text)),
        expanded=tuple(tokens(" ".join(terms))),
        terms=tuple(terms),
        elsewhere=elsewhere,
    )


def places_named(text: str) -> tuple[str, ...]:
    """The jurisdictions the words name, in the order of their first mention; the nation only when nothing else is."""
    folded = text.lower()
    found: list[tuple[int, str]] = []
    for place, entry in jurisdictions().items():
        at = [folded.find(form.lower()) for form in entry["forms"] if _mentions(folded, form.lower())]
        if at:
            found.append((min(at), place))
    ordered = [place for _, place in sorted(found)]
    # "浙江温州" is one place: a wider one is named only to say where the narrower lies.
    within = {wider for place in ordered for wider in scope_of(place)[1:]}
    local = [place for place in ordered if place != _NATIONAL and place not in within]
    return tuple(local or ordered)


def _place_in(text: str) -> tuple[str | None, str | None]:
    """For a place that is no form of a jurisdiction: the one it lies in, or the name of a place elsewhere."""
    for match in places().find(text):
        if match.risky or (match.city is None and match.province is None):
            continue
        lies_in = [name for name in (match.city, match.province) if name]
        for place, entry in jurisdictions().items():
            if place != _NATIONAL and any(name in entry["forms"] for name in lies_in):
                return place, None
        return None, text[match.start : match.end]
    return None, None


def without_places(text: str) -> str:
    """The text without the names of local places."""
    forms = [form for place, entry in jurisdictions().items() if place != _NATIONAL for form in entry["forms"]]
    for form in sorted(forms, key=len, reverse=True):
        if _mentions(text.lower(), form.lower()):
            text = re.sub(
                rf"\b{re.escape(form)}\b" if form.isascii() else re.escape(form), "", text, flags=re.IGNORECASE
            )
    return text


def scope_of(place: str | None) -> tuple[str, ...]:
    """The place and the wider ones whose rules bind there, narrowest first."""
    chain: list[str] = []
    current = place
    while current is not None:
        chain.append(current)
        current = jurisdictions()[current].get("parent")
    return tuple(chain)


def _mentions(text: str, form: str) -> bool:
    if form.isascii():
        return re.search(rf"\b{re.escape(form)}s?\b", text) is not None
    return form in text


def overlap(one: Set[str], other: Set[str]) -> float:
    """The share of the rarer side's tokens that both have, 0 to 1."""
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 0.0
