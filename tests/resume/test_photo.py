"""Her photo, bounded and untouched."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from assistant.kit.errors import BadInputError, TooLargeError
from assistant.resume import photo as photos
from assistant.resume.photo import photo_data_uri, square_photo


def picture(width: int, height: int, form: str = "JPEG", colour: str = "#c08060", **save: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(out, form, **save)
    return out.getvalue()


def test_no_photo_is_no_photo() -> None:
    assert photo_data_uri(None) is None


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_photos_become_a_square_jpeg(form: str) -> None:
    opened = Image.open(io.BytesIO(square_photo(picture(600, 900, form))))
    assert (opened.format, opened.size) == ("JPEG", (480, 480))
    red, green, blue = opened.convert("RGB").getpixel((240, 240))  # type: ignore[misc] # an RGB pixel is a triple
    assert (abs(red - 0xC0), abs(green - 0x80), abs(blue - 0x60)) <= (3, 3, 3)


def test_metadata_such_as_a_position_is_dropped() -> None:
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    assert b"taken at home" in picture(300, 300, exif=exif)
    assert b"taken at home" not in square_photo(picture(300, 300, exif=exif))


def test_a_sideways_photo_is_turned_upright() -> None:
    image = Image.new("RGB", (400, 400), "white")
    image.paste("black", (0, 0, 400, 200))
    exif = Image.Exif()
    exif[0x0112] = 3  # upside down
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif)
    upright = Image.open(io.BytesIO(square_photo(out.getvalue()))).convert("L")
    assert upright.getpixel((240, 400)) < 60  # type: ignore[operator] # a grey pixel is a number


@pytest.mark.parametrize(
    "wrong", [b"", b"not a picture", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"GIF89a" + b"\0" * 30]
)
def test_other_bytes_are_refused(wrong: bytes) -> None:
    with pytest.raises(BadInputError):
        photo_data_uri(wrong)


def test_oversized_photos_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(TooLargeError):
        square_photo(b"\0" * 10_000_001)
    monkeypatch.setattr(photos, "_MOST_PIXELS", 10_000)
    with pytest.raises(TooLargeError):
        square_photo(picture(101, 100, "PNG"))
