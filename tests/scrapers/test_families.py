"""The families together: found by being there, choosing by the page, answering hostile pages with an error or nothing."""

from __future__ import annotations

import dataclasses
import json
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from jobs.errors import ReadError
from jobs.model import Ask, Page, Reading
from scrapers import families
from scrapers.families import base
from scrapers.families.cms74 import Cms74
from scrapers.families.mohrss import Mohrss
from scrapers.families.phpyun import PhpYun
from scrapers.families.post import LONGEST_TITLE
from scrapers.families.rows import Rows
from scrapers.families.schemaorg import SchemaOrg
from scrapers.families.wpjm import WpJobManager
from scrapers.fetch import decode
from scrapers.source import Source

SAMPLES = Path(__file__).resolve().parent.parent / "pages"
MakePage = Callable[..., Page]


def page(text: str, url: str = "https://jobs.example.com/list", ask: Ask | None = None, **more: str) -> Page:
    return Page(url, 200, {}, text.encode("utf-8", "replace"), text, "utf-8", datetime(2026, 11, 24, 0, 40, tzinfo=UTC), ask)


def sample(name: str, ask: Ask | None = None) -> Page:
    path = SAMPLES / name
    about = json.loads(path.with_suffix(".expected.json").read_text())
    text, charset = decode(path.read_bytes(), None, about.get("content_type"))
    return Page(about["url"], 200, {}, path.read_bytes(), text, charset, datetime(2026, 11, 24, 0, 40, tzinfo=UTC), ask)


def test_families_are_found_by_being_there() -> None:
    found = families.families()
    assert {"rows", "schemaorg", "mohrss", "cms74", "phpyun", "wpjm", "link"} <= set(found)
    assert all(issubclass(family, Source) and dataclasses.is_dataclass(family) and family.__doc__ for family in found.values())


@pytest.mark.parametrize("name", ["mohrss/list.html", "cms74/post.html", "phpyun/list.gbk.html", "wpjm/post.html", "schemaorg/rdfa.html"])
def test_a_page_is_recognised_as_its_own_family_first(name: str) -> None:
    assert families.recognise(sample(name))[0][1].family == name.partition("/")[0]


def test_a_page_that_nobody_knows_is_an_error_and_a_wall_is_blocked() -> None:
    with pytest.raises(ReadError) as caught:
        families.read(page("<html><body>你好</body></html>"))
    assert caught.value.kind == "error"
    with pytest.raises(ReadError) as caught:
        families.read(page("<html><head><title>安全验证</title></head><body>请完成下方验证后继续访问</body></html>"))
    assert caught.value.kind == "blocked"


@pytest.mark.parametrize("name", ["mohrss/list.html", "cms74/list.html", "phpyun/list.gbk.html", "wpjm/list.html"])
def test_a_wall_in_place_of_a_list_is_blocked_not_empty(name: str) -> None:
    good = sample(name)
    source = families.recognise(good)[0][1].for_page(good)
    assert source is not None
    with pytest.raises(ReadError) as caught:
        source.read(page("<html><head><title>访问验证</title></head><body>您的访问过于频繁，请输入验证码</body></html>", good.url))
    assert caught.value.kind == "blocked"


