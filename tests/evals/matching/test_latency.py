"""The measuring of latency itself, on a handful of people; how long it takes is asserted nowhere."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from evals.matching.latency import main, measure
from evals.matching.letters import LetterEmbedder
from evals.matching.population import needs


def test_letters_are_unit_vectors_that_tell_texts_apart() -> None:
    one, same, other = LetterEmbedder().passages(["会做辅食", "辅食会做", "擦玻璃"])
    assert np.linalg.norm(one) == pytest.approx(1)
    assert float(one @ same) == pytest.approx(1)
    assert float(one @ other) < 1


async def test_a_filled_database_is_measured_and_kept(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'people.db'}"
    people, times = await measure(url, 30, needs(6))
    assert people == 30
    assert len(times["all"]) == 6
    again, _ = await measure(url, 99, needs(2))
    assert again == 30, "people who are there are measured as they are"


@pytest.mark.slow
def test_the_table_is_printed(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("evals.matching.latency.encoding", list)
    assert main(["--people", "30", "--needs", "6"]) == 0
    assert "p95 ms" in capsys.readouterr().out


async def test_everybody_several_times_is_found_so_often(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'people.db'}"
    people, _ = await measure(url, 20, needs(2), copies=3)
    assert people == 60
