"""Certificates: which she holds, of what level, from whom and when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from assistant.profile.model import Topic
from assistant.understanding.quantity import Quantity
from assistant.understanding.zh import grammar
from assistant.understanding.zh.draft import Draft
from assistant.understanding.zh.fields import bare_papers
from assistant.understanding.zh.scene import Scene
from assistant.understanding.zh.stances import Stance
from assistant.vocabulary import TermMatch, vocabulary

# An ISO date as precise as a day: no paper is dated by 昨天 unless she says it was got then.
_DAY_LONG: Final = 10
_PAPER_WORD: Final = re.compile(r"证|本$|执照|驾|照$|c1|c2|资$")


def read_certificates(scene: Scene) -> Iterator[Draft]:
    """Certificates she holds, with level, issuer and year as said; and that she holds none."""
    named = sorted((*scene.kinds("certificates"), *bare_papers.kinds(scene)), key=lambda term: term.start)
    held = [term for term in named if _is_paper(scene, term)]
    for term in named:
        if term not in held and (_not_got(scene, term) or _anothers(scene, term)):
            yield Draft("certificates", {"kind": term.id}, term.start, term.end, polarity="negative")
    done: dict[str, Draft] = {}
    for term in held:
        stance = scene.stance(term.start, term.end)
        if _planned(scene, term):
            if _not_got(scene, term):
                yield Draft("certificates", {"kind": term.id}, term.start, term.end, polarity="negative")
            continue
        if stance.sign < 0 and not stance.learning and not _claims(scene, term) and not _lapsed(scene, term, stance):
            yield Draft("certificates", {"kind": term.id}, stance.quote_start, stance.quote_end, polarity="negative")
            continue
        if re.match(r"(?:的|这个|那个)?(?:没有?|莫得|没得|冇)证", scene.text[term.end : term.end + 5]):
            yield Draft("certificates", {"kind": term.id}, term.start, term.end, polarity="negative")
            continue
        if stance.sign < 0 and not _lapsed(scene, term, stance):
            continue
        drafted = _certificate(scene, term, held)
        done[term.id] = _added(done[term.id], drafted) if term.id in done else drafted
    yield from done.values()
    if not done:
        yield from _none(scene, [t for t in held if not _planned(scene, t)])


def _lapsed(scene: Scene, term: TermMatch, stance: Stance) -> bool:
    """Whether she denies only that it was renewed, graded or brought (去年到期了还没换, 没写几级)."""
    told = scene.text[term.end : max(stance.quote_end, term.end) + 4]
    return (
        grammar.says("papers", "passed_before", scene.before(term.start, 6))
        or grammar.says("papers", "not_about_having", told)
        or re.search(r"换|年审|续|到期|过期", scene.text[term.end : max(stance.quote_end, term.end)]) is not None
    )


def _added(first: Draft, again: Draft) -> Draft:
    """What is said of a certificate when it is named a second time (育婴师是二二年的)."""
    more = {key: value for key, value in again.value.items() if key not in first.value}
    if not more:
        return first
    return replace(first, value=first.value | more, end=max(first.end, again.end))


def _claims(scene: Scene, term: TermMatch) -> bool:
    return bool(re.match(r"(?:我|倒|是|也|都)*(?:有(?!没)|拿了|考了|在手)", scene.text[term.end : term.end + 5]))


def _is_paper(scene: Scene, term: TermMatch) -> bool:
    subject = scene.subject_at(term.start)
    given = subject.owner == "employer" and re.search(r"(?:发|给|办|颁)的$", scene.before(term.start, 4)) is not None
    given = given or (
        subject.owner == "employer" and grammar.says("papers", "given_out", scene.clause_at(term.start).text)
    )
    told = subject.owner == "self" and subject.carried not in ("peer", "family")
    answered = scene.topic is Topic.CERTIFICATES and told
    counts = scene.topic is Topic.CERTIFICATES and grammar.pattern("papers", "does_it_count").match(
        scene.text, term.end
    )
    if (scene.silent(term.start) and not counts) or not (subject.hers() or given or answered):
        return False
    if other_trade(scene, term.form):
        return False
    if _PAPER_WORD.search(term.form.lower()):
        return True
    if grammar.says("papers", "planned", scene.clause_at(term.start).text):
        return False
    after = scene.text[term.end : term.end + 4]
    if re.match(r"(?:的)?(?:资格)?证|本", after) or re.match(r"[^，。]{2,6}的证", scene.after(term.end)):
        return True
    if listed_as_held(scene, term) or _graded(scene, term) or bare_papers.announced(scene, term.start):
        return True
    before = scene.before(term.start, 6)
    return scene.topic is Topic.CERTIFICATES or (
        re.search(
            r"(?:考|拿|有|取得|办)(?:了|过|的|下|到|完|好|上)?(?:个|一个|的)?(?:初级|中级|高级|[一二三四五]级)?$",
            before,
        )
        is not None
        and re.search(r"证|考", scene.clause_at(term.start).text) is not None
    )


def other_trade(scene: Scene, form: str) -> bool:
    """Whether a teacher's paper is of no trade here: nothing she says tells of kindergarten."""
    return grammar.says("papers", "other_trade", form) and not grammar.says("papers", "of_little_ones", scene.text)


