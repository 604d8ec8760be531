"""What she wants to be paid. What others paid her, fees and debts are no wish of hers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any, Final

from assistant.profile.model import Topic
from assistant.understanding.quantity import Quantity, scan
from assistant.understanding.zh import grammar
from assistant.understanding.zh.draft import Draft
from assistant.understanding.zh.scene import Scene
from assistant.understanding.zh.values import tidy

_MONTHLY_FROM: Final = 2000
_SMALLEST_MONTHLY: Final = 1000
_SMALLEST_HOURLY: Final = 15
_LARGEST: Final = 60000
_UNITS: Final = ("month", "26_days", "42_days", "day", "hour", "visit")
_CUES: Final = (
    ("26_days", "days26_before"),
    ("42_days", "days42_before"),
    ("hour", "hour_before"),
    ("day", "day_before"),
    ("visit", "visit_before"),
    ("month", "month_before"),
)
# The price of a visit of so many hours (一次两小时八十).
_SEVERAL_HOURS: Final = re.compile(r"(?<![十百\d])[两二三四五六2-6]个?(?:半)?(?:小时|钟头|钟)(?:是|要|就|给|一共)*$")
# A rise told on top of the wage is no wage (再加五百，九千五).
_ADDED: Final = re.compile(r"再加$|多加$|[少减降让]$")


def read(scene: Scene) -> Iterator[Draft]:
    """At most one figure (or the range of several told with conditions), and whether it can be talked over."""
    figures = [q for q in _candidates(scene) if _is_wish(scene, q)]
    figures = _without_taken_back(scene, figures)
    figures = _without_restated(scene, figures)
    negotiable = _negotiable(scene, figures)
    if not figures:
        figures = _as_before(scene)
    if figures:
        yield _figure(scene, figures, negotiable)
    elif negotiable is not None and (scene.topic is Topic.SALARY or re.search(r"工资|价|钱|待遇", scene.text)):
        value, (start, end) = negotiable
        if not scene.silent(start):
            yield Draft("expected_salary", {"negotiable": value}, start, end)


def _as_before(scene: Scene) -> list[Quantity]:
    """The last wage she had, as a floor, where she will not take less than that (…八千五，不能比那低吧)."""
    said = grammar.pattern("pay", "not_below_that").search(scene.text)
    before = [q for q in _candidates(scene) if said and q.end <= said.start() and (q.min or 0) >= _MONTHLY_FROM]
    return [replace(before[-1], max=None, flags=("floor",))] if before else []


def vague(scene: Scene) -> bool:
    """Whether pay was touched without a figure one could keep."""
    asked = scene.topic is Topic.SALARY
    figures = [q for q in _candidates(scene) if _is_wish(scene, q)]
    if figures:
        return False
    spoke = grammar.says("pay", "vague", scene.text)
    return spoke and (asked or re.search(r"工资|价|钱|涨|给", scene.text) is not None)


def _candidates(scene: Scene) -> Iterator[Quantity]:
    for quantity in scene.quantities:
        before = scene.text[max(0, quantity.start - 3) : quantity.start]
        raised = (quantity.max or 0) < _MONTHLY_FROM and before.endswith(("涨", "涨个", "加个"))
        if _ADDED.search(before) or raised or _on_top(scene, quantity, before) or _emergency_number(quantity, before):
            continue
        if scene.text.startswith(("平", "平米", "平方"), quantity.end) or re.search(
            r"[一每](?:个)?平(?:米|方)?$", scene.text[max(0, quantity.start - 4) : quantity.start]
        ):
            continue
        if (quantity.kind == "money" and quantity.unit not in ("year", "square_metre", "week")) or (
            quantity.kind == "number" and _looks_like_pay(scene, quantity)
        ):
            yield quantity
        elif quantity.kind == "count" and (quantity.max or 0) > _MONTHLY_FROM:
            yield from _run_into_days(scene, quantity)


def _on_top(scene: Scene, quantity: Quantity, before: str) -> bool:
    """双胞胎加两千: what comes on top of the wage told before it."""
    figure = quantity.max or quantity.min or 0
    earlier = (q.max or q.min or 0 for q in scene.numbers("money", "number") if q.end <= quantity.start)
    return before.endswith(("加", "加个", "另加", "补")) and any(other > figure for other in earlier)


def _emergency_number(quantity: Quantity, before: str) -> bool:
    """先叫120: who is called, not what is paid."""
    return quantity.min in (110, 119, 120, 122) and before.endswith(("打", "叫", "拨", "喊"))


def _run_into_days(scene: Scene, quantity: Quantity) -> Iterator[Quantity]:
    """一万一二十六天: the figure and the days of its unit, said in one breath."""
    said = re.compile(r"(?P<figure>.+?)(?P<days>二十六天|26天|四十二天|42天)").fullmatch(
        scene.text[quantity.start : quantity.end]
    )
    if said is None:
        return
    unit = "26_days" if "六" in said.group("days") or "6" in said.group("days") else "42_days"
    for figure in scan(said.group("figure"), scene.context.today):
        if figure.kind in ("money", "number") and figure.start == 0 and figure.min:
            yield replace(figure, start=quantity.start, end=quantity.end, kind="money", unit=unit)


def _looks_like_pay(scene: Scene, quantity: Quantity) -> bool:
    figure = quantity.max or quantity.min or 0
    unit = _unit(scene, quantity)
    if scene.topic is Topic.SALARY:
        alone = scene.bare and len(list(scene.numbers("number", "money", "count", "duration"))) == 1
        return (
            figure >= _SMALLEST_MONTHLY
            or (figure >= 100 and scene.bare)
            or (figure >= 10 and unit is not None)
            or (alone and figure >= _SMALLEST_HOURLY)
        )
    if figure >= 10 and unit in ("day", "hour", "visit"):
        return True
    if _amended(scene, quantity):
        return True
    if not _MONTHLY_FROM <= figure <= _LARGEST:
        return False
    first, last = scene.sentence_of(quantity.start)
    if grammar.says("pay", "about_pay", scene.text[first:last]):
        return True
    spoken = scene.text[quantity.start : quantity.end]
    counted = re.match(r"[平米个人字步里公家户只条斤]|多[个人平]", scene.text[quantity.end : quantity.end + 2])
    introduces = scene.context.asking is None and any(True for _ in scene.kinds("jobs", "work_modes"))
    return introduces and counted is None and re.search(r"[千万k]|\d{4}", spoken) is not None


def _amended(scene: Scene, quantity: Quantity) -> bool:
    """工资不是四十，是四十五: a figure set right with its name needs no unit."""
    first, last = scene.sentence_of(quantity.start)
    named = grammar.says("corrections", "about_salary", scene.text[first:last])
    set_right = grammar.says("corrections", "not_but", scene.text)
    return named and set_right and (quantity.max or quantity.min or 0) >= _SMALLEST_HOURLY


def _is_wish(scene: Scene, quantity: Quantity) -> bool:
    start = quantity.start
    index = scene.index_at(start)
    clause, mood = scene.clauses[index], scene.moods[index]
    offered = re.search(r"有没有(?:个)?$", scene.before(start, 5)) is not None
    offered = offered or grammar.pattern("pay", "will_it_do").match(scene.text, quantity.end) is not None
    if grammar.pattern("pay", "turned_down").match(scene.text, quantity.end) and not quantity.has("floor"):
        return False
    if (mood.question and not offered) or mood.instruction or _is_no_pay(scene, quantity):
        return False
    subject = scene.subjects[index]
    if subject.owner in ("peer", "family") or subject.carried == "peer":
        return False
    if subject.carried == "family" and not grammar.says("pay", "wish", clause.text) and scene.topic is not Topic.SALARY:
        return False
    before = scene.text[clause.start : start]
    wished = grammar.says("pay", "wish", clause.text)
    earned = (
        grammar.says("pay", "past", before) or scene.subjects[index].owner == "employer" or _earlier_past(scene, index)
    )
    if earned and not re.search(r"(?:想|要|希望|至少|起码|最低|这回|这次|现在)[^，。]*$", before):
        return False
    if _once_paid(scene, quantity):
        return False
    if scene.topic is Topic.SALARY or wished or _amended(scene, quantity):
        return True
    return quantity.unit in _UNITS or _unit(scene, quantity) in _UNITS


def _once_paid(scene: Scene, quantity: Quantity) -> bool:
    """百八十块一次的我也接过，现在没一百五不出门: what she once took, where a later figure is what she takes now."""
    clause = scene.clause_at(quantity.start)
    took = re.search(r"[接干做拿挣要收领开](?:过|到过)(?!年)", clause.text)
    return took is not None and any(q.start >= clause.end for q in scene.numbers("money", "number"))


def _is_no_pay(scene: Scene, quantity: Quantity) -> bool:
    """Whether the clause speaks of fees or debts; what she pays out of her wage comes behind it (六千五还得交房租)."""
    clause = scene.clause_at(quantity.start)
    match = grammar.pattern("pay", "not_pay").search(clause.text)
    if match is None:
        return False
    behind = clause.start + match.start() >= quantity.end
    of_wage = behind and re.match(r"[块元钱]*(?:还(?:得|要)|加|外加|另加)", scene.text[quantity.end :]) is not None
    return not (of_wage and scene.topic is Topic.SALARY)


def _earlier_past(scene: Scene, index: int) -> bool:
    """Whether the clause before set a former employer as the payer and this one only carries the figure."""
    if index == 0 or scene.clauses[index - 1].sentence != scene.clauses[index].sentence:
        return False
    earlier = scene.clauses[index - 1].text
    return (
        scene.subjects[index].carried == "employer"
        and grammar.says("pay", "past", earlier)
        and not grammar.says("pay", "wish", scene.clauses[index].text)
    )


def _without_taken_back(scene: Scene, figures: list[Quantity]) -> list[Quantity]:
    """Only what follows a repair (每天二百，不是每天，每次二百), where a figure follows it."""
    if len(figures) < 2:
        return figures
    for match in grammar.pattern("pay", "taken_back").finditer(scene.text):
        later = [q for q in figures if q.start >= match.end() - 1]
        if later and later != figures:
            return later
    return figures


def _without_restated(scene: Scene, figures: list[Quantity]) -> list[Quantity]:
    """Drops "less than seven thousand, no" beside "seven thousand at least", and figures of lesser units."""
    kept = [q for q in figures if not _lower_bound(scene, q)] or figures[:1]
    units = [_unit(scene, q) for q in kept]
    if len(kept) > 1 and _spans_range(scene, kept):
        return kept
    whole = [q for q in kept if q.unit != "half_day" and not _of_half_a_day(scene, q)]
    kept = whole or kept
    units = [_unit(scene, q) for q in kept]
    main = next((unit for unit in ("month", "26_days", "42_days") if unit in units), None)
    if main is not None:
        kept = [q for q, unit in zip(kept, units, strict=True) if unit in (main, None)]
    elif kept:
        first = _unit(scene, kept[0])
        kept = [q for q in kept if _unit(scene, q) == first]
    return kept


def _of_half_a_day(scene: Scene, quantity: Quantity) -> bool:
    """一天三百二，半天两百: the price of half a day stands beside that of a whole one."""
    before = scene.text[max(0, quantity.start - 3) : quantity.start]
    return before.endswith("半天") or scene.text.startswith("半天", quantity.end)


def _lower_bound(scene: Scene, quantity: Quantity) -> bool:
    """少于七千不干: the figure is a floor put the other way round."""
    before = scene.text[max(0, quantity.start - 4) : quantity.end]
    if _ceiling_refused(scene, quantity):
        return True
    if re.search(r"(?:不要|别|不能|不可以|不得|不可|莫)(?:低于|少于)", before):
        return True
    clause = scene.clause_at(quantity.start)
    rest = scene.text[quantity.end : clause.end + 8]
    return grammar.says("pay", "less_than", before) and grammar.says("pay", "refuse", rest)


def _ceiling_refused(scene: Scene, quantity: Quantity) -> bool:
    """八千以内的不用发我: what is refused up to a figure is wanted from there on."""
    clause = scene.clause_at(quantity.start)
    rest = scene.text[quantity.end : clause.end]
    return quantity.min is None and quantity.max is not None and grammar.says("pay", "refuse", rest)


def _unit(scene: Scene, quantity: Quantity) -> str | None:
    if quantity.unit in ("hour", None) and _SEVERAL_HOURS.search(scene.before(quantity.start, 8)):
        return "visit"
    if quantity.unit in _UNITS and (quantity.unit != "visit" or not _for_42_days(scene, quantity)):
        return quantity.unit
    if _for_42_days(scene, quantity):
        return "42_days"
    if _is_daily(scene, quantity):
        return "day"
    if quantity.unit is None and re.match(r"[块元钱]*(?:一)?(?:全天|整天)|[块元钱]*24小时", scene.text[quantity.end :]):
        return "day"
    clause = scene.clause_at(quantity.start)
    before = scene.text[max(clause.start, quantity.start - 10) : quantity.start]
    after = scene.text[quantity.end : min(len(scene.text), quantity.end + 8)]
    for unit, cue in _CUES:
        source = grammar.source("pay", cue)
        if re.search(
            source + r"(?:是|要|给|的|得|怎么也|至少|能|算|工资|大概|想要|想|我|就|差不多|，|:|：|\s)*$", before
        ):
            return unit
        if re.match(r"(?:块钱?|元|的|活|吧|，|,|\s|/|每|一|按|算)*" + source, after) and unit != "month":
            return unit
    figure = quantity.max or quantity.min or 0
    if quantity.unit is None and figure >= _MONTHLY_FROM:
        return "month"
    hourly = any(t.id in ("hourly", "hourly_helper") for t in scene.kinds("work_modes", "jobs"))
    if 15 <= figure <= 200 and hourly and _of_money(scene, quantity):
        return "hour"
    return None


def _is_daily(scene: Scene, quantity: Quantity) -> bool:
    """全天两百, 夜班三百: a figure too small for a month behind the name of a day's work."""
    small = quantity.unit in (None, "half_day") and (quantity.max or quantity.min or 0) < _MONTHLY_FROM
    named = r"(?:全天|整天|白天|白班|夜班|日班|大夜|24小时|二十四小时)(?:是|要|的|就|陪护|护理|看护|陪床|一对一|护工)*$"
    return small and re.search(named, scene.before(quantity.start, 10)) is not None


