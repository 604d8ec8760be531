"""What a speaker promises to those who play what it says."""

from __future__ import annotations

import asyncio
from pathlib import Path
from threading import Event

import pytest

from assistant.kit.errors import UnavailableError
from assistant.kit.workers import WorkerPool
from assistant.speech import encode
from assistant.speech.cache import ClipCache
from assistant.speech.scripted import ScriptedSynthesizer
from assistant.speech.speaker import Speaker


def _speaker(synthesizer: ScriptedSynthesizer, folder: Path | None = None, *, queue: int = 8) -> Speaker:
    return Speaker(synthesizer, ClipCache(folder), WorkerPool(1, queue, 30), idle_seconds=0)


async def test_a_reply_is_spoken_sentence_by_sentence_in_order() -> None:
    engine = ScriptedSynthesizer()
    said = [piece async for piece, clip in _speaker(engine).say("好的。您想找什么活儿？", "zh") if clip.seconds]
    assert said == ["好的。", "您想找什么活儿？"]


async def test_numbers_are_worded_before_they_are_spoken() -> None:
    engine = ScriptedSynthesizer()
    await _speaker(engine).clip("一个月8500元。", "zh")
    assert engine.calls == [("一个月八千五百元。", "zh")]


async def test_a_sentence_is_made_once() -> None:
    engine = ScriptedSynthesizer()
    speaker = _speaker(engine)
    await asyncio.gather(*(speaker.clip("您好。", "zh") for _ in range(5)))
    await speaker.clip("您好。", "zh")
    assert len(engine.calls) == 1


async def test_the_next_sentence_is_made_while_this_one_is_played() -> None:
    engine = ScriptedSynthesizer()
    said = _speaker(engine).say("好的。您想找什么活儿？", "zh")
    await anext(said)
    for _ in range(200):
        if len(engine.calls) == 2:
            break
        await asyncio.sleep(0.01)
    assert len(engine.calls) == 2
    await said.aclose()


async def test_stopping_gives_up_what_was_not_begun() -> None:
    hold = Event()
    engine = ScriptedSynthesizer(hold=hold)
    speaker = _speaker(engine)
    busy = asyncio.create_task(speaker.clip("先说这句。", "zh"))
    await asyncio.sleep(0.05)
    late = asyncio.create_task(speaker.clip("不用说了。", "zh"))
    await asyncio.sleep(0.05)
    late.cancel()
    with pytest.raises(asyncio.CancelledError):
        await late
    # Giving up reaches the worker with the next turn of the loop.
    await asyncio.sleep(0.05)
    hold.set()
    await busy
    await speaker.clip("最后一句。", "zh")
    assert [sentence for sentence, _ in engine.calls] == ["先说这句。", "最后一句。"]


async def test_one_listener_leaving_does_not_silence_the_other() -> None:
    hold = Event()
    speaker = _speaker(ScriptedSynthesizer(hold=hold))
    leaving, staying = (asyncio.create_task(speaker.clip("您好。", "zh")) for _ in range(2))
    await asyncio.sleep(0.05)
    leaving.cancel()
    hold.set()
    assert (await staying).seconds > 0


async def test_a_failure_is_told_and_the_next_try_is_fresh() -> None:
    speaker = _speaker(ScriptedSynthesizer(failures=[UnavailableError("voice_failed")]))
    with pytest.raises(UnavailableError):
        await speaker.clip("您好。", "zh")
    assert (await speaker.clip("您好。", "zh")).seconds > 0


async def test_a_full_queue_is_told_at_once() -> None:
    hold = Event()
    speaker = _speaker(ScriptedSynthesizer(hold=hold), queue=0)
    busy = asyncio.create_task(speaker.clip("您好。", "zh"))
    await asyncio.sleep(0.05)
    with pytest.raises(UnavailableError, match="busy"):
        await speaker.clip("再见。", "zh")
    hold.set()
    await busy


async def test_only_sentences_of_the_product_are_kept_on_disk(tmp_path: Path) -> None:
    speaker = _speaker(ScriptedSynthesizer(), tmp_path)
    await speaker.prepare([("好的。您想找什么活儿？", "zh")])
    kept = len(list(tmp_path.rglob("*.npz")))
    await speaker.clip("张阿姨，您好。", "zh")
    assert kept == len(list(tmp_path.rglob("*.npz"))) == 2


async def test_what_is_named_first_is_spoken_ahead_first(tmp_path: Path) -> None:
    engine = ScriptedSynthesizer()
    await _speaker(engine, tmp_path).prepare([("乙。", "zh"), ("Welcome.", "en"), ("丙。", "zh"), ("甲。", "zh")])
    assert [sentence for sentence, _ in engine.calls] == ["乙。", "丙。", "甲。", "Welcome."]


