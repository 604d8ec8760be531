"""Acts of a turn that nothing else explains, from the wide cues of `knowledge_base/grammar/zh/acts_loose.yaml`.

A short turn in which neither a fact nor an act was read is seldom an answer: she wants something of the conversation,
in words no list foresees. Where so much is silent a few words in reach of each other tell what.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache
from typing import Final

from assistant.profile.model import Topic
from assistant.understanding.reading import Act, ActSpan
from assistant.understanding.zh import grammar

_FILE: Final = "acts_loose"
_LONGEST: Final = 40
_SHORTEST: Final = 3
_IN_ORDER: Final = (
    Act.EMERGENCY,
    Act.DISTRESS,
    Act.DELETE,
    Act.WITHDRAW,
    Act.RIGHTS,
    Act.EMBELLISH,
    Act.HUMAN,
    Act.ASK_IDENTITY,
    Act.ASK_WHY,
    Act.STOP,
    Act.WAIT,
    Act.REPEAT,
    Act.SKIP,
    Act.DONE,
    Act.THANKS,
    Act.CORRECTION,
    Act.REFUSE,
    Act.NO,
    Act.YES,
    Act.DONT_KNOW,
    Act.ANY,
    Act.QUESTION,
)
# What people keep to themselves; asked for anything else, 不给 and 没写 tell of something else.
_PRIVATE: Final = frozenset(
    {
        Topic.NAME,
        Topic.AGE,
        Topic.HOMETOWN,
        Topic.LOCATION,
        Topic.HISTORY,
        Topic.SALARY,
        Topic.EDUCATION,
        Topic.BACKGROUND,
        Topic.CONTACT,
    }
)
_ONLY_UNDER: Final[dict[Act, frozenset[Topic]]] = {
    Act.REFUSE: _PRIVATE,
    Act.YES: frozenset({Topic.CONFIRM}),
    Act.NO: frozenset({Topic.CONFIRM}),
    Act.DONE: frozenset({Topic.ANYTHING_ELSE, Topic.SKILLS, Topic.PREFERENCES, Topic.CONFIRM, Topic.HISTORY}),
}


_OPENING: Final = frozenset({Act.YES, Act.NO, Act.QUESTION, Act.CORRECTION, Act.GREETING})
_WEAK: Final = _OPENING | {Act.ANY, Act.DONT_KNOW}
# Asked of her hours or of former posts, what she has to go and do is her answer.
_NOT_UNDER: Final[dict[Act, frozenset[Topic]]] = {
    Act.STOP: frozenset({Topic.SCHEDULE, Topic.WORK_MODE, Topic.AVAILABILITY, Topic.HISTORY}),
    Act.WAIT: frozenset({Topic.AVAILABILITY}),
}


@cache
def _patterns() -> tuple[tuple[Act, re.Pattern[str]], ...]:
    return tuple((act, grammar.pattern(_FILE, act.value)) for act in _IN_ORDER)


def unexplained(text: str, asking: Topic | None, beside: Collection[Act] = ()) -> list[ActSpan]:
    """The one act of a turn in which nothing else was read, or none; `text` is folded, offsets are its characters.

    `beside` are the acts read already: where they only open or close a turn (好嘞, 行不行) something may stand between,
    but no other weak one. An imagined case (`scenario`) is told, not done: it has none.
    """
    if asking is None or asking is Topic.SCENARIO or not _SHORTEST <= len(text.strip()) <= _LONGEST:
        return []
    if not _OPENING.issuperset(beside):
        return []
    for act, pattern in _patterns():
        if asking not in _ONLY_UNDER.get(act, (asking,)) or (beside and act in _WEAK):
            continue
        if asking in _NOT_UNDER.get(act, ()):
            continue
        match = pattern.search(text)
        if match is not None and not (act is Act.QUESTION and _asks_nothing(text, match.start())):
            return [ActSpan(act, match.start(), match.end())]
    return []


def _asks_nothing(text: str, at: int) -> bool:
    """Whether the word of asking stands for anything at all (得看活儿多少)."""
    begun = max(text.rfind(mark, 0, at) for mark in "，。；！？") + 1
    return grammar.says("acts", "no_asking", text[begun:at])
