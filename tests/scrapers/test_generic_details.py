"""A post's own page on software nobody described, in shapes met in the wild: what a person reads on it, field by field."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from jobs.errors import ReadError
from jobs.model import Page, Sighting
from scrapers.families.generic import Generic

AT = datetime(2026, 11, 24, 0, 40, tzinfo=UTC)
DUTY = "<h3>岗位职责</h3><p>1、负责车间设备的日常点检与维护，做好记录；</p><p>2、完成上级交办的其他工作。</p>"
DUTIES = (
    "<h3>Responsibilities</h3><ul><li>Look after the machines of the works</li><li>Write down what was mended and when it was</li></ul>"
)


def post(body: str, title: str = "", url: str = "https://x.example.com/job/7.html", head: str = "") -> Sighting:
    text = f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title>{head}</head><body>{body}</body></html>'
    page = Page(url, 200, {}, text.encode(), text, "utf-8", AT)
    found = Generic.for_page(page).read(page)
    assert found.kind in ("post", "closed")
    (one,) = found.sightings
    return one


@pytest.mark.parametrize(
    ("title", "body", "url", "head", "firm"),
    [
        ("理赔专员 - 示例国际", f"<h1>理赔专员</h1>{DUTY}<p>© 2024 示例国际 All Rights Reserved</p>", "https://x.example.com/job/1", "", "示例国际"),
        ("示例亚洲-主页", f"<h1>电工</h1>{DUTY}<div>Copyright © 2009-2014 示例亚洲</div>", "https://x.example.com/job/1", "", "示例亚洲"),
        ("Fitter", f"<h1>Fitter</h1>{DUTIES}<div>Copyright © <a>Samplix</a> | Designed by <a>Pagemill</a></div>", "https://www.samplixworks.com/careers/fitter.html", "", "Samplix"),
        ("Fitter | Samplix AI", f"<h1>Fitter</h1>{DUTIES}", "https://samplix.com/careers/fitter.html", "", "Samplix AI"),
        ("Fitter", f"<p>Samplix</p><h1>Fitter</h1>{DUTIES}", "https://samplix.com/jobs/fitter/", "", "Samplix"),
        ("Fitter", f"<h1>Fitter</h1>{DUTIES}<p>Created by Pagemill LLC</p>", "https://samplix.com/jobs/fitter/", "", None),
        ("Fitter", f"<p>Hireware</p><h1>Fitter</h1>{DUTIES}", "https://samplix.hireware.com/jobs/fitter/", "", None),
        ("Fitter | Samplix", f"<a>Post a job</a><h1>Fitter</h1>{DUTIES}", "https://samplix.com/jobs/fitter/", "", None),
        ("Machine Fitter", f"<h1>Machine Fitter</h1>{DUTIES}", "https://x.example.com/careers/machine-fitter/", "", None),
        ("Fitter", f"<h1>Fitter</h1><p>Samplix is looking for a fitter who likes old pumps.</p>{DUTIES}", "https://samplix.com/jobs/fitter/", "", "Samplix"),
        ("Fitter", f"<h1>Fitter</h1><p>Samplix is looking for a fitter who likes old pumps.</p>{DUTIES}", "https://x.example.com/jobs/fitter/", "", None),
        ("电工 - 示例人才网", f"<h1>电工</h1>{DUTY}<p>© 2024 示例人才网</p>", "https://x.example.com/job/1", "", None),
        ("Fitter", f"<h1>Fitter</h1>{DUTIES}<p>© 2024 Careers</p>", "https://x.example.com/jobs/1", "", None),
    ],
)  # fmt: skip
def test_the_owner_of_a_page_is_whom_two_witnesses_name(title: str, body: str, url: str, head: str, firm: str | None) -> None:
    assert post(body, title, url, head).company == firm


def values(one: Sighting) -> dict[str, str]:
    """What the post says, by field, leaving out what it does not say."""
    said = {
        "title": one.title,
        "company": one.company,
        "place": " ".join(place.text for place in one.places),
        "pay": one.pay.text if one.pay else None,
        "education": one.raw.get("education"),
        "experience": one.raw.get("experience"),
        "headcount": one.raw.get("headcount"),
        "posted": one.posted_on.isoformat() if one.posted_on else None,
        "deadline": one.deadline.isoformat() if one.deadline else None,
    }
    return {name: text for name, text in said.items() if text}


SHAPES: dict[str, tuple[str, str, dict[str, str]]] = {
    "pictures before the values": (
        "家政服务 - 示例国际", f"<h1>家政服务</h1><p><span>📍 大同</span><span>🏢 全职</span><span>💰 薪资：4,000-8,000元/月</span></p>{DUTY}",
        {"title": "家政服务", "place": "大同", "pay": "4,000-8,000元/月"},
    ),
    "what is asked of the person stands in the text alone": (
        "电工 - 示例矿业", f"<h1>电工</h1>{DUTY}<h3>任职要求</h3><p>1、大专以上学历，电气相关专业；</p><p>2、3年以上井下电气工作经验；</p><p>3、硕士学历、5年以上经验者优先。</p>",
        {"title": "电工", "education": "大专以上学历", "experience": "3年以上井下电气工作经验"},
    ),
    "pairs of a label and a value, each in an element of its own": (
        "Fitter", f"<h1>Fitter</h1><div><div>Salary Range</div><div>1,400 - 1,800 EUR</div></div><div><div>Location</div><div>Samplestadt</div></div><p><strong>Vacancy:</strong> 20</p>{DUTIES}",
        {"title": "Fitter", "place": "Samplestadt", "pay": "1,400 - 1,800 EUR", "headcount": "20"},
    ),
    "icons whose text is their name": (
        "Fitter", f'<h1>Fitter</h1><p><span class="material-icons">location_on</span> Berlin</p><p><span class="material-symbols-outlined">schedule</span> Posted 2 days ago</p>{DUTIES}',
        {"title": "Fitter", "place": "Berlin", "posted": "2026-11-22"},
    ),
    "a title of two texts, and one cut by a stroke": (
        "Content Writer", f'<h2>Content <span class="shine">Writer</span></h2>{DUTIES}', {"title": "Content Writer"},
    ),
    "a small word in the heading": (
        "Vision / Lidar Engineer", f'<h1>Vision / Lidar Engineer <small class="right">Full time</small></h1>{DUTIES}', {"title": "Vision / Lidar Engineer"},
    ),
    "a city to choose before the post": (
        "示例招聘", f'<a class="city"><span>输入城市</span></a><h2>岗位详情</h2><h3>淘宝美工</h3><p>薪资：3000-5000元/月</p><p>招聘人数：10人</p>{DUTY}',
        {"title": "淘宝美工", "pay": "3000-5000元/月", "headcount": "10人"},
    ),
    "a picture says that a name unknown to us is a place": (
        "Fitter | Samplix", f"<h1>Fitter</h1><div>📍 Sampletown</div><div>🏢 Office</div>{DUTIES}", {"title": "Fitter", "place": "Sampletown"},
    ),
    "no heading, but pay, place and degree right behind the title": (
        "示例网", f"<ul><li>首页</li></ul><ul><li>PHP开发（示例）</li><div>8k-15k</div><li>大同-平城区</li><li>经验2-3年</li><li>大专及以上</li></ul>{DUTY}",
        {"title": "PHP开发（示例）", "pay": "8k-15k", "place": "大同-平城区", "experience": "经验2-3年", "education": "大专及以上"},
    ),
    "values between strokes, a head-count between spaces, hours that are no pay": (
        "UI设计师-示例网", f"<h1>UI设计师</h1><p>6k-10k/大同/大专以上/全职</p><p>招聘 2 人</p><p>工作时长：8小时/天</p>{DUTY}",
        {"title": "UI设计师", "pay": "6k-10k", "place": "大同", "education": "大专以上", "headcount": "招聘 2 人"},
    ),
    "a link to the firm's own page beside the title": (
        "Fitter", f'<h1>Fitter</h1><a href="../companies/samplix/"><p>Samplix</p></a><a href="/companies/all"><p>All firms</p></a>{DUTIES}', {"title": "Fitter", "company": "Samplix"},
    ),
    "on a board, the heading behind the title is the firm": (
        "Fitter | Hireware", f"<a>Post a job</a><h1>Fitter</h1><h2>Samplix</h2><p>Berlin</p><p>Posted 2 days ago</p>{DUTIES}",
        {"title": "Fitter", "company": "Samplix", "place": "Berlin", "posted": "2026-11-22"},
    ),
    "elsewhere it is a word on the post": (
        "Fitter", f"<h1>Fitter</h1><h2>Samplix</h2><p>Berlin</p><p>Posted 2 days ago</p>{DUTIES}", {"title": "Fitter", "place": "Berlin", "posted": "2026-11-22"},
    ),
    "a pin before the place, and the firm's seat beside it": (
        "Fitter", f'<h1>Fitter</h1><p><i class="fa fa-map-marker"></i> Lisbon</p>{DUTIES}<aside><p><span>Location</span><span>Old Mill Lane</span></p></aside>',
        {"title": "Fitter", "place": "Lisbon"},
    ),
    "a pin drawn as an image before a name unknown to us": (
        "Fitter", f'<h1>Fitter</h1><div><img src="/img/map-pin.svg"><p>Sampletown</p></div><div><img src="/img/clock.svg"><p>Mornings</p></div>{DUTIES}', {"title": "Fitter", "place": "Sampletown"},
    ),
    "the place in a small heading above the title": (
        "Fitter", f"<h4>Tokyo</h4><h1>Fitter</h1>{DUTIES}", {"title": "Fitter", "place": "Tokyo"},
    ),
    "several cities are no place": (
        "电工", f"<h1>电工</h1><p>📍 多城市</p>{DUTY}", {"title": "电工"},
    ),
    "the address in a block of its own below the duties": (
        "电工", f"<h1>电工</h1>{DUTY}<h3>工作地址</h3><div>大同市 平城区 示例街 1 号</div>", {"title": "电工", "place": "大同市 平城区 示例街 1 号"},
    ),
    "a title that is no heading, but begins the page's title": (
        "Machine Fitter (m/f/d) | Samplix", f"<h1>Samplix is hiring!</h1><p><s>Machine Fitter (m/f/d)</s></p>{DUTIES}<h2>What our crew says</h2>", {"title": "Machine Fitter (m/f/d)", "company": "Samplix"},
    ),
    "values below headings of their own": (
        "Fitter", f"<h1>Fitter</h1>{DUTIES}<h3>Salary</h3><p>£32,000 - £38,000 a year</p><h3>Location</h3><p>Leeds</p>",
        {"title": "Fitter", "pay": "£32,000 - £38,000 a year", "place": "Leeds"},
    ),
    "pay in the title's own heading": (
        "电工_示例网", f"<h2>电工<b>8K-12K</b></h2><p>大同 / 3-5年 / 大专及以上</p>{DUTY}",
        {"title": "电工", "pay": "8K-12K", "place": "大同", "experience": "3-5年", "education": "大专及以上"},
    ),
    "labels parted by wide spaces that are written as references": (
        "招贤纳士-示例集团", f"<h3>机修工</h3><p>工作地点:大同&nbsp;&nbsp;学历:大专&nbsp;&nbsp;人数:3</p>{DUTY}",
        {"title": "机修工", "place": "大同", "education": "大专", "headcount": "3"},
    ),
    "a title that ends in its place": (
        "Fitter - Berlin - Samplix", f"<h1>Fitter - Berlin</h1>{DUTIES}", {"title": "Fitter - Berlin", "place": "Berlin"},
    ),
    "a drawn pin": (
        "Fitter", f'<h1>Fitter</h1><div><svg class="lucide-map-pin"><path/></svg><span>Sampletown</span></div>{DUTIES}', {"title": "Fitter", "place": "Sampletown"},
    ),
    "a text that is named for those who hear the page": (
        "Fitter", f'<h1>Fitter</h1><p aria-label="Location">Sampletown</p>{DUTIES}', {"title": "Fitter", "place": "Sampletown"},
    ),
    "the place in the footer is the firm's": (
        "Fitter", f"<h1>Fitter</h1>{DUTIES}<footer><p>Office: Samplestadt</p></footer>", {"title": "Fitter"},
    ),
    "headings named after the bar that hangs above them": (
        "Fitter | Samplix", f'<h1>Fitter</h1>{DUTIES.replace("<h3>", """<h3 class="anchorBelowNavbar_x7">""")}', {"title": "Fitter"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_a_post_is_read_as_a_person_reads_it(shape: str) -> None:
    title, body, expected = SHAPES[shape]
    assert values(post(body, title)) == expected


PROSE = (
    "<p>Our works in Samplestadt mend the pumps of the whole county, and we need one more pair of hands to look after them by day.</p>"
    "<p>You will take machines apart, find what is broken and put them together again; your tools are ours to pay for, and you learn on the job.</p>"
)


@pytest.mark.parametrize(
    ("body", "title", "url", "has", "lacks"),
    [
        # no heading of duties: the prose behind the title, up to the form
        (f"<h1>Pump Mechanic</h1>{PROSE}<form><label>What makes you perfect for the role?</label></form><p>Thank you.</p>", "Pump Mechanic", "https://x.example.com/jobs/pump-mechanic/", "take machines apart", None),
        # the words of a form and of a table of contents head nothing
        (f'<h1>Fitter</h1><form><label>Your role</label></form><ul class="table-of-contents"><li><a href="#r">Responsibilities</a></li></ul>{DUTIES}', "Fitter", "https://x.example.com/jobs/1", "Look after the machines", "Your role"),
        # an item of a list that speaks of qualifications is no heading of them
        (f"<h1>Pump Mechanic</h1>{PROSE}<ul><li>An attractive wage that fits your qualifications</li></ul>", "Pump Mechanic", "https://x.example.com/jobs/pump-mechanic/", "take machines apart", None),
    ],
)  # fmt: skip
def test_the_description_begins_where_the_post_does(body: str, title: str, url: str, has: str, lacks: str | None) -> None:
    told = post(body, title, url).description or ""
    assert has in told
    assert lacks is None or lacks not in told


@pytest.mark.parametrize(
    ("body", "over"),
    [
        (f"<h1>Fitter</h1><p>STATUS :</p><p>CLOSED</p>{DUTIES}", True),
        (f"<h1>Fitter</h1><p>Status: open</p>{DUTIES}", False),
        (f"<h1>电工</h1><p><span>招聘状态：</span><span>已结束</span></p>{DUTY}", True),
        (f"<h1>电工</h1><p><span>招聘状态：</span><span>招聘中</span></p>{DUTY}", False),
    ],
)
def test_a_state_says_that_a_post_is_over(body: str, over: bool) -> None:
    assert post(body, "Fitter").closed is over


def test_a_page_that_ends_in_its_scripts_is_whole_and_one_cut_short_is_not() -> None:
    start = f"<!DOCTYPE html><html><head><title>Fitter</title></head><body><h1>Fitter</h1>{DUTIES}"
    whole, cut = (
        Page("https://x.example.com/jobs/1", 200, {}, t.encode(), t, "utf-8", AT) for t in (start + "<script>go()</script>\n", start)
    )
    assert Generic.for_page(whole).read(whole).kind == "post"
    with pytest.raises(ReadError, match="没有传完"):
        Generic.for_page(cut).read(cut)


@pytest.mark.parametrize(
    "body",
    [
        "<h1>Meet our engineers</h1><p>They build the machines that everyone at Samplix is proud of, and they have fun while they do it every day of the year.</p><p>Come and see them at the fair in spring, where they show all that they have built in the last year, big and small.</p>",
        "<h1>News and information</h1><p>保障经销商在约定的地区独家经营</p><p>近日，示例建筑节能大会在示例市举办，上百家企业展示了节能领域的最新成果、发展趋势和成功案例，观众很多。</p>",
        "<h1>职位详情</h1><p>加载中...</p><a>投递简历</a>",
    ],
)
def test_what_is_no_post_stays_unread(body: str) -> None:
    text = f"<html><head><title>Samplix</title></head><body>{body}</body></html>"
    page = Page("https://x.example.com/careers/story.html", 200, {}, text.encode(), text, "utf-8", AT)
    with pytest.raises(ReadError):
        Generic.for_page(page).read(page)


def test_a_post_is_found_by_its_address_where_it_has_no_heading() -> None:
    one = post(
        f"<div>Samplix</div><div>Machine Engineer</div><div>Responsibilities</div>{DUTIES}",
        "Samplix",
        "https://samplix.com/careers/machine-engineer/",
    )
    assert values(one) == {"title": "Machine Engineer", "company": "Samplix"}
