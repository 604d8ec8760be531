"""The check that tells an operator what is wrong with a theme."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.resume.theme import themes_folder
from assistant.resume.themes import check_themes, contrast


@pytest.fixture
def own_theme(tmp_path: Path) -> Callable[[str, str, str], list[str]]:
    """Problems of a copy of the plain theme in which one text was replaced in one file."""

    def changed(file: str, old: str, new: str) -> list[str]:
        folder = tmp_path / "plain"
        shutil.copytree(themes_folder() / "plain", folder)
        text = (folder / file).read_text(encoding="utf-8")
        assert old in text
        (folder / file).write_text(text.replace(old, new), encoding="utf-8")
        return check_themes(tmp_path)

    return changed


def test_the_shipped_themes_are_in_order() -> None:
    assert check_themes() == []


@pytest.mark.parametrize(
    ("file", "old", "new", "complaint"),
    [
        ("style.css", "section {", "@import 'x.css'; section {", "@import"),
        ("style.css", "section {", "section { background: url(https://x/y.png);", "url()"),
        ("style.css", "section {", "</style> section {", "markup"),
        ("page.html.j2", "<header>", "<header><script>1</script>", "scripts"),
        ("page.html.j2", "<header>", '<header onclick="x()">', "event handlers"),
        ("page.html.j2", "<header>", '<header style="color:red">', "style attributes"),
        ("page.html.j2", "<header>", '<header><img src="https://x/y.png">', "load anything"),
        ("page.html.j2", "{{ part.ai_label() }}", "", "AI label"),
        ("page.html.j2", "{{ part.foot() }}", "{{ part.nothing() }}", "cannot be drawn"),
        ("page.html.j2", "{% block page %}", "{% block page %}{{ missing_name }}", "cannot be drawn"),
        ("theme.yaml", 'ink: "#1d2329"', 'ink: "#dddddd"', "contrast"),
        ("theme.yaml", 'ink: "#1d2329"', "ink: dark", "theme.yaml is wrong"),
        ("theme.yaml", "id: plain", "id: other", "its id is other"),
        ("theme.yaml", "id: plain", "id: [", "theme.yaml is wrong"),
    ],
)  # fmt: skip
def test_each_mistake_is_named(
    own_theme: Callable[[str, str, str], list[str]], file: str, old: str, new: str, complaint: str
) -> None:
    problems = own_theme(file, old, new)
    assert any(complaint in problem for problem in problems), problems
    assert all(problem.startswith("plain: ") for problem in problems)


def test_a_theme_without_its_files_is_named(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert check_themes(tmp_path) == ["empty: it lacks theme.yaml, page.html.j2, style.css"]


def test_a_folder_without_themes_is_a_problem(tmp_path: Path) -> None:
    assert len(check_themes(tmp_path)) == 1


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#123456", "#123456") == 1
