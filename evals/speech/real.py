"""Real read Mandarin that may lie on this machine, and how it is compared with what was heard."""

from __future__ import annotations

import csv
import wave
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.speech.captions import bare, simplified
from assistant.speech.model import Sound
from assistant.speech.sound import from_pcm16

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "speech" / "aishell_dev"
_FIGURES = str.maketrans("0123456789幺两", "零一二三四五六七八九一二")


@dataclass(frozen=True, slots=True)
class Clip:
    """A recording and what was read in it."""

    sound: Sound
    reference: str


def clips() -> list[Clip]:
    """Every recording; none where the folder is absent."""
    if not FOLDER.is_dir():
        return []
    with (FOLDER / "refs.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    found = []
    for row in rows:
        with wave.open(str(FOLDER / row["file"])) as recording:
            sound = from_pcm16(recording.readframes(recording.getnframes()), recording.getframerate())
        found.append(Clip(sound, row["reference"]))
    return found


def letters(text: str) -> str:
    """What counts: simplified characters without marks, figures digit by digit as they are said."""
    return bare(simplified(text), "zh").translate(_FIGURES)


def distance(wanted: Sequence[str], got: Sequence[str]) -> int:
    """How many characters must be put in, taken out or exchanged (Levenshtein)."""
    row = list(range(len(got) + 1))
    for i, want in enumerate(wanted, 1):
        diagonal, row[0] = row[0], i
        for j, have in enumerate(got, 1):
            diagonal, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, diagonal + (want != have))
    return row[-1]
