"""What she must be able to do and to show, and conditions of taste."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from assistant.matching.model import Need
from assistant.matching.needs.fields.tastes import tastes
from assistant.matching.needs.fields.work import in_chores, is_verb
from assistant.matching.needs.scene import Scene
from assistant.matching.needs.shapes import Said
from assistant.matching.needs.stance import excludable, is_only, stance
from assistant.matching.needs.words import entries, pattern, source, table
from assistant.vocabulary import vocabulary
from assistant.vocabulary.terms import TermMatch

_WELL: Final = "independent"
_MONTHS: Final = 12
_MOST_YEARS: Final = 40
_REACH: Final = 16
_PAPER_REACH: Final = 6
_WHO_REACH: Final = 24


def _accepted(scene: Scene, start: int, end: int) -> bool:
    """Whether 都行 says that these would do, rather than that they do not matter (会不会都行, 无所谓)."""
    doubted = pattern("conditions", "either_or").search(scene.before(start))
    taken = pattern("conditions", "acceptance_after").search(scene.after(end))
    return taken is not None and doubted is None


def _say(scene: Scene, field: str, value: Any, start: int, end: int) -> Said:  # noqa: ANN401 - ids and truth values
    stood = stance(scene, start, end)
    operation = stood.operation
    if operation == "open" and _accepted(scene, start, end):
        operation = "add"
    if stood.weight == "exclude" and not excludable(field):
        operation = "drop"
        return Said(field, value, start, end, operation=operation)
    only = is_only(scene, start, end)
    return Said(field, value, start, end, stood.weight, operation, firm=stood.firm, only=only)


def read_skills(scene: Scene, need: Need) -> Iterator[Said]:
    """Skills asked for; what only tells of the home (瘫痪, 早产) counts where an ability is asked."""
    taken = [(term.start, term.end) for term in scene.of_kind("certificates") if term.id in need.certificates]
    taken += [m.span() for _, words in entries("conditions", "extra_papers") for m in words.finditer(scene.folded)]
    for name, match in _tasks(scene):
        if scene.follows("conditions", "not_skill_after", match.end()) or _within(scene, match, name):
            continue
        if not _others_do(scene, *match.span()):
            taken.append((match.start(), match.end()))
            yield _skill(scene, need, name, match.start(), match.end())
        elif name in need.skills:
            yield Said("skills", name, match.start(), match.end(), operation="drop")
    for term in scene.of_kind("skills"):
        never = table("conditions")
        if term.id in never["never_skills"] or term.form in never["never_forms"]:
            continue
        if not any(start < term.end and term.start < end for start, end in taken) and _asked_for(scene, term):
            if any(_nested(dish, term) or _nested(term, dish) for dish in scene.of_kind("cuisines")):
                # 会西餐 asks for the cuisine; that it is a skill too binds nobody twice.
                yield Said("skills", term.id, term.start, term.end, "prefer", "add", clarity="vague")
            else:
                yield _skill(scene, need, term.id, term.start, term.end)
        elif term.id in never["situational_wishes"] and _told(scene, term):
            yield Said("skills", term.id, term.start, term.end, "prefer", "add", clarity="vague")


def _tasks(scene: Scene) -> Iterator[tuple[str, re.Match[str]]]:
    """Tasks said; of two where one is part of the other the longer (教宝宝上厕所 is not 上厕所)."""
    found = [(name, m) for name, words in entries("conditions", "extra_skills") for m in words.finditer(scene.folded)]
    for name, match in found:
        start, end = match.span()
        if name in table("conditions")["stands_within"] or not any(
            other != name and o.start() <= start and end <= o.end() and o.end() - o.start() > end - start
            for other, o in found
        ):
            yield name, match


def _others_do(scene: Scene, start: int, end: int) -> bool:
    """Whether somebody of the family does it, said before the words or inside them (衣服我自己熨)."""
    begin = max(scene.clause_at(start).start, start - _WHO_REACH)
    words = pattern("conditions", "others_do")
    return any(words.search(scene.folded[begin:at]) for at in range(start, end))


def _nested(inner: TermMatch, outer: TermMatch) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _told(scene: Scene, term: TermMatch) -> bool:
    """Whether the home is said to be so, not that it is not, or that this was once."""
    stood = stance(scene, term.start, term.end)
    return (
        stood.operation == "add"
        and stood.weight != "exclude"
        and not pattern("household", "other_subject").search(scene.before(term.start, 12))
    )


def _within(scene: Scene, match: re.Match[str], name: str) -> bool:
    """Whether the words are part of a longer skill, of a job's name or of a condition of taste."""
    if name in table("conditions")["stands_within"]:
        return False
    start, end = match.span()
    longer = (t for t in scene.of_kind("skills") if t.id != name and end - start < t.end - t.start)
    jobs = (t for t in scene.of_kind("jobs") if not t.hint and not is_verb(scene, t) and not in_chores(scene, t))
    papers = (paper for paper in scene.of_kind("certificates") if _is_paper(scene, paper))
    spans = [(t.start, t.end) for t in (*longer, *jobs, *papers)]
    return any(begin <= start and end <= stop for begin, stop in spans)


