"""How numbers are said digit by digit, in every script: the one place whoever looks for them reads it from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property

from pydantic import BaseModel, ConfigDict

from assistant.kit.data import data_path, load_yaml


class Digits(BaseModel):
    """`knowledge_base/grammar/digits.yaml`: characters and words by the digit they stand for."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    digits: dict[str, str]
    words: dict[str, str]
    times: dict[str, str]
    times_words: dict[str, int]
    counting: str
    scale: str
    units: str
    pauses: tuple[str, ...]
    marks: str

    @cached_property
    def written(self) -> str:
        """Every character that stands for one digit."""
        return "".join(self.digits.values())

    @cached_property
    def value(self) -> dict[str, str]:
        """The digit each character stands for."""
        return {character: digit for digit, forms in self.digits.items() for character in forms}

    @cached_property
    def gap(self) -> re.Pattern[str]:
        """What may stand between two parts of one number."""
        pauses = "|".join(map(re.escape, sorted(self.pauses, key=len, reverse=True)))
        return re.compile(f"(?:[{re.escape(self.marks)}]|{pauses})*")

    @cached_property
    def said(self) -> re.Pattern[str]:
        """One or more digits at once: 八, three, 三个八, double eight."""
        words = "|".join(self.words)
        return re.compile(
            rf"(?P<times>[{''.join(self.times.values())}])个(?P<repeated>[{self.written}])"
            rf"|(?P<one>[{self.written}])"
            rf"|\b(?:(?P<times_word>{'|'.join(self.times_words)})\s+)?(?P<word>{words})\b",
            re.IGNORECASE,
        )


@dataclass(frozen=True, slots=True)
class Said:
    """Digits where they were said: `text[start:end]`."""

    start: int
    end: int
    digits: str


@cache
def digits() -> Digits:
    """The data, read once."""
    return Digits.model_validate(load_yaml(data_path("knowledge_base", "grammar", "digits.yaml")))


def said_digits(text: str) -> list[list[Said]]:
    """The digits of a text in runs: nothing but pauses lies between two digits of one run."""
    runs: list[list[Said]] = []
    known, end = digits(), -1
    for match in known.said.finditer(text):
        found = Said(match.start(), match.end(), _value(match, known))
        if runs and known.gap.fullmatch(text, end, match.start()):
            runs[-1].append(found)
        else:
            runs.append([found])
        end = match.end()
    return runs


def _value(match: re.Match[str], known: Digits) -> str:
    if match["one"]:
        return known.value[match["one"]]
    if match["repeated"]:
        count = next(int(times) for times, forms in known.times.items() if match["times"] in forms)
        return known.value[match["repeated"]] * count
    return known.words[match["word"].lower()] * known.times_words.get((match["times_word"] or "").lower(), 1)
