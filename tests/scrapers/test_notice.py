"""Recruitment notices: what their titles say they are, who hires, until when; posts of tables; the way through a news site."""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from jobs.errors import ReadError
from jobs.model import Ask, Page, Reading
from scrapers import families
from scrapers.families.news import NewsSite
from scrapers.families.notice import columns, grid
from scrapers.families.notice.employer import employer, in_title, seat
from scrapers.families.notice.prose import age_in, education_in, last_day, people
from scrapers.families.notice.titles import hires, post_in

PAGES = Path(__file__).resolve().parent.parent / "pages" / "notice"
URL = "https://www.shili.example/rszk/202611/t20261110_1.shtml"
SITE = NewsSite(id="shili", name="示例", home="https://www.shili.example/", kind="news", place="140200")
FETCHED = datetime(2026, 11, 24, 0, 40, tzinfo=UTC)


def page(text: str, why: str | None = "article", url: str = URL) -> Page:
    ask = Ask(url, why) if why else None
    return Page(url, 200, {}, text.encode(), text, "utf-8", FETCHED, ask)


def notice(body: str, title: str = "示例市人民医院2026年公开招聘公告", published: str = "2026-11-10") -> str:
    head = f'<html><head><meta charset="utf-8"><title>{title}</title></head><body><h1>{title}</h1><p>发布时间：{published} 来源：示例网</p>'
    return f"{head}<p>因工作需要，经研究决定，现面向社会公开招聘工作人员，应聘者请按本公告要求报名，岗位如下。</p>{body}</body></html>"


def table(*rows: str) -> str:
    return "<table>" + "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row.split('|'))}</tr>" for row in rows) + "</table>"


def sample(name: str, why: str | None = "article") -> Reading:
    return SITE.read(page((PAGES / f"{name}.html").read_text(), why))


# ---------------------------------------------------------------- titles


@pytest.mark.parametrize(
    "title",
    [
        "大同市2026年市直事业单位公开招聘工作人员公告",
        "示例市第三人民医院2026年度公开招聘高层次人才公告",
        "【招聘】示例燃气集团有限公司招聘启事",
        "示例市总工会招聘社会化工会工作者公告（2026年第1号）",
        "示例学院2026年人才引进公告",
        "示例中学招聘简章",
        "山西省2026年度考试录用公务员公告",
        "关于招聘城市社区工作者的通知",
        "示例公司关于面向社会公开选聘经理层成员的公告",
    ],
)
def test_a_title_that_hires(title: str) -> None:
    assert hires(title)


@pytest.mark.parametrize(
    "title",
    [
        None,
        "",
        "示例市公开招聘事业单位工作人员笔试成绩公告",
        "示例医院2026年招聘拟聘用人员公示（第一批）",
        "示例医院招聘工作人员面试通知",
        "示例学院招聘体检结果公告",
        "关于取消和核减部分招聘岗位的公告",
        "关于延长示例市公开招聘报名时间的公告",
        "示例医院员工招聘服务项目采购公告",
        "示例人力资源招聘外包服务招标公告",
        "关于举办2026年春季大型招聘会的公告",
        "示例市发布2026年招聘公告",
        "关于做好2026年事业单位公开招聘工作的通知",
        "示例重工今年招聘三百人",
        "示例小学招生公告",
        "示例市土地出让公告",
    ],
)
def test_a_title_that_does_not(title: str | None) -> None:
    assert not hires(title)


@pytest.mark.parametrize(
    ("title", "post"),
    [
        ("示例医院招聘护士公告", "护士"),
        ("示例市人民医院2026年公开招聘编外护理人员公告", "护理人员"),
        ("示例县公安局2026年招聘警务辅助人员公告", "警务辅助人员"),
        ("示例市总工会招聘社会化工会工作者公告（2026年第1号）", "社会化工会工作者"),
        ("示例小学2026年公开招聘合同制教师10名公告", "教师"),
        ("示例市图书馆招聘保安员的公告", "保安员"),
        ("示例市融媒体中心招聘记者、编辑公告", None),
        ("示例医院公开招聘卫生专业技术人员公告", None),
        ("示例市第三人民医院2026年度公开招聘高层次人才公告", None),
        ("示例公司招聘2026届应届毕业生公告", None),
        ("示例公司所属企业公开招聘公告", None),
        ("山西省2026年度考试录用公务员公告", None),
        ("示例中学招聘简章", None),
    ],
)
def test_the_post_that_a_title_names(title: str, post: str | None) -> None:
    assert post_in(title) == post


