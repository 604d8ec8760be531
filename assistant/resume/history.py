"""What she has done: years in all and by job, families, and the posts one by one."""

from __future__ import annotations

from typing import Any, Final

from assistant.profile.model import STAFF_WORDS, Range, WorkPeriod
from assistant.resume.desk import Clause, Desk
from assistant.resume.evidence import Ids, plain, unique
from assistant.resume.model import Bar, Line, Post

_POSTS_SHOWN: Final = 12
# A post of which only its end is known tells a reader nothing.
_TELLING: Final = frozenset({"job", "city", "district", "months", "duties"})


def experience(desk: Desk) -> list[Line]:
    """The lines on experience; posts come after the totals."""
    return [*_total(desk), *_by_job(desk), *_families(desk)]


def total_years(desk: Desk) -> Clause | None:
    """Her years of work, as she put them."""
    years = desk.profile.years_experience
    if years is None or not (years.min or years.max):
        return None
    ids = desk.ledger.equal("years_experience", years)
    return Clause(desk.say.years(years, approximate=desk.ledger.flagged(ids, "approximate")), ids) if ids else None


def _total(desk: Desk) -> list[Line]:
    total = total_years(desk)
    if total is None:
        return []
    text = desk.say.line("years_experience", years=total.text)
    return desk.line("years_experience", text, total.ids, label="years_total")


def years_by_job(desk: Desk) -> list[tuple[str, Range, Clause]]:
    """(job id, years, how it is said) for each job she gave years for, longest first."""
    found = []
    for job, years in desk.profile.experience_by_job.items():
        wanted = {"job": job, **plain(years)}
        ids = desk.ledger.where("experience_by_job", wanted.__eq__)
        if ids and (years.min or years.max):
            said = desk.say.years(years, approximate=desk.ledger.flagged(ids, "approximate"))
            found.append((job, years, Clause(said, ids)))
    return sorted(found, key=lambda item: -(item[1].max or item[1].min or 0))


def _by_job(desk: Desk) -> list[Line]:
    """Years in each job, unless one job is all she has done and the total has said it."""
    by_job, total = years_by_job(desk), total_years(desk)
    if len(by_job) == 1 and total and by_job[0][2].text == total.text:
        return []
    lines = []
    for job, _, said in by_job:
        text = desk.say.line("experience_by_job", job=desk.say.label("jobs", job), years=said.text)
        label = "experience_by_job" if total else "years_experience"
        lines += desk.line("experience_by_job", text, said.ids, label=label)
    return lines


def families(desk: Desk) -> Clause | None:
    """How many families she has worked for."""
    count = desk.profile.families_served
    if count is None or not (count.min or count.max):
        return None
    ids = desk.ledger.equal("families_served", count)
    said = desk.say.count(count, "family", approximate=desk.ledger.flagged(ids, "approximate"))
    return Clause(said, ids) if ids else None


def _families(desk: Desk) -> list[Line]:
    served = families(desk)
    if served is None:
        return []
    text = desk.say.line("families_served", count=served.text)
    return desk.line("families_served", text[0].upper() + text[1:], served.ids, label="families_served")


def bars(desk: Desk) -> tuple[Bar, ...]:
    """Years by job, for the picture."""
    return tuple(
        Bar(
            label=desk.say.label("jobs", job),
            text=said.text,
            low=years.min if years.min is not None else 0,
            high=years.max if years.max is not None else years.min or 0,
            evidence=said.ids,
        )
        for job, years, said in years_by_job(desk)
    )


def posts(desk: Desk) -> tuple[Post, ...]:
    """The first dozen posts in the order she told them, as far as facts carry them."""
    history = desk.profile.work_history
    carriers = _facts_by_post(desk, history)
    found = []
    for period, ids in list(zip(history, carriers, strict=True))[:_POSTS_SHOWN]:
        parts, used = desk.ledger.parts(ids, period)
        if parts.keys() & _TELLING:
            found.append(_post(desk, WorkPeriod.model_validate(parts), used))
    return tuple(found)


def _facts_by_post(desk: Desk, history: list[WorkPeriod]) -> list[list[int]]:
    """Each fact belongs to the post it agrees with most."""
    carriers: list[list[int]] = [[] for _ in history]
    for i in desk.ledger.of("work_history"):
        said = plain(desk.ledger.facts[i].value)
        scores = [_agreement(said, plain(period)) for period in history]
        if scores and max(scores) > 0:
            carriers[scores.index(max(scores))].append(i)
    return carriers


def _agreement(said: dict[str, Any], period: dict[str, Any]) -> int:
    same = sum(1 for key, value in said.items() if period.get(key) == value)
    return 2 * same - len(said) + (1 if same else 0)


def _post(desk: Desk, period: WorkPeriod, ids: Ids) -> Post:
    flagged = desk.ledger.flagged(ids, "approximate")
    quotes, details = _duties(desk, period, ids)
    if period.reason_left and period.reason_private is False and desk.may_show(period.reason_left):
        details.append(desk.say.line("post_reason", reason=period.reason_left))
    months = period.months
    return Post(
        title=desk.say.label("jobs", period.job) if period.job else desk.say.line("post_unnamed"),
        place=desk.say.place(period.city, period.district) or None,
        length=desk.say.months(months, approximate=flagged) if months else None,
        ended=desk.say.date(period.ended) if period.ended else None,
        ended_iso=period.ended,
        months=_drawn_months(months),
        details=tuple(details),
        quotes=tuple(quotes),
        evidence=unique(ids),
        verified=desk.ledger.verified(ids),
    )


def _drawn_months(months: float | Range | None) -> float | None:
    if isinstance(months, Range):
        ends = [end for end in (months.min, months.max) if end is not None]
        return sum(ends) / len(ends) if ends else None
    return months


def _duties(desk: Desk, period: WorkPeriod, ids: Ids) -> tuple[list[str], list[str]]:
    """Duties as (her own words, our words): what stands in a quote is shown as one."""
    duties = period.duties
    if not duties or not desk.may_show(duties):
        return [], []
    behind = [desk.ledger.facts[i] for i in ids]
    if any(duties in fact.quote and STAFF_WORDS not in fact.flags for fact in behind):
        return [duties], []
    return [], [desk.say.line("post_duties", duties=duties)]


def post_lines(desk: Desk, found: tuple[Post, ...]) -> list[Line]:
    """Posts as sentences."""
    lines = []
    for post in found:
        rest = [
            desk.say.line("post_place", place=post.place) if post.place else "",
            desk.say.line("post_length", length=post.length) if post.length else "",
            desk.say.line("post_ended", date=post.ended) if post.ended else "",
            *post.details,
            *(desk.words.names["quote"].format(text=quote) for quote in post.quotes),
        ]
        text = desk.words.join.join([post.title, *(part for part in rest if part)])
        lines += desk.line("post", text, post.evidence, verified=post.verified)
    return lines
