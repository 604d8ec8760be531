"""Answers she speaks: one turn each, whatever the network, the microphone or the queue do."""

from __future__ import annotations

import asyncio
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from threading import Event

import httpx
import pytest

from assistant.kit.clock import FixedClock
from assistant.kit.settings import Settings
from assistant.speech.model import Change, Transcript, Trouble
from assistant.speech.scripted import spread
from tests.api.conftest import Stage, staged
from tests.api.sounds import tone


def files(settings: Settings) -> list[Path]:
    """Every file kept of anybody."""
    return sorted(path for path in (settings.data_dir / "files").rglob("*") if path.is_file())


async def until(condition: Callable[[], bool]) -> None:
    """Let the rest of the application run until something holds."""
    for _ in range(3_000):
        if condition():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it never came to that")


async def test_a_spoken_answer_is_a_turn_with_its_transcript(stage: Stage) -> None:
    walk = await stage.open()
    stage.script[1.0] = "我叫王芳"
    answered = await walk.speak(1.0, "c1")
    assert answered["transcript"]["text"] == answered["transcript"]["heard"] == "我叫王芳"
    assert answered["transcript"]["words"][0]["text"] == "我"
    assert (await walk.profile())["name"] == "王芳"
    fact = answered["facts"][0]
    assert answered["transcript"]["text"][fact["start"] : fact["end"]] == fact["quote"]


async def test_what_was_understood_is_the_answer_and_what_was_heard_stays_beside_it(stage: Stage) -> None:
    walk = await stage.open()
    stage.script[1.0] = Transcript(
        text="我做月嫂",
        heard="我做约嫂",
        language="zh",
        seconds=1.0,
        words=spread("我做约嫂", 1.0),
        changes=(Change(start=2, end=4, heard="约嫂", understood="月嫂"),),
    )
    answered = await walk.speak(1.0)
    assert answered["transcript"]["changes"] == [{"start": 2, "end": 4, "heard": "约嫂", "understood": "月嫂"}]
    document = (await walk.get()).json()
    assert document["profile"]["jobs"] == ["maternity_nurse"]
    (recording,) = document["recordings"]
    assert (recording["text"], recording["heard"]) == ("我做月嫂", "我做约嫂")
    fact = document["facts"][0]
    assert fact["quote"] == "月嫂"
    assert recording["quotes"] == [{"fact": 0, "start": 0.5, "end": 1.0}]


async def test_the_same_send_again_is_the_same_turn_again(stage: Stage) -> None:
    walk = await stage.open()
    stage.script |= {1.0: "我叫王芳", 2.0: "做了八年月嫂"}
    first = await walk.speak(1.0, "c1")
    await walk.speak(2.0, "c2")
    assert await walk.speak(1.0, "c1") == first
    assert await walk.speak(2.0, "c1") == first, "whatever the file is now"
    assert (await walk.post(None, "c1")).json() == first
    typed = await walk.say("我叫李四", "c1")
    assert typed == {key: value for key, value in first.items() if key != "transcript"}
    assert len(stage.recognizer.calls) == 2


async def test_an_answer_that_got_through_typed_is_not_taken_again_spoken(stage: Stage) -> None:
    walk = await stage.open()
    typed = await walk.say("我叫王芳", "c1")
    spoken = await walk.speak(1.0, "c1")
    assert spoken == typed | {"transcript": None}
    assert stage.recognizer.calls == []


async def test_one_recording_sent_twice_at_once_is_one_turn(stage: Stage, settings: Settings) -> None:
    walk = await stage.open()
    stage.script[1.0] = "我叫王芳"
    one, other = await asyncio.gather(walk.speak(1.0, "c1"), walk.speak(1.0, "c1"))
    assert one == other
    assert len(files(settings)) == 1
    assert len((await walk.get()).json()["recordings"]) == 1


