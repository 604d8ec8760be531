"""Turns written down: words, facts, events and the new state in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from assistant.interview.outcomes import confirmed, wants_erasing
from assistant.interview.repository import InterviewRepository
from assistant.interview.state import Phase, Turn
from assistant.interview.tables import InterviewRow, TurnRow
from assistant.interview.views import TurnResponse
from assistant.interview.watching import Change, Watcher
from assistant.kit.clock import Clock
from assistant.kit.ids import IdMaker
from assistant.kit.settings import Settings
from assistant.profile.model import Fact, Topic


class TurnWriter:
    """Writes turns of interviews and tells those who follow them."""

    def __init__(self, clock: Clock, settings: Settings, make_id: IdMaker, watchers: Sequence[Watcher]) -> None:
        self._clock = clock
        self._settings = settings
        self._make_id = make_id
        self._watchers = tuple(watchers)

    async def store(
        self,
        repository: InterviewRepository,
        row: InterviewRow,
        text: str,
        client_turn_id: str | None,
        asking: Topic | None,
        turn: Turn,
        facts: list[Fact],
        said: Sequence[Fact],
        turn_id: str | None = None,
    ) -> TurnResponse:
        """Store a turn with its words, facts and events, and tell the rooms above, in the caller's transaction.

        `facts` are the new ones, `said` those before them.
        """
        now = self._clock.now()
        response = TurnResponse(
            turn_id=turn_id or self._make_id("turn"), reply=turn.reply, facts=facts, progress=turn.progress
        )
        row.state = turn.state.model_dump(mode="json")
        row.phase = turn.state.phase.value
        row.updated_at = now
        row.turns += 1
        row.expires_at = now + timedelta(days=self._days(turn.state.phase))
        agreed = confirmed(turn.events, [*said, *facts])
        if wants_erasing(turn.events):
            await repository.erase_words(row.id)
            response = response.model_copy(update={"facts": []})
            text, agreed, facts, said = "", [], [], []
        repository.add(self.turn_row(row, client_turn_id, text, asking, response))
        new = [*facts, *agreed]
        await repository.add_facts(row.id, new, len(said), now)
        repository.add_events(row.id, response.turn_id, [event.kind.value for event in turn.events], now)
        await self.tell(repository.session, Change(row, response.turn_id, turn.state, [*said, *new], turn.events))
        return response

    def _days(self, phase: Phase) -> int:
        return self._settings.keep_days if phase is Phase.DONE else self._settings.interview_days

    @staticmethod
    def turn_row(
        row: InterviewRow, client_turn_id: str | None, text: str, asking: Topic | None, response: TurnResponse
    ) -> TurnRow:
        """The row of a turn; the interview's count says where it stands."""
        return TurnRow(
            id=response.turn_id,
            interview_id=row.id,
            position=row.turns,
            client_turn_id=client_turn_id,
            text=text,
            asking=asking.value if asking else None,
            response=response.model_dump(mode="json"),
            created_at=row.updated_at,
        )

    async def tell(self, session: AsyncSession, change: Change) -> None:
        """Tell every watcher what changed."""
        for watcher in self._watchers:
            await watcher.changed(session, change)
