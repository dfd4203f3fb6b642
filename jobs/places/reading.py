"""A field that says where -> PlaceReading.

A text is cut into parts (大同/太原), a part into pieces (大同·平城区), a piece into names that touch (山西省大同市云冈区).
What is left of a piece behind its last name is an address and is not read. Every step looks at each character a
bounded number of times.
"""

from __future__ import annotations

import re
from functools import cached_property

from jobs.model import PlaceReading
from jobs.places import lexicon
from jobs.places.chain import Trail
from jobs.places.lexicon import Name
from jobs.places.table import Table
from jobs.text import simplify, width

#: Between places of equal standing.
_LIST = re.compile(r"[,、;/|\n\r\t]+")
#: Between a place and one inside it.
_INNER = re.compile(r"[\s·•・‧∙.\-–—―−~>→_:()\[\]【】〔〕「」]+")
_SEPARATED = re.compile(r"[\s,、;/|·•・‧∙.\-–—―−~>→_:()\[\]【】〔〕「」]")
_CODE = re.compile(r"\d{6}(?:\d{3}){0,2}")
_EVERYWHERE = re.compile(
    r"(?:全国|国内|异地|中国)(?:招聘|各地|范围|地区|不限|均可|可选|工作){0,3}|(?:工作)?(?:地点|地区|城市|区域)?不限(?:地点|地区|城市)?"
    r"|(?:远程|居家)(?:办公|工作)?"
)
#: Words before a place that are not part of it.
_LEAD = re.compile(
    r"(?:(?:工作|上班|招聘|办公|公司|企业|单位|所在|详细)?(?:地点|地区|地址|区域|城市|所在地)|中国|现?位于|坐落于|中华人民共和国)?[:：]?"
)
#: What may follow a name that was cut short (大同周边): nothing that makes it part of another name.
_TAIL = re.compile(
    r"(?:[市县]?(?:城区|市区|县城|郊区|市直|本级|市辖区)|周边|附近|地区|境内|全境|全市|全省|全县|各地|各区县?|各县[区市]?|"
    r"等地?|及|或|和|与|范围|省内|市内|内|本地|招聘|区域|就近|分配|站){1,4}"
)
#: 大同御河西路: an address whose street does not bear the place's own name (南京西路 does).
_ADDRESS = re.compile(
    r"(?![东西南北中环][路街站门郊]|[东西南北中]大[街道]|[东西南北中][一二三四]路)[一-龥]{2,8}?(?:路|街|大道|巷|镇|乡|村|工业园|园区|新区|开发区)"
)
#: Behind a place's short name, these make it part of another name: 朝阳路, 同仁医院.
_OTHER_NAME = re.compile(
    r"[东西南北中]?(?:路|街|大道|巷|胡同|里|桥|站|门|镇|乡|村|河|山|湖)|[一-龥]{0,6}?(?:医院|大学|学院|中学|公司|集团|银行|酒店)"
)
_IGNORED = frozenset({"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划", "辖区", "其他", "其它", "市区"})
_TOWN_END = ("镇", "乡", "街道", "苏木", "地区", "农场", "林场", "开发区", "办事处")
_JOINING = frozenset("和及与或至")
#: A list this long is one of equals: 吉林 beside 长春 is then the city, not the province around it.
_MANY = 4
#: A longer field says nothing new about where.
_LONGEST = 20_000
_ENGLISH_NOISE = re.compile(r"\b(?:city|province|district|county|municipality|prefecture|china|p\.?r\.?c\.?|shi|sheng)\b|[^a-z' ]")


