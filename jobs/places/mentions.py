"""Where a running text names places.

Whole names (左云县) and the short names of provinces and cities (大同) count wherever they stand. The short name of a
county is nearly always something else in a sentence (合作, 新华社, 小金库): it counts behind the name of the place that
holds it, or when the text, or its source, is about that place.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from jobs.places.chain import Trail
from jobs.places.lexicon import Name
from jobs.places.reading import Reader
from jobs.places.table import rows
from jobs.text import simplify, width


class Named(NamedTuple):
    """A name of a place in a text: its offsets, and the divisions it can mean (one when that is clear)."""

    start: int
    end: int
    codes: tuple[str, ...]


class _Hit(NamedTuple):
    named: Named
    certain: bool  # False: counts only with a second evidence


#: Cities whose short names are words: 孙中山, 三明治.
_CITY_WORDS = frozenset(
    {
        "来宾",
        "白银",
        "大理",
        "中山",
        "三明",
        "朝阳",
        "玉树",
        "海东",
        "海西",
        "海北",
        "兴安",
        "巴中",
        "中卫",
        "达州",
        "和田",
        "关中",
        "山南",
        "玉林",
        "黄山",
        "黄石",
        "自贡",
        "日照",
    }
)
#: Behind a name, these show that it is a street's or a word's: 北京路, 大同小异.
_NOT_A_PLACE = re.compile(r"[东西南北中]?(?:路|街(?![道头])|大街|大道|胡同|巷|里弄)|小异|世界|社会|主义|洋|江大桥|半岛")
#: 大同市民 is 大同 + 市民.
_CITY_WORD = re.compile(r"民|政(?!府)|场|容|值|面上|井|中心")
#: The automaton speaks UTF-8; a lone surrogate becomes a character no name has.
_NO_SURROGATES = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")


class Finder:
    """Finds names of places in sentences by one automaton."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(word for row in rows("places_words.tsv") for word in row)

    @cached_property
    def _automaton(self) -> tuple[AhoCorasick, list[str]]:
        names = [written for written, name in self._reader.names.items() if not name.field_only]
        return AhoCorasick(names, matchkind=MatchKind.LeftmostLongest), names

    def mentions(self, text: str, context: str | None = None) -> list[Named]:
        """Names of divisions down to the county and of zones, left to right, without overlap. `context`: the source's place."""
        if text.isascii():
            return []
        simplified = simplify(width(text)).translate(_NO_SURROGATES)
        hits = self._hits(simplified)
        about = {code for hit in hits if hit.certain and len(hit.named.codes) == 1 for code in hit.named.codes}
        about |= set(self._reader.around(context))
        about |= {f"{code[:4]}00" for code in about}
        found: list[Named] = []
        for named, certain in hits:
            wordy = simplified[named.start : named.end] in self._words
            codes = named.codes if certain else () if wordy else tuple([code for code in named.codes if _is_about(code, about)])
            if codes:
                found.append(Named(named.start, named.end, codes))
        return found

    def _hits(self, plain: str) -> list[_Hit]:
        automaton, names = self._automaton
        hits: list[_Hit] = []
        trail, before = Trail(), -1
        for which, first, last in automaton.find_matches_as_indexes(plain):
            written, start, end = _unswallow(names[which], plain, first, last)
            name = self._reader.names[written]
            if start != before:
                trail = Trail()
            if name.short and _NOT_A_PLACE.match(plain, end):
                continue
            if not name.short and not name.sure and len(written) < 3:
                continue  # 城区, 郊区 say nothing by themselves
            held = trail.holds(name)
            trail.add(name)
            end = self._without_word(written, plain, end)
            before = end
            codes = trail.chain.known if trail.chain else name.all
            hits.append(_Hit(Named(start, end, codes), _certain(written, name) or (held and written not in self._words)))
        return hits

    def _without_word(self, written: str, plain: str, end: int) -> int:
        """The end of a name without a 市 that belongs to the word behind it."""
        return end - 1 if written.endswith("市") and written[:-1] in self._reader.names and _CITY_WORD.match(plain, end) else end


def _unswallow(written: str, plain: str, start: int, end: int) -> tuple[str, int, int]:
    """其中山西: the automaton takes 中山, which comes first; 山西 is meant."""
    if written == "中山" and plain[end : end + 1] in ("西", "东"):
        return f"山{plain[end]}", start + 1, end + 1
    return written, start, end


def _certain(written: str, name: Name) -> bool:
    """Whether a name counts by itself: a whole name, or the short one of a province or city that is no word."""
    if not name.short:
        return True
    return written not in _CITY_WORDS and bool(name.sure) and all(code.endswith("00") for code in name.sure)


def _is_about(code: str, about: set[str]) -> bool:
    """Whether a text about `about` can mean the short name of `code`."""
    return code in about or f"{code[:4]}00" in about or (code[2:4] in ("01", "02", "90") and f"{code[:2]}0000" in about)
