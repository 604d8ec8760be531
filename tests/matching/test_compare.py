"""Side by side: the same rows for everybody, silence told apart from no, words and checks beside each value."""

from __future__ import annotations

from datetime import date

from assistant.matching.compare import ComparedRow, Comparison, comparison
from assistant.matching.model import Mark, Need
from tests.matching.people import CLEAR, NANNY, TODAY, person

ONE = person(
    "w1",
    "我叫王秀英",
    *NANNY,
    "有育婴证，高级的",
    marks=(CLEAR, Mark(what="certificate:infant_care", by="李核", on=TODAY)),
)
OTHER = person("w2", "做保姆三年", "会做饭，拖地不会", "家里有狗不行", "现在住北京海淀", marks=())


def row(compared: Comparison, field: str) -> ComparedRow:
    return next(each for each in compared.rows if each.field == field)


def test_everybody_has_a_cell_in_every_row_and_silence_says_so() -> None:
    compared = comparison([ONE, OTHER], None, "zh", TODAY)
    assert [each.worker_id for each in compared.people] == ["w1", "w2"]
    assert all(len(each.cells) == 2 for each in compared.rows)
    pay = row(compared, "pay")
    assert [cell.text for cell in pay.cells] == ["八千/月", "没说"]
    assert [cell.said for cell in pay.cells] == [True, False]
    assert pay.cells[0].quote == "8000一个月"
    assert pay.cells[1].quote is None


def test_a_row_nobody_said_anything_for_is_left_out() -> None:
    fields = {each.field for each in comparison([OTHER], None, "zh", TODAY).rows}
    assert "certificates" not in fields
    assert "declines" in fields


def test_marks_stand_in_their_row_until_they_run_out() -> None:
    compared = comparison([ONE], None, "zh", TODAY)
    assert [mark.by for mark in row(compared, "certificates").cells[0].marks] == ["李核"]
    assert row(compared, "background_check").cells[0].text == "核查通过，到2027年9月30日"
    later = comparison([ONE], None, "zh", date(2027, 10, 1))
    assert "background_check" not in {each.field for each in later.rows}


def test_rows_the_need_speaks_of_are_marked() -> None:
    compared = comparison([ONE, OTHER], Need(job="childcare_nanny", skills=["complementary_food"]), "en", TODAY)
    assert {each.field for each in compared.rows if each.asked} == {"jobs", "skills"}
    assert row(compared, "pay").label == "Expected pay"


def test_english_readers_are_not_shown_chinese_quotes() -> None:
    for each in comparison([ONE, OTHER], None, "en", TODAY).rows:
        assert all(cell.quote is None for cell in each.cells)


def test_the_skill_picture_counts_by_family_what_she_can_do() -> None:
    compared = comparison([ONE, OTHER], None, "zh", TODAY).skills
    assert len(compared.axes) == len(compared.labels)
    assert all(len(counts) == len(compared.axes) for counts in compared.counts)
    assert [sum(counts) for counts in compared.counts] == [2, 1]
    assert compared.most == max(max(counts) for counts in compared.counts)


def test_nobody_compared_is_an_empty_table() -> None:
    compared = comparison([], None, "zh", TODAY)
    assert compared.rows == []
    assert compared.skills.most == 0
