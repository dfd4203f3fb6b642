"""How surely a misspelt firm is guessed, on invented firms and seeded misspellings of them; and how often somebody is guessed who was not meant.

    python -m tools.measure_suggest

Misspelt: another character of the same sound, one wrong, one missing, one too many, two neighbours swapped; of the name without its
ending or of the whole. Nobody: what people look for on a board, and names of firms that are two characters and more from any known.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from pypinyin import lazy_pinyin
from rapidfuzz.distance import OSA

from jobs.suggest import Suggester, firm_name

FIRMS, EACH, STRANGERS = 5_000, 100, 500
PLACES = ("大同市", "大同", "朔州", "忻州市", "山西", "阳高县", "太原市", "呼和浩特市", "张家口", "")
BRAND = "晨雾云杉落松青禾赤峰白桦晴川雨田鹿鸣鹤舞雁归鹏程麒骏驰朗润泽沐沁涵澜汇浦港湾岸屿峦岭崖谷原野牧耕樵渔织锦绣绢绫罗纱棉麻"
TRADES = (
    *("煤业", "机械制造", "商贸", "建筑工程", "电子科技", "餐饮管理", "物业服务", "汽车销售服务", "医药", "食品", "化工", "物流"),
    *("劳务派遣", "环保科技", "农业开发", "文化传媒", "装饰工程", "电力设备", "新能源科技", "置业", "陶瓷", "印务", "酒店管理", "纺织"),
)
ENDINGS = ("有限公司", "有限责任公司", "股份有限公司", "集团有限公司")
WANTED = (
    "焊工",
    "数控车工",
    "包吃住",
    "五险一金",
    "双休",
    "会计",
    "司机",
    "长白班",
    "应届生",
    "行政文员",
    "叉车工",
    "兼职",
    "保安",
    "收银员",
    "日结",
    "缝纫工",
)
COMMON = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"


def misspellings(name: str, dice: random.Random) -> dict[str, str]:
    """One of each kind, by its kind; a kind that changes nothing is left out."""
    at = dice.randrange(len(name))
    other = dice.choice(BRAND)
    swapped = name[: max(at - 1, 0)] + name[max(at - 1, 0) : at + 1][::-1] + name[at + 1 :]
    found = {
        "sound": name[:at] + _homophone(name[at], dice) + name[at + 1 :],
        "wrong": name[:at] + other + name[at + 1 :],
        "missing": name[:at] + name[at + 1 :],
        "extra": name[:at] + other + name[at:],
        "swapped": swapped,
    }
    return {kind: text for kind, text in found.items() if text != name}


def _homophone(letter: str, dice: random.Random) -> str:
    alike = [other for other in _sounding()["".join(lazy_pinyin(letter))] if other != letter]
    return dice.choice(alike) if alike else letter


@cache
def _sounding() -> dict[str, list[str]]:
    """The characters of GB 2312, which an input method offers first, by their sound."""
    found: dict[str, list[str]] = {}
    for letter in map(chr, range(0x4E00, 0x9FA5)):
        if letter.encode("gb2312", "ignore"):
            found.setdefault("".join(lazy_pinyin(letter)), []).append(letter)
    return found


def firms(count: int, dice: random.Random) -> list[str]:
    """Invented names, none twice, also without their endings."""
    found: dict[str, str] = {}
    while len(found) < count:
        brand = "".join(dice.sample(BRAND, dice.choice((2, 2, 2, 3, 4))))
        bare = dice.choice(PLACES) + brand + dice.choice(TRADES)
        found[bare] = bare + dice.choice(ENDINGS)
    return list(found.values())


def strangers(known: list[str], dice: random.Random) -> Iterator[str]:
    """What means no firm that is known."""
    for number in range(STRANGERS):
        if number % 3 == 0:
            yield "".join(dice.sample(WANTED, dice.choice((1, 2, 3))))
        elif number % 3 == 1:
            yield "".join(dice.choices(COMMON + BRAND, k=dice.randrange(2, 9)))
        else:
            yield next(name for name in iter(lambda: firms(1, dice)[0], "") if _far(name, known))


def _far(name: str, known: list[str]) -> bool:
    own = _placed(name)
    return all(OSA.distance(own, _placed(other), score_cutoff=1) > 1 for other in known)


def _bare(name: str) -> str:
    for ending in ("集团有限公司", "股份有限公司", "有限责任公司", "有限公司"):
        name = name.removesuffix(ending)
    return name


def _placed(name: str) -> str:
    """Without its ending and without 市 or 县 behind its place, which people leave out."""
    return _bare(name).replace("市", "").replace("县", "")


def measure(shared: Path) -> dict[str, float]:  # noqa: ARG001  # nothing is read: all names are invented
    """Shares: misspelt firms guessed first, by kind and over all; strangers nobody is guessed for."""
    dice = random.Random(7)
    known = firms(FIRMS, dice)
    names = Suggester([one for number, text in enumerate(known) if (one := firm_name(number, text, None)) is not None])
    right: dict[str, list[bool]] = {}
    for number in dice.sample(range(FIRMS), EACH):
        for whole, shown in (("whole", known[number]), ("short", _bare(known[number]))):
            for kind, text in misspellings(shown, dice).items():
                hits = names.ask(text)
                correct = bool(hits) and hits[0].number == number
                for figure in (f"{kind} found", f"{whole} found", "found"):
                    right.setdefault(figure, []).append(correct)
    others = [name for name in firms(STRANGERS, dice) if name not in known]
    return {
        "misspellings": len(right["found"]),
        **{name: _share(held) for name, held in sorted(right.items())},
        "strangers quiet": _share([_quiet(names, text) for text in strangers(known, dice)]),
        "other firms quiet": _share(
            [_quiet(names, text) for text in others]
        ),  # however near: 青禾 and 青麻 of one city and trade among them
    }


def _quiet(names: Suggester, text: str) -> bool:
    return not any(hit.how == "alike" for hit in names.ask(text))


def _share(held: list[bool]) -> float:
    return round(sum(held) / len(held), 4)


if __name__ == "__main__":
    for name, value in measure(Path()).items():
        print(f"{name:20}{value:>10}")