def _skill(scene: Scene, need: Need, name: str, start: int, end: int) -> Said:
    name = table("conditions")["by_whom"].get(_cared_for(scene, need, start), {}).get(name, name)
    paper = table("conditions")["paper_of"].get(name)
    if paper in need.certificates and name not in need.skills:
        return _say(scene, "certificates", paper, start, end)
    return _say(scene, "skills", name, start, end)


def _cared_for(scene: Scene, need: Need, at: int) -> str:
    """Whom words at a position are said of: child | elder, or nothing where neither or both may be meant."""
    home = need.household
    for words in (scene.words(scene.clause_at(at)), scene.folded):
        child = pattern("household", "child_word").search(words)
        elder = pattern("household", "elder_word").search(words)
        if bool(child) != bool(elder):
            return "child" if child and not (words is scene.folded and _frail(scene)) else "elder"
    children = bool(home.child_ages_months or home.unborn)
    if children != bool(home.elders):
        return "child" if children else "elder"
    return ""


def _frail(scene: Scene) -> bool:
    """Whether somebody is told to be old and in need of care (he's in a wheelchair)."""
    return any(words.search(scene.folded) for level, words in entries("household", "care") if level != _WELL)


def _asked_for(scene: Scene, term: TermMatch) -> bool:
    if _inside(scene, term) or scene.follows("conditions", "not_skill_after", term.end):
        return False
    if _others_do(scene, term.start, term.end):
        return False
    own = table("conditions")["homes_own"]
    if any(t.start < term.end and term.start < t.end for t in tastes(scene) if t.id not in own):
        return False
    job = next((j for j in scene.of_kind("jobs") if j.start <= term.start and term.end <= j.end), None)
    if job is not None and not job.hint and not is_verb(scene, job) and not in_chores(scene, job):
        named = job.end > term.end or job.start < term.start or job.form in table("work")["verb_forms"]
        if named:
            return False
    if term.id not in table("conditions")["situational"]:
        return True
    before, after = scene.before(term.start, _REACH), scene.after(term.end, 12)
    return bool(
        pattern("conditions", "ability_before").search(before) or pattern("conditions", "ability_after").match(after)
    )


def _inside(scene: Scene, term: TermMatch) -> bool:
    """Whether a paper covers the words of this skill."""
    papers = (paper for paper in scene.of_kind("certificates") if _is_paper(scene, paper))
    return any(other.start <= term.start and term.end <= other.end for other in papers)


def read_cuisines(scene: Scene, need: Need) -> Iterator[Said]:
    """Cuisines; of the home's own diet only 清真 and the like are one."""
    yield from _tastes_of_places(scene)
    yield from _kitchens_named_short(scene, need)
    for term in scene.of_kind("cuisines"):
        if pattern("conditions", "not_cuisine_before").search(scene.before(term.start, 8)):
            continue
        if scene.follows("conditions", "not_cuisine_after", term.end) or _is_language(scene, term, need):
            continue
        if term.id in table("conditions")["diets"] and _is_preference(scene, term):
            continue
        if any(other.start < term.start < other.end for other in scene.of_kind("skills")):
            continue
        yield _say(scene, "cuisines", term.id, term.start, term.end)


def _tastes_of_places(scene: Scene) -> Iterator[Said]:
    """四川口味 is 川菜."""
    for match in scene.said("conditions", "taste_of_place"):
        known = any(term.start < match.end() and match.start() < term.end for term in scene.of_kind("cuisines"))
        for term in (
            () if known else vocabulary().find(f"{match['place']}{table('conditions')['dish']}", "zh", ("cuisines",))
        ):
            yield _say(scene, "cuisines", term.id, match.start(), match.end())


def _kitchens_named_short(scene: Scene, need: Need) -> Iterator[Said]:
    """Hunan instead of Sichuan: where kitchens are spoken of already, a province by itself is one."""
    swapped = any(scene.says("weights", name) for name in ("replaced_after", "replaced_word"))
    if not (scene.asked == "cuisines" or (need.cuisines and swapped)):
        return
    for match in scene.places:
        if match.level == "province":
            for term in vocabulary().find(f"{match.name}{table('conditions')['dish']}", "zh", ("cuisines",)):
                yield _say(scene, "cuisines", term.id, match.start, match.end)


