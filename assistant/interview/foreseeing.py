"""What would be answered to words that are not taken yet, so that it can be spoken without delay when they are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from assistant.interview.assisting import Prepared, take
from assistant.interview.book import Book
from assistant.interview.interviewer import denied
from assistant.interview.state import Channel, InterviewState, Phase
from assistant.interview.suggesting import settle
from assistant.profile.fold import fold
from assistant.profile.model import Fact
from assistant.understanding.reader import read
from assistant.understanding.reading import Act


def foreseen(
    state: InterviewState, text: str, said: Sequence[Fact], *, today: date, channel: Channel | None, book: Book
) -> str | None:
    """The reply's words; None where they depend on what has to be looked up first, or nothing may be said."""
    if not text.strip() or state.phase is Phase.DECLINED or read(text, state.context(today)).does(Act.QUESTION):
        return None
    settled = settle(state, text, book.phrasebooks[state.language].moves)
    if settled.verdict == "denied":
        return denied(settled.state, fold(said), today=today, channel=channel, book=book).reply.text
    turn = take(settled.state, settled.text, said, Prepared(), turn_id=None, today=today, channel=channel, book=book)
    return turn.reply.text
