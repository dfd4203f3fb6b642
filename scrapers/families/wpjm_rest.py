"""A job of WP Job Manager as WordPress's own REST writes it. `wpjm` reads the lists and pages around it."""

from __future__ import annotations

from urllib.parse import urlsplit

from jobs.model import Page
from scrapers.families import base
from scrapers.families.jsonboard import Node, node, nodes, text
from scrapers.families.post import Written
from scrapers.families.prose import prose

_UNITS = {"YEAR": "/年", "MONTH": "/月", "WEEK": "/周", "DAY": "/天", "HOUR": "/小时"}


def key_of(url: str) -> str:
    """The path of a post's address, the one thing that all shapes show."""
    parts = urlsplit(url)
    return parts.path.lower() + (f"?{parts.query}" if parts.query else "")


def rest_row(page: Page, row: Node) -> Written | None:
    """One post of the REST; meta holds the firm, and an e-mail that is left alone."""
    url, title = base.web_url(page, row.get("link")), prose(node(row, "title").get("rendered"))
    if not url or not title or text(row.get("type")) not in (None, "job_listing"):
        return None
    meta = node(row, "meta")
    salary, coin, unit = (text(meta.get(f"_job_salary{part}")) for part in ("", "_currency", "_unit"))
    return Written(
        key=key_of(url),
        url=url,
        title=title,
        company=text(meta.get("_company_name")),
        places=tuple(filter(None, (text(meta.get("_job_location")),))),
        pay=" ".join(filter(None, (salary, coin if coin not in ("CNY", "RMB") else None))) + _UNITS.get(unit or "", "") if salary else None,
        posted=text(row.get("date")),
        deadline=text(meta.get("_job_expires")),
        description=prose(node(row, "content").get("rendered")),
        occupation=_terms(row, "job_listing_category"),
        closed=text(meta.get("_filled")) == "1" or meta.get("_filled") is True,
        more={
            "employment": _terms(row, "job_listing_type"),
            "workplace": "远程" if text(meta.get("_remote_position")) == "1" or meta.get("_remote_position") is True else None,
        },
    )


def _terms(row: Node, taxonomy: str) -> str | None:
    """The names of a post's terms, which the REST embeds when asked to; one list a taxonomy."""
    groups = node(row, "_embedded").get("wp:term")
    terms = (term for group in (groups[:20] if isinstance(groups, list) else ()) for term in nodes(group))
    return "、".join(filter(None, (prose(term.get("name")) for term in terms if term.get("taxonomy") == taxonomy))) or None
