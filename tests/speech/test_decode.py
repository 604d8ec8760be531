"""Recordings as phones make them become sound; everything else is refused kindly, quickly and safely."""

from __future__ import annotations

import io
import struct
import wave
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from typing import Any

import av
import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.kit.errors import AyiError, BadInputError, TooLargeError
from assistant.kit.messages import keys
from assistant.speech import decode as decoding
from assistant.speech.decode import decode, kind_of
from assistant.speech.model import HEARING_RATE, Sound

Samples = npt.NDArray[np.float32]

# container, codec, rate, channels: what the recorders of phones and browsers write
PHONES = [
    ("webm", "libopus", 48_000, 1),
    ("ogg", "libopus", 48_000, 2),
    ("mp4", "aac", 44_100, 1),
    ("ipod", "aac", 48_000, 2),
    ("adts", "aac", 44_100, 1),
    ("mp3", "libmp3lame", 44_100, 2),
    ("wav", "pcm_s16le", 44_100, 1),
    ("flac", "flac", 16_000, 1),
    ("caf", "pcm_s16be", 44_100, 1),
    ("amr", "libopencore_amrnb", 8_000, 1),
    ("3gp", "aac", 16_000, 1),
]


def tone(seconds: float, rate: int, pitch: float = 300.0) -> Samples:
    return np.asarray(0.4 * np.sin(2 * np.pi * pitch * np.arange(int(seconds * rate)) / rate), dtype=np.float32)


def recorded(container: str, codec: str, rate: int, channels: int, seconds: float = 2.0) -> bytes:
    """A tone of 300 Hz in a file as a recorder writes it."""
    out = io.BytesIO()
    with av.open(out, "w", format=container) as target:
        stream: Any = target.add_stream(codec, rate=rate, layout="mono" if channels == 1 else "stereo")
        resampler = av.AudioResampler(stream.format, stream.layout, rate)
        frame = av.AudioFrame.from_ndarray(tone(seconds, rate)[None], format="flt", layout="mono")
        frame.sample_rate, frame.time_base = rate, Fraction(1, rate)
        fifo = av.AudioFifo()
        for piece in resampler.resample(frame):
            fifo.write(piece)
        size = stream.codec_context.frame_size or 1024
        while (block := fifo.read(size, partial=True)) is not None:
            target.mux(stream.encode(block))
        target.mux(stream.encode(None))
    return out.getvalue()


def wav(samples: npt.NDArray[np.int16], rate: int, channels: int) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(samples.tobytes())
    return out.getvalue()


def pitch_of(sound: Sound) -> float:
    spectrum = np.abs(np.fft.rfft(sound.samples))
    return float(np.argmax(spectrum)) / sound.seconds


@pytest.mark.parametrize(("container", "codec", "rate", "channels"), PHONES, ids=lambda value: str(value))
def test_what_phones_record_is_heard(container: str, codec: str, rate: int, channels: int) -> None:
    if codec not in av.codecs_available:
        pytest.skip(f"this build of PyAV cannot write {codec}")
    sound = decode(recorded(container, codec, rate, channels))
    assert sound.seconds == pytest.approx(2.0, abs=0.15)
    assert pitch_of(sound) == pytest.approx(300.0, abs=5)
    assert sound.samples.dtype == np.float32


def test_eight_channels_at_96_khz_become_one_at_16() -> None:
    each = np.asarray(tone(1.0, 96_000) * 32767, dtype=np.int16)
    sound = decode(wav(np.repeat(each[:, None], 8, axis=1), 96_000, 8))
    assert len(sound.samples) == pytest.approx(HEARING_RATE, abs=50)
    assert pitch_of(sound) == pytest.approx(300.0, abs=2)


def test_a_tone_the_ear_cannot_resolve_does_not_fold_into_speech() -> None:
    """30 kHz sampled at 96 kHz must vanish at 16 kHz instead of appearing at 2 kHz."""
    high = np.asarray(tone(1.0, 96_000, 30_000.0) * 32767, dtype=np.int16)
    assert np.abs(decode(wav(high, 96_000, 1)).samples[1000:-1000]).max() < 0.01


