"""The fields a Fact may name, how many values each holds, and the shape of one value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assistant.profile.model import Topic

Cardinality = Literal["one", "merge", "many"]


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """How facts of one field fold.

    `one`: the last clear value stands. `merge`: the value is an object whose keys fold one by one. `many`: every value
    is kept once, by `key` when the value is an object; a negative fact removes it and lands in `declined`, if named.
    """

    name: str
    cardinality: Cardinality
    topic: Topic
    key: str | None = None
    declined: str | None = None


# Values, by field (JSON):
#   name, gender ("female"|"male"), phone (digits), education (id), available_from ("now"|"YYYY-MM-DD") -> string
#   birth_year, age              -> int, or {min,max} when said as a range
#   hometown {province,city}, location {city,district} -> partial object
#   health_certificate {held,valid_until,exam_date} -> partial object
#   years_experience, families_served, rest_days_per_month -> {min,max}; an exact number has min == max
#   experience_by_job            -> {job,min,max}
#   expected_salary              -> {min,max,unit,negotiable}, unsaid keys left out; min and max always there
#                                   (a bare "可以谈" may carry negotiable alone)
#   work_history                 -> WorkPeriod, unsaid keys left out; one fact per post
#   jobs, cuisines, work_modes   -> id; service_areas -> name; strengths -> text
#   skills, languages            -> {id, level?}; certificates -> {kind, level?, issuer?, issued_on?}
#   preferences                  -> {preference_id: bool}
#   background_check_consent     -> bool; scenarios -> Scenario
FIELDS: dict[str, FieldSpec] = {
    spec.name: spec
    for spec in (
        FieldSpec("name", "one", Topic.NAME),
        FieldSpec("gender", "one", Topic.NAME),
        FieldSpec("birth_year", "one", Topic.AGE),
        FieldSpec("age", "one", Topic.AGE),
        FieldSpec("hometown", "merge", Topic.HOMETOWN),
        FieldSpec("location", "merge", Topic.LOCATION),
        FieldSpec("phone", "one", Topic.CONTACT),
        FieldSpec("jobs", "many", Topic.JOB, declined="declined_jobs"),
        FieldSpec("years_experience", "one", Topic.EXPERIENCE),
        FieldSpec("experience_by_job", "many", Topic.EXPERIENCE, key="job"),
        FieldSpec("families_served", "one", Topic.HISTORY),
        FieldSpec("work_history", "many", Topic.HISTORY),
        FieldSpec("skills", "many", Topic.SKILLS, key="id", declined="declined_skills"),
        FieldSpec("cuisines", "many", Topic.SKILLS, declined="declined_cuisines"),
        FieldSpec("certificates", "many", Topic.CERTIFICATES, key="kind"),
        FieldSpec("health_certificate", "merge", Topic.HEALTH),
        FieldSpec("work_modes", "many", Topic.WORK_MODE, declined="declined_work_modes"),
        FieldSpec("rest_days_per_month", "one", Topic.SCHEDULE),
        FieldSpec("expected_salary", "merge", Topic.SALARY),
        FieldSpec("available_from", "one", Topic.AVAILABILITY),
        FieldSpec("service_areas", "many", Topic.SERVICE_AREA, declined="declined_service_areas"),
        FieldSpec("languages", "many", Topic.LANGUAGES, key="id"),
        FieldSpec("education", "one", Topic.EDUCATION),
        FieldSpec("preferences", "merge", Topic.PREFERENCES),
        FieldSpec("background_check_consent", "one", Topic.BACKGROUND),
        FieldSpec("strengths", "many", Topic.ANYTHING_ELSE),
        FieldSpec("scenarios", "many", Topic.SCENARIO, key="question_id"),
    )
}
