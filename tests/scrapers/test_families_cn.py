"""The Chinese boards: how a list is walked to its honest end, what is asked for a firm, and what a hostile reply comes to."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import parse_qsl

import pytest

from jobs.errors import ReadError
from jobs.model import Ask, Page, Reading, Sighting
from scrapers import families
from scrapers.families.beisen import Beisen
from scrapers.families.cms74 import Cms74
from scrapers.families.cnstaff import Cnstaff
from scrapers.families.hotjob import Hotjob
from scrapers.families.iguopin import Iguopin
from scrapers.families.ncss import Ncss
from scrapers.fetch import decode
from scrapers.source import Source
from scrapers.sources import iguopin_datong, ncss_datong

AT = datetime(2026, 11, 24, 0, 40, tzinfo=UTC)
PAGES = Path(__file__).resolve().parent.parent / "pages"
FIRM = "示例（大同）电力机车有限公司"
BEISEN = Beisen(id="b", name="示例", home="https://shili.zhiye.com/", company=FIRM, board="b7c0aa11")
WECRUIT = Hotjob(id="h", name="示例", home="https://wecruit.hotjob.cn/", company=FIRM, board="SU5f00000000000000000000a1")
WT = Hotjob(id="w", name="示例", home="https://shili.hotjob.cn/", company=FIRM, board="SHILI")
CNSTAFF = Cnstaff(id="c", name="示例", home="https://shili.cnstaff.com/recruit", company=FIRM)


def reply(ask: Ask, value: object) -> Page:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return Page(ask.url, 200, {}, text.encode("utf-8", "replace"), text, "utf-8", AT, ask)


def sample(name: str) -> dict[str, object]:
    loaded: dict[str, object] = json.loads((PAGES / name).read_text())
    return loaded


def follows(reading: Reading) -> list[Ask]:
    return [ask for ask in reading.asks if ask.why == "page"]


def form(ask: Ask) -> dict[str, str]:
    return dict(parse_qsl(ask.body or ask.url.partition("?")[2], keep_blank_values=True))


def codes(post: Sighting) -> list[str]:
    return [code for place in post.places for code in place.codes]


# ---------------------------------------------------------------- 24365


def ncss(total: int, rows: int, page: int = 1, **more: str) -> dict[str, object]:
    listed = [{"jobId": f"{page}-{i}", "jobName": "焊工", "recName": FIRM, "areaCodeName": "山西省", **more} for i in range(rows)]
    return {"data": {"list": listed, "pagenation": {"total": total, "offset": page, "limit": 20}}}


def test_ncss_places_its_posts_in_the_city_it_was_asked_for() -> None:
    (ask,) = ncss_datong.SOURCE.starts()
    assert ask.headers["X-Requested-With"] == "XMLHttpRequest"
    assert ask.headers["Referer"] == "https://job.ncss.cn/student/jobs/index.html"
    assert (form(ask)["areaCode"], form(ask)["offset"], form(ask)["limit"]) == ("140200", "1", "20")
    (post,) = ncss_datong.SOURCE.read(reply(ask, ncss(1, 1))).sightings
    assert (codes(post), post.places[0].text) == (["140200"], "山西省大同市")
    (elsewhere,) = ncss_datong.SOURCE.read(reply(ask, ncss(1, 1, areaCodeName="河北省"))).sightings
    assert codes(elsewhere) == ["130000"]


def test_ncss_is_read_to_its_last_page_and_no_further() -> None:
    (ask,) = ncss_datong.SOURCE.starts()
    for number, rows in ((1, 20), (2, 20), (3, 1)):
        reading = ncss_datong.SOURCE.read(reply(ask, ncss(41, rows, number)))
        assert (len(reading.sightings), reading.complete) == (rows, number == 3)
        if number < 3:
            (ask,) = reading.asks
            assert (ask.why, form(ask)["offset"], form(ask)["areaCode"]) == ("page", str(number + 1), "140200")
    assert not reading.asks


def test_ncss_cuts_a_list_beyond_its_cap_by_category_and_then_by_degree() -> None:
    (ask,) = ncss_datong.SOURCE.starts()
    whole = ncss_datong.SOURCE.read(reply(ask, ncss(731, 20)))
    assert [form(part)["categoryCode"] for part in whole.asks] == [f"{code:02d}" for code in range(1, 30)]
    assert {part.why for part in whole.asks} == {"start"}  # lists of their own, not pages of this one
    part = ncss_datong.SOURCE.read(reply(whole.asks[0], ncss(201, 20)))
    assert [form(each)["degreeCode"] for each in part.asks] == ["51", "41", "31", "11", "01"]
    assert {form(each)["categoryCode"] for each in part.asks} == {"01"}
    smallest = ncss_datong.SOURCE.read(reply(part.asks[0], ncss(900, 20)))
    assert [form(each)["offset"] for each in smallest.asks] == ["2"]
    tenth = ncss_datong.SOURCE.read(reply(Ask(ask.url, "page", note={"page": "10"}), ncss(900, 20, 10)))
    assert (tenth.asks, tenth.complete) == ((), False)
    exactly = ncss_datong.SOURCE.read(reply(ask, ncss(200, 20)))
    assert [form(each)["offset"] for each in exactly.asks] == ["2"]


def test_ncss_asking_for_a_login_behind_its_first_pages_ends_the_list_without_being_whole() -> None:
    (ask,) = ncss_datong.SOURCE.starts()
    with pytest.raises(ReadError) as caught:
        ncss_datong.SOURCE.read(reply(ask, sample("ncss/login.json")))
    assert caught.value.kind == "blocked"
    sixth = ncss_datong.SOURCE.read(reply(replace(ask, note={"page": "6"}), sample("ncss/login.json")))
    assert (sixth.kind, sixth.sightings, sixth.asks, sixth.complete) == ("empty", (), (), False)


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (6, 9, (6000, 9000)),
        (4.5, 6.5, (4500, 6500)),
        ("8", "8", (8000, 8000)),
        (0, 0, (None, None)),
        (None, 12000, (None, 12000)),
        (10000, 15000, (10000, 15000)),
        (200, 200, (200000, 200000)),
        (9, 6, (None, None)),
        (10000000, 12000000, (None, None)),
        ("x", [], None),
    ],
)
def test_ncss_pay_is_thousands_unless_it_cannot_be(low: object, high: object, expected: tuple[int | None, int | None] | None) -> None:
    (ask,) = ncss_datong.SOURCE.starts()
    row = {"jobId": "1", "jobName": "焊工", "recName": FIRM, "lowMonthPay": low, "highMonthPay": high}
    (post,) = ncss_datong.SOURCE.read(reply(ask, {"data": {"list": [row], "pagenation": {"total": 1}}})).sightings
    assert (post.pay and (post.pay.min, post.pay.max)) == expected


# ---------------------------------------------------------------- 国聘


def test_iguopin_asks_for_a_district_and_for_a_firm_page_by_page() -> None:
    (start,) = iguopin_datong.SOURCE.starts()
    assert json.loads(start.body or "")["search"] == {"page": 1, "page_size": 20, "district": ["000000.140000.140200"]}
    assert (start.method, start.content_type, start.headers["Device"]) == ("POST", "application/json", "pc")
    (ask,) = iguopin_datong.SOURCE.asks(FIRM, "140200")
    assert json.loads(ask.body or "")["search"]["keyword"] == FIRM
    first = iguopin_datong.SOURCE.read(reply(ask, sample("iguopin/list.json")))
    assert [each.why for each in first.asks] == ["post", "page"]  # the second post's text was left out
    (following,) = follows(first)
    assert json.loads(following.body or "")["search"] == {
        "page": 2, "page_size": 20, "keyword": FIRM, "district": ["000000.140000.140200"],
    }  # fmt: skip
    last = iguopin_datong.SOURCE.read(reply(following, sample("iguopin/list_last.json")))
    assert (last.asks, last.complete) == ((), True)


def test_iguopin_states_months_majors_and_every_district() -> None:
    reading = iguopin_datong.SOURCE.read(reply(next(iter(iguopin_datong.SOURCE.starts())), sample("iguopin/list.json")))
    first, second, third = reading.sightings
    assert first.pay is not None
    assert (first.pay.min, first.pay.max, first.pay.unit, first.pay.months) == (6000, 9000, "month", 14)
    assert first.raw["major"] == "机电一体化、采矿工程"
    assert codes(second) == ["140214", "140100", "150100"]
    assert (second.deadline, second.pay and second.pay.text) == (None, "面议")
    assert (third.closed, third.places[0].everywhere) == (True, True)
    assert "1390" not in str(reading)


@pytest.mark.parametrize(
    ("row", "text", "values"),
    [
        ({"min_wage": 6000, "max_wage": 9000, "wage_unit_cn": "元/月", "months": 0}, "6000-9000元/月", (6000, 9000, "month", None)),
        ({"min_wage": 0, "max_wage": 9000, "wage_unit_cn": "元/月"}, "9000元/月", (None, 9000, "month", None)),
        ({"min_wage": 150, "max_wage": 200, "wage_unit_cn": "元/天"}, "150-200元/天", (150, 200, "day", None)),
        ({"min_wage": 100000, "max_wage": 150000, "wage_unit_cn": "元/年"}, "100000-150000元/年", (100000, 150000, "year", None)),
        ({"min_wage": 0, "max_wage": 0, "wage_unit_cn": "元/月"}, "面议", (None, None, None, None)),
        ({"min_wage": 5000, "max_wage": 6000, "is_negotiable": True}, "面议", (None, None, None, None)),
        ({"min_wage": 14000000, "max_wage": 18000000, "wage_unit_cn": "元/月"}, "14000000-18000000元/月", (None, None, None, None)),
    ],
)
def test_iguopin_pay(row: dict[str, object], text: str, values: tuple[object, ...]) -> None:
    listed = {"code": 200, "data": {"list": [{"job_id": "1", "job_name": "焊工", "amount": 3, **row}], "total": 1}}
    (post,) = iguopin_datong.SOURCE.read(reply(next(iter(iguopin_datong.SOURCE.starts())), listed)).sightings
    assert post.pay is not None
    assert (post.pay.text, (post.pay.min, post.pay.max, post.pay.unit, post.pay.months)) == (text, values)
    assert post.headcount == 3


def test_iguopin_refusing_is_blocked_and_a_post_that_is_gone_is_closed() -> None:
    ask = Ask("https://gp-api.iguopin.com/api/jobs/v1/info?id=7", "post", note={"key": "7"})
    with pytest.raises(ReadError) as caught:
        iguopin_datong.SOURCE.read(reply(ask, sample("iguopin/closed_to_us.json")))
    assert (caught.value.kind, caught.value.reason) == ("blocked", "wall")
    gone = iguopin_datong.SOURCE.read(reply(ask, {"code": 404, "msg": "职位不存在或已下线", "data": None}))
    assert (gone.kind, [(post.key, post.closed) for post in gone.sightings]) == ("closed", [("7", True)])
    with pytest.raises(ReadError) as failed:
        iguopin_datong.SOURCE.read(reply(Ask(ask.url, "start"), {"code": 500, "msg": "系统繁忙", "data": None}))
    assert failed.value.kind == "error"


# ---------------------------------------------------------------- employers' boards


def test_beisen_counts_pages_from_zero_to_count() -> None:
    (ask,) = BEISEN.starts()
    assert (json.loads(ask.body or "")["PageIndex"], json.loads(ask.body or "")["PortalId"]) == (0, "b7c0aa11")
    rows = [{"Id": f"x{i}", "JobAdName": "焊工", "LocNames": ["大同市"]} for i in range(100)]
    first = BEISEN.read(reply(ask, {"Code": 200, "Count": 130, "Data": rows}))
    (following,) = first.asks
    assert (json.loads(following.body or "")["PageIndex"], first.complete) == (1, False)
    last = BEISEN.read(reply(following, {"Code": 200, "Count": 130, "Data": rows[:30]}))
    assert (last.asks, last.complete, last.sightings[0].company) == ((), True, FIRM)


def test_beisen_learns_its_portal_from_the_home_page() -> None:
    unknown = Beisen(id="b", name="示例", home="https://shili.zhiye.com/")
    (start,) = unknown.starts()
    assert (start.method, start.url) == ("GET", "https://shili.zhiye.com/")
    (ask,) = unknown.read(reply(start, (PAGES / "beisen/home.html").read_text())).asks
    assert json.loads(ask.body or "")["PortalId"] == "b7c0aa11-0000-4000-8000-000000000001"
    with pytest.raises(ReadError):
        unknown.read(reply(start, "<html><title>示例</title></html>"))


def test_hotjob_stops_where_a_page_only_repeats_the_one_before() -> None:
    ask = next(iter(WECRUIT.starts()))
    assert form(ask) == {"recruitType": "2", "currentPage": "1", "pageSize": "10"}
    form_ = {"totalPage": 5, "currentPage": 1, "pageData": [{"postId": str(i), "postName": "焊工"} for i in range(10)]}
    first = WECRUIT.read(reply(ask, {"data": {"pageForm": form_}, "state": "200"}))
    (following,) = follows(first)
    assert (form(following)["currentPage"], following.note["recruit"]) == ("2", "2")
    again = WECRUIT.read(reply(following, {"data": {"pageForm": form_}, "state": "200"}))
    assert (follows(again), again.complete) == ([], False)
    fresh = {**form_, "totalPage": 2, "pageData": [{"postId": "x", "postName": "钳工"}]}
    last = WECRUIT.read(reply(following, {"data": {"pageForm": fresh}, "state": "200"}))
    assert (follows(last), last.complete, last.sightings[0].company) == ([], True, FIRM)


def test_hotjob_asks_for_the_text_of_a_post_and_closes_one_that_is_gone() -> None:
    first = WECRUIT.read(reply(next(iter(WECRUIT.starts())), sample("hotjob/list.json")))
    detail = first.asks[0]
    assert (detail.why, form(detail)) == ("post", {"postId": "66aa00000000000000000001", "recruitType": "2"})
    (post,) = WECRUIT.read(reply(detail, sample("hotjob/post.json"))).sightings
    assert (post.key, post.url, post.detail) == (first.sightings[0].key, first.sightings[0].url, True)
    assert (post.raw["major"], post.deadline) == ("安全工程", date(2026, 12, 31))
    gone = WECRUIT.read(reply(detail, {"state": "500", "msg": "职位已下线", "data": None}))
    assert [(each.key, each.closed) for each in gone.sightings] == [(post.key, True)]


def test_hotjob_wt_is_asked_by_address_until_its_page_count() -> None:
    ask = next(iter(WT.starts()))
    assert (ask.method, form(ask)["page"], form(ask)["rowSize"]) == ("GET", "1", "50")
    (following,) = WT.read(reply(ask, sample("hotjob/wt.json"))).asks
    last = WT.read(reply(following, sample("hotjob/wt_last.json")))
    assert (last.asks, last.complete) == ((), True)
    assert last.sightings[0].company == "示例通信集团有限公司大同市分公司"


def test_hotjob_mode400_is_asked_by_form_until_its_count_of_posts_and_post_by_post() -> None:
    board = replace(WT, mode400=True)
    (ask, _) = board.starts()
    assert (ask.method, ask.url) == ("POST", "https://shili.hotjob.cn/wt/SHILI/web/mode400/position/list")
    first = board.read(reply(ask, sample("hotjob/mode400.json")))
    (following,) = follows(first)
    assert (form(following)["rowIndex"], first.complete) == ("2", False)
    data = {"rowCount": 3, "rowIndex": 2, "rowSize": 2, "details": [{"PostId": 3, "PostName": "焊工"}]}
    last = board.read(reply(following, {"code": "00", "data": data}))
    assert (follows(last), last.complete) == ([], True)
    (post,) = board.read(reply(first.asks[0], sample("hotjob/mode400_post.json"))).sightings
    assert (post.key, post.url, post.education) == (first.sightings[0].key, first.sightings[0].url, "硕士")


def test_cnstaff_is_walked_by_its_own_count_of_pages() -> None:
    (ask,) = CNSTAFF.starts()
    assert ask.url == "https://shili.cnstaff.com/recruit?n=1&p=1"
    (following,) = CNSTAFF.read(reply(ask, sample("cnstaff/list.json"))).asks
    assert following.url == "https://shili.cnstaff.com/recruit?n=1&p=2"
    last = CNSTAFF.read(reply(following, sample("cnstaff/list_last.json")))
    assert (last.asks, last.complete) == ((), True)
    assert [post.company for post in CNSTAFF.read(reply(ask, sample("cnstaff/list.json"))).sightings] == ["示例乳业（大同）有限公司", FIRM]


def test_a_post_in_a_hundred_and_seventy_cities_keeps_them_all() -> None:
    names = [place for province in ("山西省", "河北省", "陕西省") for place in (f"{province}大同市" if province == "山西省" else province,)]
    cities = ["大同市", "太原市", "石家庄市", "西安市", "呼和浩特市", "北京市"] * 30 + names
    (post,) = BEISEN.read(
        reply(next(iter(BEISEN.starts())), {"Code": 200, "Count": 1, "Data": [{"Id": "1", "JobAdName": "销售", "LocNames": cities}]})
    ).sightings
    assert set(codes(post)) == {"140200", "140100", "130100", "610100", "150100", "110000", "130000", "610000"}


# ---------------------------------------------------------------- 74cms from version 4 on

CMS74 = Cms74(
    id="t",
    name="示例人才网",
    home="https://talent.example/",
    kind="board",
    place="140200",
    api="https://talent.example/v1_0/home/job/index",
    district={"district2": "142"},
)


def test_se_is_asked_in_json_by_its_own_district_and_firm() -> None:
    (start,) = CMS74.starts()
    assert form(start) == {"page": "1", "pagesize": "50", "district2": "142"}
    (ask,) = CMS74.asks(FIRM, "140200")
    assert form(ask)["keyword"] == FIRM
    first = CMS74.read(reply(start, sample("cms74/items.json")))
    assert [each.why for each in first.asks] == ["post", "post", "post", "page"]
    (following,) = follows(first)
    assert form(following) == {"page": "2", "pagesize": "50", "district2": "142"}
    last = CMS74.read(reply(following, sample("cms74/items_last.json")))
    assert (follows(last), last.complete) == ([], True)
    assert "示例丙" not in str(first)
    assert [post.raw.get("employment") for post in first.sightings] == ["全职"] * 3


def test_se_shows_a_post_under_the_address_of_its_list_and_closes_what_is_gone() -> None:
    detail = CMS74.read(reply(next(iter(CMS74.starts())), sample("cms74/items.json"))).asks[0]
    (post,) = CMS74.read(reply(detail, sample("cms74/show.json"))).sightings
    assert (post.key, post.url, post.occupation) == ("301", "https://talent.example/job/301.html", "电气工程师")
    gone = CMS74.read(reply(detail, {"code": 500, "message": "职位信息为空", "data": ""}))
    assert [(each.key, each.closed) for each in gone.sightings] == [("301", True)]
    over = sample("cms74/show.json")
    over["data"]["base_info"]["job_status"] = 2  # type: ignore[index]  # a plain JSON object
    assert CMS74.read(reply(detail, over)).kind == "closed"


def test_what_se_shows_to_strangers_is_not_its_whole_list() -> None:
    text = (PAGES / "cms74/list_se_login.html").read_text()
    reading = CMS74.read(reply(Ask("https://talent.example/job.html", "start"), text))
    assert (len(reading.sightings), reading.complete) == (1, False)
    whole = CMS74.read(reply(Ask("https://talent.example/job.html?page=2", "start"), (PAGES / "cms74/list_se_last.html").read_text()))
    assert whole.complete


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://t.example/job/301.html", "301"),
        ("https://t.example/jobs/301.html", "301"),
        ("https://t.example/jobs/jobs-show-301.htm", "301"),
        ("https://t.example/jobs/jobs_show/id/301", "301"),
        ("https://t.example/jobs/jobs-show.php?id=301", "301"),
        ("https://t.example/index.php?m=&c=jobs&a=jobs_show&id=301", "301"),
        ("https://t.example/job/", "/job/"),
    ],
)
def test_a_post_has_one_key_in_every_way_of_writing_its_address(url: str, key: str) -> None:
    assert CMS74.key(url) == key


# ---------------------------------------------------------------- bad input

BOARDS: tuple[Source, ...] = (ncss_datong.SOURCE, iguopin_datong.SOURCE, BEISEN, WECRUIT, WT, CNSTAFF, CMS74)
HOSTILE: tuple[object, ...] = (
    "", "null", "[]", "{}", '"text"', "123", '{"data":', '{"data":null}', '{"data":[]}', '{"data":{"list":null}}', '{"data":{"list":{}}}',
    '{"data":{"list":[1,"x",null,[]],"pagenation":{"total":4}}}', '{"data":{"pageForm":null}}', '{"data":{"pageForm":{"pageData":[[]]}}}',
    '{"postList":"x","rowCount":1}', '{"postList":[null]}', '{"Code":200,"Count":3,"Data":{}}', '{"Code":500,"Message":"x"}', '{"list":7}',
    '{"list":[{"job_id":{}}],"page":[]}', '{"data":{"list":[{"jobId":true,"job_id":[1]}],"total":-1,"pagenation":{"total":1e999}}}',
    "[" * 50_000, '{"a":' * 50_000, '{"data":{"list":[{"jobId":' + "9" * 5000 + "}]}}", '{"code":403}', "<html>404 Not Found</html>",
    '{"data":{"list":[{"jobId":"1","jobName":"<script>alert(1)</script>","lowMonthPay":NaN,"highMonthPay":Infinity}],"pagenation":{"total":"x"}}}',
)  # fmt: skip


def read_or_none(source: Source, page: Page) -> Reading | None:
    """None when the reader says what was missing; any other error fails the test."""
    try:
        return source.read(page)
    except ReadError:
        return None


@pytest.mark.parametrize("source", BOARDS, ids=lambda source: f"{source.family}-{source.id}")
def test_a_hostile_reply_is_an_error_or_harmless(source: Source) -> None:
    for ask in (next(iter(source.starts())), Ask(source.home, "post", note={"key": "1", "page": "x"})):
        for text in HOSTILE:
            reading = read_or_none(source, reply(ask, text))
            if reading is None:
                continue
            assert len(reading.sightings) <= 1
            assert not reading.complete or not reading.sightings
            assert all(ask.why in ("page", "post") for ask in reading.asks)


def test_fifty_thousand_rows_are_not_believed() -> None:
    rows = [{"jobId": str(i), "jobName": "焊工", "recName": FIRM} for i in range(50_000)]
    (ask,) = ncss_datong.SOURCE.starts()
    reading = ncss_datong.SOURCE.read(reply(ask, {"data": {"list": rows, "pagenation": {"total": 50_000, "limit": 50_000}}}))
    assert len(reading.sightings) <= 2_000
    assert not reading.complete


@pytest.mark.parametrize("area", ["999999", "%E5%A4%A7%E5%90%8C", "", "140200140200"])
def test_a_saved_page_whose_address_names_no_known_place_is_read_all_the_same(area: str) -> None:
    text = (PAGES / "mohrss/list.html").read_text()
    url = f"http://job.mohrss.gov.cn/cjobs/jobinfolist/listJobinfolist?AREA={area}"
    reading = families.read(Page(url, 200, {}, text.encode(), text, "utf-8", AT))
    assert (reading.family, reading.kind) == ("mohrss", "list")


# ---------------------------------------------------------------- recorded pages


def recorded(path: Path) -> Reading:
    content = path.read_bytes()
    return families.read(Page("http://x.example/a", 200, {}, content, decode(content, None)[0], "utf-8", AT))


def test_the_recorded_list_of_24365(shared: Path) -> None:
    reading = recorded(shared / "pages/ncss/jobs-list.sanitized.json")
    first, second = reading.sightings
    assert (reading.family, first.key, first.title, first.company) == (
        "ncss",
        "fixture-job-001",
        "后端开发工程师（脱敏样本）",
        "示例科技有限公司",
    )
    assert (codes(first), first.education, first.headcount, first.posted_on) == (["310000"], "本科", 2, date(2026, 8, 4))
    assert first.pay is not None
    assert (first.pay.min, first.pay.max, first.raw["major"]) == (10000, 15000, "计算机相关专业")
    assert first.url == "https://job.ncss.cn/student/jobs/fixture-job-001/detail.html"
    assert second.pay is not None
    assert (second.title, codes(second), second.pay.min, second.pay.max) == ("数据平台实习生（脱敏样本）", ["110000"], None, 12000)
    assert (second.education, second.posted_on) == (None, date(2026, 8, 3))


def test_the_recorded_list_of_beisen(shared: Path) -> None:
    reading = recorded(shared / "pages/beisen/list_page0_2026-09.json")
    first, second, third = reading.sightings
    assert (reading.family, reading.complete, first.key, first.title) == ("beisen", True, "job-campus-1", "（2027届校招）投资银行助理")
    assert (codes(first), first.education, first.posted_on, first.deadline, first.closed) == (
        ["110000", "310000"], "硕士", date(2026, 8, 31), date(2026, 10, 12), True,
    )  # fmt: skip
    assert first.description == "岗位职责\n负责投行项目支持。\n任职要求\n2027届硕士，金融相关专业。"
    assert (second.deadline, second.education, second.description) == (None, None, None)
    assert (third.url, codes(third), third.company) == ("http://x.example/social/detail?jobAdId=job-social-1", ["440300"], None)


def test_the_recorded_list_of_hotjob(shared: Path) -> None:
    reading = recorded(shared / "pages/dayee-hotjob/deloitte_listPosition_campus_p1_2026-09.json")
    first, second = reading.sightings
    assert (reading.family, reading.complete) == ("hotjob", False)
    assert (first.key, first.title, codes(first), first.deadline) == (
        "6aa8be60b6fae46f6751e264", "Deloitte Tax Open Day - Hong Kong", ["810000"], date(2027, 9, 15),
    )  # fmt: skip
    assert (second.title, codes(second), second.posted_on, second.deadline) == (
        "Analyst - Cyber Security - Consulting - CD", ["510100"], date(2026, 8, 21), date(2026, 9, 25),
    )  # fmt: skip
    assert {post.company for post in reading.sightings} == {None}  # the row's "company" is a project
    assert {post.education for post in reading.sightings} == {"本科"}


def test_the_recorded_list_of_51job(shared: Path) -> None:
    reading = recorded(shared / "pages/51job/search-list-2020.json")
    posts = reading.sightings
    assert (reading.family, len(posts), reading.asks, reading.complete) == ("51job", 50, (), False)
    first = posts[0]
    assert (first.key, first.title, first.company) == ("124140929", "Java开发工程师", "中软国际科技服务有限公司")
    assert first.pay is not None
    assert (first.pay.min, first.pay.max, first.pay.unit, first.education, first.headcount) == (12000, 20000, "month", "大专", 10)
    assert first.experience is not None
    assert (first.experience.min, first.experience.max, codes(first), first.posted_on) == (3, 4, ["440305"], date(2020, 7, 31))
    assert posts[1].benefits[:2] == ("五险一金", "员工旅游")
    assert posts[40].places[0].everywhere  # 异地招聘
    assert all(post.company and post.title and post.url.startswith("https://") for post in posts)


def test_a_family_of_these_is_known_by_its_shape_alone() -> None:
    for name in (
        "ncss/list", "iguopin/list", "iguopin/post", "beisen/list", "hotjob/list", "hotjob/wt", "hotjob/wt_post", "hotjob/post",
        "hotjob/mode400", "hotjob/mode400_post", "cnstaff/list",
    ):  # fmt: skip
        assert recorded(PAGES / f"{name}.json").family == name.partition("/")[0], name


@pytest.mark.parametrize(
    ("saved", "family", "expected"),
    [
        ({"total": 1, "list": [{"job_id": "j1", "job_name": "软件工程师", "district_list": [{"area_cn": "山西-大同"}], "contents": "开发"}]},
         "iguopin", ("j1", "软件工程师", None, ["140200"])),
        ({"job_id": "j1", "job_name": "软件工程师", "company_name": FIRM, "district_list": [{"area_cn": "山西-大同"}], "contents": "开发"},
         "iguopin", ("j1", "软件工程师", FIRM, ["140200"])),
        ({"status": 1, "data": {"items": [{"jobId": "5", "jobName": "焊工", "fullCompanyName": FIRM, "jobAreaString": "大同-云冈区"}]}},
         "51job", ("5", "焊工", FIRM, ["140214"])),
        ({"Code": 0, "Data": [{"Id": "u-1", "JobAdId": 7, "JobAdName": "焊工", "LocNames": "大同市"}]}, "beisen", ("u-1", "焊工", None, ["140200"])),
    ],
)  # fmt: skip
def test_a_reply_saved_without_all_its_wrapping_is_read(saved: object, family: str, expected: tuple[object, ...]) -> None:
    reading = families.read(reply(Ask("http://x.example/a", "start"), saved))
    (post,) = reading.sightings
    assert (reading.family, (post.key, post.title, post.company, codes(post))) == (family, expected)


def test_iguopin_elsewhere_asks_without_a_district() -> None:
    (ask,) = Iguopin(id="i", name="国聘", home="https://www.iguopin.com/").starts()
    assert "district" not in json.loads(ask.body or "")["search"]
    (whole,) = Ncss(id="n", name="24365", home="https://job.ncss.cn/").starts()
    assert form(whole)["areaCode"] == ""
