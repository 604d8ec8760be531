"""The agenda is data: an agency changes questions without code, and mistakes are told by file and key."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.interview.agenda import Agenda, holds, load_agenda
from assistant.interview.book import shipped_book
from assistant.interview.sources import Folders, InterviewDataError
from assistant.profile.model import Topic
from assistant.vocabulary import vocabulary

JOBS = [term.id for term in vocabulary().terms("jobs")]


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    shipped = Folders.shipped()
    shutil.copytree(shipped.agenda, tmp_path / "agenda")
    return Folders(tmp_path / "agenda", shipped.prompts, shipped.scenarios)


def edit(path: Path, change: Any) -> None:
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    change(data)
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")


def shipped() -> Agenda:
    return shipped_book().agenda


def test_every_job_of_the_vocabulary_has_an_agenda() -> None:
    assert set(shipped().jobs) == set(JOBS)
    assert len(JOBS) == 16


@pytest.mark.parametrize("job", JOBS)
def test_every_job_is_asked_what_a_post_needs(job: str) -> None:
    topics = {item.topic for item in shipped().items([job])}
    needed = {Topic.NAME, Topic.JOB, Topic.EXPERIENCE, Topic.SKILLS, Topic.SALARY, Topic.AVAILABILITY, Topic.CONTACT}
    assert needed <= topics


def test_the_most_important_question_comes_first() -> None:
    priorities = [item.priority for item in shipped().items(["maternity_nurse"])]
    assert priorities == sorted(priorities, reverse=True)


def test_a_job_may_drop_a_common_question_and_add_its_own() -> None:
    ids = {item.id for item in shipped().items(["maternity_nurse"])}
    assert "work_mode" not in ids
    assert "twins" in ids
    assert "work_mode" in {item.id for item in shipped().items(["housekeeper"])}


def test_certificates_matter_earlier_for_a_maternity_nurse() -> None:
    def rank(job: str) -> int:
        return [item.id for item in shipped().items([job])].index("certificates")

    assert rank("maternity_nurse") < rank("cleaner")


def test_two_jobs_bring_the_questions_of_both() -> None:
    ids = {item.id for item in shipped().items(["maternity_nurse", "elderly_carer"])}
    assert {"twins", "bedridden"} <= ids


def test_an_unknown_job_gets_the_common_core() -> None:
    assert shipped().items(["astronaut"]) == shipped().items([])


def test_an_item_of_unknown_field_is_refused_by_name(folders: Folders) -> None:
    edit(folders.agenda / "common.yaml", lambda data: data["items"][0].update(fields=["shoe_size"]))
    with pytest.raises(InterviewDataError, match=r"common\.yaml: items\.0.*shoe_size"):
        load_agenda(folders)


def test_an_override_of_nothing_is_refused_by_name(folders: Folders) -> None:
    edit(folders.agenda / "cook.yaml", lambda data: data["overrides"].update(sallary={"skip": True}))
    with pytest.raises(InterviewDataError, match=r"cook\.yaml: overrides: .*sallary"):
        load_agenda(folders)


def test_a_misspelt_key_is_refused_by_name(folders: Folders) -> None:
    edit(folders.agenda / "common.yaml", lambda data: data["items"][1].update(prioritty=3))
    with pytest.raises(InterviewDataError, match=r"common\.yaml: items\.1\.prioritty"):
        load_agenda(folders)


def test_a_job_file_under_another_name_is_refused(folders: Folders) -> None:
    (folders.agenda / "cook.yaml").rename(folders.agenda / "chef.yaml")
    with pytest.raises(InterviewDataError, match=r"chef\.yaml: job: is 'cook'"):
        load_agenda(folders)


def test_an_agency_can_add_a_question_in_data_alone(folders: Folders) -> None:
    new = {"id": "name_again", "topic": "name", "priority": 999, "fields": ["name"], "satisfied_by": ["name"]}
    edit(folders.agenda / "common.yaml", lambda data: data["items"].append(new))
    assert load_agenda(folders).items([])[0].id == "name_again"


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("name", True),
        ("phone", False),
        ("expected_salary.min", True),
        ("expected_salary.unit", False),
        ("certificates.*.level", True),
        ("certificates.*.issuer", False),
        ("health_certificate.held=true", True),
        ("health_certificate.held=false", False),
        ("skills.*.id=cooking", True),
        ("skills.*.id=driving", False),
        ("declined_skills.*=driving", True),
        ("jobs", False),
        ("name.first", False),
    ],
)
def test_a_condition_is_a_path_into_the_profile(condition: str, expected: bool) -> None:  # noqa: FBT001 - a table
    profile = {
        "name": "李梅",
        "jobs": [],
        "expected_salary": {"min": 8000, "max": None},
        "certificates": [{"kind": "infant_care"}, {"kind": "cook", "level": "高级"}],
        "health_certificate": {"held": True},
        "skills": [{"id": "cooking"}],
        "declined_skills": ["driving"],
    }
    assert holds(condition, profile) is expected