async def test_recordings_sent_at_once_are_heard_in_the_order_they_came(stage: Stage) -> None:
    walk = await stage.open()
    said = {1.0: "我叫王芳", 1.5: "做月嫂", 2.0: "做了八年", 2.5: "河南周口的", 3.0: "月休四天"}
    stage.script |= said
    await asyncio.gather(*(walk.speak(seconds) for seconds in said))
    document = (await walk.get()).json()
    heard = [line["text"] for line in document["transcript"] if line["role"] == "worker"]
    assert heard == ["同意", *said.values()]
    assert document["profile"]["hometown"] == {"province": "河南", "city": "周口"}
    assert document["profile"]["rest_days_per_month"] == {"min": 4, "max": 4}


async def test_when_nobody_can_listen_now_the_recording_waits_for_the_next_try(
    settings: Settings, clock: FixedClock
) -> None:
    held = Event()
    async with staged(settings.model_copy(update={"asr_queue": 1}), clock, held) as stage:
        stage.script |= {1.0: "我叫王芳", 2.0: "我叫李四"}
        walks = [await stage.open() for _ in range(3)]
        busy = [asyncio.create_task(walk.speak(1.0, "c1")) for walk in walks[:2]]
        await until(lambda: stage.app.state.voice.pools.ears.busy == 2)
        refused = await walks[2].post(tone(1.0), "c1")
        assert refused.status_code == 503
        assert int(refused.headers["Retry-After"]) > 0
        assert refused.json()["code"] == "audio_waiting"
        assert (await walks[2].get()).json()["waiting"] == ["c1"]
        held.set()
        await asyncio.gather(*busy)
        again = (await walks[2].post(None, "c1")).json()
        assert again["transcript"]["text"] == "我叫王芳"
        assert (await walks[2].get()).json()["waiting"] == []
        assert (await walks[2].post(tone(2.0), "c1")).json() == again


async def test_a_server_that_stops_while_she_waits_loses_nothing(settings: Settings, clock: FixedClock) -> None:
    held = Event()
    async with staged(settings.model_copy(update={"asr_seconds": 0.3}), clock, held) as stage:
        stage.script[1.0] = "我叫王芳"
        walk = await stage.open()
        assert (await walk.post(tone(1.0), "c1")).json()["code"] == "audio_waiting"
    async with staged(settings, clock, script={1.0: "我叫王芳"}) as stage:
        walk.client = stage.client
        assert (await walk.get()).json()["waiting"] == ["c1"]
        assert (await walk.post(None, "c1")).json()["transcript"]["text"] == "我叫王芳"
        assert (await walk.profile())["name"] == "王芳"


async def test_a_recording_on_which_listening_keeps_failing_is_asked_for_again(
    settings: Settings, clock: FixedClock
) -> None:
    held = Event()
    async with staged(settings.model_copy(update={"asr_seconds": 0.05, "asr_workers": 4}), clock, held) as stage:
        stage.script[1.0] = "我叫王芳"
        walk = await stage.open()
        codes = [(await walk.post(tone(1.0), "c1")).status_code for _ in range(3)]
        assert codes == [503, 503, 200]
        assert (await walk.get()).json()["waiting"] == []


async def test_before_she_agrees_nothing_is_kept_and_her_yes_is(stage: Stage, settings: Settings) -> None:
    walk = await stage.open(consent=False)
    stage.script |= {1.0: "你好", 2.0: "同意"}
    await walk.speak(1.0, "c1")
    assert files(settings) == []
    await walk.speak(2.0, "c2")
    assert len(files(settings)) == 1
    (recording,) = (await walk.get()).json()["recordings"]
    assert recording["text"] == "同意"


async def test_the_recording_of_a_no_is_never_kept(stage: Stage, settings: Settings) -> None:
    walk = await stage.open(consent=False)
    stage.script[1.0] = "不同意"
    await walk.speak(1.0)
    await walk.speak(1.0)
    assert (await walk.get()).json()["state"] == "declined"
    assert files(settings) == []
    refused = await walk.post(tone(1.0))
    assert (refused.status_code, refused.json()["code"]) == (409, "interview_declined")


