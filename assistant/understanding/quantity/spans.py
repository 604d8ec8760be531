"""Dates that begin, end, limit or bound something: 从18年到现在, 三天后, 干到去年底, 最迟后天."""

from __future__ import annotations

from datetime import date
from typing import Final

from assistant.understanding.quantity.anchors import calendar_words
from assistant.understanding.quantity.calendar import add_days, add_months, last_day, month_gap
from assistant.understanding.quantity.forms import Forms
from assistant.understanding.quantity.model import Mention
from assistant.understanding.quantity.source import Source, ends_any, starts_any

_FORMS: Final = Forms("dates")

# Said of waiting alone, so that a month or a year after it counts from today too (再过半个月).
_WAITING: Final = ("再过", "还得过", "再等")
_DAYS_PER_MONTH: Final = 30.4375


def offset_date(source: Source, mention: Mention) -> None:
    """三天后, 半个月以后, 过两天, 三年前: an amount of time counted from today becomes a date."""
    soon = _FORMS.soon_after.match(source.text, mention.end) if _within(mention) or mention.kind == "count" else None
    days = _days(mention, within=soon is not None)
    if days is None:
        return
    if mention.kind == "count" and "vague" in mention.flags:
        days = 3
    ahead = _FORMS.ahead_after.match(source.text, mention.end)
    before = _FORMS.ahead_before.search(source.before(mention.start, 4))
    ago = _FORMS.ago_after.match(source.text, mention.end)
    if ahead and mention.kind == "duration" and source.text.startswith("的", ahead.end()):
        mention.end, mention.high = ahead.end(), None
        mention.flags.add("floor")
    elif ahead:
        mention.end = ahead.end()
        mention.start -= len(before.group()) if before else 0
        _as_date(source, mention, days)
        mention.flags.add("after")
    elif ago:
        mention.end = ago.end()
        _as_date(source, mention, -days)
    elif soon:
        mention.low = mention.high if mention.low is None else mention.low
        _as_date(source, mention, days)
        mention.flags.add("approximate")
    elif (
        before
        and (mention.kind == "count" or before.group().startswith(_WAITING))
        and not source.text.startswith("了", mention.end)
    ):
        mention.start -= len(before.group())
        _as_date(source, mention, days)
        mention.flags.add("approximate")


def _within(mention: Mention) -> bool:
    """三天之内, 一个星期以内."""
    return "ceiling" in mention.flags and mention.low is None


def _days(mention: Mention, *, within: bool) -> float | None:
    value = mention.low if mention.low is not None else mention.high
    if value is None or ("floor" in mention.flags) or ("ceiling" in mention.flags and not within):
        return None
    if mention.kind == "count" and mention.unit == "天":
        return float(value)
    return value * _DAYS_PER_MONTH if mention.kind == "duration" else None


def _as_date(source: Source, mention: Mention, days: float) -> None:
    months = mention.low
    loose = mention.low != mention.high or bool(mention.flags)
    if mention.kind == "duration" and months is not None and float(months).is_integer():
        day = add_months(source.today, round(months) if days > 0 else -round(months))
    else:
        day = add_days(source.today, days)
    whole_years = mention.kind == "duration" and days < 0 and months is not None and months >= 12
    whole_months = mention.kind == "duration" and days < 0
    mention.iso = f"{day.year:04d}" if whole_years else day.isoformat()[:7] if whole_months else day.isoformat()
    mention.kind, mention.low, mention.high, mention.unit, mention.numeral = "date", None, None, None, None
    mention.pay_unit = None
    mention.flags = {"approximate"} if loose or whole_months else set()


def join_dates(source: Source, mentions: list[Mention]) -> list[Mention]:
    """Two dates with 到 between them become one span; one that began in the past is a duration worked out from it."""
    joined: list[Mention] = []
    for mention in mentions:
        last = joined[-1] if joined else None
        if last is not None:
            _inherit(source, last, mention)
        if last is not None and _are_span(source, last, mention):
            _merge(source, last, mention)
        else:
            joined.append(mention)
    return joined


