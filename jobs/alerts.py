"""Alerts: a Search somebody confirmed they want answered by mail, from the form to the mail server.

The doors come as arguments. A match and its outbox row are one transaction; a row is marked sent
after the server took the message, so a crash in between sends it once more under the same
Message-ID and never loses it. Whether the reader still wants it is asked again just before sending.
"""

from __future__ import annotations

import hmac
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from email_validator import EmailNotValidError, validate_email
from itsdangerous import BadSignature, URLSafeSerializer
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from jobs import present, search
from jobs.errors import LinkError, MailRefused, MailUnavailable, NotFound
from jobs.mail import Mailer, Message
from jobs.store.alerts import CONFIRM_WITHIN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jobs.config import Settings
    from jobs.model import Alert, OutboxRow, PostRow, Search
    from jobs.store import Store

log = logging.getLogger(__name__)

FREQUENCIES = {"asap": "有就发", "daily": "每天早上", "weekly": "每周一"}
LEASE = timedelta(minutes=5)
GIVE_UP_AFTER = timedelta(hours=72)
#: Posts a mail shows at most, and of one firm; the rest is a number and a link.
MOST_POSTS, MOST_OF_A_FIRM = 20, 3
#: Posts one mail tells of at most. The mail shows MOST_POSTS of them; none is told of twice.
MOST_TOLD = 1000
#: After so many messages in a row that the server would not take, the rest waits for the next run.
BREAK_AFTER = 20

