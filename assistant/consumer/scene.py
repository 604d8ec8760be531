"""What the work on one message has at hand: the rooms, the chat, the message, and the reply being put together."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.consumer.draft import Draft
from assistant.consumer.model import ChatContext, Known, Library, Needs, People, Requests
from assistant.consumer.people import pointed_at
from assistant.consumer.routing import Hears, Route, Standing
from assistant.consumer.wording import Words, words
from assistant.matching.model import Match
from assistant.matching.names import name_in
from assistant.matching.needs.shapes import Shown
from assistant.profile.model import Language

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


class Scene:
    """One message being answered: changes the chat and fills the draft."""

    def __init__(self, rooms: Rooms, context: ChatContext, message: Message, draft: Draft) -> None:
        self.rooms = rooms
        self.context = context
        self.message = message
        self.draft = draft
        self.language: Language = context.language
        self.words: Words = words(context.language)

    def say(self, key: str, **slots: object) -> str:
        """A prepared sentence in the language of the message."""
        return self.words.say(key, **slots)

    def named(self, known: Known) -> str:
        """How somebody is called in the language of the message."""
        return name_in(self.language, known.display_name)

    def names(self, known: Sequence[Known]) -> str:
        """People by name, as they are listed in a sentence."""
        return self.words.names([self.named(each) for each in known])

    def meant(self, text: str) -> list[Known]:
        """The people a part of the message speaks of; the one whose page is open where the words name nobody."""
        found = pointed_at(text, self.context.shown, self.context.focus)
        about = self.message.about
        if found or about is None:
            return found
        known = next((each for each in self.context.shown if each.worker_id == about), None)
        return [known or Known(worker_id=about, display_name="")]


def known_of(match: Match) -> Known:
    """A match as far as words may point at her."""
    pay = match.pay or {}
    amount = pay.get("min") or pay.get("max")
    return Known(
        worker_id=match.worker_id,
        display_name=match.display_name,
        pay=int(amount) if amount is not None else None,
        pay_unit=pay.get("unit"),
    )


def shown_of(known: Sequence[Known]) -> list[Shown]:
    """The people on the table as the needs reader knows them."""
    return [Shown(each.worker_id, each.display_name, each.pay, each.pay_unit) for each in known]
