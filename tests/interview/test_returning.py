"""A reviewer's question: put first, answered in her words, and everything else as it was."""

from __future__ import annotations

from assistant.interview.interviewer import finish, put_questions
from assistant.interview.returning import as_settling
from assistant.interview.state import EventKind, Phase, ReviewerQuestion, Turn
from assistant.profile.fold import fold
from assistant.profile.model import Topic
from assistant.understanding.reader import read
from assistant.understanding.reading import Act
from tests.interview.talk import TODAY, Talk

YEARS = ReviewerQuestion(
    id="q1", text="您说做了五年，又说八年，到底几年？", topic=Topic.EXPERIENCE, fields=("years_experience",)
)
PAPER = ReviewerQuestion(id="q2", text="育婴员证是哪年考的？", topic=Topic.CERTIFICATES, fields=("certificates",))


def asked_back(talk: Talk, *questions: ReviewerQuestion) -> Turn:
    turn = put_questions(talk.state, questions, fold(talk.facts), today=TODAY)
    talk.state = turn.state
    talk.turns.append(turn)
    return turn


def ended() -> Talk:
    talk = Talk()
    talk.tell("我叫王芳", ("name", "王芳", "王芳"))
    talk.state = finish(talk.state, fold(talk.facts), today=TODAY).state
    assert talk.state.phase is Phase.DONE
    return talk


def test_the_question_is_put_word_for_word_and_read_under_its_topic() -> None:
    turn = asked_back(ended(), YEARS)
    assert turn.reply.text.endswith(YEARS.text)
    assert turn.reply.asking is Topic.EXPERIENCE
    assert not turn.reply.done
    assert [event.kind for event in turn.events] == [EventKind.REVIEWER_ASKED]


def test_after_her_answer_a_finished_interview_is_finished_again() -> None:
    talk = ended()
    asked_back(talk, YEARS)
    turn = talk.tell("八年", ("years_experience", {"min": 8, "max": 8}))
    assert turn.state.phase is Phase.DONE
    assert turn.reply.done
    assert turn.state.reviewer == ()
    assert turn.state.reviewer_return is None
    assert [event.kind for event in turn.events] == [EventKind.REVIEWER_ANSWERED, EventKind.COMPLETED]


def test_words_without_a_fact_are_an_answer_too() -> None:
    talk = ended()
    asked_back(talk, PAPER)
    turn = talk.tell("证放老家了，回头让闺女拍给你们")
    assert turn.state.phase is Phase.DONE


def test_several_questions_come_one_at_a_time() -> None:
    talk = ended()
    asked_back(talk, YEARS, PAPER)
    turn = talk.tell("八年", ("years_experience", {"min": 8, "max": 8}))
    assert PAPER.text in turn.reply.text
    assert not turn.reply.done
    assert talk.tell("前年").state.phase is Phase.DONE


def test_asking_again_or_why_keeps_the_question_open() -> None:
    talk = ended()
    asked_back(talk, YEARS)
    for words, act in (("啊？", Act.REPEAT), ("你是真人吗", Act.ASK_IDENTITY), ("。。。", Act.THANKS)):
        turn = talk.tell(words, acts=[act])
        assert YEARS.text in turn.reply.text
        assert turn.state.reviewer == (YEARS,)


def test_an_interview_that_was_still_running_goes_on_with_its_own_questions() -> None:
    talk = Talk()
    talk.tell("我叫王芳", ("name", "王芳", "王芳"))
    asked_back(talk, PAPER)
    turn = talk.tell("前年")
    assert turn.state.phase is Phase.ASKING
    assert turn.state.open is not None
    assert turn.state.open.kind == "item"
    assert not turn.reply.done


def test_a_paused_interview_comes_back_for_the_question() -> None:
    talk = Talk()
    talk.tell("我叫王芳", ("name", "王芳", "王芳"))
    talk.tell("先不说了", acts=[Act.STOP])
    turn = asked_back(talk, PAPER)
    assert turn.state.phase is Phase.ASKING
    assert turn.state.reviewer_return is Phase.ASKING


def test_spoken_numbers_are_read_back_before_it_is_over() -> None:
    talk = ended()
    talk.channel = "audio"
    asked_back(talk, YEARS)
    talk.state.channel = "audio"
    turn = talk.tell("想要八千", ("expected_salary", {"min": 8000, "max": 8000, "unit": "month"}))
    assert turn.state.open is not None
    assert turn.state.open.kind == "numbers"
    assert talk.tell("对", acts=[Act.YES]).state.phase is Phase.DONE


def test_new_questions_take_the_place_of_those_not_answered() -> None:
    talk = ended()
    asked_back(talk, YEARS)
    asked_back(talk, PAPER)
    assert talk.state.reviewer == (PAPER,)
    assert talk.tell("前年").state.phase is Phase.DONE


def test_ending_the_interview_leaves_the_question_unanswered() -> None:
    talk = ended()
    asked_back(talk, YEARS)
    turn = finish(talk.state, fold(talk.facts), today=TODAY)
    assert turn.state.phase is Phase.DONE
    assert turn.state.reviewer == ()
    assert turn.events == ()


def test_what_she_says_now_of_the_field_asked_about_settles_it() -> None:
    talk = ended()
    asked_back(talk, YEARS)
    reading = as_settling(talk.state, read("八年", talk.state.context(TODAY), "t9"))
    assert [fact.flags for fact in reading.facts if fact.field == "years_experience"] == [("correction",)]


def test_one_more_certificate_is_no_correction_of_the_last() -> None:
    talk = ended()
    asked_back(talk, PAPER)
    reading = as_settling(talk.state, read("我还有月嫂证", talk.state.context(TODAY), "t9"))
    assert reading.facts
    assert all("correction" not in fact.flags for fact in reading.facts)


def test_without_such_a_question_a_reading_stays_as_it_is() -> None:
    talk = ended()
    reading = read("八年", talk.state.context(TODAY), "t9")
    assert as_settling(talk.state, reading) is reading
