"""English quantities: what each number in a turn counts (money, time, age, days off, families, a phone number)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from assistant.understanding.en.numbers import Amount, Number, Token, number_words, read_amount, tidy, tokenize
from assistant.understanding.en.patterns import pattern
from assistant.understanding.en.shapes import pay_unit, shape

Kind = Literal[
    "number", "count", "money", "foreign_money", "duration", "clock", "age", "rest", "days_per", "phone", "percent"
]
_MONTHLY_FROM = 1000
# The years of a decade its parts cover.
_PARTS = {"early": (1, 3), "mid": (4, 6), "middle": (4, 6), "late": (7, 9)}
_OLD_ENOUGH = 15
_WEEKS_A_MONTH = 4
_DAYS_A_WEEK = 7


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in the read text with what it counts.

    `duration` is in months, `money` in yuan for one pay `unit` (None when unsaid), `rest` in days a month, `days_per`
    in days for one `unit` (week or month), `count` in the noun `unit`; `phone` has `digits`.
    """

    start: int
    end: int
    kind: Kind
    min: Number | None = None
    max: Number | None = None
    unit: str | None = None
    flags: tuple[str, ...] = ()
    digits: str = ""
    noun_length: int = 0
    nearly: bool = False

    @property
    def number_end(self) -> int:
        """Where the number itself ends, before the noun it counts."""
        return self.end - self.noun_length

    def range(self) -> dict[str, Number | None]:
        """The value of a range field."""
        return {"min": self.min, "max": self.max}


def scan(text: str) -> list[Quantity]:
    """Every quantity of the read text, by position, none overlapping. Linear in the length of `text`."""
    found = [q for match in shape("phone").finditer(text) if (q := _phone(match)) is not None]
    found += [q for match in shape("decade").finditer(text) if (q := _decade(match)) is not None]
    taken = [(q.start, q.end) for q in found]
    found += _amounts(text, taken)
    found += [q for match in shape("short").finditer(text) if (q := _short(match, text)) is not None]
    return _with_months(text, _settled(found))


def _with_months(text: str, found: Sequence[Quantity]) -> list[Quantity]:
    """The quantities, "a year" and "two months" after it as one length."""
    kept: list[Quantity] = []
    for quantity in found:
        last = kept[-1] if kept else None
        whole = last is not None and last.kind == quantity.kind == "duration" and last.min == last.max
        if (
            whole
            and last is not None
            and (last.unit or "").startswith("year")
            and (quantity.unit or "").startswith("month")
            and quantity.min == quantity.max
            and pattern("joined_duration").fullmatch(text[last.end : quantity.start])
        ):
            months = tidy((last.max or 0) + (quantity.max or 0))
            kept[-1] = replace(last, end=quantity.end, min=months, max=months, noun_length=0)
        else:
            kept.append(quantity)
    return kept


def _settled(found: Sequence[Quantity]) -> list[Quantity]:
    """Leftmost-longest, none overlapping."""
    kept: list[Quantity] = []
    for quantity in sorted(found, key=lambda q: (q.start, -q.end)):
        if not kept or quantity.start >= kept[-1].end:
            kept.append(quantity)
    return kept


def _phone(match: re.Match[str]) -> Quantity | None:
    text = match.group()
    typed = not text[0].isalpha()
    digits = re.sub(r"\D", "", text) if typed else _spoken_digits(text)
    if digits.startswith("86") and len(digits) == 13:
        digits = digits[2:]
    plausible = (len(digits) == 11 and digits[0] in "01") or (7 <= len(digits) <= 15 and text[0] == "+")
    return Quantity(match.start(), match.end(), "phone", digits=digits) if plausible else None


def _spoken_digits(text: str) -> str:
    words = number_words()
    digits: list[str] = []
    times = 1
    for word in re.findall(r"[a-z]+", text):
        if word in words["repeats"]:
            times = int(words["repeats"][word])
            continue
        digits.append(str(words["digits"][word]) * times)
        times = 1
    return "".join(digits)


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


def _amounts(text: str, taken: Sequence[tuple[int, int]]) -> list[Quantity]:
    tokens = tokenize(text)
    found: list[Quantity] = []
    at = 0
    reserved = iter(sorted(taken))
    busy = next(reserved, None)
    while at < len(tokens):
        while busy is not None and busy[1] <= tokens[at].start:
            busy = next(reserved, None)
        if busy is not None and busy[0] <= tokens[at].start:
            at += 1
            continue
        amount = read_amount(tokens, at)
        if amount is None or _is_pronoun(tokens, amount):
            at += 1
            continue
        quantity = _measured(text, tokens, amount, found[-1] if found else None)
        if found and quantity.start < found[-1].end:
            found.pop()
        found.append(quantity)
        while at < len(tokens) and tokens[at].start < quantity.end:
            at += 1
    return found


