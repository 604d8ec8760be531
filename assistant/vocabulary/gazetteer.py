"""Reads the places: every province, city and district with its names, and the rules that tell names from words."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, Literal, NamedTuple

from assistant.kit.data import data_path, load_yaml

SHORT: Final = 2  # characters; names this short may be parts of other words
Level = Literal["province", "city", "district"]
Row = list[Any]


class Place(NamedTuple):
    """One place by official short names (no 省/市/区/县); what lies above a city is None where unknown.

    A municipality is its own province and city, and counts as a city. `name` is what it is called itself: the lowest
    official name, or an area inside it such as 望京. `rank` orders places of one name, the best known first.
    """

    level: Level
    province: str
    city: str | None
    district: str | None
    name: str
    rank: int

    def contains(self, other: Place) -> bool:
        """Whether `other` lies inside this place, or inside what this place is itself a part of at a lower level."""
        if self.province != other.province or other == self:
            return False
        if self.level == "province":
            return other.level != "province"
        if self.city != other.city:
            return False
        if self.level == "city":
            return self.name == self.city and (other.level == "district" or other.name != other.city)
        return self.district == other.district and self.name == self.district and other.name != other.district


class Name(NamedTuple):
    """A surface form of a place. `full` carries 省/市/区/县 and so cannot be a word."""

    place: Place
    full: bool


@dataclass(frozen=True, slots=True)
class Risks:
    """Rules, all from `place_risks.yaml`, by which a name may be no place."""

    words: frozenset[str]
    heads: frozenset[str]
    generic: frozenset[str]
    never_bare: frozenset[str]
    not_before: tuple[str, ...]
    unless: tuple[str, ...]
    straddling: frozenset[str]
    straddling_before: frozenset[str]
    traps: tuple[str, ...]

    def bare(self, name: str, level: Level) -> bool:
        """Whether the bare name is an ordinary word or may straddle words."""
        if name in self.words or name in self.generic:
            return True
        return level == "district" and len(name) <= SHORT and name[0] in self.heads

    def denied(self, text: str, end: int) -> bool:
        """Whether what follows makes the name something else (四川|话, 南京|路)."""
        return text.startswith(self.not_before, end) and not text.startswith(self.unless, end)

    def straddled(self, text: str, start: int, end: int) -> bool:
        """Whether a common word lies across either end of `text[start:end]` (我|会理|发)."""
        return text[end - 1 : end + 1] in self.straddling or any(
            text[max(0, start - before) : start + 1] in self.straddling_before for before in (1, 2)
        )


@cache
def load_risks() -> Risks:
    """The rules as shipped."""
    data = load_yaml(data_path("knowledge_base", "taxonomy", "place_risks.yaml"))
    return Risks(
        words=frozenset(data["words"]),
        heads=frozenset(data["heads"]),
        generic=frozenset(data["generic"]),
        never_bare=frozenset(data["never_bare"]),
        not_before=tuple(data["not_before"]),
        unless=tuple(data["unless"]),
        straddling=frozenset(data["straddling"]),
        straddling_before=frozenset(data["straddling_before"]),
        traps=tuple(data["traps"]),
    )


def load_names() -> list[tuple[str, Name]]:
    """Every surface form with what it names: official, short, romanised, former and colloquial."""
    document = json.loads(data_path("knowledge_base", "taxonomy", "places.json").read_text(encoding="utf-8"))
    more = load_yaml(data_path("knowledge_base", "taxonomy", "place_names.yaml"))
    sizes = (frozenset(more["large_cities"]), frozenset(more["romanised_cities"]))
    official = list(_official(document["provinces"], *sizes, more["romanised"]))
    units = {(place.level, place.name): place for _, (place, _) in reversed(official)}
    names = [*official, *_other_names(more["other_names"], units), *_former_units(more["former_units"])]
    return [*names, *_areas(more["areas"], units)]


def _official(
    provinces: list[Row], large: frozenset[str], known: frozenset[str], romanised: Mapping[str, list[str]]
) -> Iterator[tuple[str, Name]]:
    for province, province_short, province_latin, cities in provinces:
        itself = bool(cities) and cities[0][0] == province
        if not itself:
            place = Place("province", province_short, None, None, province_short, 0)
            yield from _named(place, province, romanised.get(province_short, [province_latin]))
        for city, city_short, city_latin, *below in cities:
            place = Place("city", province_short, city_short, None, city_short, 0 if itself else 1)
            yield from _named(place, city, romanised.get(city_short, [city_latin]))
            rank, latin_wanted = (2, True) if city_short in large else (3, city_short in known)
            for district, short, latin in below[0] if below else ():
                place = Place("district", province_short, city_short, short, short, rank)
                yield from _named(place, district, romanised.get(short, [latin]) if latin_wanted else [])


def _named(place: Place, official: str, latin: list[str]) -> Iterator[tuple[str, Name]]:
    """Official and short name, the short one with a plain suffix (恩施州, 浦东区), and the romanised ones."""
    short = place.name
    yield official, Name(place, full=True)
    if short != official:
        yield short, Name(place, full=False)
        plain = short + official[-1]
        if plain != official:
            yield plain, Name(place, full=True)
    for spelling in dict.fromkeys(variant for name in latin for variant in (name, name.replace("'", ""))):
        yield spelling, Name(place, full=False)


def _other_names(rows: list[dict[str, Any]], units: Mapping[tuple[Level, str], Place]) -> Iterator[tuple[str, Name]]:
    for row in rows:
        level: Level = "district" if "city" in row else "city" if "province" in row else "province"
        for form in row["forms"]:
            yield form, Name(units[level, row["name"]], full=True)


def _former_units(rows: list[dict[str, Any]]) -> Iterator[tuple[str, Name]]:
    for row in rows:
        place = Place("district", row["province"], row["city"], row["district"], row["district"], 2)
        for form in row["forms"]:
            yield form, Name(place, full=form != row["district"])


def _areas(areas: Mapping[str, Any], units: Mapping[tuple[Level, str], Place]) -> Iterator[tuple[str, Name]]:
    for where, names in areas.items():
        city_name, _, district = where.partition("/")
        city = units.get(("city", city_name)) or units["province", city_name]
        for said, name in (*((name, name) for name in names["zh"]), *names["en"].items()):
            place = city._replace(name=name, rank=2)
            if district:
                place = place._replace(level="district", district=district)
            yield said, Name(place, full=len(said) > SHORT)
