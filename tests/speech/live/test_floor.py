"""She makes a sound while the interviewer speaks."""

from __future__ import annotations

import pytest

from assistant.profile.model import Topic
from assistant.speech.live.wire import Hush, Speak, TurnTaken
from assistant.speech.model import Trouble
from tests.speech.live.fakes import Bench, always, hum, silence, speech


class TestOverOurWords:
    """She makes a sound while the interviewer speaks."""

    QUESTIONS = (("您好，我是面试助手，问您几个问题，慢慢说。您做这行几年了？", Topic.EXPERIENCE), ("好。", None))

    async def test_she_speaks_and_it_is_silent_at_once(self) -> None:
        bench = Bench(always("我做了八年了"), questions=self.QUESTIONS)
        await bench.start(listen=False)
        await bench.play(silence(1.0))
        began = bench.time.now
        await bench.play(speech(1.2), silence(1.5))
        assert bench.when(Hush, began) - began <= 0.2
        stopped = bench.when(Hush)
        assert bench.conversation.answers == ["我做了八年了"]
        later = [each for at, each in bench.sent if at > stopped and isinstance(each, Speak | bytes)]
        assert isinstance(later[0], Speak), "no sound of a dropped clip may follow"

    @pytest.mark.parametrize("sound", [hum(0.4), speech(0.15, loud=0.12)], ids=["嗯", "cough"])
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
