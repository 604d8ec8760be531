"""Skills and cuisines: what she can do, how well, and what she cannot."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from assistant.profile.model import Topic
from assistant.understanding.zh import grammar
from assistant.understanding.zh.draft import Draft
from assistant.understanding.zh.fields import kinship
from assistant.understanding.zh.scene import Scene
from assistant.understanding.zh.stances import Stance
from assistant.vocabulary import TermMatch, vocabulary

# That she cannot type is said of the form she fills in, unless skills are the topic.
_TYPING: Final = "computer_and_phone"
# So much may be a wage: by the month, or by the day where wages are asked.
_WAGE: Final = 1000
_DAY_WAGE: Final = 100
_ANIMALS: Final = frozenset({"pet_care", "plant_care"})
_BATHING: Final = "infant_bathing"
_HOUSEWORK: Final = frozenset({"cook", "cleaner", "housekeeper", "hourly_helper", "butler", "appliance_cleaner"})
# Tasks that are a condition of a post when she turns them down beside it.
_DUTIES: Final = {"cooking": "cooking_duty", "daily_cleaning": "housework_duty"}
# Topics under which a task she must be off to is no offer.
_ERRANDS: Final = frozenset(
    {
        Topic.SCHEDULE,
        Topic.WORK_MODE,
        Topic.AVAILABILITY,
        Topic.SALARY,
        Topic.LOCATION,
        Topic.SERVICE_AREA,
        Topic.HEALTH,
        Topic.CONTACT,
    }
)
# Topics under which a bare word may be taken as something she can do.
_ASKED: Final = frozenset({Topic.SKILLS, Topic.ANYTHING_ELSE})


def read_skills(scene: Scene) -> Iterator[Draft]:
    """Skills with their degree; the same skill twice keeps the more definite saying."""
    for term in scene.kinds("skills"):
        if _ailing(scene, term) or _errand(scene, term) or _names_paper(scene, term):
            continue
        if _left_to_others(scene, term):
            if any(grammar.pattern("skills", key).match(scene.text, term.end) for key in ("not_i", "not_mine")):
                yield Draft("skills", {"id": term.id}, term.start, term.end, polarity="negative")
            continue
        stance = usable(scene, term)
        if stance is None or priced(scene, term) or _is_condition(scene, term, stance) or _inside_longer(scene, term):
            continue
        at_home = _informal(scene, term)
        if (stance.learning and not at_home) or (at_home and (stance.sign < 0 or _keeps_her(scene, term))):
            continue
        value: dict[str, Any] = {"id": term.id}
        if at_home:
            yield Draft(
                "skills", value | {"level": "informal"}, term.start, term.end, confidence=0.8, flags=("informal",)
            )
            continue
        if stance.sign < 0:
            yield from _declined(scene, term, stance)
            continue
        if not (_claimed(scene, term, stance) or _listed(scene, term, stance)):
            continue
        level = _level(scene, term, stance)
        if level:
            value["level"] = level
        start, end = quote(scene, stance)
        yield Draft("skills", value, start, end, flags=("conditional",) if stance.conditional else ())


def _declined(scene: Scene, term: TermMatch, stance: Stance) -> Iterator[Draft]:
    """What a denial says of a task: a condition of the post, something she cannot do, or nothing."""
    duty = _duty(scene, term, stance)
    if duty:
        yield Draft("preferences", {duty: False}, stance.quote_start, stance.quote_end)
    elif _denied(scene, term) and not _no_denial(stance):
        yield Draft("skills", {"id": term.id}, stance.quote_start, stance.quote_end, polarity="negative")


def _duty(scene: Scene, term: TermMatch, stance: Stance) -> str | None:
    """The condition a task stands for where she tells what she will not do beside her post (带娃可以，做饭不管)."""
    if scene.topic is not Topic.PREFERENCES or not grammar.says("skills", "not_my_duty", stance.word):
        return None
    return _DUTIES.get(term.id)


def _names_paper(scene: Scene, term: TermMatch) -> bool:
    """Whether the word only names one of the papers that were asked for (三个：母婴护理、产康、催乳)."""
    if scene.topic is not Topic.CERTIFICATES or scene.stance(term.start, term.end).sign != 0:
        return False
    return any((t.start, t.end) == (term.start, term.end) for t in scene.kinds("certificates"))


def _denied(scene: Scene, term: TermMatch) -> bool:
    """Whether a denial says that she cannot do it: not of what went wrong with nobody, nor of the form she fills in."""
    if grammar.pattern("skills", "no_inability").fullmatch(term.form):
        return False
    if any(grammar.pattern("chores", key).fullmatch(term.form) for key in ("small_parts", "some_dishes")):
        return False
    if (
        grammar.says("skills", "grown_ups", scene.before(term.start, 6))
        or _whose_home(scene, term)
        or _her_bath(scene, term)
    ):
        return False
    return term.id != _TYPING or scene.topic in _ASKED


def _no_denial(stance: Stance) -> bool:
    """Whether a denial is of something being there (不能有), or the task only tires her."""
    return grammar.says("skills", "tires", stance.word) or grammar.says("skills", "absence", stance.word)


def _her_bath(scene: Scene, term: TermMatch) -> bool:
    """Whether she speaks of bathing herself (有男的在家我洗澡不方便)."""
    own = grammar.pattern("skills", "by_herself").search(scene.before(term.start, 4))
    return term.hint and term.id == _BATHING and own is not None


def _whose_home(scene: Scene, term: TermMatch) -> bool:
    """Whether the words tell of a home rather than of a task (养猫的不做)."""
    return term.hint and any(
        t.start <= term.start and t.end > term.end and t.form.endswith("的") for t in scene.kinds("preferences")
    )


def turned_down(scene: Scene, term: TermMatch) -> bool:
    """Whether a skill or cuisine is passed over for good: handed to others, an errand, an ailment, a price, a part."""
    reasons = (_ailing, _errand, _names_paper, _left_to_others)
    if term.kind == "skills" and any(reason(scene, term) for reason in reasons):
        return True
    if term.kind == "cuisines" and grammar.pattern("skills", "taste_after").match(scene.text, term.end):
        return True
    stance = usable(scene, term)
    return stance is None or priced(scene, term) or _inside_longer(scene, term)


def _informal(scene: Scene, term: TermMatch) -> bool:
    """Whether the skill comes from care at home; of what the clause before tells only care itself does."""
    if not kinship.at_home(scene, term.start):
        return False
    belongs = set(vocabulary().term("skills", term.id).extra.get("jobs", ()))
    return kinship.here(scene, term.start) or not belongs & _HOUSEWORK


def _keeps_her(scene: Scene, term: TermMatch) -> bool:
    """Whether what her family needs only explains her hours (住不了，我家老头中风了夜里要翻身)."""
    return scene.topic in _ERRANDS and not grammar.says("kinship", "tended", scene.clause_at(term.start).text)


def _ailing(scene: Scene, term: TermMatch) -> bool:
    """Whether the word is her own ailment (血压有点高) and no skill."""
    named = term.form in grammar.words("skills", "ailment")
    return named and grammar.pattern("skills", "ailing").match(scene.text, term.end) is not None


def _errand(scene: Scene, term: TermMatch) -> bool:
    """Whether the task is one of her own home that she must go and do (我要去接娃)."""
    clause = scene.clause_at(term.start)
    if scene.topic in _ASKED or grammar.says("kinship", "done", clause.text):
        return False
    if grammar.pattern("skills", "own_after").match(scene.text, term.end):
        return True
    before = scene.text[clause.start : term.start]
    if re.search(grammar.source("skills", "errand_before") + "$", before) is None:
        return grammar.says("skills", "own_home", before) and scene.topic in _ERRANDS
    return scene.topic in _ERRANDS or grammar.says("skills", "own_home", clause.text)


def _listed(scene: Scene, term: TermMatch, stance: Stance) -> bool:
    """Whether the task is told in a plain list beside her job (住家保姆，做饭打扫接孩子; 保姆，兼带接送孩子)."""
    if term.form in grammar.words("skills", "denied_only"):
        return False
    if scene.context.asking not in (None, Topic.JOB) or stance.sign < 0 or not (stance.weak or stance.sign == 0):
        return False
    named = [t for t in scene.kinds("jobs") if t.start < term.start and not t.hint]
    if not scene.subject_at(term.start).hers() or not any(scene.subject_at(t.start).hers() for t in named):
        return False
    clause = scene.clause_at(term.start)
    tasks = [t for t in scene.kinds("skills", "jobs", "cuisines") if clause.start <= t.start < clause.end]
    rest = list(clause.text)
    for task in tasks:
        rest[task.start - clause.start : task.end - clause.start] = "、" * (task.end - task.start)
    beside = re.search(grammar.source("skills", "beside"), scene.before(term.start, 4)) is not None
    several = len({t.id for t in tasks if t.kind == "skills"}) > 1
    return (several or beside) and grammar.pattern("skills", "listed").fullmatch("".join(rest)) is not None


def _left_to_others(scene: Scene, term: TermMatch) -> bool:
    """Whether the task is handed to somebody else (打针让护士来), or is what somebody else can do (我徒弟会催乳)."""
    if scene.silent(term.start):
        return False
    handed = grammar.pattern("skills", "handed_over").match(scene.text, term.end)
    return handed is not None or (
        scene.subject_at(term.start).owner in ("peer", "family") and not kinship.at_home(scene, term.start)
    )


def priced(scene: Scene, term: TermMatch) -> bool:
    """Whether the word only says which pay goes with which condition (八千不带睡，九千带睡)."""
    clause = scene.clause_at(term.start)
    topical = scene.topic in _ASKED and not grammar.says("skills", "supposed", clause.text)
    if scene.moods[scene.index_at(term.start)].hypothetical and not topical:
        return True
    first, last = scene.sentence_of(term.start)
    figures = [
        q.start
        for q in scene.numbers("money", "number")
        if (q.max or q.min or 0) >= (_DAY_WAGE if scene.topic is Topic.SALARY else _WAGE) and first <= q.start < last
    ]
    return len(figures) > 1 and any(clause.start <= start < clause.end for start in figures)


def quote(scene: Scene, stance: Stance) -> tuple[int, int]:
    """Thing and verdict, without a figure that stands between them and belongs to something else."""
    start, end = stance.quote_start, stance.quote_end
    figures = [(q.start, q.end) for q in scene.quantities if q.kind not in ("number", "zodiac")]
    if any(start <= s < stance.start for s, _ in figures):
        start = stance.start
    if any(stance.end <= s < end for s, _ in figures):
        end = stance.end
    return (start, end) if end - start <= 28 else (stance.start, stance.end)


def usable(scene: Scene, term: TermMatch) -> Stance | None:
    """How she means a skill, a cuisine or a language; None when it is asked, another's, or part of a course."""
    subject = scene.subject_at(term.start)
    others = subject.owner in ("peer", "family", "employer") or subject.carried == "peer"
    if scene.silent(term.start) or (others and not kinship.at_home(scene, term.start)):
        return None
    if re.match(grammar.source("skills", "only_paper_after"), scene.text[term.end : term.end + 3]):
        return None
    if scene.topic is Topic.LANGUAGES and term.form.endswith(grammar.words("skills", "accent")):
        return None
    if re.search(grammar.source("skills", "unfit_before") + "$", scene.before(term.start)):
        return None
    stance = scene.stance(term.start, term.end)
    of_another = stance.word in grammar.words("skills", "of_the_child") and term.id not in _ANIMALS
    return replace(stance, sign=0) if stance.partial or of_another else stance


