"""What the words around a place make of it: home, where she is, where she would work, a post she held."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import Final, Literal

from assistant.profile.model import Topic
from assistant.understanding.zh import grammar
from assistant.understanding.zh.scene import Scene
from assistant.vocabulary import PlaceMatch

Role = Literal["hometown", "location", "area", "post", "none"]
"""What a place is for her."""
_FILE: Final = "places"
_HERE: Final = ("在", "我在", "人在", "现在")
_OF_HERSELF: Final = frozenset({None, Topic.NAME, Topic.AGE, Topic.HOMETOWN, Topic.LOCATION})


@cache
def ends(name: str) -> re.Pattern[str]:
    """The list of that name as what ends right before a place."""
    return re.compile(grammar.source(_FILE, name) + grammar.source("place_words", "small") + "*$")


def several(scene: Scene, place: PlaceMatch) -> bool:
    """Whether the place is one of several districts named in a row (徐汇长宁这边)."""
    rows = [p for p in scene.places if p.level == "district"]
    beside = any(
        grammar.pattern("place_words", "joins_districts").fullmatch(scene.text[a.end : b.start]) and place in (a, b)
        for a, b in pairwise(rows)
    )
    return beside and scene.topic is not Topic.LOCATION


def cued_role(before: str, after: str, scene: Scene, *, several: bool) -> Role | None:
    """The role the words around a place give it, plainest first."""
    return (
        _cued_plainly(before, after, scene)
        or _cued_before(before, after, scene)
        or _cued_after(before, after, several=several)
    )


def _cued_plainly(before: str, after: str, scene: Scene) -> Role | None:
    return (
        _cued_by_time(before, after, scene)
        or _cued_by_kin_or_stay(before, after, scene)
        or _cued_here(before, after, scene)
    )


def _cued_by_time(before: str, after: str, scene: Scene) -> Role | None:
    """Where she once was or went is no place of hers now; what is told as an answer to where she is, is."""
    asking = scene.context.asking
    if asking is Topic.LOCATION and any(
        re.search(grammar.source(_FILE, key) + "$", before) for key in ("once_there", "later_there")
    ):
        return "none"
    if asking is Topic.LOCATION and not before.strip("，, ") and grammar.pattern("place_words", "of_it").match(after):
        return "location"
    if asking in (Topic.LOCATION, Topic.HOMETOWN) and grammar.pattern(_FILE, "way_behind").match(after):
        return "none"
    if asking is Topic.LOCATION and before.endswith("到") and grammar.pattern(_FILE, "came_behind").match(after):
        return "location"
    beside = grammar.pattern("place_words", "beside").search(before) is not None and not after.startswith("近的")
    if asking is not Topic.SERVICE_AREA and (beside or grammar.pattern("place_words", "went").search(before)):
        return "location" if before.endswith("到了") and asking is Topic.LOCATION else "none"
    return None


def _cued_by_kin_or_stay(before: str, after: str, scene: Scene) -> Role | None:
    asking = scene.context.asking
    if grammar.pattern("place_words", "in_laws").search(before):
        return "none" if len(scene.places) > 1 else "hometown"
    if before.endswith("在") and len(scene.places) > 1 and grammar.pattern("place_words", "works_there").match(after):
        return "none" if asking is Topic.LOCATION else None
    if (
        before.endswith(("在", "来", "到"))
        and asking in _OF_HERSELF
        and grammar.pattern(_FILE, "lived_behind").match(after)
    ):
        return "location"
    return None


def _cued_here(before: str, after: str, scene: Scene) -> Role | None:
    if (
        scene.context.asking is Topic.HOMETOWN
        and grammar.pattern(_FILE, "stayed_behind").match(after)
        and before.endswith(("在", "到", "来"))
    ):
        return "none"
    if grammar.pattern("place_words", "for_people").search(before) and after.startswith("人"):
        return "none"
    if before.endswith("在") and grammar.pattern(_FILE, "born_behind").match(after):
        return "hometown"
    if grammar.pattern("place_words", "grew_up").match(after):
        return "none"
    if (
        scene.context.asking is not Topic.HISTORY
        and grammar.pattern("place_words", "only_in").fullmatch(before.strip())
        and grammar.pattern("place_words", "and_no_more").match(after)
    ):
        return "location"
    here = scene.context.asking is None and before.strip() in _HERE
    if here and grammar.pattern(_FILE, "town_behind").match(after):
        return "location"
    if (
        grammar.pattern("place_words", "just_came").search(before) is not None
        and scene.context.asking is Topic.LOCATION
    ):
        return "location"
    if grammar.pattern("place_words", "has_come").search(before) is not None and scene.context.asking is Topic.LOCATION:
        return "location"
    if grammar.pattern("place_words", "goes_round").match(after):
        return "area"
    if grammar.pattern("place_words", "here").match(after) and before.endswith("在"):
        return "location"
    if grammar.pattern(_FILE, "around").match(after) and not ends("hometown_before").search(before):
        return "area"
    return None


def _cued_before(before: str, after: str, scene: Scene) -> Role | None:
    if ends("location_before").search(before) and not grammar.pattern(_FILE, "post_after").match(after):
        return "location"
    if ends("hometown_before").search(before) and not grammar.pattern("place_words", "will_do").match(after):
        return "hometown"
    if grammar.pattern("place_words", "would_go").search(before) and not grammar.pattern(_FILE, "post_after").match(
        after
    ):
        return "area"
    if grammar.pattern(_FILE, "hometown_after").match(after) and not grammar.pattern("place_words", "to_or_in").search(
        before
    ):
        return (
            "hometown" if scene.context.asking not in (Topic.HISTORY, Topic.SERVICE_AREA) or "人" in after[:4] else None
        )
    return "post" if ends("post_before").search(before) else None


def _cued_after(before: str, after: str, *, several: bool) -> Role | None:
    """The role the words behind a place give it; several districts in one breath are no place she is in."""
    if grammar.pattern(_FILE, "location_after").match(after):
        return "area" if several else "location"
    if ends("area_before").search(before) or grammar.pattern(_FILE, "area_after").match(after):
        return "area"
    if grammar.pattern(_FILE, "post_after").match(after):
        return "post"
    return None
