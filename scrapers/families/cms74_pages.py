"""骑士 74cms: what its posts, its later lists and its JSON look like. `cms74` chooses among them.

Versions 4–6 write one shape of page, SE (3.x of a new count) another and a JSON beside it. Contacts (company_contact, job_contact,
the block 联系方式) are never looked at.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urljoin, urlsplit

from jobs.model import Page
from jobs.values import education
from scrapers.families import base
from scrapers.families.cnboard import words
from scrapers.families.jsonboard import Node, first, node, noted, text
from scrapers.families.nodes import Tag
from scrapers.families.post import Written
from scrapers.families.prose import prose

_IN_PATH = re.compile(r"(\d{1,12})(?:\.\w{3,5})?/?$")

#: Constants of `Rows` for the lists of versions 4–6.
LIST_4: Mapping[str, str] = {
    "row": ".J_jobsList",
    "title": ".td2 a",
    "company": ".td3 a",
    "pay": ".td4",
    "where": "",
    "posted": ".td5",
    "label": ".detail .txt",
    "separator": "|",
    "benefits": ".dlabs .dl",
    "summary": "",
    "next": '.qspage a:-soup-contains("下一页")',
    "pages": ".toptitle .l5",
    "proof": ".list_empty_group",
}
#: … and of SE.
LIST_SE: Mapping[str, str] = {
    "row": ".job_list2",
    "title": ".job_title > a",
    "company": "a.c_name",
    "pay": ".job_salary > strong",
    "where": ".job_salary > .distic",
    "education": ".job_salary > span:nth-of-type(2)",
    "experience": ".job_salary > span:nth-of-type(3)",
    "headcount": '.require_text:-soup-contains("招聘人数") span',
    "posted": ".job_btn > p",
    "label": "",
    "benefits": ".job_welfare > span",
    "summary": ".duty_list",
    "next": '.pagination a:-soup-contains("下一页"), .pagination-simple a:-soup-contains("下一页")',
    "pages": ".pagination-simple .pagenum",
    "proof": ".list_empty",
}

#: Version 3 says that a post is over (gq) or out of force (sx) by a picture in place of the button to apply.
_OVER = '.app-job-item img[src*="job_gq"], .app-job-item img[src*="job_sx"]'


def key_of(url: str) -> str | None:
    """The id of a post, in whichever of the four ways the site writes addresses; None when it has none."""
    found = _IN_PATH.search(urlsplit(url).path)
    return base.query(url, "id") or (found.group(1) if found else None)


def post_3(page: Page, soup: Tag) -> Written | None:
    """A post's page of version 3."""
    title = base.text(soup.select_one(".job-top h3.job-name"))
    company = base.text(soup.select_one(".job-top .job-company a"))
    if not title or not company:
        return None
    said = base.labels(soup.select(".job-id-item"))
    updated = base.label_of(base.text(soup.select_one(".job-top .add-time")))
    return Written(
        key=key_of(page.url) or page.url,
        url=page.url,
        title=title,
        company=company,
        places=tuple(filter(None, (base.first(said, "工作地区", "工作地点"),))),
        pay=base.first(said, "工资待遇", "薪资待遇"),
        education=said.get("学历要求"),
        experience=said.get("工作经验"),
        headcount=said.get("招聘人数"),
        occupation=said.get("职位类别"),
        benefits=tuple(part for node in soup.select(".welfare-block") for part in (base.text(node) or "").split("|")),
        posted=updated[1] if updated else None,
        deadline=base.first(said, "截止日期", "有效期至", "有效日期"),
        description=base.lines(soup.select_one(".job-info-content")),
        closed="职位已过期" in page.text or "该职位已关闭" in page.text or soup.select_one(_OVER) is not None,
        detail=True,
        more={"employment": said.get("职位性质"), "age": said.get("年龄要求")},
    )


def post_4(page: Page, soup: Tag) -> Written | None:
    """A post's page of versions 4–6."""
    title, company = base.text(soup.select_one(".jobstit .jobname")), base.text(soup.select_one(".cominfo .comname a"))
    if not title or not company:
        return None
    said = _labelled(soup, ".jobsshow .item .itemli, .jobsshow .item .add")
    return Written(
        key=key_of(page.url) or page.url,
        url=page.url,
        title=title,
        company=company,
        places=tuple(filter(None, (said.get("工作地点"),))),
        pay=base.text(soup.select_one(".jobstit .wage")),
        education=said.get("学历要求"),
        experience=said.get("工作经验"),
        headcount=said.get("招聘人数"),
        occupation=said.get("职位类别"),
        benefits=tuple(filter(None, map(base.text, soup.select(".jobstit .lab .li")))),
        posted=base.text(soup.select_one(".jobstit .time .timebg")),
        description=base.lines(soup.select_one(".describe > .txt")),
        closed=soup.select_one(".invalid_icon") is not None,
        detail=True,
        more={"employment": said.get("工作性质"), "age": said.get("年龄要求")},
    )


