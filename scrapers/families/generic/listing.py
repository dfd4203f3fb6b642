"""A list: which text of a row is which field, voted over all rows, with how sure that is."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from scrapers.families.generic.bits import Bit, Bits
from scrapers.families.generic.kinds import tidy_title, title_like
from scrapers.families.generic.links import OF_A_FIRM, link, own_pages
from scrapers.families.generic.outline import DRESS, Outline
from scrapers.families.generic.rows import Group, groups
from scrapers.families.generic.words import CAREERS, FIELDS, NOISE, NOTICE, PEOPLE, hint

#: Below, a field of a list is left unknown; a list whose titles are below is no list.
FLOOR = 0.6
_JOB_PATH = re.compile(
    r"job|career|position|vacanc|stelle|zhaopin|zhiwei|gangwei|recruit|opening|/zp|role|ausschreibung|karriere|employment", re.IGNORECASE
)
_WAGES = re.compile(r"[薪月年天时日周kK万千]|面议|面谈|\d{3,}\s?[-~－—至到]|hour|month|year|annum", re.IGNORECASE)
_PERSON = re.compile(r"(?:先生|女士|小姐|同学)$")
_DIGIT = re.compile(r"\d")
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


@dataclass(slots=True)
class Column:
    """What stands at one place of every row."""

    path: str
    bits: dict[int, Bit] = field(default_factory=dict)  # row -> text
    hint: str | None = None
    order: float = 0.0
    name: str | None = None  # the field it was found to be
    sure: float = 0.0

    def share(self, name: str) -> float:
        """How many of its texts have the field's notation."""
        return sum(bit.kind == name for bit in self.bits.values()) / len(self.bits)

    def share_none(self) -> float:
        """How many may be anything."""
        return sum(bit.kind is None for bit in self.bits.values()) / len(self.bits)

    def mean_title(self) -> float:
        """How much its texts read like titles."""
        return sum(bit.titled for bit in self.bits.values()) / len(self.bits)


@dataclass(slots=True)
class Row:
    """One post of a list: field -> texts, how sure each is, and its link (an element, or None)."""

    first: int
    end: int
    texts: dict[str, list[str]] = field(default_factory=dict)
    sure: dict[str, float] = field(default_factory=dict)
    where: dict[str, int] = field(default_factory=dict)  # field -> the element it stands in
    link: int | None = None
    duty: int | None = None  # the text with which the description begins

    def put(self, name: str, text: str, sure: float, element: int) -> None:
        """The first text of a field stays."""
        if name == "title":
            text, count = tidy_title(text)
            self.put("headcount", count, sure, element)
        if text and name not in self.texts:
            self.texts[name], self.sure[name], self.where[name] = [text], sure, element


@dataclass(slots=True)
class Listed:
    """The list of a page."""

    rows: list[Row]
    sure: float
    strong: bool  # it has fields that only lists of posts have
    group: Group


def listed(page: Outline, seen: Bits, url: str) -> Listed | None:
    """The page's list of posts; None when nothing on it is surely one."""
    best: Listed | None = None
    careers = about_jobs(page, url)
    for group in groups(page, seen):
        found = _read(page, seen, group, careers)
        if found and (best is None or weight(found) > weight(best) * 1.05):
            best = found
    return best


def weight(found: Listed) -> float:
    """How much it says: rows with their fields; many small rows do not beat the same ones whole."""
    fields = sum(sum(row.sure.values()) for row in found.rows) / len(found.rows)
    return float(found.sure * fields * len(found.rows) ** 0.35)


def about_jobs(page: Outline, url: str, strictly: bool = False) -> bool:
    """Whether the page's title or address speaks of posts, or, if not strictly, a large heading does."""
    if CAREERS.search(page.title) or _JOB_PATH.search(url):
        return True
    return not strictly and any(
        one.tag in ("h1", "h2") and not one.around and CAREERS.search(page.text(number)[:80]) for number, one in enumerate(page.elements)
    )


def _read(page: Outline, seen: Bits, group: Group, careers: bool) -> Listed | None:
    rows = [Row(first, end) for first, end in group.rows]
    columns: dict[str, Column] = {}
    labelled: Counter[str] = Counter()
    for number, row in enumerate(rows):
        if group.cells:
            _by_heads(page, seen, group, number, row)
        else:
            _sort(page, seen, number, row, columns)
        labelled.update(list(row.texts))
    if not group.cells:
        _decide(page, rows, columns)
    kept = [row for row in rows if (title := row.texts.get("title")) and not NOISE.fullmatch(title[0])]
    if not kept or len(kept) * 2 < len(rows) or _notices(kept) or (len(kept) == 1 < len(rows) and not group.heads):
        return None
    for row in kept:
        row.link = link(page, row.first, row.end, row.where)
    return _judge(page, group, kept, labelled, careers)


def _numbered(links: set[str]) -> bool:
    return sum(_DIGIT.search(link) is not None for link in links) > len(links) * 0.7


