"""Bytes to text. What the bytes are decides; what header and meta say only breaks ties, for they are often wrong.

Strict UTF-8, then mostly UTF-8, then GB18030 against Big5 by how common the characters are. A label of gb2312 or gbk
means gb18030: firms' names hold characters (鋮, 喆, 镕) that the older sets lack.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

REPLACEMENT = "\ufffd"
_LABEL = re.compile(rb"""(?:charset|encoding)[ \t]{0,4}=[ \t]{0,4}["']?([A-Za-z0-9_.:-]{1,40})""", re.IGNORECASE)
#: The labels we believe in, when nothing better decides. Everything else (utf-7, idna, unicode_escape …) is no charset of a page.
_NAMES = {
    **dict.fromkeys(("utf-8", "utf8", "us-ascii", "ascii"), "utf-8"),
    **dict.fromkeys(("gb2312", "gbk", "gb18030", "gb_2312-80", "x-gbk", "cp936", "euc-cn", "hz-gb-2312"), "gb18030"),
    **dict.fromkeys(("big5", "big5-hkscs", "cp950", "x-x-big5"), "big5"),
    **dict.fromkeys(("iso-8859-1", "latin1", "latin-1", "windows-1252", "cp1252"), "windows-1252"),
}
_CODECS = {"big5": "big5hkscs", "windows-1252": "cp1252"}
#: The characters that Chinese pages are made of, in both forms. Misread bytes give rare ones.
_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
    "十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形"
    "相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展"
    "五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战"
    "先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白"
    "教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且"
    "招聘职位薪资司城市县省企招岗验历专科本限福利险待遇联系网站首页登录注册搜索请输热门全职兼职面议急聘搜"
    "這為個國時來們於會發動過說產種後學經進著電裡現實兩體當點業應開還間樣與關線內數質氣變條沒結問無軍題黨員設長頭資邊統級見計別論運"
    "農幾區強戰則據處隊給門規熱領東導壓階術極聯認權證轉單風車務萬達議聲報鬥類離華確張馬節話況溫傳許廣記職證歷專務薪資縣聘網頁錄註請"
)
_IDEOGRAPHS = re.compile("[\u2e80-\ufaff]+")
#: So many common characters are no accident: what is misread has a tenth of it.
_PLAIN = 0.5
_SAMPLE = 200_000
_ENOUGH = 4_000


@dataclass(frozen=True, slots=True)
class _Candidate:
    text: str
    charset: str
    errors: int
    common: float  # share of common characters among the ideographs


def decode(content: bytes, header_charset: str | None = None, content_type: str | None = None) -> tuple[str, str]:
    """Text and charset (utf-8, utf-16, gb18030, big5 or windows-1252) of a page. Never raises; NULs are dropped.

    `header_charset` is the charset the server named, `content_type` its whole Content-Type header; either may be missing.
    """
    text, charset = _decode(content, _labels(content, header_charset, content_type))
    return (text.replace("\0", "") if "\0" in text else text), charset


def damage(text: str) -> float:
    """Share of characters that could not be read, 0..1."""
    return text.count(REPLACEMENT) / len(text) if text else 0.0


def _decode(content: bytes, labels: list[str]) -> tuple[str, str]:
    if (wide := _utf16(content)) is not None:
        return content.decode(wide, "replace").removeprefix("\ufeff"), "utf-16"
    content = content.removeprefix(codecs.BOM_UTF8)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return _by_chance(content, text, labels) or (text, "utf-8")
    loose = content.decode("utf-8", "replace")
    foreign = len(loose) - len(loose.encode("ascii", "ignore"))
    if loose.count(REPLACEMENT) * 10 <= foreign:
        return loose, "utf-8"
    return _legacy(content, foreign, labels)


def _by_chance(content: bytes, text: str, labels: list[str]) -> tuple[str, str] | None:
    """A few words of GBK (联通, 职位) are valid UTF-8 by chance, of letters nobody uses: then the label may speak."""
    named = next((label for label in labels if label in ("gb18030", "big5")), None)
    if named is None or text.isascii() or max(text) >= "\u0800":
        return None
    other = _candidate(content, named)
    return (other.text, named) if other.errors == 0 and other.common > 0.5 else None


