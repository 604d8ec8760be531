"""The interviewer's desk during one turn: what lies on it, and the small moves everything else is made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from assistant.interview.agenda import Choice, Item
from assistant.interview.book import Book
from assistant.interview.questions import Answerer
from assistant.interview.readback import label
from assistant.interview.state import (
    Event,
    EventKind,
    InterviewState,
    OpenQuestion,
    ParkedQuestion,
    Phase,
    Progress,
    Reply,
    Turn,
)
from assistant.interview.wording import MOVES, Phrasebook
from assistant.profile.fields import FIELDS
from assistant.profile.fold import Folded, fold
from assistant.profile.model import Fact, Topic
from assistant.understanding.reading import Act, Reading

# A worker's parked question is kept for a person up to this many characters.
PARKED_CHARACTERS = 500


@dataclass(slots=True)
class Desk:
    """One turn at work: her words and what was read in them, the state being changed, and the reply being composed."""

    book: Book
    state: InterviewState
    text: str
    reading: Reading
    folded: Folded
    today: date
    turn_id: str | None
    answerer: Answerer
    said: list[str] = field(default_factory=list)
    chips: tuple[str, ...] = ()
    events: list[Event] = field(default_factory=list)
    extra_facts: list[Fact] = field(default_factory=list)
    handoff: bool = False
    silent_topic: bool = False
    hypothetical: bool = False
    wants_person: bool = False
    sure_of: frozenset[str] = frozenset()  # fields she has just agreed to
    profile: dict[str, Any] = field(init=False)

    def __post_init__(self) -> None:
        self.profile = self.folded.profile.wire()

    @property
    def phrases(self) -> Phrasebook:
        """The sentences of this interview's language."""
        return self.book.phrasebooks[self.state.language]

    @property
    def jobs(self) -> tuple[str, ...]:
        """The jobs she does, the main one first; until she names one, the post she came for."""
        said: Sequence[str] = self.profile.get("jobs", ())
        return tuple(said) or ((self.state.job,) if self.state.job else ())

    @property
    def supposed_job(self) -> str | None:
        """The post she came for, as long as she has not named a job herself."""
        return None if self.profile.get("jobs") else self.state.job

    @property
    def items(self) -> tuple[Item, ...]:
        """The agenda for her jobs, most important first."""
        return self.book.agenda.items(self.jobs)

    def item(self, item_id: str) -> Item | None:
        """An item by id, as her jobs have it."""
        own = next((item for item in self.items if item.id == item_id), None)
        return own or self.book.agenda.item(item_id)

    def does(self, *acts: Act) -> bool:
        """Whether the turn performs any of the acts."""
        return any(self.reading.does(act) for act in acts)

    def mostly(self, *acts: Act) -> bool:
        """Whether the acts make up at least half of what was said, so that it is not said in passing."""
        length = len(self.text.strip()) or 1
        return sum(span.end - span.start for span in self.reading.acts if span.act in acts) * 2 >= length

    def new_facts(self) -> list[Fact]:
        """What the turn states, without what it takes back or refuses."""
        if self.hypothetical:
            return list(self.extra_facts)
        stated = [fact for fact in self.reading.facts if fact.status not in ("corrected", "refused")]
        return [fact for fact in stated if fact.value is not None] + self.extra_facts

    def speaks_to(self, fields: Iterable[str]) -> bool:
        """Whether the turn has a fact of one of the fields."""
        wanted = set(fields)
        return any(fact.field in wanted for fact in self.new_facts())

    @property
    def aloud(self) -> bool:
        """Whether she hears the reply."""
        return self.state.channel != "text"

    def about(self) -> frozenset[str]:
        """The fields she gave as approximations."""
        return frozenset(fact.field for fact in self.folded.live if "approximate" in fact.flags)

    def words_for(self, fact: Fact) -> str | None:
        """A fact's value in a few words."""
        read_back = self.book.read_backs[self.state.language]
        return read_back.value(fact.field, fact.value, about="approximate" in fact.flags, aloud=self.aloud)

    def words_in_passing(self, facts: Sequence[Fact], *, bare: bool = False) -> str | None:
        """New facts of one field and polarity, as they are said back at once; `bare`: their value alone."""
        return self.book.read_backs[self.state.language].in_passing(facts, aloud=self.aloud, bare=bare)

    def words_for_fields(self, fields: Iterable[str]) -> str:
        """What the profile has on some fields, each in a few words."""
        about = self.about()
        said = [(name, self.profile[name], name in about) for name in fields if name in self.profile]
        return self.book.read_backs[self.state.language].values(said, aloud=self.aloud)

    def read_back_lines(self) -> list[str]:
        """The whole profile in short lines."""
        return self.book.read_backs[self.state.language].lines(self.profile, self.about(), aloud=self.aloud)

    def pick(self, key: str, variants: Sequence[str]) -> str:
        """The next variant of a sentence: the seed chooses where to begin, then they take turns."""
        used = self.state.rotation.get(key, 0)
        self.state.rotation[key] = used + 1
        return variants[(self.state.seed + used) % len(variants)]

    def phrase(self, move: str, **slots: str) -> str:
        """A sentence of moves.yaml, filled in."""
        if set(slots) != set(MOVES[move]):
            raise ValueError(f"{move} takes {sorted(MOVES[move])}")
        return self.pick(move, self.phrases.moves.moves[move]).format(**slots)

    def say(self, move: str, **slots: str) -> None:
        """Add a sentence to the reply."""
        self.said.append(self.phrase(move, **slots))

    def offer(self, chips: str) -> None:
        """Offer the short answers of a situation."""
        self.chips = self.phrases.moves.chips[chips]

    def note(self, kind: EventKind, topic: Topic | None = None, fields: Iterable[str] = ()) -> None:
        """Record something others may have to act on."""
        self.events.append(Event(kind=kind, topic=topic, fields=tuple(fields)))

    def put(self, question: OpenQuestion | None) -> None:
        """Lay a question on the table; the one before it is what a bare correction may mean."""
        before = self.state.open
        if before and question and before.topic is not question.topic and before.kind != "consent":
            self.state.previous_topic = before.topic
        self.state.open = question

    def close(self, item_id: str) -> None:
        """Count an item as settled although the profile has nothing on it."""
        if item_id not in self.state.closed:
            self.state.closed = (*self.state.closed, item_id)

    def park(self, text: str) -> None:
        """Keep her question for a person."""
        parked = ParkedQuestion(text=text.strip()[:PARKED_CHARACTERS], topic=self.state.asking)
        self.state.parked = (*self.state.parked, parked)
        self.note(EventKind.QUESTION_PARKED, self.state.asking)

    def take(self, choice: Choice, start: int, end: int) -> None:
        """Make a fact of a short answer, quoting it."""
        self.add_fact(choice.field, choice.value, start, end)

    def add_fact(self, name: str, value: object, start: int, end: int) -> None:
        """Append a fact that `text[start:end]` states under the open question, and fold it in."""
        quote = self.text[start:end]
        self.take_fact(Fact(field=name, value=value, quote=quote, turn_id=self.turn_id, start=start, end=end))

    def take_fact(self, fact: Fact) -> None:
        """Append a fact of this turn that the reader did not give, and fold it in."""
        self.extra_facts.append(fact)
        self._fold_again()

    def suppose(self) -> None:
        """Set aside what the reader found: she tells what she would do, not what she did."""
        self.hypothetical = True
        self._fold_again()

    def _fold_again(self) -> None:
        set_aside = self.reading.facts if self.hypothetical else ()
        standing = [fact for fact in self.folded.live if fact not in set_aside]
        self.profile = fold((*standing, *self.extra_facts)).profile.wire()

    def known_before(self, name: str) -> bool:
        """Whether an earlier turn already spoke to the field."""
        now = {id(fact) for fact in self.reading.facts}
        return any(
            id(fact) not in now and fact not in self.reading.facts and fact.status != "refused"
            for fact in self.folded.history.get(name, ())
        )

    def reply(self) -> Reply:
        """The reply composed so far."""
        done = self.state.phase is Phase.DONE
        asking = None if done or self.silent_topic else self.state.listening_for
        return Reply(
            text=_join(self.said, self.state.language),
            asking=asking,
            quick_replies=self._chips(),
            done=done,
            handoff=self.handoff,
        )

    def _chips(self) -> tuple[str, ...]:
        """The chips, with a person among them where she may well want one."""
        person = self.phrases.moves.chips["person"] if self.wants_person else ()
        return (*person, *(chip for chip in self.chips if chip not in person))

    def turn(self, *, keep: bool, progress: Progress) -> Turn:
        """The finished turn."""
        kept = () if self.hypothetical else self.reading.facts
        return Turn(
            state=self.state,
            reply=self.reply(),
            progress=progress,
            extra_facts=tuple(self.extra_facts),
            events=tuple(self.events),
            facts=(*kept, *self.extra_facts) if keep else (),
            keep=keep,
        )


def topic_of(field_name: str) -> Topic | None:
    """The topic a field belongs to; None for a field this version does not know."""
    spec = FIELDS.get(field_name)
    return spec.topic if spec else None


def job_label(desk: Desk) -> str:
    """Her main job in words, or a general word for it."""
    found = label("jobs", desk.jobs[0], desk.state.language) if desk.jobs else None
    return found or desk.phrases.questions.any_job


def _join(sentences: Sequence[str], language: str) -> str:
    return ("" if language == "zh" else " ").join(sentence.strip() for sentence in sentences if sentence.strip())
