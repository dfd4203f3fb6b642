"""The endings firms' names have: where they stand in a text, and what they tell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

LEGAL = (
    "股份有限责任公司",
    "股份有限公司",
    "责任有限公司",
    "有限责任公司",
    "有限公司",
    "股份公司",
)
#: Other endings; the longer stand first, as the expression takes the first that fits.
OTHER = (
    "集团总公司",
    "(集团)总公司",
    "集团公司",
    "(集团)公司",
    "总公司",
    "公司",
    "企业集团",
    "集团",
    "总厂",
    "分厂",
    "厂",
    "农村信用合作联社",
    "信用合作联社",
    "合作联社",
    "信用联社",
    "农村信用社",
    "信用社",
    "专业合作社",
    "合作社",
    "联合社",
    "银行",
    "商行",
)
_ANCHOR = re.compile(
    "(?P<branch>分公司|支公司|分行|支行)|(?P<legal>"
    + "|".join(LEGAL)
    + r")|(?P<cut>(?:股份有限责任|股份有限|股份有|有限责任公|有限责任|有限责|有限公|有限)\s?(?:\.{2,6}|…{1,3}|⋯{1,3}))|(?P<other>"
    + "|".join(map(re.escape, OTHER))
    + ")"
)
#: A word that begins with the ending's last characters and goes on: 厂长, 银行家, 集团军, 公司法.
_GOES_ON = re.compile(
    r"厂(?:长|家|商|房|区|矿|方|址|史|规|服|部|级|里|外|内|子|医|龄|办|名|牌|庆|徽|歌|报|党|工会|校|际|门|会|主|容|貌|纪|规|籍|情|务)"
    r"|银行(?:家|业|卡|系|间|界|法|存款|贷款|账|帐|职员|利率|汇票|信贷|券)"
    r"|集团(?:军|化|式|股|内|的集)"
    r"|公司(?:法|制|化|债|股|章程|治理|理财)"
    r"|合作社(?:法|化)"
)


@dataclass(frozen=True, slots=True)
class Ending:
    """One ending found in a text."""

    start: int
    end: int
    kind: str  # legal, other, branch, cut
    text: str


def endings(text: str) -> Iterator[Ending]:
    """Every ending in order of place; `text` has ordinary width."""
    for match in _ANCHOR.finditer(text):
        kind = match.lastgroup or "other"
        if kind == "other" and _goes_on(text, match):
            continue
        yield Ending(match.start(), match.end(), kind, match.group())


def _goes_on(text: str, match: re.Match[str]) -> bool:
    written = match.group()
    for tail in ("厂", "银行", "集团", "公司", "合作社"):
        if written.endswith(tail):
            return _GOES_ON.match(text, match.end() - len(tail)) is not None
    return False


def completed(cut: str) -> str:
    """The legal ending that a cut-off one begins: 有限 … -> 有限公司."""
    begun = cut.rstrip(" .…⋯\u3000")
    if begun.startswith("股份"):
        return "股份有限责任公司" if begun.startswith("股份有限责") else "股份有限公司"
    return "有限责任公司" if begun.startswith("有限责") else "有限公司"
