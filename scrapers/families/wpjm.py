"""WP Job Manager, the job board of WordPress sites: its list as JSON, its feed, a post's page, lists with and without rows.

A filtered list is an empty shell that the browser fills from /jm-ajax/get_listings/; the same address answers a plain GET.
WordPress's own REST shows the posts whole (`rest`), without the search by place. The key of a post is the path of its address,
the one thing that all shapes show. `_application`, which may be somebody's e-mail, is never looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode, urljoin, urlsplit

from lxml import etree

from jobs.model import Ask, Page, Reading, Sighting
from scrapers.families import base, schemaorg
from scrapers.families.jsonboard import Node, node
from scrapers.families.nodes import Tag
from scrapers.families.post import Written, as_sighting
from scrapers.families.structured import postings
from scrapers.families.wpjm_rest import key_of, rest_row
from scrapers.source import Source

_AJAX = re.compile(r'"ajax_url"\s{0,3}:\s{0,3}"([^"]{1,200})"')
_OVER = re.compile(
    r"This (?:position has been filled|listing has expired)|(?:职位|岗位)(?:已招满|已过期|已关闭)|此(?:列表|职位)已(?:过期|失效)"
)
_NOTHING = re.compile(r"There are (?:currently )?no (?:listings|vacancies)|没有(?:找到)?(?:匹配|符合|相关)?.{0,12}(?:职位|列表)|暂无职位")
_PER_PAGE = 25
_REST, _PER_REST = "/wp-json/wp/v2/job-listings", 100
#: What the plugin writes where an employer named no place.
_NOWHERE = frozenset(("anywhere", "任何地方", "任意地点"))
#: Post classes, the same in every language. A list beside the post has them too, on its <li>.
_CLOSED = ".single_job_listing .position-filled, article.job_position_filled, article.status-expired"


@dataclass(frozen=True, kw_only=True)
class WpJobManager(Source):
    """A WordPress site with the plugin."""

    family = "wpjm"

    location: str = ""  # search_location: the place as the site writes it
    rest: bool = False  # read /wp-json/wp/v2/job-listings, whose rows are whole, instead of the plugin's list
    personal: tuple[str, ...] = ("_application（投递邮箱）",)

    def starts(self) -> Iterable[Ask]:
        """The first page of the list."""
        if self.rest:
            return (Ask(f"{urljoin(self.home, _REST)}?per_page={_PER_REST}&_embed=wp%3Aterm&offset=0", "start", note={"page": "1"}),)
        return (self._ask("start", {"search_location": self.location} if self.location else {}),)

    def asks(self, company: str, place: str | None) -> Iterable[Ask]:  # noqa: ARG002  # the site is of one place
        """The site's search by keyword."""
        return (self._ask("company", {"search_keywords": company}),)

    def read(self, page: Page) -> Reading:
        """Whichever of the shapes it is."""
        head = page.text[:2000].lstrip("\ufeff \r\n\t")
        if head.startswith(("{", "[")):
            data = base.json_of(page)
            if isinstance(data, dict) and data.get("type") == "job_listing":
                return self._one(page, data)
            return self._rest(page, data) if isinstance(data, list) else self._answer(page, data)
        if head.startswith("<?xml") or "<rss" in head:
            return self._feed(page)
        soup = base.tree(page)
        base.need_whole(page)
        if soup.select_one(".single_job_listing, body.single-job_listing") is not None:
            return self._post(page, soup)
        if (box := soup.select_one("div.job_listings")) is not None:
            return self._page(page, box)
        raise base.not_promised(page, "职位列表（job_listings）")

    def _rest(self, page: Page, rows: list[object]) -> Reading:
        """A page of WordPress's own REST. How many pages there are stands in a header; without it no page is asked for."""
        posts = (post for row in rows[: base.MOST_POSTS] if (post := rest_row(page, node(row))))
        found = {seen.key: seen for post in posts if (seen := as_sighting(page, post, self.place))}
        if rows and not found:
            raise base.not_promised(page, "职位（title.rendered、link）")
        note = page.ask.note if page.ask else {}
        here = _number(note.get("page")) or _number(base.query(page.url, "page")) or 1
        total = _number(page.headers.get("x-wp-totalpages"))
        more = bool(rows) and total is not None and here < min(total, self.most_pages)
        # beyond the end `offset` is answered by an empty list, `page` by an error: a list that shrank could never be read to its end
        following = {"offset": here * len(rows)} if base.query(page.url, "offset") else {"page": here + 1}
        asks = (Ask(base.with_query(page.url, **following), "page", note={**note, "page": str(here + 1)}),) if more else ()
        if not found:
            if total is None:
                raise base.not_promised(page, "职位列表（X-WP-TotalPages）")
            return Reading(kind="empty", family=self.family, complete=here > total or total == 0, said="列表里没有职位")
        whole = total is not None and here >= total and len(rows) <= base.MOST_POSTS
        return Reading(kind="list", family=self.family, sightings=tuple(found.values()), asks=asks, complete=whole)

    def _one(self, page: Page, row: Node) -> Reading:
        """One post of WordPress's own REST."""
        post = rest_row(page, row)
        if post is None or (seen := as_sighting(page, replace(post, detail=True), self.place)) is None:
            raise base.not_promised(page, "职位（title.rendered、link）")
        return Reading(kind="closed" if seen.closed else "post", family=self.family, sightings=(seen,))

    def _answer(self, page: Page, data: object) -> Reading:
        """The JSON behind the list: found_jobs, html, max_num_pages."""
        if not isinstance(data, dict) or not isinstance(markup := data.get("html"), str) or "found_jobs" not in data:
            raise base.not_promised(page, "职位列表（found_jobs、html）")
        posts = self._rows(page, base.fragment(markup))
        if not posts:
            if data["found_jobs"]:
                raise base.not_promised(page, "职位（li.job_listing）")
            return Reading(kind="empty", family=self.family, complete=True, said="列表里没有职位")
        note = page.ask.note if page.ask else {}
        here = _number(note.get("page")) or _number(base.query(page.url, "page")) or 1
        total = _number(data.get("max_num_pages"))
        shown = base.digest(post.key for post in posts)
        again = note.get("shown") == shown
        more = total is not None and here < min(total, self.most_pages) and not again
        following = {**note, "page": str(here + 1), "shown": shown}
        asks = (Ask(base.with_query(page.url, page=here + 1), "page", note=following),) if more else ()
        whole = total is not None and here >= total and not again
        return Reading(kind="list", family=self.family, sightings=posts, asks=(*_details(posts), *asks), complete=whole)

    def _page(self, page: Page, box: Tag) -> Reading:
        """A list in the page. What does not fit on it, and all of a shell, comes from the JSON."""
        posts = self._rows(page, box)
        per_page = _number(base.attribute(box, "data-per_page")) or _PER_PAGE
        shell = not posts and box.select_one("form.job_filters") is not None
        if not posts and not shell:
            base.need_working(page)
            if not _NOTHING.search(base.text(box) or ""):
                raise base.not_promised(page, "职位（li.job_listing）")
            return Reading(kind="empty", family=self.family, complete=True, said=base.text(box))
        full = len(posts) >= per_page and self.most_pages > 1
        if not shell and not full:
            return Reading(kind="list", family=self.family, sightings=posts, asks=_details(posts), complete=True)
        found = _AJAX.search(page.text)
        endpoint = found.group(1).replace("\\/", "/").replace("%%endpoint%%", "get_listings") if found else "/jm-ajax/get_listings/"
        number = 1 if shell else 2
        fields = {
            "per_page": str(per_page),
            "orderby": base.attribute(box, "data-orderby") or "featured",
            "order": "DESC",
            "page": str(number),
        }
        fields |= {"search_location": where} if (where := base.attribute(box, "data-location") or self.location) else {}
        ask = Ask(f"{urljoin(page.url, endpoint)}?{urlencode(fields)}", "page", note={"page": str(number)})
        return Reading(kind="list", family=self.family, sightings=posts, asks=(*_details(posts), ask))

    def _rows(self, page: Page, box: Tag) -> tuple[Sighting, ...]:
        rows = box.select("li.job_listing", limit=base.MOST_POSTS)
        base.need_flat(page, rows)
        posts = (post for row in rows if (post := _row(page, row)))
        found = {seen.key: seen for post in posts if (seen := as_sighting(page, post, self.place))}
        return tuple(found.values())

    def _feed(self, page: Page) -> Reading:
        """RSS whose own elements stand in a namespace named for the site."""
        items = list(_items(page))
        posts = {seen.key: seen for item in items if (post := _item(page, item)) and (seen := as_sighting(page, post, self.place))}
        if items and not posts:
            raise base.not_promised(page, "职位（item 的 title、link）")
        return Reading(kind="feed" if posts else "empty", family=self.family, sightings=tuple(posts.values()))

    def _post(self, page: Page, soup: Tag) -> Reading:
        """A post's own page: its JSON-LD, or what the plugin shows when the post is over."""
        told = base.text(soup.select_one(".job-manager-info, .position-filled, .listing-expired")) or ""
        over = _OVER.search(told)
        closed = bool(over) or soup.select_one(_CLOSED) is not None
        found = next(iter(postings(page)), None)
        seen = schemaorg.sighting(page, found, self.place) if found else None
        if seen is None:
            if closed:
                return Reading(kind="closed", family=self.family, said=over.group() if over else told[:60] or "页面写明职位已结束")
            raise base.not_promised(page, "职位（JobPosting）")
        url = base.web_url(page, base.attribute(soup.select_one("link[rel=canonical]"), "href")) or page.url
        kind = _kinds(soup.select(".job-listing-meta .job-type"))
        raw = {**seen.raw, "employment": kind} if kind else seen.raw
        places = tuple(place for place in seen.places if place.text.lower() not in _NOWHERE)
        seen = replace(seen, key=key_of(url), url=url, closed=seen.closed or closed, places=places, raw=raw)
        return Reading(kind="closed" if seen.closed else "post", family=self.family, sightings=(seen,))

    def _ask(self, why: str, fields: Mapping[str, str]) -> Ask:
        query = urlencode({"per_page": str(_PER_PAGE), "orderby": "date", "order": "DESC", **fields, "page": "1"})
        return Ask(f"{urljoin(self.home, '/jm-ajax/get_listings/')}?{query}", why, note={"page": "1"})

    @classmethod
    def claims(cls, page: Page) -> float:
        """By the plugin's names."""
        written = page.text
        if written[:50].lstrip("\ufeff \r\n\t").startswith(("[", "{")) and '"job_listing"' in written and '"rendered"' in written:
            return 0.97
        if "xmlns:job_listing=" in written[:3000] or ('"found_jobs"' in written[:3000] and '"html"' in written):
            return 0.97
        return 0.97 if "single_job_listing" in written or ("job_listings" in written and "data-per_page" in written) else 0.0

    @classmethod
    def for_page(cls, page: Page) -> Source:
        """A site with the plugin, known by one page."""
        return cls(id="saved", name=urlsplit(page.url).hostname or "", home=page.url, kind="board")


