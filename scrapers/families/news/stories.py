"""Which links of a page lead to stories.

A link is scored by the text people see and by its address; then the links of one shape vote: where most
addresses like /w/0/0.html carry headlines, a short headline is one too, and a long label elsewhere is not.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from urllib.parse import urljoin

from jobs.model import Teaser
from jobs.values import day
from scrapers.families.news.outline import Line, Link, Outline

LONGEST_TITLE = 120
LONGEST_SUMMARY = 300
#: More stories than this on one page are not believed.
MOST_STORIES = 300
#: Links looked at; a page with more is a hostile one.
MOST_LINKS = 20_000

_ENOUGH = 1.5
#: Lines that a headline with its date and summary takes at most.
BOX = 6
_HEADLINE, _SHORT, _SUMMARY = 8, 5, 12  # Han characters of a headline, of what may be one, of a summary
_HAN = re.compile(r"[\u3400-\u9fff]")
_INDEX = re.compile(
    r"(?:^|/)(?:index|default|list|node|column|channel|home|main|more|search|tags?|about|contact|login|reg|register|sitemap|map)[\w-]{0,20}(?:\.\w{2,5})?$",
    re.IGNORECASE,
)
_ID = re.compile(r"\d{5,}|[0-9a-f]{16,}|\d{4}[-/]?\d{2}[-/]\d{1,2}|\d+\.s?html?$", re.IGNORECASE)
_MORE = re.compile(r"^[\[【(（<>\s]*(?:详细|详情|查看|阅读|更多|全文|点击)[^\u3400-\u9fff]{0,4}(?:全文|详情|更多|详细)?[\]】)）>\s]*$")
_DATE = re.compile(r"(?<!\d)(?:19|20)\d\d[-年/.]\d{1,2}[-月/.]\d{1,2}")
_WEB = re.compile(r"https?://(?:[^/?#@\s]{0,100}@)?([\w.-]{1,253})(?::\d{1,5})?(?=[/?]|$)", re.IGNORECASE)
_HEX, _DIGITS, _WORDS = re.compile(r"[0-9a-f]{16,}"), re.compile(r"\d+"), re.compile(r"[^\W\d_]+")
_NEXT = re.compile(r"[\[<\s]*(?:下一?页|下頁|后一页|后页|next)[\]>›»\s]*", re.IGNORECASE)
#: createPageHTML(34, 0, "index", "html"): pages, this one from 0, and how they are called.
_COUNTED = re.compile(
    r"createPageHTML\w{0,9}\(\s{0,3}(\d{1,5})\s{0,3},\s{0,3}(\d{1,5})\s{0,3},\s{0,3}[\"'](\w{1,30})[\"']\s{0,3},\s{0,3}[\"'](s?html?)[\"']"
)
_SCRIPTS = 1_000_000
LONGEST_ADDRESS = 2_000
_SECOND_LEVEL = frozenset(("com", "gov", "org", "net", "edu", "ac", "co", "mil"))


@dataclass(frozen=True, slots=True)
class Found:
    """A story a page points at."""

    title: str
    url: str
    summary: str | None
    published_on: date | None

    def teaser(self) -> Teaser:
        """The same as a headline beside another story."""
        return Teaser(self.title, self.url, self.summary)


def stories(page: Outline, url: str, today: date) -> list[Found]:
    """Stories of the page's own site, in the order they stand, each address once."""
    seen: dict[str, list[Link]] = defaultdict(list)
    here = _Here.of(url)
    targets: dict[str, str | None] = {}  # by how a link writes it: many stand twice, with the picture and with the headline
    for link in page.links[:MOST_LINKS]:
        if link.href not in targets:
            targets[link.href] = here.story(link.href)
        if target := targets[link.href]:
            seen[target].append(link)
    headlines = {target: max((_headline(page, link) for link in links), key=len) for target, links in seen.items()}
    letters = {target: len(_HAN.findall(text)) for target, text in headlines.items()}
    parts = {target: _parts(target) for target in headlines}
    shapes = {target: _shape(*parts[target]) for target in headlines}
    votes = _votes(letters, shapes)
    kept = [target for target, han in letters.items() if _is_story(*parts[target][1:], han, votes[shapes[target]])]
    return [_found(page, target, headlines[target], seen[target], today) for target in kept[:MOST_STORIES]]


@dataclass(frozen=True, slots=True)
class _Here:
    """The page a link stands on, taken apart once."""

    url: str
    site: str
    scheme: str
    root: str  # scheme and host
    folder: str

    @classmethod
    def of(cls, url: str) -> _Here:
        url = url.partition("#")[0]
        found = _WEB.match(url)
        root = found.group() if found else ""
        path = url[len(root) :].partition("?")[0]
        return cls(url, _parts(url)[0], url.partition(":")[0], root, root + (path.rpartition("/")[0] or "") + "/")

    def story(self, href: str) -> str | None:
        """The address when it is another page of this site, which alone may be its story."""
        target = self.address(href)
        if not target or target == self.url or not self.site:
            return None
        found = _WEB.match(target)
        return target if found is not None and _site(found.group(1)) == self.site else None

    def address(self, href: str) -> str | None:
        """An absolute web address without its fragment; None for what is none. The usual cases without urljoin, which is slow."""
        href = href.strip().partition("#")[0]
        if not href or len(href) > LONGEST_ADDRESS or href[:11].lower() == "javascript:":
            return None
        if "/." not in href and self.root:
            if href.startswith(("http://", "https://")):
                return href
            if href[0] == "/":
                return f"{self.scheme}:{href}" if href[1:2] == "/" else self.root + href
            if href[0].isalnum() and ":" not in href:
                return self.folder + href
        try:
            return urljoin(self.url, href)
        except ValueError:
            return None


