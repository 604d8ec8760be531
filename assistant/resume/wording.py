"""The words of a résumé, from `prompts/resume/`, and how numbers, pay, dates and places are put into them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date as day
from functools import cache
from typing import Any, Final

from pydantic import BaseModel, ConfigDict

from assistant.kit.data import data_path, load_yaml
from assistant.profile.model import Language, Pay, Range
from assistant.resume.numerals import Number, figure_range, range_words
from assistant.vocabulary.romanised import romanised
from assistant.vocabulary.terms import vocabulary

OTHER_LANGUAGE: Final[dict[Language, Language]] = {"zh": "en", "en": "zh"}
_NEAR_DAYS: Final = 300
_TOO_SMALL_ALONE: Final = 100  # 三十五元/小时, but 两百六/天
_CHINESE: Final = re.compile(r"[\u3400-\u9fff]")
_ISO_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


class Wording(BaseModel):
    """One language's file of sentences. Placeholders are filled with `str.format`, so a fact is never a template."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    unnamed: str
    other_note: str
    ai_label: str
    ai_label_long: str
    generated: str
    reference: str
    verified: str
    claimed: str
    join: str
    list: str
    remarks: str
    headline_join: str
    stop: str
    names: dict[str, str]
    sections: dict[str, str]
    labels: dict[str, str]
    columns: dict[str, str]
    lines: dict[str, str]
    levels: dict[str, str]
    language_levels: dict[str, str]
    highlights: dict[str, str]
    figures: dict[str, str]
    pay_units: dict[str, str]
    pay_figures: str
    small_amount: str
    quantities: dict[str, dict[str, str]]
    units: dict[str, str]
    units_one: dict[str, str] = {}
    half_year: str
    and_half: str
    month_and_half: str
    dates: dict[str, str]
    months: tuple[str, ...] = ()
    place_join: str
    superlatives: tuple[str, ...]
    unquotable: tuple[str, ...]


@cache
def wording(language: Language) -> Wording:
    """The sentences of `language`, checked and cached."""
    return Wording.model_validate(load_yaml(data_path("prompts", "resume", f"{language}.yaml")))


class SkillGroupSpec(BaseModel):
    """A family of skills: those it names, and those of its jobs."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    label: dict[Language, str]
    jobs: tuple[str, ...]
    skills: tuple[str, ...] = ()


@cache
def skill_groups() -> tuple[SkillGroupSpec, ...]:
    """The families of skills, in the order a résumé shows them."""
    rows = load_yaml(data_path("prompts", "resume", "skill_groups.yaml"))
    return tuple(SkillGroupSpec.model_validate(row) for row in rows)


@cache
def group_of_skill(skill_id: str) -> str:
    """The id of the family a skill belongs to; the last family when nothing names it."""
    groups = skill_groups()
    try:
        jobs = set(vocabulary().term("skills", skill_id).extra.get("jobs", ()))
    except KeyError:
        jobs = set()
    for group in groups:
        if skill_id in group.skills:
            return group.id
    return next((group.id for group in groups if jobs & set(group.jobs)), groups[-1].id)


def label(kind: str, term_id: str, language: Language) -> str:
    """What a reader is shown for a taxonomy id; an id no longer in the taxonomy is shown as words."""
    try:
        return vocabulary().label(kind, term_id, language)
    except KeyError:
        return term_id.replace("_", " ")


def certificate_level(value: str, language: Language) -> tuple[str, bool]:
    """A certificate's level in `language`, and whether it is a rank firms make up; a level of its own stays as said."""
    for term in vocabulary().terms("certificate_levels"):
        if term.extra.get("value", term.label["zh"]) == value:
            return term.label[language], bool(term.extra.get("invented"))
    return value, False


def readable(text: str, language: Language) -> bool:
    """Whether readers of `language` can read her words: English readers are not shown Chinese."""
    return language == "zh" or _CHINESE.search(text) is None


def term_extra(kind: str, term_id: str) -> Mapping[str, Any]:
    """What the taxonomy says of a term beside its names; nothing for an id it no longer has."""
    try:
        return vocabulary().term(kind, term_id).extra
    except KeyError:
        return {}


def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    parts = [
        rf"\b{re.escape(word)}\b" if word[0].isascii() and word[0].isalpha() else re.escape(word) for word in words
    ]
    return re.compile("|".join(parts), re.IGNORECASE)


@cache
def _superlative_pattern() -> re.Pattern[str]:
    return _any_of(wording("zh").superlatives + wording("en").superlatives)


@cache
def _unquotable_pattern() -> re.Pattern[str]:
    return _any_of(wording("zh").unquotable + wording("en").unquotable)


def has_superlative(text: str) -> bool:
    """Whether the text praises: such words never stand on a résumé, in either language."""
    return _superlative_pattern().search(text) is not None


def is_private(text: str) -> bool:
    """Whether her words speak of family, illness, faith, money trouble or contact data, or carry long digits."""
    return _unquotable_pattern().search(text) is not None or re.search(r"\d{5,}", text) is not None