def _is_pronoun(tokens: Sequence[Token], amount: Amount) -> bool:
    """Such as "the one before", "one of my", "this one": no number is meant."""
    if amount.last - amount.first != 1 or tokens[amount.first].text != "one":
        return False
    before = tokens[amount.first - 1].text if amount.first else ""
    after = tokens[amount.last].text if amount.last < len(tokens) else ""
    return before in (
        "the",
        "this",
        "that",
        "last",
        "first",
        "no",
        "any",
        "which",
        "next",
        "every",
        "each",
        "another",
        "other",
        "old",
        "new",
        "some",
    ) or after in ("before", "of", "more", "who", "is", "was", "where", "on", "by", "another", "i", "thing")


def _measured(text: str, tokens: Sequence[Token], amount: Amount, previous: Quantity | None) -> Quantity:
    start, end = tokens[amount.first].start, tokens[amount.last - 1].end
    base = Quantity(start, end, "number", amount.min, amount.max, None, amount.flags, nearly=amount.bound == "near")
    for measure in (_as_age, _as_duration, _as_money, _as_days):
        quantity = measure(text, base, amount, previous)
        if quantity is not None:
            return quantity
    return _as_count(text, base)


def _as_age(text: str, base: Quantity, amount: Amount, previous: Quantity | None) -> Quantity | None:
    del amount, previous
    match = shape("years_old").match(text, base.end)
    if match is None:
        return None
    return replace(base, end=match.end(), kind="age", unit="years")


def _as_duration(text: str, base: Quantity, amount: Amount, previous: Quantity | None) -> Quantity | None:
    match = shape("duration").match(text, base.end)
    if match is None or amount.scaled:
        return None
    unit = match.group(1)
    if unit in ("day", "days") or (base.max or base.min or 0) >= _MONTHLY_FROM:
        return None
    end = _after_unit(text, match.end())
    if pattern("or_more").match(text, match.end()) and base.min == base.max:
        base = replace(base, max=None)
    if unit in number_words()["clock"]:
        return replace(base, end=match.end(), kind="clock", unit=unit)
    months = number_words()["durations"][unit]
    low = None if base.min is None else tidy(base.min * months)
    high = None if base.max is None else tidy(base.max * months)
    if half := pattern("and_a_half").match(text, match.end()):
        end = half.end()
        low, high = (None if e is None else tidy(e + months / 2) for e in (low, high))
    joined = (
        previous
        and previous.kind == "duration"
        and months == 1
        and previous.min == previous.max
        and base.min == base.max
        and pattern("joined_duration").fullmatch(text[previous.end : base.start])
    )
    if (
        joined
        and previous
        and previous.unit
        and previous.unit.startswith("year")
        and previous.max is not None
        and low is not None
    ):
        whole = (tidy((previous.min or 0) + low), tidy(previous.max + low))
        return Quantity(previous.start, end, "duration", *whole, "years")
    return replace(
        base, end=end, kind="duration", min=low, max=high, unit=unit, flags=_late_bound(text, base, match.end())
    )


def _after_unit(text: str, end: int) -> int:
    match = pattern("rounded_after").match(text, end)
    return match.end() if match else end


def _late_bound(text: str, base: Quantity, end: int) -> tuple[str, ...]:
    late = pattern("loosely_after").match(text, end)
    return ("approximate",) if late and base.min == base.max else base.flags


