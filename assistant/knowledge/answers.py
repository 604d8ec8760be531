"""Answers that say only what their clauses say, name the place and the clause, and refuse when there is no support."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from pydantic import BaseModel

from assistant.kit.data import data_path, load_yaml
from assistant.kit.errors import UnavailableError
from assistant.knowledge import support
from assistant.knowledge.documents import Front, jurisdictions
from assistant.knowledge.guard import NOT_HELD, Rule, SecondOpinion, Unruled, bounds, danger, guard, reason
from assistant.knowledge.likeness import Judgement
from assistant.knowledge.orders import OrderFilter, sentences
from assistant.knowledge.query import Query, places_named, scope_of, understand, without_places
from assistant.knowledge.repository import StoredClause
from assistant.knowledge.retrieve import Hit, Retriever

AnswerKind = Literal["answer", "clarify", "refusal", "emergency", "handoff", "smalltalk"]
AnswerLanguage = Literal["zh", "en"]

_LONGEST_QUESTION = 600
_BARE = 12


class Citation(BaseModel):
    """The clause an answer rests on; `excerpt` is the clause in the library's words."""

    source_id: str
    title: str
    locator: str
    effective_from: date | None
    jurisdiction: str
    excerpt: str


class Answer(BaseModel):
    """What is said to a question. `guard` names the rule that declined it; `place` where the answer binds."""

    kind: AnswerKind
    text: str
    citations: list[Citation] = []
    jurisdiction: str | None = None
    guard: str | None = None


@dataclass(frozen=True, slots=True)
class _Words:
    language: AnswerLanguage
    phrases: dict[str, str]
    patterns: dict[str, tuple[re.Pattern[str], ...]]


@cache
def _words(language: AnswerLanguage) -> _Words:
    loaded = load_yaml(data_path("prompts", "knowledge", "answers.yaml"))
    patterns = {name: tuple(re.compile(p) for p in found) for name, found in loaded["patterns"].items()}
    return _Words(language, loaded[language], patterns)


def source_begins(language: AnswerLanguage) -> str:
    """How the line begins that names the source of what is said before it."""
    return _words(language).phrases["basis"].partition("{")[0]


def follows_up(text: str) -> bool:
    """Whether a question leans on the one before it ("那上海呢")."""
    return any(pattern.search(text.strip().lower()) for pattern in _words("zh").patterns["follow_up"])


