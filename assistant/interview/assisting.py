"""A chat model at the interviewer's side: what it reads in an answer and how it would say the reply.

It is asked before the turn is taken, never while anything is held, and for no longer than the turn may wait. What it
reads in time joins the turn; what it reads later joins her next turn, as facts of the turn in which she said it, or is
lost with the process, since the grammars have read the turn anyway. Nothing is sent before she has consented.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from math import inf
from time import monotonic
from typing import Final, Protocol

from assistant.interview.book import Book
from assistant.interview.interviewer import step
from assistant.interview.meaning import as_asking
from assistant.interview.questions import PreparedAnswerer, ProductAnswerer
from assistant.interview.returning import as_settling
from assistant.interview.state import Channel, InterviewState, OpenQuestion, Phase, Turn
from assistant.models.chat import ChatError
from assistant.profile.fold import fold
from assistant.profile.model import Fact, Language
from assistant.understanding.llm.candidates import Candidate
from assistant.understanding.llm.merge import merge
from assistant.understanding.reader import read
from assistant.understanding.reading import Act, Context, Reading

# Readings that came too late are kept for so many interviews; each is a turn's words.
_KEPT: Final = 500
_REWORDABLE: Final = ("item", "follow_up")
_LONGEST: Final = {"zh": 120, "en": 320}


class DeepReader(Protocol):
    """Reads a turn with a model."""

    async def candidates(self, text: str, context: Context) -> list[Candidate]:
        """What it reads; raises ChatError."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A reply to be said in other words: as it stands, what she said, and the agenda's wordings of its question."""

    reply: str
    words: str
    wordings: tuple[str, ...]
    language: Language


class Rewording(Protocol):
    """Says a reply in other words."""

    async def reworded(self, wish: Wish) -> str | None:
        """Checked words, or None when the reply stays as it is."""


@dataclass(frozen=True, slots=True)
class Late:
    """What a model read in an earlier turn."""

    turn_id: str
    text: str
    context: Context
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Prepared:
    """What was looked up, read and worded before a turn is taken. Empty, it changes nothing.

    `reading` belongs to `text` alone, `reworded` to the very reply it replaces: if the conversation has moved in the
    meantime they are left aside. `pending` is a reading still under way, under `context`.
    """

    rule: str | None = None
    text: str = ""
    context: Context | None = None
    candidates: tuple[Candidate, ...] = ()
    late: tuple[Late, ...] = ()
    reworded: Mapping[str, str] = field(default_factory=dict)
    pending: asyncio.Task[list[Candidate]] | None = None


def take(
    state: InterviewState,
    words: str,
    said: Sequence[Fact],
    prepared: Prepared,
    *,
    turn_id: str | None,
    today: date,
    channel: Channel | None,
    book: Book,
) -> Turn:
    """One turn as the interviewer takes it, with what was prepared for it. Pure."""
    return _taken(state, words, said, prepared, turn_id=turn_id, today=today, channel=channel, book=book)[0]


def _taken(
    state: InterviewState,
    words: str,
    said: Sequence[Fact],
    prepared: Prepared,
    *,
    turn_id: str | None,
    today: date,
    channel: Channel | None,
    book: Book,
) -> tuple[Turn, Reading]:
    context = state.context(today)
    reading = read(words, context, turn_id)
    if state.consented and prepared.candidates and words == prepared.text and context == prepared.context:
        reading = merge(words, reading, prepared.candidates, context, turn_id, said).reading
    reading = as_asking(book.phrasebooks[state.language].meanings, words, state.asking, as_settling(state, reading))
    turn = step(
        state,
        words,
        reading=reading,
        folded=fold([*said, *reading.facts]),
        today=today,
        turn_id=turn_id,
        channel=channel,
        book=book,
        answerer=PreparedAnswerer(ProductAnswerer(book.phrasebooks[state.language]), prepared.rule),
    )
    text = prepared.reworded.get(turn.reply.text)
    if text is not None:
        turn = turn.model_copy(update={"reply": turn.reply.model_copy(update={"text": text})})
    return turn, reading


def late_facts(late: Iterable[Late], said: Sequence[Fact]) -> list[Fact]:
    """Facts of earlier turns that a model read too late for them; nothing that has been said since is touched."""
    found: list[Fact] = []
    for each in late:
        reading = read(each.text, each.context, each.turn_id)
        others = [fact for fact in (*said, *found) if fact.turn_id != each.turn_id or fact.source == "llm"]
        merged = merge(each.text, reading, each.candidates, each.context, each.turn_id, others)
        # In the turn itself two readings may disagree, and she is asked; afterwards what is known stays.
        known = {fact.field for fact in others if fact.field not in _MANY}
        found += [fact for fact in merged.added if fact.field not in known]
    return found


_MANY: Final = frozenset({"jobs", "skills", "cuisines", "certificates", "languages", "work_modes", "service_areas"})


