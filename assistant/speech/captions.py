"""What recognizers write that was not said, and what they leave out: captions, loops, old characters, punctuation."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from assistant.kit.data import data_path, load_yaml
from assistant.profile.model import Language
from assistant.speech.hearing import Repetition, hearing
from assistant.speech.model import Word

if TYPE_CHECKING:
    from opencc import OpenCC

_MARKS = ",.;:!?，。；：！？、…"
# A point may stand inside the address of a subtitle service.
_CLAUSE_ENDS: dict[Language, str] = {"zh": ",;!?，。；！？\n", "en": ",.;!?\n"}
_NOT_LETTERS = re.compile(r"[^\w]+")
_SPACES = re.compile(r"\s+")
_SENTENCES = re.compile(r"[^。！？]*[。！？]?", re.DOTALL)
_CJK = r"[\u4e00-\u9fff]"
_HALF_WIDTH = re.compile(rf"(?<={_CJK})[,?!;:]|[,?!;:](?=\s*{_CJK})")
_FULL_WIDTH = str.maketrans(",?!;:", "，？！；：")
# A caption fills at least this share of its clause; a sentence that merely contains such words was said.
_FILLS = 0.4


class _Captions(NamedTuple):
    never: re.Pattern[str]
    alone: frozenset[str]


@cache
def _question_words(language: Language) -> re.Pattern[str]:
    data = load_yaml(data_path("knowledge_base", "speech", "captions.yaml"))
    return re.compile("|".join(data["question_words"][language]))


def stated(text: str, language: Language) -> str:
    """`text` with a full stop for every question mark whose sentence holds no word that asks: her tune only rose."""
    if language != "zh" or "？" not in text:
        return text
    sentences = _SENTENCES.findall(text)
    asks = _question_words(language).search
    return "".join(each if asks(each) else each.replace("？", "。") for each in sentences)


@cache
def _captions(language: Language) -> _Captions:
    data = load_yaml(data_path("knowledge_base", "speech", "captions.yaml"))
    never = re.compile("|".join(f"(?:{pattern})" for pattern in data["never_said"][language]))
    return _Captions(never, frozenset(data["alone"][language]))


def bare(text: str, language: Language) -> str:
    """Letters and digits only, in small letters; English words keep one space between them."""
    small = text.casefold()
    return _NOT_LETTERS.sub("", small) if language == "zh" else _NOT_LETTERS.sub(" ", small).strip()


@cache
def _converter(table: str = "t2s") -> OpenCC:
    # Reads a megabyte of dictionaries.
    from opencc import OpenCC

    return OpenCC(table)


def simplified(text: str) -> str:
    """`text` in simplified characters, as long as before."""
    converted = str(_converter().convert(text))
    # Never seen with this dictionary; spans must fit even so.
    return converted if len(converted) == len(text) else "".join(str(_converter().convert(c))[:1] or c for c in text)


def traditional(text: str) -> str:
    """`text` in traditional characters."""
    return str(_converter("s2t").convert(text))


def full_width(text: str) -> str:
    """Half-width marks beside Chinese characters made full width; thousands and English are left alone."""
    return _HALF_WIDTH.sub(lambda mark: mark[0].translate(_FULL_WIDTH), text)


def respelled(words: tuple[Word, ...], text: str) -> tuple[Word, ...]:
    """The words with the letters of `text`, which is their joined text in another spelling of the same length.

    Raises:
        ValueError: the lengths differ.
    """
    if sum(len(word.text) for word in words) != len(text):
        raise ValueError("another spelling has the same length")
    at, out = 0, []
    for word in words:
        out.append(word.model_copy(update={"text": text[at : at + len(word.text)]}))
        at += len(word.text)
    return tuple(out)


def is_caption(clause: str, language: Language) -> bool:
    """Whether a clause is one of those the recognizer learned from subtitles."""
    letters = bare(clause, language)
    filled = sum(len(found[0]) for found in _captions(language).never.finditer(letters))
    return filled > 0 and filled >= _FILLS * len(letters)


def is_filler(text: str, language: Language) -> bool:
    """Whether the whole answer is a word that recognizers hear in noise."""
    letters = bare(text, language)
    return not letters or letters in _captions(language).alone


def without_captions(words: tuple[Word, ...], language: Language) -> tuple[Word, ...]:
    """The words without the clauses that are captions."""
    kept: list[Word] = []
    clause: list[Word] = []
    for word in words:
        clause.append(word)
        if word.text[-1:] in _CLAUSE_ENDS[language]:
            kept.extend(_unless_caption(clause, language))
            clause = []
    kept.extend(_unless_caption(clause, language))
    return tuple(kept)


def _unless_caption(clause: list[Word], language: Language) -> list[Word]:
    return [] if is_caption("".join(word.text for word in clause), language) else clause


def repeats(text: str, rule: Repetition) -> bool:
    """Whether some piece of at least `rule.characters` stands `rule.times` in a row. Digits alone do not count."""
    squeezed = _SPACES.sub("", text.casefold()).translate({ord(mark): None for mark in _MARKS})
    pattern = rf"(?P<piece>.{{{rule.characters},}}?)(?P=piece){{{rule.times - 1},}}"
    digits = frozenset(hearing().loops.digits)
    return any(not digits.issuperset(found["piece"]) for found in re.finditer(pattern, squeezed))


def is_suspect(text: str) -> bool:
    """Whether a repetition may be a loop of the recognizer, so that it is worth reading again another way."""
    loops = hearing().loops
    return repeats(text, loops.suspect) or is_loop(text)


def is_loop(text: str) -> bool:
    """Whether a repetition is one that nobody says."""
    loops = hearing().loops
    once = rf"(\D)\1{{{loops.one_character - 1},}}"
    return repeats(text, loops.certain) or re.search(once, _SPACES.sub("", text)) is not None


def too_fast(text: str, language: Language, speech_seconds: float) -> bool:
    """Whether more was written than can be said in so much speech."""
    most = hearing().trust.most_characters_per_second[language]
    # One second more than was found, because the edges of speech are soft.
    return len(bare(text, language)) > most * (speech_seconds + 1.0)


def punctuated(words: tuple[Word, ...], language: Language) -> tuple[Word, ...]:
    """Commas at the pauses of a long Chinese answer that came without any punctuation, and its full stop."""
    text = "".join(word.text for word in words).strip()
    rule = hearing().pauses
    inside = text[:-1]
    if language != "zh" or len(text) < rule.unpunctuated or any(mark in inside for mark in _MARKS):
        return words
    marked = [
        word.model_copy(update={"text": f"{word.text.rstrip()}，"})
        if following.start - word.end >= rule.comma and word.text.strip()
        else word
        for word, following in pairwise(words)
    ]
    last = words[-1]
    ending = last if last.text[-1:] in _MARKS else last.model_copy(update={"text": f"{last.text}。"})
    return (*marked, ending)