def _inside_longer(scene: Scene, term: TermMatch) -> bool:
    """Whether the word is part of a certificate, a cuisine or a language that it is not about (英语 in 英语证)."""
    if scene.topic is Topic.LANGUAGES and term.form in grammar.words("skills", "no_inability"):
        return True
    if grammar.pattern("skills", "machine_after").match(scene.text, term.end):
        return True
    if any(m.start() < term.end <= m.end() for m in grammar.pattern("skills", "own_rest").finditer(scene.text)):
        return True
    if (term.hint and term.id == _BATHING) or term.form in grammar.words("skills", "grooming"):
        first, last = scene.sentence_of(term.start)
        return grammar.says("skills", "of_animals", scene.text[first:last])
    for other in scene.kinds("certificates", "languages", "jobs"):
        longer = other.end - other.start > term.end - term.start
        if longer and other.start <= term.start and other.end >= term.end and not other.hint:
            return True
    return False


def _is_condition(scene: Scene, term: TermMatch, stance: Stance) -> bool:
    """Whether the word is a condition she takes or not (家里双胞胎也行) rather than an ability."""
    task = term.id not in grammar.words("skills", "care_of")
    twin = (term.id != "pet_care" or term.hint) and any(
        t.start < term.end and term.start < t.end and not (task and t.end - t.start < term.end - term.start)
        for t in scene.kinds("preferences")
    )
    if scene.context.asking is Topic.PREFERENCES:
        return twin or stance.sign == 0
    return twin and grammar.says("skills", "acceptance", stance.word)


