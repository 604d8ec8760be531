"""Fits what the tagger's likelihoods are worth: `python -m evals.understanding.tagger.fit [ROWS…] [--write]`.

ROWS are files of labelled turns that neither the rules nor the tagger were taught with; their names begin with the
language. Without any, the rows are the `fit` split of both languages. First is weighed when a fact of the rules is
dropped, then when something is added to what is left (`weigh`); last, for acts and reasons, the bar is chosen at which
most is won. What wins too little gets no bar.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
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
from assistant.understanding.tagger.bars import Bars
from assistant.understanding.tagger.figures import POSSIBLE, figures
from assistant.understanding.tagger.labels import WHY_LEFT, done
from assistant.understanding.tagger.model import Tagger, tagger
from assistant.understanding.tagger.reasons import with_reason
from assistant.understanding.tagger.review import CLOSED, doubtable, doubted, signs_of_known
from assistant.understanding.tagger.signs import Turn, signs
from assistant.understanding.tagger.weighing import Weighing
from evals.table import table
from evals.understanding.match import agrees, claims
from evals.understanding.rows import LANGUAGES, Row, rows, rows_of
from evals.understanding.score import judge, tolerated
from evals.understanding.tagger.weigh import Seen, weighed

# What is added is to be right more than twice as often as wrong; what is dropped to be wrong three times of five.
_TRUSTED: Final = 0.7
_DOUBTED: Final = 0.6
# An act or a reason heard wrongly costs so much where one heard rightly wins one.
_COST: Final = 2.0
_LEVEL: Final = 0.5
_LOWEST: Final = 0.5
# A bar must win at least this much on the rows it is fitted on, or it is chance.
_WIN: Final = 2.0

Votes = dict[str, list[tuple[float, float]]]


def main(arguments: list[str] | None = None) -> int:
    """Prints the weights' tables and the bars with what they win, and keeps them when told to."""
    parser = argparse.ArgumentParser(prog="python -m evals.understanding.tagger.fit", description=__doc__)
    parser.add_argument(
        "rows", nargs="*", type=Path, help="labelled turns in place of the fit split: zh-… or en-….jsonl"
    )
    parser.add_argument("--write", action="store_true", help="keep them for the product")
    options = parser.parse_args(arguments)
    model = tagger()
    if model is None:
        sys.exit("the tagger is not there: teach it first")
    turns = list(_turns(list(rows_given(options.rows)), model))
    doubts, of_doubts = weighed(
        [seen for at, (row, turn) in enumerate(turns) for seen in _known(at, row, turn)], _DOUBTED
    )
    kept = [(row, _without(turn, doubts)) for row, turn in turns]
    trust, of_trust = weighed([seen for at, (row, turn) in enumerate(kept) for seen in _heard(at, row, turn)], _TRUSTED)
    votes: Votes = defaultdict(list)
    for row, turn in kept:
        for label, likely, win in chain(_acts(row, turn), _reasons(row, turn, trust)):
            votes[label].append((likely, win))
    labels, lines = bars_of(votes)
    bars = table(["label", "bar", "counted", "won"], lines)
    print("### Dropped", of_doubts, "### Added", of_trust, "### Acts and reasons", bars, sep="\n\n")
    if options.write:
        made = {"tagger_bars": Bars(labels=labels, level=_LEVEL), "tagger_doubts": doubts, "tagger_trust": trust}
        for name, what in made.items():
            path = data_path("knowledge_base", "understanding", f"{name}.json")
            path.write_text(json.dumps(what.model_dump(), indent=1) + "\n", encoding="utf-8")
    return 0


def rows_given(files: Sequence[Path]) -> Iterator[tuple[Row, Language]]:
    """The rows of the files and their languages; without files those of the `fit` split; raises like `rows`."""
    if not files:
        for each in LANGUAGES:
            yield from ((row, each) for row in rows(each, "fit"))
    for path in files:
        language: Language = "zh" if path.name.startswith("zh") else "en"
        yield from ((row, language) for row in rows_of(path))


def _turns(given: Sequence[tuple[Row, Language]], model: Tagger) -> Iterator[tuple[Row, Turn]]:
    """Each row that is looked at a second time, as it is weighed."""
    for row, language in given:
        if row.asking in CLOSED:
            continue
        facts = read_by_rules(row.text, row.context(language)).facts
        asked = MAIN_FIELD.get(row.asking) if row.asking else None
        tags = model.tag(row.text, row.asking)
        written = language_of(row.text, language)
        yield row, Turn(row.text, written, tags, asked, row.asking is None, facts)


def _known(at: int, row: Row, turn: Turn) -> Iterator[Seen]:
    """The facts of the rules: whether they are wrong."""
    for fact in filter(doubtable, turn.facts):
        claim = next(iter(claims([fact])), None)
        if claim is not None:
            yield Seen(at, signs_of_known(fact, turn), not tolerated(claim, row))


def _without(turn: Turn, doubts: Weighing) -> Turn:
    """The turn without the facts that are dropped."""
    dropped = doubted(turn, doubts)
    return replace(turn, facts=[fact for fact in turn.facts if fact not in dropped])


def _candidates(row: Row, turn: Turn) -> list[Fact]:
    """What may be added."""
    numbers = partial(figures, row.text, turn.language, row.today)
    limits = Bars(labels={}, level=_LEVEL)
    return [draft.fact(row.text, None) for draft in additions.found(row.text, turn.tags, turn.facts, limits, numbers)]


def _heard(at: int, row: Row, turn: Turn) -> Iterator[Seen]:
    """What may be added: whether it is so."""
    missed = judge(row, Reading(tuple(turn.facts))).missed
    for fact in _candidates(row, turn):
        (claim,) = claims([fact])
        right = any(agrees(claim, label) for label in missed)
        yield Seen(at, signs(fact, turn), None if tolerated(claim, row) and not right else right)


def _acts(row: Row, turn: Turn) -> Iterator[tuple[str, float, float]]:
    """What she could be doing that the rules did not hear."""
    by_rules = read_by_rules(row.text, row.context(turn.language)).acts
    everything = Bars(labels={done(act): POSSIBLE for act in Act}, level=_LEVEL)
    for span in additions.acts(row.text, turn.tags, by_rules, everything):
        label = done(span.act.value)
        yield label, turn.tags.best(label)[0], 1.0 if span.act in row.acts else -_COST


def _reasons(row: Row, turn: Turn, trust: Weighing) -> Iterator[tuple[str, float, float]]:
    """Why she could have left a home of which the rules did not read it."""
    facts = [*turn.facts, *(fact for fact in _candidates(row, turn) if trust.reached(signs(fact, turn)))]
    told = with_reason(facts, row.text, turn.tags, Bars(labels={WHY_LEFT: POSSIBLE}, level=_LEVEL))
    before, after = (judge(row, Reading(tuple(each))) for each in (facts, told))
    if told != facts:
        won = len(before.missed) - len(after.missed) - _COST * (len(after.wrong) - len(before.wrong))
        yield WHY_LEFT, turn.tags.best(WHY_LEFT)[0], won


def bars_of(votes: Votes) -> tuple[dict[str, float], list[list[str]]]:
    """The bar of each field at which it wins most, and a line of the table for each."""
    kept, lines = {}, []
    for name, cast in sorted(votes.items()):
        bar, won, counted = _best(cast)
        if won >= _WIN:
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
