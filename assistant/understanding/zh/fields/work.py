"""Which jobs she does or declines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from assistant.profile.model import Topic
from assistant.understanding.zh import grammar
from assistant.understanding.zh.draft import Draft
from assistant.understanding.zh.fields import kinship, papers
from assistant.understanding.zh.scene import Scene
from assistant.understanding.zh.stances import Stance
from assistant.vocabulary import TermMatch

# Under these questions a word such as 保洁 names a task or a paper, unless she says that she does it for work.
_OTHER_TOPICS: Final = frozenset(
    {
        Topic.SKILLS,
        Topic.CERTIFICATES,
        Topic.HEALTH,
        Topic.EDUCATION,
        Topic.LANGUAGES,
        Topic.SCENARIO,
        Topic.PREFERENCES,
    }
)

# Under these she may say by her trade who she is (叶秀芳，做饭的).
_OF_HERSELF: Final = frozenset({Topic.NAME, Topic.AGE, Topic.HOMETOWN, Topic.LOCATION})
# Under these a description of the work (带孩子) may stand for the job.
_WORK_TOPICS: Final = frozenset({None, Topic.JOB, Topic.EXPERIENCE, Topic.HISTORY})


def read(scene: Scene) -> Iterator[Draft]:
    """Job drafts: positive when she does or seeks the work, negative when she declines it."""
    named = [(term, scene.stance(term.start, term.end)) for term in job_terms(scene)]
    found = [(term, stance) for term, stance in named if stance.sign < 0 or not has_left(scene, term)]
    current = [
        term.id for term, stance in found if stance.sign >= 0 and not in_past(scene, term) and _present(scene, term)
    ]
    declined: set[str] = set()
    for term, stance in found:
        if term.id in declined and stance.sign == 0:
            continue  # 不做月嫂，月嫂太熬夜: why she declined it
        if stance.sign < 0:
            declined.add(term.id)
        if grammar.pattern("jobs", "either_or").search(scene.clause_at(term.start).text):
            yield _draft(term, stance)
        elif scene.topic in (Topic.JOB, Topic.CONFIRM) and grammar.says(
            "jobs", "denied_before", scene.before(term.start, 8)
        ):
            yield Draft("jobs", term.id, term.start, term.end, polarity="negative")
        elif stance.learning and _would_learn(scene, term):
            yield _draft(term, stance)
        elif stance.sign < 0 and not stance.partial:
            yield from _declined(scene, term, stance)
        elif not stance.partial and _wanted(scene, term, stance, current):
            yield _draft(term, stance)
    yield from _wearied(scene, [term for term, _ in named], {term.id for term, stance in found if stance.sign >= 0})
    yield from _like_them(scene)


def _wearied(scene: Scene, named: Sequence[TermMatch], wanted: set[str]) -> Iterator[Draft]:
    """The work she has had enough of, told beside another that she wants (月嫂做累了，改行做保洁)."""
    if scene.topic is not Topic.JOB or not wanted:
        return
    for term in named:
        said = grammar.pattern("jobs", "wearied").match(scene.text, term.end)
        if said and term.id not in wanted and has_left(scene, term):
            yield Draft("jobs", term.id, term.start, said.end(), polarity="negative")


def _like_them(scene: Scene) -> Iterator[Draft]:
    """She wants the work of somebody she tells of (侄女在做育儿嫂，我也想做)."""
    if scene.topic not in (None, Topic.JOB):
        return
    told: TermMatch | None = None
    for index, clause in enumerate(scene.clauses):
        mine = [t for t in scene.kinds("jobs") if clause.start <= t.start < clause.end]
        if scene.subjects[index].owner in ("peer", "family") and mine:
            told = None if mine[-1].hint else mine[-1]
        elif mine:
            told = None
        elif told is not None:
            said = grammar.pattern("jobs", "like_them").match(clause.text.strip())
            if said and not scene.silent(clause.start):
                yield Draft("jobs", told.id, clause.start, clause.end, confidence=0.75)
                return


def job_terms(scene: Scene) -> Iterator[TermMatch]:
    """Job words about the speaker's own work; hints only where jobs are what is spoken of."""
    for term in scene.kinds("jobs"):
        subject = scene.subject_at(term.start)
        turned_down = subject.spoken_by_self() and scene.stance(term.start, term.end).sign < 0
        quiet = scene.silent(term.start) and not _sought(scene, term)
        if quiet or not (subject.hers() or turned_down or _sent_to(scene, term)) or _supposed_skill(scene, term):
            continue
        if in_paper(scene, term) and not (_newly_learned(scene, term) or _would_learn(scene, term)):
            continue
        if term.hint and term.id == "cook" and grammar.says("jobs", "for_one_before", scene.before(term.start, 8)):
            continue
        if (term.hint and not _job_context(scene, term)) or _in_price(scene, term):
            continue
        if term.form in grammar.words("jobs", "leads") and any(t.start == term.end for t in scene.kinds("jobs")):
            continue  # 做住家 in 做住家护老 only leads to the name
        if no_trade_of_hers(scene, term):
            continue
        yield term


