"""Posts of a table: one a row; rows that are one merged post are one; totals, notes and headers that stand again are none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType

from jobs.model import Page, Sighting
from scrapers.families.base import MOST_POSTS
from scrapers.families.notice import columns, prose
from scrapers.families.notice.employer import is_organisation, seat
from scrapers.families.notice.grid import Cell, Table
from scrapers.families.post import LONGEST_TITLE, Written, as_sighting, masked

_TOTAL = re.compile(r"(?:合|总|小|共)\s{0,4}计.{0,12}|总数|汇总")
_NOTE = re.compile(r"^(?:备注|注\s?[:：\d]|说明|填表|注意|附[:：件])")
_UNIT = re.compile(r"[（(]((?:万|千)?元?[/／每]?(?:年|月|天|日|小时)?)[/／人]{0,2}[）)]")
_HAS_WORD = re.compile(r"[A-Za-z\u4e00-\u9fff]")
_NUMBERING = re.compile(r"^[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]\s{0,3}")
#: Fields that stand in a post's description, with their labels.
_DESCRIBED = (("department", "部门"), ("kind", "类别"), ("education", "学历"), ("major", "专业"), ("age", "年龄"), ("experience", "经验"))
#: … and in its raw values.
_RAW = ("major", "age", "conditions", "code", "department", "authority")
_EMPTY = frozenset(("", "/", "\\", "-", "—", "--", "——", "无", "／"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What holds for all posts of a notice."""

    url: str  # of the notice, where a person reads it
    key: str  # posts' keys begin with it
    title: str | None = None
    company: str | None = None
    published: date | None = None
    deadline: date | None = None
    place: str | None = None  # code that the source covers
    where: str | None = None  # as the text states it
    pay: str | None = None


@dataclass(slots=True)
class _Row:
    """One post as its row says it: texts of each field, and the cells that say which post it is."""

    at: int
    said: dict[str, list[str]] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)  # of conditions and the like: header -> text
    company: str | None = None
    identity: tuple[int, int] | None = None  # the cells of a post that covers several rows

    def one(self, name: str) -> str | None:
        return "；".join(dict.fromkeys(self.said.get(name, ()))) or None


def posts(page: Page, tables: Iterable[Table], notice: Notice) -> list[Sighting]:
    """The posts of all tables, at most MOST_POSTS. A code that stands twice is no key."""
    found: list[tuple[int, _Row]] = []
    last: columns.Header | None = None
    for number, table in enumerate(tables):
        head = columns.header(table)
        if head is None and (turned := columns.upright(table)) is not table:
            table, head = turned, columns.header(turned)  # noqa: PLW2901  # the same table, put upright
        if head is None and table.continues and last is not None and _as_wide(table, last):
            head = columns.Header(last.fields, last.words, 0)
        if head is not None:
            last = head
            found += [(number, row) for row in _rows(table, head)][: MOST_POSTS - len(found)]
    codes = [row.one("code") for _, row in found]
    written = []
    for (number, row), code in zip(found, codes, strict=True):
        own = code if code and codes.count(code) == 1 and len(codes) < MOST_POSTS else f"t{number + 1}r{row.at + 1}"
        if sighting := _sighting(page, row, notice, own):
            written.append(sighting)
    return written


def _as_wide(table: Table, head: columns.Header) -> bool:
    return bool(table.rows) and len(table.rows[0]) == len(head.fields)


def _rows(table: Table, head: columns.Header) -> Iterator[_Row]:
    """The rows below the header that are posts; rows of one merged post are put together."""
    section = table.before
    last: _Row | None = None
    for at, cells in enumerate(table.rows[head.below :], head.below):
        if len({id(cell) for cell in cells}) == 1 and len(cells) > 1:  # one cell across: the section's name, or a note
            section = cells[0].text
            continue
        row = _row(at, cells, head)
        if row is None:
            continue
        row.company = row.one("company") or _section(section)
        if last is not None and row.identity is not None and row.identity == last.identity:
            _add(last, row)
            continue
        if last is not None:
            yield last
        last = row
    if last is not None:
        yield last


def _section(text: str) -> str | None:
    """The employer that a line above rows names: 一、示例市第一医院."""
    named = _NUMBERING.sub("", text.strip(" :：（）()"))
    return named if "\n" not in named and len(named) <= 30 and is_organisation(named) else None


