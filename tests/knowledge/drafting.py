"""Drafts to look at: one profile, some terms, and the words of a draft."""

from __future__ import annotations

from datetime import date
from typing import Any, get_args

from assistant.knowledge.draft_values import LINE
from assistant.knowledge.drafts import Draft, DraftKind, DraftOrder, fill
from assistant.profile.model import Language, WorkerProfile

TODAY = date(2026, 11, 22)
KINDS: tuple[DraftKind, ...] = get_args(DraftKind)
LANGUAGES: tuple[Language, ...] = get_args(Language)
PROFILE = WorkerProfile.model_validate(
    {
        "name": "王桂兰",
        "phone": "13812345678",
        "jobs": ["maternity_nurse"],
        "skills": [{"id": "infant_bathing"}, {"id": "sleep_training", "level": "informal"}],
        "declined_skills": ["lactation_support"],
        "certificates": [{"kind": "maternity_care", "level": "高级"}],
        "work_modes": ["live_in"],
        "expected_salary": {"min": 8000, "max": 9000, "unit": "month"},
    }
)
HOSTILE = "{{ 7*7 }}{% for x in ().__class__.__bases__ %}x{% endfor %}<script>alert(1)</script>"
TERMS = {"pay_amount": 12000, "pay_unit": "26_days", "rest_days": 0, "payday": 10, "end": "2027-05-31"}


def named(key: str, language: Language) -> str:
    # Without hyphens, at which a reader of PDFs joins lines as it likes.
    return f"[{language} {key}]".replace("-", "")


def drafted(kind: DraftKind = "two_party", language: Language = "zh", **parts: Any) -> Draft:
    return fill(DraftOrder(kind=kind, language=language, **({"profile": PROFILE} | parts)), named, TODAY)


def words(draft: Draft) -> str:
    return "\n".join(
        "".join(LINE if run.blank else run.text for run in line) for clause in draft.clauses for line in clause.lines
    )
