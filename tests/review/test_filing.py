"""Every interview has a file from its first moment, and the file is in step with it."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import event, text

from assistant.interview.state import Phase
from assistant.kit.database import Database
from assistant.kit.errors import NotFoundError
from assistant.kit.settings import Settings
from assistant.review.model import NewNote, QueueQuery
from assistant.review.word_index import searchable
from assistant.wiring import interview_service
from tests.review.conftest import COOK, LI, NANNY, STRANGER, Office, her, picture


async def test_a_file_is_there_as_soon_as_an_interview_is(office: Office) -> None:
    opened = await office.interviews.open("zh", "cook", "text")
    shown = await office.file(opened.id)
    assert (shown.status, shown.consented, shown.job) == ("interviewing", False, "cook")


async def test_what_the_queue_shows_follows_every_turn(office: Office) -> None:
    file_id = await office.interview("我叫王芳", done=False)
    (row,) = (await office.rooms.queue.page(LI, QueueQuery())).items
    assert (row.name, row.job, row.status) == ("王芳", "", "interviewing")
    await office.say(file_id, "我做育儿嫂，人在北京")
    (row,) = (await office.rooms.queue.page(LI, QueueQuery())).items
    assert (row.job, row.city) == ("childcare_nanny", "北京")
    assert "record_needed" in row.flags


async def statements_of(office: Office, database: Database, file_id: str, words: str) -> list[str]:
    """What one turn of hers asks of the database."""
    statements: list[str] = []

    def keep(*arguments: object) -> None:
        statements.append(str(arguments[2]))

    event.listen(database.engine.sync_engine, "before_cursor_execute", keep)
    await office.say(file_id, words)
    event.remove(database.engine.sync_engine, "before_cursor_execute", keep)
    return statements


async def test_what_a_turn_writes_in_the_file_is_read_and_written_once(office: Office, database: Database) -> None:
    file_id = await office.interview("我叫王芳", done=False)
    statements = await statements_of(office, database, file_id, "做了八年月嫂")
    assert len([each for each in statements if "FROM facts" in each]) == 1
    for table in ("review_files", "review_file_words"):
        assert len([each for each in statements if each.startswith(f"UPDATE {table} ")]) == 1


async def test_a_turn_looks_up_only_what_there_is_beside_the_file(office: Office, database: Database) -> None:
    file_id = await office.interview("我叫王芳", done=False)
    alone = await statements_of(office, database, file_id, "做了八年月嫂")
    assert not [each for each in alone if each.startswith(("SELECT review_checks", "SELECT review_questions"))]
    await office.rooms.verification.add_paper(her(file_id), file_id, "health", picture())
    beside = await statements_of(office, database, file_id, "人在北京")
    assert [each for each in beside if each.startswith("SELECT review_papers")]
    (row,) = (await office.rooms.queue.page(LI, QueueQuery())).items
    assert "paper" in row.flags


async def test_a_turn_after_a_check_keeps_what_is_verified(office: Office) -> None:
    file_id = await office.interview("我叫王芳", done=False)
    await office.take(file_id)
    await office.verify(file_id, record=False)
    await office.say(file_id, "做了八年月嫂")
    assert await names(office, verification=["identity"]) == ["王芳"]


async def test_the_end_of_the_interview_makes_it_ready_for_review(office: Office) -> None:
    file_id = await office.interview(COOK)
    shown = await office.file(file_id)
    assert shown.status == "finished"
    assert [(d.action, d.role) for d in shown.decisions] == [("finish", "worker")]


async def test_a_call_for_a_person_is_flagged(office: Office) -> None:
    await office.interview("我叫王芳", "人工", done=False)
    page = await office.rooms.queue.page(LI, QueueQuery(flag=["handoff"]))
    assert len(page.items) == 1


async def test_taking_consent_back_empties_the_file(office: Office) -> None:
    file_id = await office.interview(COOK)
    await office.rooms.verification.add_paper(LI, file_id, "health", picture())
    await office.verify(file_id)
    await office.say(file_id, "我不同意了，撤回同意")
    shown = await office.file(file_id)
    assert (shown.status, shown.consented, shown.name) == ("withdrawn", False, "")
    assert (shown.facts, shown.checks, shown.papers, shown.notes) == ([], [], [], [])
    assert list((office.settings.data_dir / "files" / "papers").rglob("*.bin")) == []
    assert (await office.rooms.queue.page(LI, QueueQuery(q="王芳"))).items == []


async def test_taking_consent_back_unpublishes_in_the_same_moment(office: Office) -> None:
    gone: list[str] = []

    class Publisher:
        async def unpublish(self, session: object, interview_id: str, why: str) -> None:
            del session
            gone.append(f"{interview_id} {why}")

    office.rooms.review.publishes_through(Publisher())
    file_id = await office.approved()
    await office.say(file_id, "我不同意了，撤回同意")
    assert gone == [f"{file_id} consent_withdrawn"]


async def test_a_deleted_interview_leaves_no_file(office: Office) -> None:
    file_id = await office.interview(COOK)
    await office.rooms.verification.add_paper(LI, file_id, "health", picture())
    await office.interviews.delete(file_id, office.tokens[file_id])
    with pytest.raises(NotFoundError):
        await office.file(file_id)
    async with office.database.reading() as session:
        for table in ("files", "file_words", "decisions", "questions", "notes", "visits", "papers", "checks"):
            count = await session.execute(text(f"SELECT count(*) FROM review_{table}"))  # noqa: S608 - our own names
            assert count.scalar_one() == 0, table
    assert not (office.settings.data_dir / "files" / "papers" / file_id).exists()


async def test_an_interview_belongs_to_its_agencys_queue(office: Office) -> None:
    await office.interview(COOK, agency="agn_OTHER")
    assert (await office.rooms.queue.page(LI, QueueQuery())).items == []
    assert len((await office.rooms.queue.page(STRANGER, QueueQuery())).items) == 1


async def test_interviews_of_before_get_their_files(office: Office, database: Database, settings: Settings) -> None:
    plain = interview_service(database, settings, office.clock)
    opened = await plain.open("zh", None, "text")
    for words in ("同意", NANNY):
        await plain.answer(opened.id, opened.token, words)
    done = await plain.finish(opened.id, opened.token)
    assert done.reply.done
    running = await plain.open("zh", None, "text")
    assert await office.rooms.filing.file_older() == 2
    assert await office.rooms.filing.file_older() == 0
    shown = await office.file(opened.id)
    assert (shown.status, shown.name, shown.phase) == ("finished", "赵秀兰", Phase.DONE.value)
    assert (await office.file(running.id)).status == "interviewing"


@pytest.mark.parametrize(
    "said", ["13812345678", "138 1234 5678", "幺三八一二三四五六七八", "一三八，一二三四，五六七八", "138-1234-5678"]
)
def test_a_number_of_hers_is_not_indexed(said: str) -> None:
    assert searchable(f"电话{said}王芳") == "电话 王芳"


def test_what_is_looked_for_is_of_one_width_and_one_case() -> None:
    assert searchable("ＡＢＣ  Mary\n月嫂") == "abc mary 月嫂"


async def test_neither_her_name_nor_her_words_lie_open_in_the_database(office: Office) -> None:
    file_id = await office.interview(COOK, "电话是13812345678", "刚才说错了，电话是139 1234 5678")
    await office.rooms.desk.note(LI, file_id, NewNote(text="王芳的妹妹也想来"))
    await office.take(file_id)
    await office.rooms.review.decline(LI, file_id, await office.decide(file_id, "duplicate", "和王芳重复"))
    content = b"".join(Path(office.settings.data_dir / name).read_bytes() for name in ("ayi.db", "ayi.db-wal"))
    for plain in ("王芳", "川菜", "想要八千", "1381234"):
        assert plain.encode() not in content, plain
    assert await names(office, q="川菜 王芳") == ["王芳"]
    assert (await office.file(file_id)).notes[-1].text == "王芳的妹妹也想来"


async def names(office: Office, **query: object) -> list[str]:
    return [row.name for row in (await office.rooms.queue.page(LI, QueueQuery.model_validate(query))).items]


async def test_files_of_before_are_marked_and_sealed(office: Office) -> None:
    file_id = await office.interview(COOK)
    async with office.database.session() as session:
        await session.execute(text("UPDATE review_file_words SET text = '王芳 川菜', grams = ''"))
        await session.execute(text("UPDATE review_files SET name = '王芳', name_order = ''"))
    assert await names(office, q="川菜") == []
    assert await office.rooms.filing.index_older() == 1
    assert await office.rooms.filing.index_older() == 0
    assert await names(office, q="川菜") == ["王芳"]
    async with office.database.reading() as session:
        kept = (
            await session.execute(text("SELECT f.name, f.name_order, w.text FROM review_files f, review_file_words w"))
        ).one()
    assert kept[1] == "wang"
    assert "王芳" not in "".join(kept)
    assert (await office.file(file_id)).name == "王芳"
