"""A home outside China ("Cebu, Philippines"): the country stands for the province, the town as she names it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from assistant.kit.data import data_path, load_yaml
from assistant.profile.model import Topic
from assistant.understanding.en.patterns import pattern
from assistant.understanding.en.scene import Scene, Subject


@cache
def _names() -> tuple[re.Pattern[str], dict[str, str], dict[str, str]]:
    """One expression for every name; country by its name; country by the name of a town in it."""
    data: dict[str, dict[str, list[str]]] = load_yaml(data_path("knowledge_base", "grammar", "en", "abroad.yaml"))
    countries, towns = (
        {form: country for country, forms in data[part].items() for form in forms} for part in ("countries", "towns")
    )
    return _expression([*countries, *towns]), countries, towns


def _expression(forms: Iterable[str]) -> re.Pattern[str]:
    longest = sorted(forms, key=len, reverse=True)
    return re.compile(r"(?<![a-z])(?:" + "|".join(map(re.escape, longest)) + r")(?![a-z])")


def read_home_abroad(scene: Scene) -> None:
    """Draft hometown from a country or town abroad, where home was asked or the words say she comes from there."""
    asked = scene.asking is Topic.HOMETOWN
    if scene.drafted("hometown") or not (asked or scene.asking in (None, Topic.NAME)):
        return
    expression, countries, towns = _names()
    found = list(expression.finditer(scene.text))
    while found:
        group = [found.pop(0)]
        while found and pattern("place_joint").fullmatch(scene.text, group[-1].end(), found[0].start()):
            group.append(found.pop(0))
        country = next((countries[m.group()] for m in group if m.group() in countries), None)
        town = next((m for m in group if m.group() in towns), None)
        home = _is_home(scene, group[0].start(), asked=asked) or _alone_after_name(scene, group[0], group[-1])
        if not home or (country is None and not asked):
            continue
        value = {"province": country or towns[group[0].group()]}
        if town is not None and country in (None, towns[town.group()]):
            raw = scene.read.raw[slice(*scene.read.span(*town.span()))]
            value["city"] = raw.title() if raw.islower() else raw
        scene.add("hometown", value, group[0].start(), group[-1].end())
        return


def _is_home(scene: Scene, at: int, *, asked: bool) -> bool:
    piece = scene.piece_at(at)
    before = scene.before(piece, at)
    if piece.question or piece.subject is not Subject.SELF or piece.has("kin"):
        return False
    if pattern("been_in").search(before) or pattern("worked_there").search(before):
        return False
    return asked or _introduced(scene, at) or pattern("from_here").search(before) is not None


def _introduced(scene: Scene, at: int) -> bool:
    """Such as "I'm Khin Mar Oo from Mandalay": "from" after her name."""
    before = scene.before(scene.piece_at(at), at)
    told = scene.drafted("name") and pattern("intro_from").search(before) is not None
    return told and pattern("not_intro_from").search(before) is None


def _alone_after_name(scene: Scene, first: re.Match[str], last: re.Match[str]) -> bool:
    """Such as "Sunita Rai, Darjeeling, India. Age 39": places alone right after the name or the age."""
    piece, end = scene.piece_at(first.start()), scene.piece_at(last.start())
    if scene.text[piece.start : end.end].strip() != scene.text[first.start() : last.end()] or piece.index == 0:
        return False
    low, high = (scene.read.span(at, at)[0] for at in (scene.pieces[piece.index - 1].start, piece.start))
    return any(low <= start < high for name in ("name", "age") for start, _ in scene.drafted_near(name, high))
