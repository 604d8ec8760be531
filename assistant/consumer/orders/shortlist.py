"""People kept with a chat while its consumer makes up her mind."""

from __future__ import annotations

from typing import Final

from assistant.consumer.orders.model import Kept, People
from assistant.consumer.orders.repository import OrderRepository
from assistant.consumer.orders.tables import ShortlistRow
from assistant.consumer.persons import card_url
from assistant.consumer.repository import ChatRepository
from assistant.kit.clock import Clock
from assistant.kit.database import Database
from assistant.kit.errors import NotFoundError, TooManyError
from assistant.kit.people import Actor
from assistant.matching.names import name_in
from assistant.profile.model import Language

_MOST: Final = 30


class Shortlist:
    """A chat's short-list."""

    def __init__(self, database: Database, clock: Clock, people: People) -> None:
        self._database = database
        self._clock = clock
        self._people = people

    async def show(self, actor: Actor) -> list[Kept]:
        """Who is kept, as they were added, named in the language of the chat.

        Of who is not published any more nothing is told but that.
        """
        async with self._database.reading() as session:
            rows = await OrderRepository(session).shortlist(actor.id)
            chat = await ChatRepository(session).get(actor.id)
        language: Language = "en" if chat is not None and chat.language == "en" else "zh"
        found = [(row.worker_id, await self._people.worker(row.worker_id)) for row in rows]
        return [
            Kept(
                worker_id=worker_id,
                display_name=name_in(language, worker.display_name) if worker else None,
                card_url=card_url(worker) if worker else None,
                gone=worker is None,
            )
            for worker_id, worker in found
        ]

    async def keep(self, actor: Actor, worker_id: str) -> list[Kept]:
        """Add somebody; adding her again changes nothing.

        Raises:
            NotFoundError: she is not published. TooManyError: the list is full.
        """
        if await self._people.worker(worker_id) is None:
            raise NotFoundError("person_unknown")
        async with self._database.session() as session:
            repository = OrderRepository(session)
            if await repository.listed(actor.id, worker_id) is None:
                if len(await repository.shortlist(actor.id)) >= _MOST:
                    raise TooManyError("shortlist_full", limit=_MOST)
                row = ShortlistRow(chat_id=actor.id, worker_id=worker_id, added_at=self._clock.now())
                repository.add(row)
        return await self.show(actor)

    async def drop(self, actor: Actor, worker_id: str) -> list[Kept]:
        """Take somebody off the list; whoever is not on it already is."""
        async with self._database.session() as session:
            await OrderRepository(session).unlist(worker_id, actor.id)
        return await self.show(actor)