def _row(page: Page, row: Tag) -> Written | None:
    url = base.web_url(page, base.attribute(row.select_one("a"), "href"))
    title = base.text(row.select_one("h3, .position h2"))
    if not url or not title:
        return None
    return Written(
        key=key_of(url),
        url=url,
        title=title,
        company=base.text(row.select_one(".company strong")),
        places=tuple(filter(None, (_where(row),))),
        pay=base.text(row.select_one(".salary")),
        posted=base.attribute(row.select_one("time[datetime]"), "datetime"),
        closed="job_position_filled" in (row.get("class") or ()),
        more={"employment": _kinds(row.select(".job-type"))},
    )


def _where(row: Tag) -> str | None:
    """The place of a row, without the word for remote work behind it."""
    written = base.text(row.select_one(".location")) or ""
    remote = base.text(row.select_one(".location small"))
    place = written.removesuffix(remote or "").strip()
    return place if place.lower() not in _NOWHERE else None


def _kinds(nodes: Iterable[Tag]) -> str | None:
    """全职, 兼职 …: the kinds of employment a post is marked with."""
    return "、".join(filter(None, map(base.text, nodes))) or None


def _details(posts: Iterable[Sighting]) -> tuple[Ask, ...]:
    """Lists show no pay and no text: each post's page does."""
    return tuple(Ask(post.url, "post", note={"key": post.key}) for post in posts)


