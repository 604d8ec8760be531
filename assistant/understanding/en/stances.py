"""How a named thing is meant: said yes or no to, under a condition, how well; by the words around it in its piece."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.profile.model import Polarity, Topic
from assistant.understanding.en.cues import Cue
from assistant.understanding.en.degrees import DEGREES, ITEM_KINDS
from assistant.understanding.en.patterns import pattern
from assistant.understanding.en.scene import Piece, Scene, Spanned
from assistant.vocabulary import TermMatch

_VERDICTS = ("neg", "pos", "conditional")


@dataclass(frozen=True, slots=True)
class Stance:
    """The verdict on a thing and the span that shows both."""

    polarity: Polarity
    start: int
    end: int
    conditional: bool = False
    said: bool = False

    @property
    def flags(self) -> tuple[str, ...]:
        """`conditional` when she made it depend on something."""
        return ("conditional",) if self.conditional else ()

    @property
    def negative(self) -> bool:
        """Whether it is declined or denied."""
        return self.polarity == "negative"


def verdicts(scene: Scene, piece: Piece) -> list[Cue]:
    """The yes/no words of a piece, leftmost-longest, none inside a thing it names; "not" takes the next with it."""
    if piece.verdicts is None:
        piece.verdicts = _find_verdicts(scene, piece)
    return piece.verdicts


def _find_verdicts(scene: Scene, piece: Piece) -> list[Cue]:
    inside = [(t.start, t.end) for t in piece.terms if t.kind in ITEM_KINDS]
    found = sorted((c for c in piece.cues if c.name in (*_VERDICTS, "only")), key=lambda c: (c.start, c.start - c.end))
    kept: list[Cue] = []
    for cue in found:
        if kept and cue.start < kept[-1].end:
            continue
        if cue.name == "only":
            if kept and kept[-1].name == "neg" and any(kept[-1].end <= s and e <= cue.start for s, e in inside):
                kept.append(Cue("pos", cue.start, cue.end))
            continue
        if any(start <= cue.start and cue.end <= end for start, end in inside) or scene.edited(cue.start, cue.end):
            continue
        if (
            kept
            and _one_verdict(scene, kept[-1], cue)
            and pattern("denied_next").fullmatch(scene.text, kept[-1].end, cue.start)
        ):
            kept[-1] = Cue("neg", kept[-1].start, cue.end)
            continue
        kept.append(cue)
    return kept


def _one_verdict(scene: Scene, first: Cue, second: Cue) -> bool:
    """Whether two verdicts side by side make one denial ("do not" + "like", "am" + "scared of")."""
    if (first.name, second.name) == ("neg", "pos"):
        return True
    helping = pattern("helping_verb").fullmatch(scene.text, first.start, first.end)
    return (first.name, second.name) == ("pos", "neg") and helping is not None


def stance(scene: Scene, thing: Spanned) -> Stance:
    """How the thing at `thing.start` is meant."""
    piece = scene.piece_at(thing.start)
    overruled = _overruling(scene, piece, thing)
    if overruled is not None:
        return overruled
    marks = verdicts(scene, piece)
    before = [cue for cue in marks if cue.start < thing.start]
    after = [
        c for c in marks if c.start >= thing.end and not pattern("exception").fullmatch(scene.text, c.start, c.end)
    ]
    if after and _of_the_next(scene, piece, after):
        after = []
    if after and pattern("of_their_own").match(scene.text, thing.end):
        after = [c for c in after if pattern("closing_verdict").match(scene.text, c.start, piece.end)]
    condition = any(cue.name == "conditional" for cue in marks) or _condition_follows(scene, piece)
    plain_before = [cue for cue in before if cue.name != "conditional"]
    plain_after = [cue for cue in after if cue.name != "conditional"]
    if plain_after and _graded_apart(scene, piece, thing, plain_after[0]):
        return Stance("positive", thing.start, thing.end, conditional=condition)
    if _led_by_item(scene, piece, marks) and plain_after:
        return _from(plain_after[0], thing, conditional=condition)
    if plain_before and plain_after and _overruled(scene, piece, thing, plain_before[-1], plain_after[0]):
        return _from(plain_after[0], thing, conditional=condition)
    if plain_before:
        double = before[-1].name == "conditional"
        return _from(plain_before[-1], thing, conditional=condition, positive=double)
    if any(cue.name == "conditional" for cue in before):
        return Stance("positive", before[-1].start, thing.end, conditional=True, said=True)
    if plain_after and not _new_item_between(piece, thing, plain_after[0]):
        return _from(plain_after[0], thing, conditional=condition)
    return _from_neighbours(scene, piece, thing, conditional=condition)


def _done_all_the_same(scene: Scene, piece: Piece) -> bool:
    """Such as "I hate ironing but I do it": she does it, whatever she said of it."""
    following = piece.index + 1
    if following >= len(scene.pieces) or scene.pieces[following].sentence != piece.sentence:
        return False
    return pattern("but_i_do").match(scene.words(scene.pieces[following]).strip()) is not None


def _asked_and_denied(scene: Scene, piece: Piece) -> bool:
    """Such as "you think I'm too old for twins? I'm not": a no that she takes up only to deny it."""
    if scene.text[piece.end : piece.end + 1] != "?" or piece.index + 1 >= len(scene.pieces):
        return False
    no = any(cue.name == "neg" for cue in verdicts(scene, piece))
    return no and pattern("not_so").fullmatch(scene.words(scene.pieces[piece.index + 1])) is not None


def headed_no(scene: Scene, piece: Piece) -> bool:
    """Whether a piece stands in a list of what she does not do ("can't do: injections, driving")."""
    first = scene.sentence(piece)[0]
    if first is piece or scene.text[first.end : first.end + 1] != ":" or verdicts(scene, piece):
        return False
    return pattern("cannot_heading").fullmatch(scene.words(first)) is not None


def _graded_low(scene: Scene, piece: Piece) -> bool:
    """Whether the piece before calls another thing poor or average ("my dumplings are average, my curry is not")."""
    earlier = scene.pieces[piece.index - 1] if piece.index else None
    return earlier is not None and earlier.sentence == piece.sentence and earlier.has("weak", "some")


def _overruling(scene: Scene, piece: Piece, thing: Spanned) -> Stance | None:
    """The verdict of words beyond the piece, or of a turn of phrase, that overrules those beside the thing."""
    plain = Stance("positive", thing.start, thing.end, said=True)
    rest = scene.after(piece, thing.end)
    if _asked_and_denied(scene, piece):
        return plain
    if headed_no(scene, piece):
        return Stance("negative", scene.sentence(piece)[0].start, thing.end, said=True)
    if _done_all_the_same(scene, piece):
        return plain
    must = pattern("but_if_must").match(scene.text, thing.end)
    if must is not None and not _others_between(scene, thing, must.end()):
        return Stance("positive", thing.start, must.end(), conditional=True, said=True)
    if pattern("none_beyond_her").match(scene.text, thing.end) and pattern("no_before").search(
        scene.text, 0, thing.start
    ):
        return plain
    if pattern("not_either").match(rest) and _said_fine(scene, piece):
        return plain
    if pattern("not_like_it").match(rest) and _graded_low(scene, piece):
        return plain
    return _denied_around(scene, piece, thing)


def _denied_around(scene: Scene, piece: Piece, thing: Spanned) -> Stance | None:
    """The denial said before or after the piece: "I don't like it when …", "… I leave to others", "…, never again"."""
    opening, close = scene.sentence(piece)[0].start, scene.sentence(piece)[-1].end
    if pattern("disliked_when").search(scene.text, opening, thing.start):
        return Stance("negative", thing.start, thing.end, said=True)
    if pattern("flat_no").match(scene.after(piece, thing.end)):
        return Stance("negative", thing.start, piece.end, said=True)
    again = pattern("denied_again").match(scene.text, thing.end, close)
    home = isinstance(thing, TermMatch) and thing.id == "live_out"
    if again is not None and not home and not _others_between(scene, thing, again.end()):
        return Stance("negative", thing.start, again.end(), said=True)
    if pattern("said_by_others").search(scene.text, opening, thing.start):
        denied = pattern("denied_then").match(scene.text, thing.end)
        if denied is not None and not _others_between(scene, thing, piece.end):
            return Stance("negative", thing.start, denied.end(), said=True)
    denial = _taken_back(scene, piece) or _never_again(scene, piece)
    return Stance("negative", thing.start, denial.end, said=True) if denial is not None else None


def _said_fine(scene: Scene, piece: Piece) -> bool:
    """Whether the piece before denies that a thing is a problem ("dogs aren't a problem, cats aren't either")."""
    earlier = scene.pieces[piece.index - 1] if piece.index else None
    return earlier is not None and any(cue.name == "pos" for cue in verdicts(scene, earlier))


def _others_between(scene: Scene, thing: Spanned, end: int) -> bool:
    """Whether another thing is named between one and the end of what is said of it."""
    near = scene.sentence(scene.piece_at(thing.start))
    return any(thing.end <= t.start < end for p in near for t in p.terms if t.kind in ITEM_KINDS)


def _taken_back(scene: Scene, piece: Piece) -> Piece | None:
    """The next piece when it takes this one back: "I've seen tube feeding done but never done it myself"."""
    for following in scene.pieces[piece.index + 1 : piece.index + 3]:
        if following.sentence != piece.sentence or any(t.kind in ITEM_KINDS for t in following.terms):
            return None
        words = scene.words(following).strip()
        if pattern("learned_it").search(scene.words(piece)) and pattern("never_needed").match(words):
            return None
        if pattern("but_denied").match(words):
            return following
    return None


def _never_again(scene: Scene, piece: Piece) -> Piece | None:
    """The piece that says never again to what was told: "my last family smoked all day, I got sick. Not again"."""
    for following in scene.pieces[piece.index + 1 : piece.index + 3]:
        if any(t.kind in ITEM_KINDS for t in following.terms):
            return None
        if pattern("never_again").fullmatch(scene.words(following)):
            return following
    return None


def _of_the_next(scene: Scene, piece: Piece, after: list[Cue]) -> bool:
    """Whether a "no" after the thing opens the next one ("dumplings no English"), which has no verdict of its own."""
    named: list[Spanned] = [*(t for t in piece.terms if t.kind in ITEM_KINDS), *piece.places]
    denial: Cue | None = after[0]
    while denial is not None:
        if scene.text[denial.start : denial.end] not in ("no", "not", "only not"):
            return False
        if pattern("not_a_thing").match(scene.text, denial.start) and denial is after[0]:
            return True
        joint = pattern("to_the_next").match(scene.text, denial.end)
        item = next((t for t in named if joint and t.start == joint.end()), None)
        if item is None:
            return any(pattern(name).match(scene.text, denial.end) for name in ("noun_next", "some_noun_last"))
        denial = next((cue for cue in after if 0 <= cue.start - item.end <= 1), None)
    return True


def _overruled(scene: Scene, piece: Piece, thing: Spanned, before: Cue, after: Cue) -> bool:
    """Whether the verdict right after the thing is its own, the one before belonging to something else in between."""
    others = [t for t in piece.terms if t.kind in ITEM_KINDS] + list(piece.quantities)
    between = any(before.end <= other.start and other.end <= thing.start for other in others)
    own = any(o.end <= before.start and pattern("adjoining").fullmatch(scene.text, o.end, before.start) for o in others)
    return (between or own) and pattern("adjoining").fullmatch(scene.text, thing.end, after.start) is not None


def _from(cue: Cue, thing: Spanned, *, conditional: bool, positive: bool = False) -> Stance:
    negative = cue.name == "neg" and not positive
    start, end = (
        (min(cue.start, thing.start), max(cue.end, thing.end)) if negative or conditional else (thing.start, thing.end)
    )
    return Stance("negative" if negative else "positive", start, end, conditional, said=True)


def _led_by_item(scene: Scene, piece: Piece, marks: list[Cue]) -> bool:
    """Whether the piece names its thing first and judges it after ("cats no", "driving I can't")."""
    del scene
    items = [t.start for t in piece.terms if t.kind in ITEM_KINDS] + [p.start for p in piece.places]
    return bool(items) and bool(marks) and min(items) < marks[0].start


def _graded_apart(scene: Scene, piece: Piece, thing: Spanned, verdict: Cue) -> bool:
    """Such as "gardening a little bit and swimming no": its own degree parts the thing from the next one's no."""
    degree = next((c for c in piece.cues if c.name in DEGREES and thing.end <= c.start < verdict.start), None)
    if degree is None or verdict.name != "neg" or len(scene.text[thing.end : degree.start].split()) > 1:
        return False
    return any(degree.end <= t.start < verdict.start and t.kind in ITEM_KINDS for t in piece.terms)


