"""Numbers of hers covered in what the staff looks at, in every form she or we said them, without moving a character.

A number is seldom said in one breath: pieces of it are covered too, within a turn and over several turns in which she
was asked for it. A piece is some digits that stand in her number in this order; how many it takes is less where the
talk is about the number anyway.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import cache
from itertools import groupby
from typing import Any, Final

from assistant.profile.model import Topic
from assistant.review.model import FileDocument
from assistant.vocabulary.digits import Said, digits, said_digits

COVER: Final = "•"
_SHOWN: Final = (3, 4)  # digits left at the beginning and at the end
_PIECE: Final = 4  # digits that are a piece of her number anywhere in her words
_ASKED_PIECE: Final = 3  # and where she was asked for it
_MOBILE: Final = 11  # as many digits and more in one run are a number of their own
# Where words of people stand in a file; elsewhere (ids, addresses) only whole numbers are covered.
_WORDS: Final = frozenset({"text", "quote", "words", "answer", "reason", "before", "after", "parked"})


def masked_file(document: FileDocument, phones: Iterable[str]) -> FileDocument:
    """The file with these numbers covered wherever they stand: values, quotes, transcript, what we read back."""
    covered = {phone for phone in phones if phone.isdigit() and len(phone) > sum(_SHOWN)}
    if not covered:
        return document
    shown = _masked(document.model_dump(), covered, _MOBILE)
    shown["transcript"] = _transcript(shown["transcript"], covered)
    for fact in shown["facts"]:
        if fact["field"] == "phone":
            fact["quote"] = mask(fact["quote"], covered, _ASKED_PIECE)
    return FileDocument.model_validate(shown)


def mask(text: str, phones: Collection[str], least: int = _PIECE) -> str:
    """The text with the middle of these numbers covered, and of pieces of them of at least so many digits.

    It is as long as before, so that offsets still fit.
    """
    runs = [run for run in said_digits(text) if sum(len(said.digits) for said in run) >= least]
    if not runs:
        return text
    characters = list(text)
    for run in runs:
        for said in _hidden(run, text, phones, least):
            characters[said.start : said.end] = COVER * (said.end - said.start)
    return "".join(characters)


def _hidden(run: Sequence[Said], text: str, phones: Collection[str], least: int) -> list[Said]:
    """What of a run is to be covered: whole numbers, then pieces in what is left of it."""
    owners = [said for said in run for _ in said.digits]
    spoken = "".join(said.digits for said in run)
    hidden: list[Said] = []
    left = [(0, len(spoken))]
    for phone in phones:
        for at in _places(spoken, phone):
            hidden += owners[at + _SHOWN[0] : at + len(phone) - _SHOWN[1]]
            left = [part for start, end in left for part in ((start, min(end, at)), (max(start, at + len(phone)), end))]
    for start, end in left:
        # As many digits as a number has are another number; an amount or a date is followed by its unit.
        counts = end == len(spoken) and text[run[-1].end : run[-1].end + 1] in _units()
        if least <= end - start < _MOBILE and not counts:
            hidden += [owners[start + n] for phone in phones for n in _pieces(spoken[start:end], phone, least)]
    return hidden


def _places(spoken: str, phone: str) -> Iterable[int]:
    at = spoken.find(phone)
    while at >= 0:
        yield at
        at = spoken.find(phone, at + 1)


def _pieces(spoken: str, phone: str, least: int) -> set[int]:
    """Positions in `spoken` that stand for the middle of the number within a long enough piece of it."""
    found: set[int] = set()
    for shift in range(least - len(phone), len(spoken) - least + 1):
        same = [0 <= n - shift < len(phone) and spoken[n] == phone[n - shift] for n in range(len(spoken))]
        for fits, group in groupby(range(len(spoken)), key=same.__getitem__):
            piece = list(group)
            if fits and len(piece) >= least:
                found |= {n for n in piece if _SHOWN[0] <= n - shift < len(phone) - _SHOWN[1]}
    return found


def _transcript(lines: list[dict[str, Any]], phones: Collection[str]) -> list[dict[str, Any]]:
    """The transcript with the number covered also where she said it over several turns."""
    shown: list[dict[str, Any]] = []
    for asked, group in groupby(lines, key=lambda line: line["asking"] == Topic.CONTACT):
        part = list(group)
        if not asked:
            shown += part
            continue
        for role in ("worker", "interviewer"):
            said = [line for line in part if line["role"] == role]
            whole = mask("\n".join(line["text"] for line in said), phones, _ASKED_PIECE)
            at = 0
            for line in said:
                line["text"] = whole[at : at + len(line["text"])]
                at += len(line["text"]) + 1
        shown += part
    return shown


def _masked(value: Any, phones: Collection[str], least: int) -> Any:  # noqa: ANN401 - JSON
    if isinstance(value, str):
        return mask(value, phones, least)
    if isinstance(value, dict):
        return {name: _masked(each, phones, _PIECE if name in _WORDS else least) for name, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_masked(each, phones, least) for each in value]
    return value


@cache
def _units() -> frozenset[str]:
    return frozenset(digits().units)
