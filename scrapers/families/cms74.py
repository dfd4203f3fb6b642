"""骑士 74cms: regional talent sites, from version 3 to SE. The contact block of a post arrives by a second request, which is never made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode, urljoin, urlsplit

from jobs.model import NOTHING, Ask, Page, Reading
from scrapers.families import base
from scrapers.families.cms74_pages import LIST_4, LIST_SE, key_of, post_3, post_4, post_se, reply_se, row_se
from scrapers.families.cnboard import gone, refuse, rows_of, turn
from scrapers.families.jsonboard import Node, node, noted, number
from scrapers.families.nodes import Tag
from scrapers.families.post import Written, as_sighting
from scrapers.families.rows import Rows
from scrapers.source import Source

_API = "/v1_0/home/job/index"
_PER_PAGE = 50


@dataclass(frozen=True, kw_only=True)
class Cms74(Rows):
    """Lists under /jobs/jobs-list.php, /jobs/jobs_list or /job, posts under /jobs/jobs-show.php?id= and the like.

    `api` is the address of SE's JSON, asked instead of the pages when it is given; `district` narrows it, as {"district2": "142"}.
    """

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
    per_page: int = 10
    proof: str = "#infolists, .infolists-head"
    api: str = ""
    district: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    personal: tuple[str, ...] = ("联系人", "联系电话", "联系邮箱", "QQ", "company_contact", "job_contact")

    def starts(self) -> Iterable[Ask]:
        """The lists, else SE's JSON, else where version 3 has its list."""
        if self.api and not self.start:
            return (self._ask("start", 1, self.district),)
        return super().starts() or (Ask(urljoin(self.home, "/jobs/jobs-list.php?sort=rtime"), "start"),)

    def asks(self, company: str, place: str | None) -> Iterable[Ask]:
        """The site's search for the firm's name, where its address is known."""
        if self.api:
            return (self._ask("company", 1, {**self.district, "keyword": company}),)
        return super().asks(company, place)

    def read(self, page: Page) -> Reading:
        """A list or a post, of whichever version."""
        if page.text.lstrip("\ufeff \r\n\t")[:1] == "{":
            return self._reply(page)
        if later := self._later(page):
            return later
        if "jobs-show" in urlsplit(page.url).path or ("job-info-detail" in page.text and "infolist-row" not in page.text):
            return self.read_post(page)
        if gone := _gone(page):
            return Reading(kind="closed", family=self.family, said=gone)
        return self.read_list(page)

    def key(self, url: str) -> str:
        """The post's number, however the site writes its addresses."""
        return key_of(url) or super().key(url)

    def _later(self, page: Page) -> Reading | None:
        """A page of version 4 or later; None for one of version 3."""
        text = page.text
        if 'class="post_name"' in text:
            return self._post(page, post_se)
        if "jobsshow" in text and "jobstit" in text:
            return self._post(page, post_4)
        if "job_list_box" in text:
            reading = replace(self, **LIST_SE).read_list(page)  # type: ignore[arg-type]  # names of text fields only
            # to visitors who did not log in a site may show a few posts and a request to: this is not its list
            return replace(reading, complete=False) if "jobslist-login-layer" in text else reading
        if "J_jobsList" in text or "list_empty_group" in text:
            return replace(self, **LIST_4).read_list(page)  # type: ignore[arg-type]  # as above
        return None

    def _post(self, page: Page, how: Callable[[Page, Tag], Written | None]) -> Reading:
        soup = base.tree(page)
        base.need_whole(page)
        return self.single(page, how(page, soup))

    def _reply(self, page: Page) -> Reading:
        """SE's JSON: a page of the list, or one post."""
        reply = node(base.json_of(page))
        data = node(reply, "data")
        if "items" in data:
            return self._items(page, data)
        if "base_info" in data:
            return self.single(page, reply_se(page, data))
        if not reply:
            raise base.not_promised(page, "职位列表（data.items）")
        error = refuse(page, reply, "code", "message", "msg")
        if error.kind != "blocked" and page.ask and page.ask.why == "post":
            return gone(page, self.family, noted(page, "url") or page.url, error.missing)
        raise error

    def _items(self, page: Page, data: Node) -> Reading:
        rows = rows_of(page, data["items"], "职位列表（data.items）")
        posts = {post.key: post for row in reversed(rows) if row and (post := row_se(page, row)) and post.title}
        found = tuple(filter(None, (as_sighting(page, post, self.place) for post in reversed(posts.values()))))
        if rows and not found:
            raise base.not_promised(page, "职位（id、jobname）")
        here, total = turn(page, base.query(page.url, "page")), number(data.get("total_page"))
        masked = str(data.get("show_mask")) == "1"
        more = bool(rows) and not masked and total is not None and here < min(total, self.most_pages)
        asks = [Ask(base.with_query(page.url, page=here + 1), "page", note={"page": str(here + 1)})] if more else []
        if urlsplit(page.url).path.endswith("/index"):  # its neighbour tells what the list leaves out
            show = base.with_query(urljoin(page.url, "show"))
            asks = [Ask(base.with_query(show, id=post.key), "post", note={"key": post.key, "url": post.url}) for post in found] + asks
        whole = not masked and total is not None and here >= total
        kind = "list" if found else "empty"
        return Reading(
            kind=kind, family=self.family, sightings=found, asks=tuple(asks), complete=whole, said=None if found else "列表里没有职位"
        )

    def _ask(self, why: str, page: int, fields: Mapping[str, str]) -> Ask:
        asked = urlencode({"page": page, "pagesize": _PER_PAGE, **fields})
        return Ask(f"{self.api or urljoin(self.home, _API)}?{asked}", why, note={"page": str(page)})

    def read_post(self, page: Page) -> Reading:
        """A post's own page; closed when it is not there or past its time."""
        if gone := _gone(page):
            return Reading(kind="closed", family=self.family, said=gone)
        return self._post(page, post_3)

    @classmethod
    def claims(cls, page: Page) -> float:
        """By what each version writes into its pages, and by the names in SE's JSON."""
        text = page.text
        if text.lstrip("\ufeff \r\n\t")[:1] == "{":
            named = all(f'"{name}"' in text for name in ("jobname", "companyname", "wage_text"))
            bare = all(f'"{name}"' in text for name in ("items", "total_page", "show_mask"))
            return 0.95 if named or bare else 0.6 if '"base_info"' in text and '"jobname"' in text else 0.0
        if (
            "job_list2" in text
            or ("job_list_box" in text and "emp_text" in text)
            or ('class="post_name"' in text and "company_wrapper" in text)
        ):
            return 0.93
        if "J_jobsList" in text or ("jobsshow" in text and "jobstit" in text):
            return 0.93
        if "infolist-row" in text or ("job-info-detail" in text and "job-id-item" in text):
            return 0.95
        return 0.8 if "74cms.com" in text and "骑士CMS" in text else 0.0

    @classmethod
    def for_page(cls, page: Page) -> Source:
        """A site of this software, known by one page."""
        return cls(id="saved", name=urlsplit(page.url).hostname or "", home=page.url, kind="board", start=(page.url,))


def _gone(page: Page) -> str | None:
    """The page's own words when the post is not there."""
    head = page.text[:4000]
    return "您访问的页面不存在！" if "您访问的页面不存在" in head or "您访问的页面丢了" in head else None