# ---------------------------------------------------------------- who, where, until when


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("示例市第三人民医院2026年度公开招聘高层次人才公告", "示例市第三人民医院"),
        ("关于示例市公安局2026年招聘警务辅助人员的公告", "示例市公安局"),
        ("2026年示例市实验中学校招聘教师公告", "示例市实验中学校"),
        ("中共示例市委党校2026年引进人才公告", "中共示例市委党校"),
        ("示例邮政集团有限公司示例市分公司2026年社会招聘公告", "示例邮政集团有限公司示例市分公司"),
        ("示例区卫生健康局所属医疗机构2026年公开招聘公告", None),
        ("示例市教育局所属学校招聘教师公告", None),
        ("示例市教育局、示例市财政局招聘公告", None),
        ("示例市2026年事业单位公开招聘工作人员公告", None),
        ("招聘公告", None),
    ],
)
def test_the_organisation_a_title_begins_with(title: str, expected: str | None) -> None:
    assert in_title(title) == expected


def test_the_employer_behind_a_label_or_under_the_text() -> None:
    assert employer("招聘公告", "招聘单位：示例重工有限公司\n岗位：焊工") == "示例重工有限公司"
    assert employer("招聘公告", "岗位：焊工\n示例重工有限公司\n2026年11月1日") == "示例重工有限公司"
    assert employer("招聘公告", "岗位：焊工\n示例市人力资源和社会保障局\n2026年11月1日") is None  # it may recruit for others
    assert employer("招聘公告", "招聘单位：示例一厂\n招聘单位：示例二厂") is None


def test_a_public_body_works_where_its_name_says_and_a_business_may_work_anywhere() -> None:
    assert seat("大同市示例医院", None, "140200") == "大同市"
    assert seat("示例第一中学", "大同市平城区2026年教师招聘公告", "140200") == "大同市平城区"
    assert seat("大同示例重工有限公司", "大同示例重工有限公司招聘公告", "140200") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("报名时间：2026年11月15日8:00至11月28日18:00。", (2026, 11, 28)),
        ("报名时间为11月12日至20日", (2026, 11, 20)),
        ("报名截止时间：2026年12月1日17:00", (2026, 12, 1)),
        ("（一）报名时间\n2026年11月20日上午9:00至2026年11月26日下午17:00。", (2026, 11, 26)),
        ("报名时间：2026年12月28日9:00至1月5日17:00", (2027, 1, 5)),
        ("报名时间：12月28日至1月5日", (2027, 1, 5)),
        ("请于2026年11月30日17:00前将简历发送至邮箱", (2026, 11, 30)),
        ("报名期限：自公告发布之日起至2026年11月25日止", (2026, 11, 25)),
        ("公告时间：2026年11月10日至2026年11月18日。报名时间：2026年11月19日-2026年11月21日（8:30-12:00）", (2026, 11, 21)),
        ("报名时间：2026.11.12—2026.11.18", (2026, 11, 18)),
        ("网上报名。报名时间：2026年11月24日08：30－28日17：30。缴费时间：2026年11月30日", (2026, 11, 28)),
        ("报名方式：即日起至2026年12月10日，持简历到公司", (2026, 12, 10)),
        ("报名时间：即日起至招满为止", None),
        ("年龄在35周岁以下（1991年1月1日以后出生）", None),
        ("应届毕业生须于2026年7月31日前取得毕业证书", None),
        ("报名时间：2026年2月30日", None),
        ("报名时间：2025年3月1日至3月5日", None),  # before the notice: another year's
    ],
)
def test_the_last_day_to_apply(text: str, expected: tuple[int, int, int] | None) -> None:
    assert last_day(text, date(2026, 11, 10)) == (date(*expected) if expected else None)


def test_a_year_is_never_invented() -> None:
    assert last_day("报名时间为11月12日至20日", None) is None
    assert last_day("报名截止：2026年12月1日", None) == date(2026, 12, 1)


def test_what_is_asked_as_stated() -> None:
    assert people(None, "现面向社会公开招聘工作人员12名") == "12人"
    assert people(None, "计划招聘教师20人，其中小学10人") == "20人"
    assert people(None, "招聘护士5名、医师3名") is None
    assert education_in("年龄35周岁以下，具有大专及以上学历，身体健康") == "具有大专及以上学历"
    assert age_in("具有大专学历，年龄在35周岁以下") == "年龄在35周岁以下"


# ---------------------------------------------------------------- tables


