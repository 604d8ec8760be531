"""Numerals in every spoken form: 一万二, 八九千, 十来, 二十多, 好几千, 1万5, 8k, 一九七九. Works on normalised text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from assistant.understanding.quantity.characters import BIG_UNITS, DIGITS, SMALL_UNITS, digit_value
from assistant.understanding.quantity.forms import Forms
from assistant.understanding.quantity.lexicon import lexicon
from assistant.understanding.quantity.model import Numeral, Value

_FORMS: Final = Forms("numerals")

# A longer run of digits is an identity or bank number: nothing this grammar should put a value on.
LONGEST_RUN: Final = 15
_ARABIC: Final = re.compile(r"(?:[0-9]{1,3}(?:,[0-9]{3})++(?![0-9,])|[0-9]++)(?:\.[0-9]++)?")
_LATIN_UNITS: Final = {"k": 1_000, "K": 1_000, "w": 10_000, "W": 10_000}
_SMALL_OR_BIG: Final = frozenset("十百千万亿")
_PAIRS: Final = frozenset(
    {"一两", "一二", "二三", "两三", "三四", "三五", "四五", "五六", "六七", "七八", "八九", "三两"}
)
_RISING: Final = "一二三四五六七八九"
_SEVERAL: Final = {
    "几": ((2, 9), (1, 9)),
    "好几": ((4, None), (5, 9)),
    "大几": ((5, None), (6, 9)),
    "小几": ((2, 4), (1, 4)),
}
_TWENTIES: Final = {"廿": 20, "卅": 30}
_TAIL_DIGITS: Final = frozenset("一二三四五六七八九")


@dataclass(frozen=True, slots=True)
class _Group:
    """Digits before a unit: one digit, an approximate pair (八九), 几, or an Arabic number."""

    end: int
    low: Value
    high: Value | None
    arabic: str = ""
    flags: frozenset[str] = frozenset()


def read_numeral(text: str, start: int) -> Numeral | None:
    """The numeral that begins at `start` of normalised `text`, or None.

    Idioms are not looked for here; the caller has asked the lexicon first. Takes time linear in the numeral's length.
    """
    irregular = _ready(text, start) or _bare_unit(text, start)
    if irregular is not None:
        return irregular
    spelled = _spelled(text, start)
    if spelled is not None:
        return spelled
    return _Composer(text, start).read()


def run_end(text: str, start: int) -> int:
    """The end of the unbroken run of digits, Arabic or spelled, that begins at `start`."""
    match = _FORMS.digit_run.match(text, start)
    return match.end() if match else start


def _ready(text: str, start: int) -> Numeral | None:
    words = lexicon()
    word = words.ready_words.at(text, start)
    if word is None:
        return None
    entry = words.ready[word]
    flags = {"approximate"} if entry.low == entry.high and entry.unit != "岁" else set()
    if entry.vague:
        flags = {"vague"}
    magnitude = entry.unit is None
    return Numeral(
        start, start + len(word), entry.low, entry.high, magnitude=magnitude, unit=entry.unit, flags=frozenset(flags)
    )


def _bare_unit(text: str, start: int) -> Numeral | None:
    """万把, 千来块; 上万, 近千, 过万: a unit with no digit before it."""
    if text[start] not in "百千万":
        return None
    value = SMALL_UNITS.get(text[start]) or BIG_UNITS[text[start]]
    match = _FORMS.bare.match(text, start)
    if match:
        return Numeral(start, match.end(), value, value, value, magnitude=True, flags=frozenset({"approximate"}))
    before = text[start - 1] if start else ""
    if before and before in "上过破" and text[start + 1 : start + 2] not in _SMALL_OR_BIG:
        return Numeral(start - 1, start + 1, value, None, value, magnitude=True, flags=frozenset({"floor"}))
    if before == "近":
        return Numeral(start, start + 1, value, value, value, magnitude=True)
    return None


def _spelled(text: str, start: int) -> Numeral | None:
    """Digits spelled one by one: 一九七九, 一二三; two or three that follow each other are a range (三四, 五六七)."""
    match = _FORMS.spelled.match(text, start)
    if match is None or (text[match.end() : match.end() + 1] in _SMALL_OR_BIG and match.end() < len(text)):
        return None
    run = match.group()
    if len(run) > LONGEST_RUN or (len(run) == 2 and run in _PAIRS) or _decimal(text, match.end()):
        return None
    if len(run) == 3 and run in _RISING:
        return Numeral(start, match.end(), DIGITS[run[0]], DIGITS[run[2]])
    digits = digit_value(run)
    return Numeral(start, match.end(), int(digits), int(digits), digits=digits)


class _Composer:
    """Adds up digits and units from left to right, as intervals, in sections under 万 and 亿."""

    def __init__(self, text: str, start: int) -> None:
        self.text = text
        self.start = start
        self.position = start
        self.total: tuple[Value, Value | None] = (0, 0)
        self.section: tuple[Value, Value | None] = (0, 0)
        self.place = 10_000  # the place value of the last unit in this section
        self.last_big = 10**12
        self.began = False
        self.section_began = False
        self.zero = False
        self.scale = 1
        self.magnitude = False
        self.arabic = False
        self.flags: set[str] = set()

    def read(self) -> Numeral | None:
        """The longest well-formed numeral from the start."""
        while self.position < len(self.text) and self._step():
            pass
        if not self.began:
            return None
        if self.text.startswith("点", self.position) and not self.arabic:
            self._decimals()
        low, high = _add(self.total, self.section)
        self._more_or_so()
        if "over" in self.flags and high is not None:
            low, high = (low + 1, high + 9) if self.scale <= 10 else (low, high + self.scale)
        return Numeral(
            self.start,
            self.position,
            low,
            high,
            self.scale,
            magnitude=self.magnitude,
            arabic=self.arabic,
            flags=frozenset(self.flags),
        )

    def _step(self) -> bool:
        """Consumes one term; False when the numeral ends here."""
        character = self.text[self.position]
        if character == "零" and self.began:
            return self._skip_zero()
        if character in _TWENTIES:
            return self._add_small(
                _Group(self.position + 1, _TWENTIES[character] // 10, _TWENTIES[character] // 10), 10, 0
            )
        if character == "十":
            return self._add_small(_Group(self.position, 1, 1), 10, 1)
        if self.section_began and character in BIG_UNITS:
            return self._multiply(BIG_UNITS[character], 1)
        if self.section_began and character == "点" and not self.arabic:
            return self._decimals()
        if self.section_began and character in "多来余" and self._next() in BIG_UNITS:
            return self._multiply_more(character)
        group = self._group()
        return group is not None and self._place_group(group)

    def _next(self) -> str:
        return self.text[self.position + 1 : self.position + 2] or "\0"

    def _skip_zero(self) -> bool:
        following = self._next()
        if following not in DIGITS and following not in "十几" and not following.isdigit():
            return False
        self.zero = True
        self.position += 1
        return True

    def _group(self) -> _Group | None:
        text, at = self.text, self.position
        pair = _FORMS.digit_pair.match(text, at)
        if pair and int(pair.group(2)) == int(pair.group(1)) % 10 + 1:
            low = int(pair.group(1))
            return _Group(pair.end(), low, low + 1)
        arabic = _ARABIC.match(text, at)
        if arabic:
            return _arabic_group(arabic)
        for word in ("几", "好几", "大几", "小几"):
            if text.startswith(word, at):
                low, high = _SEVERAL[word][1 if self.began else 0]
                flags = frozenset({"vague"}) if word == "几" and not self.began else frozenset()
                flags = frozenset({"floor"}) if high is None else flags
                return _Group(at + len(word), low, high, flags=flags)
        if text[at] == "数" and not self.began and self._next() in _SMALL_OR_BIG:
            return _Group(at + 1, 2, 9, flags=frozenset({"vague"}))
        if text[at : at + 2] in _PAIRS:
            return _Group(
                at + 2,
                DIGITS[text[at]] if text[at : at + 2] != "三两" else 2,
                DIGITS[text[at + 1]] if text[at : at + 2] != "三两" else 3,
            )
        if text[at] in DIGITS:
            return _Group(at + 1, DIGITS[text[at]], DIGITS[text[at]])
        return None

    def _place_group(self, group: _Group) -> bool:
        if self.magnitude and _FORMS.before_period.match(self.text, self.position):
            digit = DIGITS[self.text[self.position]]
            return self._end_with(_Group(self.position + 1, digit, digit))
        unit = self.text[group.end : group.end + 1] or "\0"
        decimal = None if group.arabic else _decimal(self.text, group.end)
        if decimal and not self.began:
            group = _with_decimals(group, decimal)
            unit = self.text[group.end : group.end + 1] or "\0"
        if unit in SMALL_UNITS and SMALL_UNITS[unit] < self.place:
            return self._add_small(group, SMALL_UNITS[unit], 1)
        big = BIG_UNITS.get(unit) or self._latin(group, unit)
        if big is not None and big < self.last_big and self._fits_ones(group):
            self._add_ones(group)
            return self._multiply(big, 1)
        if unit in _SMALL_OR_BIG:
            return False
        return self._end_with(group)

    def _latin(self, group: _Group, unit: str) -> int | None:
        after = self.text[group.end + 1 : group.end + 2]
        if unit in _LATIN_UNITS and not (after.isascii() and after.isalpha()):
            return _LATIN_UNITS[unit]
        return None

    def _fits_ones(self, group: _Group) -> bool:
        """Whether a group may stand in the ones of this section: nothing there yet, or right after 十 or 零."""
        return not self.section_began or ((self.place == 10 or self.zero) and not group.arabic)

    def _add_small(self, group: _Group, unit: int, width: int) -> bool:
        if unit >= self.place or (unit == 10 and not self.zero and self._skips_a_place()):
            return False
        self.section = _add(self.section, _times(group, unit))
        self.place = self.scale = unit
        self.began = self.section_began = True
        self.zero = False
        self.magnitude = self.magnitude or unit >= 100
        self.arabic = self.arabic or bool(group.arabic)
        self.flags |= group.flags
        self.position = group.end + width
        return True

    def _skips_a_place(self) -> bool:
        """九千二十六天 is 9000 for 26 days; 9026 needs its 零."""
        return self.place == 1000 if self.section_began else self.last_big == 10_000

    def _add_ones(self, group: _Group) -> None:
        self.section = _add(self.section, (group.low, group.high))
        self.began = self.section_began = True
        self.arabic = self.arabic or bool(group.arabic)
        self.flags |= group.flags
        self.position = group.end

    def _decimals(self) -> bool:
        """三百二十四点七五, 二十点一万."""
        decimal = _decimal(self.text, self.position)
        if decimal is None or self.section[0] != self.section[1] or self.section[0] != int(self.section[0]):
            return False
        value = float(f"{self.section[0]}.{digit_value(decimal.group(1))[:LONGEST_RUN]}")
        self.section, self.scale, self.position = (value, value), 1, decimal.end()
        unit = self.text[self.position : self.position + 1]
        return unit in BIG_UNITS and self._multiply(BIG_UNITS[unit], 1)

    def _multiply(self, big: int, width: int) -> bool:
        """Closes the section with 万 or 亿."""
        if big >= self.last_big:
            return False
        low, high = self.section
        self.total = _add(self.total, (low * big, None if high is None else high * big))
        self.section = (0, 0)
        self.section_began = self.zero = False
        self.place = 10_000
        self.last_big = self.scale = big
        self.magnitude = True
        self.position += width
        return True

    def _multiply_more(self, character: str) -> bool:
        """十多万, 二十来万: the section is loose before it is closed."""
        low, high = self.section
        if character in "多余":
            high = None if high is None else high + self.scale - (1 if self.scale == 10 else 0)
            self.section = (low + 1 if self.scale == 10 else low, high)
        else:
            self.flags.add("approximate")
        self.position += 1
        return self._multiply(BIG_UNITS[self.text[self.position]], 1)

    def _end_with(self, group: _Group) -> bool:
        """The last digits of the numeral: ones, or the short form of the next place (一万二). Always ends it."""
        if not self.began:
            self._add_ones(group)
            self.scale = _trailing(group.arabic)
        elif self.zero or (self.place == 10 and self.section_began):
            if self.zero or not group.arabic:
                self._add_ones(group)
                self.scale = 1
        elif self._is_tail(group):
            unit = (self.place if self.section_began else self.last_big) // 10
            if len(group.arabic) > 1:
                unit = 1
            self.section = _add(self.section, _times(group, unit))
            self.position, self.scale = group.end, unit
            self.flags |= group.flags
        return False

    def _is_tail(self, group: _Group) -> bool:
        """Whether the digits after 百, 千 or 万 belong to it: 八千五 and 1万2000, but not 八千|五个 or 一万|一起."""
        words = lexicon()
        stopped = words.tail_stops.at(self.text, group.end) and not words.tail_goes_on.at(self.text, group.end)
        if stopped or words.stop_end(self.text, self.position) is not None:
            return False
        if group.arabic:
            place = self.place if self.section_began else self.last_big
            return len(group.arabic) == 1 or (group.arabic.isdigit() and 10 ** len(group.arabic) == place)
        return self.text[self.position] in _TAIL_DIGITS or self.text[self.position] in "几好大"

    def _more_or_so(self) -> None:
        if self.scale < 10:
            return
        if _FORMS.more.match(self.text, self.position):
            self.flags.add("over")
            self.position += 1
        elif _FORMS.or_so.match(self.text, self.position):
            self.flags.add("approximate")
            self.position += 1


def _arabic_group(match: re.Match[str]) -> _Group | None:
    written = match.group().replace(",", "")
    if len(written) > LONGEST_RUN:
        return None
    value: Value = float(written) if "." in written else int(written)
    return _Group(match.end(), value, value, arabic=written)


def _decimal(text: str, position: int) -> re.Match[str] | None:
    """点五 after a number; not in 八点一直到六点."""
    match = _FORMS.decimal.match(text, position)
    if match is None or len(match.group(1)) > 1:
        return match
    return match if lexicon().stop_end(text, match.start(1)) is None else None


def _with_decimals(group: _Group, decimal: re.Match[str]) -> _Group:
    spelled = digit_value(decimal.group(1))[:LONGEST_RUN]
    value = float(f"{group.low}.{spelled}")
    return _Group(decimal.end(), value, value, flags=group.flags)


def _trailing(arabic: str) -> int:
    """The place value of the last digit of an Arabic number that is not zero: 8500 -> 100, 20 -> 10."""
    if not arabic.isdigit() or int(arabic) == 0:
        return 1
    return int(10 ** (len(arabic) - len(arabic.rstrip("0"))))


def _times(group: _Group, unit: int) -> tuple[Value, Value | None]:
    return group.low * unit, None if group.high is None else group.high * unit


def _add(one: tuple[Value, Value | None], other: tuple[Value, Value | None]) -> tuple[Value, Value | None]:
    high = None if one[1] is None or other[1] is None else one[1] + other[1]
    return one[0] + other[0], high