class Answerer:
    """The knowledge half of the assistant: one question in, one answer with its clauses out."""

    def __init__(
        self, retriever: Retriever, opinion: SecondOpinion | None = None, orders: OrderFilter | None = None
    ) -> None:
        self._retriever = retriever
        self._opinion = opinion
        self._orders = orders or OrderFilter()

    def answer(
        self,
        text: str,
        today: date,
        jurisdiction: str | None = None,
        before: str | None = None,
        language: AnswerLanguage | None = None,
    ) -> Answer:
        """Answer a question.

        Args:
            text: the question, any language; instructions in it are only words.
            today: the day rules must be in force.
            jurisdiction: the place the asker chose, unless the words name one.
            before: the question before this one, which "那上海呢" goes back to.
            language: the language to answer in; that of the question if left out.
        """
        text = text.strip()[:_LONGEST_QUESTION]
        spoken = language or ("zh" if re.search(r"[\u3400-\u9fff]", text) or not text else "en")
        words = _words(spoken)
        if not text:
            return Answer(kind="clarify", text=words.phrases["empty"])
        ruled = guard(text)
        if ruled is not None and (ruled.kind == "emergency" or ruled.id in bounds().certain):
            return _by_rule(ruled, words)
        folded = text.lower()
        for name, kind in (("handoff", "handoff"), ("identity", "smalltalk"), ("smalltalk", "smalltalk")):
            if any(pattern.search(folded) for pattern in words.patterns[name]):
                return Answer.model_validate({"kind": kind, "text": words.phrases[name]})
        if before and any(pattern.search(folded) for pattern in words.patterns["follow_up"]):
            text = _carried_over(text, before, words)
        judgement = self._judge(text)
        urgent = danger(judgement, text)
        if urgent is not None:
            return _by_rule(urgent, words)
        query = understand(text, jurisdiction)
        hits = [hit for hit in self._retriever.search(query, today) if _has_words(hit, self._orders)]
        if not hits or not support.answers(query, hits[0], judgement, pattern=ruled is not None):
            declined = ruled or reason(judgement)
            return _by_rule(declined, words) if declined is not None else _refuse(hits, words, query.language)
        return self._compare(query, today, words) if len(query.named) > 1 else self._single(query, hits, words)

    def signals(self, text: str, today: date, jurisdiction: str | None = None) -> support.Signals | None:
        """What is weighed for and against answering a question; None where no clause is found."""
        query = understand(text, jurisdiction)
        hits = self._retriever.search(query, today)
        judgement = self._judge(text)
        return support.signals(query, hits[0], judgement, pattern=guard(text) is not None) if hits else None

    def _judge(self, text: str) -> Judgement | None:
        if self._opinion is None:
            return None
        try:
            return self._opinion.judge(text, self._retriever.vectors_of)
        except UnavailableError:
            return None

    def _single(self, query: Query, hits: Sequence[Hit], words: _Words) -> Answer:
        best = hits[0]
        if best.stored.front.status == "not_held":
            return Answer(
                kind="refusal",
                text=_say(best.stored, words, self._orders),
                citations=[cite(best.stored, self._orders, words.language)],
            )
        parts = [_say(best.stored, words, self._orders), *_notes(best.stored.front, words)]
        cited = [best.stored]
        where = best.stored.front.jurisdiction
        if query.jurisdiction and where not in (query.jurisdiction, *scope_of(query.jurisdiction)):
            # The only rule found binds elsewhere: say so instead of passing it off as hers.
            return _refuse(hits, words, query.language)
        others = [
            hit.stored
            for hit in hits[1:4]
            if _supports(hit, query.language)
            and _related(hit, best, query.language)
            and (query.jurisdiction is None or hit.stored.front.jurisdiction in query.scope)
        ]
        if query.jurisdiction and where == query.jurisdiction:
            national = next((o for o in others if o.front.jurisdiction in scope_of(where)), None)
            if national is not None:
                cited.append(national)
        if hits[1:] and others[:1] == [hits[1].stored] and _beside(hits[1], best, query.language):
            # Two clauses answer about equally well: saying only one of them would be a guess.
            whole = _as_near(hits[1], best, query.language)
            parts.insert(1, _say(others[0], words, self._orders, short=not whole))
            second = others.pop(0)
            cited.extend([second] if second not in cited else [])
        if others:
            parts.append(words.phrases["see_also"].format(titles=_named(others[:2], words)))
            cited.extend(o for o in others[:2] if o not in cited)
        unheld = self._place_not_held(query, words)
        if unheld is not None:
            parts.append(words.phrases["elsewhere"].format(place=unheld))
        if query.jurisdiction is None and where != "cn":
            parts.append(words.phrases["local_only"].format(place=_place(where, words)))
        return Answer(
            kind="answer",
            text="\n".join(parts),
            citations=[cite(each, self._orders, words.language) for each in cited],
            jurisdiction=where,
        )

    def _place_not_held(self, query: Query, words: _Words) -> str | None:
        """The place asked about when the library holds nothing of it."""
        if query.elsewhere is not None or query.jurisdiction is None:
            return query.elsewhere
        return None if self._retriever.holds(query.jurisdiction) else _place(query.jurisdiction, words)

    def _compare(self, query: Query, today: date, words: _Words) -> Answer:
        """The same question for each place it names."""
        lines: list[str] = [words.phrases["differs"]]
        cited: list[StoredClause] = []
        for place in query.named:
            own = Query(query.text, query.language, place, scope_of(place), (place,), query.words, query.expanded)
            found = [h for h in self._retriever.search(own, today) if h.stored.front.jurisdiction in scope_of(place)]
            best = next((hit for hit in found if _supports(hit, query.language)), None)
            if best is None or best.stored.front.jurisdiction == "cn":
                lines.append(words.phrases["no_local"].format(place=_place(place, words)))
            else:
                lines.append(
                    words.phrases["per_place"].format(
                        place=_place(place, words), text=_say(best.stored, words, self._orders)
                    )
                )
            if best is not None and best.stored not in cited:
                cited.append(best.stored)
        if not cited:
            return _refuse([], words, query.language)
        return Answer(
            kind="answer",
            text="\n".join(lines),
            citations=[cite(each, self._orders, words.language) for each in cited],
        )


