"""Terms of the taxonomy and where they occur in a sentence."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any, Final

from assistant.kit.data import data_path, load_yaml
from assistant.vocabulary.inflections import inflections
from assistant.vocabulary.lexicon import Lexicon

KINDS: Final = (
    "jobs",
    "skills",
    "certificates",
    "certificate_levels",
    "health_certificate",
    "issuers",
    "cuisines",
    "languages",
    "language_levels",
    "skill_levels",
    "preferences",
    "work_modes",
    "pay_units",
    "education",
    "zodiac",
    "family_relations",
)
LANGUAGES: Final = ("zh", "en")
_BENDING: Final = frozenset({"jobs", "skills"})  # kinds whose forms are acts
_OWN_KEYS: Final = frozenset({"id", "label", *LANGUAGES, *(f"{language}_hints" for language in LANGUAGES)})


@dataclass(frozen=True, slots=True)
class Term:
    """One thing with an id: its label and every form people say, by language.

    `hints` are the forms that describe rather than name (看孩子 for a nanny): good evidence only where the topic or the
    sentence asks for this kind. They are among `forms` too. `extra` holds what the kind adds (see the taxonomy README).
    """

    kind: str
    id: str
    label: Mapping[str, str]
    forms: Mapping[str, tuple[str, ...]]
    hints: frozenset[str] = frozenset()
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TermMatch:
    """`text[start:end]` says `form`, which stands for the term `id` of `kind`. `hint`: describes, does not name."""

    start: int
    end: int
    kind: str
    id: str
    form: str
    hint: bool = False


class Vocabulary:
    """All terms, by kind, and the finder over them, which is made when something is first looked for."""

    def __init__(self, terms: Mapping[str, tuple[Term, ...]], traps: Mapping[str, tuple[str, ...]]) -> None:
        self._terms = terms
        self._traps = traps
        self._by_id = {(term.kind, term.id): term for kind in terms.values() for term in kind}

    def terms(self, kind: str) -> tuple[Term, ...]:
        """The terms of a kind in the order of the data.

        Raises:
            KeyError: there is no such kind.
        """
        return self._terms[kind]

    def term(self, kind: str, term_id: str) -> Term:
        """One term.

        Raises:
            KeyError: there is no such term.
        """
        return self._by_id[kind, term_id]

    def label(self, kind: str, term_id: str, language: str) -> str:
        """What a reader is shown for the term in `language` (zh or en).

        Raises:
            KeyError: there is no such term or language.
        """
        return self.term(kind, term_id).label[language]

    def find(self, text: str, language: str, kinds: Collection[str] | None = None) -> list[TermMatch]:
        """Every term said in `text`, by position; leftmost-longest within one kind, kinds may overlap each other.

        `language` is that of the conversation; words of the other language are found where its script occurs, since
        people mix them. Offsets are characters of the raw text. Traditional characters and capitals are understood.
        """
        del language  # both scripts are always read; the parameter keeps the door open for homographs
        free_from: dict[str, int] = {}
        found: list[TermMatch] = []
        for start, end, _, (kind, term_id, form, hint) in self._lexicon.scan(text):
            if (kinds is not None and kind not in kinds) or start < free_from.get(kind, 0):
                continue
            free_from[kind] = end
            if term_id:
                found.append(TermMatch(start, end, kind, term_id, form, hint))
        return found

    @cached_property
    def _lexicon(self) -> Lexicon[tuple[str, str, str, bool]]:
        bend = inflections().of
        listed = [
            (form, (term.kind, term.id, form, form in term.hints))
            for terms in self._terms.values()
            for term in terms
            for forms in term.forms.values()
            for form in forms
        ]
        bent = [(other, item) for form, item in listed if item[0] in _BENDING for other in bend(form)]
        traps = [(form, (kind, "", form, False)) for kind, forms in self._traps.items() for form in forms]
        return Lexicon([*traps, *listed, *bent])


@cache
def vocabulary() -> Vocabulary:
    """The taxonomy as shipped in `knowledge_base/taxonomy`, read once per process."""
    terms = {kind: read_terms(kind) for kind in KINDS}
    return Vocabulary(terms, _traps(terms))


def _traps(terms: Mapping[str, tuple[Term, ...]]) -> dict[str, tuple[str, ...]]:
    """Forms to pass over, by kind: those listed, and those of kinds that swallow this one's (月嫂证, no 月嫂)."""
    data = load_yaml(data_path("knowledge_base", "taxonomy", "traps.yaml"))
    swallowing: dict[str, list[str]] = data["swallowed_by"]
    traps: dict[str, tuple[str, ...]] = {}
    for kind, own in terms.items():
        said = {form for term in own for forms in term.forms.values() for form in forms}
        others = (
            form
            for other in swallowing.get(kind, ())
            for term in terms[other]
            for forms in term.forms.values()
            for form in forms
            if form not in said and form not in term.hints
        )
        traps[kind] = (*data["words"].get(kind, ()), *others)
    return traps


def read_terms(kind: str) -> tuple[Term, ...]:
    """The terms of one data file."""
    rows: list[dict[str, Any]] = load_yaml(data_path("knowledge_base", "taxonomy", f"{kind}.yaml"))
    return tuple(_term(kind, row) for row in rows)


def _term(kind: str, row: Mapping[str, Any]) -> Term:
    forms = {language: tuple(row.get(language, ())) + tuple(row.get(f"{language}_hints", ())) for language in LANGUAGES}
    hints = frozenset(form for language in LANGUAGES for form in row.get(f"{language}_hints", ()))
    extra = {key: value for key, value in row.items() if key not in _OWN_KEYS}
    return Term(kind, row["id"], row["label"], forms, hints, extra)