async def test_nothing_is_made_ahead_while_somebody_is_listened_to() -> None:
    engine, listening = ScriptedSynthesizer(), [True]
    pool = WorkerPool(1, 8, 30)
    speaker = Speaker(engine, ClipCache(None), pool, idle_seconds=0, busy_elsewhere=lambda: listening[0])
    preparing = speaker.prepare([("您好。", "zh")])
    await asyncio.sleep(0.2)
    assert engine.calls == []
    listening[0] = False
    await preparing
    assert len(engine.calls) == 1


async def test_preparing_goes_on_where_it_was(tmp_path: Path) -> None:
    texts = [("好的。您想找什么活儿？", "zh"), ("Thank you.", "en")]
    await _speaker(ScriptedSynthesizer(), tmp_path).prepare([("好的。", "zh")])
    engine = ScriptedSynthesizer()
    await _speaker(engine, tmp_path).prepare([(text, "zh" if language == "zh" else "en") for text, language in texts])
    assert [sentence for sentence, _ in engine.calls] == ["您想找什么活儿？", "Thank you."]


async def test_a_failed_sentence_does_not_end_preparing(tmp_path: Path) -> None:
    engine = ScriptedSynthesizer(failures=[UnavailableError("voice_failed")])
    await _speaker(engine, tmp_path).prepare([("好的。您想找什么活儿？", "zh")])
    assert len(list(tmp_path.rglob("*.npz"))) == 1


async def test_preparing_can_be_stopped() -> None:
    hold = Event()
    speaker = _speaker(ScriptedSynthesizer(hold=hold))
    preparing = speaker.prepare([("好的。", "zh"), ("您好。", "zh")])
    await asyncio.sleep(0.05)
    speaker.stop_preparing()
    hold.set()
    with pytest.raises(asyncio.CancelledError):
        await preparing


async def test_a_fixed_long_sentence_is_one_piece() -> None:
    text = "不好意思，这句没有听清楚，麻烦您靠近手机慢慢地再说一遍。"
    speaker = _speaker(ScriptedSynthesizer())
    assert len(speaker.pieces(text, "zh")) == 2
    await speaker.prepare([(text, "zh")])
    assert speaker.pieces(text, "zh") == [text]


async def test_a_sentence_is_encoded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    speaker = _speaker(ScriptedSynthesizer())
    sound = await speaker.mp3("您好。", "zh")
    monkeypatch.setattr(encode, "mp3", lambda _: pytest.fail("encoded again"))
    assert sound
    assert await speaker.mp3("您好。", "zh") == sound


async def test_a_fixed_sentence_is_kept_as_players_take_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    await _speaker(ScriptedSynthesizer(), tmp_path).prepare([("您好。", "zh")])
    monkeypatch.setattr(encode, "mp3", lambda _: pytest.fail("encoded again"))
    engine = ScriptedSynthesizer()
    assert await _speaker(engine, tmp_path).mp3("您好。", "zh")
    assert engine.calls == []


async def test_what_can_hold_her_words_is_not_kept_encoded_either(tmp_path: Path) -> None:
    assert await _speaker(ScriptedSynthesizer(), tmp_path).mp3("张阿姨，您好。", "zh")
    assert list(tmp_path.rglob("*.mp3")) == []


async def test_the_parts_of_a_reply_are_those_of_its_sentences() -> None:
    speaker = _speaker(ScriptedSynthesizer())
    parts = [part async for part in speaker.say_mp3("好的。您想找什么活儿？", "zh")]
    assert parts == [await speaker.mp3(piece, "zh") for piece in ("好的。", "您想找什么活儿？")]


async def test_what_a_reply_begins_with_is_made_ready() -> None:
    engine = ScriptedSynthesizer()
    speaker = _speaker(engine)
    await speaker.ready("好的。您想找什么活儿？", "zh")
    assert [text for text, _ in engine.calls] == ["好的。", "您想找什么活儿？"]
    assert [piece async for piece, _ in speaker.say("好的。您想找什么活儿？", "zh")] == ["好的。", "您想找什么活儿？"]
    assert len(engine.calls) == 2


async def test_nothing_is_made_ready_while_others_wait_for_their_sound() -> None:
    hold = Event()
    engine = ScriptedSynthesizer(hold=hold)
    speaker = _speaker(engine)
    waited_for = asyncio.create_task(speaker.clip("先说这句。", "zh"))
    await asyncio.sleep(0.05)
    await speaker.ready("您想找什么活儿？", "zh")
    hold.set()
    await waited_for
    assert [text for text, _ in engine.calls] == ["先说这句。"]
