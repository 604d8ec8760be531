"""The English reader: one turn to facts with exact quotes, acts, and fields touched but left unclear."""

from __future__ import annotations

from dataclasses import replace

from assistant.profile.model import Topic
from assistant.understanding.common.drafts import Draft, mark_corrections, to_facts
from assistant.understanding.en import repairs
from assistant.understanding.en.abilities import read_abilities
from assistant.understanding.en.acts import read_acts
from assistant.understanding.en.certificates import read_certificates
from assistant.understanding.en.conditions import add_conditions, read_conditions
from assistant.understanding.en.health import read_health
from assistant.understanding.en.history import read_history
from assistant.understanding.en.languages import read_languages
from assistant.understanding.en.leftovers import read_leftovers
from assistant.understanding.en.patterns import pattern
from assistant.understanding.en.pay import read_pay
from assistant.understanding.en.person import read_person
from assistant.understanding.en.scene import Scene, lay_out
from assistant.understanding.en.strengths import read_strengths
from assistant.understanding.en.terms import read_terms
from assistant.understanding.en.whereabouts import read_whereabouts
from assistant.understanding.en.work import read_work
from assistant.understanding.reading import Act, ActSpan, Context, Reading

# Who has a thing in part has it.
_HAD = ("skills", "certificates")
_GRADED = ("skills", "languages", "certificates")
_RULES = (
    read_person,
    read_whereabouts,
    read_history,
    read_work,
    read_certificates,
    read_abilities,
    read_languages,
    read_health,
    read_terms,
    read_conditions,
    read_pay,
    read_strengths,
)


def read_en(text: str, context: Context, turn_id: str | None = None) -> Reading:
    """Read one English turn, with Chinese words mixed in or not.

    Facts are in order of position and `text[start:end]` of each is its quote. Nothing is inferred beyond the words;
    what is unclear is named in `vague` instead. Time and memory are linear in the length of `text`.
    """
    scene = lay_out(text, context)
    mended = repairs.find_repairs(scene)
    repairs.borrow_kinds(scene, mended)
    repairs.complete_parts(scene)
    reopens = repairs.reopens(scene)
    named = repairs.topic_named(scene) if mended or reopens or repairs.names_topic(scene) else None
    reopened = reopens or (named is not None and named is not context.asking)
    back = named or context.previous
    if reopened and back is not None:
        scene.context = replace(context, asking=back)
        _apply(scene)
    if not scene.drafts:
        scene.context = context
        _apply(scene)
    acts = read_acts(scene)
    drafts = _outside(_settled(scene, mended), [a for a in acts if a.act is Act.EMBELLISH])
    written_for = pattern("writes_for").search(scene.text)
    if written_for:
        _, until = scene.read.span(written_for.start(), written_for.end())
        drafts = [d for d in drafts if d.field != "name" or d.start > until]
    if reopened:
        drafts = [d if d.status != "claimed" else d.flagged("correction") for d in drafts]
    if any(a.act in (Act.STOP, Act.WAIT) for a in acts) and context.asking is not Topic.SKILLS:
        drafts = [d for d in drafts if d.field != "skills"]
    if any(a.act is Act.REPEAT for a in acts) and context.asking is not Topic.LANGUAGES:
        drafts = [d for d in drafts if d.field != "languages"]
    facts = to_facts(text, _without_lesser(drafts), turn_id)
    said = {fact.field for fact in facts}
    return Reading(facts, acts, tuple(dict.fromkeys(name for name in scene.vague if name not in said)))


def _outside(drafts: list[Draft], spans: list[ActSpan]) -> list[Draft]:
    """Drafts that do not lie in one of the spans: what she asks us to write is not what she says of herself."""
    return [d for d in drafts if not any(s.start <= d.start and d.end <= s.end for s in spans)]


def _without_lesser(drafts: list[Draft]) -> list[Draft]:
    """Drafts without those that say less of a thing than another one does ("soup, I make good soup").

    A skill she has in part ("I wash silk; sewing no") is one she has.
    """
    told: dict[tuple[str, str, str], list[dict[str, object]]] = {}
    for draft in drafts:
        if isinstance(draft.value, dict) and draft.status == "claimed" and draft.field in _GRADED:
            told.setdefault((*draft.key(), draft.polarity), []).append(draft.value)

    def lesser(draft: Draft) -> bool:
        rivals = told.get((*draft.key(), draft.polarity), ())
        return any(draft.value != rival and draft.value.items() <= rival.items() for rival in rivals)

    kept = [d for d in drafts if d.field not in _GRADED or d.status != "claimed" or not lesser(d)]
    had = {d.key() for d in kept if d.field in _HAD and d.polarity == "positive" and d.status == "claimed"}
    return [d for d in kept if d.polarity == "positive" or d.field not in _HAD or d.key() not in had]


def _apply(scene: Scene) -> None:
    add_conditions(scene)
    for rule in _RULES:
        rule(scene)
    read_leftovers(scene)


def _settled(scene: Scene, mended: list[tuple[int, int]]) -> list[Draft]:
    """Drafts with what was corrected marked so; what she only repeats to deny it is history too."""
    denied = repairs.raw_spans(scene, repairs.old_versions(scene))
    drafts = [
        replace(draft, status="corrected") if repairs.is_inside(denied, draft.start, draft.end) else draft
        for draft in scene.drafts
    ]
    drafts = repairs.taken_back(mark_corrections(drafts, repairs.raw_spans(scene, mended)))
    if scene.asking is Topic.SCENARIO:
        return [d for d in drafts if d.field in ("phone", "name")]
    return drafts
