"""The door to mail, against a real SMTP server on loopback."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from jobs import mail
from jobs.config import Settings
from jobs.errors import MailRefused, MailUnavailable
from tests.conftest import free_port

MESSAGE = mail.Message(
    to="reader@example.org",
    subject="大同：3 个新岗位",
    text="数控车工 7–9K\n第二行",
    html="<p>数控车工 <b>7–9K</b></p>",
    message_id="7.abc@tongpin.example",
    unsubscribe="https://tongpin.example/alerts/u/" + "t" * 120,
)


class Server:
    """An SMTP server that keeps what it took and answers RCPT and DATA as it is told."""

    def __init__(self) -> None:
        self.taken: list[bytes] = []
        self.connections = 0
        self.rcpt = "250 OK"
        self.data = "250 OK"

    async def handle_EHLO(self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]) -> list[str]:
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any) -> str:
        if self.rcpt.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.rcpt

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        assert isinstance(envelope.content, bytes)
        if self.data.startswith("250"):
            self.taken.append(envelope.content)
        return self.data


@pytest.fixture
def server() -> Iterator[tuple[Server, Settings]]:
    handler = Server()
    port = free_port()
    controller = Controller(handler, hostname="127.0.0.1", port=port, server_hostname="test")
    controller.start()
    yield handler, Settings(smtp_host="127.0.0.1", smtp_port=port, smtp_security="none", mail_from="同聘 <us@tongpin.example>")
    controller.stop()


def received(raw: bytes) -> EmailMessage:
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def test_a_message_arrives_with_both_parts_and_its_headers(server: tuple[Server, Settings], now: datetime) -> None:
    handler, settings = server
    sender = mail.SmtpMailer(settings)
    with sender.session():
        sender.send(MESSAGE, now)
    got = received(handler.taken[0])
    assert got["Subject"] == "大同：3 个新岗位"
    assert got["To"] == "reader@example.org"
    assert got["From"] == "同聘 <us@tongpin.example>"
    assert got["Message-ID"] == "<7.abc@tongpin.example>"
    assert got["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    text, html = got.get_body(("plain",)), got.get_body(("html",))
    assert text is not None
    assert html is not None
    assert text.get_content().splitlines() == ["数控车工 7–9K", "第二行"]
    assert "<b>7–9K</b>" in html.get_content()


def test_the_unsubscribe_address_stays_on_one_line_unencoded(server: tuple[Server, Settings], now: datetime) -> None:
    handler, settings = server
    sender = mail.SmtpMailer(settings)
    with sender.session():
        sender.send(MESSAGE, now)
    line = next(line for line in handler.taken[0].split(b"\r\n") if line.startswith(b"List-Unsubscribe:"))
    assert line == b"List-Unsubscribe: <https://tongpin.example/alerts/u/" + b"t" * 120 + b">"


def test_messages_of_one_session_share_a_connection(server: tuple[Server, Settings], now: datetime) -> None:
    handler, settings = server
    sender = mail.SmtpMailer(settings)
    with sender.session():
        for _ in range(3):
            sender.send(MESSAGE, now)
    assert (len(handler.taken), handler.connections) == (3, 1)


@pytest.mark.parametrize(
    ("answer", "error"),
    [("550 no such user", MailRefused), ("552 box full", MailRefused), ("450 greylisted", MailUnavailable), ("452 later", MailUnavailable)],
)
def test_a_refused_recipient_is_final_only_when_the_server_says_so(
    server: tuple[Server, Settings], now: datetime, answer: str, error: type[Exception]
) -> None:
    handler, settings = server
    handler.rcpt = answer
    sender = mail.SmtpMailer(settings)
    with sender.session(), pytest.raises(error):
        sender.send(MESSAGE, now)


@pytest.mark.parametrize(("answer", "error"), [("554 spam", MailRefused), ("451 try later", MailUnavailable)])
def test_a_refused_body_is_final_only_when_the_server_says_so(
    server: tuple[Server, Settings], now: datetime, answer: str, error: type[Exception]
) -> None:
    handler, settings = server
    handler.data = answer
    sender = mail.SmtpMailer(settings)
    with sender.session(), pytest.raises(error):
        sender.send(MESSAGE, now)
    handler.data = "250 OK"
    sender.send(MESSAGE, now)  # and the next message still goes
    assert len(handler.taken) == 1


def test_no_server_means_later(now: datetime) -> None:
    sender = mail.SmtpMailer(Settings(smtp_host="127.0.0.1", smtp_port=9, smtp_security="none", mail_from="us@tongpin.example"))
    with pytest.raises(MailUnavailable):
        sender.send(MESSAGE, now)


@pytest.mark.parametrize(
    "title",
    [
        "焊工\r\nBcc: victim@example.org",
        "焊工\nBcc: victim@example.org",
        "=?utf-8?q?hi=0ABcc=3A_victim=40example.org?=",
        "焊工\u2028Bcc: victim@example.org",
        "焊工\x00\x0b\x85Bcc: victim@example.org",
        "焊" * 2000,
        "\ud800焊工",
    ],
)
def test_a_scraped_title_cannot_add_a_header(title: str, now: datetime) -> None:
    message = mail.Message(to="reader@example.org", subject=title, text="x", html="x", message_id="1@x")
    raw = mail.build(message, "us@tongpin.example", now).as_bytes()
    got = received(raw)
    assert got["Bcc"] is None
    assert b"\r\nBcc:" not in raw
    assert b"\nBcc:" not in raw
    assert set(got.keys()) == {
        "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "X-Auto-Response-Suppress", "MIME-Version", "Content-Type",
    }  # fmt: skip


def test_the_file_box_keeps_one_file_a_message(tmp_path: Path, now: datetime) -> None:
    box = mail.FileBox(tmp_path / "mail", "us@tongpin.example")
    box.send(MESSAGE, now)
    box.send(MESSAGE, now)
    files = list((tmp_path / "mail").iterdir())
    assert len(files) == 1
    assert received(files[0].read_bytes())["Subject"] == "大同：3 个新岗位"
