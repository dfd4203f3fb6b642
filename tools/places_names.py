"""How tools/build_places.py names divisions: short names, zones, pinyin."""

from __future__ import annotations

import re

from pypinyin import lazy_pinyin

_PEOPLES = (
    "蒙古|哈萨克|柯尔克孜|锡伯|塔吉克|维吾尔|达斡尔|鄂温克|鄂伦春|壮|回|藏|苗|彝|布依|朝鲜|满|侗|瑶|白|土家|哈尼|傣|黎|傈僳|佤|畲|拉祜|"
    "水|东乡|纳西|景颇|土|仫佬|羌|布朗|撒拉|毛南|仡佬|阿昌|普米|怒|德昂|保安|裕固|独龙|各"
)
_AUTONOMOUS = re.compile(rf"(.{{2,8}}?)(?:(?:{_PEOPLES})族|(?:蒙古|哈萨克|柯尔克孜|锡伯|塔吉克|维吾尔))*族?自治[区州县旗]")
_ETHNIC_DISTRICT = re.compile(r"(.{2,4}?)(?:回|达斡尔)族区")
_TAILS = ("特别行政区", "行政委员会", "特区", "林区", "地区", "省", "市", "县", "区", "盟")
#: A name that ends so keeps its end: 浦东新 and 井陉矿 are no words.
_WHOLE = ("新区", "矿区", "示范区", "管理区", "开发区", "实验区", "工业园区")
#: How people write the zones.
_ZONES = (
    (re.compile(r"经济(?:技术)?开发区$"), "经开区"),
    (re.compile(r"高新?技术(?:产业)?(?:开发区|园区)$"), "高新区"),
    (re.compile(r"城乡一体化示范区$"), "示范区"),
)


def is_zone(code: str) -> bool:
    """Whether the statistical list made the code up for a development zone (2327 are districts of long standing)."""
    return code[4] == "7" and code[2:4] not in ("00", "90") and not code.startswith("2327")


def shorten(name: str) -> str:
    """大同市 -> 大同, 大厂回族自治县 -> 大厂, 新疆维吾尔自治区 -> 新疆; a name of two characters stays."""
    for pattern in (_AUTONOMOUS, _ETHNIC_DISTRICT):
        if match := pattern.fullmatch(name):
            return match[1]
    if name.endswith("旗") or (len(name) > 3 and name.endswith(_WHOLE)):
        return name
    for tail in _TAILS:
        if name.endswith(tail) and len(name) - len(tail) >= 2:
            return name.removesuffix(tail)
    return name


def shorten_zone(name: str, province: str, city: str) -> str:
    """山西大同经济开发区 -> 大同经开区, 长春净月高新技术产业开发区 -> 净月高新区; `province` and `city` are short names."""
    body = re.sub(rf"^(?:{province}省?)?(?:{city}市?)?", "", name) or name
    for pattern, usual in _ZONES:
        body = pattern.sub(usual, body)
    return city + body if len(body) <= 3 or body == "工业园区" else body


def shorten_town(name: str) -> str:
    """口泉乡 -> 口泉, 永乐满族乡 -> 永乐, 大庆路街道 -> 大庆路."""
    match = re.fullmatch(rf"(.{{2,}}?)(?:(?:{_PEOPLES})族)*(?:民族)?(?:街道|地区|苏木|镇|乡)", name)
    return match[1] if match else name


class Readings:
    """Pinyin from the library under our corrections."""

    def __init__(self, corrections: dict[str, str]) -> None:
        self._corrections = corrections
        self._pattern = re.compile("|".join(sorted(corrections, key=len, reverse=True)))

    def of(self, name: str, corrected: bool = True) -> str:
        """Syllables parted by spaces; ü is v."""
        if not corrected:
            return " ".join(lazy_pinyin(name, errors=_only_letters)).replace("ü", "v")
        pieces: list[str] = []
        kept = 0
        for match in self._pattern.finditer(name):
            pieces += [self.of(name[kept : match.start()], corrected=False), self._corrections[match[0]]]
            kept = match.end()
        pieces.append(self.of(name[kept:], corrected=False))
        return " ".join(piece for piece in pieces if piece)


def _only_letters(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", text.lower()))
