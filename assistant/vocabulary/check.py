"""Checks the taxonomy: whoever edits a data file learns at once what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from assistant.kit.data import data_path, load_yaml
from assistant.vocabulary.folding import fold, is_simplified, tokens
from assistant.vocabulary.gazetteer import Name, Risks, load_names, load_risks
from assistant.vocabulary.terms import KINDS, LANGUAGES, Term, read_terms

_ID: Final = re.compile(r"[a-z0-9]+(?:_[a-z0-9]+)*")
_PROVINCES: Final = 34  # province-level units of the country
_ZODIAC_YEARS: Final = 12
_ISSUER_TYPES: Final = frozenset(
    {"government", "mass_organization", "association", "training", "employer", "school", "hospital"}
)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in a data file, said so that its editor can mend it."""

    file: str
    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.file}: {self.where}: {self.what}"


def check() -> list[Problem]:
    """Everything wrong with the shipped taxonomy; empty when all is well."""
    terms = {kind: read_terms(kind) for kind in KINDS}
    traps = load_yaml(data_path("knowledge_base", "taxonomy", "traps.yaml"))
    return [
        *(problem for kind in KINDS for problem in check_terms(kind, terms[kind])),
        *_references(terms["skills"], {term.id for term in terms["jobs"]}),
        *(problem for kind, rule in _EXTRAS.items() for problem in _extras(terms[kind], rule)),
        *_traps(traps["words"], terms),
        *_swallowed(traps["swallowed_by"]),
        *check_places(load_names(), load_risks()),
    ]


def check_terms(kind: str, terms: Iterable[Term]) -> Iterator[Problem]:
    """What is wrong with the ids, labels and forms of one kind."""
    ids: set[str] = set()
    owners: dict[str, str] = {}
    for term in terms:
        if not _ID.fullmatch(term.id):
            yield _problem(kind, term.id, "an id is lower-case words joined by underscores")
        if term.id in ids:
            yield _problem(kind, term.id, "this id is used twice")
        ids.add(term.id)
        for language in LANGUAGES:
            yield from _label(term, language)
            for form in term.forms[language]:
                yield from _form(term, form, owners)


def check_places(names: Iterable[tuple[str, Name]], risks: Risks) -> Iterator[Problem]:
    """What is wrong with the names of places and the rules about them."""
    entries = list(names)
    provinces = {name.place.province for _, name in entries}
    if len(provinces) != _PROVINCES:
        yield Problem("places.json", "provinces", f"{len(provinces)} province-level units instead of {_PROVINCES}")
    for form, _ in entries:
        if not form.strip() or form != form.strip():
            yield Problem("place_names.yaml", repr(form), "a name is empty or has blanks around it")
        elif not is_simplified(form):
            yield Problem("place_names.yaml", form, "write it in simplified characters")
    known = {form for form, _ in entries}
    for word in sorted((risks.words | risks.generic) - known):
        if word not in risks.generic:
            yield Problem("place_risks.yaml", word, "no place has this name")


def _label(term: Term, language: str) -> Iterator[Problem]:
    label = term.label.get(language, "")
    if not label.strip():
        yield _problem(term.kind, term.id, f"there is no {language} label")
    elif not is_simplified(label):
        yield _problem(term.kind, term.id, f"the label {label} has traditional characters")
    if not term.forms[language]:
        yield _problem(term.kind, term.id, f"there are no {language} forms")


def _form(term: Term, form: object, owners: dict[str, str]) -> Iterator[Problem]:
    if not isinstance(form, str) or not form.strip() or form != form.strip():
        yield _problem(term.kind, term.id, f"the form {form!r} is empty, no text, or has blanks around it")
        return
    if not is_simplified(form):
        yield _problem(term.kind, term.id, f"write {form} in simplified characters; traditional ones are understood")
    key = form_key(form)
    if key in owners:
        yield _problem(term.kind, term.id, f"the form {form} is already claimed by {owners[key]}")
    owners[key] = term.id


def form_key(form: str) -> str:
    """What makes two forms the same to the finder: case, width, plural; a hyphen makes a difference."""
    folded = fold(form)
    if not folded.isascii():
        return folded
    return " ".join(word for _, _, word in tokens(folded)) + ("-" if "-" in folded else "")


def _references(skills: Iterable[Term], jobs: set[str]) -> Iterator[Problem]:
    for skill in skills:
        named = skill.extra.get("jobs", [])
        if not named:
            yield _problem("skills", skill.id, "the jobs it belongs to are missing")
        for job in named:
            if job not in jobs:
                yield _problem("skills", skill.id, f"there is no job {job}")


_EXTRAS: Final[Mapping[str, Callable[[Mapping[str, object]], str | None]]] = {
    "certificate_levels": lambda extra: None if extra.get("value") else "the value to keep is missing",
    "issuers": lambda extra: None if extra.get("issuer_type") in _ISSUER_TYPES else "the issuer_type is unknown",
    "preferences": lambda extra: (
        None if extra.get("true_means") in ("accepts", "wants", "has") else "true_means is accepts, wants or has"
    ),
    "family_relations": lambda extra: (
        None if extra.get("circle") in ("own", "client", "other") else "circle is own, client or other"
    ),
    "zodiac": lambda extra: None if extra.get("index") in range(_ZODIAC_YEARS) else "the index runs from 0 to 11",
    "pay_units": lambda extra: None if isinstance(extra.get("short"), dict) else "the short form is missing",
    "languages": lambda extra: None if extra.get("family") in ("sinitic", "other") else "family is sinitic or other",
}


def _extras(terms: Iterable[Term], rule: Callable[[Mapping[str, object]], str | None]) -> Iterator[Problem]:
    for term in terms:
        if wrong := rule(term.extra):
            yield _problem(term.kind, term.id, wrong)


def _traps(traps: Mapping[str, Iterable[str]], terms: Mapping[str, tuple[Term, ...]]) -> Iterator[Problem]:
    for kind, forms in traps.items():
        if kind not in terms:
            yield Problem("traps.yaml", kind, "there is no such kind")
            continue
        said = [form for term in terms[kind] for forms_of in term.forms.values() for form in forms_of]
        for trap in forms:
            if trap in said:
                yield Problem("traps.yaml", trap, "this is a form as well; a trap would hide it")
            elif not any(form in trap for form in said):
                yield Problem("traps.yaml", trap, "no form is inside it, so it does nothing")


def _swallowed(kinds: Mapping[str, Iterable[str]]) -> Iterator[Problem]:
    for kind, others in kinds.items():
        for unknown in {kind, *others} - set(KINDS):
            yield Problem("traps.yaml", unknown, "there is no such kind")


def _problem(kind: str, where: str, what: str) -> Problem:
    return Problem(f"{kind}.yaml", where, what)