@pytest.mark.parametrize(
    "name",
    [
        "cms74/list.html",
        "cms74/post.html",
        "phpyun/list.gbk.html",
        "phpyun/post.gbk.html",
        "mohrss/list.html",
        "wpjm/answer.json",
        "wpjm/feed.xml",
        "wpjm/list.html",
        "wpjm/post.html",
    ],
)
def test_a_page_cut_off_anywhere_gives_no_post_that_the_whole_page_does_not_have(name: str) -> None:
    whole = sample(name)
    family = families.recognise(whole)[0][1]
    source = family.for_page(whole)
    assert source is not None
    full = {post.key: post for post in source.read(whole).sightings}
    for share in range(1, 20):
        cut = dataclasses.replace(whole, text=whole.text[: len(whole.text) * share // 20])
        try:
            reading = source.read(cut)
        except ReadError:
            continue
        assert not reading.complete
        assert all(full.get(post.key) == post for post in reading.sightings)


# ---------------------------------------------------------------- lists and their ends


def test_the_board_of_the_ministry_is_asked_by_area_and_by_firm() -> None:
    source = Mohrss(id="m", name="m", home="http://job.example.com/", kind="board", place="140200")
    (start,) = source.starts()
    assert (base.query(start.url, "AREA"), base.query(start.url, "AREA_name"), base.query(start.url, "pageNo")) == ("140200", "大同市", "1")
    (firm,) = source.asks("示例（大同）有限公司", None)
    assert (firm.why, base.query(firm.url, "textfield")) == ("company", "示例（大同）有限公司")
    (form,) = dataclasses.replace(source, method="POST").starts()
    assert (form.method, form.url) == ("POST", "http://job.example.com/cjobs/jobinfolist/listJobinfolist")
    assert form.body is not None
    assert "AREA=140200" in form.body


def test_the_next_page_of_a_firm_is_asked_for_the_same_firm() -> None:
    source = Mohrss(id="m", name="m", home="http://job.example.com/", kind="board", place="140200")
    (ask,) = source.asks("示例有限公司", "140200")
    (following,) = source.read(sample("mohrss/list.html", ask)).asks
    assert following.why == "page"
    assert (base.query(following.url, "textfield"), base.query(following.url, "pageNo")) == ("示例有限公司", "2")
    assert source.read(sample("mohrss/list_last.html", following)).complete


def test_a_list_that_repeats_its_first_page_is_not_followed() -> None:
    source = Mohrss(id="m", name="m", home="http://job.example.com/", kind="board", place="140200")
    asked_for_3 = Ask("http://job.example.com/x", "page", note={"page": "3"})
    reading = source.read(sample("mohrss/list.html", asked_for_3))
    assert reading.asks == ()
    assert not reading.complete


@pytest.mark.parametrize(
    ("name", "complete", "pages"),
    [
        ("cms74/list.html", False, 1),
        ("cms74/list_last.html", True, 0),
        ("cms74/list_empty.html", True, 0),
        ("phpyun/list.gbk.html", False, 1),
        ("phpyun/list_last.gbk.html", True, 0),
        ("phpyun/list_beyond.gbk.html", False, 0),
        ("mohrss/list.html", False, 1),
        ("mohrss/list_last.html", True, 0),
        ("mohrss/list_empty.html", True, 0),
        ("wpjm/answer.json", False, 1),
        ("wpjm/answer_empty.json", True, 0),
        ("wpjm/list.html", True, 0),
        ("wpjm/shell.html", False, 1),
        ("wpjm/feed.xml", False, 0),
    ],
)
def test_only_an_honest_end_is_complete(name: str, complete: bool, pages: int) -> None:
    reading = families.read(sample(name))
    assert (reading.complete, sum(ask.why == "page" for ask in reading.asks)) == (complete, pages)


def test_our_own_limit_of_pages_is_not_the_end_of_a_list() -> None:
    first = sample("cms74/list.html")
    reading = Cms74(id="c", name="c", home="http://rc.example.com/", kind="board", most_pages=1).read(first)
    assert (reading.asks, reading.complete) == ((), False)


def test_a_cut_name_asks_for_the_post_and_says_that_it_is_cut() -> None:
    reading = families.read(sample("phpyun/list.gbk.html"))
    assert [(post.company, post.company_cut) for post in reading.sightings] == [
        ("示例鋮（大同）重型机械制", True),
        ("示例镕乳业有限公司", False),
    ]
    assert [ask.url for ask in reading.asks if ask.why == "post"] == ["http://rc2.example.com/index.php?m=com&c=comapply&id=5"]


def test_a_site_in_gbk_is_searched_in_gbk() -> None:
    source = PhpYun(
        id="p",
        name="p",
        home="http://rc2.example.com/",
        kind="board",
        search="http://rc2.example.com/index.php?m=com&c=search&keyword={company}",
    )
    assert source.search_link("鋮") == "http://rc2.example.com/index.php?m=com&c=search&keyword=%E4%85"


def test_the_shapes_of_one_wordpress_post_share_their_key() -> None:
    keys = {families.read(sample(f"wpjm/{name}")).sightings[0].key for name in ("answer.json", "feed.xml", "list.html", "post.html")}
    assert len(keys) == 1


def test_a_wordpress_site_is_searched_by_keyword() -> None:
    source = WpJobManager(id="w", name="w", home="https://wp.example.com/", kind="board", location="大同")
    (start,), (firm,) = source.starts(), source.asks("示例有限公司", None)
    assert base.query(start.url, "search_location") == "大同"
    assert base.query(firm.url, "search_keywords") == "示例有限公司"


# ---------------------------------------------------------------- rows and selectors


OWN = Rows(
    id="own", name="示例重机招聘", home="https://jobs.example.com/", kind="employer", place="140200", employer="示例（大同）重型机械有限公司",
    start=("https://jobs.example.com/list",), row="table.posts tr:has(td)", title="a", where="td:nth-of-type(2)", pay="td:nth-of-type(3)",
    posted="time@datetime", next='a:-soup-contains("下一页")', proof="table.posts",
)  # fmt: skip


def own(rows: str, after: str = "") -> str:
    return f'<html><body><table class="posts"><tr><th>岗位</th></tr>{rows}</table>{after}</body></html>'


def test_a_site_of_constants_is_read() -> None:
    row = '<tr><td><a href="/p/7">焊工</a></td><td>大同·云冈区</td><td>5-7千/月</td><td><time datetime="2026-11-20">11月</time></td></tr>'
    reading = OWN.read(page(own(row + '<tr><td><a href="javascript:x()">广告</a></td></tr>', '<a href="?page=2">下一页</a>')))
    (post,) = reading.sightings
    assert (post.key, post.url, post.title, post.company) == (
        "/p/7",
        "https://jobs.example.com/p/7",
        "焊工",
        "示例（大同）重型机械有限公司",
    )
    assert post.pay is not None
    assert (post.pay.min, post.pay.max, post.places[0].codes, str(post.posted_on)) == (5000, 7000, ("140214",), "2026-11-20")
    assert [(ask.why, ask.url) for ask in reading.asks] == [("page", "https://jobs.example.com/list?page=2")]


def test_no_rows_is_empty_only_with_proof_that_it_is_the_list() -> None:
    assert OWN.read(page(own(""))).kind == "empty"
    for other in ("<html><body>欢迎</body></html>", own("").replace("<table", "MySQL Query Error <table")):
        with pytest.raises(ReadError):
            OWN.read(page(other))


def test_rows_without_titles_are_an_error_that_names_the_selector() -> None:
    with pytest.raises(ReadError, match="标题（a）"):
        OWN.read(page(own("<tr><td>焊工</td></tr>")))


def test_a_name_decoded_to_rubbish_is_left_out() -> None:
    rows = '<tr><td><a href="/p/1">焊\ufffd工</a></td></tr><tr><td><a href="/p/2">钳工</a></td></tr>'
    assert [post.title for post in OWN.read(page(own(rows))).sightings] == ["钳工"]


ROW = '<tr><td><a href="/p/7">焊工</a></td><td>大同</td><td>面议</td><td><time datetime="{}">x</time></td></tr>'


@pytest.mark.parametrize("link", ["/list?page=3", "/list?page=2", "#", "javascript:go(4)"])
def test_a_next_link_to_itself_or_back_or_nowhere_is_the_end(link: str) -> None:
    at = page(own(ROW.format("2026-11-20"), f'<a href="{link}">下一页</a>'), "https://jobs.example.com/list?page=3")
    reading = OWN.read(at)
    assert ([ask for ask in reading.asks if ask.why == "page"], reading.complete) == ([], True)


def test_an_empty_list_under_a_wall_is_blocked() -> None:
    with pytest.raises(ReadError) as caught:
        OWN.read(page(own("").replace("<body>", "<head><title>安全验证</title></head><body>")))
    assert caught.value.kind == "blocked"


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("3小时前", "2026-11-24"),
        ("16 小时前", "2026-11-23"),
        ("50个小时前", "2026-11-22"),
        ("45分钟前", "2026-11-24"),
        ("2026-12-24", None),
        ("昨天", "2026-11-23"),
    ],
)
def test_hours_count_from_the_moment_of_reading_and_nothing_is_published_tomorrow(written: str, day: str | None) -> None:
    (post,) = OWN.read(page(own(ROW.format(written)))).sightings
    assert (post.posted_on.isoformat() if post.posted_on else None) == day


