"""Ages, exact and loose, 周岁 and 虚岁: 四十五了, 虚岁五十, 奔五, 四十大几, 今年四十七."""

from __future__ import annotations

from typing import Final

from assistant.understanding.quantity.forms import Forms
from assistant.understanding.quantity.model import Mention
from assistant.understanding.quantity.source import Source

_FORMS: Final = Forms("ages")

RUSHING_CHARACTERS: Final = frozenset("奔差还离距二三四五六七")
_TENS: Final = {c: 10 * n for n, c in enumerate("零一二三四五六七八九")}


def read_rushing(source: Source, position: int) -> Mention | None:
    """奔五, 奔五十了: close under fifty; 四张多: over forty."""
    match = _FORMS.rushing.match(source.text, position)
    if match:
        end = match.end()
        tens = _TENS[match.group(1)]
        return Mention(position, end, "age", tens - 3, tens - 1, "岁", {"approximate"})
    match = _FORMS.months_short_of.match(source.text, position)
    if match:
        age = _TENS[match.group("tens")] + _TENS[match.group("ones") or "零"] // 10 - 1
        return Mention(position, match.end(), "age", age, age, "岁")
    headed = _FORMS.headed.match(source.text, position) or _FORMS.years_or_so.match(source.text, position)
    if headed:
        tens = _TENS[headed.group(1)]
        return Mention(position, headed.end(), "age", tens, tens + 9, "岁")
    match = _FORMS.tens_and_ones.match(source.text, position) or _FORMS.short_of.match(source.text, position)
    match = match or _FORMS.away_from.match(source.text, position)
    if match:
        tens = _TENS[match.group("tens")]
        ones = _TENS[match.group("ones").replace("两", "二")] // 10
        age = tens + ones if match.re is _FORMS.tens_and_ones else tens - ones
        return Mention(position, match.end(), "age", age, age, "岁")
    match = _FORMS.slang.match(source.text, position)
    if match and _FORMS.became.match(source.text, match.end()):
        tens = _TENS[match.group(1)]
        if match.group(2):
            return Mention(position, match.end(), "age", tens + 1, tens + 9, "岁", {"over"})
        return Mention(position, match.end(), "age", tens, tens, "岁", {"approximate"})
    return None


def as_age(source: Source, mention: Mention) -> None:
    """Makes a bare number an age when the words around it do."""
    numeral = mention.numeral
    if mention.kind != "number" or numeral is None or numeral.magnitude or numeral.digits is not None:
        return
    low, high = mention.low, mention.high
    if low is None or high is None or low < 16 or high > 90 or low != int(low):
        return
    if _says_age(source, mention):
        mention.kind, mention.unit = "age", "岁"


def _says_age(source: Source, mention: Mention) -> bool:
    before = source.text[max(0, mention.start - 10) : mention.start]
    text, end = source.text, mention.end
    whole = text[end - 1] == "整"
    if _FORMS.nominal_after.match(text, end) or _FORMS.nominal_before.search(before):
        return True
    if _FORMS.sure_before.search(before):
        return True
    ending = _FORMS.ends.match(text, end) is not None or whole
    if _FORMS.zodiac_after.match(text, end):
        return True
    if ending and (
        _FORMS.cue_before.search(before) or _FORMS.next_year.search(before) or _follows_zodiac(source, mention)
    ):
        return True
    if _FORMS.little_over.match(text, end) or (ending and _is_loose_decade(text, mention)):
        return True
    if _FORMS.old_person.match(text, end) or (_FORMS.became.match(text, end) and _FORMS.elder_before.search(before)):
        return True
    return (
        bool(_FORMS.became.match(text, end))
        and 20 <= (mention.low or 0) <= 75
        and not _FORMS.no_age_before.search(before)
    )


def _is_loose_decade(text: str, mention: Mention) -> bool:
    return _FORMS.loose_decade.match(text, mention.end - 2) is not None


def _follows_zodiac(source: Source, mention: Mention) -> bool:
    previous = source.found[-1] if source.found else None
    return previous is not None and previous.kind == "zodiac" and mention.start - previous.end <= 4


def finish_age(source: Source, mention: Mention) -> None:
    """Marks 虚岁, 周岁, differences, ages at another time and the age after New Year; takes the words into the span."""
    if mention.kind != "age":
        return
    before = source.before(mention.start, 8)
    word = source.text[mention.start : mention.end]
    tail = _FORMS.nominal_after.match(source.text, mention.end)
    nominal = _FORMS.nominal_before.search(before)
    if tail or nominal or "虚岁" in word:
        mention.flags.add("nominal")
        mention.end = tail.end() if tail else mention.end
        mention.start -= len(nominal.group()) if nominal else 0
    full = _FORMS.full_before.search(before)
    if "周岁" in word or full:
        mention.flags.add("full_years")
        mention.start -= len(full.group()) if full and not nominal else 0
    if _FORMS.next_year.search(source.text[max(0, mention.start - 10) : mention.start]):
        mention.flags.add("next_year")
    if _FORMS.difference_before.search(before):
        mention.flags.add("difference")
    elif _FORMS.then.match(source.text, mention.end):
        mention.flags.add("years_old_then")


def absorb_years(source: Source, mentions: list[Mention]) -> list[Mention]:
    """今年四十七, 过了年就五十了: the year word belongs to the age, it is no date of its own."""
    kept: list[Mention] = []
    for mention in mentions:
        previous = kept[-1] if kept else None
        cued = mention.kind == "age" and previous is not None and previous.kind == "date"
        if cued and previous is not None and _FORMS.absorbed.fullmatch(source.text[previous.start : mention.start]):
            mention.start = previous.start
            kept.pop()
        kept.append(mention)
    return kept
