"""Why a person fits a need and what is missing, each told from her own words or from what people checked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final, Literal

from assistant.matching.evidence import Test, Words
from assistant.matching.index import available, last_day, least_pay, years_in
from assistant.matching.model import Gap, Mark, PublishedWorker, Reason
from assistant.matching.settings import Weights
from assistant.matching.wanted import Wanted
from assistant.matching.whereabouts import WHOLE_CITY, served
from assistant.matching.wording import lines
from assistant.profile.model import HealthCertificate, Language, Pay, Range
from assistant.resume.wording import Phrases, term_extra

GapKind = Literal["missing", "differs", "unsaid", "unverified"]
MOST_REASONS: Final = 8


@dataclass(slots=True)
class Told:
    """Reasons and gaps in the order of the need's weight."""

    reasons: list[Reason] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)


def told(worker: PublishedWorker, wanted: Wanted, language: Language, rules: Weights) -> Told:
    """Everything to be said of one person for one need."""
    return _Teller(worker, wanted, language, rules).tell()


class _Teller:
    def __init__(self, worker: PublishedWorker, wanted: Wanted, language: Language, rules: Weights) -> None:
        self._profile = worker.profile
        self._wanted = wanted
        self._need = wanted.need
        self._rules = rules
        self._today = date.fromordinal(wanted.today)
        self._begins = date.fromordinal(wanted.start or wanted.today)
        self._words = Words(worker, language)
        self._phrases = Phrases(language)
        self._yes = lines("reasons", language)
        self._no = lines("gaps", language)
        self._places = served(worker.profile)
        self._told = Told()

    def tell(self) -> Told:
        for step in (
            self._skills,
            self._listed,
            self._papers,
            self._experience,
            self._modes,
            self._place,
            self._pay,
            self._start,
            self._preferences,
            self._rest,
            self._record,
            self._health,
            self._identity,
        ):
            step()
        self._told.reasons = self._told.reasons[:MOST_REASONS]
        return self._told

    def _fits(self, field: str, line: str, quote: str | None = None, **slots: str) -> None:
        self._told.reasons.append(Reason(field=field, text=self._yes[line].format(**slots), quote=quote))

    def _lacks(self, field: str, line: str, kind: GapKind, **slots: str) -> None:
        self._told.gaps.append(Gap(field=field, text=self._no[line].format(**slots), kind=kind))

    def _wanted_ids(self, field: str) -> Iterable[str]:
        excluded = set(self._need.exclude)
        return (each for each in getattr(self._need, field) if f"{field}:{each}" not in excluded)

    def _skills(self) -> None:
        said = {skill.id: skill for skill in self._profile.skills}
        for each in self._wanted_ids("skills"):
            label, name = self._phrases.label("skills", each), f"skills:{each}"
            skill = said.get(each)
            if skill is None:
                denied = each in self._profile.declined_skills
                self._lacks(
                    name,
                    "skills_missing" if denied else "skills_unsaid",
                    "missing" if denied else "unsaid",
                    label=label,
                )
            elif skill.level in self._rules.levels_below_must["skills"]:
                self._lacks(name, f"skills_{skill.level}", "differs", label=label)
            else:
                line = f"skills_{skill.level}" if skill.level in ("good", "some") else "skills"
                self._fits(name, line, self._words.of_id("skills", each), label=label)

    def _experience(self) -> None:
        need, profile = self._need, self._profile
        job = need.job or (profile.jobs[0] if profile.jobs else None)
        if job is None:
            return
        years, label = years_in(profile, job), self._phrases.label("jobs", job)
        said = profile.experience_by_job.get(job) or profile.years_experience or Range()
        if years:
            spoken = self._phrases.years(said)
            if need.years_min is not None and years < need.years_min:
                wanted = self._phrases.years(Range(min=need.years_min, max=need.years_min))
                self._lacks("years_min", "experience_differs", "differs", job=label, years=spoken, wanted=wanted)
                return
            quote = self._words.of_id("experience_by_job", job) or self._words.quote("years_experience")
            self._fits("experience", "experience", quote, job=label, years=spoken)
        elif need.years_min is not None:
            self._lacks("years_min", "experience_unsaid", "unsaid", job=label)

    def _modes(self) -> None:
        wanted = list(self._wanted_ids("work_modes"))
        offered = [mode for mode in wanted if mode in self._profile.work_modes]
        if not wanted:
            return
        listed = self._phrases.listed([self._phrases.label("work_modes", mode) for mode in (offered or wanted)])
        if offered:
            self._fits("work_modes", "work_modes", self._words.of_id("work_modes", offered[0]), label=listed)
        elif set(wanted) <= set(self._profile.declined_work_modes):
            self._lacks("work_modes", "work_modes_missing", "missing", label=listed)
        elif self._profile.work_modes:
            said = self._phrases.listed([self._phrases.label("work_modes", mode) for mode in self._profile.work_modes])
            self._lacks("work_modes", "work_modes_differs", "differs", said=said)
        else:
            self._lacks("work_modes", "work_modes_unsaid", "unsaid", label=listed)

    def _papers(self) -> None:
        held = {each.kind: each for each in self._profile.certificates}
        for each in self._wanted_ids("certificates"):
            label, name = self._phrases.label("certificates", each), f"certificates:{each}"
            mark = self._words.mark(f"certificate:{each}", self._today)
            if mark is not None:
                slots = {"by": mark.by, "date": self._phrases.date(mark.on.isoformat())}
                self._fits(name, "certificates_verified", self._words.of_id("certificates", each), label=label, **slots)
            elif each in held:
                self._fits(name, "certificates", self._words.of_id("certificates", each), label=label)
                if held[each].verified != "checked":
                    self._lacks(name, "certificates_unverified", "unverified", label=label)
            elif self._words.denied("certificates", each):
                self._lacks(name, "certificates_missing", "missing", label=label)
            else:
                self._lacks(name, "certificates_unsaid", "unsaid", label=label)

    def _health(self) -> None:
        said, mark = self._profile.health_certificate, self._words.mark("health", self._today)
        if mark is not None:
            self._checked_health(mark)
        elif not self._need.health_certificate:
            return
        elif said is None or said.held is None:
            self._lacks("health_certificate", "health_unsaid", "unsaid")
        elif not said.held:
            self._lacks("health_certificate", "health_missing", "missing")
        else:
            self._claimed_health(said)

    def _checked_health(self, mark: Mark) -> None:
        until = self._phrases.date(mark.until.isoformat()) if mark.until else ""
        slots = {"by": mark.by, "date": self._phrases.date(mark.on.isoformat()), "until": until}
        self._fits("health_certificate", "health_verified" if until else "health", None, **slots)
        if self._need.health_certificate and mark.until is not None and mark.until < self._begins:
            self._lacks("health_certificate", "health_ends", "differs", date=until)

    def _claimed_health(self, said: HealthCertificate) -> None:
        until = said.valid_until
        day, shown = last_day(until), self._phrases.date(until) if until else ""
        if day is not None and day < self._begins:
            line = "health_expired" if day < self._today else "health_ends"
            self._lacks("health_certificate", line, "differs", date=shown)
            return
        quote = self._words.quote("health_certificate")
        self._fits("health_certificate", "health_until" if until else "health", quote, date=shown)
        self._lacks("health_certificate", "health_unverified", "unverified")

    def _record(self) -> None:
        mark, asked = self._words.mark("record_check", self._today), self._need.background_check
        if mark is None:
            if asked:
                self._lacks("background_check", "record_unsaid", "unsaid")
            return
        # Without an end of its own a check counts for a year, as in the index.
        until = mark.until or mark.on + timedelta(days=self._rules.record_check_days)
        date_of = self._phrases.date
        slots = {"by": mark.by, "date": date_of(mark.on.isoformat()), "until": date_of(until.isoformat())}
        self._fits("background_check", "record", None, **slots)
        if asked and until < self._begins:
            self._lacks("background_check", "record_ends", "differs", date=slots["until"])

    def _place(self) -> None:
        city, district = self._wanted.city, self._wanted.district
        if city is None:
            return
        where = self._phrases.place(city, district)
        here = next((place for place in self._places if place.city == city), None)
        if here is None:
            said = [self._phrases.place(place.city) for place in self._places]
            self._elsewhere("city", where, said)
        elif district is None or here.home == district or district in here.districts:
            lives = here.home is not None and (district is None or here.home == district)
            shown = self._phrases.place(city, here.home) if lives else where
            test = _names(district or city)
            quote = self._words.quote("location" if lives else "service_areas", test)
            self._fits("place", "place" if lives else "serves", quote, place=shown)
        elif WHOLE_CITY in here.districts and district not in here.declined:
            self._fits(
                "place",
                "serves_city",
                self._words.quote("service_areas", _names(city)),
                place=self._phrases.place(city),
            )
        else:
            self._elsewhere(
                "district", where, [self._phrases.place(name) for name in sorted(here.districts - {WHOLE_CITY})]
            )

    def _elsewhere(self, field: str, where: str, said: list[str]) -> None:
        if said:
            self._lacks(field, "place_differs", "differs", said=self._phrases.listed(said), place=where)
        else:
            self._lacks(field, "place_unsaid", "unsaid", place=where)

    def _pay(self) -> None:
        pay = self._profile.expected_salary
        least = least_pay(pay)
        if pay is None or least is None:
            if self._need.budget_max is not None:
                self._lacks("budget_max", "pay_unsaid", "unsaid")
            return
        shown = self._phrases.pay(Pay(min=pay.min, max=pay.max, unit=pay.unit), figures=False)
        quote = self._words.quote("expected_salary")
        if not self._wanted.budgets:
            self._fits("pay", "pay_open", quote, pay=shown)
            return
        unit = self._rules.pay_units.get(pay.unit or "")
        most = self._wanted.budgets.get(unit.kind) if unit else None
        if unit is None or most is None:
            self._lacks("budget_max", "pay_other_unit", "differs", pay=shown)
        elif round(least * unit.factor) <= most:
            self._fits("budget_max", "pay", quote, pay=shown)
        else:
            self._lacks("budget_max", "pay_differs", "differs", pay=shown)

    def _start(self) -> None:
        said = self._profile.available_from
        day = available(said)
        if day is None or said is None:
            if self._need.start is not None:
                self._lacks("start", "start_unsaid", "unsaid")
            return
        quote = self._words.quote("available_from")
        if day <= self._wanted.today:
            self._fits("start", "start_now", quote)
        elif self._wanted.start is not None and day > self._wanted.start:
            self._lacks("start", "start_differs", "differs", date=self._phrases.near_date(said, self._today))
        else:
            self._fits("start", "start", quote, date=self._phrases.near_date(said, self._today))

    def _listed(self) -> None:
        spoken = {each.id: each.level for each in self._profile.languages}
        for each in self._wanted_ids("languages"):
            label, name = self._phrases.label("languages", each), f"languages:{each}"
            if each not in spoken:
                self._lacks(name, "languages_unsaid", "unsaid", label=label)
            elif spoken[each] in self._rules.levels_below_must["languages"]:
                self._lacks(name, "languages_weak", "differs", label=label)
            else:
                self._fits(name, "languages", self._words.of_id("languages", each), label=label)
        for each in self._wanted_ids("cuisines"):
            label, name = self._phrases.label("cuisines", each), f"cuisines:{each}"
            if each in self._profile.cuisines:
                self._fits(name, "cuisines", self._words.of_id("cuisines", each), label=label)
            else:
                denied = each in self._profile.declined_cuisines
                self._lacks(
                    name,
                    "cuisines_missing" if denied else "cuisines_unsaid",
                    "missing" if denied else "unsaid",
                    label=label,
                )

    def _preferences(self) -> None:
        conditions = [
            *(each for each, yes in self._need.preferences.items() if yes),
            *(p for p in self._need.pets if p != "other"),
        ]
        for each in dict.fromkeys(conditions):
            label, name = self._phrases.label("preferences", each), f"preferences:{each}"
            said = self._profile.preferences.get(each)
            if said is None:
                self._lacks(name, "preferences_unsaid", "unsaid", label=label)
            elif said:
                means = term_extra("preferences", each).get("true_means", "accepts")
                quote = self._words.quote("preferences", _speaks_of(each))
                self._fits(name, f"preferences_{means}", quote, label=label)
            else:
                self._lacks(name, "preferences_missing", "missing", label=label)

    def _rest(self) -> None:
        wanted, said = self._need.rest_days, self._profile.rest_days_per_month
        if wanted is None:
            return
        if said is None:
            self._lacks("rest_days", "rest_unsaid", "unsaid")
            return
        days = self._phrases.count(said, "day")
        if (said.min if said.min is not None else said.max or 0) <= wanted:
            self._fits("rest_days", "rest", self._words.quote("rest_days_per_month"), days=days)
        else:
            self._lacks("rest_days", "rest_differs", "differs", days=days)

    def _identity(self) -> None:
        mark = self._words.mark("identity", self._today)
        if mark is not None:
            self._fits("identity", "identity", None, by=mark.by, date=self._phrases.date(mark.on.isoformat()))


def _names(place: str) -> Test:
    """Whether a value of a place names this one."""
    return lambda value: place in (value.values() if isinstance(value, dict) else [value])


def _speaks_of(condition: str) -> Test:
    """Whether a value of conditions has this one."""
    return lambda value: isinstance(value, dict) and condition in value
