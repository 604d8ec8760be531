"""A bare figure that is plainly her age, by where it stands in an introduction."""

from __future__ import annotations

import re
from typing import Final

from assistant.profile.model import Topic
from assistant.understanding.quantity import Quantity
from assistant.understanding.zh import grammar
from assistant.understanding.zh.fields.names import chinese_end
from assistant.understanding.zh.scene import Scene

_LONGEST_NAME: Final = 4
_SHORT_ITEM: Final = 4
_ITEMS: Final = 3  # of an introduction, at the least


def introduced(scene: Scene, quantity: Quantity) -> bool:
    """A bare figure that is plainly an age: after 今年, or alone between name and home in an introduction."""
    before = scene.before(quantity.start)
    run_on = (
        scene.clause_at(quantity.start).start == quantity.start
        and not scene.text[quantity.start - 1 : quantity.start].isspace()
    )
    led = scene.text[max(0, quantity.start - 12) : quantity.start] if run_on else before
    if grammar.says("person", "age_led_by", led):
        return True
    if _beside_home(scene, quantity) or _opens_turn(scene, quantity) or _alone_in_story(scene, quantity):
        return True
    clause = scene.clause_at(quantity.start)
    rest = scene.text[quantity.end : clause.end].strip()
    index = scene.index_at(quantity.start)
    alone = clause.text.strip() == scene.text[quantity.start : quantity.end]
    if alone and index > 0 and grammar.says("person", "age_coming", scene.clauses[index - 1].text):
        return True
    if (
        scene.context.asking is None
        and grammar.pattern("person", "age_of_me_before").fullmatch(before.strip()) is not None
        and grammar.pattern("person", "age_tail").fullmatch(rest) is not None
    ):
        return True
    beside = clause.text.strip().replace(scene.text[quantity.start : quantity.end], "", 1)
    bare = grammar.pattern("person", "age_little_words").fullmatch(beside) is not None
    if bare and scene.context.asking in (None, Topic.NAME) and _listed(scene, quantity):
        return True
    told = any(_near(scene, scene.index_at(p.start), index) for p in scene.places)
    named = grammar.says("person", "named_before", scene.text[max(0, clause.start - 14) : clause.start])
    return bare and scene.context.asking is None and (told or named)


def _near(scene: Scene, one: int, other: int) -> bool:
    """Whether two statements are neighbours, or only an item of a few characters parts them (河南人，汉族，四十五)."""
    apart = abs(one - other)
    return apart <= 1 or (apart == len("，，") and len(scene.clauses[(one + other) // 2].text.strip()) <= _SHORT_ITEM)


def _opens_turn(scene: Scene, quantity: Quantity) -> bool:
    """Whether an introduction begins with nothing but the figure (三十七，带俩娃，想找白班)."""
    spoken = scene.text[quantity.start : quantity.end]
    first = scene.clauses[0]
    alone = quantity.start < first.end and first.text.strip(" 了啦岁整") == spoken
    return (
        alone
        and scene.context.asking is None
        and len(scene.clauses) >= _ITEMS
        and grammar.pattern("person", "age_spoken").fullmatch(spoken) is not None
    )


def _alone_in_story(scene: Scene, quantity: Quantity) -> bool:
    """Whether one figure alone fills a statement of an introduction, and none beside it is about hours or pay."""
    if scene.context.asking is not None or len(scene.clauses) < _ITEMS:
        return False
    figures = [c for c in scene.clauses if _is_figure(c.text)]
    at = scene.index_at(quantity.start)
    if len(figures) != 1 or figures[0] is not scene.clauses[at] or any(True for _ in scene.numbers("age")):
        return False
    near = (scene.clauses[i].text for i in (at - 1, at + 1) if 0 <= i < len(scene.clauses))
    return not any(grammar.says("person", "age_not_beside", text) for text in near)


def _is_figure(text: str) -> bool:
    return grammar.pattern("person", "age_stated_alone").fullmatch(text.strip()) is not None


def _beside_home(scene: Scene, quantity: Quantity) -> bool:
    """Whether an age and a home or a sex run together in an introduction (四十七山西大同人, 广元的四十三在成都)."""
    spoken = scene.text[quantity.start : quantity.end]
    if scene.context.asking not in (None, Topic.NAME, Topic.HOMETOWN) or quantity.kind != "number":
        return False
    if grammar.pattern("person", "age_spoken").fullmatch(spoken) is None:
        return False
    if re.match(r"[来多几]?[块元家户个天平米口人次斤公里号楼万千百分%点年月]", scene.text[quantity.end :][:2]):
        return False
    home_before = any(
        re.fullmatch(r"(?:县|市|区|镇|乡)?(?:人|的|人氏)?[，,\s]*", scene.text[p.end : quantity.start]) is not None
        for p in scene.places
        if p.end <= quantity.start <= p.end + 4
    )
    leads = re.fullmatch(r"(?:我|俺|本人|女|男|的|，|,|\s)*", scene.before(quantity.start)) is not None
    home_after = any(quantity.end <= p.start <= quantity.end + 1 for p in scene.places)
    leads = leads or _behind_name(scene, quantity.start)
    return (home_before and _ends_item(scene, quantity)) or (leads and home_after)


def _behind_name(scene: Scene, at: int) -> bool:
    """Whether a name in full ends there that opens its statement (邓秀莲四十四湖南娄底)."""
    start = scene.clause_at(at).start
    lead = grammar.pattern("name_words", "opens_with_me").match(scene.text, start)
    return any(
        2 <= at - begin <= _LONGEST_NAME and chinese_end(scene, begin) == at
        for begin in (start, lead.end() if lead else start)
    )


def _ends_item(scene: Scene, quantity: Quantity) -> bool:
    """Whether nothing after the figure makes it a price or a count."""
    return re.match(r"$|[，,。\s]|了|在|女|男|岁|做|想|现|我|以前|会|带|已|属", scene.text[quantity.end :]) is not None


def _listed(scene: Scene, quantity: Quantity) -> bool:
    """Whether a figure stands alone in an introduction by items: name, home, trade, age, pay, in some order."""
    first, last = scene.sentence_of(quantity.start)
    items = [c for c in scene.clauses if first <= c.start < last]
    told = {t.kind for t in scene.kinds("jobs", "work_modes") if first <= t.start < last and not t.hint}
    told |= {"places" for p in scene.places if first <= p.start < last}
    told |= {"name" for c in items[:1] if _like_a_name(c.text.strip())}
    told |= {"sex" for c in items if c.text.strip() in ("女", "男", "女的", "男的", "女性", "男性")}
    told |= {t.kind for t in scene.kinds("education", "certificates") if first <= t.start < last}
    told |= {q.kind for q in scene.numbers("rest", "money", "duration") if first <= q.start < last}
    told |= {"pay"} if grammar.says("pay", "money_named", scene.text[first:last]) else set()
    paid = scene.text[quantity.end : quantity.end + 1] in ("块", "元", "家", "户", "个", "天")
    spoken = scene.text[quantity.start : quantity.end]
    second = len(items) > 1 and items[1].start <= quantity.start < items[1].end
    enough = len(told) >= 2 or (second and bool(told))
    return len(items) >= 3 and enough and not paid and len(spoken) in (2, 3)


def _like_a_name(text: str) -> bool:
    return 2 <= len(text) <= 3 and text[0] in "".join(grammar.words("person", "surname"))
