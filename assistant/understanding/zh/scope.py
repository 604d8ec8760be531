"""What a whole statement does to the things judged in it: questions that say yes or no, and what is so no longer.

The verdicts on single things are settled in `stances`; here the statement around them has its word.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from assistant.understanding.zh import grammar
from assistant.understanding.zh.clauses import Clause
from assistant.understanding.zh.predicates import Predicate
from assistant.understanding.zh.stances import Stance

_FILE: Final = "scope"
_FAR: Final = 12
_TURNS: Final = (("who_would_not", 1), ("who_would", -1), ("even_so", 1), ("rather_not", -1))


def asked_back(words: str) -> bool:
    """Whether a statement only sounds like a question (做饭谁不会啊, 我哪会那个). `words` are masked."""
    return grammar.says(_FILE, "who_would_not", words) or grammar.says(_FILE, "who_would", words)


def settle(
    text: str,
    masked: str,
    clauses: Sequence[Clause],
    stances: Mapping[int, Stance],
    verdicts: Sequence[Predicate],
    abilities: frozenset[int],
) -> dict[int, Stance]:
    """The stances with the statements around them heard out.

    `masked` is `text` with things, places and figures masked; `abilities` are the starts of the things she can or
    cannot do (skills, cuisines, languages), which alone are lost when she says that it is no longer so.
    """
    settled = dict(stances)
    _needing(settled, text)
    for index, clause in enumerate(clauses):
        mine = [start for start in settled if clause.start <= start < clause.end]
        words = masked[clause.start : clause.end]
        if not mine:
            _afterthought(settled, clauses, index, words)
            continue
        _unbound(text, settled, mine)
        _turn(settled, mine, clause.start, words)
        if grammar.says(_FILE, "done_elsewhere", words):
            for start in mine:
                settled[start] = replace(settled[start], sign=-1, learning=True)
        unseen = _only_seen(clauses, index)
        for start in mine if unseen else ():
            if start in abilities and grammar.says(_FILE, "only_seen", settled[start].word):
                settled[start] = _turned(settled[start], -1, (settled[start].start, clause.end), "没做过")
        _revise(settled, mine, clauses, index, words)
        _reconsider(settled, mine, clauses, index, words)
        lost = _no_longer(text, clauses, index, settled, verdicts)
        for start in mine if lost else ():
            if start in abilities and settled[start].sign > 0 and lost is not None:
                settled[start] = _turned(settled[start], -1, (lost.start, lost.end), lost.word)
    return settled


def _needing(settled: dict[int, Stance], text: str) -> None:
    """A task that needs what she refuses is refused with it (空调要爬高我不弄)."""
    ordered = sorted(settled)
    for start, needed in pairwise(ordered):
        stance = settled[start]
        between = text[stance.end : needed]
        if settled[needed].sign < 0 and grammar.pattern(_FILE, "needs").fullmatch(between):
            span = (stance.start, settled[needed].quote_end)
            settled[start] = _turned(stance, -1, span, settled[needed].word)


def _reconsider(
    settled: dict[int, Stance], mine: Sequence[int], clauses: Sequence[Clause], index: int, words: str
) -> None:
    """What she said before and takes back without naming it again (刚才说不带睡，想想也可以带)."""
    following = clauses[index + 1 : index + 2]
    if not following or not grammar.says("corrections", "said_before", words):
        return
    later = following[0]
    if any(later.start <= start < later.end for start in settled):
        return
    for key, sign in (("after_all_yes", 1), ("after_all_no", -1)):
        match = grammar.pattern(_FILE, key).match(later.text.strip())
        for start in mine if match else ():
            if settled[start].sign == -sign or (sign < 0 and settled[start].sign == 0):
                settled[start] = _turned(settled[start], sign, (start, later.end), later.text)


def _afterthought(settled: dict[int, Stance], clauses: Sequence[Clause], index: int, words: str) -> None:
    """能不搭就不搭 with nothing named is about what the sentence named last."""
    match = grammar.pattern(_FILE, "rather_not").search(words)
    before = [c for c in clauses[:index] if c.sentence == clauses[index].sentence]
    named = [[s for s in settled if c.start <= s < c.end] for c in before]
    last = next((starts for starts in reversed(named) if starts), [])
    for start in last if match else ():
        stance = settled[start]
        settled[start] = _turned(stance, -1, (stance.start, stance.end), words)


def _unbound(text: str, settled: dict[int, Stance], mine: Sequence[int]) -> None:
    """A denial far behind a thing, with a figure between them, is of something else (催奶是强项价钱…不接单)."""
    for start in mine:
        stance = settled[start]
        between = text[stance.end : stance.quote_end]
        if stance.sign < 0 and len(between) > _FAR and grammar.says(_FILE, "figure", between):
            settled[start] = Stance(start, stance.end, quote_start=start, quote_end=stance.end)


def _turn(settled: dict[int, Stance], mine: Sequence[int], offset: int, words: str) -> None:
    """What the statement as a whole says of its things; a word of trouble only where no verdict was found."""
    for key, sign in _TURNS:
        match = grammar.pattern(_FILE, key).search(words)
        if match:
            for start in mine:
                span = (offset + match.start(), offset + match.end())
                settled[start] = _turned(settled[start], sign, span, match.group())
            return
    trouble = _trouble(words)
    if trouble is None:
        return
    span = (offset + trouble.start(), offset + trouble.end())
    for start in mine:
        if settled[start].sign == 0 and start < span[0]:
            settled[start] = _turned(settled[start], -1, span, trouble.group())


def _trouble(words: str) -> re.Match[str] | None:
    """The first word of trouble in a masked statement that is not denied itself."""
    for match in grammar.pattern(_FILE, "trouble").finditer(words):
        if not re.search(grammar.source(_FILE, "no_trouble"), words[: match.start()]):
            return match
    return None


def _turned(stance: Stance, sign: int, span: tuple[int, int], word: str) -> Stance:
    """The stance with another sign, quoted with the words that turn it."""
    return replace(
        stance,
        sign=sign,
        grade=None,
        conditional=False,
        learning=False,
        done=False,
        weak=False,
        partial=False,
        word=word,
        quote_start=min(stance.start, span[0]),
        quote_end=max(stance.end, span[1]),
    )


def _revise(settled: dict[int, Stance], mine: Sequence[int], clauses: Sequence[Clause], index: int, words: str) -> None:
    """What she strikes out of what she said, and what she can do but will not."""
    struck = grammar.says(_FILE, "struck_out", words)
    unwilling = _unwilling(clauses, index, words)
    for start in mine:
        if struck:
            settled[start] = _struck_out(settled[start], clauses[index + 1 : index + 2])
        elif unwilling:
            settled[start] = _turned(settled[start], -1, (settled[start].start, clauses[index].end), words)


def _struck_out(stance: Stance, following: Sequence[Clause]) -> Stance:
    """A refusal taken back is no refusal; it is a yes where she goes on to say that she can."""
    able = following and grammar.pattern(_FILE, "then_able").match(following[0].text.strip())
    if not able:
        return Stance(stance.start, stance.end, quote_start=stance.start, quote_end=stance.end)
    return _turned(stance, 1, (stance.start, stance.end), able.group())


def _unwilling(clauses: Sequence[Clause], index: int, words: str) -> bool:
    """Whether it is not that she cannot, but that she will not (不是不会开车，是不敢开)."""
    following = clauses[index + 1 : index + 2]
    return (
        grammar.says(_FILE, "not_unable", words)
        and bool(following)
        and grammar.pattern(_FILE, "but_unwilling").match(following[0].text.strip()) is not None
    )


def _only_seen(clauses: Sequence[Clause], index: int) -> bool:
    """Whether the next statement says that it was never done by her own hands (催乳我看过，自己没弄过)."""
    if index + 1 >= len(clauses) or clauses[index + 1].sentence != clauses[index].sentence:
        return False
    return grammar.pattern(_FILE, "not_done").match(clauses[index + 1].text.strip()) is not None


def _no_longer(
    text: str,
    clauses: Sequence[Clause],
    index: int,
    stances: Mapping[int, Stance],
    verdicts: Sequence[Predicate],
) -> Predicate | None:
    """The verdict of the next statement that takes back what was once so (以前会打字，现在忘光了)."""
    if index + 1 >= len(clauses) or not grammar.says("tense", "past", clauses[index].text):
        return None
    following = clauses[index + 1]
    if following.sentence != clauses[index].sentence or any(following.start <= s < following.end for s in stances):
        return None
    if grammar.pattern(_FILE, "no_longer").match(text[following.start : following.end].strip()) is None:
        return None
    mine = [v for v in verdicts if following.start <= v.start < following.end]
    alone = len(mine) == 1 and mine[0].sign < 0 and not mine[0].conditional and not mine[0].learning
    tail = text[mine[0].end : following.end] if alone else ""
    return mine[0] if alone and grammar.pattern(_FILE, "after_lost").fullmatch(tail.strip()) else None
