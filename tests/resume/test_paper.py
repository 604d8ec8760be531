"""PDF and picture, read back."""

from __future__ import annotations

import io
import json
import re
from concurrent.futures import ThreadPoolExecutor
from functools import cache

import pypdfium2
import pytest
from PIL import Image

from assistant.profile.model import Language
from assistant.resume.labels import PICTURE_SHARE, aigc
from assistant.resume.paper import render_pdf, render_png, warm_up
from assistant.resume.theme import theme_ids
from tests.resume.samples import BARE, ENGLISH, FULL, HOURLY, TYPICAL, Sample
from tests.resume.test_photo import picture

SAMPLES = {sample.id: sample for sample in (BARE, TYPICAL, FULL, HOURLY, ENGLISH)}


@cache
def pdf_of(sample_id: str, theme: str, language: Language | None = None) -> bytes:
    return render_pdf(SAMPLES[sample_id].resume(language, theme=theme))


@cache
def png_of(sample_id: str, theme: str) -> bytes:
    return render_png(SAMPLES[sample_id].resume(theme=theme))


def read(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = [document[at].get_textpage().get_text_range() for at in range(len(document))]
    finally:
        document.close()
    return "\n".join(pages)


# Shown as a picture, chips or a timeline in some theme; their parts are looked for one by one.
_DRAWN_OTHERWISE = {
    "certificate", "post", "experience_by_job", "who", "did", "wants", "skill_group", "cuisines", "informal",
}  # fmt: skip


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u2060\ufffe]+", "", text)


# What each profile holds, as a reader of the paper must find it again.
FOUND = {
    "bare": ["王秀兰", "保姆"],
    "typical": [
        "王秀兰", "月嫂", "育儿嫂", "一万二/26天（12,000元）", "八年", "五年", "三年", "河南周口", "北京朝阳", "拍嗝",
        "新生儿护理", "婴儿洗澡", "月子餐", "川菜", "朝阳、海淀", "月休四天", "138****5678", "注射胰岛素", "1979年生",
        "初中", "普通话", "2027年3月", "北京海淀", "两年两个月",
    ],
    "full": [
        "阿依古丽·买买提江·阿卜杜热合曼", "月嫂", "做饭阿姨", "一万五六/月（15,000–16,000元），可以商量", "十几年",
        "七八年", "三年半", "新疆喀什", "上海浦东", "失智照护", "擦玻璃", "西北菜", "46–49岁",
        "上海市家庭服务业行业协会", "已核验", "维语", "139****1111", "阜阳颍州", "鼻饲护理（照顾自家人，不算工作经历）",
    ],
    "hourly": ["李姐", "钟点工", "保洁", "三十五元/小时起（35元起）", "五六年", "重庆沙坪坝", "擦玻璃", "油烟机清洗"],
    "english": [
        "Maria Concepcion Dela Cruz-Villanueva", "Nanny", "Housekeeper", "8,000–9,000 yuan a month", "6–7 years",
        "2.5 years", "Pudong, Shanghai", "School run", "Deep cleaning", "English (fluent)", "8 days a month",
    ],
}  # fmt: skip


@pytest.mark.parametrize("theme", theme_ids())
@pytest.mark.parametrize("sample_id", FOUND)
def test_the_paper_reads_back_to_the_profile(sample_id: str, theme: str) -> None:
    text = squeezed(read(pdf_of(sample_id, theme)))
    assert [value for value in FOUND[sample_id] if squeezed(value) not in text] == []
    resume = SAMPLES[sample_id].resume(theme=theme)
    lines = [line.text for line in resume.lines() if line.key not in _DRAWN_OTHERWISE]
    marks = [mark.text for group in resume.skill_groups for mark in group.marks]
    assert [words for words in (*lines, *marks) if squeezed(words) not in text] == []


@pytest.mark.parametrize("theme", theme_ids())
def test_the_paper_is_marked_as_made_with_ai(theme: str) -> None:
    pdf = pdf_of("typical", theme)
    assert read(pdf).startswith("人工智能整理")
    document = pypdfium2.PdfDocument(pdf)
    title, field = document.get_metadata_value("Title"), document.get_metadata_value("AIGC")
    document.close()
    assert title == "王秀兰的简历"
    expected = aigc(TYPICAL.resume(theme=theme))
    assert json.loads(field) == expected
    packet = re.search(rb"<TC260:AIGC>(.*?)</TC260:AIGC>", pdf)
    assert packet is not None
    assert json.loads(packet[1]) == expected


@pytest.mark.parametrize("theme", theme_ids())
def test_an_ordinary_profile_takes_two_pages_at_most_and_little_room(theme: str) -> None:
    document = pypdfium2.PdfDocument(pdf_of("typical", theme))
    assert len(document) <= (1 if theme == "table" else 2)
    document.close()
    assert len(pdf_of("typical", theme)) < 700_000