def post_se(page: Page, soup: Tag) -> Written | None:
    """A post's page of SE, in either of its two shapes."""
    title, company = base.text(soup.select_one("h3.post_name")), base.text(soup.select_one(".company_wrapper .company_name a"))
    if not title or not company:
        return None
    said = _labelled(soup, ".post_box1_font2, .post_box1_font3")
    for name, value in _under_title(soup).items():
        said.setdefault(name, value)
    updated = base.labels(soup.select(".see_num p, .lately_time"))
    return Written(
        key=key_of(page.url) or page.url,
        url=page.url,
        title=title,
        company=company,
        places=tuple(filter(None, (said.get("工作地区"),))),
        pay=base.text(soup.select_one(".content1_text .salary")),
        education=said.get("学历要求"),
        experience=said.get("工作经验"),
        headcount=said.get("招聘人数"),
        posted=base.first(updated, "更新", "最近更新"),
        description=base.lines(soup.select_one("#jobContent")),
        closed=soup.select_one(".invalid_job") is not None,
        detail=True,
        more={"employment": said.get("工作性质"), "age": said.get("年龄要求")},
    )


def _under_title(soup: Tag) -> dict[str, str]:
    """What SE's second shape writes below the title without labels: 山西省/大同市 · 1-3年 · 大专."""
    parts = [part for node in soup.select(".content1_text > div > span") if (part := base.text(node)) and part != "·"]
    learned = next((part for part in parts[1:] if education(part)), None)
    worked = next((part for part in parts[1:] if part != learned), None)
    found = {"工作地区": parts[0] if parts else None, "学历要求": learned, "工作经验": worked}
    return {name: value for name, value in found.items() if value}


def _labelled(soup: Tag, selector: str) -> dict[str, str]:
    """Labels in an element of their own before the value: <div><span>学历要求</span>大专</div>."""
    found: dict[str, str] = {}
    for row in soup.select(selector):
        label = base.text(row.select_one("span"))
        written = base.text(row) or ""
        if label and (value := written.removeprefix(label).strip(" :：")):
            found.setdefault(label.rstrip(":："), value)
    return found


# ---------------------------------------------------------------- JSON of SE


def row_se(page: Page, row: Node) -> Written | None:
    """One post of /v1_0/home/job/index."""
    key = text(row.get("id"))
    if not key:
        return None
    return Written(
        key=key,
        url=base.web_url(page, row.get("job_link_url_web")) or urljoin(page.url, f"/job/{key}.html"),
        title=text(row.get("jobname")),
        company=text(row.get("companyname")),
        places=words(first(row, "district_text_full", "district_text")),
        pay=_monthly(row),
        education=text(row.get("education_text")),
        experience=text(row.get("experience_text")),
        headcount=text(row.get("amount_text")),
        benefits=words(row.get("tag")),
        posted=text(row.get("refreshtime")),
        description=prose(row.get("content")),
        more={"employment": text(row.get("nature_text"))},
    )


def reply_se(page: Page, data: Node) -> Written | None:
    """The post of /v1_0/home/job/show."""
    post, firm = node(data, "base_info"), node(data, "com_info")
    key = text(post.get("id"))
    if not key:
        return None
    return Written(
        key=key,
        url=noted(page, "url") or base.web_url(page, data.get("share_url")) or urljoin(page.url, f"/job/{key}.html"),
        title=text(post.get("jobname")),
        company=text(firm.get("companyname")),
        places=words(post.get("district_text")),
        pay=_monthly(post),
        education=text(post.get("education_text")),
        experience=text(post.get("experience_text")),
        headcount=text(post.get("amount_text")),
        occupation=text(post.get("category_text")),
        benefits=words(post.get("tag_text_arr")),
        posted=text(post.get("refreshtime")),
        description=prose(post.get("content")),
        closed=text(post.get("job_status")) == "2",
        detail=True,
        more={"employment": text(post.get("nature_text")), "age": text(post.get("age_text"))},
    )


def _monthly(row: Node) -> str | None:
    """Pay is by the month; the page writes so behind it, the JSON leaves it out."""
    written = text(row.get("wage_text"))
    return f"{written}/月" if written and written[:1].isdigit() and "/" not in written else written
