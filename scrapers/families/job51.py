"""前程无忧 51job: lists that somebody saved, of 2020 (window.__SEARCH_RESULT__) and of today. Never fetched: its search is walled."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

from jobs.model import Ask, Page, Reading
from jobs.values import education
from scrapers.families import base
from scrapers.families.cnboard import rows_of, words
from scrapers.families.jsonboard import JsonBoard, Node, first, load, node, number, text
from scrapers.families.post import Written
from scrapers.families.prose import prose

_IN_PAGE = re.compile(r"window\.__SEARCH_RESULT__\s{0,5}=\s{0,5}")
_HEADCOUNT, _YEARS = re.compile(r"招(.{1,8}人)"), re.compile(r"经验|应届|在校生")
_RAW = {"nature": "companytype_text", "scale": "companysize_text", "industry": "companyind_text"}


@dataclass(frozen=True, kw_only=True)
class Job51(JsonBoard):
    """A saved list."""

    family = "51job"
    shapes = (("engine_search_result", "job_name", "company_name"), ("jobId", "jobName", "fullCompanyName"))
    hosts = ()

    kind: str = "board"
    verdict: str = "OFF"

    def starts(self) -> Iterable[Ask]:
        """None: the board does not want to be read."""
        return ()

    @classmethod
    def claims(cls, page: Page) -> float:
        """By its names in JSON, or by the script of its page."""
        if page.text.lstrip("\ufeff \r\n\t")[:1] == "{":
            return super().claims(page) if any(all(f'"{name}"' in page.text for name in shape) for shape in cls.shapes) else 0.0
        return 0.95 if "__SEARCH_RESULT__" in page.text and "engine_search_result" in page.text else 0.0

    def read(self, page: Page) -> Reading:
        """The rows of the list, which is never followed."""
        data = node(load(page) if page.text.lstrip("\ufeff \r\n\t")[:1] == "{" else _embedded(page))
        if "engine_search_result" in data:
            rows = rows_of(page, data["engine_search_result"], "职位列表（engine_search_result）")
            here, total = number(data.get("curr_page")), number(data.get("total_page"))
            whole = here is not None and here == 1 and total == 1
            return self.listing(page, [_old(page, row) if row else None for row in rows], complete=whole)
        found = node(data, "resultbody", "job") or node(data, "data")
        rows = rows_of(page, found.get("items"), "职位列表（resultbody.job.items）")
        return self.listing(page, [_new(page, row) if row else None for row in rows], complete=False)


def _embedded(page: Page) -> object:
    """The JSON that the page gives its own script. Raises ReadError when there is none."""
    base.check(page)
    found = _IN_PAGE.search(page.text)
    try:
        return json.JSONDecoder(strict=False).raw_decode(page.text, found.end())[0] if found else None
    except (ValueError, RecursionError) as error:
        raise base.not_promised(page, "职位列表（__SEARCH_RESULT__ 不是 JSON）") from error


def _old(page: Page, row: Node) -> Written | None:
    """A row of 2020. Its attributes stand in one list, and any may be missing: each is known by its words."""
    key, url = text(row.get("jobid")), base.web_url(page, row.get("job_href"))
    if not key or not url:
        return None
    stated = words(row.get("attribute_text"))[1:]  # the first is the place again
    return Written(
        key=key,
        url=url,
        title=first(row, "job_name", "job_title"),
        company=text(row.get("company_name")),
        places=words(row.get("workarea_text")),
        pay=text(row.get("providesalary_text")),
        education=next((one for one in stated if not (_HEADCOUNT.match(one) or _YEARS.search(one)) and education(one)), None),
        experience=next((one for one in stated if _YEARS.search(one)), None),
        headcount=next((found.group(1) for one in stated if (found := _HEADCOUNT.match(one))), None),
        benefits=words(row.get("jobwelf_list")),
        posted=first(row, "issuedate", "updatedate"),
        more={name: text(row.get(field)) for name, field in _RAW.items()},
    )


def _new(page: Page, row: Node) -> Written | None:
    """A row of today."""
    key, head = text(row.get("jobId")), _HEADCOUNT.match(text(row.get("jobNumString")) or "")
    if not key:
        return None
    return Written(
        key=key,
        url=base.web_url(page, row.get("jobHref")) or page.url,
        title=text(row.get("jobName")),
        company=first(row, "fullCompanyName", "companyName"),
        places=words(row.get("jobAreaString")) or words(node(row, "jobAreaLevelDetail").get("cityString")),
        pay=text(row.get("provideSalaryString")),
        education=text(row.get("degreeString")),
        experience=text(row.get("workYearString")),
        headcount=head.group(1) if head else None,
        benefits=words(row.get("jobTags")),
        description=prose(str(row.get("jobDescribe") or "").replace("\\n", "\n")),
        posted=first(row, "issueDateString", "confirmDateString"),
        more={"nature": text(row.get("companyTypeString")), "scale": text(row.get("companySizeString"))},
    )