def _row(at: int, cells: list[Cell], head: columns.Header) -> _Row | None:
    row = _Row(at)
    merged: dict[str, Cell] = {}
    for cell, name, word in zip(cells, head.fields, head.words, strict=False):
        if name is None or name in ("drop", "person") or cell.text in _EMPTY:
            continue
        if name in ("conditions", "said", "duties", "note"):
            row.words.setdefault(word, cell.text)
            row.said.setdefault(name, []).append(cell.text)
        elif name not in row.said:
            row.said[name] = [_with_unit(cell.text, word) if name == "pay" else cell.text]
            merged[name] = cell
    title = row.one(head.title or "title")
    if title is None or _is_no_post(title, cells):
        return None
    row.said["title"] = [title]
    count, named = merged.get("headcount"), merged.get(head.title or "title")
    if count is not None and named is not None and count.tall and named.tall:
        row.identity = (id(named), id(count))
    elif count is not None and count.tall:
        del row.said["headcount"]  # it counts the people of several posts
    return row


def _with_unit(text: str, header: str) -> str:
    """Pay with the unit its header states: 15-20 below 薪酬（万元/年）."""
    unit = _UNIT.search(header)
    return f"{text}{unit.group(1)}" if unit and not re.search("[元万kK千]", text) else text


def _is_no_post(title: str, cells: list[Cell]) -> bool:
    """Totals, notes, a header that stands again, and rows that say nothing but a number."""
    first = next((cell.text for cell in cells if cell.text), "")
    if any(_TOTAL.fullmatch(text) for text in (title, first)) or _NOTE.match(first) or _NOTE.match(title):
        return True
    return columns.field_of(title) in ("title", "kind", "major") or len(title) > LONGEST_TITLE or not _HAS_WORD.search(title)


def _add(row: _Row, more: _Row) -> None:
    """What a further row of the same post says besides."""
    for name, texts in more.said.items():
        row.said[name] = list(dict.fromkeys((*row.said.get(name, ()), *texts)))
    for word, text in more.words.items():
        if text not in row.words.get(word, ""):
            row.words[word] = f"{row.words[word]}；{text}" if word in row.words else text


def _sighting(page: Page, row: _Row, notice: Notice, own: str) -> Sighting | None:
    company, department = _employer(row, notice)
    asked = row.one("conditions")
    until = prose.last_day(row.one("deadline") or "", notice.published, labelled=True) or notice.deadline
    where = row.one("place") or notice.where or seat(company, notice.title, notice.place)
    title = (row.one("title") or "").replace("\n", " ")
    stated = {name: row.one(name) for name in _RAW} | {"department": department, "age": row.one("age") or prose.age_in(asked)}
    learned = row.one("education") or prose.education_in(asked)
    written = Written(
        key=f"{notice.key}#{own}",
        url=notice.url,
        title=title,
        company=company,
        places=(where,) if where else (),
        pay=row.one("pay") or notice.pay,
        education=learned,
        experience=row.one("experience") or prose.experience_in(asked),
        headcount=row.one("headcount"),
        posted=notice.published.isoformat() if notice.published else None,
        deadline=until.isoformat() if until else None,
        description=_description(row, department),
    )
    found = as_sighting(page, written, notice.place)
    return with_raw(found, stated) if found is not None and found.title else None


def with_raw(sighting: Sighting, stated: dict[str, str | None]) -> Sighting:
    """The sighting with what else the notice states, short and without contacts."""
    more = {name: said[:200] for name, text in stated.items() if (said := masked(text))}
    return replace(sighting, raw=MappingProxyType({**sighting.raw, **more}))


def _employer(row: _Row, notice: Notice) -> tuple[str | None, str | None]:
    """The employer and the part of it: a cell such as 机关本部 is a part when the notice names the whole."""
    department = row.one("department")
    named = row.company.replace("\n", "") if row.company else None
    if named and (notice.company is None or is_organisation(named)):
        return named, department
    whole = notice.company or row.one("authority")
    return whole, "；".join(filter(None, (named, department))) or None


def _description(row: _Row, department: str | None) -> str | None:
    said = {name: row.one(name) for name, _ in _DESCRIBED} | {"department": department}
    said |= dict.fromkeys((name for name in ("kind", "department") if said[name] == row.one("title")), None)
    lines = [f"{label}：{said[name]}" for name, label in _DESCRIBED if said[name]]
    lines += [f"{word.replace(chr(10), '')}：{text}" for word, text in row.words.items() if masked(text)]
    return "\n".join(lines) or None
