"""Places: where she comes from, where she is, and where she would work."""

from __future__ import annotations

from assistant.profile.model import Topic
from assistant.understanding.en.abroad import read_home_abroad
from assistant.understanding.en.patterns import pattern
from assistant.understanding.en.scene import Piece, Scene, Subject
from assistant.understanding.en.stances import Stance, stance
from assistant.vocabulary import PlaceMatch, places

_ROLE_FIELDS = {Topic.HOMETOWN: "hometown", Topic.LOCATION: "location", Topic.SERVICE_AREA: "service_areas"}

# So many pieces before a place alone may tell that work is sought there.
_SOUGHT_WITHIN = 3


def read_whereabouts(scene: Scene) -> None:
    """Draft hometown, location and service_areas."""
    role: str | None = None
    group: list[PlaceMatch] = []
    last_piece: Piece | None = None
    for piece in scene.pieces:
        for place in piece.places:
            if _taken_back(scene, piece, place):
                continue
            said = _role(scene, piece, place)
            agrees = said is None or said == role or (role is None and said == "service_areas")
            joined = group and _joined(scene, group[-1], place) and agrees
            if not joined:
                _write(scene, role, group)
                role, group = said, []
            if role is None and (last_piece is piece or said == "service_areas"):
                role = said
            group.append(place)
            last_piece = piece
    _write(scene, role, group)
    read_home_abroad(scene)


def _joined(scene: Scene, before: PlaceMatch, after: PlaceMatch) -> bool:
    if "near" in scene.text[before.end : after.start] and before.level != "district" and after.level == "city":
        return False
    return pattern("place_joint").fullmatch(scene.text, before.end, after.start) is not None


def _taken_back(scene: Scene, piece: Piece, place: PlaceMatch) -> bool:
    """Such as "Not Hunan, Henan" or "moving to Hongkou": the place is denied, or not yet hers."""
    if scene.asking is Topic.SERVICE_AREA:
        return False
    before = scene.before(piece, place.start)
    if pattern("moved_from").search(before) and pattern("moved_to").match(scene.text, place.end):
        return True
    return bool(pattern("not_before").search(before) or pattern("future_place").search(before))


def _role(scene: Scene, piece: Piece, place: PlaceMatch) -> str | None:
    """Which field the words around a place make it; None when it is not about her."""
    plain = _plain_role(scene, piece, place)
    if plain is not None:
        return plain
    if piece.question or piece.subject in (Subject.OTHER, Subject.EMPLOYER):
        return None
    before, after = scene.before(piece, place.start), scene.after(piece, place.end)
    if scene.asking in (Topic.SERVICE_AREA, Topic.LOCATION) and pattern("worked_there").search(before):
        return None
    if scene.asking is Topic.SERVICE_AREA and not pattern("post_opening").search(before):
        return "service_areas"
    if _after_name(scene, place) and before.rstrip().endswith("from"):
        return "hometown"
    if scene.asking is Topic.LOCATION and pattern("ever_since").match(after):
        return "location"
    if pattern("former_place").search(before[-48:] + after[:16]):
        return None
    if scene.asking is Topic.LOCATION and pattern("place_before_now").search(before):
        return None
    judged = not scene.edited(place.end, place.end + 2)
    if pattern("work_area").search(before) or (judged and pattern("far_or_fine").match(after)):
        return "service_areas"
    told = _told_unasked(scene, piece, place) if scene.asking in (None, Topic.NAME) else None
    if told is not None:
        return told
    if scene.asking is Topic.HOMETOWN and pattern("been_in").search(before):
        return None
    return _ROLE_FIELDS[scene.asking] if scene.asking in (Topic.HOMETOWN, Topic.LOCATION) else None


