"""中国公共招聘网 (MoHRSS): the national board of the public employment services, asked by GB/T 2260 code.

The list is JSON in a hidden field of the page. Rows carry the contact's name, telephone and address (aae004–aae006); they are
never looked at. Shape of pages and names of fields as observed on 2026-08-06.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode, urljoin, urlsplit

from jobs.errors import ReadError
from jobs.model import Ask, Page, Pay, Reading
from jobs.places import gazetteer
from jobs.values import pay_of
from scrapers.families import base
from scrapers.families.nodes import Tag
from scrapers.families.post import Written, as_sighting
from scrapers.source import Source

_LIST = "/cjobs/jobinfolist/listJobinfolist"
_POST = "/cjobs/jobinfolist/cb21/showgw?id="
_KEY = re.compile(r"(?:[?&]id=|/cb21gwPages/)([0-9A-Za-z]{1,40})")
#: aac011, where a row has no label of its own.
_EDUCATION = {
    "11": "博士", "14": "硕士", "21": "本科", "31": "大专", "41": "中专", "44": "职高",
    "47": "技校", "61": "高中", "71": "初中", "81": "小学",
}  # fmt: skip
_NAMES = ("招聘岗位", "岗位名称", "职位名称", "招聘职位", "工种名称")


@dataclass(frozen=True, kw_only=True)
class Mohrss(Source):
    """One area of the board."""

    family = "mohrss"

    order: str = "score"
    method: str = "GET"  # POST with the same fields in a form is answered too
    personal: tuple[str, ...] = ("aae004 联系人", "aae005 联系电话", "aae006 联系地址")

    def starts(self) -> Iterable[Ask]:
        """The first page of the area's list."""
        return (self._ask("start", 1, {}),)

    def asks(self, company: str, place: str | None) -> Iterable[Ask]:
        """The board's search for the firm's name, in the place or else in the source's own."""
        return (self._ask("company", 1, {"company": company, **({"place": place} if place else {})}),)

    def search_link(self, company: str) -> str | None:
        """The same search, for a person."""
        return f"{urljoin(self.home, _LIST)}?{urlencode(self._fields(1, {'company': company}))}"

    def read(self, page: Page) -> Reading:
        """The list in the hidden field, or a post's own page."""
        soup = base.tree(page)
        if (rows := soup.select_one("input[name=findjoblist], input#findjoblist")) is not None:
            return self._list(page, soup, rows)
        if soup.select_one(".jobBaseInfo, #gwms") is not None:
            return self._post(page, soup)
        raise base.not_promised(page, "职位列表（findjoblist）")

    def _list(self, page: Page, soup: Tag, rows: Tag) -> Reading:
        try:
            listed = json.loads(base.attribute(rows, "value") or "[]", strict=False)
        except (ValueError, RecursionError) as error:
            raise base.not_promised(page, "职位列表（findjoblist 不是 JSON）") from error
        if not isinstance(listed, list) or not all(isinstance(row, dict) for row in listed):
            raise base.not_promised(page, "职位列表（findjoblist 不是列表）")
        numbers = {name: _number(soup.select_one(f"input[name={name}]")) for name in ("pageNo", "totalpages", "totalcount")}
        if not listed:
            base.need_working(page)
            return Reading(kind="empty", family=self.family, complete=not numbers["totalcount"], said="列表里没有职位")
        posts = (post for row in listed[: base.MOST_POSTS] if (post := self._row(page, row)))
        found = {seen.key: seen for post in posts if (seen := as_sighting(page, post, self.place))}
        if not found:
            raise base.not_promised(page, "岗位编号和名称（acb200、aca112）")
        note = dict(page.ask.note) if page.ask else {}
        if company := base.query(page.url, "textfield"):
            note.setdefault("company", company)
        here, total = numbers["pageNo"] or 1, numbers["totalpages"]
        asked = int(note["page"]) if note.get("page", "").isdecimal() else here
        more = total is not None and asked == here < min(total, self.most_pages)
        asks = (self._ask("page", here + 1, note),) if more else ()
        return Reading(
            kind="list", family=self.family, sightings=tuple(found.values()), asks=asks, complete=total is not None and here >= total
        )

    def _row(self, page: Page, row: Mapping[str, object]) -> Written | None:
        field = {name: base.squeeze(value) for name, value in row.items()}
        key, title = field.get("acb200"), field.get("aca112")
        if not key or not title:
            return None
        return Written(
            key=key,
            url=urljoin(page.url, _POST + quote(key, safe="")),
            title=title,
            company=field.get("aab004"),
            places=_places(field),
            paid=_paid(field),
            education=field.get("acb228_") or field.get("aac011_") or _EDUCATION.get(field.get("aac011") or ""),
            headcount=field.get("acb240"),
            occupation=field.get("aca111_"),
            posted=base.first({k: v for k, v in field.items() if v}, "s_aae397", "s_aae395", "s_uptime", "s_ctime"),
            deadline=field.get("s_aae398"),
            description=base.plain(row.get("acb22a")),
        )

    def _post(self, page: Page, soup: Tag) -> Reading:
        """The page of one post. Its name is not in every version of the page; then it is what the list said."""
        base.need_whole(page)
        said: dict[str, str] = {}
        for node in soup.select(".jobBaseInfo > *, .jobBaseInfo li"):
            parts = [part for part in (base.lines(node) or "").split("\n") if part]
            pair = base.label_of(" ".join(parts)) or _pair(node)
            if pair:
                said.setdefault(*pair)
        key = _KEY.search(page.url)
        company = base.first(said, "招聘单位", "单位名称", "企业名称")
        if company is None:
            raise base.not_promised(page, "招聘单位（.jobBaseInfo）")
        note = page.ask.note if page.ask else {}
        post = Written(
            key=key.group(1) if key else page.url,
            url=page.url,
            title=base.first(said, *_NAMES) or base.text(soup.select_one(".jobBaseInfo h1, .jobBaseInfo h2")) or note.get("title"),
            company=company,
            places=tuple(filter(None, (base.first(said, "工作地点", "工作地区"),))),
            pay=base.first(said, "薪资待遇", "月薪", "薪资", "工资待遇"),
            education=said.get("学历要求"),
            experience=base.first(said, "工作经验", "工作年限"),
            headcount=base.first(said, "招聘人数", "岗位人数"),
            posted=base.first(said, "发布时间", "发布日期", "更新时间"),
            deadline=base.first(said, "截止日期", "有效期至"),
            description=base.lines(soup.select_one("#gwms")),
            detail=True,
        )
        seen = as_sighting(page, post, self.place)
        if seen is None:
            raise ReadError("单位名称乱码", page.url)
        return Reading(kind="closed" if seen.closed else "post", family=self.family, sightings=(seen,))

    def _fields(self, number: int, note: Mapping[str, str]) -> dict[str, str]:
        code = note.get("place") or self.place or ""
        area = gazetteer().get(code) if code else None
        return {
            "pageNo": str(number),
            "orderType": self.order,
            "AREA": code[:6],
            "AREA_name": area.name if area else "",
            "textfield": note.get("company", ""),
            "searchtype": "gw",
        }

    def _ask(self, why: str, number: int, note: Mapping[str, str]) -> Ask:
        url, fields = urljoin(self.home, _LIST), urlencode(self._fields(number, note))
        kept = {**note, "page": str(number)}
        if self.method == "POST":
            return Ask(url, why, "POST", fields, "application/x-www-form-urlencoded", kept)
        return Ask(f"{url}?{fields}", why, note=kept)

    @classmethod
    def claims(cls, page: Page) -> float:
        """By the hidden field and the blocks of a post."""
        text = page.text
        if "findjoblist" in text or ("jobBaseInfo" in text and "gwms" in text):
            return 0.95
        return 0.6 if urlsplit(page.url).hostname == "job.mohrss.gov.cn" else 0.0

    @classmethod
    def for_page(cls, page: Page) -> Source:
        """The board, in the area the address names."""
        return cls(id="saved", name="中国公共招聘网", home=page.url, kind="board", place=_known(base.query(page.url, "AREA")))


