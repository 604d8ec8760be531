"""Questions about one person, answered from what she said and what people verified; never from anything else.

What a question is about is read by the vocabulary and by the topics of `knowledge_base/consumer/person_topics.yaml`.
What neither knows is looked for in her own published words, and quoted where it stands; else she has not said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Final

from pydantic import BaseModel, ConfigDict

from assistant.consumer.model import Quote
from assistant.consumer.signs import cues, folded
from assistant.consumer.wording import Words, words
from assistant.kit.data import data_path, load_yaml
from assistant.matching.model import Mark, PublishedWorker
from assistant.matching.names import name_in
from assistant.profile.model import Fact, Language
from assistant.resume.compose import compose
from assistant.resume.model import Line, Resume, ResumeOptions
from assistant.resume.wording import Phrases, label, readable, wording
from assistant.vocabulary import vocabulary

# The kinds a question may name a thing of, and the field and key a fact carries it under.
_CARRIED: Final[dict[str, tuple[str, str | None]]] = {
    "skills": ("skills", "id"),
    "cuisines": ("cuisines", None),
    "certificates": ("certificates", "kind"),
    "languages": ("languages", "id"),
    "preferences": ("preferences", None),
    "work_modes": ("work_modes", None),
    "jobs": ("jobs", None),
}
_QUOTES_EACH: Final = 2
_SENTENCES_EACH: Final = 3
_CERTIFICATE: Final = "certificate"


class _Topic(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    any: list[str]
    fields: list[str] = []
    marks: list[str] = []
    private: bool = False
    overview: bool = False

    def asked(self, plain: str) -> bool:
        """Whether a folded question is about this."""
        return any(re.search(pattern, plain) for pattern in self.any)


class _Topics(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    topics: list[_Topic]
    guesses: list[str]
    function_words: list[str]


@cache
def _topics() -> _Topics:
    return _Topics.model_validate(load_yaml(data_path("knowledge_base", "consumer", "person_topics.yaml")))


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question is about: things the vocabulary names (several ids may be one thing), topics, words left over."""

    things: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    topics: tuple[_Topic, ...]
    left: str


@dataclass(frozen=True, slots=True)
class Told:
    """What can be said of a person to a question; `known` says whether she has said anything of it."""

    text: str
    quotes: tuple[Quote, ...]
    known: bool


def asked_about(text: str, language: Language) -> Asked:
    """What a question about a person is about."""
    plain = folded(text)
    things: dict[tuple[int, int], list[tuple[str, str]]] = {}
    forms: dict[tuple[int, int], str] = {}
    for match in vocabulary().find(plain, language, tuple(_CARRIED)):
        things.setdefault((match.start, match.end), []).append((match.kind, match.id))
        forms[match.start, match.end] = text[match.start : match.end]
    outer = [span for span in things if not any(_inside(span, other) for other in things)]
    named = tuple((forms[span], tuple(dict.fromkeys(things[span]))) for span in sorted(outer))
    topics = [each for each in _topics().topics if each.asked(plain)]
    if named:
        # 她有月嫂证吗 asks for one certificate, not for all; 做过双胞胎 asks for twins, not for all she has done.
        topics = [each for each in topics if each.private or each.marks or each.id in ("pay", "start", "rest", "place")]
        topics = [each for each in topics if each.id != "certificates"]
    elif any(not each.overview for each in topics):
        topics = [each for each in topics if not each.overview]
    return Asked(named, tuple(topics), _left_over(plain))


def asks_private(text: str, language: Language) -> bool:
    """Whether a question is about what is nobody's business: age, home town, family, phone."""
    return any(topic.private for topic in asked_about(text, language).topics)


def asks_to_guess(text: str) -> bool:
    """Whether a question wants a guess at her character or at what she will do."""
    plain = folded(text)
    return any(re.search(pattern, plain) for pattern in _topics().guesses)


def _inside(span: tuple[int, int], other: tuple[int, int]) -> bool:
    return span != other and other[0] <= span[0] and span[1] <= other[1]


