"""Who may open an interview, and whether one more turn of it may be taken."""

from __future__ import annotations

from assistant.interview.repository import InterviewRepository
from assistant.interview.state import InterviewState, Phase
from assistant.interview.tables import InterviewRow
from assistant.interview.views import TurnResponse
from assistant.kit.clock import Clock
from assistant.kit.errors import BadInputError, ConflictError, NotFoundError, TooLargeError, UnauthorizedError
from assistant.kit.ids import token_digest, token_matches
from assistant.kit.settings import Settings


class Admission:
    """Checks what comes to an interview before anything is done with it."""

    def __init__(self, clock: Clock, settings: Settings) -> None:
        self._clock = clock
        self._settings = settings

    async def row(
        self, repository: InterviewRepository, interview_id: str, token: str | None, *, lock: bool = False
    ) -> InterviewRow:
        """The interview, if the token is one of its own; held against other writers if `lock`.

        Raises:
            UnauthorizedError: the token is missing or another interview's.
            NotFoundError: there is no such interview any more.
        """
        if not token:
            raise UnauthorizedError("token_missing")
        row = await repository.get(interview_id, lock=lock)
        if row is None:
            raise NotFoundError("interview_unknown")
        if not token_matches(token, row.token_digest) and not await repository.has_key(
            interview_id, token_digest(token), self._clock.now()
        ):
            raise UnauthorizedError("token_wrong")
        return row

    def check_words(self, text: str) -> None:
        """Make sure that there are words, and not too many.

        Raises:
            BadInputError: there are none. TooLargeError: they are over the bound.
        """
        if not text.strip():
            raise BadInputError("turn_empty")
        limit = self._settings.max_turn_characters
        if len(text) > limit:
            raise TooLargeError("turn_too_long", length=len(text), limit=limit)

    def check_length(self, row: InterviewRow) -> None:
        """Make sure that the interview has not grown beyond every bound.

        Raises:
            ConflictError: it has.
        """
        if row.turns >= self._settings.max_turns:
            raise ConflictError("too_many_turns")

    def check_open(self, row: InterviewRow, state: InterviewState) -> None:
        """Make sure that one more turn can be taken.

        Raises:
            ConflictError: she did not agree, or the interview has grown beyond every bound.
        """
        self.check_length(row)
        refuse_declined(state)


def refuse_declined(state: InterviewState) -> None:
    """Make sure that she has not said no to being interviewed.

    Raises:
        ConflictError: she has.
    """
    if state.phase is Phase.DECLINED:
        raise ConflictError("interview_declined")


async def earlier_response(
    repository: InterviewRepository, interview_id: str, client_turn_id: str | None
) -> TurnResponse | None:
    """What a turn the client already sent under this id was answered."""
    if client_turn_id is None:
        return None
    turn = await repository.turn_of_client(interview_id, client_turn_id)
    return TurnResponse.model_validate(turn.response) if turn is not None else None
