"""An answer that was heard badly: asked about, and hers only once she says so."""

from __future__ import annotations

import pytest

from assistant.interview.book import shipped_book
from assistant.interview.interviewer import denied, unheard
from assistant.interview.state import InterviewState, OpenQuestion, Phase, Turn
from assistant.interview.suggesting import may_suggest, settle
from assistant.interview.wording import Moves
from assistant.profile.model import Language, Topic
from assistant.speech.model import Trouble
from assistant.understanding.reading import Act
from tests.interview.talk import TODAY, Talk


def moves(language: Language = "zh") -> Moves:
    return shipped_book().phrasebooks[language].moves


def guess(talk: Talk, suggestion: str) -> Turn:
    turn = unheard(
        talk.state, Trouble.UNCLEAR, talk.folded, today=TODAY, channel="audio", suggestion=suggestion, turn_id="t9"
    )
    talk.state = turn.state
    return turn


def asked(language: Language = "zh") -> Talk:
    """A talk in which the first question of the agenda is open."""
    talk = Talk(language=language, channel="audio")
    talk.tell("王芳", ("name", "王芳"))
    return talk


@pytest.mark.parametrize(("language", "chips"), [("zh", ("是", "不是")), ("en", ("Yes", "No"))])
def test_she_is_asked_whether_that_was_it(language: Language, chips: tuple[str, ...]) -> None:
    talk = asked(language)
    turn = guess(talk, "月嫂")
    assert "月嫂" in turn.reply.text
    assert turn.reply.quick_replies == chips
    assert turn.reply.asking is Topic.CONFIRM
    assert turn.facts == ()


@pytest.mark.parametrize("yes", ["是", "对", "嗯。", "对对对", "是的，没错", "月嫂"])
def test_her_yes_makes_it_her_answer_in_the_turn_it_was_said_in(yes: str) -> None:
    talk = asked()
    before = talk.state.open
    guess(talk, "月嫂")
    settled = settle(talk.state, yes, moves())
    assert (settled.text, settled.verdict, settled.turn_id) == ("月嫂", "agreed", "t9")
    assert settled.state.open == before
    assert settled.state.doubted is None


def test_a_yes_to_a_suggested_no_is_a_no() -> None:
    talk = asked()
    guess(talk, "没有")
    assert settle(talk.state, "没有", moves()).text == "没有"
    assert settle(talk.state, "对", moves()).text == "没有"


@pytest.mark.parametrize("no", ["不是", "不对。", "不是，不是", "你听错了"])
def test_her_no_asks_again_and_the_second_time_offers_typing(no: str) -> None:
    talk = asked()
    before = talk.state.open
    said = []
    for _ in range(2):
        guess(talk, "保姆")
        settled = settle(talk.state, no, moves())
        assert settled.verdict == "denied"
        turn = denied(settled.state, talk.folded, today=TODAY)
        talk.state = turn.state
        assert talk.state.open == before
        assert turn.facts == ()
        said.append(turn.reply)
    assert "打字" not in said[0].text
    assert "打字" in said[1].text
    assert "人工" in said[1].quick_replies


@pytest.mark.parametrize("answer", ["我做育儿嫂的", "不是，是育儿嫂", "是不是", "有"])
def test_any_other_answer_answers_the_question_below(answer: str) -> None:
    talk = asked()
    before = talk.state.open
    guess(talk, "没有")
    settled = settle(talk.state, answer, moves())
    assert (settled.text, settled.verdict, settled.turn_id) == (answer, "other", None)
    assert settled.state.open == before


def test_a_noise_in_between_repeats_the_suggestion() -> None:
    talk = asked()
    guess(talk, "月嫂")
    turn = unheard(talk.state, Trouble.NOISE, talk.folded, today=TODAY)
    assert turn.state.open == talk.state.open
    assert "月嫂" in turn.reply.text


def misheard_consent() -> Talk:
    talk = Talk(channel="audio", consent=False)
    turn = guess(talk, "同意")
    assert "同意" in turn.reply.text
    assert not turn.state.consented
    return talk


@pytest.mark.parametrize("yes", ["是", "对。", "我同意", "是的，是的"])
def test_consent_misheard_is_hers_with_a_clear_yes(yes: str) -> None:
    talk = misheard_consent()
    settled = settle(talk.state, yes, moves())
    assert (settled.text, settled.verdict, settled.turn_id) == ("同意", "agreed", None)
    assert settled.state.open == OpenQuestion(kind="consent", topic=Topic.CONSENT)


@pytest.mark.parametrize("murmur", ["嗯", "嗯嗯", "哎", "啊？", "Puy."])
def test_a_murmur_makes_no_guess_her_consent(murmur: str) -> None:
    talk = misheard_consent()
    settled = settle(talk.state, murmur, moves())
    if settled.verdict == "denied":
        talk.state = denied(settled.state, talk.folded, today=TODAY).state
    else:
        talk.state = settled.state
        talk.say(murmur)
    assert not talk.state.consented
    assert talk.state.open == OpenQuestion(kind="consent", topic=Topic.CONSENT)


def test_no_yes_is_expected_by_the_ears_where_it_would_be_her_consent() -> None:
    assert misheard_consent().state.hearing_for is None
    talk = asked()
    guess(talk, "月嫂")
    assert talk.state.hearing_for is Topic.CONFIRM


def test_a_guess_is_never_about_a_guess_or_a_deletion() -> None:
    talk = asked()
    assert may_suggest(talk.state)
    guess(talk, "月嫂")
    assert not may_suggest(talk.state)
    assert guess(talk, "保姆").state.open == OpenQuestion(
        kind="suggestion", id="月嫂", topic=Topic.CONFIRM, fields=("jobs",)
    )
    deleting = asked()
    deleting.tell("把我的资料删了", acts=[Act.DELETE])
    assert deleting.state.open is not None
    assert deleting.state.open.kind == "delete"
    assert not may_suggest(deleting.state)
    assert deleting.state.listening_for is None


def test_the_state_survives_storage_and_older_ones_still_load() -> None:
    talk = asked()
    guess(talk, "月嫂")
    assert InterviewState.model_validate_json(talk.state.model_dump_json()) == talk.state
    older = talk.state.model_dump(mode="json", exclude={"doubted", "doubted_turn", "denied"})
    assert InterviewState.model_validate(older).phase is Phase.ASKING
