"""Ages, exact and loose, 周岁 and 虚岁: 四十五了, 虚岁五十, 奔五, 四十大几, 今年四十七."""

from __future__ import annotations

import re
from typing import Final

from assistant.understanding.quantity.model import Mention
from assistant.understanding.quantity.source import Source

_RUSHING: Final = re.compile(
    r"奔(?:着)?([二三四五六七八])(?:十|张)?(?:岁)?(?:了|的人)?(?![一二三四五六七八九百千万个])"
)
RUSHING_CHARACTERS: Final = frozenset("奔差还离距二三四五六七")
_TENS: Final = {c: 10 * n for n, c in enumerate("零一二三四五六七八九")}
_AND: Final = re.compile(
    r"(?P<tens>[二三四五六七])十(?:有|零|又)(?P<ones>[一二三四五六七八九])(?![个家户年月万千百十])(?:岁)?"
)
_MONTHS_SHORT_OF: Final = re.compile(
    r"[差还]差?(?:[一两俩仨二三四五六]个?|几个|半个)(?:月|星期|天)(?:就|到|满|才|不到|，|就是|就到|该)*(?P<tens>[三四五六])十(?P<ones>[一二三四五六七八九])?(?![个万家年百])"
)
# 离五十还有两年, 离六十还差三岁.
_AWAY_FROM: Final = re.compile(
    r"[离距](?:离)?(?P<tens>[三四五六七])十(?:岁)?(?:也|就)?还?(?:有|差)(?P<ones>[一两二三四])(?:岁|年)"
)
# 五字头: somewhere in the fifties.
_HEADED: Final = re.compile(r"([二三四五六七])字头(?!的?(?:工资|价|号))")
_SHORT_OF: Final = re.compile(
    r"[差还]差?(?P<ones>[一两二三四])(?:岁|年)(?:就|到|满|才|不到|，|就是|就到|该)*(?P<tens>[三四五六])十(?!个|万|家)"
)
_SLANG: Final = re.compile(r"([二三四五六七])张(多|几)?(?=[了的，。,.!！?？]|$)")
_CUE_BEFORE: Final = re.compile(
    r"(?:今年|年龄是?|年纪是?|岁数是?|[周虚]岁|虚|周岁是?|虚岁是?|年方|现在|刚满|刚过|刚|满|属.{1,3}的?[，,]?|我[今都也已快]?[年经]?|都|已经|刚刚|正好|刚好|实岁|实足|过了|整)(?:是|也|都|就|有|快|才|刚|满|整|该|要|周岁|虚岁|，|,|嗯|呃|啊|应该|大概|差不多)*$"
)
_SURE_BEFORE: Final = re.compile(
    r"(?:今年|年龄|年纪|岁数)(?:是|都|就|有|快|整|整整|满|已经|刚|刚好|正好|也|嗯|呃|，|,)*$"
)
_ENDS: Final = re.compile(r"(?:(?=属[鼠牛虎兔龙蛇马羊猴鸡狗猪])|了|的人了|[吧啊呢嘛呀哈哦嗯]|[，。,.!！?？、；;\s]|$)")
_BECAME: Final = re.compile(
    r"(?:了|的人了|啦|喽|咯)(?:[，。,.!！?？、；;\s吧啊呢嘛呀哈]|$|我|俺|也|都|还|在|做|想|老家|会|带|干|现|家|属|一直|没|伺候|照顾|护理|之前|以前|月嫂|保姆|保洁)"
)
_NOMINAL_BEFORE: Final = re.compile(r"虚(?:岁)?(?:是|就|有|都|的|，|该|算)*$")
_NOMINAL_AFTER: Final = re.compile(r"(?:了|岁)?[，,]?(?:是)?(?:虚岁|虚的|虚(?!岁))(?![零一二三四五六七八九十0-9])")
_FULL_BEFORE: Final = re.compile(r"(?:周岁|实岁|实足)(?:是|就|有|都)*$")
_NEXT_YEAR: Final = re.compile(
    r"(?:下个?月|年底|(?<![刚才])过(?:完|了)?生日(?=就|才|该|要)|再过(?:几|[一两二三四五六七八])个?(?:天|月)|过(?:几|[一两二三四五六七八])个?(?:天|月)|过了?完?年|过完年|转过年|翻过年|明年|开年|转年)(?:我|就|该|要|都|也|虚岁|满|快|整|刚好|正好|，)*$"
)
_DIFFERENCE_BEFORE: Final = re.compile(
    r"(?:大|小|差|相差|长|年轻|多写|少写|改大|改小|写大|写小|写大了|写小了)(?:了|我|她|他)?$"
)
_A_LITTLE_OVER: Final = ("出头", "挂零", "冒头", "冒尖", "刚出头", "刚冒头", "才出头", "刚挂零")
_THEN: Final = re.compile(
    r"(?:出来|出门|出去|入的?行|进的?这?行|出的门|开始|结婚|结的婚|嫁|那年|那会|的?时候|时|就(?=出|开|来|结|嫁|进|打|干|做))"
)
_OLD_PERSON: Final = re.compile(r"的人(?!家)|的?(?:老人|老太|老爷|老奶奶|老头|老伯|老两口)")
_ELDER_BEFORE: Final = re.compile(
    r"(?:老人|奶奶|爷爷|婆婆|公公|老太太|老爷子|大爷|大妈|我妈|我爸|父亲|母亲)[^，。,]{0,4}$"
)
_ABSORBED: Final = re.compile(
    r"(?:过了?完?年|过完年|转过年|翻过年|明年|今年|现在|开年|转年)(?:我|就|该|要|都|也|虚岁|满|快|是|，|,|有|岁数|年龄|已经|刚好|刚|正好|实岁|周岁|才|嗯|呃|啊|应该|大概|差不多)*"
)


