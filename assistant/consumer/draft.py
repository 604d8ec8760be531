"""A reply while it is put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.consumer.model import Action, Asking, ChatContext, ChatReply, Chip, Quote, ReplyKind
from assistant.consumer.wording import Words
from assistant.knowledge.answers import Citation
from assistant.matching.compare import Comparison
from assistant.matching.model import Found, Match
from assistant.matching.names import name_in
from assistant.matching.needs.shapes import Question
from assistant.profile.model import Language

# What outweighs what, when the parts of a message would make the reply of different kinds.
_WEIGHT: dict[ReplyKind, int] = {
    "emergency": 6,
    "handoff": 5,
    "matches": 4,
    "answer": 3,
    "refusal": 2,
    "clarify": 1,
    "smalltalk": 0,
}


@dataclass(slots=True)
class Draft:
    """Lines become the text in order; the weightiest kind said becomes the reply's."""

    say: Words
    kind: ReplyKind | None = None
    lines: list[str] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    found: Found | None = None
    refused: list[str] = field(default_factory=list)
    quick: list[str] = field(default_factory=list)
    question: Question | None = None
    quotes: list[Quote] = field(default_factory=list)
    about: list[str] = field(default_factory=list)
    comparison: Comparison | None = None
    actions: list[Action] = field(default_factory=list)

    def settle(self, kind: ReplyKind) -> None:
        """The reply is at least of this kind."""
        if self.kind is None or _WEIGHT[kind] > _WEIGHT[self.kind]:
            self.kind = kind

    def put(self, kind: ReplyKind | None, text: str, citations: Sequence[Citation] = ()) -> None:
        """Say something more."""
        if kind is not None:
            self.settle(kind)
        self.lines.append(text)
        self.citations += [each for each in citations if each not in self.citations]

    def ask(self, question: Question) -> None:
        """Ask something back, at the end of all that is said."""
        self.question = question
        self.quick = list(question.quick_replies)
        self.settle("clarify")

    def reply(self, message_id: str, context: ChatContext, chips: list[Chip]) -> ChatReply:
        """The finished reply."""
        question = self.question
        lines = [*self.lines, *([question.text] if question is not None else [])]
        found = self.found
        return ChatReply(
            message_id=message_id,
            kind=self.kind or "clarify",
            text="\n".join(lines),
            citations=self.citations,
            matches=[_called(each, self.say.language) for each in found.matches] if found else [],
            near_misses=[
                each.model_copy(update={"match": _called(each.match, self.say.language)}) for each in found.near_misses
            ]
            if found
            else [],
            need=context.need,
            refused_filters=list(dict.fromkeys(self.refused)),
            chips=chips,
            question=Asking(field=question.field, text=question.text) if question is not None else None,
            quick_replies=self.quick,
            asked=context.asked,
            quotes=self.quotes,
            about=self.about,
            comparison=self.comparison,
            actions=self.actions,
            total=found.total if found else None,
            personal=context.personal,
        )


def _called(match: Match, language: Language) -> Match:
    """A match under the name she has in the language of the reply."""
    return match.model_copy(update={"display_name": name_in(language, match.display_name)})