def _legacy(content: bytes, foreign: int, labels: list[str]) -> tuple[str, str]:
    chinese = _candidate(content, "gb18030")
    if chinese.errors == 0 and chinese.common > _PLAIN:
        return chinese.text, chinese.charset
    taiwanese = _candidate(content, "big5")
    best = max((chinese, taiwanese), key=lambda one: (round(one.common, 1), -one.errors, one.charset == "gb18030"))
    for label in labels:
        named = next((one for one in (chinese, taiwanese) if one.charset == label), None)
        if named and abs(chinese.common - taiwanese.common) < 0.15 and named.errors <= best.errors:
            best = named
            break
    if best.errors * 5 > max(foreign, 1) and (best.common < 0.3 or "windows-1252" in labels):
        return content.decode("cp1252", "replace"), "windows-1252"
    return best.text, best.charset


def _candidate(content: bytes, charset: str) -> _Candidate:
    text = content.decode(_CODECS.get(charset, charset), "replace")
    ideographs = "".join(_IDEOGRAPHS.findall(text[:_SAMPLE]))[:_ENOUGH]
    common = sum(map(_COMMON.__contains__, ideographs)) / len(ideographs) if ideographs else 0.0
    return _Candidate(text, charset, text.count(REPLACEMENT), common)


def _labels(content: bytes, header_charset: str | None, content_type: str | None) -> list[str]:
    """What header and page call themselves, as far as we know the name; the header first."""
    said = [(header_charset or "").strip(" \"'").encode("ascii", "replace")]
    said += _LABEL.findall((content_type or "")[:500].encode("ascii", "replace"))
    said += _LABEL.findall(content[:4096])
    names = (_NAMES.get(name.decode("ascii", "replace").lower()) for name in said)
    return list(dict.fromkeys(name for name in names if name))


def _utf16(content: bytes) -> str | None:
    """The kind of UTF-16, by its mark, or by the NULs that markup has at every second place."""
    if content.startswith(codecs.BOM_UTF16_LE):
        return "utf-16-le"
    if content.startswith(codecs.BOM_UTF16_BE):
        return "utf-16-be"
    head = content[:2048]
    even, odd = head[::2].count(0), head[1::2].count(0)
    if len(head) < 20 or max(even, odd) * 10 < len(head):
        return None
    if even * 20 < odd:
        return "utf-16-le"
    return "utf-16-be" if odd * 20 < even else None


#: How files that are no text begin.
_MAGIC = (
    *(b"%PDF-", b"\x89PNG", b"GIF87a", b"GIF89a", b"\xff\xd8\xff", b"PK\x03\x04", b"PK\x05\x06", b"RIFF", b"\x1f\x8b"),
    *(
        b"\xd0\xcf\x11\xe0",
        b"BM\x00",
        b"\x00\x00\x01\x00",
        b"7z\xbc\xaf",
        b"Rar!",
        b"OggS",
        b"ID3",
        b"wOFF",
        b"wOF2",
        b"\x7fELF",
        b"MZ\x90",
    ),
)
_CONTROL = bytes(set(range(32)) - {9, 10, 12, 13, 27})
_TYPES = ("image/", "audio/", "video/", "font/", "application/pdf", "application/zip", "application/msword", "application/vnd.")


def looks_binary(content: bytes, content_type: str | None = None) -> bool:
    """Whether these are not the bytes of a text: a picture, a PDF, an archive. The bytes decide; the label only confirms."""
    if content.startswith(_MAGIC):
        return True
    head = content[:4096]
    if _utf16(content) is not None or not head:
        return False
    controls = len(head) - len(head.translate(None, _CONTROL))
    labelled = (content_type or "").strip().lower().startswith(_TYPES) and "xml" not in (content_type or "").lower()
    looks_like_text = head.lstrip()[:1] in (b"<", b"{", b"[")
    return controls * (50 if looks_like_text else 200) > len(head) * 10 or (labelled and not looks_like_text)
