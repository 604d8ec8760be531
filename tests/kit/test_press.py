"""Pages laid out without network or files."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.kit.press import ONE_AT_A_TIME, lay_out, packaged_faces


def test_a_font_package_stands_in_for_system_fonts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "pylopdf_fonts_zh_cn"
    package.mkdir()
    for name in ("__init__.py", "NotoSansSC-Regular.otf"):
        (package / name).touch()
    monkeypatch.syspath_prepend(str(tmp_path))
    faces = packaged_faces()
    assert 'font-family: "Noto Sans SC"' in faces
    assert (package / "NotoSansSC-Regular.otf").as_uri() in faces
    assert "Serif" not in faces


def test_a_page_is_as_large_as_the_style_sheet_says() -> None:
    with ONE_AT_A_TIME:
        document = lay_out("<p>阿姨</p>", "@page { size: 200px 100px; margin: 0 }", media="print")
    assert (document.pages[0].width, document.pages[0].height) == (200, 100)


def test_a_page_cannot_reach_outside_itself(tmp_path: Path) -> None:
    secret = tmp_path / "secret.css"
    secret.write_text("@page { size: 50px 50px }")
    with ONE_AT_A_TIME:
        document = lay_out(f'<link rel="stylesheet" href="{secret.as_uri()}"><p>x</p>', "", media="print")
    assert document.pages[0].width > 50