def _told_unasked(scene: Scene, piece: Piece, place: PlaceMatch) -> str | None:
    """The field of a place in a self-introduction: alone after a name, after "from", or where she works now."""
    before = scene.before(piece, place.start)
    label = scene.words(scene.pieces[piece.index - 1]).strip() if piece.index else ""
    if pattern("label_home").fullmatch(label):
        return "hometown"
    if pattern("label_here").fullmatch(label):
        return "location"
    if pattern("label_area").fullmatch(label):
        return "service_areas"
    if scene.asking is None and piece.about_her and _sought_before(scene, piece):
        return "service_areas"
    if _introduces(scene, piece, place):
        several = sum(p.level == "district" for p in piece.places) > 1
        return "hometown" if place.level != "district" else "service_areas" if several else "location"
    if scene.asking is not None or not piece.about_her:
        return None
    if pattern("works_here").search(before):
        several = sum(1 for p in scene.sentence(piece) for each in p.places if each.level == "district") > 1
        return None if several else "location"
    whole = place.level == "city" and not scene.after(piece, place.end).strip()
    if (whole or _with_province(scene, place)) and _after_age(scene, place):
        return "hometown"
    alone = _said_alone(scene, piece, place)
    if alone is not None:
        return alone
    if scene.drafted("name") and pattern("intro_from").search(before):
        return None if pattern("not_intro_from").search(before) else "hometown"
    if pattern("lone_in").search(before) and pattern("ever_since").match(scene.text, place.end):
        return "location"
    return "location" if _stands_alone(scene, piece) else None


def _said_alone(scene: Scene, piece: Piece, place: PlaceMatch) -> str | None:
    """Such as "… . In Xiamen now", "Nanming district living", "Ningde is my home": the role told beside it alone."""
    before, after = scene.text[piece.start : piece.places[0].start], scene.text[piece.places[-1].end : piece.end]
    if pattern("home_behind").match(after) and not before.strip():
        return "hometown"
    if pattern("living_behind").match(after) or (pattern("now_behind").fullmatch(after) and not before.strip()):
        return "location"
    if not pattern("in_place_alone").fullmatch(before) or not pattern("now_in_place").fullmatch(after):
        return None
    last = piece.index + 1 == len(scene.pieces)
    following = piece if last else scene.pieces[piece.index + 1]
    if following.sentence == piece.sentence and following.subject in (Subject.OTHER, Subject.EMPLOYER):
        return None
    earlier = scene.pieces[piece.index - 1] if piece.index else piece
    told = earlier.index < piece.index and earlier.sentence == piece.sentence and place.level != "province"
    lasted = any(q.kind == "duration" for q in earlier.quantities) or any(earlier.of("jobs", "skills"))
    other = lasted or earlier.has("wish") or pattern("former_place").search(scene.words(earlier)) is not None
    return None if told and other else "location"


def _sought_before(scene: Scene, piece: Piece) -> bool:
    """Whether work is sought shortly before in the same sentence ("Want a family, halal, Foshan Chancheng")."""
    if pattern("mere_joint").fullmatch(_without_places(scene, piece)) is None:
        return False
    near = [p for p in scene.pieces[max(piece.index - _SOUGHT_WITHIN, 0) : piece.index] if p.sentence == piece.sentence]
    return any(p.about_her and pattern("seeks_here").search(scene.words(p)) for p in near)


def _stands_alone(scene: Scene, piece: Piece) -> bool:
    """Such as "…, Foshan, Nanhai." at the end of a self-introduction: where she is, or where she wants to work."""
    told = scene.drafted("name") or scene.drafted("age") or scene.advert
    if scene.asking is not None or not told or not piece.about_her:
        return False
    pieces = [p for p in scene.sentence(piece) if p.places]
    alone = all(pattern("mere_joint").fullmatch(_without_places(scene, p)) for p in pieces)
    districts = {p.district for each in pieces for p in each.places if p.level == "district"}
    opens = scene.advert and scene.sentence(piece)[0] is piece and piece.index > 0
    whole = len(scene.sentence(piece)) == len(pieces) or piece.index == len(scene.pieces) - 1 or opens
    return alone and whole and len(districts) == 1


