"""How Chinese is read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.speech.phonemes import phonemes, syllable
from assistant.speech.pinyin import read


def _read(text: str) -> str:
    return " ".join(syllable for word in read(text) for syllable in word)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("不是", "bu2 shi4"),
        ("不行", "bu4 xing2"),
        ("一个月", "yi2 ge5 yue4"),
        ("一年", "yi4 nian2"),
        ("第一次", "di4 yi1 ci4"),
        ("一九七九年", "yi1 jiu3 qi1 jiu3 nian2"),
        ("您好", "nin2 hao3"),
        ("我想", "wo2 xiang3"),
        ("老板娘很好", "lao2 ban3 niang2 hen2 hao3"),
        ("是不是", "shi4 bu5 shi4"),
    ],
)
def test_tones_change_each_other(text: str, said: str) -> None:
    assert _read(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("这一行", "zhe4 yi4 hang2"),
        ("也行", "ye3 xing2"),
        ("不用重说", "bu2 yong4 chong2 shuo1"),
        ("您得点个头", "nin2 dei2 dian3 ge5 tou2"),
        ("做得来吗", "zuo4 de5 lai2 ma5"),
        ("做不了", "zuo4 bu4 liao3"),
        ("照顾长辈", "zhao4 gu4 zhang3 bei4"),
        ("做了多长时间", "zuo4 le5 duo1 chang2 shi2 jian1"),
        ("请假", "qing3 jia4"),
        ("打扫干净", "da2 sao3 gan1 jing4"),
        ("干活儿", "gan4 huo2 r5"),
        ("女儿", "nv3 er2"),
        ("带睡", "dai4 shui4"),
        ("朝阳", "chao2 yang2"),
        ("调查", "diao4 cha2"),
        ("空调", "kong1 tiao2"),
        ("差不多", "cha4 bu5 duo1"),
    ],
)
def test_the_trade_s_words_are_read_right(text: str, said: str) -> None:
    assert _read(text) == said


@pytest.mark.parametrize(
    ("pinyin", "sounds"),
    [
        ("yue4", "ɥe↘"),
        ("sao3", "sau↓"),
        ("zhi1", "ꭧɨ→"),
        ("nv3", "ny↓"),
        ("er2", "ɚ↗"),
        ("xing2", "ɕi↗ŋ"),
        ("de5", "tɤ"),
    ],
)
def test_syllables_become_the_sounds_the_voice_learnt(pinyin: str, sounds: str) -> None:
    assert syllable(pinyin) == sounds


def test_english_words_inside_chinese_are_said_as_people_in_china_say_them() -> None:
    assert phonemes("我是AI助手。") == "wo↓ ʂɨ↘ ei→ ai→ ꭧu↘ʂou↓."


@pytest.mark.parametrize(
    ("text", "sounds"),
    [
        ("the answer", "ði ˈænsəɹ"),
        ("the family", "ðə fˈæmᵊli"),
        ("HR", "ˌAʧˈɑɹ"),
        ("AI", "ˈAˌI"),
        ("résumé", "ɹˈɛzəmˌA"),
    ],
)
def test_english_is_read_from_the_dictionary(text: str, sounds: str) -> None:
    assert phonemes(text) == sounds


@pytest.mark.parametrize("word", ["Zhaoqing", "blorpified", "nannying", "Xu's", "kindergartens"])
def test_a_word_no_dictionary_has_is_read_all_the_same(word: str) -> None:
    assert phonemes(word)


@given(st.text(max_size=60))
def test_any_text_has_sounds_or_none_but_never_fails(text: str) -> None:
    phonemes(text)
