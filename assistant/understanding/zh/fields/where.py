"""Hometown, present place and the areas she will serve."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Literal

from assistant.profile.model import Topic
from assistant.understanding.zh import grammar
from assistant.understanding.zh.draft import Draft
from assistant.understanding.zh.scene import Scene
from assistant.vocabulary import PlaceMatch, places

Role = Literal["hometown", "location", "area", "post", "none"]
_TOPIC_ROLES: dict[Topic | None, Role] = {
    Topic.HOMETOWN: "hometown",
    Topic.LOCATION: "location",
    Topic.SERVICE_AREA: "area",
    Topic.HISTORY: "post",
}


# How long she has been at a place, with nothing done there (在宁波十几年了).
_LIVED = re.compile(
    r"(?:这边|那边|这儿)?(?:都|也|有|已经|快)*[一二两三四五六七八九十几多来半\d]+(?:个)?(?:年|月)(?:多|半)?了?(?=$|[，。,\s])"
)
# What is done at a place that is not where one is from (在广东待久了).
_STAYED = re.compile(
    r"(?:这边|那边|这儿)?(?:都|也|已经)?(?:待|呆|住|打工|上班|干活|做|干|混)(?:了|过|久|惯|得|着|[一二两三四五六七八九十几])"
)
_OF_HERSELF = frozenset({None, Topic.NAME, Topic.AGE, Topic.HOMETOWN, Topic.LOCATION})
_SETS_RIGHT = re.compile(r"老家|籍贯|户口|其实|不是|生在|出生|长在|是$|娘家|我算|算是")


@cache
def _ends(name: str) -> re.Pattern[str]:
    return re.compile(grammar.source("places", name) + r"(?:了|呢|啊|，|,|\s|的|是|不是|那个|写|填|写的|都)*$")


def read(scene: Scene) -> Iterator[Draft]:
    """Drafts of hometown, location and service areas."""
    previous: tuple[int, Role] | None = None
    home: PlaceMatch | None = None
    for chain in ([place] for place in scene.places):
        role = _role(scene, chain, previous)
        previous = (chain[-1].end, role)
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
    if re.search(r"(?:人|还|现在|目前|都|就)+在(?:我)?老家$", before):
        return True
    return scene.text.startswith("老家", place.end) and re.search(r"(?:在|待在|呆在)$", before) is not None


def _elsewhere(scene: Scene, home: PlaceMatch, place: PlaceMatch) -> bool:
    """Whether a second place is another than the hometown told before it, and not said to set that right."""
    same = home.ambiguous or place.ambiguous
    same = same or (home.province == place.province and (not home.city or not place.city or home.city == place.city))
    between = scene.text[home.end : place.start]
    repaired = grammar.says("corrections", "marker", scene.text[home.start : place.start + 1])
    return not same and not repaired and not _SETS_RIGHT.search(between)


def _denied(scene: Scene, place: PlaceMatch) -> bool:
    """我是邢台的，不是邯郸; and a place she only came through (从东莞到的深圳)."""
    before, after = scene.before(place.start, 4), scene.text[place.end : place.end + 3]
    elsewhere = re.match(r"[^，。]{0,6}[，,](?:我|人)?(?:是|就)?(?:在|到)", scene.text[place.end : place.end + 12])
    if before.endswith("不在") and ("了" in after or elsewhere):
        return True
    if scene.topic is Topic.SERVICE_AREA and before.endswith(("只要不是", "但凡不是")):
        return False
    if before.endswith(("不是", "唔系")) and not re.match(r"[吗么？?]", scene.text[place.end :][:1]):
        return True
    return before.endswith("从") and re.match(r"到|搬", after) is not None


def _role(scene: Scene, chain: Sequence[PlaceMatch], previous: tuple[int, Role] | None) -> Role:
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
    if _with_relative(scene, chain[0]) or grammar.pattern("places", "stays_at").match(scene.text, end):
        return "location"
    if _within_words(scene, chain[0]):
        return "none"
    if clause_before.endswith(("跟着去", "陪着去", "带我去", "跟去", "一起去")):
        return "none"
    theirs = not scene.subject_at(start).hers() or _ends("not_hers_before").search(before)
    if theirs and not _stays_with_them(scene, chain[0]):
        return "none"
    listed = _listed_role(scene, start, previous)
    if listed == "location" and scene.topic is Topic.SERVICE_AREA and previous and start > previous[0]:
        listed = None  # 我住雨花，雨花天心都方便: what comes after the pause is where she would go
    if listed and not re.search(r"[，,]", scene.text[previous[0] if previous else start : start]):
        return listed
    cued = (
        "location"
        if _house(scene, chain[0], clause_before)
        else _cued(clause_before, after, scene, several=_several(scene, chain[-1]))
    )
    if listed and (cued is None or cued == listed or cued == "post" or (listed, cued) == ("area", "location")):
        return listed
    if cued == "area" and scene.context.asking is Topic.HOMETOWN and not re.search(r"[去做接跑想]", clause_before):
        return "none"
    if cued == "area" and scene.context.asking is Topic.LOCATION and not re.search(r"[去到想]", clause_before):
        return "location"
    if (
        cued == "location"
        and scene.context.asking is Topic.SERVICE_AREA
        and not re.search(r"住(?!家)|人|现在", clause_before)
    ):
        return "area"
    if cued == "post" and scene.context.asking is Topic.LOCATION and not re.search(r"[过了]", after[:4]):
        return "location"
    if cued:
        return cued
    return _default(scene, chain)


def _house(scene: Scene, place: PlaceMatch, before: str) -> bool:
    """Whether 家在 before a district tells where her home stands now (我家在洪山), not where she is from."""
    at_home = re.search(r"(?<![一二三四两几上前那这头后老娘婆人东主])家(?:就)?(?:是|在|住)$", before) is not None
    return at_home and place.level == "district" and scene.topic is not Topic.HOMETOWN


def _listed_role(scene: Scene, start: int, previous: tuple[int, Role] | None) -> Role | None:
    """The role of the place before, when nothing but a list or a repair stands between."""
    if previous is None or previous[1] == "none":
        return None
    joined = re.fullmatch(r"(?:[、,，\s和跟或还有及也]|而?是|应该是)*", scene.text[previous[0] : start])
    return previous[1] if joined else None


def _stays_with_them(scene: Scene, place: PlaceMatch) -> bool:
    """Whether the place answers where she is although the sentence began with those she stays with (跟儿子住，苏州)."""
    subject, clause = scene.subject_at(place.start), scene.clause_at(place.start)
    rest = clause.text.strip().replace(scene.text[place.start : place.end], "", 1)
    alone = re.fullmatch(r"(?:在|就|那边|那儿|这边|这儿|附近|的|区|吧|那|呢)*", rest) is not None
    return alone and scene.topic is Topic.LOCATION and subject.owner == "self" and subject.carried != "peer"


def _within_words(scene: Scene, place: PlaceMatch) -> bool:
    """Whether the name of a place is an everyday word here (和平相处, 安定就行): none is asked, more follows."""
    if not place.risky or scene.topic in _TOPIC_ROLES or len(scene.places) > 1:
        return False
    if re.search(r"[在住去到跑接]$", scene.before(place.start, 1)):
        return False
    return re.match(r"(?![的人那这市区县省在住离])[\u3400-\u9fff]", scene.text[place.end :][:1]) is not None


def _with_relative(scene: Scene, place: PlaceMatch) -> bool:
    """Whether she lives with the relative whose town it is (儿子在杭州，我住他家)."""
    first, last = scene.sentence_of(place.start)
    family = scene.subject_at(place.start).owner == "family" and scene.before(place.start, 1) == "在"
    return family and grammar.says("places", "lives_with", scene.text[first:last])


def _list_end(scene: Scene, place: PlaceMatch) -> int:
    """The end of the list a place stands in (广州天河海珠一带)."""
    end = place.end
    for other in scene.places:
        if other.start >= end and re.fullmatch(r"[、和跟或\s]*", scene.text[end : other.start]):
            end = other.end
    return end


def _several(scene: Scene, place: PlaceMatch) -> bool:
    """Whether the place is one of several districts named in a row (徐汇长宁这边)."""
    rows = [p for p in scene.places if p.level == "district"]
    beside = any(
        re.fullmatch(r"[、和跟\s]*", scene.text[a.end : b.start]) and place in (a, b) for a, b in pairwise(rows)
    )
    return beside and scene.topic is not Topic.LOCATION


def _cued(before: str, after: str, scene: Scene, *, several: bool) -> Role | None:
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
        re.search(grammar.source("places", key) + "$", before) for key in ("once_there", "later_there")
    ):
        return "none"
    if asking is Topic.LOCATION and not before.strip("，, ") and re.match(r"的(?=$|[，。,\s])", after):
        return "location"
    beside = re.search(r"(?:离|靠近|挨着)$", before) is not None and not after.startswith("近的")
    if asking is not Topic.SERVICE_AREA and (beside or re.search(r"(?:去了|到了|跑了|去过|嫁到|嫁去)$", before)):
        return "location" if before.endswith("到了") and asking is Topic.LOCATION else "none"
    return None


def _cued_by_kin_or_stay(before: str, after: str, scene: Scene) -> Role | None:
    asking = scene.context.asking
    if before.endswith(("婆家在", "婆家")):
        return "none" if len(scene.places) > 1 else "hometown"
    if before.endswith("在") and len(scene.places) > 1 and re.match(r"(?:那边|这边)?(?:上班|打工|干活)", after):
        return "none" if asking is Topic.LOCATION else None
    if before.endswith(("在", "来", "到")) and asking in _OF_HERSELF and _LIVED.match(after):
        return "location"
    return None


def _cued_here(before: str, after: str, scene: Scene) -> Role | None:
    if scene.context.asking is Topic.HOMETOWN and _STAYED.match(after) and before.endswith(("在", "到", "来")):
        return "none"
    if re.search(r"(?:给|跟|和|为|替|帮|伺候|照顾)$", before) and after.startswith("人"):
        return "none"
    if re.match(r"(?:那边)?(?:长大|上的?学|毕业|打过工)", after):
        return "none"
    if (
        scene.context.asking is not Topic.HISTORY
        and re.fullmatch(r"(?:就|人|还|也)*在", before.strip())
        and re.fullmatch(r"(?:住|呢|这边|这儿|住着|住呢|啊|的)?(?:[，,。、\s]|$).*", after, re.DOTALL)
    ):
        return "location"
    if before.endswith(("刚到", "才到", "刚来", "才来", "来到", "刚来到")) and scene.context.asking is Topic.LOCATION:
        return "location"
    if before.endswith(("到的", "来的", "来了", "到了", "搬到")) and scene.context.asking is Topic.LOCATION:
        return "location"
    if re.match(r"(?:这|那)(?:边|块|片|一片)?(?:跑|接|做活|干活)", after):
        return "area"
    if re.match(r"(?:这边|这儿|这里|这块|这一片)", after) and before.endswith("在"):
        return "location"
    if grammar.pattern("places", "around").match(after) and not _ends("hometown_before").search(before):
        return "area"
    return None


def _cued_before(before: str, after: str, scene: Scene) -> Role | None:
    if _ends("location_before").search(before) and not grammar.pattern("places", "post_after").match(after):
        return "location"
    if _ends("hometown_before").search(before) and not re.match(r"(?:都|也|全)(?:行|可以)", after):
        return "hometown"
    if re.search(r"(?:只|就|能|可以|想|愿意)(?:接|去|到|跑|做|在)$", before) and not grammar.pattern(
        "places", "post_after"
    ).match(after):
        return "area"
    if grammar.pattern("places", "hometown_after").match(after) and not re.search(r"(?:去|到|在)$", before):
        return (
            "hometown" if scene.context.asking not in (Topic.HISTORY, Topic.SERVICE_AREA) or "人" in after[:4] else None
        )
    return "post" if _ends("post_before").search(before) else None


def _cued_after(before: str, after: str, *, several: bool) -> Role | None:
    """The role the words behind a place give it; several districts in one breath are no place she is in."""
    if grammar.pattern("places", "location_after").match(after):
        return "area" if several else "location"
    if _ends("area_before").search(before) or grammar.pattern("places", "area_after").match(after):
        return "area"
    if grammar.pattern("places", "post_after").match(after):
        return "post"
    return None


def _default(scene: Scene, chain: Sequence[PlaceMatch]) -> Role:
    role = _TOPIC_ROLES.get(scene.topic, "none")
    if role == "none" and _only_her_place(scene, chain[0]):
        return "hometown"
    if role == "none" and _origin_in_introduction(scene, chain[0]):
        return "hometown"
    if role == "none" and _districts_alone(scene, chain[0]):
        return "area"
    if role == "none" and _home_in_introduction(scene, chain[0]):
        return "location"
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
        or re.search(r"(?:在|去|到|住|跑|回|从|离)$", scene.before(place.start, 4))
    ):
        return False
    gap = scene.text[max(0, place.start - 3) : place.start]
    clause = scene.clause_at(place.start)
    alone = clause.text.strip().rstrip("的人呢") == scene.text[place.start : place.end].strip()
    if alone and not any(p.start < place.start and not p.risky and p.level != "district" for p in scene.places):
        return True
    follows = any(0 <= place.start - q.end <= 3 for q in scene.numbers("age"))
    leads = re.fullmatch(r"(?:本人|我|俺|咱)", clause.text[: place.start - clause.start].strip()) is not None
    return (follows or leads or place.start <= 4) and not re.search(r"在|去|到", gap)


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
    return several and re.fullmatch(r"[、和跟或\s这那边一带都区的]*", rest) is not None


def _home_in_introduction(scene: Scene, place: PlaceMatch) -> bool:
    """A district standing alone in an introduction that has already told where she is from."""
    clause = scene.clause_at(place.start)
    alone = clause.text.strip().strip("的呢") == scene.text[place.start : place.end].strip()
    with_city = place.city is not None and scene.text[place.start : place.end].startswith(place.city)
    told = with_city or scene.places[0].start < place.start
    return alone and place.level == "district" and scene.context.asking is None and told


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
    city = next((p for p in scene.places if p.end == place.start and p.city and not p.district), None)
    return city is not None and place.level == "district" and all(c.city != city.city for c in place.candidates)


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
    if stance.conditional:
        return
    end = scene.text[chain[-1].end : chain[-1].end + 8]
    distant = re.match(r"(?:那边|那儿|那块|区)?(?:就|有点儿?|有些|太|也|是|离得|路|嫌)*(?:远|偏|绕)", end) is not None
    sign = -1 if distant or stance.sign < 0 else 1
    if re.match(r"(?:区|市)?(?:以|之)?外", end) and stance.sign < 0:
        yield Draft("service_areas", name, chain[0].start, chain[-1].end)
        return
    near = re.search(r"不(?:能|要|想|敢|可)?离$", scene.before(chain[0].start)) is not None
    if near:
        yield Draft("service_areas", name, chain[0].start, chain[-1].end)
        return
    if re.search(r"(?:只要|但凡)?不是$", scene.before(chain[0].start)) and scene.topic is Topic.SERVICE_AREA:
        sign = -1
    if sign < 0:
        quote = (min(chain[0].start, stance.quote_start), max(chain[-1].end, stance.quote_end))
        yield Draft("service_areas", name, *quote, polarity="negative", flags=("soft",) if distant else ())
        return
    if re.search(r"离$", scene.before(chain[0].start)) and not re.match(r"(?:那边)?(?:近|不远)", end):
        return
    yield Draft("service_areas", name, chain[0].start, chain[-1].end)