def _without_places(scene: Scene, piece: Piece) -> str:
    """The words of a piece beside the places it names."""
    rest, at = [], piece.start
    for place in piece.places:
        rest.append(scene.text[at : place.start])
        at = place.end
    return " ".join([*rest, scene.text[at : piece.end]])


def _plain_role(scene: Scene, piece: Piece, place: PlaceMatch) -> str | None:
    """The field where the words before the place say it outright: "I'm from", "living in", "close to my home in"."""
    before = scene.before(piece, place.start)
    if scene.asking is Topic.LOCATION and any(pattern(name).search(before) for name in ("in_hometown", "moved_here")):
        return "location"
    if scene.asking is Topic.LOCATION and pattern("at_home_in").search(before):
        return "location"
    if pattern("near_home").search(before):
        return "service_areas" if scene.asking in (Topic.SERVICE_AREA, None) else "location"
    if (scene.asking is Topic.HOMETOWN and pattern("own_people_in").search(before)) or _native(scene, piece, place):
        return "hometown"
    if piece.subject not in (Subject.SELF, Subject.YOU) or piece.question:
        return None
    of_others = pattern("of_a_family").match(scene.text, place.end)
    if pattern("from_here").search(before) and not pattern("not_a_home").search(before) and not of_others:
        return "hometown"
    if pattern("lives_no_more").search(before):
        return None
    lives = pattern("live_here").search(before) and not pattern("formerly").search(before)
    return "location" if lives else None


def _native(scene: Scene, piece: Piece, place: PlaceMatch) -> bool:
    """Such as "50 years old hubei people"."""
    if scene.asking not in (None, Topic.NAME, Topic.AGE, Topic.HOMETOWN) or not piece.about_her:
        return False
    if pattern("not_native_before").search(scene.before(piece, place.start)):
        return False
    return pattern("native_after").match(scene.after(piece, place.end)) is not None


def _after_name(scene: Scene, place: PlaceMatch) -> bool:
    """Whether a name ends right before the place ("Auntie Li from Jinan")."""
    raw_start, _ = scene.read.span(place.start, place.end)
    return any(0 < raw_start - end <= len(" from the ") for _, end in scene.drafted_near("name", raw_start))


def _with_province(scene: Scene, place: PlaceMatch) -> bool:
    """Whether a province is named, with a town or without: where one is from, not where one works."""
    named = place.level == "province" or (place.level == "city" and " " in scene.text[place.start : place.end])
    return named and place.province is not None and not _is_municipality(place.province)


def _after_age(scene: Scene, place: PlaceMatch) -> bool:
    """Whether her age ends right before the place ("age 56 hebei langfang")."""
    raw_start, _ = scene.read.span(place.start, place.end)
    return any(0 < raw_start - end <= 1 for _, end in scene.drafted_near("age", raw_start))


def _introduces(scene: Scene, piece: Piece, place: PlaceMatch) -> bool:
    """Such as "Auntie Zhang, 53, Sichuan Neijiang": a place alone after a name or an age is her home."""
    alone = not scene.before(piece, place.start).strip() and scene.asking in (None, Topic.NAME)
    if not alone or piece.index == 0 or not _told_who_before(scene, piece):
        return False
    if place.level == "district" and scene.asking is None and not scene.after(piece, piece.places[-1].end).strip():
        return True
    rest = scene.after(piece, place.end).strip()
    before = scene.pieces[piece.index - 1]
    return (
        (not rest or bool(piece.places[-1].end == piece.end))
        and before.sentence == piece.sentence
        and not before.places
    )


def _told_who_before(scene: Scene, piece: Piece) -> bool:
    """Whether she said her name or her age shortly before."""
    low = scene.read.span(scene.pieces[max(piece.index - 3, 0)].start, piece.start)[0]
    high = scene.read.span(piece.start, piece.end)[0]
    return any(low <= start < high for field in ("name", "age") for start, _ in scene.drafted_near(field, high))


