"""Where a name begins and ends in running text: surnames, given names, names of other peoples, forms of address."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from assistant.understanding.zh import grammar
from assistant.understanding.zh.scene import Scene
from assistant.vocabulary import PlaceMatch, places

HAN: Final = r"[\u3400-\u9fff]"


@cache
def surnames() -> frozenset[str]:
    """Every character that is a surname."""
    return frozenset("".join(grammar.words("person", "surname")))


@cache
def _compounds() -> tuple[str, ...]:
    return grammar.words("person", "compound_surname")


@cache
def _fillers() -> re.Pattern[str]:
    return grammar.pattern("name_words", "hesitations")


def skip(text: str, at: int) -> int:
    """Past the hesitations and the small words that may stand between a cue and the name."""
    match = _fillers().match(text, at)
    at = match.end() if match else at
    return at + 1 if text.startswith(("个", "做"), at) else at


def ethnic_end(text: str, start: int) -> int | None:
    """Where a given name of a people that has no surnames ends, or None."""
    match = grammar.pattern("person", "ethnic_name").match(text, start)
    return match.end() if match else None


def address_end(scene: Scene, start: int) -> int | None:
    """Where a form of address ends (李姐, 老王, 小李, 胖姐, 阿霞, 小芳), or None if there is none."""
    text = scene.text
    if forbidden(scene, start):
        return None
    for shape in _addresses():
        match = shape.match(text, start)
        if match:
            return match.end()
    petted = _pet_names().match(text, start)
    return petted.end() if petted and closed(scene, petted.end()) else None


@cache
def _addresses() -> tuple[re.Pattern[str], ...]:
    titles, family = grammar.source("person", "title"), f"[{''.join(surnames())}]"
    compounds = "|".join(_compounds())
    return tuple(
        re.compile(shape)
        for shape in (
            rf"(?:{compounds}|{family}){titles}",
            rf"[老小阿大]{family}(?!{family}姐)(?=$|[^\u3400-\u9fff]|{grammar.source('person', 'name_end')})",
            rf"[老小阿大]{family}(?!{family}姐)",
            rf"{HAN}{titles}",
        )
    )


@cache
def _pet_names() -> re.Pattern[str]:
    return grammar.pattern("name_words", "pet_name")


def closed(scene: Scene, at: int) -> bool:
    """Whether a name can end at a position: nothing follows, or a word that no name holds."""
    return at >= len(scene.text) or not re.match(HAN, scene.text[at]) or ends_here(scene, at)


def surname_length(text: str, start: int) -> int:
    """How many characters of surname stand at a position; 0 for none."""
    for compound in _compounds():
        if text.startswith(compound, start):
            return len(compound)
    return 1 if text[start : start + 1] in surnames() else 0


def chinese_end(scene: Scene, start: int, *, sure: bool = False) -> int | None:
    """Where a name of surname and one or two given characters ends, or None if there is none.

    `sure`: the surname was told just before, so that no place can stand there (姓万，万秀芳).
    """
    text = scene.text
    surname = surname_length(text, start)
    if not surname or forbidden(scene, start):
        return None
    if grammar.pattern("name_words", "no_surname").match(text, start) and any(p.end == start for p in scene.places):
        return None  # 武汉洪山和武昌, 沈河都能去
    first = start + surname
    shared = _given_like_place(scene, first)
    if shared is not None:
        return shared
    if _given_like_word(scene, first):
        return first + 2
    if not name_character(scene, first):
        return None
    end = first + 1
    if name_character(scene, end) and not _repeats(text, start, end) and not _spelled_out(text, start, end):
        end += 1
    if (not sure and _blocked(scene, start, end)) or _title_at(text, first, end):
        return None
    return end


def _given_like_place(scene: Scene, first: int) -> int | None:
    """The end of a given name that is also the name of a district (王金凤), where nothing makes it a place."""
    for place in scene.places:
        if place.start == first and place.end - first == 2 and place.level == "district":
            return place.end if closed(scene, place.end) and not scene.text.startswith("的", place.end) else None
    return None


def _given_like_word(scene: Scene, first: int) -> bool:
    """Whether a small word begins a given name: another character of a name follows it and ends it (秦会兰)."""
    given = scene.text[first : first + 2]
    made_of = given_characters()
    return (
        len(given) == len("会兰")
        and given[0] in "".join(grammar.words("given_names", "also_word"))
        and given[1] in made_of
        and closed(scene, first + 2)
    )


@cache
def given_characters() -> frozenset[str]:
    """The characters given names are mostly made of."""
    return frozenset("".join(grammar.words("given_names", "character")))


def _repeats(text: str, start: int, end: int) -> bool:
    """Whether the same two characters come again (王芳王芳): the third belongs to the repetition."""
    return text.startswith(text[start:end], end)


def _spelled_out(text: str, start: int, end: int) -> bool:
    """Whether a name is spelled by a word right behind it (杨秀秀气的秀)."""
    match = grammar.pattern("name_words", "word_and_sign").match(text, end)
    return match is not None and match.group(2) in match.group(1) and match.group(2) in text[start:end]


def _title_at(text: str, first: int, end: int) -> bool:
    return text[first:end] in grammar.words("person", "title")


def given_end(scene: Scene, start: int) -> int | None:
    """A name without a known surname after "我叫": two to four characters up to a word that ends it."""
    end = start
    while end - start < 4 and name_character(scene, end):
        end += 1
    if end - start < 2 or _blocked(scene, start, end) or forbidden(scene, start):
        return None
    closed = end >= len(scene.text) or not re.match(HAN, scene.text[end]) or ends_here(scene, end)
    return end if closed else None


def name_character(scene: Scene, at: int) -> bool:
    """Whether the character may belong to a given name: nothing else begins there."""
    text = scene.text
    return at < len(text) and bool(re.match(HAN, text[at])) and not ends_here(scene, at)


def ends_here(scene: Scene, at: int) -> bool:
    """Whether something begins at a position that no name holds: a place, a trade, a figure, a small word."""
    if grammar.pattern("person", "name_end").match(scene.text, at):
        return True
    if any(term.start == at and term.end - at > 1 for term in scene.terms):
        return True
    if any(place.start == at and not place.risky and not _hides_province(scene, place) for place in scene.places):
        return True
    return any(q.start == at and (q.kind != "number" or q.end - q.start > 1) for q in scene.quantities)


def _hides_province(scene: Scene, place: PlaceMatch) -> bool:
    """Whether a small place was read across the edge of a name and a province (刘春花山东 is no 花山)."""
    if place.level != "district" or place.end - place.start != 2:
        return False
    rest = scene.text[place.start + 1 : place.start + 5]
    return any(found.start == 0 and found.level != "district" for found in places().find(rest))


def forbidden(scene: Scene, start: int) -> bool:
    """Whether a word begins there that only looks like a name (高兴, 周末, 安徽)."""
    return grammar.pattern("person", "not_a_name").match(scene.text, start) is not None


def _blocked(scene: Scene, start: int, end: int) -> bool:
    """Whether a longer thing (a job, a place, an age) covers the candidate."""
    spans = [(t.start, t.end) for t in scene.terms] + [(p.start, p.end) for p in scene.places if not p.risky]
    spans += [(q.start, q.end) for q in scene.quantities if q.kind != "number"]
    return any(s <= start and e >= end for s, e in spans) or any(s == start and e - s > 1 for s, e in spans)
