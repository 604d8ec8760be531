"""A number is covered in whatever form it stands, and nothing moves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.review.masking import COVER, mask
from tests.review.conftest import Office

PHONE = "13812345678"


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("电话13812345678", "电话138••••5678"),
        ("138 1234 5678，对吗？", "138 •••• 5678，对吗？"),
        ("一三八一二三四五六七八", "一三八••••五六七八"),
        ("幺三八，幺二三四，五六七八", "幺三八，••••，五六七八"),
        ("138-1234-5678 和 13812345678", "138-••••-5678 和 138••••5678"),
        (
            "one three eight, one two three four, five six seven eight",
            "one three eight, ••• ••• ••••• ••••, five six seven eight",
        ),
    ],
)
def test_whatever_way_it_was_said(said: str, shown: str) -> None:
    assert mask(said, [PHONE]) == shown


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("前面是幺三八，后面幺二三四，再往后我看一下，五六七八", "前面是幺三八，后面••••，再往后我看一下，五六七八"),
        ("中间四位是幺二三四", "中间四位是••••"),
        ("尾号三四五六七八", "尾号••五六七八"),
        ("1381234，不对，138 1234 5678", "138••••，不对，138 •••• 5678"),
    ],
)
def test_pieces_of_it_are_covered(said: str, shown: str) -> None:
    assert mask(said, [PHONE]) == shown


def test_a_repeated_digit_said_as_such_is_covered() -> None:
    assert mask("幺三八，三个零一，三八〇〇", ["13800013800"]) == "幺三八，••••，三八〇〇"


@pytest.mark.parametrize(
    "text",
    [
        "八千五一个月，13912345678",
        "工资一千二百三十四块",
        "1234块一个月",
        "做了十二年，带过三四个娃",
        "一二三",
        "",
    ],
)
def test_other_numbers_stay(text: str) -> None:
    assert mask(text, [PHONE]) == text


async def test_a_number_said_over_several_turns_is_covered_in_the_file(office: Office) -> None:
    file_id = await office.interview("我叫王芳，做了八年做饭阿姨", done=False)
    for _ in range(40):
        turn = await office.say(file_id, "跳过")
        if turn.reply.asking == "contact":
            break
    assert turn.reply.asking == "contact"
    for piece in ("我的号码是幺三八", "幺二", "三四"):
        turn = await office.say(file_id, piece)
    await office.say(file_id, "幺三八，幺二三四，五六七八")
    await office.say(file_id, "对")
    document = await office.file(file_id)
    assert next(fact for fact in document.facts if fact.field == "phone").value == "138••••5678"
    said = "".join(line.text for line in document.transcript)
    assert "幺二三四" not in said
    assert "1234" not in said
    hers = [line.text for line in document.transcript if line.role == "worker"]
    assert "我的号码是幺三八" in hers


@given(st.text(), st.integers(10**10, 10**11 - 1).map(str))
def test_nothing_moves_and_the_number_is_nowhere_whole(text: str, phone: str) -> None:
    covered = mask(f"{text}{phone}{text}", [phone])
    assert len(covered) == len(f"{text}{phone}{text}")
    assert phone not in covered
    assert COVER in covered