def _people(page: Outline, group: Group, rows: list[Row]) -> bool:
    """Whether the rows are persons: those who seek work, or a team."""
    if group.heads and PEOPLE.search(page.text(max(group.rows[0][0] - 1, 0))):
        return True
    named = sum(_PERSON.search(row.texts["title"][0]) is not None for row in rows)
    return named > len(rows) * 0.4 or (PEOPLE.search(page.title) is not None and "招聘" not in page.title.split("-")[0])


def _notices(rows: list[Row]) -> bool:
    return sum(NOTICE.search(row.texts["title"][0]) is not None for row in rows) > len(rows) * 0.34


def _judge(page: Outline, group: Group, rows: list[Row], labelled: Counter[str], careers: bool) -> Listed | None:
    """Whether the rows are posts at all, and not products, news or people."""
    count = len(rows)
    has = {name: sum(name in row.texts for row in rows) / count for name in FIELDS}
    if _people(page, group, rows):
        return None
    wages = has["pay"] >= 0.4 and sum(_WAGES.search(" ".join(row.texts.get("pay", ()))) is not None for row in rows) >= count * 0.4
    strong = bool(group.heads) or wages or any(has[name] >= 0.4 for name in ("education", "experience", "headcount"))
    sure = sum(row.sure["title"] for row in rows) / count
    words = sum(title_like(row.texts["title"][0]) for row in rows) / count
    distinct = len({row.texts["title"][0] for row in rows}) / count
    links = {page.elements[row.link].attributes["href"] for row in rows if row.link is not None}
    same = count >= 2 and distinct * count == 1 and len(links) <= 1 and labelled["company"] < count
    same = same or (count >= 3 and distinct * count == 1 and not strong)  # a word that every card carries
    if sure < FLOOR or same or (count >= 4 and distinct < 0.2 and len(links) < count):
        return None
    told = sum(has[name] >= 0.4 for name in ("company", "place", "pay", "education", "experience", "headcount"))
    if not careers and not group.heads and (words < 0.6 or told < 2):
        strong = False  # other pages have numbers of people and sums of money too
    if strong and (words >= 0.3 or labelled["title"] or (careers and has["pay"] >= 0.3)):
        return Listed(rows, sure, True, group)
    paths = sum(row.link is not None and _JOB_PATH.search(page.elements[row.link].attributes["href"]) is not None for row in rows) / count
    linked = sum(row.link is not None for row in rows) / count
    about = (careers or paths >= 0.5) and own_pages(links)
    bare = max(has[name] for name in FIELDS[1:]) < 0.5
    if bare and any("\u4e00" <= letter <= "\u9fff" for letter in rows[0].texts["title"][0]) and not _numbered(links):
        return None  # words to search by, on the front page of a board
    if about and words >= 0.5 and (linked >= 0.5 or has["place"] >= 0.5) and (count >= 2 or paths >= 0.5):
        return Listed(rows, min(sure, 0.9), False, group)
    return None


# ---------------------------------------------------------------- rows


def _by_heads(page: Outline, seen: Bits, group: Group, number: int, row: Row) -> None:
    """A table's row: the heads say which cell is what."""
    for column, cell in sorted(group.cells[number].items()):
        name, one = group.heads.get(column), page.elements[cell]
        if name in (None, "other") or one.last == one.first or name is None:
            continue
        if name == "title":
            parts = [bit.text for bit in seen.all[slice(*seen.span(page, cell, one.end))] if not bit.noise]
            row.put(name, parts[0] if parts else "", 0.95, cell)
        elif name == "company":
            anchors = [bit.text for bit in seen.all[slice(*seen.span(page, cell, one.end))] if not bit.noise]
            row.put(name, anchors[0] if anchors else "", 0.95, cell)
        else:
            row.put(name, page.text(cell), 0.95, cell)


def _sort(page: Outline, seen: Bits, number: int, row: Row, columns: dict[str, Column]) -> None:
    """Labelled texts of a row go to their fields; the others to the column of their place in the row."""
    first, last = seen.span(page, row.first, row.end)
    times: Counter[str] = Counter()
    value_of: Bit | None = None
    for order, bit in enumerate(seen.all[first : min(last, first + 120)]):
        if value_of is not None and bit.text == value_of.value:
            value_of = None
            continue
        value_of = None
        if bit.label:
            if bit.value and bit.label not in ("other", "duty"):
                row.put(bit.label, bit.value, 0.95, bit.element)
            if bit.label == "duty" and row.duty is None:
                row.duty = first + order
            value_of = bit if bit.head else None
            continue
        if bit.noise or len(bit.text) > 160:
            continue
        path = _path(page, row, bit.element)
        times[path] += 1
        column = columns.setdefault(f"{path}#{times[path]}", Column(path, order=order))
        if not column.bits:
            column.hint = _hint(page, row, bit.element)
        column.bits[number] = bit


def _path(page: Outline, row: Row, element: int) -> str:
    """The way from the row down to the element; cells by their number."""
    parts: list[str] = []
    for _ in range(8):  # a word found may be in bold, or not
        if page.elements[element].tag not in DRESS or element <= row.first:
            break
        element = page.elements[element].parent
    while element >= row.first and len(parts) < 8:
        one = page.elements[element]
        if element > row.first or row.end > one.end:
            parts.append(f"{one.tag}:{one.at}" if one.tag in ("td", "th", "dd") else one.key)
        element = one.parent
    return "/".join(reversed(parts))


