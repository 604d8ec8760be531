"""What she can do and what she holds: skills by family, cuisines, certificates, languages; and who she is."""

from __future__ import annotations

from assistant.profile.model import HealthCertificate, LanguageSkill, Range
from assistant.resume.desk import Clause, Desk
from assistant.resume.model import HeldCertificate, Line, Mark, SkillGroup
from assistant.resume.wording import (
    certificate_level,
    group_of_skill,
    has_superlative,
    is_private,
    masked_phone,
    skill_groups,
)


def grouped_skills(desk: Desk) -> tuple[SkillGroup, ...]:
    """Skills she does for pay or claims to, by family; what she only did for her own family is not among them."""
    marks: dict[str, list[Mark]] = {}
    for skill in desk.profile.skills:
        if skill.level == "informal":
            continue
        mark = _skill_mark(desk, skill.id, skill.level)
        if mark is not None:
            marks.setdefault(group_of_skill(skill.id), []).append(mark)
    language = desk.say.language
    return tuple(
        SkillGroup(id=group.id, label=group.label[language], marks=tuple(marks[group.id]))
        for group in skill_groups()
        if group.id in marks
    )


def _skill_mark(desk: Desk, skill_id: str, level: str | None) -> Mark | None:
    ids = desk.ledger.where("skills", lambda said: said.get("id") == skill_id)
    if not ids:
        return None
    note = desk.words.levels.get(level or "")
    return Mark(text=desk.say.label("skills", skill_id), note=note, evidence=ids, verified=desk.ledger.verified(ids))


def skills(desk: Desk, groups: tuple[SkillGroup, ...]) -> list[Line]:
    """One line per family of skills, then cuisines, then care given at home."""
    lines: list[Line] = []
    for group in groups:
        labels = {"label": group.label, "label_other": _other_label(desk, group.id)}
        listed = desk.listing("skill_group", group.marks, label="jobs")
        lines += [line.model_copy(update=labels) for line in listed]
    lines += desk.listing("cuisines", desk.marks("cuisines", "cuisines", desk.profile.cuisines), label="cuisines")
    informal = [_skill_mark(desk, skill.id, None) for skill in desk.profile.skills if skill.level == "informal"]
    return lines + desk.listing("informal", [mark for mark in informal if mark], label="informal")


def _other_label(desk: Desk, group_id: str) -> str:
    return next(group.label[desk.other.language] for group in skill_groups() if group.id == group_id)


def certificates(desk: Desk) -> tuple[HeldCertificate, ...]:
    """The certificates she says she has, as far as facts carry them; a level or issuer that praises is left out."""
    found = []
    for certificate in desk.profile.certificates:
        candidates = desk.ledger.where("certificates", lambda said, k=certificate.kind: said.get("kind") == k)  # type: ignore[misc] # the default binds the loop's value
        parts, ids = desk.ledger.parts(candidates, certificate)
        if not ids:
            continue
        held = HeldCertificate(
            name=desk.say.label("certificates", certificate.kind),
            level=_level(desk, parts.get("level"), has_issuer="issuer" in parts),
            issuer=_issuer(parts.get("issuer")),
            issued_on=parts.get("issued_on"),
            seen=certificate.verified == "seen",
            verified=certificate.verified == "checked",
            evidence=ids,
        )
        found.append(held)
    return tuple(found)


def _level(desk: Desk, said: str | None, *, has_issuer: bool) -> str | None:
    """A level as its paper words it; a rank that firms make up says nothing unless it is known which firm."""
    if not said:
        return None
    level, invented = certificate_level(said, desk.say.language)
    return None if invented and not has_issuer else _shown(desk, level)


def _shown(desk: Desk, free_text: str | None) -> str | None:
    return free_text if free_text and desk.may_show(free_text) else None


def _issuer(said: str | None) -> str | None:
    """Who issued it: a proper name, so it stays in its own language."""
    return said if said and not has_superlative(said) and not is_private(said) else None


def papers(desk: Desk, held: tuple[HeldCertificate, ...]) -> list[Line]:
    """Certificates with who vouches for them, the health certificate's dates, and consent to a background check."""
    lines = [line for certificate in held for line in _certificate(desk, certificate)] + _health(desk)
    if desk.profile.background_check_consent is True:
        ids = desk.ledger.equal("background_check_consent", value=True)
        text = desk.say.line("background_yes")
        lines += desk.line("background_check_consent", text, ids, label="background_check_consent")
    return lines


