"""Putting a line down."""

from __future__ import annotations

from assistant.profile.model import WorkerProfile
from assistant.resume.desk import Clause, Desk
from assistant.resume.evidence import Ledger
from assistant.resume.model import ResumeOptions
from tests.resume.samples import TODAY, said

FACTS = (said("jobs", "cook", "做饭", status="verified"), said("jobs", "cleaner", "保洁"))
DESK = Desk.of(WorkerProfile(jobs=["cook", "cleaner"]), Ledger(FACTS), "zh", ResumeOptions(generated_on=TODAY))


def test_a_line_needs_facts_words_and_no_praise() -> None:
    assert DESK.line("jobs", "做饭", ()) == []
    assert DESK.line("jobs", "", (0,)) == []
    assert DESK.line("jobs", "金牌厨师", (0,)) == []
    (line,) = DESK.line("jobs", "做饭", (0,), label="jobs")
    assert (line.label, line.label_other, line.verified) == ("工种", "Work", True)


def test_a_list_rests_on_the_facts_of_its_items() -> None:
    (line,) = DESK.listing("jobs", DESK.marks("jobs", "jobs", ["cook", "cleaner", "butler"]), label="jobs")
    assert (line.text, line.evidence, line.verified) == ("做饭阿姨、保洁", (0, 1), False)
    assert [mark.verified for mark in line.marks] == [True, False]


def test_a_clause_without_facts_is_not_said() -> None:
    (line,) = DESK.sentence("who", [Clause("做饭", (0,)), Clause("会飞", ()), Clause("第一流的一流", (1,))])
    assert line.text == "做饭。"
    assert DESK.sentence("who", [Clause("会飞", ())]) == []


def test_an_empty_section_is_no_section() -> None:
    assert DESK.section("skills", []) == []
