"""The readers never fall behind what they once reached on the development set."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.profile.model import Language
from assistant.understanding.reader import read
from evals.understanding.gate import Bound, bounds, ratchet, reached
from evals.understanding.report import errors
from evals.understanding.rows import LANGUAGES, rows
from evals.understanding.score import Score, Tally, run


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_development_set_reads_as_well_as_it_ever_did(language: Language) -> None:
    score = run(rows(language, "dev"), read, language)
    now, floor = reached(score), bounds()[language]
    shown = "\n".join(errors(score))
    assert now.right >= floor.right, shown
    assert now.wrong <= floor.wrong, shown
    assert now.forbidden <= floor.forbidden, shown
    assert now.acts <= floor.acts, shown
    assert not [fact for one in score.judged for fact in one.bad_quotes]


def test_the_gate_only_tightens(tmp_path: Path) -> None:
    gate = tmp_path / "gate.json"
    ratchet({"zh": Score(total=Tally(expected=10, right=8, produced=9, wrong=1))}, gate)
    ratchet({"zh": Score(total=Tally(expected=10, right=7, produced=9, wrong=0))}, gate)
    assert bounds(gate) == {"zh": Bound(right=8, wrong=0, forbidden=0, acts=0)}
