"""One firm: its open posts, the news that names it, and what was asked where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template

from jobs.errors import NotFound
from jobs.places import gazetteer
from jobs.web.site import Head, now, store
from jobs.web.wording import company_url

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

companies = Blueprint("companies", __name__)


@companies.get("/c/<key>/")
def company(key: str) -> ResponseReturnValue:
    """A firm's page; it stays when nothing is listed, and says where the firm was named and what was asked."""
    number = key.partition("-")[0]
    if not (number.isascii() and number.isdigit() and len(number) <= 18):
        raise NotFound(f"company {key[:40]}")
    found = store().company_page(int(number), now())
    firm = found.company
    path = company_url(firm.id, firm.slug)
    if path != company_url(int(number), key.partition("-")[2]):
        return redirect(path, 301)
    place = gazetteer().get(firm.place) if firm.place and firm.place in gazetteer() else None
    hiring = f"在招 {len(found.open_posts)} 个岗位" if found.open_posts else "暂无在招岗位"
    head = Head(
        title=f"{firm.name}招聘",
        description=f"{firm.name}：{hiring}，见报 {len({m.article_id for m in found.mentions})} 次。",
        path=path,
        place=place,
        tab="companies",
    )
    return render_template(
        "company.html", head=head, page=found, firm=firm, place=place, stories=len({m.article_id for m in found.mentions})
    )
