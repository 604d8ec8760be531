"""Every sentence the interviewer says: read from `prompts/interview/<language>/`, varied by a fixed rotation."""

from __future__ import annotations

import string
from collections.abc import Mapping
from typing import Final, get_args

from pydantic import BaseModel, ConfigDict, Field

from assistant.interview.agenda import Agenda
from assistant.interview.sources import Folders, InterviewDataError, read_model
from assistant.profile.model import Language, Topic

Variants = tuple[str, ...]

# The moves of the interviewer and the slots each may fill. The words are in moves.yaml.
MOVES: Final[Mapping[str, frozenset[str]]] = {
    name: frozenset(slots)
    for name, slots in {
        "greeting": (),
        "greeting_voice": (),
        "consent_ask": (),
        "consent_explain": (),
        "consent_declined": (),
        "consent_thanks": (),
        "declined_still": (),
        "welcome_back": (),
        "hello": (),
        "no_thanks_needed": (),
        "ack": ("list",),
        "ack_plain": (),
        "ack_noted": (),
        "ack_name": ("name",),
        "ack_surname": ("name",),
        "ack_more": ("list",),
        "ack_many": (),
        "ack_corrected": ("list",),
        "ack_corrected_plain": (),
        "ack_refused": (),
        "ack_refused_other": (),
        "refused_much": (),
        "ack_skipped": (),
        "ack_unknown": (),
        "vague": (),
        "miss": (),
        "miss_help": (),
        "miss_left": (),
        "unheard_silence": (),
        "unheard_noise": (),
        "unheard_unclear": (),
        "unheard_other_language": (),
        "unheard_help": (),
        "unheard_pause": (),
        "suggestion_ask": ("text",),
        "elsewhere_ask": ("text", "topic"),
        "elsewhere_wrong": (),
        "years_ask": ("years",),
        "year_of_birth": ("year",),
        "suggestion_wrong": (),
        "suggestion_help": (),
        "human": (),
        "human_before": (),
        "human_contact": (),
        "human_waiting": (),
        "waiting": (),
        "paused": (),
        "emergency": (),
        "emergency_again": (),
        "emergency_over": (),
        "distress": (),
        "delete_ask": (),
        "delete_done": (),
        "delete_kept": (),
        "withdrawn": (),
        "embellish": (),
        "parked": (),
        "parked_more": (),
        "correction_which": (),
        "fix_ask": ("what",),
        "name_which": (),
        "numbers_check": ("list",),
        "numbers_right": (),
        "numbers_wrong": (),
        "conflict_changed": ("first", "second"),
        "conflict_year": ("value",),
        "conflict_age": ("value",),
        "conflict_document": (),
        "conflict_settled": (),
        "conflict_open": (),
        "scenario_first": (),
        "scenario_next": (),
        "scenario_thanks": (),
        "scenario_line": ("line",),
        "read_back": ("lines",),
        "read_back_changed": ("list",),
        "read_back_changed_plain": (),
        "read_back_right": (),
        "read_back_which": (),
        "closing": (),
        "closing_parked": (),
        "closing_empty": (),
        "closing_unconfirmed": (),
        "after_done": (),
        "after_done_changed": ("list",),
        "after_done_thanks": (),
        "reviewer_asks": (),
        "reviewer_next": (),
        "reviewer_thanks": (),
        "reviewer_on": (),
    }.items()
}
# Short answers offered as chips, by situation.
CHIPS: Final = (
    "consent",
    "consent_explain",
    "declined",
    "delete",
    "numbers",
    "conflict",
    "suggestion",
    "rename",
    "read_back",
    "read_back_which",
    "help",
    "paused",
    "person",
)
_QUESTION_SLOTS: Final = frozenset({"job"})


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Questions(_Data):
    """`questions.yaml`. A key `item@job` is the wording of `item` for that job."""

    ask: dict[str, Variants]
    again: dict[str, Variants]
    follow: dict[str, Variants]
    why: dict[Topic, str]
    topics: dict[Topic, str]
    any_job: str
    or_: str = Field(alias="or")  # between the last of several


class Moves(_Data):
    """`moves.yaml`: everything that is not a question of the agenda."""

    moves: dict[str, Variants]
    chips: dict[str, Variants]
    now_words: Variants = Field(min_length=1)  # words that make an emergency a present one
    resume_words: Variants = Field(min_length=1)  # "go on", and nothing else
    question_words: Variants = Field(min_length=1)  # what asks, where no mark of a question is written
    not_asking: Variants = ()  # 没啥, 什么都: hold such a word and ask nothing
    why_words: Variants = Field(min_length=1)  # a question with one of these asks what ours is for
    wish_words: Variants = Field(min_length=1)  # what makes a wish of an answer a question: 白班行吗
    but_words: Variants = Field(min_length=1)  # a yes with one of these and a question is no consent yet
    wrong_words: Variants = Field(min_length=1)  # what calls something wrong
    nothing_wrong: Variants = ()  # 没错: holds one of these, and calls nothing wrong
    nothing_alone: Variants = Field(min_length=1)  # none: nothing is to be changed
    field_words: dict[str, Variants]  # and how she names it, by profile field
    agree_words: Variants = Field(min_length=1)  # her consent in so many words
    suggestion_yes: Variants = Field(min_length=1)  # to "您是说…吗？", and nothing else
    suggestion_no: Variants = Field(min_length=1)
    rename_words: Variants = Field(min_length=1)  # her name is written wrongly, and nothing else
    consent_yes: Variants = Field(min_length=1)  # the same where the guess is her consent: no murmur counts


