"""The messages of a telephone provider, translated to a session's and back."""

from __future__ import annotations

import base64
import json
from typing import Any

import numpy as np
import pytest

from assistant.kit.errors import BadInputError
from assistant.speech.live.mulaw import decode, encode
from assistant.speech.live.telephone import Mark, Media, Start, Telephone, parse
from assistant.speech.live.wire import Hush, Partial, Speak, Spoken

START = {
    "event": "start",
    "sequenceNumber": "1",
    "streamSid": "MZ1",
    "start": {
        "accountSid": "AC1",
        "streamSid": "MZ1",
        "callSid": "CA1",
        "tracks": ["inbound"],
        "mediaFormat": {"encoding": "audio/x-mulaw", "sampleRate": 8000, "channels": 1},
        "customParameters": {"token": "secret", "language": "zh"},
    },
}


def media(samples: np.ndarray[Any, Any], track: str = "inbound") -> dict[str, Any]:
    payload = base64.b64encode(encode(samples.astype(np.int16))).decode()
    return {"event": "media", "streamSid": "MZ1", "media": {"track": track, "chunk": "1", "payload": payload}}


def test_the_start_of_a_call_carries_its_parameters() -> None:
    start = parse(json.dumps(START))
    assert isinstance(start, Start)
    assert start.start.stream_sid == "MZ1"
    assert start.start.custom_parameters["token"] == "secret"


@pytest.mark.parametrize("change", [{"encoding": "audio/x-l16"}, {"sampleRate": 16000}, {"channels": 2}])
def test_other_sound_than_a_telephones_is_refused(change: dict[str, object]) -> None:
    start = json.loads(json.dumps(START))
    start["start"]["mediaFormat"] |= change
    with pytest.raises(BadInputError):
        parse(json.dumps(start))


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"event": "unknown"}', '{"event": "media", "media": {}}'])
def test_what_is_no_message_is_refused(text: str) -> None:
    with pytest.raises(BadInputError):
        parse(text)


def test_her_voice_arrives_at_twice_the_rate() -> None:
    phone = Telephone("MZ1", 24_000)
    tone = 8_000 * np.sin(2 * np.pi * 300 * np.arange(160) / 8_000)
    message = parse(json.dumps(media(tone)))
    assert isinstance(message, Media)
    assert len(phone.heard(message)) == 2 * 320


def test_our_own_track_is_not_heard() -> None:
    message = parse(json.dumps(media(np.full(160, 5_000), track="outbound")))
    assert isinstance(message, Media)
    assert Telephone("MZ1", 24_000).heard(message) == b""


def test_what_is_not_base64_is_refused() -> None:
    message = Media.model_validate({"event": "media", "media": {"payload": "¡"}})
    with pytest.raises(BadInputError):
        Telephone("MZ1", 24_000).heard(message)


def test_a_clip_is_sent_in_small_pieces_and_marked_at_its_end() -> None:
    phone = Telephone("MZ1", 24_000)
    tone = (8_000 * np.sin(2 * np.pi * 300 * np.arange(2_400) / 24_000)).astype("<i2")
    sent = [
        json.loads(line)
        for each in (Speak(clip=3, text="好", seconds=0.1), tone.tobytes(), Spoken(clip=3))
        for line in phone.send(each)
    ]
    assert [each["event"] for each in sent] == ["media"] * 5 + ["mark"]
    sound = decode(b"".join(base64.b64decode(each["media"]["payload"]) for each in sent[:5]))
    assert len(sound) == 800
    assert np.max(np.abs(sound)) > 7_000
    assert sent[-1]["mark"] == {"name": "3"}
    assert phone.marked(Mark.model_validate({"event": "mark", "mark": {"name": "3"}})) == (3, 0.1)


def test_when_she_speaks_over_us_the_provider_forgets_what_it_has() -> None:
    phone = Telephone("MZ1", 24_000)
    list(phone.send(Speak(clip=3, text="好", seconds=2.0)))
    assert [json.loads(line)["event"] for line in phone.send(Hush(clip=3))] == ["clear"]
    assert phone.marked(Mark.model_validate({"event": "mark", "mark": {"name": "3"}})) is None


def test_words_are_for_screens_only() -> None:
    assert list(Telephone("MZ1", 24_000).send(Partial(text="我"))) == []
