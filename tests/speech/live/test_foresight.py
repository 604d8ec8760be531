"""The reply is made ready while she may still go on."""

from __future__ import annotations

from assistant.kit.errors import UnavailableError
from assistant.speech.live.wire import ProblemIs
from tests.speech.live.fakes import Bench, always, by_length, silence, speech


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
