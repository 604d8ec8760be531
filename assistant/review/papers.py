"""Proof documents made safe: told apart by content, bounded, and drawn anew, so that only a picture of them is kept."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from assistant.kit.errors import BadInputError, TooLargeError

if TYPE_CHECKING:
    from PIL import Image

MOST_BYTES: Final = 10_000_000
MOST_PAGES: Final = 10
_MOST_PIXELS: Final = 40_000_000
_LONGEST_SIDE: Final = 2_200
_FORMATS: Final = ("JPEG", "PNG", "WEBP")
_PDF: Final = b"%PDF-"
_POINTS_PER_INCH: Final = 72
_DOTS_PER_INCH: Final = 150


@dataclass(frozen=True, slots=True)
class Paper:
    """A document as it is kept."""

    data: bytes
    media_type: str
    pages: int


def clean(data: bytes) -> Paper:
    """The document drawn anew: no metadata, no scripts, no attachments survive. CPU work for a worker.

    Raises:
        BadInputError: it is neither a picture (JPEG, PNG, WebP) nor a PDF, or cannot be read.
        TooLargeError: it has too many bytes, pixels or pages.
    """
    if len(data) > MOST_BYTES:
        raise TooLargeError("paper_too_large", limit=MOST_BYTES // 1_000_000)
    if data[:1024].lstrip().startswith(_PDF):
        return _clean_pdf(data)
    return _clean_picture(data)


def _clean_picture(data: bytes) -> Paper:
    # Only the verification of papers needs it.
    from PIL import Image, ImageOps

    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as opened:
            if opened.width * opened.height > _MOST_PIXELS:
                raise TooLargeError("paper_too_large", limit=MOST_BYTES // 1_000_000)
            upright = ImageOps.exif_transpose(opened).convert("RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise BadInputError("paper_unreadable") from error
    upright.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    out = io.BytesIO()
    upright.save(out, "JPEG", quality=85)
    return Paper(out.getvalue(), "image/jpeg", 1)


def _clean_pdf(data: bytes) -> Paper:
    import pypdfium2

    from assistant.kit.press import ONE_AT_A_TIME

    with ONE_AT_A_TIME:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            raise BadInputError("paper_unreadable") from error
        try:
            if not 1 <= len(document) <= MOST_PAGES:
                raise TooLargeError("paper_too_long", limit=MOST_PAGES)
            drawn = [_draw(document[n]) for n in range(len(document))]
        except pypdfium2.PdfiumError as error:
            raise BadInputError("paper_unreadable") from error
        finally:
            document.close()
    out = io.BytesIO()
    drawn[0].save(out, "PDF", save_all=True, append_images=drawn[1:], resolution=_DOTS_PER_INCH, quality=80)
    return Paper(out.getvalue(), "application/pdf", len(drawn))


def _draw(page: object) -> Image.Image:
    width, height = page.get_size()  # type: ignore[attr-defined] # of pypdfium2, which ships no types
    scale = min(_DOTS_PER_INCH / _POINTS_PER_INCH, _LONGEST_SIDE / max(width, height, 1))
    drawn: Image.Image = page.render(scale=scale).to_pil().convert("RGB")  # type: ignore[attr-defined] # the same
    return drawn
