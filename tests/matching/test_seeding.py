"""People who do not exist: the same every time, marked, read from what they say, written in bulk as one by one."""

from __future__ import annotations

from collections import Counter

import pytest

from assistant.kit.clock import FixedClock
from assistant.kit.database import Database
from assistant.kit.errors import ConflictError
from assistant.matching.model import Need
from assistant.matching.seed import PREFIX, make, seed_data
from assistant.matching.seeding import seed_people, unseed, write_people
from assistant.matching.service import MatchService
from assistant.profile.fold import fold
from assistant.vocabulary import vocabulary
from tests.matching.people import NOW, TODAY, person


def test_the_same_number_makes_the_same_person_whoever_is_made_beside() -> None:
    again = [make(number, 1, TODAY) for number in (5, 3)]
    assert again == [make(5, 1, TODAY), make(3, 1, TODAY)]
    assert make(3, 1, TODAY) != make(3, 2, TODAY)


def test_everybody_is_marked_and_carries_nothing_protected() -> None:
    for number in range(40):
        made = make(number, 1, TODAY)
        assert made.worker.synthetic
        assert "示例" in made.worker.display_name
        assert made.worker.worker_id.startswith(PREFIX)
        told = made.worker.model_dump_json()
        assert made.private.hometown is not None
        assert made.private.name is None or made.private.name not in told
        assert str(made.private.hometown.city) not in told
        assert f"{made.private.age}岁" not in told


def test_everything_published_rests_on_what_was_said() -> None:
    for number in range(40):
        worker = make(number, 1, TODAY).worker
        assert fold(worker.facts).profile == worker.profile
        assert all(fact.quote for fact in worker.facts), "her sentences hold nothing that would have to be withheld"


def test_people_are_as_various_as_the_file_says() -> None:
    made = [make(number, 1, TODAY) for number in range(600)]
    jobs = Counter(each.worker.profile.jobs[0] for each in made)
    shares = {job: each.weight for job, each in seed_data().jobs.items()}
    whole = sum(shares.values())
    for job in ("childcare_nanny", "housekeeper", "maternity_nurse"):
        assert jobs[job] / 600 == pytest.approx(shares[job] / whole, abs=0.06)
    paid = [each.worker.profile.expected_salary for each in made]
    assert 0.85 < sum(pay is not None for pay in paid) / 600 < 1
    assert sum(bool(each.worker.profile.declined_skills) for each in made) > 30


def test_the_file_names_only_what_the_taxonomy_knows() -> None:
    data, known = seed_data(), vocabulary()
    for job, each in data.jobs.items():
        known.term("jobs", job)
        for kind, ids in (("jobs", each.others), ("skills", each.skills), ("certificates", each.certificates)):
            for term_id in ids:
                assert known.term(kind, term_id).id == term_id
        assert set(each.modes) <= {term.id for term in known.terms("work_modes")}
    assert data.cuisines.keys() <= {term.id for term in known.terms("cuisines")}
    assert data.preferences.keys() == data.sentences["preference"].keys()


async def test_many_are_written_as_one_is_published(database: Database) -> None:
    clock = FixedClock(NOW)
    await seed_people(database, clock, 30, 4)
    service = MatchService(database, clock)
    assert await service.count() == 30
    before = await service.search(Need(), language="zh", limit=30)
    for number in range(30):
        await service.publish(make(number, 4, TODAY).worker)
    assert await service.search(Need(), language="zh", limit=30) == before


async def test_the_same_people_come_only_once_and_go_without_the_real_ones(database: Database) -> None:
    clock = FixedClock(NOW)
    service = MatchService(database, clock)
    await service.publish(person("real", "做保洁三年", "现在住北京朝阳"))
    heard: list[int] = []
    await seed_people(database, clock, 3, report=heard.append)
    assert heard == [3]
    with pytest.raises(ConflictError):
        await seed_people(database, clock, 3)
    await write_people(database, [make(0, 9, TODAY)])
    assert await unseed(database) == 4
    assert await service.count() == 1
    assert await service.worker("real") is not None


@pytest.mark.slow
async def test_several_processes_make_the_same_people(database: Database) -> None:
    clock = FixedClock(NOW)
    await seed_people(database, clock, 5, 4, processes=2)
    service = MatchService(database, clock)
    for number in range(5):
        worker = make(number, 4, TODAY).worker
        assert await service.worker(worker.worker_id) == worker
