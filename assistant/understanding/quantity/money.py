"""Sums and what they are paid for, in either order: 一个月八千, 三十五一个钟, 月薪八千, 一万二26天, 8000/月."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from assistant.understanding.quantity.forms import Forms
from assistant.understanding.quantity.lexicon import Words, alternation, read_file, words
from assistant.understanding.quantity.model import Mention
from assistant.understanding.quantity.modifiers import change
from assistant.understanding.quantity.source import Source, is_clause_mark

_FORMS: Final = Forms("pay")
_LONGEST_GAP = 12
_PER_MONTH = "一月"
_PRECISE_FIRST = ("26_days", "42_days")


@dataclass(frozen=True, slots=True)
class _PayWords:
    per: Mapping[str, str]
    lead: Mapping[str, str]
    least: Mapping[str, int]
    slash: re.Pattern[str]
    slash_units: Mapping[str, str]
    said_before: re.Pattern[str]
    said_after: tuple[str, ...]
    sum_to_unit: re.Pattern[str]
    apart: tuple[str, ...]


@cache
def _pay_words() -> _PayWords:
    data = read_file("pay")
    return _PayWords(
        per={word: entry["id"] for entry in data["units"] for word in entry["per"]},
        lead={word: entry["id"] for entry in data["units"] for word in entry["lead"]},
        least={entry["id"]: entry["least"] for entry in data["units"]},
        slash=re.compile(rf"{data['slash_before']}({alternation(data['slash'])})(?![a-zA-Z])"),
        slash_units=data["slash"],
        said_before=re.compile(rf"(?:{alternation(data['said_before'])})(?:{alternation(data['fillers'])})*+$"),
        said_after=tuple(data["said_after"]),
        sum_to_unit=re.compile(rf"(?:{alternation(data['sum_to_unit'])}){{0,4}}+"),
        apart=tuple(data["apart"]),
    )


@cache
def _lead_words() -> Words:
    pay = _pay_words()
    return words([*pay.lead, *(word for word in pay.per if word.startswith("每"))])


@cache
def pay_cue_characters() -> frozenset[str]:
    """The characters that such a word may begin with."""
    return frozenset(_lead_words().by_first)


def read_pay_cue(source: Source, position: int) -> Mention | None:
    """月薪, 时薪, 每小时: a word that says what the sum beside it is paid for. Dropped when no sum is there."""
    word = _lead_words().at(source.text, position)
    if word is None:
        return None
    pay = _pay_words()
    return Mention(position, position + len(word), "money", pay_unit=pay.lead.get(word) or pay.per[word])


def read_pay_month(source: Source, position: int) -> Mention | None:
    """一月 where it is no January: 八千一月, 一月八千."""
    if not source.text.startswith(_PER_MONTH, position):
        return None
    return Mention(position, position + len(_PER_MONTH), "duration", 1, 1, "个月", pay_unit="month")


def mark_pay_unit(source: Source, mention: Mention) -> None:
    """Notes that a duration or count (一个月, 26天, 一次) may be what a sum is paid for."""
    if mention.kind in ("duration", "count") and mention.core is not None:
        start, end = mention.core
        mention.pay_unit = _pay_words().per.get(source.text[start:end])


def mark_money(source: Source, mention: Mention) -> None:
    """Makes a bare number a sum when a word right beside it says so, or ¥ does."""
    text = source.text
    if mention.kind == "number" and mention.start and text[mention.start - 1] in "¥￥":
        mention.kind, mention.start = "money", mention.start - 1
    if mention.kind not in ("number", "money"):
        return
    pay = _pay_words()
    slash = pay.slash.match(text, mention.end)
    if slash:
        mention.kind, mention.unit, mention.end = "money", pay.slash_units[slash.group(1)], slash.end()
        return
    value = mention.low if mention.low is not None else mention.high
    if mention.kind == "money" or value is None or value < 10 or _is_digit_string(mention):
        return
    said_before = pay.said_before.search(source.text[max(0, mention.start - 12) : mention.start])
    said_after = _floor_word(text, mention) or text.startswith(pay.said_after, mention.end)
    if said_before or (said_after and value >= 1000):
        mention.kind = "money"


def _floor_word(text: str, mention: Mention) -> bool:
    return text[max(0, mention.end - 2) : mention.end] in ("打底", "保底", "起步", "封顶")


def _is_digit_string(mention: Mention) -> bool:
    return mention.numeral is not None and mention.numeral.digits is not None


def attach_units(source: Source, mentions: list[Mention]) -> list[Mention]:
    """Joins sums with the units beside them; the unit's own mention disappears into the sum's."""
    taken: set[int] = set()
    for index, mention in enumerate(mentions):
        if mention.pay_unit is None or (mention.kind == "money" and mention.low is not None):
            continue
        target = _sum_for(source, mentions, index, taken)
        if target is not None:
            _attach(mentions[target], mention)
            taken.add(index)
            if taken.issuperset(range(min(index, target) + 1, max(index, target))):
                _widen(mentions[target], mention)
    return [m for i, m in enumerate(mentions) if i not in taken and not _is_unused_cue(m)]


def _is_unused_cue(mention: Mention) -> bool:
    return mention.kind == "money" and mention.low is None and mention.high is None


def _attach(target: Mention, unit: Mention) -> None:
    if target.unit is None or unit.pay_unit in _PRECISE_FIRST:
        target.unit = unit.pay_unit
    target.kind = "money"
    for effect in ("approximate", "floor", "below", "ceiling"):
        if effect in unit.flags:
            change(target, effect)


def _widen(target: Mention, unit: Mention) -> None:
    target.start = min(target.start, unit.start)
    target.end = max(target.end, unit.end)


def _sum_for(source: Source, mentions: list[Mention], index: int, taken: set[int]) -> int | None:
    """The sum a unit belongs to: the one right before it, else the one after it in the clause."""
    unit = mentions[index]
    left = index - 1
    while left in taken:
        left -= 1
    if left >= 0 and _fits(mentions[left], unit):
        gap = source.text[mentions[left].end : unit.start] if mentions[left].end <= unit.start else ""
        if _unit_follows(source, unit, gap) and not _next_is_closer(source, mentions, index, gap):
            return left
    return _sum_after(source, mentions, index)


def _unit_follows(source: Source, unit: Mention, gap: str) -> bool:
    """Whether the words between a sum and a unit leave them together; 26 days go with the sum a pause before them."""
    if _pay_words().sum_to_unit.fullmatch(gap):
        return True
    precise = unit.pay_unit in _PRECISE_FIRST and not _FORMS.some_time.match(source.text, unit.end)
    return precise and _gap_allows(gap, precise=True)


def _next_is_closer(source: Source, mentions: list[Mention], index: int, gap: str) -> bool:
    """八千，一个月九千: after a pause the unit goes with the sum that follows it."""
    if not any(is_clause_mark(c) for c in gap) or index + 1 >= len(mentions):
        return False
    following = mentions[index + 1]
    return _fits(following, mentions[index]) and _gap_allows(source.text[mentions[index].end : following.start])


def _sum_after(source: Source, mentions: list[Mention], index: int) -> int | None:
    unit = mentions[index]
    for right in range(index + 1, min(index + 4, len(mentions))):
        candidate = mentions[right]
        gap = source.text[unit.end : candidate.start]
        if _time_worked(source, unit, gap):
            return None
        if not _gap_allows(gap, precise=unit.pay_unit in _PRECISE_FIRST):
            return None
        if _fits(candidate, unit):
            return None if _pauses(gap) and _has_its_own(mentions, right) else right
        if candidate.pay_unit is not None and unit.pay_unit not in _PRECISE_FIRST and _pauses(gap):
            return None
        between_allowed = (
            candidate.pay_unit is not None or candidate.unit in ("小时", "天") or _is_unused_cue(candidate)
        )
        if not between_allowed:
            return None
    return None


def _has_its_own(mentions: list[Mention], index: int) -> bool:
    """一天五小时，一百一小时: the sum's own unit stands right behind it."""
    following = mentions[index + 1] if index + 1 < len(mentions) else None
    return following is not None and following.pay_unit is not None and following.start == mentions[index].end


