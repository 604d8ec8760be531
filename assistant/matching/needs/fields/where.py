"""Where the work is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from assistant.matching.model import Clarity, Need
from assistant.matching.needs.scene import Scene
from assistant.matching.needs.shapes import Operation, Said
from assistant.matching.needs.stance import stance
from assistant.matching.needs.words import pattern, table
from assistant.vocabulary import places
from assistant.vocabulary.places import PlaceMatch

_PLACE_FIELDS: Final = ("city", "district")
_ROMANISED: Final = 8  # how much longer a romanised name may be


def read_where(scene: Scene, need: Need) -> Iterator[Said]:
    """City and district; a district that only one city has brings its city. The last one said holds."""
    for match in scene.places:
        yield from _read(scene, need, match)


def _read(scene: Scene, need: Need, match: PlaceMatch) -> Iterator[Said]:
    if not _is_place(scene, need, match):
        return
    settled = places().resolve(match, near_city=need.city) if match.ambiguous else match
    said = stance(scene, match.start, match.end)
    if said.operation == "drop":
        return
    if said.weight == "exclude" or pattern("work", "denied_before").search(scene.before(match.start)):
        yield from _excluded(settled, corrected=said.weight != "exclude")
        return
    if _meant_as_district(scene, match):
        settled = replace(settled, level="district", city=None, district=match.name)
    district = settled.district or (settled.name if settled.level == "district" else None)
    city = settled.city if settled.level != "province" else None
    if settled.level == "city" and city is None:
        city = settled.name
    presumed = city is None and need.city is None and district in table("work")["presumed_city"]
    if presumed and not any(other.city and other is not match for other in scene.places):
        yield Said("city", table("work")["presumed_city"][district], match.start, match.end, clarity="vague")
    clarity: Clarity = "vague" if district and not city and not need.city else "clear"
    if city:
        yield Said("city", city, match.start, match.end, said.weight, firm=said.firm)
    if district:
        yield Said("district", district, match.start, match.end, said.weight, clarity=clarity, firm=said.firm)
    elif city and city != need.city:
        yield Said("district", None, match.start, match.end, operation="drop")


def _is_place(scene: Scene, need: Need, match: PlaceMatch) -> bool:
    """Whether a name is that of where the work is, not of a dish, a tongue, a home town, or an ordinary word."""
    if scene.folded[match.start : match.end] in table("work")["not_places"]:
        return False
    before = scene.before(match.start)
    topical = (scene.asked or "") in _PLACE_FIELDS or need.city is not None or len(scene.places) > 1
    if match.risky and not topical and not pattern("work", "place_before").search(before):
        return False
    people = match.level != "district" and pattern("conditions", "people_of").match(scene.folded, match.end)
    if (
        people
        or pattern("conditions", "other_sense_of_place").match(scene.folded, match.end)
        or scene.follows("conditions", "food_after", match.end)
    ):
        return False
    if any(t.start <= match.start and match.end <= t.end for t in scene.of_kind("cuisines", "languages")):
        return False
    return pattern("work", "not_place_before").search(before) is None


def _meant_as_district(scene: Scene, match: PlaceMatch) -> bool:
    """朝阳 alone is the district of the capital before it is the city of the same name."""
    said = scene.folded[match.start : match.end + 1]
    larger = match.level == "city" and match.name in table("work")["presumed_city"]
    return larger and not said.endswith("市") and "city" not in said and len(said) <= len(match.name) + _ROMANISED


def _excluded(match: PlaceMatch, *, corrected: bool) -> Iterator[Said]:
    if match.level == "province" and match.city is None:
        return
    field = "district" if match.level == "district" else "city"
    value = match.district or match.city or match.name
    operation: Operation = "drop" if corrected else "add"
    yield Said(field, value, match.start, match.end, "must" if corrected else "exclude", operation)
