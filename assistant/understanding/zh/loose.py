"""Finds terms whose words are loosened in speech: 做个饭, 带过孩子, 洗洗衣服, 打扫打扫卫生."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from assistant.understanding.zh import grammar
from assistant.vocabulary import TermMatch, vocabulary

_KINDS: Final = ("jobs", "skills", "preferences")


@cache
def _between() -> re.Pattern[str]:
    verb, filler = grammar.source("loose", "verb"), grammar.source("loose", "filler")
    return re.compile(f"(?P<verb>{verb})(?P<filler>(?:{filler})|(?:一?(?P=verb)))(?=[\u4e00-\u9fff])")


def loosened(raw: str, found: Sequence[TermMatch]) -> Iterator[TermMatch]:
    """Terms that appear once the small words between verb and object are left out, at their places in `raw`."""
    cuts = [match.span("filler") for match in _between().finditer(raw)]
    if not cuts:
        return
    kept = [i for i in range(len(raw)) if not any(s <= i < e for s, e in cuts)]
    taken = [(t.start, t.end) for t in found if t.kind in _KINDS]
    for term in vocabulary().find("".join(raw[i] for i in kept), "zh"):
        start, end = kept[term.start], kept[term.end - 1] + 1
        spans_cut = any(start < s and e < end for s, e in cuts)
        if term.kind in _KINDS and spans_cut and not any(s <= start and e >= end for s, e in taken):
            yield TermMatch(start, end, term.kind, term.id, term.form, term.hint)
