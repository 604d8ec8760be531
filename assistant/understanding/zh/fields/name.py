"""Her name, from a cue (我叫, 免贵姓), from an introduction, or bare when it is what was asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Final

from assistant.profile.model import Topic
from assistant.understanding.zh import grammar
from assistant.understanding.zh.draft import Draft
from assistant.understanding.zh.fields import likely_name
from assistant.understanding.zh.fields.introduced import introduced
from assistant.understanding.zh.fields.names import (
    HAN,
    address_end,
    chinese_end,
    closed,
    ends_here,
    ethnic_end,
    forbidden,
    given_end,
    name_character,
    skip,
    surname_length,
    surnames,
)
from assistant.understanding.zh.scene import Scene

_WHOLE, _FULL, _NICK_IN_FULL, _NICK, _SURNAME = 5, 4, 3, 2, 1
_DIALECT_TITLE: Final = "孃"
_CHARACTER: Final = re.compile(HAN)
_IN_FULL: Final = "王秀英"
# A name spelled by a word ends in its surname and stands this near before it (木子李，李爱云).
_SPELLING_GAP: Final = 4


def read(scene: Scene) -> Iterator[Draft]:
    """The fullest name she gives: a full name before a form of address, that before a bare surname."""
    found = [*_cued(scene), *_bare(scene)]
    found = [(rank, draft) for rank, draft in found if _is_hers(scene, draft)]
    found = [(rank, _as_said(scene, draft)) for rank, draft in found]
    found = [(rank, draft) for rank, draft in found if not _superseded(scene, draft, [d for _, d in found])]
    if found:
        top = max(rank for rank, _ in found)
        yield from (draft for rank, draft in found if rank == top)
    if all(rank == _SURNAME for rank, _ in found):
        yield from likely_name.likely(scene)


def _as_said(scene: Scene, draft: Draft) -> Draft:
    """王孃孃 keeps the character of her dialect, which is no old way of writing another."""
    said = scene.raw[draft.start : draft.end]
    return replace(draft, value=said) if _DIALECT_TITLE in said else draft


def _superseded(scene: Scene, draft: Draft, others: list[Draft]) -> bool:
    """Whether the draft only spells another name (弓长张，张爱香; 查理的查) or is the given part of one."""
    name = draft.value
    of, spelled, after = (scene.text[draft.end + place : draft.end + place + 1] for place in range(3))
    if of == "的" and spelled and spelled in name and not _CHARACTER.match(after):
        return True
    return any(
        other.value != name
        and (
            other.value.endswith(name)
            or (name[-1] == other.value[0] and 0 < other.start - draft.end <= _SPELLING_GAP and len(name) > 2)
        )
        for other in others
    )


def _is_hers(scene: Scene, draft: Draft) -> bool:
    subject = scene.subject_at(draft.start)
    if any(grammar.pattern("person", "introduces").match(scene.text, at) for at in (draft.end - 1, draft.end)):
        return False
    called = grammar.pattern("person", "called_by_others").search(scene.before(draft.start, 6)) is not None
    hers = (
        called
        or subject.hers()
        or likely_name.for_another(scene)
        or (scene.topic is Topic.NAME and subject.spoken_by_self())
    )
    return hers and not scene.silent(draft.start)


def _cued(scene: Scene) -> Iterator[tuple[int, Draft]]:
    for cue in grammar.pattern("person", "name_cue").finditer(scene.text):
        if _about_other(scene, cue.start()):
            continue
        yield from _full(scene, cue.end(), cued=True)
    if likely_name.for_another(scene):
        for cue in grammar.pattern("person", "name_cue_of_another").finditer(scene.text):
            yield from _full(scene, cue.end(), cued=True)
    for cue in grammar.pattern("person", "nick_cue").finditer(scene.text):
        yield from _address(scene, cue.end())
    for cue in grammar.pattern("person", "surname_cue").finditer(scene.text):
        if not _about_other(scene, cue.start()):
            yield from _surname_only(scene, cue.end())
    for cue in grammar.pattern("person", "name_is").finditer(scene.text):
        yield from _full(scene, cue.end(), cued=False)
    for nick, start, end in introduced(scene):
        yield (_NICK if nick else _FULL), Draft("name", scene.text[start:end], start, end, confidence=0.8)


def _about_other(scene: Scene, start: int) -> bool:
    before = scene.text[max(0, start - 3) : start]
    return grammar.pattern("name_words", "of_another").search(before) is not None


def _full(scene: Scene, at: int, *, cued: bool) -> Iterator[tuple[int, Draft]]:
    start = skip(scene.text, at)
    end = ethnic_end(scene.text, start) or chinese_end(scene, start)
    if end is None and cued:
        end = given_end(scene, start)
    if end is None:
        yield from _address(scene, at)
        return
    if cued or _stands_alone(scene, start, end):
        yield _FULL, Draft("name", scene.text[start:end], start, end, confidence=0.95 if cued else 0.85)


def _address(scene: Scene, at: int) -> Iterator[tuple[int, Draft]]:
    """A form of address: surname and title (李姐), 老王, 小李, or a short nickname after 叫我."""
    start = skip(scene.text, at)
    called = address_end(scene, start) or ethnic_end(scene.text, start)
    end = called or chinese_end(scene, start)
    if end:
        in_full = not called and end - start >= len(_IN_FULL)
        yield (_NICK_IN_FULL if in_full else _NICK), Draft("name", scene.text[start:end], start, end, confidence=0.85)


def _surname_only(scene: Scene, at: int) -> Iterator[tuple[int, Draft]]:
    start = skip(scene.text, at)
    length = surname_length(scene.text, start)
    if not length:
        return
    end = start + length
    surname = scene.text[start:end]
    given = _given_before(scene, at, surname)
    if given is not None:
        yield _WHOLE, Draft("name", surname + scene.text[slice(*given)], given[0], end)
        return
    spelled = re.compile(rf"{grammar.source('name_words', 'by_a_word')}(?={surname}{surname})").match(scene.text, end)
    after = spelled.end() + length if spelled else end
    told = re.compile(rf"{grammar.source('name_words', 'told_in_full')}(?={surname})").match(scene.text, after)
    if told:
        whole = chinese_end(scene, told.end(), sure=True)
        spelling = re.compile(rf"{HAN}{{2,5}}的{surname}").match(scene.text, told.end())
        if whole and not spelling and not scene.text.startswith("的", whole):
            yield _FULL, Draft("name", scene.text[told.end() : whole], told.end(), whole)
            return
    whole_name = _joined(scene, start, end)
    if whole_name is not None:
        yield _WHOLE, whole_name
        return
    yield _SURNAME, Draft("name", scene.text[start:end], start, end, confidence=0.8)


def _given_before(scene: Scene, at: int, surname: str) -> tuple[int, int] | None:
    """The given name told just before the surname (秀莲姓郝; 名儿叫改凤，姓侯)."""
    said = scene.text[max(0, at - 12) : at]
    match = grammar.pattern("name_words", "given_first").search(said)
    if match is None or match.group("given") == "免贵" or match.group("given").startswith(surname):
        return None
    start = at - len(said) + match.start("given")
    called = said.startswith(("叫", "喊"), match.start()) or scene.topic is Topic.NAME
    free = not forbidden(scene, start) and all(name_character(scene, i) for i in (start, start + 1))
    told = grammar.pattern("name_words", "call_me").match(said, match.start()) is not None
    titled = address_end(scene, start) is not None or (scene.text[start] in surnames() and not told)
    return (start, start + 2) if called and free and not titled else None


def _joined(scene: Scene, start: int, end: int) -> Draft | None:
    """Surname and given name told apart (我姓刘，叫小梅; 姓陈，耳东陈，名字叫秀云; 姓郝，秀莲)."""
    surname = scene.text[start:end]
    spelled = re.compile(rf"(?:的)?(?:[，,、\s]*{HAN}{{1,4}}{surname})?[，,、\s]*").match(scene.text, end)
    sounded = grammar.pattern("person", "sounded").match(scene.text, spelled.end() if spelled else end)
    spelled = sounded or spelled
    after = spelled.end() if spelled else end
    cue = grammar.pattern("person", "given_cue").match(scene.text, after)
    cue = cue or grammar.pattern("person", "given_afar").match(scene.text, end)
    if cue is None and (scene.topic is not Topic.NAME or after == end):
        return None
    first = last = cue.end() if cue else after
    while last - first < 2 and name_character(scene, last):
        last += 1
    given = scene.text[first:last].removesuffix("字")
    titled = given in grammar.words("person", "title") or given[-1:] in grammar.words("person", "title")
    if not given or titled or given.startswith(("阿", "老", surname)) or forbidden(scene, first):
        return None
    if cue is None and (len(given) < 2 or given[0] in surnames()):
        return None
    whole = closed(scene, last) if cue else last >= scene.clause_at(first).end
    whole = whole or scene.text.startswith("字", last) or scene.text[first:last].endswith("字")
    return Draft("name", surname + given, start, first + len(given)) if whole else None


def _stands_alone(scene: Scene, start: int, end: int) -> bool:
    rest = scene.text[end : end + 1]
    return rest == "" or not re.match(HAN, rest) or rest in "啊呀哈" or (end - start >= 3 and ends_here(scene, end))


def _bare(scene: Scene) -> Iterator[tuple[int, Draft]]:
    """A name said on its own, only when names are what is asked."""
    if scene.topic is not Topic.NAME:
        return
    spelled = re.compile(r"^\s*([\u3400-\u9fff])、([\u3400-\u9fff])(?:、([\u3400-\u9fff]))?(?=[，,。\s]|$)").match(
        scene.text
    )
    if spelled and spelled.group(1) in surnames():
        value = "".join(part for part in spelled.groups() if part)
        yield _FULL, Draft("name", value, spelled.start(1), spelled.end())
        return
    told = grammar.pattern("name_words", "spelled_surname").match(scene.text)
    if told and surname_length(scene.text, told.start(1)) == len(told.group(1)):
        whole = _joined(scene, told.start(1), told.end(1))
        if whole is not None:
            yield _WHOLE, whole
            return
        yield _SURNAME, Draft("name", told.group(1), told.start(1), told.end(1), confidence=0.6)
        return
    alone = grammar.pattern("name_words", "one_surname").fullmatch(scene.text)
    if alone and surname_length(scene.text, alone.start(1)) == len(alone.group(1)):
        yield _SURNAME, Draft("name", alone.group(1), alone.start(1), alone.end(1), confidence=0.6)
        return
    repaired = grammar.says("corrections", "marker", scene.text)
    said: str | None = None
    for clause in scene.clauses:
        start = skip(scene.text, clause.start)
        called = _called().match(scene.text, start)
        start = called.end() if called else start
        if start >= clause.end:
            continue
        end = ethnic_end(scene.text, start) or chinese_end(scene, start)
        if end and end <= clause.end and _closes(scene, start, end, clause.end):
            if said is None or repaired or _tells_more(scene.text[start:end], said):
                yield _FULL, Draft("name", scene.text[start:end], start, end, confidence=0.9)
            said = said or scene.text[start:end]
            continue
        found = list(_address(scene, start))
        if said is None and found and _closes(scene, start, found[0][1].end, clause.end):
            yield found[0]
            said = found[0][1].value


def _tells_more(name: str, said: str) -> bool:
    """Whether a name in full follows part of it (小彭，彭丽华; 桂英，王桂英; 老卢，卢建国)."""
    return name != said and (name.endswith(said) or name[0] in said)


@cache
def _called() -> re.Pattern[str]:
    return grammar.pattern("name_words", "called")


def _closes(scene: Scene, start: int, end: int, limit: int) -> bool:
    """Whether the name fills its clause, or repeats, or what follows it plainly ends it."""
    rest = scene.text[end:limit].strip()
    if re.match(r"的[\u4e00-\u9fff]", rest):
        return False
    if not rest or rest == scene.text[start:end]:
        return True
    return grammar.pattern("person", "name_end").match(rest) is not None or ends_here(scene, end)
