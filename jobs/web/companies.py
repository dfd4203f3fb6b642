"""One firm: its open posts, the news that names it, what was asked where, and why we think that all of it is one firm."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from flask import Blueprint, redirect, render_template, request

from jobs.errors import NotFound
from jobs.places import gazetteer
from jobs.web.site import Head, now, store
from jobs.web.wording import company_url

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from jobs.model import Company, Place

companies = Blueprint("companies", __name__)
#: Mentions on one page of the identity page, and how many such pages there are at most.
MENTIONS, PAGES = 50, 200


@companies.get("/c/<key>/")
def company(key: str) -> ResponseReturnValue:
    """A firm's page; it stays when nothing is listed, and says where the firm was named and what was asked."""
    found = store().company_page(number(key), now())
    firm = found.company
    if moved := elsewhere(key, firm):
        return redirect(moved, 301)
    hiring = f"在招 {len(found.open_posts)} 个岗位" if found.open_posts else "暂无在招岗位"
    stories = len({mention.article_id for mention in found.mentions})
    head = Head(
        title=f"{firm.name}招聘",
        description=f"{firm.name}：{hiring}，见报 {stories} 次。",
        path=company_url(firm.id, firm.slug),
        place=seat(firm),
        tab="companies",
    )
    searches = [(name, url.replace("{firm}", quote(firm.name, safe=""))) for name, url in store().searches()]
    return render_template("company.html", head=head, page=found, firm=firm, place=head.place, stories=stories, searches=searches)


@companies.get("/c/<key>/identity/")
def identity(key: str) -> ResponseReturnValue:
    """Why we think it is this firm: its names with their evidence, every mention with its rule and score, what a person decided."""
    page = _page()
    found = store().identity(number(key), MENTIONS, (page - 1) * MENTIONS)
    firm = found.company
    if moved := elsewhere(key, firm, "identity/"):
        return redirect(moved, 301)
    pages = max(1, min(PAGES, -(-found.mentions_all // MENTIONS)))
    if page > pages:
        return redirect(company_url(firm.id, firm.slug) + "identity/")
    head = Head(title=f"为什么认定是{firm.name}", index=False, place=seat(firm), tab="companies")
    return render_template("identity.html", head=head, page=found, firm=firm, place=head.place, turn=page, pages=pages)


def number(key: str) -> int:
    """The firm's number in "12-da-tong". Raises NotFound."""
    digits = key.partition("-")[0]
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 18):
        raise NotFound(f"company {key[:40]}")
    return int(digits)


def elsewhere(key: str, firm: Company, tail: str = "") -> str | None:
    """Where the page lives when it is not at this key: another slug, or the firm was merged into another."""
    path = company_url(firm.id, firm.slug)
    return None if path == company_url(number(key), key.partition("-")[2]) else path + tail


def seat(firm: Company) -> Place | None:
    """The place of a firm, when we know it."""
    return gazetteer().get(firm.place) if firm.place and firm.place in gazetteer() else None


def _page() -> int:
    written = request.args.get("page", "1")
    return min(max(int(written), 1), PAGES + 1) if written.isascii() and written.isdigit() and len(written) <= 6 else 1
