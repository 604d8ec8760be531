"""How she works, in the words people use for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest


@pytest.mark.parametrize(
    ("text", "modes", "declined"),
    [
        ("晚上也能住下", ["live_in"], []),
        ("晚上不能住，有孩子", [], ["live_in"]),
        ("就是不得住家", [], ["live_in"]),
        ("家里老人要照顾，住不了", [], ["live_in"]),
        ("以前住家，现在不想住了", [], ["live_in"]),
        ("我前面说不住家，跟家里商量了，可以住", ["live_in"], []),
        ("也不是说一定不住家，条件合适也可以住", ["live_in"], []),
        ("不是不愿意住家，就怕没单独的屋", ["live_in"], []),
        ("不是不想住家，是孩子还小", [], []),
        ("天黑前得到家", ["live_out"], []),
        ("早上七点到晚上七点", ["live_out"], []),
        ("夜班还是不上了", [], ["night"]),
        ("上夜班可以，白天我要睡觉", ["night"], []),
        ("白天我在超市上班，夜班能来", ["night"], []),
        ("可住可不住", ["live_in", "live_out"], []),
        ("住倒是能住，就是得有单独房间", ["live_in"], []),
        ("之前都是住家，这次想白班", ["live_out"], []),
        ("晓得住屋头不", [], []),
        ("我同乡住家的", [], []),
        ("我是想住家的，可是家里不放人", [], ["live_in"]),
        ("孩子离不开我，但我可以住家", ["live_in"], []),
        ("上午九点到下午一点有空", ["live_out"], []),
        ("一天干八个小时晚上回来睡", ["live_out"], []),
        ("住家做够了二十四小时听使唤，钟点挺好", ["hourly"], ["live_in"]),
        ("我住得近，钟点的吧", ["hourly"], []),
        ("找过住家的，被坑了，现在接小时工", ["hourly"], []),
        ("夜里家里没大人，所以我晚上得在家", ["live_out"], []),
        ("本来做住家的，婆婆瘫了，先做几个月钟点", ["hourly"], []),
        ("你们有没有不用住家的活", [], ["live_in"]),
        ("住家行吗？", [], []),
        ("夜班还是白班，白班吧", ["live_out"], []),
        ("不住家的话工资低，那就住吧", ["live_in"], []),
        ("去年还能住家，今年孙子来了", [], []),
        ("只要不是夜班都行", [], ["night"]),
        ("不方便住家", [], ["live_in"]),
        ("家近，用不着住", [], ["live_in"]),
        ("我在这边没房子，不住东家住哪儿", ["live_in"], []),
        ("哪有月嫂不住家的", ["live_in"], []),
        ("我姐妹都劝我住家省房租", [], []),
        ("医院的活我干怕了", [], ["hospital_24h"]),
        ("一天最多抽四五个钟头出来", ["hourly"], []),
        ("夜班我年轻时候上过，现在这岁数可不敢了", [], ["night"]),
        ("钟点工做腻了，想找住家", ["live_in"], ["hourly"]),
        ("白天晚上都行，就是不去医院", ["live_out"], ["hospital_24h"]),
        ("住家不住家我没所谓", ["live_in", "live_out"], []),
        ("想转白天带娃", ["live_out"], []),
        ("住家？不行不行", [], ["live_in"]),
        ("我有房子，住家没必要", [], ["live_in"]),
        ("最好住家，不住也能谈", ["live_in", "live_out"], []),
        ("哪样都行，住不住我都不挑", ["live_in", "live_out"], []),
        ("不住家我没地方去", ["live_in"], []),
        ("全天候的，吃住跟着老人", ["live_in"], []),
        ("住进去，周末回", ["live_in"], []),
        ("我在这边有房，不用住你们那", [], ["live_in"]),
        ("只能做到下午五点，要接孙子", ["live_out"], []),
        ("按点来按点走", ["live_out"], []),
        ("两个小时一家那种", ["hourly"], []),
        ("晚上八点以后到早上的那种", ["night"], []),
        ("晚上的我不接", [], ["night"]),
        ("通宵熬不了", [], ["night"]),
        ("看工资，住家不住家都做得", ["live_in", "live_out"], []),
        ("晚班护理的单有吗，白天我要睡觉", ["night"], []),
        ("我带着个上小学的，住不了东家", [], ["live_in"]),
        ("以前都是住家，现在孩子上学了要白班", ["live_out"], []),
        ("一直做钟点，这次想做长的住家", ["live_in"], []),
        ("之前住家带娃五年，想换白班", ["live_out"], []),
        ("原来上夜班，现在身体不行，白天", ["live_out"], []),
        ("之前在医院陪护24小时，做怕了", [], ["hospital_24h"]),
        ("医院的活别派我", [], ["hospital_24h"]),
        ("暂时只接白天的单", ["live_out"], []),
    ],
)
def test_modes_are_wanted_or_declined(
    profile: Callable[..., dict[str, Any]], text: str, modes: list[str], declined: list[str]
) -> None:
    made = profile(text, "work_mode")
    assert (made.get("work_modes", []), made.get("declined_work_modes", [])) == (modes, declined)
