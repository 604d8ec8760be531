"""Fits the tagger's bars: `python -m evals.understanding.tagger.fit [ROWS…] [--write]`.

ROWS are files of labelled turns that neither the rules nor the tagger were taught with; their names begin with the
language. Without any, the rows are the `fit` split of both languages. For each field the bar is chosen that wins most:
a fact added and right counts one, a wrong one costs `_COST`; a wrong fact dropped wins one, a right one dropped costs
one. A field that wins too little gets no bar.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Final

from assistant.kit.data import data_path
from assistant.profile.model import Fact, Language
from assistant.understanding.common.drafts import MAIN_FIELD
from assistant.understanding.reader import language_of, read_by_rules
from assistant.understanding.reading import Act, Reading
from assistant.understanding.tagger import additions
from assistant.understanding.tagger.bars import Bars, bar_of
from assistant.understanding.tagger.figures import KINDS, figures
from assistant.understanding.tagger.labels import NAMED, PART_OF_NAME, PLACED, done, labels_of
from assistant.understanding.tagger.model import Tags, tagger
from assistant.understanding.tagger.review import CLOSED, doubtful
from evals.table import table
from evals.understanding.match import agrees, claims
from evals.understanding.rows import LANGUAGES, Row, rows, rows_of
from evals.understanding.score import judge, tolerated

_COST: Final = 2.0
_LOWEST: Final = 0.5
_HIGHEST_DROP: Final = 0.5
_LEVEL: Final = 0.5
_OTHER_ROLE: Final = 0.8
# A bar must win at least this much on the rows it is fitted on, or it is chance.
_WIN: Final = 2.0
_DROP_WIN: Final = 2.0
# Asked for a thing, the rules know why they pass over it: more must speak against them.
_ASKED_WIN: Final = 4.0

_ADDABLE: Final = (
    *(
        bar_of(field, denied=denied, asked=asked)
        for field in (*sorted(NAMED), *PLACED, *KINDS, "name")
        for denied in (False, True)
        for asked in (False, True)
    ),
    *(done(act) for act in Act),
)
_EVERYTHING: Final = Bars(adding=dict.fromkeys(_ADDABLE, 0.3), dropping={}, other_role=_OTHER_ROLE, level=_LEVEL)

# Every place that is better heard in another role.
_ANY_ROLE: Final = _EVERYTHING.model_copy(update={"dropping": dict.fromkeys(PLACED, _HIGHEST_DROP)})

Votes = dict[str, list[tuple[float, float]]]


def main(arguments: list[str] | None = None) -> int:
    """Prints the bars with what they win, and keeps them when told to."""
    parser = argparse.ArgumentParser(prog="python -m evals.understanding.tagger.fit", description=__doc__)
    parser.add_argument(
        "rows", nargs="*", type=Path, help="labelled turns in place of the fit split: zh-… or en-….jsonl"
    )
    parser.add_argument("--write", action="store_true", help="keep the bars for the product")
    options = parser.parse_args(arguments)
    added: Votes = defaultdict(list)
    dropped: Votes = defaultdict(list)
    given = list(rows_given(options.rows))
    for row, language in given:
        for name, likely, win in _dropped(row, language):
            dropped[name].append((likely, win))
    dropping, more = bars_of(dropped, from_above=False)
    limits = Bars(adding={}, dropping=dropping, other_role=_OTHER_ROLE, level=_LEVEL)
    for row, language in given:
        for name, likely, win in chain(_added(row, language, limits), _acts(row, language)):
            added[name].append((likely, win))
    adding, lines = bars_of(added, from_above=True)
    print(
        table(["field", "bar", "counted", "won"], [["**added**"] + [""] * 3, *lines, ["**dropped**"] + [""] * 3, *more])
    )
    if options.write:
        bars = Bars(adding=adding, dropping=dropping, other_role=_OTHER_ROLE, level=_LEVEL)
        path = data_path("knowledge_base", "understanding", "tagger_bars.json")
        path.write_text(json.dumps(bars.model_dump(), indent=1) + "\n", encoding="utf-8")
    return 0


def rows_given(files: Sequence[Path]) -> Iterator[tuple[Row, Language]]:
    """The rows of the files and their languages; without files those of the `fit` split; raises like `rows`."""
    if not files:
        for each in LANGUAGES:
            yield from ((row, each) for row in rows(each, "fit"))
    for path in files:
        language: Language = "zh" if path.name.startswith("zh") else "en"
        yield from ((row, language) for row in rows_of(path))


def _tags(row: Row) -> Tags | None:
    model = tagger()
    if model is None:
        sys.exit("the tagger is not there: teach it first")
    return None if row.asking in CLOSED else model.tag(row.text, row.asking)


def _added(row: Row, language: Language, limits: Bars) -> Iterator[tuple[str, float, float]]:
    """What could be added to what is kept: its bar's name, its likelihood, and what it would win."""
    tags = _tags(row)
    if tags is None:
        return
    reading = read_by_rules(row.text, row.context(language))
    facts = [fact for fact in reading.facts if not doubtful(fact, tags, limits)]
    open_labels = judge(row, Reading(tuple(facts))).missed
    asked = MAIN_FIELD.get(row.asking) if row.asking else None
    numbers = partial(figures, row.text, language_of(row.text, language), row.today)
    for draft in additions.found(row.text, tags, facts, _EVERYTHING, asked, numbers):
        fact = draft.fact(row.text, None)
        name = bar_of(fact.field, denied=_denies(fact), asked=fact.field == asked)
        (claim,) = claims([fact])
        right = any(agrees(claim, label) for label in open_labels)
        win = 1.0 if right else 0.0 if tolerated(claim, row) else -_COST
        yield name, _heard(fact, tags), win


