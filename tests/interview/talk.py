"""A conversation for tests: scripted readings in, replies out, facts kept as a caller would keep them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from assistant.interview.interviewer import start, step
from assistant.interview.state import EventKind, InterviewState, Reply, StartOptions, Turn
from assistant.profile.fold import Folded, fold
from assistant.profile.model import Fact, Language
from assistant.understanding.reader import read
from assistant.understanding.reading import Act, ActSpan, Reading

TODAY = date(2026, 11, 22)

F = tuple[str, Any] | tuple[str, Any, str]


@dataclass
class Talk:
    """One interview. `tell` says words whose reading the test writes down."""

    language: Language = "zh"
    channel: Any = "text"
    job: str | None = None
    seed: int = 0
    consent: bool = True
    facts: list[Fact] = field(default_factory=list)
    turns: list[Turn] = field(default_factory=list)
    opening: Reply = field(init=False)
    state: InterviewState = field(init=False)

    def __post_init__(self) -> None:
        options = StartOptions(language=self.language, job=self.job, channel=self.channel, today=TODAY, seed=self.seed)
        self.state, self.opening = start(options)
        if self.consent:
            self.tell("同意", acts=[Act.YES])

    def tell(
        self,
        text: str,
        *facts: F,
        acts: Iterable[Act] = (),
        vague: Iterable[str] = (),
        flags: tuple[str, ...] = (),
        negative: bool = False,
        refuses: Iterable[str] = (),
    ) -> Turn:
        """Say `text`; `facts` are (field, value) or (field, value, quote)."""
        turn_id = f"t{self.state.turns + 1}"
        made = [self._fact(text, turn_id, fact, flags, negative=negative) for fact in facts]
        made += [
            Fact(field=name, quote=text, start=0, end=len(text), turn_id=turn_id, status="refused") for name in refuses
        ]
        spans = tuple(ActSpan(act, 0, len(text)) for act in acts)
        return self.take(text, Reading(tuple(made), spans, tuple(vague)), turn_id)

    def say(self, text: str) -> Turn:
        """Say `text` and let the product's own reader read it."""
        turn_id = f"t{self.state.turns + 1}"
        return self.take(text, read(text, self.state.context(TODAY), turn_id), turn_id)

    def take(self, text: str, reading: Reading, turn_id: str) -> Turn:
        """Say `text` with a given reading."""
        turn = step(
            self.state,
            text,
            reading=reading,
            folded=fold([*self.facts, *reading.facts]),
            today=TODAY,
            turn_id=turn_id,
            channel=self.channel,
        )
        self.facts += turn.facts
        self.turns.append(turn)
        self.state = InterviewState.model_validate_json(turn.state.model_dump_json())
        return turn

    @staticmethod
    def _fact(text: str, turn_id: str, said: F, flags: tuple[str, ...], *, negative: bool) -> Fact:
        name, value, *quote = said
        words = quote[0] if quote else text
        start = text.index(words)
        return Fact(
            field=name,
            value=value,
            quote=words,
            start=start,
            end=start + len(words),
            turn_id=turn_id,
            flags=flags,
            polarity="negative" if negative else "positive",
        )

    @property
    def reply(self) -> Reply:
        """The last reply."""
        return self.turns[-1].reply if self.turns else self.opening

    @property
    def open(self) -> tuple[str, str]:
        """The kind and the id of the question on the table; two empty words when there is none."""
        question = self.state.open
        return (question.kind, question.id) if question else ("", "")

    @property
    def folded(self) -> Folded:
        """The profile so far."""
        return fold(self.facts)

    def events(self) -> list[EventKind]:
        """Every event so far."""
        return [event.kind for turn in self.turns for event in turn.events]

    def asked(self) -> list[str]:
        """The open question after each turn: kind and id."""
        return [f"{t.state.open.kind}:{t.state.open.id}" if t.state.open else "-" for t in self.turns]


def at(item_id: str, talk: Talk | None = None) -> Talk:
    """A talk where `item_id` is the open question."""
    talk = talk or Talk()
    for _ in range(60):
        if talk.open[1] == item_id:
            return talk
        talk.tell("跳过", acts=[Act.SKIP])
    raise AssertionError(f"{item_id} is never asked")
