"""Alerts from the form to the mail, over a real store and a real SMTP server or a folder."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from jobs import alerts
from jobs.config import Settings
from jobs.errors import LinkError, MailError, MailRefused, MailUnavailable, NotFound
from jobs.mail import FileBox, Message
from jobs.model import Pay, PlaceReading, Search, Sighting, SourceCard
from jobs.store import Store

READER = "reader@example.org"
DATONG = Search(place="140200", words=("焊工",))


class Post:
    """A mail server that answers as it is told, and keeps what it took."""

    def __init__(self) -> None:
        self.taken: list[Message] = []
        self.error: MailError | None = None

    def session(self) -> AbstractContextManager[None]:
        return nullcontext()

    def send(self, message: Message, now: datetime) -> None:
        if self.error is not None:
            raise self.error
        self.taken.append(message)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(
        data_dir=tmp_path, base_url="https://tongpin.example", smtp_host="127.0.0.1", mail_from="us@tongpin.example", secret_key="s" * 40
    )


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    opened = Store.open(settings.database)
    opened.upgrade()
    card = SourceCard(
        id="board", name="示例人才网", kind="board", family="rows", home="https://board.example/", place="140200", verdict="GO", enabled=True,
        pace=5.0, note="",
    )  # fmt: skip
    opened.register([card])
    yield opened
    opened.close()


def post(store: Store, key: str, now: datetime, title: str = "电焊工", firm: str = "大同示例重工有限公司") -> int:
    seen = Sighting(
        key=key, url=f"https://board.example/{key}", title=title, company=firm, places=(PlaceReading("平城区", ("140213",)),),
        pay=Pay("6-8K", 6000, 8000, "month"),
    )  # fmt: skip
    with store.writing() as w:
        company, _ = w.company(firm, "140200", "board", now)
        number, _ = w.sighting("board", seen, company, f"key-{key}", now)
    return number


def confirmed(store: Store, settings: Settings, now: datetime, frequency: str = "asap", search: Search = DATONG) -> int:
    alerts.subscribe(store, settings, READER, (search, frequency), now)
    post_office = Post()
    alerts.send(store, post_office, settings, now)
    token = link(post_office.taken[0], "confirm").rsplit("/", 1)[1]
    return alerts.confirm(store, token, now).id


def link(message: Message, part: str) -> str:
    found = re.search(rf"https://tongpin\.example/alerts/{part}/\S+", message.text)
    assert found is not None
    return found.group()


def test_the_way_of_an_alert(store: Store, settings: Settings, now: datetime) -> None:
    old = post(store, "old", now - timedelta(days=1))
    confirmed(store, settings, now)
    assert alerts.match(store, now) == 0, "a post seen before the confirmation is not new"
    new = post(store, "new", now + timedelta(minutes=5), title="高薪焊工")
    assert alerts.match(store, now + timedelta(minutes=6)) == 1
    office = Post()
    assert alerts.send(store, office, settings, now + timedelta(minutes=7)) == alerts.SendReport(sent=1)
    (mail,) = office.taken
    assert (mail.to, mail.subject) == (READER, "大同市：1 个新岗位")
    for part in (mail.text, mail.html):
        assert "高薪焊工" in part
        assert "6–8K" in part
        assert "示例人才网" in part
        assert f"https://tongpin.example/p/{new}/" in part
        assert f"/p/{old}/" not in part
    assert mail.unsubscribe is not None
    assert mail.unsubscribe.startswith("https://tongpin.example/alerts/u/")
    assert mail.message_id.endswith("@tongpin.example")


def test_what_does_not_answer_the_search_is_not_mailed(store: Store, settings: Settings, now: datetime) -> None:
    confirmed(store, settings, now)
    post(store, "clerk", now + timedelta(minutes=1), title="会计")
    assert alerts.match(store, now + timedelta(minutes=2)) == 0


def test_nobody_is_told_of_a_post_twice(store: Store, settings: Settings, now: datetime) -> None:
    confirmed(store, settings, now)
    post(store, "new", now + timedelta(minutes=1))
    later = now + timedelta(minutes=2)
    assert [alerts.match(store, later), alerts.match(store, later), alerts.match(store, later + timedelta(hours=1))] == [1, 0, 0]
    office = Post()
    alerts.send(store, office, settings, later)
    alerts.send(store, office, settings, later + timedelta(hours=2))
    assert len(office.taken) == 1


def test_an_unconfirmed_address_gets_one_mail_and_nothing_else(store: Store, settings: Settings, now: datetime) -> None:
    for minute in range(5):
        alerts.subscribe(store, settings, READER, (DATONG, "asap"), now + timedelta(minutes=minute))
    post(store, "new", now + timedelta(minutes=6))
    alerts.match(store, now + timedelta(minutes=7))
    office = Post()
    alerts.send(store, office, settings, now + timedelta(minutes=8))
    assert [mail.subject for mail in office.taken] == ["请确认招聘提醒"]


def test_a_confirmation_link_works_once_and_for_seven_days(store: Store, settings: Settings, now: datetime) -> None:
    alerts.subscribe(store, settings, READER, (DATONG, "daily"), now)
    token = alerts.confirm_token(settings, READER, now)
    with pytest.raises(LinkError):
        alerts.confirm(store, token[:-1] + ("0" if token[-1] != "0" else "1"), now)
    with pytest.raises(LinkError) as late:
        alerts.confirm(store, token, now + timedelta(days=8))
    assert late.value.expired
    assert alerts.confirm(store, token, now + timedelta(days=6)).state == "active"
    with pytest.raises(LinkError):
        alerts.confirm(store, token, now + timedelta(days=6))


def test_after_stopping_nothing_more_is_sent_even_if_it_lay_in_the_outbox(store: Store, settings: Settings, now: datetime) -> None:
    number = confirmed(store, settings, now)
    post(store, "new", now + timedelta(minutes=1))
    alerts.match(store, now + timedelta(minutes=2))
    token = alerts.manage_token(settings, number)
    alerts.end(store, settings, token, now + timedelta(minutes=3))
    alerts.end(store, settings, token, now + timedelta(minutes=3))
    office = Post()
    alerts.send(store, office, settings, now + timedelta(minutes=4))
    assert office.taken == []
    assert store.alert(number).state == "ended"


@pytest.mark.parametrize("token", ["", "x", "1.abc", "Nw.zzzz", "7"])
def test_a_forged_link_stops_nothing(store: Store, settings: Settings, now: datetime, token: str) -> None:
    number = confirmed(store, settings, now)
    with pytest.raises(LinkError):
        alerts.end(store, settings, token, now)
    assert store.alert(number).state == "active"


def test_a_link_of_another_installation_stops_nothing(store: Store, settings: Settings, now: datetime) -> None:
    number = confirmed(store, settings, now)
    other = settings.model_copy(update={"secret_key": type(settings.secret_key)("o" * 40)})
    with pytest.raises(LinkError):
        alerts.end(store, settings, alerts.manage_token(other, number), now)


def test_a_server_that_is_down_gets_the_same_message_later(store: Store, settings: Settings, now: datetime) -> None:
    confirmed(store, settings, now)
    post(store, "new", now + timedelta(minutes=1))
    alerts.match(store, now + timedelta(minutes=2))
    office = Post()
    office.error = MailUnavailable("451")
    assert alerts.send(store, office, settings, now + timedelta(minutes=3)) == alerts.SendReport(later=1)
    assert alerts.send(store, office, settings, now + timedelta(minutes=3)) == alerts.SendReport(), "not before its time"
    office.error = None
    assert alerts.send(store, office, settings, now + timedelta(hours=5)) == alerts.SendReport(sent=1)


def test_a_message_is_given_up_after_three_days_and_that_shows(store: Store, settings: Settings, now: datetime) -> None:
    confirmed(store, settings, now)
    post(store, "new", now + timedelta(minutes=1))
    alerts.match(store, now + timedelta(minutes=2))
    office = Post()
    office.error = MailUnavailable("timeout")
    at, reports = now + timedelta(minutes=3), []
    for _ in range(60):
        reports.append(alerts.send(store, office, settings, at))
        at += timedelta(hours=4)
        if reports[-1].given_up:
            break
    assert reports[-1].given_up == 1
    assert timedelta(hours=72) < at - now < timedelta(hours=90)
    assert store.outbox_counts()["given_up"] == 1


def test_a_refused_message_is_never_tried_again(store: Store, settings: Settings, now: datetime) -> None:
    confirmed(store, settings, now)
    post(store, "new", now + timedelta(minutes=1))
    alerts.match(store, now + timedelta(minutes=2))
    office = Post()
    office.error = MailRefused("550 no such user")
    assert alerts.send(store, office, settings, now + timedelta(minutes=3)) == alerts.SendReport(given_up=1)
    assert alerts.send(store, office, settings, now + timedelta(days=1)) == alerts.SendReport()


def test_a_crash_after_the_server_took_it_repeats_the_same_message(store: Store, settings: Settings, now: datetime) -> None:
    confirmed(store, settings, now)
    post(store, "new", now + timedelta(minutes=1))
    at = now + timedelta(minutes=2)
    alerts.match(store, at)
    first = [alerts.compose(store, settings, row, at) for row in store.outbox(at, 10, alerts.LEASE, "crashes")]
    office = Post()
    assert alerts.send(store, office, settings, at + timedelta(minutes=1)) == alerts.SendReport(), "the lease holds"
    alerts.send(store, office, settings, at + timedelta(minutes=6))
    assert [mail.message_id for mail in office.taken] == [mail.message_id for mail in first if mail]


def test_a_mail_shows_three_posts_of_a_firm_and_counts_the_rest(store: Store, settings: Settings, now: datetime) -> None:
    confirmed(store, settings, now)
    for number in range(6):
        post(store, f"n{number}", now + timedelta(minutes=1), title=f"焊工{number}号")
    post(store, "other", now + timedelta(minutes=1), firm="大同示例钢构有限公司")
    alerts.match(store, now + timedelta(minutes=2))
    office = Post()
    alerts.send(store, office, settings, now + timedelta(minutes=3))
    (mail,) = office.taken
    assert mail.subject == "大同市：7 个新岗位"
    assert mail.text.count("大同示例重工有限公司") == 3
    assert mail.text.count("大同示例钢构有限公司") == 1
    assert "还有 3 个" in mail.text


def test_words_of_a_post_stay_words_in_the_html_part(store: Store, settings: Settings, now: datetime) -> None:
    confirmed(store, settings, now)
    post(store, "x", now + timedelta(minutes=1), title="焊工<script>alert(1)</script>{{7*7}}")
    alerts.match(store, now + timedelta(minutes=2))
    office = Post()
    alerts.send(store, office, settings, now + timedelta(minutes=3))
    assert "<script>" not in office.taken[0].html
    assert "&lt;script&gt;" in office.taken[0].html
    assert "{{7*7}}" in office.taken[0].text


def test_the_file_box_holds_a_mail_a_person_can_read(store: Store, settings: Settings, now: datetime, tmp_path: Path) -> None:
    alerts.subscribe(store, settings, READER, (DATONG, "daily"), now)
    alerts.send(store, FileBox(tmp_path / "mail", "us@tongpin.example"), settings, now)
    (path,) = (tmp_path / "mail").glob("*.eml")
    mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    assert isinstance(mail, EmailMessage)
    text = mail.get_body(("plain",))
    assert text is not None
    assert "大同市 · 焊工" in text.get_content()


@pytest.mark.parametrize(
    ("written", "address"),
    [
        (" Reader@Example.ORG ", "reader@example.org"),
        ("welder+jobs@qq.com", "welder+jobs@qq.com"),
        ("a@x.com,b@y.com", None),
        ('"a\r\nb"@x.com', None),
        ("alice@example.org)bob@x.test", None),
        ("", None),
        ("@", None),
        ("x" * 300 + "@qq.com", None),
        ("工人@", None),
    ],
)
def test_an_address_is_one_address_or_none(written: str, address: str | None) -> None:
    assert alerts.address(written) == address


def test_an_erased_address_is_gone(store: Store, settings: Settings, now: datetime) -> None:
    number = confirmed(store, settings, now)
    store.erase(READER)
    with pytest.raises(NotFound):
        store.alert(number)


def test_the_search_of_an_alert_survives_the_store(store: Store, settings: Settings, now: datetime) -> None:
    wanted = replace(DATONG, pay=("5-8",), days=7, in_news=True)
    number = confirmed(store, settings, now, search=wanted)
    assert store.alert(number).search == wanted
