"""Published people for tests, made of words the way real ones are: read, folded, cleaned for publication."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

from assistant.matching.model import Mark, PublishedWorker
from assistant.matching.names import display_name
from assistant.matching.publishable import publishable
from assistant.profile.fold import fold
from assistant.profile.model import Fact, Topic
from assistant.understanding.reader import read
from assistant.understanding.reading import Context

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 11, 30, tzinfo=UTC)

WANG = (
    ("name", "我叫王秀英"),
    ("job", "做育儿嫂的"),
    ("experience", "带孩子带了八年了"),
    ("age", "我四十六了"),
    ("hometown", "河南周口的"),
    ("location", "现在住北京朝阳"),
    ("history", "最近这家在北京做了两年，带一岁半的宝宝，孩子上幼儿园了就不做了"),
    ("skills", "辅食我都会做，一天三顿不重样，早教也会一点，双胞胎也带过，烤箱我也会用，烤个小饼干"),
    ("certificates", "有育婴师证，高级的"),
    ("health", "健康证有，到明年六月"),
    ("work_mode", "住家，不住家我不考虑"),
    ("salary", "七千五一个月"),
    ("schedule", "一个月休四天"),
    ("availability", "随时能上户"),
    ("preferences", "家里有狗也没事，带睡可以"),
)
CHECKED = Mark(what="record_check", by="好帮手家政 张敏", on=date(2026, 9, 20), until=date(2027, 9, 19))
LI = (
    ("name", "我叫李桂兰"),
    ("job", "做育儿嫂，也做家务"),
    ("experience", "育儿嫂做了五年"),
    ("location", "我在北京海淀"),
    ("skills", "会做辅食，会拍嗝，给宝宝洗澡都会，做饭打扫没问题"),
    ("work_mode", "住家的"),
    ("salary", "八千吧"),
    ("availability", "下个月初能上班"),
    ("preferences", "怕猫，有猫的不去"),
)
ZHAO = (
    ("name", "赵春梅"),
    ("job", "育儿嫂"),
    ("experience", "三年"),
    ("location", "北京朝阳"),
    ("skills", "会做辅食，会开车，能接送孩子"),
    ("work_mode", "住家不住家都行"),
    ("salary", "六千五到七千"),
    ("availability", "随时"),
)
MARKS = (
    CHECKED,
    Mark(what="identity", by="好帮手家政 张敏", on=date(2026, 10, 3)),
    Mark(what="certificate:infant_care", by="好帮手家政 张敏", on=date(2026, 10, 3)),
    Mark(what="health", by="好帮手家政 张敏", on=date(2026, 10, 8), until=date(2027, 6, 30)),
)


def facts_of(turns: Sequence[tuple[str, str]]) -> list[Fact]:
    """What is understood of answers, each under the topic it was asked by."""
    found: list[Fact] = []
    for n, (topic, text) in enumerate(turns):
        found += read(text, Context(today=TODAY, asking=Topic(topic), language="zh"), f"turn_{n}").facts
    return found


def worker(
    worker_id: str, turns: Sequence[tuple[str, str]], marks: Sequence[Mark] = (), agency: str = "default"
) -> PublishedWorker:
    """A published person who said this."""
    said = facts_of(turns)
    folded = fold(said)
    checked = {mark.what.partition(":")[2] for mark in marks if mark.what.startswith("certificate:")}
    for certificate in folded.profile.certificates:
        certificate.verified = "checked" if certificate.kind in checked else "no"
    profile, facts = publishable(folded.profile, folded.live)
    return PublishedWorker(
        worker_id=worker_id,
        agency_id=agency,
        display_name=display_name(folded.profile, "zh"),
        card_code=worker_id.upper().replace("_", ""),
        profile=profile,
        facts=facts,
        marks=list(marks),
        published_at=NOW,
        synthetic=True,
    )


def three() -> list[PublishedWorker]:
    """Three nannies of Beijing."""
    return [worker("wrk_wang", WANG, MARKS), worker("wrk_li", LI, [CHECKED]), worker("wrk_zhao", ZHAO, [CHECKED])]
