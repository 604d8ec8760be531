"""A place said has the value its role wants, or none while its name is not enough."""

from __future__ import annotations

import pytest

from assistant.understanding.common.placed import placed_value
from assistant.vocabulary import places


@pytest.mark.parametrize(
    ("text", "named", "role", "value"),
    [
        ("河南周口", "周口", "hometown", {"province": "河南", "city": "周口"}),
        ("北京海淀", "海淀", "location", {"city": "北京", "district": "海淀"}),
        ("朝阳", "朝阳", "location", {}),
        ("朝阳那边，人在北京", "朝阳", "location", {"city": "北京", "district": "朝阳"}),
    ],
)
def test_a_place_has_the_value_of_its_role(text: str, named: str, role: str, value: dict[str, str]) -> None:
    matches = places().find(text)
    match = next(found for found in matches if named in text[found.start : found.end])
    assert placed_value(match, matches, role) == value
