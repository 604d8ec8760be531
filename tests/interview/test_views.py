"""What is handed out of an interview carries everything of the turn."""

from __future__ import annotations

from datetime import UTC, datetime

from assistant.interview.state import Progress, Reply
from assistant.interview.tables import TurnRow
from assistant.interview.views import AudioTurn, TurnResponse, heard_in, transcript_of
from assistant.speech.model import Transcript


def test_a_recorded_answer_gives_back_the_turn_and_what_was_heard() -> None:
    turn = TurnResponse(
        turn_id="t1", reply=Reply(text="好"), facts=[], progress=Progress(answered=0, total=9, percent=0)
    )
    heard = Transcript(text="嗯", heard="嗯", language="zh", seconds=1.0)
    together = AudioTurn.of(turn, heard)
    assert together.model_dump(exclude={"transcript"}) == turn.model_dump()
    assert together.transcript == heard
    assert heard_in(None) is None


def test_the_transcript_has_her_words_and_ours_in_order_and_no_line_where_nothing_was_heard() -> None:
    at = datetime(2026, 11, 22, tzinfo=UTC)
    rows = [
        TurnRow(id=f"t{n}", text=text, asking="name", response={"reply": {"text": reply}}, created_at=at)
        for n, (text, reply) in enumerate([("", "您贵姓？"), ("王芳", "好"), ("", "没听清")])
    ]
    lines = [(line.role, line.text) for line in transcript_of(rows)]
    assert lines == [("interviewer", "您贵姓？"), ("worker", "王芳"), ("interviewer", "好"), ("interviewer", "没听清")]
