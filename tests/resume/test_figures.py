"""Pictures from facts, and their words for those who cannot see them."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from assistant.resume import figures
from assistant.resume.theme import load_theme, theme_ids
from tests.resume.samples import BARE, ENGLISH, FULL, SAMPLES, TYPICAL, Sample, exact, said

SVG = "{http://www.w3.org/2000/svg}"


def texts(drawn: str) -> list[str]:
    return [element.text or "" for element in ET.fromstring(drawn).iter(f"{SVG}text")]  # noqa: S314 - our own drawing


@pytest.mark.parametrize("theme_id", theme_ids())
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.id)
def test_every_picture_is_xml_with_an_alternative(sample: Sample, theme_id: str) -> None:
    theme, resume = load_theme(theme_id), sample.resume()
    for drawn in (figures.bars(resume, theme), figures.wheel(resume, theme), figures.avatar(resume, theme)):
        if drawn:
            root = ET.fromstring(drawn)  # noqa: S314 - our own drawing
            assert root.get("role") == "img"
            assert root.get("aria-label")
            assert root.find(f"{SVG}title") is not None


def test_bars_show_every_job_and_its_years() -> None:
    drawn = texts(figures.bars(TYPICAL.resume(), load_theme("warm")))
    assert drawn == ["月嫂", "五年", "育儿嫂", "三年"]
    assert figures.bars_alt(TYPICAL.resume()) == "条形图：月嫂 五年、育儿嫂 三年"


def test_bars_are_as_long_as_the_years() -> None:
    root = ET.fromstring(figures.bars(TYPICAL.resume(), load_theme("warm")))  # noqa: S314 - our own drawing
    solid = [float(rect.get("width") or 0) for rect in root.iter(f"{SVG}rect")][2::3]
    assert solid[1] / solid[0] == pytest.approx(3 / 5, abs=0.01)


def test_there_is_no_picture_of_nothing() -> None:
    assert figures.bars(BARE.resume(), load_theme("warm")) == ""
    one_job = Sample("one", (said("experience_by_job", {"job": "cook", **exact(8)}, "八年"),)).resume()
    assert figures.bars(one_job, load_theme("warm")) == ""
    assert figures.wheel(TYPICAL.resume(), load_theme("warm")) == ""


def test_the_wheel_counts_skills_by_family() -> None:
    drawn = texts(figures.wheel(FULL.resume(), load_theme("plain")))
    assert drawn[0] == "22"
    assert sum(int(text) for text in drawn[2:] if text.isdigit()) == 22
    assert "母婴护理8项" in figures.wheel_alt(FULL.resume())


def test_english_pictures_speak_english() -> None:
    assert texts(figures.bars(ENGLISH.resume(), load_theme("warm"))) == ["Nanny", "4 years", "Housekeeper", "2.5 years"]


def test_a_name_cannot_break_out_of_the_picture() -> None:
    resume = Sample("one", (said("name", "<script>王", "<script>王"),)).resume()
    drawn = figures.avatar(resume, load_theme("warm"))
    assert "<script" not in drawn
    assert "&lt;script&gt;" in drawn


def test_a_very_long_life_of_work_still_fits() -> None:
    facts = tuple(
        said("experience_by_job", {"job": job, **exact(years)}, "多年")
        for job, years in (("cook", 40), ("cleaner", 0.1))
    )
    root = ET.fromstring(figures.bars(Sample("one", facts).resume(), load_theme("plain")))  # noqa: S314 - our own drawing
    assert all(0 <= float(dot.get("cx") or 0) <= 320 for dot in root.iter(f"{SVG}circle"))
