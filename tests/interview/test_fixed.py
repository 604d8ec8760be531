"""What can be spoken ahead is what everybody hears, and nobody's words are in it."""

from __future__ import annotations

from assistant.interview.book import shipped_book
from assistant.interview.fixed import fixed_texts
from assistant.speech.model import Trouble
from tests.interview.talk import Talk
from tests.interview.test_unheard import mishear


def test_the_greeting_and_every_plain_question_are_among_them() -> None:
    texts = {text for text, language in fixed_texts(shipped_book()) if language == "zh"}
    talk = Talk(channel="audio")
    assert talk.opening.text in texts
    asked_again = mishear(talk, Trouble.NOISE).reply.text
    assert any(text in asked_again for text in texts if "没听清" in text)
    assert any("月嫂" in text for text in texts)


def test_none_has_a_blank_and_each_is_there_once() -> None:
    found = fixed_texts(shipped_book())
    assert len(found) == len(set(found))
    assert all("{" not in text and text.strip() == text != "" for text, _ in found)
    assert {language for _, language in found} == {"zh", "en"}


def test_what_stands_before_a_blank_is_there_up_to_its_pause() -> None:
    texts = {text for text, language in fixed_texts(shipped_book()) if language == "zh"}
    assert {"好，", "跟您对一下："} <= texts
    assert "您是说“" not in texts