@pytest.mark.parametrize("typed", [True, False])
async def test_taking_back_her_consent_removes_her_recordings(stage: Stage, settings: Settings, *, typed: bool) -> None:
    walk = await stage.open()
    no = "我不同意了，别用我说的"
    stage.script |= {1.0: "我叫王芳", 2.0: no}
    await walk.speak(1.0)
    assert len(files(settings)) == 1
    await (walk.say(no) if typed else walk.speak(2.0))
    document = (await walk.get()).json()
    assert document["state"] == "declined"
    assert document["recordings"] == []
    assert files(settings) == []


async def test_deleting_the_interview_deletes_its_recordings(stage: Stage, settings: Settings) -> None:
    one, other = await stage.open(), await stage.open()
    stage.script[1.0] = "我叫王芳"
    await one.speak(1.0)
    answered = await other.speak(1.0)
    await stage.client.delete(one.path, headers=one.headers)
    assert [path.parent.name for path in files(settings)] == [other.id]
    assert (await other.get(f"/recordings/{answered['turn_id']}")).status_code == 200


@pytest.mark.parametrize("trouble", list(Trouble))
async def test_what_cannot_be_heard_is_asked_again_kindly(stage: Stage, trouble: Trouble) -> None:
    walk = await stage.open()
    asking = walk.reply["asking"]
    stage.script[1.0] = trouble
    first = await walk.speak(1.0, "c1")
    assert first["transcript"]["trouble"] == trouble.value
    assert first["facts"] == []
    assert first["reply"]["asking"] == asking
    assert await walk.speak(1.0, "c1") == first
    second = await walk.speak(1.0, "c2")
    assert second["reply"]["asking"] == asking
    assert "打字" in second["reply"]["text"]
    assert "人工" in second["reply"]["quick_replies"]
    stage.script[2.0] = "我叫王芳"
    await walk.speak(2.0)
    assert (await walk.profile())["name"] == "王芳"


async def test_an_empty_transcript_is_silence(stage: Stage) -> None:
    walk = await stage.open()
    stage.script[1.0] = "  "
    assert (await walk.speak(1.0))["transcript"]["trouble"] == "silence"


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("工资想要一万二一个月", "一万二"),
        ("我电话是幺三八零零一三八零零零", "幺三八"),
        ("一个月休四天", "四天"),
    ],
)
async def test_numbers_she_spoke_are_read_back_as_people_say_them(stage: Stage, said: str, read: str) -> None:
    walk = await stage.open()
    stage.script |= {1.0: said, 2.0: "对"}
    reply = (await walk.speak(1.0))["reply"]
    assert read in reply["text"]
    assert reply["quick_replies"] == ["对", "不对"]
    await walk.speak(2.0)
    facts = (await walk.get()).json()["facts"]
    assert facts[-1]["status"] == "confirmed"


async def test_numbers_she_typed_are_not_read_back_even_after_a_recording(stage: Stage) -> None:
    walk = await stage.open(channel="text")
    stage.script[1.0] = "我叫王芳"
    await walk.speak(1.0)
    reply = (await walk.say("工资想要一万二一个月"))["reply"]
    assert reply["quick_replies"] != ["对", "不对"]


async def test_her_own_recording_comes_back_whole_or_in_ranges(stage: Stage) -> None:
    walk = await stage.open()
    stage.script[1.0] = "我叫王芳"
    answered = await walk.speak(1.0)
    path = f"/recordings/{answered['turn_id']}"
    whole = await walk.get(path)
    assert "Content-Encoding" not in whole.headers, "a range of a compressed file would be nonsense"
    assert (whole.content, whole.headers["Content-Type"]) == (tone(1.0), "audio/wav")
    assert "private" in whole.headers["Cache-Control"]
    part = await stage.client.get(walk.path + path, headers=walk.headers | {"Range": "bytes=10-19"})
    assert (part.status_code, part.content) == (206, tone(1.0)[10:20])
    assert part.headers["Content-Range"] == f"bytes 10-19/{len(tone(1.0))}"
    other = await stage.open()
    for headers in ({}, other.headers):
        assert (await stage.client.get(walk.path + path, headers=headers)).status_code == 401
    assert (await other.get(path)).status_code == 404