def _sent_to(scene: Scene, term: TermMatch) -> bool:
    """Whether others had her take up the work and she has nothing against it (我表姐让我来做保洁)."""
    if scene.topic not in (None, Topic.JOB):
        return False
    _, last = scene.sentence_of(term.start)
    sent = grammar.says("jobs", "sent_to_before", scene.before(term.start))
    return sent and not grammar.says("jobs", "but_she", scene.text[term.end : last])


def no_trade_of_hers(scene: Scene, term: TermMatch) -> bool:
    """Whether she is none by it (我不是专业月嫂), or only manages or works beside those who are (也管司机厨师)."""
    if grammar.says("jobs", "by_no_trade", scene.text[max(0, term.start - 8) : term.end]):
        return True
    if grammar.says("jobs", "not_to_write_before", scene.before(term.start, 8)):
        return True
    before = scene.before(term.start, 10)
    told = any(grammar.says("jobs", key, before) for key in ("managed_before", "employed_there"))
    return not term.hint and told


def _supposed_skill(scene: Scene, term: TermMatch) -> bool:
    """Whether it names a skill that somebody would be paid for (会催乳的话人家给一万多)."""
    if scene.topic is Topic.JOB or not scene.moods[scene.index_at(term.start)].hypothetical:
        return False
    return any(t.start < term.end and term.start < t.end for t in scene.kinds("skills"))


def _sought(scene: Scene, term: TermMatch) -> bool:
    """Whether she asks for such work (有没有照顾老人的活): it is asked, and it is what she seeks."""
    if scene.context.asking not in (None, Topic.JOB) or scene.moods[scene.index_at(term.start)].instruction:
        return False
    if scene.topic is Topic.JOB and grammar.pattern("jobs", "wanted_there").match(scene.text, term.end):
        return True
    before, after = scene.before(term.start, 8), scene.text[term.end : term.end + 8]
    asked = re.search(grammar.source("jobs", "sought_before") + "$", before) is not None
    return asked and grammar.pattern("jobs", "sought_after").match(after) is not None


def _in_price(scene: Scene, term: TermMatch) -> bool:
    """Whether the word is the unit of a price (四十五块一个钟点)."""
    return any(q.start < term.end and term.start < q.end for q in scene.numbers("money"))


def in_paper(scene: Scene, term: TermMatch) -> bool:
    """Whether the word belongs to a certificate, a firm or a course."""
    for other in scene.kinds("certificates", "issuers"):
        if other.start <= term.start and other.end >= term.end and other.end - other.start > term.end - term.start:
            return True
    titled = [t for t in scene.kinds("certificates") if t.start <= term.start and t.end >= term.end]
    if titled and papers.listed_as_held(scene, titled[0]):
        return True
    after = scene.text[term.end : term.end + 6]
    return re.match(grammar.source("jobs", "paper_after"), after) is not None or bool(
        re.search(grammar.source("jobs", "learning_before") + "$", scene.before(term.start))
    )


