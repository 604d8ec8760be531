"""What she thinks of each thing she names: pairs the things of a sentence with their verdicts.

Chinese says both "不做保洁" and "保洁我不做", and people run such statements together without punctuation. `groups`
finds what goes with what inside a segment, `lending` hands verdicts on between segments; here both become stances.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.understanding.zh import grammar
from assistant.understanding.zh.clauses import Clause
from assistant.understanding.zh.groups import Group, grouped, qualified
from assistant.understanding.zh.lending import share
from assistant.understanding.zh.predicates import Grade, Predicate


@dataclass(frozen=True, slots=True)
class Stance:
    """How one thing at `start:end` is meant: `sign` -1, 0 (not said) or +1; `quote_*` spans thing and verdict."""

    start: int
    end: int
    sign: int = 0
    grade: Grade | None = None
    conditional: bool = False
    learning: bool = False
    done: bool = False
    weak: bool = False
    quote_start: int = 0
    quote_end: int = 0
    word: str = ""
    leads: bool = False
    partial: bool = False


def judge(
    text: str, clauses: Sequence[Clause], things: Sequence[tuple[int, int]], verdicts: Sequence[Predicate]
) -> dict[int, Stance]:
    """The stance of every thing, by its start. `things` are sorted and do not overlap."""
    items: list[tuple[int, int, Predicate | None]] = [(s, e, None) for s, e in things]
    items += [(p.start, p.end, p) for p in verdicts]
    items.sort(key=lambda item: (item[0], item[1]))
    sentences: dict[int, list[list[Group]]] = {}
    position = 0
    for clause in clauses:
        mine: list[tuple[int, int, Predicate | None]] = []
        while position < len(items) and items[position][0] < clause.end:
            mine.append(items[position])
            position += 1
        groups = grouped(text, mine)
        if groups:
            groups[0].start, groups[-1].end = clause.start, clause.end
        sentences.setdefault(clause.sentence, []).append(groups)
    result: dict[int, Stance] = {}
    for segments in sentences.values():
        share(text, segments)
        for groups in segments:
            for group in groups:
                for stance in _stances(text, group):
                    result[stance.start] = stance
    return result


def _stances(text: str, group: Group) -> list[Stance]:
    verdict = group.predicate
    if verdict is None:
        return [Stance(s, e, quote_start=s, quote_end=e) for s, e in group.before]
    sign = _exception_sign(text, group, verdict) if verdict.exclusive else verdict.sign
    partial = sign < 0 and bool(group.before) and not group.after
    partial = partial and qualified(text[group.before[-1][1] : verdict.start])
    return [
        Stance(
            start,
            end,
            sign,
            verdict.grade,
            verdict.conditional,
            verdict.learning,
            verdict.done,
            verdict.weak_verb,
            min(start, verdict.start),
            max(end, verdict.end),
            verdict.word,
            leads=end <= verdict.start,
            partial=partial,
        )
        for start, end in group.things()
    ]


def _exception_sign(text: str, group: Group, verdict: Predicate) -> int:
    """除了X都行 leaves X out; 除了X还会Y and 除了X都不做 keep it."""
    last = max((end for _, end in group.after), default=verdict.end)
    rest = text[last : last + 16]
    return 1 if grammar.says("tense", "inclusion", rest) else -1


def within_reach(
    stances: dict[int, Stance], things: Sequence[tuple[int, int]], apart: frozenset[int]
) -> dict[int, Stance]:
    """Without denials of a task that reach on to what is told behind it: a place, how she works, what she wants.

    `apart` are the starts of such things (不做家务白班; 不会粤菜在广州天河六千五包住).
    """
    starts = [start for start, _ in things]
    for start in apart & stances.keys():
        stance = stances[start]
        if stance.sign >= 0 or stance.quote_start >= start:
            continue
        between = [other for other in starts if stance.quote_start < other < start]
        if between and between[0] not in apart:
            stances[start] = Stance(start, stance.end, quote_start=start, quote_end=stance.end)
    return stances
