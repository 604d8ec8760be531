"""Her gender, only when she says it."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.understanding.zh import grammar
from assistant.understanding.zh.draft import Draft
from assistant.understanding.zh.scene import Scene


def read_gender(scene: Scene) -> Iterator[Draft]:
    """Gender only from plain words about herself; never from her work, name or family."""
    for value, key in (("female", "gender_female"), ("male", "gender_male")):
        for match in grammar.pattern("person", key).finditer(scene.text):
            asks = grammar.says("person", "asks_for_herself", match.group())
            if (asks or not scene.silent(match.start())) and scene.subject_at(match.start()).hers():
                yield Draft("gender", value, match.start(), match.end(), confidence=0.95)
                break
    for clause in scene.clauses:
        word = clause.text.strip()
        for value, key in (("female", "female_alone"), ("male", "male_alone")):
            if word in grammar.words("person", key) and scene.subjects[scene.index_at(clause.start)].hers():
                start = clause.start + clause.text.index(word)
                yield Draft("gender", value, start, start + len(word))
