"""A post's own page: its title, what its labels say, its description."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from scrapers.families.base import LONGEST_TEXT
from scrapers.families.generic.bits import Bit, Bits
from scrapers.families.generic.kinds import is_legal, tidy_title
from scrapers.families.generic.listing import Listed, about_jobs
from scrapers.families.generic.outline import INLINE, Outline
from scrapers.families.generic.words import CAREERS, NOTICE, field_of, hint

FLOOR = 0.6
_DUTY = re.compile(
    r"岗位职责|工作职责|职位描述|岗位描述|任职要求|任职资格|岗位要求|职位要求|工作内容|招聘要求|任职条件|职位详情|岗位内容|"
    r"\b(?:responsibilities|requirements|qualifications|job description|about the role|what you.{1,4}ll (?:do|bring)|what you will do|your (?:profile|tasks|role|mission)|duties|who you are|the role|in this role|we.{1,4}re looking for|you have)\b|"
    r"aufgaben|dein profil|ihr profil|anforderungen|requisitos|descripción de la oferta|arbetsuppgifter|kvalifikationer|missions|profil recherché",
    re.IGNORECASE,
)
#: Where the description ends.
_STOP = re.compile(
    r"(?:.{0,16}版权所有|联系方式|联系我们|公司(?:介绍|简介|信息|概况)|企业(?:介绍|简介|信息)|单位(?:介绍|简介)|工作地点$|相似职位|相关职位|类似职位|其他职位|推荐职位|该公司其他|该企业(?:的)?其他|猜你喜欢|温馨提示|求职提示|安全提示|防骗|举报|职位评价|地图|工作地址|上班地址|最新职位|热门职位|看过该职位|投递简历|"
    r"similar (?:jobs|positions)|related jobs|other (?:jobs|openings|positions)|share this|apply (?:now|for this)|more jobs|how to apply|back to|mira el resto|report this job).{0,12}",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(r"版权所有|copyright|©|ICP备", re.IGNORECASE)
_NOT_TITLE = re.compile(
    r"^(?:招聘信息|职位详情|加入我们|人才招聘|招贤纳士|职位信息|careers?|jobs?|open positions?|job details?|招聘|诚聘英才|岗位详情|.{0,4}(?:职位|岗位)(?:发布|管理.{0,4})?|当前位置.*|首页|apply.*|home)$",
    re.IGNORECASE,
)
_NO_FIRM = re.compile(r"(?:\S+ ){5}|\b(?:website|profile|apply|follow)\b", re.IGNORECASE)
_WORD = re.compile(r"\w")
_STORY_PATH = re.compile(r"/(?:blogs?|news|articles?|stories)/", re.IGNORECASE)
_HEADINGS = {"h1": 0.45, "h2": 0.3, "h3": 0.2, "h4": 0.1}


@dataclass(slots=True)
class Detail:
    """A post: field -> text as written, with how sure each is."""

    texts: dict[str, str] = field(default_factory=dict)
    sure: dict[str, float] = field(default_factory=dict)
    where: dict[str, int] = field(default_factory=dict)
    description: str | None = None
    duty: bool = False  # it describes duties at length
    listed: bool = False  # what it says stands in the rows of a list

    def put(self, name: str, text: str, sure: float, element: int) -> None:
        """The first text of a field stays."""
        if name == "title":
            text, count = tidy_title(text)
            self.put("headcount", count, sure, element)
        if text and name not in self.texts:
            self.texts[name], self.sure[name], self.where[name] = text, sure, element


def detailed(page: Outline, seen: Bits, others: Listed | None, url: str) -> Detail | None:
    """The post; None when the page is surely none."""
    inside = _rows(page, seen, others)
    one = Detail()
    at = _title(page, seen, one, inside)
    if at is None:
        return None
    start = _duty_at(page, seen, inside, at)
    _labels(seen, one, inside)
    _typed(page, seen, one, inside, (at, start if start is not None else at + 60))
    if start is not None:
        one.description = description(page, seen, start)
        one.duty = len(one.description or "") >= (60 if (one.description or "").isascii() else 36)
    said = sum(name in one.texts for name in ("pay", "education", "experience", "headcount", "place", "posted", "deadline", "company"))
    own = sum(name in one.texts for name in ("pay", "education", "experience", "headcount"))
    if one.sure["title"] < FLOOR or not (one.duty or (own >= 2 and said >= 3)):
        return None
    if others and inside and at >= inside[-1][1] and len(inside) >= 3 and not _begins(page, seen.all[at].text):
        return None  # a post's own title stands before the other posts
    if not _is_about(page, url, seen.all[at], start is not None and len(seen.all[start].text) <= 60, own):
        return None
    if others and inside:
        row = range(*inside[0])
        one.listed = (start is not None and any(start in range(*span) for span in inside)) or (
            len(others.rows) > 1 and row.start <= at < inside[-1][1]
        )
    return one


def _is_about(page: Outline, url: str, title: Bit, headed: bool, own: int) -> bool:
    """Whether duties told at length are those of a post: stories and essays speak of requirements and responsibilities too."""
    named = title.titled >= 0.7 or title.label == "title"
    if page.meta.get("og:type", "").startswith("article") or "article:published_time" in page.meta or _STORY_PATH.search(url):
        return named and (headed or own >= 2) and about_jobs(page, url)
    if named and (headed or own >= 2):
        return True
    heading = " ".join(page.title.split()).lower()
    return (named or tidy_title(title.text)[0].lower() in heading or not heading) and about_jobs(page, url, own < 2)


def _rows(page: Outline, seen: Bits, others: Listed | None) -> list[tuple[int, int]]:
    return [seen.span(page, row.first, row.end) for row in others.rows] if others else []


def _free(at: int, inside: list[tuple[int, int]]) -> bool:
    """Whether a text stands outside the list of other posts."""
    return not inside or at < inside[0][0] or at >= inside[-1][1]


def _title(page: Outline, seen: Bits, one: Detail, inside: list[tuple[int, int]]) -> int | None:
    best, at = 0.0, None
    head = " ".join(page.title.split())
    for number, bit in enumerate(seen.all[:3_000]):
        if not _free(number, inside) or page.elements[bit.element].around:
            continue
        if bit.label == "title" and bit.value:
            text, sure = bit.value, 0.85 if "，" not in bit.value else 0.0
        else:
            text, sure = bit.text, _sure(page, bit, head)
            sure += 0.12 * (0 < sure < FLOOR and bit.titled > 0 and _facts(seen.all[number + 1 : number + 6]) >= 2)
        if sure > best + 0.05 and 2 <= len(text) <= 110 and not _NOT_TITLE.match(text):
            best, at, chosen = sure, number, text
    if at is None or best < FLOOR:
        return None
    one.put("title", chosen, min(best, 0.98), seen.all[at].element)
    return at


def _facts(near: list[Bit]) -> int:
    """How many fields of a post stand right behind its title."""
    return len({bit.kind for bit in near} & {"pay", "place", "education", "experience", "headcount"})


def _sure(page: Outline, bit: Bit, head: str) -> float:
    """Heading, class name, words, and the page's own title are the witnesses."""
    if bit.head or bit.label or bit.noise or bit.kind is not None or len(bit.text) > 110 or NOTICE.search(bit.text):
        return 0.0
    element, steps, sure, named = bit.element, 0, 0.0, False
    while element >= 0 and steps < 3:
        one = page.elements[element]
        sure = max(sure, _HEADINGS.get(one.tag, 0.0))
        named = named or hint(f"{one.names} {one.attributes.get('itemprop', '')}") == "title"
        if one.tag not in INLINE and one.tag not in _HEADINGS:
            break
        element, steps = one.parent, steps + 1
    if not sure and not named:
        return 0.0
    begins = _begins(page, bit.text)
    within = not begins and len(bit.text) >= 3 and bit.text.lower() in head.lower()
    words = bit.titled
    if words == 0 and CAREERS.search(bit.text):
        return 0.0
    return sure + 0.28 * named + 0.3 * begins + 0.15 * within + 0.35 * words


