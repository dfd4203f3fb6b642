"""Lists that say once what holds for many posts, or are parted under headings: title, firm, place, pay and link of each."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from jobs.model import Page
from scrapers.families.generic import Generic

AT = datetime(2026, 11, 24, 0, 40, tzinfo=UTC)
Read = tuple[str, str | None, str | None, str | None, str | None]


def read(title: str, url: str, body: str) -> list[Read]:
    text = f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title></head><body>{body}</body></html>'
    seen = Page(url, 200, {}, text.encode(), text, "utf-8", AT)
    return [
        (post.title or "", post.company, post.places[0].text if post.places else None, post.raw.get("pay"), post.url.rpartition("/")[2])
        for post in Generic.for_page(seen).read(seen).sightings
    ]


def cards(posts: list[tuple[str, ...]], shape: str) -> str:
    return "".join(shape.format(*post) for post in posts)


TWO = cards([("1", "Data Engineer"), ("2", "Sales Manager")], "<li><a href=/jobs/{0}>{1}</a></li>")
LISTS: dict[str, tuple[str, str, str, list[Read]]] = {
    "departments with differing class names": (
        "Shili Robots", "https://shilirobots.example.com/jobs",
        "<h1>Careers</h1><h2>Vision</h2>"
        + cards([("research-eng", "Research Engineer", "Berlin"), ("sr-research-eng", "Senior Research Engineer", "Remote")], '<a class="k-x1b" href="/jobs/{0}"><p>{1}</p><p>{2}</p></a>')
        + "<h2>Motion</h2>"
        + cards([("control", "Control Engineer", "Munich"), ("sim", "Simulation Engineer", "Paris")], '<a class="q-z9d" href="/jobs/{0}"><p>{1}</p><p>{2}</p></a>'),
        [("Research Engineer", "Shili Robots", "Berlin", None, "research-eng"), ("Senior Research Engineer", "Shili Robots", "Remote", None, "sr-research-eng"),
         ("Control Engineer", "Shili Robots", "Munich", None, "control"), ("Simulation Engineer", "Shili Robots", "Paris", None, "sim")],
    ),
    "a table for each firm": (
        "招聘信息-示例同城", "https://dt.example.com/zhaopin/",
        cards(
            [("大同市示例机械有限公司", "钳工", "5000元/月", "车工", "5500元/月"), ("大同市示例食品有限公司", "质检员", "4000元/月", "司机", "4500元/月")],
            "<h3>{0}</h3><table><tr><th>岗位</th><th>工资</th></tr><tr><td>{1}</td><td>{2}</td></tr><tr><td>{3}</td><td>{4}</td></tr></table>",
        ),
        [("钳工", "大同市示例机械有限公司", None, "5000元/月", ""), ("车工", "大同市示例机械有限公司", None, "5500元/月", ""),
         ("质检员", "大同市示例食品有限公司", None, "4000元/月", ""), ("司机", "大同市示例食品有限公司", None, "4500元/月", "")],
    ),
    "cities as headings": (
        "Open positions", "https://x.example.com/careers/",
        ("<h3>Berlin</h3><ul><li><a href=a>Data Engineer</a></li><li><a href=b>Sales Manager</a></li></ul><h3>Hamburg</h3><ul><li><a href=c>Accountant</a></li><li><a href=d>Office Manager</a></li></ul>"
        "<h3>Anywhere you like</h3><ul><li><a href=e>Recruiter</a></li><li><a href=f>Copy Editor</a></li></ul>"),
        [("Data Engineer", None, "Berlin", None, "a"), ("Sales Manager", None, "Berlin", None, "b"), ("Accountant", None, "Hamburg", None, "c"), ("Office Manager", None, "Hamburg", None, "d"),
         ("Recruiter", None, None, None, "e"), ("Copy Editor", None, None, None, "f")],
    ),
    "a heading that names the place of all": (
        "招聘信息", "https://x.example.com/job/",
        "<h2>大同最新招聘信息</h2><ul>" + cards([("1", "焊工", "6000元/月"), ("2", "文员", "3500元/月")], "<li><a href=/job/{0}>{1}</a><span>{2}</span></li>") + "</ul>",
        [("焊工", None, "大同", "6000元/月", "1"), ("文员", None, "大同", "3500元/月", "2")],
    ),
    "a line beside the list that names the place of all": (
        "招贤纳士", "https://x.example.com/join/",
        "<ul>" + cards([("1", "叉车工", "6000元/月"), ("2", "质检员", "4500元/月")], "<li><a href=/job/{0}>{1}</a><span>{2}</span></li>") + "</ul><p>工作地点：大同市云冈区</p>",
        [("叉车工", None, "大同市云冈区", "6000元/月", "1"), ("质检员", None, "大同市云冈区", "4500元/月", "2")],
    ),
    "signs before the values": (
        "招聘职位", "https://x.example.com/jobs/",
        cards([("1", "客服专员", "大同"), ("2", "商务经理", "太原")], "<div class=card><h2>{1}</h2><p>📍 {2}</p><a href=job-{0}.html>查看详情</a></div>"),
        [("客服专员", None, "大同", None, "job-1.html"), ("商务经理", None, "太原", None, "job-2.html")],
    ),
    "a table on its side": (
        "人才招聘", "https://x.example.com/zp",
        "<table><tr><th>职位名称</th><td>焊工</td><td>电工</td></tr><tr><th>薪资</th><td>6000元/月</td><td>5500元/月</td></tr><tr><th>工作地点</th><td>大同市</td><td>朔州市</td></tr></table>",
        [("焊工", None, "大同市", "6000元/月", "zp"), ("电工", None, "朔州市", "5500元/月", "zp")],
    ),
    "lines that end in breaks": (
        "招聘信息", "https://x.example.com/zp",
        "<div>" + cards([("1", "焊工", "示例机械有限公司", "6000元/月"), ("2", "文员", "示例商贸有限公司", "3500元/月")], "<a href=/job/{0}>{1}</a> {2} {3}<br>")[:-4] + "</div>",
        [("焊工", "示例机械有限公司", None, "6000元/月", "1"), ("文员", "示例商贸有限公司", None, "3500元/月", "2")],
    ),
    "a place behind a dash": (
        "Careers", "https://x.example.com/careers",
        cards([("research", "Data Researcher", "Berlin"), ("office", "Office Manager", "Munich")], "<p><a href=/jobs/{0}>{1}</a> - {2}</p>"),
        [("Data Researcher", None, "Berlin", None, "research"), ("Office Manager", None, "Munich", None, "office")],
    ),
    "a place at the end of the title": (
        "加入我们", "https://x.example.com/join",
        cards([("1", "销售经理（大同）"), ("2", "焊工-太原"), ("3", "会计（初级）")], "<li><a href=/jobs/{0}>{1}</a></li>"),
        [("销售经理（大同）", None, "大同", None, "1"), ("焊工-太原", None, "太原", None, "2"), ("会计（初级）", None, None, None, "3")],
    ),
    "firms by their logos": (
        "Jobs", "https://x.example.com/jobs",
        cards([("1", "Data Engineer", "Shili Data", "Berlin"), ("2", "Nurse", "Muster Care", "Paris")], '<li><img src=l.png alt="{2} logo"><h3><a href=/job/{0}>{1}</a></h3><span>{3}</span></li>'),
        [("Data Engineer", "Shili Data", "Berlin", None, "1"), ("Nurse", "Muster Care", "Paris", None, "2")],
    ),
    "values in attributes": (
        "Jobs", "https://x.example.com/jobs",
        cards([("1", "Data Engineer", "Shili Data", "Berlin"), ("2", "Nurse", "Muster Care", "Paris")], '<div class=row data-company="{2}" data-location="{3}"><a href=/job/{0}>{1}</a><em>Full-time</em></div>'),
        [("Data Engineer", "Shili Data", "Berlin", None, "1"), ("Nurse", "Muster Care", "Paris", None, "2")],
    ),
    "attributes that are no values": (
        "Jobs", "https://x.example.com/jobs",
        cards([("1", "Data Engineer", "shili-data", "texas-or-florida"), ("2", "Nurse", "17", "berlin-3")], '<div class=row data-company="{2}" data-location="{3}"><a href=/job/{0}>{1}</a><em>Full-time</em></div>'),
        [("Data Engineer", None, None, None, "1"), ("Nurse", None, None, None, "2")],
    ),
    "two names in a row": (
        "找工作", "https://x.example.com/jobs",
        cards([("1", "Java", "示例云", "10k-15k"), ("2", "产品经理", "示例互动", "15k-20k"), ("3", "Java", "示例教育", "8k-12k")],
              "<li><a href=/job/{0}><div class=title><h4>{1}</h4><span class=salary>{3}</span></div><div class=name>{2}</div><div class=msg><em>上海</em><em>3-5年</em></div></a></li>"),
        [("Java", "示例云", "上海", "10k-15k", "1"), ("产品经理", "示例互动", "上海", "15k-20k", "2"), ("Java", "示例教育", "上海", "8k-12k", "3")],
    ),
    "two names, the second a department's": (
        "Open roles", "https://x.example.com/jobs",
        cards([("1", "Data Engineer", "Engineering"), ("2", "Nurse", "Clinical Operations"), ("3", "Accountant", "Finance")], "<li><a href=/job/{0}><h4 class=title>{1}</h4><div class=name>{2}</div></a></li>"),
        [("Data Engineer", None, None, None, "1"), ("Nurse", None, None, None, "2"), ("Accountant", None, None, None, "3")],
    ),
    "the same list twice": (
        "招聘", "https://x.example.com/zp",
        "<ul>" + cards([("焊工", "5000元/月"), ("电工", "5500元/月")] * 2, "<li><h4>{0}</h4><p>{1}</p></li>") + "</ul>",
        [("焊工", None, None, "5000元/月", "zp"), ("电工", None, None, "5500元/月", "zp")],
    ),
    "class names of a machine, roles for tests, firms with a link and without": (
        "Jobs near you", "https://x.example.com/jobs",
        cards(
            [("1", "Data Engineer", "<a href=/f/1>Shili Data</a>", "Kleinort"), ("2", "Nurse", "Muster Care", "Altdorf"), ("3", "Cook", "<a href=/f/3>Example Foods</a>", "Neustadt"), ("4", "Driver", "Sample Freight", "Bergheim")],
            '<li><h2><a class=css-k1 href=/job/{0}>{1}</a></h2><span class=css-k2 data-testid=company-name>{2}</span><div class=css-k3 data-testid=text-location>{3}</div></li>',
        ),
        [("Data Engineer", "Shili Data", "Kleinort", None, "1"), ("Nurse", "Muster Care", "Altdorf", None, "2"), ("Cook", "Example Foods", "Neustadt", None, "3"), ("Driver", "Sample Freight", "Bergheim", None, "4")],
    ),
    "icons before the values": (
        "Jobs", "https://x.example.com/jobs",
        cards([("1", "Data Engineer", "Kleinort"), ("2", "Nurse", "Altdorf")], '<li><h5><a href=/job/{0}>{1}</a></h5><span><i class="fa fa-map-marker"></i> {2}</span><span><i class="fa fa-clock"></i> Full time</span></li>'),
        [("Data Engineer", None, "Kleinort", None, "1"), ("Nurse", None, "Altdorf", None, "2")],
    ),
    "a stage of funding where another row has its place": (
        "找工作", "https://x.example.com/zhaopin/",
        cards([("1", "焊工", "6000元/月", "大同"), ("2", "文员", "3500元/月", "大同"), ("3", "销售总监", "15k-20k", "不需要融资"), ("4", "司机", "5000元/月", "太原")], "<li><a href=/job/{0}>{1}</a><b>{2}</b><span>{3}</span></li>"),
        [("焊工", None, "大同", "6000元/月", "1"), ("文员", None, "大同", "3500元/月", "2"), ("销售总监", None, None, "15k-20k", "3"), ("司机", None, "太原", "5000元/月", "4")],
    ),
    "the firm in one line with the place": (
        "Remote jobs this week", "https://x.example.com/digest/jobs.html",
        cards([("1", "Data Engineer", "Shili Data", "Berlin"), ("2", "Sales Manager", "Muster Foods", "Paris"), ("3", "Nurse", "Example Care", "Madrid")], "<tr><td><a href=/job/{0}>{1}</a><div>{2} · {3} · 2026-11-20</div></td></tr>").join(("<table>", "</table>")),
        [("Data Engineer", "Shili Data", "Berlin", None, "1"), ("Sales Manager", "Muster Foods", "Paris", None, "2"), ("Nurse", "Example Care", "Madrid", None, "3")],
    ),
    "the department in one line with the place": (
        "Open roles", "https://x.example.com/jobs",
        cards([("1", "Data Engineer", "Engineering", "Berlin"), ("2", "Accountant", "Finance & Legal", "Paris"), ("3", "Nurse", "Clinical", "Madrid")], "<li><a href=/job/{0}>{1}</a><div>{2} · {3}</div></li>"),
        [("Data Engineer", None, "Berlin", None, "1"), ("Accountant", None, "Paris", None, "2"), ("Nurse", None, "Madrid", None, "3")],
    ),
    "titles of two names, and a value behind the same sign": (
        "Jobs", "https://x.example.com/jobs",
        cards([("1", "Java / AEM Developer"), ("2", "Scrum Master @ Brussels / Paris"), ("3", "Office Manager / Berlin")], "<li><a href=/jobs/{0}>{1}</a></li>"),
        [("Java / AEM Developer", None, None, None, "1"), ("Scrum Master @ Brussels / Paris", None, "Paris", None, "2"), ("Office Manager", None, "Berlin", None, "3")],
    ),
    "pay whose unit stands behind a stroke": (
        "Jobs", "https://x.example.com/jobs",
        cards([("1", "Data Engineer", "EUR 4,800 - 5,100 / month", "Berlin"), ("2", "焊工", "5000-6000元 / 月", "大同")], "<li><a href=/job/{0}>{1}</a><p>{3} / {2}</p></li>"),
        [("Data Engineer", None, "Berlin", "EUR 4,800 - 5,100 / month", "1"), ("焊工", None, "大同", "5000-6000元 / 月", "2")],
    ),
    "titles over descriptions": (
        "Karriere", "https://x.example.com/karriere",
        cards([("Grafikdesigner (m/w/d)", "Du gestaltest gern und bringst eine erfolgreich abgeschlossene Ausbildung mit."), ("Texter (m/w/d)", "Du schreibst gern und hast ein Gespür für gute Texte in zwei Sprachen.")], "<article><h3>{0}</h3><p>{1}</p><a href=#form>Jetzt bewerben</a></article>"),
        [("Grafikdesigner (m/w/d)", None, None, None, "karriere"), ("Texter (m/w/d)", None, None, None, "karriere")],
    ),
    "titles that lead down the page": (
        "Careers", "https://x.example.com/careers",
        cards([("dev", "Software Engineer"), ("ops", "Office Manager"), ("des", "Designer")], "<li><a href=#{0}>{1}</a></li>") + cards([("dev", "What you build"), ("ops", "What you run"), ("des", "What you draw")], "<section id={0}><p>{1}</p></section>"),
        [("Software Engineer", None, None, None, "careers"), ("Office Manager", None, None, None, "careers"), ("Designer", None, None, None, "careers")],
    ),
    "an owner in the line of copyright, of whom the page speaks": (
        "Careers", "https://x.example.com/careers",
        f"<h2>Life at Musterwerk</h2><p>Musterwerk builds cranes.</p>{TWO}<footer>© 2026 <a href=/>Musterwerk</a></footer>",
        [("Data Engineer", "Musterwerk", None, None, "1"), ("Sales Manager", "Musterwerk", None, None, "2")],
    ),
    "a line of copyright of which the page says no more": (
        "Careers", "https://x.example.com/careers",
        f"{TWO}<footer>© 2026 Musterwerk</footer>",
        [("Data Engineer", None, None, None, "1"), ("Sales Manager", None, None, None, "2")],
    ),
    "an owner that the page's whole title names": (
        "Careers at Musterwerk", "https://x.example.com/careers", TWO,
        [("Data Engineer", "Musterwerk", None, None, "1"), ("Sales Manager", "Musterwerk", None, None, "2")],
    ),
    "a title that names a place": (
        "Jobs at Berlin", "https://x.example.com/careers", TWO,
        [("Data Engineer", None, None, None, "1"), ("Sales Manager", None, None, None, "2")],
    ),
    "an owner by its logo and its address of mail": (
        "Open roles", "https://x.example.com/careers",
        f'<a href="/"><img src=a.png alt="Musterwerk logo"></a>{TWO}<p>Write to <a href="mailto:jobs@musterwerk.example">jobs@musterwerk.example</a></p>',
        [("Data Engineer", "Musterwerk", None, None, "1"), ("Sales Manager", "Musterwerk", None, None, "2")],
    ),
    "the maker of the page below it": (
        "Open roles", "https://x.example.com/careers",
        f"{TWO}<footer>bereitgestellt von <a href=https://s.example.com>Werkzeug GmbH</a></footer>",
        [("Data Engineer", None, None, None, "1"), ("Sales Manager", None, None, None, "2")],
    ),
    "a firm of networks that shows its products": (
        "招贤纳士", "https://x.example.com/join",
        f"<ul><li>产品中心</li><li>解决方案</li><li>企业文化</li></ul>{TWO}<footer><p>大同示例网络科技有限公司</p></footer>",
        [("Data Engineer", "大同示例网络科技有限公司", None, None, "1"), ("Sales Manager", "大同示例网络科技有限公司", None, None, "2")],
    ),
    "a firm of networks that shows none": (
        "招贤纳士", "https://x.example.com/join",
        f"{TWO}<footer><p>大同示例网络科技有限公司</p></footer>",
        [("Data Engineer", None, None, None, "1"), ("Sales Manager", None, None, None, "2")],
    ),
    "titles unlike titles before pay, degree and years": (
        "招聘", "https://x.example.com/zp",
        cards([("火工", "6000-8000元/月", "大专", "3-5年", "大同"), ("电商", "5000-7000元/月", "不限", "1-3年", "大同"), ("Rust", "15k-20k", "本科", "5-10年", "太原")], "<div class=item><span>{0}</span><span>{1}</span><span>{2}</span><span>{3}</span><span>{4}</span></div>"),
        [("火工", None, "大同", "6000-8000元/月", "zp"), ("电商", None, "大同", "5000-7000元/月", "zp"), ("Rust", None, "太原", "15k-20k", "zp")],
    ),
    "firms by the addresses of their pages": (
        "找工作", "https://x.example.com/jobs",
        cards([("1", "焊工", "示例云", "6000元/月"), ("2", "会计", "示例互动", "5000元/月"), ("3", "司机", "示例教育", "5500元/月")], "<li><a href=/job/{0}>{1}</a><em>{3}</em><a href=https://company.example.com/{0}.htm>{2}</a></li>"),
        [("焊工", "示例云", None, "6000元/月", "1"), ("会计", "示例互动", None, "5000元/月", "2"), ("司机", "示例教育", None, "5500元/月", "3")],
    ),
    "names of icons in their letters, a kind of work in one row": (
        "Jobs", "https://x.example.com/jobs",
        cards([("1", "Data Engineer", "Shili Data", "Upper Hub", "FULL-TIME"), ("2", "Nurse", "Muster Care", "Lower District", "REMOTE"), ("3", "Cook", "Example Foods", "Old Area", "FULL-TIME")],
              "<li><h3><a href=/job/{0}>{1}</a></h3><div><span class=material-symbols-outlined>business</span> {2}</div><div><span class=material-symbols-outlined>location_on</span> {3}</div><b class=badge>{4}</b></li>"),
        [("Data Engineer", "Shili Data", "Upper Hub", None, "1"), ("Nurse", "Muster Care", "Lower District", None, "2"), ("Cook", "Example Foods", "Old Area", None, "3")],
    ),
    "the one firm that a page names, of which its title speaks": (
        "示例模具官网", "https://x.example.com/zp",
        f"<p>大同市示例模具有限公司</p>{TWO}",
        [("Data Engineer", "大同市示例模具有限公司", None, None, "1"), ("Sales Manager", "大同市示例模具有限公司", None, None, "2")],
    ),
    "a firm of which the title does not speak": (
        "大同市招聘", "https://x.example.com/zp",
        f"<p>大同市示例模具有限公司</p>{TWO}",
        [("Data Engineer", None, None, None, "1"), ("Sales Manager", None, None, None, "2")],
    ),
    "values parted by empty elements": (
        "招聘", "https://x.example.com/zp",
        cards([("1", "焊工", "5千-8千", "大同市"), ("2", "电工", "5千-6千", "太原市")], '<li><a href=/job/{0}>{1}</a><b>{2}</b><p>{3}<em class="line"></em>1-3年<em class="line"></em>中专</p></li>'),
        [("焊工", None, "大同市", "5千-8千", "1"), ("电工", None, "太原市", "5千-6千", "2")],
    ),
    "departments in brackets before titles": (
        "人才招聘", "https://x.example.com/zp",
        "<table><tr><td>招聘职位</td><td>招聘人数</td></tr>" + cards([("销售部", "销售经理", "3"), ("市场部", "业务员", "2")], "<tr><td>[ {0} ]<a href=d.html>{1}</a></td><td>{2}</td></tr>") + "</table>",
        [("销售经理", None, None, None, "d.html"), ("业务员", None, None, None, "d.html")],
    ),
    "titles with how many are sought": (
        "人才招聘", "https://x.example.com/zp",
        cards([("销售工程师（5人）",), ("文员（两名）",)], "<h4>{0}</h4><p>发布时间：2026-11-11</p>"),
        [("销售工程师", None, None, None, "zp"), ("文员", None, None, None, "zp")],
    ),
    "places in braces": (
        "人才招聘", "https://x.example.com/zp",
        cards([("测试工程师", "大同", "1-3年"), ("运维工程师", "太原", "3-5年")], "<li><b>{0}{{{1}}}</b><span>{2}</span></li>"),
        [("测试工程师{大同}", None, "大同", None, "zp"), ("运维工程师{太原}", None, "太原", None, "zp")],
    ),
    "firms written short beside one written whole": (
        "校园招聘", "https://x.example.com/zp",
        cards([("1", "讲师", "示例教育"), ("2", "软件工程师", "示例云"), ("3", "实习生", "大同示例科技有限公司"), ("4", "数据分析师", "示例数")], "<li><a href=/job/{0}>{1}</a><p>{2}</p><p>招聘人数：若干</p></li>"),
        [("讲师", "示例教育", None, None, "1"), ("软件工程师", "示例云", None, None, "2"), ("实习生", "大同示例科技有限公司", None, None, "3"), ("数据分析师", "示例数", None, None, "4")],
    ),
    "departments beside one firm": (
        "校园招聘", "https://x.example.com/zp",
        cards([("1", "讲师", "教学部"), ("2", "软件工程师", "技术部"), ("3", "实习生", "大同示例科技有限公司"), ("4", "数据分析师", "研发")], "<li><a href=/job/{0}>{1}</a><p>{2}</p><p>招聘人数：若干</p></li>"),
        [("讲师", None, None, None, "1"), ("软件工程师", None, None, None, "2"), ("实习生", None, None, None, "3"), ("数据分析师", None, None, None, "4")],
    ),
    "titles over duties, in plain lines": (
        "招聘岗位", "https://x.example.com/zp",
        cards([("效果图模型师",), ("动画学员",)], "<div><p>{0}</p><p>岗位职责：</p><p>1、根据客户提供的图纸制作建筑模型，含地形、建筑、规划。</p></div>"),
        [("效果图模型师", None, None, None, "zp"), ("动画学员", None, None, None, "zp")],
    ),
    "a line whose places are several": (
        "Jobs this week", "https://x.example.com/digest/jobs.html",
        cards([("1", "Data Engineer", "Shili Data", "Remote-Friendly, United States; Boston, MA | Austin, TX"), ("2", "Sales Manager", "Muster Foods", "Remote in the US"), ("3", "Nurse", "Example Care", "Anywhere in the World")], "<tr><td><a href=/job/{0}>{1}</a><div>{2} · {3} · 2026-11-20</div></td></tr>").join(("<table>", "</table>")),
        [("Data Engineer", "Shili Data", "Remote-Friendly, United States; Boston, MA", None, "1"), ("Sales Manager", "Muster Foods", "Remote in the US", None, "2"), ("Nurse", "Example Care", "Anywhere in the World", None, "3")],
    ),
    "words found, shown in a colour": (
        "校园招聘", "https://x.example.com/zp",
        cards([("1", "<span class=highColor>python</span>开发工程师", "示例云"), ("2", "实习生（<span class=highColor>python</span>方向）", "示例数"), ("3", "会计", "大同示例科技有限公司")], "<div class=row><div class=t>{1}</div><p>{2}</p><p>招聘人数：若干</p></div>"),
        [("python开发工程师", "示例云", None, None, "zp"), ("实习生（python方向）", "示例数", None, None, "zp"), ("会计", "大同示例科技有限公司", None, None, "zp")],
    ),
    "pay of several texts": (
        "Jobs", "https://x.example.com/jobs",
        cards([("1", "Data Engineer", "150", "week"), ("2", "Nurse", "900", "month")], "<li><a href=/job/{0}>{1}</a><p class=job-salary><span>$</span><span>{2}</span> - <span>$</span><span>990</span> / {3}</p></li>"),
        [("Data Engineer", None, None, "$ 150 - $ 990 / week", "1"), ("Nurse", None, None, "$ 900 - $ 990 / month", "2")],
    ),
    "names behind logos": (
        "Jobs", "https://x.example.com/jobs",
        cards([("1", "Data Engineer", "Shili Data"), ("2", "Nurse", "Muster Care"), ("3", "Cook", "Example Foods")], "<li><h4><a href=/job/{0}>{1}</a></h4><div class=wrap><img src=/logos/{0}.png><p>{2}</p></div><p>$20k - 30k</p></li>"),
        [("Data Engineer", "Shili Data", None, "$20k - 30k", "1"), ("Nurse", "Muster Care", None, "$20k - 30k", "2"), ("Cook", "Example Foods", None, "$20k - 30k", "3")],
    ),
    "names behind portraits": (
        "Jobs", "https://x.example.com/jobs",
        cards([("1", "Data Engineer", "Ada"), ("2", "Nurse", "Bea"), ("3", "Cook", "Cleo")], "<li><h4><a href=/job/{0}>{1}</a></h4><div class=wrap><img src=/people/{0}.png><p>{2}</p></div><p>$20k - 30k</p></li>"),
        [("Data Engineer", None, None, "$20k - 30k", "1"), ("Nurse", None, None, "$20k - 30k", "2"), ("Cook", None, None, "$20k - 30k", "3")],
    ),
    "one title in many towns": (
        "找工作", "https://x.example.com/jobs",
        cards([("大同",), ("太原",), ("朔州",)], "<div class=row><b>讲师</b><p>{0}</p><p>招聘人数：若干</p></div>"),
        [("讲师", None, town, None, "jobs") for town in ("大同", "太原", "朔州")],
    ),
    "dates behind titles": (
        "招聘岗位", "https://x.example.com/zp",
        cards([("java开发工程师",), ("会计",)], "<div><p>{0} <i>2026-11-17</i></p><p>学历：大专</p></div>"),
        [("java开发工程师", None, None, None, "zp"), ("会计", None, None, None, "zp")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_read_as_a_person_reads_it(name: str) -> None:
    *page, expected = LISTS[name]
    assert read(*page) == expected
