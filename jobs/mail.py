"""The door to mail: one message in, taken or refused. SMTP in production, a folder in the demo.

Both parts of a message are made by `jobs.alerts`; here it gets its headers, is made safe and is
handed over. A foreign error becomes MailRefused (never again) or MailUnavailable (later).
"""

from __future__ import annotations

import email.policy
import os
import re
import smtplib
import ssl
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime
from typing import TYPE_CHECKING, Protocol

from jobs.errors import MailRefused, MailUnavailable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from jobs.config import Settings

#: One line per header up to SMTP's own limit: a folded List-Unsubscribe becomes an encoded word
#: and mail programs then no longer offer the one-click button.
POLICY = email.policy.SMTP.clone(max_line_length=998)
TIMEOUT = 30.0  # seconds for each exchange with the server
#: Controls, line separators and directions that a header must not carry.
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One mail to one person. `unsubscribe` is an https address that takes RFC 8058's POST."""

    to: str
    subject: str
    text: str
    html: str
    message_id: str  # without angle brackets; the same when sent again
    unsubscribe: str | None = None


class Mailer(Protocol):
    """Whatever takes messages."""

    def send(self, message: Message, now: datetime) -> None:
        """Hand the message over. Raises MailRefused or MailUnavailable."""

    def session(self) -> AbstractContextManager[None]:
        """A context in which several messages share one connection."""


def header(value: str) -> str:
    """Text that is safe in a header: one line, and no encoded word that some parsers would decode into a new header."""
    return _UNSAFE.sub(" ", value).replace("=?", "= ?").strip()[:300]


def build(message: Message, sender: str, now: datetime) -> EmailMessage:
    """The message as it travels: plain text and HTML, a stable id, and the unsubscribe headers."""
    mail = EmailMessage(policy=POLICY)
    mail["From"] = header(sender)
    mail["To"] = header(message.to)
    mail["Subject"] = header(message.subject)
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = f"<{header(message.message_id)}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Auto-Response-Suppress"] = "All"
    if message.unsubscribe:
        mail["List-Unsubscribe"] = f"<{header(message.unsubscribe)}>"
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mail.set_content(message.text, cte="base64")
    mail.add_alternative(message.html, subtype="html", cte="base64")
    return mail


class SmtpMailer:
    """Sends through the configured server. Inside `session()` all messages share one connection."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._server: smtplib.SMTP | None = None
        self._sharing = False

    @contextmanager
    def session(self) -> Iterator[None]:
        """Keep one connection for the messages sent inside."""
        self._sharing = True
        try:
            yield
        finally:
            self._sharing = False
            self._hang_up()

    def send(self, message: Message, now: datetime) -> None:
        """Hand one message to the server."""
        mail = build(message, self._settings.mail_from, now)
        try:
            server = self._server or self._connect()
            server.send_message(mail, to_addrs=[message.to])
        except smtplib.SMTPRecipientsRefused as error:
            code, reply = next(iter(error.recipients.values()))
            self._reset()
            raise _judge(code, reply) from error
        except smtplib.SMTPResponseException as error:
            self._hang_up()
            raise _judge(error.smtp_code, error.smtp_error) from error
        except (smtplib.SMTPException, OSError) as error:
            self._hang_up()
            raise MailUnavailable(f"{type(error).__name__}: {error}") from error
        if not self._sharing:
            self._hang_up()

    def _connect(self) -> smtplib.SMTP:
        s = self._settings
        context = ssl.create_default_context()
        server: smtplib.SMTP
        if s.smtp_security == "tls":
            server = smtplib.SMTP_SSL(s.smtp_host, s.smtp_port, timeout=TIMEOUT, context=context)
        else:
            server = smtplib.SMTP(s.smtp_host, s.smtp_port, timeout=TIMEOUT)
        self._server = server
        if s.smtp_security == "starttls":
            server.starttls(context=context)
        if s.smtp_user:
            server.login(s.smtp_user, s.smtp_password.get_secret_value())
        return server

    def _reset(self) -> None:
        if self._server is not None:
            try:
                self._server.rset()
            except (smtplib.SMTPException, OSError):
                self._hang_up()

    def _hang_up(self) -> None:
        server, self._server = self._server, None
        if server is None:
            return
        try:
            server.quit()
        except (smtplib.SMTPException, OSError):
            server.close()


def _judge(code: int, reply: bytes | str) -> MailRefused | MailUnavailable:
    text = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply
    # A wrong password (535) or a missing login (530) is ours to mend: the message itself is fine.
    final = 500 <= code < 600 and code not in (530, 534, 535, 538)
    return MailRefused(f"{code} {header(text)}") if final else MailUnavailable(f"{code} {header(text)}")


class FileBox:
    """Writes each message as a file. For the demo, whose site shows them at /demo/mail/."""

    def __init__(self, folder: Path, sender: str) -> None:
        self._folder = folder
        self._sender = sender

    @contextmanager
    def session(self) -> Iterator[None]:
        """Files need no connection."""
        yield

    def send(self, message: Message, now: datetime) -> None:
        """Write the message; the same Message-ID overwrites itself, so a repeat shows once."""
        self._folder.mkdir(parents=True, exist_ok=True)
        name = re.sub(r"[^0-9A-Za-z-]", "-", message.message_id)[:120]
        path = self._folder / f"{name}.eml"
        fresh = path.with_suffix(".part")
        fresh.write_bytes(build(message, self._sender, now).as_bytes())
        os.utime(fresh, (now.timestamp(), now.timestamp()))
        fresh.replace(path)


def mailer(settings: Settings) -> SmtpMailer | FileBox | None:
    """The mailer these settings ask for; None when there is no mail server."""
    if settings.demo:
        return FileBox(settings.data_dir / "mail", settings.mail_from or "同聘示例 <demo@example.org>")
    return SmtpMailer(settings) if settings.smtp_host else None
