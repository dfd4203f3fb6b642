"""骑士 74cms 3.x: regional talent sites. The contact block of a post arrives by a second request, which is never made."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from jobs.errors import ReadError
from jobs.model import Page, Reading
from scrapers.families import base
from scrapers.families.post import Written, as_sighting
from scrapers.families.rows import Rows
from scrapers.source import Source


@dataclass(frozen=True, kw_only=True)
class Cms74(Rows):
    """Lists under /jobs/jobs-list.php, posts under /jobs/jobs-show.php?id=."""

    family = "cms74"

    row: str = "div.infolist-row"
    title: str = ".item1 a"
    company: str = ".item2 a.job-company"
    pay: str = ".item3"
    where: str = ".item4"
    posted: str = ".item5"
    label: str = ".info-text > p"
    separator: str = "|"
    summary: str = ".info-text > div"
    next: str = '.page a:-soup-contains("下一页")'
    pages: str = ".page .page_all"
    proof: str = "#infolists, .infolists-head"
    personal: tuple[str, ...] = ("联系人", "联系电话", "联系邮箱", "QQ")

    def read(self, page: Page) -> Reading:
        """A list or a post."""
        if "jobs-show" in urlsplit(page.url).path or ("job-info-detail" in page.text and "infolist-row" not in page.text):
            return self.read_post(page)
        if gone := _gone(page):
            return Reading(kind="closed", family=self.family, said=gone)
        return self.read_list(page)

    def read_post(self, page: Page) -> Reading:
        """A post's own page; closed when it is not there or past its time."""
        soup = base.tree(page)
        if gone := _gone(page):
            return Reading(kind="closed", family=self.family, said=gone)
        base.need_whole(page)
        title = base.text(soup.select_one(".job-top h3.job-name"))
        company = base.text(soup.select_one(".job-top .job-company a"))
        if not title or not company:
            raise base.not_promised(page, "职位名称或单位名称（.job-top）")
        said = base.labels(soup.select(".job-id-item"))
        updated = base.label_of(base.text(soup.select_one(".job-top .add-time")))
        post = Written(
            key=self.key(page.url),
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
            closed="职位已过期" in page.text or "该职位已关闭" in page.text,
            detail=True,
        )
        seen = as_sighting(page, post, self.place)
        if seen is None:
            raise ReadError("职位名称或单位名称乱码", page.url)
        return Reading(kind="closed" if seen.closed else "post", family=self.family, sightings=(seen,))

    @classmethod
    def claims(cls, page: Page) -> float:
        """By what version 3 writes into its pages."""
        text = page.text
        if "infolist-row" in text or ("job-info-detail" in text and "job-id-item" in text):
            return 0.95
        return 0.8 if "74cms.com" in text and "骑士CMS" in text else 0.0

    @classmethod
    def for_page(cls, page: Page) -> Source:
        """A site of this software, known by one page."""
        return cls(id="saved", name=urlsplit(page.url).hostname or "", home=page.url, kind="board")


def _gone(page: Page) -> str | None:
    """The page's own words when the post is not there."""
    head = page.text[:4000]
    return "您访问的页面不存在！" if "您访问的页面不存在" in head or "您访问的页面丢了" in head else None
