"""The Chinese reader: one turn in, facts with exact spans and conversation acts out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from assistant.profile.model import Fact, Topic
from assistant.understanding.acts import loose
from assistant.understanding.acts.zh import detect
from assistant.understanding.common.drafts import MAIN_FIELD
from assistant.understanding.reading import Act, ActSpan, Context, Reading
from assistant.understanding.zh import backoff, grammar
from assistant.understanding.zh.clauses import Clause
from assistant.understanding.zh.draft import Draft, Rule
from assistant.understanding.zh.fields import (
    ability,
    age,
    checkup,
    conditions,
    experience,
    families,
    gender,
    habits,
    history,
    kinship,
    languages,
    modes,
    name,
    papers,
    pay,
    schedule,
    starting,
    sundry,
    where,
    work,
)
from assistant.understanding.zh.resolve import settle
from assistant.understanding.zh.scene import Scene, lay_out

_RULES: Final[tuple[Rule, ...]] = (
    name.read,
    gender.read_gender,
    age.read,
    where.read,
    work.read,
    experience.read,
    families.read_families,
    history.read,
    ability.read_skills,
    ability.read_cuisines,
    languages.read_languages,
    kinship.read,
    papers.read_certificates,
    checkup.read_health,
    modes.read_modes,
    conditions.read_preferences,
    schedule.read_rest,
    starting.read_start,
    pay.read,
    sundry.read_education,
    sundry.read_background,
    sundry.read_phone,
    habits.read_strengths,
)
_LONG: Final = 600
# How long she was not paid is no experience.
_LENGTHS: Final = frozenset({"years_experience", "experience_by_job"})
_BREAK: Final = re.compile(r"[。！？!?；;\n，,\s]")
_ABOUT_HOURS: Final = frozenset({Topic.WORK_MODE, Topic.SCHEDULE, Topic.AVAILABILITY})
_TASKS: Final = frozenset({"skills", "jobs", "preferences", "cuisines"})
# What she may have to reckon before she says it.
_COUNTED: Final = _LENGTHS | {"age", "expected_salary", "families_served", "phone"}
_PLEA: Final = 24
# A statement that does this says nothing of her (念没念过书碍着做饭啥事了; 写个八年好看些; 到点接孙子了，回头再聊).
_NO_FACTS_BESIDE: Final = frozenset({Act.ASK_WHY, Act.EMBELLISH, Act.STOP, Act.HUMAN, Act.DELETE, Act.WITHDRAW})
_REFUSABLE: Final = ("age", "name", "phone", "expected_salary", "hometown", "location", "education")


def read_zh(text: str, context: Context, turn_id: str | None = None) -> Reading:
    """Facts and acts of a Chinese turn. Offsets are characters of `text`; the work grows linearly with its length."""
    if len(text) > _LONG:
        return _read_in_pieces(text, context, turn_id)
    scene = lay_out(text, context)
    acts = _without_withheld_pay(detect(scene.text, context))
    told = context.asking is not Topic.SCENARIO  # what she would do in an imagined case is no fact about her
    drafts = [draft for rule in _RULES for draft in rule(scene)] if told else []
    drafts = _without_mentions(scene, drafts)
    drafts += backoff.unexplained(scene, drafts) if told else ()
    acts = _without_fillers(scene, acts, drafts)
    if not drafts:
        acts += loose.unexplained(scene.text, context.asking, {span.act for span in acts})
    drafts = _without_alarms(scene, acts, drafts)
    refused = _refusals(scene, acts, drafts)
    drafts = [d for d in drafts if not any(r.field == d.field for r in refused)] + refused
    settled = settle(scene, drafts)
    return Reading(
        facts=tuple(draft.fact(scene.raw, turn_id) for draft in settled),
        acts=tuple(acts),
        vague=tuple(_vague(scene, acts, settled)),
    )


def _without_mentions(scene: Scene, drafts: Sequence[Draft]) -> list[Draft]:
    """Without the tasks a practice only mentions (喂奶 in 喂奶的量我都记在本子上)."""
    return [
        d
        for d in drafts
        if d.field not in ("skills", "preferences", "cuisines")
        or (d.polarity == "negative" and d.field == "preferences")
        or (d.field == "skills" and scene.topic is Topic.SKILLS)
        or not habits.covers(drafts, d.start, d.end)
        or grammar.says("skills", "acceptance", scene.text[d.start : d.end])
    ]


def _without_alarms(scene: Scene, acts: Sequence[ActSpan], drafts: Sequence[Draft]) -> list[Draft]:
    """Without what a cry for help, a complaint or a leave-taking seems to say of her (老太太喘不上气, 我要去接娃)."""
    alarmed = [scene.sentence_of(span.start) for span in acts if span.act is Act.EMERGENCY]
    leaving = [clause for span in acts if span.act in (Act.STOP, Act.WAIT) for clause in _leaving(scene, span)]
    wronged = [span for span in acts if span.act is Act.RIGHTS]
    harmed = [clause for span in acts if span.act is Act.DISTRESS for clause in _carrying(scene, span)]
    aside = [clause for span in acts if span.act in _NO_FACTS_BESIDE for clause in _carrying(scene, span)]
    return [
        d
        for d in drafts
        if not any(first <= d.start < last for first, last in alarmed)
        and not (d.status == "claimed" and any(c.start <= d.start < c.end for c in aside))
        and not _is_errand(scene, d)
        and not (d.field in ("skills", "jobs") and any(c.start <= d.start < c.end for c in leaving))
        and not (d.field in ("preferences", "strengths") and any(w.start < d.end and d.start < w.end for w in wronged))
        and not (d.field in _TASKS and any(c.start <= d.start < c.end for c in harmed))
        and not _beside_a_plea(scene, acts, d)
        and not (d.field in _LENGTHS and any(scene.clause_at(w.start) == scene.clause_at(d.start) for w in wronged))
    ]


def _beside_a_plea(scene: Scene, acts: Sequence[ActSpan], draft: Draft) -> bool:
    """Whether a short turn only says why she did not hear, and the draft is no answer (刚刚有车过去，你问啥)."""
    asked = MAIN_FIELD.get(scene.context.asking) if scene.context.asking else None
    pleas = [span for span in acts if span.act is Act.REPEAT]
    return (
        draft.field in _TASKS | {"languages"}
        and draft.field != asked
        and len(scene.text.strip()) <= _PLEA
        and any(draft.start < span.end for span in pleas)
    )


def _carrying(scene: Scene, span: ActSpan) -> Iterator[Clause]:
    """The statements an act stands in, and the next if it only goes on wishing (往多了写，写个八年好看些)."""
    first, last = scene.index_at(span.start), scene.index_at(span.end - 1)
    leaving = span.act is Act.STOP and first > 0
    if leaving and grammar.says("acts_brief", "leaves_for", scene.clauses[first - 1].text.strip()):
        yield scene.clauses[first - 1]
    yield from scene.clauses[first : last + 1]
    for clause in scene.clauses[last + 1 : last + 2]:
        if span.act is Act.EMBELLISH and grammar.pattern("acts_brief", "goes_on_dressing").match(clause.text.strip()):
            yield clause


def _leaving(scene: Scene, span: ActSpan) -> Iterator[Clause]:
    """The statement that takes leave, and the next if it tells what she goes to do (等会儿，我去给娃冲个奶)."""
    index = scene.index_at(span.start)
    yield scene.clauses[index]
    following = scene.clauses[index + 1 : index + 2]
    if following and grammar.pattern("skills", "goes_off").match(following[0].text.strip()):
        yield following[0]


def _is_errand(scene: Scene, draft: Draft) -> bool:
    """Whether what she must do at home explains her hours and is no skill (白班吧，孩子上学了要接送)."""
    if draft.field not in ("skills", "jobs") or scene.topic not in _ABOUT_HOURS or draft.polarity == "negative":
        return False
    return grammar.says("schedule", "errand", scene.clause_at(draft.start).text)


def _without_fillers(scene: Scene, acts: list[ActSpan], drafts: Sequence[Draft]) -> list[ActSpan]:
    """Without the 嗯 between the chunks of a number she dictates, the 等我算下 and 记不太清 beside an answer."""
    dictated = [(d.start, d.end) for d in drafts if d.field == "phone"]
    asked = MAIN_FIELD.get(scene.context.asking) if scene.context.asking else None
    counted = (d.start for d in drafts if d.field == asked and d.field in _COUNTED)
    answered = max(counted, default=-1)
    return [
        a
        for a in acts
        if not any(start < a.start and a.end < end for start, end in dictated)
        and not (a.act is Act.WAIT and a.end <= answered)
        and not (a.act is Act.DONT_KNOW and answered >= 0)
    ]


def _read_in_pieces(text: str, context: Context, turn_id: str | None) -> Reading:
    """A text longer than anyone says in one turn, read piece by piece so that time stays in proportion.

    Pieces end where a statement ends, if one does within reach.
    """
    facts: list[Fact] = []
    acts: list[ActSpan] = []
    vague: list[str] = []
    for start, end in _pieces(text):
        part = read_zh(text[start:end], context, turn_id)
        facts += [fact.model_copy(update={"start": fact.start + start, "end": fact.end + start}) for fact in part.facts]
        acts += [ActSpan(span.act, span.start + start, span.end + start) for span in part.acts]
        vague += part.vague
    return Reading(facts=tuple(_distinct(facts)), acts=tuple(acts), vague=tuple(dict.fromkeys(vague)))


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    while start < len(text):
        end = min(start + _LONG, len(text))
        if end < len(text):
            breaks = [match.end() for match in _BREAK.finditer(text, start, end)]
            end = breaks[-1] if breaks else end
        yield start, end
        start = end


def _distinct(facts: Iterable[Fact]) -> list[Fact]:
    """Each thing once: a text that repeats itself says no more the second time."""
    seen: dict[str, Fact] = {}
    for fact in facts:
        seen.setdefault(f"{fact.field}|{fact.value!r}|{fact.polarity}|{fact.status}", fact)
    return list(seen.values())


def _without_withheld_pay(acts: Sequence[ActSpan]) -> list[ActSpan]:
    """工资老拖着不给 tells of pay withheld from her; she refuses nothing."""
    wrongs = [span for span in acts if span.act is Act.RIGHTS]
    return [
        span
        for span in acts
        if span.act is not Act.REFUSE or not any(w.start < span.end and span.start < w.end for w in wrongs)
    ]


def _refusals(scene: Scene, acts: Iterable[ActSpan], drafts: Sequence[Draft]) -> list[Draft]:
    refusal = next((span for span in acts if span.act is Act.REFUSE), None)
    if refusal is None:
        return []
    near = scene.text[max(0, refusal.start - 10) : refusal.end + 6]
    others = scene.context.asking is Topic.HISTORY and grammar.says("corrections", "of_the_family", near)
    field = (
        None if others else next((f for f in _REFUSABLE if grammar.says("corrections", f"refusable_{f}", near)), None)
    )
    if field is None and grammar.says("corrections", "refusable_nothing", near):
        return []
    if field is None and scene.context.asking is not None:
        field = MAIN_FIELD.get(scene.context.asking)
    if field is None or any(d.field == field and not (d.start < refusal.end and refusal.start < d.end) for d in drafts):
        return []
    return [Draft(field, None, refusal.start, refusal.end, status="refused")]


def _vague(scene: Scene, acts: Sequence[ActSpan], drafts: Sequence[Draft]) -> list[str]:
    said = {draft.field for draft in drafts}
    found: list[str] = []
    if "expected_salary" not in said and pay.vague(scene):
        found.append("expected_salary")
    main = MAIN_FIELD.get(scene.context.asking) if scene.context.asking else None
    loose = any(span.act in (Act.ANY, Act.DONT_KNOW) for span in acts)
    loose = loose or grammar.says("corrections", "left_open", scene.text)
    zodiac_only = scene.context.asking is Topic.AGE and any(True for _ in scene.numbers("zodiac"))
    if main and main not in said and main not in found and (loose or zodiac_only) and not ({"birth_year"} & said):
        found.append(main)
    return found
