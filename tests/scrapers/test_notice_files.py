"""Files that hang on notices: the same table in every format gives the same posts; broken and hostile files give a ReadError."""

from __future__ import annotations

import multiprocessing
import time
import zlib
from datetime import UTC, date, datetime

import pytest

from jobs.errors import ReadError
from jobs.model import Ask, Page, Sighting
from jobs.update.line import receive_page, send_page
from scrapers.__main__ import answer
from scrapers.families import attachments
from scrapers.families.news import NewsSite
from tests.scrapers import notice_files as files

URL = "https://www.shili.example/attach/1.xlsx"
NOTICE = "https://www.shili.example/1.html"
FETCHED = datetime(2026, 11, 24, tzinfo=UTC)
SITE = NewsSite(id="shili", name="示例", home="https://www.shili.example/", kind="news", place="140200")
NOTE = {
    "title": "大同市示例医院2026年招聘公告",
    "firm": "大同市示例医院",
    "url": NOTICE,
    "published": "2026-11-10",
    "deadline": "2026-12-01",
}
TITLE = "大同市示例医院2026年公开招聘岗位表"
HEAD = ["序号", "岗位名称", "岗位代码", "招聘人数", "学历要求", "年龄", "联系电话"]
ROWS = [
    [1, "护士", "A01", 3, "大专及以上", "30周岁以下", "13900000000"],
    [2, "住院医师", "A02", 2, "硕士研究生", "35周岁以下", "13900000001"],
]
TOTAL = ["合计", "", "", 5, "", "", ""]
BOOK = [[TITLE, *[""] * 6], HEAD, *ROWS, TOTAL]
ACROSS = (0, 0, 0, 6)

SAME = {
    "xlsx": lambda: files.xlsx(files.sheet(BOOK, [ACROSS])),
    "ods": lambda: files.ods(BOOK),
    "docx": lambda: files.docx(TITLE, BOOK[1:]),
    "pdf": lambda: files.pdf((TITLE, BOOK[1:])),
}


def page(content: bytes, note: dict[str, str] | None = None) -> Page:
    return Page(URL, 200, {}, content, "", "binary", FETCHED, Ask(URL, "attachment", note=NOTE if note is None else note))


@pytest.mark.parametrize("kind", SAME)
def test_a_table_is_the_same_in_every_format(kind: str) -> None:
    content = SAME[kind]()
    assert attachments.kind(content) == kind
    reading = SITE.read(page(content))
    assert (reading.kind, reading.family) == ("list", "news")
    assert [(post.key, post.title, post.headcount, post.education, post.raw["age"]) for post in reading.sightings] == [
        (f"{URL}#A01", "护士", 3, "大专", "30周岁以下"),
        (f"{URL}#A02", "住院医师", 2, "硕士", "35周岁以下"),
    ]
    for post in reading.sightings:
        assert (post.company, post.url, post.posted_on, post.deadline) == ("大同市示例医院", NOTICE, date(2026, 11, 10), date(2026, 12, 1))
        assert post.places[0].codes == ("140200",)
    assert "1390" not in repr(reading)


@pytest.mark.parametrize("kind", SAME)
def test_a_saved_file_is_read_by_the_command(kind: str) -> None:
    shown = answer(SAME[kind](), URL, "", FETCHED)
    assert (shown["kind"], shown["family"]) == ("list", "notice")
    assert [(post["title"], post["company"]) for post in shown["posts"]] == [("护士", "大同市示例医院"), ("住院医师", "大同市示例医院")]


def test_merged_cells_of_sheets_and_documents() -> None:
    rows = [
        ["招聘单位", "岗位名称", "招聘人数", "专业"],
        ["大同市示例一院", "护士", 2, "护理学"],
        [None, "医师", 3, "内科学"],
        [None, None, None, "外科学"],
    ]
    merged = [(1, 0, 3, 0), (2, 1, 3, 1), (2, 2, 3, 2)]
    for content in (files.xlsx(files.sheet(rows, merged)), files.docx("岗位表", rows, merged)):
        found = SITE.read(page(content)).sightings
        assert [(post.title, post.company, post.headcount, post.raw["major"]) for post in found] == [
            ("护士", "大同市示例一院", 2, "护理学"),
            ("医师", "大同市示例一院", 3, "内科学；外科学"),
        ]


