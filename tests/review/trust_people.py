"""A worker with a file of her own, for the tests of what is published, exported and erased."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from assistant.interview.book import Book, load
from assistant.interview.repository import InterviewRepository
from assistant.interview.service import InterviewService
from assistant.interview.sources import Folders
from assistant.interview.state import InterviewState, Phase
from assistant.interview.tables import InterviewRow, TurnRow
from assistant.kit.blobs import FolderBlobStore
from assistant.kit.clock import FixedClock
from assistant.kit.database import Database
from assistant.kit.ids import token_digest
from assistant.kit.people import Actor
from assistant.kit.sealed import sealer_of
from assistant.kit.settings import Settings
from assistant.kit.workers import WorkerPool
from assistant.matching.model import PublishedWorker
from assistant.matching.repository import MatchRepository
from assistant.review.audit import AuditTrail
from assistant.review.card_code import CardCodes
from assistant.review.choices import Choices
from assistant.review.consents import FOUNDATION, ConsentService
from assistant.review.decisions import ReviewService
from assistant.review.filing import Filing
from assistant.review.publication import PublicationService
from assistant.review.repository import ReviewRepository
from assistant.review.states import Status
from assistant.review.tables import CheckRow, FileRow
from assistant.review.verification import VerificationService
from assistant.review.word_index import WordIndex
from assistant.understanding.reader import read
from assistant.understanding.reading import Context

AGENCY = "north"
CLERK = Actor("acc_1", "reviewer", AGENCY, "小李")
TOKEN = "her-token"
WORDS = (
    "我叫王秀英，今年四十七，河南周口的",
    "我做育儿嫂，干了六年了，会做辅食，会给娃洗澡",
    "在北京朝阳这边，想要八千五一个月，住家",
    "有育婴证，健康证也有",
    "电话13812345678",
)


def her(interview_id: str = "int_1") -> Actor:
    """She herself."""
    return Actor(interview_id, "worker", AGENCY)


class Shelf:
    """A search that only remembers; it writes where the real one writes."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.broken = False

    async def publish(self, worker: PublishedWorker) -> None:
        if self.broken:
            raise RuntimeError
        async with self._database.session() as session:
            await MatchRepository(session).put(worker, [])

    async def has(self, interview_id: str) -> bool:
        async with self._database.reading() as session:
            return await MatchRepository(session).by_worker(interview_id) is not None


@dataclass(slots=True)
class Trust:
    """The rooms of trust on one database."""

    database: Database
    clock: FixedClock
    settings: Settings
    trail: AuditTrail
    consents: ConsentService
    review: ReviewService
    interviews: InterviewService
    shelf: Shelf
    publication: PublicationService
    choices: Choices
    blobs: FolderBlobStore
    book: Book

    async def consent(self, *layers: str, interview_id: str = "int_1") -> None:
        """She agrees to these layers."""
        async with self.database.session() as session:
            for layer in [*sorted(FOUNDATION), *layers]:
                await self.consents.set(session, her(interview_id), interview_id, layer, "page", given=True)  # type: ignore[arg-type] # named by tests

    async def check(self, what: str, outcome: str, until: date | None = None, interview_id: str = "int_1") -> None:
        """A clerk verified something."""
        async with self.database.session() as session:
            ReviewRepository(session).add(
                CheckRow(
                    interview_id=interview_id,
                    agency_id=AGENCY,
                    what=what,
                    outcome=outcome,
                    checked_on=self.clock.today(),
                    valid_until=until,
                    detail={},
                    by_id=CLERK.id,
                    by_name=CLERK.name,
                    at=self.clock.now(),
                )
            )

    async def cleared(self) -> None:
        """Everything the law asks for before a post near children is there."""
        await self.check("identity", "passed")
        await self.check("record_check", "clear", self.clock.today() + timedelta(days=300))

    async def status(self, interview_id: str = "int_1") -> str:
        """Where her file stands."""
        async with self.database.reading() as session:
            row = await ReviewRepository(session).file(interview_id)
        assert row is not None
        return row.status

    async def stand(self, status: Status, interview_id: str = "int_1") -> None:
        """Put her file there."""
        async with self.database.session() as session:
            row = await ReviewRepository(session).file(interview_id, lock=True)
            assert row is not None
            row.status = status


def trust(database: Database, clock: FixedClock, settings: Settings) -> Trust:
    """The rooms, put together."""
    trail = AuditTrail.of(settings, clock)
    blobs = FolderBlobStore(settings.data_dir / "files")
    filing = Filing(database, clock, blobs, trail, WordIndex(sealer_of(settings)))
    book = load(Folders.below(None))
    interviews = InterviewService(database, clock, settings, book, blobs, watchers=[filing])
    review = ReviewService(database, clock, settings, interviews, filing, trail)
    consents = ConsentService(clock, settings, trail)
    shelf = Shelf(database)
    publication = PublicationService(database, clock, settings, trail, consents, review, shelf, CardCodes.of(settings))
    review.publishes_through(publication)
    pool = WorkerPool(1, 2, 60)
    verification = VerificationService(database, clock, blobs, sealer_of(settings), filing, trail, pool, consents)
    choices = Choices(database, consents, publication, verification)
    return Trust(
        database, clock, settings, trail, consents, review, interviews, shelf, publication, choices, blobs, book
    )


async def enter(rooms: Trust, interview_id: str = "int_1", status: Status = "approved") -> None:
    """A finished interview of hers with her words, the facts in them, and her file."""
    now = rooms.clock.now()
    async with rooms.database.session() as session:
        repository = InterviewRepository(session)
        state = InterviewState(consented=True, phase=Phase.DONE)
        repository.add(
            InterviewRow(
                id=interview_id,
                token_digest=token_digest(TOKEN),
                agency_id=AGENCY,
                language="zh",
                channel="text",
                phase="done",
                state=state.model_dump(mode="json"),
                turns=len(WORDS),
                created_at=now,
                updated_at=now,
                expires_at=now + timedelta(days=30),
            )
        )
        await session.flush()
        count = 0
        for position, words in enumerate(WORDS):
            turn_id = f"turn_{interview_id}_{position}"
            repository.add(
                TurnRow(
                    id=turn_id,
                    interview_id=interview_id,
                    position=position,
                    text=words,
                    response={"turn_id": turn_id, "reply": {"text": "好"}, "facts": [], "progress": {}},
                    created_at=now,
                )
            )
            facts = read(words, Context(today=rooms.clock.today(), language="zh"), turn_id).facts
            await repository.add_facts(interview_id, facts, count, now)
            count += len(facts)
        ReviewRepository(session).add(_file(interview_id, status, rooms.clock))


def _file(interview_id: str, status: Status, clock: FixedClock) -> FileRow:
    return FileRow(
        interview_id=interview_id,
        agency_id=AGENCY,
        status=status,
        status_at=clock.now(),
        version=1,
        language="zh",
        channel="text",
        consented=True,
        name="王秀英",
        job="childcare_nanny",
        jobs=" childcare_nanny ",
        city="北京",
        percent=100,
        facts=0,
        approved_facts=100,
        flags=" ",
        verified=" ",
        opened_at=clock.now(),
        said_at=clock.now(),
    )
