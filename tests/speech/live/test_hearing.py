"""When her turn is over, and what is shown of it meanwhile: a slow speaker, numbers, pauses, stories without end."""

from __future__ import annotations

from assistant.profile.model import Topic
from assistant.speech.live.wire import Partial, Speak, TurnTaken
from assistant.speech.model import Trouble
from tests.speech.live.fakes import Bench, always, by_length, silence, speech


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


async def test_words_appear_while_she_speaks_only_if_there_is_room() -> None:
    busy, idle = Bench(always("我做了")), Bench(always("我做了"), idle=True)
    for bench in (busy, idle):
        await bench.start()
        await bench.play(speech(2.5))
    assert busy.of(Partial) == []
    assert len(idle.of(Partial)) >= 2
    assert idle.ears.asked == [], "for the screen a glance is enough"


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
