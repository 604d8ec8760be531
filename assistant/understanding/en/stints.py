"""Years of work told in parts: stay by stay, stretch by stretch, by contracts, or between two ages of hers."""

from __future__ import annotations

import re
from itertools import pairwise

from assistant.profile.model import Topic
from assistant.understanding.en.dates import ordinal
from assistant.understanding.en.numbers import Number, number_words
from assistant.understanding.en.patterns import pattern
from assistant.understanding.en.quantity import Quantity
from assistant.understanding.en.scene import Piece, Scene

Timed = tuple[Piece, Quantity, str | None]
"""A length of work, the piece it stands in and the job it is said of."""
_MOST_YEARS = 60
# So far back "since I was" may stand before an age.
_REACH = 40
# So far after a length "more" or "again" may stand.
_AFTER = 20


def summed(scene: Scene, timed: list[Timed]) -> Quantity | None:
    """Lengths told one after the other ("two years in Shanghai, three in Beijing") as one: together her years."""
    if len(timed) < 2 or len({job for _, _, job in timed if job}) > 1 or pattern("repair").search(scene.text):
        return None
    stays = [q for piece, q, _ in timed if _is_stay(scene, piece, q)]
    told = [q for _, q, _ in timed]
    return together(told) if len(stays) == len(timed) or _one_after_another(scene, told) else None


def _is_stay(scene: Scene, piece: Piece, quantity: Quantity) -> bool:
    """Whether a length is one of work in some place: "in Dubai two years", "three years Hong Kong"."""
    if any(pattern(name).match(scene.text, quantity.end) for name in ("in_some_place", "stay_after")):
        return True
    if pattern("in_care_place").search(scene.before(piece, quantity.start)):
        return True
    beside = any(abs(p.start - quantity.end) <= 1 or abs(quantity.start - p.end) <= 1 for p in piece.places)
    return beside or pattern("stay_before").search(scene.before(piece, quantity.start)) is not None


def _one_after_another(scene: Scene, told: list[Quantity]) -> bool:
    """Whether words of time put each length after the one before ("two years before marriage, then six again")."""
    if scene.asking is not Topic.EXPERIENCE or pattern("not_in_turn").search(scene.text):
        return False
    return all(
        pattern("stint_joint").search(scene.text, a.end, b.start)
        or pattern("stint_again").match(scene.text, b.end, b.end + _AFTER)
        for a, b in pairwise(told)
    )


def together(told: list[Quantity]) -> Quantity:
    """Several lengths of time as one, on the words from the first to the last."""
    lows, highs = [_months(q.min, q) for q in told], [_months(q.max, q) for q in told]
    low = None if None in lows else sum(n for n in lows if n is not None)
    high = None if None in highs else sum(n for n in highs if n is not None)
    flags = tuple(flag for q in told for flag in q.flags)
    return Quantity(told[0].start, told[-1].end, "duration", low, high, "years", flags)


def _months(value: Number | None, quantity: Quantity) -> Number | None:
    return value * 12 if value is not None and quantity.kind in ("number", "count") else value


def by_contracts(scene: Scene) -> Quantity | None:
    """Such as "three contracts, each two years": so many times so many years."""
    if scene.asking not in (Topic.EXPERIENCE, None):
        return None
    told = pattern("contracts_each").search(scene.text)
    if told is None or not scene.piece_at(told.start()).about_her:
        return None
    count, years = (_small(told.group(name) or told.group(f"{name}2")) for name in ("count", "years"))
    return Quantity(told.start(), told.end(), "number", count * years, count * years)


def _small(word: str) -> int:
    return int(word if word.isdigit() else number_words()["units"][word])


def by_nth_year(scene: Scene) -> Quantity | None:
    """Such as "it's my eleventh year in this job"."""
    told = pattern("nth_year").search(scene.text) if scene.asking is Topic.EXPERIENCE else None
    if told is None or not scene.piece_at(told.start()).about_her:
        return None
    years = ordinal(told.group("nth"))
    return Quantity(told.start(), told.end(), "number", years, years) if years else None


