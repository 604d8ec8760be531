"""How likely something named is claimed: a linear model over the characters around it.

It is taught from labelled utterances by `python -m evals.understanding.teach` and asked only where the grammars leave a
thing unexplained. What stands around the thing is turned into short strings (features), each of which adds its weight
to each role; the roles' sums are made probabilities (multinomial logistic regression). Features are numbered by their
CRC-32, as many as the table holds, so that the same words always weigh the same.
"""

from __future__ import annotations

import json
import math
import re
import zlib
from array import array
from base64 import b64decode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from assistant.kit.data import data_path
from assistant.understanding.zh.scene import Scene

TERMS: Final = (
    "jobs",
    "skills",
    "cuisines",
    "languages",
    "preferences",
    "work_modes",
    "certificates",
    "education",
)
_SIGNS: Final = {"money": "M", "duration": "D", "date": "A", "age": "G"}
_CUT: Final = re.compile(r"[，。！？；、,.!?;\s：:…]")
_AROUND: Final = 14
_SHORT: Final = 6


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something named at `start:end`: a term (`kind` its kind, `name` its id) or a place (`kind` "place")."""

    start: int
    end: int
    kind: str
    name: str
    hint: bool = False


def candidates(scene: Scene) -> Iterator[Candidate]:
    """The terms and places of a turn a role can be guessed for, terms first."""
    for term in scene.terms:
        if term.kind in TERMS:
            yield Candidate(term.start, term.end, term.kind, term.id, term.hint)
    for place in scene.places:
        yield Candidate(place.start, place.end, "place", place.level, place.risky)


@dataclass(frozen=True, slots=True)
class Model:
    """Weights of each role by feature number, in `1 / scale`."""

    roles: tuple[str, ...]
    weights: Mapping[str, Sequence[int]]
    scale: float
    size: int

    def likelihood(self, numbers: Sequence[int]) -> dict[str, float]:
        """The probability of each role, given the numbers of the features."""
        root = self.scale * math.sqrt(max(len(numbers), 1))
        sums = {role: sum(self.weights[role][at] for at in numbers) / root for role in self.roles}
        top = max(sums.values())
        powers = {role: math.exp(value - top) for role, value in sums.items()}
        whole = sum(powers.values())
        return {role: power / whole for role, power in powers.items()}


@cache
def model(name: str) -> Model:
    """The model for `terms` or `places`.

    Raises:
        FileNotFoundError: the data are not there.
        KeyError: there is no such model.
    """
    path = data_path("knowledge_base", "understanding", "zh_roles.json")
    kept = json.loads(path.read_text(encoding="utf-8"))[name]
    weights = {role: array("b", zlib.decompress(b64decode(packed))) for role, packed in kept["weights"].items()}
    return Model(tuple(kept["weights"]), weights, float(kept["scale"]), int(kept["size"]))


def numbers(scene: Scene, candidate: Candidate, size: int) -> list[int]:
    """The numbers of the candidate's features in a table of `size` rows, each once."""
    return sorted({zlib.crc32(feature.encode()) % size for feature in _features(scene, candidate)})


def _features(scene: Scene, candidate: Candidate) -> Iterator[str]:
    text, at = _collapsed(scene, candidate)
    kind, asking = candidate.kind, scene.context.asking.value if scene.context.asking else "-"
    form = scene.text[candidate.start : candidate.end]
    yield from _itself(candidate, form, asking)
    left, right = _clause(text, at)
    before, after = "^" + text[left:at], text[at + 1 : right] + "$"
    yield from _beside(before, after, kind)
    for size in (1, 2, 3):
        yield from _grams("L", before, size)
        yield from _grams("R", after, size)
        if size < len("123"):
            yield from _grams(f"L{kind}", before, size)
            yield from _grams(f"R{kind}", after, size)
    yield from _neighbours(text, left, right)
    for size in (2, 3):
        yield from _grams("B", text, size)
    length = min(len(text) // 8, _SHORT)
    yield f"n:{length}"
    yield f"n:{kind}:{asking}:{length}"
    subject = scene.subject_at(candidate.start)
    yield f"s:{subject.owner}:{subject.carried}"
    mood = scene.moods[scene.index_at(candidate.start)]
    yield f"m:{mood.question:d}{mood.hypothetical:d}"


def _itself(candidate: Candidate, form: str, asking: str) -> Iterator[str]:
    kind = candidate.kind
    yield f"k:{kind}"
    yield f"k:{kind}:{asking}"
    yield f"k:{kind}:{asking}:{candidate.hint:d}"
    yield f"i:{kind}:{candidate.name}"
    yield f"i:{kind}:{candidate.name}:{asking}"
    yield f"f:{kind}:{form}"
    for size in (1, 2):
        yield f"fp:{kind}:{form[:size]}"
        yield f"fs:{kind}:{form[-size:]}"


def _beside(before: str, after: str, kind: str) -> Iterator[str]:
    for size in (1, 2, 3, 4):
        if len(before) >= size:
            yield f"l:{before[-size:]}"
            yield f"l:{kind}:{before[-size:]}"
        if len(after) >= size:
            yield f"r:{after[:size]}"
            yield f"r:{kind}:{after[:size]}"
        if size <= min(2, len(before), len(after)):
            yield f"lr:{before[-size:]}|{after[:size]}"
    if len(before) <= _SHORT + 1 and len(after) <= _SHORT + 1:
        yield f"c:{kind}:{before}X{after}"


def _neighbours(text: str, left: int, right: int) -> Iterator[str]:
    following = re.match(r".[^，。！？；,.!?;\s]*", text[right : right + _AROUND], re.DOTALL)
    earlier = re.search(r"[^，。！？；,.!?;\s]*.$", text[max(0, left - _AROUND) : left], re.DOTALL)
    after = following.group() if following else "$"
    before = earlier.group() if earlier else "^"
    for size in (1, 2, 3):
        yield from _grams("N", after, size)
        yield from _grams("P", before, size)
    yield "n0:" + after[:3]
    yield "p0:" + before[-3:]


def _grams(name: str, text: str, size: int) -> Iterator[str]:
    for at in range(len(text) - size + 1):
        yield f"{name}:{text[at : at + size]}"


def _clause(text: str, at: int) -> tuple[int, int]:
    left, right = at, at + 1
    while left > 0 and not _CUT.match(text[left - 1]):
        left -= 1
    while right < len(text) and not _CUT.match(text[right]):
        right += 1
    return left, right


def _collapsed(scene: Scene, candidate: Candidate) -> tuple[str, int]:
    """The turn with each thing as one sign, the candidate as X, and where X stands."""
    spans = [(t.start, t.end, "T") for t in scene.terms if t.kind in TERMS]
    spans += [(p.start, p.end, "P") for p in scene.places]
    spans += [(q.start, q.end, _SIGNS.get(q.kind, "N")) for q in scene.quantities]
    spans = [span for span in spans if span[1] <= candidate.start or span[0] >= candidate.end]
    spans.append((candidate.start, candidate.end, "X"))
    spans.sort(key=lambda span: (span[2] != "X", span[0] - span[1], span[0]))
    taken: list[str] = [""] * len(scene.text)
    for start, end, sign in spans:
        if not any(taken[start:end]):
            taken[start:end] = [sign, *["-"] * (end - start - 1)]
    pieces = [sign or character for sign, character in zip(taken, scene.text, strict=True)]
    at = sum(1 for sign in taken[: candidate.start] if sign != "-")
    return "".join(piece for piece, sign in zip(pieces, taken, strict=True) if sign != "-"), at
