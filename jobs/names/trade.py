"""The trade a firm's name tells: a top class of GB/T 4754, or None where the words leave it open."""

from __future__ import annotations

from functools import cache

from jobs.names.lists import rows
from jobs.names.parse import parse

#: What follows the trade and says nothing of it.
_IDLE = (
    "科技",
    "技术",
    "实业",
    "发展",
    "开发",
    "产业",
    "服务",
    "管理",
    "集团",
    "控股",
    "投资",
    "工程",
    "运营",
    "经营",
    "国际",
    "连锁",
    "专业",
    "股份",
    "有限",
    "责任",
)
_FORMS = {"银行": "金融业", "信用": "金融业", "合作社": "农、林、牧、渔业", "厂": "制造业"}
_OPEN = "-"


def trade_of(name: str) -> str | None:
    """The class of what the firm does: 大同示例水泥有限公司 -> 制造业; None for 科技, 实业 and what is in no list."""
    parsed = parse(name)
    form = next((label for ending, label in _FORMS.items() if ending in parsed.form), None)
    if form == "金融业":
        return form
    said = _said(parsed.core.removesuffix("（集团）")) or _said(parsed.branch.removesuffix("公司").removesuffix("厂"))
    return said or form or ("采矿业" if parsed.branch.endswith("矿") else None)


def _said(core: str) -> str | None:
    """The class of the last word that names a trade, past words that say nothing of it."""
    known, longest = _words()
    while core:
        word = next((core[-size:] for size in range(min(longest, len(core)), 1, -1) if core[-size:] in known), "")
        if word and known[word] != _OPEN:
            return known[word]
        idle = next((idle for idle in _IDLE if core.endswith(idle)), "")
        if not idle or (word and word != idle):
            return None  # a word that leaves it open, or none we know
        core = core.removesuffix(idle)
    return None


@cache
def _words() -> tuple[dict[str, str], int]:
    found = {word: label for label, words in rows("trades.tsv") for word in words.split()}
    return found, max(map(len, found))
