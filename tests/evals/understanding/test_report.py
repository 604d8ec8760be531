"""The tables and the list of errors say what the score holds."""

from __future__ import annotations

from assistant.understanding.reading import Reading
from evals.understanding.report import breakdown, errors, summary
from evals.understanding.rows import Row
from evals.understanding.score import Score, judge


def _score() -> Score:
    row = {"id": "r-1", "text": "四十五", "asking": "age", "today": "2026-11-22", "hard": ["bare"], "acts": ["yes"]}
    score = Score()
    score.add(judge(Row.model_validate(row | {"expect": [{"field": "age", "value": 45}]}), Reading(), 0.002))
    return score


def test_the_summary_has_one_line_a_language() -> None:
    lines = summary({"zh": _score()}).splitlines()
    assert len(lines) == 3
    assert "0.0%" in lines[2]
    assert "2.00" in lines[2]


def test_the_breakdown_counts_what_was_missed() -> None:
    cells = [cell.strip() for cell in breakdown("field", _score().by_field).splitlines()[2].split("|")]
    assert cells[1:5] == ["age", "1", "0.0%", "1"]


def test_errors_show_the_words_and_the_label() -> None:
    shown = "\n".join(errors(_score()))
    assert "r-1 [age] 四十五" in shown
    assert "missed  age: 45" in shown
    assert "missed  act yes" in shown
