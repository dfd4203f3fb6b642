"""Job feeds, Indeed XML and job sitemaps: what is claimed, what is left to the news, where reading stops."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from jobs.errors import ReadError
from jobs.model import Ask, Page, Reading
from scrapers import families
from scrapers.families.base import MOST_POSTS
from scrapers.families.indeedxml import IndeedXml
from scrapers.families.jobfeed import JobFeed
from scrapers.families.jobsitemap import JobSitemap
from scrapers.families.posturl import about_posts, is_post
from scrapers.families.xmlrows import rows

HOST = "https://hr.shili.example/"


def page(text: str, url: str = f"{HOST}feed", why: str | None = None) -> Page:
    return Page(url, 200, {}, b"", text, "utf-8", datetime(2026, 11, 24, tzinfo=UTC), Ask(url, why) if why else None)


def feed(items: str, title: str = "示例") -> str:
    return f"<rss version='2.0'><channel><title>{title}</title>{items}</channel></rss>"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://x.example/job/1201.html", True),
        ("https://x.example/jobs/70001-tester", True),
        ("https://x.example/en/careers/jobs/fitter-datong/4102/", True),
        ("https://x.example/job/%E7%84%8A%E5%B7%A5/", True),
        ("https://x.example/job-listings/fitter-1/", True),
        ("https://x.example/jobs/jobs-show.php?id=3", True),
        ("https://x.example/zhaopin/30021.html", True),
        ("https://x.example/viewjob?jobid=9", True),
        ("https://x.example/apply?gh_jid=77", True),
        ("https://x.example/jobs/", False),
        ("https://x.example/jobs/index.html", False),
        ("https://x.example/careers/benefits", False),
        ("https://x.example/jobs/category/", False),
        ("https://x.example/news/2026/1120/1.html", False),
        ("https://x.example/about/", False),
        ("https://x.example/steve-jobs.html", False),
        ("http://[broken", False),
        ("", False),
    ],
)
def test_which_addresses_lead_to_a_post(url: str, expected: bool) -> None:
    assert is_post(url) is expected


def test_which_sitemaps_speak_of_posts() -> None:
    assert about_posts("https://x.example/job_listing-sitemap.xml")
    assert not about_posts("https://jobs.example/page-sitemap.xml")  # every address of the host says jobs


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        (feed("<item><title>焊工</title><company>示例</company><salary>6K</salary><link>https://x.example/a</link></item>"), True),
        (feed("<item><title>焊工</title><link>https://x.example/job/11.html</link></item>", "最新职位"), True),
        (feed("<item><title>焊工</title><link>https://x.example/job/11.html</link></item>", "最新文章"), False),
        (feed("<item><title>示例集团招聘</title><link>https://x.example/news/11.html</link></item>", "招聘新闻"), False),
        (feed("<item><title>展会</title><location>大同</location><city>大同</city><link>https://x.example/e/1</link></item>"), False),
        (feed(""), False),
        ("<html><body>jobs<item><company>x</company><salary>y</salary></item></body></html>", False),
    ],
)
def test_a_feed_is_claimed_only_when_its_entries_are_posts(text: str, sure: bool) -> None:
    assert (JobFeed.claims(page(text)) > 0.6) is sure


def test_the_feed_of_wp_job_manager_is_its_own_familys(shared: Path) -> None:
    text = (shared / "pages/wp-job-manager/job_feed.rss.xml").read_text()
    assert JobFeed.claims(page(text)) == 0
    assert families.recognise(page(text))[0][1].family == "wpjm"


def test_the_recorded_sitemap_leads_to_every_post(shared: Path) -> None:
    text = (shared / "pages/wp-job-manager/sitemap_job_listing.xml").read_text()
    reading = families.read(page(text, "http://127.0.0.1:8091/sitemap.xml"))
    assert (reading.family, reading.kind) == ("jobsitemap", "list")
    assert len(reading.asks) == text.count("<loc>")
    assert {ask.why for ask in reading.asks} == {"post"}


def test_a_sitemap_of_news_stays_news() -> None:
    text = "<urlset><url><loc>https://n.example/2026/1.html</loc></url><url><loc>https://n.example/job/2.html</loc></url><url><loc>https://n.example/3.html</loc></url></urlset>"
    assert families.recognise(page(text))[0][1].family == "sitemap"


def source() -> JobSitemap:
    return JobSitemap(id="x", name="x", home=HOST, kind="employer", start=(f"{HOST}sitemap.xml",))


def test_an_index_below_an_index_leads_nowhere_and_the_newest_posts_come_first() -> None:
    index = f"<sitemapindex><sitemap><loc>{HOST}jobs-1.xml</loc></sitemap></sitemapindex>"
    assert [ask.url for ask in source().read(page(index, f"{HOST}sitemap.xml", "start")).asks] == [f"{HOST}jobs-1.xml"]
    assert source().read(page(index, f"{HOST}sitemap.xml", "page")).kind == "empty"
    many = "".join(f"<url><loc>{HOST}job/{at}</loc><lastmod>2026-11-{at % 20 + 1:02}</lastmod></url>" for at in range(400))
    reading = source().read(page(f"<urlset>{many}</urlset>"))
    assert len(reading.asks) == 300
    assert reading.asks[0].note["lastmod"] == "2026-11-20"
    assert "400" in (reading.said or "")


def test_a_post_of_the_sitemap_is_read_as_schema_org() -> None:
    post = '<html><script type="application/ld+json">{"@type":"JobPosting","title":"焊工"}</script></html>'
    assert source().read(page(post, f"{HOST}job/1", "post")).sightings[0].title == "焊工"


def timed(text: str) -> Reading:
    began = time.process_time()
    reading = families.read(page(text))
    assert time.process_time() - began < 2
    return reading


def test_a_hundred_thousand_rows_stop_at_the_cap_and_say_so() -> None:
    row = "<title>焊工</title><company>示例</company><salary>6K</salary><description>&lt;p&gt;干活&lt;/p&gt;</description>"
    items = "".join(f"<item>{row}<link>{HOST}job/{at}</link></item>" for at in range(100_000))
    reading = timed(feed(items))
    assert len(reading.sightings) == MOST_POSTS
    assert str(MOST_POSTS) in (reading.said or "")
    jobs = "".join(f"<job>{row}<url>{HOST}job/{at}</url></job>" for at in range(100_000))
    reading = timed(f"<source>{jobs}</source>")
    assert (len(reading.sightings), reading.complete) == (MOST_POSTS, False)


def test_the_whole_file_is_the_whole_list_and_a_cut_one_is_not() -> None:
    whole = f"<source><job><title>焊工</title><company>示例</company><url>{HOST}job/1</url></job></source>"
    reader = IndeedXml(id="x", name="x", home=HOST, kind="feed")
    assert reader.read(page(whole)).complete
    cut = reader.read(page(whole.removesuffix("</source>") + "<job><title>电工"))
    assert [post.title for post in cut.sightings] == ["焊工"]
    assert not cut.complete
    with pytest.raises(ReadError, match="没有传完"):
        reader.read(page("<source><job><title>焊工"))
    assert reader.read(page("<source></source>")).kind == "empty"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<rss>",
        "<source><job/></source>",
        "<source>" + "<job><title>x</title>" * 10_000,
        "<source><job>" + "<a>" * 10_000,
        "<!DOCTYPE source SYSTEM 'http://x.example/x.dtd'><source><job><title>x</title><url>https://x.example/1</url></job></source>",
        "<!DOCTYPE source [<!ENTITY a 'b'>]><source><job><title>&a;</title><url>https://x.example/1</url></job></source>",
        "<source><job><title>x</title><url>javascript:alert(1)</url></job></source>",
        "<source><job><url>https://x.example/1</url></job></source>",
    ],
)
def test_what_is_no_list_of_posts_is_an_error(text: str) -> None:
    with pytest.raises(ReadError):
        IndeedXml(id="x", name="x", home=HOST, kind="feed").read(page(text))


def test_a_field_given_ten_thousand_times_costs_its_row_nothing_more() -> None:
    found = rows(page("<rss><item>" + "<category>x</category>" * 10_000 + "<title>焊工</title></item></rss>"), frozenset(("item",)))
    assert found.found[0]["title"] == ["焊工"]
    assert len(found.found[0]["category"]) == 200
