"""Ashby: an employer's whole board in one reply, with pay when the employer publishes it. Posts that are not listed are left out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from jobs.model import Ask, Page, Pay, Reading
from scrapers.families import base
from scrapers.families.jsonboard import JsonBoard, Node, day_of, first, load, money, node, nodes, place, text
from scrapers.families.post import Written
from scrapers.families.prose import lines, prose


@dataclass(frozen=True, kw_only=True)
class Ashby(JsonBoard):
    """One board; `board` is its name."""

    family = "ashby"
    shapes = (("jobs", "jobUrl", "publishedAt"), ("jobs", "jobUrl", "isListed"), ("jobs", "jobUrl", "title"), ("jobs", "apiVersion"))
    hosts = ("api.ashbyhq.com",)

    def starts(self) -> Iterable[Ask]:
        """The whole board, with pay."""
        return (Ask(f"https://api.ashbyhq.com/posting-api/job-board/{quote(self.board, safe='')}?includeCompensation=true", "start"),)

    def read(self, page: Page) -> Reading:
        """The board."""
        data = load(page)
        jobs = node(data).get("jobs")
        if not isinstance(jobs, list):
            return self.together(page, data, self._row, "职位列表（jobs）", "jobUrl")
        return self.listing(page, [self._row(page, row) for row in nodes(jobs) if row.get("isListed") is not False])

    def _row(self, page: Page, row: Node) -> Written | None:
        url = base.web_url(page, row.get("jobUrl")) or base.web_url(page, row.get("applyUrl"))
        key = text(row.get("id")) or url
        if not key or not url:
            return None
        others = (text(other.get("location")) or _address(other) for other in nodes(row.get("secondaryLocations")))
        return Written(
            key=key,
            url=url,
            title=text(row.get("title")),
            company=self.company,
            places=tuple(filter(None, (text(row.get("location")) or _address(row), *others))),
            paid=_paid(node(row, "compensation")),
            occupation=", ".join(dict.fromkeys(filter(None, (text(row.get("department")), text(row.get("team")))))) or None,
            posted=day_of(row.get("publishedAt")),
            deadline=day_of(row.get("applicationDeadline")),
            description=lines(row.get("descriptionPlain")) or prose(row.get("descriptionHtml")),
            more={
                "employment": text(row.get("employmentType")),
                "workplace": text(row.get("workplaceType")) or ("Remote" if row.get("isRemote") is True else None),
            },
        )


def _address(row: Node) -> str | None:
    parts = node(row, "address", "postalAddress") or node(row, "address")
    return place(parts.get("addressLocality"), parts.get("addressRegion"), parts.get("addressCountry"))


def _paid(stated: Node) -> Pay | None:
    """The salary among the components; the platform's own line is the text."""
    said = first(stated, "scrapeableCompensationSalarySummary", "compensationTierSummary")
    parts = nodes(stated.get("summaryComponents")) or [
        part for tier in nodes(stated.get("compensationTiers")) for part in nodes(tier.get("components"))
    ]
    salary = next((part for part in parts if text(part.get("compensationType")) in ("Salary", "Hourly", "BaseSalary")), {})
    return money(salary.get("minValue"), salary.get("maxValue"), salary.get("currencyCode"), salary.get("interval"), said)
