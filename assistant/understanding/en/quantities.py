"""English quantities: what each number in a turn counts (money, time, age, days off, families, a phone number)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.understanding.en.numbers import Amount, Number, Token, number_words, read_amount, tidy, tokenize
from assistant.understanding.en.patterns import pattern
from assistant.understanding.en.quantity import Quantity
from assistant.understanding.en.shaped import shaped, short_lengths
from assistant.understanding.en.shapes import pay_unit, shape

__all__ = ["Quantity", "scan"]

_MONTHLY_FROM = 1000
# A figure before "hour" that may be a rate.
_RATES_FROM, _RATES_TO = 25, 300
_WEEKS_A_MONTH = 4


def scan(text: str) -> list[Quantity]:
    """Every quantity of the read text, by position, none overlapping. Linear in the length of `text`."""
    found = shaped(text)
    taken = [(q.start, q.end) for q in found]
    found += _amounts(text, taken)
    found += short_lengths(text)
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
            found[-1:] = _without_noun(found[-1], quantity)
        found.append(quantity)
        while at < len(tokens) and tokens[at].start < quantity.end:
            at += 1
    return found


def _without_noun(before: Quantity, after: Quantity) -> list[Quantity]:
    """The figure before another one that takes its noun: the 7500 of "salary 7500 rest 2 days"."""
    if before.kind != "count" or before.number_end > after.start:
        return []
    return [replace(before, kind="number", end=before.number_end, unit=None, noun_length=0)]


def _is_pronoun(tokens: Sequence[Token], amount: Amount) -> bool:
    """Such as "the one before", "one of my", "this one": no number is meant."""
    if amount.last - amount.first != 1 or tokens[amount.first].text != "one":
        return False
    before = tokens[amount.first - 1].text if amount.first else ""
    after = tokens[amount.last].text if amount.last < len(tokens) else ""
    words = number_words()
    return before in words["one_before"] or after in words["one_after"]


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
    if (
        unit == "hour"
        and _RATES_FROM <= (base.max or 0) <= _RATES_TO
        and pattern("rate_by_hour").match(text, match.end())
    ):
        return None
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
    return noun is not None and noun.group(1) in number_words()["counted_nouns"]


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


def _as_count(text: str, base: Quantity) -> Quantity:
    if text[base.end : base.end + 1] == "%" or text[base.end : base.end + 8] == " percent":
        return replace(base, kind="percent")
    noun = shape("noun").match(text, base.end)
    if noun is None:
        return base
    return replace(base, end=noun.end(), kind="count", unit=noun.group(1), noun_length=noun.end() - base.end)
