"""The résumé between profile and page: typed sections of lines, each line tied to the facts it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

from assistant.profile.model import Language, Status, WorkerProfile

View = Literal["public", "own"]
SectionId = Literal["summary", "wishes", "experience", "skills", "papers", "about", "limits", "words", "contact"]


@dataclass(frozen=True, slots=True)
class ResumeOptions:
    """What the caller decides about one résumé.

    `view` is who will look: `public` shows nothing she did not agree to show, `own` is her copy. The phone is masked
    unless `mask_phone` is False. `generated_on` is printed and dates the metadata. `photo` is JPEG, PNG or WebP bytes.
    `reference` is the code printed at the foot, `content_id` the number of this content in the AIGC label.
    `opening` stands in the place of the composed summary: checked lines that rest on the same facts.
    """

    generated_on: date
    view: View = "public"
    mask_phone: bool = True
    theme: str = "warm"
    photo: bytes | None = None
    reference: str | None = None
    content_id: str | None = None
    opening: tuple[Line, ...] = ()


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Evidence(_Model):
    """A fact a line rests on. `quote` is None when her words are withheld from this view (a phone, a private aside)."""

    id: int
    field: str
    status: Status
    quote: str | None
    turn_id: str | None
    start: int
    end: int


class Mark(_Model):
    """One word-sized item of a line: a skill, a cuisine, an area."""

    text: str
    note: str | None = None
    evidence: tuple[int, ...]
    verified: bool = False


class Line(_Model):
    """One sentence. `key` names its template; `label` heads it in lists; `marks` are its items where it is a list.

    `head` and `notes` are the parts of a line that has a subject and remarks on it (a certificate).
    `quoted` lines are her own words, untouched. `verified` only when a person checked every fact under it.
    """

    key: str
    text: str
    evidence: tuple[int, ...]
    label: str | None = None
    label_other: str | None = None
    head: str | None = None
    notes: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()
    quoted: bool = False
    verified: bool = False


class Section(_Model):
    """A titled group of lines; `title_other` is the title in the other language."""

    id: SectionId
    title: str
    title_other: str
    lines: tuple[Line, ...]


class Highlight(_Model):
    """A figure shown large: value and what it is."""

    key: str
    label: str
    label_other: str
    value: str
    unit: str = ""
    evidence: tuple[int, ...]


class Bar(_Model):
    """Years in one job, for the picture. `low`..`high` in years; equal when exact."""

    label: str
    text: str
    low: float
    high: float
    evidence: tuple[int, ...]


class Post(_Model):
    """One post for the timeline. `months` is for drawing; texts are what is shown."""

    title: str
    place: str | None = None
    length: str | None = None
    ended: str | None = None
    ended_iso: str | None = None
    months: float | None = None
    details: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    evidence: tuple[int, ...]
    verified: bool = False


class HeldCertificate(_Model):
    """A certificate, its level and issuer as she said them, and whether a person saw it or checked it."""

    name: str
    level: str | None
    issuer: str | None
    issued_on: str | None
    seen: bool
    verified: bool
    evidence: tuple[int, ...]


class SkillGroup(_Model):
    """Skills of one family, for chips and the wheel."""

    id: str
    label: str
    marks: tuple[Mark, ...]


class Resume(_Model):
    """Everything a renderer may show. Nothing outside `evidence` was used to write it."""

    language: Language
    view: View
    theme: str
    generated_on: date
    name: str | None
    display_name: str
    initial: str
    jobs: tuple[str, ...]
    jobs_other: tuple[str, ...]
    headline: str
    reference: str | None
    content_id: str
    ai_label: str
    claimed_note: str
    sections: tuple[Section, ...]
    highlights: tuple[Highlight, ...]
    bars: tuple[Bar, ...]
    posts: tuple[Post, ...]
    skill_groups: tuple[SkillGroup, ...]
    certificates: tuple[HeldCertificate, ...]
    evidence: tuple[Evidence, ...]
    profile: WorkerProfile
    photo: bytes | None = None

    def section(self, section_id: str) -> Section | None:
        """The section of that id, or None when nothing was said for it."""
        return next((section for section in self.sections if section.id == section_id), None)

    def lines(self) -> tuple[Line, ...]:
        """All lines in reading order."""
        return tuple(line for section in self.sections for line in section.lines)
