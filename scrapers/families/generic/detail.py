"""A post's own page: its title, what its labels say, its description."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from scrapers.families.generic import asked
from scrapers.families.generic.bits import Bit, Bits
from scrapers.families.generic.duties import description, duty_at, is_free, prose_at
from scrapers.families.generic.kinds import is_legal, tidy_title
from scrapers.families.generic.listing import Listed, about_jobs
from scrapers.families.generic.naming import HEADINGS, begins, in_address, is_named, titled
from scrapers.families.generic.outline import Outline
from scrapers.families.generic.words import NOTICE, field_of, hint

_NO_FIRM = re.compile(r"(?:\S+ ){5}|\b(?:website|profile|apply|follow)\b", re.IGNORECASE)
_TO_FILL = re.compile(r"(?:请?(?:输入|选择|切换|填写)|全部|更多|select|choose|all )", re.IGNORECASE)
_HOURS = re.compile(r"小时\s?/|hours? (?:a|per)\b", re.IGNORECASE)
_WORD = re.compile(r"\w")
_STORY_PATH = re.compile(r"/(?:blogs?|news|articles?|stories)/", re.IGNORECASE)


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
    inside = [seen.span(page, row.first, row.end) for row in others.rows] if others else []
    title = titled(page, seen, inside, url)
    if title is None:
        return None
    one, at = Detail(), title.at
    one.put("title", title.text, title.sure, seen.all[at].element)
    duty = duty_at(page, seen, inside, at)
    start = duty if duty is not None else prose_at(page, seen, inside, at, seeks=in_address(page, title.bit, url))
    _labels(page, seen, one, inside)
    _typed(page, seen, one, inside, (at, start if start is not None else at + 60))
    if start is not None and (duty is not None or is_named(page, title.bit, url)):
        one.description = description(page, seen, start)
        one.duty = len(one.description or "") >= (60 if (one.description or "").isascii() else 36)
    said = sum(name in one.texts for name in ("pay", "education", "experience", "headcount", "place", "posted", "deadline", "company"))
    own = sum(name in one.texts for name in ("pay", "education", "experience", "headcount"))
    if not (one.duty or (own >= 2 and said >= 3)):
        return None
    if others and inside and at >= inside[-1][1] and len(inside) >= 3 and not begins(page, title.bit.text):
        return None  # a post's own title stands before the other posts
    headed = duty is not None and len(seen.all[duty].text) <= 60
    if not _is_about(page, url, title.bit, headed, own) and not (headed and own >= 1 and said >= 2 and begins(page, title.bit.text)):
        return None
    for name, asks in (("education", asked.education), ("experience", asked.experience)):
        one.put(name, asks(one.description or "") or "", 0.7, seen.all[at].element)
    if others and inside:
        one.listed = (start is not None and any(start in range(*span) for span in inside)) or (
            len(others.rows) > 1 and inside[0][0] <= at < inside[-1][1]
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
    """Values without labels between the title and the description, and what class names speak of."""
    if "company" not in one.texts:
        _firm(page, seen, one, inside)
    first, last = max(0, span[0] - 12), min(span[1], span[0] + 60)
    for number in range(first, min(last, len(seen.all))):
        bit = seen.all[number]
        if not is_free(number, inside) or page.elements[bit.element].around or bit.label or bit.noise or number == span[0]:
            continue
        said = hint(f"{page.elements[bit.element].names} {page.elements[page.elements[bit.element].parent].names}")
        if bit.kind == "pay" and _HOURS.search(bit.text):
            continue
        if bit.kind in ("pay", "education", "experience", "posted", "headcount") and number > span[0]:
            one.put(bit.kind if said != "deadline" or bit.kind != "posted" else "deadline", bit.text, 0.85, bit.element)
        elif bit.kind == "place" and (number > span[0] or said == "place"):
            after = seen.all[number + 1] if number + 1 < len(seen.all) else bit
            inner = after.kind == "place" and page.elements[after.element].parent == page.elements[bit.element].parent and after is not bit
            one.put("place", f"{bit.text} {after.text}" if inner else bit.text, 0.8, bit.element)
        elif (
            said == "place"
            and number > span[0]
            and bit.kind is None
            and not bit.head
            and len(bit.text) <= 60
            and not _TO_FILL.match(bit.text)
        ):
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