def _items(page: Page) -> Iterator[etree._Element]:
    base.check(page)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    body = re.sub(r"^[\s\ufeff]*<\?xml[^>]{0,200}\?>", "", page.text)  # the text is decoded; its declaration no longer holds
    try:
        root = etree.fromstring(body.encode(), parser)
    except etree.XMLSyntaxError as error:
        raise base.not_promised(page, "RSS（XML 不完整）") from error
    if root.tag != "rss":
        raise base.not_promised(page, "RSS")
    return iter(root.findall("channel/item")[: base.MOST_POSTS])


def _item(page: Page, item: etree._Element) -> Written | None:
    field = {
        etree.QName(node).localname if "purl.org" not in str(node.tag) else str(node.tag): node.text for node in item.iterchildren("*")
    }
    url, title = base.web_url(page, field.get("link")), base.squeeze(base.plain(field.get("title")))
    if not url or not title:
        return None
    body = field.get("{http://purl.org/rss/1.0/modules/content/}encoded")
    return Written(
        key=key_of(url),
        url=url,
        title=title,
        company=base.plain(field.get("company")),
        places=tuple(filter(None, (field.get("location"),))),
        pay=field.get("salary"),
        posted=field.get("pubDate"),
        description=base.plain(body or field.get("description")),
        more={"employment": field.get("job_type")},
    )


def _number(written: object) -> int | None:
    return int(str(written)) if str(written).isdecimal() and len(str(written)) < 7 else None
