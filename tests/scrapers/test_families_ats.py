"""The employers' boards that answer in JSON or XML: what is asked and where it ends, recordings read by eye, and replies that mean harm."""

from __future__ import annotations

import copy
import json
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jobs.errors import ReadError
from jobs.model import NOTHING, READING_KINDS, Ask, Page, Reading, Sighting
from scrapers import families
from scrapers.families.ashby import Ashby
from scrapers.families.bamboohr import BambooHr
from scrapers.families.greenhouse import Greenhouse
from scrapers.families.jsonboard import JsonBoard, complaint, day_of, money
from scrapers.families.lever import Lever
from scrapers.families.personio import Personio
from scrapers.families.prose import prose
from scrapers.families.recruitee import Recruitee
from scrapers.families.smartrecruiters import SmartRecruiters
from scrapers.families.teamtailor import Teamtailor
from scrapers.families.workable import Workable
from scrapers.families.workday import Workday
from scrapers.fetch import decode

AT = datetime(2026, 11, 24, 0, 40, tzinfo=UTC)  # 08:40 in China
ANYWHERE = "http://x.example/a"
PAGES = Path(__file__).resolve().parent.parent / "pages"
FIRM = "示例工业（大同）有限公司"
BOARDS: dict[str, JsonBoard] = {
    "greenhouse": Greenhouse(id="g", name="g", home="https://boards-api.greenhouse.io/", board="shili", company=FIRM),
    "lever": Lever(id="l", name="l", home="https://api.eu.lever.co/", board="shili", region="eu", company=FIRM),
    "ashby": Ashby(id="a", name="a", home="https://api.ashbyhq.com/", board="shili"),
    "smartrecruiters": SmartRecruiters(id="s", name="s", home="https://api.smartrecruiters.com/", board="Shili"),
    "workable": Workable(id="w", name="w", home="https://apply.workable.com/", board="shili"),
    "recruitee": Recruitee(id="r", name="r", home="https://shili.recruitee.com/", board="shili"),
    "personio": Personio(id="p", name="p", home="https://shili.jobs.personio.com/", board="shili", top="com"),
    "teamtailor": Teamtailor(id="t", name="t", home="https://career.shili.example/"),
    "bamboohr": BambooHr(id="b", name="b", home="https://shili.bamboohr.com/", board="shili"),
    "workday": Workday(
        id="d", name="d", home="https://shili.wd3.myworkdayjobs.com/", board="shili", data_centre="wd3", site="Careers", company=FIRM
    ),
}


def page(reply: object, url: str = ANYWHERE, ask: Ask | None = None) -> Page:
    text = reply if isinstance(reply, str) else json.dumps(reply, ensure_ascii=False)
    return Page(url, 200, {}, text.encode("utf-8", "replace"), text, "utf-8", AT, ask)


def sample(name: str) -> Any:
    return json.loads((PAGES / name).read_text())


def answer_to(ask: Ask, reply: object, source: JsonBoard) -> Reading:
    return source.read(page(reply, ask.url, ask))


def places(post: Sighting) -> list[str]:
    return [place.text for place in post.places]


def asked(reading: Reading, why: str) -> list[Ask]:
    return [ask for ask in reading.asks if ask.why == why]


# ---------------------------------------------------------------- recordings, read by eye


def recorded(shared: Path, name: str) -> Reading:
    content = (shared / "pages" / name).read_bytes()
    text, charset = decode(content, None)
    return families.read(Page(ANYWHERE, 200, {}, content, text, charset, AT))


def test_greenhouse_recorded(shared: Path) -> None:
    reading = recorded(shared, "greenhouse/gitlab_2026-07.json")
    first, second = reading.sightings
    assert (reading.kind, reading.family, reading.complete) == ("list", "greenhouse", False)  # it says 167 and holds two
    assert (first.key, first.title, first.company) == ("8503792002", "Account Executive - Italy", "GitLab")
    assert (first.url, places(first)) == ("https://job-boards.greenhouse.io/gitlab/jobs/8503792002", ["Remote, Italy"])
    assert (first.posted_on, first.deadline, first.pay, first.occupation) == (date(2026, 4, 17), None, None, "EMEA - Commercial")
    assert (second.title, places(second), second.posted_on) == ("AI Engineer", ["Remote, US"], date(2026, 5, 29))
    assert (first.description or "").startswith("GitLab is the intelligent orchestration platform for DevSecOps. GitLab enables")
    assert not any(mark in (first.description or "") for mark in ("<p", "&lt;", "&nbsp;", "&amp;"))


