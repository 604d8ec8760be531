"""Finds and reads the data rooms (`prompts/`, `knowledge_base/`, `web/`), in a checkout and in an installed wheel."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

Room = Literal["prompts", "knowledge_base", "web"]

_PACKAGE = Path(__file__).resolve().parent.parent
# libyaml's parser is ten times faster; a platform without it still works.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def data_path(room: Room, *parts: str) -> Path:
    """Absolute path of a file or folder below a data room.

    A wheel carries the rooms in `assistant/_data`; a checkout has them beside the package.
    """
    packaged = _PACKAGE / "_data" / room
    base = packaged if packaged.is_dir() else _PACKAGE.parent / room
    return base.joinpath(*parts)


def load_yaml(path: Path) -> Any:  # noqa: ANN401 - callers validate into their own models
    """The content of one YAML file (UTF-8, safe types only).

    Raises:
        FileNotFoundError: there is no such file.
        yaml.YAMLError: the file is not YAML.
    """
    return yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 - both loaders are safe ones
