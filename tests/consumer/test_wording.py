"""Every sentence exists in both languages, with the same blanks."""

from __future__ import annotations

import re
from typing import Any

from assistant.consumer.wording import words
from assistant.kit.data import data_path, load_yaml


def leaves(branch: Any, path: str = "") -> dict[str, str]:
    if isinstance(branch, dict):
        return {key: text for name, value in branch.items() for key, text in leaves(value, f"{path}{name}.").items()}
    return {path: str(branch)}


def test_both_languages_say_the_same_things() -> None:
    zh, en = (leaves(load_yaml(data_path("prompts", "consumer", f"{language}.yaml"))) for language in ("zh", "en"))
    assert zh.keys() == en.keys()
    blanks = re.compile(r"\{\w+\}")
    for key in zh:
        assert set(blanks.findall(zh[key])) == set(blanks.findall(en[key])), key
    assert not [key for key, text in en.items() if re.search(r"[\u4e00-\u9fff]", text)]


def test_names_are_listed_as_people_list_them() -> None:
    assert words("zh").names(["王阿姨", "李阿姨", "赵阿姨"]) == "王阿姨、李阿姨和赵阿姨"
    assert words("en").names(["Ms Wang"]) == "Ms Wang"