def test_lever_recorded(shared: Path) -> None:
    reading = recorded(shared, "lever/matchgroup_2026-07.json")
    first, second = reading.sightings
    assert (reading.kind, reading.family, len(reading.asks)) == ("list", "lever", 0)
    assert (first.key, first.title, first.company) == ("3414ba28-35f7-45d3-8e13-35c883959635", "Android Engineer III", None)
    assert (places(first), first.raw["workplace"], first.raw["employment"]) == (["New York, New York"], "hybrid", "Full-time")
    assert first.pay is not None
    assert (first.pay.text, first.pay.min, first.pay.max, first.pay.unit) == ("150000-180000 USD/year", None, None, None)
    assert first.posted_on == date(2026, 5, 20)  # 2026-05-19 20:38 UTC, 04:38 of the next day in China
    assert first.url == "https://jobs.lever.co/matchgroup/3414ba28-35f7-45d3-8e13-35c883959635"
    assert "\nResponsibilities\nCross-Disciplinary Collaboration: Work closely" in (first.description or "")
    assert (second.title, places(second), second.pay) == ("Android Software Engineer (Azar)", ["Seoul, South Korea"], None)
    assert (second.occupation, second.posted_on) == ("Hyperconnect, Engineering", date(2026, 1, 5))


def test_ashby_recorded(shared: Path) -> None:
    reading = recorded(shared, "ashby/linear_2026-07.json")
    first, second = reading.sightings
    assert (reading.kind, reading.family, reading.complete) == ("list", "ashby", True)
    assert first.title == second.title == "Senior / Staff Fullstack Engineer"
    assert (places(first), places(second)) == (["Europe"], ["North America"])
    assert (first.posted_on, second.posted_on) == (date(2021, 4, 27), date(2021, 8, 18))  # as written, in UTC
    assert (first.pay, first.company, first.raw["workplace"], first.raw["employment"]) == (None, None, "Remote", "FullTime")
    assert first.url == "https://jobs.ashbyhq.com/linear/d3bc1ced-3ce4-4086-a050-555055dbb1ff"


def test_smartrecruiters_recorded(shared: Path) -> None:
    reading = recorded(shared, "smartrecruiters/careerkit_smartrecruiters.json")
    (post,) = reading.sightings
    assert (reading.kind, reading.complete, reading.asks) == ("list", True, ())  # saved elsewhere: we do not know whom to ask
    assert (post.key, post.title) == ("743999671674844", "CNA / LPN - Consistent Hours. Start Next Week.")
    assert (post.company, places(post), post.posted_on) == ("Knight Gayles", ["St. Louis, MO, United States"], date(2018, 6, 8))
    assert (post.url, post.experience) == ("https://jobs.smartrecruiters.com/Knight/743999671674844", None)
    assert (post.occupation, post.raw["employment"]) == ("Health Care Provider", "Part-time")
    assert "Talent Manager" not in str(post)


def test_workable_recorded(shared: Path) -> None:
    (post,) = recorded(shared, "workable/careerkit_workable.json").sightings
    assert (post.key, post.title, post.company) == ("DD136DD7E7", "Business Analyst - Spanish Speaking", "Zaelab")
    assert (places(post), post.raw["workplace"]) == (["Spain", "Portugal"], "remote")
    assert (post.posted_on, post.url) == (date(2026, 8, 5), "https://apply.workable.com/j/DD136DD7E7")


def test_recruitee_recorded(shared: Path) -> None:
    reading = recorded(shared, "recruitee/careerkit_recruitee.json")
    first, second = reading.sightings[:2]
    assert (reading.family, reading.complete) == ("recruitee", True)
    assert (first.key, first.title) == ("2700825", "(Senior) Financial Accountant (f/m/d) - Berlin/Brandenburg Region, Germany")
    assert (first.company, places(first), first.raw["workplace"]) == ("Acme", ["Berlin, Berlin, Germany"], "hybrid")
    assert first.pay is not None
    assert (first.pay.text, first.pay.min) == ("60000-75000 EUR/year", None)
    assert (first.posted_on, second.posted_on) == (date(2026, 8, 5), date(2026, 7, 31))
    assert first.url == "https://jobs.acme.com/o/senior-financial-accountant-fmd-berlinbrandenburg-region-germany"
    assert "acme.recruitee.com" not in str(reading)


