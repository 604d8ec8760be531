"""How far the interview is, topic by topic."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.interview.agenda import Item
from assistant.interview.asking import is_open, open_scenarios
from assistant.interview.desk import Desk
from assistant.interview.state import Phase, Progress, TopicProgress, TopicState
from assistant.profile.model import Topic


def progress(desk: Desk) -> Progress:
    """The topics of her agenda in the order they are asked, and the share of them that is settled."""
    topics: dict[Topic, list[Item]] = {}
    for item in desk.items:
        topics.setdefault(item.topic, []).append(item)
    states = {topic: _item_state(desk, topic, items) for topic, items in topics.items()}
    if open_scenarios(desk) or desk.state.scenarios:
        states[Topic.SCENARIO] = _scenario_state(desk)
    states[Topic.CONFIRM] = "done" if desk.state.phase is Phase.DONE else "open"
    labels = desk.phrases.questions.topics
    rows = tuple(TopicProgress(topic=topic, label=labels[topic], state=state) for topic, state in states.items())
    answered = sum(_settled(desk, row, topics.get(row.topic, ())) for row in rows)
    percent = 100 if desk.state.phase is Phase.DONE else min(99, answered * 100 // max(1, len(rows)))
    desk.state.best_percent = max(desk.state.best_percent, percent)
    return Progress(answered=answered, total=len(rows), percent=desk.state.best_percent, topics=rows)


def _item_state(desk: Desk, topic: Topic, items: Sequence[Item]) -> TopicState:
    if topic in desk.state.refused:
        return "refused"
    wanted = [item for item in items if item.wanted(desk.profile) or item.id in desk.state.asked]
    answered = [item.told(desk.profile) or item.id in desk.state.closed for item in wanted]
    if wanted and all(answered):
        return "done"
    touched = any(answered) or any(item.id in desk.state.asked or item.id in desk.state.skipped for item in items)
    known = touched or any(item.satisfied(desk.profile) for item in items)
    return "asked" if known else "open"


def _scenario_state(desk: Desk) -> TopicState:
    if Topic.SCENARIO in desk.state.refused:
        return "refused"
    if open_scenarios(desk):
        return "asked" if desk.state.scenarios else "open"
    return "done"


def _settled(desk: Desk, row: TopicProgress, items: Sequence[Item]) -> bool:
    if row.state in ("done", "refused"):
        return True
    if row.state == "open" or row.topic is Topic.SCENARIO:
        return False
    return not any(is_open(desk, item) for item in items)
