"""Makes the posts of `corpus`: draws many posts' choices at once, then writes them."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import numpy as np

from bench import corpus_words as words
from bench.corpus_model import FIRMS, KINDS, NOW, SOURCES, Draft, Post
from jobs.places import gazetteer

_SHARES = (0.95, 0.015, 0.012, 0.005, 0.013, 0.005)
_DAYS = 120  # the oldest post's age
_CITIES = 30  # of a clone
_BATCH = 5_000
_EDUCATION = ("不限", "初中", "高中", "中专", "大专", "本科", "硕士")
_YEARS = (0, 0, 0, 1, 1, 2, 3, 3, 5, 8, 10)
_HEADS = (1, 1, 2, 3, 5, 10, 20)
_BENEFITS = (
    "五险一金",
    "包吃",
    "包住",
    "双休",
    "年底双薪",
    "带薪年假",
    "全勤奖",
    "节日福利",
    "定期体检",
    "餐补",
    "交通补贴",
    "班车",
    "加班补贴",
)
_NOTES = ("包吃住", "五险一金", "急聘", "双休", "长白班", "月休四天", "无需经验", "可住宿", "高薪", "就近分配")
_HEADINGS = (("岗位职责：", "任职要求："), ("工作内容：", "岗位要求："), ("职位描述", "应聘条件"), ("【主要工作】", "【招聘条件】"))
#: How many are drawn of each kind of sentence for a post.
_DRAWN = {"duty": 8, "demand": 5, "general": 6, "benefit": 6, "hours": 1, "intro": 1, "place": 1, "number": 1}


class Maker:
    """One stream of posts."""

    def __init__(self, count: int, seed: int) -> None:
        self._count, self._seed = count, seed
        self._firms = words.firms(FIRMS, seed)
        self._codes, places = words.counties(), gazetteer()
        self._names = ["".join(one.name for one in [*places.ancestors(code)[::-1], places.get(code)]) for code in self._codes]
        self._sentences = {kind: words.sentences(kind) for kind in ("general", "hours", "benefit", "intro", "place", "number")}
        sizes = {"duty": words.DUTIES, "demand": words.DEMANDS} | {kind: len(texts) for kind, texts in self._sentences.items()}
        self._laws = {kind: words.zipf(size, 0.8) for kind, size in sizes.items()}
        self._recent: deque[Draft] = deque(maxlen=4096)
        self._numbered: deque[Draft] = deque(maxlen=512)  # those with a requisition number
        self._cloned: tuple[Draft, list[int]] | None = None  # and the counties to come

    def posts(self) -> Iterator[Post]:
        """All of them."""
        for first in range(0, self._count, _BATCH):
            rows = self._drawn(np.random.default_rng([self._seed, first]))
            for at in range(min(_BATCH, self._count - first)):
                row = {name: values[at] for name, values in rows.items()}
                kind = KINDS[row["kind"]]
                known = self._numbered if kind == "requisition" else self._recent
                if kind and len(known) > 10:
                    yield self._copy(first + at, kind, known[row["some"][0] % len(known)], row).post
                    continue
                draft = self._fresh(first + at, row)
                self._recent.append(draft)
                if draft.post.requisition:
                    self._numbered.append(draft)
                yield draft.post

    def _drawn(self, rng: np.random.Generator) -> dict[str, list[Any]]:
        firm = words.drawn(rng, _FIRM_LAW, _BATCH)
        found: dict[str, Any] = {kind: words.drawn(rng, self._laws[kind], (_BATCH, width)) for kind, width in _DRAWN.items()}
        found |= {"firm": firm, "source": words.drawn(rng, _SOURCE_LAW, (_BATCH, 3)), "some": rng.integers(1 << 30, size=(_BATCH, 8))}
        found["trade"] = self._firms.trades[firm, rng.integers(4, size=_BATCH) * (rng.random(_BATCH) < 0.6)]
        found["kind"] = np.searchsorted(np.cumsum(_SHARES[:-1]), rng.random(_BATCH), side="right")
        anywhere = words.county_ranks(self._seed)[words.drawn(rng, words.county_law(), _BATCH)]
        found["county"] = np.where(rng.random(_BATCH) < 0.85, self._firms.county[firm], anywhere)
        found["chance"] = rng.random((_BATCH, 12))
        return {name: values.tolist() for name, values in found.items()}

    def _fresh(self, number: int, row: dict[str, Any]) -> Draft:
        chance, some, firm, trade = row["chance"], row["some"], row["firm"], words.trades()[row["trade"]]
        low, high, pay_text = _pay(trade, chance, some)
        places, place_text = self._places(row)
        post = Post(
            number=number,
            group=number,
            kind="",
            firm=firm,
            company=self._firms.names[firm],
            places=places,
            place_text=place_text,
            title=_title(trade, chance, some),
            trade=trade.name,
            pay_text=pay_text,
            pay_low=low,
            pay_high=high,
            education=None if chance[3] < 0.2 else _EDUCATION[int(7 * chance[4] ** (9_000 / trade.pay[1]))],
            years=None if chance[5] < 0.25 else _YEARS[some[3] % len(_YEARS)],
            headcount=None if chance[6] < 0.5 else _HEADS[some[4] % len(_HEADS)],
            benefits=tuple(_BENEFITS[(some[5] + step * step) % len(_BENEFITS)] for step in range(some[5] % 5)),
            description="",
            first_seen=self._first_seen(number),
            deadline=None if chance[7] < 0.8 else (NOW + timedelta(days=some[6] % 60 - 1)).date(),
            sources=tuple(SOURCES[at] for at in dict.fromkeys(row["source"][: 1 + (chance[8] < 0.15) + (chance[8] < 0.04)])),
            requisition=f"R{some[7] % 1_000_000:06d}" if chance[9] < 0.05 else None,
        )
        return self._written(Draft(post, self._parts(row, trade), row["county"]))

    def _parts(self, row: dict[str, Any], trade: words.Trade) -> tuple[list[str], list[str], list[str]]:
        chance, some = row["chance"], row["some"]

        def picked(kind: str, most: int) -> list[str]:
            texts = self._sentences[kind]
            return list(dict.fromkeys(texts[at] for at in row[kind][:most]))

        duties = list(dict.fromkeys(trade.duties[at] for at in row["duty"][: 3 + some[0] % 6]))
        demands = list(dict.fromkeys(trade.demands[at] for at in row["demand"][: 1 + some[1] % 5]))
        demands += picked("general", 1 + some[1] // 5 % 6)
        rest = picked("benefit", 2 + some[2] % 5) + picked("hours", 1)
        rest += picked("number", chance[0] < 0.5) + picked("place", chance[2] < 0.6)
        if chance[1] < 0.5:
            rest += [text.replace("{trade}", self._firms.industries[row["firm"]]) for text in picked("intro", 1)]
        return duties, demands, rest

    def _written(self, draft: Draft) -> Draft:
        """With the text that its sentences make."""
        duties, demands, rest = draft.parts
        first, second = _HEADINGS[draft.post.firm % len(_HEADINGS)]
        lines = [first, *(f"{at}、{text}；" for at, text in enumerate(duties, 1))]
        lines += [second, *(f"{at}、{text}；" for at, text in enumerate(demands, 1)), "。\n".join(rest) + "。"]
        text = "\n".join(lines)
        if "{" in text:
            name, street = self._names[draft.county], self._firms.streets[draft.post.firm]
            text = text.replace("{county}", name).replace("{street}", street).replace("{street2}", street[::-1])
            text = text.replace("{firm}", draft.post.company)
        if draft.post.requisition:
            text += f"\n职位编号：{draft.post.requisition}"
        draft.post = draft.post._replace(description=text)
        return draft

    def _copy(self, number: int, kind: str, base: Draft, row: dict[str, Any]) -> Draft:
        some = row["some"]
        changed: dict[str, Any] = {"number": number, "kind": kind, "first_seen": self._first_seen(number)}
        if row["chance"][0] < 0.7:
            changed["sources"] = (SOURCES[row["source"][0]],)
        if kind == "clone":
            base, county = self._clone(base, some)
            draft = Draft(base.post._replace(**changed, places=(self._codes[county],), place_text=self._names[county]), base.parts, county)
            return self._written(draft)
        duties, demands, rest = (list(texts) for texts in base.parts)
        if kind == "requisition":
            changed |= {"group": number, "requisition": f"R{some[7] % 1_000_000:06d}"}
        elif kind == "edited":
            if some[1] % 3 == 0:
                duties.reverse()
            else:
                duties.pop(some[2] % len(duties))
            demands[some[3] % len(demands)] = self._sentences["general"][row["general"][0]]
        elif kind == "numbers":
            changed["headcount"] = 1 + some[1] % 30
            fresh, known = self._sentences["number"][row["number"][0]], set(self._sentences["number"])
            rest = [fresh if text in known else text for text in rest]
        return self._written(Draft(base.post._replace(**changed), (duties, demands, rest), base.county))

    def _clone(self, base: Draft, some: list[int]) -> tuple[Draft, int]:
        """What is cloned now, and the next county for it."""
        if self._cloned is None or not self._cloned[1]:
            self._cloned = base, [(some[1] + 97 * step) % len(self._codes) for step in range(_CITIES - 1)]
        return self._cloned[0], self._cloned[1].pop()

    def _places(self, row: dict[str, Any]) -> tuple[tuple[str, ...], str]:
        """Codes and the text: mostly a county, sometimes only its city, two counties, or what nobody can read."""
        code, name, chance = self._codes[row["county"]], self._names[row["county"]], row["chance"][10]
        if chance < 0.02:
            return (), "公司附近"
        if chance < 0.08:
            above = gazetteer().parent(code)
            return ((above.code,), above.name) if above else ((code,), name)
        if chance < 0.1:
            other = row["some"][5] % len(self._codes)
            return (code, self._codes[other]), f"{name}、{self._names[other]}"
        return (code,), name

    def _first_seen(self, number: int) -> datetime:
        """More of late than long ago."""
        return NOW - timedelta(days=_DAYS * (1 - (number + 1) / self._count) ** 1.5)


_FIRM_LAW = words.zipf(FIRMS, 0.75, 20)
_SOURCE_LAW = words.zipf(len(SOURCES), 0.8)


def _pay(trade: words.Trade, chance: list[float], some: list[int]) -> tuple[int | None, int | None, str | None]:
    if chance[11] < 0.15:
        return None, None, "面议" if chance[11] < 0.1 else None
    low = round(trade.pay[0] * (0.7 + some[0] % 60 / 100), -2 if some[1] % 3 == 0 else -3) or 1000
    high = low + max(500, round((trade.pay[1] - trade.pay[0]) * (0.3 + some[2] % 70 / 100), -3))
    low, high = int(low), int(high)
    return low, high, f"{low / 1000:g}-{high / 1000:g}K" if some[3] % 2 else f"{low}-{high}元/月"


def _title(trade: words.Trade, chance: list[float], some: list[int]) -> str:
    name = trade.titles[int(len(trade.titles) * chance[4] ** 1.5)]
    if chance[3] < 0.6:
        return name
    note = _NOTES[some[4] % len(_NOTES)]
    return f"{name}（{note}）" if chance[3] < 0.85 else f"{note}{name}"
