"""Rows and selectors: a site whose list is one row a post. Constants only; the board families build on it.

A field is a CSS selector inside the row, with `@name` behind it for an attribute ("a.more@href"); `row` and `next` are selectors in
the page. `proof` is what stands on a list page even when nothing is listed: without rows and without it, a page is not an empty
list but something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote, urlsplit

from jobs.model import Ask, Page, Reading
from scrapers.families import base
from scrapers.families.nodes import Tag
from scrapers.families.post import Written, as_sighting
from scrapers.source import Source

_PAGES = re.compile(r"共\s{0,3}(\d{1,6})\s{0,3}页|\d{1,6}\s{0,3}/\s{0,3}(\d{1,6})\s{0,3}页?")
#: A list's own label before a text that begins with the same one: 岗位职责：岗位职责：
_DOUBLE = re.compile(r"^(\w{2,6}[:：])\1")
#: The end of a text that the list cut: dots, or half a character where it counts bytes.
_CUT = re.compile(r"\ufffd{0,3}\s?(?:\.{2,6}|…{1,2})$|\ufffd{1,3}$")
#: Labels, and heads of columns.
_WHERE, _POSTED = ("工作地点", "工作地区", "工作城市", "地点", "地区"), ("更新时间", "发布时间", "发布日期")


@dataclass(frozen=True, kw_only=True)
class Rows(Source):
    """A list read by selectors."""

    family = "rows"
    nothing_personal = "选择器不指向联系人，文字里的联系方式在读出前删去"

    start: tuple[str, ...] = ()  # addresses of the lists
    search: str = ""  # address of the list for one firm, with {company}
    charset: str = "utf-8"  # in which {company} is written into the address
    row: str
    title: str  # selector; its text is the title
    link: str = ""  # where the post's own page is; empty: the title's href
    company: str = ""  # empty: the employer is `employer`
    employer: str | None = None  # the one firm whose page this is
    company_limit: int = 0  # the list cuts firms' names to so many characters
    title_limit: int = 0  # … and titles
    where: str = ""
    pay: str = ""
    education: str = ""
    experience: str = ""
    headcount: str = ""
    posted: str = ""
    deadline: str = ""
    summary: str = ""
    benefits: str = ""
    label: str = ""  # nodes such as 学历要求：大专; they fill what has no selector
    separator: str = ""  # between several labels in one such node
    heads: str = ""  # rows of a table of which one may name its columns; the cells below them count as labelled
    next: str = ""  # the link to the next page
    pages: str = ""  # where the page says how many there are: 共5页, 1/4页
    per_page: int = 0  # without a word of how many there are, a page of fewer rows is the whole list; 0: any page is
    proof: str = ""
    whole: bool = True  # the site closes its pages with </html>; one that does not was cut

    def starts(self) -> Iterable[Ask]:
        """The lists."""
        return tuple(Ask(url, "start") for url in self.start)

    def asks(self, company: str, place: str | None) -> Iterable[Ask]:  # noqa: ARG002  # the list is the site's own place
        """The site's own search for the firm's name."""
        url = self.search_link(company)
        return (Ask(url, "company", note={"company": company}),) if url else ()

    def search_link(self, company: str) -> str | None:
        """The same search, for a person."""
        return self.search.format(company=quote(company, safe="", encoding=self.charset, errors="replace")) if self.search else None

    def read(self, page: Page) -> Reading:
        """The list on the page."""
        return self.read_list(page)

    def read_list(self, page: Page) -> Reading:
        """Posts, the next page, and pages of posts whose firm's name is cut."""
        soup = base.tree(page)
        if self.whole:
            base.need_whole(page)
        rows = soup.select(self.row, limit=base.MOST_POSTS)
        if not rows:
            return self._without_rows(page, soup)
        base.need_flat(page, rows)
        heads = _named(soup, self.heads) if self.heads else ()
        posts = {post.key: post for row in reversed(rows) if (post := self.post(page, row, heads))}
        found = tuple(filter(None, (as_sighting(page, post, self.place) for post in reversed(posts.values()))))
        if not found:
            raise base.not_promised(page, f"标题（{self.title}）")
        following, complete = self._paging(page, soup, len(rows))
        shown = base.digest(post.key for post in found)
        if page.ask and page.ask.note.get("shown") == shown:  # the page before it again: this list goes round
            following, complete = (), False
        following = tuple(replace(ask, note={**ask.note, "shown": shown}) for ask in following)
        cut = (post for post in found if post.company_cut or self._title_cut(post.title))
        details = tuple(Ask(post.url, "post", note={"key": post.key}) for post in cut)
        complete = complete and base.is_whole(page) and len(rows) < base.MOST_POSTS
        return Reading(kind="list", family=self.family, sightings=found, asks=(*details, *following), complete=complete)

    def post(self, page: Page, row: Tag, heads: Sequence[str] = ()) -> Written | None:
        """One row; None when it has no title or no address, as rows of advertising have."""
        title, link = self.pick(row, self.title, self.title_limit), self.pick(row, self.link or f"{self.title}@href")
        url = base.web_url(page, link)
        if not title or not url:
            return None
        said = base.labels(row.select(self.label), self.separator) if self.label else {}
        if heads:
            said |= {head: cell for head, node in zip(heads, row.select("td"), strict=False) if (cell := _whole(node))}
        company = self.pick(row, self.company, self.company_limit) or self.employer
        name = _CUT.sub("", company) if company else None
        return Written(
            key=self.key(url),
            url=url,
            title=_CUT.sub("…", title),
            company=name or None,
            company_cut=bool(name and (name != company or (self.company_limit and len(name) >= self.company_limit))),
            places=tuple(filter(None, (self.pick(row, self.where) or base.first(said, *_WHERE),))),
            pay=self.pick(row, self.pay) or base.first(said, "薪资", "月薪", "薪资待遇", "工资待遇", "提供月薪"),
            education=self.pick(row, self.education) or base.first(said, "学历要求", "学历", "最低学历"),
            experience=self.pick(row, self.experience) or base.first(said, "工作经验", "经验要求", "经验"),
            headcount=self.pick(row, self.headcount) or base.first(said, "招聘人数", "人数", "需求人数"),
            benefits=tuple(filter(None, map(base.text, row.select(self.benefits)))) if self.benefits else (),
            posted=self.pick(row, self.posted) or base.first(said, *_POSTED),
            deadline=self.pick(row, self.deadline) or base.first(said, "有效日期", "截止日期", "截止时间"),
            more={"org": base.first(said, "所属机构", "所属部门", "需求部门")},
            description=_DOUBLE.sub(r"\1", base.lines(row.select_one(self.summary)) or "") or None if self.summary else None,
        )

    def _title_cut(self, title: str) -> bool:
        return 0 < self.title_limit <= len(title) or title.endswith("…")

    def single(self, page: Page, post: Written | None) -> Reading:
        """A post's own page. Raises ReadError when it has no title or firm that can be read."""
        seen = as_sighting(page, post, self.place) if post else None
        if seen is None or not seen.title:
            raise base.not_promised(page, "职位名称或单位名称")
        return Reading(kind="closed" if seen.closed else "post", family=self.family, sightings=(seen,))

    def key(self, url: str) -> str:
        """The site's own id of a post: the `id` of its address, else path and query."""
        parts = urlsplit(url)
        return base.query(url, "id") or parts.path + (f"?{parts.query}" if parts.query else "")

    def pick(self, row: Tag, selector: str, limit: int = 0) -> str | None:
        """The text, or the attribute, that a field's selector points to; whole where a title says what was cut at so many characters."""
        path, _, name = selector.partition("@")
        if not selector:
            return None
        node = row.select_one(path) if path else row
        return base.squeeze(base.attribute(node, name)) if name else _whole(node, limit)

    def _without_rows(self, page: Page, soup: Tag) -> Reading:
        base.need_working(page)
        base.need_whole(page)
        if not self.proof or soup.select_one(self.proof) is None:
            raise base.not_promised(page, f"职位列表（{self.row}）")
        return Reading(kind="empty", family=self.family, complete=self._number_of_pages(page, soup) <= 1, said="列表里没有职位")

    def _paging(self, page: Page, soup: Tag, rows: int) -> tuple[tuple[Ask, ...], bool]:
        """The next page, if any, and whether the list ends here by its own account rather than by our limit.

        A last page that links to itself or back has no next page.
        """
        note = page.ask.note if page.ask else {}
        here = _number(note.get("page")) or _number(base.query(page.url, "page")) or 1
        total = self._number_of_pages(page, soup)
        link = base.attribute(soup.select_one(self.next), "href") if self.next else None
        url = base.web_url(page, link)
        if url is None or url in (page.url, page.ask and page.ask.url) or (_number(base.query(url, "page")) or here + 1) <= here:
            return (), self.ends(soup, here, total, rows)
        if total and here >= total:
            return (), True
        if here >= self.most_pages:
            return (), False
        return (Ask(url, "page", note={**note, "page": str(here + 1)}),), False

    def ends(self, soup: Tag, here: int, total: int, rows: int) -> bool:
        """Whether a page that leads no further ends the list: by its count of pages, by being short, or by a pager without a next page."""
        if total or not self.per_page:
            return here >= total
        return rows < self.per_page or bool(self.pages and base.text(soup.select_one(self.pages)))

    def _number_of_pages(self, page: Page, soup: Tag) -> int:  # noqa: ARG002  # a family may find it in the page's text
        """As the page says it; 0 when it does not."""
        found = _PAGES.search((base.text(soup.select_one(self.pages)) or "") if self.pages else "")
        return int(found.group(1) or found.group(2)) if found else 0


def _whole(node: Tag | None, limit: int = 0) -> str | None:
    """The node's text; where the page cuts it and says the whole in a title for the mouse, that."""
    written = base.text(node)
    cut = _CUT.search(written or "")
    if node is None or written is None or (cut is None and not 0 < limit <= len(written)):
        return written
    named = (base.squeeze(base.attribute(one, "title")) for one in (node, *node.select("[title]", limit=3)))
    return next((title for title in named if title and title.startswith(written[: cut.start() if cut else None].strip())), written)


def _named(soup: Tag, selector: str) -> tuple[str, ...]:
    """What the columns of a table are called, by the first row that names the place or the day; empty when none does."""
    for row in soup.select(selector, limit=200):
        heads = tuple((base.text(cell) or "").rstrip("：:") for cell in row.select("td, th"))
        if not {*_WHERE, *_POSTED}.isdisjoint(heads):
            return heads
    return ()


def _number(written: str | None) -> int | None:
    return int(written) if written and written.isdecimal() and len(written) < 7 else None
