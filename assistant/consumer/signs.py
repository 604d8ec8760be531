"""Signs of a message that say what it does, whatever it speaks of: it asks, it points at a person, it names a job.

Data: `knowledge_base/consumer/routing.yaml`; the subjects of elsewhere in `knowledge_base/consumer/subjects.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations, pairwise
from typing import Final

from assistant.kit.data import data_path, load_yaml
from assistant.vocabulary import places, vocabulary

_PERSON: Final = "{person}"
_FULL_WIDTH: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_NAMED: Final = {
    "job": ("jobs",),
    "skill": ("skills", "cuisines"),
    "paper": ("certificates",),
    "mode": ("work_modes",),
    "liking": ("preferences", "languages"),
}
_NUMBER: Final = re.compile(r"\d|[一二两三四五六七八九十百千万半]+(?:岁|个月|天|小时|千|万|点|年|口|平|周|次|元|块)")
_BARE: Final = 6
ALIEN: Final = "alien"
FOREIGN: Final = "foreign"
# A question that bears none of these speaks of nothing of ours.
_OURS: Final = frozenset(
    {
        "trade",
        "matters",
        "law",
        "human",
        "job",
        "skill",
        "paper",
        "mode",
        "liking",
        "they",
        "pays",
        "orders",
        "books",
        "more",
        "compares",
    }
)


@dataclass(frozen=True, slots=True)
class Cues:
    """The data compiled: named signs, what a whole message may be, filler, and where a message falls apart."""

    signs: dict[str, tuple[re.Pattern[str], ...]]
    whole: dict[str, re.Pattern[str]]
    breaks: re.Pattern[str]
    person: re.Pattern[str]


@cache
def cues() -> Cues:
    """The cues that come with the product."""
    loaded = load_yaml(data_path("knowledge_base", "consumer", "routing.yaml"))
    person = "|".join(f"(?:{each})" for each in loaded["person"])
    filler = loaded["filler"]
    subjects: dict[str, list[str]] = load_yaml(data_path("knowledge_base", "consumer", "subjects.yaml"))
    loaded["signs"][FOREIGN] = [each for about in subjects.values() for each in about]
    return Cues(
        signs={
            name: tuple(re.compile(each.replace(_PERSON, person)) for each in found)
            for name, found in loaded["signs"].items()
        },
        whole={
            name: re.compile(f"{filler}(?:(?:{'|'.join(found)}){filler})+") for name, found in loaded["whole"].items()
        },
        breaks=re.compile(loaded["breaks"]),
        person=re.compile(person),
    )


def folded(text: str) -> str:
    """The text as the cues expect it: half-width and lower-cased, every character in its place."""
    return text.translate(_FULL_WIDTH).lower()


def signs_of(text: str, standing: Sequence[str] = ()) -> list[str]:
    """The signs the words bear, with those of the chat they come in (`standing`), in a fixed order."""
    plain = folded(text)
    found = [name for name, patterns in cues().signs.items() if any(pattern.search(plain) for pattern in patterns)]
    language = "zh" if re.search(r"[\u3400-\u9fff]", text) else "en"
    found += [
        name for name, kinds in _NAMED.items() if any(match for match in vocabulary().find(plain, language, kinds))
    ]
    if _NUMBER.search(plain):
        found.append("number")
    if places().find(text):
        found.append("place")
    if len(re.sub(r"\W", "", plain)) <= _BARE:
        found.append("bare")
    if "asks" in found and not _OURS & set(found):
        found.append(ALIEN)
    return found + [f"in{name}" for name in standing]


def as_words(signs: Sequence[str]) -> str:
    """Signs and pairs of signs as words of their own, so that likeness weighs them beside the words of the text."""
    singles = [f"sign{name}" for name in signs]
    pairs = [f"sign{one}and{other}" for one, other in combinations(sorted(signs), 2)]
    return " ".join(singles + pairs)


def pieces(text: str) -> list[tuple[int, int]]:
    """Where the things said one after the other stand, as spans of the text; empty ones left out."""
    cuts = [0, *(match.end() for match in cues().breaks.finditer(folded(text))), len(text)]
    spans = [(start, end) for start, end in pairwise(cuts) if re.search(r"\w", text[start:end])]
    return spans or [(0, len(text))]