def _graded(scene: Scene, term: TermMatch) -> bool:
    """Whether its level follows a title at once: a paper then and no trade (育婴师中级, 养老护理员四级二二年考的)."""
    if scene.silent(term.start):
        return False
    return any(
        scene.text[term.end : level.start] in grammar.words("papers", "of_the_level")
        and level.start >= term.end
        and "星" not in level.form
        for level in scene.kinds("certificate_levels")
    )


def listed_as_held(scene: Scene, term: TermMatch) -> bool:
    """Whether a list of titles ends in 都有 or 双证: then each names a paper (高级母婴护理师催乳师都有)."""
    end = term.end
    for other in scene.kinds("certificates", "health_certificate"):
        if other.start >= end and re.fullmatch(r"[、和跟还有，\s]*(?:初级|中级|高级)?", scene.text[end : other.start]):
            end = other.end
    return grammar.pattern("papers", "all_held").match(scene.text, end) is not None


def _planned(scene: Scene, term: TermMatch) -> bool:
    clause = scene.clause_at(term.start)
    first, last = scene.sentence_of(term.start)
    if grammar.pattern("papers", "learned_only").match(scene.text, term.end, last):
        return True
    named = [t for t in scene.kinds("certificates") if first <= t.start < last]
    if len(named) == 1 and grammar.says("papers", "failed", scene.text[first:last]):
        return True
    return grammar.says("papers", "planned", clause.text) or grammar.says(
        "papers", "not_issued", scene.text[first:last]
    )


def _not_got(scene: Scene, term: TermMatch) -> bool:
    """Whether she says plainly that she has not got the paper she was after (没考过, 正在考)."""
    if scene.topic is not Topic.CERTIFICATES or scene.silent(term.start) or not scene.subject_at(term.start).hers():
        return False
    last = scene.sentence_of(term.start)[1]
    last = min([last, *(t.start for t in scene.kinds("certificates") if t.start >= term.end)])
    return grammar.says("papers", "not_got", scene.text[term.end : last]) or (
        grammar.pattern("papers", "to_get").search(scene.before(term.start, 14)) is not None
    )


def _anothers(scene: Scene, term: TermMatch) -> bool:
    """Whether the paper is another's and she says that she has none (我儿子有驾照，我没有)."""
    said = grammar.pattern("papers", "but_i_have_none").match(scene.text, term.end)
    if scene.topic is not Topic.CERTIFICATES or said is None:
        return False
    return not any(said.start() <= t.start < said.end() for t in scene.kinds("certificates", "health_certificate"))


def _certificate(scene: Scene, term: TermMatch, all_terms: list[TermMatch]) -> Draft:
    value: dict[str, Any] = {"kind": _kind(scene, term)}
    low, high = _reach(scene, term, all_terms)
    start, end = term.start, term.end
    level = _level(scene, term, low, high)
    if level is not None:
        entry = vocabulary().term("certificate_levels", level.id)
        value["level"] = str(entry.extra.get("value", level.form))
        start, end = min(start, level.start), max(end, level.end)
    issuer = next(
        (t for t in scene.kinds("issuers") if low <= t.start and t.end <= high and _issues(scene, t, term)), None
    )
    if issuer is not None:
        value["issuer"] = scene.raw[issuer.start : issuer.end].removesuffix("发的").removesuffix("颁的")
        kind = vocabulary().term("issuers", issuer.id).extra.get("issuer_type")
        if kind:
            value["issuer_type"] = str(kind)
        start, end = min(start, issuer.start), max(end, issuer.end)
    issued = _issued(scene, low, high) or _issued(scene, *_before_list(scene, term, all_terms))
    issued = issued or _issued(scene, *_behind_list(scene, term, all_terms))
    if issued is None and level is not None and level.start < low:
        issued = _issued(scene, scene.clause_at(level.start).start, low)
    if issued is not None and issued.iso:
        value["issued_on"] = issued.iso[:7]
        start, end = min(start, issued.start), max(end, issued.end)
    return Draft("certificates", value, start, end)


