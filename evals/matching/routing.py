"""`python -m evals.matching.routing [--split dev|test] [--show-errors] [--record]`: what is each message for."""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict

from assistant.consumer.conversation import heard_of
from assistant.consumer.needs import NeedsRoom
from assistant.consumer.routing import Act, Heard, Hears, Router, Standing
from assistant.matching.model import Need
from assistant.understanding.reader import language_of
from assistant.wiring_consumer import route_of, teach
from evals.retrieval.own import opened_library
from evals.table import percent, record, table

Split = Literal["dev", "test"]
SPLITS: tuple[Split, ...] = get_args(Split)
TODAY = date(2026, 11, 22)
# The rows tell only whether something is looked for; any need will do.
SOMETHING = Need(job="childcare_nanny")
_WAYS = ("with the encoder", "by wording alone")


class _State(BaseModel):
    model_config = ConfigDict(extra="forbid")

    has_need: bool
    shown: int
    comparing: bool
    asked: str | None
    last_kind: str | None


class Row(BaseModel):
    """One message, the chat it arrives in, and what it does."""

    model_config = ConfigDict(extra="forbid")

    id: str
    language: Literal["zh", "en"]
    state: _State
    text: str
    route: Act
    point: str | None = None

    def standing(self) -> Standing:
        """The chat as the router sees it."""
        return Standing(**self.state.model_dump())


def rows(split: Split) -> list[Row]:
    """The messages of one split."""
    path = Path(__file__).with_name(f"routes.{split}.jsonl")
    return [Row.model_validate(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines() if line]


def hearing(row: Row) -> Hears:
    """The needs reader in the chat of a row."""
    room, need = NeedsRoom(), SOMETHING if row.state.has_need else Need()

    def hears(text: str) -> Heard:
        language = language_of(text, row.language)
        return heard_of(room.read(text, language, TODAY, need, row.state.asked, (), row.id))

    return hears


def judge(asked: Sequence[Row], route: Callable[[Row], Act]) -> tuple[list[Act], list[float]]:
    """What each message was taken for, and how long that took in milliseconds."""
    acts, times = [], []
    for row in asked:
        began = time.perf_counter()
        acts.append(route(row))
        times.append((time.perf_counter() - began) * 1000)
    return acts, times


def summary(asked: Sequence[Row], judged: dict[str, tuple[list[Act], list[float]]]) -> str:
    """Totals by way and language, then by route for the first way."""
    lines = []
    for way, (acts, times) in judged.items():
        right = [act is row.route for row, act in zip(asked, acts, strict=True)]
        share = {
            language: [ok for row, ok in zip(asked, right, strict=True) if row.language == language]
            for language in ("zh", "en")
        }
        middle = sorted(times)[len(times) // 2]
        cells = [f"{sum(found)}/{len(found)} {percent(sum(found), len(found))}" for found in (right, *share.values())]
        lines.append((way, *cells, f"{middle:.0f} ms"))
    acts = judged[_WAYS[0]][0]
    total, correct = Counter(row.route for row in asked), Counter[Act]()
    taken = Counter(acts)
    for row, act in zip(asked, acts, strict=True):
        correct[row.route] += act is row.route
    by_route = [
        (act, total[act], percent(correct[act], total[act]), percent(correct[act], taken[act])) for act in sorted(total)
    ]
    return "\n\n".join(
        (
            table(("way", "right", "zh", "en", "median"), lines),
            table(("route", "messages", "found", "of those taken for it"), by_route),
        )
    )


def main() -> None:
    """Route everything of one split and print the tables; texts with `--show-errors`, and never of the test split."""
    parser = argparse.ArgumentParser(prog="python -m evals.matching.routing", description=__doc__)
    parser.add_argument("--split", choices=SPLITS, default="dev")
    parser.add_argument("--show-errors", action="store_true", help="print the rows of dev that went wrong")
    parser.add_argument("--record", action="store_true", help="write the tables into RESULTS.md")
    options = parser.parse_args()
    asked = rows(options.split)
    with opened_library() as library:
        taught, plain = Router(), Router()
        teach(taught, library.service)
        plain.prepare()

        def meant(row: Row) -> Act:
            return route_of(taught, library.service, row.text, row.standing(), hearing(row)).act

        def worded(row: Row) -> Act:
            return plain.route(row.text, row.standing(), None, hearing(row)).act

        meant(asked[0])
        judged = dict(zip(_WAYS, (judge(asked, meant), judge(asked, worded)), strict=True))
    body = f"{len(asked)} messages.\n\n{summary(asked, judged)}"
    print(body)
    if options.show_errors and options.split == "dev":
        for row, act in zip(asked, judged[_WAYS[0]][0], strict=True):
            if act is not row.route:
                print(f"{row.id} {row.route} taken for {act}: {row.text}")
    if options.record:
        command = f"python -m evals.matching.routing --split {options.split}"
        record(f"routing:{options.split}", f"Routing of consumers' messages, {options.split} split", command, body)


if __name__ == "__main__":
    main()
