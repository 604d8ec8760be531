"""What every section writer needs: profile, facts, words, and the rules for putting a line down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from assistant.profile.model import Language, WorkerProfile
from assistant.resume.evidence import Ids, Ledger, unique
from assistant.resume.model import Line, Mark, ResumeOptions, Section, SectionId
from assistant.resume.wording import OTHER_LANGUAGE, Phrases, Wording, has_superlative, is_private, readable

_LONGEST: Final = 200  # characters; her words are shown whole or not at all


@dataclass(frozen=True, slots=True)
class Clause:
    """Part of a sentence and the facts it rests on."""

    text: str
    ids: Ids


@dataclass(frozen=True, slots=True)
class Desk:
    """One résumé being written."""

    profile: WorkerProfile
    ledger: Ledger
    options: ResumeOptions
    say: Phrases
    other: Phrases

    @classmethod
    def of(cls, profile: WorkerProfile, ledger: Ledger, language: Language, options: ResumeOptions) -> Desk:
        """A desk for one language."""
        return cls(profile, ledger, options, Phrases(language), Phrases(OTHER_LANGUAGE[language]))

    @property
    def words(self) -> Wording:
        """The sentences of the résumé's language."""
        return self.say.words

    def line(
        self,
        key: str,
        text: str,
        ids: Ids,
        *,
        label: str | None = None,
        marks: Sequence[Mark] = (),
        quoted: bool = False,
        verified: bool | None = None,
    ) -> list[Line]:
        """The line, or nothing when no fact carries it or it would praise."""
        if not ids or not text or has_superlative(text):
            return []
        return [
            Line(
                key=key,
                text=text,
                evidence=unique(ids),
                label=self.words.labels[label] if label else None,
                label_other=self.other.words.labels[label] if label else None,
                marks=tuple(marks),
                quoted=quoted,
                verified=self.ledger.verified(ids) if verified is None else verified,
            )
        ]

    def listing(self, key: str, marks: Sequence[Mark], *, label: str) -> list[Line]:
        """A line that is a list of marks, each with its own facts."""
        shown = [mark for mark in marks if mark.evidence]
        text = self.say.line(key, list=self.say.listed([_with_note(mark) for mark in shown])) if shown else ""
        ids = unique(i for mark in shown for i in mark.evidence)
        return self.line(key, text, ids, label=label, marks=shown)

    def marks(self, field: str, kind: str | None, values: Sequence[str], *, negative: bool = False) -> list[Mark]:
        """One mark per value of a `many` field of ids (or of names, when `kind` is None)."""
        found: list[Mark] = []
        for value in values:
            ids = self.ledger.where(field, lambda said, v=value: _id_of(said) == v, negative=negative)  # type: ignore[misc] # the default binds the loop's value
            text = self.say.label(kind, value) if kind else value
            if ids and not has_superlative(text):
                note = next(
                    (words for flag, words in self.words.levels.items() if self.ledger.flagged(ids, flag)), None
                )
                found.append(Mark(text=text, note=note, evidence=ids, verified=self.ledger.verified(ids)))
        return found

    def merged(self, field: str, value: object) -> tuple[dict[str, Any], Ids]:
        """The keys of a `merge` field that facts carry."""
        return self.ledger.parts(self.ledger.of(field), value) if value is not None else ({}, ())

    def sentence(self, key: str, clauses: Sequence[Clause]) -> list[Line]:
        """Clauses as one sentence resting on all their facts; a clause without facts is not said."""
        carried = [clause for clause in clauses if clause.ids and not has_superlative(clause.text)]
        if not carried:
            return []
        text = self.say.sentence([clause.text for clause in carried])
        return self.line(key, text, unique(i for clause in carried for i in clause.ids))

    def section(self, section_id: SectionId, lines: list[Line]) -> list[Section]:
        """The section, unless nothing was said for it."""
        if not lines:
            return []
        return [
            Section(
                id=section_id,
                title=self.words.sections[section_id],
                title_other=self.other.words.sections[section_id],
                lines=tuple(lines),
            )
        ]

    def may_show(self, free_text: str) -> bool:
        """Whether free words may stand on the page: readable, no praise, nothing private, not a whole speech."""
        fit = len(free_text) <= _LONGEST and not has_superlative(free_text) and not is_private(free_text)
        return fit and readable(free_text, self.say.language)


def _with_note(mark: Mark) -> str:
    if not mark.note:
        return mark.text
    return f"{mark.text} ({mark.note})" if mark.note.isascii() else f"{mark.text}（{mark.note}）"


def _id_of(said: object) -> object:
    return said.get("id") if isinstance(said, dict) else said
