"""One message of a consumer: what it does, what is done about it, and what is replied.

Nothing is stored here; `assistant.consumer.chat` keeps what a turn gives back. A message may hold a need and a
question; both are answered.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from assistant.consumer.about_people import AboutPeople
from assistant.consumer.draft import Draft
from assistant.consumer.model import (
    Action,
    ChatContext,
    ChatReply,
    Chip,
)
from assistant.consumer.people import asks_why, named, points, proposes
from assistant.consumer.people_questions import asked_about, asks_private, asks_to_guess
from assistant.consumer.routing import Act, Heard, Hears, Part, Route, Standing
from assistant.consumer.scene import Message, Rooms, shown_of
from assistant.consumer.searching import RESTART, Searching
from assistant.consumer.signs import signs_of
from assistant.consumer.smalltalk import small_reply
from assistant.consumer.wording import words
from assistant.knowledge.guard import guard
from assistant.knowledge.query import places_named
from assistant.matching.model import Need
from assistant.matching.needs.shapes import NeedReading
from assistant.understanding.reader import language_of

_WHEN: Final = frozenset({"start", "until", "hours"})
_NEED_ACTS: Final = frozenset({Act.NEED, Act.REFINE, Act.SKIP, Act.UNFAIR})


@dataclass(frozen=True, slots=True)
class Turn:
    """What one message led to: the chat as it stands now, the reply, and whether a person was called."""

    context: ChatContext
    reply: ChatReply
    handoff: bool = False


def standing_of(context: ChatContext) -> Standing:
    """Where a chat stands, as the router sees it."""
    return Standing(
        has_need=context.need != Need(),
        shown=len(context.shown),
        comparing=context.comparing,
        asked=context.asked,
        last_kind=context.last_kind,
    )


def heard_of(reading: NeedReading) -> Heard:
    """What of a reading tells the router.

    Looking for somebody, or beginning anew, is a need though it holds no value yet. 随便 opens a field and changes
    nothing; a lawful need put in the place of a filter is nothing she said herself.
    """
    instead = {condition.partition(":")[0] for refused in reading.refused for condition in refused.lawful}
    changed = [change for change in reading.changes if change.kind != "opened" and change.field not in instead]
    named = reading.seeks or RESTART in reading.asides
    only_when = bool(changed) and not named and all(change.field in _WHEN for change in changed)
    return Heard(bool(changed) or named, bool(reading.refused), only_when)


class Conversation:
    """Takes the messages of chats, one at a time."""

    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms

    async def take(self, context: ChatContext, message: Message) -> Turn:
        """Answer one message in the chat that stands so."""
        context = context.model_copy(deep=True)
        context.language = language_of(message.text, context.language)
        if message.jurisdiction is not None:
            context.jurisdiction = message.jurisdiction
        if message.about is not None:
            context.focus = [message.about]
        route = await self._rooms.route(message.text, standing_of(context), self._hears(context, message))
        route = _about_somebody_named(route, message.text, context)
        route = _about_the_need(route, message.text, self._read(context, message, message.text), context)
        draft = Draft(words(context.language))
        await _Turning(self._rooms, context, message, draft).follow(route)
        return self.finish(context, draft, message.id, handoff=route.act is Act.HANDOFF)

    def _hears(self, context: ChatContext, message: Message) -> Hears:
        """What the needs reader makes of words said now in this chat."""

        def hears(text: str) -> Heard:
            return heard_of(self._read(context, message, text))

        return hears

    def _read(self, context: ChatContext, message: Message, text: str) -> NeedReading:
        shown = shown_of(context.shown)
        return self._rooms.needs.read(
            text, context.language, message.today, context.need, context.asked, shown, message.id
        )

    async def renew(self, context: ChatContext, today: date, message_id: str) -> Turn:
        """Search again for a need that was changed without words: a chip tapped away, ranking switched off."""
        context = context.model_copy(deep=True)
        draft = Draft(words(context.language))
        await Searching(self._rooms, context, Message(message_id, "", "", today), draft).look()
        return self.finish(context, draft, message_id)

    def finish(self, context: ChatContext, draft: Draft, message_id: str, *, handoff: bool = False) -> Turn:
        """The reply of a draft, and the chat after it."""
        language = context.language
        question = draft.question
        if question is not None:
            context.asked, context.open_question = question.field, question.text
            context.asked_before = list(dict.fromkeys([*context.asked_before, question.field]))
        chips = [
            Chip(id=each.id, text=each.text, weight=each.weight)
            for each in self._rooms.needs.chips(context.need, language)
        ]
        reply = draft.reply(message_id, context, chips)
        context.last_kind = reply.kind
        return Turn(context, reply, handoff)


class _Turning(Searching, AboutPeople):
    """The work of one message, part by part."""

    async def follow(self, route: Route) -> None:
        """Do what each part of the message asks, in the order in which it is best answered."""
        if route.act is Act.EMERGENCY:
            return await self._emergency()
        if route.act is Act.HANDOFF:
            return self.draft.put("handoff", self.say("handoff"))
        acts = {part.act for part in route.parts}
        if Act.RULE in acts:
            await self._rule(_words_of(route, {Act.RULE}, self.message.text))
        people: dict[Act, Callable[[str], Awaitable[None]]] = {
            Act.PERSON: self.person,
            Act.COMPARE: self.compare,
            Act.BOOK: self.book,
        }
        for act, answer in people.items():
            if act in acts:
                words_of = _words_of(route, {act}, self.message.text)
                await (self.why if act is Act.PERSON and asks_why(words_of) else answer)(words_of)
        if acts & _NEED_ACTS:
            await self.need(_blanked(route, self.message.text), route.act)
        if Act.MORE in acts and not acts & {Act.NEED, Act.REFINE}:
            await self.more()
        if Act.ORDERS in acts:
            await self._orders()
        if not self.draft.lines and self.draft.question is None:
            await self._talk(route.act)
        return None

    async def _emergency(self) -> None:
        ruled = guard(self.message.text)
        if ruled is not None and ruled.kind == "emergency":
            return self.draft.put("emergency", ruled.text[self.language])
        answer = await self.rooms.library.ask(self.message.text, None, None, self.language)
        said = answer.text if answer is not None and answer.kind == "emergency" else self.say("emergency")
        return self.draft.put("emergency", said)

    async def _rule(self, text: str) -> None:
        """A rule, from the library; the place once named goes with the questions after it."""
        named = places_named(text)
        if named:
            self.context.jurisdiction = named[0]
        place = self.context.jurisdiction or next(iter(places_named(self.context.need.city or "")), None)
        answer = await self.rooms.library.ask(text, place, self.context.before, self.language)
        if answer is None:
            return self.draft.put("clarify", self.say("library_busy"))
        self.context.before = text
        if answer.kind == "smalltalk":
            return self.draft.put("smalltalk", small_reply(text, self.words))
        self.draft.put(answer.kind, answer.text, answer.citations)
        if answer.kind == "refusal" and answer.guard is not None and not answer.citations:
            self.context.before = None
        return None

    async def _orders(self) -> None:
        lines = await self.rooms.requests.lines(self.message.chat_id, self.language) if self.rooms.requests else []
        if not lines:
            return self.draft.put("answer", self.say("order_none"))
        self.draft.actions.append(Action(kind="orders"))
        return self.draft.put("answer", "\n".join([self.say("order_head"), *lines]))

    async def _talk(self, act: Act) -> None:
        """Small talk, and what is none of our business; what the library declines for a reason of its own, it says."""
        text, pending = self.message.text, self.context.open_question
        if act is Act.SMALLTALK:
            said = small_reply(text, self.words)
            self.draft.put("smalltalk", self.say("pending", text=said, question=pending) if pending else said)
            return
        meant = self.meant(text)
        if meant and asks_private(text, self.language):
            self.draft.put("refusal", self.say("private", name=self.names(meant)))
            return
        if meant and asks_to_guess(text):
            self.draft.put("refusal", self.say("guess"))
            return
        answer = await self.rooms.library.ask(text, self.context.jurisdiction, None, self.language)
        if answer is not None and (answer.guard is not None or answer.citations):
            self.draft.put(answer.kind, answer.text, answer.citations)
        else:
            self.draft.put("refusal", self.say("out_of_scope"))


def _about_somebody_named(route: Route, text: str, context: ChatContext) -> Route:
    """A question that names somebody shown is about her, though the router, which knows no names, took it otherwise."""
    taken = route.act in (Act.RULE, Act.OUT_OF_SCOPE, Act.NEED, Act.REFINE) and len(route.parts) == 1
    if not taken or "asks" not in signs_of(text) or guard(text) is not None or not named(text, context.shown):
        return route
    if asks_private(text, context.language) or asks_to_guess(text):
        return route
    asked = asked_about(text, context.language)
    if not (asked.things or asked.topics):
        return route
    return Route(Act.PERSON, (Part(Act.PERSON, 0, len(text)),))


def _about_the_need(route: Route, text: str, reading: NeedReading, context: ChatContext) -> Route:
    """找阿姨, 南山呢, what about Nanshan: who looks for somebody or proposes another value asks about nobody."""
    taken = route.act in (Act.PERSON, Act.RULE, Act.OUT_OF_SCOPE) and len(route.parts) == 1
    if not taken or guard(text) is not None:
        return route
    proposed = proposes(text) and heard_of(reading).changes and not points(text) and not named(text, context.shown)
    if not (proposed or reading.seeks):
        return route
    act = Act.REFINE if context.need != Need() else Act.NEED
    return Route(act, (Part(act, 0, len(text)),))


def _words_of(route: Route, acts: set[Act], text: str) -> str:
    """The parts of the message that do one of these, joined."""
    return " ".join(text[part.start : part.end].strip() for part in route.parts if part.act in acts)


def _blanked(route: Route, text: str) -> str:
    """The message with what is not about the need blanked, every other character in its place."""
    kept = [" "] * len(text)
    for part in route.parts:
        if part.act in _NEED_ACTS:
            kept[part.start : part.end] = text[part.start : part.end]
    return "".join(kept)
