"""The house stays in order: tests mirror the source, imports stay light, files stay small."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "assistant"

# Modules without behaviour of their own: shapes, tables, declarations.
SHAPES_ONLY = {
    "accounts/bounds.py",
    "accounts/model.py",
    "accounts/tables.py",
    "api/schemas.py",
    "consumer/orders/model.py",
    "consumer/orders/tables.py",
    "consumer/model.py",
    "consumer/tables.py",
    "interview/state.py",
    "interview/tables.py",
    "interview/watching.py",
    "kit/migrations/env.py",
    "kit/people.py",
    "matching/model.py",
    "matching/needs/shapes.py",
    "models/chat.py",
    "matching/tables.py",
    "profile/fields.py",
    "resume/model.py",
    "review/model.py",
    "review/tables.py",
    "speech/live/parts.py",
    "speech/model.py",
    "understanding/quantity/model.py",
    "understanding/reading.py",
}


def modules() -> list[Path]:
    found = [path.relative_to(PACKAGE) for path in PACKAGE.rglob("*.py") if "_data" not in path.parts]
    return sorted(path for path in found if path.name != "__init__.py" and "versions" not in path.parts)


def importers() -> dict[str, set[Path]]:
    """For every dotted module name, the folders of the modules that import it."""
    found: dict[str, set[Path]] = {}
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
                for name in (node.module, *(f"{node.module}.{alias.name}" for alias in node.names)):
                    found.setdefault(name, set()).add(path.parent.relative_to(PACKAGE))
    return found


IMPORTERS = importers()


@pytest.mark.parametrize("module", modules(), ids=str)
def test_every_module_is_specified_at_the_same_place(module: Path) -> None:
    """What other rooms use has a test of its own name; what only its own room uses is specified through that."""
    if module.as_posix() in SHAPES_ONLY:
        return
    dotted = ".".join(("assistant", *module.with_suffix("").parts))
    # A unit is a room, or one of the smaller rooms inside understanding.
    unit = Path(*module.parent.parts[:2])
    used_elsewhere = any(not place.is_relative_to(unit) for place in IMPORTERS.get(dotted, ()))
    if used_elsewhere or not unit.parts:
        wanted = ROOT / "tests" / module.parent / f"test_{module.name}"
        assert wanted.exists(), f"{wanted.relative_to(ROOT)} is missing"
    else:
        assert list((ROOT / "tests" / unit).glob("test_*.py")), f"nothing specifies {unit}"


@pytest.mark.parametrize("path", sorted((ROOT / "tests").rglob("test_*.py")), ids=lambda p: str(p.relative_to(ROOT)))
def test_every_test_stands_where_its_subject_stands(path: Path) -> None:
    place = path.relative_to(ROOT / "tests")
    room = place.parts[0]
    if room in {"e2e", "evals"} or len(place.parts) == 1:
        return
    assert (PACKAGE / place.parent).is_dir() or (PACKAGE / place.parent / place.stem.removeprefix("test_")).is_dir(), (
        f"{place} mirrors no folder of assistant/"
    )


def test_importing_the_package_is_light() -> None:
    heavy = ("weasyprint", "sqlalchemy", "PIL", "fastapi", "alembic", "uvicorn", "rich")
    code = (
        "import sys, assistant, assistant.understanding.reader, assistant.profile.fold\n"
        f"print([m for m in {heavy!r} if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"


def test_only_repositories_speak_sql() -> None:
    speakers = set()
    for path in PACKAGE.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and (node.module or "") == "sqlalchemy":
                names = {alias.name for alias in node.names}
                if names & {"select", "insert", "update", "delete", "text"}:
                    speakers.add(path.relative_to(PACKAGE).as_posix())
    assert {name for name in speakers if not name.endswith("repository.py")} == set()


def test_every_error_has_its_sentence() -> None:
    from assistant.kit import errors, messages

    classes = {name for name in vars(errors) if name.endswith("Error")} | {"MethodNotAllowedError"}
    used = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in classes and node.args:
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    used.add(first.value)
    assert used
    assert used <= messages.keys(), f"prompts/errors.yaml lacks {used - messages.keys()}"
