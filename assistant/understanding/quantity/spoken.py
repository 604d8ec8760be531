"""Numbers read out in Chinese the way people say them, so that a voice can read back pay, days and phone numbers.

What `scan` reads from these words is the number they were made from; a property test holds it to that.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from assistant.understanding.quantity.model import Quantity, Value, tidy

_DIGITS: Final = "零一二三四五六七八九"
_PHONE_DIGITS: Final = "零幺二三四五六七八九"
_PLACES: Final = ((1000, "千"), (100, "百"), (10, "十"))
_BIG: Final = ((100_000_000, "亿"), (10_000, "万"))
_LARGEST: Final = 10**12
_PHONE_GROUPS: Final = (3, 4, 4)
_PAY_UNITS: Final = {
    "month": "一个月",
    "26_days": "二十六天",
    "42_days": "四十二天",
    "day": "一天",
    "hour": "一个小时",
    "visit": "一次",
    "year": "一年",
    "week": "一周",
    "square_metre": "一平",
    "half_day": "半天",
    "confinement": "一个月子",
}


def number(value: Value) -> str:
    """A number from 0 up to 10**12 as it is said: 12000 -> 一万二, 8050 -> 八千零五十, 3.5 -> 三点五.

    Raises:
        ValueError: the number is negative or too large.
    """
    value = tidy(value) or 0
    if not 0 <= value < _LARGEST:
        raise ValueError(f"cannot read out {value}")
    if isinstance(value, float):
        whole, _, decimals = f"{value:.4f}".rstrip("0").partition(".")
        return _full(int(whole)) + "点" + "".join(_DIGITS[int(d)] for d in decimals)
    return _short(value)


def count(value: Value, unit: str) -> str:
    """A number with its measure word: 2, 家 -> 两家; 12, 天 -> 十二天; 2000, 块 -> 两千块."""
    value = tidy(value) or 0
    if value == 2:
        return f"两{unit}"
    words = number(value) if isinstance(value, float) else _full(value)
    return words + unit


def span(low: Value | None, high: Value | None) -> str:
    """A range: 8000 and 9000 -> 八九千, 8000 and 10000 -> 八千到一万; an open end is 以上 or 以内.

    Raises:
        ValueError: both ends are open.
    """
    if low is None and high is None:
        raise ValueError("a range with two open ends has no words")
    if high is None:
        return number(low or 0) + "以上"
    if low is None:
        return number(high) + "以内"
    if low == high:
        return number(low)
    return _neighbours(low, high) or f"{number(low)}到{number(high)}"


def money(low: Value | None, high: Value | None, unit: str | None = None) -> str:
    """A sum in yuan, after what it is paid for: 8500, month -> 一个月八千五."""
    words = span(low, high)
    if unit is None and low is not None and low == high:
        words = number(low) + "块"
    return _PAY_UNITS.get(unit or "", "") + words


def duration(months: Value) -> str:
    """An amount of time in months: 42 -> 三年半, 15 -> 一年零三个月, 6 -> 半年, 0.5 -> 半个月."""
    months = tidy(months) or 0
    years, rest = divmod(months, 12)
    if years and rest == 6:
        return count(int(years), "年") + "半" if years >= 1 else "半年"
    if months == 6:
        return "半年"
    if years and rest:
        return f"{count(int(years), '年')}零{_months(rest)}"
    return count(int(years), "年") if years else _months(rest)


def _months(months: Value) -> str:
    whole, half = divmod(months, 1)
    if half == 0.5:
        return count(int(whole), "个半月") if whole else "半个月"
    return count(tidy(months) or 0, "个月")


def phone(digits: str) -> str:
    """A mobile number in its three groups: 13800138000 -> 幺三八 零零幺三 八零零零; other lengths in fours."""
    sizes = _PHONE_GROUPS if len(digits) == sum(_PHONE_GROUPS) else (4,) * (len(digits) // 4 + 1)
    groups, position = [], 0
    for size in sizes:
        groups.append("".join(_PHONE_DIGITS[int(digit)] for digit in digits[position : position + size]))
        position += size
    return " ".join(group for group in groups if group)


def day(iso: str, today: date | None = None) -> str:
    """A date: "2027-03-05" -> 二零二七年三月五号, "2027-03" -> 二零二七年三月; "now" -> 现在.

    With `today`, a day of the same year goes without its year.

    Raises:
        ValueError: `iso` is no date.
    """
    if iso == "now":
        return "现在"
    parts = [int(part) for part in iso.split("-")]
    date(parts[0], parts[1] if len(parts) > 1 else 1, parts[2] if len(parts) > 2 else 1)
    words = "" if today is not None and len(parts) > 1 and parts[0] == today.year else year(parts[0]) + "年"
    if len(parts) > 1:
        words += _full(parts[1]) + "月"
    if len(parts) > 2:
        words += _full(parts[2]) + "号"
    return words


def year(value: int) -> str:
    """A year digit by digit: 1979 -> 一九七九."""
    return "".join(_DIGITS[int(digit)] for digit in str(value))


def say(quantity: Quantity, today: date | None = None) -> str:
    """The quantity in words to read back; what has no words (a zodiac mention) is the empty string."""
    low, high = quantity.min, quantity.max
    if quantity.kind == "phone":
        return phone(quantity.digits or "")
    if quantity.kind == "date":
        return day(quantity.iso or "now", today)
    if quantity.kind == "birth_year":
        return year(int(low or 0)) + "年"
    if low is None and high is None:
        return ""
    if quantity.kind == "money":
        return money(low, high, quantity.unit)
    if quantity.kind == "duration" and low is not None and low == high:
        return duration(low)
    if quantity.kind == "rest":
        return f"一个月休{_measured(low, high, '天')}"
    return _measured(low, high, quantity.unit or "")


def _measured(low: Value | None, high: Value | None, unit: str) -> str:
    if low is not None and low == high:
        return count(low, unit) if unit else number(low)
    if low is not None and high is not None:
        return (_neighbours(low, high) or f"{number(low)}到{number(high)}") + unit
    return count(low if low is not None else high or 0, unit) + ("以上" if low is not None else "以内")


def _short(value: int) -> str:
    """A whole number, its last unit dropped where the unit above it was spoken: 12000 -> 一万二, 1020 keeps its 十."""
    words = _full(value)
    for above, last, name in ((10_000, 1000, "千"), (1000, 100, "百"), (100, 10, "十")):
        ends_there = value % last == 0 and value // last % 10 != 0
        spoken_above = value >= above if above == 10_000 else value // above % 10 != 0
        if ends_there and spoken_above:
            return words.removesuffix(name)
    return words


def _full(value: int) -> str:
    if value < 10:
        return _DIGITS[value]
    words, rest, gap = "", value, False
    for unit, name in _BIG:
        section, rest = divmod(rest, unit)
        if section:
            words += ("零" if gap and words else "") + _section(section, leading=not words) + name
            gap = rest < unit // 10
        elif words and rest:
            gap = True
    if rest:
        words += ("零" if words and rest < 1000 else "") + _section(rest, leading=not words)
    return _with_two(words)


def _section(value: int, *, leading: bool) -> str:
    words, gap = "", False
    for unit, name in _PLACES:
        digit, value = divmod(value, unit)
        if digit:
            one_ten = unit == 10 and digit == 1 and not words and leading
            words += ("零" if gap else "") + ("" if one_ten else _DIGITS[digit]) + name
            gap = False
        elif words:
            gap = True
    if value:
        words += ("零" if gap else "") + _DIGITS[value]
    return words


def _with_two(words: str) -> str:
    """二千 and 二万 at the head are said 两千, 两万."""
    return "两" + words[1:] if words[:2] in ("二千", "二万", "二亿", "二百") else words


def _neighbours(low: Value, high: Value) -> str | None:
    """八九千 for two neighbouring round numbers of one digit; 三四 for two digits."""
    for unit, name in ((10_000, "万"), (1000, "千"), (100, "百"), (10, "十"), (1, "")):
        first, last = low / unit, high / unit
        if first.is_integer() and last.is_integer() and last == first + 1 and 1 <= first <= 8:
            words = _DIGITS[int(first)] + _DIGITS[int(last)] + name
            return words.replace("二三", "两三").replace("一二", "一两")
    return None
