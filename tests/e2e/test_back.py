"""The page that leads back by phone number: its words are there in both languages, and all of them are used."""

from __future__ import annotations

import json
import re

from tests.e2e.conftest import ROOT

WEB = ROOT / "web"


def keys(language: str) -> set[str]:
    groups = json.loads((WEB / "text" / "back" / f"{language}.json").read_text("utf-8"))
    return {f"{group}.{name}" for group, names in groups.items() if isinstance(names, dict) for name in names}


def test_every_word_is_there_in_both_languages_and_asked_for() -> None:
    modules = [*(WEB / "static" / "back").glob("*.js"), WEB / "static" / "shared" / "frame.js"]
    code = "".join(path.read_text("utf-8") for path in [*modules, WEB / "templates" / "back.html.j2"])
    asked = set(re.findall(r'"([a-z_]+\.[a-z_]+)"', code)) | {
        f"page.{name}" for name in re.findall(r"\.page\.(\w+)", code)
    }
    assert keys("zh") == keys("en")
    assert keys("zh") - asked == set()
    assert {key for key in asked if key.split(".")[0] in {"form", "found", "wrong"}} <= keys("zh")
