"""HTML laid out on paper by WeasyPrint, with a CJK font, no network and no files; the library is imported on use."""

from __future__ import annotations

import importlib.util
import logging
import threading
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from assistant.kit.errors import UnavailableError

Document = Any  # of WeasyPrint, which ships no types

_FONT_PACKAGE: Final = "pylopdf_fonts_zh_cn"
_FONT_FILES: Final = {"Noto Sans SC": "NotoSansSC-Regular.otf", "Noto Serif SC": "NotoSerifSC-Regular.otf"}
# Neither Pango's fonts nor PDFium may be used by two threads at once; whoever lays out or draws holds this.
ONE_AT_A_TIME: Final = threading.Lock()


@dataclass(frozen=True, slots=True)
class _Press:
    """WeasyPrint's parts and the fonts, set up once per process."""

    html: type[Any]
    css: type[Any]
    fonts: Any
    sealed: Any
    fallback: Any


@cache
def press() -> _Press:
    """The layout engine with its fonts; hold `ONE_AT_A_TIME`.

    Raises:
        UnavailableError: the libraries that lay out pages are not installed.
    """
    try:
        # A second to import, and it needs system libraries: most processes never lay out a page.
        import weasyprint
        from weasyprint.text.fonts import FontConfiguration
        from weasyprint.urls import URLFetcher
    except (ImportError, OSError) as error:
        raise UnavailableError("print_engine_missing") from error
    # Pages carry rules for browsers that the engine does not know; it would report each of them every time.
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    fonts = FontConfiguration()
    # Pages may use what is inside them and nothing else: no network, no files.
    sealed = URLFetcher(allowed_protocols=("data",))
    local = URLFetcher(allowed_protocols=("file",))
    fallback = weasyprint.CSS(string=packaged_faces(), font_config=fonts, url_fetcher=local)
    return _Press(weasyprint.HTML, weasyprint.CSS, fonts, sealed, fallback)


def lay_out(html: str, extra_css: str, *, media: str) -> Document:
    """The pages of `html` with one more style sheet, for a CSS medium; hold `ONE_AT_A_TIME`.

    Raises:
        UnavailableError: the libraries that lay out pages are not installed.
    """
    parts = press()
    page = parts.html(string=html, media_type=media, url_fetcher=parts.sealed)
    extra = parts.css(string=extra_css, media_type=media, font_config=parts.fonts)
    document: Document = page.render(stylesheets=[parts.fallback, extra], font_config=parts.fonts)
    return document


def packaged_faces() -> str:
    """Font faces from the font package, for machines without a system font for Chinese; nothing if it is absent."""
    found = importlib.util.find_spec(_FONT_PACKAGE)
    if found is None or found.origin is None:
        return ""
    folder = Path(found.origin).parent
    return "\n".join(
        f'@font-face {{ font-family: "{family}"; src: url("{(folder / name).as_uri()}") }}'
        for family, name in _FONT_FILES.items()
        if (folder / name).is_file()
    )