def _acts(row: Row, language: Language) -> Iterator[tuple[str, float, float]]:
    """What she could be doing that the rules did not hear."""
    tags = _tags(row)
    if tags is None:
        return
    heard = read_by_rules(row.text, row.context(language)).acts
    for span in additions.acts(row.text, tags, heard, _EVERYTHING):
        label = done(span.act.value)
        yield label, tags.best(label)[0], 1.0 if span.act in row.acts else -_COST


def _dropped(row: Row, language: Language) -> Iterator[tuple[str, float, float]]:
    """Places the rules read in one role and the tagger hears in another."""
    tags = _tags(row)
    if tags is None:
        return
    for fact in read_by_rules(row.text, row.context(language)).facts:
        if not doubtful(fact, tags, _ANY_ROLE):
            continue
        (claim,) = claims([fact])[:1]
        expected = any(agrees(claim, label) for label in row.expect)
        win = -1.0 if expected else (0.0 if tolerated(claim, row) else 1.0)
        yield fact.field, _heard(fact, tags), win


def _heard(fact: Fact, tags: Tags) -> float:
    """How likely the turn says a fact where it says it, or anywhere for a thing of the vocabulary."""
    if fact.field == "name":
        return tags.within(PART_OF_NAME, fact.start, fact.end)
    labels = labels_of(fact.field, fact.value, fact.polarity)
    if fact.field in (*PLACED, *KINDS):
        return max(tags.within(label, fact.start, fact.end) for label in labels)
    return max(tags.best(label)[0] for label in labels)


def _denies(fact: Fact) -> bool:
    """Whether a fact says no: of a thing, or of a condition of a home."""
    return fact.polarity == "negative" or (fact.field == "preferences" and not all(dict(fact.value or {}).values()))


def bars_of(votes: Votes, *, from_above: bool) -> tuple[dict[str, float], list[list[str]]]:
    """The bar of each field at which it wins most, and a line of the table for each."""
    kept, lines = {}, []
    for name, cast in sorted(votes.items()):
        bar, won, counted = _best(cast, from_above=from_above)
        least = _ASKED_WIN if name.endswith("?") else _WIN
        if won >= (least if from_above else _DROP_WIN):
            kept[name] = round(bar, 3)
            lines.append([name, f"{bar:.3f}", str(counted), f"{won:.0f}"])
    return kept, lines


def _best(cast: Sequence[tuple[float, float]], *, from_above: bool) -> tuple[float, float, int]:
    best = (1.0 if from_above else 0.0, 0.0, 0)
    won = 0.0
    ordered = sorted(cast, reverse=from_above)
    for at, (likely, win) in enumerate(ordered):
        if (likely < _LOWEST) if from_above else (likely > _HIGHEST_DROP):
            break
        won += win
        following = ordered[at + 1][0] if at + 1 < len(ordered) else (_LOWEST if from_above else _HIGHEST_DROP)
        if won > best[1]:
            best = ((likely + following) / 2, won, at + 1)
    return best


if __name__ == "__main__":
    sys.exit(main())
