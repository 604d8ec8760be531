"""Mends a transcript towards the words its topic expects, where it sounds like one and says nothing as it stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from assistant.profile.model import Language, Topic
from assistant.understanding.repair.expected import Expected, Rules, proper_form, rules
from assistant.understanding.repair.model import Mending, Repaired, apply
from assistant.understanding.repair.names import name_mendings
from assistant.understanding.repair.numerals import numeral_mendings
from assistant.understanding.repair.sounds import Syllable, is_chinese, syllables
from assistant.vocabulary import vocabulary
from assistant.vocabulary.gazetteer import Place
from assistant.vocabulary.places import PlaceMatch, places

_LENGTHS = (5, 4, 3, 2)


def repair(text: str, asking: Topic | None, language: Language = "zh") -> Repaired:
    """`text` with what was misheard mended, and a record of it; the same text where nothing is sure.

    A piece is mended only when it falls between the cuts of a word segmenter, is no word itself, lies in nothing the
    vocabulary knows, and sounds like exactly one word expected under `asking`: the same syllables, or with one commonly
    confused initial or final. A place is mended only inside the province or city named right before it, or when it has
    the same syllables. English is left as it is.
    """
    if language != "zh" or not text:
        return Repaired(text)
    data = rules()
    sure = [*numeral_mendings(text, asking, data.numerals), *_framed(text, asking, data), *_spellings(text)]
    sure += name_mendings(text) if asking is Topic.NAME else []
    found = places().find(text)
    understood = _understood(text, found)
    mendings = _word_mendings(text, asking, data, understood, found)
    first = apply(text, mendings)
    if len(first.text) == len(text) and first.changes:
        # A province that was mended itself may vouch for the city behind it.
        mendings += _word_mendings(text, asking, data, understood, places().find(first.text))
    return apply(text, [*sure, *mendings])


def _framed(text: str, asking: Topic | None, data: Rules) -> list[Mending]:
    """Mishearings that are words of their own, known by what stands around them."""
    return [
        Mending(found.start(), found.end(), found.expand(frame.put), 0.0)
        for frame in data.frames
        if not frame.topics or asking in frame.topics
        for found in frame.pattern.finditer(text)
        if found.end() > found.start()
    ]


def _spellings(text: str) -> list[Mending]:
    """Misspellings the vocabulary understands already: the proper form of the same sound is what others will read."""
    mendings: list[Mending] = []
    edges, _ = _cuts(text)
    for match in vocabulary().find(text, "zh"):
        if match.start not in edges or match.end not in edges or len(match.form) < _LENGTHS[-1]:
            continue
        forms = vocabulary().term(match.kind, match.id).forms["zh"]
        proper = proper_form(match.form, forms[: forms.index(match.form)] if match.form in forms else ())
        if proper is not None and is_chinese(proper[0]) and text[match.start : match.end] == match.form:
            mendings.append(Mending(match.start, match.end, proper, 0.0))
    return mendings


def _understood(text: str, found: Sequence[PlaceMatch]) -> list[tuple[int, int]]:
    """What already says something and is not to be touched."""
    spans = [(match.start, match.end) for match in vocabulary().find(text, "zh") if not match.hint]
    for match in found:
        container = _container(text, match.start, found)
        astray = container is not None and not any(container.contains(place) for place in match.candidates)
        if not match.risky and not astray:
            spans.append((match.start, _end(text, match)))
    for word in rules().protected:
        at = text.find(word)
        while at >= 0:
            spans.append((at, at + len(word)))
            at = text.find(word, at + 1)
    return spans


def _end(text: str, match: PlaceMatch) -> int:
    """Where the name itself ends: 河南州 may be 河南 and the beginning of 州口."""
    return match.start + len(match.name) if text.startswith(match.name, match.start) else match.end


def _word_mendings(
    text: str, asking: Topic | None, data: Rules, understood: Sequence[tuple[int, int]], found: Sequence[PlaceMatch]
) -> list[Mending]:
    sounds = syllables(text)
    edges, whole = _cuts(text)
    mendings: list[Mending] = []
    for length in _LENGTHS:
        for start in range(len(text) - length + 1):
            end = start + length
            window = [each for each in sounds[start:end] if each is not None]
            if len(window) < length or start not in edges or end not in edges:
                continue
            if any(_cut_into(start, end, *other) for other in understood):
                continue
            inner = [(a - start, b - start) for a, b in understood if start <= a and b <= end]
            near = [each for each in data.near(window, asking) if _leaves(each.word, text[start:end], inner)]
            if near:
                inside = _container(text, start, found)
                word = (start, end) in whole
                cost = partial(
                    _cost,
                    data=data,
                    inside=inside,
                    word=word,
                    asked=asking,
                    short=len(text) <= data.limits.short_answer,
                )
                mendings += _chosen(text, start, end, window, near, cost)
    return mendings


def _cut_into(start: int, end: int, other_start: int, other_end: int) -> bool:
    """Whether the window overlaps something understood without holding all of it and more."""
    overlaps = start < other_end and other_start < end
    holds = start <= other_start and other_end <= end and (other_end - other_start) < (end - start)
    return overlaps and not holds


def _leaves(word: str, heard: str, inner: Sequence[tuple[int, int]]) -> bool:
    """Whether what is understood inside the window stays as it is."""
    return all(word[start:end] == heard[start:end] for start, end in inner)


def _chosen(
    text: str,
    start: int,
    end: int,
    window: Sequence[Syllable],
    near: Sequence[Expected],
    cost_of: Callable[[str, Sequence[Syllable], Expected], float | None],
) -> list[Mending]:
    heard = text[start:end]
    costs: dict[str, float] = {}
    for expected in near:
        if expected.word == heard:
            continue
        cost = cost_of(heard, window, expected)
        if cost is not None:
            costs[expected.word] = min(cost, costs.get(expected.word, cost))
    if not costs:
        return []
    best = min(costs.values())
    winners = [each for each, cost in costs.items() if cost == best]
    # Two words that sound alike: which of them it was, only she can say.
    return [Mending(start, end, winners[0], best)] if len(winners) == 1 else []


def _cost(
    heard: str,
    window: Sequence[Syllable],
    expected: Expected,
    *,
    data: Rules,
    inside: Place | None,
    word: bool,
    asked: Topic | None,
    short: bool,
) -> float | None:
    each = [data.nearness.distance(one, other) for one, other in zip(window, expected.sound, strict=True)]
    distances = [distance for distance in each if distance is not None]
    cost = sum(distances)
    if len(distances) < len(each) or cost > data.limits.near:
        return None
    kept = sum(one == other for one, other in zip(heard, expected.word, strict=True))
    changed = {one for one, other in zip(heard, expected.word, strict=True) if one != other}
    if changed & data.function:
        return None
    if expected.place is not None:
        return _place_cost(cost, expected.place, inside, word=word)
    if word:
        return None
    if cost >= 1 and (asked is None or not kept):
        return None
    # Two syllables that share no character are believed with the same tones, since a recognizer keeps the tune, and
    # in a short answer, where little else can stand.
    if not kept and len(heard) == _LENGTHS[-1] and (asked is None or cost > (data.limits.other_tones if short else 0)):
        return None
    return cost


def _place_cost(cost: float, place: Place, inside: Place | None, *, word: bool) -> float | None:
    if inside is not None:
        return cost if inside.contains(place) else None
    # Alone, a place must have the very tune: 太远 is not 太原.
    if word or cost > 0 or place.level == "district":
        return None
    return cost


def _container(text: str, start: int, found: Sequence[PlaceMatch]) -> Place | None:
    """The province or city named right before `start`."""
    for match in found:
        end = _end(text, match)
        if end <= start and text[end:start] in ("", "的", "那边", "这边") and not match.ambiguous:
            return match.candidates[0]
    return None


def _cuts(text: str) -> tuple[frozenset[int], frozenset[tuple[int, int]]]:
    """Where words begin and end, and the spans of words of two characters or more."""
    # The dictionary takes a moment to load and only spoken interviews need it.
    import rjieba

    edges, whole, at = {0}, set(), 0
    for word in rjieba.cut(text, hmm=False):
        if len(word) > 1:
            whole.add((at, at + len(word)))
        at += len(word)
        edges.add(at)
    return frozenset(edges), frozenset(whole)
