"""`python -m evals.quantities [--data DIR] [--misses] [--record]`: the table of what was found and missed."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from evals.quantities import itn, recognizers
from evals.quantities.score import Tally
from evals.table import percent, record, table

_NOTE = (
    "Outside data: microsoft/Recognizers-Text (Specs, Chinese, MIT) and wenet-e2e/WeTextProcessing (ITN, Chinese, "
    "Apache-2.0). Left out are cases with no counterpart in what workers are asked: negatives, fractions, 兆, foreign "
    "money, times of day. How the rest is mapped stands at the head of `recognizers.py` and `itn.py`. Numbers written "
    "with spaces inside (三千 九百) are not joined on purpose: people type a space between two sums."
)


def main() -> None:
    """Scores both sets and prints the table; says so and stops when the data is not there."""
    parser = argparse.ArgumentParser(description=__doc__)
    beside = Path(__file__).resolve().parents[2].parent / "shared" / "evals"
    parser.add_argument("--data", type=Path, default=beside, help="folder of the two .jsonl files")
    parser.add_argument("--misses", action="store_true", help="print what was missed")
    parser.add_argument("--record", action="store_true", help="write the table into RESULTS.md")
    options = parser.parse_args()
    tallies = score(options.data)
    if not tallies:
        print(f"skipped: no recognizers_zh.dev.jsonl or itn_zh.dev.jsonl in {options.data}")
        return
    rows: list[tuple[object, ...]] = [
        (kind, tally.found, tally.expected, percent(tally.found, tally.expected), tally.skipped)
        for kind, tally in sorted(tallies.items())
    ]
    total = [sum(tally.found for tally in tallies.values()), sum(tally.expected for tally in tallies.values())]
    rows.append(("all", *total, percent(*total), sum(tally.skipped for tally in tallies.values())))
    body = table(("kind", "found", "expected", "share", "left out"), rows)
    print(body)
    if options.misses:
        for kind, tally in sorted(tallies.items()):
            for note in tally.missed:
                print(f"{kind}: {note}")
    if options.record:
        record("quantities", "Quantities on outside data", "python -m evals.quantities", f"{_NOTE}\n\n{body}")


def score(folder: Path) -> dict[str, Tally]:
    """The tallies by kind over the files that are in `folder`; empty when there are none."""
    tallies: dict[str, Tally] = {}
    for case in recognizers.cases(_rows(folder / "recognizers_zh.dev.jsonl")):
        recognizers.judge(case, tallies)
    judge: Callable[[dict[str, Any], dict[str, Tally]], None] = itn.judge
    for row in _rows(folder / "itn_zh.dev.jsonl"):
        judge(row, tallies)
    return tallies


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    if path.exists():
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)


if __name__ == "__main__":
    main()
