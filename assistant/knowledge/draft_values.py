"""What a draft is filled with: a profile, a need and the parties' own data as plain, harmless words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import cache
from typing import Any, Final

from pydantic import BaseModel, ConfigDict

from assistant.kit.data import data_path, load_yaml
from assistant.kit.text import storable
from assistant.profile.model import Certificate, Language, Range, WorkerProfile
from assistant.vocabulary import vocabulary

# Stands for a place to fill in until the draft is drawn; a private character, taken out of everything people send.
BLANK: Final = "\ue000"
# How a blank looks on paper, and how a template writes one that is always filled in by hand.
LINE: Final = "________"

_LONGEST = 400
_DEEPEST = 4
_WORKING_DAYS = 26
_SPACES = re.compile(r"\s+")
_UNSAID = frozenset({"now"})


class DraftWords(BaseModel):
    """The words around a draft, in one language."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    header: str
    made_by: str
    blanks: str
    complete: str
    article: str
    basis: str
    rule: str
    between_rules: str
    between: str
    between_places: str
    pay: dict[str, str]
    range: dict[str, str]
    verified: dict[str, str]
    detail: str


@cache
def draft_words(language: Language) -> DraftWords:
    """The words of `prompts/knowledge/drafts.yaml`."""
    loaded = load_yaml(data_path("prompts", "knowledge", "drafts.yaml"))[language]
    loaded["pay"] = {str(unit): words for unit, words in loaded["pay"].items()}
    return DraftWords.model_validate(loaded)


def clean(value: object, between: str, depth: int = 0) -> Any:  # noqa: ANN401 - JSON-shaped data has no narrower type
    """JSON-shaped data made ready for a template: one line of text a value, lists of words joined, nothing deep.

    Line breaks would look like paragraphs of the contract, so they become spaces.
    """
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int | float):
        return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
    if isinstance(value, Mapping):
        return {str(key): clean(each, between, depth + 1) for key, each in value.items()} if depth < _DEEPEST else None
    if isinstance(value, list | tuple):
        parts = [clean(each, between, depth + 1) for each in value] if depth < _DEEPEST else []
        return between.join(part for part in parts if isinstance(part, str))
    text = _SPACES.sub(" ", storable(str(value)).replace(BLANK, "")).strip()[:_LONGEST]
    return None if text in _UNSAID else text


def values(
    profile: WorkerProfile,
    need: Mapping[str, Any],
    roots: Mapping[str, Mapping[str, Any]],
    language: Language,
) -> dict[str, Any]:
    """Everything a template may name: `profile`, `need`, the other roots, and what follows from them.

    The shapes are described in `knowledge_base/contracts/variables.yaml`.
    """
    words = draft_words(language)
    said = {name: clean(root, words.between) for name, root in roots.items()}
    jobs = [need.get("job")] if need.get("job") else profile.jobs[:1]
    modes = need.get("work_modes") or profile.work_modes
    terms = said.get("terms", {})
    skills = [skill.id for skill in profile.skills if skill.level not in ("weak", "informal")]
    derived = {
        "job_label": _labels("jobs", jobs, language),
        "work_mode_label": _labels("work_modes", modes, language),
        "service_address": said.get("household", {}).get("address") or _where(need, words.between_places),
        "skills_text": _labels("skills", skills, language),
        "declined_text": _labels("skills", profile.declined_skills, language),
        "certificates_text": words.between.join(_certificate(each, language) for each in profile.certificates),
        "pay_text": _pay(profile, terms, words),
        "daily_pay": _daily(terms),
        "near_children": any(_near_children(job) for job in jobs),
    }
    whole = {"profile": clean(profile.wire(), words.between), "need": clean(dict(need), words.between)}
    return whole | said | {name: clean(value, words.between) for name, value in derived.items()} | {"blank": BLANK}


def _labels(kind: str, ids: object, language: Language) -> str:
    """The labels of ids, joined; ids the vocabulary does not know are left out."""
    listed = ids if isinstance(ids, list | tuple) else [ids]
    return draft_words(language).between.join(_known(kind, listed, language))


def _known(kind: str, ids: Iterable[object], language: Language) -> list[str]:
    labels = {term.id: term.label[language] for term in vocabulary().terms(kind)}
    return [labels[each] for each in ids if isinstance(each, str) and each in labels]


def _near_children(job: object) -> bool:
    return any(term.id == job and bool(term.extra.get("near_children")) for term in vocabulary().terms("jobs"))


def _where(need: Mapping[str, Any], between: str) -> str:
    return str(clean([need.get("city"), need.get("district")], between))


def _certificate(certificate: Certificate, language: Language) -> str:
    words = draft_words(language)
    name = _labels("certificates", [certificate.kind], language)
    told = (certificate.level, certificate.issuer, certificate.issued_on)
    details = [each for each in told if each] + [words.verified[certificate.verified]]
    return words.detail.format(name=name, details=words.between.join(details)) if name else ""


def _pay(profile: WorkerProfile, terms: Mapping[str, Any], words: DraftWords) -> str:
    if terms.get("pay_amount"):
        return _with_unit(str(terms["pay_amount"]), terms.get("pay_unit"), words)
    wanted = profile.expected_salary
    amount = _range(wanted, words) if wanted else ""
    return _with_unit(amount, wanted.unit, words) if wanted and amount else ""


def _with_unit(amount: str, unit: object, words: DraftWords) -> str:
    # Not str.format: the amount may be any words, braces among them.
    return words.pay.get(str(unit), words.pay["none"]).replace("{amount}", amount)


def _range(value: Range, words: DraftWords) -> str:
    low, high = (clean(end, "") for end in (value.min, value.max))
    if low and high:
        return str(low) if low == high else words.range["both"].format(min=low, max=high)
    if low or high:
        return words.range["from" if low else "to"].format(min=low, max=high)
    return ""


def _daily(terms: Mapping[str, Any]) -> str:
    """A day's pay when pay is for 26 days, in yuan to the cent."""
    if terms.get("pay_unit") != "26_days":
        return ""
    try:
        amount = Decimal(str(terms.get("pay_amount") or ""))
    except InvalidOperation:
        return ""
    if not amount.is_finite():
        return ""
    cents = (amount / _WORKING_DAYS).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    return f"{cents:f}".rstrip("0").rstrip(".")
