"""What she thinks of each thing she names: pairs the things of a sentence with their verdicts.

Chinese says both "不做保洁" and "保洁我不做", and people run such statements together without punctuation. A statement
that began with the thing ends at its verdict; one that began with the verdict takes the things after it, until a
verdict that can only follow claims the last of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from assistant.understanding.zh import grammar
from assistant.understanding.zh.clauses import Clause
from assistant.understanding.zh.predicates import Grade, Predicate

_NEAR: Final = 8
# So many statements may tell reasons between a topic and the refusal that closes it.
_REASONS: Final = 2
_MODAL: Final = re.compile(
    r"(?:也|还)?(?:不|唔)?(?:会|能|可以|敢|识|想)(?:做|干|带|弄|烧|煮|炒|煲|说|讲|看|照顾|洗|擦|打|教|开)?"
)
_UNKNOWN: Final = re.compile(
    r"(?![我俺咱也都但就可还现以自是的了吧啊有太]|\ue000)[\u4e00-\u9fff]{2,4}(?<![我的了是就都也])"
)
_OTHERS: Final = re.compile(r"别的|其他|其它|剩下|另外|余下")
# Inability said before the thing (做不来西餐), although such verdicts mostly follow it.
_UNABLE: Final = re.compile(r"[\u4e00-\u9fff]不(?:来|了|好|动|惯|懂|下)$")


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


@dataclass(slots=True)
class _Group:
    before: list[tuple[int, int]] = field(default_factory=list)
    predicate: Predicate | None = None
    after: list[tuple[int, int]] = field(default_factory=list)
    start: int = 0
    end: int = 0

    def things(self) -> list[tuple[int, int]]:
        return self.before + self.after


def judge(
    text: str, clauses: Sequence[Clause], things: Sequence[tuple[int, int]], verdicts: Sequence[Predicate]
) -> dict[int, Stance]:
    """The stance of every thing, by its start. `things` are sorted and do not overlap."""
    items: list[tuple[int, int, Predicate | None]] = [(s, e, None) for s, e in things]
    items += [(p.start, p.end, p) for p in verdicts]
    items.sort(key=lambda item: (item[0], item[1]))
    sentences: dict[int, list[list[_Group]]] = {}
    position = 0
    for clause in clauses:
        mine: list[tuple[int, int, Predicate | None]] = []
        while position < len(items) and items[position][0] < clause.end:
            mine.append(items[position])
            position += 1
        groups = _groups(text, mine)
        if groups:
            groups[0].start, groups[-1].end = clause.start, clause.end
        sentences.setdefault(clause.sentence, []).append(groups)
    result: dict[int, Stance] = {}
    for segments in sentences.values():
        _share(text, segments)
        for groups in segments:
            for group in groups:
                for stance in _stances(text, group):
                    result[stance.start] = stance
    return result


def _groups(text: str, items: Sequence[tuple[int, int, Predicate | None]]) -> list[_Group]:
    groups: list[_Group] = []
    current = _Group()
    forward = _verb_first(items)
    for index, (start, end, predicate) in enumerate(items):
        if predicate is None and (forward or _apart(current)) and _bound_forward(text, current, start):
            groups.append(_Group(before=current.before))
            current = _Group(predicate=current.predicate, after=[(start, end)])
        elif predicate is None:
            judged_later = index + 1 < len(items) and items[index + 1][2] is not None
            current = _take_thing(text, groups, current, (start, end), judged_later=judged_later)
        else:
            if current.before and _negates_next(text, items, index, current.before[-1]):
                _close(groups, current)
                current = _Group(predicate=replace(predicate, side="before"))
                continue
            if index + 1 == len(items) and _taken_back(text, current, predicate):
                current.predicate = replace(predicate, start=current.predicate.start if current.predicate else start)
                continue
            current = _take_verdict(text, groups, current, predicate)
    _close(groups, current)
    return groups


def _taken_back(text: str, current: _Group, verdict: Predicate) -> bool:
    """Whether a denial closes what a bare verb began (叫我做月嫂我不做, 绑腹带那些没有学)."""
    old = current.predicate
    if old is None or not current.after or verdict.sign > 0 or verdict.conditional:
        return False
    if not old.weak_verb and grammar.pattern("predicates", "verb").fullmatch(old.word) is None:
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
    starts_with_verb = grammar.pattern("predicates", "verb").match
    told_whole = starts_with_verb(text[last[0] : last[1]]) is not None
    judged_later = index + 2 < len(items) and items[index + 2][2] is not None
    if len(verdict.word) == 1:
        return starts_with_verb(text[start:stop]) is not None and (told_whole or not judged_later)
    return told_whole and not judged_later and verdict.side == "both"


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
    return _MODAL.fullmatch(before.word) is not None and start == before.end


def _bound_forward(text: str, current: _Group, start: int) -> bool:
    verdict = current.predicate
    bound = verdict is not None and _MODAL.fullmatch(verdict.word) is not None and start == verdict.end
    if verdict is not None and text[: verdict.end - len(verdict.word)].endswith(("都", "全", "样样")):
        return False
    return bound and bool(current.before) and not current.after


def _apart(current: _Group) -> bool:
    """Whether the verdict stands well apart from the thing before it (在武汉做护工，…护理会鼻饲)."""
    verdict = current.predicate
    if verdict is None or not current.before:
        return False
    return verdict.end - len(verdict.word) - current.before[-1][1] > _NEAR // 2


def _close(groups: list[_Group], group: _Group) -> None:
    if group.predicate or group.things():
        groups.append(group)


def _take_thing(
    text: str, groups: list[_Group], current: _Group, thing: tuple[int, int], *, judged_later: bool
) -> _Group:
    verdict = current.predicate
    if verdict and verdict.exclusive and current.after and _OTHERS.search(text[current.after[-1][1] : thing[0]]):
        groups.append(current)
        return _Group(before=[thing])
    if (
        verdict
        and not current.before
        and not current.after
        and _UNABLE.search(verdict.word)
        and thing[0] == verdict.end
    ):
        current.predicate = replace(verdict, side="both")
        current.after.append(thing)
        return current
    if verdict and verdict.feeling and current.before and thing[0] - verdict.end <= 1 and not judged_later:
        groups.append(_Group(before=current.before))
        return _Group(predicate=verdict, after=[thing])
    if verdict is None:
        current.before.append(thing)
        return current
    far = not current.after and thing[0] - verdict.end > _NEAR
    if verdict.side == "after" or far or (current.before and verdict.side != "before"):
        groups.append(current)
        return _Group(before=[thing])
    current.after.append(thing)
    return current


def _take_verdict(text: str, groups: list[_Group], current: _Group, new: Predicate) -> _Group:
    old = current.predicate
    if old is None and new.exclusive and current.before:
        # 浦东除了临港都可以: what comes before the exception takes the verdict on the rest.
        groups.append(_Group(before=current.before))
        return _Group(predicate=new)
    if old is None:
        current.predicate = new
        return current
    if not current.after:
        if not current.before and old.side == "after" and old.sign < 0 and new.side != "after":
            return _Group(predicate=new)
        if not current.before and new.start - old.end > _NEAR // 2:
            return _Group(predicate=new)
        if new.side == "before" and current.before:
            groups.append(current)
            return _Group(predicate=new)
        if current.before and old.sign > 0 > new.sign and _names_another(text[old.end : new.start]):
            groups.append(current)
            return _Group(predicate=new)
        if current.before and old.sign != new.sign and _qualified(text[old.end : new.start]):
            kept = old if old.sign > 0 else new
            current.predicate = replace(kept, start=old.start, end=new.end, conditional=True)
            return current
        current.predicate = _combined(text, old, new)
        return current
    relative = text[current.after[-1][1] : new.start].startswith("的") and new.start - current.after[-1][1] <= _NEAR
    if new.side == "after" or relative or (new.side == "both" and new.grade):
        return _verdict_on_last(text, groups, current, old, new)
    groups.append(current)
    return _Group(predicate=new)


def _names_another(gap: str) -> bool:
    """Whether something we do not know stands between two verdicts and takes the second (烧菜还可以点心不会做)."""
    return _UNKNOWN.fullmatch(gap.strip("，, ")) is not None


def _qualified(text: str) -> bool:
    """Whether the words narrow what was named (高层的 in 擦玻璃高层的不做)."""
    return grammar.pattern("predicates", "qualifier").fullmatch(text.strip("，, ")) is not None


def _verdict_on_last(text: str, groups: list[_Group], current: _Group, old: Predicate, new: Predicate) -> _Group:
    """A closing verdict after "verb thing": on the whole if there is one thing, else on the last thing alone.

    Papers she says she has are no part of what is judged after them (有育婴师证辅食绘本都没问题).
    """
    papers = [index for index, (s, e) in enumerate(current.after) if text[s:e].endswith("证")]
    if old.word.endswith("有") and papers and papers[-1] + 1 < len(current.after):
        judged = current.after[papers[-1] + 1 :]
        del current.after[papers[-1] + 1 :]
        groups.append(current)
        return _Group(before=judged, predicate=new)
    if len(current.after) == 1 or new.word.startswith(("都", "也都", "全")):
        if old.sign < 0 and not old.exclusive:
            if new.sign > 0:
                return _Group()
            insisted = text.startswith("的", current.after[-1][1])
            current.predicate = replace(new, start=old.start, sign=1 if insisted else -1)
        elif not old.exclusive:
            current.predicate = _combined(text, old, new)
        return current
    last = current.after.pop()
    groups.append(current)
    return _Group(before=[last], predicate=new)


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
        done=old.done or new.done,
        weak_verb=False,
    )


def _share(text: str, segments: list[list[_Group]]) -> None:
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
    for groups in segments:
        for group in groups:
            if group.predicate is not None:
                wide = group.after and group.predicate.sign > 0 and not group.predicate.learning
                verdict = group.predicate if wide else None
            elif verdict is not None and group.before:
                group.predicate = replace(verdict, start=group.before[0][0], end=group.before[-1][1], grade=None)


def _head(text: str, segments: list[list[_Group]]) -> None:
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


def _speaks_back(text: str, group: _Group) -> bool:
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


def _lend_back(text: str, segments: list[list[_Group]], index: int, verdict: Predicate) -> None:
    """Gives a bare verdict to the things named last, and to the run of bare things before them."""
    if verdict.weak_verb:
        return
    reasons = _REASONS if grammar.says("predicates", "closing", verdict.word) else 0
    for groups in reversed(segments[:index]):
        if reasons and all(group.predicate for group in groups):
            reasons -= 1
            continue
        if not groups or not _lend_inside(groups, verdict) or not (_spreads(verdict) or _bare(text, groups)):
            return
        reasons = 0


def _bare(text: str, groups: Sequence[_Group]) -> bool:
    """Whether a segment only names things, so that what is said of it holds for the list it ends (做饭，打扫，行)."""
    rest = list(text[groups[0].start : groups[-1].end])
    for group in groups:
        for start, end in group.things():
            rest[start - groups[0].start : end - groups[0].start] = "、" * (end - start)
    return grammar.pattern("predicates", "bare_list").fullmatch("".join(rest)) is not None


def _lend_inside(groups: Sequence[_Group], verdict: Predicate) -> bool:
    """Lends within one segment; says whether the run goes on before it."""
    if verdict.weak_verb:
        return False
    for earlier in reversed(groups):
        old = earlier.predicate
        if old is not None:
            if old.weak_verb and earlier.things() and (verdict.sign > 0 or not old.done or _gives_up(verdict)):
                earlier.predicate = replace(verdict, start=old.start)
            return False
        earlier.predicate = verdict
    return True


def _gives_up(verdict: Predicate) -> bool:
    return grammar.says("predicates", "gives_up", verdict.word)


def _stances(text: str, group: _Group) -> list[Stance]:
    verdict = group.predicate
    if verdict is None:
        return [Stance(s, e, quote_start=s, quote_end=e) for s, e in group.before]
    sign = _exception_sign(text, group, verdict) if verdict.exclusive else verdict.sign
    partial = sign < 0 and bool(group.before) and not group.after
    partial = partial and _qualified(text[group.before[-1][1] : verdict.start])
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


def _exception_sign(text: str, group: _Group, verdict: Predicate) -> int:
    """除了X都行 leaves X out; 除了X还会Y and 除了X都不做 keep it."""
    last = max((end for _, end in group.after), default=verdict.end)
    rest = text[last : last + 16]
    return 1 if grammar.says("tense", "inclusion", rest) else -1
