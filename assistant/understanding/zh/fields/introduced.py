"""Names in introductions that carry no 我叫: 王丽萍，哈尔滨的; 湖北黄冈刘桂香; 李师傅，男; 你好我刘芬江苏宿迁的."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from assistant.profile.model import Topic
from assistant.understanding.quantity import Quantity
from assistant.understanding.zh import grammar
from assistant.understanding.zh.fields.names import (
    address_end,
    chinese_end,
    closed,
    ethnic_end,
    given_characters,
    surnames,
)
from assistant.understanding.zh.scene import Scene

_IN_FULL = 3
# Among so many statements of an introduction name, home and age may be told with other things beside them.
_EARLY = 4

Named = tuple[bool, int, int]
"""Whether it is only a form of address, and its span."""


def introduced(scene: Scene) -> Iterator[Named]:
    """The names a self-introduction gives by their place alone."""
    yield from _headed(scene)
    yield from _called(scene)
    yield from _behind_her_trade(scene)
    yield from _behind_her_home(scene)
    yield from _behind_me(scene)
    yield from _among_items(scene)


def _headed(scene: Scene) -> Iterator[Named]:
    """A card-like turn that opens with the name and goes on with age, sex, home or trade (李玉兰48岁河南驻马店)."""
    if scene.context.asking is not None:
        return
    for begin in _openings(scene):
        yield from _headed_at(scene, begin)


def _openings(scene: Scene) -> Iterator[int]:
    """Where a card may begin: at the head, behind greetings, a question (男的要不要？石大勇，辽宁鞍山) or a trade."""
    opened = _greeting().match(scene.text)
    yield opened.end() if opened else 0
    first = scene.clauses[0]
    headed = first.closed_by[:1] == "。" and any(t.end <= first.end for t in scene.kinds("jobs"))
    if (headed or first.closed_by[:1] in ("？", "?")) and len(scene.clauses) > 1:
        yield scene.clauses[1].start


def _headed_at(scene: Scene, begin: int) -> Iterator[Named]:
    end = chinese_end(scene, begin)
    if end is not None and end - begin >= 2 and _card_follows(scene, begin, end):
        yield False, begin, end
        return
    end = address_end(scene, begin)
    if end is not None and _item_follows(scene, end):
        yield True, begin, end


@cache
def _greeting() -> re.Pattern[str]:
    return grammar.pattern("name_words", "greeted")


def _card_follows(scene: Scene, begin: int, end: int) -> bool:
    after = grammar.pattern("name_words", "card_goes_on").match(scene.text, end)
    at = after.end() if after else end
    aged = any(q.start <= at < q.end or q.start == at for q in scene.numbers("age"))
    aged = aged or (at > end and any(q.start == at and _age_alone(scene, q) for q in scene.numbers("number")))
    told = bool(after and after.group().strip("，,、 "))
    return aged or told or (end - begin >= 3 and _item_follows(scene, end))


def _item_follows(scene: Scene, end: int) -> bool:
    """Whether the name fills its clause and the next one opens with home, trade, sex or age."""
    pause = re.compile(r"[，,、\s]+").match(scene.text, end)
    if pause is None:
        return False
    at = pause.end()
    if grammar.pattern("name_words", "her_sex").match(scene.text, at):
        return True
    named = any(p.start == at for p in scene.places)
    named = named or any(t.start == at and not t.hint for t in scene.kinds("jobs"))
    return named or any(q.start == at and (q.kind == "age" or _age_alone(scene, q)) for q in scene.quantities)


def _age_alone(scene: Scene, number: Quantity) -> bool:
    """Whether a bare number in a list can be an age (王桂英，四十八，河南的)."""
    young, old = 18, 75
    rest = scene.text[number.end : number.end + 1]
    return number.kind == "number" and young <= (number.min or 0) <= old and (not rest.strip() or rest in "，,、。")


def _called(scene: Scene) -> Iterator[Named]:
    """叫史红梅 at the head of a statement."""
    for clause in scene.clauses:
        if clause.text.startswith("叫") and not scene.silent(clause.start):
            start = clause.start + (2 if clause.text.startswith("叫个") else 1)
            end = chinese_end(scene, start)
            if end and closed(scene, end):
                yield False, start, end
            elif end is None and (foreign := ethnic_end(scene.text, start)):
                yield False, start, foreign
            elif end is None and (called := address_end(scene, start)):
                yield True, start, called


def _behind_her_trade(scene: Scene) -> Iterator[Named]:
    """做保洁的周姐."""
    for term in scene.kinds("jobs"):
        if scene.text.startswith("的", term.end) and not scene.silent(term.start):
            end = address_end(scene, term.end + 1)
            first = scene.text[term.end + 1 : term.end + 2]
            if end and (first in surnames() or first in ("小", "老", "阿")) and end >= scene.clause_at(term.start).end:
                yield True, term.end + 1, end
        elif scene.context.asking is None and not scene.text[: term.start].strip() and not term.hint:
            end = address_end(scene, term.end)
            if end and _item_follows(scene, end):
                yield True, term.end, end


def _behind_her_home(scene: Scene) -> Iterator[Named]:
    """来自邵阳的谭小红, 本人湖北黄冈刘桂香, 河南信阳的老吴."""
    if scene.context.asking not in (None, Topic.NAME):
        return
    for place in scene.places:
        clause = scene.clause_at(place.start)
        lead = scene.text[clause.start : place.start].strip()
        opens = grammar.pattern("name_words", "opens_with_me").fullmatch(lead) is not None
        if not opens and grammar.pattern("name_words", "presents_herself").search(scene.before(place.start)) is None:
            continue
        linked = grammar.pattern("name_words", "links_home").match(scene.text, place.end)
        at = linked.end() if linked else place.end
        end = chinese_end(scene, at)
        if end and end - at >= 2 and end >= clause.end:
            yield False, at, end
        elif scene.text.startswith("的", place.end) and end is None:
            called = address_end(scene, at)
            if called and called >= clause.end:
                yield True, at, called


def _behind_me(scene: Scene) -> Iterator[Named]:
    """你好我刘芬江苏宿迁的: the name follows 我 with no verb, and home, age or the end of the statement follows it."""
    if scene.context.asking not in (None, Topic.NAME):
        return
    for match in _me().finditer(scene.text):
        end = chinese_end(scene, match.end())
        if end is None or scene.silent(match.start()):
            continue
        told = any(p.start == end for p in scene.places) or any(q.start == end for q in scene.numbers("age"))
        told = told or scene.text.startswith(("今年", "来自"), end)
        ended = end - match.end() >= 3 and grammar.pattern("name_words", "name_is_over").match(
            scene.text[end : end + 2]
        )
        if told or ended:
            yield False, match.end(), end


def _among_items(scene: Scene) -> Iterator[Named]:
    """重庆人，罗玉芳，五十整: a full name that fills its statement, between others that give home or age.

    Further on in a story a neighbour must be nothing else (…，泰安肥城，邵翠萍; 周口西华，党玉琴).
    """
    if scene.context.asking is not None:
        return
    for at, clause in enumerate(scene.clauses):
        start = clause.start + len(clause.text) - len(clause.text.lstrip())
        end = chinese_end(scene, start)
        if end is None or end < clause.end or scene.silent(start) or not _like_a_name(scene, start, end):
            continue
        if grammar.pattern("name_words", "from_there").search(scene.text[start:end]):
            continue
        near = [scene.clauses[i] for i in (at - 1, at + 1) if i < len(scene.clauses)]
        told = [(p.start, p.end) for p in scene.places]
        told += [(q.start, q.end) for q in scene.quantities if q.kind in ("age", "birth_year")]
        told += [(q.start, q.end) for q in scene.numbers("number") if _age_alone(scene, q)]
        beside = [any(c.start <= s < c.end for s, _ in told) for c in near]
        alone = [any(c.text.strip(" 的人了整") == scene.text[s:e].strip() for s, e in told) for c in near]
        edge = at == 0 or scene.clauses[at - 1].sentence != clause.sentence or len(near) == 1
        early = 0 < at < _EARLY and all(beside)
        if early or (any(alone) and (all(beside) or edge or end - start >= _IN_FULL)):
            yield False, start, end


def _like_a_name(scene: Scene, start: int, end: int) -> bool:
    """Whether it is a name in full, or one of two characters usual in names (丁兰)."""
    return end - start >= _IN_FULL or scene.text[start + 1] in given_characters()


@cache
def _me() -> re.Pattern[str]:
    common = "".join(grammar.words("person", "common_surname"))
    return re.compile(rf"(?:^|[，。！!,\s好])(?:我|俺)(?=[{common}])")
