"""Whether an answer says only what its cited clauses and the product's own phrases say."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache

from assistant.kit.data import data_path, load_yaml
from assistant.knowledge.answers import Answer, Citation
from assistant.knowledge.documents import Clause, Document, Front, jurisdictions

_SENTENCE = re.compile(r"(?<=[。！？!?；;])|(?<=[.])\s|\n")
_NUMBER = re.compile(r"\d+(?:[.,/:\-]\d+)*|[〇零一二三四五六七八九十百千万亿两半]{2,}")
_SLOT = re.compile(r"\{(\w+)\}")


class Shelf:
    """The clauses an answer may cite, by `document#locator`."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._held: dict[str, tuple[Front, Clause]] = {
            clause.key: (document.front, clause) for document in documents for clause in document.clauses
        }
        self._titles = {
            plain(shape.format(title=front.title, locator=clause.locator, name=clause.title))
            for front, clause in self._held.values()
            for shape in ("{title}{locator}", "{title}·{name}")
        }

    def get(self, citation: Citation) -> tuple[Front, Clause] | None:
        """The clause a citation points to, if there is one."""
        return self._held.get(key(citation))

    def has_title(self, title: str) -> bool:
        """Whether this is how the product names a clause of the library."""
        return title in self._titles


def key(citation: Citation) -> str:
    """`document#locator` of a citation."""
    return f"{citation.source_id}#{citation.locator}"


def plain(text: str) -> str:
    """Text for comparing: one width, lower case, no spaces, no thousands separators."""
    folded = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text).lower())
    return re.sub(r"(?<=\d),(?=\d{3})", "", folded)


def broken_citations(answer: Answer, shelf: Shelf) -> list[str]:
    """Citations whose clause is not in the library, or whose excerpt is not in that clause."""
    bad: list[str] = []
    for citation in answer.citations:
        held = shelf.get(citation)
        if held is None or plain(citation.excerpt) not in plain(held[1].body + held[1].english):
            bad.append(key(citation))
    return bad


def invented_numbers(answer: Answer, shelf: Shelf) -> list[str]:
    """Numbers in the answer that are in no cited clause, its name or its dates, nor in the product's own phrases."""
    told = set(_numbers(" ".join((*_told(answer, shelf), *_phrases()))))
    return [number for number in _numbers(answer.text) if number not in told]


def unsupported(answer: Answer, shelf: Shelf) -> list[str]:
    """Sentences of the answer that are neither in a cited clause nor a phrase of the product filled from one."""
    bodies = [plain(text) for text in _told(answer, shelf)]
    shapes = _shapes()
    bad: list[str] = []
    for line in answer.text.splitlines():
        spoken = _without_place(line)
        if any(_filled(shape, spoken, answer, shelf) for shape in shapes):
            continue
        for sentence in filter(None, (part.strip() for part in _SENTENCE.split(spoken))):
            said = plain(sentence)
            if any(said in body for body in bodies) or any(_filled(s, sentence, answer, shelf) for s in shapes):
                continue
            bad.append(sentence)
    return bad


def _told(answer: Answer, shelf: Shelf) -> list[str]:
    texts: list[str] = []
    for citation in answer.citations:
        texts.extend((citation.excerpt, citation.title, citation.locator, str(citation.effective_from)))
        held = shelf.get(citation)
        if held is not None:
            texts.extend((held[1].body, held[1].english, held[1].title, held[0].title_en))
    return texts


def _numbers(text: str) -> list[str]:
    return _NUMBER.findall(re.sub(r"(?<=\d),(?=\d{3})", "", unicodedata.normalize("NFKC", text)))


@cache
def _phrases() -> tuple[str, ...]:
    loaded: Mapping[str, Mapping[str, str]] = load_yaml(data_path("prompts", "knowledge", "answers.yaml"))
    return tuple(phrase for language in ("zh", "en") for phrase in loaded[language].values())


@cache
def _shapes() -> tuple[re.Pattern[str], ...]:
    made = []
    for phrase in _phrases():
        # A phrase that is nothing but a place and free text would let everything through.
        if "{text}" in phrase:
            continue
        parts = _SLOT.split(phrase.strip())
        pattern = "".join(f"(?P<{part}>.*)" if n % 2 else re.escape(part) for n, part in enumerate(parts))
        made.append(re.compile(pattern))
    return tuple(made)


def _filled(shape: re.Pattern[str], said: str, answer: Answer, shelf: Shelf) -> bool:
    """Whether `said` is this phrase with every slot filled from the citations or the library's own names."""
    found = shape.fullmatch(said.strip())
    if found is None:
        return False
    allowed = {plain(text) for text in _told(answer, shelf)}
    places = {plain(name) for entry in jurisdictions().values() for name in (entry["zh"], entry["en"])}
    for slot, value in found.groupdict().items():
        filled = plain(value)
        if slot == "titles":
            good = all(shelf.has_title(plain(title)) for title in value.split("；"))
        elif slot in ("place", "where"):
            good = filled in places
        elif slot == "since":
            good = not value or all(number in " ".join(allowed) for number in _numbers(value))
        else:
            good = filled.strip("《》") in allowed
        if not good:
            return False
    return True


def _without_place(line: str) -> str:
    for entry in jurisdictions().values():
        for name in (entry["zh"], entry["en"]):
            for mark in ("：", ":", ": "):
                if line.startswith(name + mark):
                    return line[len(name + mark) :].strip()
    return line
