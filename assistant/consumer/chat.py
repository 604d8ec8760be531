"""Consumers' chats kept: every message is answered and stored in order, and a repeated send gives the same reply."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from typing import Final

from assistant.consumer.about_people import COMPARED_AT_ONCE
from assistant.consumer.conversation import Conversation, Turn
from assistant.consumer.model import (
    ChatContext,
    ChatReply,
    ChatView,
    Chip,
    OpenedChat,
    PersonView,
    Said,
)
from assistant.consumer.persons import person_view
from assistant.consumer.repository import ChatRepository
from assistant.consumer.scene import Message, Rooms
from assistant.consumer.tables import ChatMessageRow, ChatRow
from assistant.consumer.wording import words
from assistant.kit.clock import Clock
from assistant.kit.database import Database
from assistant.kit.errors import BadInputError, ConflictError, NotFoundError, TooLargeError, UnauthorizedError
from assistant.kit.ids import IdMaker, new_id, new_token, token_digest, token_matches
from assistant.kit.queueing import Queue
from assistant.kit.settings import Settings
from assistant.kit.text import storable
from assistant.matching.compare import Comparison
from assistant.matching.model import Need
from assistant.profile.model import Language

_WAITING_EACH: Final = 8  # messages of one chat that may wait for each other
_TRIES: Final = 3  # another process may have answered in the same chat meanwhile

Work = Callable[[ChatContext, str, date], Awaitable[Turn]]


class ChatService:
    """The consumers' front door for HTTP and tests."""

    def __init__(
        self, database: Database, clock: Clock, settings: Settings, rooms: Rooms, make_id: IdMaker = new_id
    ) -> None:
        self._database = database
        self._clock = clock
        self._settings = settings
        self._rooms = rooms
        self._conversation = Conversation(rooms)
        self._make_id = make_id
        self._queue = Queue(_WAITING_EACH)

    async def open(self, language: Language, agency_id: str | None = None) -> OpenedChat:
        """Begin a chat: the greeting, which says it is AI and what it can do."""
        now, token, say = self._clock.now(), new_token(), words(language)
        context = ChatContext(language=language)
        reply = ChatReply(
            message_id=self._make_id("msg"),
            kind="smalltalk",
            text=say.say("greeting"),
            need=context.need,
            quick_replies=say.several("greeting_replies"),
        )
        row = ChatRow(
            id=self._make_id("chat"),
            token_digest=token_digest(token),
            agency_id=agency_id,
            language=language,
            context=context.model_dump(mode="json"),
            messages=0,
            handoff_at=None,
            created_at=now,
            updated_at=now,
            expires_at=now + timedelta(days=self._settings.chat_days),
        )
        async with self._database.session() as session:
            repository = ChatRepository(session)
            repository.add(row)
            await session.flush()
            repository.add(self._message_row(row, "", None, reply))
        return OpenedChat(id=row.id, token=token, reply=reply)

    async def message(
        self,
        chat_id: str,
        token: str | None,
        text: str,
        jurisdiction: str | None = None,
        client_message_id: str | None = None,
        about: str | None = None,
    ) -> ChatReply:
        """Answer one message; the same `client_message_id` gives the same reply again.

        Raises:
            UnauthorizedError: the token is missing or another chat's.
            NotFoundError: there is no such chat any more.
            BadInputError: there are no words. TooLargeError: there are too many.
            ConflictError: the chat has grown beyond every bound.
            UnavailableError: too many messages of this chat wait already.
        """
        text = storable(text)

        async def work(context: ChatContext, message_id: str, today: date) -> Turn:
            message = Message(message_id, chat_id, text, today, jurisdiction, about)
            return await self._conversation.take(context, message)

        self.check_words(text)
        return await self._turn(chat_id, token, text, client_message_id, work)

    async def remove_chip(self, chat_id: str, token: str | None, chip_id: str) -> ChatReply:
        """Take one condition out of the need and search again.

        Raises:
            NotFoundError: the need has no such condition, or there is no such chat.
        """

        async def work(context: ChatContext, message_id: str, today: date) -> Turn:
            known = {chip.id for chip in self._rooms.needs.chips(context.need, context.language)}
            if chip_id not in known:
                raise NotFoundError("chip_unknown")
            need = self._rooms.needs.remove(context.need, chip_id)
            renewed = context.model_copy(update={"need": need, "seen": [], "asked": None, "open_question": None})
            return await self._conversation.renew(renewed, today, message_id)

        return await self._turn(chat_id, token, "", None, work)

    async def rank_personally(self, chat_id: str, token: str | None, *, personal: bool) -> ChatReply:
        """Switch ranking for this need on or off, and show the people again."""

        async def work(context: ChatContext, message_id: str, today: date) -> Turn:
            switched = context.model_copy(update={"personal": personal, "seen": []})
            return await self._conversation.renew(switched, today, message_id)

        return await self._turn(chat_id, token, "", None, work)

    async def view(self, chat_id: str, token: str | None) -> ChatView:
        """Everything its owner may see: what is looked for, and the transcript."""
        async with self._database.reading() as session:
            repository = ChatRepository(session)
            row = await self._open_row(repository, chat_id, token)
            rows = await repository.messages(chat_id)
        context = ChatContext.model_validate(row.context)
        chips = self._rooms.needs.chips(context.need, context.language)
        return ChatView(
            id=row.id,
            language=context.language,
            need=context.need,
            chips=[Chip(id=each.id, text=each.text, weight=each.weight) for each in chips],
            personal=context.personal,
            transcript=[
                Said(message_id=each.id, text=each.text, reply=ChatReply.model_validate(each.reply), at=each.created_at)
                for each in rows
            ],
            created_at=row.created_at,
            updated_at=row.updated_at,
            expires_at=row.expires_at,
        )

    async def person(self, chat_id: str, token: str | None, worker_id: str) -> PersonView:
        """A published person in full.

        Raises:
            NotFoundError: she is not published (any more).
        """
        context = await self._context(chat_id, token)
        worker = await self._rooms.people.worker(worker_id)
        if worker is None:
            raise NotFoundError("person_unknown")
        return person_view(worker, context.language, self._clock.today())

    async def compare(self, chat_id: str, token: str | None, worker_ids: list[str]) -> Comparison:
        """Two or three people side by side, in the light of what is looked for.

        Raises:
            BadInputError: they are fewer than two or more than three, or one is not published.
        """
        ids = list(dict.fromkeys(worker_ids))
        if not 2 <= len(ids) <= COMPARED_AT_ONCE:
            raise BadInputError("compare_count", limit=COMPARED_AT_ONCE)
        context = await self._context(chat_id, token)
        for worker_id in ids:
            if await self._rooms.people.worker(worker_id) is None:
                raise NotFoundError("person_unknown")
        return await self._rooms.people.compare(ids, context.need, context.language)

    async def need(self, chat_id: str, token: str | None) -> tuple[Need, Language]:
        """What the chat looks for by now, and its language; for requests and drafts.

        Raises:
            UnauthorizedError, NotFoundError: as for messages.
        """
        context = await self._context(chat_id, token)
        return context.need, context.language

    async def delete(self, chat_id: str, token: str | None) -> None:
        """Remove the chat and everything said in it, for good."""
        async with self._database.session() as session:
            repository = ChatRepository(session)
            await self._open_row(repository, chat_id, token, lock=True)
            await repository.delete(chat_id)
        await self._forget_requests(chat_id, asked=True)

    async def purge(self) -> int:
        """Delete chats whose time is over; returns how many."""
        async with self._database.session() as session:
            repository = ChatRepository(session)
            ids = await repository.expired(self._clock.now())
            for chat_id in ids:
                await repository.delete(chat_id)
        for chat_id in ids:
            await self._forget_requests(chat_id, asked=False)
        return len(ids)

    async def _forget_requests(self, chat_id: str, *, asked: bool) -> None:
        if self._rooms.requests is not None:
            await self._rooms.requests.forget_chat(chat_id, asked=asked)

    async def check(self, chat_id: str, token: str | None) -> Language:
        """The chat's language, if the token is its own.

        Raises:
            UnauthorizedError, NotFoundError: as for messages.
        """
        return (await self._context(chat_id, token)).language

    async def _context(self, chat_id: str, token: str | None) -> ChatContext:
        async with self._database.reading() as session:
            row = await self._open_row(ChatRepository(session), chat_id, token)
        return ChatContext.model_validate(row.context)

    async def _turn(
        self, chat_id: str, token: str | None, text: str, client_message_id: str | None, work: Work
    ) -> ChatReply:
        """One turn: read, work with no lock held, then write if nobody else wrote meanwhile."""
        async with self._queue.place(chat_id) as reached:
            await reached()
            for _ in range(_TRIES):
                async with self._database.reading() as session:
                    repository = ChatRepository(session)
                    row = await self._open_row(repository, chat_id, token)
                    earlier = await self._earlier(repository, chat_id, client_message_id)
                if earlier is not None:
                    return earlier
                if row.messages >= self._settings.max_turns:
                    raise ConflictError("too_many_messages")
                turn = await work(ChatContext.model_validate(row.context), self._make_id("msg"), self._clock.today())
                if await self._store(row, text, client_message_id, turn):
                    return turn.reply
        raise ConflictError("chat_busy")

    async def _store(self, seen: ChatRow, text: str, client_message_id: str | None, turn: Turn) -> bool:
        async with self._database.session() as session:
            repository = ChatRepository(session)
            row = await repository.get(seen.id, lock=True)
            if row is None:
                raise NotFoundError("chat_unknown")
            if row.messages != seen.messages:
                return False
            now = self._clock.now()
            row.messages += 1
            row.context = turn.context.model_dump(mode="json")
            row.language = turn.context.language
            row.updated_at = now
            # A request may have made it live longer.
            row.expires_at = max(row.expires_at, now + timedelta(days=self._settings.chat_days))
            if turn.handoff:
                row.handoff_at = now
            repository.add(self._message_row(row, text, client_message_id, turn.reply))
        return True

    async def _earlier(
        self, repository: ChatRepository, chat_id: str, client_message_id: str | None
    ) -> ChatReply | None:
        if client_message_id is None:
            return None
        earlier = await repository.message_of_client(chat_id, client_message_id)
        return ChatReply.model_validate(earlier.reply) if earlier is not None else None

    async def _open_row(
        self, repository: ChatRepository, chat_id: str, token: str | None, *, lock: bool = False
    ) -> ChatRow:
        if not token:
            raise UnauthorizedError("token_missing")
        row = await repository.get(chat_id, lock=lock)
        if row is None:
            raise NotFoundError("chat_unknown")
        if not token_matches(token, row.token_digest):
            raise UnauthorizedError("token_wrong")
        return row

    def check_words(self, text: str) -> None:
        """Make sure that there is something to answer.

        Raises:
            BadInputError: there are no words. TooLargeError: there are too many.
        """
        if not text.strip():
            raise BadInputError("turn_empty")
        limit = self._settings.max_turn_characters
        if len(text) > limit:
            raise TooLargeError("turn_too_long", length=len(text), limit=limit)

    def _message_row(self, row: ChatRow, text: str, client_message_id: str | None, reply: ChatReply) -> ChatMessageRow:
        return ChatMessageRow(
            id=reply.message_id,
            chat_id=row.id,
            position=row.messages,
            client_message_id=client_message_id,
            text=text,
            reply=reply.model_dump(mode="json"),
            created_at=self._clock.now(),
        )