def read_rushing(source: Source, position: int) -> Mention | None:
    """奔五, 奔五十了: close under fifty; 四张多: over forty."""
    match = _RUSHING.match(source.text, position)
    if match:
        end = match.end()
        tens = _TENS[match.group(1)]
        return Mention(position, end, "age", tens - 3, tens - 1, "岁", {"approximate"})
    match = _MONTHS_SHORT_OF.match(source.text, position)
    if match:
        age = _TENS[match.group("tens")] + _TENS[match.group("ones") or "零"] // 10 - 1
        return Mention(position, match.end(), "age", age, age, "岁")
    headed = _HEADED.match(source.text, position)
    if headed:
        tens = _TENS[headed.group(1)]
        return Mention(position, headed.end(), "age", tens, tens + 9, "岁")
    match = _AND.match(source.text, position) or _SHORT_OF.match(source.text, position)
    match = match or _AWAY_FROM.match(source.text, position)
    if match:
        tens = _TENS[match.group("tens")]
        ones = _TENS[match.group("ones").replace("两", "二")] // 10
        age = tens + ones if match.re is _AND else tens - ones
        return Mention(position, match.end(), "age", age, age, "岁")
    match = _SLANG.match(source.text, position)
    if match and _BECAME.match(source.text, match.end()):
        tens = _TENS[match.group(1)]
        if match.group(2):
            return Mention(position, match.end(), "age", tens + 1, tens + 9, "岁", {"over"})
        return Mention(position, match.end(), "age", tens, tens, "岁", {"approximate"})
    return None


def as_age(source: Source, mention: Mention) -> None:
    """Makes a bare number an age when the words around it do."""
    numeral = mention.numeral
    if mention.kind != "number" or numeral is None or numeral.magnitude or numeral.digits is not None:
        return
    low, high = mention.low, mention.high
    if low is None or high is None or low < 16 or high > 90 or low != int(low):
        return
    if _says_age(source, mention):
        mention.kind, mention.unit = "age", "岁"


def _says_age(source: Source, mention: Mention) -> bool:
    before = source.text[max(0, mention.start - 10) : mention.start]
    text, end = source.text, mention.end
    whole = text[end - 1] == "整"
    if _NOMINAL_AFTER.match(text, end) or _NOMINAL_BEFORE.search(before):
        return True
    if _SURE_BEFORE.search(before):
        return True
    ending = _ENDS.match(text, end) is not None or whole
    if re.match(r"(?:了|岁)?的?[，,]?属[鼠牛虎兔龙蛇马羊猴鸡狗猪]", text[end : end + 6]):
        return True
    if ending and (_CUE_BEFORE.search(before) or _NEXT_YEAR.search(before) or _follows_zodiac(source, mention)):
        return True
    if text.startswith(_A_LITTLE_OVER, end) or (ending and _is_loose_decade(text, mention)):
        return True
    if _OLD_PERSON.match(text, end) or (_BECAME.match(text, end) and _ELDER_BEFORE.search(before)):
        return True
    return (
        bool(_BECAME.match(text, end))
        and 20 <= (mention.low or 0) <= 75
        and not before.endswith(("到", "涨", "要", "给"))
    )


def _is_loose_decade(text: str, mention: Mention) -> bool:
    return text.startswith(("大几", "好几"), mention.end - 2)


def _follows_zodiac(source: Source, mention: Mention) -> bool:
    previous = source.found[-1] if source.found else None
    return previous is not None and previous.kind == "zodiac" and mention.start - previous.end <= 4


def finish_age(source: Source, mention: Mention) -> None:
    """Marks 虚岁, 周岁, differences, ages at another time and the age after New Year; takes the words into the span."""
    if mention.kind != "age":
        return
    before = source.before(mention.start, 8)
    word = source.text[mention.start : mention.end]
    tail = _NOMINAL_AFTER.match(source.text, mention.end)
    nominal = _NOMINAL_BEFORE.search(before)
    if tail or nominal or "虚岁" in word:
        mention.flags.add("nominal")
        mention.end = tail.end() if tail else mention.end
        mention.start -= len(nominal.group()) if nominal else 0
    full = _FULL_BEFORE.search(before)
    if "周岁" in word or full:
        mention.flags.add("full_years")
        mention.start -= len(full.group()) if full and not nominal else 0
    if _NEXT_YEAR.search(source.text[max(0, mention.start - 10) : mention.start]):
        mention.flags.add("next_year")
    if _DIFFERENCE_BEFORE.search(before):
        mention.flags.add("difference")
    elif _THEN.match(source.text, mention.end):
        mention.flags.add("years_old_then")


def absorb_years(source: Source, mentions: list[Mention]) -> list[Mention]:
    """今年四十七, 过了年就五十了: the year word belongs to the age, it is no date of its own."""
    kept: list[Mention] = []
    for mention in mentions:
        previous = kept[-1] if kept else None
        cued = mention.kind == "age" and previous is not None and previous.kind == "date"
        if cued and previous is not None and _ABSORBED.fullmatch(source.text[previous.start : mention.start]):
            mention.start = previous.start
            kept.pop()
        kept.append(mention)
    return kept
