"""The messages of the live wire."""

from __future__ import annotations

import json

import pytest

from assistant.kit.errors import BadInputError
from assistant.speech.live.wire import Hello, Played, Speak, StateIs, TextIn, TurnTaken, encode, parse
from assistant.speech.model import Viseme


def test_what_a_client_says_is_understood() -> None:
    assert parse('{"type": "hello", "token": "t", "rate": 16000}') == Hello(type="hello", token="t")
    assert parse('{"type": "text", "text": "八年", "client_turn_id": "a-1", "extra": 1}') == TextIn(
        type="text", text="八年", client_turn_id="a-1"
    )
    assert parse('{"type": "played", "clip": 3, "ms": 120.5}') == Played(type="played", clip=3, ms=120.5)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '{"type": "sing"}',
        '{"type": "played", "clip": 1, "ms": -1}',
        '{"type": "text"}',
        '{"type": "hello"}',
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(BadInputError):
        parse(text)


def test_a_turn_goes_out_with_the_fields_of_its_response() -> None:
    sent = encode(TurnTaken(turn={"turn_id": "t1", "facts": []}))
    assert json.loads(sent) == {"type": "turn", "again": False, "turn_id": "t1", "facts": []}


def test_sound_goes_out_as_it_is_and_words_as_json() -> None:
    assert encode(b"\x01\x02") == b"\x01\x02"
    assert json.loads(encode(StateIs(state="listening"))) == {"type": "state", "state": "listening"}
    speak = Speak(clip=1, text="好。", seconds=0.5, visemes=(Viseme(start=0, end=0.5, shape="a"),))
    assert json.loads(encode(speak))["visemes"] == [{"start": 0.0, "end": 0.5, "shape": "a"}]
