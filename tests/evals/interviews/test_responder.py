"""A scripted worker answers from what she sees, in the order of her script."""

from __future__ import annotations

from assistant.profile.model import Topic
from evals.interviews.personas import Persona
from evals.interviews.responder import Responder


def _responder() -> Responder:
    return Responder(
        Persona.model_validate(
            {
                "id": "p",
                "title": "一位",
                "language": "zh",
                "fallback": "没有了",
                "cues": [{"when": "双胞胎", "say": "能接"}],
                "answers": {"name": [{"say": "问这个干啥", "aside": True}, "王芳"], "confirm": "对"},
                "expect": {},
            }
        )
    )


def test_lines_come_in_order_and_the_last_answer_stays() -> None:
    worker = _responder()
    said = [worker.next("怎么称呼您？", Topic.NAME).say for _ in range(3)]
    assert said == ["问这个干啥", "王芳", "王芳"]


def test_a_cue_comes_first_and_only_once() -> None:
    worker = _responder()
    assert worker.next("双胞胎接吗？", Topic.PREFERENCES).say == "能接"
    assert worker.next("双胞胎接吗？", Topic.PREFERENCES).say == "没有了"


def test_the_read_back_meets_no_cue() -> None:
    assert _responder().next("双胞胎：接。对不对？", Topic.CONFIRM).say == "对"


def test_an_unknown_question_gets_the_fallback() -> None:
    assert _responder().next("还有呢？", None).say == "没有了"
