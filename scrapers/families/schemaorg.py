"""schema.org JobPosting on any site: an employer's own pages, or a board's posts."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from jobs.model import Ask, Experience, Page, Pay, Reading, Sighting
from jobs.values import experience, pay, pay_of
from scrapers.families import base
from scrapers.families.post import Written, as_sighting
from scrapers.families.structured import Node, postings
from scrapers.source import Source

_HAN = re.compile(r"[\u4e00-\u9fff]")
_YUAN = ("CNY", "RMB", "CNH", "YUAN", "人民币", "元", "¥")
#: A moment with an offset of its own: its day is the one the employer wrote, not the one in China.
_LOCAL = re.compile(r"(\d{4}-\d{2}-\d{2})T[\d:.]{4,16}[+-](?!00:?00$)\d{2}:?\d{2}$")
_UNITS = ("unitText", "unitCode")
#: UN/CEFACT's codes of periods, and words of the same meaning.
_CODES = {
    "MON": "MONTH",
    "ANN": "YEAR",
    "HUR": "HOUR",
    "WEE": "WEEK",
    "ANNUAL": "YEAR",
    "YEARLY": "YEAR",
    "MONTHLY": "MONTH",
    "HOURLY": "HOUR",
}
_PERIODS = {"MONTH": "月", "YEAR": "年", "DAY": "天", "WEEK": "周", "HOUR": "小时"}


@dataclass(frozen=True, kw_only=True)
class SchemaOrg(Source):
    """Pages that carry JobPosting data."""

    family = "schemaorg"

    personal: tuple[str, ...] = ("applicationContact（联系人）", "contactPoint（联系方式）")
    start: tuple[str, ...] = ()
    employer: str | None = None  # on an employer's own site, where the data leaves the firm out

    def starts(self) -> Iterable[Ask]:
        """The pages named in the source's file."""
        return tuple(Ask(url, "start") for url in self.start)

    def read(self, page: Page) -> Reading:
        """Every JobPosting of the page."""
        found: dict[str, Sighting] = {}
        for item in postings(page):
            if seen := sighting(page, item, self.place, self.employer):
                found[seen.key if seen.key not in found else f"{seen.key}#{seen.title}"] = seen
        if not found:
            raise base.not_promised(page, "schema.org JobPosting")
        posts = tuple(replace(seen, key=key) for key, seen in found.items())
        kind = "list" if len(posts) > 1 else "closed" if posts[0].closed else "post"
        return Reading(kind=kind, family=self.family, sightings=posts)

    @classmethod
    def claims(cls, page: Page) -> float:
        """By the word JobPosting where data, not prose, says it."""
        text = page.text
        return 0.9 if "JobPosting" in text and ("ld+json" in text or "itemtype" in text or "typeof" in text) else 0.0

    @classmethod
    def for_page(cls, page: Page) -> Source:
        """Whatever site it is."""
        return cls(id="saved", name=urlsplit(page.url).hostname or "", home=page.url, kind="employer")


def sighting(page: Page, item: Node, place: str | None = None, employer: str | None = None) -> Sighting | None:
    """A post from a JobPosting object; None when it has no title."""
    title = _text(item.get("title")) or _text(item.get("name"))
    if title is None:
        return None
    url = base.web_url(page, _text(item.get("url"))) or base.web_url(page, _address_of(item.get("mainEntityOfPage"))) or page.url
    company = _firm(item.get("hiringOrganization")) or employer
    remote = "TELECOMMUTE" in (_listed(item.get("jobLocationType")) or "").upper()
    wanted = item.get("experienceRequirements")
    seen = as_sighting(
        page,
        Written(
            key=_text(_of(item.get("identifier"), "value")) or url,
            url=url,
            title=title,
            company=company,
            places=_places(item) or (("远程",) if remote else ()),
            paid=_paid(item, bool(_HAN.search(f"{title}{company}"))),
            education=_education(item),
            experience=_text(wanted),
            headcount=_text(item.get("totalJobOpenings")),
            occupation=_text(item.get("occupationalCategory")) or _text(item.get("industry")),
            benefits=tuple(filter(None, map(_text, _all(item.get("jobBenefits"))))),
            posted=_local_day(item.get("datePosted")),
            deadline=_local_day(item.get("validThrough")),
            description=_description(item),
            detail=True,
            more={"employment": _listed(item.get("employmentType")), "workplace": "远程" if remote else None},
        ),
        place,
    )
    return replace(seen, experience=_months(wanted) or seen.experience) if seen else None


# ---------------------------------------------------------------- values of any shape


