"""One turn of the interview. Pure: no database, no clock, no randomness; the same inputs give the same turn.

The caller reads the words (`assistant.understanding.reader.read` with `state.context(today)`), folds the facts so far
including this turn's, and passes both in. It stores the new state, `turn.facts` and (only if `turn.keep`) her words,
and acts on the events.
"""

from __future__ import annotations

from datetime import date

from assistant.interview.acknowledging import acknowledge
from assistant.interview.answering import Outcome, judge, note_denials, note_refusals
from assistant.interview.asking import ask_about_answers, ask_again, ask_next, repeat_open, still_wanted, voiced_numbers
from assistant.interview.book import Book, shipped_book
from assistant.interview.checking import settle_conflict, settle_numbers
from assistant.interview.closing import after_done, begin_read_back, close_early, read_back
from assistant.interview.consenting import agrees_in_words, ask_consent, decline, opening, take_consent
from assistant.interview.desk import Desk
from assistant.interview.detours import asides, interrupted, resume
from assistant.interview.elsewhere import ask_elsewhere, ask_years_of_sign
from assistant.interview.fixing import begin_fix, settle_fix
from assistant.interview.progress import progress
from assistant.interview.questions import Answerer, ProductAnswerer
from assistant.interview.renaming import asked_to_rename, offer_renaming, rename
from assistant.interview.returning import answer_reviewer, begin_return, go_on_returned, leave_unanswered
from assistant.interview.state import (
    Channel,
    InterviewState,
    Phase,
    Progress,
    Reply,
    ReviewerQuestion,
    StartOptions,
    Turn,
)
from assistant.interview.suggesting import deny, may_suggest, suggest
from assistant.interview.unheard import not_heard
from assistant.interview.wondering import take_wishes, wonders
from assistant.profile.fold import Folded
from assistant.profile.model import WorkerProfile
from assistant.speech.model import Trouble
from assistant.understanding.reading import Act, Reading

_REFUSED_MUCH = "refused_much"
_NOTHING = Folded(profile=WorkerProfile())


def start(options: StartOptions, *, book: Book | None = None) -> tuple[InterviewState, Reply]:
    """Open an interview: its first state and the greeting, which asks for consent."""
    state = InterviewState(language=options.language, channel=options.channel, job=options.job, seed=options.seed)
    desk = _desk(state, "", Reading(), _NOTHING, options.today or date.min, None, book, None)
    opening(desk)
    return desk.state, desk.reply()


def step(
    state: InterviewState,
    text: str,
    *,
    reading: Reading,
    folded: Folded,
    today: date,
    turn_id: str | None = None,
    channel: Channel | None = None,
    book: Book | None = None,
    answerer: Answerer | None = None,
) -> Turn:
    """Take one turn.

    Args:
        state: the conversation so far; it is not changed.
        text: her words, exactly as `reading` was made from them.
        reading: the facts and acts of this turn.
        folded: the fold of all facts, this turn's included.
        today: the day of the turn.
        turn_id: goes into the facts the interview adds.
        channel: how this turn came in, when it is not as before; an interview may change between text and voice.
        book: the data; the shipped one if absent.
        answerer: whoever answers her questions; what the product knows of itself if absent.
    """
    desk = _desk(state, text, reading, folded, today, turn_id, book, answerer)
    desk.state.turns += 1
    desk.state.channel = channel or desk.state.channel
    desk.state.unheard = 0
    if not interrupted(desk) and not asked_to_rename(desk):
        _converse(desk)
    offer_renaming(desk)
    return desk.turn(keep=desk.state.consented, progress=progress(desk))


def finish(state: InterviewState, folded: Folded, *, today: date, book: Book | None = None) -> Turn:
    """End the interview where it stands, because she or her page asked to; she may still correct things later."""
    desk = _desk(state, "", Reading(), folded, today, None, book, None)
    leave_unanswered(desk)
    if desk.state.phase is Phase.DONE:
        after_done(desk)
    elif desk.state.consented:
        close_early(desk)
    else:
        decline(desk)
    return desk.turn(keep=desk.state.consented, progress=progress(desk))


def put_questions(
    state: InterviewState,
    questions: tuple[ReviewerQuestion, ...],
    folded: Folded,
    *,
    today: date,
    book: Book | None = None,
) -> Turn:
    """A person's questions come before everything else; those put before and not answered are dropped.

    Afterwards she is where she was. Only an interview with her consent can be asked on: the caller makes sure.
    """
    desk = _desk(state, "", Reading(), folded, today, None, book, None)
    begin_return(desk, questions)
    return desk.turn(keep=True, progress=progress(desk))


