"""What the corpus is made of: clauses of each trade, expanded from words/*.tsv, and invented employers. See `corpus`."""

from __future__ import annotations

import itertools
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from jobs.places import gazetteer

WORDS = Path(__file__).resolve().parent / "words"
#: Clauses kept of a trade, the likeliest first.
DUTIES, DEMANDS = 480, 240
#: Characters of invented names of firms and streets.
_BRAND = (
    "鑫海恒达华瑞金龙泰和宏盛嘉诚永兴中天博远东方新源晋阳同丰顺德利民康宁安平福星云峰北斗南山西湖长城大江河清泉玉林松柏竹梅兰菊"
    "春晖秋实夏雨冬青旭日明月晨光朝阳彩虹飞翔腾跃奔驰凯旋胜昌荣富贵吉祥如意百川千里万象亿佳美优良善真诚信义仁礼智勇忠孝廉正"
    "圣邦国泽润沃禾田园牧野森木石磊鼎铭锦绣卓越超群领先创造力量志高合众联创共赢弘毅思源致尚雅韵文景翰墨书香启迪育才蓝天碧水"
    "银河星辰宇宙环球汇聚通达捷迅速驿站巨擘雄伟壮丽辉煌灿烂耀世威武强劲豪迈舜尧禹汤周秦汉唐宋元"
)
_INDUSTRIES = [
    "机械制造",
    "餐饮管理",
    "商贸",
    "科技",
    "建筑工程",
    "物流",
    "食品",
    "房地产开发",
    "物业服务",
    "汽车销售服务",
    "人力资源",
    "化工",
    "电子科技",
    "新能源",
    "煤业",
    "教育咨询",
    "医药",
    "酒店管理",
    "农业开发",
    "纺织服装",
    "装饰工程",
    "文化传媒",
    "网络科技",
    "环保设备",
    "电力设备",
    "钢结构",
    "铸造",
    "模具",
    "五金制品",
    "包装印刷",
    "家政服务",
    "保安服务",
    "养老服务",
    "超市连锁",
    "美容美发",
    "健身服务",
    "信息技术",
    "供应链管理",
    "陶瓷",
    "玻璃制品",
    "水泥",
    "塑料制品",
    "仪器仪表",
    "轨道交通装备",
    "生物科技",
    "口腔门诊",
    "律师事务",
    "会计服务",
]
_NUMBERS: dict[str, list[str]] = {
    "day": ["10", "15", "20", "25"],
    "hundred": ["100", "200", "300", "500", "800", "1000"],
    "tens": ["10", "15", "20", "30", "50"],
    "few": ["2", "3", "5", "6", "8", "10", "12", "20"],
    "year": [str(year) for year in range(1996, 2025, 3)],
    "people": ["30", "60", "120", "200", "350", "600", "1200"],
    "age": ["35", "40", "45", "50", "55"],
    "low": ["18", "20", "22"],
}


class Trade(NamedTuple):
    """A trade and its clauses."""

    name: str
    titles: list[str]
    duties: list[str]
    demands: list[str]
    pay: tuple[int, int]
    weight: int


class Firms(NamedTuple):
    """Invented employers, an array each; the number of a firm is its place in them."""

    names: list[str]
    county: NDArray[np.int64]  # of COUNTIES
    trades: NDArray[np.int64]  # (firm, 4) of trades(); the first is what it does most
    streets: list[str]
    industries: list[str]


@cache
def phrases() -> dict[str, list[str]]:
    """Sentences by kind, as written."""
    found: dict[str, list[str]] = defaultdict(list)
    for line in (WORDS / "phrases.tsv").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            kind, text = line.split("\t")
            found[kind].append(text)
    return found


@cache
def sentences(kind: str) -> list[str]:
    """Sentences of a kind with every number filled in; {county}, {street}, {firm} and {trade} stay for the post's own."""
    rng = np.random.default_rng(len(kind))
    filled = [one for text in phrases()[kind] for one in _filled(text, _NUMBERS)]
    return [filled[at] for at in rng.permutation(len(filled))]


