"""Counts a Word document's automatic numbering: the numbers are not in its text, and a clause without one is lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

_DIGITS = "零一二三四五六七八九"
_MAX_LEVELS = 9


def chinese(number: int) -> str:
    """A whole number from 1 to 99 as 一…九十九; larger ones in figures."""
    if not 1 <= number <= 99:
        return str(number)
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones else "")


def _letter(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26)


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "chineseLegalSimplified": chinese,
    "ideographDigital": chinese,
    "japaneseCounting": chinese,
    "lowerLetter": _letter,
    "upperLetter": lambda number: _letter(number).upper(),
    "decimalEnclosedParen": lambda number: f"（{number}）",
}


@dataclass(slots=True)
class _List:
    """One numbered list while it is read: for each level its format, text pattern, start and current number."""

    formats: list[str]
    patterns: list[str]
    starts: list[int]
    numbers: list[int] = field(default_factory=lambda: [0] * _MAX_LEVELS)

    def next(self, level: int) -> str:
        self.numbers[level] = self.numbers[level] + 1 if self.numbers[level] else self.starts[level]
        for deeper in range(level + 1, _MAX_LEVELS):
            self.numbers[deeper] = 0
        label = self.patterns[level]
        for each in range(_MAX_LEVELS):
            number = self.numbers[each] or self.starts[each]
            label = label.replace(f"%{each + 1}", _FORMATS.get(self.formats[each], str)(number))
        return "" if self.formats[level] in ("bullet", "none") else label


class Numbering:
    """Every list of a document. `label` must be called for the paragraphs in order."""

    def __init__(self, document: Any) -> None:  # noqa: ANN401 - python-docx ships no complete types
        self._lists: dict[str, _List] = {}
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError, AttributeError):
            return
        abstract = {each.get(_w("abstractNumId")): each for each in root.findall(_w("abstractNum"))}
        for number in root.findall(_w("num")):
            reference = number.find(_w("abstractNumId"))
            definition = abstract.get(reference.get(_w("val"))) if reference is not None else None
            if definition is not None:
                self._lists[number.get(_w("numId"))] = _read_list(definition)

    def label(self, paragraph: Any) -> str:  # noqa: ANN401 - the same
        """The number Word would print before this paragraph, or an empty string."""
        properties = paragraph._p.pPr
        numbering = properties.numPr if properties is not None else None
        if numbering is None:
            style = paragraph.style.element.find(f"{_w('pPr')}/{_w('numPr')}") if paragraph.style is not None else None
            numbering = style
        if numbering is None:
            return ""
        identity, level = numbering.find(_w("numId")), numbering.find(_w("ilvl"))
        found = self._lists.get(identity.get(_w("val"))) if identity is not None else None
        depth = int(level.get(_w("val"))) if level is not None else 0
        return found.next(min(depth, _MAX_LEVELS - 1)) if found is not None else ""


def _read_list(definition: Any) -> _List:  # noqa: ANN401 - an lxml element
    formats, patterns, starts = ["none"] * _MAX_LEVELS, [""] * _MAX_LEVELS, [1] * _MAX_LEVELS
    for level in definition.findall(_w("lvl")):
        at = int(level.get(_w("ilvl")))
        if at >= _MAX_LEVELS:
            continue
        formats[at] = _value(level, "numFmt") or "decimal"
        patterns[at] = _value(level, "lvlText") or ""
        starts[at] = int(_value(level, "start") or 1)
    return _List(formats, patterns, starts)


def _value(level: Any, name: str) -> str | None:  # noqa: ANN401 - an lxml element
    found = level.find(_w(name))
    value: str | None = found.get(_w("val")) if found is not None else None
    return value


def _w(name: str) -> str:
    return f"{{http://schemas.openxmlformats.org/wordprocessingml/2006/main}}{name}"
