"""Hometown, present place and the areas she will serve."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.profile.model import Topic
from assistant.understanding.zh import grammar
from assistant.understanding.zh.draft import Draft
from assistant.understanding.zh.fields.place_cues import Role
from assistant.understanding.zh.fields.place_roles import role_of
from assistant.understanding.zh.scene import Scene
from assistant.vocabulary import PlaceMatch, places


def read(scene: Scene) -> Iterator[Draft]:
    """Drafts of hometown, location and service areas."""
    previous: tuple[int, Role] | None = None
    home: PlaceMatch | None = None
    left: set[str] = set()
    for chain in ([place] for place in scene.places):
        role = role_of(scene, chain, previous)
        previous = (chain[-1].end, role)
        if role == "none":
            left.add(chain[-1].name)
        elif role == "location" and chain[-1].name in left:
            continue  # 原来住通州，通州房租涨了搬的
        if scene.silent(chain[0].start) or _denied(scene, chain[0]):
            continue
        if role == "hometown":
            if home is not None and _elsewhere(scene, home, chain[0]):
                continue
            home = chain[0]
            yield from _hometown(scene, chain)
            if _there_now(scene, chain[0]):
                yield from _location(scene, chain)
        elif role == "location":
            yield from _location(scene, chain)
            if scene.text.startswith("老家", chain[-1].end):
                yield from _hometown(scene, chain)
        elif role == "area":
            yield from _areas(scene, chain)


def _there_now(scene: Scene, place: PlaceMatch) -> bool:
    """Whether she is at home now (人在老家信阳, 现在还在达州老家)."""
    before = scene.before(place.start)
    if grammar.pattern("place_words", "now_at_home").search(before):
        return True
    return (
        scene.text.startswith("老家", place.end) and grammar.pattern("place_words", "stays").search(before) is not None
    )


def _elsewhere(scene: Scene, home: PlaceMatch, place: PlaceMatch) -> bool:
    """Whether a second place is another than the hometown told before it, and not said to set that right."""
    same = home.ambiguous or place.ambiguous
    same = same or (home.province == place.province and (not home.city or not place.city or home.city == place.city))
    between = scene.text[home.end : place.start]
    repaired = grammar.says("corrections", "marker", scene.text[home.start : place.start + 1])
    return not same and not repaired and not grammar.says("places", "sets_right", between)


def _denied(scene: Scene, place: PlaceMatch) -> bool:
    """我是邢台的，不是邯郸; a place she only came through (从东莞到的深圳).

    Or one that hers belonged to once (从前是四川的，现在归重庆).
    """
    before, after = scene.before(place.start, 4), scene.text[place.end : place.end + 3]
    if grammar.pattern("place_words", "once_of").search(scene.before(place.start)) and grammar.pattern(
        "place_words", "now_of"
    ).match(scene.text, place.end):
        return True
    elsewhere = grammar.pattern("place_words", "is_elsewhere").match(scene.text[place.end : place.end + 12])
    if before.endswith("不在") and ("了" in after or elsewhere):
        return True
    if (
        scene.topic is Topic.SERVICE_AREA
        and grammar.pattern("place_words", "as_long_as_not").search(before) is not None
    ):
        return False
    if grammar.pattern("place_words", "is_not").search(before) and not grammar.pattern("place_words", "asked").match(
        scene.text, place.end
    ):
        return True
    return before.endswith("从") and grammar.pattern("place_words", "moved_on").match(after) is not None


def _resolved(scene: Scene, chain: Sequence[PlaceMatch]) -> tuple[PlaceMatch, float]:
    """The place, and how sure: of several that bear the name the best known is a guess."""
    place = chain[-1]
    if not place.ambiguous:
        return place, 0.9
    known = next((other for other in scene.places if other.city and not other.ambiguous), None)
    if known is not None:
        narrowed = places().resolve(place, near_city=known.city, near_province=known.province)
        if not narrowed.ambiguous:
            return narrowed, 0.85
    return places().likeliest(place), 0.6


def _hometown(scene: Scene, chain: Sequence[PlaceMatch]) -> Iterator[Draft]:
    place, confidence = _resolved(scene, chain)
    value = {key: name for key, name in (("province", place.province), ("city", place.city)) if name}
    if value:
        yield Draft("hometown", value, chain[0].start, chain[-1].end, confidence=confidence)


def _location(scene: Scene, chain: Sequence[PlaceMatch]) -> Iterator[Draft]:
    if _town_of(scene, chain[-1]):
        return
    place, confidence = _resolved(scene, chain)
    value = {key: name for key, name in (("city", place.city), ("district", place.district)) if name}
    if value:
        yield Draft("location", value, chain[0].start, chain[-1].end, confidence=confidence)


def _town_of(scene: Scene, place: PlaceMatch) -> bool:
    """Whether a name right behind a city is a town of it, not the district of that name elsewhere (东莞长安)."""
    city = next((p for p in scene.places if p.city and _right_before(scene, p, place)), None)
    return city is not None and place.level == "district" and all(c.city != city.city for c in place.candidates)


def _right_before(scene: Scene, first: PlaceMatch, second: PlaceMatch) -> bool:
    """Whether nothing but a pause parts two places (海淀，清河那块儿)."""
    between = scene.text[first.end : second.start] if first.end <= second.start else "-"
    return not between.strip("，, ")


def _once_only(scene: Scene, place: PlaceMatch) -> bool:
    """以前做海淀的多，现在住丰台了: where she used to work, with where she is now told behind it."""
    clause = scene.clause_at(place.start)
    _, last = scene.sentence_of(place.start)
    before, behind = scene.text[clause.start : place.start], scene.text[clause.end : last]
    return grammar.says("tense", "past", before) and grammar.says("tense", "now", behind) and "也" not in behind


def _areas(scene: Scene, chain: Sequence[PlaceMatch]) -> Iterator[Draft]:
    name = chain[-1].name
    if name in grammar.words("places", "no_area") or _once_only(scene, chain[0]):
        return
    stance = scene.stance(chain[-1].start, chain[-1].end)
    if stance.conditional or stance.learning:
        return
    end = scene.text[chain[-1].end : chain[-1].end + 8]
    distant = grammar.pattern("place_words", "distant").match(end) is not None
    sign = -1 if distant or stance.sign < 0 else 1
    if grammar.pattern("place_words", "outside").match(end) and stance.sign < 0:
        yield Draft("service_areas", name, chain[0].start, chain[-1].end)
        return
    near = grammar.pattern("place_words", "not_away_from").search(scene.before(chain[0].start)) is not None
    if near:
        yield Draft("service_areas", name, chain[0].start, chain[-1].end)
        return
    if (
        grammar.pattern("place_words", "but_not").search(scene.before(chain[0].start))
        and scene.topic is Topic.SERVICE_AREA
    ):
        sign = -1
    if sign < 0:
        quote = (min(chain[0].start, stance.quote_start), max(chain[-1].end, stance.quote_end))
        yield Draft("service_areas", name, *quote, polarity="negative", flags=("soft",) if distant else ())
        return
    if scene.before(chain[0].start).endswith("离") and not grammar.pattern("place_words", "close_by").match(end):
        return
    yield Draft("service_areas", name, chain[0].start, chain[-1].end)