def _kind(scene: Scene, term: TermMatch) -> str:
    """The kind of the paper; a word several trades use is told apart by what follows (护理员证，养老的那个)."""
    if term.form in grammar.words("papers", "vague_paper"):
        for key, kind in (("of_elders", "elderly_care"), ("of_babies", "maternity_care")):
            if grammar.pattern("papers", key).match(scene.text, term.end):
                return kind
    return term.id


def _level(scene: Scene, term: TermMatch, low: int, high: int) -> TermMatch | None:
    """The level she gives it: in its stretch of the sentence, the last one where she corrects herself."""
    found = [t for t in scene.kinds("certificate_levels") if low <= t.start and t.end <= high and not _inner(t, term)]
    found = [t for t in found if not re.match(r"(?:的)?(?:还)?(?:没(?!错)|不(?!假|错))", scene.text[t.end : t.end + 3])]
    found = [t for t in found if not scene.before(t.start, 4).endswith(("英语", "英文", "日语", "大学", "计算机"))]
    papers = {t.end for t in scene.kinds("certificates", "jobs", "skills") if t.end <= term.start}
    others = {t.start for t in scene.kinds("certificates") if t.start != term.start}
    found = [t for t in found if t.start not in papers and (t.end not in others or t.start == term.end)]
    inner = [t for t in scene.kinds("certificate_levels") if _inner(t, term)] or _level_alone(scene, term)
    chosen = found or inner
    if len(chosen) > 1 and grammar.says("corrections", "marker", scene.text[chosen[0].end : chosen[-1].start]):
        return chosen[-1]
    if len(chosen) > 1 and "还是" in scene.text[chosen[0].end : chosen[1].start]:
        return None
    return chosen[0] if chosen else None


def _level_alone(scene: Scene, term: TermMatch) -> list[TermMatch]:
    """The level told as a statement of its own just before the paper (二级，养老护理)."""
    index = scene.index_at(term.start)
    before = scene.clauses[index - 1] if index else None
    if before is None or scene.topic is not Topic.CERTIFICATES:
        return []
    told = grammar.pattern("papers", "level_tail").sub("", before.text.strip())
    return [
        t
        for t in scene.kinds("certificate_levels")
        if told.endswith(t.form) and before.start <= t.start < before.end
        if grammar.pattern("papers", "it_is").fullmatch(told.removesuffix(t.form))
    ]


def _issues(scene: Scene, issuer: TermMatch, term: TermMatch) -> bool:
    """Whether a body gave out the paper: named with it, or in a clause that says no more than that."""
    if _inner(issuer, term):
        return False
    if scene.index_at(issuer.start) == scene.index_at(term.start):
        return True
    return grammar.pattern("papers", "issues").match(scene.text, issuer.end) is not None


def _before_list(scene: Scene, term: TermMatch, all_terms: list[TermMatch]) -> tuple[int, int]:
    """The words before the list of papers this one stands in (二三年考了月嫂证和催乳证), empty for the first."""
    first = term
    for earlier in sorted((t for t in all_terms if t.end <= term.start), key=lambda t: -t.start):
        if not re.fullmatch(r"(?:证|[和跟、与]|还有)+", scene.text[earlier.end : first.start]):
            break
        first = earlier
    return scene.clause_at(first.start).start, first.start if first is not term else 0


def _behind_list(scene: Scene, term: TermMatch, all_terms: list[TermMatch]) -> tuple[int, int]:
    """The words behind the list of papers this one opens (催乳师和营养师，今年刚拿到), empty for the last."""
    last = term
    for later in sorted((t for t in all_terms if t.start >= term.end), key=lambda t: t.start):
        if not re.fullmatch(r"(?:证|[和跟、与]|还有)+", scene.text[last.end : later.start]):
            break
        last = later
    return (last.end, _reach(scene, last, all_terms)[1]) if last is not term else (0, 0)


def _inner(other: TermMatch, term: TermMatch) -> bool:
    return other.start >= term.start and other.end <= term.end


def _reach(scene: Scene, term: TermMatch, all_terms: list[TermMatch]) -> tuple[int, int]:
    """The stretch of the sentence that speaks of this certificate: up to its neighbours."""
    first, last = scene.sentence_of(term.start)
    before = [t for t in all_terms if t.end <= term.start and t.start >= first]
    after = [t for t in all_terms if t.start >= term.end and t.end <= last]
    clause = scene.clause_at(term.start)
    low = max(clause.start, before[-1].end) if before else clause.start
    while after and _level_for_all(scene, after[0], last):
        after = after[1:]
    high = (
        scene.clause_at(after[0].start).start
        if after and after[0].start >= clause.end
        else (after[0].start if after else last)
    )
    return low, max(high, term.end)