def test_merged_cells_are_one_object_at_all_their_places() -> None:
    [found] = grid.of_html("<table><tr><td rowspan=2>甲<td colspan=2>乙<tr><td>丙<td>丁</table>")
    assert [[cell.text for cell in row] for row in found.rows] == [["甲", "乙", "乙"], ["甲", "丙", "丁"]]
    assert found.rows[0][0] is found.rows[1][0]
    assert found.rows[0][0].tall
    assert not found.rows[0][1].tall


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ("岗位名称", "title"), ("招聘岗位", "title"), ("职 位", "title"), ("招聘人数（人）", "headcount"), ("计划数", "headcount"), ("需求\n人数", "headcount"),
        ("学历要求", "education"), ("学历/学位", "education"), ("专业（学科）", "major"), ("年龄", "age"), ("其他条件", "conditions"), ("任职要求", "conditions"),
        ("工作地点", "place"), ("薪酬待遇", "pay"), ("用人单位", "company"), ("招聘单位", "company"), ("主管部门", "authority"), ("岗位代码", "code"),
        ("序号", "serial"), ("备注", "note"), ("联系电话", "drop"), ("姓名", "person"), ("总成绩", "person"), ("护士", None), ("", None),
    ],
)  # fmt: skip
def test_header_words(words: str, field: str | None) -> None:
    assert columns.field_of(words) == field


def test_a_table_of_persons_or_of_anything_else_lists_no_posts() -> None:
    for rows in (("岗位名称|姓名|准考证号", "护士|示某|1"), ("项目|金额|日期", "甲|1|2"), ("岗位名称|说明", "护士|见附件")):
        [found] = grid.of_html(table(*rows))
        assert not columns.lists_posts(found)


def test_a_count_over_several_posts_is_the_count_of_none() -> None:
    found = sample("merged").sightings
    assert [(post.title, post.headcount) for post in found] == [
        ("住院医师", 3),
        ("主治医师", 2),
        ("护士", None),
        ("助产士", None),
        ("信息工程师", 2),
    ]
    assert found[-1].raw["major"] == "计算机科学与技术；软件工程"  # two rows of one merged post


def test_what_a_row_states_is_kept_as_stated() -> None:
    first = sample("two_rows").sightings[0]
    assert first.key == f"{URL}#1001"
    assert (first.raw["education"], first.education) == ("本科及以上", "本科")
    assert (first.raw["major"], first.raw["age"], first.raw["conditions"]) == (
        "汉语言文学、汉语言",
        "35周岁以下",
        "35周岁以下，高级中学教师资格",
    )
    assert (first.company, first.posted_on, first.deadline) == ("示例区第一中学", date(2026, 10, 20), date(2026, 11, 1))
    assert first.closed  # the page came after the deadline


def test_totals_notes_and_headers_that_stand_again_are_no_posts() -> None:
    rows = (
        "序号|岗位名称|招聘人数|学历",
        "1|护士|3|大专",
        "序号|岗位名称|招聘人数|学历",
        "2|医师|2|本科",
        "合计||5|",
        "|总计|5|",
        "备注：以上岗位|均需|5|年",
    )
    found = SITE.read(page(notice(table(*rows)))).sightings
    assert [post.title for post in found] == ["护士", "医师"]


def test_a_code_that_stands_twice_is_no_key() -> None:
    found = SITE.read(page(notice(table("岗位名称|岗位代码|招聘人数", "护士|01|1", "医师|01|2", "药师|02|1")))).sightings
    assert [post.key.partition("#")[2] for post in found] == ["t1r2", "t1r3", "02"]
    assert found == SITE.read(page(notice(table("岗位名称|岗位代码|招聘人数", "护士|01|1", "医师|01|2", "药师|02|1")))).sightings


def test_each_post_that_a_text_labels_is_one() -> None:
    found = sample("parts").sightings
    assert [
        (post.key.partition("#")[2], post.title, post.headcount, post.education, post.raw["age"], post.raw["pay"]) for post in found
    ] == [
        ("p1", "车间主任", 2, "本科", "45周岁以下", "8000-12000元"),
        ("p2", "电工", 3, "高中", "50周岁以下", "5000元"),
    ]
    assert {(post.company, post.deadline, post.places[0].codes) for post in found} == {
        ("示例（大同）机械集团有限责任公司", date(2026, 12, 15), ("140214",))
    }


def test_a_unit_of_pay_may_stand_in_the_header() -> None:
    [post] = SITE.read(page(notice(table("岗位|人数|薪酬（万元/年）", "会计|1|8-10")))).sightings
    assert post.pay is not None
    assert (post.pay.min, post.pay.max, post.pay.unit) == (80_000, 100_000, "year")


