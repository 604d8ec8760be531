"""Which of the people shown a message speaks of: the second one, 王阿姨, she, the cheaper one, both."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from pydantic import BaseModel, ConfigDict

from assistant.consumer.model import Known
from assistant.consumer.signs import folded
from assistant.kit.data import data_path, load_yaml


class _Pointing(BaseModel):
    """How words point: at places in the list, at all, at the one spoken of, at the one who stands out."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    places: list[str]
    numbers: dict[str, int]
    last: str
    firsts: list[str]
    all: str
    she: str
    cheapest: str
    dearest: str
    titles: list[str]
    words_too: list[str]
    proposes: str
    why: str


@cache
def _pointing() -> _Pointing:
    return _Pointing.model_validate(load_yaml(data_path("knowledge_base", "consumer", "pointing.yaml")))


def pointed_at(text: str, shown: Sequence[Known], focus: Sequence[str] = ()) -> list[Known]:
    """The people the words point at, in the order pointed; none when they point at nobody or past the list."""
    plain = folded(text)
    found = [*_by_place(plain, shown), *_by_name(plain, shown)]
    if not found:
        found = _standing_out(plain, shown)
    if not found and re.search(_pointing().all, plain):
        found = list(shown)
    if not found and re.search(_pointing().she, plain):
        found = [each for each in shown if each.worker_id in focus] or (list(shown) if len(shown) == 1 else [])
    return list({each.worker_id: each for each in found}.values())


def points(text: str) -> bool:
    """Whether the words point at a place in the list or at a person by pronoun at all."""
    plain = folded(text)
    rules = _pointing()
    return any(re.search(each, plain) for each in (*rules.places, rules.last, rules.all, rules.she))


def proposes(text: str) -> bool:
    """Whether the words do no more than put another value forward (南山呢, what about Nanshan)."""
    return re.search(_pointing().proposes, folded(text).strip()) is not None


def asks_why(text: str) -> bool:
    """Whether it is asked why somebody was shown."""
    return re.search(_pointing().why, folded(text)) is not None


def named(text: str, shown: Sequence[Known]) -> bool:
    """Whether the words name somebody shown."""
    return bool(_by_name(folded(text), shown))


def _by_place(plain: str, shown: Sequence[Known]) -> list[Known]:
    rules = _pointing()
    for pattern in rules.firsts:
        match = re.search(pattern, plain)
        if match:
            return list(shown[: rules.numbers.get(match.group("n"), 0)])
    at: list[tuple[int, int]] = []
    for pattern in rules.places:
        at += [
            (match.start(), rules.numbers[match.group("n")] - 1)
            for match in re.finditer(pattern, plain)
            if match.group("n") in rules.numbers
        ]
    found = [shown[place] for _, place in sorted(at) if place < len(shown)]
    if re.search(rules.last, plain) and shown:
        found.append(shown[-1])
    return found


def _by_name(plain: str, shown: Sequence[Known]) -> list[Known]:
    """王阿姨 or 王姐 for 王阿姨; Auntie Wang for Wang ayi. Two of the same name are both meant."""
    titles = "|".join(_pointing().titles)
    named: list[tuple[int, Known]] = []
    for each in shown:
        # A remark behind the name (示例) is no part of it.
        name = re.sub(r"\s*[(（].*", "", folded(each.display_name))
        bare = re.sub(rf"(?:{titles})|\s", "", name)
        forms = [name, *([f"{bare}{title}" for title in _pointing().titles] if bare else [])]
        letters = _letters(bare)
        spot = re.search(rf"\b{re.escape(letters)}\b", plain) if letters else None
        places = [place for form in forms if (place := plain.find(form)) >= 0]
        at = min([*places, *([spot.start()] if spot else [])], default=-1)
        if at >= 0:
            named.append((at, each))
    return [each for _, each in sorted(named, key=lambda pair: pair[0])]


@cache
def _letters(name: str) -> str:
    """How those who write English spell a surname; empty where that is a word of theirs (何: he)."""
    if name.isascii():
        return name
    from pypinyin import lazy_pinyin

    spelt = "".join(lazy_pinyin(name))
    return "" if spelt in _pointing().words_too else spelt


def _standing_out(plain: str, shown: Sequence[Known]) -> list[Known]:
    paid = [each for each in shown if each.pay is not None]
    if paid and re.search(_pointing().cheapest, plain):
        return [min(paid, key=lambda each: each.pay or 0)]
    if paid and re.search(_pointing().dearest, plain):
        return [max(paid, key=lambda each: each.pay or 0)]
    return []
