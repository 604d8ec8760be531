"""What the review room takes and gives: queries of the queue, rows, files, decisions. The JSON is the wire format."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from assistant.interview.state import Outcome, Progress
from assistant.interview.views import Line
from assistant.profile.model import Fact, Language, Polarity, Topic
from assistant.review.gates import Obstacle
from assistant.review.lines import ProfileLine
from assistant.review.states import Action, Status

Sort = Literal["said", "-said", "opened", "-opened", "status", "-status", "name", "-name", "percent", "-percent"]
FieldName = Annotated[str, StringConstraints(min_length=1, max_length=40, pattern=r"^[a-z_]+$")]
Id = Annotated[str, StringConstraints(min_length=1, max_length=40, pattern=r"^[A-Za-z0-9_\-]+$")]
Token = Annotated[str, StringConstraints(min_length=1, max_length=60, pattern=r"^-?[a-z_]+(:[a-z_]+){0,2}$")]
ReasonText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000)]
QuestionText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=200)]


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid")


class QueueQuery(_Shape):
    """What a clerk wants to see. `verification` names marks as in `QueueRow.verified`; a minus before one means not."""

    status: list[Status] = []
    job: FieldName | None = None
    city: Annotated[str, StringConstraints(max_length=40)] | None = None
    flag: list[FieldName] = Field(default=[], max_length=10)
    verification: list[Token] = Field(default=[], max_length=10)
    assignee: Id | None = None
    since: datetime | None = None
    until: datetime | None = None
    q: Annotated[str, StringConstraints(max_length=100)] = ""
    sort: Sort = "-said"
    limit: Annotated[int, Field(ge=1, le=200)] = 50
    cursor: Annotated[str, StringConstraints(max_length=400)] | None = None

    @property
    def terms(self) -> list[str]:
        """The words looked for: each must stand somewhere in the file."""
        from assistant.review.word_index import searchable

        return searchable(self.q).split()[:8]


class QueueRow(BaseModel):
    """One file in the list."""

    id: str
    version: int
    status: Status
    name: str
    job: str
    jobs: list[str]
    city: str
    language: str
    channel: str
    percent: int
    flags: list[str]
    verified: list[str]
    assignee: str | None
    assignee_name: str | None
    decline_proposed: bool
    opened_at: datetime
    said_at: datetime
    status_at: datetime


class QueuePage(BaseModel):
    """A page of the queue, and how many files there are at each status under the same filters.

    `city_names`: what cities are called for a reader who has other names for them.
    """

    items: list[QueueRow]
    next: str | None
    counts: dict[str, int]
    cities: list[str]
    city_names: dict[str, str]
    people: dict[str, str]
    median_seconds: float | None


class SavedView(BaseModel):
    """A query somebody kept under a name."""

    id: str
    name: str
    query: QueueQuery


class NewView(_Shape):
    """A query to keep; the same name again replaces it."""

    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]
    query: QueueQuery


class AskedField(_Shape):
    """A question for her, and the field it is about."""

    text: QuestionText
    field: FieldName | None = None


class Return(_Shape):
    """Back to her with questions."""

    version: int
    questions: list[AskedField] = Field(min_length=1, max_length=5)


class Decide(_Shape):
    """A decision about a file as it was at `version`."""

    version: int
    reason_code: FieldName | None = None
    reason: ReasonText | None = None


class Pick(_Shape):
    """One file of several."""

    id: Id
    version: int


class Bulk(_Shape):
    """One action on many files."""

    action: Literal["take", "assign", "release", "approve", "return", "withdraw"]
    files: list[Pick] = Field(min_length=1, max_length=200)
    reason_code: FieldName | None = None
    reason: ReasonText | None = None
    questions: list[AskedField] = Field(default=[], max_length=5)


class BulkResult(BaseModel):
    """What became of one of them; `problem` is the code, `detail` the sentence where it was refused."""

    id: str
    done: bool
    status: Status | None = None
    version: int | None = None
    problem: str | None = None
    detail: str | None = None


class Words(_Shape):
    """Characters of one turn of hers, as evidence."""

    turn_id: Id
    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=1)]


class Edit(_Shape):
    """A value a recruiter writes. With `words` it quotes her; without, it quotes the reason."""

    field: FieldName
    value: Any
    polarity: Polarity = "positive"
    reason_code: FieldName
    reason: ReasonText | None = None
    words: Words | None = None


class Patch(_Shape):
    """Edits of a file as it was at `version`, all or none."""

    version: int
    edits: list[Edit] = Field(min_length=1, max_length=20)


class NewNote(_Shape):
    """A note of the staff."""

    text: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]


class FileFact(Fact):
    """A fact with its place in the list and, for a spoken turn, the seconds in which its words are heard."""

    n: int
    live: bool
    audio_start: float | None = None
    audio_end: float | None = None
    reason: str | None = None
    by: str | None = None
    at: datetime | None = None


class SpokenTurn(BaseModel):
    """A turn that was spoken and where it can be heard."""

    turn_id: str
    seconds: float | None
    url: str
    media_type: str


class ConflictDocument(BaseModel):
    """Facts that cannot all be right."""

    field: str
    reason: str
    facts: list[int]


class Missing(BaseModel):
    """A topic of her agenda without an answer."""

    topic: Topic
    label: str
    why: Literal["not_asked", "not_answered", "refused"]


class Cue(BaseModel):
    """Words of an answer that point somewhere: `answer[start:end]`."""

    kind: Literal["safe", "unsafe"]
    start: int
    end: int


class ScenarioAnswer(BaseModel):
    """A what-would-you-do question and what she said; `outcome` is a cue for a person, never a score."""

    question_id: str
    question: str
    answer: str
    outcome: Outcome
    cues: list[Cue]
    fact: int | None
    source: str | None


class ChangeDocument(BaseModel):
    """A field before and after: what she said beside what the staff wrote, or the last approval beside now."""

    field: str
    before: list[str]
    after: list[str]


class DecisionDocument(BaseModel):
    """One decision."""

    action: Action
    before: Status
    after: Status
    by: str
    by_id: str
    role: str
    reason_code: str | None
    reason: str | None
    seconds: float | None
    at: datetime


class QuestionDocument(BaseModel):
    """A question that was put to her."""

    id: str
    text: str
    topic: str
    fields: list[str]
    by: str
    at: datetime
    settled: str | None
    turn_id: str | None


class NoteDocument(BaseModel):
    """A note, or the reason of an edit."""

    id: str
    kind: str
    text: str
    field: str | None
    by: str
    at: datetime


class CheckDocument(BaseModel):
    """A verification; `ended` once its day is over."""

    what: str
    outcome: str
    checked_on: date
    valid_until: date | None
    ended: bool
    current: bool
    detail: dict[str, Any]
    by: str
    at: datetime


class PaperDocument(BaseModel):
    """A proof document; without `url` once it is deleted. `by_her` where she gave it herself."""

    id: str
    what: str
    media_type: str
    bytes: int
    pages: int
    by_her: bool
    added_at: datetime
    seen_at: datetime | None
    removed_at: datetime | None
    url: str | None


class FileDocument(BaseModel):
    """Everything a clerk needs of one file, on one screen."""

    id: str
    version: int
    status: Status
    actions: list[Action]
    name: str
    job: str
    language: Language
    channel: str
    phase: str
    consented: bool
    handoff: bool
    assignee: str | None
    assignee_name: str | None
    decline_by: str | None
    opened_at: datetime
    said_at: datetime
    status_at: datetime
    expires_at: datetime
    obstacles: list[Obstacle]
    near_children: bool
    lines: list[ProfileLine]
    facts: list[FileFact]
    conflicts: list[ConflictDocument]
    missing: list[Missing]
    scenarios: list[ScenarioAnswer]
    transcript: list[Line]
    audio: list[SpokenTurn]
    parked: list[str]
    progress: Progress
    percent: int
    edited: list[ChangeDocument]
    since_approval: list[ChangeDocument]
    questions: list[QuestionDocument]
    notes: list[NoteDocument]
    decisions: list[DecisionDocument]
    checks: list[CheckDocument]
    papers: list[PaperDocument]
    profile: dict[str, Any]


class Returned(BaseModel):
    """The file went back to her; `link` opens her interview with the question and is shown this once."""

    version: int
    status: Status
    link: str


class OwnStanding(BaseModel):
    """What she may know of the review: where her file stands, and why it was declined if it was."""

    status: Status
    since: datetime
    reason: str | None = None
    may_appeal: bool = False


class Decided(BaseModel):
    """Where the file stands now."""

    version: int
    status: Status
