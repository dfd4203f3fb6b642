"""Shapes of lists and posts met in the wild, each with what a person reads on it: title, firm, place, pay."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

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
}  # fmt: skip


@pytest.mark.parametrize("name", SHAPES)
def test_a_shape_is_read_as_a_person_reads_it(name: str) -> None:
    title, url, body, expected = SHAPES[name]
    text = f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title></head><body><nav><a href="/">首页</a><a href="/jobs">招聘</a></nav>{body}<footer>x</footer></body></html>'
    seen = Page(url, 200, {}, text.encode(), text, "utf-8", AT)
    posts = Generic.for_page(seen).read(seen).sightings
    found = [(post.title, post.company, post.places[0].text if post.places else None, post.raw.get("pay")) for post in posts]
    assert found == expected
