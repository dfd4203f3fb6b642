"""Sample pages made hostile: cut, mangled, grown, nested and stuffed, each from a valid page of its family.

Used small by tests/scrapers/test_hostile.py, which asks what is read, and large by tools/measure_hostile.py, which asks what it costs.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from html import escape
from typing import Any

from lxml import etree

Make = Callable[[], bytes]

CHALLENGE = "<html><head><title>Just a moment...</title></head><body>请完成安全验证<script>window._cf_chl_opt={}</script></body></html>"
LOGIN = '<html><head><title>用户登录</title></head><body><form>请先登录<input type="password"></form></body></html>'
SOFT_404 = "<html><head><title>404 Not Found</title></head><body><h1>您访问的页面不存在</h1><a href='/'>返回首页</a></body></html>"
JSON_404 = '{"code":404,"msg":"not found","data":null}'
SCRIPT = "<script>alert(1)</script>"
LAUGHS = (
    '<!DOCTYPE lolz [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {name} "{f"&{below};" * 10}">' for below, name in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)
EXTERNAL = '<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/evil.dtd">'
_IDENTITY = re.compile(r"id$|ids$|url|uri|uuid|key|slug|path|code|number|no$|link|href|identifier", re.IGNORECASE)
_XML_HEAD = re.compile(r"^\s*<\?xml[^>]*\?>")


def kind_of(name: str) -> str:
    """ "html", "json" or "xml" by the sample's file name."""
    return name.rpartition(".")[2]


def answers() -> dict[str, bytes]:
    """What comes instead of any page."""
    return {
        "empty": b"",
        "spaces": b" \r\n\t" * 500,
        "challenge": CHALLENGE.encode(),
        "login": LOGIN.encode(),
        "soft 404": SOFT_404.encode(),
        "soft 404 in JSON": JSON_404.encode(),
    }


