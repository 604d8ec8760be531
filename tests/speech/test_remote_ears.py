"""A server that listens is asked plainly, read carefully and never waited for long."""

from __future__ import annotations

import io
import wave
from collections.abc import Iterator
from typing import Any

import httpx
import numpy as np
import pytest
import respx

from assistant.kit.errors import UnavailableError
from assistant.speech.model import Sound, Trouble
from assistant.speech.remote_ears import OpenAIRecognizer

SOUND = Sound(np.zeros(16_000 * 3, np.float32))
URL = "http://asr.example/v1/audio/transcriptions"


@pytest.fixture
def ears() -> Iterator[OpenAIRecognizer]:
    from openai import OpenAI

    with httpx.Client() as httpx_client:
        # The library speaks a newer httpx by itself; respx watches this one, which it takes as well.
        http: Any = httpx_client
        client = OpenAI(base_url="http://asr.example/v1", api_key="none", max_retries=0, http_client=http)
        yield OpenAIRecognizer("http://asr.example/v1", "", "big", timeout_seconds=5, client=client)


def answer(**changes: Any) -> httpx.Response:
    body = {
        "task": "transcribe",
        "language": "chinese",
        "duration": 3.0,
        "text": "我做過三年，月嫂。",
        "words": [
            {"word": "我做過", "start": 0.1, "end": 0.6},
            {"word": "三年", "start": 0.6, "end": 1.0},
            {"word": "月嫂", "start": 1.6, "end": 2.1},
        ],
        "segments": [],
    }
    return httpx.Response(200, json=body | changes)


def form(request: httpx.Request) -> str:
    return request.content.decode("latin-1")


@respx.mock
def test_the_server_gets_the_recording_the_language_and_plain_words(ears: OpenAIRecognizer) -> None:
    route = respx.post(URL).mock(return_value=answer())
    ears.transcribe(SOUND, "zh")
    sent = route.calls.last.request.content
    body = form(route.calls.last.request)
    for field in ('name="language"\r\n\r\nzh', 'name="model"\r\n\r\nbig', "verbose_json", "granularities"):
        assert field in body
    assert "以下是普通话的句子。".encode() in sent
    begin = sent.index(b"RIFF")
    with wave.open(io.BytesIO(sent[begin:])) as file:
        assert (file.getframerate(), file.getnchannels(), file.getnframes()) == (16_000, 1, 48_000)


@respx.mock
def test_words_come_with_times_and_simplified_characters(ears: OpenAIRecognizer) -> None:
    respx.post(URL).mock(return_value=answer())
    heard = ears.transcribe(SOUND, "zh")
    assert (heard.text, heard.language, heard.seconds) == ("我做过三年，月嫂。", "zh", 3.0)
    assert [(word.text, word.start) for word in heard.words] == [("我做过", 0.1), ("三年，", 0.6), ("月嫂。", 1.6)]


@respx.mock
def test_sureness_comes_from_the_segments(ears: OpenAIRecognizer) -> None:
    segment = {
        "id": 0, "seek": 0, "start": 0.0, "end": 2.0, "text": "月嫂", "tokens": [], "temperature": 0.0,
        "avg_logprob": -0.693, "compression_ratio": 1.0, "no_speech_prob": 0.0,
    }  # fmt: skip
    respx.post(URL).mock(return_value=answer(text="月嫂", words=None, segments=[segment]))
    heard = ears.transcribe(SOUND, "zh")
    assert heard.confidence == pytest.approx(0.5, abs=0.01)
    assert [(word.text, word.end) for word in heard.words] == [("月嫂", 2.0)]


@respx.mock
@pytest.mark.parametrize(
    ("named", "language", "trouble"),
    [("english", "en", None), ("zh", "zh", None), ("japanese", "zh", Trouble.OTHER_LANGUAGE)],
)
def test_without_a_language_the_server_names_it(
    ears: OpenAIRecognizer, named: str, language: str, trouble: Trouble | None
) -> None:
    route = respx.post(URL).mock(return_value=answer(language=named))
    heard = ears.transcribe(SOUND, None)
    assert (heard.language, heard.trouble) == (language, trouble)
    assert 'name="language"' not in form(route.calls.last.request)


@respx.mock
def test_a_server_of_few_words_is_enough(ears: OpenAIRecognizer) -> None:
    respx.post(URL).mock(return_value=httpx.Response(200, json={"text": "三年"}))
    heard = ears.transcribe(SOUND, "zh")
    assert (heard.text, heard.words) == ("三年", ())
    assert 0.5 < heard.confidence < 1


@respx.mock
@pytest.mark.parametrize(
    "failure",
    [
        httpx.Response(500),
        httpx.Response(401, json={"error": {"message": "no"}}),
        httpx.Response(200, text="<html>"),
        httpx.Response(200, json={"text": None}),
        httpx.Response(200, json=[1]),
        httpx.ConnectError("refused"),
        httpx.ReadTimeout("slow"),
    ],
    ids=str,
)
def test_whatever_goes_wrong_is_one_error_of_ours(ears: OpenAIRecognizer, failure: httpx.Response | Exception) -> None:
    route = respx.post(URL)
    if isinstance(failure, Exception):
        route.mock(side_effect=failure)
    else:
        route.mock(return_value=failure)
    with pytest.raises(UnavailableError):
        ears.transcribe(SOUND, "zh")
