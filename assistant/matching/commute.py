"""How far two districts of a city are apart, roughly, from `knowledge_base/matching/commute.yaml`."""

from __future__ import annotations

import math
from functools import cache

from assistant.kit.data import data_path, load_yaml

_EARTH_KM = 6371.0


@cache
def _middles() -> dict[str, dict[str, tuple[float, float]]]:
    rows = load_yaml(data_path("knowledge_base", "matching", "commute.yaml"))
    return {city: {name: (at[0], at[1]) for name, at in inside.items()} for city, inside in rows.items()}


def kilometres(city: str, one: str, other: str) -> float | None:
    """Kilometres between the middles of two districts as the crow flies (haversine); None where one is not known."""
    if one == other:
        return 0.0
    inside = _middles().get(city, {})
    if one not in inside or other not in inside:
        return None
    (lat1, lon1), (lat2, lon2) = ((math.radians(a), math.radians(b)) for a, b in (inside[one], inside[other]))
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(math.sqrt(half))
