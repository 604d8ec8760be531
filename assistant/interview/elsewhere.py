"""An answer that is none to the question on the table: perhaps it is one to another. She is asked, never guessed at."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.interview.agenda import Item
from assistant.interview.asking import is_open
from assistant.interview.desk import Desk
from assistant.interview.state import OpenQuestion, Phase
from assistant.interview.suggesting import may_suggest, suggest
from assistant.profile.model import Fact, Topic
from assistant.understanding.quantity.scan import scan
from assistant.understanding.reader import read_by_rules
from assistant.understanding.reading import Context
from assistant.vocabulary import places, vocabulary

_ZODIAC_YEARS = 12
_ZODIAC_START = 4
_YEARS_ASKED = "years_of_sign"


def ask_elsewhere(desk: Desk) -> bool:
    """Ask whether her words answer another open question of the agenda, if read under that question they would.

    Each question is proposed once. Nothing is taken before she says yes; then her words count as they were said.
    """
    if not may_suggest(desk.state) or len(desk.text) > desk.book.agenda.common.elsewhere_characters:
        return False
    for item in _others(desk):
        context = Context(today=desk.today, asking=item.topic, language=desk.state.language)
        facts = [
            fact
            for fact in read_by_rules(desk.text, context).facts
            if fact.field in item.fields and fact.value is not None and fact.status == "claimed"
        ]
        if item.topic is Topic.HOMETOWN and _no_home(desk, facts):
            continue
        if _share(desk.text, facts) < desk.book.agenda.common.elsewhere_share:
            continue
        desk.state.followed = (*desk.state.followed, _mark(item))
        question = OpenQuestion(kind="item", id=item.id, topic=item.topic, fields=item.fields)
        suggest(desk, desk.text.strip(), answers=question)
        return True
    return False


def _no_home(desk: Desk, facts: Sequence[Fact]) -> bool:
    """Whether a place is rather where she lives or works: a district, or a city alone while nothing else is known."""
    unknown = any(item.topic is Topic.LOCATION for item in _others(desk))
    values = [fact.value for fact in facts if isinstance(fact.value, dict)]
    return any(
        value.get("district") or (unknown and str(value.get("province")) not in desk.text) or _only_district(desk)
        for value in values
    )


def _only_district(desk: Desk) -> bool:
    """Whether her words name nothing larger than a district."""
    found = places().find(desk.text)
    return bool(found) and all(match.level == "district" for match in found)


def _share(text: str, facts: Sequence[Fact]) -> float:
    """How much of what she said, 0 to 1, these facts quote."""
    quoted = {at for fact in facts for at in range(fact.start or 0, fact.end or 0)}
    letters = [at for at, character in enumerate(text) if character.isalnum()]
    return sum(at in quoted for at in letters) / len(letters) if letters else 0.0


def _others(desk: Desk) -> list[Item]:
    wanted = desk.book.agenda.common.elsewhere
    asked = desk.state.asking
    found = [item for item in desk.items if item.topic in wanted and item.topic is not asked and is_open(desk, item)]
    left = [item for item in found if _mark(item) not in desk.state.followed]
    return sorted(left, key=lambda item: wanted.index(item.topic))


def _mark(item: Item) -> str:
    return f"elsewhere:{item.id}"


def ask_years_of_sign(desk: Desk) -> bool:
    """A sign of the zodiac instead of an age: ask which of the years that fit it is hers, once, without naming it.

    The sign itself never becomes a fact.
    """
    item = next((each for each in desk.items if each.topic is Topic.AGE and is_open(desk, each)), None)
    if item is None or desk.state.phase is not Phase.ASKING or _YEARS_ASKED in desk.state.followed:
        return False
    years = _years(desk)
    if not years:
        return False
    desk.state.followed = (*desk.state.followed, _YEARS_ASKED)
    desk.state.asked[item.id] = desk.state.asked.get(item.id, 0) + 1
    desk.put(OpenQuestion(kind="item", id=item.id, topic=item.topic, fields=item.fields))
    said = [desk.phrase("year_of_birth", year=str(year)) for year in years]
    desk.say("years_ask", years=desk.phrases.questions.or_.join(said))
    desk.chips = tuple(said)
    return True


def _years(desk: Desk) -> list[int]:
    """The years of the one sign she named in which people who work may be born, the likeliest ages first."""
    said = [found.min for found in scan(desk.text, desk.today) if found.kind == "zodiac"]
    signs = {int(sign) for sign in said if sign is not None}
    if not signs:
        found_terms = vocabulary().find(desk.text, desk.state.language, ["zodiac"])
        signs = {int(vocabulary().term("zodiac", found.id).extra["index"]) for found in found_terms}
    if len(signs) != 1:
        return []
    common = desk.book.agenda.common
    youngest, oldest = common.working_ages
    sign = signs.pop()
    years = [
        year
        for year in range(desk.today.year - oldest, desk.today.year - youngest + 1)
        if (year - _ZODIAC_START) % _ZODIAC_YEARS == sign
    ]
    return sorted(years, key=lambda year: abs(desk.today.year - year - common.usual_age))