def _newly_learned(scene: Scene, term: TermMatch) -> bool:
    """Whether she was schooled for the work just now and names no other (今年才学的月嫂，一家没上过)."""
    if scene.context.asking not in (None, Topic.JOB, Topic.EXPERIENCE) or term.hint:
        return False
    others = [t for t in scene.kinds("jobs") if t.id != term.id and not t.hint]
    learned = re.search(grammar.source("jobs", "learning_before") + "$", scene.before(term.start)) is not None
    clause = scene.clause_at(term.start)
    after = scene.text[clause.start : clause.end + 8]
    return learned and not others and grammar.says("jobs", "newly_learned", after)


def in_past(scene: Scene, term: TermMatch) -> bool:
    """Whether the clause tells of former times, or of a trade she has since changed for another."""
    clause = scene.clause_at(term.start)
    lasting = any(clause.start <= q.start < clause.end for q in scene.numbers("duration"))
    if not lasting and any(t.start > term.end and _changed_to(scene, t) for t in scene.kinds("jobs")):
        return True
    before = scene.text[clause.start : term.start]
    return grammar.says("tense", "past", before) and not grammar.says("tense", "now", before)


def _changed_to(scene: Scene, term: TermMatch) -> bool:
    return re.search(grammar.source("jobs", "changed_to") + "$", scene.before(term.start, 6)) is not None


def has_left(scene: Scene, term: TermMatch) -> bool:
    """Whether she says, before naming another job, that she no longer does this one (做过护工，后来不干了)."""
    _, last = scene.sentence_of(term.start)
    following = (t.start for t in scene.kinds("jobs") if t.start >= term.end)
    reach = min(last, next(following, last))
    said = grammar.pattern("jobs", "left").match(scene.text, term.end, reach)
    if said is None:
        return False
    # Leaving a family is no leaving of the trade (上家做保姆，孩子大了不做了).
    told = scene.text[scene.clause_at(term.start).start : said.end()]
    return not grammar.says("experience", "post", told)


def _present(scene: Scene, term: TermMatch) -> bool:
    """Whether the clause, or one before it since the last work named, says that she does or wants the work now."""
    if _changed_to(scene, term):
        return True
    clause = scene.clause_at(term.start)
    text = clause.text
    first, _ = scene.sentence_of(term.start)
    named = max((t.end for t in scene.kinds("jobs") if t.end <= term.start), default=first)
    since = scene.text[max(first, named) : term.start]
    return grammar.says("tense", "now", text + since) or grammar.says("tense", "wish", text)


def _job_context(scene: Scene, term: TermMatch) -> bool:
    clause = scene.clause_at(term.start)
    if kinship.at_home(scene, term.start):
        return False
    if grammar.says("jobs", "seeking", clause.text) or _sought(scene, term):
        return True
    if scene.context.asking is Topic.CONFIRM and grammar.says("jobs", "is_before", scene.before(term.start, 4)):
        return True
    if scene.context.asking in _OF_HERSELF and _by_trade(scene, term):
        return True
    stance = scene.stance(term.start, term.end)
    skilled = any(t.start < term.end and term.start < t.end for t in scene.kinds("skills", "cuisines"))
    if scene.topic is Topic.JOB:
        only = grammar.says("jobs", "only_can", clause.text)
        return only or not (skilled and grammar.says("jobs", "ability", stance.word))
    lasting = any(clause.start <= q.start < clause.end for q in scene.numbers("duration"))
    if task_of_a_trade(scene, term):
        return False
    if lasting and scene.context.asking in _WORK_TOPICS:
        return True
    if skilled or scene.context.asking not in _WORK_TOPICS:
        return False
    praised = any(clause.start <= t.start < clause.end for t in scene.kinds("skill_levels"))
    return lasting or praised or (stance.sign != 0 and not stance.weak)


def _by_trade(scene: Scene, term: TermMatch) -> bool:
    """Whether she says by it what she is (叶秀芳，做饭的)."""
    behind = grammar.pattern("jobs", "trade_after").match(scene.text, term.end)
    return behind is not None and grammar.says("jobs", "trade_before", scene.before(term.start, 4))


def task_of_a_trade(scene: Scene, term: TermMatch) -> bool:
    """Whether a description is a task of the trade named before it (做钟点工五六年…擦玻璃做饭啥都干)."""
    clause = scene.clause_at(term.start)
    skilled = any(t.start < term.end and term.start < t.end for t in scene.kinds("skills"))
    named = any(clause.start <= t.start < term.start and not t.hint for t in scene.kinds("jobs"))
    return term.hint and skilled and named and scene.topic is not Topic.JOB


