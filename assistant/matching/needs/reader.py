"""The front door of needs: a consumer's words to a need, or to the changes of one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from assistant.matching.model import Need, Span
from assistant.matching.needs import acts, fair
from assistant.matching.needs.chips import chips, remove_chip
from assistant.matching.needs.fields.conditions import (
    read_cuisines,
    read_languages,
    read_papers,
    read_skills,
    read_years,
)
from assistant.matching.needs.fields.hours import read_hours
from assistant.matching.needs.fields.household import read_children, read_elders, read_home
from assistant.matching.needs.fields.money import read_money
from assistant.matching.needs.fields.tastes import read_preferences
from assistant.matching.needs.fields.when import read_rest, read_when
from assistant.matching.needs.fields.where import read_where
from assistant.matching.needs.fields.work import read_job, read_modes
from assistant.matching.needs.fold import Fold, changes
from assistant.matching.needs.infer import infer_job
from assistant.matching.needs.questions import next_question
from assistant.matching.needs.scene import Scene, lay_out, without
from assistant.matching.needs.shapes import NeedReading, Said, Shown
from assistant.matching.needs.stance import taken_back
from assistant.profile.model import Language

__all__ = ["chips", "next_question", "read_need", "remove_chip", "warm_up"]

_WARM_UP: Final[tuple[tuple[Language, str], ...]] = (
    ("zh", "找个住家阿姨带一岁半的宝宝，不要河南人，最好会英语，三年经验，八千以内，周一到周五早八点到晚六点，海淀"),
    ("en", "a live-in nanny for my 8 month old, nobody from Henan, ideally 3 years of experience, under 9k a month"),
)
LONGEST: Final = 2000  # characters read of one message; more is not a need said by a person


def read_need(
    text: str,
    language: Language,
    today: date,
    need: Need | None = None,
    asked: str | None = None,
    shown: Sequence[Shown] = (),
    message_id: str | None = None,
) -> NeedReading:
    """Read one message; with `need` given the words refine it, and `need` itself is left as it was.

    `asked` is the field asked last (a path in `Need`), `shown` the people on the consumer's screen, in their order.
    Every span of the new need satisfies `quote == text[start:end]`. Never raises for any text.
    """
    scene = lay_out(text[:LONGEST], language, today, asked)
    before = need or Need()
    refines = before != Need()
    restarted = refines and acts.restarts(scene)
    base = Need(refused_filters=before.refused_filters) if restarted else before
    found = fair.find(scene, base)
    declined = fair.refused(scene, found)
    asking = [] if not refines and len(scene.clauses) == 1 else list(acts.questions(scene, before))
    clean = without(scene, [*((item.start, item.end) for item in found), *asking])
    fold = Fold(base, scene, message_id)
    person_index = acts.person(scene) if shown or refines else None
    about_person = (person_index is not None and acts.asks_only(scene)) or (
        (refines or shown) and asked is None and acts.asks_about_shown(scene)
    )
    said = [] if about_person else _said(clean, base)
    said = _with_lawful(said, found)
    fold.take(said)
    if fold.need.job is None and not about_person:
        inferred = infer_job(clean, fold.need)
        if inferred is not None:
            fold.take([inferred])
    for refusal in declined:
        if refusal.id not in fold.need.refused_filters:
            fold.need.refused_filters.append(refusal.id)
    asides = (*acts.relative(scene), *("restart" for _ in range(restarted)), *_reasons(found))
    return NeedReading(
        need=fold.need,
        changes=changes(before, fold.need),
        refused=declined,
        asides=asides,
        notes=tuple(dict.fromkeys(item.text for item in found if item.reason is not None)),
        is_need=bool(said or declined or restarted or acts.states_search(scene, before)),
        person_index=person_index,
        vague=_vague(fold.need),
        seeks=acts.seeks(scene),
    )


def warm_up() -> None:
    """Load every word list and compile every pattern now, so that the first consumer need not wait for it."""
    for language, text in _WARM_UP:
        next_question(read_need(text, language, date(2026, 1, 1)).need, language)


def _said(scene: Scene, need: Need) -> list[Said]:
    jobs = list(read_job(scene))
    placed = need.model_copy(update={"job": jobs[0].value}) if jobs else need
    said = [
        *jobs,
        *read_modes(scene, need),
        *read_where(scene, need),
        *read_when(scene, need),
        *read_rest(scene),
        *read_hours(scene, need),
        *read_children(scene, need),
        *read_elders(scene, need),
        *read_home(scene),
        *read_skills(scene, need),
        *read_cuisines(scene, need),
        *read_languages(scene, need),
        *read_papers(scene, need),
        *read_years(scene, need),
        *read_preferences(scene),
        *read_money(scene, placed),
        *acts.opened(scene),
    ]
    said += taken_back(scene, said)
    answer = acts.indifferent(scene)
    if answer is not None and not any(one.field == answer.field and one.operation != "open" for one in said):
        said.append(answer)
    return said


def _with_lawful(said: list[Said], found: list[fair.Found]) -> list[Said]:
    """The lawful conditions taken up instead of declined filters, at the words that asked for them."""
    for item in found:
        if item.reason is None:
            said += [Said(field, value, item.start, item.end) for field, value in item.lawful.items()]
    return said


def _reasons(found: list[fair.Found]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item.reason for item in found if item.reason is not None))


def _vague(need: Need) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_name(span) for span in need.spans if span.clarity == "vague"))


def _name(span: Span) -> str:
    return span.field