def unheard(
    state: InterviewState,
    trouble: Trouble,
    folded: Folded,
    *,
    today: date,
    channel: Channel | None = None,
    book: Book | None = None,
    suggestion: str | None = None,
    turn_id: str | None = None,
) -> Turn:
    """A turn of hers in which nothing could be heard: no facts, the same question open, a kind word on what to do.

    With a `suggestion` she is asked whether that was it; then what she said belongs to `turn_id`, this turn.
    """
    desk = _desk(state, "", Reading(), folded, today, turn_id, book, None)
    desk.state.turns += 1
    desk.state.channel = channel or desk.state.channel
    if suggestion and may_suggest(state):
        suggest(desk, suggestion)
    else:
        not_heard(desk, trouble)
    return desk.turn(keep=desk.state.consented, progress=progress(desk))


def denied(
    state: InterviewState,
    folded: Folded,
    *,
    today: date,
    channel: Channel | None = None,
    book: Book | None = None,
) -> Turn:
    """She says that a suggestion was not what she said; `state` is as `suggesting.settle` gives it back."""
    desk = _desk(state, "", Reading(), folded, today, None, book, None)
    desk.state.turns += 1
    desk.state.channel = channel or desk.state.channel
    if desk.aloud:
        deny(desk)
    else:  # what is typed cannot have been misheard
        desk.say("elsewhere_wrong")
        repeat_open(desk, simpler=False)
    return desk.turn(keep=desk.state.consented, progress=progress(desk))


def progress_of(state: InterviewState, folded: Folded, *, book: Book | None = None) -> Progress:
    """How far an interview is, between turns."""
    return progress(_desk(state, "", Reading(), folded, date.min, None, book, None))


def _desk(
    state: InterviewState,
    text: str,
    reading: Reading,
    folded: Folded,
    today: date,
    turn_id: str | None,
    book: Book | None,
    answerer: Answerer | None,
) -> Desk:
    book = book or shipped_book()
    return Desk(
        book=book,
        state=state.model_copy(deep=True),
        text=text,
        reading=reading,
        folded=folded,
        today=today,
        turn_id=turn_id,
        answerer=answerer or ProductAnswerer(book.phrasebooks[state.language]),
    )


def _converse(desk: Desk) -> None:
    if settle_fix(desk) or begin_fix(desk):
        return
    was_paused = desk.state.phase is Phase.PAUSED
    came_back = resume(desk)
    phase = desk.state.phase
    if phase is Phase.CONSENT and was_paused and desk.does(Act.YES) and not agrees_in_words(desk):
        ask_consent(desk)  # her yes is one to having waited
    elif phase in (Phase.CONSENT, Phase.DECLINED):
        if take_consent(desk):
            acknowledge(desk)
            if wonders(desk):
                asides(desk)
            _go_on(desk)
    elif phase is Phase.DONE:
        after_done(desk)
    elif came_back:
        _take_up_again(desk)
    elif phase is Phase.READ_BACK:
        read_back(desk)
    else:
        _ask(desk)


def _take_up_again(desk: Desk) -> None:
    if desk.state.phase is Phase.READ_BACK:
        begin_read_back(desk)
    elif still_wanted(desk):
        repeat_open(desk, simpler=False)
    else:
        _go_on(desk)


def _ask(desk: Desk) -> None:
    take_wishes(desk)
    note_refusals(desk)
    note_denials(desk)
    question = desk.state.open
    if question and question.kind in ("numbers", "conflict"):
        outcome = settle_numbers(desk, question) if question.kind == "numbers" else settle_conflict(desk, question)
        if outcome:
            _go_on_after(desk, outcome)
    elif question and question.kind == "name":
        if rename(desk):
            _go_on(desk)
    elif question and question.kind == "reviewer":
        if answer_reviewer(desk):
            _go_on(desk)
    else:
        _agenda(desk)


def _go_on_after(desk: Desk, outcome: Outcome) -> None:
    acknowledge(desk, frozenset(voiced_numbers(desk)))
    asides(desk, outcome)
    desk.state.misses = 0
    _go_on(desk)


def _go_on(desk: Desk) -> None:
    if not go_on_returned(desk) and not ask_next(desk):
        begin_read_back(desk)


_SETTLED_MOVES = {
    Outcome.REFUSED: "ack_refused",
    Outcome.SKIPPED: "ack_skipped",
}