def test_personio_recorded(shared: Path) -> None:
    (post,) = recorded(shared, "personio/careerkit_personio.xml").sightings  # the file shows it twice
    assert (post.key, post.title) == ("1834171", "Staff Software Engineer, Data Platform")
    assert (post.company, places(post), post.posted_on) == ("Acme SE & Co. KG", ["Munich", "Berlin"], date(2024, 11, 13))
    assert post.experience is not None
    assert (post.experience.min, post.experience.max, post.occupation) == (7, 10, "Product and Tech")
    assert post.raw["employment"] == "permanent, full-time"


def test_teamtailor_recorded(shared: Path) -> None:
    first, second = recorded(shared, "teamtailor/careerkit_teamtailor.json").sightings
    assert (first.key, first.title, first.company) == ("7167985", "Account Executive - Italy (Madrid based)", "Teamtailor")
    assert (places(first), first.posted_on) == (["Monday Chamberi, Madrid, Europe, ES"], date(2026, 2, 4))
    assert first.url == "https://career.teamtailor.com/jobs/7167985-account-executive-italy-madrid-based"
    assert places(second) == ["Östgötagatan 16, Stockholm, Sweden, SE", "Matrikel1, København, Europe, DK"]


def test_workday_recorded(shared: Path) -> None:
    everything = json.loads((shared / "pages/workday/jobboard_workday.json").read_text())
    source = BOARDS["workday"]
    (start,) = source.starts()
    reading = answer_to(start, everything["list_pages"][0], source)
    first, second = reading.sightings
    assert (first.key, first.title, places(first)) == ("JR-1001", "Senior Software Engineer", ["US, CA, Santa Clara"])
    assert (first.posted_on, second.posted_on, places(second)) == (date(2026, 11, 19), date(2026, 11, 24), [])  # "13 Locations"
    assert first.url == "https://shili.wd3.myworkdayjobs.com/Careers/job/US-CA-Santa-Clara/Senior-Software-Engineer_JR-1001"
    for ask in asked(reading, "post"):
        path = ask.url.removeprefix("https://shili.wd3.myworkdayjobs.com/wday/cxs/shili/Careers")
        (whole,) = answer_to(ask, everything["details"][path], source).sightings
        assert (whole.key, whole.company, whole.detail) == (ask.note["key"], "Acme USA", True)
    (whole,) = answer_to(ask, everything["details"][path], source).sightings
    assert (places(whole)[:2], len(places(whole))) == (["US, CA, Santa Clara", "US, TX, Remote"], 12)
    assert (whole.posted_on, whole.description) == (
        date(2026, 6, 30),
        "Support deployment and bringup of large-scale GPU compute clusters.",
    )
    assert len(recorded(shared, "workday/jobboard_workday.json").sightings) == 4  # the file as it is: rows and posts joined


# ---------------------------------------------------------------- what is asked, and where it ends


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("greenhouse", "https://boards-api.greenhouse.io/v1/boards/shili/jobs?content=true&pay_transparency=true"),
        ("lever", "https://api.eu.lever.co/v0/postings/shili?mode=json&limit=100&skip=0"),
        ("ashby", "https://api.ashbyhq.com/posting-api/job-board/shili?includeCompensation=true"),
        ("smartrecruiters", "https://api.smartrecruiters.com/v1/companies/Shili/postings?limit=100&offset=0"),
        ("workable", "https://apply.workable.com/api/v1/widget/accounts/shili?details=true"),
        ("recruitee", "https://shili.recruitee.com/api/offers/"),
        ("personio", "https://shili.jobs.personio.com/xml?language=en"),
        ("teamtailor", "https://career.shili.example/jobs.json"),
        ("bamboohr", "https://shili.bamboohr.com/careers/list"),
        ("workday", "https://shili.wd3.myworkdayjobs.com/wday/cxs/shili/Careers/jobs"),
    ],
)
def test_where_a_board_starts(name: str, url: str) -> None:
    (start,) = BOARDS[name].starts()
    assert (start.url, start.why) == (url, "start")


