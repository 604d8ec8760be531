"""Proof documents: by content, bounded, drawn anew."""

from __future__ import annotations

import io

import pypdfium2
import pytest
from PIL import Image

from assistant.kit.errors import BadInputError, TooLargeError
from assistant.review import papers
from assistant.review.papers import clean
from tests.review.conftest import picture


def pdf(pages: int = 1) -> bytes:
    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(200, 300)
    out = io.BytesIO()
    document.save(out)
    document.close()
    return out.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_becomes_a_jpeg_of_its_own_size(kind: str) -> None:
    paper = clean(picture(kind=kind))
    assert (paper.media_type, paper.pages) == ("image/jpeg", 1)
    with Image.open(io.BytesIO(paper.data)) as opened:
        assert (opened.format, opened.size) == ("JPEG", (60, 40))


def test_what_a_picture_carries_beside_itself_is_gone() -> None:
    exif = Image.Exif()
    exif[0x010E] = "SECRET-PLACE"
    paper = clean(picture(kind="JPEG", exif=exif) + b"<script>SECRET-TAIL</script>")
    assert b"SECRET" not in paper.data
    with Image.open(io.BytesIO(paper.data)) as opened:
        assert not opened.getexif()


def test_a_picture_lying_on_its_side_is_turned_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    with Image.open(io.BytesIO(clean(picture(kind="JPEG", exif=exif)).data)) as opened:
        assert opened.size == (40, 60)


def test_a_large_picture_is_made_smaller() -> None:
    with Image.open(io.BytesIO(clean(picture(3000, 1000)).data)) as opened:
        assert max(opened.size) == 2200


def test_a_pdf_becomes_a_pdf_of_pictures() -> None:
    paper = clean(pdf(2))
    assert (paper.media_type, paper.pages) == ("application/pdf", 2)
    document = pypdfium2.PdfDocument(paper.data)
    assert len(document) == 2
    assert document[0].get_textpage().get_text_range() == ""
    document.close()


def test_a_script_in_a_pdf_does_not_survive() -> None:
    hostile = pdf().replace(b"/Type/Catalog", b"/Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert(1))>>")
    assert b"JavaScript" not in clean(hostile).data


@pytest.mark.parametrize("data", [b"", b"hello", b"<svg/>", b"MZ\x90\x00", b"%PDF-1.7 broken", picture()[:40]])
def test_what_is_neither_is_refused(data: bytes) -> None:
    with pytest.raises(BadInputError, match="paper_unreadable"):
        clean(data)


def test_a_name_or_type_that_lies_does_not_matter_only_the_content_does() -> None:
    gif = io.BytesIO()
    Image.new("RGB", (4, 4)).save(gif, "GIF")
    with pytest.raises(BadInputError):
        clean(gif.getvalue())


def test_bounds_of_bytes_pixels_and_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(TooLargeError, match="paper_too_long"):
        clean(pdf(papers.MOST_PAGES + 1))
    with pytest.raises(TooLargeError, match="paper_too_large"):
        clean(b"x" * (papers.MOST_BYTES + 1))
    monkeypatch.setattr(papers, "_MOST_PIXELS", 100)
    with pytest.raises(TooLargeError, match="paper_too_large"):
        clean(picture())