def _claimed(scene: Scene, term: TermMatch, stance: Stance) -> bool:
    """Whether it is said of her doing it, or answers the question what she can do."""
    if term.id == _TYPING and scene.context.asking is Topic.CONSENT:
        return False
    if term.form in grammar.words("skills", "denied_only"):
        return False
    if scene.topic is Topic.PREFERENCES and term.form in grammar.words("skills", "things_of_a_home"):
        return False
    if scene.topic in _ASKED:
        return True
    if scene.context.asking is Topic.CONFIRM and grammar.says(
        "skills", "set_right_before", scene.before(term.start, 4)
    ):
        return True
    if scene.topic in (Topic.JOB, Topic.PREFERENCES, Topic.CERTIFICATES, Topic.SCENARIO) and (
        stance.sign == 0 or stance.weak
    ):
        return False
    if grammar.pattern("skills", "heads_after").match(scene.text, term.end):
        return True
    if (stance.sign > 0 and not stance.weak) or term.form.startswith(("会", "能开", "识")):
        return True
    return stance.weak and (stance.done or stance.leads or scene.topic is Topic.HISTORY)


def _level(scene: Scene, term: TermMatch, stance: Stance) -> str | None:
    if stance.grade:
        return stance.grade
    clause = scene.clause_at(term.start)
    low, high = max(clause.start, stance.quote_start - 4), min(clause.end, stance.quote_end + 6)
    for level in scene.kinds("skill_levels"):
        if _other_between(scene, term, level):
            continue
        if level.end <= term.start and stance.quote_end > term.end:
            continue  # the word before was said of something else; this task has its own verdict after it
        if low <= level.start and level.end <= high and level.id in ("good", "some", "weak"):
            return None if level.form in grammar.words("skills", "plain_assent") else level.id
    return None


