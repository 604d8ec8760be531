"""Short sounds in her pauses: that she was heard, that we listen, that we think."""

from __future__ import annotations

import pytest

from assistant.profile.model import Topic
from assistant.speech.live.limits import phrases
from assistant.speech.live.wire import Speak, StateIs, TurnTaken
from assistant.speech.model import Trouble
from tests.speech.live.fakes import Bench, always, by_length, silence, speech


async def test_words_that_may_go_on_are_answered_with_a_sound_that_leaves_her_the_floor() -> None:
    bench = Bench(by_length((1.0, "我想想看啊那边"), (2.2, "我想想看啊那边做了八年")), listening=0.3)
    await bench.start()
    await bench.play(speech(1.2))
    ended = bench.time.now
    await bench.play(silence(0.95), speech(1.0), silence(2.0))
    assert 0.7 < bench.when(Speak, ended) - ended < 0.85
    assert bench.conversation.answers == ["我想想看啊那边做了八年"]


async def test_thinking_is_filled_with_a_word() -> None:
    bench = Bench(always("我做了八年的月嫂一直都挺好"), answering=3.0)
    await bench.start()
    await bench.play(speech(1.5), silence(1.2))
    taken = bench.time.now
    await bench.play(silence(2.6))
    assert len(bench.spoken(taken - 0.5)) == 2
    assert bench.of(StateIs, taken - 0.4)[0].state == "thinking"


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


async def test_while_her_words_are_not_known_yet_she_hears_that_we_listen() -> None:
    bench = Bench(always("我做了八年了"), listening=0.9)
    await bench.start()
    await bench.play(speech(1.2))
    ended = bench.time.now
    await bench.play(silence(2.0))
    assert bench.when(Speak, ended) - ended < 0.8
    first, *others = bench.spoken(ended)
    assert first in phrases("zh").listening
    assert others == ["想要多少工资？"]


async def test_a_sound_as_short_as_a_cough_is_not_answered_before_it_is_known_to_be_words() -> None:
    bench = Bench(always(Trouble.NOISE), listening=1.5)
    await bench.start()
    ended = bench.time.now
    await bench.play(speech(0.2), silence(2.0))
    assert bench.spoken(ended) == []


GRANTED = (("您做这行几年了？", Topic.EXPERIENCE), ("好的。想要多少工资？", Topic.SALARY))


async def test_a_reply_that_begins_by_saying_that_she_was_heard_begins_before_her_turn_is_taken() -> None:
    bench = Bench(always("我做了八年了"), listening=0.2, questions=GRANTED)
    await bench.start()
    await bench.play(speech(1.2))
    ended = bench.time.now
    await bench.play(silence(1.5))
    assert bench.when(Speak, ended) - ended < 0.5
    assert bench.when(Speak, ended) < bench.when(TurnTaken, ended)
    assert bench.spoken(ended) == ["好的。", "想要多少工资？"]


async def test_an_opening_that_sounds_like_the_end_is_kept_for_words_that_are_whole() -> None:
    bench = Bench(always("我想想看啊那边"), listening=0.2, questions=GRANTED)
    await bench.start()
    await bench.play(speech(1.2))
    ended = bench.time.now
    await bench.play(silence(2.0))
    first, *others = bench.spoken(ended)
    assert first in phrases("zh").listening
    assert others == ["好的。", "想要多少工资？"]


async def test_whoever_goes_on_after_the_opening_hears_the_whole_reply_in_the_end() -> None:
    bench = Bench(by_length((1.0, "我做了八年了"), (1.5, "我做了八年了都是月嫂")), listening=0.2, questions=GRANTED)
    await bench.start()
    began = bench.time.now
    await bench.play(speech(1.2), silence(0.6), speech(0.8), silence(2.0))
    assert bench.conversation.answers == ["我做了八年了都是月嫂"]
    assert bench.spoken(began) == ["好的。", "好的。", "想要多少工资？"]


async def test_a_reply_that_is_not_foreseen_soon_is_not_waited_for() -> None:
    bench = Bench(always("我做了八年了"), listening=0.2, answering=0.5, questions=GRANTED)
    await bench.start()
    await bench.play(speech(1.2))
    ended = bench.time.now
    await bench.play(silence(2.5))
    assert bench.when(Speak, ended) - ended < 0.65
    assert bench.spoken(ended)[-1] == "想要多少工资？"


async def test_words_that_may_go_on_are_met_with_an_opening_that_leaves_her_the_floor() -> None:
    questions = (("您做这行几年了？", Topic.EXPERIENCE), ("好，想要多少工资？", Topic.SALARY))
    bench = Bench(always("我想想看啊那边"), listening=0.2, questions=questions)
    await bench.start()
    await bench.play(speech(1.2))
    ended = bench.time.now
    await bench.play(silence(2.0))
    assert bench.when(Speak, ended) - ended < 0.8
    assert bench.spoken(ended) == ["好，", "想要多少工资？"]


@pytest.mark.parametrize("foreseeing", [0.0, 0.4])
async def test_what_was_foreseen_for_one_turn_does_not_open_the_next(foreseeing: float) -> None:
    questions = (("您做这行几年了？", Topic.EXPERIENCE), ("好，想要多少工资？", Topic.SALARY), ("几岁？", Topic.AGE))
    bench = Bench(always("我做了八年了"), listening=0.45, answering=foreseeing, questions=questions)
    await bench.start()
    await bench.play(speech(1.2), silence(2.0))
    await bench.listen()
    bench.ears.seconds = 0.9
    await bench.play(speech(1.2))
    ended = bench.time.now
    await bench.play(silence(2.0))
    assert bench.spoken(ended)[0] in phrases("zh").listening
