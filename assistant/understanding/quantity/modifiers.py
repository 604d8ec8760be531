"""What 至少, 不到, 左右, 出头 and their kind do to a number."""

from __future__ import annotations

from assistant.understanding.quantity.lexicon import Modifier, lexicon
from assistant.understanding.quantity.model import Mention
from assistant.understanding.quantity.source import Source, ends_any

_MOST_BEFORE = 3
_CLAUSE_END = frozenset("，。！？,.!?；; 、吧了啊呢\n")


def apply_before(source: Source, mention: Mention) -> None:
    """Takes the modifiers that stand before `mention` into it, nearest first."""
    _apply_little(source, mention)
    for _ in range(_MOST_BEFORE):
        found = _modifier_before(source, mention.start)
        if found is None:
            return
        start, modifier = found
        mention.start = start
        change(mention, modifier.effect)


def apply_after(source: Source, mention: Mention) -> None:
    """Takes the modifiers that stand after `mention` into it."""
    words = lexicon()
    for _ in range(2):
        word = words.after_words.at(source.text, mention.end)
        if word is None:
            return
        modifier = words.after[word]
        following = source.after(mention.end + len(word), 1)
        if following and (following in modifier.refused or (modifier.at_end and following not in _CLAUSE_END)):
            return
        mention.end += len(word)
        change(mention, modifier.effect)


def apply_refusal(source: Source, mention: Mention) -> None:
    """少于七千不干, 没有八千不干, 八千少一分不行: what is refused below a number makes it a floor."""
    words = lexicon()
    refused = words.refusing.match(source.text, mention.end) is not None
    if "below" in mention.flags and refused:
        mention.low, mention.high = mention.high, None
        mention.flags -= {"below", "ceiling"}
        mention.flags.add("floor")
        return
    lacking = refused and ends_any(source.before(mention.start, 4), words.lacking) is not None
    if mention.low is not None and (lacking or words.less_refused.match(source.text, mention.end)):
        change(mention, "floor")


def change(mention: Mention, effect: str) -> None:
    """Applies one effect of modifiers.yaml to the interval and the flags."""
    low, high = mention.low, mention.high
    if effect == "approximate":
        mention.flags.add("approximate")
    elif effect == "floor" and low is not None:
        mention.high = None
        mention.flags.add("floor")
    elif effect in ("ceiling", "below") and high is not None:
        mention.low = None
        mention.flags |= {effect, "ceiling"}
    elif effect == "nearly" and low is not None:
        _nearly(mention)
    elif effect == "slightly_over" and low is not None:
        mention.high = low + 3 if mention.kind == "age" else low * 1.1
        mention.low = low + 1 if mention.kind == "age" else low
        mention.flags.add("over")


def _nearly(mention: Mention) -> None:
    low = mention.low
    if low is None:
        return
    if mention.kind == "age":
        mention.low, mention.high = low - 3, low - 1
    else:
        mention.low = low * 0.9
    mention.flags.add("approximate")


def _apply_little(source: Source, mention: Mention) -> None:
    """小一万, 小十年: nine tenths to the whole. 小 belongs to a name or an adjective before other numbers."""
    before = source.before(mention.start, 2)
    if not before.endswith("小") or before[:1] in ("从", "老", "大", "最", "姓"):
        return
    numeral = mention.numeral
    if numeral is None or mention.low is None or numeral.flags or source.text[mention.end - 1] == "岁":
        return
    if numeral.magnitude or numeral.scale >= 10 or (mention.kind == "duration" and mention.low >= 12):
        mention.start -= 1
        _nearly(mention)


def _modifier_before(source: Source, position: int) -> tuple[int, Modifier] | None:
    words = lexicon()
    window = source.before(position, words.before_longest + 3)
    found = _longest_ending(window, position)
    if found is None:
        filler = words.between.search(window)
        if filler is None:
            return None
        found = _longest_ending(window[: filler.start()], position - len(filler.group()))
    if found is None:
        return None
    start, modifier = found
    preceding = source.text[start - 1 : start] if start else ""
    return None if preceding and preceding in modifier.refused else found


def _longest_ending(window: str, position: int) -> tuple[int, Modifier] | None:
    words = lexicon()
    for length in range(min(words.before_longest, len(window)), 0, -1):
        modifier = words.before.get(window[-length:])
        if modifier is not None:
            return position - length, modifier
    return None