@dataclass(frozen=True, slots=True)
class Phrases:
    """Puts values into the words of one language."""

    language: Language

    @property
    def words(self) -> Wording:
        """The sentences of this language."""
        return wording(self.language)

    def line(self, key: str, **slots: str) -> str:
        """A line's template with its slots filled."""
        return self.words.lines[key].format(**slots)

    def listed(self, items: list[str] | tuple[str, ...]) -> str:
        """Items as a list inside a sentence."""
        return self.words.list.join(items)

    def sentence(self, clauses: list[str]) -> str:
        """Clauses joined into one sentence, with its stop and, in English, its capital."""
        text = self.words.join.join(clauses) + self.words.stop
        return text[0].upper() + text[1:]

    def count(self, amount: Range, unit: str, *, approximate: bool = False) -> str:
        """A number of `family`, `day`, `year` or `month`: 二十来家, 七八年, about 20 families."""
        words, bound = range_words(amount.min, amount.max, self.language, approximate=approximate)
        name = self.words.units[unit]
        if amount.min == amount.max == 1:
            name = self.words.units_one.get(unit, name)
        return self._bounded("count", bound).format(n=words, unit=name)

    def years(self, amount: Range, *, approximate: bool = False) -> str:
        """A length in years, which may be fractional: 三年半, 半年, 七八年."""
        low, high = amount.min, amount.max
        halves = self.language == "en" and low is not None and float(low * 2).is_integer()
        if low is not None and low == high and not float(low).is_integer() and not halves:
            return self.months(round(low * 12), approximate=approximate)
        return self.count(amount, "year", approximate=approximate)

    def months(self, amount: Number | Range, *, approximate: bool = False) -> str:
        """A length in months, said in years where people would: 18 is 一年半, 24 is 两年."""
        exact = amount if not isinstance(amount, Range) else (amount.min if amount.min == amount.max else None)
        if exact is not None and exact < 12 and exact % 1 == 0.5:
            return self.words.month_and_half.format(n=range_words(int(exact), int(exact), self.language)[0])
        if exact is None:
            return self._months_range(amount, approximate=approximate)  # type: ignore[arg-type] # a number is exact
        years, months = divmod(round(exact), 12)
        if (years, months) == (0, 6):
            return self.words.half_year
        if not years or not months:
            whole, unit = (years, "year") if years else (months, "month")
            return self.count(Range(min=whole, max=whole), unit, approximate=approximate)
        first = self.count(Range(min=years, max=years), "year")
        if months == 6 and self.words.and_half:
            return first + self.words.and_half
        gap = " " if self.language == "en" else ""
        return first + gap + self.count(Range(min=months, max=months), "month")

    def _months_range(self, amount: Range, *, approximate: bool) -> str:
        ends = [end for end in (amount.min, amount.max) if end is not None]
        if all(end % 12 == 0 for end in ends):
            in_years = Range(
                min=None if amount.min is None else amount.min / 12, max=None if amount.max is None else amount.max / 12
            )
            return self.count(in_years, "year", approximate=approximate)
        return self.count(amount, "month", approximate=approximate)

    def pay(self, pay: Pay, *, approximate: bool = False, figures: bool = True) -> str:
        """Pay with its unit; in Chinese as spoken, with the figures in brackets if `figures`: 一万二/月（12,000元）."""
        value, unit = self.pay_parts(pay, approximate=approximate)
        if not figures:
            return value + unit
        in_figures, bound = figure_range(pay.min, pay.max, approximate=approximate)
        shown = self._bounded("figures", bound).format(n=in_figures)
        return self.words.pay_figures.format(pay=value + unit, figures=shown)

    def pay_parts(self, pay: Pay, *, approximate: bool = False) -> tuple[str, str]:
        """The amount as people say it, and what follows it: (三十五元, /小时起)."""
        words, bound = range_words(pay.min, pay.max, self.language, approximate=approximate, of_money=True)
        if max(pay.min or 0, pay.max or 0) < _TOO_SMALL_ALONE:
            words = self.words.small_amount.format(n=words)
        before, after = self._bounded("pay", bound).split("{n}")
        return before + words, self.words.pay_units[pay.unit or "none"].removeprefix("{pay}") + after

    def _bounded(self, quantity: str, bound: str) -> str:
        patterns = self.words.quantities[quantity]
        return patterns.get(bound) or patterns["about" if bound in ("tens", "just_over") else "exact"]

    def date(self, iso: str) -> str:
        """A date as precise as it was said: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; anything else as it is."""
        match = _ISO_DATE.fullmatch(iso)
        if match is None:
            return iso
        y, m, d = match.groups()
        precision = "day" if d else "month" if m else "year"
        name = self.words.months[int(m) - 1] if m and self.words.months and 1 <= int(m) <= 12 else ""
        return self.words.dates[precision].format(y=y, m=int(m or 0), d=int(d or 0), month_name=name)

    def near_date(self, iso: str, today: day) -> str:
        """A date without its year when it is within the coming months."""
        match = _ISO_DATE.fullmatch(iso)
        if match is None or match[3] is None or abs((day.fromisoformat(iso) - today).days) > _NEAR_DAYS:
            return self.date(iso)
        name = self.words.months[int(match[2]) - 1] if self.words.months else ""
        return self.words.dates["short"].format(m=int(match[2]), d=int(match[3]), month_name=name)

    def birth(self, value: int | Range) -> str:
        """A year or an age; a range by both its ends."""
        if isinstance(value, int):
            return str(value)
        ends = [f"{end:g}" for end in (value.min, value.max) if end is not None]
        return "–".join(dict.fromkeys(ends))

    def place(self, *parts: str | None) -> str:
        """Place names from the larger to the smaller, in the order and script of the language."""
        names = list(dict.fromkeys(part for part in parts if part))
        if self.language == "en":
            names = [romanised(name) for name in reversed(names)]
        return self.words.place_join.join(names)

    def label(self, kind: str, term_id: str) -> str:
        """A taxonomy label in this language."""
        return label(kind, term_id, self.language)


def masked_phone(phone: str) -> str:
    """The phone with its middle hidden: 138****5678. Short numbers keep only their last two digits."""
    digits = re.sub(r"\D", "", phone)
    if len(digits) < 8:
        return "*" * max(len(digits) - 2, 0) + digits[-2:]
    return f"{digits[:3]}****{digits[-4:]}"
