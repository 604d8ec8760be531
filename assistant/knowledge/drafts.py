"""Contracts drafted from a profile and a need: clause templates filled, blanks marked, the rule behind each clause.

The templates are data of `knowledge_base/contracts/`; what people send is only ever a value in them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Literal

from jinja2 import ChainableUndefined, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from pydantic import BaseModel, ConfigDict

from assistant.kit.data import data_path, load_yaml
from assistant.knowledge.draft_values import BLANK, LINE, draft_words, values
from assistant.profile.model import Language, WorkerProfile

DraftKind = Literal["three_party", "two_party", "consent"]

_ONES = "零一二三四五六七八九"


class ClauseTemplate(BaseModel):
    """One clause as written, before it is filled."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    title: str
    title_en: str
    text: str
    text_en: str
    covers: list[str] = []
    required_by: list[str] = []
    note: str = ""


class DraftTemplate(BaseModel):
    """A draft as written. `parties` sign it; the last clause has their lines."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    title: str
    title_en: str
    parties: list[str]
    notice: str
    notice_en: str
    clauses: list[ClauseTemplate]


class DraftOrder(BaseModel):
    """What to draft and from what; unsaid things become blanks. Shapes: `knowledge_base/contracts/variables.yaml`."""

    model_config = ConfigDict(extra="ignore")

    kind: DraftKind
    profile: WorkerProfile = WorkerProfile()
    need: dict[str, Any] = {}
    agency: dict[str, Any] = {}
    household: dict[str, Any] = {}
    worker: dict[str, Any] = {}
    terms: dict[str, Any] = {}
    language: Language = "zh"


@dataclass(frozen=True, slots=True)
class Run:
    """Words of a line; `blank` ones are a place to fill in."""

    text: str
    blank: bool = False


@dataclass(frozen=True, slots=True)
class DraftClause:
    """A filled clause: its numbered heading, its lines, and in small print the rule behind it, if a rule is."""

    heading: str
    lines: tuple[tuple[Run, ...], ...]
    basis: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A filled draft, ready to be drawn. `blanks` counts the places left to fill in its clauses."""

    language: Language
    header: str
    title: str
    notices: tuple[str, ...]
    clauses: tuple[DraftClause, ...]
    blanks: int


# The printed name of the library clause `document#locator` in a language, or None when the library lacks it.
RuleName = Callable[[str, Language], str | None]


@cache
def draft_template(kind: DraftKind) -> DraftTemplate:
    """The template of a kind of draft.

    Raises:
        pydantic.ValidationError: the file is not a draft.
    """
    return DraftTemplate.model_validate(load_yaml(data_path("knowledge_base", "contracts", f"{kind}.yaml")))


def fill(order: DraftOrder, rule_name: RuleName, today: date) -> Draft:
    """Fill a draft.

    Args:
        order: what to draft; its words are values, never templates.
        rule_name: names the clauses of the library behind each clause.
        today: the day the draft says it was made.

    Raises:
        jinja2.TemplateError: a clause template is wrong.
    """
    template, words = draft_template(order.kind), draft_words(order.language)
    given = order.model_dump(include={"agency", "household", "worker", "terms"})
    filled_in = values(order.profile, order.need, given, order.language)
    english = order.language == "en"
    clauses = tuple(
        _clause(at, clause, filled_in, rule_name, order.language) for at, clause in enumerate(template.clauses, 1)
    )
    blanks = sum(run.blank for clause in clauses for line in clause.lines for run in line)
    return Draft(
        language=order.language,
        header=words.header,
        title=template.title_en if english else template.title,
        notices=(
            template.notice_en if english else template.notice,
            words.blanks.format(count=blanks) if blanks else words.complete,
            words.made_by.format(date=today.isoformat()),
        ),
        clauses=clauses,
        blanks=blanks,
    )


def _clause(
    at: int, clause: ClauseTemplate, filled_in: Mapping[str, Any], rule_name: RuleName, language: Language
) -> DraftClause:
    words, english = draft_words(language), language == "en"
    text = _environment().from_string(clause.text_en if english else clause.text).render(filled_in)
    number = str(at) if english else chinese_number(at)
    names = [name for key in clause.required_by if (name := rule_name(key, language)) is not None]
    return DraftClause(
        heading=words.article.format(number=number, title=clause.title_en if english else clause.title),
        lines=tuple(_runs(line) for line in text.splitlines() if line.strip()),
        basis=words.basis.format(rules=words.between_rules.join(names)) if names else "",
    )


@cache
def _environment() -> ImmutableSandboxedEnvironment:
    return ImmutableSandboxedEnvironment(undefined=ChainableUndefined, finalize=_shown, autoescape=False)


def _shown(value: object) -> object:
    """What a template prints for a value: a blank where there is nothing to print."""
    return BLANK if value is None or value == "" or isinstance(value, Undefined | Mapping | bool) else value


def _runs(line: str) -> tuple[Run, ...]:
    """A line cut at its blanks."""
    runs: list[Run] = []
    for at, part in enumerate(line.strip().replace(LINE, BLANK).split(BLANK)):
        if at:
            runs.append(Run("", blank=True))
        if part:
            runs.append(Run(part))
    return tuple(runs)


def chinese_number(number: int) -> str:
    """1 to 99 as Chinese counts articles: 一, 十, 十一, 二十, 二十一."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_ONES[tens]}十"
    return head + (_ONES[ones] if ones else "")
