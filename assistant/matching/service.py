"""Who is published, and who of them fits: hard conditions by the database, the rest by a score that shows itself."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any, Final

from assistant.kit.clock import Clock
from assistant.kit.database import Database
from assistant.kit.errors import AyiError
from assistant.matching import codes as numbers
from assistant.matching.codes import Codes, bit, term
from assistant.matching.compare import Comparison, comparison
from assistant.matching.conditions import Bits, Condition
from assistant.matching.diversity import Ranked, spread
from assistant.matching.index import keys_of, rows_of
from assistant.matching.meaning import likeness, need_text, packed
from assistant.matching.model import Found, Match, NearMiss, Need, PublishedWorker
from assistant.matching.near_misses import CITY, most_readily, sentence
from assistant.matching.publishable import texts_of
from assistant.matching.reasons import told
from assistant.matching.repository import VECTOR, MatchRepository, Question
from assistant.matching.score import Scorer
from assistant.matching.settings import Weights, weights
from assistant.matching.tables import SPINS
from assistant.matching.wanted import Wanted, wanted
from assistant.models.embedding import Embedder
from assistant.profile.model import Language, Range
from assistant.resume.wording import Phrases

_LOG = logging.getLogger(__name__)
_TURN: Final = 389  # spins an order moves on a day; odd, so that every start comes once in 1024 days
_MOST_COMPARED: Final = 3
_NEAR_ROWS: Final = 60
_AT_ONCE: Final = 200
_MOST_MISSES: Final = 2
CARDS: Final = "/w/"
"""Below this the card of a person is found by its code."""


class MatchService:
    """The search's front door. `embedder` None, or one that fails, leaves the transparent parts alone to decide."""

    def __init__(
        self, database: Database, clock: Clock, embedder: Embedder | None = None, rules: Weights | None = None
    ) -> None:
        self._database = database
        self._clock = clock
        self._embedder = embedder
        self._rules = rules or weights()
        self._codes = Codes()

    async def publish(self, worker: PublishedWorker) -> None:
        """Make a person findable, or replace what was published of her."""
        await self._put(worker, only_known=False)

    async def _put(self, worker: PublishedWorker, *, only_known: bool) -> bool:
        vector = await self._vector(texts_of(worker.facts), passage=True)
        async with self._database.session() as session:
            repository = MatchRepository(session)
            if only_known and await repository.by_worker(worker.worker_id) != worker.model_dump(
                mode="json", exclude_defaults=True
            ):
                return False
            given = await repository.coded(keys_of(worker))
            no = await repository.put(worker, rows_of(worker, given))
            await repository.put_vector(no, self._model, packed(vector) if vector is not None else None)
        return True

    async def withdraw(self, worker_id: str) -> None:
        """Forget a person at once; nothing happens when she is not published."""
        async with self._database.session() as session:
            await MatchRepository(session).remove(worker_id)

    async def reindex(self) -> int:
        """Make everybody's rows anew, after a change of the taxonomy, the weights or the encoder; how many there were.

        Searches go on meanwhile, each person found as before or as after.
        """
        done, last = 0, ""
        while True:
            async with self._database.reading() as session:
                documents = await MatchRepository(session).documents_after(last, _AT_ONCE)
            if not documents:
                return done
            for document in documents:
                worker = PublishedWorker.model_validate(document)
                last = worker.worker_id
                # Who has withdrawn since must not come back.
                done += await self._put(worker, only_known=True)

    async def worker(self, worker_id: str) -> PublishedWorker | None:
        """What is published of a person, None when nothing is or it has run out."""
        async with self._database.reading() as session:
            return self._living(await MatchRepository(session).by_worker(worker_id))

    async def by_code(self, card_code: str) -> PublishedWorker | None:
        """The person whose card this is, None when nobody's or when it has run out."""
        async with self._database.reading() as session:
            return self._living(await MatchRepository(session).by_code(card_code))

    async def count(self) -> int:
        """How many people are published."""
        async with self._database.reading() as session:
            return await MatchRepository(session).count()

    async def search(
        self,
        need: Need,
        *,
        language: Language,
        limit: int = 5,
        personal: bool = True,
        exclude: Iterable[str] = (),
    ) -> Found:
        """The people who fulfil every must, best first, and near misses when they are few.

        With `personal` off nobody is scored: the order is a rotation that moves with the day. `exclude` are ids of
        people not to be shown.
        """
        # Read while the database looks.
        meant = asyncio.create_task(
            self._vector(need_text(need, language, self._rules) if personal else "", passage=False)
        )
        async with _ended(meant), self._database.reading() as session:
            repository = MatchRepository(session)
            compiled = await self._compiled(repository, need)
            scorer = Scorer(compiled, self._codes, self._rules)
            left_out = tuple(await repository.numbers(exclude)) if exclude else ()
            asked = self._question(compiled, scorer if personal else None, left_out, max(limit, self._rules.depth))
            whom = replace(asked, model=self._model if personal else "")
            rows, total, partial = await self._rows(repository, whom, compiled)
            ranked = self._ranked(rows, scorer, await self._in_time(meant), personal=personal)
            chosen = spread(ranked, limit, self._rules.spread) if personal else ranked[:limit]
            documents = await repository.documents([each.no for each in chosen])
            matches = [
                self._match(documents[each.no], compiled, language, each, personal=personal)
                for each in chosen
                if each.no in documents  # she may have withdrawn since
            ]
            near: list[NearMiss] = []
            if total < self._rules.few:
                near = await self._near(repository, asked, compiled, scorer, language, personal=personal)
        return Found(matches=matches, near_misses=near, total=total, at_least=partial, personal=personal)

    async def compare(self, ids: Sequence[str], need: Need | None, language: Language) -> Comparison:
        """Up to three people side by side; those no longer published are left out."""
        async with self._database.reading() as session:
            repository = MatchRepository(session)
            found = [self._living(await repository.by_worker(each)) for each in list(ids)[:_MOST_COMPARED]]
        return comparison([worker for worker in found if worker is not None], need, language, self._clock.today())

    async def _compiled(self, repository: MatchRepository, need: Need) -> Wanted:
        """The need in numbers, which are read again when the search meets a name it has no number for."""
        keys = _keys(need)
        if not self._codes.given or self._codes.missing(keys):
            self._codes = await repository.codes()
        return wanted(need, self._codes, self._clock.today(), self._rules)

    def _question(self, compiled: Wanted, scorer: Scorer | None, left_out: tuple[int, ...], limit: int) -> Question:
        return Question(
            jobs=compiled.jobs,
            cities=compiled.cities,
            always=compiled.always,
            musts=compiled.musts,
            rough=scorer.rough() if scorer else (),
            exclude=left_out,
            turn=compiled.today * _TURN % SPINS,
            limit=limit,
        )

    async def _rows(
        self, repository: MatchRepository, asked: Question, compiled: Wanted
    ) -> tuple[list[dict[str, Any]], int, bool]:
        """Rows, how many there are, and whether that is only a lower bound.

        Without a city or a job a share of everybody is looked at, the same for all on one day, until it holds enough.
        """
        if compiled.cities is not None and len(compiled.jobs) <= 1:
            answered = await repository.ask(asked)
            return answered.rows, answered.total, False
        cities = compiled.cities
        if cities is None:
            cities = (numbers.UNKNOWN_CITY, *sorted(self._codes.names(numbers.CITIES)))
        expected = 0
        for share in self._rules.shares:
            if share > 1 and expected and expected / share < self._rules.enough:
                continue
            width = SPINS // share
            begin = compiled.today % share * width
            spins = (begin, begin + width) if share > 1 else None
            answered = await repository.ask(replace(asked, cities=cities, spins=spins))
            if answered.total >= self._rules.enough:
                break
            expected = answered.total * share
        return answered.rows, answered.total, spins is not None

    def _ranked(
        self,
        rows: Sequence[Mapping[str, Any]],
        scorer: Scorer,
        query: Any,  # noqa: ANN401 - a vector or None; numpy's types are the encoder's business
        *,
        personal: bool,
    ) -> list[Ranked]:
        """Everybody once, best first; ties in the order the database gave."""
        meanings: dict[int, float] = {}
        if query is not None:
            kept = {row["no"]: row[VECTOR] for row in rows if row[VECTOR] is not None}
            meanings = likeness(query, kept, self._model, self._rules)
        # Whose words were never read by this encoder stands in the middle of the others.
        middle = sum(meanings.values()) / len(meanings) if meanings else None
        best: dict[int, Ranked] = {}
        for row in rows:
            no = row["no"]
            parts = scorer.parts(row, meanings.get(no, middle)) if personal else {}
            ranked = Ranked(no, row, scorer.total(parts), parts)
            if no not in best or ranked.score > best[no].score:
                best[no] = ranked
        return sorted(best.values(), key=lambda each: -each.score) if personal else list(best.values())

    async def _near(
        self,
        repository: MatchRepository,
        asked: Question,
        compiled: Wanted,
        scorer: Scorer,
        language: Language,
        *,
        personal: bool,
    ) -> list[NearMiss]:
        """People who fail one must, or two when nobody fails only one; else those who would come from another city."""
        for misses in range(1, min(_MOST_MISSES, len(compiled.musts)) + 1):
            answered = await repository.ask(replace(asked, misses=misses, limit=_NEAR_ROWS))
            named = most_readily(answered.rows, compiled.musts, self._rules)[: self._rules.near_limit]
            if named:
                return await self._told_near(
                    repository, answered.rows, named, compiled, scorer, language, personal=personal
                )
        return await self._from_elsewhere(repository, asked, compiled, scorer, language, personal=personal)

    async def _from_elsewhere(
        self,
        repository: MatchRepository,
        asked: Question,
        compiled: Wanted,
        scorer: Scorer,
        language: Language,
        *,
        personal: bool,
    ) -> list[NearMiss]:
        code = self._codes.get(term("yes", "other_cities"))
        if compiled.city is None or code is None or CITY not in self._rules.gives:
            return []
        willing = Condition("other_cities", (Bits(*bit(code)),))
        musts = tuple(condition for condition in compiled.musts if condition.name != "district")
        cities = (numbers.UNKNOWN_CITY, *sorted(self._codes.names(numbers.CITIES)))
        elsewhere = replace(asked, cities=cities, always=(*asked.always, willing), musts=musts, limit=_NEAR_ROWS)
        rows = (await repository.ask(elsewhere)).rows
        named = [(no, (CITY,)) for no in dict.fromkeys(row["no"] for row in rows)][: self._rules.near_limit]
        return await self._told_near(repository, rows, named, compiled, scorer, language, personal=personal)

    async def _told_near(
        self,
        repository: MatchRepository,
        rows: Sequence[Mapping[str, Any]],
        named: Sequence[tuple[int, tuple[str, ...]]],
        compiled: Wanted,
        scorer: Scorer,
        language: Language,
        *,
        personal: bool,
    ) -> list[NearMiss]:
        documents = await repository.documents([no for no, _ in named])
        first = {row["no"]: row for row in reversed(rows)}
        near = []
        for no, gives in named:
            if no not in documents:
                continue
            parts = scorer.parts(first[no]) if personal else {}
            ranked = Ranked(no, first[no], scorer.total(parts), parts)
            match = self._match(documents[no], compiled, language, ranked, personal=personal)
            near.append(NearMiss(match=match, gives=list(gives), text=sentence(match, gives, language)))
        return near

    def _match(
        self, document: Mapping[str, Any], compiled: Wanted, language: Language, ranked: Ranked, *, personal: bool
    ) -> Match:
        worker = PublishedWorker.model_validate(document)
        said = told(worker, compiled, language, self._rules)
        profile = worker.profile
        location = profile.location
        job = compiled.need.job
        years = profile.experience_by_job.get(job) if job else None
        return Match(
            worker_id=worker.worker_id,
            display_name=worker.display_name,
            card_url=CARDS + worker.card_code,
            score=ranked.score if personal else None,
            reasons=said.reasons,
            gaps=said.gaps,
            jobs=profile.jobs,
            years=years or profile.years_experience or Range(),
            pay=profile.expected_salary.model_dump() if profile.expected_salary else None,
            available_from=profile.available_from,
            city=location.city if location else None,
            district=location.district if location else None,
            place=Phrases(language).place(location.city, location.district) or None if location else None,
            work_modes=profile.work_modes,
            marks=[mark for mark in worker.marks if mark.until is None or mark.until.toordinal() >= compiled.today],
            photo_url=CARDS + worker.card_code + "/photo" if worker.photo_key else None,
            parts=dict(ranked.parts),
        )

    def _living(self, document: Mapping[str, Any] | None) -> PublishedWorker | None:
        if document is None:
            return None
        worker = PublishedWorker.model_validate(document)
        return worker if worker.valid_until is None or worker.valid_until >= self._clock.now() else None

    @property
    def _model(self) -> str:
        return self._embedder.name if self._embedder is not None else ""

    async def _in_time(self, meant: asyncio.Task[Any]) -> Any:  # noqa: ANN401 - a numpy vector or None
        """What was meant, or None when the encoder is slow: being built, or a server far away."""
        done, _ = await asyncio.wait((meant,), timeout=self._rules.meaning_seconds)
        return meant.result() if done else None

    async def _vector(self, words: str, *, passage: bool) -> Any:  # noqa: ANN401 - a numpy vector or None
        if self._embedder is None or not words:
            return None
        embed = self._embedder.passages if passage else self._embedder.queries
        try:
            return (await asyncio.to_thread(embed, [words]))[0]
        except (AyiError, OSError, ImportError, RuntimeError, ValueError) as error:
            # What the words say is never logged.
            _LOG.warning("no meaning of words: %s", type(error).__name__)
            return None


@asynccontextmanager
async def _ended(task: asyncio.Task[Any]) -> AsyncIterator[None]:
    """Leaves no task behind when the search fails."""
    try:
        yield
    finally:
        task.cancel()


def _keys(need: Need) -> list[tuple[str, str]]:
    keys = [(numbers.JOBS, need.job)] if need.job else []
    keys += [(numbers.CITIES, need.city)] if need.city else []
    keys += [
        term(kind, each)
        for kind in ("skills", "cuisines", "languages", "certificates", "work_modes")
        for each in getattr(need, kind)
    ]
    return keys
