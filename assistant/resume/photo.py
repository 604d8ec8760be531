"""Her photo, made safe to show: bounded, turned upright, cropped to a square, its metadata dropped. Never retouched."""

from __future__ import annotations

import base64
import io
from typing import Final

from assistant.kit.errors import BadInputError, TooLargeError

_MOST_BYTES: Final = 10_000_000
_MOST_PIXELS: Final = 40_000_000
_SIDE: Final = 480
_FORMATS: Final = ("JPEG", "PNG", "WEBP")


def photo_data_uri(photo: bytes | None) -> str | None:
    """The photo as a `data:` address of a square JPEG, or None without one.

    Raises:
        BadInputError: the bytes are not a JPEG, PNG or WebP picture.
        TooLargeError: the picture is over the bounds in bytes or pixels.
    """
    if photo is None:
        return None
    return "data:image/jpeg;base64," + base64.b64encode(square_photo(photo)).decode()


def square_photo(photo: bytes) -> bytes:
    """The upper middle square of the photo as a JPEG; colours and features stay as they are."""
    # Only résumés with a photo need it.
    from PIL import Image, ImageOps

    if len(photo) > _MOST_BYTES:
        raise TooLargeError("photo_too_large")
    try:
        with Image.open(io.BytesIO(photo), formats=_FORMATS) as opened:
            if opened.width * opened.height > _MOST_PIXELS:
                raise TooLargeError("photo_too_large")
            upright = ImageOps.exif_transpose(opened).convert("RGB")
    except (OSError, ValueError, Image.DecompressionBombError) as error:
        raise BadInputError("photo_unreadable") from error
    side = min(upright.size)
    left, top = (upright.width - side) // 2, (upright.height - side) // 4
    square = upright.crop((left, top, left + side, top + side)).resize((_SIDE, _SIDE), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    square.save(out, "JPEG", quality=88)
    return out.getvalue()