@pytest.mark.parametrize("theme", theme_ids())
def test_fonts_are_embedded(theme: str) -> None:
    document = pypdfium2.PdfDocument(pdf_of("typical", theme))
    words = [item for item in document[0].get_objects() if item.type == pypdfium2.raw.FPDF_PAGEOBJ_TEXT]
    embedded = [item.get_font().is_embedded for item in words]
    document.close()
    assert embedded
    assert all(embedded)


@pytest.mark.parametrize("theme", theme_ids())
@pytest.mark.parametrize("sample_id", FOUND)
def test_the_picture_is_a_phone_wide_and_as_long_as_its_content(sample_id: str, theme: str) -> None:
    image = Image.open(io.BytesIO(png_of(sample_id, theme)))
    assert image.width == 1080
    assert 900 < image.height < 20_000
    foot = image.convert("L").crop((0, image.height - 60, 1080, image.height))
    greys = foot.tobytes()
    assert max(greys) - min(greys) < 40, "the last strip is empty paper: nothing is cut off"


@pytest.mark.parametrize("theme", theme_ids())
def test_the_picture_carries_the_mark_in_its_metadata(theme: str) -> None:
    image = Image.open(io.BytesIO(png_of("typical", theme)))
    expected = aigc(TYPICAL.resume(theme=theme))
    assert json.loads(image.info["AIGC"]) == expected
    assert expected["ProduceID"] in image.info["XML:com.adobe.xmp"]


@pytest.mark.parametrize("sample_id", ["bare", "typical", "english"])
@pytest.mark.parametrize("theme", theme_ids())
def test_the_mark_on_the_picture_is_a_twentieth_of_its_short_side(sample_id: str, theme: str) -> None:
    image = Image.open(io.BytesIO(png_of(sample_id, theme)))
    resume = SAMPLES[sample_id].resume(theme=theme)
    assert mark_height(resume.theme, resume.language) >= PICTURE_SHARE * min(image.size)


@cache
def mark_height(theme: str, language: str) -> float:
    """The height in picture pixels of the mark's letters, from the laid-out page."""
    from assistant.resume.paper import picture_document

    sample = ENGLISH if language == "en" else TYPICAL
    document = pypdfium2.PdfDocument(picture_document(sample.resume(theme=theme))[0])
    page = document[0]
    text = page.get_textpage()
    count = len("Arranged by AI" if language == "en" else "人工智能整理")
    boxes = [text.get_charbox(at, loose=False) for at in range(count)]
    scale = 1080 / page.get_width()
    document.close()
    return float(max(top - bottom for _, bottom, _, top in boxes) * scale)


def test_a_photo_is_on_the_paper_and_the_picture() -> None:
    resume = TYPICAL.resume(photo=picture(500, 500, colour="#20a040"))
    image = Image.open(io.BytesIO(render_png(resume)))
    assert image.mode == "RGB"
    colours = image.crop((0, 0, 1080, 900)).getcolors(10_000_000) or []
    assert any(abs(c[0] - 0x20) < 12 and abs(c[1] - 0xA0) < 12 and abs(c[2] - 0x40) < 12 for _, c in colours)  # type: ignore[index] # RGB
    assert b"/DCTDecode" in render_pdf(resume)


def test_hostile_words_do_not_stop_the_press() -> None:
    from tests.resume.samples import said

    odd = "<svg onload=x>{{7*7}}\u0000\ud83d\ude00"
    name = "😀\u200b<b>王</b>{{7}}"
    facts = (said("name", name, name), said("jobs", "cook", "做饭"), said("strengths", "x", f"我每天早上{odd[:8]}"))
    assert "{{7}}" in read(render_pdf(Sample("odd", facts).resume()))


def test_many_threads_may_print_at_once() -> None:
    chosen = [(sample, theme) for sample in (BARE, HOURLY) for theme in theme_ids()]
    resumes = [sample.resume(theme=theme) for sample, theme in chosen]
    with ThreadPoolExecutor(max_workers=4) as pool:
        papers = list(pool.map(render_pdf, resumes))
        pictures = list(pool.map(render_png, resumes))
    alone = [(pdf_of(sample.id, theme), png_of(sample.id, theme)) for sample, theme in chosen]
    assert [squeezed(read(paper)) for paper in papers] == [squeezed(read(paper)) for paper, _ in alone]
    assert [sizes(picture) for picture in pictures] == [sizes(picture) for _, picture in alone]


def sizes(png: bytes) -> tuple[int, int]:
    return Image.open(io.BytesIO(png)).size


def test_warming_up_can_be_repeated() -> None:
    warm_up()
    warm_up()