def _filled(text: str, values: dict[str, list[str]]) -> list[str]:
    names = [name for name in values if f"{{{name}}}" in text]
    if not names:
        return [text]
    found = []
    for chosen in itertools.product(*(values[name] for name in names)):
        one = text
        for name, value in zip(names, chosen, strict=True):
            one = one.replace(f"{{{name}}}", value)
        found.append(one)
    return found[:400]


@cache
def trades() -> list[Trade]:
    """Every trade of words/trades.tsv."""
    lines = (WORDS / "trades.tsv").read_text("utf-8").splitlines()
    return [_trade(at, line.split("\t")) for at, line in enumerate(line for line in lines if not line.startswith("#"))]


def _trade(at: int, columns: list[str]) -> Trade:
    titles, things, works, skills, papers = (column.split(" ") for column in columns[:5])
    rng = np.random.default_rng(at)

    def clause(text: str) -> str:
        thing, thing2 = rng.permutation(things)[:2]
        work, work2 = rng.permutation(works)[:2]
        words = {"thing": thing, "thing2": thing2, "work": work, "work2": work2}
        words |= {"skill": rng.choice(skills), "paper": rng.choice(papers) or "本岗位证书"}
        return text.format(**words)

    def some(kind: str, number: int) -> list[str]:
        texts = phrases()[kind]
        return [clause(texts[int(rng.integers(len(texts)))]) for _ in range(number)]

    low, high = columns[5].split("-")
    return Trade(titles[0], titles, some("duty", DUTIES), some("demand", DEMANDS), (int(low), int(high)), int(columns[6]))


@cache
def counties() -> list[str]:
    """Codes of every county."""
    places = gazetteer()
    cities = [city.code for province in places.children(None) for city in places.children(province.code)]
    direct = [code for code in cities if places.get(code).level == 3]
    return sorted({*direct, *(one.code for city in cities for one in places.children(city) if one.level == 3)})


def zipf(size: int, power: float = 1.0, flat: float = 2.0) -> NDArray[np.float64]:
    """Sums of a Zipf law's weights, for `drawn`."""
    weights = 1 / (np.arange(size) + flat) ** power
    return np.cumsum(weights / weights.sum())


def drawn(rng: np.random.Generator, sums: NDArray[np.float64], shape: int | tuple[int, ...]) -> NDArray[np.int64]:
    """Places in a law, at random."""
    return np.minimum(np.searchsorted(sums, rng.random(shape)), len(sums) - 1)


def county_ranks(seed: int) -> NDArray[np.int64]:
    """Places in counties(), the largest county first: its size is not the order of the codes."""
    return np.random.default_rng([seed, 0xC0]).permutation(len(counties()))


@cache
def county_law() -> NDArray[np.float64]:
    """How posts spread over counties."""
    return zipf(len(counties()), 0.9)


@cache
def firms(count: int, seed: int) -> Firms:
    """The employers. All are invented, and say so."""
    rng = np.random.default_rng([seed, 0xF1])
    county = county_ranks(seed)[drawn(rng, county_law(), count)]
    weights = np.cumsum([trade.weight for trade in trades()]) / sum(trade.weight for trade in trades())
    brands = rng.integers(len(_BRAND), size=(count, 4))
    three, industry = rng.random(count) < 0.4, drawn(rng, zipf(len(_INDUSTRIES), 0.7), count)
    places = [_short(code) for code in counties()]
    towns = [[town.short for town in gazetteer().children(code)] for code in counties()]
    names, streets, industries = [], [], []
    ends = rng.integers(4, size=count)
    for at, row in enumerate(brands.tolist()):
        brand = "".join(_BRAND[one] for one in row[: 3 if three[at] else 2])
        industries.append(_INDUSTRIES[industry[at]])
        names.append(f"{places[county[at]]}{brand}{industries[-1]}有限公司（示例）")
        near = towns[county[at]] or brand
        streets.append(near[row[3] % len(near)] + ("路", "街", "大道", "巷")[ends[at]])
    return Firms(names, county, drawn(rng, weights, (count, 4)), streets, industries)


def _short(code: str) -> str:
    above = gazetteer().ancestors(code)
    return above[0].short if above else gazetteer().get(code).short
