"""Runs the readers over the labelled utterances: `python -m evals.understanding --help`."""

from __future__ import annotations

import argparse
import sys

from assistant.understanding.reader import read, read_by_rules, warm_up
from evals.table import record
from evals.understanding import report
from evals.understanding.gate import ratchet
from evals.understanding.rows import LANGUAGES, SPLITS, rows
from evals.understanding.score import Score, run


def main(arguments: list[str] | None = None) -> int:
    """Prints the tables; `--record` writes them down, `--ratchet` tightens the gate of the development set."""
    parser = argparse.ArgumentParser(prog="python -m evals.understanding", description=__doc__)
    parser.add_argument("--split", choices=SPLITS, default="dev")
    parser.add_argument("--language", choices=LANGUAGES, help="one language only")
    parser.add_argument("--show-errors", action="store_true", help="print the rows that went wrong, with their words")
    parser.add_argument("--record", action="store_true", help="write the tables to RESULTS.md (both languages)")
    parser.add_argument("--ratchet", action="store_true", help="tighten gate.json to what this run reached (dev only)")
    parser.add_argument("--by-rules", action="store_true", help="without the second reader")
    options = parser.parse_args(arguments)
    if options.ratchet and options.by_rules:
        parser.error("the gate holds what both readers reach together")
    if options.ratchet and options.split != "dev":
        parser.error("the gate holds the development set")
    if options.record and options.language:
        parser.error("both languages are recorded together")
    chosen = (options.language,) if options.language else LANGUAGES
    # As a server does before its first turn: what is measured is a turn.
    warm_up()
    reader = read_by_rules if options.by_rules else read
    scores = {language: run(rows(language, options.split), reader, language) for language in chosen}
    print(_tables(scores))
    if options.show_errors:
        for score in scores.values():
            print("\n".join(("", *report.errors(score))))
    if options.record:
        name = f"understanding:{options.split}{':rules' if options.by_rules else ''}"
        command = f"python -m evals.understanding --split {options.split}{' --by-rules' if options.by_rules else ''}"
        title = f"Understanding, {options.split} split{', by rules alone' if options.by_rules else ''}"
        record(name, title, command, report.summary(scores) if options.by_rules else _tables(scores))
    if options.ratchet:
        ratchet(scores)
    return 0


def _tables(scores: dict[str, Score]) -> str:
    parts = [report.summary(scores)]
    for language, score in scores.items():
        parts.append(f"### {language} by field\n\n" + report.breakdown("field", score.by_field))
        parts.append(f"### {language} by hard point\n\n" + report.breakdown("hard point", score.by_hard))
    return "\n\n".join(parts)


if __name__ == "__main__":
    sys.exit(main())
