"""How Chinese characters sound and how near two sounds are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

_INITIALS = ("zh", "ch", "sh", *"bpmfdtnlgkhjqxrzcsyw")


@dataclass(frozen=True, slots=True)
class Syllable:
    """One character's sound: initial, final and tone (1 to 4, 5 neutral)."""

    initial: str
    final: str
    tone: int


def syllables(text: str) -> list[Syllable | None]:
    """The sound of each character in its context, None for what is no Chinese character."""
    # The dictionaries take a moment to load and only spoken interviews need them.
    from pypinyin import Style, pinyin

    found: list[Syllable | None] = []
    for run, chinese in _runs(text):
        if not chinese:
            found += [None] * len(run)
            continue
        spelled = pinyin(run, style=Style.TONE3, neutral_tone_with_five=True, errors="ignore")
        if len(spelled) == len(run):
            found += [_syllable(each[0]) for each in spelled]
        else:
            found += [_alone(character) for character in run]
    return found


def _runs(text: str) -> Iterable[tuple[str, bool]]:
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or is_chinese(text[at]) != is_chinese(text[start]):
            yield text[start:at], is_chinese(text[start])
            start = at


def is_chinese(character: str) -> bool:
    """Whether it is a character of the basic Chinese block."""
    return "\u4e00" <= character <= "\u9fff"


@cache
def _alone(character: str) -> Syllable | None:
    from pypinyin import Style, pinyin

    spelled = pinyin(character, style=Style.TONE3, neutral_tone_with_five=True, errors="ignore")
    return _syllable(spelled[0][0]) if spelled else None


@cache
def _syllable(spelled: str) -> Syllable | None:
    if not spelled or not spelled[-1].isdigit():
        return None
    letters, tone = spelled[:-1], int(spelled[-1])
    initial = next((each for each in _INITIALS if letters.startswith(each)), "")
    return Syllable(initial, letters[len(initial) :], tone)


class Nearness:
    """Which initials and finals are confused, and what a confusion costs."""

    def __init__(self, initials: Sequence[Sequence[str]], finals: Sequence[Sequence[str]]) -> None:
        self._initials = {frozenset(pair) for pair in initials}
        self._finals = {frozenset(pair) for pair in finals}
        self._initial_class = _classes(initials)
        self._final_class = _classes(finals)

    def key(self, syllable: Syllable) -> str:
        """The same for any two syllables that may be confused with each other."""
        initial = self._initial_class.get(syllable.initial, syllable.initial)
        return f"{initial}|{self._final_class.get(syllable.final, syllable.final)}"

    def distance(self, one: Syllable, other: Syllable) -> float | None:
        """0 for the same sound, 0.1 for another tone, 1 for one confusion, 2 for two; None where they are not near."""
        cost = 0.0 if one.tone == other.tone else 0.1
        if one.initial != other.initial:
            if frozenset((one.initial, other.initial)) not in self._initials:
                return None
            cost += 1
        if one.final != other.final:
            if frozenset((one.final, other.final)) not in self._finals:
                return None
            cost += 1
        return cost


def _classes(pairs: Sequence[Sequence[str]]) -> Mapping[str, str]:
    """Every member of pairs that hang together gets the same name."""
    name: dict[str, str] = {}
    for one, other in pairs:
        kept, gone = name.get(one, one), name.get(other, other)
        for each in [each for each, of in name.items() if of == gone]:
            name[each] = kept
        name[one] = name[other] = kept
    return name
