"""The shapes of a consumer's chat: what stands in it, what is replied, and what the rooms below are asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Literal, Protocol

from pydantic import BaseModel, ConfigDict

from assistant.knowledge.answers import Answer, AnswerLanguage, Citation
from assistant.matching.compare import Comparison
from assistant.matching.model import Found, Mark, Match, NearMiss, Need, PublishedWorker
from assistant.matching.needs.shapes import Chip as NeedChip
from assistant.matching.needs.shapes import NeedReading, Question, Shown
from assistant.profile.model import Language

ReplyKind = Literal["answer", "matches", "clarify", "refusal", "emergency", "handoff", "smalltalk"]


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Chip(_Shape):
    """One condition of the need, that can be tapped away."""

    id: str
    text: str
    weight: str = "must"


class Asking(_Shape):
    """The one question asked back."""

    field: str
    text: str


class Quote(_Shape):
    """Words of a worker behind a statement about her."""

    worker_id: str
    field: str
    text: str


class Action(_Shape):
    """Something the page may offer to do: `request` an interview with these people, or `ask` one of them a question."""

    kind: Literal["request", "ask", "orders"]
    worker_ids: list[str] = []
    topic: str | None = None


class ChatReply(_Shape):
    """What is replied to one message.

    `need` is what is looked for by now; `asked` the field of `question`; `about` the people spoken of; `personal`
    whether people are ranked for this need. `total` counts all who fit. `refused_filters` are ids.
    """

    message_id: str = ""
    kind: ReplyKind
    text: str
    citations: list[Citation] = []
    matches: list[Match] = []
    near_misses: list[NearMiss] = []
    need: Need
    refused_filters: list[str] = []
    chips: list[Chip] = []
    question: Asking | None = None
    quick_replies: list[str] = []
    asked: str | None = None
    quotes: list[Quote] = []
    about: list[str] = []
    comparison: Comparison | None = None
    actions: list[Action] = []
    total: int | None = None
    personal: bool = True


class Known(_Shape):
    """A person on the table, as far as words may point at her."""

    worker_id: str
    display_name: str
    pay: int | None = None
    pay_unit: str | None = None


class ChatContext(_Shape):
    """What a chat keeps from one message to the next.

    `shown` are the people on the table in the order of the page, `seen` all who were shown for this need, `focus` the
    one spoken of last. `before` is the question last put to the library, `open_question` the words of the one we asked.
    """

    language: Language
    need: Need = Need()
    shown: list[Known] = []
    seen: list[str] = []
    focus: list[str] = []
    asked: str | None = None
    open_question: str | None = None
    asked_before: list[str] = []
    jurisdiction: str | None = None
    before: str | None = None
    last_kind: str | None = None
    comparing: bool = False
    personal: bool = True


class OpenedChat(_Shape):
    """A chat just begun. The token is shown once."""

    id: str
    token: str
    reply: ChatReply


class Said(_Shape):
    """One exchange of the transcript."""

    message_id: str
    text: str
    reply: ChatReply
    at: datetime


class ChatView(_Shape):
    """Everything its owner may see of a chat."""

    id: str
    language: Language
    need: Need
    chips: list[Chip]
    personal: bool
    transcript: list[Said]
    created_at: datetime
    updated_at: datetime
    expires_at: datetime


class Line(_Shape):
    """One sentence about a person and her words behind it."""

    text: str
    quotes: list[str] = []
    verified: bool = False


class PersonSection(_Shape):
    """A titled group of sentences."""

    id: str
    title: str
    lines: list[Line]


class PersonView(_Shape):
    """A person in full, as far as she is published: sentences that rest on her own words, and who verified what."""

    worker_id: str
    display_name: str
    card_url: str
    headline: str
    sections: list[PersonSection]
    marks: list[Mark]
    photo_url: str | None = None
    synthetic: bool = False


class People(Protocol):
    """Who is published, and who of them fits (`assistant.matching.service.MatchService`)."""

    async def worker(self, worker_id: str) -> PublishedWorker | None:
        """One published person, or None."""

    async def search(
        self,
        need: Need,
        *,
        language: Language,
        limit: int = 5,
        personal: bool = True,
        exclude: Iterable[str] = (),
    ) -> Found:
        """Who fits a need."""

    async def count(self) -> int:
        """How many people are published."""

    async def compare(self, ids: Sequence[str], need: Need | None, language: Language) -> Comparison:
        """People side by side."""


class Needs(Protocol):
    """Reads needs (`assistant.matching.needs`)."""

    def read(
        self,
        text: str,
        language: Language,
        today: date,
        need: Need,
        asked: str | None,
        shown: Sequence[Shown],
        message_id: str,
    ) -> NeedReading:
        """What a message does to a need."""

    def question(self, need: Need, language: Language, asked_before: Sequence[str]) -> Question | None:
        """What to ask next."""

    def chips(self, need: Need, language: Language) -> Sequence[NeedChip]:
        """The need in a few words each."""

    def remove(self, need: Need, chip_id: str) -> Need:
        """The need without one of them."""


class Library(Protocol):
    """Answers questions about rules, without blocking the caller."""

    async def ask(
        self, text: str, jurisdiction: str | None, before: str | None, language: AnswerLanguage
    ) -> Answer | None:
        """The answer, or None when the library is busy or broken."""


class Requests(Protocol):
    """What became of the interviews a chat asked for."""

    async def lines(self, chat_id: str, language: Language) -> list[str]:
        """One line a request, newest first."""

    async def forget_chat(self, chat_id: str, *, asked: bool = True) -> None:
        """Remove what the consumer told with her requests; `asked` when she asked for it herself."""