def zipped() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("answer.webm", "no sound")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "status", "code"),
    [
        (None, 422, "audio_missing"),
        (b"", 422, "audio_missing"),
        (zipped(), 422, "audio_kind"),
        (b"#EXTM3U\nhttp://example.org/a.mp3", 422, "audio_kind"),
        (b"\x1aE\xdf\xa3" + b"\x00" * 200, 422, "audio_broken"),
        (tone(200.0, rate=8_000), 413, "audio_too_long"),
        (b"RIFF" + b"\x00" * 10_100_000, 413, "audio_too_large"),
    ],
    ids=["no file", "empty", "a renamed zip", "a playlist", "cut off", "too long", "too large"],
)
async def test_what_is_no_recording_is_declined_kindly_and_the_interview_is_whole(
    stage: Stage, settings: Settings, data: bytes | None, status: int, code: str
) -> None:
    walk = await stage.open()
    refused = await walk.post(data, "c1")
    assert (refused.status_code, refused.json()["code"]) == (status, code)
    assert refused.headers["Content-Type"] == "application/problem+json"
    assert "打字" in refused.json()["detail"] or "分几次" in refused.json()["detail"]
    english = await stage.client.post(
        f"{walk.path}/audio",
        files={"file": ("a.webm", data or b"", "audio/webm")},
        headers=walk.headers | {"Accept-Language": "en"},
    )
    assert english.json()["detail"].isascii()
    assert files(settings) == []
    stage.script[1.0] = "我叫王芳"
    await walk.speak(1.0, "c1")
    assert (await walk.profile())["name"] == "王芳"


async def test_a_studio_recording_is_listened_to_like_any_other(stage: Stage) -> None:
    walk = await stage.open()
    stage.script[1.0] = "我叫王芳"
    response = await walk.post(tone(1.0, rate=96_000, channels=8))
    assert response.json()["transcript"]["text"] == "我叫王芳"


async def test_a_wrong_token_or_a_strangers_interview_is_no_way_in(stage: Stage) -> None:
    walk, other = await stage.open(), await stage.open()
    for path, headers, status in (
        (walk.path, {}, 401),
        (walk.path, other.headers, 401),
        ("/api/v1/interviews/int_NOSUCH", walk.headers, 404),
    ):
        upload = {"file": ("a.webm", tone(1.0), "audio/webm")}
        assert (await stage.client.post(f"{path}/audio", files=upload, headers=headers)).status_code == status
    assert stage.recognizer.calls == []


async def test_a_finished_interview_still_takes_a_spoken_correction(stage: Stage) -> None:
    walk = await stage.open()
    await stage.client.post(f"{walk.path}/finish", headers=walk.headers)
    stage.script[1.0] = "我叫王芳"
    answered = await walk.speak(1.0)
    assert answered["reply"]["done"]
    assert (await walk.profile())["name"] == "王芳"


async def test_where_voice_is_off_a_recording_is_declined_and_typing_works(client: httpx.AsyncClient) -> None:
    created = (await client.post("/api/v1/interviews", json={"channel": "audio"})).json()
    assert "speech_url" not in created["reply"] or created["reply"]["speech_url"] is None
    headers = {"Authorization": f"Bearer {created['token']}"}
    path = f"/api/v1/interviews/{created['id']}"
    refused = await client.post(f"{path}/audio", files={"file": ("a.wav", tone(1.0))}, headers=headers)
    assert (refused.status_code, refused.json()["code"]) == (503, "ears_off")
    assert (await client.post(f"{path}/turns", json={"text": "同意"}, headers=headers)).status_code == 200
