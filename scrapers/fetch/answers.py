"""What a status means for us, and what a site asks of us in its headers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from jobs.errors import FetchError, Refused, Unreachable
from scrapers.fetch.wire import Answer

LONGEST_RETRY = 86_400.0
REDIRECTS = (301, 302, 303, 307, 308)
#: Statuses whose body tells a human check from a plain no: Cloudflare, Rivers (412), Aliyun (405), EdgeOne (567).
PEEKED = (401, 403, 405, 412, 418, 429, 468, 493, 503, 521, 567)
_CHARSET = re.compile(r"""charset[ \t]{0,4}=[ \t]{0,4}["']?([A-Za-z0-9_.:-]{1,40})""", re.IGNORECASE)


def failure(answer: Answer, url: str, now: datetime) -> FetchError | None:
    """The error that a status stands for; None when there is a page to read (2xx, 304)."""
    status = answer.status
    if 200 <= status < 300 or status == 304:
        return None
    wait = retry_after(answer.headers, now)
    if status in (429, 503):
        return Unreachable("too_many", url, str(status), wait)
    if status >= 500:
        return Unreachable("server_error", url, str(status), wait)
    if status in (408, 425):
        return Unreachable("timeout", url, str(status), wait)
    if status < 400:
        return Unreachable("protocol_error", url, f"status {status}")
    reason = {401: "forbidden", 403: "forbidden", 451: "forbidden", 404: "missing", 410: "missing"}.get(status, "client_error")
    return Refused(reason, url, str(status), wait)


def retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    """Seconds the site asks us to wait, 0..86400, from seconds or an HTTP date; None when it asks nothing we understand."""
    written = headers.get("retry-after", "").strip()
    if not written or len(written) > 100:
        return None
    sign, digits = (-1, written[1:]) if written[0] == "-" else (1, written)
    if digits.isascii() and digits.isdigit():
        return 0.0 if sign < 0 else min(LONGEST_RETRY, float(digits))
    try:
        when = parsedate_to_datetime(written)
    except (TypeError, ValueError, OverflowError):
        return None
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    return min(LONGEST_RETRY, max(0.0, (when - now).total_seconds()))


def header_charset(headers: Mapping[str, str]) -> str | None:
    """The charset that the Content-Type header names."""
    found = _CHARSET.search(headers.get("content-type", "")[:500])
    return found[1] if found else None
