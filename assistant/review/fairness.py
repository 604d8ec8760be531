"""The fairness report: how each group comes through completion, reading, review and the search.

In the form of the summaries NYC Local Law 144 asks for: a rate per group and its impact ratio, the rate divided by the
highest group's. A ratio under 0.8 is an alert for a person to look into, never a verdict, and none is given where there
are too few people to say. Search and ranking never see a group: who was shown is counted per person and month, and
groups are read from the file only here. Somebody who is erased leaves her counts behind, without herself.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, get_args

from pydantic import BaseModel

from assistant.profile.fold import fold
from assistant.profile.model import Fact, Language
from assistant.review.groups import FairnessRules, Kind, Stage, fairness_rules, groups_of, is_known
from assistant.vocabulary.romanised import romanised

STAGES: tuple[Stage, ...] = get_args(Stage)
KINDS: tuple[Kind, ...] = get_args(Kind)
_COLUMNS = (
    "since",
    "until",
    "stage",
    "kind",
    "group",
    "label",
    "sample",
    "came_through",
    "rate",
    "impact_ratio",
    "alert",
    "too_few",
    "under_2_percent",
)


class Tally(NamedTuple):
    """What the report takes from somebody's own words: her groups, and how she came through interview and reading.

    It changes only when she or a clerk says something more, so it is worked out once and kept (`TallyRow`). `groups`
    are one of each of `KINDS`, in their order; `stages` (stage, of how many, how many came through), all of the month
    she began in (`opened`, `YYYY-MM`).
    """

    opened: str
    groups: tuple[str, ...]
    stages: tuple[tuple[Stage, float, float], ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What a tally is made of."""

    opened: str
    year: int
    completed: bool
    consented: bool
    facts: Sequence[Fact]
    confidences: Sequence[float]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one person. Months are `YYYY-MM`.

    `decided` is the month of the last decision and whether it was for her; `published` the months in which she had a
    good card; `shown` how often she was shown in which month.
    """

    decided: tuple[str, bool] | None = None
    published: Sequence[str] = ()
    shown: Mapping[str, int] = field(default_factory=dict)


class Count(NamedTuple):
    """How many of a group there were at a stage in a month, and how many came through."""

    month: str
    stage: Stage
    kind: Kind
    value: str
    of: float
    had: float


class GroupRow(BaseModel):
    """One group at one stage. `ratio` is to the group with the highest rate; null where there is nothing to compare.

    `thin`: too few people here or there for a verdict; `small`: under the share summaries may leave out.
    """

    stage: Stage
    kind: Kind
    value: str
    label: str
    of: float
    had: float
    rate: float | None
    ratio: float | None
    alert: bool
    thin: bool
    small: bool


class FairnessReport(BaseModel):
    """Every stage and kind of one agency in a period of whole months, both included."""

    since: str
    until: str
    alert_below: float
    least: int
    rows: list[GroupRow]

    @property
    def alerts(self) -> list[GroupRow]:
        """What somebody should look into."""
        return [row for row in self.rows if row.alert]


def tally_of(told: Told) -> Tally:
    """Her groups, and how she came through the interview and its reading."""
    stages: list[tuple[Stage, float, float]] = []
    if told.consented:
        stages.append(("completion", 1, float(told.completed)))
    hers = [fact for fact in told.facts if fact.source != "recruiter" and fact.status != "confirmed"]
    if hers:
        wrong = sum(fact.status == "corrected" for fact in hers)
        edited = sum(fact.source == "recruiter" for fact in told.facts)
        # A value is wrong once, whoever put it right.
        stages.append(("extraction", len(hers), max(len(hers) - wrong - edited, 0)))
    groups = groups_of(fold(told.facts).profile, told.confidences, told.year)
    return Tally(told.opened, tuple(groups[kind] for kind in KINDS), tuple(stages))


def counts_of(people: Iterable[tuple[Tally, Outcome]]) -> Iterator[Count]:
    """What these people add to the report, together."""
    alike: defaultdict[tuple[tuple[str, ...], str, Stage], list[float]] = defaultdict(lambda: [0.0, 0.0])
    for tally, outcome in people:
        for month, stage, of, had in _steps(tally, outcome):
            # Those of the same groups are counted as one: there are far fewer of them than people.
            sums = alike[tally.groups, month, stage]
            sums[0] += of
            sums[1] += had
    for (groups, month, stage), (of, had) in alike.items():
        for kind, value in zip(KINDS, groups, strict=True):
            yield Count(month, stage, kind, value, of, had)


def _steps(tally: Tally, outcome: Outcome) -> Iterator[tuple[str, Stage, float, float]]:
    for stage, of, had in tally.stages:
        yield tally.opened, stage, of, had
    if outcome.decided is not None:
        month, approved = outcome.decided
        yield month, "approval", 1, float(approved)
    for month in outcome.published:
        yield month, "exposure", 1, float(outcome.shown.get(month, 0) > 0)


def report(counts: Iterable[Count], since: str, until: str, language: Language) -> FairnessReport:
    """The report of these counts, for the months from `since` to `until`."""
    rules = fairness_rules()
    sums: dict[tuple[Stage, Kind], dict[str, list[float]]] = {}
    for month, stage, kind, value, of, had in counts:
        if since <= month <= until:
            group = sums.setdefault((stage, kind), {}).setdefault(value, [0.0, 0.0])
            group[0] += of
            group[1] += had
    rows = [
        row
        for stage in STAGES
        for kind in KINDS
        for row in _rows(stage, kind, sums.get((stage, kind), {}), rules, language)
    ]
    return FairnessReport(since=since, until=until, alert_below=rules.alert_below, least=rules.least, rows=rows)


def _rows(
    stage: Stage, kind: Kind, groups: Mapping[str, Sequence[float]], rules: FairnessRules, language: Language
) -> list[GroupRow]:
    total = sum(of for of, _ in groups.values())
    rates = {value: had / of for value, (of, had) in groups.items() if of}
    known = {value: rate for value, rate in rates.items() if is_known(value)}
    enough = {value: rate for value, rate in known.items() if groups[value][0] >= rules.least}
    best = max((enough or known).values(), default=0.0)
    rows = []
    for value, (of, had) in sorted(groups.items(), key=lambda item: (-item[1][0], item[0])):
        rate = rates.get(value)
        ratio = rate / best if rate is not None and best > 0 and is_known(value) else None
        thin = of < rules.least or not enough
        rows.append(
            GroupRow(
                stage=stage,
                kind=kind,
                value=value,
                label=_label(kind, value, rules, language),
                of=of,
                had=had,
                rate=rate,
                ratio=ratio,
                alert=ratio is not None and not thin and ratio < rules.alert_below,
                thin=thin,
                small=total > 0 and of / total < rules.small_share,
            )
        )
    return rows


def _label(kind: Kind, value: str, rules: FairnessRules, language: Language) -> str:
    if kind == "region" and is_known(value):
        return romanised(value) if language == "en" else value
    parts = [rules.values[part][language] if part in rules.values else part for part in value.split("/")]
    return " · ".join(parts)


def as_csv(made: FairnessReport) -> str:
    """The report as a table for spreadsheets, one line a group; with a mark at the start, so that they read Chinese."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_COLUMNS)
    for row in made.rows:
        figures = [_figure(row.of), _figure(row.had), _figure(row.rate), _figure(row.ratio)]
        flags = ["yes" if flag else "" for flag in (row.alert, row.thin, row.small)]
        writer.writerow([made.since, made.until, row.stage, row.kind, row.value, _cell(row.label), *figures, *flags])
    return "\ufeff" + out.getvalue()


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:.4g}"


def _cell(text: str) -> str:
    """Text that no spreadsheet takes for a formula: places come from what somebody said."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
