"""The files the browser gets: whole, small, old enough for old phones, and without words of their own."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any, get_args

import pytest

from assistant.speech.model import Mouth

WEB = Path(__file__).resolve().parents[2] / "web"
MODULES = sorted((WEB / "static").rglob("*.js"))
LANGUAGES = ("zh", "en")
# Pages for others than the worker, with modules and styles of their own.
OTHER_PAGES = ("ask", "back", "card", "consents", "console", "find", "papers", "requests", "shared")


def words(language: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((WEB / "text" / f"{language}.json").read_text(encoding="utf-8"))
    return loaded


def keys(tree: dict[str, Any], path: str = "") -> set[str]:
    found = set()
    for name, value in tree.items():
        found |= keys(value, f"{path}{name}.") if isinstance(value, dict) else {path + name}
    return found


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.name)
def test_a_module_parses(module: Path) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed")
    done = subprocess.run(
        [node, "--check", "--input-type=module"], input=module.read_bytes(), capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.name)
def test_a_module_runs_on_browsers_of_2020(module: Path) -> None:
    # Chrome 80 has none of these.
    newer = r"\?\?=|\|\|=|&&=|\.replaceAll\(|\.at\(|Promise\.any|structuredClone|randomUUID|^await |^\s+#\w+"
    found = re.findall(newer, module.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert found == []


def test_styles_run_on_browsers_of_2020() -> None:
    css = "\n".join(path.read_text(encoding="utf-8") for path in (WEB / "static").glob("*.css"))
    assert (
        re.findall(r":has\(|:is\(|:where\(|\binset:|aspect-ratio|\bdvh\b|@layer|@container|^\s+gap:", css, re.MULTILINE)
        == []
    )


def test_the_page_is_small() -> None:
    # The page to ask is another page with modules of its own; a live conversation is fetched when she calls.
    def size(*folders: str) -> int:
        paths = [
            path
            for path in MODULES
            if (path.parent.name if path.parent.name in (*OTHER_PAGES, "live") else "") in folders
        ]
        return sum(path.stat().st_size for path in paths)

    assert size("") < 112 * 1024
    assert size("live") < 24 * 1024
    styles = [path for path in (WEB / "static").rglob("*.css") if path.parent.name not in OTHER_PAGES]
    assert sum(path.stat().st_size for path in styles) < 40 * 1024


def test_the_drawn_interviewer_is_small_and_has_every_shape_of_the_mouth() -> None:
    drawing = WEB / "templates" / "face.svg.j2"
    assert drawing.stat().st_size + (WEB / "static" / "face.js").stat().st_size < 60 * 1024
    shapes = re.findall(r'id="mouth-(\w+)"( display="none")?', drawing.read_text(encoding="utf-8"))
    assert {name for name, _ in shapes} == set(get_args(Mouth))
    assert [name for name, hidden in shapes if not hidden] == ["rest"]


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.name)
def test_a_module_has_no_words_of_its_own(module: Path) -> None:
    code = re.sub(r"//[^\n]*|/\*.*?\*/", "", module.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert re.findall(r"[\u3000-\u9fff\uff00-\uffef]+", code) == []
    sentences = [text for text in re.findall(r'"([^"\n]*)"', code) if re.match(r"[A-Z][a-z]+ [a-z]+ ", text)]
    assert sentences == []


def test_both_languages_say_the_same_things() -> None:
    assert keys(words("zh")) == keys(words("en"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_are_the_same_in_both_languages(language: str) -> None:
    def holes(tree: dict[str, Any], key: str) -> set[str]:
        value: Any = tree
        for part in key.split("."):
            value = value[part]
        return set(re.findall(r"\{(\w+)\}", str(value)))

    for key in keys(words(language)):
        assert holes(words(language), key) == holes(words("zh"), key), key


def test_every_word_the_page_asks_for_exists_and_every_word_is_asked_for() -> None:
    own = [path for path in MODULES if path.parent.name not in OTHER_PAGES]
    code = "\n".join(path.read_text(encoding="utf-8") for path in [*own, *(WEB / "templates").glob("*.j2")])
    known = keys(words("zh"))
    asked = set(re.findall(r'(?<![\w.])"([a-z_]+\.[a-z_]+)"', code)) - {path.name for path in MODULES}
    rooms = {key.split(".")[0] for key in known}
    assert {key for key in asked if key.split(".")[0] in rooms} <= known
    # Keys built from an id (field.age) or read by a template (words.landing.title).
    built = re.compile(r"^(field|correct|without|with|value|no_mic)\.")
    read = set(re.findall(r"(?:words|text\[\w+\])\.([a-z_.]+)", code))
    assert {key for key in known if not built.match(key) and key not in asked | read} <= {"name", "lang"}


def test_every_field_has_a_name_and_every_list_can_be_corrected() -> None:
    from assistant.profile.fields import FIELDS

    for language in LANGUAGES:
        named = words(language)
        assert set(FIELDS) <= set(named["field"])
        for name, spec in FIELDS.items():
            assert name in named["correct"] or name in named["without"] or spec.cardinality != "one", name