def test_who_can_be_asked_for_a_firm() -> None:
    can = {name: list(board.asks("大同重机 & 子公司", "140200")) for name, board in BOARDS.items()}
    assert {name for name, found in can.items() if found} == {"smartrecruiters", "workday"}
    assert "q=%E5%A4%A7%E5%90%8C%E9%87%8D%E6%9C%BA+%26+" in can["smartrecruiters"][0].url
    assert json.loads(can["workday"][0].body or "")["searchText"] == "大同重机 & 子公司"


def test_the_firm_that_the_operator_wrote_goes_before_a_brand() -> None:
    (start,) = BOARDS["greenhouse"].starts()
    reading = answer_to(start, sample("greenhouse/list.json"), BOARDS["greenhouse"])
    assert {post.company for post in reading.sightings} == {FIRM}
    assert reading.complete


def _lever(count: int, since: int = 0) -> list[dict[str, object]]:
    return [{"id": f"p{since + i}", "text": f"示例 {i}", "hostedUrl": f"https://jobs.lever.co/s/p{since + i}"} for i in range(count)]


def test_lever_pages_to_the_honest_end() -> None:
    source = BOARDS["lever"]
    (start,) = source.starts()
    first = answer_to(start, _lever(100), source)
    (second,) = first.asks
    assert (len(first.sightings), first.complete, "skip=100" in second.url, second.why) == (100, False, True, "page")
    last = answer_to(second, _lever(3, 100), source)
    assert (len(last.sightings), last.complete, last.asks) == (3, True, ())
    exactly = answer_to(second, [], source)
    assert (exactly.kind, exactly.complete, exactly.asks) == ("empty", True, ())


def test_lever_that_ignores_skip_is_not_read_for_ever() -> None:
    source = BOARDS["lever"]
    (start,) = source.starts()
    (second,) = answer_to(start, _lever(100), source).asks
    again = answer_to(second, _lever(100), source)
    assert (again.asks, again.complete) == ((), False)


def test_lever_with_nothing_at_all_closes_nothing() -> None:
    (start,) = BOARDS["lever"].starts()
    reading = answer_to(start, [], BOARDS["lever"])
    assert (reading.kind, reading.complete) == ("empty", False)


def test_smartrecruiters_pages_by_offset_and_asks_for_each_posting() -> None:
    source, first = BOARDS["smartrecruiters"], sample("smartrecruiters/list.json")
    (start,) = source.starts()
    reading = answer_to(start, first, source)
    (onward,) = asked(reading, "page")
    assert ("offset=2" in onward.url, reading.complete) == (True, False)
    assert [ask.url.rsplit("/", 1)[1] for ask in asked(reading, "post")] == [post.key for post in reading.sightings]
    last = answer_to(onward, sample("smartrecruiters/list_last.json"), source)
    assert (asked(last, "page"), last.complete) == ([], True)
    stuck = answer_to(onward, first, source)  # the offset is ignored: the same page again
    assert (asked(stuck, "page"), stuck.complete) == ([], False)
    beyond = answer_to(onward, {**first, "offset": 2, "content": []}, source)
    assert (beyond.kind, beyond.complete, beyond.asks) == ("empty", False, ())


def _workday(count: int, total: int | None, facets: object = ()) -> dict[str, object]:
    rows = [{"title": f"示例 {i}", "externalPath": f"/job/Datong/Post_R-{i}", "locationsText": "Datong"} for i in range(count)]
    return {"total": total, "jobPostings": rows, "facets": facets}


def test_workday_carries_the_total_that_only_the_first_page_says() -> None:
    source = BOARDS["workday"]
    (start,) = source.starts()
    assert json.loads(start.body or "") == {"appliedFacets": {}, "limit": 20, "offset": 0, "searchText": ""}
    assert (start.method, start.content_type, start.headers["Accept"]) == ("POST", "application/json", "application/json")
    first = answer_to(start, _workday(20, 43), source)
    (second,) = asked(first, "page")
    assert (json.loads(second.body or "")["offset"], second.note["total"], first.complete) == (20, "43", False)
    rows = _workday(40, 0)["jobPostings"]
    assert isinstance(rows, list)
    middle = answer_to(second, {"total": 0, "jobPostings": rows[20:]}, source)
    (third,) = asked(middle, "page")
    last = answer_to(third, _workday(3, 0), source)
    assert (asked(last, "page"), last.complete) == ([], True)
    stuck = answer_to(second, _workday(20, 0), source)
    assert asked(stuck, "page") == []


