"""不对？ A reader says that a firm, or a mention of it, is not what we think. One field, no login."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address
from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, request, url_for

from jobs.errors import NotFound
from jobs.web import errors
from jobs.web.companies import elsewhere, number, seat
from jobs.web.site import Head, now, store
from jobs.web.wording import company_url

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from jobs.model import CompanyPage

reports = Blueprint("reports", __name__)
#: Characters of a reader's words; longer ones are sent back with what was written.
MOST_WORDS = 300
ENOUGH = errors.Said("今天收到的够多了", "每位读者一天可以报错 5 次。请明天再来；着急的话，请按“纠错与撤下”里的方式联系我们。")
DAY_SECONDS = 24 * 3600


@reports.get("/c/<key>/identity/wrong")
def wrong(key: str) -> ResponseReturnValue:
    """The form, about one mention or about the firm."""
    mention = _asked()
    page = store().company_page(number(key), now())
    if moved := elsewhere(key, page.company, "identity/wrong"):
        return redirect(moved + (f"?mention={mention}" if mention else ""), 301)
    return _form(page, mention)


@reports.post("/c/<key>/identity/wrong")
def send(key: str) -> ResponseReturnValue:
    """Take the form: the report joins the operator's queue."""
    mention, words = _asked(), request.form.get("words", "").strip()
    page = store().company_page(number(key), now())
    if len(words.replace("\r\n", "\n")) > MOST_WORDS:
        return _form(page, mention, words), 400
    if not store().report((page.company.id, mention), words, visitor(request.remote_addr), now()):
        refused = errors.page(429, ENOUGH)
        refused.headers["Retry-After"] = str(DAY_SECONDS)
        return refused
    return redirect(url_for("reports.sent", key=f"{page.company.id}-{page.company.slug}"), 303)


@reports.get("/c/<key>/identity/sent")
def sent(key: str) -> ResponseReturnValue:
    """What happens next."""
    firm = store().company_page(number(key), now()).company
    head = Head(title="收到了", index=False, place=seat(firm), tab="companies")
    return render_template("reports/sent.html", head=head, firm=firm, back=company_url(firm.id, firm.slug))


def visitor(address: str | None) -> str:
    """What tells readers apart for the limit: the address; of IPv6 the network a household has."""
    try:
        parsed = ip_address(address or "")
    except ValueError:
        return "unknown"
    if isinstance(parsed, IPv6Address):
        return str(parsed.ipv4_mapped or IPv6Address(int(parsed) >> 64 << 64))
    return str(parsed)


def _asked() -> int | None:
    """The mention in the address; None for the firm as a whole. Raises NotFound."""
    written = request.args.get("mention", "")
    if not written:
        return None
    if not (written.isascii() and written.isdigit() and len(written) <= 18):
        raise NotFound(f"mention {written[:40]}")
    return int(written)


def _form(page: CompanyPage, mention: int | None, words: str | None = None) -> str:
    firm = page.company
    told = store().firm_mention(firm.id, mention) if mention is not None else None
    head = Head(title="不对？告诉我们", index=False, place=seat(firm), tab="companies")
    return render_template(
        "reports/wrong.html", head=head, firm=firm, mention=told, words=words, most=MOST_WORDS, back=company_url(firm.id, firm.slug)
    )
