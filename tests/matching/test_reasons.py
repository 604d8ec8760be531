"""Why somebody is shown, and what is held against her: in her own words or by a person's mark."""

from __future__ import annotations

from datetime import date

from assistant.matching.model import Mark
from assistant.matching.service import MatchService
from tests.matching.people import CLEAR, NANNY, TODAY, found, nanny, person, published


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


async def test_what_was_asked_for_is_told_before_what_was_not(service: MatchService) -> None:
    marks = (CLEAR, Mark(what="health", by="王静", on=TODAY), Mark(what="identity", by="王静", on=TODAY))
    await published(service, person("w1", *NANNY, "会做川菜", "会说英语", marks=marks))
    need = nanny(cuisines=["sichuan"], languages=["english"], district="朝阳", budget_max=9000, start="now")
    (match,) = (await service.search(need, language="zh")).matches
    fields = [reason.field for reason in match.reasons]
    assert fields[:2] == ["languages:english", "cuisines:sichuan"]
    assert fields.index("place") < fields.index("background_check")