def _new_item_between(piece: Piece, thing: Spanned, cue: Cue) -> bool:
    return any(thing.end <= t.start < cue.start and t.kind in ITEM_KINDS for t in piece.terms)


def _condition_follows(scene: Scene, piece: Piece) -> bool:
    """Whether the next piece of the sentence makes this one depend on something."""
    following = piece.index + 1
    if following >= len(scene.pieces) or scene.pieces[following].sentence != piece.sentence:
        return False
    after = scene.pieces[following]
    first = next(after.said("conditional"), None)
    return first is not None and first.start <= after.start + 6 and not list(after.of(*ITEM_KINDS))


def _from_neighbours(scene: Scene, piece: Piece, thing: Spanned, *, conditional: bool) -> Stance:
    follower = _verdict_alone(scene, piece)
    if follower is not None and not verdicts(scene, piece):
        return _from(follower, thing, conditional=conditional)
    source = _list_head(scene, piece)
    if source is not None and not _told_already(scene, source, thing):
        marks = [cue for cue in verdicts(scene, source) if cue.name != "conditional"]
        negative = bool(marks) and marks[-1].name == "neg"
        if negative:
            return Stance("negative", marks[-1].start, thing.end, conditional, said=True)
    return Stance("positive", thing.start, thing.end, conditional)


