"""The data rooms are found from a checkout and from an installed package."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.kit import data


def test_a_checkout_has_them_beside_the_package() -> None:
    assert data.data_path("prompts", "errors.yaml").is_file()


def test_a_wheel_carries_them_inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "_data" / "prompts").mkdir(parents=True)
    monkeypatch.setattr(data, "_PACKAGE", tmp_path)
    data.data_path.cache_clear()
    try:
        assert data.data_path("prompts", "x.yaml") == tmp_path / "_data" / "prompts" / "x.yaml"
    finally:
        data.data_path.cache_clear()


def test_yaml_is_read_as_data_only(tmp_path: Path) -> None:
    path = tmp_path / "evil.yaml"
    path.write_text("!!python/object/apply:os.system ['true']")
    with pytest.raises(Exception, match="could not determine a constructor"):
        data.load_yaml(path)