def _for_42_days(scene: Scene, quantity: Quantity) -> bool:
    """Whether the order she prices is said to last forty-two days (一单一万三，四十二天)."""
    first, last = scene.sentence_of(quantity.start)
    sentence = scene.text[first:last]
    refused = re.search(
        r"(?:42|四十二|四二)天的?(?:我|就|都|可)*(?:不|没)|不(?:做|接|要|干)(?:42|四十二|四二)天", sentence
    )
    ordered = re.search(r"[一每]单|单子", sentence)
    return grammar.says("pay", "days42_before", sentence) and ordered is not None and refused is None


def _of_money(scene: Scene, quantity: Quantity) -> bool:
    """Whether a small figure is money: an age stands as bare in an introduction (钟点工小陈，三十八)."""
    first, last = scene.sentence_of(quantity.start)
    return (
        quantity.kind == "money"
        or scene.topic is Topic.SALARY
        or grammar.says("pay", "about_pay", scene.text[first:last])
    )


def _figure(scene: Scene, figures: Sequence[Quantity], negotiable: tuple[bool, tuple[int, int]] | None) -> Draft:
    chosen = list(figures)
    flags: list[str] = []
    if len(chosen) > 1 and not _conditioned(scene, chosen) and not _spans_range(scene, chosen):
        chosen = chosen[-1:]
    low, high = _bounds(scene, chosen)
    value: dict[str, Any] = {"min": low, "max": high}
    unit = next((u for u in (_unit(scene, q) for q in reversed(chosen)) if u), None)
    if unit:
        value["unit"] = unit
    if negotiable is not None:
        value["negotiable"] = negotiable[0]
    if (len(chosen) > 1 and not _spans_range(scene, chosen)) or any(
        scene.moods[scene.index_at(q.start)].hypothetical for q in chosen
    ):
        flags.append("conditional")
    if any(q.has("approximate") for q in chosen):
        flags.append("approximate")
    start, end = chosen[0].start, chosen[-1].end
    if len(chosen) > 1 and not _spans_range(scene, chosen):
        end = max(end, scene.clause_at(chosen[-1].start).end)
    return Draft("expected_salary", value, start, end, flags=tuple(flags))


