"""What a file is, is read from the file, never from what its sender calls it."""

from __future__ import annotations

import pytest

from assistant.interview.ears import FileEars, file_kind
from assistant.kit.errors import BadInputError, TooLargeError
from assistant.kit.settings import Settings
from assistant.kit.workers import WorkerPool
from assistant.profile.model import Language, Topic
from assistant.speech.model import Sound, Transcript
from tests.api.sounds import tone


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (tone(0.1), ("audio/wav", "wav")),
        (b"\x1aE\xdf\xa3", ("audio/webm", "webm")),
        (b"OggS", ("audio/ogg", "ogg")),
        (b"\x00\x00\x00\x20ftypM4A ", ("audio/mp4", "m4a")),
        (b"ID3\x04", ("audio/mpeg", "mp3")),
    ],
)
def test_a_recording_is_known_by_its_first_bytes(data: bytes, kind: tuple[str, str]) -> None:
    assert file_kind(data) == kind


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"<html>", b"#EXTM3U", b"\x89PNG"])
def test_anything_else_is_none(data: bytes) -> None:
    with pytest.raises(BadInputError):
        file_kind(data)


class Measuring:
    """Says how long a sound is and what had been asked."""

    name = "measuring"

    async def listen(self, sound: Sound, language: Language | None, asking: Topic | None) -> Transcript:
        return Transcript(text=str(asking), heard="", language=language or "zh", seconds=sound.seconds)


async def test_a_file_is_opened_within_bounds_and_then_listened_to(settings: Settings) -> None:
    pool = WorkerPool(1, 1, 30)
    ears = FileEars(Measuring(), Measuring(), pool, settings.model_copy(update={"max_audio_seconds": 2}))
    try:
        heard = await ears.hear(tone(1.0, rate=48_000, channels=2), "zh", Topic.NAME)
        assert heard.seconds == pytest.approx(1.0, abs=0.05)
        assert (heard.text, ears.name) == ("name", "measuring")
        with pytest.raises(TooLargeError):
            await ears.hear(tone(3.0), "zh", None)
    finally:
        pool.close()
