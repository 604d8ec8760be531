"""The doctor names what is missing and the command that mends it."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.doctor import examine
from assistant.kit.settings import Settings


def test_this_machine_is_whole(settings: Settings) -> None:
    assert [finding for finding in examine(settings) if finding.verdict == "missing"] == []


def test_a_missing_library_comes_with_its_command(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ctypes.util.find_library", lambda _: None)
    engine = next(finding for finding in examine(settings) if finding.part == "pdf engine")
    assert engine.verdict == "missing"
    assert "apt-get install" in engine.fix


def test_a_slow_engine_is_only_a_warning(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ctypes.util.find_library", lambda name: None if name == "harfbuzz-subset" else "x")
    assert next(f for f in examine(settings) if f.part == "pdf engine").verdict == "warning"


def test_a_data_folder_that_cannot_be_written_is_missing(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    folder = settings.model_copy(update={"data_dir": tmp_path / "file" / "data"})
    assert next(f for f in examine(folder) if f.part == "data folder").verdict == "missing"


def test_a_broken_data_file_is_named(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.interview.book.check", lambda: ["common.yaml: topics: field required"])
    agenda = next(f for f in examine(settings) if f.part == "agenda")
    assert (agenda.verdict, agenda.detail) == ("missing", "common.yaml: topics: field required")


def test_no_chinese_font_is_told(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    assert next(f for f in examine(settings) if f.part == "chinese font").verdict == "warning"


def test_ears_and_mouth_that_are_not_installed_come_with_their_command(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.speech.fetch.missing_packages", lambda _: ["part==1.0"])
    settings = settings.model_copy(update={"speech": "on"})
    for part in ("ears", "mouth"):
        finding = next(f for f in examine(settings) if f.part == part)
        assert finding.verdict == "warning"
        assert finding.fix.startswith("pip install")


def test_without_the_second_reader_answers_are_read_by_the_rules(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = {f.part: f for f in examine(settings)}["second reader"]
    assert found.verdict == "ok"
    monkeypatch.setattr("assistant.doctor.tagger", lambda: None)
    found = {f.part: f for f in examine(settings)}["second reader"]
    assert (found.verdict, found.fix) == ("warning", "make install")


def test_ears_chosen_but_not_downloaded_are_missing(settings: Settings) -> None:
    chosen = settings.model_copy(update={"speech": "on", "asr_model": "large-v3-turbo"})
    ears = next(f for f in examine(chosen) if f.part == "ears")
    assert (ears.verdict, ears.fix) == ("missing", "ayi models fetch large-v3-turbo")


def test_a_listening_server_is_named_before_what_stands_in_for_it(settings: Settings) -> None:
    remote = settings.model_copy(
        update={"speech": "on", "asr_base_url": "http://asr.example/v1", "asr_remote_model": "big"}
    )
    assert next(f for f in examine(remote) if f.part == "ears").detail.startswith("big by AYI_ASR_BASE_URL")


def test_a_speaking_server_is_named_before_what_stands_in_for_it(settings: Settings) -> None:
    remote = settings.model_copy(update={"speech": "on", "tts_base_url": "http://tts.example/v1", "tts_model": "clear"})
    assert next(f for f in examine(remote) if f.part == "mouth").detail.startswith("clear by AYI_TTS_BASE_URL")


def test_speech_that_is_switched_off_needs_nothing(settings: Settings) -> None:
    silent = settings.model_copy(update={"speech": "off", "asr_model": "large-v3-turbo"})
    assert {f.verdict for f in examine(silent) if f.part in {"ears", "mouth"}} == {"ok"}


def test_a_virus_scanner_is_named_or_that_there_is_none(settings: Settings, tmp_path: Path) -> None:
    def scanner(url: str) -> tuple[str, str]:
        found = examine(settings.model_copy(update={"clamd_url": url}))
        return next((f.verdict, f.detail) for f in found if f.part == "virus scanner")

    assert scanner("")[0] == "ok"
    assert "none" in scanner("")[1]
    assert scanner(f"unix://{tmp_path}/none") == ("missing", "no answer at AYI_CLAMD_URL: no file is taken")
    assert scanner("http://x")[0] == "missing"
