"""What identifies or reaches a person is covered; everything else stands as written."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.consumer.orders.masking import Mask, chosen, covered, personal, plain
from assistant.kit.errors import BadInputError


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("打她电话13812345678", "13812345678"),
        ("138 1234 5678 随时打", "138 1234 5678"),
        ("号码是一三八一二三四五六七八", "一三八一二三四五六七八"),
        ("＋８６ １３８１２３４５６７８", "１３８１２３４５６７８"),
        ("座机010-12345678", "010-12345678"),
        ("身份证110101199003077758", "110101199003077758"),
        ("加微信abc_12345聊", "abc_12345"),
        ("vx: wang-ayi66", "wang-ayi66"),
        ("写信到 chen@example.com", "chen@example.com"),
        ("我家在朝阳路88号院3号楼2单元501室", "88号院3号楼2单元501室"),
        ("住幸福里小区5栋1203室", "5栋1203室"),
        ("she lives at 12 Nanjing Road", "12 Nanjing Road"),
        ("Apt 5B, ring twice", "Apt 5B"),
    ],
)
def test_what_reaches_a_person_is_covered(text: str, secret: str) -> None:
    assert secret in text
    assert secret not in plain(text, "zh")


@pytest.mark.parametrize(
    "text",
    [
        "她做饭太咸，还迟到了三次，不会再请。",
        "干了26天，工资8000-10000元，挺值的。",
        "2026-11-22 上岗，2027-01-15 走的。",
        "早上7点到晚上19点30分，一天12小时。",
        "宝宝6个月到1岁2个月都是她带的。",
        "Terrible. Late 3 times, never again.",
        "一二三，很好。",
    ],
)
def test_what_is_said_of_the_work_stands_however_bad(text: str) -> None:
    assert plain(text, "zh") == text


@given(st.text(max_size=60), st.sampled_from(["13812345678", "a@b.cn", "110101199003077758"]), st.text(max_size=60))
def test_a_number_is_covered_wherever_it_stands(before: str, secret: str, after: str) -> None:
    text = f"{before} {secret} {after}"
    assert secret not in plain(text, "zh") or secret in before or secret in after


@given(st.text(alphabet="好坏1380013800 ，路号", max_size=80))
def test_masks_lie_in_the_words_in_order_and_apart(text: str) -> None:
    found = personal(text)
    assert all(0 <= mask.start < mask.end <= len(text) for mask in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


def test_what_was_there_is_told_by_kind() -> None:
    assert plain("电话13812345678，谢谢", "zh") == "电话［电话已隐去］，谢谢"
    assert plain("call 13812345678", "en") == "call [phone number hidden]"


def test_a_person_may_cover_a_name_besides() -> None:
    text = "王小红阿姨很好，电话13812345678，做饭好吃，孩子也喜欢她，下次还请。"
    masks = chosen(text, [Mask(0, 3, "name")])
    assert covered(text, masks, "zh").startswith("［姓名已隐去］阿姨很好，电话［电话已隐去］")


@pytest.mark.parametrize(
    "masks",
    [
        [Mask(0, 3, "negative")],
        [Mask(-1, 3, "name")],
        [Mask(5, 5, "name")],
        [Mask(0, 900, "private")],
    ],
)
def test_what_is_no_personal_data_or_no_place_cannot_be_covered(masks: list[Mask]) -> None:
    with pytest.raises(BadInputError):
        chosen("做饭太咸，还迟到了三次，不会再请。", masks)


def test_a_review_cannot_be_covered_away_piece_by_piece() -> None:
    text = "做饭太咸，还迟到了三次，跟孩子大声说话，不会再请她。" * 3
    with pytest.raises(BadInputError) as refused:
        chosen(text, [Mask(at, at + 20, "private") for at in range(0, len(text) - 20, 20)])
    assert refused.value.key == "review_mask_much"
