"""Sites that are not read: a firm's page leads to their own search for it, and to nothing else of theirs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import quote

import scheduler
from scrapers import sources
from tests.web.conftest import card

if TYPE_CHECKING:
    from jobs.store import Store
    from tests.web.conftest import Browser, Filled


def test_a_firms_page_leads_to_the_searches_of_sites_that_are_not_read(browser: Browser, filled: Filled, store: Store) -> None:
    path = f"/c/{filled.lathe.id}-{filled.lathe.slug}/"
    assert "可以自己去搜" not in browser.words(path)
    walled = replace(card("walled", "示例直聘", "board"), verdict="OFF", enabled=False, search_url="https://walled.example/s?q={firm}&c=2")
    hostile = replace(card("hostile", "示例坏站", "board"), verdict="OFF", enabled=False, search_url="javascript:alert('{firm}')")
    read = replace(card("board", "示例人才网", "board"), search_url="https://board.example/?q={firm}")
    store.register([walled, hostile, read])
    page = browser.open(path)
    (link,) = [one for one in page.find_all("a") if one.get_text() == "示例直聘"]
    assert link["href"] == f"https://walled.example/s?q={quote(filled.lathe.name, safe='')}&c=2"
    assert "nofollow" in (link.get("rel") or ())
    assert not page.select('a[href^="javascript"], a[href^="https://board.example/?q"]')


def test_every_source_that_is_off_gives_its_search_and_no_other_does() -> None:
    for source in sources.load().values():
        url = scheduler.card(source).search_url
        assert (url is not None) is (source.verdict == "OFF"), source.id
        assert url is None or (url.startswith("https://") and url.count("{firm}") == 1)
