"""Which cities and districts a person serves, from where she lives and the areas she named."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from assistant.profile.model import WorkerProfile
from assistant.vocabulary import Place, places

WHOLE_CITY = "*"
"""Stands for every district of a city."""


@dataclass(frozen=True, slots=True)
class Served:
    """One city she works in: the districts she named or lives in, those she declined, and the one she lives in."""

    city: str
    districts: frozenset[str]
    declined: frozenset[str]
    home: str | None


@lru_cache(maxsize=4096)
def _named(name: str) -> tuple[Place, ...]:
    return places().named(name)


@lru_cache(maxsize=4096)
def located(name: str, near_city: str | None, *, district: bool = False) -> tuple[str, str] | None:
    """The city and district (`*` for a whole city) of a place name, one in `near_city` first; None if unknown.

    With `district` only districts are meant (朝阳 is one of 北京, though also a city).
    """
    known = [place for place in _named(name) if place.district or not district]
    near = [place for place in known if near_city and place.city == near_city]
    best = (near or known)[:1]
    # A whole province is no place to work in.
    if not best or best[0].city is None:
        return None
    return best[0].city, best[0].district or WHOLE_CITY


def served(profile: WorkerProfile) -> list[Served]:
    """The cities she works in.

    The areas she named decide; who named none, or only some that no map knows, works in the city she lives in. An area
    she declined is never served.
    """
    location = profile.location
    city = location.city if location else None
    home = location.district if location else None
    wanted = _grouped(profile.service_areas, city)
    declined = _grouped(profile.declined_service_areas, city)
    if not wanted and city:
        wanted = {city: {home} if home else set()}
    elif city in wanted and home and home not in declined.get(city or "", set()):
        wanted[city].add(home)
    return [
        Served(name, frozenset(inside), frozenset(declined.get(name, set())), home if name == city else None)
        for name, inside in wanted.items()
        if WHOLE_CITY not in declined.get(name, set())
    ]


def _grouped(names: Iterable[str], city: str | None) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for name in names:
        place = located(name, city)
        if place is not None:
            found.setdefault(place[0], set()).add(place[1])
    return found


@lru_cache(maxsize=512)
def districts_of(city: str) -> tuple[str, ...]:
    """The districts of a city by their official names."""
    for place in _named(city):
        if place.level == "city" and place.city == city:
            return tuple(dict.fromkeys(each.district for each in places().inside(place) if each.district))
    return ()