def _is_language(scene: Scene, term: TermMatch, need: Need) -> bool:
    """Whether a word that names a kitchen and a language (Cantonese) means the language."""
    both = any((other.start, other.end) == (term.start, term.end) for other in scene.of_kind("languages"))
    cooked = scene.follows("conditions", "food_after", term.end) or pattern("work", "cooks_before").search(
        scene.before(term.start)
    )
    plain = (other for other in scene.of_kind("cuisines") if other.form != term.form)
    about_food = scene.asked == "cuisines" or (need.cuisines and not need.languages) or next(plain, None) is not None
    return both and not cooked and not about_food


def _is_preference(scene: Scene, term: TermMatch) -> bool:
    return any(taste.start < term.end and term.start < taste.end for taste in tastes(scene))


def read_languages(scene: Scene, need: Need) -> Iterator[Said]:
    """Languages and dialects she is to speak."""
    for name, words in entries("conditions", "spoken_languages"):
        for match in words.finditer(scene.folded):
            yield _say(scene, "languages", name, match.start(), match.end())
    for term in scene.of_kind("languages"):
        twofold = any((o.start, o.end) == (term.start, term.end) for o in scene.of_kind("cuisines"))
        if twofold and not _is_language(scene, term, need):
            continue
        if scene.follows("conditions", "food_after", term.end) or not _spoken(scene, term):
            continue
        if any(o.start < term.start and term.end <= o.end for o in scene.of_kind("skills")):
            continue
        if not scene.follows("conditions", "language_other", term.end) and not pattern(
            "conditions", "language_own"
        ).search(scene.before(term.start, 14)):
            yield _say(scene, "languages", term.id, term.start, term.end)


def _spoken(scene: Scene, term: TermMatch) -> bool:
    if term.form not in table("conditions")["needs_language_cue"]:
        return True
    return pattern("conditions", "language_cue").search(scene.words(scene.clause_at(term.start))) is not None


def read_papers(scene: Scene, need: Need) -> Iterator[Said]:
    """Certificates, the health certificate, the record check."""
    for name, words in entries("conditions", "extra_papers"):
        for match in words.finditer(scene.folded):
            yield _say(scene, "certificates", name, match.start(), match.end())
    for term in scene.of_kind("certificates"):
        if term.id in need.certificates or _is_paper(scene, term):
            yield _say(scene, "certificates", term.id, term.start, term.end)
    if need.certificates and not scene.of_kind("certificates"):
        for match in scene.said("conditions", "any_paper"):
            stood = stance(scene, *match.span())
            if stood.operation == "drop":
                yield Said("certificates", None, *match.span(), operation="drop")
            elif stood.weight == "prefer":
                yield from (Said("certificates", held, *match.span(), "prefer", "add") for held in need.certificates)
    for field in ("health_certificate", "background_check"):
        said = pattern("conditions", field).search(scene.folded)
        if said is not None:
            yield _say(scene, field, value=True, start=said.start(), end=said.end())


def _is_paper(scene: Scene, term: TermMatch) -> bool:
    said = scene.folded[term.start : term.end + _PAPER_REACH]
    before = scene.before(term.start, _PAPER_REACH)
    named = any(re.search(source("conditions", "paper_word", language), said) for language in ("zh", "en"))
    return named or pattern("conditions", "holds_before").search(before) is not None


def read_years(scene: Scene, need: Need) -> Iterator[Said]:
    """Experience in years, at least so many."""
    for amount in scene.amounts:
        if amount.kind != "duration" or amount.value is None:
            continue
        clause = scene.clause_at(amount.start)
        known = need.years_min is not None and len(scene.amounts) == 1
        if not known and not pattern("conditions", "experience_word").search(scene.words(clause)):
            continue
        months = amount.min if amount.min is not None else amount.max or 0
        years = months / _MONTHS
        words = f"{scene.folded[amount.start : amount.end]} {amount.unit or ''}"
        if not pattern("conditions", "in_years").search(words):
            continue
        if 0 < years <= _MOST_YEARS and not pattern("conditions", "own_time").search(scene.before(amount.start, 8)):
            stood = stance(scene, amount.start, amount.end)
            value: float = int(years) if years == int(years) else round(years, 2)
            yield Said("years_min", value, amount.start, amount.end, stood.weight, firm=stood.firm)
