"""Bytes become the text that was meant, whatever the labels say."""

from __future__ import annotations

import time

import pytest

from scrapers.fetch import decode, looks_binary
from scrapers.fetch.charset import damage

CHINESE = "大同市平城区招聘信息：大同瑞鋮机械有限公司诚聘焊工三名，月薪五千元，㙍镕喆"
TAIWANESE = "台北市招聘資訊：示例機械股份有限公司誠徵銲接技術員三名，月薪四萬元，請洽人事部門"


@pytest.mark.parametrize(
    "label", [None, "utf-8", "gb2312", "big5", "iso-8859-1", "idna", "utf-7", "punycode", "undefined", "\0", "x" * 9000, "unicode_escape"]
)
@pytest.mark.parametrize(
    ("text", "codec", "name"),
    [(CHINESE, "utf-8", "utf-8"), (CHINESE, "gb18030", "gb18030"), (TAIWANESE, "big5", "big5"), (TAIWANESE, "gb18030", "gb18030")],
)
def test_a_label_never_overrules_the_bytes(text, codec, name, label):
    assert decode(text.encode(codec), label, f"text/html; charset={label}") == (text, name)
    page = f'<meta charset="{(label or "")[:99]}"><p>{text}</p>'
    assert decode(page.encode(codec)) == (page.replace("\0", ""), name)


@pytest.mark.parametrize(
    ("content", "header", "text", "charset"),
    [
        (b"", None, "", "utf-8"),
        (b"plain", "gbk", "plain", "utf-8"),
        ("\ufeff招聘".encode(), None, "招聘", "utf-8"),
        ("招聘<p>".encode("utf-16"), None, "招聘<p>", "utf-16"),
        (b"\xfe\xff" + "招聘<p>".encode("utf-16-be"), None, "招聘<p>", "utf-16"),
        ("<html><p>招聘</p></html>".encode("utf-16-le"), "gbk", "<html><p>招聘</p></html>", "utf-16"),
        ("<html><p>招聘</p></html>".encode("utf-16-be"), None, "<html><p>招聘</p></html>", "utf-16"),
        ("a\0招聘".encode(), None, "a招聘", "utf-8"),
        ("caf\xe9 in Berlin, na\xefve".encode("cp1252"), "iso-8859-1", "café in Berlin, naïve", "windows-1252"),
        ("caf\xe9 in Berlin".encode("cp1252"), None, "café in Berlin", "windows-1252"),
        ("鋮".encode("gb18030"), "gb2312", "鋮", "gb18030"),  # too short to tell: the header decides
        ("資訊".encode("big5"), "big5", "資訊", "big5"),
        (
            b'<?xml version="1.0" encoding="gb2312"?><a>' + "职位".encode("gbk"),
            None,
            '<?xml version="1.0" encoding="gb2312"?><a>职位',
            "gb18030",
        ),
    ],
)
def test_particular_cases(content, header, text, charset):
    assert decode(content, header) == (text, charset)


def test_one_bad_byte_does_not_turn_a_page_into_another_charset():
    content = CHINESE.encode() + b"\xff" + CHINESE.encode()
    text, charset = decode(content, "gbk")
    assert charset == "utf-8"
    assert text == CHINESE + "\ufffd" + CHINESE
    assert 0 < damage(text) < 0.02


def test_a_page_cut_within_a_character_stays_what_it_is():
    assert decode(CHINESE.encode()[:-1])[1] == "utf-8"
    assert (
        decode(CHINESE.encode("gb18030")[:-1]) == (CHINESE[:-1] + "\ufffd", "gb18030")
        or decode(CHINESE.encode("gb18030")[:-1])[1] == "gb18030"
    )


@pytest.mark.parametrize(
    "content",
    [b"\xff" * 3_000_000, b"\x81\x30" * 1_500_000, b"charset=" * 400_000 + b"\xff", b"\xe5\xa4" * 1_500_000, bytes(range(256)) * 12_000],
)
def test_hostile_bytes_are_read_in_time(content):
    began = time.monotonic()
    decode(content, "gbk")
    looks_binary(content)
    assert time.monotonic() - began < 5


@pytest.mark.parametrize(
    ("content", "kind", "binary"),
    [
        (b"<html>", "image/png", False),  # a mistaken label
        (b'{"code":200}', "application/octet-stream", False),
        ("招聘".encode("gbk") * 50, "text/html", False),
        ("招聘<p>".encode("utf-16"), "text/html", False),
        (b"<p>\0\0x" + b"text " * 100, "text/html", False),
        (b"", None, False),
        (b"<svg/>", "image/svg+xml", False),
        (b"GIF89a", None, True),
        (b"RIFF....WEBP", "text/html", True),
        (b"plain bytes", "image/x-unknown", True),
        (b"\x01\x02\x03\x04" * 50, "text/plain", True),
    ],
)
def test_what_is_a_text(content, kind, binary):
    assert looks_binary(content, kind) is binary


def test_the_recorded_pages_are_read_without_damage(shared):
    pages = [path for path in (shared / "pages").rglob("*") if path.is_file() and path.suffix != ".tsv"]
    assert len(pages) > 40
    for path in pages:
        text, charset = decode(path.read_bytes())
        assert damage(text) == 0, path
        assert charset == ("gb18030" if ".gbk." in path.name else "utf-8"), path


def test_news_written_again_in_other_charsets_is_read_back(shared):
    right = total = 0
    for path in sorted((shared / "data" / "news").glob("*.html")):
        text, _ = decode(path.read_bytes())
        for codec in ("utf-8", "gb18030", "utf-16"):
            for part in (text, text[:3000], text[len(text) // 2 :][:300]):
                total += 1
                right += decode(part.encode(codec))[0] == part or part.isascii()
    assert total > 350
    assert right / total >= 0.995