def _pauses(gap: str) -> bool:
    """不是每天，每次二百: after a pause the sum goes with the unit named last."""
    return any(is_clause_mark(c) or c == " " for c in gap)


def _time_worked(source: Source, unit: Mention, gap: str) -> bool:
    """干了一年，住家五千五: a length that was worked and a pause say nothing of what the sum is paid for."""
    worked = _FORMS.worked_before.search(source.text[max(0, unit.start - 3) : unit.start])
    return worked is not None and any(is_clause_mark(c) for c in gap)


def _gap_allows(gap: str, *, precise: bool = False) -> bool:
    """Whether the words between a unit and a sum leave them together; 26天 may be said a pause before the sum."""
    if _FORMS.someone.fullmatch(gap):
        return False
    stripped = gap.strip("，, ：:")
    if precise and len(stripped) <= _LONGEST_GAP:
        stripped = stripped.replace("，", "").replace(",", "")
    if len(stripped) > _LONGEST_GAP or any(is_clause_mark(c) for c in stripped):
        return False
    return not any(word in stripped for word in _pay_words().apart)


def _fits(candidate: Mention, unit: Mention) -> bool:
    """Whether `candidate` is a sum that may be paid per `unit`."""
    if candidate.kind == "money":
        if _is_unused_cue(candidate):
            return False
        if candidate.unit == unit.pay_unit and candidate.end == unit.start:
            return True
        by_month = {candidate.unit, unit.pay_unit}
        return candidate.unit is None or ("month" in by_month and not by_month.isdisjoint(_PRECISE_FIRST))
    if candidate.kind != "number" or _is_digit_string(candidate) or unit.pay_unit is None:
        return False
    value = candidate.low if candidate.low is not None else candidate.high
    return value is not None and value >= _pay_words().least[unit.pay_unit]
