"""Finds verdicts, abilities and negations ("都行", "不会做", "带得来", "没少") with their sign and their side.

A verdict such as 行 follows what it judges; 怕 comes before it; 会 and 不做 may do either.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from assistant.understanding.zh import grammar

Side = Literal["before", "after", "both"]
Grade = Literal["good", "some", "weak"]

_FILE: Final = "predicates"


@dataclass(frozen=True, slots=True)
class Predicate:
    """A verdict at `start:end`. `sign` is +1 or -1; `done` marks experience (做过), `learning` a wish to learn."""

    start: int
    end: int
    word: str
    side: Side
    sign: int
    grade: Grade | None = None
    conditional: bool = False
    learning: bool = False
    done: bool = False
    weak_verb: bool = False
    exclusive: bool = False
    feeling: bool = False


@dataclass(frozen=True, slots=True)
class _Shape:
    side: Side
    sign: int
    grade: Grade | None = None
    conditional: bool = False
    learning: bool = False


_SHAPES: Final[dict[str, _Shape]] = {
    "emphatic_yes": _Shape("both", 1),
    "conditional": _Shape("both", 1, conditional=True),
    "learning": _Shape("both", -1, learning=True),
    "weak": _Shape("both", 1, grade="weak"),
    "some_level": _Shape("both", 1, grade="some"),
    "good": _Shape("both", 1, grade="good"),
    "no_after": _Shape("after", -1),
    "yes_after": _Shape("after", 1),
    "no_before": _Shape("before", -1),
    "yes_before": _Shape("before", 1),
    "yes_either": _Shape("both", 1),
    "no_either": _Shape("both", -1),
    "no": _Shape("both", -1),
    "can": _Shape("both", 1),
    "does": _Shape("both", 1),
}


# Words that only colour a verdict and are none by themselves.
_EMPTY: Final = ("太", "再", "怎么")
# Words that leave one thing out of the rest (除了夜班都行, 只要不是夜班哪样都行).
_EXCLUDES: Final = ("除", "不包括", "只要")
# 要 before a word we do not know tells what is needed, no wish (南岸要过江).
_MUST: Final = ("要", "要过")
# 太 before a verb only says how much (月嫂太熬夜).
_TOO: Final = "太"
# A lone 不 or 没 before a word we do not know denies that word, not what was named (不动, 没经验).
_STICKS: Final = re.compile(r"[\u3400-\u9fff](?<![了的吧啊呀呢哈嘛哦])")


@cache
def _finder() -> re.Pattern[str]:
    def part(name: str) -> str:
        return grammar.source(_FILE, name)

    tail = f"(?:{part('verb')})?(?:{part('complement')})?"
    composed = {
        "no": f"{part('negation')}(?:{part('modal')})*{tail}",
        "can": f"{part('modal')}+{tail}",
        "does": f"{part('verb')}(?:{part('complement')})?",
    }
    groups = [
        rf"(?P<question>{part('asked')})",
    ]
    first = ("conditional", "emphatic_yes", "yes_either", "no_either")
    groups += [f"(?P<{name}>{part(name)})" for name in first]
    groups.append(f"(?P<neutral>{part('neutral')})")
    groups += [f"(?P<{name}>{composed.get(name) or part(name)})" for name in _SHAPES if name not in first]
    return re.compile("|".join(groups))


def find(masked: str) -> list[Predicate]:
    """The predicates of a text whose terms, places and quantities are masked out (one character for one)."""
    found: list[Predicate] = []
    for match in _finder().finditer(masked):
        group = match.lastgroup or ""
        if match.group("question"):
            continue
        shape = _SHAPES.get(group)
        if shape is None:
            continue
        word = match.group()
        if group == "can" and (word in _EMPTY or word.startswith(_TOO)):
            continue
        if group == "no" and len(word) == 1 and _STICKS.match(masked, match.end()):
            continue
        if word in _MUST and _STICKS.match(masked, match.end()):
            continue
        found.append(
            Predicate(
                match.start(),
                match.end(),
                word,
                "after" if group == "no" and word.endswith("了") else shape.side,
                shape.sign,
                shape.grade,
                shape.conditional,
                shape.learning,
                done=group in ("no", "can", "does") and word.endswith("过" if group == "no" else ("过", "了")),
                weak_verb=group == "does",
                feeling=group in ("yes_either", "no_either"),
                exclusive=word.startswith(_EXCLUDES),
            )
        )
    return found


def asks(masked: str) -> bool:
    """Whether the text has a form that asks (会不会, 有没有)."""
    return any(match.group("question") for match in _finder().finditer(masked))
