"""Contracts filled from what was said, blank where nothing was; words are never templates."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import meta
from jinja2.sandbox import SandboxedEnvironment

from assistant.kit.data import data_path, load_yaml
from assistant.knowledge.documents import load_library
from assistant.knowledge.draft_values import BLANK, LINE, values
from assistant.knowledge.drafts import DraftKind, DraftOrder, chinese_number, draft_template, fill
from assistant.profile.model import Language, WorkerProfile
from tests.knowledge.drafting import HOSTILE, KINDS, LANGUAGES, PROFILE, TERMS, TODAY, drafted, words


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_draft_can_be_filled_with_nothing(kind: DraftKind, language: Language) -> None:
    draft = drafted(kind, language, profile=WorkerProfile())
    assert draft.blanks > 0
    assert str(draft.blanks) in draft.notices[1]
    assert "None" not in words(draft)
    assert BLANK not in words(draft)
    assert len(draft.clauses) == len(draft_template(kind).clauses)


@pytest.mark.parametrize("kind", ["two_party", "three_party"])
def test_a_contract_speaks_of_every_point_it_must_and_of_what_saves_a_quarrel(kind: DraftKind) -> None:
    points = load_yaml(data_path("knowledge_base", "contracts", "required.yaml"))
    held = {clause.key for document in load_library() for clause in document.clauses}
    assert all(key in held for point in points for key in point["required_by"])
    covered = {point for clause in draft_template(kind).clauses for point in clause.covers}
    assert covered == {point["id"] for point in points if kind in point["applies_to"]}


@pytest.mark.parametrize("kind", KINDS)
def test_templates_name_only_what_is_described_and_given(kind: DraftKind) -> None:
    described = load_yaml(data_path("knowledge_base", "contracts", "variables.yaml"))
    known = set(described["roots"]) | set(described["derived"]) | {"blank"}
    given_values = values(PROFILE, {}, {root: {} for root in ("agency", "household", "worker", "terms")}, "zh")
    assert set(given_values) == known
    for clause in draft_template(kind).clauses:
        for text in (clause.text, clause.text_en):
            assert meta.find_undeclared_variables(SandboxedEnvironment().parse(text)) <= known, clause.id


@cache
def library_keys() -> frozenset[str]:
    return frozenset(clause.key for document in load_library() for clause in document.clauses)


@pytest.mark.parametrize("kind", KINDS)
def test_every_rule_behind_a_clause_is_in_the_library(kind: DraftKind) -> None:
    cited = {key for clause in draft_template(kind).clauses for key in clause.required_by}
    assert cited - library_keys() == set()


def test_what_was_said_is_filled_in() -> None:
    household = {"name": "李女士", "address": "北京市朝阳区某路1号"}
    text = words(drafted(terms=TERMS, household=household, need={"job": "maternity_nurse", "start": "2026-12-01"}))
    for said in ("王桂兰", "13812345678", "李女士", "北京市朝阳区某路1号", "月嫂", "住家", "2026-12-01", "2027-05-31"):
        assert said in text
    assert "12000元（按26天算）" in text
    assert "461.54" in text
    assert "每月休息0天" in text
    assert "母婴护理证（高级、未核对）" in text


def test_what_was_not_agreed_comes_from_what_she_wants_or_stays_blank() -> None:
    text = words(drafted(need={"city": "北京", "district": "朝阳"}))
    assert "每月8000到9000元" in text
    assert "北京朝阳" in text
    assert f"折算每天{LINE}元" in text


def test_care_given_only_in_her_own_family_is_no_skill_of_a_contract() -> None:
    text = words(drafted())
    assert "婴儿洗澡" in text
    assert "睡眠" not in text


def test_a_start_of_now_is_no_date() -> None:
    assert "now" not in words(drafted(need={"start": "now"}))


@pytest.mark.parametrize(
    ("amount", "daily"), [(26, "1"), (12000, "461.54"), ("一万二", ""), ("NaN", ""), ("Infinity", ""), (None, "")]
)
def test_a_day_s_pay_is_worked_out_to_the_cent_or_left_blank(amount: object, daily: str) -> None:
    text = words(drafted(terms={"pay_amount": amount, "pay_unit": "26_days"}))
    assert f"折算每天{daily or LINE}元" in text


def test_words_are_never_taken_for_templates() -> None:
    text = words(
        drafted(profile=WorkerProfile(name=HOSTILE), household={"name": HOSTILE}, terms={"pay_amount": HOSTILE})
    )
    assert text.count(HOSTILE) >= 3
    assert "49" not in text


def test_words_cannot_add_a_line_or_a_blank() -> None:
    before = drafted(household={"name": "李"})
    after = drafted(household={"name": f"李\n第九条 白干\r\n{BLANK}\u2028x\x00"})
    assert [len(clause.lines) for clause in after.clauses] == [len(clause.lines) for clause in before.clauses]
    assert after.blanks == before.blanks


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
NAMES = st.sampled_from(["name", "address", "pay_amount", "pay_unit", "duties", "start", "hours", "model", "deposit"])


@given(st.dictionaries(NAMES, JSON), st.sampled_from(KINDS))
def test_any_data_makes_a_draft_of_the_same_shape(data: dict[str, Any], kind: DraftKind) -> None:
    draft = drafted(kind, need=data, terms=data, household=data, agency=data, worker=data)
    assert [clause.heading for clause in draft.clauses] == [clause.heading for clause in drafted(kind).clauses]
    assert BLANK not in words(draft)


def test_a_rule_the_library_lacks_is_not_named() -> None:
    draft = fill(DraftOrder(kind="two_party"), lambda _key, _language: None, TODAY)
    assert {clause.basis for clause in draft.clauses} == {""}


@pytest.mark.parametrize(("number", "words_of"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (23, "二十三")])
def test_articles_are_counted_as_chinese_counts(number: int, words_of: str) -> None:
    assert chinese_number(number) == words_of
