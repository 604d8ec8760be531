"""`python -m evals.matching.needs [--split dev|test] [--misses] [--record]`: needs read from whole conversations.

Graded as `evals/matching/README.md` says. Of the test split only totals are printed, never a row.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from assistant.matching.model import Need, Span
from assistant.matching.needs.reader import read_need, warm_up
from evals.matching.check_rows import NeedRow, read_needs
from evals.table import percent, quantile, record, table

SETS: Final = frozenset({"cuisines", "languages", "certificates", "pets", "work_modes"})
HELD: Final = frozenset({"skills", "open"})
BINDING: Final = ("must", "prefer", "exclude")
CLOSED: Final = (
    "budget_max", "budget_unit", "city", "district", "cuisines", "languages", "certificates", "pets",
    "health_certificate", "background_check", "years_min",
)  # fmt: skip
_MEALS: Final = "household.meals"
_AGES: Final = "household.child_ages_months"


@dataclass
class Tally:
    """How many values were graded and how many were right, by field; what went wrong, in words."""

    graded: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    right: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    misses: list[str] = field(default_factory=list)
    said: int = 0
    said_right: int = 0

    def grade(self, name: str, *, right: bool, note: str, said: bool = True) -> None:
        """Count one graded value; `said` that the row expects something rather than nothing."""
        self.graded[name] += 1
        self.right[name] += right
        self.said += said
        self.said_right += said and right
        if not right:
            self.misses.append(f"{name}: {note}")

    def add(self, other: Tally) -> None:
        """Count everything of another tally too."""
        for name, number in other.graded.items():
            self.graded[name] += number
            self.right[name] += other.right[name]
        self.misses += other.misses
        self.said += other.said
        self.said_right += other.said_right

    @property
    def totals(self) -> tuple[int, int]:
        """Right and graded values over all fields."""
        return sum(self.right.values()), sum(self.graded.values())


def hold(row: NeedRow) -> tuple[Need, list[float], bool]:
    """The need after a row's last turn, the milliseconds of each turn, whether every quote stood where it says."""
    need: Need | None = None
    times: list[float] = []
    texts: dict[str, str] = {}
    for number, turn in enumerate(row.turns):
        begun = time.perf_counter()
        reading = read_need(turn.text, row.language, row.today, need, turn.asked, message_id=str(number))
        times.append((time.perf_counter() - begun) * 1000)
        need = reading.need
        texts[str(number)] = turn.text
    held = need or Need()
    return held, times, all(_stands(span, texts) for span in held.spans)


def _stands(span: Span, texts: Mapping[str, str]) -> bool:
    text = texts.get(span.message_id or "", "")
    return text[span.start : span.end] == span.quote


def grade(row: NeedRow, need: Need) -> Tally:
    """One row graded, field by field, as the README of the rows says."""
    tally = Tally()
    got = need.wire()
    for name, wanted in _flat(row.need):
        if name not in row.free:
            _grade_field(tally, name, wanted, _get(got, name))
    _grade_closed(tally, row, got)
    _grade_binding(tally, row, got)
    refused = set(got["refused_filters"])
    tally.grade(
        "refused_filters",
        right=refused == set(row.refused_filters),
        note=f"{sorted(refused)}, wanted {row.refused_filters}",
        said=bool(row.refused_filters),
    )
    for entry in row.absent:
        name, _, value = entry.partition(":")
        held = _get(got, name)
        gone = value not in (held or ()) if value else held in (None, [], {})
        tally.grade("absent", right=gone, note=f"{entry} is held")
    return tally


def _flat(need: Mapping[str, Any]) -> Iterable[tuple[str, Any]]:
    for name, value in need.items():
        if name == "household":
            yield from ((f"household.{part}", inner) for part, inner in value.items())
        else:
            yield name, value


def _get(got: Mapping[str, Any], name: str) -> Any:  # noqa: ANN401 - values of any field
    if name.startswith("household."):
        return got["household"][name.removeprefix("household.")]
    return got[name]


def _grade_field(tally: Tally, name: str, wanted: Any, got: Any) -> None:  # noqa: ANN401 - values of any field
    note = f"{got!r}, wanted {wanted!r}"
    if name in HELD:
        for entry in wanted:
            tally.grade(name, right=entry in got, note=f"{entry} not in {got}")
    elif name == "preferences":
        for key, value in wanted.items():
            tally.grade(name, right=got.get(key) == value, note=f"{key}: {note}")
    elif name == "hours":
        for key, value in wanted.items():
            tally.grade(name, right=(got or {}).get(key) == value, note=f"{key}: {note}")
    elif name in SETS or name == _MEALS:
        tally.grade(name, right=set(got) == set(wanted), note=note)
    elif name == _AGES:
        tally.grade(name, right=_ages(got) == _ages(wanted), note=note)
    elif name == "household.elders":
        for elder in wanted:
            found = any(all(other.get(key) == value for key, value in elder.items()) for other in got)
            tally.grade(name, right=found, note=note)
    else:
        tally.grade(name, right=got == wanted, note=note)


