"""What strangers write into addresses, and what hostile sites write into posts and stories."""

from __future__ import annotations

from datetime import date
from urllib.parse import quote

import pytest

from jobs.model import Article, Experience, Mention, Pay, PlaceReading, Sighting
from jobs.store import Store
from tests.web.conftest import NOW, Browser, Filled, card, words

JUNK = [
    "",
    "0",
    "-1",
    "1e9",
    "99999999999999999999999999",
    "%00",
    "%ff%fe",
    "%ED%A0%80",
    "%F0%9F%98%80",
    "a" * 3000,
    quote("焊" * 300),
    quote("焊工 Welder сварщик ﷺ ̈́̈́"),
    quote("% _ * \" ' ( ) AND OR NOT NEAR col:x ^ -"),
    quote("{{7*7}}{% raw %}%s{0.__class__}"),
    quote("\u202e\u200b\ufeff"),
    "..%2f..%2fetc%2fpasswd",
    "%25252525",
    "&&==&=",
    "AAAA",
    "eyJ4IjoxfQ",
]
KEYS = ["q", "cat", "pay", "exp", "edu", "ben", "days", "src", "firm", "sort", "page", "place", "other"]
PATHS = ["/", "/r/140200-datong/", "/r/140200-datong/companies/", "/r/140200-datong/news/", "/regions/", "/alerts/new"]


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("key", KEYS)
def test_no_query_breaks_a_page(browser: Browser, key: str) -> None:
    for path in PATHS:
        for value in JUNK:
            for query in (f"{key}={value}", f"{key}={value}&{key}={value}&{key}&{key}="):
                answer = browser.client.get(f"{path}?{query}", follow_redirects=True)
                assert answer.status_code in (200, 404, 414), (path, query[:60], answer.status_code)
                if answer.status_code == 404:
                    assert path == "/alerts/new"


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize(
    "path", ["/r/{}/", "/p/{}/", "/c/{}/", "/sources/{}/", "/static/{}", "/{}", "/alerts/confirm/{}", "/alerts/m/{}/", "/alerts/u/{}"]
)
def test_no_path_breaks_the_site(browser: Browser, path: str) -> None:
    for value in JUNK:
        answer = browser.client.get(path.format(value.replace("&", "%26")), follow_redirects=True, buffered=True)
        assert answer.status_code in (200, 400, 404, 405, 410, 414), (path, value[:60], answer.status_code)


BAD = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'{{7*7}}"


def hostile(store: Store) -> tuple[int, int]:
    """A firm and a post with markup in every field; returns their numbers."""
    store.register([card("bad", f"源{BAD}", "board"), card("paper", "示例日报", "news")])
    with store.writing() as w:
        firm, _ = w.company(f"大同{BAD}有限公司", "140200", "news", NOW)
        story = Article(url="javascript:alert(3)", title=f"题{BAD}", body=BAD, source=f"报{BAD}", published_on=date(2026, 11, 18))
        article, _ = w.article("paper", story, "140200", NOW)
        name = f"称{BAD}"
        sentence = f"前{BAD}{name}后{BAD}"
        start = sentence.index(name)
        w.mention(article, firm.id, Mention(name, name, start, start + len(name), sentence, f"rule{BAD}", 0.9, certain=True), f"因{BAD}")
        w.add_alias(firm.id, f"别{BAD}", "news")
        post = Sighting(
            key="x",
            url="javascript:alert(4)",
            title=f"岗{BAD}",
            company=firm.name,
            places=(PlaceReading(text=f"地{BAD}", codes=("140213",)),),
            pay=Pay(f"薪{BAD}"),
            education="本科",
            experience=Experience(f"验{BAD}"),
            occupation=BAD,
            benefits=(f"福{BAD}",),
            description=f"述{BAD}",
            detail=True,
            raw={BAD: BAD},
        )
        number, _ = w.sighting("bad", post, firm, "x", NOW)
    return firm.id, number


def test_markup_from_the_web_is_shown_as_text(browser: Browser, store: Store) -> None:
    firm, post = hostile(store)
    slugged = browser.client.get(f"/c/{firm}/").location or f"/c/{firm}/"
    shown = ""
    for path in [
        "/",
        f"/p/{post}/",
        slugged,
        "/r/140200-datong/companies/",
        "/r/140200-datong/news/",
        "/sources/",
        "/sources/bad/",
        f"/?q={quote(BAD)}",
    ]:
        answer = browser.client.get(path, follow_redirects=True)
        assert answer.status_code == 200, path
        page = browser.open(answer.request.full_path if answer.request.query_string else answer.request.path)
        assert not page.select("script, img, iframe, object, embed, style"), path
        for element in page.find_all(True):
            names = [name for name in element.attrs if name.startswith("on") or name == "style"]
            assert not names, (path, names)
            assert not str(element.get("href", "")).lower().lstrip().startswith(("javascript:", "data:", "vbscript:")), path
        shown += words(page)
    assert "49" not in shown.replace("149", ""), "a template in a title is not run"
    for mark in "题报称因岗薪验福述源别":
        assert f"{mark}<script>alert(1)</script>" in shown or mark == "验", mark


@pytest.mark.usefixtures("filled")
def test_an_unsafe_address_is_text_and_a_safe_one_is_marked(browser: Browser, store: Store, filled: Filled) -> None:
    _, post = hostile(store)
    page = browser.open(f"/p/{post}/")
    assert not page.select("a[href^=javascript]")
    for link in browser.open(f"/p/{filled.turner}/").select("a[href^=http]"):
        assert link.get("rel") == "noopener nofollow ugc"
