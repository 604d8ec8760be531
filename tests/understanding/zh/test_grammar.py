"""Cue lists are data: read once, longest first, one list naming another."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assistant.kit.data import data_path, load_yaml
from assistant.understanding.zh import grammar


@pytest.mark.parametrize(
    "path", sorted(data_path("knowledge_base", "grammar", "zh").glob("*.yaml")), ids=lambda p: p.stem
)
def test_every_list_compiles(path: Path) -> None:
    content = load_yaml(path)
    if isinstance(content, dict):
        for name in content:
            assert isinstance(grammar.pattern(path.stem, name), re.Pattern)
    else:
        for entry in content:
            for key in {"thing", "verb", "said"} & entry.keys():
                assert isinstance(re.compile(entry[key]), re.Pattern)


def test_the_longest_alternative_wins() -> None:
    match = grammar.pattern("subject", "self").match("我自己来")
    assert match is not None
    assert match.group() == "我自己"


def test_an_unknown_list_is_an_error() -> None:
    with pytest.raises(KeyError):
        grammar.words("subject", "nobody")
