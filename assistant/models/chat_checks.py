"""Whether a sentence a model wrote says only what it was given: numbers, names, negations, questions, tone, language.

Every check is of the form "nothing that was not there". What passes may still be clumsy; it cannot be new.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict

from assistant.kit.data import data_path, load_yaml
from assistant.profile.model import Language
from assistant.understanding.quantity import scan
from assistant.vocabulary import places, vocabulary
from assistant.vocabulary.digits import digits
from assistant.vocabulary.folding import fold, is_simplified

Trouble = Literal[
    "empty",
    "long",
    "language",
    "markup",
    "forbidden",
    "number",
    "name",
    "negation",
    "modal",
    "question",
    "leak",
    "support",
]

_NAMED: Final = (
    "jobs",
    "skills",
    "certificates",
    "health_certificate",
    "cuisines",
    "languages",
    "work_modes",
    "education",
    "zodiac",
    "preferences",
    "family_relations",
)
_HAN: Final = re.compile(r"[\u3400-\u9fff]")
_LATIN: Final = re.compile(r"[a-z]{2,}")
_FIGURES: Final = re.compile(r"\d+(?:[.,]\d+)*")
_WORD_NUMBERS: Final = re.compile(
    r"\b(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    r"eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|half|dozen)\b"
)
_MARKS: Final = re.compile(r"[？?]")
_ANY_DAY: Final = date(2000, 1, 1)
# So many letters in a row of what a model was told, and it is repeating its orders.
_LEAK: Final = 14


class _Policy(BaseModel):
    """`prompts/models/checks.yaml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    json_instruction: dict[Language, str]
    probes: dict[str, str]
    told: dict[str, Any]
    forbidden: dict[Language, tuple[str, ...]]
    markup: str
    negations: dict[Language, str]
    modals: dict[Language, str]
    questions: dict[str, float]
    lengths: dict[str, Any]
    support: dict[Language, float]


@cache
def _policy() -> _Policy:
    return _Policy.model_validate(load_yaml(data_path("prompts", "models", "checks.yaml")))


@cache
def _forbidden(language: Language) -> re.Pattern[str]:
    return re.compile("|".join(_policy().forbidden[language]))


@cache
def _words(kind: Literal["negations", "modals"], language: Language) -> re.Pattern[str]:
    return re.compile(getattr(_policy(), kind)[language])


def sentence_trouble(said: str, given: str, language: Language, orders: str = "") -> Trouble | None:
    """What is wrong with one or more sentences that may only say what `given` says; None when nothing is.

    `orders`: what the model was told, which it may not repeat.
    """
    if not said.strip():
        return "empty"
    folded, source = fold(said), fold(given)
    checks: tuple[tuple[Trouble, bool], ...] = (
        ("language", _wrong_language(said, folded, source, language)),
        ("markup", re.search(_policy().markup, said) is not None),
        ("leak", _repeats(folded, fold(orders), source)),
        ("forbidden", _forbids(folded, source, language)),
        ("number", not numbers(said, language) <= numbers(given, language)),
        ("name", not names(said, language) <= names(given, language)),
        ("negation", bool(_counted("negations", folded, language) - _counted("negations", source, language))),
    )
    return next((trouble for trouble, wrong in checks if wrong), None)


def _wrong_language(said: str, folded: str, source: str, language: Language) -> bool:
    if language == "en":
        return _HAN.search(said) is not None
    foreign = set(_LATIN.findall(folded)) - set(_LATIN.findall(source))
    han = "".join(_HAN.findall(said))
    return not han or not is_simplified(han) or bool(foreign)


def _forbids(folded: str, source: str, language: Language) -> bool:
    """Whether a forbidden word stands there that was not given: a clause may name what a question may not."""
    return any(match[0] not in source for match in _forbidden(language).finditer(folded))


def _repeats(folded: str, orders: str, source: str) -> bool:
    windows = (folded[at : at + _LEAK] for at in range(len(folded) - _LEAK + 1))
    return any(window in orders and window not in source for window in windows)


def numbers(text: str, language: Language) -> set[str]:
    """Every number a text names, written one way, whatever its unit: 八年 and 8年 name the same."""
    folded = fold(text)
    found: set[str] = set()
    covered: list[tuple[int, int]] = []
    if language == "zh":
        for quantity in scan(text, _ANY_DAY):
            if "几" in text[quantity.start : quantity.end]:
                continue
            covered.append((quantity.start, quantity.end))
            ends = [quantity.min, quantity.max]
            if quantity.kind == "duration":
                # A span of time counts in months inside; outside it is also the number she said.
                ends += [value / 12 for value in (quantity.min, quantity.max) if value and value % 12 == 0]
            found |= {_plain(value) for value in ends if value is not None}
            found |= {quantity.iso} if quantity.iso else set()
    loose = _numerals() if language == "zh" else _WORD_NUMBERS
    for pattern in (_FIGURES, loose):
        for match in pattern.finditer(folded):
            if not any(start <= match.start() < end for start, end in covered):
                found.add(match[0].replace(",", ""))
    return found


@cache
def _numerals() -> re.Pattern[str]:
    """Chinese numerals; one alone is no number, but an article."""
    known = digits()
    more = known.counting.replace("一", "") + known.scale
    return re.compile(f"[{known.counting}{known.scale}]{{2,}}|[{more}]")


def _plain(value: float) -> str:
    return f"{value:g}" if abs(value) < 1e6 else str(int(value))


def names(text: str, language: Language) -> set[str]:
    """Every job, skill, paper, dish, language, relation and place a text names, by id."""
    terms = {
        f"{match.kind}:{match.id}"
        for match in vocabulary().find(text, language, _NAMED)
        if not (match.hint and match.kind == "jobs")
    }
    where = {f"{match.level}:{match.province}:{match.city}:{match.district}" for match in places().find(text)}
    return terms | where


def _counted(kind: Literal["negations", "modals"], folded: str, language: Language) -> Counter[str]:
    return Counter(match[0] for match in _words(kind, language).finditer(folded))


def too_long(said: str, template: str, language: Language) -> bool:
    """Whether a spoken reply is much longer than the sentence it stands for."""
    lengths = _policy().lengths
    return len(said) > len(template) * float(lengths["times"]) + int(lengths["plus"][language])


def reply_trouble(
    said: str, template: str, wordings: Sequence[str], language: Language, orders: str = ""
) -> Trouble | None:
    """What is wrong with a reply that should say what `template` says, its question in other words.

    `wordings` are the agenda's own wordings of the question; the reworded one must share enough with them.
    """
    if too_long(said, template, language):
        return "long"
    trouble = sentence_trouble(said, template, language, orders)
    if trouble is not None:
        return trouble
    if numbers(template, language) - numbers(said, language) or names(template, language) - names(said, language):
        # It is read back to her so that she can correct it: nothing of it may be dropped.
        return "name"
    if _counted("negations", fold(said), language) != _counted("negations", fold(template), language):
        return "negation"
    return "question" if _other_question(said, template, wordings, language) else None


def _other_question(said: str, template: str, wordings: Sequence[str], language: Language) -> bool:
    wanted = len(_MARKS.findall(template))
    asked = _MARKS.findall(said)
    if len(asked) != min(wanted, 1):
        return True
    if not wanted:
        return False
    if not said.rstrip().endswith(("？", "?")):
        return True
    question = pieces(_last_question(said), language)
    known = set().union(*(pieces(wording, language) for wording in (*wordings, _last_question(template))))
    shared = len(question & known)
    policy = _policy().questions
    return shared < policy["least"] or shared < policy["shared"] * len(question)


def _last_question(text: str) -> str:
    parts = [part for part in re.split(r"(?<=[。！？!?])|(?<=\.)\s", text) if part.strip()]
    return parts[-1] if parts else text


def pieces(text: str, language: Language) -> set[str]:
    """Pairs of neighbouring characters in Chinese, words in English; punctuation left out."""
    folded = fold(text)
    if language == "en":
        return set(re.findall(r"[a-z0-9']+", folded))
    letters = "".join(char for char in folded if char.isalnum())
    return {letters[at : at + 2] for at in range(len(letters) - 1)}


def clause_trouble(said: str, clause: str, language: Language, orders: str = "") -> Trouble | None:
    """What is wrong with a sentence that puts a clause in plain words.

    Beside what holds for every sentence: it must rest on the clause's words, and may neither add nor drop a negation, a
    duty or a bound of the part it rests on.
    """
    trouble = sentence_trouble(said, clause, language, orders)
    if trouble is not None:
        return trouble
    part = _part_behind(said, clause, language)
    for kind in ("negations", "modals"):
        if _counted(kind, fold(said), language) != _counted(kind, fold(part), language):
            return "negation" if kind == "negations" else "modal"
    own = pieces(said, language)
    held = len(own & pieces(clause, language))
    return "support" if held < _policy().support[language] * len(own) else None


def _part_behind(said: str, clause: str, language: Language) -> str:
    """The sentence of the clause that shares most with what is said; several when it takes them together."""
    parts = [part for part in re.split(r"(?<=[。；！？;!?])|(?<=\.)\s|\n", clause) if part.strip()]
    own = pieces(said, language)
    shares = [len(own & pieces(part, language)) for part in parts]
    if not parts:
        return clause
    best = max(shares)
    # A sentence that rests on two parts of the clause answers for the duties of both.
    return "".join(part for part, share in zip(parts, shares, strict=True) if share >= max(best * _BOTH, 1))


_BOTH: Final = 0.6


def covers(said: Iterable[str], given: Iterable[str], language: Language) -> bool:
    """Whether every number, name and negation of `given` is somewhere in `said`."""
    whole, source = "".join(said), "".join(given)
    left = numbers(source, language) - numbers(whole, language) or names(source, language) - names(whole, language)
    lost = _counted("negations", fold(source), language) - _counted("negations", fold(whole), language)
    return not left and not lost
