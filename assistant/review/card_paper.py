"""The card in print: credit-card size (ISO/IEC 7810 ID-1, 85.6 × 54 mm, two sides) and A6, as PDF and picture.

Both carry the AI mark that GB 45438-2025 asks for: visibly (on pictures at least 5 % of the short side high) and as the
AIGC field in the file's metadata. Heavy libraries are imported on use.
"""

from __future__ import annotations

import base64
import io
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final, Literal

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from assistant.kit.data import data_path
from assistant.kit.errors import NotFoundError
from assistant.kit.press import ONE_AT_A_TIME, Document, lay_out
from assistant.resume.labels import aigc_json, rdf, xmp
from assistant.resume.photo import photo_data_uri
from assistant.review.card import CardView

if TYPE_CHECKING:
    from PIL.Image import Image

Size = Literal["cr80", "a6"]
Form = Literal["pdf", "png"]
MEDIA_TYPES: Final[dict[Form, str]] = {"pdf": "application/pdf", "png": "image/png"}

_DPI: Final = 300
_POINTS_AN_INCH: Final = 72
_HTML_LANG: Final = {"zh": "zh-CN", "en": "en"}


@dataclass(frozen=True, slots=True)
class _Paper:
    """A size: its width and height in mm, how many sides it has, and how much it holds."""

    width: float
    height: float
    sides: int
    skills: int
    marks: int
    steps: tuple[float, ...]


_PAPERS: Final[dict[str, _Paper]] = {
    "cr80": _Paper(85.6, 54, 2, 6, 5, (7.2, 6.6, 6.0, 5.4)),
    "a6": _Paper(105, 148, 1, 12, 6, (10.5, 9.5, 8.5, 7.5)),
}


def render_card(view: CardView, form: Form, size: str, address: str, photo: bytes | None = None) -> bytes:
    """The card as a file. `address` is what the code opens; `photo` is her picture, if it may be shown.

    Raises:
        NotFoundError: cards do not come in this size.
        UnavailableError: the libraries that lay out pages are not installed.
    """
    paper = _PAPERS.get(size)
    if paper is None:
        raise NotFoundError("card_size_unknown", sizes=", ".join(_PAPERS))
    html = card_html(view, paper, address, photo)
    with ONE_AT_A_TIME:
        document = _fitting(html, paper)
        return _pdf(document, view) if form == "pdf" else _png(document, view)


def card_html(view: CardView, paper: _Paper, address: str, photo: bytes | None) -> str:
    """The card as HTML for the layout engine: everything is inside it."""
    return (
        _templates()
        .get_template("card_print.html.j2")
        .render(
            view=view,
            words=view.words,
            lang=_HTML_LANG[view.language],
            size="cr80" if paper.sides > 1 else "a6",
            style=_style(),
            qr=_qr(address),
            address=address,
            photo=photo_data_uri(photo),
            skills=view.skills[: paper.skills],
            marks=view.marks[: paper.marks],
            aigc=aigc_json(view.resume),
        )
    )


def _qr(address: str) -> str:
    """The code as a picture: error correction M, so that a scratched card still reads."""
    # Small, but only cards need it.
    import segno

    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", border=2, xmldecl=False, svgns=True, dark="#000")
    return "data:image/svg+xml;base64," + base64.b64encode(out.getvalue()).decode()


def _fitting(html: str, paper: _Paper) -> Document:
    """The document in the largest type with which it has as many pages as the card has sides."""
    size = f"@page {{ size: {paper.width}mm {paper.height}mm; margin: 0 }}"
    document = None
    for points in paper.steps:
        document = lay_out(html, f"{size} html {{ font-size: {points}pt }}", media="print")
        if len(document.pages) <= paper.sides:
            return document
    # What does not fit even so is cut, never the code, the mark or the day: they come first on their sides.
    return document.copy(document.pages[: paper.sides]) if document is not None else None


def _pdf(document: Document, view: CardView) -> bytes:
    document.metadata.custom = {"AIGC": aigc_json(view.resume)}
    document.metadata.xmp_metadata = [rdf(view.resume).encode()]
    pdf: bytes = document.write_pdf(
        pdf_variant="pdf/ua-1", custom_metadata=True, pdf_tags=True, finisher=_open_metadata
    )
    return pdf


def _open_metadata(_document: Document, pdf: Any) -> None:  # noqa: ANN401 - the library ships no types
    """Keeps the XMP packet uncompressed, so that a scanner for AI marks finds it without parsing the PDF."""
    for item in pdf.objects:
        if getattr(item, "extra", {}).get("Type") == "/Metadata":
            item.compress = False


def _png(document: Document, view: CardView) -> bytes:
    # Pictures are rare; the libraries are native or not small.
    from PIL import Image as Pillow
    from PIL.PngImagePlugin import PngInfo

    sides = _sides(document.write_pdf())
    width, height = sides[0].width, sum(side.height for side in sides)
    picture = Pillow.new("RGB", (width, height), "white")
    top = 0
    for side in sides:
        picture.paste(side, (0, top))
        top += side.height
    info = PngInfo()
    info.add_text("AIGC", aigc_json(view.resume))
    info.add_itxt("XML:com.adobe.xmp", xmp(view.resume))
    out = io.BytesIO()
    picture.save(out, "PNG", pnginfo=info, dpi=(_DPI, _DPI))
    return out.getvalue()


def _sides(pdf: bytes) -> list[Image]:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.render(scale=_DPI / _POINTS_AN_INCH).to_pil().convert("RGB") for page in document]
    finally:
        document.close()


@cache
def _style() -> str:
    return data_path("web", "templates", "card_print.css").read_text(encoding="utf-8")


@cache
def _templates() -> Environment:
    loader = FileSystemLoader(data_path("web", "templates"))
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
