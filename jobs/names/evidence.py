"""How much a short name speaks for a firm: what the two share, weighed by how rare it is, less what had to be changed.

In nats, as the logarithm of a likelihood ratio. On one side somebody shortened the firm's name: characters kept cost
nothing, each kind of change costs what COSTS says. On the other side the name has nothing to do with the firm and its
characters came as characters of firms' names come (a bigram model over the index). What both sides share cancels, so a
kept character gains its surprisal and a change costs its price. The prices are hand-set round numbers; moving any of them
by a third moves recall by less than 0.02 (docs/decisions/0007-linking.md).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from math import log

from jobs.names.boundary import read
from jobs.names.fold import fold_name
from jobs.names.parse import Parsed, bare, parse

_UNIT = re.compile(r"[a-z0-9]+|[^a-z0-9()]")
_ASIDE = re.compile(r"\([^()]{0,40}\)$")
_MOST_UNITS, _MOST_PLACES, _MOST_INSERTED = 32, 4, 3

# What it costs, in nats, to shorten a name in each way.
_SKIP, _SKIP_EACH, _SKIP_MOST = 6.0, 1.0, 4.0  # the brand's beginning is left out
_DROP_BRAND, _DROP_BRAND_EACH = 2.0, 0.7  # characters inside the brand
_DROP_TRADE, _DROP_TRADE_EACH = 0.7, 0.1
_END_BRAND, _END_BRAND_EACH = 1.0, 0.7  # the brand's end
_END_TRADE = 0.5
_ADD_IDLE, _ADD_LETTERS = 2.0, 3.0  # 网, 科技 …; letters beside a Chinese brand
_ADD_END, _ADD, _ADD_EACH = 3.0, 6.0, 1.0  # anything else, behind or before
_TRADE_MOST = 2.5  # a character of a trade proves little, however rare
_SAME_PLACE, _OTHER_PLACE = 2.0, -5.0
_SAME_KIND, _OTHER_KIND = 1.0, -2.0  # 股份, 集团

_EVEN = 1 / 1200  # a character of a name nobody has seen yet
_EVEN_WEIGHT, _PAIR_WEIGHT = 2000, 20
_KINDS = ("股份", "集团")
#: What firms like to be called after, one character as good as another: two of them are no proof in a small index.
_LUCKY = frozenset(
    "鑫源盛华天宏达兴隆泰丰恒金安诚信德美新中大东方海龙星云瑞祥和顺通利创佳嘉亿博润康明光正元远腾飞汇鼎福荣昌茂伟建国民联晟晋"
)
_LUCKY_MOST = 4.5
_IDLE = frozenset(
    ("网", "app", "中国", "商城", "平台", "在线", "吧", "云", "集团", "股份", "公司", "网站", "品牌", "项目", "招聘", "人才", "店", "社区")
)


def units(text: str) -> tuple[str, ...]:
    """A folded text in units that are kept or dropped whole: a Chinese character, a run of letters and digits."""
    return tuple(_UNIT.findall(text))[:_MOST_UNITS]


@dataclass(frozen=True, slots=True)
class Shape:
    """A name as the comparison sees it. `place` is bare (大同), `kind` one of 股份 and 集团 or ''."""

    parsed: Parsed
    place: str
    brand: tuple[str, ...]
    trade: tuple[str, ...]
    kind: str
    at: dict[str, tuple[int, ...]] = field(repr=False, compare=False)  # unit -> where it stands in core

    @property
    def core(self) -> tuple[str, ...]:
        """Brand and trade."""
        return self.brand + self.trade

    @classmethod
    def of(cls, name: str) -> Shape:
        """Take a name apart; a remark in brackets behind it goes, and a place that no brand follows is the brand."""
        folded = fold_name(name)
        parsed = parse(_ASIDE.sub("", folded) or folded)
        place, brand, trade = (fold_name(part) for part in (parsed.place, parsed.brand, parsed.trade))
        if not brand:
            place, brand = "", place
        kind = next((kind for kind in _KINDS if kind in parsed.form), "")
        if not kind and len(brand + trade) > 3 and (brand + trade).endswith(_KINDS):
            kind = (brand + trade)[-2:]
            brand, trade = (brand, trade[:-2]) if trade else (brand[:-2], "")
        whole, own = units(brand + trade), len(units(brand))
        at: dict[str, tuple[int, ...]] = {}
        for index, unit in enumerate(whole):
            at[unit] = (*at.get(unit, ()), index)[:_MOST_PLACES]
        return cls(parsed, bare(place), whole[:own], whole[own:], kind, at)


class Rarity:
    """How surprising each unit of a name is: counts of pairs over the names added, on a floor that knows no name."""

    def __init__(self) -> None:
        self._one: Counter[str] = Counter()
        self._pair: Counter[tuple[str, str]] = Counter()
        self._before: Counter[str] = Counter()
        self._total = 0

    def add(self, core: Sequence[str]) -> None:
        """Count one name."""
        before = ""
        for unit in core:
            self._one[unit] += 1
            self._pair[before, unit] += 1
            self._before[before] += 1
            before = unit
        self._total += len(core)

    def of(self, core: Sequence[str]) -> list[float]:
        """Nats for each unit, at most what the words of the language allow: 希望 is a word, so half of it tells the rest."""
        found, before = [], ""
        for unit, most in zip(core, _most("".join(core)), strict=True):
            # One sighting less: the firm that is weighed must not make its own name common.
            alone = (max(0, self._one[unit] - 1) + _EVEN_WEIGHT * _EVEN) / (self._total + _EVEN_WEIGHT)
            after = (max(0, self._pair[before, unit] - 1) + _PAIR_WEIGHT * alone) / (max(0, self._before[before] - 1) + _PAIR_WEIGHT)
            found.append(min(-log(after), most))
            before = unit
        return found


@lru_cache(maxsize=4096)
def _most(core: str) -> tuple[float, ...]:
    """For each unit the share of its word's cost inside a name (jobs.names.words, tenths of a nat)."""
    found: list[float] = []
    for token in read(core):
        parts = units(token.text)
        each = token.word.inside / 10 / len(parts)
        found += [min(each, _LUCKY_MOST) if unit in _LUCKY else each for unit in parts]
    return tuple(found)


