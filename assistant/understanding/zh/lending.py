"""Lends a verdict to things named in other segments of the sentence (做饭，打扫，都行; 不会的：开车、电脑)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from assistant.understanding.zh import grammar
from assistant.understanding.zh.groups import Group, refuses
from assistant.understanding.zh.predicates import Predicate

# So many statements may tell reasons between a topic and the refusal that closes it.
_REASONS: Final = 2
_ALL: Final = ("都", "全")


def share(text: str, segments: list[list[Group]]) -> None:
    """Lends a verdict to things named in the segments just before it ("做饭，打扫，都行") or after ("会做饭，打扫")."""
    for index, groups in enumerate(segments):
        if not groups:
            continue
        first = groups[0]
        distributes = first.predicate is not None and first.predicate.side == "after" and _spreads(first.predicate)
        if first.predicate and (not first.things() or distributes) and _speaks_back(text, first):
            _lend_back(text, segments, index, first.predicate)
        for position, group in enumerate(groups[1:], 1):
            if group.predicate and not group.things():
                _lend_inside(groups[:position], group.predicate)
    _head(text, segments)
    verdict: Predicate | None = None
    denied: Predicate | None = None
    for groups in segments:
        for group in groups:
            if group.predicate is not None:
                wide = group.after and group.predicate.sign > 0 and not group.predicate.learning
                verdict = group.predicate if wide else None
                denied = group.predicate if group.predicate.sign < 0 else None
            elif verdict is not None and group.before and _bare(text, [group]):
                group.predicate = replace(verdict, start=group.before[0][0], end=group.before[-1][1], grade=None)
            elif denied is not None and group.before and _above_all(text, group):
                group.predicate = replace(denied, start=group.before[0][0], end=group.before[-1][1], grade=None)


def _above_all(text: str, group: Group) -> bool:
    """Whether a thing is named as the first of those just turned down (别的太远，尤其宝山)."""
    return grammar.pattern("predicates", "above_all").search(text[group.start : group.before[0][0]]) is not None


def _head(text: str, segments: list[list[Group]]) -> None:
    """Gives the verdict of a heading (不会的：开车、电脑) to the things listed under it, up to the next verdict."""
    heading: Predicate | None = None
    for groups in segments:
        for group in groups:
            alone = group.predicate is not None and not group.things() and group.end > group.predicate.end
            if group.predicate is not None:
                told = text[group.predicate.end : group.end + 1] if alone else ""
                heads = alone and grammar.pattern("predicates", "heading").fullmatch(told) is not None
                heading = group.predicate if heads else None
            elif heading is not None:
                group.predicate = replace(heading, end=heading.end)


def _speaks_back(text: str, group: Group) -> bool:
    """Whether a verdict that opens a segment is about what was named before: nothing else stands in front of it."""
    verdict = group.predicate
    if verdict is None or group.before:
        return verdict is not None
    prefix = text[group.start : verdict.start].strip()
    if grammar.pattern("predicates", "before_verdict").fullmatch(prefix) is None:
        return False
    if verdict.side == "after" or not group.end:
        return True
    return grammar.pattern("predicates", "after_verdict").match(text[verdict.end : group.end].strip()) is not None


def _spreads(verdict: Predicate) -> bool:
    return verdict.word.startswith(("都", "全", "也都"))


def _lend_back(text: str, segments: list[list[Group]], index: int, verdict: Predicate) -> None:
    """Gives a bare verdict to the things named last, and to the run of bare things before them."""
    if verdict.weak_verb:
        return
    if text[verdict.start - 1 : verdict.start] in _ALL and verdict.sign < 0:
        verdict = replace(verdict, start=verdict.start - 1, word=text[verdict.start - 1] + verdict.word)
    reasons = _REASONS if grammar.says("predicates", "closing", verdict.word) else 0
    for groups in reversed(segments[:index]):
        if reasons and all(group.predicate and not _left_open(group) for group in groups):
            reasons -= 1
            continue
        if groups and verdict.sign < 0 and _singles_out(text, groups):
            return
        if not groups or not _lend_inside(groups, verdict) or not (_spreads(verdict) or _bare(text, groups)):
            return
        reasons = 0


def _singles_out(text: str, groups: Sequence[Group]) -> bool:
    """Whether the segment says what alone she does (只做办公室保洁，家里不做): the denial behind it is of the rest."""
    return (
        grammar.pattern("predicates", "singles_out").match(text[groups[0].start : groups[-1].end].strip()) is not None
    )


def _bare(text: str, groups: Sequence[Group]) -> bool:
    """Whether a segment only names things, so that what is said of it holds for the list it ends (做饭，打扫，行)."""
    rest = list(text[groups[0].start : groups[-1].end])
    for group in groups:
        for start, end in group.things():
            rest[start - groups[0].start : end - groups[0].start] = "、" * (end - start)
    return grammar.pattern("predicates", "bare_list").fullmatch("".join(rest)) is not None


def _lend_inside(groups: Sequence[Group], verdict: Predicate) -> bool:
    """Lends within one segment; says whether the run goes on before it."""
    if verdict.weak_verb:
        return False
    for earlier in reversed(groups):
        old = earlier.predicate
        if old is not None:
            needs = verdict.sign < 0 and not earlier.after and _only_needs(old)
            bare = old.weak_verb or grammar.pattern("predicates", "once_done").fullmatch(old.word) is not None
            weak = bare and (verdict.sign > 0 or not old.done or _gives_up(verdict))
            never = _left_open(earlier) and refuses(verdict)
            lent = bool(earlier.things()) and (weak or needs or never)
            if lent:
                earlier.predicate = replace(verdict, start=old.start)
            if lent and _spreads(verdict):
                continue
            return False
        earlier.predicate = verdict
    return True


def _left_open(group: Group) -> bool:
    """Whether what is said of a thing is no verdict yet: what it needs, or that she has never done it."""
    verdict = group.predicate
    return (
        verdict is not None and bool(group.things()) and (_only_needs(verdict) or (verdict.done and verdict.sign < 0))
    )


def _only_needs(verdict: Predicate) -> bool:
    """Whether it only tells what is needed (江宁要一个钟头，太远)."""
    return grammar.pattern("predicates", "only_needs").fullmatch(verdict.word) is not None


def _gives_up(verdict: Predicate) -> bool:
    return grammar.says("predicates", "gives_up", verdict.word)
