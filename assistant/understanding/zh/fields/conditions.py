"""How and where she works: modes, and the conditions of a home she takes, wants or refuses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from assistant.profile.model import Topic
from assistant.understanding.zh import grammar
from assistant.understanding.zh.draft import Draft
from assistant.understanding.zh.fields import ability
from assistant.understanding.zh.fields.stated import stated
from assistant.understanding.zh.scene import Scene
from assistant.understanding.zh.stances import Stance
from assistant.vocabulary import TermMatch, vocabulary

# Days on which she may be busy herself (周末要陪自己孩子).
_FREE_DAYS: Final = frozenset({"weekends", "holidays"})


def read_preferences(scene: Scene) -> Iterator[Draft]:
    """Conditions as true or false, in the narrowest words: never the reason behind them."""
    told = list(stated(scene))
    yield from told
    known = {name for draft in told for name in draft.value}
    for term in scene.kinds("preferences"):
        if term.id in known:
            continue
        subject = scene.subject_at(term.start)
        asked = scene.topic is Topic.PREFERENCES and subject.owner in ("employer", "family")
        if scene.silent(term.start) or not (subject.spoken_by_self() or subject.owner == "recipient" or asked):
            continue
        if (
            _other_business(scene, term)
            or grammar.says("conditions", "of_other_post", scene.before(term.start, 12))
            or _part_of_other(scene, term)
            or _priced(scene, term)
            or _only_the_big(scene, term)
            or _merely_named(scene, term)
            or _differs(scene, term)
        ):
            continue
        stance = scene.stance(term.start, term.end)
        if subject.owner == "family" and grammar.says("conditions", "their_feeling", stance.word):
            continue
        if subject.owner != "self" and term.id in _FREE_DAYS and stance.sign >= 0:
            continue
        framed = _framed(scene, term)
        if framed is not None:
            yield Draft("preferences", {term.id: framed}, term.start, term.end)
            continue
        accepted = None if _her_own_habit(scene, term, stance) else _accepted(scene, term, stance)
        if accepted is None:
            continue
        start, end = _quote(scene, term, stance)
        flags = ("conditional",) if stance.conditional else ()
        yield Draft("preferences", {term.id: accepted}, start, end, flags=flags)


def _other_business(scene: Scene, term: TermMatch) -> bool:
    """Whether the word is part of a figure or a day, or tells of her own home (我带着个上小学的, 老人要照顾走不开)."""
    if any(q.start < term.end and term.start < q.end for q in scene.numbers("rest")):
        return True
    if term.id == "only_childcare" and grammar.says("conditions", "one_child", scene.text[term.start : term.end]):
        return True
    if any(q.start <= term.start and term.end <= q.end for q in scene.numbers("date")):
        return not _kept_free(scene, term)
    if term.id == "elderly_at_home" and grammar.pattern("conditions", "bound_at_home").match(scene.text, term.end):
        return True
    if term.id == "housing_included" and grammar.pattern("conditions", "no_housing").match(scene.text, term.end):
        return True
    return grammar.says("conditions", "own_child_before", scene.before(term.start, 6))


def _kept_free(scene: Scene, term: TermMatch) -> bool:
    """Whether a day of the week is one she keeps for herself (礼拜天上午要去做礼拜), where conditions are told."""
    told = scene.topic in (Topic.PREFERENCES, Topic.SCHEDULE, Topic.WORK_MODE, Topic.ANYTHING_ELSE)
    return told and term.id in _FREE_DAYS and _busy_herself(scene, term)


def _busy_herself(scene: Scene, term: TermMatch) -> bool:
    return grammar.pattern("conditions", "busy_herself").match(scene.text, term.end) is not None


def told_on(scene: Scene, position: int) -> str:
    """What the sentence goes on to say behind a position, up to the statement that names something else."""
    index, sentence = scene.index_at(position - 1), scene.clause_at(position - 1).sentence
    last = scene.clauses[index].end
    for clause in scene.clauses[index + 1 :]:
        if clause.sentence != sentence or any(clause.start <= start < clause.end for start in scene.stances):
            break
        last = clause.end
    return scene.text[position:last]


def _differs(scene: Scene, term: TermMatch) -> bool:
    """Whether it is what her family told her, and she thinks otherwise (闺女说有狗的别去，我自己倒不怕)."""
    _, last = scene.sentence_of(term.start)
    family = "family" in (scene.subject_at(term.start).owner, scene.subject_at(term.start).carried)
    return family and grammar.says("conditions", "i_differ", scene.text[term.end : last])


def _merely_named(scene: Scene, term: TermMatch) -> bool:
    """Whether an old person is only the one a task is done for (给老爷子理发), not whom she would take on."""
    if not term.hint or term.id not in ("elderly_men", "elderly_women") or scene.topic is Topic.PREFERENCES:
        return False
    stance = scene.stance(term.start, term.end)
    if stance.leads and grammar.says("skills", "acceptance", stance.word):
        return False
    return not grammar.says("conditions", "cares_before", scene.before(term.start, 8))


def _priced(scene: Scene, term: TermMatch) -> bool:
    """Whether the word only goes with a pay; 猫的话可以 and 要是有狗我不去 are no price."""
    first, last = scene.sentence_of(term.start)
    if scene.moods[scene.index_at(term.start)].hypothetical:
        priced = any(first <= q.start < last for q in scene.numbers("money"))
        if grammar.says("conditions", "supposed_before", scene.before(term.start, 12)):
            return priced
        judged = scene.stance(term.start, term.end).sign != 0
        return priced or not (scene.text.startswith("的话", term.end) or judged)
    return ability.priced(scene, term)


def _only_the_big(scene: Scene, term: TermMatch) -> bool:
    """Whether she refuses only the big ones of what she takes when small (小狗行，大狗不行)."""
    if not term.form.startswith("大") or scene.stance(term.start, term.end).sign >= 0:
        return False
    small = (t for t in scene.kinds("preferences") if t.id == "pets" or (t.id == term.id and t.form.startswith("小")))
    return any(scene.stance(t.start, t.end).sign > 0 for t in small)


def _framed(scene: Scene, term: TermMatch) -> bool | None:
    """A thing named by its absence: 没单间我不干 wants it, 没单间也行 does not, 不养狗就行 takes none."""
    before = scene.before(term.start, 8)
    begins = next((len(p) for p in ("有", "养", "包", "管") if term.form.startswith(p)), 0)
    rest = scene.text[term.end : term.end + 14]

    def follows(key: str) -> bool:
        return grammar.pattern("conditions", key).match(rest) is not None

    wanted = vocabulary().term("preferences", term.id).extra.get("true_means") == "wants"
    if wanted and grammar.says("conditions", "lacking", before):
        if follows("must_not_lack"):
            return True
        return False if follows("may_lack") else None
    only = grammar.says("conditions", "absent", before) and (begins or not term.form.startswith("没"))
    if not wanted and only and follows("then_fine"):
        return False
    if not wanted and follows("taken_if"):
        return True
    return None


def _her_own_habit(scene: Scene, term: TermMatch, stance: Stance) -> bool:
    """我不抽烟 tells of herself, not of the homes she takes."""
    return (
        term.id == "smokers"
        and grammar.pattern("conditions", "own_habit").match(term.form) is not None
        and stance.sign < 0
        and stance.quote_start < term.start
        and not (term.form.endswith("的") or scene.text.startswith("的", term.end))
    )


def _part_of_other(scene: Scene, term: TermMatch) -> bool:
    """Whether a longer term of another kind covers the word (照顾狗 is a skill, 三薪 no condition of the home)."""
    return any(
        t.start <= term.start and t.end >= term.end and t.end - t.start > term.end - term.start
        for t in scene.kinds("certificates", "languages", "issuers", "skills", "preferences")
        if t.kind not in ("skills", "preferences")
        or (t.kind == "preferences" and term.hint)
        or (t.id == "pet_care" and not t.hint)
        or (term.id == "newborn" and t.id not in grammar.words("skills", "care_of"))
    )


def _accepted(scene: Scene, term: TermMatch, stance: Stance) -> bool | None:
    asked = scene.topic is Topic.PREFERENCES
    meaning = str(vocabulary().term("preferences", term.id).extra.get("true_means", "accepts"))
    if meaning == "wants":
        return _wanted(scene, term, stance)
    if meaning == "has":
        return _has(scene, term, stance, asked=asked)
    if stance.sign == 0 and grammar.pattern("conditions", "says_so").fullmatch(term.form):
        return True
    if term.id in _FREE_DAYS and _busy_herself(scene, term):
        return False
    if stance.sign > 0 and (stance.done or stance.weak) and _no_more(scene, term):
        return False
    if stance.sign == 0 or stance.weak:
        done = stance.done or (stance.leads and grammar.says("conditions", "takes_on", stance.word))
        return True if asked and stance.weak and done else None
    if stance.sign < 0:
        return None if _says_nothing(stance) else False
    return _accepts(scene, term, stance, asked=asked)


def _says_nothing(stance: Stance) -> bool:
    """Whether a denial refuses nothing: never done, to be learned, or not there."""
    if grammar.pattern("conditions", "leaves_out").match(stance.word):
        return False
    never = stance.done or stance.learning or grammar.says("jobs", "never_done", stance.word)
    return never or _merely_absent(stance)


def _no_more(scene: Scene, term: TermMatch) -> bool:
    """Whether she says behind it that she will not do it again (别墅的活干过，太累，不想再干)."""
    of_posts = scene.topic in (Topic.JOB, Topic.HISTORY, Topic.EXPERIENCE)
    return not of_posts and grammar.says("conditions", "no_more", told_on(scene, term.end))


def _accepts(scene: Scene, term: TermMatch, stance: Stance, *, asked: bool) -> bool | None:
    if (
        (asked and not grammar.pattern("conditions", "handed_only").fullmatch(stance.word))
        or stance.conditional
        or grammar.says("skills", "acceptance", stance.word)
        or stance.word.startswith("没少")
    ):
        return True
    skilled = any(t.start < term.end and term.start < t.end for t in scene.kinds("skills", "cuisines"))
    wished = grammar.pattern("conditions", "wishes_for").match(stance.word) is not None
    return True if not skilled and (wished or grammar.says("conditions", "able", stance.word)) else None


def _merely_absent(stance: Stance) -> bool:
    return stance.word in ("没有", "没", "莫得", "冇", "没得")


def _wanted(scene: Scene, term: TermMatch, stance: Stance) -> bool | None:
    if grammar.pattern("conditions", "own_home_after").match(scene.text, term.end):
        return None
    before, after = (
        re.sub(grammar.source("conditions", "beside_wanted") + "+$", "", scene.before(term.start, 8)),
        scene.text[term.end : term.end + 6],
    )
    if grammar.pattern("conditions", "may_do_without").match(scene.text, term.end):
        return False
    if stance.sign < 0 and not _merely_absent(stance):
        needed = grammar.says("conditions", "insists", before) or not grammar.says(
            "conditions", "not_needed", stance.word
        )
        return None if needed else False
    if _merely_absent(stance):
        return None
    if re.search(grammar.source("conditions", "want_before") + grammar.source("conditions", "one_of_them"), before):
        return True
    if grammar.pattern("conditions", "wanted_behind").match(after):
        return True
    return True if scene.topic is Topic.PREFERENCES and stance.sign >= 0 else None


def _has(scene: Scene, term: TermMatch, stance: Stance, *, asked: bool) -> bool | None:
    if stance.sign < 0:
        return None if grammar.pattern("conditions", "leaves_out").match(stance.word) else False
    if grammar.pattern("conditions", "of_others_after").match(scene.text, term.end):
        return None
    if grammar.pattern("conditions", "had_form").match(term.form) or (stance.sign > 0 and not stance.weak):
        return True
    return True if asked or grammar.says("conditions", "has_before", scene.before(term.start, 3)) else None


def _quote(scene: Scene, term: TermMatch, stance: Stance) -> tuple[int, int]:
    """Thing and verdict; where a reason stands between them, the thing alone."""
    start, end = (stance.quote_start, stance.quote_end) if stance.sign else (term.start, term.end)
    if end - start > 24 or grammar.says("conditions", "health_words", scene.text[start:end]):
        return term.start, term.end
    return start, end
