"""Job feeds: RSS and Atom whose entries are posts (SuccessFactors' googlefeed.xml, Teamtailor's jobs.rss, boards' own). News stays news.

A feed is claimed when its entries carry fields that only posts have, or when its title speaks of jobs and its links lead to posts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import urlsplit

from jobs.model import Ask, Page, Reading, Sighting
from scrapers.families import base
from scrapers.families.feed import is_feed
from scrapers.families.post import Written, as_sighting
from scrapers.families.posturl import is_post
from scrapers.families.xmlrows import Row, Rows, root_of, rows
from scrapers.source import Source

_ENTRIES = frozenset(("item", "entry"))
#: Elements that only posts have, whatever their prefix. One alone may be a shop's or a directory's; two are a post's.
_FIELDS = re.compile(
    r"<(?:\w{1,20}:)?(company(?:_?name)?|employer|hiringorganization|organi[sz]ation|salary|basesalary|compensation|job_?type|employment_?type"
    r"|job_?function|job_?industry|job_?location|location|locations|city|education|experience|reference_?number|requisition_?id|vacanc(?:y|ies)"
    r"|expiration_?date|valid_?through|closing_?date|department|remotestatus|job_?category|openings)[\s>]",
    re.IGNORECASE,
)
_PLACES_ONLY = frozenset(("location", "locations", "city", "organization", "organisation", "department"))
_SURE = re.compile(
    r'xmlns:\w{1,20}\s{0,3}=\s{0,3}["\'][^"\'>]{0,200}(?:teamtailor\.com|/jobs?[/"\']|jobfeed|job_feed)|JobPosting', re.IGNORECASE
)
_ABOUT_JOBS = re.compile(r"\b(?:jobs?|careers?|vacanc(?:y|ies)|openings|positions|hiring)\b|招聘|职位|岗位|求职", re.IGNORECASE)
_AT = re.compile(r"^(?:(?:open |current |all )?(?:jobs|careers|vacancies|openings|positions)) (?:at|with) (.{2,80})$", re.IGNORECASE)
_LINK_TEXT = re.compile(r"<link>\s{0,20}(?:<!\[CDATA\[)?\s{0,20}([^<\s\]]{8,500})")
_LINK_TAG = re.compile(r"<link\s[^<>]{0,700}>")
_HREF = re.compile(r"href=[\"']([^\"'\s]{8,500})")
_NAMES: Mapping[str, tuple[str, ...]] = {
    "company": ("company", "company_name", "companyname", "employer", "hiringorganization", "hiringorganization/name", "organization"),
    "where": ("location", "joblocation", "job_location", "locations/location/name", "region", "area", "place"),
    "pay": ("salary", "basesalary", "compensation", "pay", "wage", "salaryrange", "salary_range"),
    "education": ("education", "degree", "educationrequirements"),
    "experience": ("experience", "experiencerequirements"),
    "headcount": ("openings", "headcount", "numberofopenings", "totaljobopenings", "vacancies", "positions"),
    "posted": ("pubdate", "published", "publish_date", "dateposted", "date", "postingdate", "posting_date", "posteddate"),
    "deadline": ("expiration_date", "expirationdate", "validthrough", "expires", "closingdate", "closing_date", "deadline", "enddate"),
    "employment": ("jobtype", "job_type", "employmenttype", "employment_type", "type"),
    "occupation": ("job_function", "jobfunction", "category", "job_category", "jobcategory", "category@term", "department"),
    "key": ("referencenumber", "id", "guid", "requisitionid", "requisition_id"),
    "description": ("encoded", "content", "description", "summary", "jobdescription"),
}
_LABELS: Mapping[str, tuple[str, ...]] = {
    "company": ("公司", "公司名称", "企业名称", "企业", "招聘单位", "用人单位", "单位名称", "Company", "Employer"),
    "where": ("工作地点", "工作地区", "地点", "工作城市", "Location"),
    "pay": ("薪资", "薪资待遇", "月薪", "工资", "工资待遇", "薪酬", "Salary"),
    "education": ("学历", "学历要求", "最低学历", "Education"),
    "experience": ("经验", "工作经验", "经验要求", "工作年限", "Experience"),
    "headcount": ("招聘人数", "人数", "Openings"),
    "deadline": ("截止日期", "截止时间", "报名截止", "有效期至", "Deadline"),
}


@dataclass(frozen=True, kw_only=True)
class JobFeed(Source):
    """A site known by a feed of its posts."""

    family: ClassVar[str] = "jobfeed"

    start: tuple[str, ...] = ()
    employer: str | None = None  # on an employer's own site, whose feed leaves the firm out
    personal: tuple[str, ...] = ("author、creator（发布人）", "email（投递邮箱）")

    def starts(self) -> Iterable[Ask]:
        """The feeds named in the source's file."""
        return tuple(Ask(url, "start") for url in self.start)

    def read(self, page: Page) -> Reading:
        """Every entry as a post. A feed shows the newest only, so it never is the whole list. Raises ReadError."""
        if not is_feed(page.text):
            raise base.not_promised(page, "RSS 或 Atom")
        found = rows(page, _ENTRIES)
        employer = self.employer or _employer(found.head)
        return posts(self, page, found, employer)

    @classmethod
    def claims(cls, page: Page) -> float:
        """By fields of posts, or by what the feed says of itself and where its entries lead."""
        text = page.text[:40_000]
        if not is_feed(text) or "xmlns:job_listing=" in text[:3_000]:
            return 0.0
        at = next(iter(re.finditer(r"<(?:item|entry)[\s>]", text)), None)
        if at is None:
            return 0.0
        body = text[at.start() :]
        count = max(1, len(re.findall(r"<(?:item|entry)[\s>]", body)))
        said = [name.lower() for name in _FIELDS.findall(body)]
        if _SURE.search(text[: at.start()]) or (len(set(said) - _PLACES_ONLY) and len(set(said)) >= 2 and len(said) >= count):
            return 0.9
        led = [is_post(link) for link in _links(body)]
        return 0.8 if led and sum(led) >= 0.8 * len(led) and _ABOUT_JOBS.search(text[: at.start()] + page.url) else 0.0

    @classmethod
    def for_page(cls, page: Page) -> Source:
        """Whatever site it is."""
        return cls(id="saved", name=urlsplit(page.url).hostname or "", home=page.url, kind="feed")


