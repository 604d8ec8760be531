"""Fits the tagger's bars: `python -m evals.understanding.tagger.fit [ROWS…] [--write]`.

ROWS are files of labelled turns that neither the rules nor the tagger were taught with; their names begin with the
language. Without any, the rows are the `fit` split of both languages. First is weighed when a fact of the rules is
dropped (`weigh`). Then for each field the bar is chosen that wins most: a fact added and right counts one, a wrong one
costs `_COST`; last for things known by their names alone, beside what is added without them. A field that wins too
little gets no bar.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
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
from assistant.understanding.tagger.doubts import Doubts, denies
from assistant.understanding.tagger.figures import KINDS, figures
from assistant.understanding.tagger.labels import NAMED, PART_OF_NAME, PLACED, done, labels_of, mentioned
from assistant.understanding.tagger.model import Tags, tagger
from assistant.understanding.tagger.review import CLOSED, doubted
from evals.table import table
from evals.understanding.match import agrees, claims
from evals.understanding.rows import LANGUAGES, Row, rows, rows_of
from evals.understanding.score import judge, tolerated
from evals.understanding.tagger.weigh import heard, weighed

_COST: Final = 2.0
_LOWEST: Final = 0.5
_LEVEL: Final = 0.5
# A bar must win at least this much on the rows it is fitted on, or it is chance.
_WIN: Final = 2.0
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
_TRIED: Final = 0.3
_NAMES_ALONE: Final = tuple(
    bar_of(mentioned(field, sign), asked=asked)
    for field in additions.MENTIONED
    for sign in "+-"
    for asked in (False, True)
)

Votes = dict[str, list[tuple[float, float]]]


def main(arguments: list[str] | None = None) -> int:
    """Prints the bars with what they win, and keeps them when told to."""
    parser = argparse.ArgumentParser(prog="python -m evals.understanding.tagger.fit", description=__doc__)
    parser.add_argument(
        "rows", nargs="*", type=Path, help="labelled turns in place of the fit split: zh-… or en-….jsonl"
    )
    parser.add_argument("--write", action="store_true", help="keep the bars for the product")
    options = parser.parse_args(arguments)
    model = tagger()
    if model is None:
        sys.exit("the tagger is not there: teach it first")
    given = list(rows_given(options.rows))
    doubts, drawn = weighed(list(heard(given, model)))
    added: Votes = defaultdict(list)
    for row, language in given:
        for name, likely, win in chain(_added(row, language, doubts), _acts(row, language)):
            added[name].append((likely, win))
    adding, lines = bars_of(added)
    by_name: Votes = defaultdict(list)
    for row, language in given:
        for name, likely, win in _by_name(row, language, doubts, adding):
            by_name[name].append((likely, win))
    for_names, more = bars_of(by_name)
    adding |= for_names
    print(drawn, table(["field", "bar", "counted", "won"], [*lines, *more]), sep="\n\n")
    if options.write:
        for name, made in (("tagger_bars.json", Bars(adding=adding, level=_LEVEL)), ("tagger_doubts.json", doubts)):
            path = data_path("knowledge_base", "understanding", name)
            path.write_text(json.dumps(made.model_dump(), indent=1) + "\n", encoding="utf-8")
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


def _kept(row: Row, language: Language, tags: Tags, doubts: Doubts) -> list[Fact]:
    """What the rules read and is not dropped."""
    reading = read_by_rules(row.text, row.context(language))
    asked = MAIN_FIELD.get(row.asking) if row.asking else None
    dropped = doubted(reading, row.text, tags, doubts, asked, language_of(row.text, language), story=row.asking is None)
    return [fact for fact in reading.facts if fact not in dropped]


def _drafts(row: Row, language: Language, tags: Tags, facts: Sequence[Fact], bars: Bars) -> list[Fact]:
    """What is added under these bars."""
    asked = MAIN_FIELD.get(row.asking) if row.asking else None
    numbers = partial(figures, row.text, language_of(row.text, language), row.today)
    return [draft.fact(row.text, None) for draft in additions.found(row.text, tags, facts, bars, asked, numbers)]


def _won(fact: Fact, row: Row, facts: Sequence[Fact]) -> float:
    """What adding a fact to others wins."""
    (claim,) = claims([fact])
    open_labels = judge(row, Reading(tuple(facts))).missed
    return 1.0 if any(agrees(claim, label) for label in open_labels) else 0.0 if tolerated(claim, row) else -_COST


def _added(row: Row, language: Language, doubts: Doubts) -> Iterator[tuple[str, float, float]]:
    """What could be added to what is kept: its bar's name, its likelihood, and what it would win."""
    tags = _tags(row)
    if tags is None:
        return
    facts = _kept(row, language, tags, doubts)
    asked = MAIN_FIELD.get(row.asking) if row.asking else None
    for fact in _drafts(row, language, tags, facts, Bars(adding=dict.fromkeys(_ADDABLE, _TRIED), level=_LEVEL)):
        name = bar_of(fact.field, denied=denies(fact), asked=fact.field == asked)
        yield name, _heard(fact, tags), _won(fact, row, facts)


