"""Writes a résumé: profile and facts in, typed sections of traceable lines out. Pure and deterministic."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Final

from assistant.profile.model import STAFF_WORDS, Fact, Language, WorkerProfile, WorkPeriod
from assistant.resume.abilities import (
    about,
    birth,
    certificates,
    contact,
    grouped_skills,
    hometown,
    location,
    papers,
    skills,
)
from assistant.resume.desk import Clause, Desk
from assistant.resume.evidence import Ledger
from assistant.resume.history import bars, experience, families, post_lines, posts, total_years, years_by_job
from assistant.resume.model import Highlight, Line, Resume, ResumeOptions, Section
from assistant.resume.wishes import limits, pay_and_ids, rest_clause, start_clause, wishes
from assistant.resume.wording import is_private, masked_phone

_LONGEST_NAME: Final = 60
_QUOTES_SHOWN: Final = 4
_QUOTE_EDGES: Final = " ，。,.、；;！!"
_LISTING: Final = "、"
_WORDS_BEYOND_NAME: Final = 5
_QUOTE_LENGTH: Final[dict[str, tuple[int, int]]] = {"zh": (7, 40), "en": (20, 140)}
_JOBS_IN_SUMMARY: Final = 3


def compose(profile: WorkerProfile, facts: Sequence[Fact], language: Language, options: ResumeOptions) -> Resume:
    """The résumé of `profile` in `language`.

    `facts` are the live facts of the fold. A value that no claimed, confirmed or verified fact carries is left out, so
    is praise, a private reason and anything medical beyond the health certificate's dates.
    """
    desk = Desk.of(profile, Ledger(facts), language, options)
    groups, held, certified = grouped_skills(desk), posts(desk), certificates(desk)
    sections = [
        *desk.section("summary", _opening(desk) or _summary(desk)),
        *desk.section("wishes", wishes(desk)),
        *desk.section("experience", [*experience(desk), *post_lines(desk, held)]),
        *desk.section("skills", skills(desk, groups)),
        *desk.section("papers", papers(desk, certified)),
        *desk.section("about", about(desk)),
        *desk.section("limits", limits(desk)),
        *desk.section("words", _words(desk)),
        *desk.section("contact", contact(desk)),
    ]
    name_ids = desk.ledger.equal("name", profile.name) if profile.name else ()
    name = profile.name if name_ids else None
    highlights = _highlights(desk)
    used = {i for line in _all_lines(sections) for i in line.evidence}
    used |= {i for group in (highlights, held) for item in group for i in item.evidence} | set(name_ids)
    job_ids = [job for job in profile.jobs if desk.marks("jobs", "jobs", [job])]
    return Resume(
        language=language,
        view=options.view,
        theme=options.theme,
        generated_on=options.generated_on,
        name=name,
        display_name=_fitting_name(name) or desk.words.unnamed,
        initial=_initial(name or desk.words.unnamed),
        jobs=tuple(desk.say.label("jobs", job) for job in job_ids),
        jobs_other=tuple(desk.other.label("jobs", job) for job in job_ids),
        headline=desk.words.headline_join.join(desk.say.label("jobs", job) for job in job_ids),
        reference=options.reference,
        content_id=options.content_id or _content_id(sections, options),
        ai_label=desk.words.ai_label,
        claimed_note=desk.words.other_note,
        sections=tuple(sections),
        highlights=highlights,
        bars=bars(desk),
        posts=held,
        skill_groups=groups,
        certificates=certified,
        evidence=desk.ledger.evidence(used, options.view),
        profile=shown_profile(profile, options),
        photo=options.photo,
    )


def _all_lines(sections: Iterable[Section]) -> Iterable[Line]:
    return (line for section in sections for line in section.lines)


def _content_id(sections: Sequence[Section], options: ResumeOptions) -> str:
    """A number for this content: the same words on the same day have the same number."""
    text = "\n".join([options.generated_on.isoformat(), *(line.text for line in _all_lines(sections))])
    return hashlib.sha256(text.encode()).hexdigest()[:24]


def _fitting_name(name: str | None) -> str | None:
    """The name on one line; what is longer than any name is shortened, visibly."""
    if name is None:
        return None
    plain = " ".join(name.split())
    return plain if len(plain) <= _LONGEST_NAME else plain[:_LONGEST_NAME] + "…"


def _initial(name: str) -> str:
    """What stands in the drawn avatar: the first letter or character of the name."""
    return next((char.upper() for char in name if char.isalnum()), "·")


def _opening(desk: Desk) -> list[Line]:
    """The opening that was prepared, unless it rests on a fact that is not there."""
    known = range(len(desk.ledger.facts))
    lines = desk.options.opening
    return list(lines) if all(i in known for line in lines for i in line.evidence) else []


def _summary(desk: Desk) -> list[Line]:
    return [
        *desk.sentence("who", _who(desk)),
        *desk.sentence("did", _did(desk)),
        *desk.sentence("wants", _wants(desk)),
    ]


def _who(desk: Desk) -> list[Clause]:
    home, lives, born = hometown(desk), location(desk), birth(desk, "who_born", "who_age")
    clauses = []
    if home:
        clauses.append(Clause(desk.say.line("who_hometown", place=home.text), home.ids))
    if born:
        clauses.append(born)
    if lives:
        clauses.append(Clause(desk.say.line("who_location", place=lives.text), lives.ids))
    return clauses


def _did(desk: Desk) -> list[Clause]:
    clauses = [
        Clause(desk.say.line("did_job", job=_in_sentence(desk, job), years=said.text), said.ids)
        for job, _, said in years_by_job(desk)[:_JOBS_IN_SUMMARY]
    ]
    total, served = total_years(desk), families(desk)
    if total and not clauses:
        clauses.append(Clause(desk.say.line("did_total", years=total.text), total.ids))
    if served:
        clauses.append(Clause(desk.say.line("did_families", count=served.text), served.ids))
    return clauses


def _wants(desk: Desk) -> list[Clause]:
    jobs = [
        (_in_sentence(desk, job), mark.evidence)
        for job in desk.profile.jobs[:_JOBS_IN_SUMMARY]
        for mark in desk.marks("jobs", "jobs", [job])
    ]
    clauses = []
    if jobs:
        text = desk.say.line("wants_jobs", jobs=desk.say.listed([name for name, _ in jobs]))
        clauses.append(Clause(text, tuple(i for _, ids in jobs for i in ids)))
    modes = desk.marks("work_modes", "work_modes", desk.profile.work_modes)
    if modes:
        names = desk.say.listed([_lower_first(mark.text) for mark in modes])
        text = desk.say.line("wants_modes", list=names)
        clauses.append(Clause(text, tuple(i for mark in modes for i in mark.evidence)))
    clauses += rest_clause(desk, "wants_rest")
    pay, ids = pay_and_ids(desk)
    if pay:
        said = desk.say.pay(pay, approximate=desk.ledger.flagged(ids, "approximate"), figures=False)
        clauses.append(Clause(desk.say.line("wants_pay", pay=said), ids))
    return clauses + start_clause(desk)


def _in_sentence(desk: Desk, job: str) -> str:
    return _lower_first(desk.say.label("jobs", job))


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


def _highlights(desk: Desk) -> tuple[Highlight, ...]:
    found: list[Highlight] = []

    def add(key: str, value: str, ids: tuple[int, ...], unit: str = "") -> None:
        label, other = desk.words.highlights[key], desk.other.words.highlights[key]
        found.append(Highlight(key=key, label=label, label_other=other, value=value, unit=unit, evidence=ids))

    pay, ids = pay_and_ids(desk)
    if pay:
        value, unit = desk.say.pay_parts(pay, approximate=desk.ledger.flagged(ids, "approximate"))
        add("pay", value, ids, unit.strip())
    total, served = total_years(desk), families(desk)
    by_job = years_by_job(desk)
    if total or len(by_job) == 1:
        years = total or by_job[0][2]
        add("years", years.text, years.ids)
    if served:
        add("families", served.text, served.ids)
    rest = desk.profile.rest_days_per_month
    for clause in rest_clause(desk, "rest_days_per_month"):
        if rest is not None:
            add("rest", desk.say.count(rest, "day"), clause.ids)
    start = desk.profile.available_from
    for clause in start_clause(desk):
        if start is not None:
            value = (
                desk.words.highlights["now"] if start == "now" else desk.say.near_date(start, desk.options.generated_on)
            )
            add("start", value, clause.ids)
    return tuple(found)


def _words(desk: Desk) -> list[Line]:
    """Her own short sentences where they tell how she works: things she stresses first, then how she does a skill."""
    seen: list[str] = []
    lines: list[Line] = []
    for i in (*desk.ledger.of("strengths"), *_skill_facts(desk)):
        quote = desk.ledger.facts[i].quote.strip(_QUOTE_EDGES)
        shortest, longest = _QUOTE_LENGTH["en" if quote.isascii() else "zh"]
        hers = STAFF_WORDS not in desk.ledger.facts[i].flags
        fits = hers and shortest <= len(quote) <= longest and desk.may_show(quote)
        if not fits or any(quote in other or other in quote for other in seen):
            continue
        seen.append(quote)
        lines += desk.line("words", quote, (i,), quoted=True)
    return lines[:_QUOTES_SHOWN]


def _skill_facts(desk: Desk) -> list[int]:
    """Facts of one skill whose words say how she does it, not only that she does this and that."""
    found = []
    for i in desk.ledger.of("skills"):
        fact = desk.ledger.facts[i]
        says_more = len(fact.quote) >= len(desk.say.label("skills", fact.value["id"])) + _WORDS_BEYOND_NAME
        if fact.value.get("level") != "informal" and says_more and _LISTING not in fact.quote:
            found.append(i)
    return found


def shown_profile(profile: WorkerProfile, options: ResumeOptions) -> WorkerProfile:
    """The profile as this view may carry it: phone masked; for strangers no private reasons and no interview cues."""
    update: dict[str, object] = {}
    if profile.phone and options.mask_phone:
        update["phone"] = masked_phone(profile.phone)
    if options.view == "public":
        update["scenarios"] = []
        update["work_history"] = [_shown_period(period) for period in profile.work_history]
        update["skills"] = [
            skill.model_copy(update={"evidence": None}) if skill.evidence and is_private(skill.evidence) else skill
            for skill in profile.skills
        ]
    return profile.model_copy(update=update)


def _shown_period(period: WorkPeriod) -> WorkPeriod:
    if period.reason_private is False:
        return period
    return period.model_copy(update={"reason_left": None, "reason_private": None})
