"""How a form bends when it is said: aspect and reduplication in Chinese, tenses in English. The rules are data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from assistant.kit.data import data_path, load_yaml


@dataclass(frozen=True, slots=True)
class Inflections:
    """Verbs that bend, with the ways they do: prefixes by verb."""

    chinese: Mapping[str, Sequence[str]]
    english: Mapping[str, Sequence[str]]

    def of(self, form: str) -> Iterator[str]:
        """The other ways to say a form that begins with a verb; nothing for other forms."""
        head, _, rest = form.partition(" ")
        if rest:
            for bent in self.english.get(head, ()):
                yield f"{bent} {rest}"
            return
        for length in (2, 1):
            if len(form) > length and form[:length] in self.chinese:
                for bent in self.chinese[form[:length]]:
                    yield bent + form[length:]
                return


@cache
def inflections() -> Inflections:
    """The rules as shipped in `knowledge_base/taxonomy/inflections.yaml`."""
    data = load_yaml(data_path("knowledge_base", "taxonomy", "inflections.yaml"))
    patterns: list[str] = data["zh"]["patterns"]
    chinese = {verb: tuple(pattern.format(verb=verb) for pattern in patterns) for verb in data["zh"]["verbs"]}
    return Inflections(chinese, data["en"])