def _hint(page: Outline, row: Row, element: int) -> str | None:
    """What the class names between the text and its row speak of; the nearest first."""
    anchor = page.anchor(element, row.first)
    if anchor is not None and OF_A_FIRM.search(page.elements[anchor].attributes["href"]):
        return "company"
    steps = 0
    while element > row.first and steps < 4:
        one = page.elements[element]
        if found := hint(f"{one.names} {one.attributes.get('itemprop', '')}"):
            return found
        element, steps = one.parent, steps + 1
    return None


# ---------------------------------------------------------------- columns


def _decide(page: Outline, rows: list[Row], columns: dict[str, Column]) -> None:
    """Columns to fields."""
    count = len(rows)
    known = [column for column in columns.values() if len(column.bits) >= max(1, count * 0.12)]
    _titles(page, rows, known)
    for name in FIELDS[1:]:
        if name == "deadline":
            continue
        fitting = [(sure, column) for column in known if column.name is None and (sure := _sure(column, name)) >= FLOOR]
        if not fitting:
            continue
        sure, best = max(fitting, key=lambda pair: (round(pair[0], 2), len(pair[1].bits), -pair[1].order))
        for one, column in sorted(fitting, key=lambda pair: -pair[0]):
            if column is best or (name == "place" and column.path == best.path) or column.share(name) >= 0.5:
                column.name, column.sure = name, one
                _fill(rows, column, name, first=column is best or column.path != best.path)


def _sure(column: Column, name: str) -> float:
    """How sure a column is a field: the notation of its texts and its class names are two witnesses."""
    share = column.share(name)
    others = 1 - share - column.share_none()
    said = column.hint == name
    if name in ("company", "place"):
        telling = 0.72 if said and others < 0.3 else 0.0
        if said and name == "company" and share == 0 and column.mean_title() > 0.6:
            telling = 0.4
        return 1 - (1 - 0.93 * _sharp(share)) * (1 - telling)
    if name == "posted" and column.hint == "deadline":
        return 0.0
    return 1 - (1 - 0.93 * _sharp(share)) * (1 - (0.5 if said and share > 0.1 else 0.0))


def _sharp(share: float) -> float:
    """A column half of whose texts fit is more than half sure: firms are also written short, pay is also left empty."""
    return min(1.0, share * 1.5) if share >= 0.3 else share * 0.8


def _fill(rows: list[Row], column: Column, name: str, first: bool) -> None:
    loose = column.share(name) >= 0.6 or column.hint == name
    for number, bit in column.bits.items():
        fits = bit.kind == name or (
            first and loose and bit.kind is None and not bit.noise and name in ("company", "place") and len(bit.text) <= 60
        )
        if not fits or (name == "company" and bit.kind is None and bit.titled >= 0.7 and column.hint != name):
            continue
        row = rows[number]
        if not first and name in row.texts:
            row.texts[name].append(bit.text)
        row.put(name, bit.text, column.sure, bit.element)


def _titles(page: Outline, rows: list[Row], columns: list[Column]) -> None:
    """The column of titles, and those that help out where it is empty."""
    if sum("title" in row.texts for row in rows) * 2 > len(rows):
        return
    scored = sorted(((_title_sure(page, column, len(rows)), column) for column in columns), key=lambda pair: (-pair[0], pair[1].order))
    for sure, column in scored[:1]:
        if sure < FLOOR:
            return
        column.name, column.sure = "title", min(sure, 0.98)
        for number, bit in column.bits.items():
            if len(bit.text) <= 120 and (bit.kind in (None, "company", "place") or title_like(bit.text) > 0.5):
                rows[number].put("title", bit.text, column.sure, bit.element)


def _title_sure(page: Outline, column: Column, count: int) -> float:
    texts = [bit.text for bit in column.bits.values()]
    typed = sum(bit.kind is not None for bit in column.bits.values()) / len(texts)
    words = column.mean_title()
    if len(texts) < count * 0.5 or typed > 0.5 or (words < 0.2 and column.hint != "title"):
        return 0.0
    sample = next(iter(column.bits.values())).element
    tags = {page.elements[sample].tag, page.elements[page.elements[sample].parent].tag}
    anchors = {page.elements[found].attributes["href"] for bit in column.bits.values() if (found := page.anchor(bit.element)) is not None}
    distinct = len(set(texts)) / len(texts)
    sure = (
        0.55 * words
        + 0.3 * (column.hint == "title")
        + 0.2 * bool(tags & _HEADINGS)
        + 0.25 * (len(anchors) > len(texts) * 0.5)
        + 0.12 * (column.order == 0)
    )
    sure -= 0.4 * (distinct < 0.3 and len(texts) >= 4 and len(anchors) < len(texts) * 0.8) + 0.3 * (
        column.hint in ("company", "place", "pay", "posted")
    )
    return sure - 0.15 * (column.order > 3)
