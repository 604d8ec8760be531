"""The day she can begin."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("冬至过后", "2026-12-23"),
        ("本月二十八号结账走人，二十九就可以", "2026-11-29"),
        ("女儿坐月子我伺候到十二月二十八，二十九人就自由", "2026-12-29"),
        ("闲得抠脚，啥时候都成", "now"),
        ("不用等，我包都放门口三天了", "now"),
        ("我随你们", "now"),
        ("只要不是这几天，哪天都成", None),
        ("不用等我，我不去了", None),
        ("年后吧，初六就能来", "2027-02-11"),
        ("腊月不出来，年后吧", "2027-02-13"),
        ("十二月五号下户，歇两天就可以接", "2026-12-07"),
        ("明后天都行", "2026-11-23"),
        ("今天明天都可以", "now"),
        ("你这边一打电话我就能过去", "now"),
        ("十月就没活了，一直等到现在", "now"),
        ("立马到岗", "now"),
        ("小年回去，过了十五我再来", "2027-02-21"),
        ("礼拜天往后推一周", None),
        ("我得跟老公商量下，下周给你信", None),
        ("先到这里，我要去接娃", None),
        ("后天吧，明天我去拿行李", "2026-11-24"),
        ("手上这家干到月底，歇两天，下月三号能走", "2026-12-03"),
        ("这单做到元月十号，休息一个礼拜再接", "2027-01-17"),
        ("预产期十二月二十号的那单接了，要到二月初才有空", "2027-02-01"),
        ("我女儿生孩子，要到明年二月了", "2027-02-01"),
        ("我二十五号交接完，二十六能来", "2026-11-26"),
        ("最早十二月五号，晚的话十号", "2026-12-05"),
        ("我现在空的，你说哪天就哪天", "now"),
        ("要两三天收拾", "2026-11-24"),
        ("半个月吧", "2026-12-07"),
        ("三天之内能到", "2026-11-25"),
        ("再有个把礼拜吧", "2026-11-29"),
        ("周末过去行不", "2026-11-28"),
        ("没问题，马上", "now"),
        ("国庆我回了趟家，现在没事，随时", "now"),
        ("现在的家到元旦", "2027-01-01"),
        ("家里秋收刚完，粮食卖了就动身，一个来星期", "2026-11-29"),
        ("今年不出去了，明年初八", "2027-02-13"),
        ("一叫就到", "now"),
        ("等你电话", "now"),
        ("腊月二十三以前都能干", None),
        ("年前只能做到腊月二十", None),
        ("提前三天跟我说就行", None),
        ("过了元旦就能去，十二月还得回趟家", "2027-01-02"),
        ("今天礼拜天，礼拜二行不", "2026-11-24"),
    ],
)
def test_she_can_begin_on_the_first_day_she_names(
    profile: Callable[..., dict[str, Any]], text: str, start: str | None
) -> None:
    assert profile(text, "availability").get("available_from") == start


def test_an_introduction_may_end_in_the_readiness_to_begin(profile: Callable[..., dict[str, Any]]) -> None:
    told = "我叫乔雪梅，做育儿嫂五年，工资六千五往上，随时"
    assert profile(told, None).get("available_from") == "now"
    assert profile("做住家保姆五年整，工资五千八，过完年上", None).get("available_from") == "2027-02-13"
    run_on = "干了七年月嫂二十六天一万三元旦以后有档期"
    assert profile(run_on, None).get("available_from") == "2027-01-02"
    assert profile("四川宜宾的，带娃娃都搞得来，工资六千，随时走得", None).get("available_from") == "now"


def test_what_is_left_of_a_paper_is_no_beginning(profile: Callable[..., dict[str, Any]]) -> None:
    assert profile("还剩三个月", "health").get("available_from") is None
