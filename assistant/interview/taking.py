"""One turn of hers taken: a guess put to her is settled, her words are read, the reply is stored with them."""

from __future__ import annotations

from assistant.interview.admission import refuse_declined
from assistant.interview.assisting import Prepared, late_facts, take
from assistant.interview.book import Book
from assistant.interview.interviewer import denied
from assistant.interview.repository import InterviewRepository
from assistant.interview.state import Channel, InterviewState
from assistant.interview.storing import TurnWriter
from assistant.interview.suggesting import settle
from assistant.interview.tables import InterviewRow
from assistant.interview.views import TurnResponse
from assistant.kit.clock import Clock
from assistant.kit.ids import IdMaker
from assistant.profile.fold import fold
from assistant.profile.model import Fact


class TurnTaker:
    """Takes the turns of one book's interviews."""

    def __init__(self, book: Book, clock: Clock, make_id: IdMaker, writer: TurnWriter) -> None:
        self._book = book
        self._clock = clock
        self._make_id = make_id
        self._writer = writer

    async def take(
        self,
        repository: InterviewRepository,
        row: InterviewRow,
        text: str,
        client_turn_id: str | None,
        prepared: Prepared,
        channel: Channel | None,
    ) -> TurnResponse:
        """Read her words, choose the reply and store both, in the caller's transaction.

        `prepared` is what was looked up before; `channel` is how the turn came, None where it was typed into an
        interview opened for voice.

        Raises:
            ConflictError: she did not agree that anything is kept.
        """
        today = self._clock.today()
        state = InterviewState.model_validate(row.state)
        refuse_declined(state)
        turn_id = self._make_id("turn")
        said = await self._facts_so_far(repository, row, state, prepared)
        settled = settle(state, text, self._book.phrasebooks[state.language].moves)
        if settled.verdict == "denied":
            turn = denied(settled.state, fold(said), today=today, channel=channel, book=self._book)
            said_no = text if turn.keep else ""
            return await self._writer.store(
                repository, row, said_no, client_turn_id, state.asking, turn, [], said, turn_id
            )
        if settled.turn_id:
            await repository.heard_after_all(row.id, settled.turn_id, settled.text)
        words = settled.text
        turn = take(
            settled.state,
            words,
            said,
            prepared,
            turn_id=settled.turn_id or turn_id,
            today=today,
            channel=channel,
            book=self._book,
        )
        facts = list(turn.facts)
        return await self._writer.store(
            repository,
            row,
            (text if settled.turn_id else words) if turn.keep else "",
            client_turn_id,
            state.asking,
            turn,
            facts,
            said,
            turn_id,
        )

    async def _facts_so_far(
        self, repository: InterviewRepository, row: InterviewRow, state: InterviewState, prepared: Prepared
    ) -> list[Fact]:
        """Every fact, those a model found meanwhile in earlier turns among them."""
        said = await repository.facts(row.id)
        late = late_facts(prepared.late, said) if state.consented and prepared.late else []
        await repository.add_facts(row.id, late, len(said), self._clock.now())
        return [*said, *late]
