"""Reads a recruitment page nobody described: its list or its post, each field with how sure it is, and nothing below the floor."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from types import MappingProxyType
from urllib.parse import urlsplit

from jobs.model import Ask, Page, Reading, Sighting
from scrapers.families import base
from scrapers.families.generic.bits import Bits, bits
from scrapers.families.generic.detail import completed, detailed
from scrapers.families.generic.duties import description
from scrapers.families.generic.facts import Detail
from scrapers.families.generic.listing import Listed
from scrapers.families.generic.outline import Outline, outline
from scrapers.families.generic.owner import owner
from scrapers.families.generic.sections import posts_of
from scrapers.families.generic.site import following, over
from scrapers.families.generic.words import CAREERS, NOTHING
from scrapers.families.post import Written, as_sighting
from scrapers.source import Source

__all__ = ["Generic"]

_LOOKED_AT = 400_000
#: What pages with posts say and others seldom: labels, pay, class names.
_MARKS = re.compile(
    r"(?:薪资|工资|待遇|月薪|薪酬|学历|学历要求|文化程度|工作经验|经验要求|招聘人数|招聘岗位|岗位名称|职位名称|工作地点|任职要求|岗位职责|职位描述|岗位要求|工作内容|任职资格|工作职责|职位要求|招聘要求|职位信息)(?:</\w{1,8}>)?\s{0,3}(?:[:：]|</(?:th|td|dt|h\d|strong|b|span|li|div|p)>)"
    r"|\d\s?元/月|\d[kK]\s?-\s?\d{1,2}[kK]|>(?:薪资)?面议<|class=[\"'][^\"'<>]{0,60}(?:job|position|vacanc|career|zhiwei|salary)[^\"'<>]{0,40}[\"']|href=[\"'][^\"'<>]{0,80}/(?:jobs?|careers?|vacanc\w{1,4}|positions?|stellen\w{0,12})/[^\"'<>]"
    r"|\"(?:job_?[tT]itle|job_?[nN]ame|position_?[nN]ame|company_?[nN]ame|salary(?:_?[A-Z]?[a-z]{2,5})?)\"\s?:"
    r"|\b(?:Responsibilities|Requirements|Qualifications|Job Description|Employment Type)\b",
)
_ARTICLE = re.compile(r"(?:来源|稿源|责任编辑|责编|编辑)\s{0,3}[:：]|article:published_time|本报讯|新华社")
_AT = re.compile(r"^(?:at|by|bei|chez) (?=[A-Z0-9])")
_NOTICE = re.compile(r"(?:公告|通告|公示|简章|启事|通知)")


@dataclass(frozen=True, kw_only=True)
class Generic(Source):
    """A list or a post in any shape. `employer` is the firm whose own page this is, when it is known."""

    family = "generic"
    nothing_personal = "没有可指名的字段，联系方式不论写在哪里都在读出前删去"

    start: tuple[str, ...] = ()  # addresses of the lists
    employer: str | None = None

    def starts(self) -> Iterable[Ask]:
        """The lists."""
        return tuple(Ask(url, "start") for url in self.start)

    def read(self, page: Page) -> Reading:
        """The list, or the post. Raises ReadError when neither is surely there, empty only when the page says so."""
        base.check(page)
        tail = page.text[-4000:].lower().rstrip()
        if "<html" in page.text[:4000].lower() and "</body" not in tail and not tail.endswith("</script>"):
            base.need_whole(page)  # HTML lets a page leave out its last tags; then its scripts are its end
        seen = outline(page.text)
        cut = bits(seen)
        if len(seen.elements) < 3:
            raise base.not_promised(page, "找不到职位")
        found = posts_of(seen, cut, page.url)
        one = detailed(seen, cut, found, page.url)
        if one is not None or found is None:
            one = completed(seen, one, page.text, page.url)
        if one is not None and self._is_post(page, one, found):
            return self._post(page, seen, one, over(seen))
        if found is not None:
            return self._list(page, seen, cut, found)
        return self._nothing(page, seen, over(seen))

    @staticmethod
    def _is_post(page: Page, one: Detail, found: Listed | None) -> bool:
        """A post's page lists others beside it; a list says little but its rows."""
        why = page.ask.why if page.ask else None
        if found is None or why == "post":
            return True
        if why in ("start", "page", "company"):
            return False
        return one.duty and not one.listed

    def _post(self, page: Page, seen: Outline, one: Detail, said: str | None) -> Reading:
        firm, sure = owner(seen, page.url, one.texts["title"])
        company = one.texts.get("company") or self.employer or firm
        if "company" not in one.texts and company:
            one.sure["company"] = 1.0 if self.employer else sure
        if company and "place" in one.texts and company.lower().startswith(one.texts["place"].lower()) and one.texts["place"].isascii():
            del one.texts["place"], one.sure["place"]  # a pin before the firm's name
        post = _written(page, one.texts, company, page.url)
        sighting = _with_sure(
            as_sighting(page, replace(post, description=one.description, detail=True, closed=said is not None), self.place), one.sure
        )
        if sighting is None:
            raise base.not_promised(page, "职位名称乱码")
        return Reading(kind="closed" if sighting.closed else "post", family=self.family, sightings=(sighting,), said=said)

    def _list(self, page: Page, seen: Outline, cut: Bits, found: Listed) -> Reading:
        firm, sure = owner(seen, page.url) if self.employer is None else (self.employer, 1.0)
        has_firms = sum("company" in row.texts for row in found.rows) * 5 > len(found.rows)
        sightings: dict[str, Sighting] = {}
        for row in found.rows[: base.MOST_POSTS]:
            company = next(iter(row.texts.get("company", ())), None) or (None if has_firms else firm)
            if company and "company" not in row.sure:
                row.sure["company"] = sure
            link = base.web_url(page, seen.elements[row.link].attributes["href"]) if row.link is not None else None
            post = _written(
                page, {name: " | ".join(texts) if name != "place" else texts[0] for name, texts in row.texts.items()}, company, link
            )
            last = cut.span(seen, row.first, row.end)[1]
            said = description(seen, cut, row.duty, last) if row.duty is not None else None
            post = replace(post, places=tuple(row.texts.get("place", ())), description=said)
            if post.key in sightings:
                post = replace(post, key=f"{post.key}#{_short(post)}")
            if post.key not in sightings and (sighting := _with_sure(as_sighting(page, post, self.place), row.sure)):
                sightings[post.key] = sighting
        if not sightings:
            raise base.not_promised(page, "职位名称")
        asks, complete = self._following(page, seen)
        return Reading(kind="list", family=self.family, sightings=tuple(sightings.values()), asks=asks, complete=complete and seen.whole)

    def _following(self, page: Page, seen: Outline) -> tuple[tuple[Ask, ...], bool]:
        """The next page of the list. A list without one is not called complete: an unknown site may hide it in a script."""
        here = int(page.ask.note.get("page", "1")) if page.ask and page.ask.note.get("page", "1").isdecimal() else 1
        url = following(page, seen)
        if url is None or here >= self.most_pages:
            return (), False
        return (Ask(url, "page", note={"page": str(here + 1)}),), False

    def _nothing(self, page: Page, seen: Outline, said: str | None) -> Reading:
        """Over, honestly empty, or an error."""
        base.need_working(page)
        if said and len(seen.pieces) < 400:
            return Reading(kind="closed", family=self.family, said=said)
        for piece in seen.pieces:
            if (
                len(piece.text) <= 80
                and not seen.elements[piece.element].around
                and (found := NOTHING.search(piece.text))
                and CAREERS.search(page.text[:_LOOKED_AT])
            ):
                return Reading(kind="empty", family=self.family, said=found.group()[:60])
        raise base.not_promised(page, "找不到有把握的职位")

    @classmethod
    def claims(cls, page: Page) -> float:
        """Never more than a half: what no platform and no standard knows. An article, also a notice in article form, is left to others."""
        text = page.text[:_LOOKED_AT]
        head = text[:200].lstrip("\ufeff \r\n\t").lower()
        if head[:1] in ("{", "[") or "<" not in head or (head.startswith("<?xml") and "<html" not in text[:2000].lower()):
            return 0.0
        start = text.find("<title")
        title = text[start : start + 200] if start >= 0 else ""
        marks = sum(1 for _, _ in zip(range(8), _MARKS.finditer(text), strict=False))
        about = CAREERS.search(title) is not None or CAREERS.search(page.url) is not None
        if _ARTICLE.search(text) and (marks < 8 or _NOTICE.search(title)):
            return 0.05 if marks or about else 0.0
        return 0.45 if marks >= 3 else 0.35 if marks and about else 0.15 if marks or about else 0.0

    @classmethod
    def for_page(cls, page: Page) -> Source:
        """A site known by one page."""
        return cls(id="saved", name=urlsplit(page.url).hostname or "", home=page.url, kind="board", start=(page.url,))