def _left_over(plain: str) -> str:
    """The question without what points, asks and joins: what it is about, as said."""
    left = cues().person.sub(" ", plain)
    for pattern in _topics().function_words:
        left = re.sub(pattern, " ", left)
    pieces = [piece for piece in re.split(r"[\W_]+", left) if len(piece) > 1]
    return max(pieces, key=len, default="")


def tell(worker: PublishedWorker, question: str, language: Language, today: date) -> Told:
    """The answer to a question about `worker`, from her published facts and marks alone."""
    asked = asked_about(question, language)
    teller = _Teller(worker, language, today)
    if any(topic.private for topic in asked.topics):
        return Told(words(language).say("private", name=name_in(language, worker.display_name)), (), known=True)
    parts = [teller.thing(form, ids) for form, ids in asked.things]
    parts += [teller.topic(topic) for topic in asked.topics]
    if not parts and asked.left:
        parts = [teller.word(asked.left)]
    if not parts:
        parts = [teller.overview()]
    text = "\n".join(dict.fromkeys(part.text for part in parts))
    quotes = tuple(dict.fromkeys((q.field, q.text) for part in parts for q in part.quotes))
    return Told(
        text,
        tuple(Quote(worker_id=worker.worker_id, field=field, text=said) for field, said in quotes),
        known=any(part.known for part in parts),
    )


class _Teller:
    """Says things of one person in one language."""

    def __init__(self, worker: PublishedWorker, language: Language, today: date) -> None:
        self._worker = worker
        self._language: Language = language
        self._today = today
        self._words: Words = words(language)
        self._name = name_in(language, worker.display_name)

    def thing(self, form: str, ids: Sequence[tuple[str, str]]) -> Told:
        """Whether she can, has or accepts something the vocabulary names."""
        names = list(dict.fromkeys(label(kind, term, self._language) for kind, term in ids))
        carriers = [fact for kind, term in ids for fact in self._carrying(kind, term)]
        if not carriers:
            found = self.word(form) if len(form) > 1 else None
            if found is not None and found.known:
                return found
            topic = self._words.say("unsaid_label", label=names[0])
            return self._unsaid(topic)
        latest = carriers[-1]
        no = latest.polarity == "negative" or latest.value is False or _refuses(latest, ids)
        skill = latest.field in ("skills", "cuisines")
        key = ("says_skill_no" if no else "says_skill") if skill else ("says_no" if no else "says_yes")
        carried = next((n for kind, term in ids if latest in self._carrying(kind, term)
                        for n in [label(kind, term, self._language)]), names[0])  # fmt: skip
        return self._statement(self._words.say(key, label=carried), carriers)

    def topic(self, topic: _Topic) -> Told:
        """What she said of a field of her profile, and what people verified of it."""
        if topic.overview:
            return self.overview()
        facts = [fact for fact in self._worker.facts if fact.field in topic.fields and fact.value is not None]
        marks = [mark for mark in self._worker.marks if mark.what.partition(":")[0] in topic.marks]
        lines = self._sentences(topic.fields)
        if not lines and not marks:
            return self._unsaid(self._words.say(f"unsaid_topics.{self._topic_key(topic.id)}"))
        verified = [mark_words(mark, self._language) for mark in marks]
        statement = " ".join([*lines, *verified])
        if lines and topic.marks and not marks:
            statement += self._words.say("unverified")
        return self._statement(statement, facts if lines else [])

    def word(self, word: str) -> Told:
        """Where she herself used a word that no vocabulary knows."""
        hits = [fact for fact in self._worker.facts if word in folded(fact.quote) and fact.polarity == "positive"]
        if not hits:
            return self._unsaid(self._words.say("unsaid_word", word=word))
        return self._statement(self._words.say("says_word", word=word), hits)

    def overview(self) -> Told:
        """The first sentences of what is known of her."""
        resume = resume_of(self._worker, self._language, self._today)
        lines = [line.text for line in resume.lines() if not line.quoted][:_SENTENCES_EACH]
        if not lines:
            return Told(self._words.say("not_said_anything", name=self._name), (), known=False)
        marks = [mark_words(mark, self._language) for mark in self._worker.marks]
        statement = " ".join([*lines, *marks])
        return Told(self._words.say("says", name=self._name, statement=statement), (), known=True)

    def _carrying(self, kind: str, term: str) -> list[Fact]:
        field, key = _CARRIED[kind]
        return [
            fact
            for fact in self._worker.facts
            if fact.field == field and _names(fact.value, key, term) and fact.value is not None
        ]

    def _sentences(self, fields: Iterable[str]) -> list[str]:
        """The résumé's sentences that rest on facts of these fields."""
        resume = resume_of(self._worker, self._language, self._today)
        wanted = set(fields)
        ids = {each.id for each in resume.evidence if each.field in wanted}
        summary = resume.section("summary")
        skipped = set(summary.lines) if summary else set()
        lines = [line for line in resume.lines() if line not in skipped and not line.quoted]
        found = [line for line in lines if ids & set(line.evidence)] or [
            line for line in skipped if ids & set(line.evidence)
        ]
        return list(dict.fromkeys(sentence_of(line, self._language) for line in found))[:_SENTENCES_EACH]

    def _statement(self, statement: str, facts: Sequence[Fact]) -> Told:
        said = [(fact.field, fact.quote) for fact in facts if fact.quote and readable(fact.quote, self._language)]
        quotes = list(dict.fromkeys(reversed(said)))[:_QUOTES_EACH]
        text = self._words.say("says", name=self._name, statement=statement)
        for _, quote in quotes:
            text += self._words.say("quote", quote=quote)
        return Told(
            text,
            tuple(Quote(worker_id=self._worker.worker_id, field=field, text=quote) for field, quote in quotes),
            known=True,
        )

    def _unsaid(self, topic: str) -> Told:
        return Told(self._words.say("unsaid", name=self._name, topic=topic), (), known=False)

    def _topic_key(self, topic_id: str) -> str:
        return topic_id if self._words.has("unsaid_topics", topic_id) else "default"


