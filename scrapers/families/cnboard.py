"""What the Chinese boards that answer in JSON share beside `jsonboard`: lists of words, turns of a list, who employs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import islice

from jobs.errors import ReadError
from jobs.model import Page, Reading, Sighting
from scrapers.families import base
from scrapers.families.generic.outline import outline
from scrapers.families.generic.owner import owner
from scrapers.families.jsonboard import Node, noted, number, text
from scrapers.families.prose import prose

_FIRMS = ("公司", "集团", "分行", "支行", "研究院", "设计院", "（有限合伙）")


def words(value: object, name: str = "") -> tuple[str, ...]:
    """The texts of a list, or of its objects' field `name`, each once; a single text is a list of one."""
    items = value if isinstance(value, list) else [value]
    found = (text(item.get(name) if isinstance(item, dict) else item) for item in islice(items, base.MOST_POSTS))
    return tuple(dict.fromkeys(filter(None, found)))


def rows_of(page: Page, value: object, missing: str) -> list[Node | None]:
    """A list of objects, at most MOST_POSTS and one; None stands for an item that is no object. Raises ReadError for no list."""
    if not isinstance(value, list):
        raise base.not_promised(page, missing)
    return [item if isinstance(item, dict) else None for item in islice(value, base.MOST_POSTS + 1)]


def turn(page: Page, stated: object = None, first: int = 1) -> int:
    """Which page of its list this is: as we asked, else as the answer states it, else the first."""
    known = (number(noted(page, "page")), number(stated))
    return next((found for found in known if found is not None), first)


def employer(org: object, firm: str | None) -> str | None:
    """Who employs: the organisation a row names when that is a firm (a group's branch), else the firm whose board it is."""
    named = text(org)
    return named if named and named.endswith(_FIRMS) else firm


def own_firm(page: Page) -> str | None:
    """The firm whose own page this is, by its title or its foot; None unless it is clearly a firm's name."""
    return owner(outline(page.text), page.url)[0]


def told(*parts: tuple[str, object]) -> str | None:
    """Heads and texts, which may be HTML, one below the other; a part without a text is left out."""
    return "\n".join(f"{head}\n{body}" if head else body for head, value in parts if (body := prose(value))) or None


def encoded(body: Mapping[str, object]) -> str:
    """A JSON body, the same for the same question."""
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


def from_page(url: str) -> dict[str, str]:
    """The headers of a list that a page's own script asks for; without a Referer when the page's address cannot be one."""
    told = {"Referer": url} if url.isascii() and url.isprintable() and len(url) < 1_000 else {}
    return {**told, "X-Requested-With": "XMLHttpRequest"}


def repeated(page: Page, keys: list[str]) -> bool:
    """Whether the list only shows again what the page before it showed."""
    before = set((noted(page, "seen") or "").split())
    return bool(before) and before >= set(keys)


def gone(page: Page, family: str, url: str, said: str) -> Reading:
    """A post that its board says is over, under the key we asked for, so that what a list showed of it is closed."""
    key = noted(page, "key")
    over = (Sighting(key=key, url=url, title="", closed=True),) if key else ()
    return Reading(kind="closed", family=family, sightings=over, said=said)


def refuse(page: Page, reply: Node, *fields: str) -> ReadError:
    """The error for a reply without what was promised: blocked when the site says that it is not for us."""
    code, said = text(reply.get(fields[0])) or "", next(filter(None, (text(reply.get(name)) for name in fields[1:])), "")
    shut = code in ("401", "403") or any(word in said for word in ("权限", "登录", "登陆", "未授权"))
    return ReadError(f"网站说：{code} {said}".strip()[:200], page.url, "blocked" if shut else "error")