def test_workday_beyond_its_cap_is_asked_facet_by_facet() -> None:
    source = BOARDS["workday"]
    facets = [
        {"facetParameter": "timeType", "values": [{"id": "full", "count": 2000}]},
        {"facetParameter": "locationMainGroup", "values": [
            {"facetParameter": "locationCountry", "values": [{"id": "cn", "count": 1500}, {"id": "us", "count": 900}, {"id": "no", "count": 0}]},
        ]},
    ]  # fmt: skip
    (start,) = source.asks("示例", None)
    reading = answer_to(start, _workday(20, 2000, facets), source)
    bodies = [json.loads(ask.body or "") for ask in asked(reading, "page")]
    assert [body["appliedFacets"] for body in bodies] == [{"locationCountry": ["cn"]}, {"locationCountry": ["us"]}]
    assert {body["searchText"] for body in bodies} == {"示例"}
    shard = asked(reading, "page")[0]
    onward = asked(answer_to(shard, _workday(20, 1500), source), "page")
    assert json.loads(onward[0].body or "")["appliedFacets"] == {"locationCountry": ["cn"]}
    assert json.loads(onward[0].body or "")["offset"] == 20
    assert not reading.complete
    uncut = answer_to(start, _workday(20, 2000), source)  # no facet helps: on page by page, and it is said to be cut
    assert (len(asked(uncut, "page")), uncut.complete) == (1, False)
    assert "2000" in (uncut.said or "")


def test_teamtailor_follows_its_own_site_only() -> None:
    source, feed = BOARDS["teamtailor"], sample("teamtailor/list.json")
    (start,) = source.starts()
    (onward,) = answer_to(start, {**feed, "next_url": "https://career.shili.example/jobs.json?page=2"}, source).asks
    assert onward.note["page"] == "2"
    for elsewhere in ("https://elsewhere.example/jobs.json?page=2", start.url, "javascript:alert(1)", 7):
        assert answer_to(start, {**feed, "next_url": elsewhere}, source).asks == ()


def test_an_error_on_a_board_is_an_error_and_on_a_post_a_closed_one() -> None:
    reply, source = {"status": 404, "error": "Job not found"}, BOARDS["greenhouse"]
    (start,) = source.starts()
    with pytest.raises(ReadError, match="网站说：Job not found"):
        answer_to(start, reply, source)
    assert answer_to(Ask(start.url, "post"), reply, source).kind == "closed"
    with pytest.raises(ReadError, match="网站说：rate limit"):
        answer_to(Ask(start.url, "post"), {"error": {"message": "rate limit"}}, source)
    with pytest.raises(ReadError, match="职位列表"):
        answer_to(start, {"unlike": 1}, source)
    with pytest.raises(ReadError) as caught:
        answer_to(start, "<html><title>Just a moment...</title></html>", source)
    assert caught.value.kind == "blocked"


def test_a_list_with_an_unreadable_row_does_not_close_what_it_lacks() -> None:
    board, source = sample("ashby/list.json"), BOARDS["ashby"]
    (start,) = source.starts()
    assert answer_to(start, board, source).complete
    board["jobs"].append({"title": "示例"})
    assert not answer_to(start, board, source).complete
    with pytest.raises(ReadError, match="编号、名称"):
        answer_to(start, {"jobs": [{"title": "示例"}], "apiVersion": "1"}, source)


@pytest.mark.parametrize(
    ("saved", "family", "expected"),
    [
        (  # by department, where a post of two departments stands twice
            {"departments": [{"name": "A", "jobs": [{"id": 1, "title": "Fitter", "absolute_url": "https://j.example/1"}]}] * 2},
            "greenhouse", [("1", "Fitter", "https://j.example/1")],
        ),
        (  # several boards in one file, rows without a number
            {"boards": {"shili": {"jobs": [{"title": "Fitter", "absolute_url": "https://j.example/1", "departments": []}]}}},
            "greenhouse", [("https://j.example/1", "Fitter", "https://j.example/1")],
        ),
        (
            {"sites": {"shili": [{"id": "a-1", "text": "Welder", "hostedUrl": "https://j.example/a-1", "categories": {}}]}},
            "lever", [("a-1", "Welder", "https://j.example/a-1")],
        ),
        (
            {"a": {"offers": [{"title": "Welder", "careers_url": "https://j.example/o/welder"}]}},
            "recruitee", [("https://j.example/o/welder", "Welder", "https://j.example/o/welder")],
        ),
        (
            {"content": [{"id": "7", "name": "Welder", "releasedDate": "2026-11-01"}]},
            "smartrecruiters", [("7", "Welder", f"{ANYWHERE}#7")],
        ),
        (
            {"result": {"jobOpening": {"jobOpeningName": "Welder", "description": "<p>Weld.</p>"}}},
            "bamboohr", [(ANYWHERE, "Welder", ANYWHERE)],
        ),
    ],
)  # fmt: skip
def test_posts_saved_in_another_wrapping_are_read_under_whatever_address(
    saved: object, family: str, expected: list[tuple[str, str, str]]
) -> None:
    reading = families.read(page(saved))
    assert (reading.family, reading.complete) == (family, False)
    assert [(post.key, post.title, post.url) for post in reading.sightings] == expected


