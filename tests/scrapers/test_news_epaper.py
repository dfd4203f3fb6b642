"""E-papers: addressed by date, so a missed or an old day can be asked for."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from jobs.errors import ReadError
from jobs.model import Ask, Page
from scrapers.families.epaper import MOST_ISSUES, Epaper

HOME = "https://epaper.shili.example.com/slrb/"
PAPER = Epaper(id="slrb", name="示例日报", home=HOME, kind="news")


def page(text: str, url: str = HOME) -> Page:
    return Page(url, 200, {}, text.encode(), text, "utf-8", datetime(2026, 11, 3, 23, 0, tzinfo=UTC))


def test_a_range_of_days_is_filled_back_newest_first() -> None:
    asks = PAPER.issues(date(2026, 10, 31), date(2026, 11, 2))
    assert [ask.url for ask in asks] == [f"{HOME}html/2026-{day}/node_1.htm" for day in ("11/02", "11/01", "10/31")]
    assert {ask.why for ask in asks} == {"article"}  # read once: an issue that is out does not change
    undashed = Epaper(id="slwb", name="示例晚报", home=HOME, kind="news", issue="%Y%m/%d/node_01.html")
    assert undashed.issues(date(2026, 11, 2), date(2026, 11, 2))[0].url == f"{HOME}202611/02/node_01.html"


@pytest.mark.parametrize(("first", "last"), [(date(2026, 11, 2), date(2026, 11, 1)), (date(1990, 1, 1), date(2026, 1, 1))])
def test_a_mistaken_range_is_an_error(first: date, last: date) -> None:
    with pytest.raises(ValueError, match=str(MOST_ISSUES)):
        PAPER.issues(first, last)


@pytest.mark.parametrize(
    "front",
    [
        '<meta http-equiv="refresh" content="0;url=html/2026-11/04/node_2.htm">',
        "<script>window.location.href='html/2026-11/04/node_2.htm'</script>",
        '<script>location.replace("./html/2026-11/04/node_2.htm")</script>',
        '<a href="html/2026-11/03/node_2.htm">昨天</a><a href="html/2026-11/04/node_2.htm">今天</a>',
    ],
)
def test_the_front_page_leads_to_the_newest_issue_and_the_days_before(front: str) -> None:
    asks = PAPER.read(page(f"<html><body>{front}</body></html>")).asks
    assert [ask.url.removeprefix(HOME) for ask in asks] == [f"html/2026-11/{day}/node_2.htm" for day in ("04", "03", "02", "01")]


def test_a_front_page_without_a_lead_falls_back_on_the_days_address() -> None:
    assert (
        PAPER.read(page("<html><body>示例日报</body></html>")).asks[0].url == f"{HOME}html/2026-11/04/node_1.htm"
    )  # it is the 4th in China


def test_an_issues_other_day_is_not_followed_and_other_hosts_are_not() -> None:
    text = '<a href="content_1_1.htm">甲乙丙</a><a href="../03/node_2.htm">上一期</a><a href="https://other.example.org/2026-11/04/node_3.htm">别家</a>'
    asks = PAPER.read(page(text, f"{HOME}html/2026-11/04/node_2.htm")).asks
    assert asks == (Ask(f"{HOME}html/2026-11/04/content_1_1.htm", "article"),)


@pytest.mark.parametrize("text", ["", "<html></html>", "<founder-content></founder-content>", "<div>" * 20_000, "<founder-title>" * 20_000])
@pytest.mark.parametrize("name", ["node_2.htm", "content_1_1.htm"])
def test_a_page_without_what_it_promises_is_refused(text: str, name: str) -> None:
    with pytest.raises(ReadError):
        PAPER.read(page(text, f"{HOME}html/2026-11/04/{name}"))


def test_a_page_alone_makes_a_source_that_knows_its_addresses() -> None:
    made = Epaper.for_page(page("", "https://epaper.shili.example.com/slwb/html/2026-11/04/content_9.htm"))
    assert isinstance(made, Epaper)
    assert made.issues(date(2026, 11, 5), date(2026, 11, 5))[0].url == "https://epaper.shili.example.com/slwb/html/2026-11/05/node_1.htm"