def test_no_field_of_a_post_carries_a_contact() -> None:
    call = "加微信shili_hr2026 电话13900000001"
    row = f'<tr><td><a href="/p/7">焊工 {call}</a></td><td>大同 {call}</td><td>面议 {call}</td><td><time datetime="2026-11-20">{call}</time></td></tr>'
    (post,) = OWN.read(page(own(row))).sightings
    data = {
        name: f"{name} {call}"
        for name in (
            "title",
            "baseSalary",
            "experienceRequirements",
            "educationRequirements",
            "industry",
            "jobLocation",
            "description",
            "jobBenefits",
            "datePosted",
        )
    }
    (other,) = families.read(
        page(f'<html><script type="application/ld+json">{json.dumps({"@type": "JobPosting", **data})}</script></html>')
    ).sightings
    for shown in (str(post), str(other), str(dict(post.raw)), str(dict(other.raw))):
        assert "shili_hr2026" not in shown
        assert "139" not in shown


# ---------------------------------------------------------------- structured data


def test_data_that_is_not_a_posting_and_postings_without_title_are_no_posts() -> None:
    source = SchemaOrg(id="s", name="s", home="https://x.example.com/", kind="employer")
    for data in (
        '{"@type":"Organization"}',
        '{"@type":"JobPosting"}',
        '{"@type":"JobPosting","title":""}',
        "[]",
        "null",
        "{",
        '"JobPosting"',
    ):
        with pytest.raises(ReadError):
            source.read(page(f'<html><script type="application/ld+json">{data}</script></html>'))