def _verdict_alone(scene: Scene, piece: Piece) -> Cue | None:
    """Such as "Cats, no." — the next piece is nothing but a verdict."""
    following = piece.index + 1
    if following >= len(scene.pieces):
        return None
    after = scene.pieces[following]
    asked_herself = scene.text[piece.end : piece.end + 1] == "?"
    joined = after.sentence == piece.sentence and after.lead in (",", "")
    if not (joined or asked_herself) or after.terms or after.quantities or after.places:
        return None
    marks = [cue for cue in verdicts(scene, after) if cue.name != "conditional"]
    if not marks:
        return None
    if not after.lead and not asked_herself and piece.own_subject:
        return None
    if not after.lead and _fronted(scene, piece):
        return marks[0]
    starts, ends = [after.start, *(mark.end for mark in marks)], [*(mark.start for mark in marks), after.end]
    others = "".join(scene.text[start:end] for start, end in zip(starts, ends, strict=True))
    return marks[0] if pattern("mere_filler").fullmatch(others) else None


def _fronted(scene: Scene, piece: Piece) -> bool:
    """Whether a piece is nothing but the thing the next one speaks of ("windows I'd rather leave to others")."""
    items: list[Spanned] = [*(t for t in piece.terms if t.kind in ITEM_KINDS), *piece.places]
    ends = max((t.end for t in items), default=piece.start)
    return bool(items) and not scene.text[ends : piece.end].strip() and not piece.own_subject


