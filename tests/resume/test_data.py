"""The résumé as data."""

from __future__ import annotations

import json
import re
from typing import Annotated, Any

import pytest
from pydantic import BaseModel, ConfigDict, Field

from assistant.profile.model import WorkerProfile
from assistant.resume.data import as_data, as_json_resume, render_json, render_json_resume
from tests.resume.samples import BARE, ENGLISH, FULL, SAMPLES, TYPICAL, Sample

# The JSON Resume 1.0 schema, as far as it binds: the root is closed, parts are open, dates follow its pattern.
DATE = r"^([1-2][0-9]{3}-[0-1][0-9]-[0-3][0-9]|[1-2][0-9]{3}-[0-1][0-9]|[1-2][0-9]{3})$"
Iso = Annotated[str, Field(pattern=DATE)]


class Open(BaseModel):
    """Open of the schema."""

    model_config = ConfigDict(extra="allow", strict=True)


class Place(Open):
    """Place of the schema."""

    address: str | None = None
    postalCode: str | None = None  # noqa: N815 - the schema's name
    city: str | None = None
    countryCode: str | None = None  # noqa: N815 - the schema's name
    region: str | None = None


class Basics(Open):
    """Basics of the schema."""

    name: str | None = None
    label: str | None = None
    image: str | None = None
    email: str | None = None
    phone: str | None = None
    url: str | None = None
    summary: str | None = None
    location: Place | None = None


class Work(Open):
    """Work of the schema."""

    name: str | None = None
    location: str | None = None
    description: str | None = None
    position: str | None = None
    startDate: Iso | None = None  # noqa: N815 - the schema's name
    endDate: Iso | None = None  # noqa: N815 - the schema's name
    summary: str | None = None
    highlights: list[str] = []


class Education(Open):
    """Education of the schema."""

    institution: str | None = None
    area: str | None = None
    studyType: str | None = None  # noqa: N815 - the schema's name


class Certificate(Open):
    """Certificate of the schema."""

    name: str | None = None
    date: Iso | None = None
    url: str | None = None
    issuer: str | None = None


class Skill(Open):
    """Skill of the schema."""

    name: str | None = None
    level: str | None = None
    keywords: list[str] = []


class Spoken(Open):
    """Spoken of the schema."""

    language: str | None = None
    fluency: str | None = None


class JsonResume(BaseModel):
    """JsonResume of the schema."""

    model_config = ConfigDict(extra="forbid")

    schema_: str | None = Field(default=None, alias="$schema")
    basics: Basics | None = None
    work: list[Work] = []
    volunteer: list[Open] = []
    education: list[Education] = []
    awards: list[Open] = []
    certificates: list[Certificate] = []
    publications: list[Open] = []
    skills: list[Skill] = []
    languages: list[Spoken] = []
    interests: list[Open] = []
    references: list[Open] = []
    projects: list[Open] = []
    meta: Open | None = None


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.id)
def test_json_resume_keeps_to_its_schema(sample: Sample, language: Any) -> None:
    JsonResume.model_validate(json.loads(render_json_resume(sample.resume(language))))


def test_json_resume_carries_what_she_said() -> None:
    document = as_json_resume(TYPICAL.resume())
    assert document["basics"]["name"] == "王秀兰"
    assert document["basics"]["label"] == "月嫂·育儿嫂"
    assert document["basics"]["phone"] == "138****5678"
    assert document["basics"]["location"] == {"countryCode": "CN", "city": "北京", "region": "朝阳"}
    assert document["work"][0] == {
        "position": "月嫂", "location": "北京海淀", "endDate": "2026-09", "summary": "两个月；带双胞胎，夜里也是我带",
    }  # fmt: skip
    assert document["certificates"][0] == {"name": "母婴护理证（高级）", "date": "2024"}
    assert document["languages"][0] == {"language": "普通话", "fluency": "流利"}
    assert document["skills"][0]["keywords"][:2] == ["新生儿护理", "婴儿洗澡"]
    assert document["meta"]["AIGC"]["Label"] == "1"


def test_a_bare_json_resume_has_no_empty_parts() -> None:
    assert set(as_json_resume(BARE.resume())) == {"$schema", "basics", "meta"}


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.id)
def test_our_json_ties_every_line_to_its_evidence(sample: Sample) -> None:
    document = json.loads(render_json(sample.resume(view="own")))
    quotes = {item["id"]: item["quote"] for item in document["evidence"]}
    for section in document["sections"]:
        for line in section["lines"]:
            assert line["evidence"]
            assert all(quotes[i] for i in line["evidence"])


def test_our_json_holds_a_profile_in_the_wire_format() -> None:
    profile = as_data(FULL.resume())["profile"]
    assert WorkerProfile.model_validate(profile).wire() == profile


def test_the_aigc_field_comes_first() -> None:
    assert next(iter(as_data(ENGLISH.resume()))) == "AIGC"


def test_a_masked_phone_is_masked_everywhere() -> None:
    everything = render_json(FULL.resume()) + render_json_resume(FULL.resume())
    assert re.search(r"1390{4}1111", everything) is None