@pytest.mark.parametrize("value", [np.nan, np.inf, 1e30], ids=str)
def test_samples_that_are_no_sound_stay_within_bounds(value: float) -> None:
    samples = tone(1.0, 16_000)
    samples[100:200] = value
    head = b"RIFF" + struct.pack("<I", 36 + samples.nbytes) + b"WAVEfmt "
    head += struct.pack("<IHHIIHH", 16, 3, 1, 16_000, 64_000, 4, 32) + b"data" + struct.pack("<I", samples.nbytes)
    heard = decode(head + samples.tobytes()).samples
    assert np.isfinite(heard).all()
    assert np.abs(heard).max() <= 1.0


def video(*, with_audio: bool) -> bytes:
    out = io.BytesIO()
    with av.open(out, "w", format="mp4") as target:
        pictures: Any = target.add_stream("mpeg4", rate=10)
        pictures.width, pictures.height, pictures.pix_fmt = 64, 64, "yuv420p"
        sound: Any = target.add_stream("aac", rate=16_000, layout="mono") if with_audio else None
        for _ in range(10):
            image = av.VideoFrame.from_ndarray(np.zeros((64, 64, 3), np.uint8), format="rgb24")
            target.mux(pictures.encode(image))
        target.mux(pictures.encode(None))
        if sound is not None:
            for n in range(15):
                frame = av.AudioFrame.from_ndarray(tone(1024 / 16_000, 16_000)[None], format="fltp", layout="mono")
                frame.sample_rate, frame.pts, frame.time_base = 16_000, n * 1024, Fraction(1, 16_000)
                target.mux(sound.encode(frame))
            target.mux(sound.encode(None))
    return out.getvalue()


def test_of_a_video_the_sound_is_taken() -> None:
    assert decode(video(with_audio=True)).seconds == pytest.approx(1.0, abs=0.15)


def test_a_silent_film_is_no_recording() -> None:
    with pytest.raises(BadInputError) as caught:
        decode(video(with_audio=False))
    assert caught.value.key == "audio_kind"


def a_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("answer.webm", recorded("webm", "libopus", 48_000, 1))
    return out.getvalue()


NOT_RECORDINGS: dict[str, Callable[[], bytes]] = {
    "a renamed zip": a_zip,
    "a text": lambda: "我会做饭".encode(),
    "a picture": lambda: b"\x89PNG\r\n\x1a\n" + bytes(500),
    "an m3u8 playlist": lambda: b"#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:9,\nhttp://127.0.0.1:9/a.ts\n",
    "a concat script": lambda: b"ffconcat version 1.0\nfile '/etc/passwd'\n",
    "an sdp": lambda: b"v=0\no=- 0 0 IN IP4 127.0.0.1\nm=audio 9 RTP/AVP 0\n",
    "an avi": lambda: b"RIFF\x00\x10\x00\x00AVI LIST" + bytes(500),
    "one byte": lambda: b"\xff",
}


@pytest.mark.parametrize("name", NOT_RECORDINGS)
def test_what_is_no_recording_is_refused_by_its_first_bytes(name: str) -> None:
    data = NOT_RECORDINGS[name]()
    assert kind_of(data) is None
    with pytest.raises(BadInputError) as caught:
        decode(data)
    assert caught.value.key == "audio_kind"


@pytest.mark.parametrize("inner", ["an m3u8 playlist", "a concat script", "an sdp"])
@pytest.mark.parametrize("magic", [b"OggS", b"ID3\x03\x00\x00\x00\x00\x00\x00", b"\x1aE\xdf\xa3"], ids=str)
def test_a_playlist_behind_a_known_beginning_is_not_followed(magic: bytes, inner: str) -> None:
    with pytest.raises(BadInputError):
        decode(magic + NOT_RECORDINGS[inner]())


def test_nothing_is_empty() -> None:
    for data in (b"", wav(np.zeros(0, np.int16), 16_000, 1), wav(np.zeros(200, np.int16), 16_000, 1)):
        with pytest.raises(BadInputError) as caught:
            decode(data)
        assert caught.value.key == "audio_empty"


