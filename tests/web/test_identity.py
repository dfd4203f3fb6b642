"""Why it is this firm, and what a reader can say against it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from flask.testing import FlaskClient

from jobs.config import Settings
from jobs.model import Article
from jobs.store import Decision, Store
from jobs.web import create_app
from jobs.web.reports import visitor
from tests.web.conftest import DAIRY, LATHE, NOW, Browser, Filled, mention, words

BY = Decision("operator", "工商登记为同一家", NOW)


def path(filled: Filled, tail: str = "identity/") -> str:
    return f"/c/{filled.lathe.id}-{filled.lathe.slug}/{tail}"


def token(client: FlaskClient, where: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', client.get(where).text)
    assert found, where
    return found.group(1)


def send(client: FlaskClient, where: str, text: str = "", **more: str) -> tuple[int, str]:
    """Post the form at this address as a browser does; (status, where it leads)."""
    answer = client.post(where, data={"csrf_token": token(client, where), "words": text, **more})
    return answer.status_code, answer.headers.get("Location", "")


def test_every_name_and_mention_with_its_evidence(store: Store, filled: Filled, browser: Browser) -> None:
    with store.writing() as w:
        w.add_alias(filled.lathe.id, "示例机车", "review", NOW)
        w.learn(filled.lathe.id, NOW, trade="制造业", group="示例集团", credit_code="91140200701101235J")
    page = browser.open(path(filled))
    assert page.select("meta[name=robots][content^=noindex]")
    names = [words(row) for row in page.select("table tbody tr")]
    assert names == [f"{LATHE} 新闻里这样写 今天 08:40", "示例机车 人工核对后认定 今天 08:40"]
    told = words(page.select_one("#main"))
    assert "行业 制造业 所属集团 示例集团 统一社会信用代码 91140200701101235J" in told
    (row,) = page.select(".line > li")
    assert f"“{LATHE}”" in words(row)
    assert "full，0.97；全称完全一致" in words(row)
    assert row.select_one("h3 a")["href"] == "https://paper.example/1"  # type: ignore[index]  # it is there
    assert row.select_one("mark").get_text() == LATHE  # type: ignore[union-attr]  # it is there
    assert row.select_one("a[rel=nofollow]").get_text().startswith("不对？")  # type: ignore[union-attr]  # it is there
    company = browser.open(path(filled, ""))
    assert company.select_one(f"a[href='{path(filled)}']").get_text() == "为什么认定是同一家"  # type: ignore[union-attr]  # it is there
    assert "示例集团" in words(company.select_one("#main"))
    assert "也写作：示例机车" in words(company.select_one("#main"))


def test_rules_are_told_in_words(store: Store, filled: Filled, browser: Browser) -> None:
    with store.writing() as w:
        number, _ = w.article("paper", Article(url="https://paper.example/2", title="二", body="x"), "140200", NOW)
        w.mention(number, filled.lathe.id, replace(mention(LATHE, f"{LATHE}扩建。"), rule="legal", certain=False), None)
    told = browser.words(path(filled))
    assert "公司形式完整，0.97；没有记下理由；不能确定是这家企业" in told


def test_a_merged_firm_moves_for_good(store: Store, filled: Filled, browser: Browser) -> None:
    old = f"/c/{filled.dairy.id}-{filled.dairy.slug}/"
    entry = store.merge(filled.dairy.id, filled.lathe.id, BY)
    for tail in ("", "identity/", "identity/wrong"):
        answer = browser.client.get(old + tail)
        assert (answer.status_code, answer.headers["Location"]) == (301, path(filled, tail))
    told = browser.words(path(filled))
    assert f"“{DAIRY}”并入“{LATHE}”，理由：工商登记为同一家" in told
    store.undo(entry.id, BY)
    assert browser.client.get(old).status_code == 200
    assert "并入" not in browser.words(path(filled))


def test_another_slug_leads_to_the_right_one(filled: Filled, client: FlaskClient) -> None:
    for tail in ("identity/", "identity/wrong"):
        answer = client.get(f"/c/{filled.lathe.id}-x/{tail}")
        assert (answer.status_code, answer.headers["Location"]) == (301, path(filled, tail))
    for wrong in (
        "/c/999-x/identity/",
        "/c/x/identity/",
        "/c/999/identity/wrong",
        path(filled, "identity/wrong?mention=999"),
        path(filled, "identity/wrong?mention=x"),
    ):
        assert client.get(wrong).status_code == 404, wrong


def test_many_mentions_are_turned_in_pages(store: Store, filled: Filled, browser: Browser) -> None:
    with store.writing() as w:
        for n in range(60):
            number, _ = w.article("paper", Article(url=f"https://paper.example/n{n}", title=f"第{n}篇", body=f"{n}"), "140200", NOW)
            w.mention(number, filled.lathe.id, mention(LATHE, f"{LATHE}扩建。"), "全称完全一致")
    first = browser.open(path(filled))
    assert len(first.select(".line > li")) == 50
    assert [(link.get_text(), link["href"]) for link in first.select(".pager a")] == [("较早的", path(filled) + "?page=2")]
    second = browser.open(path(filled) + "?page=2")
    assert len(second.select(".line > li")) == 11
    assert [(link.get_text(), link["href"]) for link in second.select(".pager a")] == [("较新的", path(filled))]
    assert browser.client.get(path(filled) + "?page=3").headers["Location"] == path(filled)
    for odd in ("?page=0", "?page=-1", "?page=x", "?page=１", "?page="):
        assert len(browser.open(path(filled) + odd).select(".line > li")) == 50, odd


def test_a_report_joins_the_queue(store: Store, filled: Filled, client: FlaskClient) -> None:
    number = store.identity(filled.lathe.id).mentions[0].id
    where = path(filled, f"identity/wrong?mention={number}")
    form = client.get(where)
    assert form.headers["Cache-Control"] == "no-store"
    assert "noindex" in form.text
    assert LATHE in form.text
    assert send(client, where, "  这是太原的一家  ") == (303, path(filled, "identity/sent"))
    assert "核对队列" in client.get(path(filled, "identity/sent")).text
    (report,) = store.reviews(kind="report")
    assert (report.company, report.text, report.as_printed, report.article_url) == (
        filled.lathe,
        "这是太原的一家",
        LATHE,
        "https://paper.example/1",
    )
    store.decide(report.id, True, BY)
    assert LATHE not in client.get(path(filled)).text.partition('id="mentions"')[2]
    assert client.get(where).status_code == 404, "the mention is no longer this firm's"
    assert send(client, path(filled, "identity/wrong"))[0] == 303, "and the firm as a whole, without a word"


def test_a_report_needs_the_form_and_fits_it(store: Store, filled: Filled, client: FlaskClient) -> None:
    where = path(filled, "identity/wrong")
    assert client.post(where, data={"words": "x"}).status_code == 400
    answer = client.post(where, data={"csrf_token": token(client, where), "words": "长" * 301})
    assert answer.status_code == 400
    assert "最多 300 个字" in answer.text
    assert "长" * 301 in answer.text, "what was written is not lost"
    assert store.reviews() == []
    assert send(client, where, "行\r\n" * 150)[0] == 303, "a line break is one character, however it is sent"
    assert client.put(where).status_code == 405


def test_five_reports_a_day(store: Store, filled: Filled, client: FlaskClient) -> None:
    where = path(filled, "identity/wrong")
    assert [send(client, where, f"第{n}条")[0] for n in range(6)] == [303] * 5 + [429]
    refused = client.post(where, data={"csrf_token": token(client, where)})
    assert refused.headers["Retry-After"] == "86400"
    assert "明天再来" in refused.text
    other = {"REMOTE_ADDR": "198.51.100.7"}
    answer = client.post(where, data={"csrf_token": token(client, where)}, environ_base=other)
    assert answer.status_code == 303
    with time_machine.travel(NOW + timedelta(days=1, minutes=1), tick=False):
        assert send(client, where, "第二天")[0] == 303
    assert len(store.reviews()) == 7


def test_behind_a_proxy_readers_are_told_apart(settings: Settings, store: Store, filled: Filled) -> None:
    client = create_app(settings.model_copy(update={"proxies": 1}), store).test_client()
    where = path(filled, "identity/wrong")
    given = [
        client.post(
            where, data={"csrf_token": token(client, where), "words": f"{n}"}, headers={"X-Forwarded-For": f"198.51.100.{n}"}
        ).status_code
        for n in range(7)
    ]
    assert given == [303] * 7


@pytest.mark.parametrize(
    ("address", "same"),
    [
        ("198.51.100.7", "198.51.100.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("::ffff:198.51.100.7", "198.51.100.7"),
        ("fe80::1%eth0", "fe80::"),
        (None, "unknown"),
        ("not an address", "unknown"),
    ],
)
def test_who_counts_as_one_visitor(address: str | None, same: str) -> None:
    assert visitor(address) == same


def test_what_a_reader_writes_is_only_text(store: Store, filled: Filled, client: FlaskClient) -> None:
    bad = "<script>alert(1)</script>{{7*7}}"
    where = path(filled, "identity/wrong")
    answer = client.post(where, data={"csrf_token": token(client, where), "words": bad + "长" * 300})
    assert "<script>" not in answer.text
    assert "49" not in re.sub(r"csrf_token.*", "", answer.text).partition("textarea")[2]
    with store.writing() as w:
        w.add_alias(filled.lathe.id, bad, bad, NOW)
    store.merge(filled.dairy.id, filled.lathe.id, BY._replace(why=bad))
    assert "<script>" not in client.get(path(filled)).text