def _ages(ages: Iterable[Mapping[str, float]]) -> set[tuple[float, float]]:
    return {(age["min"], age["max"]) for age in ages}


def _grade_closed(tally: Tally, row: NeedRow, got: Mapping[str, Any]) -> None:
    """Fields that are complete in every row: what a row does not list must not be there."""
    for name in CLOSED:
        if name not in row.need and name not in row.free:
            tally.grade(name, right=got[name] in (None, [], {}), note=f"{got[name]!r}, wanted nothing", said=False)


def _grade_binding(tally: Tally, row: NeedRow, got: Mapping[str, Any]) -> None:
    for name in BINDING:
        for entry in getattr(row, name):
            elsewhere = {"prefer": got["must"], "exclude": [*got["must"], *got["prefer"]], "must": []}[name]
            right = entry in got[name] and entry not in elsewhere
            tally.grade(name, right=right, note=f"{entry} not in {got[name]}")
    surplus = [entry for entry in got["exclude"] if entry not in row.exclude]
    if "exclude" not in row.free:
        tally.grade("exclude", right=not surplus, note=f"{surplus} too many", said=False)


def run(rows: Iterable[NeedRow]) -> tuple[dict[str, Tally], dict[str, int], list[float], list[str]]:
    """Tallies by language and by point, row counts, times, and misses with the rows' ids."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    counts: dict[str, int] = defaultdict(int)
    times: list[float] = []
    misses: list[str] = []
    for row in rows:
        need, took, stands = hold(row)
        times += took
        graded = grade(row, need)
        exact = not graded.misses and stands
        for key in ("all", f"language {row.language}", f"point {row.point}"):
            tallies[key].add(graded)
            counts[key] += 1
            counts[f"{key} exact"] += exact
        counts["quotes off"] += not stands
        said = " // ".join(turn.text for turn in row.turns)
        misses += [f"{row.id} [{row.point}] {said}\n    {miss}" for miss in graded.misses]
    return tallies, counts, times, misses


def _report(split: str, tallies: Mapping[str, Tally], counts: Mapping[str, int], times: list[float]) -> str:
    head = (
        "set",
        "rows",
        "rows exact",
        "values",
        "right",
        "said",
        "said right",
        "quotes off",
        "median ms",
        "p95 ms",
        "max ms",
    )
    rows = [
        (
            key.removeprefix("language "),
            counts[key],
            percent(counts[f"{key} exact"], counts[key]),
            tallies[key].totals[1],
            percent(*tallies[key].totals),
            tallies[key].said,
            percent(tallies[key].said_right, tallies[key].said),
            counts["quotes off"] if key == "all" else "",
            *((f"{quantile(times, q):.2f}" for q in (0.5, 0.95, 1.0)) if key == "all" else ("", "", "")),
        )
        for key in sorted(tallies)
        if not key.startswith("point ")
    ]
    everything = tallies["all"]
    listed = [
        (name, everything.graded[name], percent(everything.right[name], everything.graded[name]))
        for name in sorted(everything.graded, key=lambda name: -everything.graded[name])
    ]
    note = "`values` counts what must be empty too; `said` only what a row expects to be there."
    parts = [note, table(head, rows), table(("field", "graded", "right"), listed)]
    if split == "dev":
        points = [
            (key.removeprefix("point "), counts[key], percent(tallies[key].said_right, tallies[key].said))
            for key in sorted(tallies)
            if key.startswith("point ")
        ]
        parts.append(table(("point", "rows", "said right"), points))
    return "\n\n".join(parts)


def main() -> None:
    """Grade one split; print the tables, with `--misses` what was missed (dev only), with `--record` keep them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--split", choices=("dev", "test"), default="dev")
    parser.add_argument("--misses", action="store_true", help="print what was missed; refused for the test split")
    parser.add_argument("--record", action="store_true", help="write the tables into RESULTS.md")
    options = parser.parse_args()
    if options.misses and options.split == "test":
        parser.error("rows of the test split are not looked at")
    warm_up()
    tallies, counts, times, misses = run(read_needs(f"needs.{options.split}.jsonl"))
    body = _report(options.split, tallies, counts, times)
    print("\n".join(misses) + "\n" if options.misses else "", end="")
    print(body)
    if options.record:
        command = f"python -m evals.matching.needs --split {options.split}"
        record(f"matching:needs:{options.split}", f"Needs, {options.split} split", command, body)


if __name__ == "__main__":
    main()
