"""Finds places in a sentence and says which ones they are."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby
from typing import Final

from assistant.vocabulary.folding import fold
from assistant.vocabulary.gazetteer import SHORT, Level, Name, Place, Risks, load_names, load_risks
from assistant.vocabulary.lexicon import Lexicon

_SUFFIX: Final = re.compile(
    r"(?P<province>省|\s+province\b)"
    r"|(?P<city>市(?![场民价面容]|[南北中](?:[区，。、,.\s都也和跟跑这那的可行能去]|市[南北中]|$))|州|盟|\s+(?:city|prefecture)\b)"
    r"|(?P<district>县|区(?![域别分间])|旗|\s+(?:district|county)\b)"
)
# The 市 of 市南, 市北 and 市中 belongs to the district.
_QUARTER: Final = re.compile(r"[南北中](?:[区，。、,.\s都也和跟跑这那的可行能去]|市[南北中]|$)")
_BETWEEN: Final = re.compile(
    r"[\s,，·-]*(?:in|of|的|那边的?|那儿的?|那里的?|这边的?|下面的?|底下的?|那块的?)?[\s,，]*(?:the )?"
)
_LONGEST_BETWEEN: Final = 8
_NEIGHBOURS: Final = 4  # certain places looked at on either side of a doubtful one; keeps long texts linear
_DEPTH: Final[dict[Level, int]] = {"province": 0, "city": 1, "district": 2}


@dataclass(frozen=True, slots=True)
class PlaceMatch:
    """`text[start:end]` names a place; names are official ones without 省/市/区/县, None where unknown.

    A place said with what it lies in ("河南周口", "Chaoyang, Beijing") is one match. When several places bear the name,
    `candidates` lists them, best known first, and the fields hold only what all of them share; `level` is the first
    one's. `name` is what was named itself, for instance 望京. `risky`: the bare words may well mean something else
    (朝阳, 大方, 同心); believe them only where places are the topic.
    """

    start: int
    end: int
    level: Level
    province: str | None
    city: str | None
    district: str | None
    candidates: tuple[Place, ...]
    risky: bool
    name: str

    @property
    def ambiguous(self) -> bool:
        """Whether more than one place bears this name."""
        return len(self.candidates) > 1


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    places: tuple[Place, ...]
    risky: bool

    @property
    def deepest(self) -> Place:
        return self.places[0]


class Places:
    """Every Chinese province, city and district, by Chinese and romanised name."""

    def __init__(self, names: Iterable[tuple[str, Name]], risks: Risks) -> None:
        entries = list(names)
        self._lexicon = Lexicon(entries)
        self._risks = risks
        self._official = tuple(dict.fromkeys(name.place for _, name in entries))

    def find(self, text: str) -> list[PlaceMatch]:
        """Places in `text`, in order, not overlapping, longest first; those beside what contains them as one.

        A name that several places bear is settled by a containing place said elsewhere in the text, when one is.
        """
        folded = fold(text)
        hits = list(_joined(list(self._hits(folded)), folded))
        known = [hit for hit in hits if len(hit.places) == 1]
        return [_match(_preferred(_settled(hit, known))) for hit in hits]

    def resolve(self, match: PlaceMatch, near_city: str | None = None, near_province: str | None = None) -> PlaceMatch:
        """The match narrowed to the candidates in that city, else in that province; unchanged when none is.

        Names are given short or official (郑州, 郑州市).
        """
        for wanted, attribute in ((near_city, "city"), (near_province, "province")):
            if not wanted:
                continue
            inside = tuple(place for place in match.candidates if wanted.startswith(getattr(place, attribute) or "?"))
            if inside:
                return _match(_Hit(match.start, match.end, inside, match.risky))
        return match

    def likeliest(self, match: PlaceMatch) -> PlaceMatch:
        """The match narrowed to its best-known candidate; a guess, for a reader who must choose."""
        return _match(_Hit(match.start, match.end, match.candidates[:1], match.risky))

    def named(self, name: str) -> tuple[Place, ...]:
        """The places that bear exactly this name (short, official, romanised or colloquial), best known first."""
        whole = [item.place for start, end, _, item in self._lexicon.scan(name) if (start, end) == (0, len(name))]
        return _ordered(whole)

    def inside(self, place: Place | None = None) -> tuple[Place, ...]:
        """Official places one level below: districts of a city, cities of a province.

        Without a place: the provinces and municipalities.
        """
        if place is None:
            return tuple(other for other in self._official if other.rank == 0)
        return tuple(
            other
            for other in self._official
            if other.name == (other.district or other.city)
            and place.contains(other)
            and _DEPTH[other.level] == _DEPTH[place.level] + 1
        )

    def _hits(self, folded: str) -> Iterator[_Hit]:
        free_from = 0
        for (start, end), found in groupby(self._lexicon.scan(folded), key=lambda item: (item[0], item[1])):
            if start < free_from or folded.startswith(self._risks.traps, start):
                continue
            hit = self._hit(folded, start, end, [name for *_, name in found])
            if hit:
                free_from = hit.end
                yield hit

    def _hit(self, folded: str, start: int, end: int, names: list[Name]) -> _Hit | None:
        if folded.startswith("市", end - 1) and _QUARTER.match(folded, end):
            end -= 1
        surface = folded[start:end]
        full = [name for name in names if name.full]
        places = _ordered(name.place for name in (full or names))
        certain = bool(full) and len(surface) > SHORT
        suffix = None if certain else _SUFFIX.match(folded, end)
        if certain or suffix:
            if suffix:
                end, places = suffix.end(), _of_level(places, suffix.lastgroup)
            return _Hit(start, end, places, risky=surface in self._risks.generic)
        if surface in self._risks.never_bare or self._risks.denied(folded, end):
            return None
        places = _without_namesakes_inside(places)
        level = places[0].level
        straddled = level != "province" and self._risks.straddled(folded, start, end)
        if straddled and level == "district":
            return None
        return _Hit(start, end, places, straddled or self._risks.bare(surface, level))


@cache
def places() -> Places:
    """The places as shipped in `knowledge_base/taxonomy`, read once per process."""
    return Places(load_names(), load_risks())


def _ordered(found: Iterable[Place]) -> tuple[Place, ...]:
    return tuple(sorted(dict.fromkeys(found), key=lambda place: place.rank))


def _of_level(found: tuple[Place, ...], level: str | None) -> tuple[Place, ...]:
    """The places of that level, or all when none is: people call districts counties, and county towns cities."""
    return tuple(place for place in found if place.level == level) or found


def _without_namesakes_inside(found: tuple[Place, ...]) -> tuple[Place, ...]:
    """A bare name means the larger of two places of that name when one lies in the other (长沙 is not 长沙县).

    A province goes before everything else of its name (河南, 海南, 吉林).
    """
    if found[0].rank == 0:
        return found[:1]
    return tuple(place for place in found if not any(other.contains(place) for other in found))


def _joined(hits: list[_Hit], folded: str) -> Iterator[_Hit]:
    """Neighbours of which one lies in the other become one hit."""
    current: _Hit | None = None
    for hit in hits:
        both = _together(current, hit, folded) if current else None
        if current and not both:
            yield current
        current = both or hit
    if current:
        yield current


def _together(left: _Hit, right: _Hit, folded: str) -> _Hit | None:
    gap = folded[left.end : right.start]
    if len(gap) > _LONGEST_BETWEEN or not _BETWEEN.fullmatch(gap):
        return None
    # Chinese names the larger place first; English either way.
    orders = [(left, right)] + [(right, left)] * folded[left.start : right.end].isascii()
    for above, below in orders:
        inside = tuple(place for place in below.places if any(outer.contains(place) for outer in above.places))
        if inside:
            return _Hit(left.start, right.end, inside, risky=False)
    return None


def _settled(hit: _Hit, known: list[_Hit]) -> _Hit:
    """The hit narrowed by the nearest of the `known` hits, each a single place, that it can lie in or beside."""
    if len(hit.places) == 1:
        return hit
    at = bisect_left(known, hit.start, key=lambda other: other.start)
    around = known[max(0, at - _NEIGHBOURS) : at + _NEIGHBOURS]
    for other in sorted(around, key=lambda other: abs(other.start - hit.start)):
        inside = tuple(place for place in hit.places if _near(other.deepest, place))
        if inside:
            return replace(hit, places=inside)
    return hit


def _preferred(hit: _Hit) -> _Hit:
    """A name no rule doubts is the city before districts elsewhere (中山 is no part of 大连 when nothing says so)."""
    if hit.risky or hit.deepest.level != "city":
        return hit
    return replace(hit, places=_of_level(hit.places, "city"))


def _near(known: Place, place: Place) -> bool:
    """Whether `place` lies in the known place's city, or in it where it is a province."""
    return known.contains(place) or (known.city is not None and known.city == place.city)


def _match(hit: _Hit) -> PlaceMatch:
    first = hit.deepest
    provinces = {place.province for place in hit.places}
    cities = {place.city for place in hit.places}
    districts = {(place.city, place.district) for place in hit.places}
    return PlaceMatch(
        start=hit.start,
        end=hit.end,
        level=first.level,
        province=first.province if len(provinces) == 1 else None,
        city=first.city if len(cities) == 1 else None,
        district=first.district if len(districts) == 1 else None,
        candidates=hit.places,
        risky=hit.risky,
        name=first.name,
    )