def _certificate(desk: Desk, held: HeldCertificate) -> list[Line]:
    say = desk.say
    notes = [held.level] if held.level else []
    if held.issuer:
        notes.append(say.line("certificate_issuer", issuer=held.issuer))
    if held.issued_on:
        notes.append(say.line("certificate_date", date=say.date(held.issued_on)))
    if held.seen:
        notes.append(say.line("certificate_seen"))
    vouched = notes if held.seen or held.verified else [*notes, say.line("certificate_no")]
    details = say.line("certificate_details", list=desk.words.join.join(vouched)) if vouched else ""
    text = say.line("certificate", name=held.name, details=details)
    lines = desk.line("certificate", text, held.evidence, label="certificates", verified=held.verified)
    return [line.model_copy(update={"head": held.name, "notes": tuple(notes)}) for line in lines]


def _health(desk: Desk) -> list[Line]:
    parts, ids = desk.merged("health_certificate", desk.profile.health_certificate)
    health = HealthCertificate.model_validate(parts)
    if health.held is None and not health.valid_until:
        return []
    said = []
    until = health.valid_until
    expired = until is not None and until < desk.options.generated_on.isoformat()[: len(until)]
    if health.held is not None and not (health.held and expired):
        said.append(desk.say.line("health_held" if health.held else "health_not_held"))
    if until:
        said.append(desk.say.line("health_expired" if expired else "health_valid", date=desk.say.date(until)))
    if health.exam_date:
        said.append(desk.say.line("health_exam", date=desk.say.date(health.exam_date)))
    text = desk.say.line("health", list=desk.words.join.join(said))
    return desk.line("health_certificate", text, ids, label="health_certificate")


def about(desk: Desk) -> list[Line]:
    """Home, age, schooling, languages: each as she said it."""
    lines: list[Line] = []
    home, lives, born = hometown(desk), location(desk), birth(desk, "born", "age")
    for key, clause, label in (
        ("hometown", home, "hometown"),
        ("location", lives, "location"),
        ("born", born, "birth"),
    ):
        if clause:
            lines += desk.line(key, clause.text[0].upper() + clause.text[1:], clause.ids, label=label)
    gender = desk.profile.gender
    if gender in ("female", "male"):
        ids = desk.ledger.equal("gender", gender)
        lines += desk.line("gender", desk.say.line(f"gender_{gender}"), ids, label="gender")
    education = desk.profile.education
    if education:
        text = desk.say.line("education", value=desk.say.label("education", education))
        lines += desk.line("education", text, desk.ledger.equal("education", education), label="education")
    return lines + desk.listing("languages", _languages(desk), label="languages")


def _languages(desk: Desk) -> list[Mark]:
    return [mark for skill in desk.profile.languages if (mark := _language(desk, skill))]


def _language(desk: Desk, skill: LanguageSkill) -> Mark | None:
    ids = desk.ledger.where("languages", lambda said: said.get("id") == skill.id)
    note = desk.words.language_levels.get(skill.level or "")
    name = desk.say.label("languages", skill.id)
    return Mark(text=name, note=note, evidence=ids, verified=desk.ledger.verified(ids)) if ids else None


def hometown(desk: Desk) -> Clause | None:
    """Where she comes from."""
    parts, ids = desk.merged("hometown", desk.profile.hometown)
    place = desk.say.place(parts.get("province"), parts.get("city"))
    return Clause(place, ids) if place else None


def location(desk: Desk) -> Clause | None:
    """Where she lives now: city and district, never nearer."""
    parts, ids = desk.merged("location", desk.profile.location)
    place = desk.say.place(parts.get("city"), parts.get("district"))
    return Clause(place, ids) if place else None


def birth(desk: Desk, born_key: str, age_key: str) -> Clause | None:
    """Her year of birth, or the age she said; marked for checking when her own words or papers disagree."""
    for field, key, slot in (("birth_year", born_key, "year"), ("age", age_key, "age")):
        value: int | Range | None = getattr(desk.profile, field)
        ids = desk.ledger.equal(field, value) if value is not None else ()
        if value is None or not ids:
            continue
        text = desk.say.line(key, **{slot: desk.say.birth(value)})
        doubtful = desk.ledger.flagged(ids, "zodiac_conflict", "document_differs") and not desk.ledger.verified(ids)
        return Clause(desk.say.line("to_check", text=text) if doubtful else text, ids)
    return None


def contact(desk: Desk) -> list[Line]:
    """Her phone, masked unless the caller says otherwise."""
    phone = desk.profile.phone
    if not phone:
        return []
    shown = masked_phone(phone) if desk.options.mask_phone else phone
    return desk.line("phone", desk.say.line("phone", phone=shown), desk.ledger.equal("phone", phone), label="phone")