class Reader:
    """Reads fields that say where. Holds the lexicon; one a process."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self.names = lexicon.build(table)
        self.starts = lexicon.starts(self.names)

    def read(self, text: str, context: str | None = None) -> PlaceReading:
        """What `text` says about where. `context`: the division its source or story belongs to. Never raises."""
        around = self.around(context)
        plain = simplify(width(text[:_LONGEST])).strip()
        name = self.names.get(plain)
        if name is not None and name.sure and not around:
            return PlaceReading(text, name.sure)
        trail, everywhere = self._follow(plain, around)
        codes = tuple(trail.codes)
        candidates = tuple([code for code in trail.candidates if code not in trail.codes]) if trail.candidates else ()
        return PlaceReading(text, codes, candidates, everywhere and not codes and not candidates)

    def longest(self, text: str, at: int) -> tuple[Name, int] | None:
        """The longest name that begins at `at`, and where it ends."""
        for length in self.starts.get(text[at : at + 2], ()):
            if (name := self.names.get(text[at : at + length])) is not None and at + length <= len(text):
                return name, at + length
        return None

    def around(self, context: str | None) -> tuple[str, ...]:
        """A context and what lies around it, narrowest first; empty when nobody knows it."""
        place = self._table.get(context) if context else None
        if place is None:
            return ()
        return tuple(dict.fromkeys((place.code, *self._table.above(place.code))))

    # ------------------------------------------------------------ parts

    def _follow(self, plain: str, around: tuple[str, ...]) -> tuple[Trail, bool]:
        """The places of a text, and whether it says that any place will do."""
        parts = [part for part in _LIST.split(plain) if part.strip()]
        if len(parts) == 1 and parts[0].count(" ") >= _MANY - 1 and not parts[0].isascii():
            parts = parts[0].split()
        if len(parts) < _MANY or len(parts) <= 5:
            trail = Trail(around)
            everywhere = self._parts(parts, trail, apart=False)
            if len(parts) < _MANY or trail.closed <= 1:  # 山西/大同/云冈区/口泉乡 is one place, however many parts
                return trail, everywhere
        trail = Trail(around)
        return trail, self._parts(self._cities(parts), trail, apart=True)

    def _parts(self, parts: list[str], trail: Trail, apart: bool) -> bool:
        everywhere = False
        for part in parts:
            everywhere = self._part(part.strip(), trail) or everywhere
            if apart:
                trail.close()
        trail.close()
        return everywhere

    def _cities(self, parts: list[str]) -> list[str]:
        """In a list of cities 吉林 is the city, in one of provinces the province."""
        if "吉林" not in parts:
            return parts
        named = [name.sure[0] for part in parts if (name := self.names.get(part)) is not None and len(name.sure) == 1]
        cities = sum(code.endswith("00") and not code.endswith("0000") for code in named)
        return ["吉林市" if part == "吉林" else part for part in parts] if cities * 2 > len(named) else parts

    def _part(self, part: str, trail: Trail) -> bool:
        """Read one part into `trail`; True when it says that any place will do."""
        name = self.names.get(part)
        if name is not None:
            trail.add(name)
        elif part.isascii():
            self._ascii(part, trail)
        else:
            pieces = [piece for piece in _INNER.split(part) if piece] if _SEPARATED.search(part) else [part]
            free = False
            for number, piece in enumerate(pieces):
                free = self._piece(piece, trail, touching=number > 0) or free
            return free
        return False

    # ------------------------------------------------------------ pieces

    def _piece(self, piece: str, trail: Trail, touching: bool) -> bool:
        name = self.names.get(piece)
        if name is not None:
            trail.add(name, touching=touching)
            return False
        if _EVERYWHERE.fullmatch(piece):
            return True
        if piece in _IGNORED:
            return False
        if piece.isascii():
            self._ascii(piece, trail)
        elif not self._names(piece.replace("市辖区", ""), trail) and piece.endswith(_TOWN_END):
            self._lone_town(piece, trail)
        return False

    def _names(self, piece: str, trail: Trail) -> bool:
        """Read names that touch, from the start of a piece; False when there is none."""
        lead = _LEAD.match(piece)
        at = lead.end() if lead else 0
        waiting: Name | None = None  # a name cut short counts once we see what follows it
        took = 0
        while (hit := self._next(piece, at, trail.scope(waiting))) is not None:
            if waiting is not None:
                trail.add(waiting, touching=took > 0)
                took += 1
            name, at = hit
            waiting = name if name.short else None
            if waiting is None:
                trail.add(name)
                took += 1
            if piece[at : at + 1] in _JOINING and not self.longest(piece, at) and self.longest(piece, at + 1):
                at += 1
        if waiting is not None and self._stands(waiting, piece[at:], trail):
            trail.add(waiting, touching=took > 0)
            took += 1
        return took > 0

    def _next(self, piece: str, at: int, scope: tuple[str, ...]) -> tuple[Name, int] | None:
        """The name that begins at `at`: of a town of `scope`, or of any wider division; the longer one."""
        if at >= len(piece):
            return None
        hit = self.longest(piece, at)
        if hit is None and at and piece[at - 1] == "市":  # 济南市中区 is 济南 + 市中区
            hit = self.longest(piece, at - 1)
            hit = hit if hit is not None and hit[1] > at and not hit[0].short else None
        if hit is not None and any(code.endswith("0000") for code in scope):
            return hit  # 云南普洱镇沅县: no town is named right behind a province when a wider division can be
        town = self._town(piece, at, scope)
        return town if town is not None and (hit is None or town[1] > hit[1]) else hit

    @staticmethod
    def _stands(name: Name, rest: str, trail: Trail) -> bool:
        """Whether a name cut short is that place, with `rest` behind it."""
        if not rest or (len(rest) <= 16 and _TAIL.fullmatch(rest)):
            return True
        if _OTHER_NAME.match(rest):
            return False
        wide = bool(name.sure) and all(code.endswith("00") for code in name.sure)
        return trail.holds(name) or (wide and _ADDRESS.match(rest) is not None)

    def _town(self, piece: str, at: int, scope: tuple[str, ...]) -> tuple[Name, int] | None:
        """The longest town of `scope` that begins at `at`."""
        if not scope or len(scope) > 3 or len(piece) - at < 2:
            return None
        for length in range(min(16, len(piece) - at), 1, -1):
            written = piece[at : at + length]
            if not written.endswith(_TOWN_END):
                continue
            found = tuple([code for one in scope for code in self._table.towns_named(one, written)])
            if found:
                return Name(found, found if len(found) == 1 else (), short=False), at + length
        return None

    def _lone_town(self, piece: str, trail: Trail) -> None:
        """A town that stands alone: what the country has by that name."""
        codes = self._table.town_names.get(piece, ())
        if codes:
            trail.add(Name(codes, codes if len(codes) == 1 else (), short=False))

    # ------------------------------------------------------------ codes and English

    @cached_property
    def _latin(self) -> dict[str, Name]:
        return lexicon.latin(self._table)

    def _ascii(self, text: str, trail: Trail) -> None:
        if _CODE.fullmatch(text):
            code = text if len(text) == 6 else text[:6] if text[6:9] == "000" else text[:9]
            today = self._table.today(code)
            if today:
                trail.add(Name(today, today, short=False))
            return
        plain = " ".join(_ENGLISH_NOISE.sub(" ", text.lower()).split())
        if len(plain) < 3:
            return
        name = self._latin.get(plain) or self._latin.get(plain.replace(" ", "").replace("'", ""))
        if name is not None:
            trail.add(name, either_way=True)
