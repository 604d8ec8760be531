"""Wording is data: what the agenda can ask has words, and slots are the ones that exist."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

import assistant.interview
from assistant.interview.book import shipped_book
from assistant.interview.sources import Folders, InterviewDataError
from assistant.interview.wording import MOVES, load_phrasebooks

Breaker = Callable[[str, Callable[[Any], None]], Folders]


@pytest.fixture
def broken(tmp_path: Path) -> Breaker:
    shutil.copytree(Folders.shipped().prompts, tmp_path / "prompts")

    def change(name: str, edit: Callable[[Any], None]) -> Folders:
        path = tmp_path / "prompts" / name
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        edit(data)
        path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
        shipped = Folders.shipped()
        return Folders(shipped.agenda, tmp_path / "prompts", shipped.scenarios)

    return change


@pytest.mark.parametrize(
    ("name", "edit", "message"),
    [
        ("zh/questions.yaml", lambda d: d["ask"].pop("salary"), r"zh/questions\.yaml: ask\.salary"),
        ("en/questions.yaml", lambda d: d["follow"].pop("salary_unit"), r"en/questions\.yaml: follow\.salary_unit"),
        ("zh/questions.yaml", lambda d: d["topics"].pop("salary"), r"zh/questions\.yaml: topics\.salary"),
        ("zh/questions.yaml", lambda d: d["ask"].update(name=["{nom}？"]), r"ask\.name: unknown slot \{nom\}"),
        ("zh/questions.yaml", lambda d: d["ask"].update(name=[]), r"ask\.name: there is no wording"),
        ("zh/moves.yaml", lambda d: d["moves"].pop("human"), r"zh/moves\.yaml: moves\.human"),
        ("zh/moves.yaml", lambda d: d["moves"].update(dance=["跳舞"]), r"moves\.dance: the interviewer has no such"),
        ("zh/moves.yaml", lambda d: d["moves"].update(ack=["{list"]), r"zh/moves\.yaml: moves\.ack"),
        ("en/moves.yaml", lambda d: d["chips"].pop("consent"), r"en/moves\.yaml: chips\.consent"),
    ],
)
def test_a_mistake_in_the_wording_is_named(
    broken: Breaker, name: str, edit: Callable[[Any], None], message: str
) -> None:
    folders = broken(name, edit)
    with pytest.raises(InterviewDataError, match=message):
        load_phrasebooks(folders, shipped_book().agenda)


def test_every_move_in_the_data_is_one_the_interviewer_makes() -> None:
    room = Path(assistant.interview.__file__).parent
    code = "".join(path.read_text(encoding="utf-8") for path in room.glob("*.py") if path.name != "wording.py")
    assert [name for name in MOVES if f'"{name}"' not in code] == []


def test_a_job_may_have_its_own_words_for_a_question() -> None:
    book = shipped_book().phrasebooks["zh"]
    key, variants = book.question("ask", "availability", "maternity_nurse")
    assert key == "ask.availability@maternity_nurse"
    assert any("上户" in text for text in variants)
    assert book.question("ask", "availability", "cook")[0] == "ask.availability"


def test_without_simpler_words_the_plain_question_is_asked_again() -> None:
    book = shipped_book().phrasebooks["zh"]
    assert book.question("again", "anything_else", None)[0] == "ask.anything_else"


def test_a_question_without_words_is_an_error_that_names_it() -> None:
    with pytest.raises(InterviewDataError, match=r"ask\.shoe_size"):
        shipped_book().phrasebooks["zh"].question("ask", "shoe_size", None)
