"""What tells one vacancy of a firm from another: its title without decoration, its places, its post codes, its pay. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from jobs.places import gazetteer
from jobs.text import fold

if TYPE_CHECKING:
    from jobs.model import Pay, Sighting

_SILENT = frozenset({"面议", "薪资面议", "待遇面议", "工资面议", "薪酬面议", "面谈", "薪资面谈", "电议"})
_ENGLISH = r"(?:requisition|req|job|position|reference)[ _]?(?:id|no|number|code)"
_CHINESE = r"(?:岗位|职位|招聘|需求)(?:代码|编号|编码|代号)"
_CODE_NAME = re.compile(rf"code|招聘{_CHINESE}|{_CHINESE}|{_ENGLISH}", re.IGNORECASE)
_CODE_TEXT = re.compile(rf"(?:{_CHINESE}|\b{_ENGLISH})[是为.:：#\s]{{0,3}}([A-Za-z0-9][\w-]{{1,30}})", re.IGNORECASE)
_CODE_TITLE = re.compile(r"(?:\b(?:J?R|REQ|JD|JOB)[-_ ]?\d{3,12}|[#＃]\s?\d{2,12})\b", re.IGNORECASE)
#: What a title says besides the work: wishes, benefits, pay.
_DECORATION = re.compile(
    r"急聘|急招|急缺|诚聘|诚招|高薪|直招|直聘|热招|招聘|包吃住|包食宿|包吃|包住|[五六]险[一二两]金|[五六]险|周末双休|双休|大小周|月休[一二三四五六七八]天|就近分配"
    r"|带薪年假|无需经验|可住宿|(?:月薪|底薪|年薪)?\d+(?:\.\d+)?(?:[-~至到]\d+(?:\.\d+)?)?(?:[k千万]元?|元)(?:/?[月年天])?(?:以上|起)?"
)
_BRACKETS = re.compile(r"\(\+*\)|\($|^[()]+")


def codes(sighting: Sighting) -> tuple[str, ...]:
    """Every division a sighting names for certain, each once, in its order."""
    return tuple(dict.fromkeys(code for reading in sighting.places for code in reading.codes))


def post_codes(sighting: Sighting) -> frozenset[str]:
    """The codes by which the employer tells its posts apart (岗位代码 0101, R-12345), folded.

    The number a site gave its own page is none: it differs between two pages about one post.
    """
    stated = [text for name, text in sighting.raw.items() if len(text) <= 40 and _CODE_NAME.fullmatch(name)]
    stated += _CODE_TITLE.findall(sighting.title)
    text = (sighting.description or "")[:2000]
    if _may_state_a_code(text.lower()):
        stated += _CODE_TEXT.findall(text)
    return frozenset({fold(text).lstrip("#") for text in stated} - {"", fold(sighting.key)}) if stated else frozenset()


def _may_state_a_code(text: str) -> bool:
    """A cheap look before the dear one: most texts state none."""
    chinese = "代码" in text or "编号" in text or "编码" in text or "代号" in text
    return chinese or "req" in text or "job" in text or "position" in text


@lru_cache(maxsize=16384)
def title_key(title: str) -> str:
    """The title folded; titles repeat."""
    return fold(title)


def core(title: str, places: frozenset[str] = frozenset()) -> str:
    """A folded title without decoration and without the names of the post's own places; the title itself when nothing is left."""
    bare = title
    for name in _place_names(places):
        if name in bare:
            bare = bare.replace(name, "")
    return _plain(bare) or title


@lru_cache(maxsize=16384)
def _plain(title: str) -> str:
    bare = _DECORATION.sub("", title)
    while (shorter := _BRACKETS.sub("", bare)) != bare:
        bare = shorter
    return bare


@lru_cache(maxsize=16384)
def _place_names(places: Iterable[str]) -> tuple[str, ...]:
    """How places and those above them stand in a title, the longest first."""
    known = gazetteer()
    found = [place for code in places if (place := known.place(code))]
    names = {fold(one.name) for place in found for one in (place, *known.ancestors(place.code))}
    short = {name[:-1] for name in names if len(name) > 2 and name[-1] in "省市区县旗州盟"}
    return tuple(sorted(names | short, key=lambda name: (-len(name), name)))


def pay_key(pay: Pay | None) -> str:
    """Pay as compared: by its values, so that 6-8K and 6000～8000元 agree; 面议 says as little as silence does."""
    if pay is None:
        return ""
    if pay.min is None and pay.max is None:
        written = fold(pay.text)
        return "" if written in _SILENT else written
    return f"{pay.min}|{pay.max}|{pay.unit}|{pay.months}"