def test_a_country_is_a_code_or_a_name() -> None:
    rows = [
        {"id": str(i), "name": "Welder", "releasedDate": "2026-11-01", "location": {"city": "Datong", "country": country}}
        for i, country in enumerate(("cn", "China"))
    ]
    assert [places(post) for post in families.read(page({"content": rows})).sightings] == [["Datong, CN"], ["Datong, China"]]


def test_replies_saved_together_are_one_list_and_a_post_has_all_that_either_says() -> None:
    bare = {"id": "743", "name": "Mechanic (示例)"}
    whole = {
        **bare,
        "location": {"fullLocation": "Datong, , China"},
        "applyUrl": "https://jobs.smartrecruiters.com/x/743",
        "jobAd": {"sections": {}},
    }
    saved = {
        "list_pages": [{"offset": 0, "totalFound": 2, "limit": 1, "content": [bare, {"id": "744", "name": "Cook (示例)"}]}],
        "d": {"743": whole},
    }
    reading = families.read(page(saved))
    first, second = reading.sightings
    assert (reading.family, reading.complete, first.detail, second.detail) == ("smartrecruiters", False, True, False)
    assert (places(first), first.url, second.url) == (["Datong, China"], "https://jobs.smartrecruiters.com/x/743", f"{ANYWHERE}#744")
    info = {"jobPostingInfo": {"title": "Cook (示例)", "jobPostingId": "Cook_R-1", "location": "Datong"}}
    listed = {"total": 1, "jobPostings": [{"title": "Cook (示例)", "externalPath": "/job/Datong/Cook_R-1", "locationsText": "Datong"}]}
    (post,) = families.read(page([listed, info])).sightings
    assert (post.key, post.url, places(post)) == ("R-1", "https://x.example/job/Datong/Cook_R-1", ["Datong"])
    row = {"title": "Miller (示例)", "shortcode": "AB12", "state": "published"}
    one = {**row, "url": "https://s.workable.com/spi/v3/jobs/AB12", "description": "<p>Mill.</p>", "location": {"city": "Datong"}}
    (post,) = families.read(page({"list_pages": [{"jobs": [row]}], "details": {"AB12": one}})).sightings
    assert (post.url, post.description, places(post)) == ("https://apply.workable.com/j/AB12", "Mill.", ["Datong"])
    opening = {"jobOpeningName": "Fitter (示例)", "jobOpeningShareUrl": "https://s.bamboohr.com/careers/17", "datePosted": "2026-11-12"}
    saved = {
        "list": {"result": [{"id": "17", "jobOpeningName": "Fitter (示例)"}]},
        "17": {"result": {"jobOpening": {**opening, "description": "x"}}},
    }
    (post,) = families.read(page(saved)).sightings
    assert (post.key, post.posted_on, post.url) == ("17", date(2026, 11, 12), "https://s.bamboohr.com/careers/17")


