"""北森 Beisen's pages (<tenant>.zhiye.com before 2022, still kept by many): a table of posts, each with a page under /zpdetail/."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urljoin

from jobs.model import Ask, Page, Reading
from scrapers.families import base
from scrapers.families.cnboard import own_firm
from scrapers.families.jsonboard import host
from scrapers.families.nodes import Tag
from scrapers.families.post import Written
from scrapers.families.rows import Rows
from scrapers.source import Source

_KEY = re.compile(r"/zpdetail/(\d{1,20})", re.IGNORECASE)
_TABLE = re.compile(r"""class=["'][^"'<>]{0,80}\b(?:jobsTable|listtable)\b""")
#: What the page writes behind a title for whoever is logged in.
_APPLIED = re.compile(r"[（(]\s?[未已](?:申请|投递)\s?[）)]")


@dataclass(frozen=True, kw_only=True)
class Zhiye(Rows):
    """One tenant."""

    family = "zhiye"

    kind: str = "employer"
    row: str = "table.jobsTable tr:has(a), table.listtable tr:has(a)"
    heads: str = "table.jobsTable tr, table.listtable tr"
    title: str = 'a[href*="zpdetail"]'
    next: str = 'a.next, a:-soup-contains("下一页")'
    proof: str = "table.jobsTable, table.listtable"
    pages: str = ".pager2, .pager, .page, .pages"
    per_page: int = 10
    whole: bool = False  # its pages are put together of parts, and some tenants leave the end out

    def starts(self) -> Iterable[Ask]:
        """The lists of posts for the experienced, for graduates and for interns."""
        return super().starts() or tuple(Ask(urljoin(self.home, path), "start") for path in ("/Social", "/Campus", "/Intern"))

    def read(self, page: Page) -> Reading:
        """A list, or one post."""
        return self.read_post(page) if "xiangqingtext" in page.text else self.read_list(page)

    def key(self, url: str) -> str:
        """The post's number."""
        found = _KEY.search(url)
        return found.group(1) if found else super().key(url)

    def read_post(self, page: Page) -> Reading:
        """A post's own page."""
        soup = base.tree(page)
        title = _APPLIED.sub("", base.text(soup.select_one(".boxSupertitle, .zwtitle h1, .xiangqingcontain h1")) or "").strip()
        if not title:
            raise base.not_promised(page, "职位名称（.boxSupertitle）")
        said = _said(soup)
        post = Written(
            key=self.key(page.url),
            url=page.url,
            title=title,
            company=self.employer,
            places=tuple(filter(None, (base.first(said, "工作地点", "工作城市", "工作地区") or base.text(soup.select_one("li.nvcity")),))),
            pay=base.first(said, "薪资范围", "薪资待遇", "薪资", "月薪", "薪酬"),
            education=base.first(said, "学历要求", "学历", "最低学历"),
            experience=base.first(said, "工作年限", "工作经验"),
            headcount=base.first(said, "招聘人数", "需求人数", "人数"),
            occupation=base.first(said, "职位类别", "职位类型", "职能类别"),
            posted=base.first(said, "发布日期", "发布时间", "更新时间"),
            deadline=base.first(said, "截止日期", "截止时间", "结束时间"),
            description="\n".join(filter(None, map(base.lines, soup.select(".xiangqingtext")))) or None,
            detail=True,
            more={"employment": base.first(said, "工作性质", "职位性质"), "org": base.first(said, "所属部门", "需求部门")},
        )
        return self.single(page, post)

    @classmethod
    def claims(cls, page: Page) -> float:
        """By the names that its pages give to their parts, on whatever host."""
        text = page.text
        listed = _TABLE.search(text) is not None and ("zpdetail/" in text or host(page.url).endswith("zhiye.com"))
        return 0.95 if listed or ("xiangqingtext" in text and ("ntitle" in text or "boxSupertitle" in text)) else 0.0

    @classmethod
    def for_page(cls, page: Page) -> Source:
        """A board of whatever employer it is."""
        return cls(id="saved", name=host(page.url), home=page.url, start=(page.url,), employer=own_firm(page))


def _said(soup: Tag) -> dict[str, str]:
    """Labels and values that stand in turns: <li class="ntitle">薪资范围：</li><li>6000-9000 元/月</li>."""
    found: dict[str, str] = {}
    label = None
    for item in soup.select("li"):
        if "ntitle" in (base.attribute(item, "class") or ""):
            label = (base.text(item) or "").rstrip("：: ")
        elif label:
            if value := base.text(item):
                found.setdefault(label, value)
            label = None
    return found
