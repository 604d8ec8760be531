"""One message of a consumer: what it does, what is done about it, and what is replied.

Nothing is stored here; `assistant.consumer.chat` keeps what a turn gives back. A message may hold a need and a
question; both are answered.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from assistant.consumer.draft import Draft
from assistant.consumer.model import (
    Action,
    ChatContext,
    ChatReply,
    Chip,
    Known,
    Library,
    Needs,
    People,
    Requests,
)
from assistant.consumer.people import pointed_at
from assistant.consumer.people_questions import asks_private, tell
from assistant.consumer.routing import Act, Heard, Hears, Route, Standing
from assistant.consumer.smalltalk import small_reply
from assistant.consumer.wording import words
from assistant.knowledge.guard import guard
from assistant.knowledge.query import places_named
from assistant.matching.model import Found, Match, Need
from assistant.matching.needs.shapes import NeedReading, Shown
from assistant.profile.model import Language
from assistant.understanding.reader import language_of

SHOWN_AT_ONCE: Final = 5
COMPARED_AT_ONCE: Final = 3
_TOLD_AT_ONCE: Final = 3
_NEED_ACTS: Final = frozenset({Act.NEED, Act.REFINE, Act.SKIP, Act.UNFAIR})
# An unlawful filter no reader knows by name is still declined and listed.
_SOME_FILTER: Final = "other"
# What the needs reader calls wishes that are no condition.
_CHEAPER: Final = "cheaper"
_OTHERS: Final = "others"
_LOOKED_THROUGH: Final = 50

Routes = Callable[[str, Standing, Hears], Awaitable[Route]]


@dataclass(frozen=True, slots=True)
class Rooms:
    """The rooms a conversation asks; `requests` is None where nobody takes them."""

    people: People
    library: Library
    needs: Needs
    route: Routes
    requests: Requests | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """One message as it came. `about` is the person whose page was open, if any."""

    id: str
    chat_id: str
    text: str
    today: date
    jurisdiction: str | None = None
    about: str | None = None


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
    """What of a reading tells the router: 随便 opens a field and changes nothing."""
    return Heard(any(change.kind != "opened" for change in reading.changes), bool(reading.refused))


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
        draft = Draft(words(context.language))
        await _Turning(self._rooms, context, message, draft).follow(route)
        return self.finish(context, draft, message.id, handoff=route.act is Act.HANDOFF)

    def _hears(self, context: ChatContext, message: Message) -> Hears:
        """What the needs reader makes of words said now in this chat."""

        def hears(text: str) -> Heard:
            shown = _shown(context.shown)
            reading = self._rooms.needs.read(
                text, context.language, message.today, context.need, context.asked, shown, message.id
            )
            return heard_of(reading)

        return hears

    async def renew(self, context: ChatContext, today: date, message_id: str) -> Turn:
        """Search again for a need that was changed without words: a chip tapped away, ranking switched off."""
        context = context.model_copy(deep=True)
        draft = Draft(words(context.language))
        turning = _Turning(self._rooms, context, Message(message_id, "", "", today), draft)
        await turning.look()
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


class _Turning:
    """The work of one message: changes the context and fills the draft."""

    def __init__(self, rooms: Rooms, context: ChatContext, message: Message, draft: Draft) -> None:
        self._rooms = rooms
        self._context = context
        self._message = message
        self._draft = draft
        self._language: Language = context.language
        self._say = words(context.language)

    async def follow(self, route: Route) -> None:
        """Do what each part of the message asks, in the order in which it is best answered."""
        if route.act is Act.EMERGENCY:
            return await self._emergency()
        if route.act is Act.HANDOFF:
            return self._draft.put("handoff", self._say.say("handoff"))
        acts = {part.act for part in route.parts}
        if Act.RULE in acts:
            await self._rule(_words_of(route, {Act.RULE}, self._message.text))
        people: dict[Act, Callable[[str], Awaitable[None]]] = {
            Act.PERSON: self._person,
            Act.COMPARE: self._compare,
            Act.BOOK: self._book,
        }
        for act, answer in people.items():
            if act in acts:
                await answer(_words_of(route, {act}, self._message.text))
        if acts & _NEED_ACTS:
            await self._need(_blanked(route, self._message.text), route.act)
        if Act.MORE in acts and not acts & {Act.NEED, Act.REFINE}:
            await self._more()
        if Act.ORDERS in acts:
            await self._orders()
        if not self._draft.lines:
            await self._talk(route.act)
        return None

    async def _emergency(self) -> None:
        ruled = guard(self._message.text)
        if ruled is not None and ruled.kind == "emergency":
            return self._draft.put("emergency", ruled.text[self._language])
        answer = await self._rooms.library.ask(self._message.text, None, None, self._language)
        said = answer.text if answer is not None and answer.kind == "emergency" else self._say.say("emergency")
        return self._draft.put("emergency", said)

    async def _rule(self, text: str) -> None:
        """A rule, from the library; the place once named goes with the questions after it."""
        named = places_named(text)
        if named:
            self._context.jurisdiction = named[0]
        place = self._context.jurisdiction or next(iter(places_named(self._context.need.city or "")), None)
        answer = await self._rooms.library.ask(text, place, self._context.before, self._language)
        if answer is None:
            return self._draft.put("clarify", self._say.say("library_busy"))
        self._context.before = text
        if answer.kind == "smalltalk":
            return self._draft.put("smalltalk", small_reply(text, self._say))
        self._draft.put(answer.kind, answer.text, answer.citations)
        if answer.kind == "refusal" and answer.guard is not None and not answer.citations:
            self._context.before = None
        return None

    async def _need(self, text: str, act: Act) -> None:
        context, draft = self._context, self._draft
        reading = self._rooms.needs.read(
            text,
            self._language,
            self._message.today,
            context.need,
            context.asked,
            _shown(context.shown),
            self._message.id,
        )
        context.need = reading.need
        for refused in reading.refused:
            draft.put("refusal" if act is Act.UNFAIR else None, refused.text)
            draft.refused.append(refused.id)
        if act is Act.UNFAIR and not reading.refused:
            ruled = guard(text)
            draft.put("refusal", ruled.text[self._language] if ruled is not None else self._say.say("unfair_plain"))
            draft.refused.append(_SOME_FILTER)
        if not reading.changes:
            return await self._unchanged(reading, act)
        context.asked = context.open_question = None
        context.seen = []
        return await self.look()

    async def _unchanged(self, reading: NeedReading, act: Act) -> None:
        """Nothing new was understood: say so kindly, or, after 随便, go on to the next question."""
        context, draft = self._context, self._draft
        if reading.refused or act is Act.UNFAIR:
            return draft.settle("refusal")
        if context.shown and set(reading.asides) & {_CHEAPER, _OTHERS}:
            return await (self._cheaper() if _CHEAPER in reading.asides else self._more())
        if act is Act.SKIP and context.asked is not None:
            context.need.open = list(dict.fromkeys([*context.need.open, context.asked]))
            context.asked = context.open_question = None
        if draft.kind is not None:
            return None
        if context.open_question is not None:
            return draft.put("clarify", self._say.say("still_asking", question=context.open_question))
        self._ask_on()
        if draft.question is None:
            draft.put("clarify", self._say.say("not_understood"))
        return None

    def _ask_on(self) -> None:
        question = self._rooms.needs.question(self._context.need, self._language, self._context.asked_before)
        if question is not None:
            self._draft.ask(question)

    async def look(self) -> None:
        """Search for the need as it stands, show who fits, and ask what matters most still."""
        context, draft = self._context, self._draft
        if context.need.job is None and not (context.need.skills or context.need.cuisines):
            self._ask_on()
            if draft.question is None:
                draft.put("clarify", self._say.say("need_job"))
                draft.quick = self._say.several("need_job_replies")
            context.shown = []
            return
        found = await self._search(context.need)
        await self._show(found, "found")
        self._ask_on()

    async def _more(self) -> None:
        if not self._context.seen:
            return await self.look()
        found = await self._search(self._context.need, exclude=self._context.seen)
        if not found.matches:
            return self._draft.put("matches", self._say.say("no_more"))
        await self._show(found, "more")
        return None

    async def _cheaper(self) -> None:
        """Those who ask for less than the least on the table; a number nobody said is never put into the need."""
        context, draft = self._context, self._draft
        paid = [each.pay for each in context.shown if each.pay is not None]
        found = await self._rooms.people.search(
            context.need, language=self._language, limit=_LOOKED_THROUGH, personal=context.personal
        )
        cheaper = [each for each in found.matches if (pay := _known(each).pay) is not None and paid and pay < min(paid)]
        if not cheaper:
            return draft.put("clarify", self._say.say("no_cheaper"))
        shown = sorted(cheaper, key=lambda each: _known(each).pay or 0)[:SHOWN_AT_ONCE]
        fewer = found.model_copy(update={"matches": shown, "near_misses": [], "total": len(cheaper)})
        await self._show(fewer, "cheaper")
        return None

    async def _search(self, need: Need, exclude: Sequence[str] = ()) -> Found:
        return await self._rooms.people.search(
            need, language=self._language, limit=SHOWN_AT_ONCE, personal=self._context.personal, exclude=exclude
        )

    async def _show(self, found: Found, key: str) -> None:
        context, draft = self._context, self._draft
        matches = [*found.matches, *(miss.match for miss in found.near_misses)]
        draft.found = found
        context.shown = [_known(match) for match in matches]
        context.seen = list(dict.fromkeys([*context.seen, *(match.worker_id for match in matches)]))
        context.focus, context.comparing = [], False
        draft.put("matches", await self._count(found, key))
        if found.matches and not context.personal:
            draft.put("matches", self._say.say("found_plain"))

    async def _count(self, found: Found, key: str) -> str:
        shown = len(found.matches)
        if key != "found":
            return self._say.say(key, shown=shown)
        if shown:
            few = "found_one" if found.total == 1 else "found_all" if found.total <= shown else "found"
            few = "found_many" if found.at_least else few
            return self._say.say(few, total=found.total, shown=shown)
        if found.near_misses:
            return self._say.say("near", shown=len(found.near_misses))
        if await self._rooms.people.count():
            return self._say.say("none")
        chips = [chip.text for chip in self._rooms.needs.chips(self._context.need, self._language)]
        noted = self._say.say("understood", chips=self._say.say("understood_join").join(chips)) if chips else ""
        return f"{self._say.say('nobody')}{noted}"

    def _meant(self, text: str) -> list[Known]:
        """The people a part of the message speaks of; the one whose page is open before all others."""
        found = pointed_at(text, self._context.shown, self._context.focus)
        about = self._message.about
        if not found and about is not None:
            return [
                next((k for k in self._context.shown if k.worker_id == about), Known(worker_id=about, display_name=""))
            ]
        return found

    async def _person(self, text: str) -> None:
        context, draft = self._context, self._draft
        meant = self._meant(text) or context.shown[:_TOLD_AT_ONCE]
        if not meant:
            return draft.put("clarify", self._say.say("which_none"))
        unknown: list[str] = []
        for known in meant[:SHOWN_AT_ONCE]:
            worker = await self._rooms.people.worker(known.worker_id)
            if worker is None:
                draft.put("answer", self._say.say("gone_person", name=known.display_name))
                continue
            told = tell(worker, text, self._language, self._message.today)
            draft.put("answer", told.text)
            draft.quotes += told.quotes
            unknown += [] if told.known else [worker.worker_id]
        draft.about = [each.worker_id for each in meant]
        context.focus = draft.about if len(meant) == 1 else context.focus
        if unknown:
            draft.actions.append(Action(kind="ask", worker_ids=unknown, topic=text))
        return None

    async def _compare(self, text: str) -> None:
        context, draft = self._context, self._draft
        if not context.shown:
            return draft.put("clarify", self._say.say("compare_none"))
        meant = self._meant(text)
        if len(meant) == 1 and len(context.shown) > 1:
            others = [each for each in context.shown if each != meant[0]]
            focused = [each for each in others if each.worker_id in context.focus]
            meant += focused or (others if len(others) == 1 else [])
        if len(meant) < 2:
            meant = meant if len(meant) == 1 and len(context.shown) > 1 else list(context.shown)
        if len(meant) < 2:
            draft.quick = [each.display_name for each in context.shown if each not in meant]
            return draft.put("clarify", self._say.say("compare_need_two", name=meant[0].display_name))
        if len(meant) > COMPARED_AT_ONCE:
            draft.put("answer", self._say.say("compare_more"))
        meant = meant[:COMPARED_AT_ONCE]
        ids = [each.worker_id for each in meant]
        draft.comparison = await self._rooms.people.compare(ids, context.need, self._language)
        draft.about = [each.worker_id for each in meant]
        draft.put("answer", self._say.say("compared", names=self._say.names([each.display_name for each in meant])))
        context.comparing = True
        return None

    async def _book(self, text: str) -> None:
        context, draft = self._context, self._draft
        if not context.shown and self._message.about is None:
            return draft.put("clarify", self._say.say("which_none"))
        meant = self._meant(text) or [each for each in context.shown if each.worker_id in context.focus]
        meant = meant or (list(context.shown) if len(context.shown) == 1 else [])
        if not meant or len(meant) > COMPARED_AT_ONCE:
            draft.quick = [each.display_name for each in context.shown]
            return draft.put("clarify", self._say.say("book_which"))
        ids = [each.worker_id for each in meant]
        draft.about = context.focus = ids
        draft.actions.append(Action(kind="request", worker_ids=ids))
        return draft.put("answer", self._say.say("book", names=self._say.names([each.display_name for each in meant])))

    async def _orders(self) -> None:
        lines = await self._rooms.requests.lines(self._message.chat_id, self._language) if self._rooms.requests else []
        if not lines:
            return self._draft.put("answer", self._say.say("order_none"))
        self._draft.actions.append(Action(kind="orders"))
        return self._draft.put("answer", "\n".join([self._say.say("order_head"), *lines]))

    async def _talk(self, act: Act) -> None:
        """Small talk, and what is none of our business; what the library declines for a reason of its own, it says."""
        text, pending = self._message.text, self._context.open_question
        if act is Act.SMALLTALK:
            said = small_reply(text, self._say)
            self._draft.put("smalltalk", self._say.say("pending", text=said, question=pending) if pending else said)
            return
        meant = self._meant(text)
        if meant and asks_private(text, self._language):
            names = self._say.names([each.display_name for each in meant])
            self._draft.put("refusal", self._say.say("private", name=names))
            return
        answer = await self._rooms.library.ask(text, self._context.jurisdiction, None, self._language)
        if answer is not None and (answer.guard is not None or answer.citations):
            self._draft.put(answer.kind, answer.text, answer.citations)
        else:
            self._draft.put("refusal", self._say.say("out_of_scope"))


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


def _known(match: Match) -> Known:
    pay = match.pay or {}
    amount = pay.get("min") or pay.get("max")
    return Known(
        worker_id=match.worker_id,
        display_name=match.display_name,
        pay=int(amount) if amount is not None else None,
        pay_unit=pay.get("unit"),
    )


def _shown(known: Sequence[Known]) -> list[Shown]:
    return [Shown(each.worker_id, each.display_name, each.pay, each.pay_unit) for each in known]
