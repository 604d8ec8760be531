"""Who is found: every must holds, what she declined is respected, near misses say what would have to give."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.kit.clock import FixedClock
from assistant.kit.database import Database
from assistant.kit.errors import UnavailableError
from assistant.matching.model import Elder, Household, Mark, Need, PublishedWorker
from assistant.matching.service import MatchService
from assistant.profile.model import Range
from tests.matching.people import CLEAR, NANNY, NOW, TODAY, person


@pytest.fixture
def service(database: Database) -> MatchService:
    return MatchService(database, FixedClock(NOW))


async def published(service: MatchService, *workers: PublishedWorker) -> None:
    for worker in workers:
        await service.publish(worker)


async def found(service: MatchService, need: Need, **options: object) -> list[str]:
    result = await service.search(need, language="zh", **options)  # type: ignore[arg-type] # options are the search's own
    return [match.worker_id for match in result.matches]


def nanny(**changes: object) -> Need:
    return Need.model_validate({"job": "childcare_nanny", "city": "北京"} | changes)


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


async def test_what_is_liked_orders_and_excludes_nobody(service: MatchService) -> None:
    await published(service, person("plain", *NANNY), person("fits", *NANNY, "会做川菜", "会说英语", "家里有狗可以"))
    need = nanny(cuisines=["sichuan"], languages=["english"], preferences={"dogs": True}, prefer=["cuisines:sichuan"])
    result = await service.search(need, language="zh")
    assert [match.worker_id for match in result.matches] == ["fits", "plain"]
    assert result.matches[1].score is not None
    assert result.matches[0].score is not None
    assert result.matches[0].score > result.matches[1].score
    assert result.matches[0].parts["cuisines"] == 1
    assert result.matches[1].parts["cuisines"] == 0
    assert {gap.field for gap in result.matches[1].gaps} >= {"cuisines:sichuan", "languages:english"}


async def test_who_asks_less_is_not_ranked_above_who_is_within_the_budget_too(service: MatchService) -> None:
    cheap, dear = (*NANNY[:4], "5000一个月"), (*NANNY[:4], "8000一个月")
    await published(service, person("cheap", *cheap), person("dear", *dear))
    result = await service.search(nanny(budget_max=8000, budget_unit="month"), language="zh")
    assert len({match.score for match in result.matches}) == 1


async def test_a_near_miss_says_which_must_would_have_to_give(service: MatchService) -> None:
    await published(service, person("w1", "我叫王秀英", *NANNY))
    need = nanny(budget_max=7000, budget_unit="month", work_modes=["live_in"])
    result = await service.search(need, language="zh")
    assert result.matches == []
    assert result.total == 0
    (near,) = result.near_misses
    assert near.gives == ["budget_max"]
    assert near.text == "如果预算可以让一步，王阿姨别的都合适：期望八千/月，比预算高。"
    english = await service.search(need, language="en")
    assert english.near_misses[0].text.startswith("If the budget could give way, 王阿姨 fits otherwise: Asks ")


async def test_a_paper_that_ends_before_the_work_begins_is_told(service: MatchService) -> None:
    ends = Mark(what="health", by="王静", on=date(2026, 1, 1), until=date(2026, 12, 31))
    await published(service, person("checked", *NANNY, marks=(CLEAR, ends)), person("says", *NANNY, "健康证12月到期"))
    need = nanny(health_certificate=True, start="2027-01-10")
    near = (await service.search(need, language="zh")).near_misses
    assert {each.match.worker_id: each.gives for each in near} == {
        "checked": ["health_certificate"],
        "says": ["health_certificate"],
    }
    assert all("到期，早于上岗" in each.text for each in near)
    need.start = "now"
    assert set(await found(service, need)) == {"checked", "says"}


async def test_near_misses_of_two_musts_and_from_another_city(service: MatchService) -> None:
    await published(service, person("w1", *NANNY, "去外地可以"))
    need = nanny(budget_max=7000, budget_unit="month", years_min=8)
    near = (await service.search(need, language="zh")).near_misses
    assert [each.gives for each in near] == [["budget_max", "years_min"]]
    elsewhere = (await service.search(Need(job="childcare_nanny", city="上海"), language="zh")).near_misses
    assert [each.gives for each in elsewhere] == [["city"]]
    assert "城市" in elsewhere[0].text


async def test_no_near_misses_when_enough_fit_and_what_was_declined_never_gives(service: MatchService) -> None:
    await published(service, *(person(f"w{n}", *NANNY) for n in range(3)), person("no", *NANNY, "家里有狗不行"))
    enough = await service.search(nanny(budget_max=8000, pets=["dogs"]), language="zh")
    assert enough.total == 3
    assert enough.near_misses == []
    few = await service.search(nanny(budget_max=100, budget_unit="month", pets=["dogs"]), language="zh")
    assert {near.match.worker_id for near in few.near_misses} == {"w0", "w1", "w2"}


async def test_every_reason_is_from_her_words_or_a_persons_mark(service: MatchService) -> None:
    worker = person("w1", *NANNY, "有育婴证", marks=(CLEAR, Mark(what="certificate:infant_care", by="王静", on=TODAY)))
    await published(service, worker)
    need = nanny(skills=["complementary_food"], certificates=["infant_care"], work_modes=["live_in"])
    (match,) = (await service.search(need, language="zh")).matches
    said = "\n".join((*NANNY, "有育婴证"))
    for reason in match.reasons:
        assert reason.quote is None or reason.quote in said
        assert reason.quote is not None or "核验" in reason.text
    assert "有育婴证，王静2026年11月22日核验过" in [reason.text for reason in match.reasons]


async def test_a_little_of_a_skill_is_said_so_and_worth_less(service: MatchService) -> None:
    await published(service, person("some", *NANNY, "早教会一点"), person("well", *NANNY, "早教拿手"))
    result = await service.search(nanny(skills=["early_education"]), language="zh")
    assert [match.worker_id for match in result.matches] == ["well", "some"]
    assert [match.parts["skills"] for match in result.matches] == [1.0, 0.5]
    assert [match.reasons[0].text for match in result.matches] == ["早教启蒙拿手", "早教启蒙会一些"]


async def test_what_was_asked_for_is_told_before_what_was_not(service: MatchService) -> None:
    marks = (CLEAR, Mark(what="health", by="王静", on=TODAY), Mark(what="identity", by="王静", on=TODAY))
    await published(service, person("w1", *NANNY, "会做川菜", "会说英语", marks=marks))
    need = nanny(cuisines=["sichuan"], languages=["english"], district="朝阳", budget_max=9000, start="now")
    (match,) = (await service.search(need, language="zh")).matches
    fields = [reason.field for reason in match.reasons]
    assert fields[:2] == ["languages:english", "cuisines:sichuan"]
    assert fields.index("place") < fields.index("background_check")


async def test_what_a_household_is_glad_of_is_wished_for_and_never_demanded(service: MatchService) -> None:
    carer = ("做护老五年", "现在住北京朝阳")
    await published(service, person("plain", *carer), person("glad", *carer, "照顾过失智老人，失智照护会做"))
    need = Need(job="elderly_carer", city="北京", skills=["cooking"], prefer=["skills:cooking"])
    need.household = Household(elders=[Elder(care="dementia")])
    result = await service.search(need, language="zh")
    assert [match.worker_id for match in result.matches] == ["glad", "plain"]
    assert "没说会不会失智照护" in [gap.text for gap in result.matches[1].gaps]
    need.open = ["skills"]
    result = await service.search(need, language="zh")
    assert all("失智照护" not in gap.text for match in result.matches for gap in match.gaps)


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


async def test_a_skill_more_than_wanted_is_no_fault(service: MatchService) -> None:
    await published(service, person("w1", *NANNY))
    assert await found(service, nanny(exclude=["skills:burping", "languages:english"])) == ["w1"]


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


class Letters:
    """An encoder that knows letters: texts with the same ones are alike."""

    name = "letters-1"
    dimension = 64

    def queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self.passages(texts)

    def passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for letter in text:
                row[ord(letter) % self.dimension] += 1
        lengths: NDArray[np.float32] = np.linalg.norm(rows, axis=1, keepdims=True)
        return (rows / np.maximum(lengths, 1e-9)).astype(np.float32)


class Broken(Letters):
    """An encoder whose weights are not installed."""

    def queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        del texts
        raise UnavailableError("encoder_missing")

    passages = queries


async def test_meaning_is_one_part_and_its_absence_harms_nothing(database: Database) -> None:
    clear = MatchService(database, FixedClock(NOW), Letters())
    await published(clear, person("w1", *NANNY))
    (match,) = (await clear.search(nanny(), language="zh")).matches
    assert 0 <= match.parts["meaning"] <= 1
    broken = MatchService(database, FixedClock(NOW), Broken())
    await published(broken, person("w2", *NANNY))
    result = await broken.search(nanny(), language="zh")
    assert {match.worker_id for match in result.matches} == {"w1", "w2"}
    assert all("meaning" not in match.parts for match in result.matches)


async def test_indexing_anew_brings_a_new_encoder_and_nobody_back(database: Database) -> None:
    plain = MatchService(database, FixedClock(NOW))
    await published(plain, person("w1", *NANNY), person("w2", *NANNY, "会做川菜"), person("gone", *NANNY))
    await plain.withdraw("gone")
    reading = MatchService(database, FixedClock(NOW), Letters())
    before = await reading.search(nanny(), language="zh")
    assert all("meaning" not in match.parts for match in before.matches)
    assert await reading.reindex() == 2
    after = await reading.search(nanny(), language="zh")
    assert {match.worker_id for match in after.matches} == {"w1", "w2"}
    assert all("meaning" in match.parts for match in after.matches)


async def test_who_has_no_vector_stands_in_the_middle(database: Database) -> None:
    await published(MatchService(database, FixedClock(NOW)), person("unread", *NANNY))
    reading = MatchService(database, FixedClock(NOW), Letters())
    await published(reading, person("one", *NANNY), person("two", "育儿嫂", "现在住北京朝阳"))
    parts = {m.worker_id: m.parts["meaning"] for m in (await reading.search(nanny(), language="zh")).matches}
    assert parts["unread"] == pytest.approx((parts["one"] + parts["two"]) / 2, abs=0.001)


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
