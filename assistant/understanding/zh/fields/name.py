"""Her name and, only when she says it, her gender."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from assistant.profile.model import Topic
from assistant.understanding.quantity import Quantity
from assistant.understanding.zh import grammar
from assistant.understanding.zh.draft import Draft
from assistant.understanding.zh.scene import Scene
from assistant.vocabulary import PlaceMatch, places

_HAN: Final = r"[\u3400-\u9fff]"
_WHOLE, _FULL, _NICK, _SURNAME = 4, 3, 2, 1


@cache
def _surnames() -> frozenset[str]:
    return frozenset("".join(grammar.words("person", "surname")))


@cache
def _compounds() -> tuple[str, ...]:
    return grammar.words("person", "compound_surname")


@cache
def _fillers() -> re.Pattern[str]:
    return re.compile(r"[\s,，:：.。…\"“”'‘’、]*(?:嗯|呃|那个|这个|就是|哦|啊|是)*[\s,，:：]*")


def read(scene: Scene) -> Iterator[Draft]:
    """The fullest name she gives: a full name before a form of address, that before a bare surname."""
    found = [*_cued(scene), *_bare(scene)]
    found = [(rank, draft) for rank, draft in found if _is_hers(scene, draft)]
    if found:
        top = max(rank for rank, _ in found)
        yield from (draft for rank, draft in found if rank == top)


def _is_hers(scene: Scene, draft: Draft) -> bool:
    subject = scene.subject_at(draft.start)
    if any(grammar.pattern("person", "introduces").match(scene.text, at) for at in (draft.end - 1, draft.end)):
        return False
    called = grammar.pattern("person", "called_by_others").search(scene.before(draft.start, 6)) is not None
    hers = called or subject.hers() or (scene.topic is Topic.NAME and subject.spoken_by_self())
    return hers and not scene.silent(draft.start)


def _cued(scene: Scene) -> Iterator[tuple[int, Draft]]:
    for cue in grammar.pattern("person", "name_cue").finditer(scene.text):
        if _about_other(scene, cue.start()):
            continue
        yield from _full(scene, cue.end(), cued=True)
    for cue in grammar.pattern("person", "nick_cue").finditer(scene.text):
        yield from _address(scene, cue.end())
    for cue in grammar.pattern("person", "surname_cue").finditer(scene.text):
        if not _about_other(scene, cue.start()):
            yield from _surname_only(scene, cue.end())
    for cue in grammar.pattern("person", "name_is").finditer(scene.text):
        yield from _full(scene, cue.end(), cued=False)
    yield from _introduced(scene)


def _introduced(scene: Scene) -> Iterator[tuple[int, Draft]]:
    """Names without 我叫: 叫史红梅, 做保洁的周姐, 来自邵阳的谭小红."""
    yield from _headed(scene)
    for clause in scene.clauses:
        if clause.text.startswith("叫") and not scene.silent(clause.start):
            yield from _full(scene, clause.start + 1, cued=False)
    for term in scene.kinds("jobs"):
        if scene.text.startswith("的", term.end) and not scene.silent(term.start):
            titled = re.compile(f"[{''.join(_surnames())}]{grammar.source('person', 'title')}").match(
                scene.text, term.end + 1
            )
            if titled and titled.end() >= scene.clause_at(term.start).end:
                yield _NICK, Draft("name", titled.group(), titled.start(), titled.end(), confidence=0.8)
    for place in scene.places:
        if scene.text.startswith("的", place.end) and re.search(r"来自|我是|我叫", scene.before(place.start)):
            yield from _full(scene, place.end + 1, cued=False)


def _headed(scene: Scene) -> Iterator[tuple[int, Draft]]:
    """A card-like turn that opens with the name and goes on with age or sex (李玉兰48岁河南驻马店)."""
    if scene.context.asking is not None:
        return
    end = _chinese_end(scene, 0)
    if end is None or end < 2:
        return
    after = re.compile(r"[，,、\s]*(?:今年|[女男](?=[，,、\s\d]|$))?").match(scene.text, end)
    at = after.end() if after else end
    aged = any(q.start <= at < q.end or q.start == at for q in scene.numbers("age"))
    aged = aged or (at > end and any(q.start == at and _age_alone(scene, q) for q in scene.numbers("number")))
    if aged or (after and after.group().strip("，,、 ")):
        yield _FULL, Draft("name", scene.text[:end], 0, end, confidence=0.85)


def _age_alone(scene: Scene, number: Quantity) -> bool:
    """Whether a bare number in a list can be an age (王桂英，四十八，河南的)."""
    young, old = 18, 75
    rest = scene.text[number.end : number.end + 1]
    return young <= (number.min or 0) <= old and (not rest.strip() or rest in "，,、。")


def _about_other(scene: Scene, start: int) -> bool:
    before = scene.text[max(0, start - 3) : start]
    return bool(re.search(r"(?:她|他|孩子|宝宝|妹|姐|老公|雇主|公司|家)(?:的)?$|[不别没]$|不是$", before))


def _full(scene: Scene, at: int, *, cued: bool) -> Iterator[tuple[int, Draft]]:
    start = _skip(scene.text, at)
    end = _ethnic_end(scene.text, start) or _chinese_end(scene, start)
    if end is None and cued:
        end = _given_end(scene, start)
    if end is None:
        yield from _address(scene, at)
        return
    if cued or _stands_alone(scene, start, end):
        yield _FULL, Draft("name", scene.text[start:end], start, end, confidence=0.95 if cued else 0.85)


def _skip(text: str, at: int) -> int:
    match = _fillers().match(text, at)
    at = match.end() if match else at
    return at + 1 if text.startswith(("个", "做"), at) else at


def _ethnic_end(text: str, start: int) -> int | None:
    match = grammar.pattern("person", "ethnic_name").match(text, start)
    return match.end() if match else None


def _surname_length(text: str, start: int) -> int:
    for compound in _compounds():
        if text.startswith(compound, start):
            return len(compound)
    return 1 if text[start : start + 1] in _surnames() else 0


def _chinese_end(scene: Scene, start: int) -> int | None:
    """Where a name of surname and one or two given characters ends, or None if there is none."""
    text = scene.text
    surname = _surname_length(text, start)
    if not surname or _forbidden(scene, start):
        return None
    first = start + surname
    shared = _given_like_place(scene, first)
    if shared is not None:
        return shared
    if not _name_character(scene, first):
        return None
    end = first + 1
    if _name_character(scene, end) and not _repeats(text, start, end) and not _spelled_out(text, start, end):
        end += 1
    if _blocked(scene, start, end) or _title_at(text, first, end):
        return None
    return end


def _given_like_place(scene: Scene, first: int) -> int | None:
    """The end of a given name that is also the name of a district (王金凤), where nothing makes it a place."""
    for place in scene.places:
        if place.start == first and place.end - first == 2 and place.level == "district":
            rest = scene.text[place.end : place.end + 1]
            return place.end if not rest or not re.match(_HAN, rest) else None
    return None


def _repeats(text: str, start: int, end: int) -> bool:
    """Whether the same two characters come again (王芳王芳): the third belongs to the repetition."""
    return text.startswith(text[start:end], end)


def _spelled_out(text: str, start: int, end: int) -> bool:
    """Whether a name is spelled by a word right behind it (杨秀秀气的秀)."""
    match = re.compile(r"([\u3400-\u9fff]{2,3})的([\u3400-\u9fff])(?![\u3400-\u9fff])").match(text, end)
    return match is not None and match.group(2) in match.group(1) and match.group(2) in text[start:end]


def _title_at(text: str, first: int, end: int) -> bool:
    return text[first:end] in grammar.words("person", "title")


def _given_end(scene: Scene, start: int) -> int | None:
    """A name without a known surname after "我叫": two to four characters up to a word that ends it."""
    end = start
    while end - start < 4 and _name_character(scene, end):
        end += 1
    if end - start < 2 or _blocked(scene, start, end) or _forbidden(scene, start):
        return None
    closed = end >= len(scene.text) or not re.match(_HAN, scene.text[end]) or _ends_here(scene, end)
    return end if closed else None


def _name_character(scene: Scene, at: int) -> bool:
    text = scene.text
    return at < len(text) and bool(re.match(_HAN, text[at])) and not _ends_here(scene, at)


def _ends_here(scene: Scene, at: int) -> bool:
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


def _forbidden(scene: Scene, start: int) -> bool:
    return grammar.pattern("person", "not_a_name").match(scene.text, start) is not None


def _blocked(scene: Scene, start: int, end: int) -> bool:
    """Whether a longer thing (a job, a place, an age) covers the candidate."""
    spans = [(t.start, t.end) for t in scene.terms] + [(p.start, p.end) for p in scene.places if not p.risky]
    spans += [(q.start, q.end) for q in scene.quantities if q.kind != "number"]
    return any(s <= start and e >= end for s, e in spans) or any(s == start and e - s > 1 for s, e in spans)


def _address(scene: Scene, at: int) -> Iterator[tuple[int, Draft]]:
    """A form of address: surname and title (李姐), 老王, 小李, or a short nickname after 叫我."""
    start = _skip(scene.text, at)
    titles = "|".join(sorted(grammar.words("person", "title"), key=len, reverse=True))
    text = scene.text
    for shape in (
        rf"[{''.join(_surnames())}](?:{titles})",
        rf"[老小阿大][{''.join(_surnames())}](?![{''.join(_surnames())}]姐)",
        rf"{_HAN}(?:{titles})",
    ):
        match = re.compile(shape).match(text, start)
        if match and not _forbidden(scene, start):
            yield _NICK, Draft("name", match.group(), match.start(), match.end(), confidence=0.85)
            return
    end = _ethnic_end(text, start) or _chinese_end(scene, start)
    if end:
        yield _NICK, Draft("name", text[start:end], start, end, confidence=0.85)


def _surname_only(scene: Scene, at: int) -> Iterator[tuple[int, Draft]]:
    start = _skip(scene.text, at)
    length = _surname_length(scene.text, start)
    if not length:
        return
    end = start + length
    surname = scene.text[start:end]
    spelled = re.compile(rf"[，,、\s]*[\u3400-\u9fff]{{1,4}}的(?={surname}{surname})").match(scene.text, end)
    after = spelled.end() + length if spelled else end
    told = re.compile(rf"(?:的)?[，,、\s]*(?:名字)?(?:叫|是)?(?={surname})").match(scene.text, after)
    if told:
        whole = _chinese_end(scene, told.end())
        if whole:
            yield _FULL, Draft("name", scene.text[told.end() : whole], told.end(), whole)
            return
    whole_name = _joined(scene, start, end)
    if whole_name is not None:
        yield _WHOLE, whole_name
        return
    yield _SURNAME, Draft("name", scene.text[start:end], start, end, confidence=0.8)


def _joined(scene: Scene, start: int, end: int) -> Draft | None:
    """Surname and given name told apart (我姓刘，叫小梅; 姓陈，耳东陈，名字叫秀云)."""
    surname = scene.text[start:end]
    spelled = re.compile(rf"(?:的)?(?:[，,、\s]*[\u3400-\u9fff]{{1,4}}{surname})?[，,、\s]*").match(scene.text, end)
    cue = grammar.pattern("person", "given_cue").match(scene.text, spelled.end() if spelled else end)
    if cue is None:
        return None
    first = last = cue.end()
    while last - first < 2 and _name_character(scene, last):
        last += 1
    given = scene.text[first:last].removesuffix("字")
    titled = given in grammar.words("person", "title") or given[-1:] in grammar.words("person", "title")
    if not given or titled or given.startswith(("阿", "老", surname)) or _forbidden(scene, first):
        return None
    closed = last >= len(scene.text) or not re.match(_HAN, scene.text[last]) or _ends_here(scene, last)
    closed = closed or scene.text.startswith("字", last) or scene.text[first:last].endswith("字")
    return Draft("name", surname + given, start, first + len(given)) if closed else None


def _stands_alone(scene: Scene, start: int, end: int) -> bool:
    rest = scene.text[end : end + 1]
    return rest == "" or not re.match(_HAN, rest) or rest in "啊呀哈" or (end - start >= 3 and _ends_here(scene, end))


def _bare(scene: Scene) -> Iterator[tuple[int, Draft]]:
    """A name said on its own, only when names are what is asked."""
    if scene.topic is not Topic.NAME:
        return
    spelled = re.compile(r"^\s*([\u3400-\u9fff])、([\u3400-\u9fff])(?:、([\u3400-\u9fff]))?(?=[，,。\s]|$)").match(
        scene.text
    )
    if spelled and spelled.group(1) in _surnames():
        value = "".join(part for part in spelled.groups() if part)
        yield _FULL, Draft("name", value, spelled.start(1), spelled.end())
        return
    for clause in scene.clauses:
        start = _skip(scene.text, clause.start)
        called = _called().match(scene.text, start)
        start = called.end() if called else start
        if start >= clause.end:
            continue
        end = _ethnic_end(scene.text, start) or _chinese_end(scene, start)
        if end and end <= clause.end and _closes(scene, start, end, clause.end):
            yield _FULL, Draft("name", scene.text[start:end], start, end, confidence=0.9)
            if not grammar.says("corrections", "marker", scene.text):
                return
            continue
        found = list(_address(scene, start))
        if found and _closes(scene, start, found[0][1].end, clause.end):
            yield found[0]
            return


@cache
def _called() -> re.Pattern[str]:
    return re.compile(r"(?:姓名|就)?(?:叫|写|喊|是|应该是)?")


def _closes(scene: Scene, start: int, end: int, limit: int) -> bool:
    """Whether the name fills its clause, or repeats, or what follows it plainly ends it."""
    rest = scene.text[end:limit].strip()
    if re.match(r"的[\u4e00-\u9fff]", rest):
        return False
    if not rest or rest == scene.text[start:end]:
        return True
    return grammar.pattern("person", "name_end").match(rest) is not None or _ends_here(scene, end)


def read_gender(scene: Scene) -> Iterator[Draft]:
    """Gender only from plain words about herself; never from her work, name or family."""
    for value, key in (("female", "gender_female"), ("male", "gender_male")):
        for match in grammar.pattern("person", key).finditer(scene.text):
            if not scene.silent(match.start()) and scene.subject_at(match.start()).hers():
                yield Draft("gender", value, match.start(), match.end(), confidence=0.95)
                break
    for clause in scene.clauses:
        word = clause.text.strip()
        if (
            word in ("女", "女的", "女性", "女士", "女同志", "男", "男的", "男性", "男士", "男同志")
            and scene.subjects[scene.index_at(clause.start)].hers()
        ):
            start = clause.start + clause.text.index(word)
            yield Draft("gender", "female" if word[0] == "女" else "male", start, start + len(word))
