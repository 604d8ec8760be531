"""Whether an answer says only what its cited clauses and the product's own phrases say."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from assistant.kit.data import data_path, load_yaml
from assistant.knowledge.answers import Answer, Citation
from assistant.knowledge.documents import Clause, Document, Front, jurisdictions
from assistant.vocabulary.places import places

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
            plain(shape.format(title=front.title, title_en=front.title_en, locator=clause.locator, name=clause.title))
            for front, clause in self._held.values()
            for shape in ("{title}{locator}", "{title}·{name}", "{title_en}, {locator}")
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


def spoken(answer: Answer) -> str:
    """The answer for comparing, without the lines that only name further clauses."""
    lines = answer.text.splitlines()
    listing = [pattern for pattern, slot in _listing() if slot == "titles"]
    return plain("\n".join(line for line in lines if not any(pattern.fullmatch(line.strip()) for pattern in listing)))


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
    bad: list[str] = []
    for line in answer.text.splitlines():
        spoken = _without_place(line)
        if _is_phrase(spoken, answer, shelf) or _is_phrase(line, answer, shelf):
            continue
        for sentence in filter(None, (part.strip() for part in _SENTENCE.split(spoken))):
            said = plain(sentence)
            if any(said in body for body in bodies) or _is_phrase(sentence, answer, shelf):
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
def _listing() -> tuple[tuple[re.Pattern[str], str], ...]:
    """The phrases with one slot of several values, as (pattern, slot)."""
    made = []
    for phrase in _phrases():
        slots = _SLOT.findall(phrase)
        if slots in (["titles"], ["place"]):
            before, after = phrase.strip().split("{" + slots[0] + "}")
            made.append((re.compile(re.escape(before) + "(.*)" + re.escape(after)), slots[0]))
    return tuple(made)


def _is_phrase(said: str, answer: Answer, shelf: Shelf) -> bool:
    """Whether `said` is a phrase of the product, its slots filled from the citations or the library's own names."""
    if plain(said) in _filled(answer, shelf):
        return True
    for pattern, slot in _listing():
        found = pattern.fullmatch(said.strip())
        if found is None:
            continue
        if slot == "place" and (plain(found[1]) in {plain(name) for name in _places()} or places().find(found[1])):
            return True
        if slot == "titles" and all(shelf.has_title(plain(title)) for title in re.split("[；;]", found[1])):
            return True
    return False


def _filled(answer: Answer, shelf: Shelf) -> set[str]:
    """The phrases without slots, and those about one citation filled from each that is cited."""
    loaded: Mapping[str, Mapping[str, str]] = load_yaml(data_path("prompts", "knowledge", "answers.yaml"))
    made = {plain(phrase) for phrase in _phrases() if not _SLOT.search(phrase)}
    for language in ("zh", "en"):
        words = loaded[language]
        for citation in answer.citations:
            held = shelf.get(citation)
            if held is None:
                continue
            since = words["since"].format(date=citation.effective_from) if citation.effective_from else ""
            made.add(
                plain(
                    words["basis"].format(
                        title=f"《{held[0].title}》" if language == "zh" else held[0].title_en,
                        locator=citation.locator,
                        where=jurisdictions()[citation.jurisdiction][language],
                        since=since,
                    )
                )
            )
    return made


def _places() -> Iterator[str]:
    for entry in jurisdictions().values():
        yield from (entry["zh"], entry["en"])


def _without_place(line: str) -> str:
    for name in _places():
        for mark in ("：", ":"):
            if line.startswith(name + mark):
                return line[len(name + mark) :].strip()
    return line