def _by_rule(rule: Rule | Unruled, words: _Words) -> Answer:
    if not isinstance(rule, Rule):
        return Answer(kind="refusal", text=words.phrases["not_held" if rule == NOT_HELD else "refusal"])
    return Answer(kind=rule.kind, text=rule.text[words.language], guard=rule.id)


def _supports(hit: Hit, language: str) -> bool:
    return support.policy().of(language).holds(hit)


def _has_words(hit: Hit, orders: OrderFilter) -> bool:
    return bool(orders.plain(hit.stored.clause.body, hit.stored.front))


def _related(hit: Hit, best: Hit, language: str) -> bool:
    return hit.score >= best.score * support.policy().of(language).related


def _beside(hit: Hit, best: Hit, language: str) -> bool:
    return hit.score >= best.score * support.policy().of(language).beside and hit.stored.front.status != "not_held"


def _as_near(hit: Hit, best: Hit, language: str) -> bool:
    return hit.score >= best.score * support.policy().of(language).whole


def _carried_over(text: str, before: str, words: _Words) -> str:
    """The earlier question with this one's new point put first; a new place takes the place of the earlier one."""
    point = text.lower().strip()
    for joint in words.patterns["joint"]:
        point = joint.sub("", point).strip()
    return f"{point or text} {without_places(before) if places_named(text) else before}"


def _refuse(hits: Sequence[Hit], words: _Words, language: str) -> Answer:
    near = [hit for hit in hits[:2] if hit.cosine >= support.policy().of(language).both_cosine]
    text = words.phrases["refusal"]
    if near:
        text += words.phrases["closest"].format(titles=_named([hit.stored for hit in near], words, by_title=True))
    return Answer(kind="refusal", text=text)


def _named(clauses: Sequence[StoredClause], words: _Words, *, by_title: bool = False) -> str:
    """Clauses by their document's name and their place in it, or in Chinese by their own title too."""
    if words.language == "en":
        return "; ".join(f"{each.front.title_en}, {each.clause.locator}" for each in clauses)
    return "；".join(
        f"{each.front.title}·{each.clause.title}" if by_title else f"{each.front.title}{each.clause.locator}"
        for each in clauses
    )


def _say(stored: StoredClause, words: _Words, orders: OrderFilter, *, short: bool = False) -> str:
    """The clause's own sentences, or with `short` its first one or two, then where they stand."""
    english = words.language == "en"
    # An operator's own document has no English; its words are better than none.
    front = stored.front
    body = orders.plain((stored.clause.english if english else "") or stored.clause.body, front)
    if short:
        body = _opening(body)
    since = words.phrases["since"].format(date=front.effective_from) if front.effective_from else ""
    basis = words.phrases["basis"].format(
        title=front.title_en if english else f"《{front.title}》",
        locator=stored.clause.locator,
        where=_place(front.jurisdiction, words),
        since=since,
    )
    return f"{body}\n{basis}"


def _opening(body: str) -> str:
    """The first sentence, and the second where the first is a bare yes or no."""
    sentences = [part for part in re.split(r"(?<=[。！？!?\n])|(?<=\.)(?=\s)", body) if part.strip()]
    taken = sentences[:1] if sentences and len(sentences[0]) > _BARE else sentences[:2]
    return "".join(taken).strip()


def _notes(front: Front, words: _Words) -> list[str]:
    return [words.phrases[front.status]] if front.status in ("recommended", "draft", "practice") else []


def _place(where: str, words: _Words) -> str:
    names = jurisdictions().get(where, {})
    return names.get(words.language, where)


def cite(stored: StoredClause, orders: OrderFilter, language: AnswerLanguage = "zh") -> Citation:
    """The citation of a clause, without what in it is an order; `language` is that of the document's name."""
    front = stored.front
    return Citation(
        source_id=front.id,
        title=front.title_en if language == "en" else front.title,
        locator=stored.clause.locator,
        effective_from=front.effective_from,
        jurisdiction=front.jurisdiction,
        excerpt=orders.plain(stored.clause.body, front),
    )


def brief(answer: Answer) -> str | None:
    """An answer short enough to be said aloud: its direct first sentence and where that stands; None if it is none."""
    if answer.kind != "answer" or not answer.citations:
        return None
    lines = answer.text.splitlines()
    direct = next((part for part in sentences(lines[0]) if part.strip()), lines[0])
    return "".join((direct, lines[1] if len(lines) > 1 else ""))
