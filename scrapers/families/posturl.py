"""Which addresses lead to a post, by the words sites put in them. A guess good enough to choose what to read, never what to say."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_LONGEST = 1_000
#: A word for jobs as a step of the path, and something behind it that names one.
_STEP = re.compile(
    r"/(?:[\w-]{0,40}[-_])?(?:jobs?|careers?|positions?|vacanc(?:y|ies)|openings?|postings?|stellen(?:angebote?)?|emplois?|recruit(?:ment)?"
    r"|zhaopin|zhiwei|gangwei|jobdetails?|job-listings?|requisitions?)(?:/[\w-]{1,30}){0,4}/([^/?#]{2,300})",
    re.IGNORECASE,
)
_FILE = re.compile(
    r"/(?:jobs?|position|vacancy|zhaopin|zhiwei|gangwei)[-_/][\w-]{0,60}\d[\w-]{0,60}(?:\.s?html?|\.php)?$|/jobs[-_/]show|/jobdetail",
    re.IGNORECASE,
)
_QUERY = re.compile(
    r"(?:^|&)(?:jobs?_?id|gh_jid|jobad(?:id)?|postid|positionid|vacancy_?id|requisition_?id|zwid|gwid)=[\w-]+", re.IGNORECASE
)
_LIST = re.compile(
    r"^(?:index|list|search|all|page|page[-_]?\d{1,4}|categor(?:y|ies)|tags?|locations?|departments?|teams?|feed|rss|about|faq|login|apply"
    r"|benefits|culture|students?|graduates?)(?:\.\w{2,5})?$",
    re.IGNORECASE,
)
_WORD = re.compile(r"jobs?|career|position|vacanc|recruit|zhaopin|zhiwei|gangwei|stellen", re.IGNORECASE)


def is_post(url: str) -> bool:
    """Whether an address looks like that of one post."""
    try:
        parts = urlsplit(url[:_LONGEST].strip())
    except ValueError:
        return False
    if _QUERY.search(parts.query.replace("&amp;", "&")):
        return True
    path = parts.path.rstrip("/")
    if (found := _STEP.search(path)) and not _LIST.match(path.rpartition("/")[2]):
        return bool(found.group(1))
    return _FILE.search(path) is not None


def about_posts(url: str) -> bool:
    """Whether an address, of a sitemap for one, speaks of posts at all."""
    return _WORD.search(url.partition("://")[2].partition("/")[2][:_LONGEST]) is not None
