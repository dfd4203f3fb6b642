"""The recorded pages beside the project, read as a careful person would read them. What is expected was written down by eye."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from jobs.errors import ReadError
from jobs.model import Page, Reading, Sighting
from scrapers import families
from scrapers.families.schemaorg import SchemaOrg
from scrapers.fetch import decode

AT = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)  # 22:00 in China, the evening when most of them were recorded
PHPYUN = "http://127.0.0.1:8092/index.php?m=com&c="
CMS74 = "http://127.0.0.1:8093/jobs/"
WORDPRESS = "http://127.0.0.1:8091"
MOHRSS = "http://job.mohrss.gov.cn/cjobs/"


def read(path: Path, url: str, header: str | None = None) -> Reading:
    content = path.read_bytes()
    text, charset = decode(content, header)
    return families.read(Page(url, 200, {}, content, text, charset, AT))


def pay(post: Sighting) -> tuple[int | None, int | None, str | None] | None:
    return (post.pay.min, post.pay.max, post.pay.unit) if post.pay else None


def codes(post: Sighting) -> tuple[str, ...]:
    return tuple(code for place in post.places for code in place.codes)


def test_mohrss_list(shared: Path) -> None:
    reading = read(shared / "pages/mohrss/job-list.sanitized.html", f"{MOHRSS}jobinfolist/listJobinfolist")
    first, second = reading.sightings
    assert (reading.kind, reading.family, reading.complete) == ("list", "mohrss", False)
    assert [ask.why for ask in reading.asks] == ["page"]
    assert (first.key, first.company, codes(first), pay(first)) == ("100000000001", "示例科技公司", ("310115",), (10000, 15000, "month"))
    assert (first.education, first.posted_on, first.deadline, first.occupation) == (
        "本科",
        date(2026, 8, 1),
        None,
        "软件和信息技术服务人员",
    )
    assert (second.key, codes(second), pay(second), second.education) == ("100000000002", ("330100",), (12000, 12000, "month"), "大专")
    assert (second.deadline, second.closed, second.posted_on) == (date(2026, 9, 1), True, None)


def test_mohrss_post(shared: Path) -> None:
    reading = read(shared / "pages/mohrss/job-detail.sanitized.html", f"{MOHRSS}htmls/cb21gwPages/100000000001.html")
    (post,) = reading.sightings
    assert (reading.kind, post.key, post.company, post.education, codes(post)) == (
        "post",
        "100000000001",
        "示例科技公司",
        "本科",
        ("310115",),
    )
    assert post.title == ""  # this page does not say it
    assert post.description is not None
    assert "List<String>" in post.description
    assert "联系" not in post.description


def test_phpyun_list(shared: Path) -> None:
    reading = read(shared / "pages/phpyun/list_pc_search.gbk.html", f"{PHPYUN}search&cityid=52", "GBK")
    posts = reading.sightings
    assert (reading.kind, len(posts), reading.complete) == ("list", 16, False)
    assert all(codes(post) == ("140200",) for post in posts)
    assert (posts[0].key, posts[0].title, posts[0].company, pay(posts[0])) == ("1", "焊工", "大同瑞鋮钢结构有限公司", (None, None, None))
    assert (pay(posts[1]), posts[1].education, posts[1].experience and posts[1].experience.min) == ((4500, 5999, "month"), "中专", 1)
    assert (posts[8].company, posts[8].company_cut) == ("太重集团(大同)起重机有", True)
    assert posts[0].posted_on == date(2026, 11, 23)
    assert posts[12].posted_on == date(2026, 11, 21)
    assert [ask.url for ask in reading.asks if ask.why == "page"] == [f"{PHPYUN}search&page=2&cityid=52"]
    assert sum(ask.why == "post" for ask in reading.asks) == 12  # every name of twelve characters


def test_phpyun_last_page_links_to_itself_and_the_one_behind_it_is_empty(shared: Path) -> None:
    last = read(shared / "pages/phpyun/list_pc_search_p5_last.gbk.html", f"{PHPYUN}search&cityid=52&page=5", "GBK")
    assert (last.kind, len(last.sightings), last.complete) == ("list", 8, True)
    assert not [ask for ask in last.asks if ask.why == "page"]
    beyond = read(shared / "pages/phpyun/list_pc_search_p6_beyond.gbk.html", f"{PHPYUN}search&cityid=52&page=6", "GBK")
    assert (beyond.kind, beyond.sightings, beyond.asks) == ("empty", (), ())


def test_phpyun_post_and_missing_post(shared: Path) -> None:
    reading = read(shared / "pages/phpyun/detail_pc_id1.gbk.html", f"{PHPYUN}comapply&id=1", "GBK")
    (post,) = reading.sightings
    assert (reading.kind, post.key, post.title, post.company) == ("post", "1", "焊工", "大同瑞鋮钢结构有限公司")
    assert (codes(post), pay(post), post.education, post.headcount) == (("140222",), (None, None, None), "不限", None)
    assert (post.posted_on, post.deadline, post.benefits) == (date(2026, 11, 23), date(2027, 1, 22), ("五险一金", "包吃住"))
    missing = read(shared / "pages/phpyun/detail_pc_missing_http200.gbk.html", f"{PHPYUN}comapply&id=999", "GBK")
    assert (missing.kind, missing.sightings, missing.said) == ("closed", (), "没有该职位！")


def test_74cms_lists(shared: Path) -> None:
    first = read(shared / "pages/74cms/list_v3.html", f"{CMS74}jobs-list.php", "utf-8")
    second = read(shared / "pages/74cms/list_v3_p2.html", f"{CMS74}jobs-list.php?page=2", "utf-8")
    assert [(reading.kind, len(reading.sightings), reading.complete) for reading in (first, second)] == [("list", 20, False)] * 2
    assert [[ask.url for ask in reading.asks] for reading in (first, second)] == [[f"{CMS74}jobs-list.php?page={n}"] for n in (2, 3)]
    post = first.sightings[0]
    assert (post.key, post.title, post.company, pay(post), post.education) == (
        "1",
        "焊工",
        "大同瑞鋮钢结构有限公司",
        (1500, 2000, "month"),
        "初中",
    )
    assert (post.headcount, post.experience and (post.experience.min, post.experience.max), codes(post)) == (3, (0, 0), ("140200",))
    assert (first.sightings[2].pay and first.sightings[2].pay.text, pay(first.sightings[2])) == ("1万以上/月", (10000, None, "month"))
    assert [second.sightings[i].company for i in (0, 4, 19)] == [
        "陕汽大同专用汽车有限公司",
        "太重集团(大同)起重机有限公司",
        "中车大同电力机车有限公司",
    ]


def test_74cms_post_and_missing_post(shared: Path) -> None:
    (post,) = read(shared / "pages/74cms/detail_v3_id1.html", f"{CMS74}jobs-show.php?id=1", "utf-8").sightings
    assert (post.key, post.title, post.company, pay(post)) == ("1", "焊工", "大同瑞鋮钢结构有限公司", (1500, 2000, "month"))
    assert (codes(post), post.education, post.headcount, post.posted_on) == (("140200",), "初中", 3, date(2026, 11, 23))
    assert post.benefits == ("五险一金", "包吃住")
    assert read(shared / "pages/74cms/detail_v3_missing_404.html", f"{CMS74}jobs-show.php?id=9").kind == "closed"


def test_wp_job_manager_in_all_its_shapes(shared: Path) -> None:
    folder = shared / "pages/wp-job-manager"
    answer = read(folder / "ajax_get_listings_p1.json", f"{WORDPRESS}/jm-ajax/get_listings/?per_page=10&page=1")
    feed = read(folder / "job_feed.rss.xml", f"{WORDPRESS}/?feed=job_feed")
    static = read(folder / "list_static.html", f"{WORDPRESS}/jobs-static/")
    shell = read(folder / "list_ajax_shell.html", f"{WORDPRESS}/jobs/")
    detail = read(folder / "detail.html", f"{WORDPRESS}/job/%e7%84%8a%e5%b7%a5/")
    assert [(reading.kind, len(reading.sightings)) for reading in (answer, feed, static, shell, detail)] == [
        ("list", 10), ("feed", 10), ("list", 10), ("list", 0), ("post", 1),
    ]  # fmt: skip
    assert not any(reading.complete for reading in (answer, feed, static, shell))
    keys = [[post.key for post in reading.sightings] for reading in (answer, feed, static)]
    assert set(keys[0]) == set(keys[1])
    assert detail.sightings[0].key in keys[0]
    assert {post.company for post in answer.sightings} == {
        "大同瑞鋮钢结构有限公司",
        "陕汽大同专用汽车有限公司",
        "太重集团(大同)起重机有限公司",
    }
    assert [codes(post) for post in answer.sightings[:4]] == [("140214",), ("140215",), ("140271",), ("140213",)]
    assert [pay(post) and pay(post)[:2] for post in feed.sightings[:4]] == [(6000, 6000), (8000, 12000), (None, None), (4000, 4000)]  # type: ignore[index]  # None was asked about before
    assert feed.sightings[0].posted_on == date(2026, 11, 23)  # 03:52 in China, still the 22nd in UTC
    assert [ask.url for ask in shell.asks] == [f"{WORDPRESS}/jm-ajax/get_listings/?per_page=10&orderby=featured&order=DESC&page=1"]
    post = detail.sightings[0]
    assert (post.title, post.company, codes(post), pay(post)) == ("焊工", "大同瑞鋮钢结构有限公司", ("140214",), (6000, 6000, "month"))
    assert (post.posted_on, post.deadline) == (date(2026, 11, 23), date(2026, 12, 23))
    assert "@" not in str(post)


@pytest.mark.parametrize("notation", ["jsonld", "microdata", "rdfa"])
def test_the_three_notations_of_one_example(shared: Path, notation: str) -> None:
    reading = read(shared / f"pages/schemaorg/eg-0028.{notation}.html", "https://jobs.example.com/28")
    (post,) = reading.sightings
    assert (reading.kind, post.title, post.posted_on) == ("post", "Software Engineer", date(2011, 10, 31))
    assert [place.text for place in post.places] == ["Kirkland, WA"]
    assert (post.pay and post.pay.text, pay(post)) == ("100000 USD", (None, None, None))  # dollars are no yuan
    assert post.company == (None if notation == "jsonld" else "ABC Company Inc.")
    assert post.education == "本科"


@pytest.mark.parametrize(
    ("name", "title", "company"),
    [
        ("eg-0213", "Junior software developer", None),
        ("eg-0251", "Mobile App Developer", "ACME Software"),
        ("eg-0268", "Telecommute from anywhere in USA!", None),
        ("eg-0280", "Systems Research Engineer", None),
    ],
)
def test_small_examples_leave_unknown_what_they_do_not_say(shared: Path, name: str, title: str, company: str | None) -> None:
    (post,) = read(shared / f"pages/schemaorg/{name}.jsonld.html", "https://jobs.example.com/x").sightings
    assert (post.title, post.company, post.pay, post.posted_on, codes(post)) == (title, company, None, None, ())


@pytest.mark.parametrize("name", ["eg-0213.microdata", "eg-0213.rdfa", "eg-0251.microdata", "eg-0268.rdfa", "eg-0280.microdata"])
def test_examples_nobody_wrote_yet_are_errors(shared: Path, name: str) -> None:
    with pytest.raises(ReadError):
        read(shared / f"pages/schemaorg/{name}.html", "https://jobs.example.com/x")


def test_a_post_in_nine_cities_with_one_address(shared: Path) -> None:
    path = shared / "pages/jsonld/jsonld_meta_software_engineer.html"
    reading = read(path, "https://jobs.example.com/meta")
    (post,) = reading.sightings
    assert (post.title, post.company) == ("Software Engineer, Infrastructure", "Meta")
    assert len(post.places) == 9
    assert (post.posted_on, post.deadline, reading.kind) == (date(2025, 6, 10), date(2026, 6, 8), "closed")
    text = path.read_text()
    earlier = Page("https://jobs.example.com/meta", 200, {}, b"", text, "utf-8", datetime(2025, 7, 1, tzinfo=UTC))
    assert SchemaOrg(id="m", name="m", home="https://jobs.example.com/", kind="employer").read(earlier).kind == "post"
