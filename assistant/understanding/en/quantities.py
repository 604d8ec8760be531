"""English quantities: what each number in a turn counts (money, time, age, days off, families, a phone number)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from assistant.understanding.en.patterns import pattern
from assistant.understanding.en.numbers import Amount, Number, Token, number_words, read_amount, tidy, tokenize

Kind = Literal[
    "number", "count", "money", "foreign_money", "duration", "clock", "age", "rest", "days_per", "phone", "percent"
]
_MONTHLY_FROM = 1000
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

    @property
    def number_end(self) -> int:
        """Where the number itself ends, before the noun it counts."""
        return self.end - self.noun_length

    def range(self) -> dict[str, Number | None]:
        """The value of a range field."""
        return {"min": self.min, "max": self.max}


def _any(words: Iterable[str]) -> str:
    spelled = (re.escape(word).replace("/\\ ", "/ ?") for word in words)
    return "(?:" + "|".join(sorted(spelled, key=len, reverse=True)) + ")"


@dataclass(frozen=True, slots=True)
class _Patterns:
    phone: re.Pattern[str]
    decade: re.Pattern[str]
    short: re.Pattern[str]
    short_bound: re.Pattern[str]
    years_old: re.Pattern[str]
    currency: re.Pattern[str]
    currency_before: re.Pattern[str]
    foreign: re.Pattern[str]
    pay_unit: re.Pattern[str]
    pay_unit_before: re.Pattern[str]
    duration: re.Pattern[str]
    days: re.Pattern[str]
    per: re.Pattern[str]
    off_before: re.Pattern[str]
    noun: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    words = number_words()
    digit = "|".join(words["digits"])
    repeat = "|".join(words["repeats"])
    units = [*words["pay_units"]]
    decades = _any([*words["decades"], *(f"{n}{s}" for n in range(20, 80, 10) for s in ("s", "'s"))])
    edge = r"(?![a-z0-9])"
    return _Patterns(
        phone=re.compile(
            rf"(?<![\d.])\+?\d(?:[ -]?\d){{6,14}}(?![\d])|\b(?:(?:{repeat}) )?(?:{digit})(?:[ ,-]+(?:(?:{repeat}) )?(?:{digit})){{6,14}}\b"
        ),
        decade=re.compile(
            rf"\b(?:my |the )?(?:(early|mid|middle|late)(?: to (?:mid|late))?[ -])?(?:my )?({decades}){edge}"
        ),
        short=re.compile(
            r"\b(?:(half (?:a |of a )?(year|month|decade))|(a|an|one|this|another) (whole |full )?(year|decade|month|week)( and a half)?)\b"
        ),
        short_bound=re.compile(
            r"(?:(?P<near>almost|nearly|close to)|(?P<floor>over|more than|at least)|(?P<about>about|around|maybe|roughly)) $"
        ),
        years_old=re.compile(r"[ -]?(?:years?[ -]olds?|years? of age|yo|y/o|y\.o\.?|岁)" + edge),
        currency=re.compile(rf" ?{_any(words['currency'])}{edge}"),
        currency_before=re.compile(rf"(?:{_any(words['currency'])}) ?$"),
        foreign=re.compile(rf"^ ?{_any(words['foreign_currency'])}{edge}"),
        pay_unit=re.compile(
            r"[ ,]{0,2}(?:\(|salary |is ok |only )?(?:"
            + "|".join(f"(?P<u{i}>{_any(words['pay_units'][u])})" for i, u in enumerate(units))
            + ")"
            + edge
        ),
        pay_unit_before=re.compile(
            r"(?<![a-z0-9])(?:"
            + "|".join(f"(?P<u{units.index(u)}>{_any(p)})" for u, p in words["pay_units_before"].items())
            + r")[ ,:]+(?:(?:salary|pay|rate|wage|is|i|want|need|would|like|about|maybe|charge|it|for|take|ask|of|expect|rmb|yuan|at|least|around)[ ,:]+){0,5}$"
        ),
        duration=re.compile(
            rf"[ -]?(?:full |whole |solid |good |more )?({_any([*words['durations'], *words['clock'], 'day', 'days'])}){edge}"
        ),
        days=re.compile(r"[ -]?(?:full |whole |half )?(?:days?|sundays?|saturdays?|天)" + edge),
        per=re.compile(
            r"(?: ?(?:of )?(?P<off>off|rest|holidays?|leave|day-off|break|free|休息)\b)?(?:[ ,]{0,2}(?:(?:(?:in )?an?|per|every|each|/|one|in one|for one|for a|during the|of the) ?(?P<period>week|month)|(?P<ly>weekly|monthly)))?(?:[ ,]{0,2}(?P<off2>off|rest|holidays?|leave|free)\b)?"
            + edge
        ),
        off_before=re.compile(
            r"(?:\b(?:off|rest|resting|day-off|days-off|休|holiday|break|leave)\b(?: (?:is|are|for|me|of|only|every|want|need|about|at least|days?|month|monthly|weekly))*[ :,]*)$"
        ),
        noun=re.compile(
            r"[ -]?(?:different |more |small |young |other |foreign |expat |chinese |of |the |these |big |little |rich |new )*([a-z]+)"
        ),
    )


def scan(text: str) -> list[Quantity]:
    """Every quantity of the read text, by position, none overlapping. Linear in the length of `text`."""
    patterns = _patterns()
    found = [q for match in patterns.phone.finditer(text) if (q := _phone(match)) is not None]
    found += [q for match in patterns.decade.finditer(text) if (q := _decade(match)) is not None]
    taken = [(q.start, q.end) for q in found]
    found += _amounts(text, taken)
    found += [q for match in patterns.short.finditer(text) if (q := _short(match, text)) is not None]
    return _settled(found)


def _settled(found: Sequence[Quantity]) -> list[Quantity]:
    """Leftmost-longest, none overlapping."""
    kept: list[Quantity] = []
    for quantity in sorted(found, key=lambda q: (q.start, -q.end)):
        if not kept or quantity.start >= kept[-1].end:
            kept.append(quantity)
    return kept


def _phone(match: re.Match[str]) -> Quantity | None:
    text = match.group()
    if text[0] == "+" or text[0].isdigit():
        digits = re.sub(r"\D", "", text)
    else:
        digits = _spoken_digits(text)
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
    part, word = match.group(1), match.group(2)
    base = int(word[:2]) if word[0].isdigit() else int(number_words()["decades"][word])
    low, high = {"early": (1, 3), "mid": (4, 6), "middle": (4, 6), "late": (7, 9)}.get(part or "", (0, 9))
    return Quantity(match.start(), match.end(), "age", base + low, base + high, "decade")


def _short(match: re.Match[str], text: str) -> Quantity | None:
    """ "half a year", "a year and a half", "a decade"; "8000 a month" and "twice a week" are rates, not lengths."""
    months = number_words()["durations"]
    if match.group(2):
        length = months[match.group(2)] / 2
        return Quantity(match.start(), match.end(), "duration", length, length, match.group(2))
    before = text[max(0, match.start() - 14) : match.start()]
    if match.group(3) in ("a", "one", "an") and re.search(
        r"(?:\d|days?|off|rest|times?|once|twice|k|yuan|rmb|kuai|hours?|thousand|hundred|last|next|this)[ ,]*$", before
    ):
        return None
    if match.group(3) == "this":
        return None
    length = tidy(months[match.group(5)] * (1.5 if match.group(6) else 1))
    bound = _patterns().short_bound.search(before)
    low, high, flags = _short_ends(length, bound.lastgroup if bound else None)
    start = match.start() - len(bound.group()) if bound else match.start()
    return Quantity(start, match.end(), "duration", low, high, match.group(5), flags)


def _short_ends(length: Number, bound: str | None) -> tuple[Number | None, Number | None, tuple[str, ...]]:
    if bound == "near":
        return tidy(length * 0.9), length, ()
    if bound == "floor":
        return length, None, ()
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
    """ "the one before", "one of my", "this one": no number is meant."""
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
    base = Quantity(start, end, "number", amount.min, amount.max, None, amount.flags)
    for measure in (_as_age, _as_duration, _as_money, _as_days):
        quantity = measure(text, base, amount, previous)
        if quantity is not None:
            return quantity
    return _as_count(text, base)


def _as_age(text: str, base: Quantity, amount: Amount, previous: Quantity | None) -> Quantity | None:
    del amount, previous
    match = _patterns().years_old.match(text, base.end)
    if match is None:
        return None
    return replace(base, end=match.end(), kind="age", unit="years")


def _as_duration(text: str, base: Quantity, amount: Amount, previous: Quantity | None) -> Quantity | None:
    match = _patterns().duration.match(text, base.end)
    if match is None or amount.scaled:
        return None
    unit = match.group(1)
    if unit in ("day", "days") or (base.max or base.min or 0) >= _MONTHLY_FROM:
        return None
    end = _after_unit(text, match.end())
    if unit in number_words()["clock"]:
        return replace(base, end=match.end(), kind="clock", unit=unit)
    months = number_words()["durations"][unit]
    low = None if base.min is None else tidy(base.min * months)
    high = None if base.max is None else tidy(base.max * months)
    if half := re.compile(r" and a half").match(text, match.end()):
        end = half.end()
        low, high = (None if e is None else tidy(e + months / 2) for e in (low, high))
    joined = (
        previous
        and previous.kind == "duration"
        and months == 1
        and re.fullmatch(r"[ ,]*(?:and )?", text[previous.end : base.start])
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
    match = re.compile(r" (?:or so|or more|plus)\b").match(text, end)
    return match.end() if match else end


def _late_bound(text: str, base: Quantity, end: int) -> tuple[str, ...]:
    late = re.compile(r" (?:or so|more or less|give or take)\b").match(text, end)
    return ("approximate",) if late and base.min == base.max else base.flags


def _as_money(text: str, base: Quantity, amount: Amount, previous: Quantity | None) -> Quantity | None:
    patterns = _patterns()
    end = base.end
    if patterns.foreign.match(text[end : end + 12]) or text[max(0, base.start - 2) : base.start].strip() in (
        "$",
        "€",
        "£",
    ):
        return replace(base, kind="foreign_money")
    currency = patterns.currency.match(text, end)
    before = patterns.currency_before.search(text[max(0, base.start - 8) : base.start])
    end = currency.end() if currency else end
    said = bool(currency or before)
    unit_match = patterns.pay_unit.match(text, end)
    unit = _unit(unit_match)
    reach = previous.start if previous and previous.kind == "days_per" else previous.end if previous else 0
    floor = max(reach, base.start - 48)
    early = None if unit else patterns.pay_unit_before.search(text[floor : base.start])
    unit_before = _unit(early)
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
    bound = re.compile(
        r" (?:(or more|and up|and above|minimum|at least|or above|up)|(or less|max|maximum|at most)|(or so|more or less))\b"
    ).match(text, end)
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


def _unit(match: re.Match[str] | None) -> str | None:
    if match is None or match.lastgroup is None:
        return None
    return list(number_words()["pay_units"])[int(match.lastgroup[1:])]


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
    noun = _patterns().noun.match(text, end)
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
    """ "two days off a month", "off four days", "six days a week"."""
    del amount, previous
    patterns = _patterns()
    before = patterns.off_before.search(text[max(0, base.start - 40) : base.start])
    days = patterns.days.match(text, base.end)
    per = patterns.per.match(text, days.end() if days else base.end)
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
    noun = _patterns().noun.match(text, base.end)
    if noun is None:
        return base
    return replace(base, end=noun.end(), kind="count", unit=noun.group(1), noun_length=noun.end() - base.end)
