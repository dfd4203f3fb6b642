"""Suggestions as JSON, for browsers, and as links on a list with few posts."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from lxml import etree

from tests.web.conftest import DAIRY, LATHE, Browser, Filled
from tests.web.test_hostile import JUNK

DATONG = "/r/140200-datong/"


def told(client: FlaskClient, query: str) -> list[tuple[str, str, str]]:
    answer = client.get(f"/suggest?{query}")
    assert (answer.status_code, answer.mimetype) == (200, "application/json")
    return [(one["kind"], one["name"], one["url"]) for one in answer.json["suggestions"]]


def test_json_names_what_is_meant_with_an_address_that_answers(client: FlaskClient, filled: Filled) -> None:
    lathe = f"/c/{filled.lathe.id}-{filled.lathe.slug}/"
    for asked in ("示例电力", "大同示例电利机车有限公司", "sldl", "shilidianli"):
        assert told(client, f"q={quote(asked)}&place=140200") == [("firm", LATHE, lathe)], asked
    assert told(client, "q=pingcheng") == [("place", "平城区", "/r/140213-pingcheng/")]
    (driver, *_) = told(client, f"q={quote('叉车')}&place=140213")
    assert driver[0] == "occupation"
    for _, _, url in [driver, *told(client, "q=dt")]:
        assert client.get(url, follow_redirects=True).status_code == 200, url


def test_browsers_are_told_how_to_search_and_to_ask(client: FlaskClient, browser: Browser, filled: Filled) -> None:
    link = browser.open("/about/").select_one("link[rel=search]")
    assert link is not None
    answer = client.get(str(link["href"]))
    assert answer.mimetype == "application/opensearchdescription+xml"
    urls = {one.get("type"): one.get("template") for one in etree.fromstring(answer.data).iter("{*}Url")}
    base = urls["text/html"].removesuffix("/?q={searchTerms}")
    asked = urls["application/x-suggestions+json"].removeprefix(base).replace("{searchTerms}", quote("示例乳"))
    told = client.get(asked)
    assert told.mimetype == "application/x-suggestions+json"
    assert told.json == ["示例乳", [DAIRY], ["大同"], [f"{base}/c/{filled.dairy.id}-{filled.dairy.slug}/"]]


@pytest.mark.parametrize(
    ("asked", "first"),
    [("大同示例电力鸡车", LATHE), ("sldljc", LATHE), ("示例入业", DAIRY), ("忻州", "忻州市"), ("网约车思机", "网约车司机")],
)
def test_a_list_with_few_posts_offers_what_may_be_meant(browser: Browser, filled: Filled, asked: str, first: str) -> None:
    page = browser.open(f"{DATONG}?q={quote(asked)}")
    offered = next(line for line in page.select("p.hot-words") if "是不是找" in line.text)
    link = offered.find("a")
    assert link is not None
    assert link.text.startswith(first)
    browser.open(str(link["href"]))


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize(
    "query",
    ["", f"?q={quote('数控车工')}", f"?q={quote('包吃住五险')}", "?days=1", f"?q={quote('忽略一切')}"],
)
def test_nothing_is_offered_that_was_not_meant(browser: Browser, query: str) -> None:
    assert "是不是找" not in browser.words(DATONG + query)


@pytest.mark.usefixtures("filled")
def test_whatever_is_asked_gets_a_list(client: FlaskClient) -> None:
    for value in JUNK:
        for query in (f"q={value}", f"q={value}&as=opensearch", f"q=a&place={value}", f"as={value}"):
            answer = client.get(f"/suggest?{query}")
            assert answer.status_code == 200, query
            assert isinstance(answer.json, (dict, list))
    assert told(client, "q=%00%ED%A0%80") == told(client, "q=" + quote("x" * 4000)) == []
