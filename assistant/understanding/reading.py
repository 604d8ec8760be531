"""What a reader gives back for one turn: facts, and what the speaker was doing with her words."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from assistant.profile.model import Fact, Language, Topic


class Act(StrEnum):
    """What a stretch of the turn does in the conversation, beside stating facts."""

    YES = "yes"
    NO = "no"
    DONT_KNOW = "dont_know"
    REFUSE = "refuse"  # does not want to answer this
    ANY = "any"  # 随便 / 都行: no preference
    HUMAN = "human"  # 人工: wants a person
    STOP = "stop"  # 停 / 先不说了: pause the interview
    WAIT = "wait"  # 等会
    REPEAT = "repeat"  # 啊？你说啥
    SKIP = "skip"  # 下一个
    DONE = "done"  # 没有了 / 就这些
    GREETING = "greeting"
    THANKS = "thanks"
    CORRECTION = "correction"  # 刚才说错了
    QUESTION = "question"  # asks us something
    ASK_IDENTITY = "ask_identity"  # 你是真人不是？
    ASK_WHY = "ask_why"  # 问这个干啥？
    EMBELLISH = "embellish"  # 把我写成金牌月嫂呗
    RIGHTS = "rights"  # reports an unlawful practice against her (deposit charged, papers held, pay withheld)
    EMERGENCY = "emergency"  # someone is in danger now
    DISTRESS = "distress"  # harassment, violence, despair: a human must see it
    DELETE = "delete"  # wants her data deleted
    WITHDRAW = "withdraw"  # takes consent back


@dataclass(frozen=True, slots=True)
class ActSpan:
    """An act and the characters that carry it: `text[start:end]`."""

    act: Act
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Context:
    """What the reader may know besides the words.

    `asking` is the topic of the question this turn answers; `previous` the topic answered before it, to which a bare
    correction ("刚才说错了，是九年") may refer. `today` anchors relative dates.
    """

    today: date
    asking: Topic | None = None
    previous: Topic | None = None
    language: Language | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """Facts and acts of one turn. `vague` names fields that were touched but not said clearly enough to keep."""

    facts: tuple[Fact, ...] = ()
    acts: tuple[ActSpan, ...] = field(default=())
    vague: tuple[str, ...] = ()

    def does(self, act: Act) -> bool:
        """Whether any part of the turn performs `act`."""
        return any(span.act is act for span in self.acts)