def _works_around(scene: Scene, group: list[PlaceMatch]) -> bool:
    """Such as "I clean houses in Chengdu, Wuhou and Jinjiang": several districts of work told in one breath."""
    piece = scene.piece_at(group[0].start)
    works = pattern("works_in").search(scene.before(piece, group[0].start)) or pattern("any_or").search(
        scene.text, group[0].end, group[-1].start
    )
    rest = scene.before(piece, group[0].start) + scene.after(piece, group[-1].end)
    listed = not rest.strip() and scene.asking is None and any(list(p.of("jobs")) for p in scene.pieces)
    return piece.about_her and (listed or works is not None) and sum(p.level == "district" for p in group) > 1


def _write(scene: Scene, role: str | None, group: list[PlaceMatch]) -> None:
    if role is None and len(group) > 1 and _works_around(scene, group):
        role = "service_areas"
    if not group or role is None:
        return
    if role == "service_areas":
        _write_areas(scene, group)
        return
    if role == "hometown" and scene.drafted("hometown") and _merely_raised(scene, group[0]):
        return
    if scene.asking and role == _ROLE_FIELDS.get(scene.asking) and _beside_told(scene, role, group[0]):
        return
    narrow, wide = _settled(group)
    start, end = min(p.start for p in group), max(p.end for p in group)
    if role == "hometown":
        value = {"province": narrow.province or wide.province, "city": narrow.city or wide.city}
        if _is_municipality(narrow.province or wide.province):
            value["city"] = value["province"]
    else:
        value = {"city": narrow.city or wide.city, "district": narrow.district or wide.district}
        if not value["city"] and _is_municipality(narrow.province or wide.province):
            value["city"] = narrow.province or wide.province
    said = {key: name for key, name in value.items() if name}
    if said:
        unsure = len(group) == 1 and not (group[0].province or group[0].city)
        scene.add(role, said, start, end, flags=("confirm",) if unsure else ())


def _merely_raised(scene: Scene, place: PlaceMatch) -> bool:
    """Such as "born in Wuhan but raised in Changsha": she is from where she said before."""
    return pattern("merely_raised").search(scene.before(scene.piece_at(place.start), place.start)) is not None


def _beside_told(scene: Scene, role: str, place: PlaceMatch) -> bool:
    """Whether a place only tells where the one named before it lies ("Weinan, not far from Xi'an")."""
    before = scene.before(scene.piece_at(place.start), place.start)
    return scene.drafted(role) and pattern("beside_place").search(before) is not None


def _is_municipality(province: str | None) -> bool:
    return province in ("北京", "上海", "天津", "重庆")


def _settled(group: list[PlaceMatch]) -> tuple[PlaceMatch, PlaceMatch]:
    """The narrowest and the widest place of "Zhoukou, Henan", the narrow one resolved by the wide one."""
    order = {"district": 0, "city": 1, "province": 2}
    narrow = min(group, key=lambda p: order[p.level])
    wide = max(group, key=lambda p: order[p.level])
    if narrow is not wide:
        narrow = places().resolve(narrow, near_city=wide.city, near_province=wide.province)
        if narrow.city and wide.level == "city" and wide.city not in (None, narrow.city):
            narrow = wide
    elif not (narrow.province or narrow.city):
        narrow = wide = places().likeliest(narrow)
    return narrow, wide


def _write_areas(scene: Scene, group: list[PlaceMatch]) -> None:
    city = next((p.city for p in group if p.level == "city"), None)
    districts = [p for p in group if p.level == "district" or len(p.candidates) > 1]
    for place in group:
        if place.level == "city" and districts and place is not districts[0] and len(group) > 1:
            continue
        settled = places().resolve(place, near_city=city) if city and place.level != "city" else place
        if not settled.district and settled.level != "province" and settled.candidates and not settled.province:
            settled = places().likeliest(settled)
        name = settled.district or settled.city or settled.province
        only = pattern("not_outside").search(scene.before(scene.piece_at(place.start), place.start))
        verdict = Stance("positive", place.start, place.end) if only else stance(scene, place)
        if name:
            scene.add("service_areas", name, verdict.start, verdict.end, polarity=verdict.polarity, flags=verdict.flags)
