"""Whether repeated rows are posts at all, and not products, news or people."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from scrapers.families.generic.column import FLOOR
from scrapers.families.generic.kinds import tidy_title, title_like
from scrapers.families.generic.links import own_pages
from scrapers.families.generic.outline import Outline
from scrapers.families.generic.row import Row
from scrapers.families.generic.rows import Group
from scrapers.families.generic.words import CAREERS, FIELDS, NOTICE, PEOPLE

_JOB_PATH = re.compile(
    r"job|career|position|vacanc|stelle|zhaopin|zhiwei|gangwei|rencai|yingpin|joinus|join-us|recruit|opening|/zp|role|ausschreibung|karriere|employment",
    re.IGNORECASE,
)
_WAGES = re.compile(r"[薪月年天时日周kK万千]|面议|面谈|\d{3,}\s?[-~－—至到]|hour|month|year|annum", re.IGNORECASE)
_PERSON = re.compile(r"(?:先生|女士|小姐|同学)$")
_DIGIT = re.compile(r"\d")
_LONG = 40  # characters of a sentence


@dataclass(slots=True)
class Listed:
    """The list of a page."""

    rows: list[Row]
    sure: float
    strong: bool  # it has fields that only lists of posts have
    group: Group


def about_jobs(page: Outline, url: str, strictly: bool = False) -> bool:
    """Whether the page's title or address speaks of posts, or, if not strictly, a large heading does."""
    if CAREERS.search(page.title) or _JOB_PATH.search(url):
        return True
    return not strictly and any(
        one.tag in ("h1", "h2") and not one.around and CAREERS.search(page.text(number)[:80]) for number, one in enumerate(page.elements)
    )


def _numbered(links: set[str]) -> bool:
    return sum(_DIGIT.search(link) is not None for link in links) > len(links) * 0.7


def _people(page: Outline, group: Group, rows: list[Row]) -> bool:
    """Whether the rows are persons: those who seek work, or a team."""
    if group.heads and PEOPLE.search(page.text(max(group.rows[0][0] - 1, 0))):
        return True
    named = sum(_PERSON.search(row.texts["title"][0]) is not None for row in rows)
    return named > len(rows) * 0.4 or (PEOPLE.search(page.title) is not None and "招聘" not in page.title.split("-")[0])


def notices(rows: list[Row]) -> bool:
    """Whether the titles are headlines of notices or news."""
    return sum(NOTICE.search(row.texts["title"][0]) is not None for row in rows) > len(rows) * 0.34


def judge(page: Outline, group: Group, rows: list[Row], labelled: Counter[str], careers: bool) -> Listed | None:
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
    differ = len({(row.texts["title"][0], *row.texts.get("company", ()), *row.texts.get("place", ())) for row in rows}) / count
    same = count >= 2 and distinct * count == 1 and len(links) <= 1 and labelled["company"] < count and (differ < 0.8 or not strong)
    same = same or (count >= 3 and distinct * count == 1 and not strong)  # a word that every card carries
    if sure < FLOOR or same or (count >= 4 and distinct < 0.2 and differ < 0.4 and len(links) < count):
        return None
    facts = sum(has[name] >= 0.4 for name in ("company", "place", "pay", "education", "experience", "headcount"))
    if not careers and not group.heads and (words < 0.6 or facts < 2):
        strong = False  # other pages have numbers of people and sums of money too
    if strong and (words >= 0.3 or labelled["title"] or (careers and has["pay"] >= 0.3)):
        return Listed(rows, sure, True, group)
    paths = sum(row.link is not None and _JOB_PATH.search(page.elements[row.link].attributes["href"]) is not None for row in rows) / count
    linked = sum(row.link is not None for row in rows) / count
    about = (careers or paths >= 0.5) and own_pages(links)
    bare = max(has[name] for name in FIELDS[1:]) < 0.5
    if bare and any("\u4e00" <= letter <= "\u9fff" for letter in rows[0].texts["title"][0]) and not _numbered(links):
        about = False  # words to search by, on the front page of a board
    listed = about and words >= 0.5 and (linked >= 0.5 or has["place"] >= 0.5) and (count >= 2 or paths >= 0.5)
    told = count >= 2 and words >= 0.7 and distinct == 1 and CAREERS.search(page.title) is not None and _told(page, rows) >= 0.8
    return Listed(rows, min(sure, 0.9 if listed else 0.8), False, group) if listed or told else None


def _told(page: Outline, rows: list[Row]) -> float:
    """How many rows begin with their title and go on with a description, or have a link to theirs below."""
    below = {one.names.partition("#")[2] for one in page.elements if "#" in one.names}
    return sum(_described(page, row) or _jumps(page, row, below) for row in rows) / len(rows)


def _described(page: Outline, row: Row) -> bool:
    pieces = page.pieces[page.elements[row.first].first : page.elements[row.end - 1].last]
    first = next((piece.text for piece in pieces), "")
    described = row.duty is not None or any(len(piece.text) >= (_LONG if piece.text.isascii() else _LONG // 2) for piece in pieces)
    return described and tidy_title(first)[0].startswith(row.texts["title"][0])


def _jumps(page: Outline, row: Row, below: set[str]) -> bool:
    found = page.anchor(row.where["title"])
    href = page.elements[found].attributes["href"] if found is not None else ""
    return href.startswith("#") and href[1:] in below
