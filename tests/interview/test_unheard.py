"""Answers that could not be heard: asked again, then offered another way, never held against her, never for ever."""

from __future__ import annotations

import pytest

from assistant.interview.interviewer import unheard
from assistant.interview.state import EventKind, InterviewState, Phase, Turn
from assistant.profile.model import Language
from assistant.speech.model import Trouble
from assistant.understanding.reading import Act
from tests.interview.talk import TODAY, Talk


def mishear(talk: Talk, trouble: Trouble = Trouble.UNCLEAR) -> Turn:
    turn = unheard(talk.state, trouble, talk.folded, today=TODAY, channel="audio")
    talk.turns.append(turn)
    talk.state = turn.state
    return turn


@pytest.mark.parametrize("language", ["zh", "en"])
def test_each_trouble_has_its_own_words_and_the_question_is_asked_again(language: Language) -> None:
    said = set()
    for trouble in Trouble:
        talk = Talk(language=language)
        before = talk.state
        turn = mishear(talk, trouble)
        assert turn.facts == ()
        assert turn.reply.asking is before.asking
        assert turn.state.open == before.open
        said.add(turn.reply.text)
    assert len(said) == len(Trouble)


def test_the_second_time_in_a_row_typing_and_a_person_are_offered() -> None:
    talk = Talk()
    assert "打字" not in mishear(talk).reply.text
    second = mishear(talk, Trouble.NOISE)
    assert "打字" in second.reply.text
    assert "人工" in second.reply.quick_replies
    assert second.reply.asking is talk.turns[0].reply.asking


def test_a_heard_answer_in_between_starts_the_count_again() -> None:
    talk = Talk()
    mishear(talk)
    talk.tell("王芳", ("name", "王芳"))
    assert "打字" not in mishear(talk).reply.text


def test_it_is_neither_a_refusal_nor_a_miss() -> None:
    talk = Talk()
    before = talk.state
    for _ in range(3):
        mishear(talk)
    assert (talk.state.refused, talk.state.skipped, talk.state.misses) == (
        before.refused,
        before.skipped,
        before.misses,
    )
    assert talk.state.asked == before.asked


def test_a_dead_microphone_ends_in_a_pause_and_her_words_take_up_the_same_question() -> None:
    talk = Talk()
    before = talk.state
    turns = [mishear(talk, Trouble.SILENCE) for _ in range(6)]
    assert turns[-1].state.phase is Phase.PAUSED
    paused = [turn for turn in turns if EventKind.PAUSED in {event.kind for event in turn.events}]
    assert len(paused) == 1
    assert talk.state.open == before.open
    talk.tell("王芳", ("name", "王芳"))
    assert talk.state.phase is Phase.ASKING
    assert talk.folded.profile.name == "王芳"


def test_before_consent_consent_is_what_is_asked_again() -> None:
    talk = Talk(consent=False, channel="audio")
    turn = mishear(talk)
    assert turn.reply.asking == "consent"
    assert not turn.state.consented
    assert not turn.keep
    assert "同意" in turn.reply.quick_replies


def test_a_question_whether_to_delete_everything_stays_that_question() -> None:
    talk = Talk()
    talk.tell("都删了吧", acts=[Act.DELETE])
    turn = mishear(talk)
    assert turn.state.open is not None
    assert turn.state.open.kind == "delete"
    assert "确定删除" in turn.reply.quick_replies


def test_a_finished_interview_stays_finished() -> None:
    talk = Talk()
    for _ in range(60):
        if talk.tell("不知道", acts=[Act.DONT_KNOW]).reply.done:
            break
    for _ in range(5):
        turn = mishear(talk)
    assert turn.reply.done
    assert turn.state.phase is Phase.DONE


def test_a_state_stored_before_voices_were_heard_still_loads() -> None:
    stored = Talk().state.model_dump(mode="json")
    del stored["unheard"]
    assert InterviewState.model_validate(stored).unheard == 0
