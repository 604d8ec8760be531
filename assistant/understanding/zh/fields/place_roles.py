"""Which role a place has for her, from its words, from the list it stands in and from what was asked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from assistant.profile.model import Topic
from assistant.understanding.zh import grammar
from assistant.understanding.zh.fields.place_cues import Role, cued_role, ends, several
from assistant.understanding.zh.scene import Scene
from assistant.vocabulary import PlaceMatch, places

_TOPIC_ROLES: Final[dict[Topic | None, Role]] = {
    Topic.HOMETOWN: "hometown",
    Topic.LOCATION: "location",
    Topic.SERVICE_AREA: "area",
    Topic.HISTORY: "post",
}


# Under these 去广州 tells where she once was.
_TELLING: Final = frozenset({Topic.HISTORY, Topic.HEALTH, Topic.EDUCATION, Topic.CERTIFICATES, Topic.LANGUAGES})
_ANNOUNCED: Final = (Topic.HOMETOWN, Topic.LOCATION, Topic.SERVICE_AREA)


def role_of(scene: Scene, chain: Sequence[PlaceMatch], previous: tuple[int, Role] | None) -> Role:
    """What the last place of `chain` is for her; `previous` is where the place before ended, and its role."""
    start, end = chain[0].start, _list_end(scene, chain[-1])
    before = scene.text[max(0, start - 14) : start]
    clause_before = scene.before(start, 14)
    limit = max(scene.clause_at(max(end - 1, 0)).end, end)
    after = scene.text[end : min(end + 10, limit + 1)]
    after = (
        after
        if limit >= end + 10 or limit >= len(scene.text) or not re.match(r"[\u3400-\u9fff]", scene.text[limit])
        else scene.text[end:limit]
    )
    if _with_relative(scene, chain[0]):
        return "location"
    if _within_words(scene, chain[0]) or _only_registered(scene, start):
        return "none"
    if grammar.pattern("place_words", "taken_along").search(clause_before):
        return "none"
    theirs = not scene.subject_at(start).hers() or ends("not_hers_before").search(before)
    if theirs and not _stays_with_them(scene, chain[0]):
        return "none"
    listed = _listed_role(scene, start, previous)
    if listed and not re.search(r"[，,]", scene.text[previous[0] if previous else start : start]):
        return listed
    cued = (
        "location"
        if _house(scene, chain[0], clause_before)
        else cued_role(clause_before, after, scene, several=several(scene, chain[-1]))
    )
    cued = _beside_words(scene, chain[0], cued)
    if listed and (cued is None or cued == listed or cued == "post" or (listed, cued) == ("area", "location")):
        return listed
    if cued == "area" and _only_told(scene, clause_before):
        return "none"
    if (
        cued == "area"
        and scene.context.asking is Topic.LOCATION
        and not grammar.pattern("place_words", "means_to_go").search(clause_before)
    ):
        return "location"
    if (
        cued == "location"
        and scene.context.asking is Topic.SERVICE_AREA
        and not grammar.pattern("place_words", "lives").search(clause_before)
    ):
        return "area"
    if (
        cued == "post"
        and scene.context.asking is Topic.LOCATION
        and not grammar.pattern("place_words", "over").search(after[:4])
    ):
        return "location"
    if cued:
        return cued
    return _default(scene, chain)


def _only_told(scene: Scene, before: str) -> bool:
    """Whether 去广州 under another question only tells where she once went, and no wish to work there."""
    asking = scene.context.asking
    key = "means_to_work" if asking is Topic.HOMETOWN else "means_to_serve" if asking in _TELLING else None
    return key is not None and grammar.pattern("place_words", key).search(before) is None


def _house(scene: Scene, place: PlaceMatch, before: str) -> bool:
    """Whether 家在 before a district tells where her home stands now (我家在洪山), not where she is from."""
    at_home = grammar.pattern("place_words", "my_house").search(before) is not None
    if grammar.pattern("place_words", "country_behind").match(scene.text, place.end):
        return False
    return at_home and place.level == "district" and scene.topic is not Topic.HOMETOWN


def _only_registered(scene: Scene, start: int) -> bool:
    """Whether she is only registered there, having said where she is from (娘家阜阳，户口在常州)."""
    registered = grammar.pattern("places", "registered").search(scene.before(start, 14)) is not None
    return registered and grammar.says("places", "native", scene.text)


def _listed_role(scene: Scene, start: int, previous: tuple[int, Role] | None) -> Role | None:
    """The role of the place before, when nothing but a list or a repair stands between."""
    if previous is None or previous[1] == "none":
        return None
    if previous[1] == "location" and scene.topic is Topic.SERVICE_AREA and start > previous[0]:
        return None  # 我住雨花，雨花天心都方便: what comes after the pause is where she would go
    joined = grammar.pattern("place_words", "joins_roles").fullmatch(scene.text[previous[0] : start])
    return previous[1] if joined else None


def _beside_words(scene: Scene, place: PlaceMatch, cued: Role | None) -> Role | None:
    """The role the cue gives, unless what stands before the place knows better."""
    if cued == "post" and scene.context.asking is None and _right_behind_age(scene, place):
        return "hometown"
    return cued or _named_just_before(scene, place)


def _named_just_before(scene: Scene, place: PlaceMatch) -> Role | None:
    """The role the statement before announces (住的地方我补一句，是丰台那边)."""
    index = scene.index_at(place.start)
    if index == 0 or not grammar.pattern("places", "announced").fullmatch(scene.before(place.start, 14).strip()):
        return None
    told = scene.clauses[index - 1]
    if any(told.start <= other.start < told.end for other in scene.places):
        return None
    named = [topic for topic in _ANNOUNCED if grammar.says("corrections", f"about_{topic.value}", told.text)]
    return _TOPIC_ROLES[named[0]] if len(named) == 1 else None


def _stays_with_them(scene: Scene, place: PlaceMatch) -> bool:
    """Whether the place answers where she is although the sentence began with those she stays with (跟儿子住，苏州)."""
    subject, clause = scene.subject_at(place.start), scene.clause_at(place.start)
    if (subject.owner, subject.carried) == ("self", "recipient") and scene.before(place.start, 2).endswith("住"):
        return True
    if scene.topic is Topic.LOCATION and grammar.says("places", "lives_at_work", scene.text):
        return True
    rest = clause.text.strip().replace(scene.text[place.start : place.end], "", 1)
    alone = grammar.pattern("place_words", "nothing_else").fullmatch(rest) is not None
    return alone and scene.topic is Topic.LOCATION and subject.owner == "self" and subject.carried != "peer"


def _within_words(scene: Scene, place: PlaceMatch) -> bool:
    """Whether the name of a place is an everyday word here (和平相处, 安定就行): none is asked, more follows."""
    if not place.risky or scene.topic in _TOPIC_ROLES or len(scene.places) > 1:
        return False
    if grammar.pattern("place_words", "verb_of_place").search(scene.before(place.start, 1)):
        return False
    return grammar.pattern("place_words", "word_goes_on").match(scene.text[place.end :][:1]) is not None


def _with_relative(scene: Scene, place: PlaceMatch) -> bool:
    """Whether she lives with the relative whose town it is (儿子在杭州，我住他家)."""
    first, last = scene.sentence_of(place.start)
    if grammar.pattern("places", "stays_at").match(scene.text, place.end):
        return True
    family = scene.subject_at(place.start).owner == "family" and scene.before(place.start, 1) == "在"
    return family and grammar.says("places", "lives_with", scene.text[first:last])


def _list_end(scene: Scene, place: PlaceMatch) -> int:
    """The end of the list a place stands in (广州天河海珠一带)."""
    end = place.end
    for other in scene.places:
        if other.start >= end and grammar.pattern("place_words", "joins_places").fullmatch(
            scene.text[end : other.start]
        ):
            end = other.end
    return end


def _default(scene: Scene, chain: Sequence[PlaceMatch]) -> Role:
    role = _TOPIC_ROLES.get(scene.topic, "none")
    if role == "none" and _only_her_place(scene, chain[0]):
        return "hometown"
    if role == "none" and _origin_in_introduction(scene, chain[0]):
        return "hometown"
    if role == "none" and _districts_alone(scene, chain[0]):
        return "area"
    if role == "none" and _home_in_introduction(scene, chain[0]):
        return "hometown" if _county_of_home(scene, chain[0]) else "location"
    if role == "none" and chain[0].risky:
        return "none"
    stance = scene.stance(chain[0].start, chain[0].end)
    judged = grammar.says("skills", "acceptance", stance.word) or grammar.says("places", "going", stance.word)
    if role in ("none", "location") and stance.sign != 0 and judged and chain[0].level != "province":
        return "area"
    return role


def _only_her_place(scene: Scene, place: PlaceMatch) -> bool:
    """Whether a turn that asked for something else is nothing but a province with its city (四川达州)."""
    rest = scene.text.replace(scene.text[place.start : place.end], "", 1).strip("，。,. 的人嘛呀啊哈我是")
    said = scene.text[place.start : place.end]
    return (
        not rest
        and place.level == "city"
        and place.province is not None
        and place.province != place.city
        and said.startswith(place.province)
    )


def _origin_in_introduction(scene: Scene, place: PlaceMatch) -> bool:
    """Province and city together, right after name or age in an introduction (48岁河南驻马店月嫂8年)."""
    if scene.context.asking is not None or not place.province or not place.city:
        return False
    whole = place.level != "province" and scene.text[place.start : place.end].startswith(place.province)
    if (
        not whole
        or place.province == place.city
        or grammar.pattern("place_words", "verb_before").search(scene.before(place.start, 4))
    ):
        return False
    gap = scene.text[max(0, place.start - 3) : place.start]
    clause = scene.clause_at(place.start)
    alone = clause.text.strip().rstrip("的人呢") == scene.text[place.start : place.end].strip()
    if alone and not any(p.start < place.start and not p.risky and p.level != "district" for p in scene.places):
        return True
    follows = any(0 <= place.start - q.end <= 3 for q in scene.numbers("age"))
    leads = (
        grammar.pattern("place_words", "i_alone").fullmatch(clause.text[: place.start - clause.start].strip())
        is not None
    )
    return (follows or leads or place.start <= 4) and not grammar.pattern("place_words", "moves").search(gap)


def _right_behind_age(scene: Scene, place: PlaceMatch) -> bool:
    """Whether province and city follow an age with nothing between (邓秀莲四十四湖南娄底做月嫂)."""
    said = scene.text[place.start : place.end]
    whole = place.province is not None and place.city is not None and said.startswith(place.province)
    return whole and place.province != place.city and any(q.end == place.start for q in scene.numbers("age", "number"))


def _districts_alone(scene: Scene, place: PlaceMatch) -> bool:
    """Whether several districts fill a statement of an introduction (长宁静安): where she would go."""
    if scene.context.asking in _TOPIC_ROLES:
        return False
    clause = scene.clause_at(place.start)
    mine = [p for p in scene.places if clause.start <= p.start < clause.end]
    rest = clause.text
    for other in mine:
        rest = rest.replace(scene.text[other.start : other.end], "", 1)
    several = len(mine) > 1 and all(p.level == "district" for p in mine)
    return several and grammar.pattern("place_words", "only_districts").fullmatch(rest) is not None


def _county_of_home(scene: Scene, place: PlaceMatch) -> bool:
    """Whether a county with its city is home (衡阳衡东，谭艺).

    A district is if it is told first and others behind it (淄博博山，…张店).
    """
    others = [p for p in scene.places if p.start >= place.end]
    further = any(p.district != place.district for p in others) and not any(_told_as_home(scene, p) for p in others)
    if further and all(p.start >= place.start for p in scene.places):
        return True
    counties = (f"{place.district}{kind}" for kind in grammar.words("place_words", "county"))
    found = (known for name in counties for known in places().named(name))
    return any((known.city, known.district) == (place.city, place.district) for known in found)


def _told_as_home(scene: Scene, place: PlaceMatch) -> bool:
    """Whether the words around a place say she is from there (怀化人, 泰兴的)."""
    around = scene.before(place.start, 14), scene.text[place.end : place.end + 10]
    return cued_role(*around, scene, several=False) == "hometown" or _origin_in_introduction(scene, place)


def _home_in_introduction(scene: Scene, place: PlaceMatch) -> bool:
    """A district standing alone in an introduction that has already told where she is from."""
    clause = scene.clause_at(place.start)
    alone = clause.text.strip().strip("的呢") == scene.text[place.start : place.end].strip()
    said = scene.text[place.start : place.end]
    closely = place.district is not None and len(said) > len(place.district) + 1
    with_city = place.city is not None and said.startswith(place.city)
    told = with_city or closely or scene.places[0].start < place.start
    return alone and place.level == "district" and scene.context.asking is None and told