def test_a_table_of_a_pdf_goes_on_where_the_next_page_begins() -> None:
    reading = SITE.read(page(files.pdf((TITLE, [HEAD, ROWS[0]]), ("", [ROWS[1], TOTAL]))))
    assert [post.title for post in reading.sightings] == ["护士", "住院医师"]


def test_every_sheet_is_read() -> None:
    content = files.xlsx(files.sheet([["说明", "请仔细阅读"]]), files.sheet([HEAD, ROWS[0]]), files.sheet([HEAD, ROWS[1]]))
    assert [post.title for post in SITE.read(page(content)).sightings] == ["护士", "住院医师"]


def test_a_page_that_calls_itself_xls_is_read_as_a_page() -> None:
    text = "<html><table><tr><td>岗位名称<td>招聘人数<tr><td>护士<td>3</table></html>"
    found = SITE.read(Page(URL, 200, {}, text.encode(), text, "utf-8", FETCHED, Ask(URL, "attachment", note=NOTE))).sightings
    assert [(post.title, post.headcount) for post in found] == [("护士", 3)]


def test_a_file_without_posts_is_honestly_empty() -> None:
    reading = SITE.read(page(files.xlsx(files.sheet([["姓名", "性别", "出生年月"], ["", "", ""]]))))
    assert (reading.kind, reading.sightings, reading.said) == ("empty", (), "附件里没有职位表")


# ---------------------------------------------------------------- bad input


def _pdf_bomb() -> bytes:
    packed = zlib.compress(b"0 0 m 9 9 l S\n" * 20_000_000, 9)
    bomb = b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(packed) + packed + b"\nendstream"
    whole = files.pdf(("", [["岗位名称", "人数"]]))
    return whole[: whole.index(b"7 0 obj")] + b"7 0 obj\n" + bomb + b"\nendobj\n%%EOF\n"


FAR = files.sheet([]).replace(
    "<sheetData>", '<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
)
XML_BOMB = (
    '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + ']><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row><c t="inlineStr"><is><t>&j;</t></is></c></row></sheetData></worksheet>'
)
HOSTILE = {
    "empty zip": lambda: b"PK\x03\x04",
    "cut xlsx": lambda: SAME["xlsx"]()[:900],
    "cut docx": lambda: SAME["docx"]()[:-3000],
    "cut pdf": lambda: SAME["pdf"]()[:300],
    "no pdf": lambda: b"%PDF-1.7\n" + b"junk " * 1000,
    "no workbook": lambda: files.packed({"xl/workbook.xml": "<"}),
    "no document": lambda: files.packed({"word/document.xml": "<w/>"}),
    "ole": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le") + bytes(4096),
    "zip bomb": lambda: files.packed({"xl/workbook.xml": bytes(120 * 1024 * 1024)}),
    "many parts": lambda: files.packed({f"xl/{n}": b"" for n in range(3_000)}),
    "far cell": lambda: files.xlsx(FAR),
    "entities": lambda: files.xlsx(XML_BOMB),
    "too large": lambda: b"%PDF-1.7\n" + bytes(4 * 1024 * 1024),
    "pdf bomb": _pdf_bomb,
}


def attempt(content: bytes) -> tuple[ReadError | None, tuple[Sighting, ...]]:
    try:
        return None, SITE.read(page(content)).sightings
    except ReadError as error:
        return error, ()


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_a_read_error_or_holds_nothing(name: str) -> None:
    content = HOSTILE[name]()
    began = time.monotonic()
    failed, found = attempt(content)
    assert not found
    assert failed is None or failed.missing
    assert time.monotonic() - began < attachments.SECONDS + 2


def test_a_cut_of_any_length_never_breaks_the_reader() -> None:
    for kind in ("xlsx", "pdf"):
        whole = SAME[kind]()
        for end in range(0, len(whole), len(whole) // 6):
            failed, found = attempt(whole[:end])
            assert failed is not None or {post.title for post in found} <= {"护士", "住院医师"}


# ---------------------------------------------------------------- the way


def test_the_bytes_of_a_file_pass_between_processes_as_they_are() -> None:
    sent = page(SAME["xlsx"]())
    ours, theirs = multiprocessing.Pipe()
    send_page(ours, "shili", sent)
    name, came = receive_page(theirs)
    assert (name, came.content, came.text, came.charset) == ("shili", sent.content, "", "binary")
    assert came.ask is not None
    assert dict(came.ask.note) == NOTE
    assert SITE.read(came) == SITE.read(sent)
