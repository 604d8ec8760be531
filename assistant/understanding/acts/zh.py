"""Conversation acts in Chinese, from the cue lists of `knowledge_base/grammar/zh/acts.yaml`.

A list named after an act holds what counts anywhere in a turn; one named `<act>_alone` what counts only when it makes
up the turn or a statement of it, fillers aside. Offsets are characters of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from assistant.profile.model import Topic
from assistant.understanding.reading import Act, ActSpan, Context
from assistant.understanding.zh import grammar, predicates

_FILE: Final = "acts"
_BRIEF_FILE: Final = "acts_brief"
_ANYWHERE: Final = (
    Act.HUMAN,
    Act.STOP,
    Act.WAIT,
    Act.REPEAT,
    Act.SKIP,
    Act.DONE,
    Act.GREETING,
    Act.THANKS,
    Act.CORRECTION,
    Act.ASK_IDENTITY,
    Act.ASK_WHY,
    Act.EMBELLISH,
    Act.RIGHTS,
    Act.EMERGENCY,
    Act.DISTRESS,
    Act.DELETE,
    Act.WITHDRAW,
    Act.REFUSE,
    Act.DONT_KNOW,
    Act.ANY,
    Act.QUESTION,
)
_ALONE: Final = (
    Act.YES,
    Act.NO,
    Act.ANY,
    Act.DONT_KNOW,
    Act.STOP,
    Act.WAIT,
    Act.REPEAT,
    Act.SKIP,
    Act.DONE,
    Act.GREETING,
    Act.THANKS,
    Act.HUMAN,
    Act.REFUSE,
)
# What she would do in an imagined case is no call for help and no question of hers.
_TOLD_IN_SCENARIOS: Final = frozenset({Act.EMERGENCY, Act.DISTRESS, Act.QUESTION, Act.RIGHTS})
_STATEMENT: Final = re.compile(r"[^，。,！!？?；;\n…\s]+")
# A yes or no counts in the first statements only: later in a long turn it belongs to something else.
_LEADING: Final = 2
# Statements with one of these ask for something else, or nothing.
_TELLING: Final = frozenset(
    {Act.QUESTION, Act.ANY, Act.ASK_WHY, Act.ASK_IDENTITY, Act.REPEAT, Act.HUMAN, Act.REFUSE, Act.DONT_KNOW, Act.STOP}
)
# A turn of so few characters tells no story: fewer words are enough for an act.
_BRIEF: Final = 40
# What answers when she can start is no leave-taking (过两天再来).
_NOT_BRIEFLY: Final[dict[Topic | None, frozenset[Act]]] = {Topic.AVAILABILITY: frozenset({Act.STOP, Act.WAIT})}
# So few characters, said again at once, only repeat what was asked (晚上？晚上我…).
_ECHO: Final = 5
_QUESTION_MARKS: Final = ("？", "?")


@cache
def _has(name: str) -> bool:
    try:
        grammar.words(_FILE, name)
    except KeyError:
        return False
    return True


@cache
def _anywhere() -> tuple[tuple[Act, re.Pattern[str]], ...]:
    return tuple((act, grammar.pattern(_FILE, act.value)) for act in _ANYWHERE if _has(act.value))


@cache
def _alone() -> tuple[tuple[Act, re.Pattern[str]], ...]:
    lead, tail = grammar.source(_FILE, "filler_before"), grammar.source(_FILE, "filler_after")
    return tuple(
        (act, re.compile(f"{lead}*(?P<core>{grammar.source(_FILE, f'{act.value}_alone')}){tail}*"))
        for act in _ALONE
        if _has(f"{act.value}_alone")
    )


@cache
def _in_brief() -> tuple[tuple[Act, re.Pattern[str]], ...]:
    return tuple((act, grammar.pattern(_BRIEF_FILE, act.value)) for act in Act)


def detect(text: str, context: Context) -> list[ActSpan]:
    """The acts of a turn by position; `text` is already folded to simplified, half-width characters."""
    found = [
        ActSpan(act, m.start(), m.end())
        for act, pattern in _anywhere()
        for m in pattern.finditer(text)
        if m.end() > m.start()
    ]
    found += _short_answers(text)
    found += _briefly(text, context.asking)
    found = [span for span in found if span.act is not Act.WAIT or not _hesitates(text, span)]
    found = [s for s in found if s.act is not Act.ASK_WHY or not _asks_others(text, s)]
    found = [span for span in found if span.act is not Act.EMERGENCY or not _told_calmly(text, span)]
    found += _questions(text, found)
    found += _unmarked(text, found)
    found = list(_outweighed(found))
    if context.asking is Topic.SCENARIO:
        found = [span for span in found if span.act not in _TOLD_IN_SCENARIOS or text[span.end - 1] in "？?"]
    elif context.asking is not None:
        found += _verdicts(text, found)
    if context.asking is Topic.CONFIRM:
        found = [s for s in found if s.act is not Act.YES or not grammar.says(_FILE, "all_but", text[s.end :])]
    if context.asking is Topic.CONSENT:
        found += _consent(text, found)
    return _tidy(text, found)


def _briefly(text: str, asking: Topic | None) -> Iterator[ActSpan]:
    """The acts of a short turn that is no imagined case."""
    if len(text.strip()) > _BRIEF or asking is Topic.SCENARIO:
        return
    for act, pattern in _in_brief():
        match = None if act in _NOT_BRIEFLY.get(asking, ()) else pattern.search(text)
        if match is not None and match.end() > match.start():
            yield ActSpan(act, match.start(), match.end())


def _short_answers(text: str) -> Iterator[ActSpan]:
    for count, statement in enumerate(_STATEMENT.finditer(text)):
        if count >= 12:
            return
        asked = text[statement.end() : statement.end() + 1] in _QUESTION_MARKS
        for act, pattern in _alone():
            if act in (Act.YES, Act.NO) and (count >= _LEADING or asked):
                continue
            if (
                act is Act.YES
                and grammar.pattern(_FILE, "by_the_way").fullmatch(statement.group())
                and statement.group() != text.strip()
            ):
                continue
            match = pattern.fullmatch(statement.group())
            if match and not (act is Act.REPEAT and _only_hesitates(text, statement, match)):
                yield ActSpan(act, statement.start() + match.start("core"), statement.start() + match.end("core"))


def _only_hesitates(text: str, statement: re.Match[str], match: re.Match[str]) -> bool:
    """我啊，都行 and 啊，河南的 ask for nothing; 啊？ does, and 啊 alone, and 啥，你说啥."""
    if match.start("core") == 0 and statement.group() == text.strip():
        return False
    asked = text[statement.end() : statement.end() + 1] in _QUESTION_MARKS
    particle = len(match.group("core")) == 1
    spoken_of_self = statement.group().startswith(("我", "俺", "咱", "阿拉"))
    again = grammar.pattern(_FILE, Act.REPEAT.value).search(text, statement.end()) is not None
    return (particle and not (asked or again)) or spoken_of_self


def _hesitates(text: str, span: ActSpan) -> bool:
    """Whether 等等 only buys time for what she sets right at once (三年，等等，四年了)."""
    return grammar.pattern(_FILE, "hesitation").match(text, span.end) is not None


def _outweighed(found: list[ActSpan]) -> Iterator[ActSpan]:
    """Without what a wider act only sounds like: no question in 什么挣钱做什么, no call for help in 会不会骚扰我."""
    wider = {Act.QUESTION: Act.ANY, Act.DISTRESS: Act.QUESTION}
    for span in found:
        over = wider.get(span.act)
        if not any(o.act is over and o.start <= span.start and span.end <= o.end for o in found):
            yield span


def _asks_others(text: str, span: ActSpan) -> bool:
    """Whether she would ask somebody else what is going on (给家里打电话，问问咋回事)."""
    return text.startswith("问问", span.start) or grammar.says(_FILE, "asks_elsewhere", text[: span.start][-2:])


def _told_calmly(text: str, span: ActSpan) -> bool:
    """Whether what sounds like an emergency is told of another time, or of what she can do."""
    return grammar.pattern(_FILE, "not_urgent").search(text[max(0, span.start - 14) : span.end + 8]) is not None


def _verdicts(text: str, found: list[ActSpan]) -> Iterator[ActSpan]:
    """A first statement that is nothing but a verdict (可以接, 接不了, 我做得来) answers yes or no."""
    statement = _STATEMENT.search(text)
    if statement is None or any(span.start < statement.end() for span in found):
        return
    verdicts = predicates.find(statement.group())
    if not verdicts or any(v.conditional or v.learning for v in verdicts):
        return
    rest = statement.group()
    for verdict in reversed(verdicts):
        rest = rest[: verdict.start] + rest[verdict.end :]
    if grammar.pattern(_FILE, "around_verdict").fullmatch(rest) is None:
        return
    act = Act.NO if any(v.sign < 0 for v in verdicts) else Act.YES
    yield ActSpan(act, statement.start() + verdicts[0].start, statement.start() + verdicts[-1].end)


def _questions(text: str, found: list[ActSpan]) -> Iterator[ActSpan]:
    """Sentences that end in a question mark; a plea to repeat or about who we are is no question to answer."""
    for match in re.finditer(r"[^。！!？?；;\n…]+[？?]", text):
        covered = any(
            span.act in (Act.REPEAT, Act.ASK_IDENTITY, Act.ASK_WHY, Act.QUESTION, Act.EMBELLISH, Act.HUMAN)
            and span.start < match.end()
            and match.start() < span.end
            for span in found
        )
        words = match.group().strip("？?，, ")
        echoed = len(words) <= _ECHO and text[match.end() :].lstrip().startswith(words)
        if (
            not covered
            and not echoed
            and not grammar.pattern(_FILE, "who_me").fullmatch(match.group().strip())
            and re.search(r"[\u4e00-\u9fff]", match.group())
        ):
            yield ActSpan(Act.QUESTION, match.start(), match.end())


def _unmarked(text: str, found: list[ActSpan]) -> Iterator[ActSpan]:
    """Statements that ask without a mark (上班远不远, 雇主人怎么样); what stands for anything at all asks nothing."""
    for statement in _STATEMENT.finditer(text):
        words = statement.group()
        match = grammar.pattern(_FILE, "asks").search(words)
        if match is None or any(
            s.start < statement.end() and statement.start() < s.end for s in found if s.act in _TELLING
        ):
            continue
        inner = grammar.pattern(_FILE, "asking_word").search(words)
        before = words[: inner.start()] if inner else ""
        if not grammar.says(_FILE, "no_asking", before) and not grammar.says(_FILE, "asks_nothing", words):
            yield ActSpan(Act.QUESTION, statement.start(), statement.end())


def _consent(text: str, found: list[ActSpan]) -> Iterator[ActSpan]:
    if any(span.act in (Act.YES, Act.NO) for span in found):
        return
    asked = [(span.start, span.end) for span in found if span.act is Act.QUESTION]
    for act, key in ((Act.NO, "consent_no"), (Act.YES, "consent_yes")):
        match = grammar.pattern(_FILE, key).search(text)
        if match and not any(start <= match.start() < end for start, end in asked):
            yield ActSpan(act, match.start(), match.end())
            return


def _puts_off(text: str, span: ActSpan) -> bool:
    """Whether she only leaves it for later, or bids it be written otherwise (先放着，先问别的; 那次别写，写成…)."""
    return grammar.says(_BRIEF_FILE, "put_off", text[span.start : span.end])


def _tidy(text: str, found: list[ActSpan]) -> list[ActSpan]:
    """By position, each act once for one place; a longer finding of the same act covers a shorter one."""
    kept: list[ActSpan] = []
    for span in sorted(found, key=lambda s: (s.act, s.start, -s.end)):
        if kept and kept[-1].act is span.act and span.start < kept[-1].end:
            continue
        kept.append(span)
    put_off = any(span.act in (Act.SKIP, Act.EMBELLISH) for span in kept)
    kept = [span for span in kept if not (put_off and span.act is Act.REFUSE and _puts_off(text, span))]
    stopped = [span for span in kept if span.act is Act.STOP]
    kept = [
        span
        for span in kept
        if span.act is not Act.REFUSE
        or all(s.start < span.end and span.start < s.end for s in stopped)
        or not grammar.says(_BRIEF_FILE, "put_off_by_stopping", text[span.start : span.end])
    ]
    refused = [span for span in kept if span.act is Act.REFUSE]
    kept = [
        span
        for span in kept
        if span.act is not Act.STOP or not any(r.start < span.end and span.start < r.end for r in refused)
    ]
    return sorted(kept, key=lambda s: (s.start, s.end))
