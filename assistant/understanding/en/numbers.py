"""English numbers as people say them: digits, words, k and 万, ranges, "about", "at least", "-ish", "twenty-odd"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Literal, NamedTuple

from assistant.kit.data import data_path, load_yaml

Number = int | float
Bound = Literal["approximate", "floor", "ceiling", "near", "above_a_little", "odd", ""]

_TOKEN = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+(?:,\d{3}(?!\d))*(?:\.\d+)?|\S", re.ASCII)
_RANGE_WORDS = frozenset({"to", "or", "-", "–", "—", "~", "～", "until", "till"})
_LONGEST_PHRASE = 5
_FIGURES = frozenset("0123456789")
_MAX_DIGITS = 9
_MOST_HUNDREDS = 9
# Up to here "a bit over" is less than one more.
_SMALL = 20
_BASE = 10
_SHORTEST_NOUN = 4


class Token(NamedTuple):
    """A word, a figure or one sign of the read text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Amount:
    """A number or range in the text, before it is known what it counts.

    `first`..`last` are token indices (last exclusive) of the number itself with the words that bound it; `scaled` says
    a thousand-like scale was spoken (8k, nine thousand), which in this trade mostly means money.
    """

    first: int
    last: int
    min: Number | None
    max: Number | None
    bound: Bound = ""
    scaled: bool = False
    figure: bool = False

    @property
    def flags(self) -> tuple[str, ...]:
        """The flags a fact made of this amount carries."""
        loose = self.bound in ("near", "above_a_little") or (self.bound == "approximate" and self.min == self.max)
        return ("approximate",) if loose else ()


@dataclass(frozen=True, slots=True)
class Value:
    """One number: its value, the token after it, and the scale word it ended with (1 when none)."""

    value: Number
    last: int
    scale: int = 1
    figure: bool = False


@cache
def number_words() -> Mapping[str, Any]:
    """The content of `knowledge_base/grammar/en/numbers.yaml`."""
    data: dict[str, Any] = load_yaml(data_path("knowledge_base", "grammar", "en", "numbers.yaml"))
    return data


@cache
def _bounds(side: Literal["before", "after"]) -> dict[tuple[str, ...], Bound]:
    return {
        tuple(token.text for token in tokenize(phrase)): bound
        for bound, phrases in number_words()[side].items()
        for phrase in phrases
    }