def test_a_part_of_the_employer_is_not_the_employer() -> None:
    [post] = SITE.read(page(notice(table("用人单位|岗位名称|招聘人数", "机关本部|会计|1")))).sightings
    assert (post.company, post.raw["department"]) == ("示例市人民医院", "机关本部")


# ---------------------------------------------------------------- through a news site


def test_a_notice_on_a_news_site_is_a_story_with_posts() -> None:
    reading = sample("merged")
    assert (reading.kind, reading.family) == ("list", "news")
    [story] = reading.articles
    assert story.title == "大同市示例人民医院2026年公开招聘工作人员公告"
    assert not reading.complete  # nothing is called gone because a notice does not show it


@pytest.mark.parametrize("name", ["results", "tender"])
def test_results_and_tenders_are_stories_only(name: str) -> None:
    for why in ("article", None):
        reading = sample(name, why)
        assert (reading.kind, reading.sightings, reading.asks) == ("article", (), ())
        assert len(reading.articles) == 1


def test_a_notice_that_is_hardly_more_than_its_table() -> None:
    title = "示例学院招聘公告"
    text = f"<html><head><title>{title}</title></head><body><h1>{title}</h1>{table('岗位|人数', '保安|2')}</body></html>"
    reading = SITE.read(page(text))
    assert [(post.title, post.company, post.headcount) for post in reading.sightings] == [("保安", "示例学院", 2)]


def test_files_are_asked_for_with_what_the_notice_said() -> None:
    reading = sample("files")
    [ask] = reading.asks
    assert (ask.url, ask.why) == ("https://www.shili.example/attach/1.xlsx", "attachment")
    assert dict(ask.note) == {
        "title": "大同示例师范学院2026年引进高层次人才公告",
        "firm": "大同示例师范学院",
        "url": URL,
        "published": "2026-11-01",
        "deadline": "2026-12-31",
    }


def test_a_notice_family_claims_notices_and_nothing_else() -> None:
    for path in PAGES.glob("*.html"):
        best = families.recognise(page(path.read_text(), None))
        assert (best[0][1].family == "notice") == (path.stem not in ("results", "tender")), path.stem


def test_contacts_do_not_leave() -> None:
    body = notice(
        table("岗位|人数|联系人|联系电话|其他条件", "会计|1|示例甲|13900000000|电话：0352-5550000")
        + "<p>联系人：示例甲，咨询电话：0352-5550000</p>"
    )
    shown = repr(SITE.read(page(body)))
    assert "会计" in shown
    assert not [word for word in ("示例甲", "1390", "5550000") if word in shown.replace(repr(body), "")]


# ---------------------------------------------------------------- bad input

ROW = "<tr><td>护士<td>3<td>大专"
HEAD = "<table><tr><td>岗位名称<td>招聘人数<td>学历"
HOSTILE: dict[str, Callable[[], str]] = {
    "rows": lambda: notice(HEAD + ROW * 20_000),
    "rowspan": lambda: notice(HEAD + "<tr><td rowspan=100000>护士<td colspan=999999999>3<td rowspan=-1>" * 2_000),
    "nested": lambda: notice("<table><tr><td>" * 1_000 + HEAD + ROW + "</table>" * 1_001),
    "deep": lambda: notice("<table><tr><td>" * 20_000),
    "unclosed": lambda: notice("<table" * 100_000),
    "cell": lambda: notice(HEAD + "<tr><td>护士<td>3<td>" + "本科" * 300_000),
    "labels": lambda: notice("<p>" + "报名时间：2026年11月20日至" * 20_000),
    "spaces": lambda: notice("<p>报名时间" + " " * 500_000),
    "script": lambda: notice(HEAD + "<tr><td><script>alert(1)</script>护士<td>3<td>大专"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_notice_costs_little(name: str) -> None:
    text = HOSTILE[name]()
    SITE.read(page(notice("")))  # what is loaded once is not the page's
    tracemalloc.start()
    began = time.process_time()
    try:
        posts = len(SITE.read(page(text)).sightings)
    except ReadError:
        posts = 0
    took, peak = time.process_time() - began, tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert took < 12  # tracing makes it several times slower
    assert peak < 200 * 1024 * 1024
    assert posts <= 2_000


def test_no_cut_of_a_page_raises_anything_but_a_read_error() -> None:
    text = (PAGES / "two_rows.html").read_text()
    for end in range(0, len(text), 97):
        try:
            found = SITE.read(page(text[:end])).sightings
        except ReadError:
            continue
        assert {post.title for post in found} <= {"语文教师", "数学教师", "专业技术", "大同市示例区2026年事业单位公开招聘工作人员公告"}