def _list_head(scene: Scene, piece: Piece) -> Piece | None:
    """The piece whose verdict a bare list member ("…, cooking or laundry") shares; None when it stands alone."""
    kinds = {t.kind for t in piece.terms} | ({"places"} if piece.places else set())
    if _set_against(scene, piece):
        return None
    here = piece
    while here.index > 0 and not verdicts(scene, here) and _bare(scene, here):
        earlier = scene.pieces[here.index - 1]
        shared = {t.kind for t in earlier.terms} | ({"places"} if earlier.places else set())
        if earlier.sentence != piece.sentence or not kinds & shared:
            return None
        here = earlier
    return here if here is not piece and verdicts(scene, here) else None


def _told_already(scene: Scene, source: Piece, thing: Spanned) -> bool:
    """Such as the second "cook" in "cook. Not housekeeper, not nanny, cook": what was said before, said again."""
    name = thing.id if isinstance(thing, TermMatch) else None
    near = scene.pieces[max(source.index - 4, 0) : source.index]
    return any(t.id == name for p in near for t in p.of("jobs", "skills", "languages"))


def _set_against(scene: Scene, piece: Piece) -> bool:
    """Such as "not a nanny, a cleaner": the piece says what is meant instead of what the one before denies."""
    earlier = scene.pieces[piece.index - 1] if piece.index else None
    if earlier is None or piece.lead != "," or earlier.lead in (",", "and", "or"):
        return False
    last = piece.index + 1 == len(scene.pieces) or scene.pieces[piece.index + 1].sentence != piece.sentence
    return last and pattern("not_this_one").match(scene.words(earlier)) is not None


def _bare(scene: Scene, piece: Piece) -> bool:
    anew = pattern("begins_anew").match(scene.words(piece)) is not None
    return not anew and not piece.own_subject and piece.lead in (",", "and", "or") and not piece.has("only")


def is_condition(scene: Scene, thing: Spanned) -> bool:
    """Whether a word that is both a skill and a household condition (twins, bedridden) is meant as a condition."""
    if scene.asking in (Topic.PREFERENCES, Topic.WORK_MODE):
        return True
    if scene.asking is Topic.SKILLS:
        return False
    piece = scene.piece_at(thing.start)
    if not any(t.kind == "preferences" and t.start < thing.end and thing.start < t.end for t in piece.terms):
        return False
    before, after = scene.before(piece, thing.start), scene.after(piece, thing.end)
    return bool(pattern("conditioned").search(before) or pattern("judged_after").match(after))