@pytest.mark.parametrize(
    "odd",
    [
        {"hiringOrganization": []}, {"hiringOrganization": [{"name": ["示例"]}]}, {"jobLocation": [[], {}, None, 7, {"address": []}]},
        {"baseSalary": [{"value": []}]}, {"baseSalary": {"value": {"minValue": "1e999", "maxValue": -5}}}, {"identifier": {"value": {"x": 1}}},
        {"datePosted": {"@value": "2026-02-30"}}, {"validThrough": "0001-01-01"}, {"url": "javascript:alert(1)"}, {"url": "http://[bad"},
        {"description": {"a": "b"}}, {"description": "\ud800\x00<b>"}, {"experienceRequirements": {"monthsOfExperience": "many"}},
        {"qualifications": [1, None, {"credentialCategory": 3}]}, {"totalJobOpenings": True}, {"jobBenefits": {"x": []}}, {"@id": 5},
    ],
    ids=str,
)  # fmt: skip
def test_fields_of_any_shape_never_crash_the_reader(odd: dict[str, object]) -> None:
    data = json.dumps({"@type": "JobPosting", "title": "焊工", **odd})
    (post,) = families.read(page(f'<html><script type="application/ld+json">{data}</script></html>')).sightings
    assert post.title == "焊工"
    assert post.url == "https://jobs.example.com/list"
    assert post.pay is None or (post.pay.min, post.pay.max) == (None, None)


def test_pay_in_other_money_keeps_its_text_and_has_no_value() -> None:
    assert (post := families.read(sample("schemaorg/expired.html")).sightings[0]).pay is not None
    assert (post.pay.text, post.pay.min) == ("900 USD/MONTH", None)


# ---------------------------------------------------------------- hostile pages