def _all(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _of(value: Any, name: str) -> Any:
    """A field of an object or of the first of several; whatever is no object stays itself."""
    one = _all(value)[0] if _all(value) else None
    return one.get(name) if isinstance(one, dict) else one


def _text(value: Any) -> str | None:
    """One line from a text, a number, or an object that has a name."""
    one = _all(value)[0] if _all(value) else None
    if isinstance(one, dict):
        one = one.get("@value") or one.get("name") or one.get("credentialCategory")
        one = one[0] if isinstance(one, list) and one else one
        one = one.get("@value") if isinstance(one, dict) else one
    if isinstance(one, float) and not math.isfinite(one):
        return None  # NaN and 1e999 are no JSON, but Python reads them
    if isinstance(one, str) and ("<" in one or "&" in one):
        one = base.plain(one)
    return base.squeeze(one)


def _listed(value: Any) -> str | None:
    """Every text of one value or several, on one line."""
    return "、".join(dict.fromkeys(filter(None, (_text(one) for one in _all(value)[:20])))) or None


def _firm(value: Any) -> str | None:
    """The employer's name; an address in its place names nobody."""
    one = _all(value)[0] if _all(value) else None
    name = _text(one) or (_text(one.get("legalName")) if isinstance(one, dict) else None)
    return None if name is None or re.match(r"https?://|#|_:", name) else name


def _address_of(value: Any) -> str | None:
    """An address given as such or as an object's @id."""
    found = _of(value, "@id")
    return found if isinstance(found, str) and found.startswith("http") else None


def _local_day(value: Any) -> str | None:
    written = _text(value)
    found = _LOCAL.match(written or "")
    return found.group(1) if found else written


def _places(item: Node) -> tuple[str, ...]:
    """Where, one text a place. Names are used where several places were given one address."""
    locations = _all(item.get("jobLocation"))
    addresses = [_address(location) for location in locations]
    names = [_text(location) for location in locations]
    if len(set(filter(None, names))) > len(set(filter(None, addresses))):
        addresses = names
    return tuple(filter(None, addresses or map(_text, _all(item.get("applicantLocationRequirements")))))


def _address(location: Any) -> str | None:
    """An address, bare or in parts, as people write it: 山西省大同市平城区…; Kirkland, WA."""
    address = _of(location, "address") if isinstance(location, dict) else location
    if not isinstance(address, dict):
        return _text(address) or _text(location)
    wide = [_text(address.get(name)) for name in ("addressRegion", "addressLocality", "streetAddress")]
    if not any(part and _HAN.search(part) for part in wide):
        small = (_text(address.get(name)) for name in ("streetAddress", "addressLocality", "addressRegion", "addressCountry"))
        return ", ".join(filter(None, small)) or _text(location)
    joined = ""
    for part in filter(None, wide):  # 山西省, 大同市, 山西省大同市平城区: each place once
        joined = part if part.startswith(joined) else joined + part.removeprefix(joined) if part not in joined else joined
    return joined


def _paid(item: Node, chinese: bool) -> Pay | None:
    """Pay from an amount, a range or a text; amounts in other money keep their text and have no value."""
    stated = item.get("baseSalary") or item.get("estimatedSalary")
    value = _of(stated, "value")
    currency = _text(_of(stated, "currency") if isinstance(_of(stated, "currency"), str) and isinstance(stated, dict) else None)
    currency = (currency or _text(item.get("salaryCurrency")) or ("CNY" if chinese else "")).upper()
    low, high = (_text(_of(value, name)) for name in ("minValue", "maxValue"))
    single = _text(_of(value, "value")) if isinstance(_of(value, "value"), str | int | float) else None
    low, high = low or single or _text(_of(stated, "minValue") if isinstance(stated, dict) else None), high or single
    high = high or _text(_of(stated, "maxValue") if isinstance(stated, dict) else None)
    if all(part is None or not part.strip("0.") for part in (low, high)):  # 0 is not stated
        return None
    unit = next((found for at in (value, stated) for name in _UNITS if isinstance(at, dict) and (found := _text(at.get(name)))), None)
    unit = _CODES.get((unit or "").upper(), unit)
    amount = f"{low}" if low == high else f"{low or ''}-{high or ''}"
    if currency not in _YUAN:
        return Pay(" ".join(filter(None, (amount, currency or None))) + (f"/{unit}" if unit else ""))
    period = _PERIODS.get((unit or "").upper(), unit)
    written = f"{amount}元/{period}" if period else amount
    numbers = all(part is None or re.fullmatch(r"[\d.,]{1,20}", part) for part in (low, high))
    return pay_of(written, low, high, unit) if numbers else pay(written)


def _education(item: Node) -> str | None:
    stated = _listed(item.get("educationRequirements"))
    wanted = item.get("qualifications")
    return stated or (_text(wanted.get("credentialCategory")) if isinstance(wanted, dict) else None)


def _months(wanted: Any) -> Experience | None:
    """Google's monthsOfExperience as years."""
    months = _text(wanted.get("monthsOfExperience")) if isinstance(wanted, dict) else None
    return experience(f"{int(months) // 12}年以上") if months and months.isdecimal() and len(months) < 4 and int(months) >= 12 else None


def _description(item: Node) -> str | None:
    parts: list[str] = []
    for name in ("description", "responsibilities", "qualifications", "skills"):
        for value in _all(item.get(name)):
            if (part := base.plain(value)) and not any(part in earlier for earlier in parts):
                parts.append(part)
    return "\n".join(parts) or None
