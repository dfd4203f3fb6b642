"""The endings firms' names have: where they stand in a text, and what they tell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jobs.names.trace import Trace

LEGAL = (
    "股份有限责任公司",
    "股份有限公司",
    "责任有限公司",
    "有限责任公司",
    "有限公司",
)
#: Other endings; the longer stand first, as the expression takes the first that fits.
OTHER = (
    "集团总公司",
    "(集团)总公司",
    "集团公司",
    "(集团)公司",
    "总公司",
    "股份公司",
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
    "(?P<branch>分公司|支公司|分行|中心支行|支行|总行|信用卡中心|营业部|分理处)|(?P<legal>"
    + "|".join(LEGAL)
    + r")|(?P<cut>(?:股份有限责任|股份有限|股份有|有限责任公|有限责任|有限责|有限公|有限)\s?(?:\.{2,6}|…{1,3}|⋯{1,3}))|(?P<other>"
    + "|".join(map(re.escape, OTHER))
    + ")"
)
#: 我厂, 工厂, 出厂, 大公司, 各银行: what stands right before such an ending makes it a common word.
_COMMON = re.compile(
    r"(?:[出设建办进我该各全小大老新旧原两几多数离返退护爱入治某的]厂|(?<![化加军重])工厂"
    r"|(?<![第统同合建])一(?:公司|银行)|[我该各两三几家的某小]公司|(?<!日)本(?:公司|集团|厂)|(?<![光恒正远宏广盛伟亚交博泰])大(?:公司|集团|银行)"
    r"|(?<![皇国])家银行|[各的某两小]银行|[各的我该国一两小]集团)$"
)
#: A word that begins with the ending's last characters and goes on: 厂长, 银行家, 集团军, 公司法.
#: （中国） behind a bank's or a group's name is of it: 示例银行（中国）.
_LAND = re.compile(r"\((?:中国|香港|澳门|台湾|亚洲|亚太)\)")
_GOES_ON = re.compile(
    r"厂(?:长|家|商|房|区|矿|方|址|史|规(?![定模划])|服(?!务)|部|级|龄|办(?![起了理])|庆|徽|歌|报(?![告道名])|校|际|纪|籍|务|价|子|门口)"
    r"|银行(?:家|业|卡|系|间|界|法|信贷|券)"
    r"|集团(?:军|化|式|股份)"
    r"|公司(?:法(?![人院庭律])|制(?![作造定订成])|化|债|章程|治理|理财)"
    r"|合作社(?:法|化)"
)


@dataclass(frozen=True, slots=True)
class Ending:
    """One ending found in a text."""

    start: int
    end: int
    kind: str  # legal, other, branch, cut
    text: str

    @property
    def branches(self) -> bool:
        """Whether the ending may close a part of another firm: 甲有限公司大同分公司, 乙公司热电厂."""
        return self.kind == "branch" or self.text in ("厂", "分厂")


def endings(text: str, trace: Trace | None = None) -> Iterator[Ending]:
    """Every ending in order of place; `text` has ordinary width. `trace` notes those that are common words."""
    for match in _ANCHOR.finditer(text):
        kind = match.lastgroup or "other"
        if kind == "other" and text.startswith(LEGAL, match.end()):
            continue  # 集团 of 集团有限公司: the longer ending speaks for both
        why = _common(text, match) if kind == "other" else None
        if why is None:
            yield Ending(match.start(), match.end(), kind, match.group())
        elif trace is not None:
            trace.refuse(match.start(), match.end(), why)


def _common(text: str, match: re.Match[str]) -> str | None:
    """Why an ending is a piece of a common word, in words; None when it is not."""
    if _goes_on(text, match):
        return f"“{text[match.start() : match.end() + 1]}”是普通词"
    common = _COMMON.search(text, max(0, match.start() - 1), match.end())
    return f"“{common.group()}”是普通词" if common else None


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


def land_behind(text: str, end: int) -> int:
    """How many characters of a bracketed land, 示例银行（中国）, follow the ending at `end`."""
    match = _LAND.match(text, end)
    return len(match.group()) if match else 0