def _known(code: str | None) -> str | None:
    """The code, when the gazetteer has it; an address may say anything."""
    try:
        return gazetteer().get(code or "").code
    except KeyError:
        return None


def _places(field: Mapping[str, str | None]) -> tuple[str, ...]:
    """City and district in one text, each once: 大同市, 大同市平城区 -> 大同市平城区."""
    wide, narrow = field.get("area_"), field.get("aab302")
    if wide and narrow:
        return (narrow if narrow.startswith(wide) else f"{wide}{narrow}" if not wide.endswith(narrow) else wide,)
    return tuple(filter(None, (wide or narrow or field.get("aab301"),)))


def _paid(field: Mapping[str, str | None]) -> Pay | None:
    """Numbers and unit as the row states them, such as 3000, 5000 and 元/月."""
    low, high, unit = field.get("acb241"), field.get("acb242"), field.get("acb239_") or ""
    if low is None and high is None:
        return None
    written = (low or "") if low == high else f"{low or ''}-{high or ''}"
    return pay_of(f"{written}{unit}", low, high, unit or None)


def _pair(node: Tag) -> tuple[str, str] | None:
    """A label and its value in two elements: <span>学历要求</span><strong>本科</strong>."""
    parts = [written for child in node.select(":scope > *") if (written := base.text(child))]
    return (parts[0].rstrip("：:"), parts[1]) if len(parts) == 2 else None


def _number(node: Tag | None) -> int | None:
    written = (base.attribute(node, "value") or "").strip()
    return int(written) if written.isdecimal() and len(written) < 10 else None
