"""The live session as she meets it: frames of sound in, messages and sound out, no second slept."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.kit.errors import UnavailableError
from assistant.profile.model import Topic
from assistant.speech.live.wire import HeardTurn, Hush, Nudge, Partial, ProblemIs, Ready, Speak, StateIs, TurnTaken
from assistant.speech.model import Transcript, Trouble
from tests.speech.live.fakes import Answer, Bench, always, by_length, hum, silence, speech


async def test_the_open_question_is_spoken_when_she_comes() -> None:
    bench = Bench(always("八年"))
    await bench.start()
    assert isinstance(bench.sent[0][1], Ready)
    assert bench.spoken() == ["您做这行几年了？"]
    assert [each.state for each in bench.of(StateIs)] == ["thinking", "speaking", "listening"]
    sound = sum(len(each) for each in bench.of(bytes))
    assert sound == 2 * round(bench.of(Speak)[0].seconds * 24_000)


async def test_an_answer_becomes_a_turn_and_the_next_question_is_spoken() -> None:
    bench = Bench(always("我做了八年了"))
    await bench.start()
    began = bench.time.now
    await bench.play(speech(1.2), silence(1.5))
    assert bench.conversation.answers == ["我做了八年了"]
    heard = bench.of(HeardTurn)[0]
    turn = bench.of(TurnTaken)[0]
    assert heard.transcript.text == "我做了八年了"
    assert turn.turn["turn_id"] == heard.client_turn_id
    assert bench.spoken(began)[-1] == "想要多少工资？"


async def test_a_whole_answer_is_acknowledged_soon_and_taken_before_the_usual_time() -> None:
    bench = Bench(always("我做了八年了"), listening=0.3)
    await bench.start()
    await bench.play(speech(1.2))
    ended = bench.time.now
    await bench.play(silence(1.5))
    assert bench.when(Speak, ended) - ended < 0.65
    assert bench.when(TurnTaken, ended) - ended < 0.9


async def test_words_that_say_little_are_given_the_usual_time() -> None:
    bench = Bench(always("我想想看啊那边"))
    await bench.start()
    await bench.play(speech(1.2))
    ended = bench.time.now
    await bench.play(silence(2.0))
    assert 0.95 < bench.when(TurnTaken, ended) - ended < 1.2


async def test_words_that_may_go_on_are_answered_with_a_sound_that_leaves_her_the_floor() -> None:
    bench = Bench(by_length((1.0, "我想想看啊那边"), (2.2, "我想想看啊那边做了八年")), listening=0.3)
    await bench.start()
    await bench.play(speech(1.2))
    ended = bench.time.now
    await bench.play(silence(0.95), speech(1.0), silence(2.0))
    assert 0.8 < bench.when(Speak, ended) - ended < 0.95
    assert bench.conversation.answers == ["我想想看啊那边做了八年"]


async def test_a_slow_speaker_is_not_cut_off_in_the_middle_of_a_number() -> None:
    script = by_length((0.4, "我做了"), (1.0, "我做了八年"), (1.6, "我做了八年零三个月"))
    bench = Bench(script, listening=0.3)
    await bench.start()
    await bench.play(speech(0.5), silence(1.3), speech(0.6), silence(0.65), speech(0.6), silence(2.5))
    assert bench.conversation.answers == ["我做了八年零三个月"]


async def test_a_telephone_number_is_read_out_in_groups() -> None:
    script = by_length((0.4, "138"), (1.0, "1382345"), (1.6, "13823456789"))
    bench = Bench(script, questions=(("电话多少？", Topic.CONTACT), ("还有吗？", Topic.ANYTHING_ELSE)))
    await bench.start()
    await bench.play(speech(0.5), silence(1.8), speech(0.6), silence(1.8), speech(0.6), silence(1.5))
    assert bench.conversation.answers == ["13823456789"]


async def test_nothing_is_taken_while_new_speech_has_begun() -> None:
    """The words are ready late, just when she goes on: they belong to a turn that is not over."""
    bench = Bench(by_length((0.5, "我做了八年"), (1.2, "我做了八年都是月嫂")), listening=0.95)
    await bench.start()
    await bench.play(speech(0.7), silence(0.9), speech(0.8))
    assert bench.conversation.answers == []
    await bench.play(silence(2.5))
    assert bench.conversation.answers == ["我做了八年都是月嫂"]


async def test_whoever_was_cut_off_once_is_given_more_time() -> None:
    bench = Bench(always("我做了八年了"))
    await bench.start()
    await bench.play(speech(0.8), silence(1.3), speech(0.8), silence(2.5))
    assert len(bench.conversation.answers) == 2
    await bench.listen()
    await bench.play(speech(0.8))
    ended = bench.time.now
    await bench.play(silence(3.0))
    assert bench.when(TurnTaken, ended) - ended > 1.1


async def test_silence_and_a_cough_are_no_turn() -> None:
    bench = Bench(always(Trouble.NOISE))
    await bench.start()
    await bench.play(silence(1.0), speech(0.25), silence(3.0))
    assert bench.of(TurnTaken) == []
    assert bench.conversation.troubles == []


async def test_what_it_may_have_been_goes_with_the_trouble() -> None:
    doubted = Transcript(
        text="月散", heard="月散", language="zh", seconds=1.5, trouble=Trouble.UNCLEAR, suggestion="月嫂"
    )
    bench = Bench(always(doubted))
    await bench.start()
    await bench.play(speech(1.5), silence(2.0))
    assert bench.conversation.troubles == [Trouble.UNCLEAR]
    assert bench.conversation.suggestions == ["月嫂"]


async def test_speech_that_cannot_be_understood_is_asked_for_again() -> None:
    bench = Bench(always(Trouble.UNCLEAR))
    await bench.start()
    began = bench.time.now
    await bench.play(speech(1.5), silence(2.0))
    assert bench.conversation.troubles == [Trouble.UNCLEAR]
    assert bench.of(HeardTurn) == []
    assert bench.spoken(began)[-1] == "没听清，您再说一遍？"


class TestOverOurWords:
    """She makes a sound while the interviewer speaks."""

    QUESTIONS = (("您好，我是面试助手，问您几个问题，慢慢说。您做这行几年了？", Topic.EXPERIENCE), ("好。", None))

    async def test_she_speaks_and_it_is_silent_at_once(self) -> None:
        bench = Bench(always("我做了八年了"), questions=self.QUESTIONS)
        await bench.start(listen=False)
        await bench.play(silence(1.0))
        began = bench.time.now
        await bench.play(speech(1.2), silence(1.5))
        assert bench.when(Hush, began) - began <= 0.3
        stopped = bench.when(Hush)
        assert bench.conversation.answers == ["我做了八年了"]
        later = [each for at, each in bench.sent if at > stopped and isinstance(each, Speak | bytes)]
        assert isinstance(later[0], Speak), "no sound of a dropped clip may follow"

    @pytest.mark.parametrize("sound", [hum(0.4), speech(0.15)], ids=["嗯", "cough"])
    async def test_a_cough_or_a_hum_does_not_stop_it(self, sound: object) -> None:
        bench = Bench(always("嗯"), questions=self.QUESTIONS)
        await bench.start(listen=False)
        await bench.play(silence(1.0), sound, silence(6.0))  # type: ignore[arg-type]
        assert bench.of(Hush) == []
        assert bench.of(TurnTaken) == []

    async def test_a_word_that_only_says_she_listens_lets_it_go_on_where_it_stopped(self) -> None:
        bench = Bench(always("好的"), questions=self.QUESTIONS)
        await bench.start(listen=False)
        await bench.play(silence(1.0), speech(0.4), silence(2.0))
        assert len(bench.of(Hush)) == 1
        assert bench.conversation.answers == []
        hushed = bench.when(Hush)
        first, again = bench.of(Speak)[0], bench.of(Speak, hushed)[0]
        assert again.text == first.text
        assert again.seconds < first.seconds, "it goes on where it stopped"

    async def test_a_murmur_that_is_no_word_lets_it_go_on(self) -> None:
        bench = Bench(always(Trouble.UNCLEAR), questions=self.QUESTIONS)
        await bench.start(listen=False)
        await bench.play(silence(1.0), speech(0.4), silence(1.0))
        assert len(bench.of(Hush)) == 1
        assert len(bench.of(Speak, bench.when(Hush))) == 1
        assert bench.conversation.troubles == []

    async def test_our_own_words_in_her_microphone_are_no_turn(self) -> None:
        bench = Bench(always("问您几个问题慢慢说"), questions=self.QUESTIONS)
        await bench.start(listen=False)
        await bench.play(silence(1.0), speech(0.8), silence(8.0))
        assert bench.conversation.answers == []
        assert "您做这行几年了" in "".join(bench.spoken()[1:])

    async def test_whoever_answers_at_once_in_the_words_of_the_question_is_heard(self) -> None:
        bench = Bench(always("您做这行几年了八年"), questions=self.QUESTIONS)
        await bench.start()
        await bench.play(speech(1.2), silence(1.5))
        assert bench.conversation.answers == ["您做这行几年了八年"]

    async def test_a_reply_that_comes_while_she_speaks_on_waits_for_her(self) -> None:
        bench = Bench(always("我做了八年了"), answering=0.5)
        await bench.start()
        await bench.play(speech(0.8), silence(0.9))
        began = bench.time.now
        await bench.play(speech(2.0))
        assert bench.spoken(began + 0.1) == []
        await bench.play(silence(3.0))
        assert len(bench.conversation.answers) == 2


async def test_a_long_silence_is_met_with_a_kind_word_twice_and_no_more() -> None:
    bench = Bench(always("八年"))
    await bench.start()
    began = bench.time.now
    await bench.play(silence(40.0))
    nudges = [at - began for at, each in bench.sent if isinstance(each, Nudge)]
    assert [round(each) for each in nudges] == [8, 20]


async def test_words_appear_while_she_speaks_only_if_there_is_room() -> None:
    busy, idle = Bench(always("我做了")), Bench(always("我做了"), idle=True)
    for bench in (busy, idle):
        await bench.start()
        await bench.play(speech(2.5))
    assert busy.of(Partial) == []
    assert len(idle.of(Partial)) >= 2
    assert idle.ears.asked == [], "for the screen a glance is enough"


async def test_thinking_is_filled_with_a_word() -> None:
    bench = Bench(always("我做了八年的月嫂一直都挺好"), answering=3.0)
    await bench.start()
    await bench.play(speech(1.5), silence(1.2))
    taken = bench.time.now
    await bench.play(silence(2.6))
    assert len(bench.spoken(taken - 0.5)) == 2
    assert bench.of(StateIs, taken - 0.4)[0].state == "thinking"


async def test_text_is_a_turn_of_the_same_conversation() -> None:
    bench = Bench(always("我做了八年了"))
    await bench.start(listen=False)
    bench.session.text("八年", "mine-1")
    await bench.pause(0.2)
    assert bench.of(Hush)
    assert bench.conversation.answers == ["八年"]
    assert bench.conversation.typed == [True]
    assert bench.of(TurnTaken)[0].turn["turn_id"] == "mine-1"
    await bench.listen()
    await bench.play(speech(1.0), silence(2.0))
    assert bench.conversation.typed == [True, False]


async def test_a_turn_without_end_is_taken_and_what_follows_is_not_lost() -> None:
    bench = Bench(lambda voiced: "讲" * int(voiced), questions=(("讲讲？", Topic.HISTORY), ("好。", None)))
    await bench.start()
    await bench.play(speech(80.0), silence(3.0))
    assert len(bench.conversation.answers) == 2
    assert 78 <= sum(len(each) for each in bench.conversation.answers) <= 82


async def test_a_long_story_is_not_transcribed_from_its_beginning_at_every_pause() -> None:
    bench = Bench(lambda voiced: "讲" * int(voiced + 0.2), questions=(("讲讲？", Topic.HISTORY), ("好。", None)))
    await bench.start()
    for _ in range(6):
        await bench.play(speech(7.0), silence(0.5))
    await bench.play(silence(1.5))
    assert max(seconds for seconds, _ in bench.ears.asked) < 24
    assert len(bench.conversation.answers) == 1
    assert 40 <= len(bench.conversation.answers[0]) <= 44


class TestEngines:
    """Engines that are full, fail or are missing."""

    async def test_full_ears_are_asked_again(self) -> None:
        answers: Iterator[Answer] = iter([UnavailableError("busy"), "我做了八年了"])
        bench = Bench(lambda _: next(answers))
        await bench.start()
        await bench.play(speech(1.0), silence(3.0))
        assert bench.conversation.answers == ["我做了八年了"]

    async def test_ears_that_fail_are_told_of_and_the_interview_goes_on(self) -> None:
        bench = Bench(always(UnavailableError("busy")))
        await bench.start()
        await bench.play(speech(1.0), silence(8.0))
        assert [each.key for each in bench.of(ProblemIs)] == ["busy"]
        assert bench.conversation.troubles == [Trouble.UNCLEAR]

    async def test_an_interview_that_fails_is_told_of_and_she_can_say_it_again(self) -> None:
        bench = Bench(always("我做了八年了"))
        await bench.start()
        bench.conversation.failure = UnavailableError("busy")
        await bench.play(speech(1.0), silence(2.0))
        assert [each.key for each in bench.of(ProblemIs)] == ["busy"]
        await bench.play(speech(1.0), silence(2.0))
        assert bench.conversation.answers == ["我做了八年了"]

    async def test_without_a_voice_everything_else_works(self) -> None:
        bench = Bench(always("我做了八年了"), voice=False)
        await bench.start()
        assert not bench.of(Ready)[0].voice
        await bench.play(speech(1.0), silence(2.0))
        assert bench.of(TurnTaken)
        assert bench.of(Speak) == []


class TestBrokenConnections:
    """The network goes away and comes back."""

    async def test_she_comes_back_in_the_middle_of_a_sentence(self) -> None:
        bench = Bench(by_length((0.4, "我做了"), (1.0, "我做了八年")))
        await bench.start()
        await bench.play(speech(0.5))
        bench.session.detach()
        await bench.pause(20)
        bench.session.resume()
        await bench.breathe()
        assert bench.of(Ready)[-1].received > 0
        await bench.play(speech(0.6), silence(2.0))
        assert bench.conversation.answers == ["我做了八年"]

    async def test_what_was_not_heard_is_said_again(self) -> None:
        bench = Bench(always("八年"))
        await bench.start(listen=False)
        bench.session.detach()
        await bench.pause(5)
        said = bench.time.now
        bench.session.resume()
        await bench.pause(1)
        assert bench.spoken(said) == ["您做这行几年了？"]

    async def test_the_last_turn_is_sent_again(self) -> None:
        bench = Bench(always("我做了八年了"))
        await bench.start()
        await bench.play(speech(1.0), silence(2.0))
        bench.session.detach()
        bench.session.resume()
        await bench.breathe()
        first, again = bench.of(TurnTaken)
        assert again.again
        assert again.turn == first.turn

    async def test_a_turn_answered_while_she_was_away_waits_for_her(self) -> None:
        bench = Bench(always("我做了八年了"), answering=1.0)
        await bench.start()
        await bench.play(speech(1.0), silence(1.3))
        bench.session.detach()
        await bench.pause(3)
        assert bench.of(TurnTaken) == []
        came_back = bench.time.now
        bench.session.resume()
        await bench.pause(1.0)
        assert bench.of(TurnTaken)
        assert bench.spoken(came_back) == ["想要多少工资？"]

    async def test_a_stalled_connection_is_neither_speech_nor_silence(self) -> None:
        bench = Bench(by_length((0.4, "我做了八年"), (1.0, "我做了八年月嫂")))
        await bench.start()
        await bench.play(speech(0.5), silence(0.3))
        await bench.pause(4.0)
        assert bench.conversation.answers == []
        await bench.play(speech(0.6), silence(2.0))
        assert bench.conversation.answers == ["我做了八年月嫂"]

    async def test_what_she_was_saying_is_taken_when_she_does_not_come_back(self) -> None:
        bench = Bench(always("我做了八年"))
        await bench.start()
        await bench.play(speech(1.0))
        bench.session.detach()
        await bench.session.finish()
        assert bench.conversation.answers == ["我做了八年"]


async def test_the_reply_is_made_ready_in_the_pause_before_the_turn_is_taken() -> None:
    bench = Bench(always("我做了八年了"), listening=0.2)
    await bench.start()
    await bench.play(speech(1.2), silence(0.6))
    assert bench.conversation.answers == []
    assert bench.conversation.foreseen == ["我做了八年了"]
    assert bench.voice.made_ready == ["想要多少工资？"]


async def test_nothing_is_made_ready_for_words_that_stop_halfway() -> None:
    bench = Bench(always("我做了八年然后"), listening=0.2)
    await bench.start()
    await bench.play(speech(1.2), silence(1.0))
    assert bench.conversation.foreseen == []


async def test_what_was_made_ready_is_given_up_when_she_goes_on() -> None:
    bench = Bench(by_length((1.0, "我做了八年了"), (2.0, "我做了八年了都是月嫂")), answering=5.0)
    await bench.start()
    await bench.play(speech(1.1), silence(0.4), speech(1.0))
    await bench.play(speech(3.0))
    assert bench.conversation.foreseen == []
    assert bench.voice.made_ready == []


async def test_what_cannot_be_foreseen_is_answered_all_the_same() -> None:
    bench = Bench(always("我做了八年了"))
    await bench.start()
    bench.conversation.foresees = UnavailableError("busy")
    await bench.play(speech(1.2), silence(1.5))
    assert bench.conversation.answers == ["我做了八年了"]
    assert bench.of(ProblemIs) == []


async def test_whoever_hesitates_in_the_middle_of_a_number_hears_that_we_listen() -> None:
    bench = Bench(by_length((0.4, "我做了"), (1.0, "我做了八年")), listening=0.2)
    await bench.start()
    await bench.play(speech(0.5))
    ended = bench.time.now
    await bench.play(silence(1.4), speech(0.6), silence(2.0))
    assert 0.95 < bench.when(Speak, ended) - ended < 1.2
    assert bench.conversation.answers == ["我做了八年"]


async def test_a_short_word_of_ours_does_not_hold_up_the_reply() -> None:
    bench = Bench(always("我做了八年了"), listening=0.3)
    await bench.start()
    await bench.play(speech(1.2))
    ended = bench.time.now
    await bench.play(silence(1.5))
    aside, reply = bench.of(Speak, ended)[:2]
    assert reply.text == "想要多少工资？"
    assert bench.voice.length(aside.text) - aside.seconds > 0.03


async def test_where_the_words_come_late_the_reply_comes_without_a_short_sound_before_it() -> None:
    bench = Bench(always("我做了八年了"), listening=0.9)
    await bench.start()
    await bench.play(speech(1.2))
    ended = bench.time.now
    await bench.play(silence(2.0))
    assert bench.spoken(ended) == ["想要多少工资？"]


async def test_with_many_callers_there_are_no_partial_words() -> None:
    bench = Bench(always("我以前在一家做了三年"), idle=True, crowded=True)
    await bench.start()
    await bench.play(speech(3.0))
    assert bench.of(Partial) == []


async def test_with_many_callers_an_old_attempt_is_not_begun() -> None:
    bench = Bench(always("我做了八年"), listening=2.0, crowded=True)
    await bench.start()
    await bench.play(speech(1.0), silence(0.3), speech(1.0))
    await bench.play(speech(2.0))
    assert bench.of(Partial) == []