def _written(page: Page, texts: dict[str, str], company: str | None, url: str | None) -> Written:
    """The texts as a post. One without an address of its own is known by what it says."""
    post = Written(
        key="",
        url=url or page.url,
        title=texts.get("title"),
        company=_AT.sub("", company) if company else None,
        places=(texts["place"],) if texts.get("place") else (),
        pay=texts.get("pay"),
        education=texts.get("education"),
        experience=texts.get("experience"),
        headcount=texts.get("headcount"),
        posted=texts.get("posted"),
        deadline=texts.get("deadline"),
    )
    return replace(post, key=_key(url) if url else _short(post))


def _key(url: str) -> str:
    parts = urlsplit(url)
    return base.query(url, "id") or parts.path + (f"?{parts.query}" if parts.query else "") + (
        f"#{parts.fragment}" if parts.fragment else ""
    )


def _short(post: Written) -> str:
    said = "\n".join((post.title or "", post.company or "", *post.places))
    return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:16]


def _with_sure(sighting: Sighting | None, sure: dict[str, float]) -> Sighting | None:
    """Beside what the page says, how sure the reader is of each field: raw["sure:pay"] = "0.95"."""
    if sighting is None or not sighting.title:
        return None
    told = {f"sure:{name}": f"{value:.2f}" for name, value in sure.items()}
    return replace(sighting, raw=MappingProxyType({**sighting.raw, **told}))