@pytest.mark.parametrize(("container", "codec"), [("mp4", "aac"), ("wav", "pcm_s16le"), ("flac", "flac")])
def test_a_file_that_was_cut_off_is_not_taken_for_the_whole_answer(container: str, codec: str) -> None:
    data = recorded(container, codec, 16_000, 1, seconds=6.0)
    with pytest.raises(BadInputError) as caught:
        decode(data[: len(data) // 3])
    assert caught.value.key == "audio_broken"


def test_a_browser_recording_without_its_end_keeps_what_was_said() -> None:
    """What a browser streams has no length to compare with; the sound that came is whole up to there."""
    data = recorded("webm", "libopus", 48_000, 1, seconds=6.0)
    # Recorders that stream leave the duration out; the name of the element is voided here.
    assert 1.0 < decode(data.replace(b"\x44\x89\x88", b"\xec\x82\x88")[: len(data) // 2]).seconds < 5.0


def test_noise_behind_a_known_beginning_is_broken() -> None:
    noise = np.random.default_rng(3).bytes(20_000)
    for magic in (b"OggS", b"\x1aE\xdf\xa3", b"fLaC", b"\x00\x00\x00\x20ftypM4A "):
        with pytest.raises(BadInputError) as caught:
            decode(magic + noise)
        assert caught.value.key in {"audio_broken", "audio_kind", "audio_empty"}


def test_two_hours_are_refused_without_reading_two_hours() -> None:
    """Two hours of silence are 4 MB of opus; the decoder stops at the limit or at what the file announces."""
    one = recorded("ogg", "libopus", 48_000, 1, seconds=20.0)
    with pytest.raises(TooLargeError) as caught:
        decode(one * 30, max_seconds=180)
    assert caught.value.key == "audio_too_long"
    hours = wav(np.zeros(4_000 * 7200, np.int16), 4_000, 1)
    with pytest.raises(TooLargeError) as caught:
        decode(hours, max_bytes=100_000_000)
    assert caught.value.key == "audio_too_long"
    assert caught.value.values["limit"] == 180


def test_the_limit_itself_may_be_used() -> None:
    assert decode(wav(np.zeros(16_000 * 3, np.int16), 16_000, 1), max_seconds=3).seconds == 3.0


def test_more_bytes_than_allowed_are_not_even_looked_at() -> None:
    with pytest.raises(TooLargeError) as caught:
        decode(bytes(2_000_001), max_bytes=2_000_000)
    assert (caught.value.key, caught.value.values["limit"]) == ("audio_too_large", 2)


def test_too_many_channels_or_too_high_a_rate_are_refused() -> None:
    for data in (wav(np.zeros(64_000, np.int16), 16_000, 64), wav(np.zeros(64_000, np.int16), 1_000_000, 1)):
        with pytest.raises(BadInputError) as caught:
            decode(data)
        assert caught.value.key == "audio_kind"


def test_a_decoder_that_takes_too_long_is_killed_and_the_next_one_works() -> None:
    data = recorded("wav", "pcm_s16le", 16_000, 1)
    with pytest.raises(BadInputError) as caught:
        decode(data, wall_seconds=0.0)
    assert caught.value.key == "audio_slow"
    assert decode(data).seconds == 2.0


def test_a_decoder_that_died_while_waiting_is_replaced() -> None:
    data = recorded("wav", "pcm_s16le", 16_000, 1)
    decode(data)
    for child in decoding._waiting.children:
        child.process.kill()
        child.process.wait()
    assert decode(data).seconds == 2.0


def test_many_recordings_are_decoded_at_once_without_mixing_them_up() -> None:
    lengths = [0.5, 1.0, 1.5, 2.0, 2.5, 3.0]
    files = [wav(np.zeros(int(16_000 * seconds), np.int16), 16_000, 1) for seconds in lengths]
    with ThreadPoolExecutor(3) as pool:
        assert [sound.seconds for sound in pool.map(decode, files)] == lengths
    assert len(decoding._waiting.children) <= 2


def attempt(data: bytes) -> Sound | str:
    """The sound of `data`, or the key of the sentence that says why there is none."""
    try:
        return decode(data)
    except AyiError as error:
        return error.key


WEBM = recorded("webm", "libopus", 48_000, 1, seconds=1.0)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, len(WEBM) - 1), st.binary(min_size=1, max_size=40))
def test_damage_anywhere_gives_sound_or_a_sentence(at: int, damage: bytes) -> None:
    outcome = attempt(WEBM[:at] + damage + WEBM[at + len(damage) :])
    if isinstance(outcome, Sound):
        assert np.isfinite(outcome.samples).all()
    else:
        assert outcome in keys()
