"""Pairs the things of a segment with their verdicts: which goes with which, where nothing is punctuated.

A statement that began with the thing ends at its verdict; one that began with the verdict takes the things after it,
until a verdict that can only follow claims the last of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from assistant.understanding.zh import grammar
from assistant.understanding.zh.predicates import Predicate

_FILE: Final = "predicates"
_NEAR: Final = 8
# So many things each closed by its verdict make a run; no more characters stand between the two.
_PAIRS: Final = 2
_CLOSE: Final = 2
_ALL: Final = ("都", "也都", "全")


@dataclass(slots=True)
class Group:
    """A verdict with the things before and after it; `start`..`end` is the segment it opens or closes."""

    before: list[tuple[int, int]] = field(default_factory=list)
    predicate: Predicate | None = None
    after: list[tuple[int, int]] = field(default_factory=list)
    start: int = 0
    end: int = 0

    def things(self) -> list[tuple[int, int]]:
        """The spans of its things, in order."""
        return self.before + self.after


def grouped(text: str, items: Sequence[tuple[int, int, Predicate | None]]) -> list[Group]:
    """The groups of one segment; `items` are its things and verdicts by position."""
    groups: list[Group] = []
    current = Group()
    items = _closing_run(items)
    forward = _verb_first(items)
    for index, (start, end, predicate) in enumerate(items):
        if predicate is None and (forward or _apart(current)) and _bound_forward(text, current, start):
            groups.append(Group(before=current.before))
            current = Group(predicate=current.predicate, after=[(start, end)])
        elif predicate is None:
            judged_later = index + 1 < len(items) and items[index + 1][2] is not None
            current = _take_thing(text, groups, current, (start, end), judged_later=judged_later)
        else:
            named = current.after or current.before
            told_before = current.before and _negates_next(text, items, index, current.before[-1])
            ahead = bool(current.before) and predicate.side == "before" and _adjacent(items, index)
            if told_before or ahead or (named and _opens_next(text, items, index, named[-1])):
                _close(groups, current)
                current = Group(predicate=replace(predicate, side="before"))
                continue
            if index + 1 == len(items) and _taken_back(text, current, predicate):
                current.predicate = replace(predicate, start=current.predicate.start if current.predicate else start)
                continue
            current = _take_verdict(text, groups, current, predicate)
    _close(groups, current)
    return groups


def _closing_run(
    items: Sequence[tuple[int, int, Predicate | None]],
) -> list[tuple[int, int, Predicate | None]]:
    """The items, where each verdict of a run that ends in one belongs to the thing before it.

    不会带太小的孩子|伺候老人可以|做饭可以|家里有狗我害怕: said in one breath, 可以 closes and opens nothing.
    """
    told = list(items)
    first = len(told)
    while first >= 2 and _closes(told[first - 2], told[first - 1]):
        first -= 2
    if len(told) - first < 2 * _PAIRS:
        return told
    for index in range(first + 1, len(told), 2):
        start, end, verdict = told[index]
        told[index] = (start, end, replace(verdict, side="after") if verdict else None)
    return told


def _closes(thing: tuple[int, int, Predicate | None], verdict: tuple[int, int, Predicate | None]) -> bool:
    if thing[2] is not None or verdict[2] is None or verdict[2].start - thing[1] > _CLOSE:
        return False
    return grammar.pattern(_FILE, "closes").fullmatch(verdict[2].word) is not None


def _taken_back(text: str, current: Group, verdict: Predicate) -> bool:
    """Whether a denial closes what a bare verb began (叫我做月嫂我不做, 绑腹带那些没有学)."""
    old = current.predicate
    if old is None or not current.after or verdict.sign > 0 or verdict.conditional:
        return False
    if not old.weak_verb and grammar.pattern(_FILE, "verb").fullmatch(old.word) is None:
        return False
    between = text[current.after[-1][1] : verdict.start]
    return (
        re.fullmatch(r"(?:的|那些|这些|那个|这个|这块|什么的|啥的)?(?:我|俺)?(?:也|都|就|可|还)?", between) is not None
    )


def _negates_next(
    text: str, items: Sequence[tuple[int, int, Predicate | None]], index: int, last: tuple[int, int]
) -> bool:
    """Whether a negation between two things is about the one after it (照顾老人不带孩子, 做保洁不做油烟机)."""
    _, end, verdict = items[index]
    if verdict is None or verdict.sign > 0 or index + 1 >= len(items):
        return False
    start, stop, other = items[index + 1]
    if other is not None or start != end:
        return False
    starts_with_verb = grammar.pattern(_FILE, "verb").match
    told_whole = starts_with_verb(text[last[0] : last[1]]) is not None
    judged_later = index + 2 < len(items) and items[index + 2][2] is not None
    if len(verdict.word) == 1:
        return starts_with_verb(text[start:stop]) is not None and (told_whole or not judged_later)
    return told_whole and not judged_later and verdict.side == "both"


def _opens_next(
    text: str, items: Sequence[tuple[int, int, Predicate | None]], index: int, last: tuple[int, int]
) -> bool:
    """Whether a verdict goes on from where she is from to the thing right behind it (河北邢台的不会带太小的孩子)."""
    between = text[last[1] : items[index][0]]
    return _adjacent(items, index) and grammar.pattern(_FILE, "after_origin").fullmatch(between) is not None


def _adjacent(items: Sequence[tuple[int, int, Predicate | None]], index: int) -> bool:
    """Whether a thing stands right behind the verdict."""
    return index + 1 < len(items) and items[index + 1][2] is None and items[index + 1][0] == items[index][1]


def _verb_first(items: Sequence[tuple[int, int, Predicate | None]]) -> bool:
    """Whether abilities go with what follows them: a run such as 会保洁会做饭不会带小孩 does not end in one."""
    if len(items) > 2 and _ability_of(items, len(items) - 1):
        return True
    return any(
        _ability_of(items, index)
        and _ability_of(items, index - 2)
        and (index + 1 == len(items) or items[index + 1][2] is None or items[index + 1][0] - items[index][1] > 2)
        for index in range(3, len(items))
    )


def _ability_of(items: Sequence[tuple[int, int, Predicate | None]], index: int) -> bool:
    """Whether the item is a thing with an ability right before it (会做饭)."""
    before, (start, _, predicate) = items[index - 1][2], items[index]
    if predicate is not None or before is None:
        return False
    return grammar.pattern(_FILE, "ability_before").fullmatch(before.word) is not None and start == before.end


def _bound_forward(text: str, current: Group, start: int) -> bool:
    verdict = current.predicate
    bound = (
        verdict is not None
        and grammar.pattern(_FILE, "ability_before").fullmatch(verdict.word) is not None
        and start == verdict.end
    )
    if verdict is not None and text[: verdict.end - len(verdict.word)].endswith(("都", "全", "样样")):
        return False
    return bound and bool(current.before) and not current.after


def _apart(current: Group) -> bool:
    """Whether the verdict stands well apart from the thing before it (在武汉做护工，…护理会鼻饲)."""
    verdict = current.predicate
    if verdict is None or not current.before:
        return False
    return verdict.end - len(verdict.word) - current.before[-1][1] > _NEAR // 2


def _close(groups: list[Group], group: Group) -> None:
    if group.predicate or group.things():
        groups.append(group)


def _take_thing(text: str, groups: list[Group], current: Group, thing: tuple[int, int], *, judged_later: bool) -> Group:
    verdict = current.predicate
    if (
        verdict
        and verdict.exclusive
        and current.after
        and grammar.pattern(_FILE, "the_others").search(text[current.after[-1][1] : thing[0]])
    ):
        groups.append(current)
        return Group(before=[thing])
    if (
        verdict
        and not current.before
        and not current.after
        and grammar.pattern(_FILE, "unable_before").search(verdict.word)
        and thing[0] == verdict.end
    ):
        current.predicate = replace(verdict, side="both")
        current.after.append(thing)
        return current
    if verdict and verdict.feeling and current.before and thing[0] - verdict.end <= 1 and not judged_later:
        groups.append(Group(before=current.before))
        return Group(predicate=verdict, after=[thing])
    if verdict is None:
        current.before.append(thing)
        return current
    far = not current.after and thing[0] - verdict.end > _NEAR
    if verdict.side == "after" or far or (current.before and verdict.side != "before"):
        groups.append(current)
        return Group(before=[thing])
    current.after.append(thing)
    return current


def _take_verdict(text: str, groups: list[Group], current: Group, new: Predicate) -> Group:
    old = current.predicate
    if old is None and new.exclusive and current.before:
        # 浦东除了临港都可以: what comes before the exception takes the verdict on the rest.
        groups.append(Group(before=current.before))
        return Group(predicate=new)
    if old is None:
        current.predicate = new
        return current
    if not current.after:
        if not current.before and old.side == "after" and old.sign < 0 and new.side != "after":
            return Group(predicate=new)
        if not current.before and new.start - old.end > _NEAR // 2:
            return Group(predicate=new)
        if new.side == "before" and current.before:
            groups.append(current)
            return Group(predicate=new)
        if current.before and old.sign > 0 > new.sign and _names_another(text[old.end : new.start]):
            groups.append(current)
            return Group(predicate=new)
        if current.before and old.sign != new.sign and qualified(text[old.end : new.start]):
            kept = old if old.sign > 0 else new
            current.predicate = replace(kept, start=old.start, end=new.end, conditional=True)
            return current
        current.predicate = _combined(text, old, new)
        return current
    if text[new.start - 1 : new.start] in ("都", "全") and old.sign < 0 < new.sign:
        return _verdict_on_last(text, groups, current, old, replace(new, start=new.start - 1, word="都" + new.word))
    relative = text[current.after[-1][1] : new.start].startswith("的") and new.start - current.after[-1][1] <= _NEAR
    if new.side == "after" or relative or (new.side == "both" and new.grade):
        return _verdict_on_last(text, groups, current, old, new)
    groups.append(current)
    return Group(predicate=new)


def _names_another(gap: str) -> bool:
    """Whether something we do not know stands between two verdicts and takes the second (烧菜还可以点心不会做)."""
    return grammar.pattern(_FILE, "another_thing").fullmatch(gap.strip("，, ")) is not None


def qualified(text: str) -> bool:
    """Whether the words narrow what was named (高层的 in 擦玻璃高层的不做)."""
    return grammar.pattern(_FILE, "qualifier").fullmatch(text.strip("，, ")) is not None


def _verdict_on_last(text: str, groups: list[Group], current: Group, old: Predicate, new: Predicate) -> Group:
    """A closing verdict after "verb thing": on the whole if there is one thing, else on the last thing alone.

    Papers she says she has are no part of what is judged after them (有育婴师证辅食绘本都没问题).
    """
    papers = [index for index, (s, e) in enumerate(current.after) if text[s:e].endswith("证")]
    if old.word.endswith("有") and papers and papers[-1] + 1 < len(current.after):
        judged = current.after[papers[-1] + 1 :]
        del current.after[papers[-1] + 1 :]
        groups.append(current)
        return Group(before=judged, predicate=new)
    several = len(current.after) > 1 and old.sign < 0 < new.sign and not old.exclusive
    if several and new.word.startswith(_ALL):
        # 不会粤菜川菜湘菜都会: what is named first stays denied, all the rest is meant by the last word.
        judged = current.after[1:]
        del current.after[1:]
        groups.append(current)
        return Group(before=judged, predicate=new)
    if len(current.after) == 1 or new.word.startswith(_ALL):
        if old.sign < 0 and not old.exclusive:
            closing = text[current.after[-1][1] : new.end]
            if new.sign > 0 and grammar.pattern(_FILE, "only_that").fullmatch(closing) is None:
                current.predicate = replace(old, learning=True)
                return current
            if new.sign > 0:
                return current
            insisted = text.startswith("的", current.after[-1][1])
            current.predicate = replace(new, start=old.start, sign=1 if insisted else -1)
        elif not old.exclusive:
            current.predicate = _combined(text, old, new)
        return current
    run = _alike_at_the_end(current.after)
    del current.after[-len(run) :]
    groups.append(current)
    return Group(before=run, predicate=new)


def _alike_at_the_end(things: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The last things said in one breath and of one length (猫狗 in 不带新生儿猫狗无所谓); never all of them."""
    first = len(things) - 1
    length = things[-1][1] - things[-1][0]
    while (
        first > 1 and things[first - 1][1] == things[first][0] and things[first - 1][1] - things[first - 1][0] == length
    ):
        first -= 1
    return list(things[first:])


def refuses(verdict: Predicate) -> bool:
    """Whether a verdict turns something down, whatever was or was not done before (没弄过不敢接)."""
    return verdict.sign < 0 and grammar.pattern(_FILE, "refuses").match(verdict.word) is not None


def _combined(text: str, old: Predicate, new: Predicate) -> Predicate:
    if new.weak_verb and not old.weak_verb:
        return replace(old, end=new.end, done=old.done or new.done)
    between = text[old.end : new.start]
    if grammar.says("tense", "now", between) or old.weak_verb or (old.done and new.word.startswith(("也", "但", "可"))):
        return replace(new, start=min(old.start, new.start), done=old.done or new.done)
    sign = -1 if -1 in (old.sign, new.sign) else 1
    if new.grade and not old.sign < 0:
        sign = 1
    return replace(
        new,
        start=old.start,
        sign=sign,
        grade=new.grade or old.grade,
        conditional=old.conditional or new.conditional,
        learning=old.learning or new.learning,
        done=new.done or (old.done and not refuses(new)),
        weak_verb=False,
    )
