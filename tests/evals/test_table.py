"""Tables line up, figures are recorded in their own section."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.table import percent, quantile, record, table, with_section


def test_columns_line_up_with_wide_characters() -> None:
    lines = table(("job", "n"), [("月嫂", 3), ("nanny", 12)]).splitlines()
    assert lines[0] == "| job   | n   |"
    assert lines[2] == "| 月嫂  | 3   |"


def test_a_short_row_is_refused() -> None:
    with pytest.raises(ValueError, match="as many cells"):
        table(("a", "b"), [("only one",)])


def test_percent_of_nothing_is_a_dash() -> None:
    assert percent(1, 8) == "12.5%"
    assert percent(0, 0) == "–"


@pytest.mark.parametrize(("share", "expected"), [(0.5, 2.0), (0.75, 3.0), (0.99, 4.0), (0.0, 1.0)])
def test_quantile_is_a_value_that_was_seen(share: float, expected: float) -> None:
    assert quantile([4.0, 1.0, 3.0, 2.0], share) == expected


def test_recording_touches_its_own_section_only(tmp_path: Path) -> None:
    page = tmp_path / "RESULTS.md"
    page.write_text("# Results\n\n<!-- other -->\nkept\n<!-- /other -->\n", encoding="utf-8")
    record("mine", "Mine", "python -m mine", "first \\1", page)
    record("mine", "Mine", "python -m mine", "second \\1", page)
    text = page.read_text(encoding="utf-8")
    assert "kept" in text
    assert "second \\1" in text
    assert "first" not in text


def test_a_section_is_replaced_in_place() -> None:
    page = with_section(with_section("# Results\n", "a", "1"), "b", "2")
    assert with_section(page, "a", "3").index("3") < page.index("2")
