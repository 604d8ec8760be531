"""Measures text turns against a server process of its own: `python -m evals.load --help`."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys

from evals.load.server import server
from evals.load.swarm import Measured, Plan, swarm
from evals.table import quantile, record, table

LEVELS = (1, 10, 50)
# A worker reads, thinks and types for many seconds: a quick one answers after four to ten, none after one to three.
QUICK = (4.0, 10.0)
PACED = (1.0, 3.0)
FLAT_OUT = (0.0, 0.0)
MOST_SECONDS = 60.0
HEAD = (
    "interviews at once",
    "pause before a turn",
    "turns",
    "turns/s",
    "p50 ms",
    "p95 ms",
    "p99 ms",
    "server's CPU ms a turn",
    "failed",
)
WARMING = Plan(4, 4, FLAT_OUT)


def main(arguments: list[str] | None = None) -> int:
    """Prints the table; status 1 when a turn failed."""
    parser = argparse.ArgumentParser(prog="python -m evals.load", description=__doc__)
    parser.add_argument("--seconds", type=float, default=20.0, help=f"per line, at most {MOST_SECONDS:.0f}")
    parser.add_argument("--record", action="store_true", help="write the table to RESULTS.md")
    options = parser.parse_args(arguments)
    if not 0 < options.seconds <= MOST_SECONDS:
        parser.error(f"seconds must be between 0 and {MOST_SECONDS:.0f}")
    rows, failed = [], 0
    busy = os.getloadavg()[0]
    for pause, levels in ((QUICK, LEVELS[-1:]), (PACED, LEVELS), (FLAT_OUT, LEVELS)):
        for workers in levels:
            with server() as running:
                # What is loaded for the first worker of all is no part of the others' turns.
                asyncio.run(swarm(running.address, WARMING))
                running.settle()
                before = running.processor_seconds()
                measured = asyncio.run(swarm(running.address, Plan(workers, options.seconds, pause)))
                computed = running.processor_seconds() - before
            failed += measured.failed
            rows.append(row_of(workers, pause, measured, computed))
    shown = table(HEAD, rows)
    print(shown)
    if options.record:
        command = f"python -m evals.load --seconds {options.seconds:g}"
        record("load", "Load", command, f"{_where(busy)}\n\n{shown}")
    return 1 if failed else 0


def row_of(workers: int, pause: tuple[float, float], measured: Measured, computed: float) -> tuple[object, ...]:
    """One line of the table, as `HEAD` names its columns; `computed` is how many seconds the server's process did."""
    times = [1000 * seconds for seconds in measured.turns] or [float("nan")]
    shares = [f"{quantile(times, share):.1f}" for share in (0.5, 0.95, 0.99)]
    pace = f"{pause[0]:g}–{pause[1]:g} s" if any(pause) else "none"
    return (
        workers,
        pace,
        len(measured.turns),
        f"{len(measured.turns) / measured.seconds:.1f}",
        *shares,
        f"{1000 * computed / max(1, len(measured.turns)):.1f}",
        measured.failed,
    )


def _where(busy: float) -> str:
    """The kind of machine, in words, and how busy it was before the run."""
    return (
        "One server process with its embedded database and the client measuring it share a machine of "
        f"{os.cpu_count()} cores, on which {busy:.1f} other tasks were wanting to run when the measuring began. The "
        "workers are the personas of the interview evaluation; a turn is timed by the client, from sending to the "
        "whole answer, after a first round that is not counted. What the server computed in all, the opening of "
        "interviews included, is divided by the turns: it depends least on what else the machine does. Without a pause "
        "the lines show what the process can carry, not what people do to it."
    )


if __name__ == "__main__":
    sys.exit(main())
