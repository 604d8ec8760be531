"""Recordings kept: with consent, for their time, each heard once; on PostgreSQL as on SQLite."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.interview.recordings import RecordingService
from assistant.interview.service import InterviewService
from assistant.kit.blobs import FolderBlobStore
from assistant.kit.clock import FixedClock
from assistant.kit.database import Database
from assistant.kit.errors import BadInputError, NotFoundError, UnavailableError
from assistant.kit.settings import Settings
from assistant.profile.model import Language, Topic
from assistant.speech.model import Transcript, Trouble
from assistant.speech.scripted import spread
from assistant.wiring import blob_store, interview_service, opened_database, recording_service
from tests.api.sounds import tone

WAV = tone(0.2)


def transcript(text: str, trouble: Trouble | None = None) -> Transcript:
    return Transcript(text=text, heard=text, language="zh", seconds=1.0, words=spread(text, 1.0), trouble=trouble)


class Ears:
    """Hears what the bytes stand for; a step of the script may fail or wait."""

    name = "script"

    def __init__(self, *script: str | Exception | Trouble | Transcript) -> None:
        self.script = list(script)
        self.asked: list[Topic | None] = []

    async def hear(self, data: bytes, language: Language, asking: Topic | None) -> Transcript:
        assert data
        assert language == "zh"
        self.asked.append(asking)
        step = self.script.pop(0)
        await asyncio.sleep(0)
        if isinstance(step, Exception):
            raise step
        if isinstance(step, Transcript):
            return step
        return transcript("", step) if isinstance(step, Trouble) else transcript(step)


@pytest.fixture
def interviews(database: Database, settings: Settings, clock: FixedClock) -> InterviewService:
    return interview_service(database, settings, clock)


Made = Callable[..., RecordingService]


@pytest.fixture
def listening(database: Database, settings: Settings, clock: FixedClock, interviews: InterviewService) -> Made:
    def made(*script: str | Exception | Trouble | Transcript) -> RecordingService:
        return recording_service(database, settings, clock, interviews, Ears(*script))

    return made


def kept(settings: Settings) -> list[str]:
    return sorted(path.name for path in (settings.data_dir / "files").rglob("*") if path.is_file())


async def walk(interviews: InterviewService, recordings: RecordingService) -> None:
    """One interview by recordings: consent, a race, a repeat, a busy moment, an unheard answer, deletion."""
    opened = await interviews.open("zh", None, "audio")
    await recordings.answer(opened.id, opened.token, WAV, "c0")
    race = [recordings.answer(opened.id, opened.token, WAV, name) for name in ("c1", "c2", "c1")]
    one, two, again = await asyncio.gather(*race)
    assert one == again
    assert one.turn_id != two.turn_id
    with pytest.raises(UnavailableError) as busy:
        await recordings.answer(opened.id, opened.token, WAV, "c3")
    assert busy.value.key == "audio_waiting"
    assert busy.value.retry_after
    heard = await recordings.answer(opened.id, opened.token, b"", "c3")
    assert heard.transcript is not None
    unheard = await recordings.answer(opened.id, opened.token, WAV, "c4")
    assert unheard.facts == []
    assert unheard.reply.asking == heard.reply.asking
    view = await interviews.view(opened.id, opened.token)
    profile = view.folded.profile.wire()
    assert profile["name"] == "王芳"
    assert profile["hometown"] == {"province": "河南", "city": "周口"}
    assert {recording.client_turn_id for recording in view.recordings} == {"c0", "c1", "c2", "c3", "c4"}
    assert (await recordings.file(opened.id, opened.token, heard.turn_id)).data == WAV
    await interviews.delete(opened.id, opened.token)
    with pytest.raises(NotFoundError):
        await recordings.file(opened.id, opened.token, heard.turn_id)


SCRIPT = ("同意", "我叫王芳", "做了八年月嫂", UnavailableError("busy", retry_after=3), "河南周口的", Trouble.NOISE)


async def test_on_sqlite(interviews: InterviewService, listening: Made, settings: Settings) -> None:
    await walk(interviews, listening(*SCRIPT))
    assert kept(settings) == []


@pytest.mark.postgres
@pytest.mark.xdist_group("postgres")
async def test_on_postgresql(postgres_url: str, tmp_path: Path, clock: FixedClock) -> None:
    settings = Settings(_env_file=None, data_dir=tmp_path, database_url=postgres_url)
    async with opened_database(settings) as database:
        interviews = interview_service(database, settings, clock)
        await walk(interviews, recording_service(database, settings, clock, interviews, Ears(*SCRIPT)))


async def test_each_answer_is_heard_under_the_question_the_one_before_it_led_to(
    interviews: InterviewService, database: Database, settings: Settings, clock: FixedClock
) -> None:
    ears = Ears("同意", "我叫王芳")
    recordings = recording_service(database, settings, clock, interviews, ears)
    opened = await interviews.open("zh", None, "audio")
    await asyncio.gather(*(recordings.answer(opened.id, opened.token, WAV) for _ in range(2)))
    assert ears.asked == [Topic.CONSENT, Topic.NAME]


async def test_a_recording_is_kept_for_its_time_and_her_words_longer(
    interviews: InterviewService, listening: Made, settings: Settings, clock: FixedClock
) -> None:
    recordings = listening("同意", "我叫王芳")
    opened = await interviews.open("zh", None, "audio")
    await recordings.answer(opened.id, opened.token, WAV)
    answered = await recordings.answer(opened.id, opened.token, WAV)
    await interviews.finish(opened.id, opened.token)
    clock.advance(days=settings.audio_days - 1)
    await recordings.purge()
    assert (await recordings.file(opened.id, opened.token, answered.turn_id)).data == WAV
    clock.advance(days=2)
    await recordings.purge()
    assert kept(settings) == []
    with pytest.raises(NotFoundError):
        await recordings.file(opened.id, opened.token, answered.turn_id)
    view = await interviews.view(opened.id, opened.token)
    assert view.recordings == []
    assert view.folded.profile.name == "王芳"


async def test_an_interview_past_its_time_takes_its_recordings_with_it(
    interviews: InterviewService, listening: Made, settings: Settings, clock: FixedClock
) -> None:
    recordings = listening("同意")
    opened = await interviews.open("zh", None, "audio")
    await recordings.answer(opened.id, opened.token, WAV)
    clock.advance(days=settings.interview_days + 1)
    assert await interviews.purge() == 1
    assert kept(settings) == []


async def test_files_that_belong_to_nobody_are_swept_and_fresh_ones_are_left_alone(
    interviews: InterviewService, listening: Made, settings: Settings
) -> None:
    recordings, blobs = listening("同意"), blob_store(settings)
    opened = await interviews.open("zh", None, "audio")
    await recordings.answer(opened.id, opened.token, WAV)
    for name in ("old", "fresh"):
        await blobs.put(f"interviews/int_GONE/{name}.wav", WAV)
    for path in (settings.data_dir / "files").rglob("*.wav"):
        if path.stem != "fresh":
            os.utime(path, (1_000, 1_000))
    future = (settings.data_dir / "files" / "interviews" / "int_GONE" / "fresh.wav").stat().st_mtime + 10**9
    os.utime(settings.data_dir / "files" / "interviews" / "int_GONE" / "fresh.wav", (future, future))
    assert await recordings.purge() == 1
    assert len(kept(settings)) == 2
    assert "old.wav" not in kept(settings)


async def test_a_waiting_recording_whose_file_is_lost_takes_the_file_that_comes_again(
    interviews: InterviewService, listening: Made, settings: Settings
) -> None:
    recordings = listening("同意", UnavailableError("busy"), "我叫王芳")
    opened = await interviews.open("zh", None, "audio")
    await recordings.answer(opened.id, opened.token, WAV)
    with pytest.raises(UnavailableError):
        await recordings.answer(opened.id, opened.token, WAV, "c1")
    await FolderBlobStore(settings.data_dir / "files").delete_prefix(f"interviews/{opened.id}")
    answered = await recordings.answer(opened.id, opened.token, WAV, "c1")
    assert answered.transcript is not None
    assert (await recordings.file(opened.id, opened.token, answered.turn_id)).data == WAV


async def test_without_the_file_and_without_a_new_one_she_is_asked_to_record_again(
    interviews: InterviewService, listening: Made, settings: Settings
) -> None:
    recordings = listening("同意", UnavailableError("busy"))
    opened = await interviews.open("zh", None, "audio")
    await recordings.answer(opened.id, opened.token, WAV)
    with pytest.raises(UnavailableError):
        await recordings.answer(opened.id, opened.token, WAV, "c1")
    await FolderBlobStore(settings.data_dir / "files").delete_prefix(f"interviews/{opened.id}")
    with pytest.raises(BadInputError):
        await recordings.answer(opened.id, opened.token, b"", "c1")
    view = await interviews.view(opened.id, opened.token)
    assert [recording.turn_id is None for recording in view.recordings] == [False]


async def test_ears_that_are_not_there_ask_nobody_to_say_it_again(
    interviews: InterviewService, listening: Made
) -> None:
    recordings = listening("同意", *(UnavailableError("ears_missing") for _ in range(5)), "我叫王芳")
    opened = await interviews.open("zh", None, "audio")
    await recordings.answer(opened.id, opened.token, WAV)
    for _ in range(5):
        with pytest.raises(UnavailableError) as missing:
            await recordings.answer(opened.id, opened.token, WAV, "c1")
        assert missing.value.key == "ears_missing"
    assert (await recordings.answer(opened.id, opened.token, b"", "c1")).transcript is not None


async def test_deleted_while_it_was_being_heard_it_leaves_nothing(
    interviews: InterviewService, database: Database, settings: Settings, clock: FixedClock
) -> None:
    opened = await interviews.open("zh", None, "audio")

    class Deleting(Ears):
        async def hear(self, data: bytes, language: Language, asking: Topic | None) -> Transcript:
            if asking is not Topic.CONSENT:
                await interviews.delete(opened.id, opened.token)
            return await super().hear(data, language, asking)

    recordings = recording_service(database, settings, clock, interviews, Deleting("同意", "我叫王芳"))
    await recordings.answer(opened.id, opened.token, WAV)
    with pytest.raises(NotFoundError):
        await recordings.answer(opened.id, opened.token, WAV)
    assert kept(settings) == []


async def test_what_was_heard_live_is_a_turn_with_its_sound_or_without(
    interviews: InterviewService, listening: Made, settings: Settings
) -> None:
    recordings = listening()
    opened = await interviews.open("zh", None, "live")
    await recordings.answer_heard(opened.id, opened.token, transcript("同意"), "l1")
    first = await recordings.answer_heard(opened.id, opened.token, transcript("我叫王芳"), "l2", data=WAV)
    assert await recordings.answer_heard(opened.id, opened.token, transcript("我叫王芳"), "l2") == first
    unheard = await recordings.answer_heard(opened.id, opened.token, transcript("", Trouble.SILENCE), "l3")
    assert unheard.facts == []
    assert len(kept(settings)) == 1
    assert (await recordings.file(opened.id, opened.token, first.turn_id)).media_type == "audio/wav"


async def test_a_file_that_cannot_be_opened_in_time_has_its_chances_and_then_goes(
    interviews: InterviewService, listening: Made, settings: Settings
) -> None:
    recordings = listening("同意", *(BadInputError("audio_slow") for _ in range(3)))
    opened = await interviews.open("zh", None, "audio")
    await recordings.answer(opened.id, opened.token, WAV)
    for _ in range(2):
        with pytest.raises(UnavailableError):
            await recordings.answer(opened.id, opened.token, WAV, "c1")
    with pytest.raises(BadInputError):
        await recordings.answer(opened.id, opened.token, WAV, "c1")
    assert len(kept(settings)) == 1


def doubted(heard: str, suggestion: str) -> Transcript:
    return transcript(heard, Trouble.UNCLEAR).model_copy(update={"suggestion": suggestion})


async def test_what_may_have_been_said_is_hers_once_she_says_so_and_points_at_its_recording(
    interviews: InterviewService, listening: Made
) -> None:
    recordings = listening("同意", "我叫王芳", doubted("月散", "月嫂"))
    opened = await interviews.open("zh", None, "audio")
    for name in ("c0", "c1"):
        await recordings.answer(opened.id, opened.token, WAV, name)
    asked = await recordings.answer(opened.id, opened.token, WAV, "c2")
    assert "“月嫂”" in asked.reply.text
    assert asked.facts == []
    agreed = await interviews.answer(opened.id, opened.token, "是", "c3")
    assert [(fact.field, fact.value, fact.quote, fact.turn_id) for fact in agreed.facts] == [
        ("jobs", "maternity_nurse", "月嫂", asked.turn_id)
    ]
    view = await interviews.view(opened.id, opened.token)
    assert [line.text for line in view.transcript if line.role == "worker"][-2:] == ["月嫂", "是"]
    heard = next(recording.transcript for recording in view.recordings if recording.turn_id == asked.turn_id)
    assert heard is not None
    assert (heard.text, heard.heard, heard.trouble) == ("月嫂", "月散", None)
    assert await interviews.answer(opened.id, opened.token, "是", "c3") == agreed


async def test_what_she_did_not_say_is_asked_for_again_and_leaves_no_fact(
    interviews: InterviewService, listening: Made
) -> None:
    recordings = listening("同意", "我叫王芳", doubted("月散", "月嫂"), "不是", "保姆")
    opened = await interviews.open("zh", None, "audio")
    for name in ("c0", "c1", "c2", "c3"):
        last = await recordings.answer(opened.id, opened.token, WAV, name)
    assert last.facts == []
    assert last.reply.asking is Topic.JOB
    answered = await recordings.answer(opened.id, opened.token, WAV, "c4")
    assert [fact.quote for fact in answered.facts] == ["保姆"]
