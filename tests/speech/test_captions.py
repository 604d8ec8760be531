"""What recognizers invent is taken out, what they leave out is put back, and what was said stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.profile.model import Language
from assistant.speech import captions
from assistant.speech.model import Word
from assistant.speech.scripted import spread


def joined(words: tuple[Word, ...]) -> str:
    return "".join(word.text for word in words)


@pytest.mark.parametrize(
    "invented",
    [
        "字幕by索兰娅",
        "字幕由Amara.org社群提供",
        "中文字幕志愿者 杨茜茜",
        "请不吝点赞 订阅 转发 打赏支持明镜与点点栏目",
        "谢谢观看",
        "感谢您的收看，下期再见！",
        "谢谢大家收看",
        "优优独播剧场——YoYo Television Series Exclusive",
        "以下是普通话的句子。",
        "作词 李宗盛",
    ],
)
def test_chinese_captions_are_not_answers(invented: str) -> None:
    assert joined(captions.without_captions(spread(invented, 3.0), "zh")).strip(" —") == ""


@pytest.mark.parametrize(
    "invented",
    [
        "Thanks for watching!",
        "Thank you so much for watching.",
        "Please subscribe to my channel.",
        "Subtitles by the Amara.org community",
    ],
)
def test_english_captions_are_not_answers(invented: str) -> None:
    assert joined(captions.without_captions(spread(invented, 3.0), "en")) == ""


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("谢谢，我做过三年月嫂。", "zh"),
        ("我会用手机看视频学做菜，也订阅过做饭的节目", "zh"),
        ("可以下次见面再谈工资", "zh"),
        ("老人看电视要帮他调字幕", "zh"),
        ("好的谢谢，再见", "zh"),
        ("I was watching two children. Thank you.", "en"),
        ("I like to cook.", "en"),
    ],
)
def test_answers_are_left_as_they_are(said: str, language: Language) -> None:
    assert joined(captions.without_captions(spread(said, 4.0), language)) == said


def test_a_caption_after_an_answer_goes_and_the_answer_stays() -> None:
    words = spread("我做过三年月嫂。谢谢观看。", 6.0)
    kept = captions.without_captions(words, "zh")
    assert joined(kept) == "我做过三年月嫂。"
    assert kept == words[: len(kept)]


@pytest.mark.parametrize("text", ["我会做饭" * 6, "嗯" * 20, "的的的的的的的的的的", "好的，" * 9])
def test_loops_are_not_answers(text: str) -> None:
    assert captions.is_loop(text)


@pytest.mark.parametrize("text", ["对对对对", "可以可以可以", "没有没有没有", "13800000000", "好好好", "会，会，会"])
def test_people_repeat_themselves_a_few_times(text: str) -> None:
    assert not captions.is_loop(text)


def test_a_doubled_answer_is_worth_reading_again_and_no_more() -> None:
    assert captions.is_suspect("第五大道第五大道")
    assert not captions.is_loop("第五大道第五大道")
    assert not captions.is_suspect("一三八零零一三八零零零")
    assert not captions.is_suspect("13800 13800")


def test_more_than_can_be_said_was_not_said() -> None:
    assert captions.too_fast("请您介绍一下自己的工作经历和带过的孩子", "zh", 0.3)
    assert not captions.too_fast("我做过三年月嫂", "zh", 1.2)


def test_traditional_characters_become_simplified_in_place() -> None:
    assert captions.simplified("我會帶孩子，做過護工") == "我会带孩子，做过护工"
    assert captions.simplified("我会做饭，会带孩子") == "我会做饭，会带孩子"


@given(st.text(max_size=60))
def test_simplifying_never_moves_a_character(text: str) -> None:
    assert len(captions.simplified(text)) == len(text)


def test_marks_beside_chinese_become_full_width_and_figures_keep_theirs() -> None:
    assert captions.full_width("是四年,不是三年?工资1,000") == "是四年，不是三年？工资1,000"
    assert captions.full_width("I can cook, yes.") == "I can cook, yes."


def said(*timed: tuple[str, float, float]) -> tuple[Word, ...]:
    return tuple(Word(text=text, start=start, end=end) for text, start, end in timed)


def test_pauses_of_a_long_answer_become_commas() -> None:
    words = said(("我做过三年月嫂", 0, 2.0), ("会做月子餐", 2.8, 4.0), ("也会带", 4.1, 4.6), ("孩子", 4.6, 5.0))
    assert joined(captions.punctuated(words, "zh")) == "我做过三年月嫂，会做月子餐也会带孩子。"


@pytest.mark.parametrize("text", ["三年", "我做过三年月嫂，会做月子餐也会带孩子"])
def test_short_or_punctuated_answers_need_nothing(text: str) -> None:
    words = said((text[:2], 0, 0.5), (text[2:], 2, 4))
    assert captions.punctuated(words, "zh") == words


def test_another_spelling_fits_the_words_or_is_refused() -> None:
    assert joined(captions.respelled(said(("護", 0, 1), ("工", 1, 2)), "护工")) == "护工"
    with pytest.raises(ValueError, match="length"):
        captions.respelled(said(("護", 0, 1)), "护工")


@pytest.mark.parametrize(
    ("heard", "stated"),
    [
        ("河南周口的？", "河南周口的。"),
        ("八年了？我在北京。", "八年了。我在北京。"),
        ("一个月多少钱？", "一个月多少钱？"),
        ("能不能不住家？", "能不能不住家？"),
        ("你是真人？", "你是真人？"),
        ("住家的。要带睡吗？", "住家的。要带睡吗？"),
    ],
)
def test_only_words_ask_not_the_mark_of_the_recognizer(heard: str, stated: str) -> None:
    assert captions.stated(heard, "zh") == stated


def test_english_keeps_its_question_marks() -> None:
    assert captions.stated("From Henan?", "en") == "From Henan?"
