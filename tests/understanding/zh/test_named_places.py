"""What is a place and what only looks like one."""

from __future__ import annotations

import pytest

from assistant.understanding.zh.named_places import homes_told, uncounted, whole_names
from assistant.vocabulary import places


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("五十三河南信阳人", ["河南信阳"]),
        ("我家在三河", ["三河"]),
        ("四十九江西的", ["江西"]),
        ("王改花山西临汾人", ["山西临汾"]),
    ],
)
def test_the_end_of_a_figure_begins_no_place(text: str, named: list[str]) -> None:
    found = uncounted(text, places().find(text))
    assert [text[place.start : place.end] for place in found] == named


def test_names_in_a_row_vouch_for_each_other() -> None:
    text = "徐汇长宁静安都行"
    assert len(whole_names(text, places().find(text))) == 3


def test_a_home_told_behind_other_things_opens_a_statement() -> None:
    text = "今年五十六了河北保定的老伴没了"
    assert homes_told(text, places().find(text)) == [text.index("河北")]
