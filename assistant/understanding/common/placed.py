"""The value of a place in a role of hers."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.vocabulary import PlaceMatch, places


def placed_value(match: PlaceMatch, matches: Sequence[PlaceMatch], role: str) -> dict[str, str]:
    """The place as `hometown` (province, city) or `location` (city, district); empty where its name is not enough.

    A name that several places bear is told apart by another of `matches` that is certain, else left alone.
    """
    known = next((other for other in matches if other.city and not other.ambiguous and other is not match), None)
    if match.ambiguous and known is not None:
        match = places().resolve(match, near_city=known.city, near_province=known.province)
    if match.ambiguous:
        return {}
    keys = ("province", "city") if role == "hometown" else ("city", "district")
    return {key: name for key in keys if (name := getattr(match, key))}