def weight(name: Shape, firm: Shape, rarity: Rarity) -> float:
    """Nats for `name` being `firm` shortened, against its being anybody's."""
    found = _aligned(name.core, firm, rarity)
    if name.place and firm.place:
        same = name.place in firm.place or firm.place in name.place
        found += _SAME_PLACE if same else _OTHER_PLACE
    if name.place and not firm.place:
        found = max(found, _aligned(units(name.place) + name.core, firm, rarity))
    if name.kind:
        found += _SAME_KIND if name.kind in firm.parsed.form else _OTHER_KIND
    return found


def _aligned(name: Sequence[str], firm: Shape, rarity: Rarity) -> float:
    """The best way to keep units of `name` from the firm's brand and trade, in order."""
    gains, own = rarity.of(name), len(firm.brand)
    rows: list[dict[int, float]] = [{}]  # units read -> (units of the firm passed -> nats)
    best = -float("inf")
    for index, unit in enumerate(name):
        row: dict[int, float] = {}
        for at in firm.at.get(unit, ()):
            found = -_begun(name, index, at, own)
            for back in range(min(index, _MOST_INSERTED) + 1):
                inserted = _ADD + _ADD_EACH * back if back else 0.0
                for passed, nats in rows[index - back].items():
                    if passed <= at:
                        found = max(found, nats - inserted - _dropped(passed, at, own))
            row[at + 1] = found + (gains[index] if at < own else min(gains[index], _TRADE_MOST))
            best = max(best, row[at + 1] - _ended(name[index + 1 :], at + 1, firm))
        rows.append(row)
    return best


def _begun(name: Sequence[str], index: int, at: int, own: int) -> float:
    """The cost of beginning at unit `at` of the firm with `index` units of the name before it."""
    cost = 0.0
    if at:
        brand = min(at, own)
        cost += _SKIP + min(_SKIP_MOST, _SKIP_EACH * brand) + _DROP_TRADE_EACH * (at - brand)
    if index:
        cost += _ADD_LETTERS if _letters(name[:index]) else _ADD + _ADD_EACH * index
    return cost


def _dropped(start: int, end: int, own: int) -> float:
    """The cost of leaving out the firm's units from start to end, behind one that is kept."""
    brand = max(0, min(end, own) - start)
    trade = end - start - brand
    cost = _DROP_BRAND + _DROP_BRAND_EACH * brand if brand else 0.0
    return cost + (_DROP_TRADE + _DROP_TRADE_EACH * trade if trade else 0.0)


def _ended(rest: Sequence[str], passed: int, firm: Shape) -> float:
    """The cost of what is left over on either side behind the last unit kept."""
    brand, whole = len(firm.brand), len(firm.core)
    cost = _END_BRAND + _END_BRAND_EACH * (brand - passed) if passed < brand else 0.0
    cost += _END_TRADE if max(passed, brand) < whole else 0.0
    if not rest:
        return cost
    if _idle("".join(rest)):
        return cost + _ADD_IDLE
    return cost + (_ADD_LETTERS if _letters(rest) else _ADD_END + _ADD_EACH * len(rest))


def _letters(part: Sequence[str]) -> bool:
    return all(unit.isascii() for unit in part)


@lru_cache(maxsize=4096)
def _idle(text: str) -> bool:
    """Whether the text is only words that tell no firm from another."""
    return text in _IDLE or all(token.word.kind in "TK" or token.text in _IDLE for token in read(text))
