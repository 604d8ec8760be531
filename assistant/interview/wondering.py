"""What of her words is a question to us: also one nobody marked as such, and not one that is her wish or an echo."""

from __future__ import annotations

import re

from assistant.interview.desk import Desk
from assistant.interview.wording import Answer
from assistant.profile.model import Fact
from assistant.understanding.reader import read
from assistant.understanding.reading import Act, ActSpan

_MARKS = "?？"
_CLAUSE_END = re.compile(r"[，。！？；、,.!?;\n]")
# "晚上？晚上我跟娃睡" repeats so few letters of our question before it goes on.
_ECHO_LETTERS = 4


def asks(desk: Desk) -> bool:
    """Whether she asks us something that wants an answer."""
    marked = [span for span in desk.reading.acts if span.act is Act.QUESTION]
    if marked:
        return any(not _echo(desk, span) and not _wish_met(desk, span) for span in marked)
    return _asks_unmarked(desk)


def worry(desk: Desk) -> Answer | None:
    """What troubles her although she does not ask: whether this is a swindle, whether her words are sold."""
    said = desk.text.lower()
    worries = (answer for answer in desk.phrases.answers.answers if answer.worry)
    return next((answer for answer in worries if any(cue.lower() in said for cue in answer.cues)), None)


def wonders(desk: Desk) -> bool:
    """Whether she asks something of any kind, or says what worries her."""
    return desk.does(Act.ASK_IDENTITY, Act.ASK_WHY) or asks(desk) or worry(desk) is not None


def only_wonders(desk: Desk) -> bool:
    """Whether she puts a question of her own instead of an answer."""
    return wonders(desk) and not desk.new_facts()


def questioning(desk: Desk, text: str) -> bool:
    """Whether words ask something, by a mark or by a word that asks."""
    if any(mark in text for mark in _MARKS):
        return True
    for other in desk.phrases.moves.not_asking:
        text = text.replace(other, "")
    return any(_stands(word, text) for word in desk.phrases.moves.question_words)


def in_question(desk: Desk, span: ActSpan) -> bool:
    """Whether the clause around an act is a question: the 同意 of "同意了会怎么样？" agrees to nothing."""
    start = max((match.end() for match in _CLAUSE_END.finditer(desk.text, 0, span.start)), default=0)
    end = _CLAUSE_END.search(desk.text, span.end)
    return questioning(desk, desk.text[start : end.end() if end else len(desk.text)])


def take_wishes(desk: Desk) -> None:
    """Take what she puts as a question although it answers ours: "白班行吗？" wishes for the day shift.

    Only the asking words are left out, so every quote stays hers.
    """
    question = desk.state.open
    if question is None or not desk.does(Act.QUESTION):
        return
    wanted = set(question.fields) & set(desk.book.agenda.common.wishes)
    plain = _without_asking(desk)
    if not wanted or plain == desk.text or desk.speaks_to(wanted):
        return
    for fact in read(plain, desk.state.context(desk.today), desk.turn_id).facts:
        if fact.field in wanted and _quotes(desk.text, fact) and fact.status == "claimed":
            desk.take_fact(fact)


def _without_asking(desk: Desk) -> str:
    text = desk.text
    for word in desk.phrases.moves.wish_words:
        found = re.search(re.escape(word) + rf"[{_MARKS}\s]*", text, re.IGNORECASE)
        if found:
            return text[: found.start()] + ",".ljust(len(found.group())) + text[found.end() :]
    return text


def _quotes(text: str, fact: Fact) -> bool:
    return bool(fact.quote) and text[fact.start : fact.end] == fact.quote


def _echo(desk: Desk, span: ActSpan) -> bool:
    said = desk.text[span.start : span.end]
    rest = desk.text[span.end :]
    return (
        _letters(said) <= _ECHO_LETTERS
        and _letters(rest) > _ECHO_LETTERS
        and not any(_stands(word, said) for word in desk.phrases.moves.question_words)
    )


def _wish_met(desk: Desk, span: ActSpan) -> bool:
    """Whether the question only asks for what she has been understood to want, which needs no answer."""
    said = desk.text[span.start : span.end].lower()
    wanted = desk.book.agenda.common.wishes
    return any(word in said for word in desk.phrases.moves.wish_words) and desk.speaks_to(wanted)


def _asks_unmarked(desk: Desk) -> bool:
    """Words nothing was read in, that ask by their own form: "月嫂能挣多少"."""
    reading = desk.reading
    return not (reading.facts or reading.acts or reading.vague or desk.extra_facts) and questioning(desk, desk.text)


def _letters(text: str) -> int:
    return sum(character.isalnum() for character in text)


def _stands(word: str, text: str) -> bool:
    if word.isascii():
        return re.search(rf"\b{re.escape(word)}\b", text, re.IGNORECASE) is not None
    return word in text