def since_a_birth(scene: Scene) -> Quantity | None:
    """Such as "since my boy was born, he is twelve now": as long as her child is old."""
    told = pattern("since_child_born").search(scene.text) if scene.asking is Topic.EXPERIENCE else None
    if told is None:
        return None
    ages = [q for p in scene.pieces for q in p.quantities if told.end() <= q.start <= told.end() + _REACH]
    ages = [q for q in ages if q.kind in ("number", "age", "count") and q.min == q.max]
    return Quantity(told.start(), ages[0].number_end, "number", ages[0].min, ages[0].max) if ages else None


def by_ages(scene: Scene) -> Quantity | None:
    """Such as "since I was thirty, and I'm thirty-eight now": the years between two ages of hers."""
    if scene.asking is not Topic.EXPERIENCE:
        return None
    told = [
        q for p in scene.pieces for q in p.quantities if q.kind in ("number", "count", "age") and _one_age(scene, q)
    ]
    short = next((m for p in scene.pieces if (m := pattern("years_short_of").search(scene.words(p)))), None)
    if short is not None:
        return _short_of(scene, short, told)
    began = next((q for q in told if began_then(scene, q)), None)
    now = next((q for q in told if began and q is not began and _aged_now(scene, q)), None)
    if began is None or now is None or not 0 < _age(now) - _age(began) <= _MOST_YEARS:
        return None
    if scene.drafted("years_experience"):
        return None
    years = _age(now) - _age(began)
    ahead = pattern("soon_aged").search(scene.text, max(now.start - _REACH, 0), now.start) is not None
    return Quantity(min(began.start, now.start), max(began.number_end, now.number_end), "number", years - ahead, years)


def _one_age(scene: Scene, quantity: Quantity) -> bool:
    """Whether a figure is exact, or the age "from" which she works."""
    opens = quantity.max is None and pattern("from_an_age").match(scene.text, quantity.start) is not None
    return quantity.min == quantity.max or opens


def _age(quantity: Quantity) -> Number:
    return quantity.max or quantity.min or 0


def _short_of(scene: Scene, short: re.Match[str], told: list[Quantity]) -> Quantity | None:
    """Such as "two years short of ten"."""
    round_ones = [q for p in scene.pieces for q in p.quantities if q.kind in ("number", "count") and q.min is None]
    whole = told or round_ones
    if not whole:
        return None
    years = (whole[-1].max or 0) - (int(short.group(1)) if short.group(1).isdigit() else _missing(short.group(1)))
    return Quantity(whole[-1].start, whole[-1].number_end, "number", years, years)


def _missing(word: str) -> int:
    return int(number_words()["units"].get(word, 1))


def began_then(scene: Scene, quantity: Quantity) -> bool:
    """Whether a number is the age she began at: "since I was thirty", "I was 25 when I started"."""
    low = max(quantity.start - _REACH, 0)
    if pattern("since_age").search(scene.text, low, quantity.start):
        return True
    was = quantity.kind == "age" or pattern("was_aged").search(scene.text, low, quantity.start) is not None
    return was and pattern("when_started").match(scene.text, quantity.number_end) is not None


def _aged_now(scene: Scene, quantity: Quantity) -> bool:
    low = max(quantity.start - _REACH, 0)
    return any(pattern(name).search(scene.text, low, quantity.start) for name in ("age_now", "soon_aged"))


def worked_as(scene: Scene, piece: Piece, quantity: Quantity) -> str | None:
    """The job a length is told of by a verb alone: "I cooked for seven years"."""
    told = pattern("verb_of_job").search(scene.text, piece.start, quantity.start)
    return next((job for job, verb in told.groupdict().items() if verb), None) if told else None


def longest_since(scene: Scene, timed: list[Timed]) -> list[Timed]:
    """Of several years since when she works ("since 2011 in Taiwan, here since 2020") the first; they overlap."""
    since = [e for e in timed if pattern("since_year").fullmatch(scene.text, e[1].start, e[1].end)]
    if len(since) < 2 or len({job for _, _, job in since if job}) > 1:
        return timed
    longest = max(since, key=lambda entry: entry[1].max or 0)
    return [entry for entry in timed if entry is longest or entry not in since]


def without_bound(timed: list[Timed]) -> list[Timed]:
    """The lengths without a mere bound that the exact figure follows ("not even one year, ten months")."""
    exact = [q for _, q, _ in timed if q.min is not None]
    return [e for e in timed if e[1].min is not None or not any((q.max or 0) <= (e[1].max or 0) for q in exact)]
