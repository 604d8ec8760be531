"""The front door of understanding: words of a turn in, facts with exact spans and conversation acts out."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from assistant.profile.model import Language
from assistant.understanding.reading import Act, Context, Reading
from assistant.understanding.tagger.review import begin, review
from assistant.vocabulary.folding import fold

_HAN: Final = re.compile(r"[\u3400-\u9fff]")
_LATIN_WORD: Final = re.compile(r"[A-Za-z]{2,}")
_WARM_UP: Final[tuple[tuple[Language, str], ...]] = (
    ("zh", "我做了八年月嫂"),
    # A thing no rule explains and a name across two words, so that what is asked only then is there too.
    ("zh", "叶秋萍，宁波人，住家烧饭，本帮菜宁波菜，锅里水开了"),
    ("en", "I have been a nanny for eight years"),
)


def read(text: str, context: Context, turn_id: str | None = None) -> Reading:
    """Reads one turn.

    The language is the script of the words when they leave no doubt, else that of the interview: a Chinese interview
    may be answered in English and the reverse. Spans are character offsets of `text`; `text[start:end] == quote`.
    What the rules of the language read is looked at a second time by the learned tagger, where it is installed.
    """
    look = begin(text, context)
    reading = read_by_rules(text, context, turn_id)
    if look is None:
        return reading
    return review(text, context, language_of(text, context.language), reading, look, turn_id)


def read_by_rules(text: str, context: Context, turn_id: str | None = None) -> Reading:
    """Reads one turn by the grammar of its language alone."""
    if language_of(text, context.language) == "en":
        from assistant.understanding.en.reader import read_en

        return read_en(text, context, turn_id)
    from assistant.understanding.zh.reader import read_zh

    return read_zh(text, context, turn_id)


def asks(text: str, context: Context) -> bool:
    """Whether a turn holds a question to us; in Chinese that is told without reading its facts."""
    if language_of(text, context.language) == "en":
        return read_by_rules(text, context).does(Act.QUESTION)
    from assistant.understanding.acts.zh import detect

    return any(span.act is Act.QUESTION for span in detect(fold(text), context))


def language_of(text: str, interview: Language | None = None) -> Language:
    """The language a turn is mostly in; a turn with neither script (digits, signs) takes that of the interview."""
    han = sum(1 for _ in _HAN.finditer(text))
    words = sum(1 for _ in _LATIN_WORD.finditer(text))
    if han == 0 and words == 0:
        return interview or "zh"
    if han == 0:
        return "zh" if interview == "zh" and words <= 1 else "en"
    return "en" if words > han else "zh"


def warm_up() -> None:
    """Load every word list and compile every pattern now, so that the first worker need not wait for it."""
    from assistant.understanding.en import patterns
    from assistant.understanding.zh import grammar

    grammar.make_ready()
    patterns.make_ready()
    for language, text in _WARM_UP:
        read(text, Context(today=date(2026, 1, 1), language=language))
