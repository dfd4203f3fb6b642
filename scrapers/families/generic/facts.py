"""What a post's page says beside title and description: behind labels, in notation, beside pictures, in links to the firm."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from urllib.parse import urlsplit

from scrapers.families.generic.bits import Bit, Bits
from scrapers.families.generic.duties import is_free
from scrapers.families.generic.kinds import is_legal, is_place, place_behind, tidy_title
from scrapers.families.generic.naming import HEADINGS
from scrapers.families.generic.outline import PIN, Outline
from scrapers.families.generic.owner import is_board
from scrapers.families.generic.words import CAREERS, DEPARTMENT, NOTICE, field_of, hint

_NO_FIRM = re.compile(r"(?:\S+ ){5}|\b(?:website|profile|apply|follow)\b", re.IGNORECASE)
_TO_FILL = re.compile(r"(?:请?(?:输入|选择|切换|填写)|全部|更多|select|choose|all )", re.IGNORECASE)
_HOURS = re.compile(r"小时\s?/|hours? (?:a|per)\b", re.IGNORECASE)
_WORD = re.compile(r"\w")
#: A place that is none.
_SEVERAL = re.compile(r"多(?:个)?(?:城市|地)|(?:multiple|various|several) (?:locations|cities|places)", re.IGNORECASE)
#: Addresses of a firm's page on a board.
_FIRM_PATH = re.compile(r"/(?:compan(?:y|ies)|employers?|firms?|organi[sz]ations?|gongsi|qiye)[/_-]([\w.%-]{1,80})/?$", re.IGNORECASE)
_SQUEEZED = re.compile(r"[\W_]+")
_BLANK = re.compile(r"[\s·,，\-–—]+")


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
        if text and name not in self.texts and not (name == "place" and _SEVERAL.fullmatch(text)):
            self.texts[name], self.sure[name], self.where[name] = text, sure, element


def read(page: Outline, seen: Bits, one: Detail, inside: list[tuple[int, int]], span: tuple[int, int]) -> None:
    """All that the page says of the post. `span`: the bits from its title to its description."""
    told = _placed(page, seen, inside, span)
    if told is not None:
        one.put("place", told.text, 0.85, told.element)
    _labels(page, seen, one, inside)
    if "company" not in one.texts:
        _firm(page, seen, one, inside)
        _beside(page, seen, one, inside, span[0])
    _typed(page, seen, one, inside, span)
    _headed(page, seen, one, inside)
    one.put("place", place_behind(one.texts["title"]) or "", 0.65, one.where["title"])


def _placed(page: Outline, seen: Bits, inside: list[tuple[int, int]], span: tuple[int, int]) -> Bit | None:
    """The one place with a pin before it, between title and description: a board's sidebar may name another, such as a firm's seat."""
    near = [seen.all[number] for number in range(span[0] + 1, min(span[1], span[0] + 12, len(seen.all))) if is_free(number, inside)]
    pinned = [bit for bit in near if bit.kind == "place" and not bit.label and _is_pinned(page, bit.element)]
    return pinned[0] if len(pinned) == 1 else None


def _labels(page: Outline, seen: Bits, one: Detail, inside: list[tuple[int, int]]) -> None:
    """学历要求：大专, dt and dd, cells of a table."""
    for number, bit in enumerate(seen.all[:5_000]):
        if not is_free(number, inside) or page.elements[bit.element].around:
            continue
        if bit.label and bit.value and bit.label not in ("other", "duty", "title") and len(bit.value) <= 120 and not field_of(bit.value):
            if not _WORD.search(bit.value) or (bit.label == "company" and NOTICE.search(bit.value)):
                continue  # the mark of a field to fill; a heading over links: Company, About us, Press
            one.put(bit.label, bit.value, 0.95, bit.element)


def _typed(page: Outline, seen: Bits, one: Detail, inside: list[tuple[int, int]], span: tuple[int, int]) -> None:
    """Values without labels between the title and the description, and what class names and pictures speak of."""
    first, last = max(0, span[0] - 12), min(span[1], span[0] + 60, len(seen.all))
    for number in range(first, last):
        bit = seen.all[number]
        if not is_free(number, inside) or page.elements[bit.element].around or bit.label or bit.noise or number == span[0]:
            continue
        said = hint(f"{page.elements[bit.element].names} {page.elements[page.elements[bit.element].parent].names}")
        if bit.kind == "pay" and _HOURS.search(bit.text):
            continue
        if bit.kind in ("pay", "education", "experience", "posted", "headcount") and number > span[0]:
            one.put(bit.kind if said != "deadline" or bit.kind != "posted" else "deadline", bit.text, 0.85, bit.element)
        elif place := _place(page, seen, number, said, span[0]):
            one.put("place", place, 0.8 if bit.kind == "place" else 0.7, bit.element)
        elif _names_firm(bit, said):
            one.put("company", bit.text, 0.85 if bit.kind else 0.65, bit.element)


def _place(page: Outline, seen: Bits, number: int, said: str | None, title: int) -> str | None:
    """The place that a text beside the title names: one known, or one that a class name or a picture speaks of."""
    bit = seen.all[number]
    if bit.kind == "place" and (number > title or said == "place" or (number == title - 1 and page.elements[bit.element].tag in HEADINGS)):
        after = seen.all[number + 1] if number + 1 < len(seen.all) else bit
        inner = after.kind == "place" and page.elements[after.element].parent == page.elements[bit.element].parent and after is not bit
        return f"{bit.text} {after.text}" if inner else bit.text
    spoken = (
        said == "place" or _is_pinned(page, bit.element) or field_of(page.elements[bit.element].attributes.get("aria-label", "")) == "place"
    )
    if spoken and number > title and bit.kind is None and not bit.head and len(bit.text) <= 60 and not _TO_FILL.match(bit.text):
        return bit.text
    return None


def _is_pinned(page: Outline, element: int) -> bool:
    """Whether a picture of a pin stands before a text, as a font's sign or an image: <i class="icon-room"></i> Berlin."""
    for number, above in ((element + 1, element), (element - 1, page.elements[element].parent)):
        if 0 <= number < len(page.elements) and (one := page.elements[number]).parent == above and one.first == one.last:
            drawn = one.attributes.get("src", "").rpartition("/")[2].partition(".")[0]
            return PIN.search(f"{one.names} {one.attributes.get('alt', '')} {drawn}") is not None
    return False


