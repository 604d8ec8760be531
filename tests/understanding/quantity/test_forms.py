"""The constructions kept as data."""

from __future__ import annotations

import pytest
import yaml

from assistant.kit.data import data_path
from assistant.understanding.quantity.forms import Forms

FILES = ("ages", "dates", "named", "numerals", "phrases", "years")


@pytest.mark.parametrize("file", FILES)
def test_every_expression_of_a_file_compiles_with_what_it_refers_to(file: str) -> None:
    path = data_path("knowledge_base", "grammar", "quantity", f"{file}.yaml")
    for name in yaml.safe_load(path.read_text(encoding="utf-8")):
        assert getattr(Forms(file), name).pattern


def test_a_list_stands_for_any_of_its_words_and_is_compiled_once() -> None:
    rest = Forms("rest")
    assert rest.before.search("每个礼拜要休")
    assert rest.before is rest.before


def test_an_expression_nobody_named_is_an_error() -> None:
    with pytest.raises(AttributeError):
        _ = Forms("ages").unheard_of
