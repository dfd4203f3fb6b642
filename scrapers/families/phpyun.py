"""PHPYun 3.x: regional talent sites, mostly in GBK. Lists cut the firm's name to twelve characters; the post's page has the whole."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from jobs.errors import ReadError
from jobs.model import Page, Reading
from scrapers.families import base
from scrapers.families.post import Written, as_sighting
from scrapers.families.rows import Rows
from scrapers.source import Source

_GONE = re.compile(r"没有该职位|该?职位(?:不存在|已删除|已下架|已过期|已关闭|审核中)|该?(?:企业|公司)(?:不存在|已被锁定)")
_OVER = re.compile(r"职位已过期|已停止招聘|招聘已结束")


@dataclass(frozen=True, kw_only=True)
class PhpYun(Rows):
    """Lists under /index.php?m=com&c=search, posts under /index.php?m=com&c=comapply&id=."""

    family = "phpyun"

    row: str = "div.search_job_list"
    title: str = "a.search_job_jobs_name"
    company: str = "a.search_job_com_name"
    company_limit: int = 12
    title_limit: int = 8
    where: str = ":scope > .search_user_list_w100:nth-of-type(3)"
    pay: str = ":scope > .search_user_list_w100:nth-of-type(4)"
    posted: str = ".search_job_data"
    label: str = ".search_job_list_box_cont .search_job_list_box_s"
    summary: str = ".search_job_list_box_yq .search_job_list_box_e"
    benefits: str = ".search_job_list_box_span"
    next: str = '.pages a:-soup-contains("下一页")'
    pages: str = ".pages"
    proof: str = ".search_user_list_tit"
    charset: str = "gb18030"
    personal: tuple[str, ...] = ("联系人", "联系电话", "邮箱", "QQ")

    def read(self, page: Page) -> Reading:
        """A list or a post."""
        if gone := _missing(page):
            return Reading(kind="closed", family=self.family, said=gone)
        if "Company_post_name" in page.text or base.query(page.url, "c") == "comapply":
            return self.read_post(page)
        return self.read_list(page)

    def read_post(self, page: Page) -> Reading:
        """A post's own page; closed when its 有效日期 is past."""
        soup = base.tree(page)
        base.need_whole(page)
        title = base.text(soup.select_one(".Company_post_name_h1"))
        company = base.text(soup.select_one(".Compply_right_name a")) or base.attribute(soup.select_one("input#r_name"), "value")
        if not title or not company:
            raise base.not_promised(page, "职位名称或单位名称（.Company_post_name_h1）")
        said = base.labels(soup.select("ul.Company_Claim > li"))
        updated = base.labels(soup.select(".Company_post_h1_msg em"))
        post = Written(
            key=self.key(page.url),
            url=page.url,
            title=title,
            company=company,
            places=tuple(filter(None, (said.get("工作地点"),))),
            pay=base.first(said, "提供月薪", "薪资待遇"),
            education=said.get("学历要求"),
            experience=said.get("工作经验"),
            headcount=said.get("招聘人数"),
            occupation=said.get("行业类别"),
            benefits=tuple(filter(None, map(base.text, soup.select(".yun_com_fl_dy_cor")))),
            posted=updated.get("更新时间"),
            deadline=base.first(said, "有效日期", "截止日期"),
            description=base.lines(soup.select_one(".Job_Description")),
            closed=bool(_OVER.search(base.text(soup.select_one(".stamp_exceed")) or "")),
            detail=True,
        )
        seen = as_sighting(page, post, self.place)
        if seen is None:
            raise ReadError("职位名称或单位名称乱码", page.url)
        return Reading(kind="closed" if seen.closed else "post", family=self.family, sightings=(seen,))

    @classmethod
    def claims(cls, page: Page) -> float:
        """By its own name in the title and the classes of its pages."""
        text = page.text
        if "search_job_jobs_name" in text or "Company_post_name_h1" in text:
            return 0.95
        return 0.9 if "powered by phpyun" in text[:4000].lower() else 0.0

    @classmethod
    def for_page(cls, page: Page) -> Source:
        """A site of this software, known by one page."""
        return cls(id="saved", name=urlsplit(page.url).hostname or "", home=page.url, kind="board")


def _missing(page: Page) -> str | None:
    """The software's notice page (消息提示, with status 200) when it says that there is no such post."""
    if len(page.text) > 6000 or "消息提示" not in page.text[:1500]:
        return None
    soup = base.tree(page)
    said = base.text(soup.select_one("font[color=red]")) or base.text(soup)
    return said[:60] if said and _GONE.search(said) else None