def _conditioned(scene: Scene, figures: Sequence[Quantity]) -> bool:
    """Whether figures go with conditions (八千不带睡，九千带睡), and none takes another back."""
    if grammar.says("corrections", "marker", scene.text[figures[0].end : figures[-1].start]):
        return False
    spread = (
        scene.topic is Topic.SALARY
        and len(figures) == 2
        and re.fullmatch(r"[块元，,、\s]*", scene.text[figures[0].end : figures[1].start])
    )
    return (spread is not None and bool(spread)) or any(
        grammar.says("pay", "condition", scene.clause_at(q.start).text) for q in figures
    )


def _spans_range(scene: Scene, figures: Sequence[Quantity]) -> bool:
    """七千到八千一个月."""
    return all(
        re.fullmatch(r"(?:块|元|吧)?(?:到|至|-|~|—|、|或者?|还是)", scene.text[left.end : right.start]) is not None
        for left, right in pairwise(figures)
    )


def _bounds(scene: Scene, figures: Sequence[Quantity]) -> tuple[int | float | None, int | float | None]:
    if len(figures) == 1:
        quantity = figures[0]
        low, high = quantity.min, quantity.max
        if _lower_bound(scene, quantity):
            return (high if high is not None else low), None
        return (None if low is None else tidy(low)), (None if high is None else tidy(high))
    lows = [q.min for q in figures if q.min is not None]
    highs = [q.max for q in figures if q.max is not None]
    return (tidy(min(lows)) if lows else None), (tidy(max(highs)) if highs else None)


def _negotiable(scene: Scene, figures: Sequence[Quantity]) -> tuple[bool, tuple[int, int]] | None:
    if not figures and scene.topic is not Topic.SALARY and not re.search(r"工资|价|钱|待遇", scene.text):
        return None
    for key, value in (("fixed_price", False), ("negotiable", True)):
        match = grammar.pattern("pay", key).search(scene.text)
        denied = match and re.search(r"(?:没法|不是|不好|不能|没有|不搞|哪有)$", scene.text[: match.start()])
        if match and not denied and not scene.silent(match.start()):
            return value, (match.start(), match.end())
    return None
