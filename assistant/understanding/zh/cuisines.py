"""Finds cuisines named by one character each in a run (川鲁粤都会)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.understanding.zh import grammar
from assistant.vocabulary import TermMatch

_FILE = "cuisines"


def abbreviated(text: str, found: Sequence[TermMatch]) -> Iterator[TermMatch]:
    """A term for each character of a run of cuisines; what `found` already takes as something else is left alone."""
    for run in grammar.pattern(_FILE, "run").finditer(text):
        start, end = run.span()
        if re.search(grammar.source(_FILE, "before") + "$", text[:start]) is None:
            continue
        if any(t.start < end - 1 and start < t.end for t in found if t.kind not in ("cuisines", "skills")):
            continue
        for position in range(start, end):
            if not any(t.kind == "cuisines" and t.start <= position < t.end for t in found):
                name = grammar.words(_FILE, text[position])[0]
                yield TermMatch(position, position + 1, "cuisines", name, text[position])