# ---------------------------------------------------------------- values


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ((8000, 12000, "CNY", "month"), ("8000-12000 CNY/month", 8000, 12000, "month")),
        ((360000, 480000, "cny", "1 YEAR"), ("360000-480000 CNY/year", 360000, 480000, "year")),
        ((30, 30.0, "RMB", "per-hour-wage"), ("30 RMB/hour", 30, 30, "hour")),
        (("9000", None, "CNY", "MONTHLY"), ("9000 CNY/month", 9000, None, "month")),
        ((4000, 5000, "CNY", "bi-week-salary"), ("4000-5000 CNY/bi-week-salary", None, None, None)),
        ((4000, 5000, "CNY", "2 WEEK"), ("4000-5000 CNY/2 WEEK", None, None, None)),
        ((50000, 60000, "USD", "year"), ("50000-60000 USD/year", None, None, None)),
        ((50000, 60000, None, "year"), ("50000-60000/year", None, None, None)),
        ((0, 0, "CNY", "month"), None),
        (("x", [], "CNY", "month"), None),
        ((1e999, float("nan"), "CNY", "month"), None),
        ((10**400, True, "CNY", "month"), None),
        ((None, None, None, None, "$60k per year"), ("$60k per year", None, None, None)),
        ((None, None, None, None, "8000-10000 RMB per month"), ("8000-10000 RMB per month", 8000, 10000, "month")),
        ((None, None, None, None, "kr 40000 per month"), ("kr 40000 per month", None, None, None)),
    ],
)
def test_money(stated: tuple[Any, ...], expected: tuple[object, ...] | None) -> None:
    paid = money(*stated)
    assert (paid and (paid.text, paid.min, paid.max, paid.unit)) == expected


def test_a_day_is_the_one_that_was_written() -> None:
    assert day_of("2026-07-31 22:26:40 UTC") == "2026-07-31"
    assert day_of(None, "2026-04-17T23:58:03-04:00") == "2026-04-17"
    assert day_of({}, [], 1779223091267) == "1779223091267"
    assert day_of(None, "", True) is None


def test_html_becomes_the_text_a_person_reads() -> None:
    assert prose("&lt;p&gt;A &amp;amp; B&lt;br&gt;C&lt;/p&gt;&lt;ul&gt;&lt;li&gt;D &amp;lt;3&lt;/li&gt;&lt;/ul&gt;") == "A & B\nC\nD <3"
    assert prose("<p>A\n  B</p><script>x()</script><style>p{}</style><!-- no --><p>&nbsp;</p>C") == "A B\nC"
    assert prose("plain\n\ntext &amp; more", None, 7, "<!-- only -->") == "plain\ntext & more"
    assert prose("", None, {}) is None
    deep = "<div>" * 20_000 + "end"
    begun = time.perf_counter()
    prose(deep, "<" * 100_000, "<a " + "x=1 " * 25_000 + ">y</a>", "&lt;" * 25_000)
    assert time.perf_counter() - begun < 1


def test_what_a_reply_says_went_wrong() -> None:
    assert complaint({"ok": False, "error": "Document not found"}) == "Document not found"
    assert complaint({"errorCode": "S22", "httpStatus": 403, "message": "Gone"}) == "S22 403 Gone"
    assert complaint({"error": ["Not found"]}) == "Not found"
    assert complaint({"message": "ask hr@example.invalid"}) == "ask ［联系方式略］"
    assert complaint({"status": "open"}) is None
    assert complaint([]) is None


# ---------------------------------------------------------------- replies that mean harm

SAMPLES = [path for name in BOARDS for path in sorted((PAGES / name).glob("*.json")) if ".expected" not in path.name]
DOCUMENTS = [(path.parent.name, json.loads(path.read_text())) for path in SAMPLES]
JUNK = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from([10**30, -(10**30), 1e999, float("nan"), 0, -1])
    | st.floats()
    | st.text(max_size=30)
    | st.sampled_from(["\ud800", "\x00", "<p>x", "&lt;", "&#0;", "http://[", "javascript:alert(1)", "2026-02-30T00:00:00Z", "9" * 5000, "//"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["id", "name", "label", "values", "error", ""]), inner, max_size=4),
    max_leaves=8,
)  # fmt: skip


def _spots(document: object) -> Iterator[tuple[Any, Any]]:
    """Every container and key in it."""
    stack = [document]
    while stack:
        one = stack.pop()
        inside = list(one.items()) if isinstance(one, dict) else list(enumerate(one)) if isinstance(one, list) else []
        for key, value in inside:
            yield one, key
            stack.append(value)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.data())