def _as_money(text: str, base: Quantity, amount: Amount, previous: Quantity | None) -> Quantity | None:
    end = base.end
    if shape("foreign").match(text[end : end + 12]) or text[max(0, base.start - 2) : base.start].strip() in (
        "$",
        "€",
        "£",
        "₱",
    ):
        return replace(base, kind="foreign_money")
    currency = shape("currency").match(text, end)
    before = shape("currency_before").search(text[max(0, base.start - 8) : base.start])
    end = currency.end() if currency else end
    said = bool(currency or before)
    unit_match = shape("pay_unit").match(text, end)
    unit = pay_unit(unit_match)
    rated = previous is not None and (previous.kind == "days_per" or previous.unit in ("visit", "time", "cleaning"))
    reach = previous.start if previous and rated else previous.end if previous else 0
    floor = max(reach, base.start - 48)
    early = None if unit else shape("pay_unit_before").search(text[floor : base.start])
    unit_before = pay_unit(early)
    if unit_before and unit_match and "," in unit_match.group():
        unit_match, unit = None, None
    value = base.max if base.max is not None else base.min
    if value is None or not (said or amount.scaled or _looks_like_pay(value, unit or unit_before)):
        return None
    if not said and _counts_something(text, end, unit):
        return None
    if unit_match and unit:
        end = unit_match.end()
    start = floor + early.start() if early and unit_before else base.start
    if before and not early:
        start = base.start - len(before.group())
    bound = pattern("bounded_after").match(text, end)
    base = _bounded_late(base, bound)
    end = bound.end() if bound else end
    return replace(base, start=start, end=end, kind="money", unit=unit or unit_before)


def _bounded_late(base: Quantity, bound: re.Match[str] | None) -> Quantity:
    if bound is None or base.min != base.max:
        return base
    if bound.group(1):
        return replace(base, max=None)
    if bound.group(2):
        return replace(base, min=None)
    return replace(base, flags=("approximate",))


def _looks_like_pay(value: Number, unit: str | None) -> bool:
    """A number with a unit but no currency is pay only when it is of the size of such pay."""
    least = {
        "month": _MONTHLY_FROM,
        "26_days": _MONTHLY_FROM,
        "42_days": _MONTHLY_FROM,
        "day": 80,
        "hour": 12,
        "visit": 50,
    }
    return unit is not None and value >= least[unit]


def _counts_something(text: str, end: int, unit: str | None) -> bool:
    if unit is not None:
        return False
    noun = shape("noun").match(text, end)
    return noun is not None and noun.group(1) in (
        "families",
        "babies",
        "people",
        "kids",
        "children",
        "houses",
        "homes",
        "clients",
        "square",
        "sqm",
        "words",
        "meters",
        "metres",
        "times",
    )


def _as_days(text: str, base: Quantity, amount: Amount, previous: Quantity | None) -> Quantity | None:
    """Such as "two days off a month", "off four days", "six days a week"."""
    del amount, previous
    before = shape("off_before").search(text[max(0, base.start - 40) : base.start])
    days = shape("days").match(text, base.end)
    per = shape("per").match(text, days.end() if days else base.end)
    if per is None:
        return replace(base, end=days.end(), kind="days_per") if days else None
    period = per.group("period") or {"weekly": "week", "monthly": "month"}.get(per.group("ly") or "")
    off = bool(per.group("off") or per.group("off2") or before)
    if (
        not days
        and not period
        and (base.max or 99) <= 15
        and pattern("days_off_to").search(text[max(0, base.start - 48) : base.start])
    ):
        return _rest(base, "month")
    if not days and not (period and (base.max or 99) <= 15):
        return None
    end = max(per.end(), days.end() if days else 0)
    start = base.start - len(before.group()) if before else base.start
    if not off:
        return replace(base, end=end, kind="days_per", unit=period)
    return _rest(replace(base, start=start, end=end), period)


def _rest(base: Quantity, period: str | None) -> Quantity:
    if period is None:
        return replace(base, kind="rest", unit=None)
    times = _WEEKS_A_MONTH if period == "week" else 1
    low, high = (None if end is None else tidy(end * times) for end in (base.min, base.max))
    return replace(base, kind="rest", min=low, max=high, unit=period)


def working_week(quantity: Quantity) -> Quantity | None:
    """The days off a month of "six days a week"; None when it does not say a working week."""
    if quantity.kind != "days_per" or quantity.unit != "week" or quantity.min != quantity.max or quantity.max is None:
        return None
    off = _DAYS_A_WEEK - quantity.max
    if not 0 <= off <= 2:
        return None
    flags = ("confirm",) if off == 0 else ()
    return replace(quantity, kind="rest", min=tidy(off * _WEEKS_A_MONTH), max=tidy(off * _WEEKS_A_MONTH), flags=flags)


def _as_count(text: str, base: Quantity) -> Quantity:
    if text[base.end : base.end + 1] == "%" or text[base.end : base.end + 8] == " percent":
        return replace(base, kind="percent")
    noun = shape("noun").match(text, base.end)
    if noun is None:
        return base
    return replace(base, end=noun.end(), kind="count", unit=noun.group(1), noun_length=noun.end() - base.end)
