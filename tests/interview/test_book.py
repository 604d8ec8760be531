"""Everything the interviewer can say or ask, read as an editor would: lawful, short, plain, in both languages."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from assistant.interview.book import check, load, shipped_book
from assistant.interview.interviewer import start, step
from assistant.interview.sources import Folders
from assistant.interview.state import StartOptions
from assistant.profile.fold import fold
from assistant.profile.model import Language
from assistant.understanding.reading import Act, ActSpan, Reading
from assistant.vocabulary.folding import is_simplified

BOOK = shipped_book()
FOLDERS = Folders.shipped()
FILES = sorted(
    path for folder in (FOLDERS.agenda, FOLDERS.prompts, FOLDERS.scenarios) for path in folder.rglob("*.yaml")
)

# What an interviewer must never ask about or weigh.
FORBIDDEN = re.compile(
    "结婚|已婚|未婚|离婚|离异|婚姻|婚育|丈夫|老公|对象|怀孕|备孕|孕检|生孩子|几个孩子|有孩子吗|您的孩子|您孩子|信教|宗教|信仰|"
    "信佛|基督|穆斯林|回族|汉族|民族|属相|属什么|生肖|星座|面相|长相|长得|身高|体重|胖|血型|乙肝|什么病|有病|欠债|负债|贷款|"
    r"\bmarried\b|\bmarriage\b|\bhusband\b|\bpregnan|\breligio|\bethnic|\bzodiac\b|\bstar sign\b|\bheight\b|\bweight\b|"
    r"\bdebts?\b|your children\b|your kids\b",
    re.IGNORECASE,
)
SUPERLATIVES = re.compile(
    "金牌|王牌|第一名|最好的|最优秀|最专业|顶级|完美|百分百|首选|国家级|"
    r"\bbest\b|\bperfect\b|\btop[- ]rated\b|\bnumber one\b|\bexcellent\b|\boutstanding\b",
    re.IGNORECASE,
)
HAN = re.compile(r"[\u4e00-\u9fff]")
HARD_WORDS = re.compile("您好呀|亲，|亲爱的|尊敬的|贵方|该项|请选择|请输入|提交|系统|字段|信息采集|用户")


def questions(language: Language) -> Iterator[tuple[str, str]]:
    phrases = BOOK.phrasebooks[language].questions
    for kind in ("ask", "again", "follow"):
        for key, variants in getattr(phrases, kind).items():
            for text in variants:
                yield f"{kind}.{key}", text


def spoken(language: Language) -> Iterator[tuple[str, str]]:
    yield from questions(language)
    book = BOOK.phrasebooks[language]
    for name, variants in book.moves.moves.items():
        for text in variants:
            yield f"moves.{name}", text
    yield from ((f"why.{topic}", text) for topic, text in book.questions.why.items())
    yield from ((f"answers.{answer.id}", answer.text) for answer in book.answers.answers)
    yield from ((f"meanings.{meaning.cues[0]}", meaning.text) for meaning in book.meanings.meanings)
    yield from ((f"rights.{right.id}", right.text) for right in book.answers.rights)
    for asked in BOOK.scenarios.by_job.values():
        for question in asked:
            yield question.id, question.question[language]
            if question.line:
                yield f"{question.id}.line", question.line.text[language]


def test_the_shipped_data_is_in_order() -> None:
    assert check() == []


def test_a_broken_file_is_reported_in_one_sentence(tmp_path: Path) -> None:
    shutil.copytree(FOLDERS.prompts, tmp_path / "prompts")
    (tmp_path / "prompts" / "zh" / "moves.yaml").unlink()
    problems = check(Folders(FOLDERS.agenda, tmp_path / "prompts", FOLDERS.scenarios))
    assert len(problems) == 1
    assert "moves.yaml" in problems[0]


def test_an_agency_s_own_words_are_spoken(tmp_path: Path) -> None:
    shutil.copytree(FOLDERS.prompts, tmp_path / "prompts")
    path = tmp_path / "prompts" / "zh" / "questions.yaml"
    words = path.read_text(encoding="utf-8").replace("怎么称呼您？", "大姐怎么称呼？")
    path.write_text(words, encoding="utf-8")
    book = load(Folders(FOLDERS.agenda, tmp_path / "prompts", FOLDERS.scenarios))
    state, _ = start(StartOptions(), book=book)
    reading = Reading(acts=(ActSpan(Act.YES, 0, 2),))
    turn = step(state, "同意", reading=reading, folded=fold([]), today=date(2026, 11, 22), book=book)
    assert "大姐怎么称呼？" in turn.reply.text


@pytest.mark.parametrize("path", FILES, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_no_file_asks_what_must_not_be_asked(path: Path) -> None:
    found = FORBIDDEN.findall(path.read_text(encoding="utf-8"))
    assert found == []


@pytest.mark.parametrize("path", FILES, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_nobody_is_praised_in_superlatives(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert SUPERLATIVES.findall(text) == []


@pytest.mark.parametrize("path", FILES, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_chinese_is_simplified(path: Path) -> None:
    assert is_simplified("".join(HAN.findall(path.read_text(encoding="utf-8"))))


def test_a_chinese_question_is_at_most_thirty_characters() -> None:
    long = [(key, text) for key, text in questions("zh") if len(text.format(job="家电清洗")) > 30]
    assert long == []


def test_an_english_question_is_short() -> None:
    long = [(key, text) for key, text in questions("en") if len(text.split()) > 15]
    assert long == []


def test_a_scenario_question_can_be_heard_in_one_go() -> None:
    for asked in BOOK.scenarios.by_job.values():
        for question in asked:
            assert len(question.question["zh"]) <= 34
            assert len(question.question["en"].split()) <= 20


def test_chinese_speaks_to_her_politely_and_plainly() -> None:
    for key, text in spoken("zh"):
        assert "你" not in text, key
        assert not HARD_WORDS.search(text), (key, text)
        assert not re.search(r"[A-Za-z]", text.format_map(_Blank()).replace("AI", "")), (key, text)


class _Blank(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""


def test_english_has_no_chinese_left() -> None:
    for key, text in spoken("en"):
        assert not re.search(r"[\u4e00-\u9fff]", text), (key, text)


def test_the_two_languages_can_ask_and_say_the_same_things() -> None:
    zh, en = BOOK.phrasebooks["zh"], BOOK.phrasebooks["en"]
    for kind in ("ask", "follow", "why", "topics"):
        assert set(getattr(zh.questions, kind)) - {"availability@maternity_nurse", "cuisines@cook"} <= set(
            getattr(en.questions, kind)
        ), kind
    assert set(zh.moves.moves) == set(en.moves.moves)
    assert [line.id for line in zh.answers.rights] == [line.id for line in en.answers.rights]


def test_chips_come_in_both_languages() -> None:
    items = [*BOOK.agenda.common.items, *(item for job in BOOK.agenda.jobs.values() for item in job.items)]
    for item in items:
        for chips in (item.quick_replies, *(follow.quick_replies for follow in item.follow_ups)):
            assert set(chips) in (set(), {"zh", "en"}), item.id
    for job in BOOK.agenda.jobs.values():
        for override in job.overrides.values():
            assert override.quick_replies is None or set(override.quick_replies) == {"zh", "en"}


def test_questions_are_worded_in_several_ways() -> None:
    asked = BOOK.phrasebooks["zh"].questions.ask
    core = {item.id for item in BOOK.agenda.common.items}
    assert all(len(asked[key]) >= 2 for key in core)


def test_the_greeting_says_what_it_must() -> None:
    for move in ("greeting", "greeting_voice"):
        for text in BOOK.phrasebooks["zh"].moves.moves[move]:
            assert all(word in text for word in ("AI", "不是真人", "存下来", "删", "人工", "同意"))
        for text in BOOK.phrasebooks["en"].moves.moves[move]:
            assert all(word in text for word in ("AI", "not a person", "kept", "delete", "human", "agree"))
    assert "录音" in BOOK.phrasebooks["zh"].moves.moves["greeting_voice"][0]
