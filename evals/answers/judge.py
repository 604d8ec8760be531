"""Judges one answer against its row, and adds the judgements up."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from assistant.knowledge.answers import Answer
from evals.answers import support
from evals.answers.rows import Row

# How far into an emergency's answer the number to call may come, in characters without spaces.
_EARLY = 60
_EARLY_LATIN = 140
_HAN = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Judged:
    """What one answer got right. `seconds` is how long it took."""

    row: Row
    answer: Answer
    seconds: float
    kind: bool
    said: bool
    top: bool
    cited: bool
    place: bool
    broken: tuple[str, ...] = ()
    invented: tuple[str, ...] = ()
    unsupported: tuple[str, ...] = ()

    @property
    def right(self) -> bool:
        """The right kind, every fact said, nothing said that must not be."""
        return self.kind and self.said


@dataclass(slots=True)
class Tally:
    """All judgements of one run."""

    judged: list[Judged] = field(default_factory=list)

    def answerable(self) -> list[Judged]:
        """Those the library answers."""
        return [one for one in self.judged if one.row.answerable]

    def to_refuse(self) -> list[Judged]:
        """Those that must not be answered."""
        apart = ("emergency", "not_an_emergency")
        return [one for one in self.judged if not one.row.answerable and one.row.group not in apart]

    def emergencies(self) -> list[Judged]:
        """Those where somebody is in danger."""
        return [one for one in self.judged if one.row.group == "emergency"]

    def calm(self) -> list[Judged]:
        """Those where nobody is in danger."""
        return [one for one in self.judged if one.row.group != "emergency"]

    def refusals(self) -> list[Judged]:
        """Those that were refused, rightly or not."""
        return [one for one in self.judged if one.answer.kind == "refusal"]


def judge(row: Row, answer: Answer, seconds: float, shelf: support.Shelf) -> Judged:
    """Compare an answer with its label."""
    said = support.spoken(answer)
    checked = answer.kind in ("answer", "emergency")
    early = _EARLY if _HAN.search(said) else _EARLY_LATIN
    heard = said[:early] if answer.kind == "emergency" else said
    facts = not checked or all(any(support.plain(phrase) in heard for phrase in fact) for fact in row.facts)
    never = not any(support.plain(phrase) in said for phrase in row.never)
    keys = [support.key(citation) for citation in answer.citations]
    told = answer.kind == "answer"
    return Judged(
        row,
        answer,
        seconds,
        kind=answer.kind in row.kinds,
        said=facts and never,
        top=bool(keys) and keys[0] in row.gold,
        cited=any(each in row.gold for each in keys),
        place=_place(answer) in row.where,
        broken=tuple(support.broken_citations(answer, shelf)),
        invented=tuple(support.invented_numbers(answer, shelf)) if told else (),
        unsupported=tuple(support.unsupported(answer, shelf)) if told else (),
    )


def _place(answer: Answer) -> str | None:
    if answer.jurisdiction:
        return answer.jurisdiction
    return answer.citations[0].jurisdiction if answer.citations else None


def run(asked: Iterable[Row], ask: Callable[[Row], Answer], clock: Callable[[], float], shelf: support.Shelf) -> Tally:
    """Ask everything. `clock` gives seconds."""
    tally = Tally()
    for row in asked:
        begun = clock()
        answer = ask(row)
        tally.judged.append(judge(row, answer, clock() - begun, shelf))
    return tally
