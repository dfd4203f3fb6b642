"""PHPYun: what its later version and its pages for telephones (/wap/) look like. `phpyun` chooses among them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from jobs.model import Page
from scrapers.families import base
from scrapers.families.nodes import Tag
from scrapers.families.post import Written

#: Marks that stand in the heading behind the title.
_MARKS = re.compile(r"(?:\s*(?:推荐|急招|急聘|置顶))+$")

#: Constants of `Rows` for the lists of version 4, which cuts late.
LIST_4: Mapping[str, object] = {
    "company_limit": 30,
    "title_limit": 30,
    "where": "",
    "pay": ".job_search_xz",
    "label": ".search_job_list_box_s",
    "summary": "",
    "benefits": ".job_welfare_s",
}
#: … and of the pages for telephones, which show less, of version 3
WAP_3: Mapping[str, object] = {
    "row": "a.index_post_list_b",
    "title": "h3",
    "link": "@href",
    "company": "aside",
    "where": "i",
    "pay": "",
    "posted": "em",
    "label": "",
    "summary": "",
    "benefits": "",
    "next": "",
    "proof": ".index_post_list",
}
#: … and 4, which writes place and firm into one line.
WAP_4: Mapping[str, object] = {
    **WAP_3,
    "row": ".job_list_content a.job_list",
    "title": ".job_list_box_jobname",
    "title_limit": 15,
    "company": ".job_qy_name",
    "where": "",
    "pay": ".job_pay strong",
    "posted": ".job_t_date_new",
    "proof": ".job_list_content",
}


def post_wide(page: Page, soup: Tag, key: str) -> Written | None:
    """A post's page for a screen, of either version. The box beside it may cut the firm's name; the form's own field does not."""
    title = base.text(soup.select_one(".Company_post_name_h1"))
    shown, whole = base.text(soup.select_one(".Compply_right_name a")), base.attribute(soup.select_one("input#r_name"), "value")
    company = whole if whole and (not shown or whole.startswith(shown)) else shown
    if not title or not company:
        return None
    said = base.labels(soup.select("ul.Company_Claim > li, .Company_Basic_information_l, .Company_post_State_s"))
    said = {**base.labels(soup.select(".Company_Basic_information_r")), **said}
    updated = base.labels(soup.select(".Company_post_h1_msg em"))
    return Written(
        key=key,
        url=page.url,
        title=title,
        company=company,
        places=tuple(filter(None, (base.first(said, "工作地点", "城市"),))),
        pay=base.first(said, "提供月薪", "薪资待遇", "月薪"),
        education=base.first(said, "学历要求", "学历"),
        experience=base.first(said, "工作经验", "经验"),
        headcount=base.first(said, "招聘人数", "招聘"),
        occupation=said.get("行业类别"),
        benefits=tuple(filter(None, map(base.text, soup.select(".yun_com_fl_dy_cor")))),
        posted=updated.get("更新时间") or said.get("刷新日期"),
        deadline=base.first(said, "有效日期", "截止日期", "有效日期至"),
        description=base.lines(soup.select_one(".Job_Description")),
        detail=True,
    )


def post_wap_3(page: Page, soup: Tag, key: str) -> Written | None:
    """A post for telephones of version 3."""
    title, company = base.text(soup.select_one(".post_title h3")), base.text(soup.select_one(".post_Company a"))
    if not title or not company:
        return None
    said = base.labels(soup.select(".post_list_span > span"))
    updated = base.label_of(base.text(soup.select_one(".post_title aside")))
    return Written(
        key=key,
        url=page.url,
        title=title,
        company=company,
        places=tuple(filter(None, (said.get("地区"),))),
        pay=said.get("待遇"),
        education=said.get("学历"),
        experience=said.get("经验"),
        headcount=said.get("人数"),
        occupation=said.get("行业"),
        posted=updated[1] if updated else None,
        description=base.lines(soup.select_one(".com_post_p")),
        detail=True,
        more={"employment": said.get("类型")},
    )


def post_wap_4(page: Page, soup: Tag, key: str) -> Written | None:
    """A post for telephones of version 4. Boxes below each other, one of them headed 职位描述."""
    title = _MARKS.sub("", base.text(soup.select_one(".com_show_t1 h2")) or "")
    company = base.text(soup.select_one(".com_show_firm_name"))
    if not title or not company:
        return None
    said = base.labels(soup.select("ul.user_contnet_ul > li"))
    boxes = (base.lines(box) or "" for box in soup.select(".user_contnet_box"))
    return Written(
        key=key,
        url=page.url,
        title=title,
        company=company,
        places=tuple(filter(None, (said.get("工作地区"),))),
        pay=base.text(soup.select_one(".com_show_xz")),
        education=said.get("学历要求"),
        experience=said.get("工作经验"),
        headcount=said.get("招聘人数"),
        occupation=said.get("从事行业"),
        benefits=tuple(filter(None, map(base.text, soup.select(".com_show_fl_s")))),
        posted=base.text(soup.select_one(".com_show_time")),
        deadline=said.get("有效日期至"),
        description=next((box.partition("\n")[2] for box in boxes if box.startswith("职位描述\n")), None),
        detail=True,
        more={"employment": said.get("工作性质"), "age": said.get("年龄要求")},
    )
