"""Cuts what is to be said into pieces, spoken one after another; the first is short, so that sound begins early."""

from __future__ import annotations

from collections.abc import Container
from functools import cache
from typing import Any

from pydantic import BaseModel, ConfigDict

from assistant.kit.data import data_path, load_yaml
from assistant.profile.model import Language


class _Rules(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    ends: frozenset[str]
    closers: frozenset[str]
    pauses: frozenset[str]
    longest: int
    first_longest: int
    first_shortest: int
    first_ends: frozenset[str]
    abbreviations: frozenset[str] = frozenset()


@cache
def _rules(language: Language) -> _Rules:
    data: dict[str, Any] = load_yaml(data_path("knowledge_base", "speech", "sentences.yaml"))[language]
    signs = ("ends", "closers", "pauses", "first_ends")
    return _Rules.model_validate({k: frozenset(v) if k in signs else v for k, v in data.items()})


def sentences(text: str, language: Language, *, whole: Container[str] = ()) -> list[str]:
    """`text` in pieces to be spoken in order; joined they are the text, but for space between them.

    A sentence is a piece; a very long one is cut at its pauses. The first piece is cut short at a pause, unless it is
    one of `whole` (what is spoken already). A sentence that begins with one of `whole` up to a pause (好，…) is cut
    there, so that only what is new in it has to be made. The same text always gives the same pieces.
    """
    rules = _rules(language)
    pieces: list[str] = []
    for sentence in _split(text, rules):
        if sentence in whole:
            pieces.append(sentence)
            continue
        opening = _opening(sentence, rules, whole)
        pieces += [sentence[:opening].strip()] if opening else []
        pieces += _shortened(sentence[opening:].strip(), rules)
    if pieces and pieces[0] not in whole:
        pieces[:1] = _early(pieces[0], rules)
    return pieces


def _split(text: str, rules: _Rules) -> list[str]:
    found, start, at = [], 0, 0
    while at < len(text):
        if text[at] == "\n" or (text[at] in rules.ends and _ends(text, at, rules)):
            at += 1
            while at < len(text) and (text[at] in rules.ends or text[at] in rules.closers):
                at += 1
            found.append(text[start:at])
            start = at
        else:
            at += 1
    found.append(text[start:])
    return [piece for piece in map(str.strip, found) if any(map(str.isalnum, piece))]


def _ends(text: str, at: int, rules: _Rules) -> bool:
    """Whether the sign at `at` closes a sentence: the stop of 3.5, of e.g. or inside a name does not."""
    if text[at] != ".":
        return True
    after = text[at + 1 : at + 2]
    if after and not after.isspace() and after not in rules.closers and after not in rules.ends:
        return False
    words = text[:at].split()
    return not words or words[-1].lower().lstrip("(\"'“") not in rules.abbreviations


def _shortened(sentence: str, rules: _Rules) -> list[str]:
    pieces = []
    while len(sentence) > rules.longest:
        cut = _last(sentence[: rules.longest], rules.pauses) or _last(sentence[: rules.longest], frozenset(" "))
        cut = cut or rules.longest
        pieces.append(sentence[:cut].strip())
        sentence = sentence[cut:].strip()
    return [*pieces, sentence] if any(map(str.isalnum, sentence)) else pieces


def _opening(sentence: str, rules: _Rules, whole: Container[str]) -> int:
    """Where the longest beginning of `sentence` ends that is one of `whole`; 0 when none is."""
    for at in range(min(len(sentence) - 1, rules.longest) - 1, 0, -1):
        if sentence[at] in rules.pauses and sentence[: at + 1] in whole and any(map(str.isalnum, sentence[at + 1 :])):
            return at + 1
    return 0


def _last(text: str, signs: frozenset[str]) -> int:
    """Where the last piece of `text` that one of `signs` closes ends; 0 when none does. The comma of 8,000 is none."""
    for at in range(len(text) - 1, len(text) // 4, -1):
        if text[at] in signs and not _inside_number(text, at):
            return at + 1
    return 0


def _early(piece: str, rules: _Rules) -> list[str]:
    if len(piece) <= rules.first_longest:
        return [piece]
    for at in range(rules.first_shortest - 1, min(len(piece), rules.first_longest)):
        if piece[at] in rules.first_ends and not _inside_number(piece, at):
            return [piece[: at + 1].strip(), piece[at + 1 :].strip()]
    return [piece]


def _inside_number(text: str, at: int) -> bool:
    return text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit()
