"""Papers told without the word for one: by the skill or trade alone where papers are what is spoken of."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.profile.model import Topic
from assistant.understanding.zh import grammar
from assistant.understanding.zh.scene import Scene
from assistant.vocabulary import TermMatch, vocabulary


def kinds(scene: Scene) -> Iterator[TermMatch]:
    """Papers named by a skill or a trade: where papers are asked (小儿推拿的，二一年发的), or announced just before."""
    papers = [(t.start, t.end) for t in scene.kinds("certificates")]
    terms = (t for t in scene.kinds("skills", "jobs") if not _of_work(scene, t))
    named = [(t.start, t.end) for t in terms if _asked_for_papers(scene, t.start)]
    named += list(_bare_words(scene)) if scene.topic is Topic.CERTIFICATES else list(_listed_behind(scene))
    for start, end in named:
        if any(s < end and start < e for s, e in papers):
            continue
        papers.append((start, end))
        form = scene.text[start:end]
        found = vocabulary().find(form + "证", "zh", {"certificates"})
        if found and found[0].end - found[0].start == len(form) + 1:
            yield TermMatch(start, end, "certificates", found[0].id, form)


def _bare_words(scene: Scene) -> Iterator[tuple[int, int]]:
    """Words that alone tell of no trade, but asked for papers tell of which (三级的，养老)."""
    for clause in scene.clauses:
        lead = len(clause.text) - len(clause.text.lstrip())
        word = grammar.pattern("papers", "bare_word").fullmatch(clause.text.strip())
        if word:
            yield clause.start + lead + word.start("word"), clause.start + lead + word.end("word")
            continue
        for word in grammar.pattern("papers", "bare_in_list").finditer(clause.text):
            yield clause.start + word.start("word"), clause.start + word.end("word")


def _listed_behind(scene: Scene) -> Iterator[tuple[int, int]]:
    """The trades told behind the word for papers (证有母婴的、有急救的)."""
    lead = grammar.pattern("papers", "listed_behind").search(scene.text)
    if lead is not None and not scene.silent(lead.start()):
        end = scene.sentence_of(lead.start())[1]
        for word in grammar.pattern("papers", "listed_word").finditer(scene.text, lead.end(), end):
            yield word.span("word")


def _asked_for_papers(scene: Scene, position: int) -> bool:
    """Whether papers are asked for, or the statement before says how many she has (证有四个，月嫂育婴催乳)."""
    return scene.topic is Topic.CERTIFICATES or announced(scene, position)


def announced(scene: Scene, position: int) -> bool:
    """Whether the statement before, or the words before in this one, open a list of papers."""
    index = scene.index_at(position)
    before = scene.clauses[index - 1].text.strip() if index else ""
    opened = grammar.pattern("papers", "listed_behind").search(scene.text)
    return grammar.says("papers", "counted", before) or (opened is not None and opened.end() <= position)


def _of_work(scene: Scene, term: TermMatch) -> bool:
    """Whether the word tells of work done or not done, and of no paper (我现在不做月嫂了)."""
    said = scene.before(term.start, 3) + term.form
    return term.kind == "jobs" and grammar.pattern("papers", "of_work").search(said) is not None
