"""`python -m evals.answers [--split NAME] [--show-errors] [--record]`: are the answers right, cited, or refused."""

from __future__ import annotations

import argparse
import time

from assistant.knowledge.answers import Answer
from evals.answers import injection, report
from evals.answers.judge import run
from evals.answers.rows import SPLITS, Row, injections, rows
from evals.answers.support import Shelf
from evals.retrieval.own import TODAY, opened_library
from evals.table import record


def main() -> None:
    """Ask everything of one split and print the tables; texts only with `--show-errors`."""
    parser = argparse.ArgumentParser(prog="python -m evals.answers", description=__doc__)
    parser.add_argument("--split", choices=SPLITS, default="dev")
    parser.add_argument("--show-errors", action="store_true", help="print the rows that went wrong, with their words")
    parser.add_argument("--record", action="store_true", help="write the tables into RESULTS.md")
    options = parser.parse_args()
    with opened_library() as library:
        shelf = Shelf(library.service.documents())
        state = library.service.state()

        def ask(row: Row) -> Answer:
            return library.service.ask(row.text, row.jurisdiction, before=row.before, today=TODAY)

        # The first question loads the encoder; it is asked once before the clock runs.
        library.service.ask("定金", today=TODAY)
        tally = run(rows(options.split), ask, time.perf_counter, shelf)
        injected = injection.ask(library, injections(options.split))
    parts = [
        f"{len(tally.judged)} questions over {state.documents} documents, {state.clauses} clauses; no chat model.",
        report.summary(tally, injected),
        report.by_group(tally),
        report.failures(tally),
    ]
    body = "\n\n".join(part for part in parts if part)
    print(body)
    if options.show_errors:
        print("\n".join(("", *report.errors(tally, injected))))
    if options.record:
        command = f"python -m evals.answers --split {options.split}"
        record(f"answers:{options.split}", f"Answers, {options.split} split", command, body)


if __name__ == "__main__":
    main()
