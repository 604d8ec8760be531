"""PDF and picture of the page, laid out by WeasyPrint with a CJK font embedded; heavy libraries are imported on use."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final

from assistant.kit.press import ONE_AT_A_TIME, Document, lay_out, press
from assistant.resume.labels import aigc_json, rdf, xmp
from assistant.resume.model import Resume
from assistant.resume.page import render_html
from assistant.resume.theme import Theme, load_theme

if TYPE_CHECKING:
    from PIL.Image import Image

PICTURE_WIDTH: Final = 1080
_CSS_WIDTH: Final = 360  # a phone's width; three picture pixels for each CSS pixel
_TALL: Final = 16_000  # CSS pixels; longer than any résumé the composer can write
_COLOURS: Final = 256
_POINTS_PER_PIXEL: Final = 0.75


def render_pdf(resume: Resume) -> bytes:
    """The résumé as an A4 PDF with embedded, subset fonts and the AIGC field in its information and XMP metadata.

    Raises:
        UnavailableError: the libraries that lay out pages are not installed.
    """
    theme = load_theme(resume.theme)
    html = render_html(resume)
    with ONE_AT_A_TIME:
        document = _fitting(html, theme)
        document.metadata.custom = {"AIGC": aigc_json(resume)}
        document.metadata.xmp_metadata = [rdf(resume).encode()]
        pdf: bytes = document.write_pdf(
            pdf_variant="pdf/ua-1", custom_metadata=True, pdf_tags=True, finisher=_leave_metadata_readable
        )
    return pdf


def _leave_metadata_readable(_document: Document, pdf: Any) -> None:  # noqa: ANN401 - the library ships no types
    """Keeps the XMP packet uncompressed, so that a scanner for AI marks finds it without parsing the PDF."""
    for item in pdf.objects:
        if getattr(item, "extra", {}).get("Type") == "/Metadata":
            item.compress = False


def _fitting(html: str, theme: Theme) -> Document:
    """The document on the fewest pages the theme's type sizes allow, in the largest type that needs no more."""
    best = None
    for points in theme.print.font_steps:
        document = lay_out(html, _type_size(points), media="print")
        if best is None or len(document.pages) < len(best.pages):
            best = document
        if len(best.pages) == 1:
            break
    return best


def _type_size(points: float) -> str:
    return f"html {{ font-size: {points}pt }}"


def render_png(resume: Resume) -> bytes:
    """The résumé as one long picture, 1080 pixels wide, for sharing on a phone; the AIGC field is in its metadata.

    Raises:
        UnavailableError: the libraries that lay out pages are not installed.
    """
    pdf, height = picture_document(resume)
    with ONE_AT_A_TIME:
        image = _rasterise(pdf, height)
    return _png(image, resume, has_photo=resume.photo is not None)


def picture_document(resume: Resume) -> tuple[bytes, float]:
    """The picture before it is drawn: a PDF of one tall page a phone wide, and the content's height in CSS pixels."""
    page_size = f"@page {{ size: {_CSS_WIDTH}px {_TALL}px; margin: 0 }}"
    html = render_html(resume)
    with ONE_AT_A_TIME:
        document = lay_out(html, page_size, media="picture")
        pdf: bytes = document.copy(document.pages[:1]).write_pdf()
    return pdf, _content_height(document)


def _content_height(document: Document) -> float:
    """Where the content ends, in CSS pixels: the anchor every theme puts last."""
    anchors = document.pages[0].anchors
    end = anchors.get("page-end")
    return float(end[1]) if end else float(document.pages[0].height)


def _rasterise(pdf: bytes, height: float) -> Image:
    # A native library, needed for pictures only.
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[0]
        whole = page.get_height()
        shown = min(height * _POINTS_PER_PIXEL, whole)
        page.set_mediabox(0, whole - shown, page.get_width(), whole)
        image: Image = page.render(scale=PICTURE_WIDTH / page.get_width()).to_pil()
    finally:
        document.close()
    return image


def _png(image: Image, resume: Resume, *, has_photo: bool) -> bytes:
    # Pictures are rare and Pillow is not small.
    from PIL import Image as Pillow
    from PIL.PngImagePlugin import PngInfo

    picture = image.convert("RGB")
    if not has_photo:
        # Flat colours and letters lose nothing in a palette, and the file is a third of the size on a poor network.
        picture = picture.quantize(_COLOURS, method=Pillow.Quantize.FASTOCTREE, dither=Pillow.Dither.NONE)
    info = PngInfo()
    info.add_text("AIGC", aigc_json(resume))
    info.add_itxt("XML:com.adobe.xmp", xmp(resume))
    out = io.BytesIO()
    picture.save(out, "PNG", pnginfo=info, compress_level=6)
    return out.getvalue()


def warm_up() -> None:
    """Loads the layout engine and the fonts, so that the first person does not wait for them.

    Raises:
        UnavailableError: the libraries that lay out pages are not installed.
    """
    with ONE_AT_A_TIME:
        press()
