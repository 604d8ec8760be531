"""The reader of quantities: one pass over the text finds them, a second one looks at their neighbours."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from typing import Final

from assistant.understanding.quantity.ages import RUSHING_CHARACTERS, absorb_years, as_age, finish_age, read_rushing
from assistant.understanding.quantity.characters import normalise
from assistant.understanding.quantity.dates import date_characters, read_date
from assistant.understanding.quantity.following import follow_dates
from assistant.understanding.quantity.forms import Forms
from assistant.understanding.quantity.lexicon import lexicon
from assistant.understanding.quantity.model import Mention, Quantity
from assistant.understanding.quantity.modifiers import apply_after, apply_before, apply_refusal
from assistant.understanding.quantity.money import (
    attach_units,
    mark_money,
    mark_pay_unit,
    pay_cue_characters,
    read_pay_cue,
    read_pay_month,
)
from assistant.understanding.quantity.named import name_characters, read_named
from assistant.understanding.quantity.numerals import LONGEST_RUN, run_end
from assistant.understanding.quantity.percent import read_percent
from assistant.understanding.quantity.phones import read_phone
from assistant.understanding.quantity.phrases import read_phrase
from assistant.understanding.quantity.ranges import join, join_bounds
from assistant.understanding.quantity.rest import (
    SHIFT_CHARACTERS,
    as_rest,
    fixed_rest_characters,
    read_fixed_rest,
    read_shift,
)
from assistant.understanding.quantity.source import Source, is_clause_mark
from assistant.understanding.quantity.spans import join_dates, mark_dates, offset_date
from assistant.understanding.quantity.years import as_birth_year, read_birth_decade
from assistant.understanding.quantity.zodiac import read_zodiac, zodiac_characters

_FORMS: Final = Forms("phrases")
# Days counted from another; dates only where one stands before them.
_DAYS_BEHIND = ("第二天", "第三天")
_NUMERAL = frozenset("0123456789零一二三四五六七八九十百千万几半两俩仨廿卅幺数好大小+年月个")
# C1 is a class of driving licence, not a number.
_LATIN_BEFORE = re.compile(r"(?<!RM)(?<!rm)[A-Za-z]$")


def scan(text: str, today: date) -> list[Quantity]:
    """The quantities said in `text`, in order, not overlapping; spans are character offsets of `text` as given.

    `today` anchors everything relative. Linear in the length of `text`; never raises for any text.
    """
    source = Source(normalise(text), today)
    trigger, position = _trigger(), 0
    while match := trigger.search(source.text, position):
        position = _read_at(source, match.start())
    found = attach_units(source, source.found)
    found = join_dates(source, absorb_years(source, found))
    follow_dates(source, found)
    mark_dates(source, found)
    return [mention.quantity() for mention in found if _is_worth(mention)]


def _is_worth(mention: Mention) -> bool:
    if mention.kind == "date":
        return mention.iso is not None
    return mention.kind not in ("number", "count", "duration") or not (
        mention.low is None and mention.high is None and "vague" not in mention.flags
    )


_Reader = Callable[[Source, int], Mention | None]


@cache
def _readers() -> Mapping[str, tuple[_Reader, ...]]:
    """By first character, the readers of fixed words that may find something there, in the order they are tried."""
    starts: tuple[tuple[_Reader, frozenset[str]], ...] = (
        (read_fixed_rest, fixed_rest_characters()),
        (read_zodiac, zodiac_characters()),
        (read_named, name_characters()),
        (read_rushing, RUSHING_CHARACTERS),
        (read_shift, SHIFT_CHARACTERS),
        (read_pay_cue, pay_cue_characters()),
    )
    table: dict[str, list[_Reader]] = {}
    for reader, characters in starts:
        for character in characters:
            table.setdefault(character, []).append(reader)
    return {character: tuple(readers) for character, readers in table.items()}


@cache
def _trigger() -> re.Pattern[str]:
    return re.compile(f"[{re.escape(''.join(sorted(set(_readers()) | date_characters() | _NUMERAL)))}]")


def _read_at(source: Source, position: int) -> int:
    """Reads what begins at `position`, if anything, and tells where to go on."""
    character = source.text[position]
    for reader in _readers().get(character, ()):
        found = reader(source, position)
        if found is not None:
            return _keep(source, found)
    if character in _NUMERAL:
        return _read_number(source, position)
    if character in date_characters():
        found = read_date(source, position)
        if found is not None:
            return _keep(source, as_birth_year(source, found))
    return position + 1


def _read_number(source: Source, position: int) -> int:
    stop = lexicon().stop_end(source.text, position)
    if stop is not None and stop > position:
        return stop
    if source.text[position - 1 : position] == "第" and position:
        if source.text.startswith(_DAYS_BEHIND, position - 1):
            return _keep(source, Mention(position - 1, position + 2, "date"))
        return max(run_end(source.text, position), position + 1)
    phone = read_phone(source, position)
    if phone is not None:
        return _keep(source, phone)
    end = run_end(source.text, position)
    if _LATIN_BEFORE.search(source.text[max(0, position - 3) : position]):
        return max(end, position + 1)
    if end - position > LONGEST_RUN or _is_weekday_list(source.text, position, end):
        return max(end, position + 1)
    for reader in (read_birth_decade, read_percent):
        found = reader(source, position)
        if found is not None:
            return _keep(source, found)
    dated = read_date(source, position)
    if dated is not None:
        return _keep(source, as_birth_year(source, dated))
    pay_month = read_pay_month(source, position)
    if pay_month is not None:
        return _keep(source, pay_month)
    return _read_measured(source, position)


def _is_weekday_list(text: str, position: int, end: int) -> bool:
    """周一三五 names days of the week; 每周一天 does not."""
    return _FORMS.weekday_list.search(text[max(0, position - 8) : position]) is not None and not text.startswith(
        ("天", "次", "个", "休"), end
    )


def _read_measured(source: Source, position: int) -> int:
    mention = read_phrase(source, position)
    if mention is None:
        return position + 1
    mention = _before_the_clock(source, mention)
    if mention.start < source.floor:
        mention.start = position
    if _is_article(source, mention):
        return mention.end
    mention.core = (mention.start, mention.end)
    as_age(source, mention)
    if join(source, mention):
        mention = source.found.pop()
        source.floor = source.found[-1].end if source.found else 0
    else:
        apply_before(source, mention)
    apply_after(source, mention)
    apply_refusal(source, mention)
    mention = join_bounds(source, mention)
    finish_age(source, mention)
    as_rest(source, mention)
    mark_money(source, mention)
    mark_pay_unit(source, mention)
    offset_date(source, mention)
    return _keep(source, mention)


def _before_the_clock(source: Source, mention: Mention) -> Mention:
    """一天三百二十四小时 is a price and twenty-four hours, run together; 三年一个月五千 is three years and a price."""
    said = source.text[mention.start : mention.end]
    match = _FORMS.round_the_clock.fullmatch(said)
    if match is None and _FORMS.sum_follows.match(source.text, mention.end):
        match = _FORMS.years_and_a_month.fullmatch(said)
    if match is None:
        return mention
    price = Source(source.text[: mention.start + match.end("price")], source.today)
    return read_phrase(price, mention.start) or mention


def _is_article(source: Source, mention: Mention) -> bool:
    """A 一 with no measure word inside a clause (一片, 一吹) counts nothing."""
    bare = mention.kind == "number" and source.text[mention.start : mention.end] == "一"
    following = source.text[mention.end : mention.end + 1]
    return bare and not is_clause_mark(following) and following not in "到至-~—"


def _keep(source: Source, mention: Mention) -> int:
    while source.found and source.found[-1].end > mention.start:
        source.found.pop()
    source.found.append(mention)
    source.floor = mention.end
    return mention.end
