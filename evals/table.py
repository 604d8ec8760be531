"""Plain tables for a terminal and for Markdown, and the page of results they are recorded on."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

RESULTS = Path(__file__).with_name("RESULTS.md")


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A Markdown table whose columns line up in a terminal too. Cells are shown with `str`.

    Raises:
        ValueError: a row has not as many cells as the head.
    """
    cells = [[str(cell) for cell in row] for row in (head, *rows)]
    if any(len(row) != len(head) for row in cells):
        raise ValueError("every row needs as many cells as the head")
    widths = [max(3, *(_width(row[i]) for row in cells)) for i in range(len(head))]
    lines = [
        "| " + " | ".join(cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)) + " |"
        for row in cells
    ]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(lines)


def percent(part: float, whole: float) -> str:
    """`part` of `whole` in per cent with one decimal; a dash when there is no whole."""
    return f"{100 * part / whole:.1f}%" if whole else "–"


def quantile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least `share` (0–1) of the values do not exceed.

    Raises:
        ValueError: there are no values.
    """
    if not values:
        raise ValueError("no values")
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, -(-int(share * 1000) * len(ordered) // 1000) - 1))]


def with_section(page: str, name: str, body: str) -> str:
    """`page` with the section `name` (between its two comment markers) replaced, or added at the end."""
    begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    section = f"{begin}\n{body.strip()}\n{end}"
    pattern = re.compile(re.escape(begin) + ".*?" + re.escape(end), re.DOTALL)
    if pattern.search(page):
        return pattern.sub(lambda _: section, page)
    return f"{page.rstrip()}\n\n{section}\n"


def record(name: str, title: str, command: str, body: str, path: Path = RESULTS) -> None:
    """Writes one section of the results page, with the command that made it and today's date."""
    made = f"## {title}\n\n`{command}`, {datetime.now(UTC).date().isoformat()}\n\n{body}"
    page = path.read_text(encoding="utf-8") if path.exists() else ""
    path.write_text(with_section(page, name, made), encoding="utf-8")
