"""The checklist tells of files and tests that exist, and counts its own rows right."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
PAGE = (ROOT / "evals" / "security" / "ASVS.md").read_text(encoding="utf-8")
ROOMS = ("", "assistant")


def rows() -> list[list[str]]:
    lines = [line for line in PAGE.splitlines() if line.startswith("| ") and not line.startswith("| Requirement")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_every_file_it_names_is_there() -> None:
    named = set(re.findall(r"[`*]((?:[\w.]+/)+[\w.*]+?\.(?:py|yaml|js|md))[`* ]", PAGE))
    assert len(named) > 20
    missing = {name for name in named if not any(list((ROOT / room).glob(name)) for room in ROOMS)}
    assert missing == set()


def test_every_test_it_names_is_there() -> None:
    tests = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    for name in re.findall(r"\*(test_\w+)\*", PAGE):
        assert f"def {name}(" in tests, name


def test_it_counts_right() -> None:
    verdicts = Counter("met" if cells[1].startswith("met") else cells[1] for cells in rows())
    assert set(verdicts) == {"met", "deploy", "partly", "not met", "n/a"}
    told = [int(number) for number in re.findall(r"\d+", PAGE.split("Of the ")[1].split("The weakest")[0])]
    kinds = ("met", "deploy", "partly", "not met", "n/a")
    assert told == [len(rows()), *(verdicts[kind] for kind in kinds)]


def test_what_is_not_met_says_why() -> None:
    assert all(len(cells[2]) > 20 for cells in rows() if cells[1] in {"partly", "not met"})