_LD = '<script type="application/ld+json">{}</script>'
_POSTING = _LD.format('{"@type":"JobPosting","title":"焊工","hiringOrganization":"示例有限公司"}')
_ROW = '<div class="infolist-row"><div class="item1"><a href="/jobs/jobs-show.php?id={}">焊工</a></div></div>'
HOSTILE = {
    "deep around rows": "<html>" + "<div>" * 10_000 + _ROW.format(1) + "</html>",
    "deep around data": "<html>" + "<b>" * 100_000 + _POSTING + "</html>",
    "a million deep": "<html>infolist-row" + "<div>" * 1_000_000,
    "JSON of brackets": "<html>" + _LD.format('{"@type":"JobPosting","a":' + "[" * 500_000) + "</html>",
    "comment without end": "<html>" + _LD.format("/*" * 300_000 + "JobPosting") + "</html>",
    "nested microdata": "<html>" + '<div itemscope itemtype="https://schema.org/JobPosting"><i itemprop=title>x</i>' * 3_000 + "</html>",
    "nested RDFa": "<html>" + '<div vocab="https://schema.org/" typeof="JobPosting"><i property=title>x</i>' * 3_000 + "</html>",
    "microdata of attributes": f'<html><div itemscope itemtype="https://schema.org/JobPosting" {" ".join(f"a{i}=1" for i in range(100_000))}></html>',
    "open tags": "infolist-row" + "<a " * 20_000,
    "open comments": "infolist-row" + "<!--" * 100_000,
    "attributes": f"<html>infolist-row <a {' '.join(f'a{i}=1' for i in range(100_000))}></html>",
    "links": "<html>infolist-row" + "<a href=/x>y</a>" * 80_000 + "</html>",
    "rows without end": "<html>" + "".join(map(_ROW.format, range(50_000))) + "</html>",
    "one long text": "<html>infolist-row" + "大" * 5_000_000 + "</html>",
    "fifty megabytes": "<html>infolist-row" + "<p>大同" * 6_000_000,
    "spaces": "<html>" + _ROW.format(1).replace("焊工", " " * 2_000_000) + "</html>",
    "entities in a feed": '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaaaaaaaa">' + "".join(f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9)) + ']><rss xmlns:job_listing="x"><channel><item><title>&j;</title><link>http://x.example/</link></item></channel></rss>',
    "a file in a feed": '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss xmlns:job_listing="x"><channel><item><title>root&a;</title><link>http://x.example/</link></item></channel></rss>',
    "deep feed": '<rss xmlns:job_listing="x">' + "<a>" * 200_000,
    "list in an answer": '{"found_jobs":true,"html":"' + "<li class=job_listing>" * 100_000 + '"}',
    "numbers for rows": '<input name="findjoblist" value="[1,2]">',
    "no list for rows": '<input name="findjoblist" value="{}">',
    "controls": "".join(map(chr, range(1, 32))) * 500,
    "nothing": " \n ",
    "an error with status 200": "<html><b>Fatal error</b>: Uncaught Error infolist-row infolists-head</html>",
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_page_is_an_error_or_little_and_never_a_crash(name: str) -> None:
    began = time.perf_counter()
    try:
        reading: Reading | None = families.read(page(HOSTILE[name]))
    except ReadError:
        reading = None
    assert time.perf_counter() - began < 10
    if name == "deep around rows":
        assert reading is not None
        assert [post.title for post in reading.sightings] == ["焊工"]
    if reading is not None:
        assert len(reading.sightings) <= base.MOST_POSTS
        assert "root:" not in str(reading)


def test_bytes_that_are_no_text_are_refused() -> None:
    for content in (b"%PDF-1.7 JobPosting ld+json", b"PK\x03\x04 infolist-row"):
        with pytest.raises(ReadError):
            families.read(dataclasses.replace(page("infolist-row JobPosting"), content=content))


def test_a_page_of_rubbish_characters_is_refused() -> None:
    with pytest.raises(ReadError, match="编码"):
        families.read(page("<html>" + _ROW.format(1) + "\ufffd" * 50 + "</html>"))


def test_titles_are_shown_without_invisible_characters_and_not_at_any_length() -> None:
    rows = f'<tr><td><a href="/p/1">焊\u202e\u200b工{"长" * 10_000}</a></td></tr>'
    title = OWN.read(page(own(rows))).sightings[0].title
    assert title.startswith("焊工长")
    assert len(title) <= LONGEST_TITLE


def test_addresses_that_are_no_addresses_are_left_out() -> None:
    for href in (
        "javascript:alert(1)",
        "java\tscript:alert(1)",
        "\u200bjavascript:x",
        "data:text/html,x",
        "mailto:a@b.example",
        "#",
        "",
        "http://[x",
    ):
        assert base.web_url(page(""), href) is None
    assert base.web_url(page(""), " /p/1 ") == "https://jobs.example.com/p/1"


def test_text_reads_as_a_person_reads_it() -> None:
    soup = base.fragment("<div>大同<b>重工</b><p>一、<br>二、</p>三<script>x</script><textarea>y</textarea></div>")
    assert base.lines(soup) == "大同重工\n一、\n二、\n三"
    assert base.plain("&lt;p&gt;a &amp;lt; b&lt;/p&gt;") == "a < b"
    assert base.plain("一、\n二、 5<6") == "一、\n二、 5<6"
    assert base.label_of(" 学历 要求 ：大专：全日制") == ("学历要求", "大专：全日制")
