"""Counts what was read right, missed and wrong, by field and by hard point, and how long it took."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from time import perf_counter

from assistant.profile.model import Fact, Language
from assistant.understanding.reading import Act, Context, Reading
from evals.understanding.match import Claim, agrees, claims
from evals.understanding.rows import Label, Row

Reader = Callable[[str, Context], Reading]


@dataclass(slots=True)
class Tally:
    """Expected facts and what became of them; produced claims and how many nobody said."""

    expected: int = 0
    right: int = 0
    produced: int = 0
    wrong: int = 0

    @property
    def missed(self) -> int:
        """Expected facts that were not read."""
        return self.expected - self.right

    def add(self, other: Tally) -> None:
        """Adds another tally into this one."""
        self.expected += other.expected
        self.right += other.right
        self.produced += other.produced
        self.wrong += other.wrong


@dataclass(frozen=True, slots=True)
class Judged:
    """One row after reading."""

    row: Row
    missed: tuple[Label, ...]
    wrong: tuple[Claim, ...]
    forbidden: tuple[Claim, ...]
    by_field: dict[str, Tally]
    flags_expected: int
    flags_right: int
    acts_missed: tuple[Act, ...]
    acts_wrong: tuple[Act, ...]
    bad_quotes: tuple[Fact, ...]
    seconds: float

    @property
    def exact(self) -> bool:
        """Whether everything expected was read and nothing else."""
        return not (self.missed or self.wrong or self.acts_missed or self.acts_wrong)


@dataclass(slots=True)
class Score:
    """A whole file of rows after reading."""

    judged: list[Judged] = field(default_factory=list)
    total: Tally = field(default_factory=Tally)
    by_field: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    by_hard: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))

    def add(self, judged: Judged) -> None:
        """Counts one row in."""
        self.judged.append(judged)
        for name, tally in judged.by_field.items():
            self.by_field[name].add(tally)
            self.total.add(tally)
            for tag in judged.row.hard:
                self.by_hard[tag].add(tally)

    @property
    def macro_right(self) -> float:
        """Mean over fields of the share of expected facts that were read."""
        shares = [tally.right / tally.expected for tally in self.by_field.values() if tally.expected]
        return sum(shares) / len(shares) if shares else 0.0


def judge(row: Row, reading: Reading, seconds: float = 0.0) -> Judged:
    """Compares what was read in one row with its labels."""
    made = claims(reading.facts)
    by_field: dict[str, Tally] = defaultdict(Tally)
    free = list(made)
    missed: list[Label] = []
    flags = flags_right = 0
    for label in row.expect:
        tally = by_field[label.field]
        tally.expected += 1
        found = next((claim for claim in free if agrees(claim, label)), None)
        if found is None:
            missed.append(label)
            continue
        free.remove(found)
        tally.right += 1
        flags += len(label.flags)
        flags_right += len(found.flags.intersection(label.flags))
    wrong = tuple(claim for claim in free if not tolerated(claim, row))
    for claim in made:
        by_field[claim.field].produced += 1
    for claim in wrong:
        by_field[claim.field].wrong += 1
    return Judged(
        row=row,
        missed=tuple(missed),
        wrong=wrong,
        forbidden=tuple(claim for claim in wrong if any(agrees(claim, label) for label in row.forbid)),
        by_field=dict(by_field),
        flags_expected=flags,
        flags_right=flags_right,
        acts_missed=tuple(act for act in row.acts if not reading.does(act)),
        acts_wrong=tuple(act for act in row.not_acts if reading.does(act)),
        bad_quotes=tuple(fact for fact in reading.facts if not _quotes(row.text, fact)),
        seconds=seconds,
    )


def _quotes(text: str, fact: Fact) -> bool:
    return bool(fact.quote) and text[fact.start : fact.end] == fact.quote


def tolerated(claim: Claim, row: Row) -> bool:
    """Whether an unexpected claim may stand: the narrower label decides."""
    if any(agrees(claim, label) for label in row.expect):
        return True
    allows = [label for label in row.allow if agrees(claim, label)]
    if any(not label.any_value for label in allows):
        return True
    return bool(allows) and not any(agrees(claim, label) and not label.any_value for label in row.forbid)


def run(rows: Iterable[Row], reader: Reader, language: Language) -> Score:
    """Reads and judges every row. One unmeasured reading first loads the vocabulary."""
    score = Score()
    rows = list(rows)
    for row in rows[:1]:
        reader(row.text, row.context(language))
    for row in rows:
        started = perf_counter()
        reading = reader(row.text, row.context(language))
        score.add(judge(row, reading, perf_counter() - started))
    return score
