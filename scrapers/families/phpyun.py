"""PHPYun 3.x: regional talent sites, mostly in GBK. Lists cut the firm's name to twelve characters; the post's page has the whole."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urljoin, urlsplit

from jobs.errors import ReadError
from jobs.model import Ask, Page, Reading
from scrapers.families import base
from scrapers.families.nodes import Tag
from scrapers.families.post import Written, as_sighting
from scrapers.families.rows import Rows
from scrapers.source import Source

_GONE = re.compile(r"没有该职位|该?职位(?:不存在|已删除|已下架|已过期|已关闭|审核中)|该?(?:企业|公司)(?:不存在|已被锁定)")
_OVER = re.compile(r"已过期|已暂停|已停止招聘|招聘已结束")
#: Constants of `Rows` for the pages made for telephones (/wap/), which show less.
_WAP: Mapping[str, str] = {
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


@dataclass(frozen=True, kw_only=True)
class PhpYun(Rows):
    """Lists under /index.php?m=com&c=search, posts under /index.php?m=com&c=comapply&id=; in /wap/ m=com and c=view."""

    family = "phpyun"

    row: str = "div.search_job_list"
    title: str = "a.search_job_jobs_name"
    company: str = "a.search_job_com_name"
    company_limit: int = 12
    title_limit: int = 8
    where: str = ":scope > div.search_user_list_w100:nth-of-type(3)"
    pay: str = ":scope > div.search_user_list_w100:nth-of-type(4)"
    posted: str = ".search_job_data"
    label: str = ".search_job_list_box_cont .search_job_list_box_s"
    summary: str = ".search_job_list_box_yq .search_job_list_box_e"
    benefits: str = ".search_job_list_box_span"
    next: str = '.pages a:-soup-contains("下一页")'
    pages: str = ".pages"
    per_page: int = 10  # sites choose between 10 and 20
    proof: str = ".search_user_list_tit"
    charset: str = "gb18030"
    personal: tuple[str, ...] = ("联系人", "联系电话", "邮箱", "QQ")

    def starts(self) -> Iterable[Ask]:
        """The lists; without any, the one of the whole site."""
        return super().starts() or (Ask(urljoin(self.home, "/index.php?m=com&c=search"), "start"),)

    def read(self, page: Page) -> Reading:
        """A list or a post, made for either kind of screen."""
        if gone := _missing(page):
            return Reading(kind="closed", family=self.family, said=gone)
        if 'class="index_post_list"' in page.text or "wap_member_no" in page.text:
            return self._wap_list(page)
        if "post_list_span" in page.text and "com_post_p" in page.text:
            return self._wap_post(page)
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
            closed=_stamped(soup),
            detail=True,
        )
        return self._single(page, post)

    def _wap_list(self, page: Page) -> Reading:
        """A list for telephones. Its links onward lead to the other pages, so the next one is asked for by number."""
        reading = replace(self, **_WAP).read_list(page)  # type: ignore[arg-type]  # names of text fields only
        if reading.kind != "list":
            return reading
        note = page.ask.note if page.ask else {}
        written = note.get("page") or base.query(page.url, "page") or "1"
        here = int(written) if written.isdecimal() and len(written) < 7 else 1
        soup = base.tree(page)
        total = self._number_of_pages(page, soup)
        if here >= min(total, self.most_pages):
            return replace(reading, complete=self.ends(soup, here, total, len(reading.sightings)))
        following = Ask(base.with_query(page.url, page=here + 1), "page", note={**note, "page": str(here + 1)})
        return replace(reading, asks=(*reading.asks, following), complete=False)

    def _wap_post(self, page: Page) -> Reading:
        """A post for telephones. One that is not there is the same page with nothing in it."""
        soup = base.tree(page)
        base.need_whole(page)
        title, company = base.text(soup.select_one(".post_title h3")), base.text(soup.select_one(".post_Company a"))
        if not title and not company:
            return Reading(kind="closed", family=self.family, said="页面里没有职位")
        if not title or not company:
            raise base.not_promised(page, "职位名称或单位名称（.post_title、.post_Company）")
        said = base.labels(soup.select(".post_list_span > span"))
        updated = base.label_of(base.text(soup.select_one(".post_title aside")))
        post = Written(
            key=self.key(page.url),
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
        return self._single(page, post)

    def _single(self, page: Page, post: Written) -> Reading:
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
        listed = 'class="index_post_list"' in text and "m=com" in text
        if listed or "wap_member_no" in text or ("post_list_span" in text and "com_post_p" in text):
            return 0.95
        return 0.9 if "powered by phpyun" in text[:4000].lower() else 0.0

    @classmethod
    def for_page(cls, page: Page) -> Source:
        """A site of this software, known by one page."""
        return cls(id="saved", name=urlsplit(page.url).hostname or "", home=page.url, kind="board", start=(page.url,))


def _stamped(soup: Tag) -> bool:
    """Whether the post bears a stamp that it is over or paused, in words or as a picture with a title."""
    stamps = [base.text(soup.select_one(".stamp_exceed")), *(base.attribute(node, "title") for node in soup.select(".stamp_exceed img"))]
    return any(_OVER.search(stamp) for stamp in stamps if stamp)


def _missing(page: Page) -> str | None:
    """The software's notice page (消息提示, with status 200) when it says that there is no such post."""
    if len(page.text) > 6000 or "消息提示" not in page.text[:1500]:
        return None
    soup = base.tree(page)
    said = base.text(soup.select_one("font[color=red]")) or base.text(soup)
    return said[:60] if said and _GONE.search(said) else None