_templates = Environment(
    loader=FileSystemLoader(Path(__file__).resolve().parent.parent / "templates" / "mail"),
    autoescape=select_autoescape(("html",)),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


@dataclass(frozen=True, slots=True)
class SendReport:
    """What one run of `send` did."""

    sent: int = 0
    later: int = 0
    given_up: int = 0


# ---------------------------------------------------------------- links


def _signer(settings: Settings) -> URLSafeSerializer:
    return URLSafeSerializer(settings.secret(), salt="alert")


def confirm_token(settings: Settings, email: str, created_at: datetime) -> str:
    """The token of one request. Made anew from what the row holds, so the row needs to keep only its hash."""
    text = f"confirm|{email}|{created_at.timestamp():.6f}"
    return hmac.new(settings.secret().encode(), text.encode(), sha256).hexdigest()


def token_hash(token: str) -> str:
    """What the store keeps of a token."""
    return sha256(token.encode()).hexdigest()


def manage_token(settings: Settings, alert_id: int) -> str:
    """Signs an alert's number; good as long as the alert's record lives."""
    token = _signer(settings).dumps(alert_id)
    return token if isinstance(token, str) else token.decode()


def read_token(settings: Settings, token: str) -> int:
    """The alert's number in a signed link. Raises LinkError."""
    try:
        value = _signer(settings).loads(token)
    except BadSignature as error:
        raise LinkError("forged or cut") from error
    if not isinstance(value, int):
        raise LinkError("not an alert")
    return value


# ---------------------------------------------------------------- asking for an alert


def address(text: str) -> str | None:
    """An e-mail address in its normal form (lower-case, ASCII host), or None when it is none."""
    try:
        found = validate_email(text.strip(), check_deliverability=False)
    except EmailNotValidError:
        return None
    return found.normalized.lower() if len(found.normalized) <= 254 else None


def subscribe(store: Store, settings: Settings, email: str, wanted: tuple[Search, str], now: datetime) -> None:
    """Ask an address to confirm. Says nothing about whether the address was known: the caller answers the same either way."""
    question, frequency = wanted
    token = confirm_token(settings, email, now)
    store.subscribe(email, question, frequency, token_hash(token), now)


def confirm(store: Store, token: str, now: datetime) -> Alert:
    """Start an alert. Raises LinkError when the token is unknown, used or older than CONFIRM_WITHIN."""
    return store.confirm(token_hash(token), now)


def end(store: Store, settings: Settings, token: str, now: datetime) -> None:
    """Stop an alert, at once and for good. Stopping twice is fine; raises LinkError for a forged link."""
    store.end_alert(read_token(settings, token), now)


# ---------------------------------------------------------------- matching


def match(store: Store, now: datetime) -> int:
    """Put every alert whose turn has come to the posts. Returns the number of mails laid into the outbox."""
    made = 0
    for alert in store.alerts_due(now):
        posts, total = store.unmatched(alert, now, MOST_TOLD)
        store.match(alert, [post.id for post in posts], total, now)
        made += bool(posts)
    return made


# ---------------------------------------------------------------- sending


def send(store: Store, mailer: Mailer, settings: Settings, now: datetime, limit: int = 200) -> SendReport:
    """Send what lies in the outbox. A refused message is given up, any other failure is tried again for 72 hours."""
    sent = later = given_up = straight = 0
    with mailer.session():
        for row in store.outbox(now, limit, LEASE, "mail"):
            if straight >= BREAK_AFTER:
                store.not_sent(row.id, "the server has failed too often in a row", now + timedelta(minutes=5), now)
                later += 1
                continue
            outcome = _send_one(store, mailer, settings, (row, now))
            sent += outcome == "sent"
            later += outcome == "later"
            given_up += outcome == "given up"
            straight = straight + 1 if outcome == "later" else 0
    return SendReport(sent, later, given_up)


def _send_one(store: Store, mailer: Mailer, settings: Settings, what: tuple[OutboxRow, datetime]) -> str:
    row, now = what
    message = compose(store, settings, row, now)
    if message is None:
        store.not_sent(row.id, "no longer wanted, or nothing of it is open", None, now)
        return "given up"
    try:
        mailer.send(message, now)
    except MailRefused as error:
        store.not_sent(row.id, str(error), None, now)
        log.warning("mail %s refused: %s", row.id, error)
        return "given up"
    except MailUnavailable as error:
        again = now + min(timedelta(minutes=2**row.tries), timedelta(hours=4))
        final = now - row.created_at > GIVE_UP_AFTER
        store.not_sent(row.id, str(error), None if final else again, now)
        return "given up" if final else "later"
    store.sent(row.id, now)
    return "sent"


def compose(store: Store, settings: Settings, row: OutboxRow, now: datetime) -> Message | None:
    """The message of an outbox row as things stand now; None when nobody wants it any more."""
    try:
        alert = store.alert(row.alert.id)
    except NotFound:
        return None
    if row.kind == "confirm":
        return _confirmation(settings, row, alert) if alert.state == "pending" else None
    posts = [post for post in store.posts(row.post_ids[: MOST_POSTS * 5]) if post.state != "closed"]
    if alert.state != "active" or not posts:
        return None
    return _digest(settings, (row, alert), posts, now)


def _message_id(settings: Settings, row: OutboxRow) -> str:
    """The row's own id at our host: the same however often the message is sent."""
    return f"{row.message_id.partition('@')[0]}@{urlsplit(settings.public_url).hostname}"


def _confirmation(settings: Settings, row: OutboxRow, alert: Alert) -> Message:
    token = confirm_token(settings, alert.email, alert.created_at)
    facts = {
        "site": settings.public_url,
        "what": search.describe(alert.search),
        "often": FREQUENCIES[alert.frequency],
        "link": f"{settings.public_url}/alerts/confirm/{token}",
        "days": CONFIRM_WITHIN.days,
        "demo": settings.demo,
    }
    return Message(to=alert.email, subject="请确认招聘提醒", message_id=_message_id(settings, row), **_parts("confirm", facts))


def _digest(settings: Settings, which: tuple[OutboxRow, Alert], posts: Sequence[PostRow], now: datetime) -> Message:
    row, alert = which
    token = manage_token(settings, alert.id)
    shown = sample(posts)
    count = max(row.total, len(posts))
    facts = {
        "site": settings.public_url,
        "what": search.describe(alert.search),
        "posts": [_line(settings, post, alert.search.place, now) for post in shown],
        "more": count - len(shown),
        "all": f"{settings.public_url}{search.address(alert.search)}",
        "manage": f"{settings.public_url}/alerts/m/{token}/",
        "often": FREQUENCIES[alert.frequency],
        "demo": settings.demo,
    }
    return Message(
        to=alert.email,
        subject=f"{search.place_name(alert.search)}：{count} 个新岗位",
        message_id=_message_id(settings, row),
        unsubscribe=f"{settings.public_url}/alerts/u/{token}",
        **_parts("digest", facts),
    )


def sample(posts: Sequence[PostRow]) -> list[PostRow]:
    """At most MOST_POSTS posts and of one firm MOST_OF_A_FIRM, in their order."""
    shown: list[PostRow] = []
    of_firm: dict[str, int] = {}
    for post in posts:
        firm = post.company or f"#{post.id}"
        of_firm[firm] = of_firm.get(firm, 0) + 1
        if of_firm[firm] <= MOST_OF_A_FIRM:
            shown.append(post)
    return shown[:MOST_POSTS]


def _line(settings: Settings, post: PostRow, within: str | None, now: datetime) -> dict[str, str | None]:
    mention = post.mention
    return {
        "title": post.title,
        "url": f"{settings.public_url}/p/{post.id}/",
        "pay": present.pay_words(post.pay),
        "company": post.company,
        "place": present.place_words(post, within),
        "status": present.status_words(post, now),
        "source": post.source_name,
        "news": mention.article_title if mention else None,
    }


def _parts(name: str, facts: dict[str, object]) -> dict[str, str]:
    return {part: _templates.get_template(f"{name}.{suffix}").render(facts) for part, suffix in (("text", "txt"), ("html", "html"))}