def sentence_of(line: Line, language: Language) -> str:
    """A line of a résumé where it stands alone: headed by its label, closed by a stop."""
    labels = wording(language).labels
    head = labels.get(line.label or "", "")
    joint, stop = ("：", "。") if language == "zh" else (": ", ".")
    text = line.text if not head or head in line.text else f"{head}{joint}{line.text}"
    return text if text.endswith((stop, "。", ".")) else text + stop


def _names(value: Any, key: str | None, term: str) -> bool:  # noqa: ANN401 - a fact's value has any JSON shape
    if isinstance(value, dict):
        return value.get(key) == term if key else term in value
    return bool(value == term)


def _refuses(fact: Fact, ids: Sequence[tuple[str, str]]) -> bool:
    """Whether a preference was answered with no."""
    return isinstance(fact.value, dict) and any(fact.value.get(term) is False for _, term in ids)


@cache
def _options(today: date) -> ResumeOptions:
    return ResumeOptions(generated_on=today)


def resume_of(worker: PublishedWorker, language: Language, today: date) -> Resume:
    """Her résumé from what is published of her."""
    return compose(worker.profile, worker.facts, language, _options(today))


def mark_words(mark: Mark, language: Language) -> str:
    """What was verified, by whom and when, as a sentence."""
    say, phrases = words(language), Phrases(language)
    what, _, detail = mark.what.partition(":")
    name = label("certificates", detail, language) if what == _CERTIFICATE else ""
    until = say.say("mark_until", date=phrases.date(mark.until.isoformat())) if mark.until else ""
    title = say.say(f"marks.{what}", certificate=name) if say.has("marks", what) else what
    return say.say("mark", what=title, by=mark.by, on=phrases.date(mark.on.isoformat()), until=until)
