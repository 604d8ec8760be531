"""How a person is called, in either language."""

from __future__ import annotations

import pytest

from assistant.matching.names import display_name, in_letters, name_in
from assistant.profile.model import WorkerProfile


@pytest.mark.parametrize(
    ("name", "english"),
    [
        ("王阿姨", "Wang Ayi"),
        ("李师傅", "Li Shifu"),
        ("欧阳阿姨", "Ouyang Ayi"),
        ("曾阿姨", "Zeng Ayi"),
        ("吕阿姨", "Lü Ayi"),
        ("王阿姨（示例）", "Wang Ayi (example)"),
        ("一位阿姨", "An ayi"),
        ("Maria", "Maria"),
    ],
)
def test_a_name_is_one_a_reader_of_english_can_say(name: str, english: str) -> None:
    assert name_in("en", name) == english
    assert name_in("zh", name) == name


def test_whoever_was_interviewed_in_english_is_called_so_too() -> None:
    assert display_name(WorkerProfile(name="单秀英"), "en") == "Shan Ayi"
    assert display_name(WorkerProfile(name="单秀英"), "zh") == "单阿姨"


def test_every_family_name_has_letters() -> None:
    assert in_letters("王") == "Wang"
    assert in_letters("诸葛") == "Zhuge"
