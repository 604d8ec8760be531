"""The desk's words: the same in both languages, none missing, none left over."""

from __future__ import annotations

import json
import re
from typing import Any, get_args

from assistant.profile.fields import FIELDS
from assistant.review.lines import Attention
from assistant.review.rules import Gate
from assistant.review.states import STATUSES, Action
from tests.e2e.conftest import ROOT

TEXTS = {
    language: json.loads((ROOT / "web" / "text" / "console" / f"{language}.json").read_text("utf-8"))
    for language in ("zh", "en")
}
# Keys built from an id: t(`status.${row.status}`).
BUILT = {
    *("status", "flag", "verified", "gate", "act", "did", "attention", "outcome", "field", "file", "papers", "queue"),
    *("edit", "reason", "help", "resume_tab"),
}


def keys(tree: dict[str, Any], path: str = "") -> set[str]:
    found = set()
    for name, value in tree.items():
        found |= keys(value, f"{path}{name}.") if isinstance(value, dict) else {path + name}
    return found


def test_both_languages_say_the_same_things() -> None:
    assert keys(TEXTS["zh"]) == keys(TEXTS["en"])
    for key in keys(TEXTS["zh"]):
        room, _, name = key.partition(".")
        if name:
            holes = [set(re.findall(r"{(\w+)}", TEXTS[language][room][name])) for language in TEXTS]
            assert holes[0] == holes[1], key


def test_every_word_asked_for_is_there_and_every_word_is_asked_for() -> None:
    own = ("main", "queue", "file", "decide", "edit", "papers", "record", "words", "parts", "player", "wire")
    code = "".join((ROOT / "web" / "static" / "console" / f"{name}.js").read_text("utf-8") for name in own)
    code += (ROOT / "web" / "templates" / "console.html.j2").read_text("utf-8")
    known = keys(TEXTS["zh"])
    asked = {key for key in re.findall(r'"([a-z_]+\.[a-z_]+)"', code) if key.split(".")[0] in TEXTS["zh"]}
    assert asked - {"desk.query"} <= known  # what the desk remembers, not a word
    assert {key for key in known - asked if key.split(".")[0] not in (*BUILT, "lang", "name")} <= {"desk.noscript"}


def test_everything_that_can_happen_has_a_word() -> None:
    words = TEXTS["zh"]
    assert set(STATUSES) <= set(words["status"])
    assert set(get_args(Gate)) <= set(words["gate"])
    assert set(get_args(Attention)) <= set(words["attention"])
    assert set(FIELDS) <= set(words["field"])
    assert set(get_args(Action)) <= set(words["did"])
