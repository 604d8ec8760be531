"""One door for every kind of file: bytes in, text out, or a plain reason why not."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from assistant.kit.errors import BadInputError, TooLargeError
from assistant.kit.text import storable

MAX_BYTES = 50_000_000
# A small file can unpack to a flood; a Word file of honest text does not.
_MAX_UNPACKED = 400_000_000
# Fewer characters than this a page, on average, and there is no text layer to speak of.
_SCANNED_BELOW = 15
_LINE_END = re.compile(r"\r\n?")


def read_file(name: str, data: bytes) -> str:
    """The text of a file, tables as `| a | b |` rows, numbering kept.

    Raises:
        TooLargeError: over 50 MB. BadInputError: of a kind we do not read, broken, encrypted, empty, or a scan.
    """
    if len(data) > MAX_BYTES:
        raise TooLargeError("document_too_large", limit=MAX_BYTES // 1_000_000)
    reader = _READERS.get(name.rsplit(".", 1)[-1].lower())
    if reader is None:
        raise BadInputError("document_kind", kinds=", ".join(sorted(_READERS)))
    text = storable(_LINE_END.sub("\n", reader(data)))
    if not text.strip():
        raise BadInputError("document_empty")
    return text


def _pdf(data: bytes) -> str:
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfminer.psparser import PSException
    from pdfplumber.utils.exceptions import PdfminerException

    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            pages = [_pdf_page(page) for page in document.pages]
    except PDFPasswordIncorrect:
        raise BadInputError("document_locked") from None
    except (PSException, PdfminerException, ValueError, KeyError, TypeError) as error:
        locked = "Password" in repr(error)
        raise BadInputError("document_locked" if locked else "document_broken") from None
    if sum(len(page.strip()) for page in pages) < _SCANNED_BELOW * max(1, len(pages)):
        raise BadInputError("document_scanned")
    return "\n".join(pages)


def _pdf_page(page: Any) -> str:  # noqa: ANN401 - pdfplumber ships no complete types
    """The page's words with its ruled tables written as rows where they stand."""
    tables = page.find_tables()
    if not tables:
        return str(page.extract_text() or "")
    parts: list[tuple[float, str]] = []
    outside = page
    for table in tables:
        rows = [[cell or "" for cell in row] for row in table.extract()]
        parts.append((table.bbox[1], rows_as_text(rows)))
        outside = outside.outside_bbox(table.bbox)
    parts.extend((line["top"], line["text"]) for line in outside.extract_text_lines())
    return "\n".join(text for _, text in sorted(parts, key=lambda part: part[0]))


def _docx(data: bytes) -> str:
    import docx
    from docx.opc.exceptions import PackageNotFoundError
    from docx.table import Table

    from assistant.knowledge.readers.numbering import Numbering

    _check_zip(data)
    try:
        document = docx.Document(io.BytesIO(data))
    except (PackageNotFoundError, KeyError, ValueError):
        raise BadInputError("document_broken") from None
    numbering = Numbering(document)
    lines: list[str] = []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            lines.append(rows_as_text([[cell.text for cell in row.cells] for row in block.rows]))
        else:
            label = numbering.label(block)
            space = " " if label and not label.endswith(("、", "）", ")", "．")) else ""
            lines.append(f"{label}{space}{block.text}")
    return "\n".join(lines)


def _check_zip(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
    except zipfile.BadZipFile:
        raise BadInputError("document_broken") from None
    if size > _MAX_UNPACKED:
        raise TooLargeError("document_too_large", limit=MAX_BYTES // 1_000_000)


def _html(data: bytes) -> str:
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(_decode(data))
    for hidden in tree.css("script, style, noscript, template, head, nav, footer, [hidden]"):
        hidden.decompose()
    for table in tree.css("table"):
        rows = [[cell.text(strip=True) for cell in row.css("td, th")] for row in table.css("tr")]
        table.replace_with("\n" + rows_as_text(rows) + "\n")
    for block in tree.css("p, div, br, li, h1, h2, h3, h4, h5, h6, tr, section, article"):
        block.insert_after("\n")
    body = tree.body
    text = body.text() if body is not None else ""
    return re.sub(r"\n[ \t\n]*\n", "\n", text)


def _plain(data: bytes) -> str:
    return _decode(data)


def _decode(data: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadInputError("document_broken")


def rows_as_text(rows: Iterable[Iterable[str]]) -> str:
    """A table as `| a | b |` lines, one a row, so that it is neither lost nor taken for clauses."""
    return "\n".join("| " + " | ".join(re.sub(r"\s*\n\s*", " ", cell).strip() for cell in row) + " |" for row in rows)


_READERS: Mapping[str, Callable[[bytes], str]] = {
    "pdf": _pdf,
    "docx": _docx,
    "html": _html,
    "htm": _html,
    "md": _plain,
    "txt": _plain,
}
