"""The tables of an understanding run, and the list of its errors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from evals.table import percent, quantile, table
from evals.understanding.rows import Label
from evals.understanding.score import Judged, Score, Tally

_HEAD = ("expected", "right", "missed", "produced", "wrong")


def summary(scores: Mapping[str, Score]) -> str:
    """One line per language."""
    quality = ("set", "rows", "rows exact", "facts", "right", "macro by field", "wrong", "forbidden", "flags")
    head = (*quality, "acts", "acts wrong", "quotes off", "median ms", "p99 ms")
    return table(head, [_summary_row(name, score) for name, score in scores.items()])


def _summary_row(name: str, score: Score) -> tuple[object, ...]:
    judged, total = score.judged, score.total
    times = [1000 * one.seconds for one in judged]
    flags = sum(one.flags_right for one in judged), sum(one.flags_expected for one in judged)
    acts = sum(len(one.row.acts) for one in judged)
    return (
        name,
        len(judged),
        percent(sum(one.exact for one in judged), len(judged)),
        total.expected,
        percent(total.right, total.expected),
        f"{100 * score.macro_right:.1f}%",
        percent(total.wrong, total.produced),
        sum(len(one.forbidden) for one in judged),
        percent(*flags),
        percent(acts - sum(len(one.acts_missed) for one in judged), acts),
        sum(len(one.acts_wrong) for one in judged),
        sum(len(one.bad_quotes) for one in judged),
        f"{quantile(times, 0.5):.2f}",
        f"{quantile(times, 0.99):.2f}",
    )


def breakdown(title: str, tallies: Mapping[str, Tally]) -> str:
    """One line per field or hard point, the most expected first."""
    ordered = sorted(tallies.items(), key=lambda item: (-item[1].expected, item[0]))
    return table(
        (title, *_HEAD),
        [
            (name, t.expected, percent(t.right, t.expected), t.missed, t.produced, percent(t.wrong, t.produced))
            for name, t in ordered
        ],
    )


def errors(score: Score) -> Iterator[str]:
    """What went wrong, row by row, with the words."""
    for one in score.judged:
        if not one.exact or one.bad_quotes:
            yield from _error(one)


def _error(one: Judged) -> Iterator[str]:
    row = one.row
    asked = row.asking.value if row.asking else "-"
    yield f"{row.id} [{asked}{'<' + row.previous.value if row.previous else ''}] {row.text}"
    for label in one.missed:
        yield f"    missed  {_shown(label)}"
    for claim in one.wrong:
        yield f"    {'FORBID ' if claim in one.forbidden else 'wrong  '} {claim}  «{'» «'.join(claim.quotes)}»"
    for act in one.acts_missed:
        yield f"    missed  act {act}"
    for act in one.acts_wrong:
        yield f"    wrong   act {act}"
    for fact in one.bad_quotes:
        yield f"    quote   {fact.field} [{fact.start}:{fact.end}] «{fact.quote}»"


def _shown(label: Label) -> str:
    sign = "not " if label.polarity == "negative" else ""
    values = " or ".join(str(value) for value in label.values)
    others = "".join(f" or {_shown(other)}" for other in label.instead)
    return f"{label.field}: {'refused' if label.status else sign + values}{others}"