def _headline(page: Outline, link: Link) -> str:
    """The link's text; where the link holds a headline and a summary, the headline; where it is cut off, its title attribute."""
    text = page.lines[link.first].text if link.last - link.first > 1 and link.first < len(page.lines) else link.text
    cut = text.rstrip(" .…")
    if len(cut) < len(text) and link.title.startswith(cut[:-1] or "\0"):
        text = link.title
    return "" if _MORE.match(text) else " ".join(text.split())[:LONGEST_TITLE]


def _is_story(path: str, query: str, han: int, vote: float) -> bool:
    """Whether a link's address, its headline's Han characters and what links of its shape say add up to a story."""
    score = 2.0 if han >= _HEADLINE else 0.0 if han >= _SHORT else -2.0
    if path in ("", "/") or _INDEX.search(path):  # front pages of sections, however many there are
        return score - 1.5 + min(vote, 0.0) >= _ENOUGH
    if path.endswith("/"):
        return score - 1.5 + min(vote, 1.0) >= _ENOUGH
    return score + (1.0 if _ID.search(path) or _ID.search(query) else -1.5) + vote >= _ENOUGH


def _votes(letters: dict[str, int], shapes: dict[str, str]) -> dict[str, float]:
    """What the links of a shape say about each of them."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for target, han in letters.items():
        count = counts[shapes[target]]
        count[0] += 1
        count[1] += han >= _HEADLINE
    return {shape: _vote(all_of, good) for shape, (all_of, good) in counts.items()}


def _vote(all_of: int, good: int) -> float:
    if all_of < 3:
        return 0.0
    if all_of >= 6 and good * 5 >= all_of * 4:  # a list beyond doubt: its short headlines are headlines too
        return 3.0
    return 1.0 if good * 2 >= all_of else -2.0 if good * 10 < all_of * 3 else 0.0


def _shape(site: str, path: str, query: str) -> str:
    """https://news.example.cn/bendi/20261104/c_12.html?id=3 -> example.cn/w/0/w_0.html?id."""
    path, dot, extension = path[:300].rpartition(".") if "." in path[-8:] else (path[:300], "", "")
    path = _WORDS.sub("w", _DIGITS.sub("0", _HEX.sub("h", path)))
    fields = "&".join(sorted(field.partition("=")[0] for field in query[:300].split("&")))
    return f"{site}{path}{dot}{extension}?{fields}"


def _found(page: Outline, target: str, text: str, links: list[Link], today: date) -> Found:
    at = next((link for link in links if _headline(page, link) == text), links[0])
    first, last = _box(page, at)
    return Found(text, target, _summary(page, at, last), _day(page.lines[first:last], at, today))


def _box(page: Outline, link: Link) -> tuple[int, int]:
    """The lines of the largest small block that holds this headline and no other; at least the link's own."""
    best = link.first, min(link.last, len(page.lines))
    if link.first >= len(page.lines):
        return best
    here = page.lines[link.first].block
    while here >= 0 and page.blocks[here].last - page.blocks[here].first <= BOX:
        block = page.blocks[here]
        lines = page.lines[block.first : block.last]
        if any(line.linked >= _HEADLINE for at, line in enumerate(lines, block.first) if not link.first <= at < link.last):
            break
        best = min(best[0], block.first), max(best[1], block.last)
        here = block.parent
    return best


def _summary(page: Outline, link: Link, last: int) -> str | None:
    """The text under the headline, inside the link or beneath it in its box, when it is one."""
    under = [
        line.text
        for at, line in enumerate(page.lines[link.first + 1 : last], link.first + 1)
        if at < link.last or line.linked * 2 < len(line.text)
    ]
    return next((text[:LONGEST_SUMMARY] for text in under if len(_HAN.findall(text)) >= _SUMMARY), None)


def _day(box: list[Line], link: Link, today: date) -> date | None:
    """A date in the headline's box: behind the headline, before it, or on a line of its own."""
    found = next((found.group() for line in box if len(line.text) <= len(link.text) + 25 and (found := _DATE.search(line.text))), None)
    seen = day(found, today)
    return seen if seen and seen <= today else None


def _parts(url: str) -> tuple[str, str, str]:
    """Site, path and query of an address; site is empty for what is no web address."""
    found = _WEB.match(url)
    if found is None:
        return "", "", ""
    path, _, query = url[found.end() :].partition("?")
    return _site(found.group(1)), path, query


def next_page(page: Outline, url: str, text: str) -> str | None:
    """The address of the list's next page: behind a link that says so, or as a content system's script counts them; None at the end."""
    here = _Here.of(url)
    for link in page.links[:MOST_LINKS]:
        if len(link.text) <= 8 and _NEXT.fullmatch(link.text) and (target := here.story(link.href)):
            return target
    if counted := _COUNTED.search(text[:_SCRIPTS]):
        pages, current, name, extension = counted.groups()
        if int(current) + 1 < int(pages):
            return here.story(f"{name}_{int(current) + 1}.{extension}")
    return None


def site_of(url: str) -> str:
    """The site an address belongs to, near enough its registered name; empty for what is no web address."""
    return _parts(url)[0]


@lru_cache(maxsize=4096)
def _site(host: str) -> str:
    """The registered name of the host, near enough: news.dt.example.com.cn -> example.com.cn."""
    labels = host.lower().rsplit(".", 3)[-3:]
    return ".".join(labels if len(labels) > 2 and labels[-2] in _SECOND_LEVEL else labels[-2:])
