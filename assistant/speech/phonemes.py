"""Text in the sounds of the embedded voice: Chinese with English words inside, or English."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from assistant.speech import english
from assistant.speech.pinyin import read, reading_data, runs

_SPACES: Final = re.compile(r"\s+")
_SPACE_BEFORE_MARK: Final = re.compile(r"\s+([,.!?;:…])")
_MARKS_TOGETHER: Final = re.compile(r"([,.!?;:…—])(?:\s*[,.!?;:…—])+")
_ERHUA: Final = "r5"


def phonemes(text: str) -> str:
    """The sounds of `text`, which is worded already, with marks for its pauses; empty when nothing can be said.

    A Chinese run is read as Mandarin, a Latin one as English, whatever is around them.
    """
    found = list(runs(text))
    mixed = any(is_chinese for _, is_chinese in found)
    parts = [_chinese(run) if is_chinese else _other(run, mixed=mixed) for run, is_chinese in found]
    sounds = _SPACES.sub(" ", " ".join(parts))
    sounds = _SPACE_BEFORE_MARK.sub(r"\1", sounds)
    sounds = _MARKS_TOGETHER.sub(r"\1", sounds).strip(" ,;:")
    return sounds if any(map(str.isalpha, sounds)) else ""


def _chinese(run: str) -> str:
    return " ".join("".join(syllable(pinyin) for pinyin in word) for word in read(run))


def _other(run: str, *, mixed: bool) -> str:
    data = reading_data()
    marked = "".join(data.marks.get(character, character) for character in run)
    return english.phonemes(marked, data.latin if mixed else {})


@cache
def syllable(pinyin: str) -> str:
    """One syllable of pinyin (`yue4`, `nv3`, `r5`) in sounds; empty for what is no syllable."""
    from pypinyin.contrib.tone_convert import to_finals, to_initials  # a large package that only a voice needs

    data = reading_data()
    if pinyin == _ERHUA:
        return data.erhua
    plain, tone = pinyin[:-1], pinyin[-1:]
    if not tone.isdigit() or int(tone) not in data.tones:
        return ""
    plain = plain.replace("v", "ü")
    if plain in data.finals and plain in ("er", "ê", "o", "m", "n", "ng"):
        initial, final = "", plain
        sound = "ɔ0" if plain == "o" else data.finals[plain]
    else:
        initial, final = to_initials(plain, strict=True), to_finals(plain, strict=True, v_to_u=True)
        buzzed = initial in data.buzzed.initials and final == data.buzzed.final
        sound = data.buzzed.sound if buzzed else data.finals.get(final, "")
    return data.initials.get(initial, "") + sound.replace("0", data.tones[int(tone)])