def _agenda(desk: Desk) -> None:
    """A turn under an item, a follow-up or a scenario question."""
    outcome = judge(desk)
    noticed = _acknowledge_answer(desk, outcome)
    asides(desk, outcome)
    if outcome is Outcome.REPEAT:
        repeat_open(desk, simpler=True)
        return
    if outcome is Outcome.ASIDE:
        _after_aside(desk)
        return
    if outcome is Outcome.MISS:
        _miss(desk)
        return
    desk.state.misses = 0
    _settle(desk, outcome, noticed=noticed)
    if outcome is Outcome.OTHER and desk.state.open and desk.state.open.kind == "scenario":
        repeat_open(desk, simpler=False)
        return
    if outcome is Outcome.VAGUE and _vague_before(desk):
        _go_on(desk)
        return
    if outcome is Outcome.REFUSED:
        _offer_a_way_out(desk)
    if outcome is Outcome.OTHER and _again(desk, vague=False, simpler=False):
        return
    if outcome is Outcome.VAGUE and _again(desk, vague=not noticed, simpler=True):
        return
    _go_on(desk)


def _acknowledge_answer(desk: Desk, outcome: Outcome) -> bool:
    """Say what was understood; an answered scenario has had its thanks already."""
    if outcome is Outcome.ANSWERED and desk.state.open and desk.state.open.kind == "scenario":
        return True
    return acknowledge(desk, frozenset(voiced_numbers(desk)))


def _settle(desk: Desk, outcome: Outcome, *, noticed: bool) -> None:
    question = desk.state.open
    if outcome is Outcome.CLOSED and question:
        desk.close(question.id)
        if not noticed:
            desk.say("ack_unknown" if desk.does(Act.DONT_KNOW) else "ack_plain")
    if outcome is Outcome.SKIPPED and question:
        desk.state.skipped = (*desk.state.skipped, question.id)
    if outcome in _SETTLED_MOVES and not noticed:
        desk.say(_SETTLED_MOVES[outcome])
    if outcome is Outcome.ANSWERED and not noticed and not desk.said:
        desk.say("ack_plain")


def _after_aside(desk: Desk) -> None:
    """Her question is answered; ours is still there. A bare "说错了" first gets to say what."""
    if desk.does(Act.CORRECTION) and not desk.new_facts():
        desk.say("correction_which")
        return
    repeat_open(desk, simpler=False)


def _vague_before(desk: Desk) -> bool:
    """Whether the open item was answered vaguely before; a vague answer is followed up once, then taken as it is."""
    question = desk.state.open
    mark = f"vague:{question.id}" if question else ""
    if mark not in desk.state.followed:
        desk.state.followed = (*desk.state.followed, mark)
        return False
    if question:
        desk.close(question.id)
    return True


def _offer_a_way_out(desk: Desk) -> None:
    """Once, when she has kept several things to herself: she may stop, or talk with a person."""
    enough = len(desk.state.refused) >= desk.book.agenda.common.refusals_before_help
    if enough and _REFUSED_MUCH not in desk.state.followed:
        desk.state.followed = (*desk.state.followed, _REFUSED_MUCH)
        desk.say("refused_much")
        desk.wants_person = True


def _again(desk: Desk, *, vague: bool, simpler: bool) -> bool:
    """Ask the open item once more, if the agenda allows; in simpler words where these were the trouble."""
    question = desk.state.open
    item = desk.item(question.id) if question and question.kind == "item" else None
    if item is None or desk.state.asked.get(item.id, 0) >= item.max_asks:
        return False
    if ask_about_answers(desk):
        return True
    if vague and not item.exact:
        desk.say("vague")
    ask_again(desk, item, simpler=simpler)
    return True


def _miss(desk: Desk) -> None:
    """Nothing understood: perhaps it answers another question; else ask again kindly, offer a person, go on."""
    if ask_elsewhere(desk) or ask_years_of_sign(desk):
        return
    desk.state.misses += 1
    limit = desk.book.agenda.common.misses_before_help
    if desk.state.misses > limit:
        desk.state.misses = 0
        if desk.state.open:
            desk.state.skipped = (*desk.state.skipped, desk.state.open.id)
        desk.say("miss_left")
        _go_on(desk)
        return
    desk.say("miss_help" if desk.state.misses == limit else "miss")
    repeat_open(desk, simpler=True)
    if desk.state.misses == limit:
        desk.offer("help")
