"""From letters of an answer to seconds of its recording."""

from __future__ import annotations

from assistant.speech.model import Transcript


def seconds_of(transcript: Transcript, start: int, end: int) -> tuple[float, float] | None:
    """When `transcript.text[start:end]` was said, in seconds; None where no word covers it.

    Words tell the times of what was heard; what was mended since is found again through the changes.
    """
    spelled = "".join(word.text for word in transcript.words)
    if spelled != transcript.text:
        start, end = _heard_at(transcript, start), _heard_at(transcript, end)
    at, said = 0, []
    for word in transcript.words:
        if at < end and at + len(word.text) > start:
            said.append(word)
        at += len(word.text)
    return (said[0].start, said[-1].end) if said else None


def _heard_at(transcript: Transcript, position: int) -> int:
    """Where in the words as heard a position of the mended text lies."""
    shift = 0
    for change in sorted(transcript.changes, key=lambda each: each.start):
        if change.end > position:
            break
        shift += len(change.heard) - (change.end - change.start)
    return max(0, position + shift)