def cut(content: bytes, points: int) -> Iterator[bytes]:
    """The page's beginning, at so many lengths."""
    return (content[: len(content) * at // points] for at in range(1, points))


def miscoded(text: str) -> dict[str, tuple[bytes, str]]:
    """The page in another charset than its header says: bytes and header."""
    return {
        "GBK said UTF-8": (text.encode("gb18030"), "text/html; charset=utf-8"),
        "UTF-8 said GBK": (text.encode(), "text/html; charset=gbk"),
        "UTF-16": (text.encode("utf-16"), "text/html; charset=utf-8"),
        "UTF-16 without a mark": (text.encode("utf-16-le"), "text/html; charset=gbk"),
    }


def stuffed(text: str, kind: str, many: int, deep: int = 10_000) -> dict[str, Make]:
    """The page with one thing too much: so many rows, twice as many cells, so deep."""
    makers = {"html": _html, "json": _json, "xml": _xml}
    return {name: (lambda make=make: make().encode("utf-8", "surrogatepass")) for name, make in makers[kind](text, many, deep).items()}  # type: ignore[misc]  # mypy does not infer a default's type


# ---------------------------------------------------------------- HTML


def _html(text: str, many: int, deep: int) -> dict[str, Callable[[], str]]:
    wide, long = many * 2, many * 50
    found: dict[str, Callable[[], str]] = {
        "deep": lambda: _inside(text, "<div>" * deep, "</div>" * deep),
        "deep tables": lambda: _inside(text, "<table><tr><td>" * (deep // 3), "</td></tr></table>" * (deep // 3)),
        "deep inline": lambda: _inside(text, "<b><i>" * (deep // 2), ""),
        "rows": lambda: _grown_html(text, many),
        "cells": lambda: _widened_html(text, wide),
        "embedded rows": lambda: _grown_embedded(text, many),
        "scripts": lambda: re.sub(r">([^<>]*[\w\u4e00-\u9fff][^<>]*)<", rf">{SCRIPT}\1<", text),
        "huge attribute": lambda: _inside(text, f'<p title="{"招" * long}">x</p>', ""),
        "huge text": lambda: _inside(text, f"<p>{'招聘岗位1' * (long // 5)}</p>", ""),
        "huge space": lambda: _inside(text, f"<p>x{' ' * long}：x</p>", ""),
        "huge number": lambda: _inside(text, f"<p>{'1' * long}元</p>", ""),
        "attributes": lambda: _inside(text, f"<p {' '.join(f'a{at}=1' for at in range(many))}>x</p>", ""),
        "unclosed": lambda: _inside(text, "<p><a href='/job/1'>电焊工" * many, ""),
        "open angles": lambda: _inside(text, "<" * many, ""),
        "open comments": lambda: _inside(text, "<!--" * many, ""),
        "open scripts": lambda: _inside(text, "<script " * many, ""),
        "labels": lambda: _inside(text, "<li>薪资：面议</li>" * many, ""),
        "links": lambda: _inside(text, "".join(f'<a href="/job/{at}.html">电焊工{at}</a>' for at in range(many)), ""),
        "headings": lambda: _inside(text, "<h3>电焊工</h3><p>岗位职责：焊接</p>" * (many // 2), ""),
        "paragraphs": lambda: _inside(text, "<p>据本报讯，示例（大同）重型机械有限公司招聘电焊工三人。</p>" * many, ""),
        "table": lambda: _inside(text, _table(many // 10, 10), ""),
        "wide table": lambda: _inside(text, _table(3, many), ""),
        "spans": lambda: _inside(text, _spans(many // 10), ""),
        "breaks": lambda: _inside(text, "电焊工<br>" * many, ""),
        "entities": lambda: _inside(text, "<p>" + "&amp;" * many + "</p>", ""),
    }
    return found


def _table(rows: int, cells: int) -> str:
    head = "<tr><th>单位</th><th>岗位</th><th>人数</th>" + "<th>要求</th>" * (cells - 3) + "</tr>"
    return f"<table>{head}{('<tr><td>示例公司</td><td>电焊工</td><td>3</td>' + '<td>大专</td>' * (cells - 3) + '</tr>') * rows}</table>"


def _spans(rows: int) -> str:
    return "<table>" + '<tr><td rowspan="65534" colspan="1000">示例公司</td><td>电焊工</td></tr>' * rows + "</table>"


def _inside(text: str, before: str, after: str) -> str:
    """Around all that the body holds."""
    opened = re.search(r"<body[^>]*>", text)
    start = opened.end() if opened else 0
    end = text.rfind("</body")
    end = end if end >= start else len(text)
    return f"{text[:start]}{before}{text[start:end]}{after}{text[end:]}"


def _rows(root: etree._Element) -> list[etree._Element]:
    """Neighbours of one shape that hold the most text: the page's rows."""
    best: list[etree._Element] = []
    weight = 0
    for parent in root.iter(etree.Element):
        groups: dict[tuple[object, str | None], list[etree._Element]] = {}
        for child in parent:
            groups.setdefault((child.tag, child.get("class")), []).append(child)
        for group in groups.values():
            size = sum(len("".join(map(str, one.itertext()))) + 200 * len(one.findall(".//a")) for one in group)
            if (len(group) > 1 or not best) and size > weight and group[0].tag not in ("head", "body", "script", "meta"):
                best, weight = group, size
    return best


def _replaced(text: str, make: Callable[[str], str], html: bool) -> str:
    """The page with its last row replaced by what `make` makes of it."""
    parser = etree.HTMLParser(encoding="utf-8") if html else etree.XMLParser(encoding="utf-8", resolve_entities=False)
    root = etree.fromstring(_XML_HEAD.sub("", text).encode(), parser)
    rows = _rows(root)
    last = rows[-1]
    method = "html" if html else "xml"
    written = etree.tostring(last, encoding="unicode", method=method, with_tail=False)
    mark = etree.Element("hostile-rows")
    mark.tail = last.tail
    parent = last.getparent()
    assert parent is not None
    parent.replace(last, mark)
    whole = etree.tostring(root, encoding="unicode", method=method)
    return re.sub(r"<hostile-rows\s*/?>(?:</hostile-rows>)?", lambda _: make(written), whole)


def _grown_html(text: str, many: int) -> str:
    return _replaced(text, lambda row: "".join(_numbered(row, at) for at in range(many)), html=True)


def _numbered(row: str, at: int) -> str:
    """The row with other addresses than its neighbours'."""
    changed = re.sub(r'(href="[^"]*?)(\d+)([^"\d]*")', rf"\g<1>{1_000_000 + at}\3", row)
    return changed if changed != row else re.sub(r'(href="[^"]*)', rf"\1?id={1_000_000 + at}", row)


def _widened_html(text: str, wide: int) -> str:
    def make(row: str) -> str:
        cell = re.search(r"<(\w+)[^>]*>[^<>]+</\1>", row)
        written = cell.group() if cell else "<td>x</td>"
        end = row.rfind("</")
        return f"{row[:end]}{written * wide}{row[end:]}"

    return _replaced(text, make, html=True)


def _grown_embedded(text: str, many: int) -> str:
    """JSON that stands in an attribute or a script, grown; the page itself where there is none."""

    def script(found: re.Match[str]) -> str:
        return found.group(1) + json.dumps(_grown(json.loads(found.group(2)), many), ensure_ascii=False) + found.group(3)

    def value(found: re.Match[str]) -> str:
        from html import unescape

        grown = _grown(json.loads(unescape(found.group(2))), many)
        return found.group(1) + escape(json.dumps(grown, ensure_ascii=False), quote=True) + found.group(3)

    try:
        made = re.sub(r"(<script[^>]*json[^>]*>)(\s*[\[{].*?)(</script>)", script, text, count=1, flags=re.DOTALL)
        return made if made != text else re.sub(r'(value=")([\[{][^"]*)(")', value, text, count=1)
    except ValueError:
        return text


# ---------------------------------------------------------------- JSON


def _json(text: str, many: int, deep: int) -> dict[str, Callable[[], str]]:
    def with_values(change: Callable[[object], object]) -> str:
        return json.dumps(_changed(json.loads(text), change), ensure_ascii=False)

    def in_row(more: dict[str, object]) -> str:
        data = json.loads(text)
        rows = _json_rows(data)
        if rows:
            rows[0].update(more)
        return json.dumps(data, ensure_ascii=False)

    wide, long = many * 2, many * 50
    return {
        "deep": lambda: re.sub(r":\s*(?:null|\"[^\"]*\"|\d+)", ":" + "[" * deep + "]" * deep, text, count=1),
        "deep objects": lambda: re.sub(r":\s*(?:null|\"[^\"]*\"|\d+)", ":" + '{"a":' * deep + "1" + "}" * deep, text, count=1),
        "never closed": lambda: '{"data":' * deep,
        "rows": lambda: json.dumps(_grown(json.loads(text), many), ensure_ascii=False),
        "cells": lambda: in_row({f"k{at}": at for at in range(wide)}),
        "lists in every field": lambda: with_values(lambda value: [value] * min(many // 50, 2_000)),
        "scripts": lambda: with_values(lambda value: SCRIPT + value if isinstance(value, str) and not value.startswith("http") else value),
        "1e400": lambda: re.sub(r":\s*-?\d+(?=[,\s}\]])", ":1e400", text),
        "5000 digits": lambda: re.sub(r":\s*-?\d+(?=[,\s}\]])", ":" + "9" * (many // 20), text),
        "4000 digits": lambda: re.sub(r":\s*-?\d+(?=[,\s}\]])", ":" + "9" * min(4_000, many), text),
        "NaN": lambda: re.sub(r":\s*-?\d+(?=[,\s}\]])", ":NaN", text),
        "surrogates": lambda: re.sub(r":\s*\"(?!http)", ': "\\\\ud800', text),
        "nulls": lambda: with_values(lambda _: None),
        "numbers": lambda: with_values(lambda _: -1),
        "objects": lambda: with_values(lambda value: {"a": value}),
        "true": lambda: with_values(lambda _: True),
        "names twice": lambda: re.sub(r"(\"[\w]+\"):", r"\1: null, \1:", text),
        "huge text": lambda: with_values(lambda value: value + "招聘岗位1" * (long // 100) if isinstance(value, str) else value),
        "huge markup": lambda: with_values(lambda value: value + "<p>1" * (long // 100) if isinstance(value, str) else value),
        "huge space": lambda: with_values(lambda value: value + " " * (long // 20) + "：" if isinstance(value, str) else value),
    }


def _json_rows(data: Any) -> list[dict[str, Any]]:
    """The list of objects that is the longest when written."""
    best: list[dict[str, Any]] = []
    stack, size = [data], 0
    while stack:
        one = stack.pop()
        if isinstance(one, list) and one and all(isinstance(row, dict) for row in one) and (here := len(json.dumps(one))) > size:
            best, size = one, here
        stack.extend(one.values() if isinstance(one, dict) else one if isinstance(one, list) else ())
    return best


def _grown(data: Any, many: int) -> Any:
    if rows := _json_rows(data):
        first = rows[0]
        rows[:] = [_renumbered(first, at) for at in range(many)]
    return data


def _renumbered(row: dict[str, Any], at: int) -> dict[str, Any]:
    changed = dict(row)
    for name, value in row.items():
        if _IDENTITY.search(name) and isinstance(value, str):
            changed[name] = re.sub(r"\d+(?=\D*$)", str(1_000_000 + at), value) if re.search(r"\d", value) else f"{value}{at}"
        elif _IDENTITY.search(name) and isinstance(value, int) and not isinstance(value, bool):
            changed[name] = 1_000_000 + at
    return changed


def _changed(data: Any, change: Callable[[object], object]) -> Any:
    """Every value that is no list or object, changed."""
    if isinstance(data, dict):
        return {name: _changed(value, change) for name, value in data.items()}
    return [_changed(value, change) for value in data] if isinstance(data, list) else change(data)


# ---------------------------------------------------------------- XML


def _xml(text: str, many: int, deep: int) -> dict[str, Callable[[], str]]:
    wide, long = many * 2, many * 50

    def in_row(more: str) -> str:
        def make(row: str) -> str:
            end = row.rfind("</")
            return f"{row[:end]}{more}{row[end:]}"

        return _replaced(text, make, html=False)

    def in_fields(more: str) -> str:
        return re.sub(r"(?<=>)([^<>]*\w[^<>]*)(?=</)", rf"\1{more}", text)

    head = _XML_HEAD.match(text)
    body = text[head.end() :] if head else text
    return {
        "deep": lambda: in_row("<a>" * deep + "x" + "</a>" * deep),
        "deep outside": lambda: re.sub(r"(<\w[^<>?!]*>)", r"\1" + "<a>" * deep, body, count=1),
        "rows": lambda: _replaced(text, lambda row: "".join(_xml_numbered(row, at) for at in range(many)), html=False),
        "cells": lambda: in_row("".join(f"<k{at % 5000}>x</k{at % 5000}>" for at in range(wide))),
        "one cell again": lambda: in_row("<category>x</category>" * wide),
        "escaped scripts": lambda: in_fields(escape(SCRIPT)),
        "billion laughs": lambda: LAUGHS + in_fields("&i;").removeprefix(head.group() if head else ""),
        "late laughs": lambda: "<!--" + "x" * 4_000 + "-->" + LAUGHS + body.replace("</title>", "&i;</title>"),
        "external DTD": lambda: EXTERNAL + body,
        "undefined entities": lambda: in_fields("&evil;"),
        "huge attribute": lambda: re.sub(r"(<\w+)([\s>])", lambda found: f'{found[1]} a="{"招" * long}"{found[2]}', body, count=1),
        "huge text": lambda: re.sub(r"(</title>|</loc>|</name>)", lambda found: "招聘岗位1" * (long // 5) + found[1], body, count=1),
        "huge space": lambda: re.sub(r"(</title>|</loc>|</name>)", lambda found: "x" + " " * long + "：" + found[1], body, count=1),
        "attributes": lambda: in_row(f"<p {' '.join(f'a{at}=&quot;1&quot;' for at in range(many))}/>".replace("&quot;", '"')),
        "unclosed": lambda: in_row("<a>" * many),
        "open angles": lambda: in_row("<" * many),
        "comments": lambda: in_row("<!-- x -->" * many),
        "CDATA": lambda: re.sub(r"(</title>|</loc>|</name>)", lambda found: "<![CDATA[" + "<p>1" * many + "]]>" + found[1], body, count=1),
    }


def _xml_numbered(row: str, at: int) -> str:
    return re.sub(r"(<(?:\w+:)?(?:link|guid|id|loc|url|referencenumber)\b[^<>]*>)([^<>]*?)(\]\]>)?(</)", rf"\1\g<2>{at}\3\4", row)
