"""Who would fit if one must gave way, and the kind sentence that says which."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from assistant.matching.conditions import Condition
from assistant.matching.model import Match
from assistant.matching.names import name_in
from assistant.matching.settings import Weights
from assistant.matching.wording import lines
from assistant.profile.model import Language
from assistant.resume.wording import label

CITY = "city"


def failed(row: Mapping[str, Any], musts: Iterable[Condition]) -> tuple[str, ...]:
    """The musts a row does not fulfil, by name."""
    return tuple(condition.name for condition in musts if not condition.holds(row))


def may_give(names: Sequence[str], rules: Weights) -> bool:
    """Whether all of these may give way."""
    return bool(names) and all(name.partition(":")[0] in rules.gives for name in names)


def most_readily(
    rows: Sequence[Mapping[str, Any]], musts: Sequence[Condition], rules: Weights
) -> list[tuple[int, tuple[str, ...]]]:
    """People by number with what must give way for them: one for each condition first, the readiest conditions first.

    `rows` come best first; one person is named once.
    """
    named: dict[int, tuple[str, ...]] = {}
    for row in rows:
        gives = failed(row, musts)
        if row["no"] not in named and may_give(gives, rules):
            named[row["no"]] = gives
    ready = {field: place for place, field in enumerate(rules.gives)}
    seen: dict[tuple[str, ...], int] = {}
    ranked = []
    for place, (no, gives) in enumerate(named.items()):
        again = seen[gives] = seen.get(gives, -1) + 1
        effort = sum(ready[name.partition(":")[0]] for name in gives)
        ranked.append((again, len(gives), effort, place, no, gives))
    return [(no, gives) for *_, no, gives in sorted(ranked)]


def sentence(match: Match, gives: Sequence[str], language: Language) -> str:
    """Says aloud what would have to give way, with what is known of her."""
    words = lines("near", language)
    named = words["join"].join(_named(name, words["gives"], language) for name in gives)
    fields = {*gives, *(name.partition(":")[0] for name in gives)}
    found = [gap for gap in match.gaps if gap.field in fields]
    gaps = [gap.text for gap in found]
    line = "sentence_bare" if not gaps else "sentence" if len(gives) == 1 else "sentence_two"
    if found and all(gap.kind == "unsaid" for gap in found):
        line = "sentence_unsaid"
    joined = ("；" if language == "zh" else "; ").join(gaps)
    said: str = words[line].format(give=named, name=name_in(language, match.display_name), gap=joined)
    return said


def _named(name: str, gives: Mapping[str, str], language: Language) -> str:
    field, _, value = name.partition(":")
    return gives[field].format(label=label(field, value, language) if value else "")
