"""Mobile numbers, typed or spelled aloud with pauses, in Arabic, Chinese or both: 138 幺二三四 五六七八."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from assistant.understanding.quantity.characters import DIGITS
from assistant.understanding.quantity.lexicon import read_file
from assistant.understanding.quantity.model import Mention
from assistant.understanding.quantity.source import Source

_LENGTH: Final = 11
_SECOND: Final = frozenset("3456789")


@dataclass(frozen=True, slots=True)
class _Spelling:
    """How numbers are spelled aloud, from phones.yaml; `part` is one digit or a repeated one (四个零)."""

    number: re.Pattern[str]
    part: re.Pattern[str]
    unit_after: re.Pattern[str]
    abroad: re.Pattern[str]
    cues: re.Pattern[str]
    taken_back: re.Pattern[str]
    special: Mapping[str, str]


@cache
def _spelling() -> _Spelling:
    data = read_file("phones")
    digit, repeat = f"[{data['digits']}]", f"{data['repeat']}[{data['digits']}]"
    pause = "(?:" + "|".join(data["pauses"]) + "){0,4}+"
    return _Spelling(
        number=re.compile(rf"(?:(?:\+|00)?86[\s\-]?)?((?:{repeat}|{digit})(?:{pause}(?:{repeat}|{digit})){{6,24}}+)"),
        part=re.compile(f"({repeat})|({digit})"),
        unit_after=re.compile(data["unit_after"]),
        abroad=re.compile(data["abroad"]),
        cues=re.compile(data["cues"]),
        taken_back=re.compile(rf"{data['taken_back']}((?:{repeat}|{digit}){{2,8}}+)(?!{digit})"),
        special=data["special"],
    )


def read_phone(source: Source, position: int) -> Mention | None:
    """The mobile number that begins at `position`.

    Eleven digits from 13 to 19, +86 before them or not. A run of seven to fourteen digits that a phone word announces
    but that is no mobile number comes back flagged `incomplete`, so that she can be asked again. Last digits she says
    over again at once (…二二三三，不对，是二二三六) take the place of those before them.
    """
    mention = _read(source, position)
    return mention and (_said_over(source, mention) or mention)


def _read(source: Source, position: int) -> Mention | None:
    spelling = _spelling()
    match = spelling.number.match(source.text, position)
    if match is None or spelling.abroad.search(source.text[max(0, position - 3) : position]):
        return None
    parts = list(spelling.part.finditer(source.text, match.start(1), match.end()))
    digits = "".join(_spelled(part.group()) for part in parts)
    if len(digits) == _LENGTH and digits[0] == "1" and digits[1] in _SECOND:
        if spelling.unit_after.match(source.text, match.end()):
            return None
        return Mention(position, match.end(), "phone", digits=digits)
    if 7 <= len(digits) <= 14 and spelling.cues.search(source.before(position, 12)):
        return Mention(position, match.end(), "phone", digits=digits, flags={"incomplete"})
    return _first_eleven(position, parts)


def _said_over(source: Source, mention: Mention) -> Mention | None:
    spelling = _spelling()
    again = spelling.taken_back.match(source.text, mention.end)
    if again is None or len(mention.digits or "") != _LENGTH or spelling.unit_after.match(source.text, again.end()):
        return None
    tail = "".join(_spelled(part.group()) for part in spelling.part.finditer(again.group(1)))
    digits = f"{mention.digits}"[: _LENGTH - len(tail)] + tail
    return Mention(mention.start, again.end(), "phone", digits=digits, flags={"correction"})


def _first_eleven(position: int, parts: list[re.Match[str]]) -> Mention | None:
    """The number when something else follows after a pause: 13812345678，48岁."""
    digits = ""
    for index, part in enumerate(parts):
        digits += _spelled(part.group())
        if len(digits) >= _LENGTH:
            paused = index + 1 == len(parts) or parts[index + 1].start() > part.end()
            well_formed = len(digits) == _LENGTH and digits[0] == "1" and digits[1] in _SECOND
            return Mention(position, part.end(), "phone", digits=digits) if paused and well_formed else None
    return None


def _spelled(part: str) -> str:
    if len(part) == 1:
        return _one(part)
    times = int(_one(part[0]))
    return _one(part[2]) * times


def _one(character: str) -> str:
    if character.isascii():
        return character
    return _spelling().special.get(character) or str(DIGITS[character])
