"""An operator's file becomes text with its numbers and tables, or a plain reason why not."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from assistant.kit.errors import AyiError, BadInputError, TooLargeError
from assistant.knowledge.clauses import cut
from assistant.knowledge.readers import files
from assistant.knowledge.readers.files import read_file

NUMBERING = f"""<w:abstractNum {nsdecls("w")} w:abstractNumId="90">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="第%1条"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
</w:abstractNum>"""


def word_file() -> bytes:
    """A contract whose clause numbers Word counts by itself, with a table in the middle."""
    document = docx.Document()
    root = document.part.numbering_part.element
    root.insert(0, parse_xml(NUMBERING))
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="91"><w:abstractNumId w:val="90"/></w:num>'))

    def add(text: str, level: int | None) -> None:
        paragraph = document.add_paragraph(text)
        if level is not None:
            properties = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="91"/></w:numPr>'
            paragraph._p.get_or_add_pPr().append(parse_xml(properties))

    add("家政服务合同", None)
    add("服务内容如下：", 0)
    add("照护婴儿；", 1)
    add("做月子餐。", 1)
    table = document.add_table(rows=2, cols=2)
    for row, values in zip(table.rows, (("项目", "数额"), ("定金", "20%")), strict=True):
        for cell, value in zip(row.cells, values, strict=True):
            cell.text = value
    add("试工不超过三天。", 0)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def pdf_file(html: str) -> bytes:
    import weasyprint

    written: bytes = weasyprint.HTML(
        string=f"<meta charset=utf-8><style>body{{font-family:'Noto Sans CJK SC'}}td{{border:1px solid}}</style>{html}"
    ).write_pdf()
    return written


def test_words_own_numbers_are_counted() -> None:
    text = read_file("合同.docx", word_file())
    assert text.splitlines() == [
        "家政服务合同",
        "第一条 服务内容如下：",
        "（一）照护婴儿；",
        "（二）做月子餐。",
        "| 项目 | 数额 |",
        "| 定金 | 20% |",
        "第二条 试工不超过三天。",
    ]


def test_a_word_file_is_cut_into_its_clauses() -> None:
    assert [chunk.locator for chunk in cut(read_file("a.docx", word_file()), 400)] == ["", "第一条", "第二条"]


def test_a_pdf_keeps_its_words_and_its_table() -> None:
    rows = "<table><tr><td>项目</td><td>数额</td></tr><tr><td>定金</td><td>20%</td></tr></table>"
    text = read_file(
        "a.pdf",
        pdf_file(
            f"<p>第一条 应当付款，数额见下表。这里还有一些话，好让这一页有字可读。</p>{rows}<p>第二条 可以退款。</p>"
        ),
    )
    assert "第一条 应当付款" in text
    assert "| 定金 | 20% |" in text
    assert text.index("第一条") < text.index("| 定金") < text.index("第二条")


def test_a_scan_is_refused_with_the_reason() -> None:
    with pytest.raises(BadInputError, match="document_scanned"):
        read_file("scan.pdf", pdf_file("<svg width=300 height=300><rect width=300 height=300 fill=gray /></svg>"))


def test_html_gives_what_is_read_and_not_what_runs() -> None:
    page = "<head><title>x</title></head><script>alert(1)</script><h2>第一条 付款</h2><p>应当付款。</p>"
    page += "<table><tr><td>a<td>b</table>"
    text = read_file("a.html", page.encode())
    assert "alert" not in text
    assert "第一条 付款\n" in text
    assert "| a | b |" in text


def test_old_chinese_encodings_are_read() -> None:
    assert read_file("a.txt", "第一条 付款。".encode("gb18030")) == "第一条 付款。"


@pytest.mark.parametrize(
    ("name", "data", "key"),
    [
        ("a.exe", b"MZ", "document_kind"),
        ("a", b"x", "document_kind"),
        ("a.txt", b"", "document_empty"),
        ("a.md", b" \n", "document_empty"),
        ("a.pdf", b"not a pdf", "document_broken"),
        ("a.pdf", b"%PDF-1.7\n%%EOF", "document_broken"),
        ("a.docx", b"PK\x03\x04rubbish", "document_broken"),
        ("a.docx", b"zip renamed", "document_broken"),
    ],
)
def test_what_cannot_be_read_says_why(name: str, data: bytes, key: str) -> None:
    with pytest.raises(AyiError, match=key):
        read_file(name, data)


def test_a_zip_that_is_no_word_file_is_broken() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("hello.txt", "x")
    with pytest.raises(BadInputError, match="document_broken"):
        read_file("a.docx", buffer.getvalue())


def test_a_file_over_the_bound_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_BYTES", 10)
    with pytest.raises(TooLargeError):
        read_file("a.txt", b"x" * 11)


def test_a_flood_in_a_small_file_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "_MAX_UNPACKED", 1_000)
    with pytest.raises(TooLargeError):
        read_file("a.docx", word_file())
