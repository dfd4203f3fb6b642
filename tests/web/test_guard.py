from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from jobs.config import Settings
from jobs.errors import Busy, LinkError, SettingError
from jobs.store import Store
from jobs.web import create_app
from jobs.web.guard import trusted
from tests.web.conftest import Browser, Filled

ROOT = Path(__file__).resolve().parent.parent.parent


def test_every_answer_carries_the_headers(client: FlaskClient, everything: list[str]) -> None:
    for path in [*everything, "/nothing", "/healthz", "/robots.txt", "/static/site.css", "/r/140200/"]:
        headers = client.get(path, buffered=True).headers
        assert "default-src 'none'" in headers["Content-Security-Policy"], path
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert "geolocation=()" in headers["Permissions-Policy"]
        assert "Strict-Transport-Security" not in headers


def test_https_asks_for_https(settings: Settings, store: Store) -> None:
    secure = create_app(settings.model_copy(update={"base_url": "https://jobs.example"}), store).test_client()
    answer = secure.get("/alerts/new?place=140200", headers={"Host": "jobs.example"})
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    assert "Secure" in answer.headers["Set-Cookie"]
    assert "SameSite=Lax" in answer.headers["Set-Cookie"]
    assert "HttpOnly" in answer.headers["Set-Cookie"]


def test_reading_sets_no_cookie(client: FlaskClient, everything: list[str]) -> None:
    for path in everything:
        if not path.startswith("/alerts/"):
            assert "Set-Cookie" not in client.get(path).headers, path


def test_an_unchanged_page_is_not_sent_again(client: FlaskClient, filled: Filled) -> None:
    first = client.get("/r/140200-datong/")
    again = client.get("/r/140200-datong/", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert first.headers["Cache-Control"] == "no-cache"
    assert client.get("/alerts/new?place=140200").headers["Cache-Control"] == "no-store", "it may hold an address"


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "localhost:99999", "a b", "[::2]"])
def test_a_strange_host_is_told_what_to_do(client: FlaskClient, host: str) -> None:
    answer = client.get("/", headers={"Host": host})
    assert answer.status_code == 400
    assert "TONGPIN_TRUSTED_HOSTS" in answer.text
    assert "http://127.0.0.1:8000/" in answer.text


@pytest.mark.parametrize("host", ["localhost", "localhost:8000", "127.0.0.1", "127.0.0.1:5000", "[::1]:8000"])
def test_the_machines_own_names_are_known(client: FlaskClient, host: str) -> None:
    assert client.get("/", headers={"Host": host}).status_code == 200


def test_probes_are_answered_under_any_name(client: FlaskClient) -> None:
    assert [client.get(path, headers={"Host": "10.1.2.3"}).status_code for path in ("/healthz", "/readyz")] == [200, 200]


def test_a_region_that_is_none_stops_the_start(settings: Settings, store: Store) -> None:
    with pytest.raises(SettingError, match="TONGPIN_REGIONS: no place has the code 999999"):
        create_app(settings.model_copy(update={"regions": ("140200", "999999")}), store)


def test_trusted_names_come_from_the_settings(settings: Settings) -> None:
    public = settings.model_copy(
        update={"base_url": "https://jobs.example:8443", "trusted_hosts": ("www.jobs.example", "10.0.0.7:80"), "host": "192.0.2.1"}
    )
    assert trusted(public) == ["jobs.example", "www.jobs.example", "10.0.0.7", "192.0.2.1"]


def test_sizes(client: FlaskClient) -> None:
    assert client.get("/r/140200-datong/?q=" + "a" * 5000).status_code == 414
    assert client.post("/alerts/new", data={"email": "a" * 70_000}).status_code == 413
    assert client.get("/", data="a" * 70_000).status_code == 413


def posting(app: Flask) -> list[str]:
    rules = [rule for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ())]
    return sorted(re.sub(r"<[^>]+>", "token", rule.rule) for rule in rules)


def test_every_form_refuses_a_post_from_elsewhere(app: Flask, client: FlaskClient) -> None:
    paths = posting(app)
    assert paths == ["/alerts/confirm/token", "/alerts/new", "/alerts/u/token", "/c/token/identity/wrong"]
    for path in paths:
        answer = client.post(path, data={"email": "a@example.org"})
        if path == "/alerts/u/token":  # RFC 8058: mail programs post here; the signed link is the proof
            assert "这个链接已经不能用了" in answer.text
        else:
            assert answer.status_code == 400
            assert "这个表单放得太久了" in answer.text


def test_a_form_with_its_token_is_taken(browser: Browser) -> None:
    page = browser.open("/alerts/new?place=140200")
    token = page.select("input[name=csrf_token]")[0].get("value")
    answer = browser.client.post("/alerts/new?place=140200", data={"csrf_token": token, "email": "not an address", "frequency": "daily"})
    assert answer.status_code == 400
    assert "不像一个邮箱地址" in answer.text


def test_errors_of_the_product_become_pages(app: Flask) -> None:
    def fail(error: Exception) -> None:
        raise error

    app.add_url_rule("/busy", "busy", lambda: fail(Busy("disk full at /srv/secret")))
    app.add_url_rule("/link", "link", lambda: fail(LinkError("bad")))
    app.add_url_rule("/old", "old", lambda: fail(LinkError("old", expired=True)))
    app.add_url_rule("/bug", "bug", lambda: fail(RuntimeError("secret")))
    browser = Browser(app.test_client())
    assert "网站正忙" in browser.words("/busy", 503)
    assert browser.client.get("/busy").headers["Retry-After"] == "30"
    assert "已经不能用了" in browser.words("/link", 410)
    assert "过期了" in browser.words("/old", 410)
    answer = browser.client.get("/bug")
    assert answer.status_code == 500
    assert "这一页暂时打不开" in answer.text
    assert "secret" not in answer.text


def test_other_methods_are_refused_in_words(client: FlaskClient) -> None:
    answer = client.delete("/")
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]


def test_no_template_or_view_switches_escaping_off() -> None:
    files = [*(path for path in (ROOT / "templates").rglob("*.html") if path.parent.name != "mail"), *(ROOT / "jobs" / "web").rglob("*.py")]
    assert len(files) > 20
    for file in files:
        text = file.read_text("utf-8")
        assert not re.search(r"\|\s*safe\b|\bMarkup\b|autoescape\s+false|<script|\sstyle=|\son\w+=", text), file


def test_error_pages_do_not_set_a_cookie(app: Flask) -> None:
    answer = app.test_client().get("/nothing")
    assert answer.status_code == 404
    assert "Set-Cookie" not in answer.headers