def _begins(page: Outline, text: str) -> bool:
    """Whether the page's title begins with the text."""
    return len(text) >= 2 and " ".join(page.title.split()).lower().startswith(text.lower())


def _labels(seen: Bits, one: Detail, inside: list[tuple[int, int]]) -> None:
    """学历要求：大专, dt and dd, cells of a table."""
    for number, bit in enumerate(seen.all[:5_000]):
        if not _free(number, inside):
            continue
        if bit.label and bit.value and bit.label not in ("other", "duty", "title") and len(bit.value) <= 120 and not field_of(bit.value):
            if not _WORD.search(bit.value) or (bit.label == "company" and NOTICE.search(bit.value)):
                continue  # the mark of a field to fill; a heading over links: Company, About us, Press
            one.put(bit.label, bit.value, 0.95, bit.element)


def _typed(page: Outline, seen: Bits, one: Detail, inside: list[tuple[int, int]], span: tuple[int, int]) -> None:
    """Values without labels between the title and the description, and what class names speak of."""
    if "company" not in one.texts:
        _firm(page, seen, one, inside)
    first, last = max(0, span[0] - 12), min(span[1], span[0] + 60)
    for number in range(first, min(last, len(seen.all))):
        bit = seen.all[number]
        if not _free(number, inside) or page.elements[bit.element].around or bit.label or bit.noise or number == span[0]:
            continue
        said = hint(f"{page.elements[bit.element].names} {page.elements[page.elements[bit.element].parent].names}")
        if bit.kind in ("pay", "education", "experience", "posted", "headcount") and number > span[0]:
            one.put(bit.kind if said != "deadline" or bit.kind != "posted" else "deadline", bit.text, 0.85, bit.element)
        elif bit.kind == "place" and (number > span[0] or said == "place"):
            after = seen.all[number + 1] if number + 1 < len(seen.all) else bit
            inner = after.kind == "place" and page.elements[after.element].parent == page.elements[bit.element].parent and after is not bit
            one.put("place", f"{bit.text} {after.text}" if inner else bit.text, 0.8, bit.element)
        elif said == "place" and bit.kind is None and not bit.head and len(bit.text) <= 60:
            one.put("place", bit.text, 0.7, bit.element)
        elif (bit.kind == "company" and (is_legal(bit.text) or said == "company")) or (
            said == "company"
            and bit.kind is None
            and not bit.titled
            and not bit.head
            and len(bit.text) <= 40
            and not _NO_FIRM.search(bit.text)
            and ":" not in bit.text
            and "：" not in bit.text
        ):
            one.put("company", bit.text, 0.85 if bit.kind else 0.65, bit.element)


def _firm(page: Outline, seen: Bits, one: Detail, inside: list[tuple[int, int]]) -> None:
    """The one firm with its legal form that the page names in a link or a heading outside its list and frame."""
    found: dict[str, int] = {}
    for number, bit in enumerate(seen.all[:3_000]):
        if bit.kind == "company" and _free(number, inside) and not page.elements[bit.element].around and is_legal(bit.text):
            element = bit.element
            telling = (
                page.anchor(element) is not None
                or page.elements[element].tag in _HEADINGS
                or hint(page.elements[element].names) == "company"
            )
            if telling:
                found.setdefault(bit.text, element)
    if len(found) == 1:
        text, element = found.popitem()
        one.put("company", text, 0.8, element)


# ---------------------------------------------------------------- the description


def _duty_at(page: Outline, seen: Bits, inside: list[tuple[int, int]], title: int) -> int | None:
    for number in range(title, len(seen.all)):
        bit = seen.all[number]
        if page.elements[bit.element].around or not _free(number, inside):
            continue
        if is_duty(bit) or (len(bit.text) > 120 and _DUTY.search(bit.text[:4000])):
            return number
    return None


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