class Answer(_Data):
    """Something the product itself can answer honestly. `cues`: any of them in her question.

    A `worry` is answered although she only states it: "你们是骗子吧".
    """

    id: str
    cues: Variants
    text: str
    worry: bool = False


class Right(_Data):
    """A practice the law forbids, how workers name it, and the plain sentence about it. `law`: where it stands."""

    id: str
    cues: Variants = ()
    text: str
    law: str


class Answers(_Data):
    """`answers.yaml`. The last of `rights` is the one for whatever the others do not name."""

    identity: Variants
    answers: tuple[Answer, ...]
    rights: tuple[Right, ...] = Field(min_length=1)


class Meaning(_Data):
    """What a word of ours means. `cues`: the word; `topic`: what "what is that?" points at while it is being asked.

    `bare`: the word alone with a mark ("健康证？") asks the same; of others it may be a wish ("住家？").
    """

    cues: Variants = Field(min_length=1)
    topic: Topic | None = None
    text: str
    bare: bool = False


class Meanings(_Data):
    """`meanings.yaml`. `words` ask what something means; `fillers` may stand beside them without meaning anything."""

    words: Variants = Field(min_length=1)
    fillers: Variants
    meanings: tuple[Meaning, ...]


class Phrasebook:
    """The sentences of one language."""

    def __init__(
        self, language: Language, questions: Questions, moves: Moves, answers: Answers, meanings: Meanings
    ) -> None:
        self.language = language
        self.questions = questions
        self.moves = moves
        self.answers = answers
        self.meanings = meanings

    def question(self, kind: str, key: str, job: str | None) -> tuple[str, Variants]:
        """The rotation key and the variants of a question: `kind` is ask, again or follow.

        Simpler words that were not written fall back to the plain question.
        """
        table: Mapping[str, Variants] = getattr(self.questions, kind)
        for candidate in (f"{key}@{job}", key):
            if candidate in table:
                return f"{kind}.{candidate}", table[candidate]
        if kind == "again":
            return self.question("ask", key, job)
        raise InterviewDataError(f"{self.language}/questions.yaml: {kind}.{key}: there is no wording")


def load_phrasebooks(folders: Folders, agenda: Agenda) -> dict[Language, Phrasebook]:
    """The phrasebooks of both languages, checked against the agenda: nothing it can ask lacks words.

    Raises:
        InterviewDataError: a file does not fit, a sentence is missing, or a slot is unknown; says which and where.
    """
    books: dict[Language, Phrasebook] = {}
    for language in get_args(Language):
        folder = folders.prompts / language
        questions = read_model(folder / "questions.yaml", Questions)
        moves = read_model(folder / "moves.yaml", Moves)
        answers = read_model(folder / "answers.yaml", Answers)
        meanings = read_model(folder / "meanings.yaml", Meanings)
        _check_questions(language, questions, agenda)
        _check_moves(language, moves)
        books[language] = Phrasebook(language, questions, moves, answers, meanings)
    return books


def _check_questions(language: str, questions: Questions, agenda: Agenda) -> None:
    file = f"{language}/questions.yaml"
    items = [*agenda.common.items, *(item for job in agenda.jobs.values() for item in job.items)]
    for item in items:
        keys = (item.id, f"{item.id}_preset") if item.topic is Topic.JOB else (item.id,)
        for key in keys:
            if key not in questions.ask:
                raise InterviewDataError(f"{file}: ask.{key}: the agenda asks this, but there is no wording")
        for follow_up in item.follow_ups:
            if follow_up.id not in questions.follow:
                raise InterviewDataError(
                    f"{file}: follow.{follow_up.id}: the agenda asks this, but there is no wording"
                )
    for topic in Topic:
        if topic not in questions.topics:
            raise InterviewDataError(f"{file}: topics.{topic}: there is no label")
    for kind in ("ask", "again", "follow"):
        for key, variants in getattr(questions, kind).items():
            _check_slots(f"{file}: {kind}.{key}", variants, _QUESTION_SLOTS)


def _check_moves(language: str, moves: Moves) -> None:
    file = f"{language}/moves.yaml"
    for name, slots in MOVES.items():
        if name not in moves.moves:
            raise InterviewDataError(f"{file}: moves.{name}: there is no wording")
        _check_slots(f"{file}: moves.{name}", moves.moves[name], slots)
    for name in moves.moves:
        if name not in MOVES:
            raise InterviewDataError(f"{file}: moves.{name}: the interviewer has no such move")
    for name in CHIPS:
        if name not in moves.chips:
            raise InterviewDataError(f"{file}: chips.{name}: there are no short answers")


def _check_slots(where: str, variants: Variants, allowed: frozenset[str]) -> None:
    if not variants or not all(text.strip() for text in variants):
        raise InterviewDataError(f"{where}: there is no wording")
    for text in variants:
        try:
            used = {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
        except ValueError as error:
            raise InterviewDataError(f"{where}: {error}") from None
        if used - allowed:
            raise InterviewDataError(f"{where}: unknown slot {{{min(used - allowed)}}}")
