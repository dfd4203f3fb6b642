"""Personio: an employer's whole board as one XML file (workzag-jobs). No entities, no DTD, no network."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote, urljoin

from lxml import etree

from jobs.errors import ReadError
from jobs.model import Ask, Page, Reading
from scrapers.families import base
from scrapers.families.jsonboard import JsonBoard, day_of, host, money, text
from scrapers.families.post import Written
from scrapers.families.prose import prose

_ROOT = re.compile(r"<workzag-jobs[\s/>]")
_DECLARED = re.compile(r"^[\s\ufeff]*<\?xml[^>]{0,200}\?>")
_RANGE = re.compile(r"(\d{1,2})-(\d{1,2})|lt-(\d{1,2})|(?:gt-)?(\d{1,2})\+?")


@dataclass(frozen=True, kw_only=True)
class Personio(JsonBoard):
    """One employer's board; `board` is the first label of its host."""

    family = "personio"
    hosts = (".jobs.personio.de", ".jobs.personio.com")

    top: str = "de"  # or "com"
    language: str = "en"

    def starts(self) -> Iterable[Ask]:
        """The whole board."""
        return (Ask(f"https://{self.board}.jobs.personio.{self.top}/xml?language={quote(self.language)}", "start"),)

    def read(self, page: Page) -> Reading:
        """The board."""
        base.check(page)
        if not host(page.url):
            raise ReadError("来源地址不是网址", page.url)
        if not _ROOT.search(page.text[:3_000]):
            raise base.not_promised(page, "职位列表（workzag-jobs）")
        if "<!ENTITY" in page.text or "<!DOCTYPE" in page.text[:3_000]:
            raise ReadError("XML 自带实体或 DTD，不解析", page.url)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            root = etree.fromstring(_DECLARED.sub("", page.text).encode("utf-8", "replace"), parser)
        except etree.XMLSyntaxError as error:
            raise base.not_promised(page, "XML 不完整或不合规范") from error
        found = root.findall("position")[: base.MOST_POSTS + 1] if root.tag == "workzag-jobs" else []
        return self.listing(page, [self._row(page, one) for one in found])

    def _row(self, page: Page, one: etree._Element) -> Written | None:
        key = text(one.findtext("id"))
        if not key:
            return None
        parts = [
            part for section in one.iterfind("jobDescriptions/jobDescription") for part in (_of(section, "name"), _of(section, "value"))
        ]
        offices = (_of(one, "office"), *(office.text for office in one.iterfind("additionalOffices/office")))
        paid = one.find("salary")
        return Written(
            key=key,
            url=urljoin(page.url, f"/job/{quote(key, safe='')}"),
            title=text(_of(one, "name")),
            company=text(_of(one, "subcompany")) or self.company,
            places=tuple(filter(None, map(text, offices))),
            paid=money(*(_of(paid, name) for name in ("min", "max", "currency", "interval"))) if paid is not None else None,
            experience=_years(text(_of(one, "yearsOfExperience"))) or text(_of(one, "seniority")),
            occupation=text(_of(one, "department")) or text(_of(one, "recruitingCategory")),
            posted=day_of(_of(one, "createdAt")),
            description=prose(*parts),
            more={"employment": ", ".join(filter(None, (text(_of(one, "employmentType")), text(_of(one, "schedule")))))},
        )

    @classmethod
    def claims(cls, page: Page) -> float:
        """By the name of its root."""
        return 0.97 if _ROOT.search(page.text[:3_000]) else 0.0


def _of(one: etree._Element, name: str) -> str | None:
    return one.findtext(name)


def _years(written: str | None) -> str | None:
    """7-10 as 7-10 years, lt-1 as less than 1 year; None without a number."""
    found = _RANGE.fullmatch(written or "")
    return None if not found else f"less than {found.group(3)} year" if found.group(3) else f"{written} years"
