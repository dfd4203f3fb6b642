"""PHPYun 3 and 4: regional talent sites, mostly in GBK. Lists cut the firm's name to twelve characters; the post's page has the whole."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urljoin, urlsplit

from jobs.model import Ask, Page, Reading
from scrapers.families import base
from scrapers.families.nodes import Tag
from scrapers.families.phpyun_pages import LIST_4, WAP_3, WAP_4, post_wap_3, post_wap_4, post_wide
from scrapers.families.post import Written
from scrapers.families.rows import Rows
from scrapers.source import Source

_GONE = re.compile(r"没有该职位|该?职位(?:不存在|已删除|已下架|已过期|已关闭|审核中)|该?(?:企业|公司)(?:不存在|已被锁定)")
#: Characters of a firm's name that lists show.
_SHORT = 12
_OVER = re.compile(r"已过期|已暂停|已停止招聘|招聘已结束")
#: What stands on a page of each kind only, the surest first.
_WAP = (('class="index_post_list"', WAP_3), ('class="job_list_content"', WAP_4), ("wap_member_no", WAP_3))
_POSTS = (("com_show_firm_name", post_wap_4), ("com_post_p", post_wap_3), ("Company_post_name", post_wide))


@dataclass(frozen=True, kw_only=True)
class PhpYun(Rows):
    """Lists under /index.php?m=com&c=search, posts under /index.php?m=com&c=comapply&id=; in /wap/ m=com and c=view."""

    family = "phpyun"

    row: str = "div.search_job_list"
    title: str = "a.search_job_jobs_name"
    company: str = "a.search_job_com_name"
    company_limit: int = _SHORT
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
        """A list or a post, made for either kind of screen, of either version."""
        text = page.text
        if gone := _missing(page):
            return Reading(kind="closed", family=self.family, said=gone)
        if shape := next((shape for mark, shape in _WAP if mark in text), None):
            return self._wap_list(page, shape)
        asked = post_wide if base.query(page.url, "c") == "comapply" else None
        if how := next((how for mark, how in _POSTS if mark in text), asked):
            return self._post(page, how)
        later = replace(self, **LIST_4) if "job_search_xz" in text else self  # type: ignore[arg-type]  # names of its own fields
        return later.read_list(page)

    def post(self, page: Page, row: Tag, heads: Sequence[str] = ()) -> Written | None:
        """A row; version 4 writes place and firm into one line for telephones: 山西-大同|示例机械公司."""
        post = super().post(page, row, heads)
        if post is None or "|" not in (post.company or ""):
            return post
        where, _, firm = (part.strip() for part in (post.company or "").partition("|"))
        return replace(post, places=(where,), company=firm or None, company_cut=len(firm) >= _SHORT)

    def _wap_list(self, page: Page, shape: Mapping[str, object]) -> Reading:
        """A list for telephones. Its links onward lead to the other pages, so the next one is asked for by number."""
        reading = replace(self, **shape).read_list(page)  # type: ignore[arg-type]  # names of its own fields
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

    def _post(self, page: Page, how: Callable[[Page, Tag, str], Written | None]) -> Reading:
        """A post's own page; closed when it is stamped, past its 有效日期, or for telephones when there is nothing in it."""
        soup = base.tree(page)
        base.need_whole(page)
        post = how(page, soup, self.key(page.url))
        if post is None and how is post_wap_3 and not any(map(base.text, soup.select(".post_title h3, .post_Company a"))):
            return Reading(kind="closed", family=self.family, said="页面里没有职位")
        return self.single(page, replace(post, closed=_stamped(soup)) if post else None)

    @classmethod
    def claims(cls, page: Page) -> float:
        """By its own name in the title and the classes of its pages."""
        text = page.text
        if "search_job_jobs_name" in text or "Company_post_name_h1" in text:
            return 0.95
        if ("com_show_firm_name" in text and "user_contnet_ul" in text) or ("job_list_box_jobname" in text and "job_qy_name" in text):
            return 0.95  # version 4 for telephones
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
