"""Shapes of lists and posts met in the wild, each with what a person reads on it: title, firm, place, pay."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from jobs.errors import ReadError
from jobs.model import Page
from scrapers.families.generic import Generic

AT = datetime(2026, 11, 24, 0, 40, tzinfo=UTC)
Read = tuple[str, str | None, str | None, str | None]

SHAPES: dict[str, tuple[str, str, str, list[Read]]] = {
    "a classified-ads board": (
        "【大同招聘信息】-示例同城", "https://dt.example.com/job/",
        '<ul id="list_con">' + "".join(
            f'<li class="job_item clearfix"><div class="item_con job_title"><div class="job_name"><a href="/zhaopin/{i}x.shtml"><span class="address">{at}</span> | <span class="name">{t}</span></a></div>'
            f'<p class="job_salary">{p}<i class="unit">元/月</i></p><div class="job_wel"><span>包吃</span></div></div><div class="item_con job_comp"><div class="comp_name"><a href="/qy/{i}/">{f}</a></div>'
            f'<p class="job_require"><span class="cate">{t}</span><span class="xueli">不限</span></p></div><a class="item_con apply" href="javascript:;">申请</a></li>'
            for i, t, at, p, f in [(1, "送餐员", "平城", "6000-9000", "示例餐饮服务有限公司"), (2, "营业员", "云冈", "3000-4000", "示例百货")]
        ) + "</ul>",
        [("送餐员", "示例餐饮服务有限公司", "平城", "6000-9000元/月"), ("营业员", "示例百货", "云冈", "3000-4000元/月")],
    ),
    "firms by short names, known by their links": (
        "找工作-示例网", "https://x.example.com/zhaopin/",
        "<ul>" + "".join(
            f'<li><a class="job-name" href="/job/{i}">{t}</a><span class="sal">{p}</span><a href="/gongsi/{i}">{f}</a><p>移动互联网 | 已上市</p></li>'
            for i, t, p, f in [(1, "产品经理", "15-25K·14薪", "示例互动"), (2, "Java工程师", "20-30K", "示例云"), (3, "UI设计师", "10-15K", "示例教育")]
        ) + "</ul>",
        [("产品经理", "示例互动", None, "15-25K·14薪"), ("Java工程师", "示例云", None, "20-30K"), ("UI设计师", "示例教育", None, "10-15K")],
    ),
    "two values in a cell": (
        "最新招聘", "https://x.example.com/job/",
        "<table>" + "".join(
            f'<tr><td><a href="/job-{i}.html">{t}</a><br><a href="/qiye-{i}.html">{f}</a></td><td>{p}<br>{at}</td></tr>'
            for i, t, f, p, at in [(1, "行政文员", "示例商贸有限公司", "3000-4000元", "平城区"), (2, "出纳", "示例建材有限公司", "3500-4500元", "云冈区")]
        ) + "</table>",
        [("行政文员", "示例商贸有限公司", "平城区", "3000-4000元"), ("出纳", "示例建材有限公司", "云冈区", "3500-4500元")],
    ),
    "wide spaces between values": (
        "招工信息", "https://x.example.com/zg/",
        "<ul>" + "".join(
            f'<li><a href="/zg/{i}.html">{t}</a>　{f}　{p}　{at}</li>'
            for i, t, f, p, at in [(1, "电工", "示例机电有限公司", "5000-6000元/月", "云冈区"), (2, "木工", "示例建筑工程有限公司", "300元/天", "平城区")]
        ) + "</ul>",
        [("电工", "示例机电有限公司", "云冈区", "5000-6000元/月"), ("木工", "示例建筑工程有限公司", "平城区", "300元/天")],
    ),
    "labels in bold within a line": (
        "公司招聘", "https://x.example.com/zhaopin.html",
        "<ul>" + "".join(f"<li><strong>岗位：</strong>{t} <strong>人数：</strong>2人 <strong>待遇：</strong>{p}</li>" for t, p in [("锅炉工", "4000元/月"), ("厨师", "5000元/月")]) + "</ul>",
        [("锅炉工", None, None, "4000元/月"), ("厨师", None, None, "5000元/月")],
    ),
    "a table for each post": (
        "加入我们", "https://x.example.com/join",
        "".join(
            f"<table class=zp><tr><td>职位名称</td><td>{t}</td><td>招聘人数</td><td>3人</td></tr><tr><td>工作地点</td><td>{at}</td><td>薪资待遇</td><td>{p}</td></tr><tr><td>任职要求</td><td colspan=3>有经验者优先。</td></tr></table>"
            for t, at, p in [("Java开发工程师", "太原市", "8k-15k"), ("前端工程师", "大同市", "7k-12k")]
        ),
        [("Java开发工程师", None, "太原市", "8k-15k"), ("前端工程师", None, "大同市", "7k-12k")],
    ),
    "an accordion": (
        "Careers – Shili Robotics", "https://shilirobotics.example.com/careers/",
        "<h1>Careers</h1>" + "".join(
            f"<div class=item><div class=tab-title><a>{t}</a></div><div class=tab-content><p><strong>Location:</strong> {at}</p><p><strong>Responsibilities</strong></p><ul><li>Build things.</li></ul></div></div>"
            for t, at in [("Firmware Engineer", "Munich"), ("Sales Manager DACH", "Remote")]
        ),
        [("Firmware Engineer", "Shili Robotics", "Munich", None), ("Sales Manager DACH", "Shili Robotics", "Remote", None)],
    ),
    "cards whose only link is a button": (
        "Open Roles - Acme Bio", "https://acmebio.example.com/open-roles",
        "".join(
            f'<div class=role><div><h4>{t}</h4><div>{d}</div></div><div>{at}</div><div><a href="https://apply.example.com/acme/{i}">Apply</a></div></div>'
            for i, t, d, at in [(1, "Lab Technician", "Operations", "Boston, MA"), (2, "Director, Clinical Operations", "Clinical", "Remote"), (3, "Biostatistician II", "Biometrics", "Cambridge, MA")]
        ),
        [("Lab Technician", "Acme Bio", "Boston, MA", None), ("Director, Clinical Operations", "Acme Bio", "Remote", None), ("Biostatistician II", "Acme Bio", "Cambridge, MA", None)],
    ),
    "a post without headings": (
        "岗位详情", "https://x.example.com/gw/detail/8",
        ('<div class="title">叉车工</div><ul><li><label>用人单位</label><span>示例物流（大同）有限公司</span></li><li><label>月薪</label><span>4500-6000元</span></li><li><label>工作地点</label><span>大同市云冈区</span></li></ul>'
        "<h4>岗位说明</h4><p>持叉车证，能倒班，负责厂内物料转运及装卸工作，服从管理安排，两年以上工作经验优先。</p>"),
        [("叉车工", "示例物流（大同）有限公司", "大同市云冈区", "4500-6000元")],
    ),
    "a post in English": (
        "Job Application for Data Engineer at Shili Labs", "https://boards.example.com/shililabs/jobs/4",
        ('<h1 class="app-title">Data Engineer</h1><span class="company-name">at Shili Labs</span><div class="location">Amsterdam, Netherlands</div><p><strong>What you will do</strong></p>'
        "<ul><li>Build pipelines that move data across our platform.</li><li>Own quality.</li></ul>"),
        [("Data Engineer", "Shili Labs", "Amsterdam, Netherlands", None)],
    ),
    "titles in headings with their duties below": (
        "示例科技 - 软件与服务", "https://www.shili.example.com/zhaopin.html",
        "".join(
            f"<div class=col><div class=box><h3>{t}</h3><b>工作地点：{at}</b><ul><b>工作职责</b><li>负责业务系统的设计和开发</li><li>与前端工程师协作</li><b>职位要求</b><li>三年以上经验</li></ul></div></div>"
            for t, at in [("后端架构师", "上海"), ("测试工程师", "大同"), ("运维工程师", "太原")]
        ),
        [("后端架构师", None, "上海", None), ("测试工程师", None, "大同", None), ("运维工程师", None, "太原", None)],
    ),
    "numbered titles with head-counts, the firm before its rights": (
        "大同厨具|大同厨具公司|商用厨房设计|大同厨房工程", "https://www.shili.example.com/recruit.html",
        "".join(
            f"<h2><span>{t}</span></h2><p><strong>工作地点：</strong>大同</p><p><strong>招聘要求：</strong></p><p>1.大专以上学历，有三年以上经验。</p>"
            for t in ("1、项目设计师 数量不限", "2、营销经理 3名")
        ) + "<div><p>大同市示例厨房设备有限公司 版权所有 地址：平城区</p></div>",
        [("项目设计师", "大同市示例厨房设备有限公司", "大同", None), ("营销经理", "大同市示例厨房设备有限公司", "大同", None)],
    ),
    "a label and its value in every line": (
        "示例保温材料", "https://www.shili.example.com/zhaopin.html",
        "<h3>人才招聘</h3><div class=list>" + "".join(
            f"<div class=tit>职位：</div><div class=w2>{t}</div><div class=tit>人数：</div><div class=w>2</div><div class=tit>需求：</div><div class=w3>1、负责生产的全面管理；</div><div class=w3>2、负责员工的培训；</div>"
            for t in ("生产经理", "质检员")
        ) + "</div>",
        [("生产经理", None, None, None), ("质检员", None, None, None)],
    ),
    "titles in bold and brackets": (
        "示例就医", "https://www.shili.example.com/zhaopin.html",
        "<article><h1>人才招聘</h1>" + "".join(
            f"<div class=t><b>[{t}]</b></div><div class=x>岗位职责:</div><div class=x>负责软件项目设计开发工作</div><div class=x>技术要求:</div><div class=x>1. 热爱技术.</div>"
            for t in ("开发工程师", "测试工程师")
        ) + "</article>",
        [("开发工程师", None, None, None), ("测试工程师", None, None, None)],
    ),
    "a title behind 职位信息": (
        "示例实业", "https://www.shili.example.com/rczp.html",
        "<ul>" + "".join(
            f"<li><h2>职位信息：{t}<span>发布日期：2026.06.10</span></h2><div><h3>岗位职责：</h3><p>1、建立设计平台。</p><h3>岗位要求：</h3><p>1、年龄25～45岁；</p></div></li>"
            for t in ("礼品设计师", "包装工程师")
        ) + "</ul>",
        [("礼品设计师", None, None, None), ("包装工程师", None, None, None)],
    ),
    "a post beside a summary of it, a footer with a list called Company": (
        "Job detail", "https://jobs.example.com/job-detail.html",
        "<div class=row><div class=col-8><div><h3>Marketing Manager</h3><span>New York, USA</span><span>Full Time</span><span>$4,000 - $5,000</span></div><h4>Job description</h4><p>Plan what we say.</p><h4>Responsibility</h4><p>Lead the shop windows of all our stores.</p></div><div class=col-8><h4>Job summary</h4><p>Published On: 01 Jan, 2026</p><p>Vacancy: 3 Position</p><p>Salary: $4,000 - $5,000</p><p>Location: New York, USA</p></div></div><div><h4>Company</h4><a href=/about>About Us</a><a href=/contact>Contact Us</a></div>",
        [("Marketing Manager", None, "New York, USA", "$4,000 - $5,000")],
    ),
    "calls with a head-count, a post of two names": (
        "示例投资 - 人才招聘", "https://www.shili.example.com/rczp.html",
        "".join(
            f"<h4>{t}</h4><p>岗位职责：</p><p>做好本职的事情。</p><p>待遇：{p}</p>" for t, p in [("1、诚聘总经理助理1名", "4000元/月"), ("2、招聘专员", "3500元/月"), ("C# / C++软件工程师", "9000元/月")]
        ),
        [("总经理助理", None, None, "4000元/月"), ("招聘专员", None, None, "3500元/月"), ("C# / C++软件工程师", None, None, "9000元/月")],
    ),
    "a firm written whole in the title": (
        "青岛示例服装公司", "https://www.shili.example.com/zhaopin.html",
        "<table><tr><th>招聘职位</th><th>工作地点</th><th>招聘人数</th></tr><tr><td>跟单员</td><td>青岛</td><td>1</td></tr><tr><td>裁剪工</td><td>青岛</td><td>2</td></tr></table>",
        [("跟单员", "青岛示例服装公司", "青岛", None), ("裁剪工", "青岛示例服装公司", "青岛", None)],
    ),
    "a word found in bold in some titles": (
        "python招聘-示例招聘网", "https://x.example.com/jobs/",
        "".join(
            f"<table class=newlist><tr><td class=zwmc><a href=/job/{i}.htm>{t}</a></td><td class=gsmc><a href=/com/{i}>{f}</a></td><td class=zwyx>{p}</td><td class=gzdd>{at}</td></tr></table>"
            for i, t, f, p, at in [
                (1, "<b>Python</b>后端工程师", "示例信息有限公司", "8000-12000", "北京"), (2, "研发工程师", "示例自动化有限公司", "6000-9000", "上海"), (3, "高级<b>Python</b>工程师", "示例数据有限公司", "9000-15000", "北京"),
            ]
        ),
        [("Python后端工程师", "示例信息有限公司", "北京", "8000-12000"), ("研发工程师", "示例自动化有限公司", "上海", "6000-9000"), ("高级Python工程师", "示例数据有限公司", "北京", "9000-15000")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SHAPES)
def test_a_shape_is_read_as_a_person_reads_it(name: str) -> None:
    title, url, body, expected = SHAPES[name]
    text = f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title></head><body><nav><a href="/">首页</a><a href="/jobs">招聘</a></nav>{body}<footer>x</footer></body></html>'
    seen = Page(url, 200, {}, text.encode(), text, "utf-8", AT)
    posts = Generic.for_page(seen).read(seen).sightings
    found = [(post.title, post.company, post.places[0].text if post.places else None, post.raw.get("pay")) for post in posts]
    assert found == expected


#: Pages that speak of requirements, partners and sums, and hold no post.
NO_POSTS: dict[str, tuple[str, str]] = {
    "an essay with responsibilities": (
        "How we moved our queues - Example Blog", "<h1>How we moved our queues</h1><p>" + "Our team met the requirements of many clients and shared the responsibilities among them. " * 8 + "</p>"
    ),
    "a story of a partner": (
        "Server partner wins prize", '<meta property="og:type" content="article"><h1>Server partner wins prize</h1><h2>Requirements</h2><p>' + "The manager spoke of what was asked of her. " * 8 + "</p>"
    ),
    "kinds of work behind pictures": (
        "示例科技股份有限公司 招聘", "".join(f'<div class=card><figure><a href="/job/info.aspx?id={i}">人物</a></figure><h1>{t}</h1></div>' for i, t in enumerate(("管理族", "咨询族", "技术族", "职能族")))
    ),
    "a form to fill": (
        "职位管理后台", "<h2>🚀 快速操作</h2><p>录入新职位</p><div><label>职位名称<span>*</span></label><label>薪资范围</label><label>招聘人数</label><label>学历要求</label><label>状态</label></div>"
    ),
    "headlines with numbers": (
        "示例网_生活", "".join(f"<div class=m><ul><li><a href=/{i}.html>{t}</a></li></ul><p>{i}人</p></div>" for i, t in [(31, "两人的房子真是配一脸"), (42, "男子请朋友吃饭"), (53, "她曾经爱洋芋胜过妻子"), (64, "这些真谛早懂早受益")])
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", NO_POSTS)
def test_a_page_without_posts_yields_none(name: str) -> None:
    title, body = NO_POSTS[name]
    text = f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title></head><body>{body}</body></html>'
    seen = Page("https://www.example.com/2026/11/24.html", 200, {}, text.encode(), text, "utf-8", AT)
    with pytest.raises(ReadError):
        Generic.for_page(seen).read(seen)