def tokenize(text: str) -> list[Token]:
    """Words, figures ("8,500.5" is one) and signs, with their offsets."""
    return [Token(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(text)]


def tidy(value: Number) -> Number:
    """An int where the value is whole; at most two decimals otherwise."""
    rounded = round(value, 2)
    return int(rounded) if rounded == int(rounded) else rounded


def read_value(tokens: Sequence[Token], at: int) -> Value | None:
    """The number that begins at token `at`, if one does; "a" counts only before hundred, thousand, dozen."""
    if at >= len(tokens):
        return None
    head = tokens[at].text
    if head[0] in _FIGURES:
        return _read_figure(tokens, at)
    words = number_words()
    if head in words["units"] or head in words["tens"]:
        pair = _year_pair(tokens, at) or _hundreds_pair(tokens, at) or _spoken_decimal(tokens, at)
        return _with_half(tokens, pair or _read_words(tokens, at))
    following = tokens[at + 1].text if at + 1 < len(tokens) else ""
    if head == "a" and following in ("hundred", "thousand", "grand"):
        return _read_words(tokens, at + 1)
    if head == "a" and following == "couple":
        skip = 1 if at + 2 < len(tokens) and tokens[at + 2].text == "of" else 0
        return _scaled(tokens, 2, at + 2 + skip, figure=False)
    if head == "couple" or (head in ("a", "half") and following == "dozen") or head == "dozen":
        return _dozen(tokens, at)
    if head in ("several", "few"):
        return None
    return None


def _dozen(tokens: Sequence[Token], at: int) -> Value:
    head = tokens[at].text
    if head == "couple":
        skip = 1 if at + 1 < len(tokens) and tokens[at + 1].text == "of" else 0
        return Value(2, at + 1 + skip)
    if head == "half":
        return Value(6, at + 2)
    if head == "dozen":
        return Value(12, at + 1)
    return Value(12, at + 2)


def _read_figure(tokens: Sequence[Token], at: int) -> Value | None:
    digits = tokens[at].text.replace(",", "")
    if len(digits) > _MAX_DIGITS:
        return None
    value: Number = float(digits) if "." in digits else int(digits)
    return _scaled(tokens, value, at + 1, figure=True)


def _scaled(tokens: Sequence[Token], value: Number, at: int, *, figure: bool) -> Value:
    scale = number_words()["scales"].get(tokens[at].text) if at < len(tokens) else None
    if scale is None:
        return _with_half(tokens, Value(value, at, figure=figure))
    if scale == 100 and at + 1 < len(tokens) and tokens[at + 1].text in ("thousand", "k"):
        return Value(value * 100_000, at + 2, 1000, figure)
    return Value(tidy(value * scale), at + 1, scale, figure)


def _with_half(tokens: Sequence[Token], value: Value) -> Value:
    """Adds "and a half", and the scale that may follow it ("two and a half thousand")."""
    words = [t.text for t in tokens[value.last : value.last + 3]]
    if words != ["and", "a", "half"] and words[:2] not in (["and", "half"], ["&", "half"]):
        return value
    last = value.last + (3 if words[1] == "a" else 2)
    if value.scale > 1:
        return replace(value, value=value.value + value.scale / 2, last=last)
    scale = number_words()["scales"].get(tokens[last].text, 1) if last < len(tokens) else 1
    return Value(tidy((value.value + 0.5) * scale), last + (scale > 1), scale, value.figure)


def _year_pair(tokens: Sequence[Token], at: int) -> Value | None:
    """Such as "nineteen seventy-nine" -> 1979, "twenty twenty-two" -> 2022."""
    words = number_words()
    century = {"nineteen": 1900, "twenty": 2000}.get(tokens[at].text)
    if century is None or at + 1 >= len(tokens):
        return None
    if tokens[at + 1].text not in words["tens"] and words["units"].get(tokens[at + 1].text, 0) < 10:
        return None
    rest = _read_words(tokens, at + 1)
    return Value(century + rest.value, rest.last) if rest.value < 100 else None


def _hundreds_pair(tokens: Sequence[Token], at: int) -> Value | None:
    """Such as "two fifty a day" -> 250: hundreds said without the word, where a rate or a currency follows."""
    words = number_words()
    if at + 2 >= len(tokens) or not 1 <= words["units"].get(tokens[at].text, 0) <= _MOST_HUNDREDS:
        return None
    if tokens[at + 1].text not in words["tens"]:
        return None
    rest = _read_words(tokens, at + 1)
    following = tokens[rest.last].text if rest.last < len(tokens) else ""
    if following not in words["rate_words"] or rest.value >= 100:
        return None
    return Value(words["units"][tokens[at].text] * 100 + rest.value, rest.last)


def _spoken_decimal(tokens: Sequence[Token], at: int) -> Value | None:
    """Such as "nine point two" -> 9.2; the scale may follow it ("one point two wan")."""
    whole = _read_words(tokens, at)
    if whole.scale > 1 or [t.text for t in tokens[whole.last : whole.last + 1]] != ["point"]:
        return None
    digit = number_words()["units"].get(tokens[whole.last + 1].text) if whole.last + 1 < len(tokens) else None
    if digit is None or digit >= _BASE:
        return None
    return _scaled(tokens, tidy(whole.value + digit / _BASE), whole.last + 2, figure=False)


def _read_words(tokens: Sequence[Token], at: int) -> Value:
    words = number_words()
    total: Number = 0
    current: Number = 0
    scale = 1
    here = at
    room = 100  # what the next word must stay under: "forty five" goes on, "five six" does not
    while here < len(tokens):
        here = _past_ish(tokens, here)
        word = tokens[here].text
        small = words["units"].get(word, words["tens"].get(word))
        if small is not None and small < room:
            current += small
            room = 10 if word in words["tens"] else 0
        elif word in words["scales"] and (current or here == at):
            step = words["scales"][word]
            scale = max(scale, step)
            here += 1
            if step == 100:
                current, room = (current or 1) * 100, 100
            else:
                total, current, room = total + (current or 1) * step, 0, 100
            continue
        elif (not (word == "-" and room == 10) and not _joining_and(tokens, here, scale)) or not _number_goes_on(
            tokens, here + 1, room
        ):
            break
        here += 1
    if total and 0 < current < 10 and tokens[here - 2].text != "and":
        current *= 100
    return Value(tidy(total + current), here, scale)


def _past_ish(tokens: Sequence[Token], here: int) -> int:
    """The token after an "-ish" that stands before a scale ("ten-ish thousand"), else `here`."""
    after = here + (tokens[here].text == "-")
    if after + 1 < len(tokens) and tokens[after].text == "ish" and tokens[after + 1].text in number_words()["scales"]:
        return after + 1
    return here


def _joining_and(tokens: Sequence[Token], here: int, scale: int) -> bool:
    return tokens[here].text == "and" and scale > 1


def _number_goes_on(tokens: Sequence[Token], here: int, room: int) -> bool:
    words = number_words()
    if here >= len(tokens):
        return False
    small = words["units"].get(tokens[here].text, words["tens"].get(tokens[here].text))
    return small is not None and 0 < small < room


def read_amount(tokens: Sequence[Token], at: int) -> Amount | None:
    """The number or range beginning at token `at`, with the words before and after that bound it."""
    bound, start = _bound_before(tokens, at)
    between = start < len(tokens) and tokens[start].text == "between"
    low = read_value(tokens, start + between)
    if low is None:
        return None
    if bound and tokens[at].text == "from":
        bound = "floor"
    denied = start > 0 and tokens[start - 1].text == "not"
    ends = _range_ends(tokens, low, between=between, listed=not denied)
    if ends is not None:
        return _range(tokens, at, *ends)
    other = _compared(tokens, low)
    if other is not None:
        return Amount(at, other.last, min(low.value, other.value), max(low.value, other.value), "", figure=low.figure)
    after, last = _bound_after(tokens, low.last)
    amount = Amount(at, last, low.value, low.value, after or bound, low.scale >= 1000, low.figure)
    return _bounded(amount)


def _compared(tokens: Sequence[Token], value: Value) -> Value | None:
    """What the value is compared to: the six of "closer to seven than six"."""
    if value.last + 1 < len(tokens) and tokens[value.last].text == "than":
        return read_value(tokens, value.last + 1)
    return None


def _range(tokens: Sequence[Token], at: int, low: Value, high: Value) -> Amount:
    _, last = _bound_after(tokens, high.last)
    if last > high.last and tokens[high.last].text not in ("or", "-", "ish", "more", "give"):
        last = high.last
    scaled = max(low.scale, high.scale) >= 1000
    return Amount(at, last, tidy(low.value), tidy(high.value), "", scaled, low.figure)


def _bounded(amount: Amount) -> Amount:
    value = amount.min
    if value is None:
        return amount
    ends: dict[str, tuple[Number | None, Number | None]] = {
        "floor": (value, None),
        "ceiling": (None, value),
        "near": (tidy(value * 0.9), value),
        "above_a_little": (value, value + 1 if value < _SMALL else tidy(value * 1.1)),
        "odd": (value, value + 1000) if amount.scaled else (value + 1, value + 9),
    }
    low, high = ends.get(amount.bound, (value, value))
    return replace(amount, min=low, max=high)


def _phrase_at(tokens: Sequence[Token], at: int, phrases: Mapping[tuple[str, ...], Bound]) -> tuple[Bound, int]:
    for length in range(_LONGEST_PHRASE, 0, -1):
        bound = phrases.get(tuple(token.text for token in tokens[at : at + length]))
        if bound and at + length <= len(tokens):
            return bound, at + length
    return "", at


def _bound_before(tokens: Sequence[Token], at: int) -> tuple[Bound, int]:
    """The bounding words from `at` on; several may stack ("maybe about"), the strongest counts."""
    strongest: Bound = ""
    here = at
    while True:
        bound, after = _phrase_at(tokens, here, _bounds("before"))
        if not bound:
            return strongest, here
        strongest = bound if not strongest or strongest == "approximate" else strongest
        here = after


def _bound_after(tokens: Sequence[Token], at: int) -> tuple[Bound, int]:
    skip = 1 if at + 1 < len(tokens) and tokens[at].text == "-" else 0
    bound, last = _phrase_at(tokens, at + skip, _bounds("after"))
    if skip and bound not in ("approximate", "odd", "floor"):
        return "", at
    return (bound, last) if bound else ("", at)


def _range_ends(tokens: Sequence[Token], low: Value, *, between: bool, listed: bool) -> tuple[Value, Value] | None:
    """Both ends of a range, scale and tens completed from one to the other; None if this is no range."""
    if low.last + 1 >= len(tokens):
        return None
    joint = tokens[low.last].text
    adjacent = joint == "," and listed
    if joint in number_words()["units"]:
        return _side_by_side(tokens, low)
    if joint not in _RANGE_WORDS and not (joint == "and" and between) and not adjacent:
        return None
    high = read_value(tokens, low.last + 1)
    if high is None:
        return None
    low, high = _complete(low, high)
    if low.value >= high.value or (adjacent and not _neighbours(low, high)):
        return None
    return low, high


def _side_by_side(tokens: Sequence[Token], low: Value) -> tuple[Value, Value] | None:
    """Such as "five six families", "two three years": two numbers in a row before what they count."""
    units = number_words()["units"]
    high = read_value(tokens, low.last)
    if high is None or low.figure or low.scale > 1 or low.value >= _BASE or high.last >= len(tokens):
        return None
    noun = tokens[high.last].text
    if high.value != (low.value + 1) * high.scale or noun in units or not noun.isalpha() or len(noun) < _SHORTEST_NOUN:
        return None
    return _complete(low, high)


def _complete(low: Value, high: Value) -> tuple[Value, Value]:
    """Such as "8 to 9k" and "8k to 9" share their scale; "thirty-five or six" shares its tens."""
    if low.scale == high.scale == 1:
        if high.value < 10 <= low.value < 100 and high.value == low.value % 10 + 1:
            return low, replace(high, value=low.value - low.value % 10 + high.value)
        return low, high
    if low.scale == 1 and low.value < 1000 and low.value * high.scale < high.value:
        return replace(low, value=tidy(low.value * high.scale)), high
    if high.scale == 1 and high.value < 1000 and high.value * low.scale > low.value:
        return low, replace(high, value=tidy(high.value * low.scale), scale=low.scale)
    return low, high


def _neighbours(low: Value, high: Value) -> bool:
    """Whether a comma stands for "or": "six, seven years", "eight, nine thousand"."""
    step = max(low.scale, high.scale)
    return high.value - low.value == (step if step > 1 and low.value >= step else 1)