def _by_name(
    row: Row, language: Language, doubts: Doubts, adding: Mapping[str, float]
) -> Iterator[tuple[str, float, float]]:
    """What is added only because its name is heard so."""
    tags = _tags(row)
    if tags is None:
        return
    facts = _kept(row, language, tags, doubts)
    asked = MAIN_FIELD.get(row.asking) if row.asking else None
    without = _drafts(row, language, tags, facts, Bars(adding=adding, level=_LEVEL))
    with_names = Bars(adding={**adding, **dict.fromkeys(_NAMES_ALONE, _TRIED)}, level=_LEVEL)
    for fact in _drafts(row, language, tags, facts, with_names):
        if fact not in without:
            label = mentioned(fact.field, "-" if denies(fact) else "+")
            likely = tags.within(label, fact.start, fact.end)
            yield bar_of(label, asked=fact.field == asked), likely, _won(fact, row, [*facts, *without])


def _acts(row: Row, language: Language) -> Iterator[tuple[str, float, float]]:
    """What she could be doing that the rules did not hear."""
    tags = _tags(row)
    if tags is None:
        return
    heard_by_rules = read_by_rules(row.text, row.context(language)).acts
    for span in additions.acts(
        row.text, tags, heard_by_rules, Bars(adding=dict.fromkeys(_ADDABLE, _TRIED), level=_LEVEL)
    ):
        label = done(span.act.value)
        yield label, tags.best(label)[0], 1.0 if span.act in row.acts else -_COST


def _heard(fact: Fact, tags: Tags) -> float:
    """How likely the turn says a fact where it says it, or anywhere for a thing of the vocabulary."""
    if fact.field == "name":
        return tags.within(PART_OF_NAME, fact.start, fact.end)
    labels = labels_of(fact.field, fact.value, fact.polarity)
    if fact.field in (*PLACED, *KINDS):
        return max(tags.within(label, fact.start, fact.end) for label in labels)
    return max(tags.best(label)[0] for label in labels)


def bars_of(votes: Votes) -> tuple[dict[str, float], list[list[str]]]:
    """The bar of each field at which it wins most, and a line of the table for each."""
    kept, lines = {}, []
    for name, cast in sorted(votes.items()):
        bar, won, counted = _best(cast)
        if won >= (_ASKED_WIN if name.endswith("?") else _WIN):
            kept[name] = round(bar, 3)
            lines.append([name, f"{bar:.3f}", str(counted), f"{won:.0f}"])
    return kept, lines


def _best(cast: Sequence[tuple[float, float]]) -> tuple[float, float, int]:
    best, won = (1.0, 0.0, 0), 0.0
    ordered = sorted(cast, reverse=True)
    for at, (likely, win) in enumerate(ordered):
        if likely < _LOWEST:
            break
        won += win
        following = ordered[at + 1][0] if at + 1 < len(ordered) else _LOWEST
        if won > best[1]:
            best = ((likely + following) / 2, won, at + 1)
    return best


if __name__ == "__main__":
    sys.exit(main())