def _other_between(scene: Scene, term: TermMatch, level: TermMatch) -> bool:
    """Whether another skill or language stands between the thing and the word of degree, and takes it."""
    low, high = (term.end, level.start) if term.end <= level.start else (level.end, term.start)
    return any(low <= other.start < high for other in scene.kinds("skills", "cuisines", "languages"))


def read_cuisines(scene: Scene) -> Iterator[Draft]:
    """Cuisines she cooks or does not; a single dish under a denied cuisine does not lift the denial."""
    denied: set[str] = set()
    drafts: list[Draft] = []
    for term in scene.kinds("cuisines"):
        stance = usable(scene, term)
        if stance is None or stance.learning or (term.hint and scene.topic is not Topic.SKILLS):
            continue
        if term.hint and any(t.start <= term.start and t.end >= term.end for t in scene.kinds("skills")):
            continue
        if _condition_words(term) and not _cooks(scene, term, stance):
            continue
        if stance.sign < 0:
            denied.add(term.id)
            drafts.append(Draft("cuisines", term.id, stance.quote_start, stance.quote_end, polarity="negative"))
        elif _claimed(scene, term, stance) and term.id not in denied:
            level = _level(scene, term, stance)
            start, end = quote(scene, stance)
            drafts.append(
                Draft("cuisines", term.id, start, end, flags=(level,) if level in ("weak", "some", "good") else ())
            )
    yield from drafts


def _condition_words(term: TermMatch) -> bool:
    return term.id in ("halal_kitchen", "vegetarian", "low_salt")


def _cooks(scene: Scene, term: TermMatch, stance: Stance) -> bool:
    clause = scene.clause_at(term.start)
    return scene.topic is Topic.SKILLS or (grammar.says("skills", "of_cooking", clause.text) and stance.sign != 0)