def _inherit(source: Source, first: Mention, last: Mention) -> None:
    """去年三月到十月: a month or day without a year belongs to the year or month before it."""
    if (
        first.kind != "date"
        or last.kind != "date"
        or last.iso is None
        or not _FORMS.to.fullmatch(source.text[first.end : last.start])
    ):
        return
    start, said = first.iso or "", source.text[last.start : last.end]
    if len(start) < 7 or not _FORMS.yearless.match(said) or "lunar" in last.flags:
        return
    ending = last.iso[5:] if "月" in said else f"{start[5:7]}-{last.iso[8:]}"
    year = int(start[:4])
    candidate = f"{year:04d}-{ending}"
    if "月" in said and candidate < start[: len(candidate)]:
        candidate = f"{year + 1:04d}-{ending}"
    if len(candidate) < 10 or _exists(candidate):
        last.iso = candidate


def _exists(iso: str) -> bool:
    year, month, day = (int(part) for part in iso.split("-"))
    return day <= last_day(year, month)


def _are_span(source: Source, first: Mention, last: Mention) -> bool:
    if (
        first.kind not in ("date", "birth_year")
        or last.kind not in ("date", "birth_year")
        or first.iso_end
        or first.iso == "now"
    ):
        return False
    until_now = source.text[last.start : last.end] in calendar_words().until_now
    if not until_now and not _FORMS.to.fullmatch(source.text[first.end : last.start]):
        return False
    first_iso = first.iso or (str(first.low) if first.low else None)
    last_iso = source.today.isoformat() if last.iso == "now" else last.iso or (str(last.low) if last.low else None)
    return first_iso is not None and last_iso is not None and first_iso[: len(last_iso)] <= last_iso


def _merge(source: Source, first: Mention, last: Mention) -> None:
    start = first.iso or str(first.low)
    end = last.iso or str(last.low)
    before = ends_any(source.text[max(0, first.start - 3) : first.start], calendar_words().start_before)
    first.start -= len(before) if before else 0
    first.end, first.iso, first.iso_end = last.end, start, end
    first.kind, first.low, first.high, first.unit = "date", None, None, None
    first.flags |= last.flags
    today = source.today.isoformat()
    if start[:4] <= today[:4] and start <= today[: len(start)]:
        until = today[:7] if end == "now" or end > today else end
        months = _worked_out(start, until)
        if months > 0:
            first.kind, first.low, first.high, first.unit = "duration", months, months, "年" if months >= 12 else "个月"
            first.flags.add("computed")
            if len(start) == 4 or len(end) == 4:
                first.flags.add("approximate")


def _worked_out(start: str, end: str) -> int:
    if len(start) == 4:
        return 12 * (int(end[:4]) - int(start))
    return month_gap(start[:7], end[:7])


def mark_dates(source: Source, mentions: list[Mention]) -> None:
    """Adds past or future, start or end, and deadline to every date."""
    for index, mention in enumerate(mentions):
        if mention.kind != "date" or mention.iso is None:
            continue
        floor = mentions[index - 1].end if index else 0
        limit = mentions[index + 1].start if index + 1 < len(mentions) else len(source.text)
        _mark(source, mention, source.text[max(floor, mention.start - 5) : mention.start], limit)


def _mark(source: Source, mention: Mention, before: str, limit: int) -> None:
    words, text = calendar_words(), source.text
    deadline = ends_any(before, words.deadline_before)
    later = starts_any(text, words.before_words, mention.end) if mention.iso != "now" else None
    if deadline:
        mention.start -= len(deadline)
    if later and "deadline" not in mention.flags:
        mention.end = min(mention.end + len(later), limit)
    if deadline or later:
        mention.flags.add("deadline")
    after = starts_any(text, words.after_words, mention.end) if mention.iso != "now" else None
    if after and not text.startswith("后天", mention.end):
        mention.end = min(mention.end + len(after), limit)
        mention.flags.add("after")
    if ends_any(before, words.start_before) or starts_any(text, words.start_after, mention.end):
        mention.flags.add("start")
    if ends_any(before, words.end_before) or starts_any(text, words.end_after, mention.end):
        mention.flags.add("end")
    _mark_side(source.today, mention)


def _mark_side(today: date, mention: Mention) -> None:
    iso, now = mention.iso or "", today.isoformat()
    if iso == "now" or iso == now[: len(iso)]:
        return
    mention.flags.add("past" if iso < now[: len(iso)] else "future")
