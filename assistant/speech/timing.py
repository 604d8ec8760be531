"""From characters of a transcript to seconds of its recording."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.speech.model import Transcript, Word


def seconds_of(transcript: Transcript, start: int, end: int) -> tuple[float, float]:
    """When the characters `text[start:end]` were said, in seconds from the beginning of the recording.

    What repair changed counts as said when its mishearing was. Without words the characters are taken to be spread
    evenly. Offsets outside the text are moved to its ends; an empty span has the moment before its character.
    """
    length = len(transcript.text)
    start = min(max(0, start), length)
    end = min(max(start, end), length)
    first, _ = _heard_span(transcript, start, min(start + 1, length))
    _, last = _heard_span(transcript, max(start, end - 1), end)
    if not transcript.words:
        return _spread(transcript, first, first if end == start else last)
    begun = _word_at(transcript.words, first)
    if end == start:
        return begun.start, begun.start
    ended = _word_at(transcript.words, max(first, last - 1))
    return begun.start, max(begun.start, ended.end)


def _heard_span(transcript: Transcript, start: int, end: int) -> tuple[int, int]:
    """Where the one character `text[start:end]` stands in `heard`; inside a change, where the whole of it stands."""
    shift = 0
    for change in sorted(transcript.changes, key=lambda change: change.start):
        if change.start >= end:
            break
        if change.end <= start:
            shift += len(change.heard) - (change.end - change.start)
            continue
        at = change.start + shift
        return at, at + len(change.heard)
    return start + shift, end + shift


def _spread(transcript: Transcript, first: int, last: int) -> tuple[float, float]:
    length = max(1, len(transcript.heard))
    begun, ended = (transcript.seconds * min(1.0, max(0, at) / length) for at in (first, max(first, last)))
    return begun, ended


def _word_at(words: tuple[Word, ...], offset: int) -> Word:
    """The word that holds the character at `offset` of their joined text; the last one beyond it."""
    at = 0
    for word in words:
        at += len(word.text)
        if offset < at:
            return word
    return words[-1]


def fitted(text: str, timed: Iterable[tuple[str, float, float]], confidence: float = 1.0) -> tuple[Word, ...]:
    """Words that join to `text`, from pieces with times that leave out spaces and marks, as servers give them.

    Pieces that are not found in order are left out; what stands between two belongs to the earlier one. Times are made
    not to run backwards.
    """
    words: list[Word] = []
    at, clock = 0, 0.0
    for piece, start, end in timed:
        wanted = piece.strip()
        found = re.search(re.escape(wanted), text[at:], re.IGNORECASE) if wanted else None
        if found is None:
            continue
        gap, place = text[at : at + found.start()], at + found.start()
        if words:
            words[-1] = words[-1].model_copy(update={"text": words[-1].text + gap})
            gap = ""
        begun = max(clock, start)
        clock = max(begun, end)
        at = place + len(found[0])
        words.append(Word(text=gap + found[0], start=begun, end=clock, confidence=confidence))
    if words:
        words[-1] = words[-1].model_copy(update={"text": words[-1].text + text[at:]})
    return tuple(words)
