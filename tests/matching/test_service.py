"""Who is found: every must holds, what she declined is respected, near misses say what would have to give."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from assistant.kit.clock import FixedClock
from assistant.kit.database import Database
from assistant.matching.model import Elder, Household, Mark, Need
from assistant.matching.service import MatchService
from assistant.profile.model import Range
from tests.matching.people import CLEAR, NANNY, NOW, found, nanny, person, published


async def test_somebody_published_is_found_and_withdrawn_at_once(service: MatchService) -> None:
    await published(service, person("w1", *NANNY))
    assert await found(service, nanny()) == ["w1"]
    assert (await service.worker("w1")) == (await service.by_code("CARDw1"))
    await service.withdraw("w1")
    assert await found(service, nanny()) == []
    assert await service.worker("w1") is None
    await service.withdraw("w1")


async def test_publishing_again_replaces(service: MatchService) -> None:
    await published(service, person("w1", *NANNY), person("w1", "做保洁三年", "现在住北京朝阳"))
    assert await found(service, nanny()) == []
    assert await found(service, Need(job="cleaner")) == ["w1"]
    assert await service.count() == 1


async def test_who_has_run_out_is_nobody(service: MatchService) -> None:
    await published(service, person("w1", *NANNY, until=NOW - timedelta(days=1)))
    assert await found(service, nanny()) == []
    assert await service.worker("w1") is None
    assert await service.by_code("CARDw1") is None


@pytest.mark.parametrize(
    ("marks", "ids"),
    [
        ((CLEAR,), ["w1"]),
        ((), []),
        ((Mark(what="record_check", by="王静", on=date(2025, 1, 1), until=date(2026, 11, 21)),), []),
        ((Mark(what="record_check", by="王静", on=date(2026, 1, 1)),), ["w1"]),
        ((Mark(what="record_check", by="王静", on=date(2025, 11, 1)),), []),
        ((Mark(what="identity", by="王静", on=date(2026, 1, 1)),), []),
    ],
)
async def test_nobody_near_children_without_a_clear_record_check_in_date(
    service: MatchService, marks: tuple[Mark, ...], ids: list[str]
) -> None:
    await published(service, person("w1", *NANNY, marks=marks))
    result = await service.search(nanny(), language="zh")
    assert [match.worker_id for match in result.matches] == ids
    assert result.near_misses == [], "the record check never gives way"


async def test_a_home_with_children_wants_the_record_check_whatever_the_work(service: MatchService) -> None:
    await published(service, person("w1", "做保姆五年", "现在住北京朝阳", marks=()))
    need = Need(job="housekeeper", city="北京")
    assert await found(service, need) == ["w1"]
    need.household = Household(child_ages_months=[Range(min=30, max=30)])
    assert await found(service, need) == []


MUSTS = [
    (nanny(work_modes=["live_in"]), "不住家", "住家"),
    (nanny(budget_max=8000, budget_unit="month"), "8100一个月", "8000一个月"),
    (nanny(budget_max=8000, budget_unit="26_days"), "320一天", "300一天"),
    (nanny(budget_max=300, budget_unit="day"), "8000一个月", "7800一个月"),
    (nanny(budget_max=40, budget_unit="hour"), "7000一个月", "38块一小时"),
    (nanny(start="2026-12-01"), "12月10号能上户", "11月30号能上户"),
    (nanny(start="now"), "12月10号能上户", "随时能上户"),
    (nanny(skills=["complementary_food"], must=["skills:complementary_food"]), "辅食不会做", "会做辅食"),
    (nanny(skills=["complementary_food"], must=["skills"]), "辅食不太会", "会做辅食"),
    (nanny(cuisines=["sichuan"], must=["cuisines:sichuan"]), "会做湘菜", "会做川菜"),
    (nanny(languages=["english"], must=["languages:english"]), "会说普通话", "会说英语"),
    (nanny(certificates=["infant_care"], must=["certificates:infant_care"]), "有急救证", "有育婴证"),
    (nanny(health_certificate=True), "健康证今年10月到期", "健康证明年5月到期"),
    (nanny(years_min=5), "做育儿嫂三年了", "做育儿嫂五年了"),
    (nanny(rest_days=4, must=["rest_days"]), "月休六天", "月休四天"),
    (nanny(district="海淀"), "北京朝阳、北京通州都行", "北京海淀、北京通州都行"),
    (nanny(district="海淀"), "北京海淀不去", "北京哪个区都行"),
    (nanny(pets=["dogs"]), "家里有狗不行", "家里有狗可以"),
    (nanny(pets=["cats"]), "家里有猫不行", "会做辅食"),
    (nanny(preferences={"night_care": True}, must=["preferences:night_care"]), "带睡不行", "带睡可以"),
    (nanny(exclude=["work_modes:live_in"]), "住家", "不住家"),
    (nanny(household={"child_ages_months": [{"min": 3, "max": 3}]}), "小月龄不行", "小月龄可以"),
]


@pytest.mark.parametrize(("need", "out", "into"), MUSTS, ids=lambda value: value if isinstance(value, str) else "")
async def test_a_must_lets_in_who_says_so_and_keeps_out_who_does_not(
    service: MatchService, need: Need, out: str, into: str
) -> None:
    # Everything but what the must is about is said by both, so that only it can tell them apart.
    base = ("做育儿嫂", "现在住北京朝阳")
    await published(service, person("out", *base, out), person("in", *base, into))
    assert await found(service, need) == ["in"]


async def test_a_declined_job_is_not_offered(service: MatchService) -> None:
    await published(service, person("w1", "做保姆五年，月嫂做过但现在不做了", "现在住北京朝阳"))
    assert await found(service, Need(job="maternity_nurse")) == []


async def test_who_moves_in_serves_the_whole_city_but_not_what_she_declined(service: MatchService) -> None:
    await published(
        service,
        person("quiet", "做育儿嫂五年", "住家", "现在住北京朝阳"),
        person("refuses", "做育儿嫂五年", "住家", "现在住北京朝阳", "海淀不去"),
    )
    assert await found(service, nanny(district="海淀", work_modes=["live_in"])) == ["quiet"]
    assert await found(service, nanny(district="海淀", work_modes=["live_out"])) == []


async def test_a_district_without_its_city_is_the_best_known_one(service: MatchService) -> None:
    await published(service, person("w1", *NANNY))
    assert await found(service, Need(job="childcare_nanny", district="朝阳")) == ["w1"]


async def test_a_monthly_budget_buys_hours_when_the_hours_are_known(service: MatchService) -> None:
    await published(service, person("w1", "做钟点工五年", "40块一小时", "现在住北京朝阳"))
    need = Need(job="hourly_helper", city="北京", budget_max=2500, budget_unit="month")
    assert await found(service, need) == []
    need.hours = {"per_day": 2}
    assert await found(service, need) == ["w1"]
    need.hours = {"per_day": 3}
    assert await found(service, need) == []


async def test_ranking_can_be_switched_off(service: MatchService) -> None:
    await published(service, *(person(f"w{n}", *NANNY, *(("会做川菜",) if n else ())) for n in range(6)))
    need = nanny(cuisines=["sichuan"])
    clock = FixedClock(NOW)
    orders = set()
    for _ in range(8):
        plain = await MatchService(service._database, clock).search(need, language="zh", personal=False, limit=6)
        assert {match.score for match in plain.matches} == {None}
        assert all(match.parts == {} for match in plain.matches)
        assert not plain.personal
        assert all(match.reasons for match in plain.matches)
        orders.add(tuple(match.worker_id for match in plain.matches))
        clock.advance(days=1)
    assert len(orders) > 1, "the order moves with the day"
    assert len({frozenset(order) for order in orders}) == 1


async def test_the_same_question_gets_the_same_answer(service: MatchService) -> None:
    await published(service, *(person(f"w{n}", *NANNY) for n in range(9)))
    answers = {tuple(await found(service, nanny())) for _ in range(3)}
    assert len(answers) == 1


async def test_people_seen_before_can_be_left_out(service: MatchService) -> None:
    await published(service, *(person(f"w{n}", *NANNY) for n in range(4)))
    first = await found(service, nanny(), limit=2)
    then = await found(service, nanny(), limit=2, exclude=first)
    assert not set(first) & set(then)
    assert len(then) == 2


async def test_a_dish_not_wanted_keeps_out_only_who_cooks_nothing_else(service: MatchService) -> None:
    cook = ("做饭阿姨做了五年", "现在住北京朝阳")
    await published(
        service,
        person("only", *cook, "会做川菜"),
        person("both", *cook, "会做川菜", "会做粤菜"),
        person("other", *cook, "会做粤菜"),
        person("unsaid", *cook),
    )
    kept = await found(service, Need(job="cook", city="北京", exclude=["cuisines:sichuan"]))
    assert set(kept) == {"both", "other", "unsaid"}


async def test_a_district_not_wanted_keeps_out_who_lives_there(service: MatchService) -> None:
    cleaner = ("做保洁三年",)
    await published(
        service,
        person("there", *cleaner, "现在住北京大兴", "北京哪个区都行"),
        person("goes", *cleaner, "现在住北京朝阳", "北京大兴、北京朝阳都行"),
        person("away", *cleaner, "现在住上海闵行"),
    )
    out = ["district:大兴"]
    assert await found(service, Need(job="cleaner", city="北京", exclude=out)) == ["goes"]
    assert set(await found(service, Need(job="cleaner", exclude=out))) == {"goes", "away"}


async def test_somebody_with_two_jobs_is_shown_once(service: MatchService) -> None:
    await published(service, person("w1", *NANNY, "保姆也做过两年"))
    assert await found(service, Need(city="北京")) == ["w1"]


async def test_one_agency_does_not_fill_the_first_places(service: MatchService) -> None:
    many = [person(f"a{n}", *NANNY, agency="a") for n in range(6)]
    await published(service, *many, person("b", *NANNY, agency="b"))
    assert "b" in await found(service, nanny(), limit=2)


async def test_declined_wishes_in_the_need_are_respected(service: MatchService) -> None:
    await published(service, person("w1", "做护老五年", "现在住北京朝阳", "卧床老人不行"))
    need = Need(job="elderly_carer", household=Household(elders=[Elder(care="bedridden")]))
    assert await found(service, need) == []
    need.household.elders = [Elder(care="independent")]
    assert await found(service, need) == ["w1"]


async def test_comparing_leaves_out_who_is_no_longer_published(service: MatchService) -> None:
    await published(service, person("w1", *NANNY), person("w2", *NANNY))
    compared = await service.compare(["w1", "gone", "w2", "w1"], nanny(), "zh")
    assert [each.worker_id for each in compared.people] == ["w1", "w2"]


async def test_a_new_publication_is_seen_by_a_service_that_searched_before(database: Database) -> None:
    early, other = (MatchService(database, FixedClock(NOW)) for _ in range(2))
    assert await found(early, nanny()) == []
    await other.publish(person("w1", *NANNY))
    assert await found(early, nanny()) == ["w1"]


@pytest.mark.postgres
async def test_both_databases_find_the_same(postgres_url: str, service: MatchService) -> None:
    from assistant.kit import migrations
    from assistant.kit.settings import Settings

    postgres = Database(Settings(_env_file=None, database_url=postgres_url).resolved_database_url)
    try:
        await migrations.upgrade(postgres)
        there = MatchService(postgres, FixedClock(NOW))
        people = [
            person(f"p{n}", *NANNY[: 2 + n % 5], "会做川菜", published=datetime(2026, 11, 1 + n, tzinfo=UTC))
            for n in range(12)
        ]
        for need in (nanny(cuisines=["sichuan"]), Need(cuisines=["sichuan"]), nanny(budget_max=7000, years_min=4)):
            for where in (service, there):
                await published(where, *people)
            here = await service.search(need, language="zh")
            assert here == await there.search(need, language="zh")
        await there.withdraw("p0")
        assert await there.worker("p0") is None
    finally:
        await postgres.close()
