"""The printed card has its size, its code can be scanned, and the AI mark is seen and carried in the file."""

from __future__ import annotations

import io

import pypdfium2
import pytest
import segno
from PIL import Image

from assistant.kit.errors import NotFoundError
from assistant.review.card import card_view
from assistant.review.card_paper import Form, Size, render_card
from tests.review.qr import Modules, modules_of
from tests.review.test_card import CODE, ZONE, card

pytestmark = pytest.mark.slow
ADDRESS = f"https://ayi.test/w/{CODE}"
_MM = 72 / 25.4


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


@pytest.mark.parametrize(("size", "width", "height", "sides"), [("cr80", 85.6, 54, 2), ("a6", 105, 148, 1)])
def test_it_is_as_large_as_it_should_be_with_all_that_matters_on_it(
    size: Size, width: float, height: float, sides: int
) -> None:
    pdf = render_card(card_view(card(), "zh", ZONE), "pdf", size, ADDRESS)
    document = pypdfium2.PdfDocument(pdf)
    assert len(document) == sides
    assert document[0].get_size() == pytest.approx((width * _MM, height * _MM), abs=0.5)
    words = text_of(pdf).replace("\r\n", "\n")
    for shown in (
        "王阿姨",
        "育儿嫂",
        "7KQ2M-5TTNR-V3XWB-JHGFD",
        "2027年4月30日",
        "北方家政",
        "无违法犯罪记录查询",
        "AI生成",
    ):
        assert shown in words
    assert b'"ProduceID":"7KQ2M5TTNRV3XWBJHGFD"' in pdf, "the mark is read without parsing the file"


@pytest.mark.parametrize("size", ["cr80", "a6"])
def test_even_a_long_english_card_keeps_its_sides(size: Size) -> None:
    long = card()
    assert long.worker is not None
    long.worker.marks *= 3
    pdf = render_card(card_view(long, "en", ZONE), "pdf", size, ADDRESS)
    assert len(pypdfium2.PdfDocument(pdf)) == (2 if size == "cr80" else 1)


@pytest.mark.parametrize("form", ["png"])
def test_the_picture_is_marked_in_its_metadata(form: Form) -> None:
    png = render_card(card_view(card(), "zh", ZONE), form, "cr80", ADDRESS)
    with Image.open(io.BytesIO(png)) as picture:
        assert picture.width == 1012
        assert CODE in picture.info["AIGC"]


def expected(address: str) -> Modules:
    """The code of an address as the standard's encoder makes it."""
    return tuple(tuple(int(module) for module in row) for row in segno.make(address, error="m", micro=False).matrix)


def pages_of(form: Form, size: Size, address: str) -> list[Image.Image]:
    """The card as pictures: of the PNG itself, or of what a printer draws of the PDF."""
    content = render_card(card_view(card(), "zh", ZONE), form, size, address)
    if form == "png":
        return [Image.open(io.BytesIO(content))]
    return [page.render(scale=300 / 72).to_pil() for page in pypdfium2.PdfDocument(content)]


@pytest.mark.parametrize("size", ["cr80", "a6"])
@pytest.mark.parametrize("form", ["png", "pdf"])
@pytest.mark.parametrize("address", [ADDRESS, f"https://cards.a-long-name-of-an-agency.example.com/w/{CODE}"])
def test_the_printed_code_says_the_signed_address_module_by_module(form: Form, size: Size, address: str) -> None:
    front = pages_of(form, size, address)[0]
    assert modules_of(front) == expected(address)


def test_a_code_of_another_address_is_told_apart() -> None:
    other = ADDRESS[:-1] + ("2" if ADDRESS[-1] != "2" else "3")
    assert modules_of(pages_of("png", "a6", other)[0]) != expected(ADDRESS)


def test_a_picture_without_a_code_says_nothing() -> None:
    with pytest.raises(ValueError, match="finder"):
        modules_of(Image.new("L", (200, 200), 255))


def test_there_are_no_other_sizes() -> None:
    with pytest.raises(NotFoundError):
        render_card(card_view(card(), "zh", ZONE), "pdf", "poster", ADDRESS)