def test_a_reply_with_anything_anywhere_is_read_or_refused(data: st.DataObject) -> None:
    name, document = data.draw(st.sampled_from(DOCUMENTS))
    hostile = copy.deepcopy(document)
    for _ in range(data.draw(st.integers(1, 4))):
        spots = list(_spots(hostile))
        if spots:
            container, key = data.draw(st.sampled_from(spots))
            container[key] = data.draw(JUNK)
    text = json.dumps(hostile)
    url = data.draw(st.sampled_from([ANYWHERE, BOARDS[name].home, "", "http://[", *(ask.url for ask in BOARDS[name].starts())]))
    note = data.draw(st.sampled_from([NOTHING, {"offset": "x", "page": "²", "total": "-1", "facet": "a", "value": "b", "first": ""}]))
    asks = [None, Ask(url, "start"), Ask(url, "page", note=note), Ask(url, "post")]
    _reads_or_refuses(BOARDS[name], page(text, url, data.draw(st.sampled_from(asks))))


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(sorted(BOARDS)), JUNK)
def test_any_json_is_read_or_refused(name: str, reply: object) -> None:
    for shaped in (reply, {"jobs": reply}, {"jobs": [reply]}, {"content": [reply], "totalFound": reply}, {"offers": [reply]}, {"result": [reply]},
                   {"jobPostings": [reply], "facets": [reply]}, {"items": [reply], "version": "https://jsonfeed.org/version/1.1"}, [reply]):  # fmt: skip
        _reads_or_refuses(BOARDS[name], page(json.dumps(shaped)))


def _reads_or_refuses(source: JsonBoard, given_page: Page) -> None:
    try:
        reading = source.read(given_page)
    except ReadError as error:
        assert error.missing  # noqa: PT017  # either is an answer
        return
    assert reading.kind in READING_KINDS
    for post in reading.sightings:
        assert post.title
        assert post.url.startswith(("http://", "https://"))
    for ask in reading.asks:
        assert ask.url.startswith(("http://", "https://"))


@pytest.mark.parametrize("name", BOARDS)
@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        '{"jobs":' * 50_000,
        '{"jobs":[{"id":' + "9" * 10_000 + "}]}",
        '{"jobs":[],"jobs":{"a":1}}',
        '{"jobs": [NaN, Infinity, -Infinity]}',
        "\ufeff{}",
        '{"content":"' + "\\ud800" * 10 + '"}',
        "<workzag-jobs><position><id>1</id><name>&x;</name></position></workzag-jobs>",
        '<!DOCTYPE w SYSTEM "http://x.example/w.dtd"><workzag-jobs><position/></workzag-jobs>',
        "<workzag-jobs>" + "<a>" * 5_000,
        "<workzag-jobs/>",
        '<x xmlns:a="b"><workzag-jobs /></x>',
    ],
    ids=lambda text: text[:24],
)
def test_hostile_texts(name: str, text: str) -> None:
    begun = time.perf_counter()
    _reads_or_refuses(BOARDS[name], page(text))
    assert time.perf_counter() - begun < 1


def test_a_board_of_thousands_is_read_in_time_and_says_that_it_was_cut() -> None:
    row = sample("greenhouse/list.json")["jobs"][0]
    row["content"] = "&lt;p&gt;Pumps, valves and 12 years of work.&lt;/p&gt;" * 20
    jobs = [{**row, "id": number} for number in range(2_400)]
    (start,) = BOARDS["greenhouse"].starts()
    reply = page({"jobs": jobs, "meta": {"total": 2_400}}, start.url, start)
    begun = time.perf_counter()
    reading = BOARDS["greenhouse"].read(reply)
    assert time.perf_counter() - begun < 4
    assert (len(reading.sightings), reading.complete) == (2_000, False)


@pytest.mark.parametrize(
    ("title", "heading", "employer"),
    [
        ("示例工业", "", "示例工业"),
        ("Jobs at Shili Tools", "", "Shili Tools"),
        ("Careers", "Current openings at Shili Tools", "Shili Tools"),
        ("Shili Tools jobs", "", "Shili Tools"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;示例工业", "", "示例工业"),
        ("", "", None),
    ],
)
def test_the_brand_on_a_list_that_is_shown_to_people(title: str, heading: str, employer: str | None) -> None:
    row = '<div class="posting"><a class="posting-title" href="https://jobs.lever.co/shili/a-1"><h5>Fitter</h5></a></div>'
    shown = f"<html><head><title>{title}</title></head><body><h1>{heading}</h1>{row}</body></html>"
    (post,) = families.read(page(shown, "https://jobs.lever.co/shili")).sightings
    assert (post.key, post.title, post.company) == ("a-1", "Fitter", employer)