def _links(body: str) -> list[str]:
    """Where entries lead: RSS's <link>text, Atom's <link href> unless it says that it leads to something else."""
    written = (found.group(1) for found in _LINK_TEXT.finditer(body))
    tags = (found.group() for found in _LINK_TAG.finditer(body))
    hrefs = (_HREF.search(tag) for tag in tags if "rel=" not in tag or "alternate" in tag)
    return [*written, *(found.group(1) for found in hrefs if found)]


def posts(source: Source, page: Page, found: Rows, employer: str | None = None) -> Reading:
    """Rows as posts, each once; says when only the first of them were read. Raises ReadError when no row is a post."""
    kept: dict[str, Sighting] = {}
    for row in found.found:
        written = _written(page, row, employer)
        seen = as_sighting(page, written, source.place) if written else None
        if seen is not None:
            kept.setdefault(seen.key, seen)
    if found.found and not kept:
        raise base.not_promised(page, "职位（标题、链接）")
    if not kept:
        base.need_working(page)
        if not page.text.rstrip()[-200:].endswith((f"</{root_of(page.text)}>", f"</rdf:{root_of(page.text)}>")):
            raise base.not_promised(page, "没有传完")
        return Reading(kind="empty", family=source.family, said="订阅源里没有职位")
    said = f"太长，只读了前 {base.MOST_POSTS} 个职位" if found.capped else None
    return Reading(kind="feed", family=source.family, sightings=tuple(kept.values()), said=said)


