"""The words that tell where a firm's name begins: what each costs in running text, inside a name, and before one.

Costs are tenths of a nat (-10 ln p). `out` is paid when the word stands before the name, `inside` when it is a part of it,
`edge` when a name begins right behind it. `brand` says how much the word makes a name somebody's own: 0 nothing (保险),
1 a little (希望), 2 much (a place, a person, a brand).
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from jobs.names.lists import rows


class Word(NamedTuple):
    """One word's costs and kind."""

    out: int
    inside: int
    edge: int
    brand: int
    kind: str  # a class of jobs/data/words.tsv, or T trade, K kind, B before, P people, N never, Y anyone, S place of the gazetteer, C country, F form


UNKNOWN = Word(110, 72, 90, 2, "o")  # a character no list knows: a brand, or somebody's name
LETTERS = Word(90, 70, 60, 2, "l")
DATE = Word(50, 190, 10, 0, "t")
DIGITS = Word(45, 70, 45, 0, "m")

#: Single characters that hardly ever stand in a name.
_NEVER_BRAND = {
    **dict.fromkeys("的了", 260),
    **dict.fromkeys("着过在与及被从把这那是对到等她他它", 240),
    **dict.fromkeys("该此", 200),
    "和": 150,
}

#: Function words that brands like all the same: 正大, 同联, 和记.
_OFTEN_BRAND = "正同达汇自立"
#: Our own lists with what a word costs that the general list lacks; a later list speaks before an earlier one.
_LISTS = {"trade": 115, "brand": 110, "kind": 110, "before": 100, "people": 100, "never": 100, "anyone": 90, "country": 95}

_COMMON_VERB = 90
_ODD = 118
#: class -> (added to the cost inside a name, edge, brand)
_GENERAL = {
    "n": (27, 45, 1),
    "v": (70, 30, 1),
    "w": (15, 40, 1),
    "a": (20, 45, 1),
    "f": (70, 25, 0),
    "m": (30, 60, 0),
    "q": (30, 35, 0),
    "t": (60, 15, 0),
    "s": (-15, 60, 2),
    "h": (10, 45, 2),
    "z": (-10, 55, 2),
}
#: a single character of these classes is as likely a piece of a brand
_SINGLE = {
    "n": (75, 70, 2),
    "v": (80, 30, 2),
    "w": (75, 60, 2),
    "a": (75, 60, 2),
    "m": (80, 65, 1),
    "t": (78, 55, 2),
    "q": (75, 35, 1),
    "f": (85, 50, 1),
    "s": (70, 60, 2),
    "z": (70, 60, 2),
}


def _general(word: str, kind: str, cost: int) -> Word:
    if len(word) == 1 and kind in _SINGLE:
        inside, edge, brand = _SINGLE[kind]
        return Word(cost, inside, edge, brand, kind)
    if kind in "tfq" and cost >= _ODD and len(word) == 2:
        kind = "n"  # 中天, 至上: so rare as a word of time or measure that it is as likely a brand
    if kind == "v" and cost < _COMMON_VERB:
        return Word(cost, cost + 90, 12, 0, "B")  # a verb everybody uses stands before a name, not in it
    more, edge, brand = _GENERAL[kind]
    return Word(cost, cost + more, edge, brand, kind)


@cache
def counties() -> frozenset[str]:
    """Whole names of counties, districts and county-level cities: 左云县, 云冈区, 怀仁市."""
    return frozenset(row[1] for row in rows("places.tsv") if not row[0].endswith("00") and row[1][-1:] in "县区市")


@cache
def proper_names() -> frozenset[str]:
    """Whole names whose words are for trades alone, so that nothing but a list can tell them."""
    return frozenset(next(text for kind, text in rows("company_words.tsv") if kind == "proper").split())


