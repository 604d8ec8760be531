"""Her own questions: answered where the product can answer honestly, otherwise parked for a person."""

from __future__ import annotations

from typing import Protocol

from assistant.interview.meaning import asked_meaning
from assistant.interview.wording import Phrasebook, Right
from assistant.profile.model import Language, Topic


class Answerer(Protocol):
    """Whoever can answer a worker's question; the knowledge base stands behind this in a full installation."""

    def answer(self, question: str, language: Language, topic: Topic | None) -> str | None:
        """A short spoken answer, or None when it must go to a person. `topic`: what she was being asked."""


class RuleAnswers(Protocol):
    """Looks a rule up for a worker's question before her turn is taken; slow sources give up and answer None."""

    async def __call__(self, question: str, language: Language) -> str | None:
        """A short answer that names its source, or None."""


class PreparedAnswerer:
    """What the product knows of itself goes first; then the rule that was looked up for this very turn."""

    def __init__(self, product: Answerer, prepared: str | None) -> None:
        self._product = product
        self._prepared = prepared

    def answer(self, question: str, language: Language, topic: Topic | None) -> str | None:
        """The product's own answer, or the prepared one."""
        return self._product.answer(question, language, topic) or self._prepared


class ProductAnswerer:
    """Answers what the product knows about itself, from answers.yaml."""

    def __init__(self, phrasebook: Phrasebook) -> None:
        self._phrasebook = phrasebook

    def answer(self, question: str, language: Language, topic: Topic | None) -> str | None:
        """What a word of ours means, if she asks that; else the answer whose cue is longest in the question."""
        del language
        if found := asked_meaning(self._phrasebook.meanings, question, topic):
            return found.meaning.text
        asked = question.lower()
        best: tuple[int, str] | None = None
        for entry in self._phrasebook.answers.answers:
            for cue in entry.cues:
                if cue.lower() in asked and (best is None or len(cue) > best[0]):
                    best = (len(cue), entry.text)
        return best[1] if best else None


def right_for(phrasebook: Phrasebook, text: str) -> Right:
    """The rule that speaks to the practice she tells of; the general one when none is named."""
    told = text.lower()
    rights = phrasebook.answers.rights
    return next((right for right in rights[:-1] if any(cue.lower() in told for cue in right.cues)), rights[-1])
