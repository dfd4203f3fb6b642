"""What a post asks for: education, experience, and how many people -> values or None."""

from __future__ import annotations

import re
from functools import lru_cache

from jobs.model import EDUCATION, Experience
from jobs.values.fold import LONGEST, digits, fold

# ---------------------------------------------------------------- education

#: Codes of aac011 of the Ministry's job site. 90 (其他) says nothing.
MOHRSS_EDUCATION = {
    "11": "博士",
    "14": "硕士",
    "21": "本科",
    "31": "大专",
    "41": "中专",
    "44": "中专",
    "47": "中专",
    "61": "高中",
    "71": "初中",
    "81": "小学",
}
_LEVELS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (level, re.compile(words))
    for level, words in (
        (
            "不限",
            r"不限|无要求|不要求|无需|无学历|及以下|任意|其他均可|\b(?:no (?:degree|education|formal|requirements?)|any|not required)\b",
        ),
        ("小学", r"小学|\b(?:primary|elementary) school"),
        ("初中", r"初中|\b(?:middle|junior high) school"),
        ("中专", r"中专|中技|中职|职高(?!专)|职中|技校|技工|中等专|中等职|\b(?:vocational|secondary technical)"),
        ("高中", r"高中|(?<!junior )\bhigh school|\bged\b"),
        ("大专", r"大专|专科|高职|高专|\bassociate|\bcollege diploma|\bjunior college|\bdiploma\b(?! or)"),
        ("本科", r"本科|学士|专升本|\bbachelor|\bundergraduate|\bbsc\b|\bb\.?[as]\.?(?![a-z])"),
        ("硕士", r"硕士|(?<!博士)研究生|\bmasters?\b|\bmaster's|\bmba\b|\bmsc\b|\bpostgraduate"),
        ("博士", r"博士|博后|\bphd\b|\bph\.d|\bdoctor"),
    )
)
_UNIVERSITY = re.compile("(?:大学|大学毕业|大学学历|大学文化)(?:及?以上)?(?:学历)?")


def education(text: str | None) -> str | None:
    """The lowest level that is enough, one of EDUCATION; None when the text names none. 及以下 asks for nothing: 不限."""
    return _education(text[:LONGEST]) if text else None


@lru_cache(maxsize=4096)
def _education(text: str) -> str | None:
    """Posts ask for the same few things in the same few words."""
    plain = fold(text)
    if plain in MOHRSS_EDUCATION:
        return MOHRSS_EDUCATION[plain]
    if _UNIVERSITY.fullmatch(plain):
        return "本科"
    return next((level for level, words in _LEVELS if words.search(plain)), None)


# ---------------------------------------------------------------- experience

#: More years than a working life are a misread number.
MOST_YEARS = 50

_NONE_NEEDED = re.compile(
    r"不限|无需|无须|无经验|无要求|不要求|不需要|没有要求|应届|在校|在读|[0-9]{2}届|零经验|0经验|毕业生|实习生|"
    r"\b(?:no experience|entry[ -]level|not required|fresh graduates?|graduates? welcome)"
)
_YEAR = r"(?:年|years?|yrs?)"
_YEARS = re.compile(rf"(?<![0-9.])([0-9]{{1,2}})(?:\.[0-9])?{_YEAR}?-([0-9]{{1,2}})(?:\.[0-9])? ?{_YEAR}")
_YEARS_ONE = re.compile(rf"(?<![0-9.])([0-9]{{1,2}})(?:\.[0-9])?(\+)? ?{_YEAR}(\+|(?:及|或|含)?以上|(?:及|或|含)?(?:以下|以内|之内))?")
_MONTHS = re.compile(r"(?<![0-9.])([0-9]{1,3})(?:个月| ?months?)")


def experience(text: str | None) -> Experience | None:
    """Years asked for; None without text. "3年经验" asks for three and more, so `max` is None; 半年 is no full year.

    (0, 0) when none is needed (经验不限, 应届); both None when not understood or max < min.
    """
    written = text.strip() if text else ""
    if not written:
        return None
    return _experience(written) if len(written) <= LONGEST else _experience.__wrapped__(written)


@lru_cache(maxsize=4096)
def _experience(written: str) -> Experience:
    plain = digits(fold(written)).replace("至", "-").replace("到", "-").replace(" to", "-")
    low, high = _years(plain)
    if _NONE_NEEDED.search(plain):
        return Experience(written, 0, high if high is not None else 0)
    if any(years is not None and years > MOST_YEARS for years in (low, high)) or (low is not None and high is not None and high < low):
        return Experience(written)
    return Experience(written, low, high)


def _years(plain: str) -> tuple[int | None, int | None]:
    if found := _YEARS.search(plain):
        return int(found.group(1)), int(found.group(2))
    if found := _YEARS_ONE.search(plain):
        years, after = int(found.group(1)), found.group(3) or ""
        at_most = after.endswith(("以下", "以内", "之内")) or re.search(
            "(?:(?<!不)少于|不足|(?<!不)低于|不超过|less than )$", plain[: found.start()]
        )
        return (0, years) if at_most else (years, None)
    if found := _MONTHS.search(plain):
        return int(found.group(1)) // 12, None
    return (0, None) if "半年" in plain else (None, None)


# ---------------------------------------------------------------- how many people

#: 9999 and up is how sites write "many".
MOST_PEOPLE = 9_998

_PEOPLE = re.compile(r"(?<![0-9.-])([0-9]{1,6})(?:个?人|名|位|个)(以上|左右|以内|以下|\+)?")
_BARE = re.compile(r"(?:招聘?(?:人数)?|共|约|人数)?:?([0-9]{1,6})(?:个?人|名|位|个)?")


def headcount(text: str | int | None) -> int | None:
    """How many people are wanted, when the text says exactly; None for 若干, 2-3人, 5人以上, 0 and numbers nobody hires."""
    return None if text is None or isinstance(text, bool) else _headcount(str(text)[:LONGEST])


@lru_cache(maxsize=4096)
def _headcount(text: str) -> int | None:
    plain = digits(fold(text))
    if found := _BARE.fullmatch(plain):
        numbers = {int(found.group(1))}
    else:
        named = list(_PEOPLE.finditer(plain))
        if any(found.group(2) for found in named) or "若干" in plain or re.search("[0-9](?:人|名)?-[0-9]", plain):
            return None
        numbers = {int(found.group(1)) for found in named}
    only = numbers.pop() if len(numbers) == 1 else 0
    return only if 0 < only <= MOST_PEOPLE else None


assert set(MOHRSS_EDUCATION.values()) <= set(EDUCATION)
