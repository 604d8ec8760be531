"""What is written and how it is said."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from assistant.profile.model import Language
from assistant.speech.aloud import aloud

CHINESE = {
    "工资8500元": "工资八千五百元",
    "¥1.2万": "一万二千元",
    "1.2万左右": "一万二左右",
    "¥8,500": "八千五百元",
    "8000-9000元一个月": "八千到九千元一个月",
    "8000～9000": "八千到九千",
    "月休2-4天": "月休两到四天",
    "8-9千": "八千到九千",
    "26天": "二十六天",
    "2个孩子": "两个孩子",
    "2号来": "二号来",
    "12个孩子": "十二个孩子",
    "3.5年": "三点五年",
    "2年半": "两年半",
    "2026-12-01能来": "二零二六年十二月一号能来",
    "2026/2/30": "两千零二十六，二，三十",
    "12月1日": "十二月一日",
    "1979年生": "一九七九年生",
    "手机13800138000": "手机幺三八，零零幺三，八零零零",
    "138 0013 8000": "幺三八，零零幺三，八零零零",
    "尾号8000": "尾号八零零零",
    "编号：A1203": "编号：A 幺二零三",
    "20%": "百分之二十",
    "10%-20%": "百分之十到二十",
    "第12条": "第十二条",
    "9:30到17:30": "九点半到十七点半",
    "2:05": "两点零五分",
    "1/2": "二分之一",
    "60kg": "六十公斤",
    "37.5℃": "三十七点五度",
    "-5℃": "负五度",
    "120㎡": "一百二十平方米",
    "受伤打120，有人害您打110。": "受伤打幺二零，有人害您打幺幺零。",
    "干了120天": "干了一百二十天",
    "家里有WiFi🙂（很快）、AI/App": "家里有WiFi，很快、AI、App",
    "说“人工”就行。": "说人工就行。",
    "您是张姐\n对吗？": "您是张姐。对吗？",
    "**加粗** `x`": "加粗 x",
    "８５００元": "八千五百元",
    "🙂": "",
}
ENGLISH = {
    "8,500 yuan a month": "eight thousand five hundred yuan a month",
    "¥8,000-9,000": "eight thousand to nine thousand yuan",
    "8,000 to 9,000": "eight thousand to nine thousand",
    "born in 1979, on 2026-12-01": "born in nineteen seventy-nine, on December first, twenty twenty-six",
    "Call 120.": "Call one two zero.",
    "138 0013 8000": "one three eight, zero zero one three, eight zero zero zero",
    "at 9:30 and 9:00": "at nine thirty and nine o'clock",
    "20%": "twenty per cent",
    "December 1, 2026": "December first, twenty twenty-six",
    "the 1980s, 22nd": "the nineteen eighties, twenty-second",
    "60kg": "sixty kilograms",
    "1kg": "one kilogram",
    "Article 12": "Article twelve",
    "your résumé (AI) is": "your résumé, AI, is",
    "3.5 years": "three point five years",
    "-5 degrees": "minus five degrees",
    'say "human" now.': "say human now.",
}


@pytest.mark.parametrize(("written", "said"), CHINESE.items())
def test_chinese_is_worded_as_people_say_it(written: str, said: str) -> None:
    assert aloud(written, "zh") == said


@pytest.mark.parametrize(("written", "said"), ENGLISH.items())
def test_english_is_worded_as_people_say_it(written: str, said: str) -> None:
    assert aloud(written, "en") == said


# fmt: off
_PIECES = st.sampled_from([
    "8500", "元", "-", "~", ".", ",", "%", "第", "条", "年", "月", "号", "万", "¥", " ",
    "13800138000", ":", "/", "2", "0", "kg",
    "℃", "个", "您", "。", "？", "\n", "🙂", "A", "AI", "½", "②", "（", "）", "'", "yuan", "st", "1979", "to", "१",
])
# fmt: on
_TEXTS = st.one_of(st.text(max_size=40), st.lists(_PIECES, max_size=14).map("".join))


@settings(max_examples=300)
@given(_TEXTS, st.sampled_from(["zh", "en"]))
def test_no_digit_and_no_sign_is_left(text: str, language: Language) -> None:
    said = aloud(text, language)
    assert not any(character.isdigit() for character in said)
    assert {unicodedata.category(c)[0] for c in said} <= {"L", "P", "Z"}


@settings(max_examples=300)
@given(_TEXTS, st.sampled_from(["zh", "en"]))
@example("0。)¼", "en")
def test_spoken_text_stays_as_it_is(text: str, language: Language) -> None:
    said = aloud(text, language)
    assert aloud(said, language) == said
