"""Whether she holds a health check-up and whether it is in date. Nothing medical is ever kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from assistant.profile.model import Topic
from assistant.understanding.quantity import Quantity
from assistant.understanding.zh import grammar
from assistant.understanding.zh.draft import Draft
from assistant.understanding.zh.scene import Scene
from assistant.vocabulary import TermMatch

# A day so near is when she goes to get one, not when one runs out.
_NEAR_DAY = re.compile(r"[天日周]|礼拜|星期|晚上|早上")


def read_health(scene: Scene) -> Iterator[Draft]:
    """Held or not, until when, examined when."""
    asked = scene.topic is Topic.HEALTH
    if not asked:
        alone = grammar.pattern("papers", "only_check_up").search(scene.text)
        if alone and scene.topic is Topic.CERTIFICATES:
            start = scene.text.index("健康证", alone.start())
            yield Draft("health_certificate", {"held": True}, start, start + len("健康证"))
            return
    mentions = [
        t for t in scene.kinds("health_certificate") if not scene.silent(t.start) and scene.subject_at(t.start).hers()
    ]
    if not mentions and (not asked or any(True for _ in scene.kinds("certificates"))):
        return
    low, high = (0, len(scene.text)) if asked else scene.sentence_of(mentions[0].start)
    value, spans = _held_now(scene, mentions, low, high, asked=asked)
    value, spans = _with_time_left(scene, value, spans, asked=asked)
    for quantity in scene.numbers("date"):
        if (
            not low <= quantity.start < high
            or quantity.iso is None
            or quantity.iso == "now"
            or scene.silent(quantity.start)
            or _of_certificate(scene, quantity)
            or grammar.pattern("papers", "not_its_day_after").match(scene.text, quantity.end)
            or grammar.pattern("papers", "not_its_day_before").search(scene.before(quantity.start, 12))
        ):
            continue
        fresh = asked and _fresh_month(scene, quantity)
        renewed = asked and grammar.pattern("papers", "renewed_behind").match(scene.text, quantity.end) is not None
        key = "exam_date" if fresh or renewed else _date_key(scene, quantity)
        quantity = _last_year(scene, quantity) if fresh else quantity
        taken_back = bool(key) and key in value and grammar.says("corrections", "marker", scene.text[: quantity.start])
        taken_back = taken_back or renewed
        bare = value.get("held") is not False or grammar.says("papers", "paper_to_come", scene.text)
        if key and (key not in value or taken_back) and (key != "exam_date" or bare):
            value[key] = _month_meant(scene, quantity)
            spans.append((quantity.start, quantity.end))
    if value.get("valid_until", "0") >= scene.context.today.isoformat()[:7] and "其实" in scene.text:
        value["held"] = True
    if value.get("valid_until", "9") < scene.context.today.isoformat()[:7] and value.get("held") is not False:
        value["held"] = False
    if "exam_date" in value and "held" not in value:
        value["held"] = True
    if "valid_until" in value and "held" not in value:
        value["held"] = True
    if value:
        yield Draft("health_certificate", value, min(s for s, _ in spans), max(e for _, e in spans))


def _with_time_left(
    scene: Scene, value: dict[str, Any], spans: list[tuple[int, int]], *, asked: bool
) -> tuple[dict[str, Any], list[tuple[int, int]]]:
    """还有三个月到期: until the month so many months from now."""
    for quantity in scene.numbers("duration"):
        before, after = scene.before(quantity.start, 6), scene.text[quantity.end : quantity.end + 6]
        left = re.search(r"(?:还有|还剩|剩下?|还能用|再过)(?:大概|差不多|个)*$", before)
        if not (asked and left and re.match(r"(?:多)?(?:才|就)?(?:到期|过期|有效|到日子|$|[，。])", after)):
            continue
        if quantity.min is not None and quantity.min == quantity.max:
            year, month = divmod(scene.context.today.year * 12 + scene.context.today.month - 1 + int(quantity.min), 12)
            return value | {"held": True, "valid_until": f"{year}-{month + 1:02}"}, [
                *spans,
                (quantity.start, quantity.end),
            ]
    return value, spans


def _month_meant(scene: Scene, quantity: Quantity) -> str:
    """The month of a date; one named alone that is over by her words (四月份过期的) is the last such month."""
    month, today = str(quantity.iso)[:7], scene.context.today.isoformat()[:7]
    said = scene.text[quantity.start : quantity.end]
    over = grammar.pattern("papers", "ran_out").match(scene.text, quantity.end) is not None
    alone = "年" not in said and not grammar.says("papers", "month_told_from_now", said)
    if over and month > today and len(month) == len("2000-01") and alone:
        return f"{int(month[:4]) - 1}{month[4:]}"
    return month


def _of_certificate(scene: Scene, quantity: Quantity) -> bool:
    """Whether a date belongs to another paper: the one its clause names, else the last one named before it."""
    clause = scene.clause_at(quantity.start)
    papers = list(scene.kinds("certificates", "health_certificate"))
    here = {t.kind for t in papers if clause.start <= t.start < clause.end}
    if here:
        return here == {"certificates"}
    earlier = [t.kind for t in papers if t.end <= quantity.start]
    return bool(earlier) and earlier[-1] == "certificates"


def _held_now(
    scene: Scene, mentions: list[TermMatch], low: int, high: int, *, asked: bool
) -> tuple[dict[str, Any], list[tuple[int, int]]]:
    """Whether it is held; what she says after taking something back counts before what she took back."""
    markers = list(grammar.pattern("corrections", "marker").finditer(scene.text, low, high))
    marker = markers[-1] if markers else None
    if asked and marker is not None:
        value, spans = _held(scene, mentions, marker.end(), high, asked=asked)
        if value:
            return value, spans
    value, spans = _held(scene, mentions, low, high, asked=asked)
    return (value, spans) if asked or value else _among_papers(scene, mentions)


def _among_papers(scene: Scene, mentions: list[TermMatch]) -> tuple[dict[str, Any], list[tuple[int, int]]]:
    """The check-up named in a row with papers that are not denied (有高级母婴护理证、健康证): held like them."""
    papers = [t for t in scene.kinds("certificates") if scene.stance(t.start, t.end).sign >= 0]
    for mention in mentions:
        for paper in papers:
            first, second = sorted((mention, paper), key=lambda term: term.start)
            between = scene.text[first.end : second.start]
            if (
                grammar.pattern("papers", "in_a_row").fullmatch(between)
                and scene.stance(mention.start, mention.end).sign >= 0
            ):
                return {"held": True}, [(mention.start, mention.end)]
    return {}, []


def _fresh_month(scene: Scene, quantity: Quantity) -> bool:
    """有，新的，十月份的: a month named for a new certificate is the month it was made."""
    before = scene.text[max(0, quantity.start - 6) : quantity.start]
    month = re.fullmatch(
        r"(?:十[一二]?|[一二三四五六七八九]|[0-9]{1,2})月份?", scene.text[quantity.start : quantity.end]
    )
    index = scene.index_at(quantity.start)
    earlier = scene.clauses[index - 1].text if index else ""
    alone = scene.clauses[index].text.strip(" 的吧。") == scene.text[quantity.start : quantity.end]
    if month is not None and grammar.pattern("papers", "done_behind").match(scene.text, quantity.end):
        return True
    done = alone and grammar.says("papers", "done_already", earlier)
    return month is not None and (done or re.search(r"新|刚|才", before) is not None)


def _last_year(scene: Scene, quantity: Quantity) -> Quantity:
    iso = quantity.iso or ""
    if iso[:7] <= scene.context.today.isoformat()[:7]:
        return quantity
    return replace(quantity, iso=f"{int(iso[:4]) - 1}{iso[4:]}")


def _held(
    scene: Scene, mentions: list[TermMatch], low: int, high: int, *, asked: bool
) -> tuple[dict[str, Any], list[tuple[int, int]]]:
    text = scene.text[low:high]
    spans: list[tuple[int, int]] = [(m.start, m.end) for m in mentions if not m.hint][:1]
    for key, held in (("held_elsewhere", True), ("not_held_words", False), ("held_words", True)):
        for match in grammar.pattern("papers", key).finditer(text):
            start, end = low + match.start(), low + match.end()
            if not (asked and len(mentions) <= 1) and mentions and not _near(mentions, start, end):
                continue
            if not held and (_until_future(scene, start) or (not asked and _of_other_paper(scene, start))):
                continue
            return {"held": held}, [*spans, (start + len(match.group()) - len(match.group().lstrip()), end)]
    for mention in mentions:
        if mention.hint:
            continue
        stance = scene.stance(mention.start, mention.end)
        if stance.sign > 0 and stance.word.startswith("除"):
            return {"held": True}, [(mention.start, mention.end)]
        if stance.sign < 0:
            return {"held": False}, [(stance.quote_start, stance.quote_end)]
        listed = re.match(r"[、和跟][^，。]{1,6}都(?:有|在|齐)", scene.text[mention.end :]) is not None
        if (
            listed
            or re.search(r"有|持", scene.before(mention.start, 3))
            or re.match(grammar.source("papers", "in_hand"), scene.text[mention.end : mention.end + 12])
        ):
            return {"held": True}, [(mention.start, mention.end)]
    return {}, spans


def _of_other_paper(scene: Scene, position: int) -> bool:
    """Whether the paper named last before a position is a certificate (护士证过期了，现在就健康证)."""
    earlier = [t.kind for t in scene.kinds("certificates", "health_certificate") if t.start <= position]
    return bool(earlier) and earlier[-1] == "certificates"


def _near(mentions: list[TermMatch], start: int, end: int) -> bool:
    return any(abs(m.start - end) <= 12 or abs(start - m.end) <= 12 for m in mentions)


def _until_future(scene: Scene, position: int) -> bool:
    """Whether "expires" is said of a day still to come (明年三月到期)."""
    return any(q.end <= position and position - q.end <= 4 and q.has("future") for q in scene.numbers("date")) or any(
        q.end <= position <= q.end + 4 and q.iso != "now" and (q.iso or "") > scene.context.today.isoformat()[:7]
        for q in scene.numbers("date")
    )


def _date_key(scene: Scene, quantity: Quantity) -> str | None:
    after, before = scene.text[quantity.end : quantity.end + 8], scene.before(quantity.start, 6)
    iso = quantity.iso or ""
    today = scene.context.today.isoformat()
    if grammar.pattern("papers", "ailment_after").match(scene.text, quantity.end):
        return None
    if iso[:7] <= today[:7] and iso <= today and re.search(r"(?:体检|查体|检查|办)[^，。]{0,3}(?:是|在)$", before):
        return "exam_date"
    if (
        re.match(r"(?:份|底|初|号)*(?:才|就|到|之前)?(?:到期|过期|有效|截止)", after)
        or re.search(r"(?:有效期?|到期|管|能用)(?:是|到|至|日期)*$", before)
        or grammar.pattern("papers", "written_before").search(scene.before(quantity.start, 10))
    ):
        return "valid_until"
    if iso[:7] >= today[:7] and grammar.pattern("papers", "to_renew").match(scene.text, quantity.end):
        return "valid_until"
    if re.search(r"到$", before) and iso[:7] >= today[:7]:
        return "valid_until"
    if iso <= today and re.match(r"(?:份|刚|才|的时候|在)*[^，。]{0,4}" + grammar.source("papers", "examined"), after):
        return "exam_date"
    alone = scene.topic is Topic.HEALTH and scene.bare and not re.search(r"查|体检|办|补|换|去", after + before)
    near = _NEAR_DAY.search(scene.text[quantity.start : quantity.end]) is not None
    if near and iso > today:
        return None
    if alone and iso[:7] >= today[:7] and quantity.iso != "now" and not near:
        return "valid_until"
    if iso[:7] <= today[:7] and scene.topic is Topic.HEALTH and re.match(r"(?:份)?(?:的|吧|$)", after):
        return "exam_date"
    return None
