"""The live session as she meets it: frames of sound in, messages and sound out, no second slept."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.kit.errors import UnavailableError
from assistant.speech.live.wire import HeardTurn, Hush, Nudge, ProblemIs, Ready, Speak, StateIs, TurnTaken
from assistant.speech.model import Transcript, Trouble
from tests.speech.live.fakes import Answer, Bench, always, by_length, silence, speech


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


async def test_a_long_silence_is_met_with_a_kind_word_twice_and_no_more() -> None:
    bench = Bench(always("八年"))
    await bench.start()
    began = bench.time.now
    await bench.play(silence(40.0))
    nudges = [at - began for at, each in bench.sent if isinstance(each, Nudge)]
    assert [round(each) for each in nudges] == [8, 20]


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
