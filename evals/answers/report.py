"""The tables of a run, and its errors for whoever may see them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from evals.answers.injection import Injected
from evals.answers.judge import Judged, Tally
from evals.table import percent, quantile, table


def summary(tally: Tally, injected: Sequence[Injected]) -> str:
    """One line a figure, with what it was counted over."""
    asked, refuse, emergencies = tally.answerable(), tally.to_refuse(), tally.emergencies()
    answers = [one for one in tally.judged if one.answer.kind == "answer"]
    refused = tally.refusals()
    seconds = [one.seconds for one in tally.judged]
    lines: list[tuple[str, str, str]] = [
        _line("answer right", [one.right for one in asked]),
        _line("right clause cited first", [one.top for one in asked]),
        _line("right clause cited", [one.cited for one in asked]),
        _line("right jurisdiction", [one.place for one in asked]),
        _line("needless refusals", [not one.kind for one in asked]),
        _line("refusal recall", [one.right for one in refuse]),
        _line("refusal precision", ["refusal" in one.row.kinds for one in refused]),
        _line("emergency recall, number first", [one.right for one in emergencies]),
        _line("false emergencies", [one.answer.kind == "emergency" for one in tally.calm()]),
        _line("answers with all numbers in a cited clause", [not one.invented for one in answers]),
        _line("answers with an unsupported sentence", [bool(one.unsupported) for one in answers]),
        _line("answers with a citation that does not hold", [bool(one.broken) for one in tally.judged]),
        _line("document's orders followed elsewhere", [bool(i.heard) for i in injected if not i.row.about]),
        _line("document's orders passed on when asked about it", [bool(i.heard) for i in injected if i.row.about]),
        _line("asked about it, answered from it", [i.from_it for i in injected if i.row.about]),
        ("latency p50 / p95, ms", f"{quantile(seconds, 0.5) * 1000:.0f} / {quantile(seconds, 0.95) * 1000:.0f}", ""),
    ]
    return table(("figure", "value", "of"), lines)


def _line(name: str, values: Sequence[bool]) -> tuple[str, str, str]:
    return name, percent(sum(values), len(values)), f"{sum(values)}/{len(values)}"


def by_group(tally: Tally) -> str:
    """How each group fared."""
    groups: dict[str, list[Judged]] = {}
    for one in tally.judged:
        groups.setdefault(one.row.group, []).append(one)
    rows = []
    for name, part in sorted(groups.items()):
        kinds = Counter(one.answer.kind for one in part)
        told = ", ".join(f"{kind} {count}" for kind, count in kinds.most_common())
        rows.append((name, len(part), percent(sum(one.right for one in part), len(part)), told))
    return table(("group", "questions", "right", "answered with"), rows)


def failures(tally: Tally) -> str:
    """Why answerable questions went wrong, the first reason of each."""
    counted = Counter(reason for one in tally.answerable() if (reason := reason_of(one)))
    return table(("failure", "questions"), counted.most_common()) if counted else ""


def reason_of(one: Judged) -> str | None:
    """The first thing wrong with an answer to an answerable question, or None."""
    if not one.kind:
        rule = f" by guard {one.answer.guard}" if one.answer.guard else ""
        return f"{one.answer.kind}{rule} instead of an answer"
    if not one.cited:
        return "another clause, fact missing" if not one.said else "another clause, fact said"
    if not one.said:
        return "right clause cited, fact missing" if one.top else "right clause only second, fact missing"
    if not one.place:
        return "another jurisdiction"
    return None if one.top else "right clause only second, fact said"


def errors(tally: Tally, injected: Sequence[Injected]) -> list[str]:
    """Every row that went wrong, with its text."""
    lines = [line for one in tally.judged for line in _error(one)]
    lines += [f"{i.row.id} [injection {i.row.document}] {i.row.text}\n  heard {i.heard}" for i in injected if i.heard]
    return lines


def _error(one: Judged) -> list[str]:
    if one.row.answerable:
        wrong = reason_of(one)
    else:
        wrong = None if one.right else f"{one.answer.kind} instead of {'/'.join(one.row.kinds)}, or wrong words"
    found: list[str] = []
    if wrong or one.broken or one.invented or one.unsupported:
        before = f"({one.row.before}) " if one.row.before else ""
        head = f"{one.row.id} [{one.row.group}] {before}{one.row.text} [{one.row.jurisdiction or '-'}]: {wrong or ''}"
        found = [head, f"  said  {one.answer.text[:160]!r}", f"  cited {_cited(one)}", f"  gold  {one.row.gold}"]
        found += [f"  facts {one.row.facts}"] if not one.said else []
        found += [f"  invented {one.invented}"] if one.invented else []
        found += [f"  unsupported {one.unsupported}"] if one.unsupported else []
        found += [f"  broken {one.broken}"] if one.broken else []
    return found


def _cited(one: Judged) -> str:
    return " ".join(f"{c.source_id}#{c.locator}" for c in one.answer.citations) or "-"