def _names_firm(bit: Bit, said: str | None) -> bool:
    """Whether a text beside the title is the firm's name: it has its legal form, or a class name says so."""
    if bit.kind == "company":
        return is_legal(bit.text) or said == "company"
    return said == "company" and bit.kind is None and not bit.titled and _may_be_firm(bit)


def _may_be_firm(bit: Bit) -> bool:
    return not bit.head and len(bit.text) <= 40 and not _NO_FIRM.search(bit.text) and ":" not in bit.text and "：" not in bit.text


def _firm(page: Outline, seen: Bits, one: Detail, inside: list[tuple[int, int]]) -> None:
    """The one firm with its legal form that the page names in a link or a heading outside its list and frame."""
    found: dict[str, int] = {}
    for number, bit in enumerate(seen.all[:3_000]):
        if bit.kind == "company" and is_free(number, inside) and not page.elements[bit.element].around and is_legal(bit.text):
            element = bit.element
            telling = (
                page.anchor(element) is not None
                or page.elements[element].tag in HEADINGS
                or hint(page.elements[element].names) == "company"
            )
            if telling:
                found.setdefault(bit.text, element)
    if len(found) == 1:
        text, element = found.popitem()
        one.put("company", text, 0.8, element)


def _beside(page: Outline, seen: Bits, one: Detail, inside: list[tuple[int, int]], title: int) -> None:
    """The firm whose own page a link beside the title leads to; on a board also the heading right behind the title."""
    for number in range(max(0, title - 12), min(title + 12, len(seen.all))):
        bit = seen.all[number]
        anchor = page.anchor(bit.element)
        if number == title or anchor is None or not is_free(number, inside) or page.elements[bit.element].around or bit.noise:
            continue
        if _leads_to_firm(page.elements[anchor].attributes["href"], bit.text) and bit.kind in (None, "company") and _may_be_name(bit):
            one.put("company", bit.text, 0.85, bit.element)
    behind = next((bit for bit in seen.all[title + 1 : title + 4] if not bit.noise), None)
    near = {bit.label or bit.kind for bit in seen.all[title + 1 : title + 9]} & {"pay", "place", "experience", "education", "posted"}
    if behind is None or len(near) < 2 or page.elements[behind.element].tag not in HEADINGS or not is_board(page):
        return
    if behind.kind in (None, "company") and behind.titled < 0.7 and _may_be_name(behind) and behind.text[:1].isupper():
        one.put("company", behind.text, 0.7, behind.element)


def _leads_to_firm(href: str, name: str) -> bool:
    """Whether an address is that of the firm's page: /companies/samplix of Samplix, /company/123.html of any."""
    found = _FIRM_PATH.search(urlsplit(href.strip()[:500]).path)
    if found is None:
        return False
    slug = _SQUEEZED.sub("", found.group(1).lower())
    plain = _SQUEEZED.sub("", name.lower())
    return slug.removesuffix("html").isdecimal() or (len(plain) >= 3 and (slug.startswith(plain) or plain.startswith(slug)))


def _may_be_name(bit: Bit) -> bool:
    words = (NOTICE, CAREERS, _NO_FIRM)
    return (
        _may_be_firm(bit)
        and len(bit.text) >= 2
        and not any(word.search(bit.text) for word in words)
        and not DEPARTMENT.fullmatch(bit.text)
        and not field_of(bit.text)
    )


def _headed(page: Outline, seen: Bits, one: Detail, inside: list[tuple[int, int]]) -> None:
    """Values below a heading of their own: 工作地址, then 大同市平城区示例街 1 号; Salary, then £32,000 a year."""
    for number, (bit, after) in enumerate(pairwise(seen.all[:3_000])):
        if not bit.head or bit.label or page.elements[bit.element].around or not is_free(number, inside):
            continue
        name = field_of(bit.text)
        starts = not after.head and len(after.text) <= 60 and is_place(_BLANK.split(after.text)[0])
        if name in ("place", "pay") and (after.kind == name or (name == "place" and starts)):
            one.put(name, after.text, 0.75, after.element)
