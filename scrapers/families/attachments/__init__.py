"""Tables out of files that hang on a notice: .xlsx, .xls, .ods, .docx, .pdf.

What is cheap to see is refused here: size, archives that unpack to too much. The libraries then open the file in a process of its
own with little memory and time (`opening`): a file made to hurt ends that process, and nothing else.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zipfile
import zlib
from io import BytesIO

from jobs.errors import ReadError
from scrapers.families.notice.grid import MOST_CELLS, MOST_ROWS, Cell, Table

MOST_BYTES = 3 * 1024 * 1024
#: What an archive may unpack to, and into how many parts.
MOST_UNPACKED, MOST_PARTS = 40 * 1024 * 1024, 2_000
#: Seconds a file may take, and bytes its tables may be written in.
SECONDS = 6.0
MOST_ANSWER = 16 * 1024 * 1024

_ZIP, _OLE, _PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF-"
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
#: In an OLE file: the name of the stream that holds a workbook.
_BOOKS = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))


def kind(content: bytes) -> str | None:
    """ "xlsx", "xls", "ods", "docx" or "pdf" by the bytes alone; None for anything else."""
    if content.startswith(_PDF):
        return "pdf"
    if content.startswith(_OLE):
        return "xls" if any(name in content for name in _BOOKS) else None
    return _packed_kind(content) if content.startswith(_ZIP) else None


def _packed_kind(content: bytes) -> str | None:
    """By the names of the archive's parts; by its first bytes when it is broken."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = set(archive.namelist()[:MOST_PARTS])
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError):
        return "xlsx" if b"xl/" in content[:4096] else "docx" if b"word/" in content[:4096] else None
    if any(name.startswith("xl/") for name in names):
        return "xlsx"
    if "word/document.xml" in names:
        return "docx"
    return "ods" if "content.xml" in names else None


def tables(content: bytes, url: str = "") -> list[Table]:
    """The file's tables, sheets and pages in order; what could be read before time ran out. Raises ReadError."""
    what = kind(content)
    if what is None:
        raise ReadError("附件不是表格、文档或 PDF", url)
    if len(content) > MOST_BYTES:
        raise ReadError("附件太大，不解析", url)
    if what in ("xlsx", "ods", "docx"):
        _check_archive(content, url)
    else:
        _check_streams(content, url)
    answer = _opened(what, content, url)
    found: list[Table] = []
    cells = 0
    for line in answer.split(b"\n")[:-1]:  # a last line without its end was cut off
        table = _table(line)
        cells += sum(map(len, table.rows))
        if cells > MOST_CELLS * 4:
            break
        found.append(table)
    return found


def _check_archive(content: bytes, url: str) -> None:
    """Unpack everything once, counting, for what an archive says of its own sizes may be a lie. Raises ReadError."""
    left = MOST_UNPACKED
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise ReadError("附件解压后太大，不解析", url)
            for part in parts:
                if part.flag_bits & 1:
                    raise ReadError("附件加了密码", url)
                with archive.open(part) as opened:
                    while piece := opened.read(min(1024 * 1024, left + 1)):
                        if (left := left - len(piece)) < 0:
                            raise ReadError("附件解压后太大，不解析", url)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError, OSError) as error:
        raise ReadError("附件的压缩包损坏", url) from error


def _check_streams(content: bytes, url: str) -> None:
    """Unpack the streams of a PDF once, counting. Raises ReadError."""
    left, at, whole = MOST_UNPACKED, 0, memoryview(content)
    for _ in range(MOST_PARTS * 2):
        found = _STREAM.search(content, at)
        if found is None:
            return
        end = content.find(b"endstream", found.end())
        at = found.end()
        try:
            left -= len(zlib.decompressobj().decompress(whole[at : end if end > 0 else len(content)], left + 1))
        except zlib.error:
            continue  # not packed, or not in this way: no larger than it is
        if left < 0:
            raise ReadError("附件解压后太大，不解析", url)
    raise ReadError("附件的部分太多，不解析", url)


def _opened(what: str, content: bytes, url: str) -> bytes:
    """What the process that opens the file wrote. Raises ReadError when that is nothing."""
    command = [sys.executable, "-m", "scrapers.families.attachments.opening", what]
    environment = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONIOENCODING": "utf-8"}
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=SECONDS, env=environment, check=False)  # noqa: S603  # our own module, no shell; the file goes in as bytes
    except subprocess.TimeoutExpired as error:
        answer, failed = error.stdout or b"", True
    else:
        answer, failed = done.stdout, done.returncode != 0
    if failed and not answer:
        raise ReadError("附件损坏，或太复杂，打不开", url)
    return answer[:MOST_ANSWER]


def _table(line: bytes) -> Table:
    """A table as `opening` writes it: texts, which are tall, and rows of their numbers."""
    told = json.loads(line)
    cells = [Cell(text, tall) for text, tall in told["cells"]]
    return Table([[cells[number] for number in row] for row in told["rows"][:MOST_ROWS]], told["before"], told["continues"])