class Assistance:
    """Asks the models for one turn after another. `read_seconds` is how long a turn waits for the reading."""

    def __init__(
        self,
        book: Book,
        reader: DeepReader | None,
        rewording: Rewording | None,
        read_seconds: float,
        now: Callable[[], float] = monotonic,
    ) -> None:
        self._book = book
        self._reader = reader
        self._rewording = rewording
        self._read_seconds = read_seconds
        self._late: dict[str, list[tuple[str, Prepared]]] = {}
        self._now = now
        self._took = 0.0  # seconds of the newest reading that came in

    async def prepare(
        self,
        interview_id: str,
        state: InterviewState,
        said: Sequence[Fact],
        text: str,
        rule: Awaitable[str | None] | None,
        *,
        today: date,
        channel: Channel | None,
    ) -> Prepared:
        """What the models have for this turn, within the time it may wait; `rule` is being looked up meanwhile."""
        if not state.consented or state.phase not in (Phase.ASKING, Phase.READ_BACK, Phase.DONE):
            return Prepared(await rule if rule else None)
        context = state.context(today)
        prepared = await self._read(Prepared(None, text, context, late=self._due(interview_id)), context)
        prepared = replace(prepared, rule=await rule if rule else None)
        return await self._word(prepared, state, said, today, channel)

    async def _read(self, prepared: Prepared, context: Context) -> Prepared:
        if self._reader is None:
            return prepared
        task = asyncio.create_task(self._candidates(self._reader, prepared.text, context))
        # A model that is too slow anyway is not waited for in every turn: what it reads joins the next.
        patience = self._read_seconds if self._took <= self._read_seconds else 0.0
        try:
            done, _ = await asyncio.wait({task}, timeout=patience)
        except asyncio.CancelledError:
            task.cancel()
            raise
        if not done:
            return replace(prepared, pending=task)
        return replace(prepared, candidates=tuple(task.result()))

    async def _candidates(self, reader: DeepReader, text: str, context: Context) -> list[Candidate]:
        """What the model reads; nothing where it fails, since nobody may be there any more to hear of it."""
        started = self._now()
        try:
            found = await reader.candidates(text, context)
        except ChatError:
            return []
        except asyncio.CancelledError:
            # Given up before it came in: as slow as can be.
            self._took = inf
            raise
        self._took = self._now() - started
        return found

    async def _word(
        self, prepared: Prepared, state: InterviewState, said: Sequence[Fact], today: date, channel: Channel | None
    ) -> Prepared:
        """The turn is taken once for trial: only its words can be reworded, not what it asks."""
        if self._rewording is None:
            return prepared
        facts = [*said, *late_facts(prepared.late, said)]
        turn, reading = _taken(
            state, prepared.text, facts, prepared, turn_id=None, today=today, channel=channel, book=self._book
        )
        wish = self._wish(turn, reading, prepared.text)
        if wish is None:
            return prepared
        reworded = await self._rewording.reworded(wish)
        return replace(prepared, reworded={wish.reply: reworded} if reworded else {})

    def _wish(self, turn: Turn, reading: Reading, text: str) -> Wish | None:
        """The reply to reword: a plain question of the agenda, typed, with nothing grave about it.

        By voice the agenda's own sentences stay: most are spoken ahead and begin at once, while one worded anew must be
        waited for twice, from the model (up to its limit) and from the voice (about two seconds of a core for fifteen
        characters). It cannot be worded while she still speaks: what is asked next depends on what she says.
        """
        state, reply, question = turn.state, turn.reply, turn.state.open
        plain = state.phase is Phase.ASKING and state.channel == "text" and not turn.events and not reply.handoff
        if not plain or question is None or question.kind not in _REWORDABLE or reading.does(Act.QUESTION):
            return None
        short = len(reply.text) <= _LONGEST[state.language] and "\n" not in reply.text
        return Wish(reply.text, text, self._wordings(question, state), state.language) if short else None

    def _wordings(self, question: OpenQuestion, state: InterviewState) -> tuple[str, ...]:
        """Every way the agenda has of putting the question."""
        phrases = self._book.phrasebooks[state.language]
        kinds = ("ask", "again") if question.kind == "item" else ("follow",)
        found: list[str] = []
        for kind in kinds:
            for key in (question.id, f"{question.id}_preset"):
                with suppress(LookupError):
                    found += [text.replace("{job}", "") for text in getattr(phrases.questions, kind)[key]]
        return tuple(found)

    def keep(self, interview_id: str, prepared: Prepared, turn_id: str, *, kept: bool) -> None:
        """The turn is taken: a reading still under way is kept for the next one, if her words are."""
        if prepared.pending is None:
            return
        if not kept:
            prepared.pending.cancel()
            return
        self._late.setdefault(interview_id, []).append((turn_id, prepared))
        while len(self._late) > _KEPT:
            self.forget([next(iter(self._late))])

    async def settled(self) -> None:
        """Wait until every reading that was too late for its turn has come in."""
        waiting = [prepared.pending for each in self._late.values() for _, prepared in each if prepared.pending]
        if waiting:
            await asyncio.wait(waiting)

    def forget(self, interview_ids: Iterable[str]) -> None:
        """Nothing of these interviews is to be kept any more."""
        for interview_id in interview_ids:
            for _, prepared in self._late.pop(interview_id, []):
                if prepared.pending is not None:
                    prepared.pending.cancel()

    def _due(self, interview_id: str) -> tuple[Late, ...]:
        """Readings of earlier turns that have come in; those that have not by now are given up."""
        waiting = self._late.pop(interview_id, [])
        found: list[Late] = []
        for turn_id, prepared in waiting:
            task = prepared.pending
            if task is None or prepared.context is None:
                continue
            if task.done() and not task.cancelled():
                found.append(Late(turn_id, prepared.text, prepared.context, tuple(task.result())))
            else:
                task.cancel()
        return tuple(each for each in found if each.candidates)

    def close(self) -> None:
        """Give up every reading under way."""
        self.forget(list(self._late))
