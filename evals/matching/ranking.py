"""`python -m evals.matching.ranking [--people N] [--needs N] [--record]`.

Whether the search finds the people a family would choose, and never one it must not: made-up needs asked of made-up
people, beside the same people in the order of the day and in the order of publication. Musts and usefulness are told
by rules of their own from the published documents (`truth.py`), for everybody, not only for whom the search showed.
"""

from __future__ import annotations

import argparse
import asyncio
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from assistant.matching.model import Found, Need, PublishedWorker
from assistant.matching.seed import Made
from assistant.matching.service import MatchService
from assistant.matching.settings import weights
from evals.matching.population import TODAY, clock, needs, people, published
from evals.matching.truth import broken_musts, grade, usefulness
from evals.table import percent, record, table

_SHOWN = 5


@dataclass(slots=True)
class Measured:
    """Sums over needs: gains by way of ordering, and what went wrong."""

    gains: dict[str, list[float]] = field(default_factory=dict)
    shown: int = 0
    violations: list[str] = field(default_factory=list)
    missed: int = 0
    wrong_totals: int = 0
    empty: int = 0
    near: int = 0
    near_wrong: int = 0
    near_silent: int = 0


def ndcg(grades: Sequence[int], best: Sequence[int], at: int = _SHOWN) -> float | None:
    """Normalised discounted gain of the first `at`; None when nobody is worth anything."""
    ideal = _gain(sorted(best, reverse=True)[:at])
    return _gain(grades[:at]) / ideal if ideal else None


def _gain(grades: Sequence[int]) -> float:
    return sum((2.0**value - 1) / math.log2(place + 2) for place, value in enumerate(grades))


async def measure(count: int, asked: Sequence[Need]) -> Measured:
    """Every need asked of so many people."""
    workers: dict[str, PublishedWorker] = {}

    def noted() -> Iterator[Made]:
        for each in people(count):
            # The rules ask what she said and who checked it, not her words: these would fill the memory.
            workers[each.worker.worker_id] = each.worker.model_copy(update={"facts": []})
            yield each

    measured = Measured()
    async with published(noted()) as database:
        service = MatchService(database, clock())
        for need in asked:
            ranked = await service.search(need, language="zh", limit=_SHOWN)
            plain = await service.search(need, language="zh", limit=_SHOWN, personal=False)
            _judge(measured, need, workers, ranked, plain)
    return measured


def _judge(measured: Measured, need: Need, workers: dict[str, PublishedWorker], ranked: Found, plain: Found) -> None:
    doing = [worker for worker in workers.values() if need.job is None or need.job in worker.profile.jobs]
    fitting = [worker for worker in doing if not broken_musts(worker, need, TODAY)]
    truth = {worker.worker_id: grade(usefulness(worker, need, TODAY)) for worker in fitting}
    newest = sorted(fitting, key=lambda worker: worker.published_at, reverse=True)
    orders = {
        "search": [match.worker_id for match in ranked.matches],
        "order of the day": [match.worker_id for match in plain.matches],
        "newest first": [worker.worker_id for worker in newest],
    }
    for name, order in orders.items():
        gain = ndcg([truth.get(each, 0) for each in order], list(truth.values()))
        if gain is not None:
            measured.gains.setdefault(name, []).append(gain)
    for match in (*ranked.matches, *plain.matches):
        measured.shown += 1
        broken = broken_musts(workers[match.worker_id], need, TODAY)
        measured.violations += broken
    measured.missed += min(len(fitting), _SHOWN) - len(ranked.matches)
    measured.wrong_totals += ranked.total > len(fitting) if ranked.at_least else ranked.total != len(fitting)
    measured.empty += not fitting
    for near in ranked.near_misses:
        measured.near += 1
        broken = broken_musts(workers[near.match.worker_id], need, TODAY)
        told = {gap.field.split(":")[0] for gap in near.match.gaps}
        measured.near_silent += not {name.split(":")[0] for name in near.gives} <= told
        measured.near_wrong += {name.split(":")[0] for name in broken} != {name.split(":")[0] for name in near.gives}


def report(measured: Measured, count: int, asked: int) -> str:
    """The figures as a table with its explanation."""
    rows = [(name, f"{sum(gains) / len(gains):.3f}", len(gains)) for name, gains in measured.gains.items()]
    said = (
        f"{asked} made-up needs over {count} made-up people. Who fits and how useful she is is told by plain rules "
        "from every published document, apart from the search's index and weights: years, checks, each wish "
        "fulfilled, where she lives, when she can start. Both the rules and the people are ours, so the figure "
        "says that the order follows the needs, not that families agree."
    )
    return "\n\n".join(
        (
            said,
            table(("order", f"nDCG@{_SHOWN}", "needs somebody fits"), rows),
            table(
                ("shown", "musts violated", "missing though they fit", "totals wrong", "needs nobody fits",
                 "near misses", "of them told wrongly", "without words"),
                [(measured.shown, len(measured.violations), measured.missed, measured.wrong_totals, measured.empty,
                  measured.near, f"{measured.near_wrong} ({percent(measured.near_wrong, measured.near)})",
                  measured.near_silent)],
            ),
            f"Weights: {', '.join(f'{name} {value:g}' for name, value in weights().parts.items())}.",
        )
    )  # fmt: skip


def main(arguments: list[str] | None = None) -> int:
    """Prints the figures; status 1 when a must was violated."""
    parser = argparse.ArgumentParser(prog="python -m evals.matching.ranking", description=__doc__)
    parser.add_argument("--people", type=int, default=20_000)
    parser.add_argument("--needs", type=int, default=300)
    parser.add_argument("--record", action="store_true", help="write the tables to RESULTS.md")
    options = parser.parse_args(arguments)
    measured = asyncio.run(measure(options.people, needs(options.needs)))
    body = report(measured, options.people, options.needs)
    print(body)
    if measured.violations:
        print("violated:", sorted(set(measured.violations)))
    if options.record:
        command = f"python -m evals.matching.ranking --people {options.people} --needs {options.needs}"
        record("matching-ranking", "Matching: ranking", command, body)
    return 1 if measured.violations else 0


if __name__ == "__main__":
    raise SystemExit(main())
