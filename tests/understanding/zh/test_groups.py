"""Things go with their verdicts where nothing is punctuated."""

from __future__ import annotations

import pytest

from assistant.understanding.zh import predicates
from assistant.understanding.zh.groups import grouped, qualified


@pytest.mark.parametrize(
    ("text", "things", "signs"),
    [
        ("保洁不做月嫂做", ("保洁", "月嫂"), (-1, 1)),
        ("会保洁会做饭不会带小孩", ("保洁", "做饭", "带小孩"), (1, 1, -1)),
        ("不带新生儿猫狗无所谓", ("新生儿", "猫", "狗"), (-1, 1, 1)),
        ("不会带小宝伺候老人可以做饭可以有狗我害怕", ("小宝", "伺候老人", "做饭", "有狗"), (-1, 1, 1, -1)),
        ("做饭会打扫会带小孩不会", ("做饭", "打扫", "带小孩"), (1, 1, -1)),
        ("河北邢台的不会带小宝", ("河北邢台", "小宝"), (0, -1)),
        ("别给我派小宝的就行", ("小宝",), (-1,)),
        ("做饭不放辣椒可以", ("做饭", "辣椒"), (0, -1)),
        ("烧菜还可以点心不会做", ("烧菜",), (1,)),
    ],
)
def test_a_run_of_statements_falls_apart(text: str, things: tuple[str, ...], signs: tuple[int, ...]) -> None:
    spans = [(text.index(word), text.index(word) + len(word)) for word in things]
    masked = text
    for start, end in spans:
        masked = masked[:start] + "\ue000" * (end - start) + masked[end:]
    items = sorted(
        [(s, e, None) for s, e in spans] + [(p.start, p.end, p) for p in predicates.find(masked)],
        key=lambda item: (item[0], item[1]),
    )
    found = {span: group.predicate for group in grouped(text, items) for span in group.things()}
    assert tuple(verdict.sign if (verdict := found[span]) else 0 for span in spans) == signs


def test_words_that_narrow_a_thing() -> None:
    assert qualified("高层的")
    assert not qualified("我也")