def _written(page: Page, row: Row, employer: str | None) -> Written | None:
    """A row as a post; None without a title or an address."""
    title, url = base.squeeze(base.plain(_first(row, "title", "jobtitle", "name"))), base.web_url(page, _link(row))
    if not title or not url:
        return None
    description = base.plain(next((value for name in _NAMES["description"] for value in row.get(name, ()) if value), None))
    stated = {name: _first(row, *paths) for name, paths in _NAMES.items()}
    for name, value in _labelled(description).items():
        stated[name] = stated[name] or value
    places = _places(row) or tuple(filter(None, (stated["where"],)))
    title, source, place = _indeed(title, _first(row, "source"))
    return Written(
        key=stated["key"] or url,
        url=url,
        title=_bare(title, places),
        company=stated["company"] or source or employer,
        places=places or tuple(filter(None, (place,))),
        pay=stated["pay"],
        education=stated["education"],
        experience=stated["experience"],
        headcount=stated["headcount"],
        occupation=stated["occupation"],
        posted=stated["posted"],
        deadline=stated["deadline"],
        description=description,
        more={"employment": stated["employment"]},
    )


def _first(row: Row, *paths: str) -> str | None:
    """The first text there is, on one line and without markup."""
    found = next((value for path in paths for value in row.get(path, ()) if value), None)
    return base.squeeze(base.plain(found[:2_000]) if found and ("<" in found or "&" in found) else found)


def _link(row: Row) -> str | None:
    """Where the post is: RSS's link, Atom's link that is no other kind, a url, or a guid that is an address."""
    hrefs, kinds = row.get("link@href", []), row.get("link@rel", [])
    if hrefs:
        return next((href for href, kind in zip(hrefs, kinds, strict=False) if kind == "alternate"), hrefs[0])
    found = _first(row, "link", "url", "joburl", "applyurl", "apply_url")
    guid = _first(row, "guid", "id")
    return found or (guid if guid and guid.startswith("http") else None)


def _places(row: Row) -> tuple[str, ...]:
    """City, region and country in one place where the feed parts them; several where it lists several."""
    for above in ("", "locations/location/", "location/", "joblocation/address/", "job_location/"):
        cities, states, countries = (row.get(f"{above}{name}", []) for name in ("city", "state", "country"))
        streets = row.get(f"{above}streetaddress", []) if len(cities) <= 1 else []
        if not any(cities) and not any(states):
            continue
        found = []
        for at in range(max(len(cities), len(states))):
            parts = [values[at] if at < len(values) else "" for values in (countries, states, cities, streets)]
            found.append(_joined([base.squeeze(part) or "" for part in parts]))
        return tuple(filter(None, found))
    named = [value for value in row.get("locations/location/name", []) + row.get("location", []) if value]
    return tuple(dict.fromkeys(filter(None, map(base.squeeze, named))))


def _joined(parts: list[str]) -> str:
    """Chinese from wide to narrow in one word, others from narrow to wide with commas."""
    if any("\u4e00" <= letter <= "\u9fff" for part in parts[1:] for letter in part):
        joined = ""
        for part in parts[1:]:
            joined = part if part.startswith(joined) else joined + part if part not in joined else joined
        return joined
    return ", ".join(dict.fromkeys(filter(None, reversed(parts))))


def _labelled(description: str | None) -> dict[str, str]:
    """What the text says under labels (公司：…), in its first lines."""
    said: dict[str, str] = {}
    for line in (description or "").split("\n")[:25]:
        if (pair := base.label_of(line[:200])) and pair[1]:
            said.setdefault(*pair)
    return {name: value for name, labels in _LABELS.items() if (value := base.first(said, *labels))}


def _indeed(title: str, source: str | None) -> tuple[str, str | None, str | None]:
    """Title - Firm - Place, as some boards write it: known by the feed's own naming of the firm beside it."""
    parts = title.split(" - ")
    if source and len(parts) >= 2 and source in parts[1:]:
        at = parts.index(source, 1)
        return " - ".join(parts[:at]), source, " - ".join(parts[at + 1 :]) or None
    return title, None, None


def _bare(title: str, places: tuple[str, ...]) -> str:
    """The title without the place that SuccessFactors hangs on it: Fitter (Datong, SX, CN)."""
    ends = (f" ({place})" for place in places)
    return next((title.removesuffix(end) for end in ends if title.endswith(end)), title)


def _employer(head: Row) -> str | None:
    """The firm where the feed's own title says whose jobs they are: Jobs at Example Ltd."""
    found = _AT.match(_first(head, "channel/title", "title") or "")
    return found.group(1).strip() if found else None
