"""The words of needs are data that holds together: ids of the vocabulary, patterns that compile, nothing unused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.kit.data import data_path, load_yaml
from assistant.matching.needs.words import compiled, entries, table
from assistant.vocabulary import vocabulary

FILES = sorted(data_path("knowledge_base", "matching", "needs").glob("*.yaml"))
CODE = "".join(
    path.read_text(encoding="utf-8")
    for path in (Path(__file__).parents[3] / "assistant" / "matching" / "needs").rglob("*.py")
)
WORDS = "".join(path.read_text(encoding="utf-8") for path in FILES)


def ids(kind: str) -> set[str]:
    return {term.id for term in vocabulary().terms(kind)}


def lists(content: Any) -> Iterator[dict[str, Any]]:
    """Every `{zh, en}` of a file, however deep."""
    if isinstance(content, dict):
        if {"zh", "en"} & content.keys() and all(isinstance(content.get(key, []), list) for key in ("zh", "en")):
            yield content
        for inner in content.values():
            yield from lists(inner)
    elif isinstance(content, list):
        for inner in content:
            yield from lists(inner)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_list_compiles_and_holds_words_only(path: Path) -> None:
    for found in lists(load_yaml(path)):
        assert all(isinstance(word, str) for key in ("zh", "en") for word in found.get(key, ()))
        compiled(found, path.stem)


def test_every_id_is_one_of_the_vocabulary() -> None:
    assert {
        row["id"] for row in load_yaml(data_path("knowledge_base", "matching", "needs", "preferences.yaml"))
    } <= ids("preferences")
    assert {name for name, _ in entries("conditions", "extra_skills")} <= ids("skills")
    assert set(table("conditions")["situational"]) <= ids("skills")
    assert {name for name, _ in entries("conditions", "extra_papers")} <= ids("certificates")
    assert {rule["job"] for rule in table("work")["inferred"]} <= ids("jobs")
    assert {name for name, _ in entries("work", "work_modes_extra")} <= ids("work_modes")


def test_every_sign_of_a_job_is_told_by_words_or_by_the_home() -> None:
    told = set(table("work")["signs"]) | {"due", "child", "young_child", "elder", "elder_ill", "elder_needs_care"}
    told |= {"both_chores", "long_day"}
    for rule in table("work")["inferred"]:
        assert {*rule["any"], *rule.get("none", ())} <= told


def test_no_list_lies_unused() -> None:
    for path in FILES:
        content = load_yaml(path)
        for name in content if isinstance(content, dict) and path.stem != "priorities" else ():
            used = f'"{name}"' in CODE or f"'{name}'" in CODE or re.search(rf"(?:\{{|\.|because: ){name}\b", WORDS)
            assert used, f"{path.name}: {name}"


def test_english_words_are_whole_words_and_references_reach_other_files() -> None:
    cats = dict(entries("household", "pets"))["cats"]
    assert cats.search("two cats")
    assert not cats.search("category")
    assert dict(entries("work", "work_modes_extra"))["live_out"].search("不过夜")
    assert compiled({"zh": ["照顾{household.elder_word}"]}, "work").search("照顾爷爷")