def _level_for_all(scene: Scene, term: TermMatch, last: int) -> bool:
    """Whether the words after a list of certificates speak of all of them (月嫂证催乳证都是中级)."""
    return grammar.pattern("papers", "for_all").match(scene.text, term.end, last) is not None


def _issued(scene: Scene, low: int, high: int) -> Quantity | None:
    """The year on the paper: the first told, or the last where she corrects herself."""
    found = list(_issue_dates(scene, low, high))
    found = [q for q in found if _given_then(scene, q)] or [q for q in found if len(q.iso or "") < _DAY_LONG]
    if len(found) > 1 and grammar.says("corrections", "marker", scene.text[found[0].end : found[-1].start]):
        return found[-1]
    return found[0] if found else None


def _given_then(scene: Scene, quantity: Quantity) -> bool:
    """Whether the words behind a date say that the paper was got then (今年五月考的)."""
    return grammar.pattern("papers", "given_after").match(scene.text, quantity.end) is not None


def _issue_dates(scene: Scene, low: int, high: int) -> Iterator[Quantity]:
    for quantity in scene.numbers("date", "birth_year", "duration"):
        if not low <= quantity.start < high or _of_check_up(scene, quantity) or _to_come(scene, quantity):
            continue
        if quantity.kind == "date" and quantity.has("end"):
            continue
        if re.search(r"到期|有效|过期|体检|查体", scene.text[quantity.end : quantity.end + 4]) or quantity.has(
            "future"
        ):
            continue
        if quantity.kind == "date" and quantity.iso and quantity.iso[:4].isdigit():
            yield quantity
            continue
        spoken = re.fullmatch(r"([一二12])([零一二三四五六七八九0-9])年", scene.text[quantity.start : quantity.end])
        if spoken and scene.topic is Topic.CERTIFICATES:
            tens, ones = (_digit(figure) for figure in spoken.groups())
            year = 2000 + 10 * tens + ones
            yield replace(quantity, iso=str(year))
            continue
        if (
            quantity.kind == "birth_year"
            and quantity.min is not None
            and not re.search(r"生|属", scene.text[quantity.start : quantity.end + 3])
        ):
            yield replace(quantity, iso=str(int(quantity.min)))


def _to_come(scene: Scene, quantity: Quantity) -> bool:
    """Whether the clause of a date tells of a higher paper she has yet to earn (五级，四级今年刚报上名)."""
    clause = scene.clause_at(quantity.start)
    named = any(clause.start <= t.start < clause.end for t in scene.kinds("certificates"))
    return not named and grammar.says("papers", "planned", clause.text)


def _of_check_up(scene: Scene, quantity: Quantity) -> bool:
    """Whether the clause of a date speaks of the check-up alone (…三级证，健康证今年四月办的)."""
    clause = scene.clause_at(quantity.start)
    named = {
        t.kind
        for t in scene.kinds("certificates", "health_certificate")
        if clause.start <= t.start < clause.end and not t.hint
    }
    if named:
        return named == {"health_certificate"}
    earlier = [t for t in scene.kinds("certificates", "health_certificate") if t.end <= quantity.start and not t.hint]
    return bool(earlier) and earlier[-1].kind == "health_certificate"


def _digit(figure: str) -> int:
    return int(figure) if figure.isdecimal() else "零一二三四五六七八九".index(figure)


def _none(scene: Scene, held: list[TermMatch]) -> Iterator[Draft]:
    asked = scene.topic is Topic.CERTIFICATES
    if held or scene.topic is Topic.HEALTH or grammar.says("papers", "not_issued", scene.text):
        return
    match = grammar.pattern("papers", "no_paper").search(scene.text)
    if match is None and asked:
        match = re.compile(
            r"^[\s嗯啊呃那个就，,]*((?:一个|啥|什么)?(?:都|也|真|还)?(?:没有|没得|莫得|没考过?|没|冇){1,2}(?:啥|什么|呢|的|啊|呀|考)*)[，。,.！!\s]*(?:$|(?=[，。,]))"
        ).match(scene.text)
    if match is None or scene.silent(match.start()) or not scene.subject_at(match.start()).hers():
        return
    clause = scene.clause_at(match.start())
    if any(clause.start <= t.start < clause.end for t in scene.kinds("certificates")):
        return
    if re.search(r"健康$|体检$|身份$|健康证|驾照", scene.text[max(0, match.start() - 2) : match.end()]):
        return
    start, end = match.span(1) if match.re.groups else match.span()
    yield Draft("certificates", None, start, end, polarity="negative")