@cache
def lexicon() -> dict[str, Word]:
    """Every word we know with its costs; our own lists speak before the general one."""
    words = {word: _general(word, kind, int(cost)) for word, kind, cost in rows("words.tsv")}
    own = {kind: frozenset(text.split()) for kind, text in rows("company_words.tsv")}
    for kind, least in _LISTS.items():
        for word in own[kind]:
            known = words.get(word)
            words[word] = _own(word, kind, known.out if known else least, word in own["trade"])
            if kind == "brand" and known and known.kind == "v":
                words[word] = words[word]._replace(edge=known.edge)  # 希望 before a name is the verb
    for word, inside in _NEVER_BRAND.items():
        words[word] = words.get(word, UNKNOWN)._replace(inside=inside, edge=14, brand=0)
    for word in _OFTEN_BRAND:
        words[word] = words.get(word, UNKNOWN)._replace(inside=88, brand=1)
    words |= dict.fromkeys("省市县区镇乡村", Word(65, 95, 15, 0, "n"))  # 市示例公司: the city's own
    for office in "局厅":
        words[office] = words[office]._replace(inside=150)
    words |= {f"{number}局": Word(100, 75, 40, 1, "n") for number in _numbers()}  # 中铁十二局
    words |= dict.fromkeys("○〇", Word(100, 80, 65, 1, "m"))
    words |= dict.fromkeys("年月日", Word(55, 85, 25, 1, "m"))
    for name, low in _places():
        known = words.get(name)
        if known is None or known.kind not in "TBPKNYC":
            words[name] = Word(known.out if known else low + 25, low, 60, 2, "S")
    words |= {form: Word(80, cost, 75, 0, "F" if cost >= 80 else "T") for form, cost in _FORMS.items()}
    return words


@cache
def longest() -> dict[str, int]:
    """First character -> characters of the longest word that begins with it, so that a walk tries no length in vain."""
    found: dict[str, int] = {}
    for word in lexicon():
        found[word[0]] = max(len(word), found.get(word[0], 0))
    return found


def _numbers() -> list[str]:
    """One to twenty-nine, as bureaus of builders are numbered."""
    ones = "一二三四五六七八九"
    return [*ones, "十", "三十", *(f"{tens}{one}" for tens in ("十", "二十") for one in ("", *ones) if tens + one != "十")]


def _own(word: str, kind: str, out: int, trade: bool) -> Word:
    """A word of our own lists. One that is a trade too (投资, 销售) stays one, but a name may well begin behind it."""
    if trade and kind in ("trade", "kind"):
        return Word(out, 52 if len(word) > 1 else 72, 60, 0, "T")
    if trade and kind == "before":
        return Word(out, 60, 22, 0, "T")
    one_character = len(word) == 1
    return {
        "brand": Word(out, 72, 50, 2, "z"),
        "country": Word(out, 65, 50, 2, "C"),
        "kind": Word(out, 75, 45 if word in "大小新老" else 20, 1, "K") if one_character else Word(out, 68, 50, 0, "K"),
        "before": Word(out, max(out, 70) + (50 if one_character else 90), 6, 0, "B"),
        "people": Word(out, 190, 30, 0, "P"),
        "never": Word(out, 300, 20, 0, "N"),
        "anyone": Word(out, 170, 25, 0, "Y"),
    }[kind]


def _places() -> list[tuple[str, int]]:
    """Divisions, whole and short, with their cost inside a name: provinces and cities are common there, counties less so."""
    found = {row[1]: 75 for row in rows("places_old.tsv")}
    for code, name, short, *_ in rows("places.tsv"):
        low = 60 if code.endswith("00") else 75
        found[name] = min(low, found.get(name, low))
        if len(short) > 1:
            found[short] = min(low, found.get(short, low))
    return [(name, low) for name, low in found.items() if len(name) > 1 and name != "从江"]  # 从江西 is 从 and 江西


#: Legal and other forms inside a longer name: 集团 often, the others before a branch.
_FORMS = {
    "集团": 45,
    "企业集团": 55,
    "公司": 85,
    "总公司": 85,
    "集团公司": 80,
    "有限公司": 80,
    "有限责任公司": 80,
    "股份有限公司": 80,
    "股份": 45,
    "厂": 85,
    "总厂": 85,
    "银行": 82,
    "分公司": 100,
    "合作社": 90,
}