def _wanted(scene: Scene, term: TermMatch, stance: Stance, current: list[str]) -> bool:
    said = scene.text[stance.quote_start : stance.quote_end]
    if grammar.says("jobs", "only_thought_of", scene.after(term.end)):
        return False
    if term.form in grammar.words("jobs", "general") and scene.context.asking in (Topic.EXPERIENCE, Topic.HISTORY):
        return False
    if stance.learning or (stance.conditional and grammar.pattern("jobs", "not_unwilling").match(said)):
        return False
    skilled = any(t.start < term.end and term.start < t.end for t in scene.kinds("skills"))
    if stance.sign < 0:
        return False
    if skilled and scene.topic is not Topic.JOB and grammar.says("jobs", "can_do", stance.word):
        return False
    later = any(t.start > term.end and t.id != term.id for t in scene.kinds("jobs"))
    if later and grammar.says("jobs", "thwarted_before", scene.before(term.start)):
        return False
    if in_past(scene, term) and not _also_did(scene, term):
        others = [job for job in current if job != term.id]
        return not others and scene.context.asking in (None, Topic.JOB)
    if scene.context.asking in _OTHER_TOPICS:
        before = scene.text[scene.clause_at(term.start).start : term.start]
        if term.form in grammar.words("jobs", "general"):
            return False
        return not term.hint and re.search(grammar.source("jobs", "working") + "$", before) is not None
    return True


def _tasks_of(scene: Scene, term: TermMatch) -> bool:
    """Whether the trade only tells whose tasks she names behind it (月嫂那些拍嗝抚触我都不懂)."""
    end = scene.clause_at(term.start).end
    return any(term.end <= t.start < end for t in scene.kinds("skills"))


def _would_learn(scene: Scene, term: TermMatch) -> bool:
    """没干过，想学带孩子: asked for her trade she names one she has yet to learn."""
    return scene.topic is Topic.JOB and grammar.says("jobs", "would_learn", scene.before(term.start))


def _also_did(scene: Scene, term: TermMatch) -> bool:
    """之前还做过一年保洁: former work told beside the present with its length counts as work she does."""
    clause = scene.clause_at(term.start)
    lasting = any(clause.start <= q.start < clause.end for q in scene.numbers("duration"))
    return lasting and grammar.says("jobs", "also_did", clause.text)


def _draft(term: TermMatch, stance: Stance) -> Draft:
    return Draft(
        "jobs",
        term.id,
        term.start,
        term.end,
        confidence=0.9 if not term.hint else 0.75,
        flags=("conditional",) if stance.conditional else (),
    )


def _declined(scene: Scene, term: TermMatch, stance: Stance) -> Iterator[Draft]:
    """An unwillingness to do the work; never having done it, or not knowing how yet, is no refusal."""
    if in_past(scene, term) and grammar.says("jobs", "had_enough", stance.word):
        return
    if stance.done or stance.learning or grammar.says("jobs", "never_done", stance.word):
        return
    if grammar.says("jobs", "modest", scene.text[term.end : stance.quote_end + 3]):
        return
    if grammar.says("jobs", "of_a_paper", scene.text[term.start : stance.quote_end + 1]):
        return
    if scene.context.asking in _OTHER_TOPICS and _tasks_of(scene, term):
        return
    told = any(t.start < term.end and term.start < t.end for t in scene.kinds("preferences"))
    named = any(t.id != term.id and not t.hint and scene.stance(t.start, t.end).sign >= 0 for t in scene.kinds("jobs"))
    if term.form in grammar.words("jobs", "housework") and named:
        return
    if scene.topic is Topic.PREFERENCES and (told or term.form in grammar.words("jobs", "housework")):
        return
    skilled = any(t.start < term.end and term.start < t.end for t in scene.kinds("skills"))
    if skilled and scene.topic is not Topic.JOB and (term.hint or scene.context.asking in _OTHER_TOPICS):
        return
    yield Draft("jobs", term.id, stance.quote_start, stance.quote_end, polarity="negative")
