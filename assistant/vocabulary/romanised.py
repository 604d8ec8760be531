"""Chinese place names in Latin letters, as English readers write them: 浦东 is Pudong, 喀什 Kashgar."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache

from assistant.kit.data import data_path
from assistant.vocabulary.gazetteer import load_names


def romanised(name: str) -> str:
    """The place's name as English readers write it; the name itself when the places data does not know it."""
    return _spellings().get(name, name)


@cache
def _spellings() -> dict[str, str]:
    """Every short name with its spelling; the customary spelling (Kashgar) goes before the plain pinyin (Kashi)."""
    found: dict[str, str] = {}
    for form, name in load_names():
        if form.isascii():
            found.setdefault(name.place.name, form)
    for short, latin in _plain_pinyin():
        found.setdefault(short, latin)
    return found


def _plain_pinyin() -> Iterator[tuple[str, str]]:
    document = json.loads(data_path("knowledge_base", "taxonomy", "places.json").read_text(encoding="utf-8"))
    for _, province, province_latin, cities in document["provinces"]:
        yield province, province_latin
        for _, city, city_latin, *below in cities:
            yield city, city_latin
            for _, district, latin in below[0] if below else ():
                yield district, latin
