"""Whose money a figure is: her wish, what others paid or pay, a fee."""

from __future__ import annotations

from typing import Final

from assistant.profile.model import Topic
from assistant.understanding.quantity import Quantity
from assistant.understanding.zh import grammar
from assistant.understanding.zh.fields.pay_units import UNITS, unit_of
from assistant.understanding.zh.scene import Scene

SMALLEST_HOURLY: Final = 15
# No sum below it is a month's pay.
_A_WAGE: Final = 1000


def is_wish(scene: Scene, quantity: Quantity) -> bool:
    """Whether a figure is what she wants to be paid."""
    index = scene.index_at(quantity.start)
    clause, mood = scene.clauses[index], scene.moods[index]
    offered = grammar.says("pay", "is_there_before", scene.before(quantity.start, 5))
    offered = offered or grammar.says("pay", "will_it_do_before", scene.before(quantity.start))
    offered = offered or grammar.pattern("pay", "will_it_do").match(scene.text, quantity.end) is not None
    upwards = quantity.has("floor") or quantity.min is None
    # 少了四千八不来 turns down what is less.
    upwards = upwards or grammar.says("pay", "less_than", scene.before(quantity.start, 3))
    if grammar.pattern("pay", "turned_down").match(scene.text, quantity.end) and not upwards:
        return False
    if (mood.question and not offered) or mood.instruction or _is_no_pay(scene, quantity):
        return False
    if not _spoken_by_her(scene, quantity) or _was_paid(scene, quantity) or _once_paid(scene, quantity):
        return False
    if _at_other_times(scene, quantity):
        return False
    if scene.topic is Topic.SALARY or grammar.says("pay", "wish", clause.text) or amended(scene, quantity):
        return True
    return quantity.unit in UNITS or unit_of(scene, quantity) in UNITS


def amended(scene: Scene, quantity: Quantity) -> bool:
    """工资不是四十，是四十五: a figure set right with its name needs no unit."""
    first, last = scene.sentence_of(quantity.start)
    named = grammar.says("corrections", "about_salary", scene.text[first:last])
    set_right = grammar.says("corrections", "not_but", scene.text)
    return named and set_right and (quantity.max or quantity.min or 0) >= SMALLEST_HOURLY


def _spoken_by_her(scene: Scene, quantity: Quantity) -> bool:
    index = scene.index_at(quantity.start)
    subject, clause = scene.subjects[index], scene.clauses[index]
    if subject.owner in ("peer", "family") or subject.carried == "peer":
        return False
    bare = clause.text.strip() == scene.text[quantity.start : quantity.end].strip()
    wished = grammar.says("pay", "wish", clause.text) or scene.topic is Topic.SALARY or bare
    return subject.carried != "family" or wished


def _was_paid(scene: Scene, quantity: Quantity) -> bool:
    """Whether others paid or pay it: no wish, unless she asks for as much again (跟上家一样六千五)."""
    index = scene.index_at(quantity.start)
    clause = scene.clauses[index]
    counted = grammar.pattern("pay", "counted_first").match(scene.text, quantity.start)
    told = scene.text[clause.start : counted.end() if counted else quantity.start]
    in_hand = grammar.says("pay", "in_hand_before", scene.before(quantity.start, 4))
    given = scene.subjects[index].owner == "employer" and not in_hand
    of_post = scene.context.asking is Topic.HISTORY and not grammar.says("pay", "wish", clause.text)
    short_of = grammar.says("pay", "more_than_now", scene.text) and grammar.says("pay", "present_before", told)
    if short_of:
        return True
    paid = given or of_post or grammar.says("pay", "past", told) or _earlier_past(scene, index)
    if not paid or grammar.says("pay", "as_before", scene.text):
        return False
    return not grammar.says("pay", "now_wanted", scene.text[clause.start : quantity.start])


def _once_paid(scene: Scene, quantity: Quantity) -> bool:
    """百八十块一次的我也接过，现在没一百五不出门: what she once took, where a later figure is what she takes now."""
    clause = scene.clause_at(quantity.start)
    took = grammar.says("pay", "once_took", clause.text)
    return took and any(q.start >= clause.end for q in scene.numbers("money", "number"))


def _at_other_times(scene: Scene, quantity: Quantity) -> bool:
    """四十一个小时，节假日五十: what she takes at other times than usual, behind what she usually takes."""
    set_apart = grammar.says("pay", "other_times", scene.before(quantity.start, 8))
    return set_apart and any(q.end < quantity.start for q in scene.numbers("money"))


def _is_no_pay(scene: Scene, quantity: Quantity) -> bool:
    """Whether the clause speaks of fees or debts; what she pays out of her wage comes behind it (六千五还得交房租)."""
    clause = scene.clause_at(quantity.start)
    match = grammar.pattern("pay", "not_pay").search(clause.text)
    if match is None or grammar.says("pay", "in_hand_before", scene.before(quantity.start, 4)):
        return False
    behind = clause.start + match.start() >= quantity.end
    of_wage = behind and grammar.pattern("pay", "out_of_wage_after").match(scene.text, quantity.end) is not None
    return not (of_wage and scene.topic is Topic.SALARY)


def _asked_since(scene: Scene, index: int) -> bool:
    """Whether another sum is told after words that say that times have changed (以前…一万四；今年…六千五就好)."""
    end = scene.clauses[index].end
    later = next((q for q in scene.numbers("money", "number") if q.start >= end and (q.min or 0) >= _A_WAGE), None)
    return later is not None and grammar.says("pay", "since_then", scene.text[end : later.start])


def _earlier_past(scene: Scene, index: int) -> bool:
    """Whether the clause before told of a former post and this one only carries its figure.

    Under no question a further sum must follow, or words that look on.
    """
    if index == 0 or scene.clauses[index - 1].sentence != scene.clauses[index].sentence:
        return False
    if scene.moods[index].hypothetical or grammar.says("pay", "wish", scene.clauses[index].text):
        return False
    earlier = scene.clauses[index - 1].text
    if scene.subjects[index].carried == "employer":
        return grammar.says("pay", "past", earlier)
    if grammar.says("pay", "worked_before", earlier) and _asked_since(scene, index):
        return True
    further = index + 1 < len(scene.clauses) and grammar.says("pay", "looks_on", scene.clauses[index + 1].text)
    return further and scene.topic is not Topic.SALARY and grammar.says("pay", "worked_before", earlier)
