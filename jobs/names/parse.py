"""The parts of a firm's name, as the rules for names order them: place, brand, trade, form; behind them a branch."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from jobs.names.boundary import read
from jobs.names.fold import canonical
from jobs.names.forms import LEGAL
from jobs.names.group import registered
from jobs.names.words import lexicon

_FORM = re.compile(
    r"(?:（集团）|\(集团\))?(?:集团)?(?:" + "|".join(LEGAL) + r")$|(?:（集团）|\(集团\))?总?公司$|(?:企业)?集团(?:总?公司)?$|"
    r"(?:农民)?专业合作社(?:联合社)?$|合作社$|总?厂$|信用合作联社$|信用(?:联)?社$|银行$"
)
_CLOSED = re.compile("(?:" + "|".join(LEGAL) + ")")
_HEAD = re.compile(r"^.{2,40}?(?:银行|集团公司|集团|电力公司|总公司)")
_UNIT = re.compile(
    r"(?:分公司|支公司|分行|支行|分理处|营业部|营业厅|事业部|项目部|办事处|供电公司|供电局|石油公司|(?:分|电|工|机|化|水泥|修理|机械)?厂|煤?矿|电站|油库)$"
)
_UNIT_MOST = 20
_BRAND_LEAST = 2  # 平安, 南康, 开平 are brands too: a place is only taken off where a brand stays
_SHORT_LEAST = 3
_IDLE = (
    "科技",
    "技术",
    "实业",
    "发展",
    "开发",
    "工程",
    "管理",
    "服务",
    "制造",
    "销售",
    "贸易",
    "投资",
    "控股",
    "产业",
    "建设",
    "运营",
    "集团",
)


@dataclass(frozen=True, slots=True)
class Parsed:
    """A name taken apart; a part the name lacks is ''. `place` is as written, 大同市 or 大同."""

    place: str
    brand: str
    trade: str
    form: str
    branch: str

    @property
    def core(self) -> str:
        """Brand and trade: what is left without place, form and branch."""
        return self.brand + self.trade


@lru_cache(maxsize=4096)
def parse(name: str) -> Parsed:
    """Take a name apart. Never raises; what it cannot tell goes to the brand."""
    plain = canonical(name)
    plain, branch = _split_branch(plain)
    form_at = _FORM.search(plain)
    form = form_at.group() if form_at else ""
    rest = plain[: len(plain) - len(form)]
    place = place_prefix(rest)
    if place and len(rest) - len(place) < 1:
        place = ""
    rest = rest[len(place) :]
    bracket = re.match(r"(.{1,12})（([^（）]{2,8})）(.*)", rest)
    if bracket and not place and is_place(bracket.group(2)):
        place = bracket.group(2)
        rest = bracket.group(1) + bracket.group(3)
    brand, trade = _split_trade(rest)
    return Parsed(place, brand, trade, form, branch)


def owner(name: str) -> tuple[str, str]:
    """The legal person and its branch: 中国建设银行股份有限公司, 大同分行. Where no legal name stands before it, all is the name."""
    whole = canonical(name)
    head, branch = _split_branch(whole)
    return (head, branch) if branch and (_CLOSED.search(head) or head.endswith("银行")) else (whole, "")


def _split_branch(plain: str) -> tuple[str, str]:
    """The firm and its branch: behind a closed legal form, behind a bank or a group, or behind a group we know and a place."""
    closed = [found.end() for found in _CLOSED.finditer(plain)]
    if closed and closed[-1] == len(plain):
        return plain, ""  # a firm of its own, whatever stands before: 太重集团（大同）起重机有限公司
    if closed:
        return _cut(plain, closed[-1])
    head = _HEAD.match(plain)
    if head and head.end() < len(plain):
        return _cut(plain, head.end())
    group = registered(plain)
    if group and place_prefix(plain[len(group[0]) :]):
        return _cut(plain, len(group[0]))
    return plain, ""


def _cut(plain: str, at: int) -> tuple[str, str]:
    tail = plain[at:]
    return (plain[:at], tail) if 1 < len(tail) <= _UNIT_MOST and _UNIT.search(tail) else (plain, "")


def _split_trade(rest: str) -> tuple[str, str]:
    tokens = read(rest.replace("（", "(").replace("）", ")"))
    at = len(tokens)
    while at > 1 and tokens[at - 1].word.kind in "TK":
        at -= 1
    if at == 1 and tokens[0].word.kind == "T":
        at = 0
    split = sum(len(token.text) for token in tokens[:at])
    return rest[:split], rest[split:]


def place_prefix(text: str) -> str:
    """The administrative places a name begins with, as written: 山西省大同市, 大同, 广灵县."""
    at = 0
    while at < len(text):
        step = next((size for size in range(min(8, len(text) - at), 1, -1) if is_place(text[at : at + size])), 0)
        if not step:
            break
        at += step
    return text[:at]


def is_place(text: str) -> bool:
    """Whether the text is the name of a division, with or without 省, 市, 县."""
    return text in _divisions()


@cache
def _divisions() -> frozenset[str]:
    """Every division of the gazetteer, whole and short."""
    return frozenset(word for word, entry in lexicon().items() if entry.kind == "S") | {"中国"}


def short_forms(name: str) -> tuple[str, ...]:
    """What a later sentence may call the firm, longest first: without place, without form, without both."""
    parsed = parse(name)
    whole = canonical(name)
    forms = [minus_place(whole), parsed.place + parsed.core]
    if len(parsed.brand) >= _BRAND_LEAST:
        forms.append(parsed.core)
        forms += [parsed.brand + trade for trade in _shorter(parsed.trade)]
    seen = dict.fromkeys(form for form in forms if len(form) >= _SHORT_LEAST and form != whole)
    return tuple(seen)


def _shorter(trade: str) -> list[str]:
    """The trade as people shorten it, from the right: 汽车销售服务 -> 汽车销售, 汽车."""
    found = []
    while (idle := next((word for word in _IDLE if trade.endswith(word)), "")) and len(trade) > len(idle) + 1:
        trade = trade.removesuffix(idle)
        found.append(trade)
    return found


def minus_place(name: str) -> str:
    """The name without the place it begins with or carries in brackets; the name itself when no brand would be left."""
    whole = canonical(name)
    parsed = parse(whole)
    if not parsed.place or len(parsed.brand) < _BRAND_LEAST:
        return whole
    return parsed.brand + parsed.trade + parsed.form + parsed.branch


def variants(name: str) -> tuple[str, ...]:
    """Other ways to print the whole legal name: form swapped, 市 or 省 dropped, brackets dropped, place dropped."""
    whole = canonical(name)
    parsed = parse(whole)
    found = [minus_place(whole), whole.replace("（", "").replace("）", "")]
    if parsed.place.endswith(("省", "市")) and len(parsed.place) > 2 and whole.startswith(parsed.place):
        found.append(parsed.place[:-1] + whole[len(parsed.place) :])
    for one, other in (("有限责任公司", "有限公司"), ("有限公司", "有限责任公司")):
        if parsed.form == one:
            found.append(whole[: whole.rindex(one)] + other + parsed.branch)
    return tuple(dict.fromkeys(form for form in found if form != whole))


def bare(place: str) -> str:
    """A place without 省, 市, 县 or 区 behind it, when more than one character is left."""
    return place[:-1] if len(place) > 2 and place.endswith(("省", "市", "县", "区")) else place
