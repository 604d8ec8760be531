"""What mending gives back."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Change:
    """`text[start:end]` of the mended text is `understood`; the recognizer had written `heard`."""

    start: int
    end: int
    heard: str
    understood: str


@dataclass(frozen=True, slots=True)
class Repaired:
    """The mended text and what was mended in it, by position."""

    text: str
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Mending:
    """Put `understood` in the place of `heard[start:end]` of the unmended text; the lower the `cost`, the surer."""

    start: int
    end: int
    understood: str
    cost: float


def apply(text: str, mendings: list[Mending]) -> Repaired:
    """The text with the surest mendings that do not overlap, from left to right."""
    chosen: list[Mending] = []
    for mending in sorted(mendings, key=lambda each: (each.cost, each.start - each.end, each.start)):
        if all(mending.end <= other.start or other.end <= mending.start for other in chosen):
            chosen.append(mending)
    parts: list[str] = []
    changes: list[Change] = []
    at = length = 0
    for mending in sorted(chosen, key=lambda each: each.start):
        parts += [text[at : mending.start], mending.understood]
        length += mending.start - at
        end = length + len(mending.understood)
        changes.append(Change(length, end, text[mending.start : mending.end], mending.understood))
        length, at = end, mending.end
    parts.append(text[at:])
    return Repaired("".join(parts), tuple(changes))
