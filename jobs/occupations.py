"""The occupation a post's title comes to, by a table of names (jobs/data/occupations.tsv). Pure.

急招！大同示例机械公司 二保焊工5名 6000-8000元 包吃住 -> 焊工. A title that holds no name of the table is its own occupation, without
pay, place, firm, head-count, benefits and calls to hurry; one of which nothing is left has none.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib import resources

from ahocorasick_rs import AhoCorasick, Implementation

from jobs.places import gazetteer
from jobs.text import simplify, width

#: Longer titles are cut: what stands behind is an advertisement.
MOST = 80
#: An occupation of its own is shown whole up to so many characters.
OWN = 20

_BRACKETS = re.compile(r"[(\[{<【〔《「『]([^)\]}>】〕》」』]*)[)\]}>】〕》」』]?")
_PAY = re.compile(
    r"(?:月薪|年薪|日薪|时薪|底薪|薪资|工资|综合|保底|月入|日结|税前|税后)*[:约]?\d[\d.,]*(?:[kw万千元]|块)?(?:[-~—至到]\d[\d.,]*)?(?:[kw万千元]|块)?\+?(?:/|每|一)?(?:月|年|天|日|小时|时)?(?:以上|起|左右)?"
)
_COUNT = re.compile(r"\d+(?:[-~]\d+)?\s*(?:名|人|位|个)|[一二两三四五六七八九十]+(?:名|位)|若干(?:名|人)?|多名")
_AGE = re.compile(r"\d{2}(?:[-~]\d{2})?(?:周?岁)(?:以[下上内])?")
_SPLIT = re.compile(r"[\s/|,，、;；:：!！?？·•+＋~_—\-*#&。.\"'“”]+")
#: What somebody does besides: 库管兼统计.
_BESIDES = re.compile(r"(?<=.)兼(?!职).*")
_FIRM = re.compile(r"[一-龥]{4,}(?:公司|集团|厂|酒店|学校|医院|幼儿园|中心|事务所|合作社|门店|超市|银行|大学|学院|工作室|分行|支行)")


def occupation(title: str) -> str | None:
    """The occupation of a title; the cleaned title when the table has no name for it, None when nothing is left of it."""
    return _occupation(title)


@lru_cache(maxsize=65_536)  # a few thousand titles are most of a board
def _occupation(title: str) -> str | None:
    told = simplify(width(title[:MOST])).lower()
    outer, inner = _BRACKETS.sub(" ", told), " ".join(_BRACKETS.findall(told))
    plain = _BESIDES.sub(" ", _FIRM.sub(" ", outer))
    for text in (plain, _joined(inner, plain), inner):
        if text.strip() and (found := _named(text)) is not None:
            return found
    return _own(plain) or _own(inner) or _named(outer) or _own(outer)


def group(name: str) -> str | None:
    """The group of an occupation of the table: 焊工 -> 技工."""
    return table().groups.get(name)


def groups() -> tuple[str, ...]:
    """All groups, in the order of the table."""
    return tuple(dict.fromkeys(table().groups.values()))


def names() -> tuple[str, ...]:
    """Every occupation of the table, in its order."""
    return tuple(table().groups)


class Table:
    """The names, and what finds them in a text."""

    def __init__(self) -> None:
        lines = resources.files("jobs").joinpath("data/occupations.tsv").read_text("utf-8").splitlines()
        self.groups: dict[str, str] = {}
        self.names: list[str] = []
        self.meant: list[str] = []
        self.weak: list[bool] = []  # gives way to every other name
        idle: list[str] = []  # calls to hurry, benefits and the like
        for label, name, *others in (line.split("\t") for line in lines if not line.startswith("#")):
            if label == "-":
                idle += name.split()
                continue
            self.groups[name] = label
            told = " ".join(others).split()
            for one in dict.fromkeys(told if f"~{name.lower()}" in told else [name.lower(), *told]):
                self.names.append(one.removeprefix("~"))
                self.meant.append(name)
                self.weak.append(one.startswith("~"))
        self.idle = re.compile("|".join(sorted(idle, key=len, reverse=True)))
        self.finder = AhoCorasick(self.names, implementation=Implementation.DFA)


@cache
def table() -> Table:
    """The table, read once."""
    return Table()


def _named(text: str) -> str | None:
    """The occupation of the longest name in the text, of equally long ones the last; weak names only where there is no other."""
    known = table()
    best, rank = None, (False, 0)
    for number, start, end in known.finder.find_matches_as_indexes(text, overlapping=True):
        here = (not known.weak[number], end - start)
        if here >= rank and _stands(text, start, end):
            best, rank = number, here
    return None if best is None else known.meant[best]


def _stands(text: str, start: int, end: int) -> bool:
    """Whether a name of Latin letters stands by itself: it is in none of "editor"."""

    def joins(a: str, b: str) -> bool:
        return a.isascii() and a.isalnum() and b.isascii() and b.isalnum()

    return not (start and joins(text[start - 1], text[start])) and not (end < len(text) and joins(text[end - 1], text[end]))


def _joined(inner: str, outer: str) -> str:
    """What stands in brackets said before the rest: 工程师(电气) is 电气工程师."""
    return _SPLIT.sub("", inner) + outer.strip()


def _own(text: str) -> str | None:
    """The first part of a title that is more than pay, place or noise."""
    for pattern in (_AGE, _COUNT, _PAY, table().idle):
        text = pattern.sub(" ", text)
    for part in _SPLIT.split(text):
        if any(map(str.isalpha, part)) and not _is_place(part) and (len(part) > 1 or not part.isascii()):
            return part[:OWN]
    return None


@lru_cache(maxsize=4096)
def _is_place(text: str) -> bool:
    """Whether the whole text names a place."""
    return bool(gazetteer().read(text).codes) if len(text) >= 2 else False
