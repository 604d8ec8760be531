"""The résumé as data: ours, with the evidence of every line, and JSON Resume 1.0."""

from __future__ import annotations

import json
import re
from typing import Any, Final

from assistant.resume.labels import aigc
from assistant.resume.model import HeldCertificate, Line, Post, Resume
from assistant.resume.wording import Wording, wording

_ISO: Final = re.compile(r"[12]\d{3}(?:-[01]\d(?:-[0-3]\d)?)?")
_JSON_RESUME_SCHEMA: Final = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"


def as_data(resume: Resume) -> dict[str, Any]:
    """Profile, lines and evidence as JSON-ready data, with the AIGC field first."""
    return {
        "AIGC": aigc(resume),
        "language": resume.language,
        "view": resume.view,
        "generated_on": resume.generated_on.isoformat(),
        "reference": resume.reference,
        "ai_label": resume.ai_label,
        "note": resume.claimed_note,
        "name": resume.name,
        "headline": resume.headline,
        "profile": resume.profile.wire(),
        "sections": [
            {"id": section.id, "title": section.title, "lines": [_line(line) for line in section.lines]}
            for section in resume.sections
        ],
        "evidence": [item.model_dump(mode="json") for item in resume.evidence],
    }


def _line(line: Line) -> dict[str, Any]:
    shown: dict[str, Any] = {"key": line.key, "text": line.text, "evidence": list(line.evidence)}
    if line.label:
        shown["label"] = line.label
    if line.marks:
        shown["items"] = [mark.model_dump(mode="json", exclude_none=True) for mark in line.marks]
    return shown | {"quoted": line.quoted, "verified": line.verified}


def render_json(resume: Resume) -> str:
    """`as_data` as indented JSON."""
    return json.dumps(as_data(resume), ensure_ascii=False, indent=2) + "\n"


def as_json_resume(resume: Resume) -> dict[str, Any]:
    """The résumé in the JSON Resume 1.0 schema; the AIGC field is in `meta`, the only place the schema leaves open."""
    words = wording(resume.language)
    summary = resume.section("summary")
    about = {line.key: line.text for section in resume.sections for line in section.lines}
    document: dict[str, Any] = {
        "$schema": _JSON_RESUME_SCHEMA,
        "basics": _basics(resume, " ".join(line.text for line in summary.lines) if summary else ""),
        "work": [_work(post, words.remarks) for post in resume.posts],
        "education": [{"studyType": about["education"]}] if "education" in about else [],
        "certificates": [_certificate(held, words) for held in resume.certificates],
        "skills": [
            {"name": group.label, "keywords": [mark.text for mark in group.marks]} for group in resume.skill_groups
        ],
        "languages": _languages(resume),
        "meta": {
            "version": "v1.0.0",
            "lastModified": f"{resume.generated_on.isoformat()}T00:00:00Z",
            "note": resume.claimed_note,
            "AIGC": aigc(resume),
        },
    }
    return {key: value for key, value in document.items() if value not in ([], {})}


def _basics(resume: Resume, summary: str) -> dict[str, Any]:
    profile = resume.profile
    basics: dict[str, Any] = {"name": resume.display_name, "label": resume.headline, "summary": summary}
    if profile.phone and resume.section("contact"):
        basics["phone"] = profile.phone
    lives = next((line.text for line in resume.lines() if line.key == "location"), None)
    if lives and profile.location:
        city, district = profile.location.city, profile.location.district
        basics["location"] = {"countryCode": "CN"} | {k: v for k, v in (("city", city), ("region", district)) if v}
    return {key: value for key, value in basics.items() if value}


def _work(post: Post, separator: str) -> dict[str, Any]:
    summary = separator.join(part for part in (post.length, *post.details, *post.quotes) if part)
    ended = post.ended_iso if post.ended_iso and _ISO.fullmatch(post.ended_iso) else None
    entry = {"position": post.title, "location": post.place, "endDate": ended, "summary": summary}
    return {key: value for key, value in entry.items() if value}


def _certificate(held: HeldCertificate, words: Wording) -> dict[str, Any]:
    level = words.lines["certificate_details"].format(list=held.level) if held.level else ""
    issued = held.issued_on if held.issued_on and _ISO.fullmatch(held.issued_on) else None
    entry = {"name": held.name + level, "date": issued, "issuer": held.issuer}
    return {key: value for key, value in entry.items() if value}


def _languages(resume: Resume) -> list[dict[str, Any]]:
    line = next((line for line in resume.lines() if line.key == "languages"), None)
    marks = line.marks if line else ()
    return [{"language": mark.text} | ({"fluency": mark.note} if mark.note else {}) for mark in marks]


def render_json_resume(resume: Resume) -> str:
    """`as_json_resume` as indented JSON."""
    return json.dumps(as_json_resume(resume), ensure_ascii=False, indent=2) + "\n"
