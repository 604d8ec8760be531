"""Answers she speaks: one turn each, whatever the network, the microphone or the queue do."""

from __future__ import annotations

from tests.api.conftest import Stage


async def test_a_spoken_answer_is_a_turn_with_its_transcript(stage: Stage) -> None:
    walk = await stage.open()
    stage.script[1.0] = "我叫王芳"
    answered = await walk.speak(1.0, "c1")
    assert answered["transcript"]["text"] == "我叫王芳"
    assert answered["transcript"]["heard"] == "我叫王芳"
    assert answered["transcript"]["words"][0]["text"] == "我"
    assert (await walk.profile())["name"] == "王芳"
    fact = answered["facts"][0]
    assert answered["transcript"]["text"][fact["start"] : fact["end"]] == fact["quote"]
