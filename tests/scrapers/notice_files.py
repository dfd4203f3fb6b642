"""Files as they hang on notices, made here: .xlsx, .ods and .docx as minimal archives, .pdf with a ruled table, .xls as calamine reads it."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from io import BytesIO
from xml.sax.saxutils import escape

Rows = Sequence[Sequence[object]]
Span = tuple[int, int, int, int]  # top, left, bottom, right, from 0

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACK = "http://schemas.openxmlformats.org/package/2006"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def packed(parts: dict[str, str | bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def column(number: int) -> str:
    return chr(65 + number) if number < 26 else column(number // 26 - 1) + chr(65 + number % 26)


def _cell(row: int, at: int, value: object) -> str:
    place = f'r="{column(at)}{row + 1}"'
    if value is None:
        return ""
    if isinstance(value, int | float):
        return f"<c {place}><v>{value}</v></c>"
    return f'<c {place} t="inlineStr"><is><t>{escape(str(value))}</t></is></c>'


def sheet(rows: Rows, merged: Sequence[Span] = ()) -> str:
    body = "".join(f'<row r="{at + 1}">{"".join(_cell(at, n, value) for n, value in enumerate(row))}</row>' for at, row in enumerate(rows))
    spans = "".join(f'<mergeCell ref="{column(left)}{top + 1}:{column(right)}{bottom + 1}"/>' for top, left, bottom, right in merged)
    cells = f'<mergeCells count="{len(merged)}">{spans}</mergeCells>' if merged else ""
    return f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{_MAIN}"><sheetData>{body}</sheetData>{cells}</worksheet>'


def xlsx(*sheets: str) -> bytes:
    names = range(1, len(sheets) + 1)
    office = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    types = "".join(f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{office}.worksheet+xml"/>' for n in names)
    listed = "".join(f'<sheet name="岗位表{n}" sheetId="{n}" r:id="rId{n}"/>' for n in names)
    related = "".join(f'<Relationship Id="rId{n}" Type="{_REL}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in names)
    return packed(
        {
            "[Content_Types].xml": f'<Types xmlns="{_PACK}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{office}.sheet.main+xml"/>{types}</Types>',
            "_rels/.rels": f'<Relationships xmlns="{_PACK}/relationships"><Relationship Id="rId1" Type="{_REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_REL}"><sheets>{listed}</sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACK}/relationships">{related}</Relationships>',
            **{f"xl/worksheets/sheet{n}.xml": one for n, one in zip(names, sheets, strict=True)},
        }
    )


def ods(rows: Rows) -> bytes:
    def cell(value: object) -> str:
        return f'<table:table-cell office:value-type="string"><text:p>{escape(str(value))}</text:p></table:table-cell>'

    names = "urn:oasis:names:tc:opendocument:xmlns"
    body = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="{names}:office:1.0" xmlns:table="{names}:table:1.0" xmlns:text="{names}:text:1.0">'
        f'<office:body><office:spreadsheet><table:table table:name="岗位表">{body}</table:table></office:spreadsheet></office:body></office:document-content>'
    )
    manifest = f'<manifest:manifest xmlns:manifest="{names}:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>'
    return packed({"mimetype": kind, "META-INF/manifest.xml": manifest, "content.xml": content})


def docx(above: str, rows: Rows, merged: Sequence[Span] = ()) -> bytes:
    """A real document by python-docx, as a person's word processor writes it."""
    from docx import Document

    document = Document()
    document.add_paragraph(above)
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for line, values in zip(table.rows, rows, strict=True):
        for cell, value in zip(line.cells, values, strict=True):
            cell.text = str(value or "")
    for top, left, bottom, right in merged:
        text = table.cell(top, left).text
        table.cell(top, left).merge(table.cell(bottom, right)).text = text
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def pdf(*pages: tuple[str, Rows]) -> bytes:
    """Pages with a line of text and a ruled table under it. Text is UTF-16 in a font that is not embedded, as old printers write it."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{' '.join(f'{6 + 2 * n} 0 R' for n in range(len(pages)))}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000 /FontDescriptor 5 0 R >>",
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
    ]
    for number, (above, rows) in enumerate(pages):
        drawn = _drawn(above, rows)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents {7 + 2 * number} 0 R >>".encode()
        )
        objects.append(f"<< /Length {len(drawn)} >>\nstream\n".encode() + drawn + b"\nendstream")
    return _assembled(objects)


def _drawn(above: str, rows: Rows) -> bytes:
    lines = [_text(40, 800, above)]
    width, height = 515 / len(rows[0]), 24
    for at, row in enumerate(rows):
        top = 780 - at * height
        for n, value in enumerate(row):
            lines.append(f"{40 + n * width:.1f} {top - height} {width:.1f} {height} re S")
            lines.append(_text(42 + n * width, top - 16, str(value)))
    return "\n".join(lines).encode()


def _text(x: float, y: float, text: str) -> str:
    return f"BT /F1 8 Tf {x:.1f} {y:.1f} Td <{text.encode('utf-16-be').hex()}> Tj ET"


def _assembled(objects: Sequence[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + one + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode() + b"".join(f"{at:010} 00000 n \n".encode() for at in places)
    return bytes(out + f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode())
