"""Résumé themes: folders of data in `web/themes/`, read, checked and listed. A new folder is a new theme."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant.kit.data import data_path, load_yaml
from assistant.kit.errors import NotFoundError
from assistant.profile.model import Language

SHARED: Final = "_shared"
Colour = Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$")]


class Palette(BaseModel):
    """The colours every theme names; they reach CSS as `--name` and the pictures as attributes."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    paper: Colour
    card: Colour
    ink: Colour
    muted: Colour
    line: Colour
    accent: Colour
    accent_soft: Colour
    accent_ink: Colour
    second: Colour
    second_soft: Colour
    series: tuple[Colour, ...] = Field(min_length=6)


class Print(BaseModel):
    """How the PDF is laid out: sizes of type in points, largest first; smaller ones serve only to save a page."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    font_steps: tuple[float, ...] = Field(default=(10.5,), min_length=1)


class Theme(BaseModel):
    """One theme's `theme.yaml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(pattern=r"^[a-z][a-z0-9_-]{0,30}$")
    name: dict[Language, str]
    description: dict[Language, str]
    order: int = 100
    bilingual_labels: bool = False
    heading_font: Literal["serif", "sans"] = "sans"
    bars: Literal["bar", "lollipop"] = "bar"
    palette: Palette
    print: Print = Print()


def themes_folder() -> Path:
    """Where the themes are."""
    return data_path("web", "themes")


def theme_ids(folder: Path | None = None) -> tuple[str, ...]:
    """The ids of all themes, in the order they are offered."""
    root = folder or themes_folder()
    found = [path.parent.name for path in root.glob("*/theme.yaml")]
    return tuple(sorted(found, key=lambda name: (_read(root / name).order, name)))


def load_theme(theme_id: str, folder: Path | None = None) -> Theme:
    """The theme of that id.

    Raises:
        NotFoundError: there is no such theme.
        pydantic.ValidationError: its theme.yaml is wrong.
    """
    root = folder or themes_folder()
    path = root / theme_id
    if not theme_id or Path(theme_id).name != theme_id or not (path / "theme.yaml").is_file():
        raise NotFoundError("theme_unknown", themes=", ".join(theme_ids(root)))
    return _read(path)


@cache
def _read(path: Path) -> Theme:
    return Theme.model_validate(load_yaml(path / "theme.yaml"))
