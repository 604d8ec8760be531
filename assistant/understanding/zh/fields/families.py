"""How many families she has served."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from assistant.profile.model import Topic
from assistant.understanding.quantity import Quantity
from assistant.understanding.zh import grammar
from assistant.understanding.zh.draft import Draft
from assistant.understanding.zh.scene import Scene
from assistant.understanding.zh.values import kept_flags, span_of

_FAMILY_UNITS: Final = ("家", "户", "单", "个家庭", "家庭", "个客户", "客户", "个雇主", "个东家", "雇主")


def _counts_families(scene: Scene, quantity: Quantity) -> bool:
    before = scene.text[max(0, quantity.start - 10) : quantity.start]
    if before.endswith("没"):
        return False
    if quantity.unit in _FAMILY_UNITS:
        return True
    if quantity.unit == "个" and re.search(r"(?:雇主|东家|主家|客户)[^，。；！？]{0,5}$", before):
        return True
    return (
        quantity.unit == "个"
        and re.match(r"(?:家庭|客户|雇主|东家|人家|月子)", scene.text[quantity.end : quantity.end + 3]) is not None
    )


def read_families(scene: Scene) -> Iterator[Draft]:
    """How many families she has served."""
    for quantity in scene.numbers("count"):
        if (
            not _counts_families(scene, quantity)
            or scene.silent(quantity.start)
            or not scene.subject_at(quantity.start).hers()
        ):
            continue
        before, after = (
            scene.text[max(0, quantity.start - 14) : quantity.start],
            scene.text[quantity.end : quantity.end + 4],
        )
        one = quantity.min == quantity.max == 1
        said = re.search(grammar.source("experience", "family_cue"), before) is not None
        changed = grammar.pattern("corrections", "not_but").search(scene.text) is not None
        changed = changed or re.search(r"家数|户数|几家|多少家|几户", scene.text[: quantity.start]) is not None
        asked = scene.bare and (scene.topic in (Topic.HISTORY, Topic.EXPERIENCE) or changed)
        whole = re.fullmatch(
            r"(?:就|只|嗯|做过?|了|吧|的)*",
            scene.text.replace(scene.text[quantity.start : quantity.end], "", 1).strip("，。,. "),
        )
        if (
            one
            and not (whole and scene.topic is Topic.HISTORY)
            and not re.search(r"就(?:做|干)?过?$|只(?:做|干)过?$", before)
        ) or re.match(r"[政里公]|一起|同时" if said and not one else r"[政里公人]|一起|同时", after):
            continue
        if re.search(
            r"(?:第|(?:小时|钟头|个钟)[^，。]{0,4}|(?:一天|每天|同时|上午|下午)[^，。]{0,4}|每|一天|上午|下午|天天|一天能|找|换一|上|前|这|那)$",
            before,
        ):
            continue
        if said or asked:
            yield Draft("families_served", span_of(quantity), quantity.start, quantity.end, flags=kept_flags(quantity))
