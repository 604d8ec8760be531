"""What this installation has, what it lacks, and the exact command that mends it."""

from __future__ import annotations

import asyncio
import ctypes.util
import importlib.metadata
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from assistant.kit.data import data_path
from assistant.kit.errors import AyiError
from assistant.kit.messages import explain
from assistant.kit.scanning import scanner_of
from assistant.kit.settings import Settings
from assistant.speech import fetch as store
from assistant.understanding.tagger.model import tagger

Verdict = Literal["ok", "warning", "missing"]

_MIN_PYTHON = (3, 11)
_PANGO = ("pango-1.0", "pangoft2-1.0", "harfbuzz-subset")
_PANGO_FIX = "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
_FONT_FIX = "apt-get install fonts-noto-cjk"
_MIN_FREE_BYTES = 500_000_000


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. `fix` is the command that mends it, empty when nothing is wrong."""

    part: str
    verdict: Verdict
    detail: str
    fix: str = ""


def examine(settings: Settings) -> list[Finding]:
    """Look at everything the product needs on this machine. Reads only; writes one empty file and removes it."""
    checks: Iterable[Callable[[], Finding]] = (
        _python,
        _packages,
        _pango,
        _chinese_font,
        lambda: _data_folder(settings.data_dir),
        lambda: _database(settings),
        lambda: _scanner(settings),
        _second_reader,
        lambda: _ears(settings),
        lambda: _mouth(settings),
        *(lambda room=room: _data_room(room) for room in ("prompts", "knowledge_base", "web")),
        *_content_checks(),
    )
    return [check() for check in checks]


def _python() -> Finding:
    version = ".".join(str(part) for part in sys.version_info[:3])
    if sys.version_info < _MIN_PYTHON:
        return Finding("python", "missing", f"{version}, 3.11 or newer is needed", "apt-get install python3.11")
    return Finding("python", "ok", version)


def _packages() -> Finding:
    missing = []
    for requirement in importlib.metadata.requires("ayi") or []:
        if "extra ==" in requirement:
            continue
        name = requirement.split(";")[0].split("[")[0].split(">")[0].split("=")[0].split("<")[0].strip()
        try:
            importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            missing.append(name)
    if missing:
        return Finding("packages", "missing", ", ".join(missing), "make install")
    return Finding("packages", "ok", "every required package is installed")


def _pango() -> Finding:
    absent = [name for name in _PANGO if ctypes.util.find_library(name) is None]
    if not absent:
        return Finding("pdf engine", "ok", "Pango and HarfBuzz are present")
    # Without the subsetter every PDF still comes out, ten times slower.
    verdict: Verdict = "warning" if absent == ["harfbuzz-subset"] else "missing"
    return Finding("pdf engine", verdict, f"no {', '.join(absent)}", _PANGO_FIX)


def _chinese_font() -> Finding:
    lister = shutil.which("fc-list")
    if lister is None:
        return Finding(
            "chinese font", "warning", "fontconfig's fc-list is not here to tell", "apt-get install fontconfig"
        )
    listed = subprocess.run([lister, ":lang=zh-cn", "family"], capture_output=True, text=True, check=False, timeout=30)  # noqa: S603 - a program found on PATH, no input of others
    families = sorted({line.split(",")[0].strip() for line in listed.stdout.splitlines() if line.strip()})
    if not families:
        return Finding("chinese font", "missing", "no installed font covers Chinese", _FONT_FIX)
    return Finding("chinese font", "ok", families[0])


def _data_folder(folder: Path) -> Finding:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".doctor"
        probe.touch()
        probe.unlink()
    except OSError as error:
        return Finding(
            "data folder", "missing", f"cannot write: {error.strerror}", "set AYI_DATA_DIR to a folder you own"
        )
    free = shutil.disk_usage(folder).free
    if free < _MIN_FREE_BYTES:
        return Finding("data folder", "warning", f"only {free // 1_000_000} MB free", "free some disk space")
    return Finding("data folder", "ok", f"writable, {free // 1_000_000_000} GB free")


def _database(settings: Settings) -> Finding:
    kind = settings.resolved_database_url.split(":")[0].split("+")[0]
    return Finding("database", "ok", f"{kind} ({'embedded' if kind == 'sqlite' else 'from AYI_DATABASE_URL'})")


def _scanner(settings: Settings) -> Finding:
    try:
        scanner = scanner_of(settings)
    except ValueError as error:
        return Finding("virus scanner", "missing", str(error), "set AYI_CLAMD_URL, or leave it empty for none")
    if not settings.clamd_url:
        return Finding("virus scanner", "ok", "none (AYI_CLAMD_URL is empty); files are still drawn or read anew")
    if not asyncio.run(scanner.answers()):
        return Finding("virus scanner", "missing", "no answer at AYI_CLAMD_URL: no file is taken", "start clamd")
    return Finding("virus scanner", "ok", f"{scanner.name} answers")


def _data_room(room: Literal["prompts", "knowledge_base", "web"]) -> Finding:
    folder = data_path(room)
    count = sum(1 for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else 0
    if not count:
        return Finding(room, "missing", "the data folder is not there", "install the package again")
    return Finding(room, "ok", f"{count} files")


def _second_reader() -> Finding:
    if tagger() is None:
        return Finding("second reader", "warning", "not there: answers are read by the rules alone", "make install")
    return Finding("second reader", "ok", "the tagger looks at each answer after the rules")


def _ears(settings: Settings) -> Finding:
    if settings.speech == "off":
        return Finding("ears", "ok", "switched off (AYI_SPEECH=off)")
    if settings.asr_model in {"", store.EARS}:
        found = _embedded("ears", store.EARS, settings.data_dir)
    else:
        found = _chosen_ears(settings)
    if settings.asr_base_url is None:
        return found
    # Without the embedded ears a failing server leaves an interview without any.
    return Finding(
        "ears", found.verdict, f"{settings.asr_remote_model} by AYI_ASR_BASE_URL, then {found.detail}", found.fix
    )


def _chosen_ears(settings: Settings) -> Finding:
    try:
        folder = store.ears_folder(settings.data_dir, settings.asr_model)
    except AyiError as error:
        return Finding("ears", "missing", explain(error, "en"), f"ayi models fetch {settings.asr_model}")
    return Finding("ears", "ok", str(folder))


def _mouth(settings: Settings) -> Finding:
    if settings.speech == "off":
        return Finding("mouth", "ok", "switched off (AYI_SPEECH=off)")
    found = _embedded("mouth", store.MOUTH, settings.data_dir)
    if settings.tts_base_url is None:
        return found
    # Without the embedded voice a failing server leaves the phone's own.
    return Finding("mouth", found.verdict, f"{settings.tts_model} by AYI_TTS_BASE_URL, then {found.detail}", found.fix)


def _embedded(part: str, name: str, data_dir: Path) -> Finding:
    model = store.embedded(name)
    if store.is_ready(data_dir, model):
        return Finding(part, "ok", f"{model.label}, put together")
    missing = store.missing_packages(model)
    if missing:
        # Interviews go on in text.
        return Finding(part, "warning", f"{model.label}: {len(missing)} packages are not installed", model.command)
    return Finding(part, "ok", f"{model.label}, installed; put together on first use")


def _content_checks() -> list[Callable[[], Finding]]:
    from assistant.interview.book import check as check_agenda
    from assistant.resume.themes import check_themes
    from assistant.vocabulary.check import check as check_vocabulary

    return [
        lambda: _content("vocabulary", check_vocabulary),
        lambda: _content("agenda", check_agenda),
        lambda: _content("résumé themes", check_themes),
    ]


def _content(part: str, check: Callable[[], Iterable[object]]) -> Finding:
    problems = [str(problem) for problem in check()]
    if problems:
        shown = "; ".join(problems[:3]) + (f"; and {len(problems) - 3} more" if len(problems) > 3 else "")
        return Finding(part, "missing", shown, "correct the named data file")
    return Finding(part, "ok", "the data is consistent")
