"""The demo's mailbox: what would have been mailed, as files that this page shows. Only there in the demo."""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import dataclass
from email.message import EmailMessage
from typing import TYPE_CHECKING

from flask import Blueprint, abort, render_template

from jobs.web.site import Head, settings

if TYPE_CHECKING:
    from pathlib import Path

mailbox = Blueprint("mailbox", __name__, url_prefix="/demo/mail")
_LINK = re.compile(r"https?://[^\s<>\"]+")
_NAME = re.compile(r"[0-9A-Za-z-]{1,120}")


@dataclass(frozen=True, slots=True)
class Letter:
    """A message in the box."""

    name: str
    to: str
    subject: str
    sent: str
    text: str
    links: tuple[str, ...]


@mailbox.get("/")
def index() -> str:
    """All messages, the newest first."""
    files = sorted(_folder().glob("*.eml"), key=lambda path: path.stat().st_mtime, reverse=True)
    head = Head(title="示例邮箱", index=False)
    return render_template("alerts/mailbox.html", head=head, letters=[_read(path) for path in files[:100]])


@mailbox.get("/<name>")
def letter(name: str) -> str:
    """One message: its text part, and its links to click."""
    path = _folder() / f"{name}.eml"
    if not _NAME.fullmatch(name) or not path.is_file():
        abort(404)
    found = _read(path)
    return render_template("alerts/letter.html", head=Head(title=found.subject, index=False), letter=found)


def _folder() -> Path:
    if not settings().demo:
        abort(404)
    return settings().data_dir / "mail"


def _read(path: Path) -> Letter:
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    part = message.get_body(("plain",)) if isinstance(message, EmailMessage) else None
    text = str(part.get_content()) if part is not None else ""
    links = tuple(dict.fromkeys(_LINK.findall(text)))
    return Letter(path.stem, str(message["To"]), str(message["Subject"]), str(message["Date"]), text, links)
