"""Words what is written the way people say it, so that a voice can read it: numbers, money, dates, units, signs."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Any, Final

from assistant.kit.data import data_path, load_yaml
from assistant.profile.model import Language
from assistant.speech import aloud_en, aloud_zh

_SPACES: Final = re.compile(r"\s+")
_LINES: Final = re.compile(r"\s*\n\s*")
_BETWEEN_MARKS: Final = re.compile(r"\s*([，。？！、；：…])\s*")
_BEFORE_MARK: Final = re.compile(r"\s+([,.?!;:])")
_WEAK_THEN_MARK: Final = re.compile(r"[，、,]+(?=[，。？！、；：…,.?!;:])")
_MARK_THEN_WEAK: Final = re.compile(r"(?<=[，。？！、；：…,.?!;:])[，、,]+")
_REPEATED: Final = re.compile(r"([。？！；：….?!;:])\1+")
_AFTER_MARK: Final = re.compile(r"([,;:!?])(?=[A-Za-z])")
_BETWEEN_HAN: Final = re.compile(r"(?<=[\u3400-\u9fff]) +(?=[\u3400-\u9fff])")
_LEADING: Final = "，。、；：…,.;: -'’"
_TRAILING: Final = "，、,； -："
_INSIDE_WORDS: Final = "'’-"
_FRACTION_SLASH: Final = "⁄"


def aloud(text: str, language: Language) -> str:
    """`text` as it is spoken in `language`: words and pauses only, no digit, no sign, no picture.

    English words inside Chinese stay as they are. Spoken text stays as it is: doing this twice changes nothing.
    """
    text = _plain(text, language)
    text = aloud_zh.numbers(text) if language == "zh" else aloud_en.numbers(text)
    return _tidy(_without_signs(text, language))


@cache
def _signs(language: Language) -> dict[str, str]:
    data: dict[str, Any] = load_yaml(data_path("knowledge_base", "speech", "aloud.yaml"))
    return dict(data[language]["signs"])


@cache
def _marks() -> frozenset[str]:
    return frozenset(load_yaml(data_path("knowledge_base", "speech", "aloud.yaml"))["marks"])


def _plain(text: str, language: Language) -> str:
    """Digits of every kind and width as 0-9; line ends as stops; what cannot be seen is gone."""
    text = unicodedata.normalize("NFC", text)
    stop = "。" if language == "zh" else ". "
    lines = [line for line in _LINES.split(text.strip()) if line]
    text = "".join(
        line if number == len(lines) - 1 or line[-1] in _marks() else line + stop for number, line in enumerate(lines)
    )
    return "".join(_plain_character(character) for character in text)


def _plain_character(character: str) -> str:
    kind = unicodedata.category(character)
    if kind in ("Nd", "No", "Nl"):
        if character == "〇":
            return "零"
        wide = unicodedata.normalize("NFKC", character).replace(_FRACTION_SLASH, "/")
        said = wide if wide.isascii() else str(int(unicodedata.numeric(character, 0)))
        return said if kind == "Nd" else f" {said} "
    if "\uff01" <= character <= "\uff5e" and (character.isalpha() or character in "％＋－／＝＜＞＆＃＠"):
        return unicodedata.normalize("NFKC", character)
    return " " if kind == "Zs" else character


def _without_signs(text: str, language: Language) -> str:
    signs, marks = _signs(language), _marks()
    parts = []
    for at, character in enumerate(text):
        if character in signs:
            parts.append(f" {signs[character]} " if signs[character].isalpha() else signs[character])
        elif character in marks or character == " " or unicodedata.category(character)[0] == "L":
            parts.append(character)
        elif character in _INSIDE_WORDS and text[at - 1 : at].isalpha() and text[at + 1 : at + 2].isalpha():
            parts.append("'" if character in "'’" else _hyphen(text, at))
        elif character in _INSIDE_WORDS:
            parts.append(" ")
    return "".join(parts)


def _hyphen(text: str, at: int) -> str:
    return "-" if text[at - 1].isascii() and text[at + 1].isascii() else " "


def _tidy(text: str) -> str:
    text = _SPACES.sub(" ", text)
    before = None
    while before != text:
        before = text
        text = _BEFORE_MARK.sub(r"\1", _BETWEEN_MARKS.sub(r"\1", text))
        text = _MARK_THEN_WEAK.sub("", _WEAK_THEN_MARK.sub("", text))
        text = _REPEATED.sub(r"\1", text).lstrip(_LEADING).rstrip(_TRAILING)
        text = _AFTER_MARK.sub(r"\1 ", _BETWEEN_HAN.sub("", text))
    return text
