"""Quantities known by their shape alone: phone numbers, decades of life, "a year and a half"."""

from __future__ import annotations

import re

from assistant.understanding.en.numbers import Number, number_words, tidy
from assistant.understanding.en.patterns import pattern
from assistant.understanding.en.quantity import Quantity
from assistant.understanding.en.shapes import shape

# The years of a decade its parts cover.
_TEN = 10
# The code of China before a number of so many digits.
_COUNTRY_CODE = re.compile("(?:00)?86")
_LONG = 11
_PARTS = {"early": (1, 3), "mid": (4, 6), "middle": (4, 6), "late": (7, 9)}


def shaped(text: str) -> list[Quantity]:
    """Phone numbers and decades of the read text; what they cover is no other number."""
    found = [q for match in shape("phone").finditer(text) if (q := _phone(match)) is not None]
    return found + [q for match in shape("decade").finditer(text) if (q := _decade(match)) is not None]


def short_lengths(text: str) -> list[Quantity]:
    """Lengths said without a number: "a year", "half a year", "over a decade"."""
    return [q for match in shape("short").finditer(text) if (q := _short(match, text)) is not None]


def _phone(match: re.Match[str]) -> Quantity | None:
    text = match.group()
    typed = not any(character.isalpha() for character in text) or text[0] == "+" or text.startswith("plus ")
    digits = re.sub(r"\D", "", text) if typed else _spoken_digits(text)
    code = _COUNTRY_CODE.match(digits)
    if code and len(digits) - code.end() == _LONG:
        digits = digits[code.end() :]
    plausible = (len(digits) == 11 and digits[0] in "01") or (
        7 <= len(digits) <= 15 and text.startswith(("+", "plus "))
    )
    return Quantity(match.start(), match.end(), "phone", digits=digits) if plausible else None


def _spoken_digits(text: str) -> str:
    """The digits of a number spelled out, in pairs too ("eighteen six"), with "double" and figures among them."""
    words = number_words()
    digits: list[str] = []
    times = 1
    tens = 0
    for word in (said for said in re.findall(r"[a-z]+|\d+", text) if said not in words["between_digits"]):
        if word in words["repeats"]:
            times = int(words["repeats"][word])
            continue
        small = words["units"].get(word, 0)
        if tens and 0 < small < _TEN:
            digits[-1] = str(tens + small)
        else:
            digits.append((word if word.isdigit() else _spoken_pair(word)) * times)
        tens = words["tens"].get(word, 0)
        times = 1
    return "".join(digits)


def _spoken_pair(word: str) -> str:
    words = number_words()
    return str(words["digits"].get(word) or words["units"].get(word) or words["tens"][word])


def _decade(match: re.Match[str]) -> Quantity | None:
    part, upto, word = match.groups()
    base = int(word[:2]) if word[0].isdigit() else int(number_words()["decades"][word])
    low, high = _PARTS.get(part or "", (0, 9))
    high = _PARTS.get(upto or "", (low, high))[1]
    return Quantity(match.start(), match.end(), "age", base + low, base + high, "decade", ("approximate",))


def _short(match: re.Match[str], text: str) -> Quantity | None:
    """Reads half a year", "a year and a half", "a decade"; "8000 a month" and "twice a week" are rates, not lengths."""
    months = number_words()["durations"]
    if match.group(2):
        length = months[match.group(2)] / 2
        return Quantity(match.start(), match.end(), "duration", length, length, match.group(2))
    before = text[max(0, match.start() - 14) : match.start()]
    if match.group(3) in ("a", "one", "an") and pattern("rate_before").search(before):
        return None
    if match.group(3) == "this":
        return None
    length = tidy(months[match.group(5)] * (1.5 if match.group(6) else 1))
    bound = shape("short_bound").search(before)
    low, high, flags = _short_ends(length, bound.lastgroup if bound else None)
    start = match.start() - len(bound.group()) if bound else match.start()
    if match.group("two") and low is not None:
        high = length * 2
    return Quantity(start, match.end(), "duration", low, high, match.group(5), flags)


def _short_ends(length: Number, bound: str | None) -> tuple[Number | None, Number | None, tuple[str, ...]]:
    if bound == "near":
        return tidy(length * 0.9), length, ()
    if bound == "floor":
        return length, None, ()
    if bound == "ceiling":
        return None, length, ()
    return length, length, ("approximate",) if bound == "about" else ()
