"""Mobile numbers, typed or spelled aloud with pauses, in Arabic, Chinese or both: 138 幺二三四 五六七八."""

from __future__ import annotations

import re
from typing import Final

from assistant.understanding.quantity.characters import DIGITS
from assistant.understanding.quantity.model import Mention
from assistant.understanding.quantity.source import Source

_DIGIT: Final = "0-9零一二三四五六七八九幺洞拐勾"
# What she says or does between two chunks of a number.
_PAUSE: Final = (
    r"(?:[\s\-–—、，,.。·…]|打头的?|开头的?|起头|中间是?|尾号是?|末尾是?|末了是?|然后是?|最后[四4]?位?是?"
    r"|后面是?|后边是?|接着是?|再是|再来|嗯+|啊|呃|那个){0,4}+"
)
_REPEAT: Final = rf"[两俩二三四五六3456]个[{_DIGIT}]"
_NUMBER: Final = re.compile(
    rf"(?:(?:\+|00)?86[\s\-]?)?((?:{_REPEAT}|[{_DIGIT}])(?:{_PAUSE}(?:{_REPEAT}|[{_DIGIT}])){{6,24}}+)"
)
_UNIT_AFTER: Final = re.compile(r"[十百千万块元个岁年月天号]")
# A number goes before it: a foreign country code, or some other code.
_ABROAD: Final = re.compile(r"[0-9][\s\-()]{0,2}$")
_PART: Final = re.compile(rf"({_REPEAT})|([{_DIGIT}])")
_SPECIAL: Final = {"洞": "0", "拐": "7", "勾": "9"}
_LENGTH: Final = 11
_CUES: Final = re.compile(r"(?:电话|手机|号码|微信|联系|打给|打我)[^。！？]{0,6}$")
_SECOND: Final = frozenset("3456789")


def read_phone(source: Source, position: int) -> Mention | None:
    """The mobile number that begins at `position`.

    Eleven digits from 13 to 19, +86 before them or not. A run of seven to fourteen digits that a phone word announces
    but that is no mobile number comes back flagged `incomplete`, so that she can be asked again.
    """
    match = _NUMBER.match(source.text, position)
    if match is None or _ABROAD.search(source.text[max(0, position - 3) : position]):
        return None
    parts = list(_PART.finditer(source.text, match.start(1), match.end()))
    digits = "".join(_spelled(part.group()) for part in parts)
    if len(digits) == _LENGTH and digits[0] == "1" and digits[1] in _SECOND:
        if _UNIT_AFTER.match(source.text, match.end()):
            return None
        return Mention(position, match.end(), "phone", digits=digits)
    if 7 <= len(digits) <= 14 and _CUES.search(source.before(position, 12)):
        return Mention(position, match.end(), "phone", digits=digits, flags={"incomplete"})
    return _first_eleven(position, parts)


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
    return _SPECIAL.get(character) or str(DIGITS[character])
