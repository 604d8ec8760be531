"""A line of the table says how long turns took and what they cost."""

from __future__ import annotations

from evals.load.__main__ import HEAD, row_of
from evals.load.swarm import Measured


def test_what_the_server_computed_is_told_for_a_turn() -> None:
    measured = Measured(turns=[0.010, 0.020, 0.030, 0.040], begun=1, failed=0, seconds=2.0)
    row = dict(zip(HEAD, row_of(50, (1.0, 3.0), measured, computed=0.05), strict=True))
    assert row["server's CPU ms a turn"] == "12.5"
    assert row["turns/s"] == "2.0"
    assert row["pause before a turn"] == "1–3 s"


def test_a_line_without_a_turn_is_a_line_too() -> None:
    row = dict(zip(HEAD, row_of(1, (0.0, 0.0), Measured(failed=3, seconds=1.0), computed=0.0), strict=True))
    assert (row["turns"], row["p95 ms"], row["failed"]) == (0, "nan", 3)
