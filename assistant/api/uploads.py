"""The one door for files: whatever anybody sends is read here, and looked through where there is a scanner.

Who sends it is asked before: what a route depends on first is decided first.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from fastapi import File, Request, UploadFile

from assistant.kit.errors import BadInputError
from assistant.kit.scanning import Scanner


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as it was sent; its name is the sender's word."""

    name: str
    data: bytes


def file_of(description: str, missing: str | None = None, *, scanned: bool = True) -> Callable[..., Awaitable[Sent]]:
    """A dependency that gives the file of a form; without one, or with an empty one, the error `missing`.

    Where `missing` is None, nothing counts as an empty file. Further errors are those of the scanner; what is not to be
    `scanned` here is looked through further in.
    """

    async def door(
        request: Request,
        file: UploadFile | None = File(default=None, description=description),  # noqa: B008 - how FastAPI declares it
    ) -> Sent:
        sent = Sent(file.filename or "", await file.read()) if file is not None else Sent("", b"")
        if not sent.data:
            if missing is not None:
                raise BadInputError(missing)
            return sent
        scanner: Scanner = request.app.state.scanner
        if scanned:
            await scanner.check(sent.data)
        return sent

    return door


_SOUNDS = "webm, ogg, mp4/m4a, mp3, aac, wav, flac, caf or amr"

PAPER = file_of("JPEG, PNG, WebP or PDF", "paper_unreadable")
PHOTO = file_of("JPEG, PNG or WebP", "photo_unreadable")
SOUND = file_of(_SOUNDS)
# Answers are taken in the order in which they came, whoever's token they carry: all that is the recordings' to see to.
ANSWER = file_of(_SOUNDS, scanned=False)
DOCUMENT = file_of("PDF, DOCX, HTML, Markdown or text", "document_empty")
