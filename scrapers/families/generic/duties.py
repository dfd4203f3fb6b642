"""The description of a post: where it begins, under a heading of duties or in plain prose, and what is no longer of it."""

from __future__ import annotations

import re

from scrapers.families.base import LONGEST_TEXT
from scrapers.families.generic.bits import Bit, Bits
from scrapers.families.generic.kinds import is_legal
from scrapers.families.generic.outline import INLINE, Outline

_DUTY = re.compile(
    r"岗位职责|工作职责|职位描述|岗位描述|任职要求|任职资格|岗位要求|职位要求|工作内容|招聘要求|任职条件|职位详情|岗位内容|职位职责|职责描述|主要职责|岗位说明|职位说明|工作描述|"
    r"\b(?:responsibilities|requirements|qualifications|job description|about the role|what you.{1,4}ll (?:do|bring)|what you will do|your (?:profile|tasks|role|mission)|duties|who you are|the role|in this role|we.{1,4}re looking for|you have)\b|"
    r"requisits|funcions|aufgaben|dein profil|ihr profil|anforderungen|requisitos|descripción de la oferta|arbetsuppgifter|kvalifikationer|missions|profil recherché",
    re.IGNORECASE,
)
#: Where the description ends.
_STOP = re.compile(
    r"(?:.{0,16}版权所有|联系方式|联系我们|公司(?:介绍|简介|信息|概况)|企业(?:介绍|简介|信息)|单位(?:介绍|简介)|工作地点$|相似职位|相关职位|类似职位|其他职位|推荐职位|该公司其他|该企业(?:的)?其他|猜你喜欢|温馨提示|求职提示|安全提示|防骗|举报|职位评价|地图|工作地址|上班地址|最新职位|热门职位|看过该职位|投递简历|"
    r"similar (?:jobs|positions)|related jobs|other (?:jobs|openings|positions)|share this|apply (?:now|for this)|more jobs|how to apply|back to|mira el resto|report this job).{0,12}",
    re.IGNORECASE,
)
_OF_FORMS = frozenset(("label", "legend", "button", "option"))
_SEEKS = re.compile(
    r"应聘|求职|任职|负责|熟悉|经验|学历|岗位|简历|\b(?:you|your|candidates?|applicants?|apply|seeking|looking for|experience[ds]?|join|hiring)\b|"
    r"\b(?:du|dich|wir suchen|søger|söker|buscamos|cherchons|erfaring|erfahrung|experiencia|iskustvo)\b",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(r"版权所有|copyright|©|ICP备", re.IGNORECASE)


def is_free(at: int, inside: list[tuple[int, int]]) -> bool:
    """Whether a text stands outside the list of other posts."""
    return not inside or at < inside[0][0] or at >= inside[-1][1]


def duty_at(page: Outline, seen: Bits, inside: list[tuple[int, int]], title: int) -> int | None:
    """The first text behind the title that heads duties, or tells of them at length; of the forms and menus of the page none."""
    for number in range(title, len(seen.all)):
        bit = seen.all[number]
        tag = page.elements[bit.element].tag
        if page.elements[bit.element].around or not is_free(number, inside) or tag in _OF_FORMS:
            continue
        if len(bit.text) > 120:
            if _DUTY.search(bit.text[:4000]):
                return number
        elif is_duty(bit) and (tag != "li" or len(bit.text) <= 30 or bit.text.endswith((":", "："))):
            return number  # an item of a list may speak of qualifications, and is no heading
    return None


def prose_at(page: Outline, seen: Bits, inside: list[tuple[int, int]], title: int, *, seeks: bool) -> int | None:
    """Where a post begins that has no heading of duties: text at length behind its title, in the words of one who seeks people."""
    start, size = None, 0
    for number in range(title + 1, min(title + 150, len(seen.all))):
        bit = seen.all[number]
        one = page.elements[bit.element]
        if one.around or not is_free(number, inside) or one.tag in _OF_FORMS:
            continue
        if start is not None and len(bit.text) <= 30 and _STOP.match(bit.text):
            break
        if len(bit.text) >= (60 if bit.text.isascii() else 24):
            start = number if start is None else start
            size += len(bit.text) * (1 if bit.text.isascii() else 3)
            seeks = seeks or _SEEKS.search(bit.text) is not None
    return start if size >= 240 and seeks else None


def is_duty(bit: Bit) -> bool:
    """Whether a short text heads the duties of a post, or what is asked of who takes it."""
    return bit.label == "duty" or (len(bit.text) <= 60 and _DUTY.search(bit.text) is not None)


def description(page: Outline, seen: Bits, start: int, end: int | None = None) -> str | None:
    """From the first word of duties to what is no longer of the post: a heading of something else, a footer, a form."""
    lines: list[str] = []
    size, block = 0, -1
    for bit in seen.all[start : min(start + 600, end or len(seen.all))]:
        one = page.elements[bit.element]
        if one.around or (lines and (_STOP.match(bit.text[:40]) if len(bit.text) <= 30 else _COPYRIGHT.search(bit.text[:200]))):
            break
        if lines and bit.kind == "company" and not bit.label and is_legal(bit.text):
            break
        here = bit.element
        while page.elements[here].tag in INLINE and page.elements[here].parent >= 0:
            here = page.elements[here].parent
        if lines and here == block and one.tag in INLINE:
            lines[-1] += " " + bit.text if lines[-1][-1:].isascii() and bit.text[:1].isascii() else bit.text
        else:
            lines.append(bit.text)
        block = here
        size += len(bit.text)
        if size > LONGEST_TEXT:
            break
    return "\n".join(lines) or None
