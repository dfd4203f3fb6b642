"""The sample sites' pages, in the shapes real software has: a function a page, texts in, HTML out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from html import escape

from demo.content import CERAMICS, DUTIES, HEAVY, Story, Vacancy

_MADE_UP = "<p class=notice>示例网站：这里的企业、新闻和岗位都是编造的。</p>"


def _page(title: str, body: str, charset: str = "utf-8") -> str:
    head = f'<!DOCTYPE html>\n<html lang="zh-CN">\n<head><meta charset="{charset}"><title>{escape(title)}</title></head>\n'
    return f"{head}<body>\n{body}\n{_MADE_UP}\n</body>\n</html>\n"


# ---------------------------------------------------------------- news


def story_path(story: Story, today: date) -> str:
    """Where a story stands on its site."""
    return f"/bendi/{today - timedelta(days=story.days):%Y/%m%d}/{1000 + story.id}.html"


def news_list(name: str, stories: Sequence[Story], today: date) -> str:
    """The front page of a paper."""
    rows = "\n".join(
        f'<li><a href="{story_path(s, today)}">{escape(s.title)}</a> <span>{today - timedelta(days=s.days)}</span></li>' for s in stories
    )
    return _page(
        f"{name} 首页",
        f'<h1>{name}</h1>\n<div class="list"><h2>本地新闻</h2>\n<ul>\n{rows}\n</ul></div>\n<p><a href="/about.html">关于我们</a></p>',
    )


def news_story(name: str, story: Story, stories: Sequence[Story], today: date) -> str:
    """A story of the site with the headlines beside it; one of them may be cut off and lead nowhere."""
    day = today - timedelta(days=story.days)
    paragraphs = "\n".join(f"<p>　　{escape(p)}</p>" for p in story.paragraphs)
    paths = {each.id: story_path(each, today) for each in stories}
    newest = [(each.title, paths[each.id]) for each in stories if each is not story][:4]
    beside = [(title, paths[to] if to else f"/bendi/{today:%Y/%m%d}/{2000 + story.id}.html") for title, to in story.teasers]
    side = "\n".join(f'<li><a href="{path}">{escape(title)}</a></li>' for title, path in dict.fromkeys((*beside, *newest)))
    return _page(
        f"{story.title}_{name}",
        f'<div class="crumb"><a href="/">首页</a> &gt; 本地新闻</div>\n<div class="article">\n<h1>{escape(story.title)}</h1>\n'
        f'<div class="info">{day} 08:30　来源：{name}　编辑：示例</div>\n<div class="content">\n{paragraphs}\n</div>\n</div>\n'
        f'<div class="side"><h3>相关阅读</h3>\n<ul>\n{side}\n</ul></div>',
    )


# ---------------------------------------------------------------- boards


def public_board(posts: Sequence[Vacancy], page: int, pages: int, today: date) -> str:
    """A page of the public service's list: the rows are JSON in a hidden field."""
    rows = [_public_row(post, today) for post in posts]
    hidden = {
        "pageNo": page,
        "pagecount": pages,
        "totalpages": pages,
        "totalcount": len(rows),
        "findjoblist": json.dumps(rows, ensure_ascii=False),
    }
    fields = "\n".join(f'<input type="hidden" id="{name}" name="{name}" value="{escape(str(value))}">' for name, value in hidden.items())
    return _page("示例公共招聘网_招聘岗位", f'<form id="searchForm">\n{fields}\n</form>')


def _public_row(post: Vacancy, today: date) -> dict[str, object]:
    low, high = _numbers(post.pay)
    return {
        "acb200": f"1402{post.id:08d}",
        "aca112": post.title,
        "aab004": post.firm.name,
        "area_": "大同市",
        "aab302": f"山西省大同市{post.where}",
        "acb241": low,
        "acb242": high,
        "acb239_": "元/月",
        "acb228_": post.education,
        "acb240": post.heads,
        "acb22a": escape(post.text or DUTIES),
        "s_aae397": f"{today - timedelta(days=post.days)} 09:00:00",
        "s_aae398": f"{today + timedelta(days=30)}",
        "org_": "示例公共就业服务机构",
    }


def _numbers(pay: str) -> tuple[int, int]:
    low, _, high = pay.removesuffix("元/月").partition("-")
    return int(low), int(high)


def public_post(post: Vacancy) -> str:
    """A post of the public service."""
    facts = {"招聘单位": post.firm.name, "岗位名称": post.title, "学历要求": post.education, "工作地点": f"山西省大同市{post.where}"}
    rows = "".join(f"<div><span>{name}</span><strong>{escape(value)}</strong></div>\n" for name, value in facts.items())
    return _page(
        "示例公共招聘网_招聘岗位", f'<section class="jobBaseInfo">\n{rows}</section>\n<div id="gwms">{escape(post.text or DUTIES)}</div>'
    )


def regional_board(posts: Sequence[Vacancy], here: str) -> str:
    """A list of the regional talent site, in GBK; it cuts the firms' names to twelve characters."""
    rows = "\n".join(_regional_row(post, here) for post in posts)
    cells = "".join(
        f'<div class="search_user_list_neme">{name}</div>' for name in ("职位名称", "公司名称", "工作地点", "薪资待遇", "更新日期")
    )
    body = f'<div class="search_user_list_tit">{cells}</div>\n{rows}\n<div class="pages"><a href="#" class="selected">1</a><em>共1页</em></div>'
    return _page("招聘信息 - 示例人才网 - Powered by PHPYun", body, "gb2312")


def _regional_row(post: Vacancy, here: str) -> str:
    ago = "3小时前" if post.days == 0 else f"{post.days}天前"
    cell = '<div class="search_user_list_neme search_user_list_w'
    facts = {"学历要求": post.education, "工作经验": post.experience, "招聘人数": f"{post.heads}人"}
    said = " |\n".join(f'<span class="search_job_list_box_s">{name}：<em>{escape(value)}</em></span>' for name, value in facts.items())
    return (
        f'<div class="search_job_list">\n{cell}240"><a href="{here}/index.php?m=com&amp;c=comapply&amp;id={post.id}" class="search_job_jobs_name">'
        f'{escape(post.title)}</a></div>\n{cell}230"><a href="{here}/company/index.php?id=1" class="search_job_com_name">{post.firm.name[:12]}</a></div>\n'
        f'{cell}100">山西-大同-{post.where}</div>\n{cell}100">&nbsp;{_plain_pay(post)} </div>\n{cell}100"><span class="search_job_data">{ago}</span></div>\n'
        f'<div class="search_job_list_box" style="display:none"><div class="search_job_list_box_cont">{said}</div></div>\n</div>'
    )


def regional_post(post: Vacancy, today: date) -> str:
    """A post of the regional talent site, with the firm's whole name."""
    until = today - timedelta(days=post.over) if post.over else today + timedelta(days=45)
    facts = {
        "提供月薪": _plain_pay(post),
        "招聘人数": f"{post.heads}人",
        "学历要求": post.education,
        "工作经验": post.experience,
        "有效日期": f"{until:%Y年%m月%d日}",
        "工作地点": f"山西 大同 {post.where}",
    }
    rows = "\n".join(f"<li>{name}：{escape(value)}</li>" for name, value in facts.items())
    return _page(
        f"{post.title} - 示例人才网 - Powered by PHPYun",
        f'<div class="Company_post_name"><span class="Company_post_name_h1">{escape(post.title)}</span></div>\n'
        f'<div class="Company_post_h1_msg"><em>更新时间：{today - timedelta(days=post.days)}</em></div>\n<ul class="Company_Claim">\n{rows}\n</ul>\n'
        f'<div class="Job_Description"><p>{escape(post.text or DUTIES)}</p></div>\n<div class="Compply_right_name"><a href="/company/index.php?id=1">'
        f"{post.firm.name}</a></div>",
        "gb2312",
    )


def regional_missing() -> str:
    """What the regional site answers, with status 200, for a post that is not there."""
    return _page("消息提示", '<font color="red">没有该职位！</font>', "gb2312")


def _plain_pay(post: Vacancy) -> str:
    return post.pay.removesuffix("元/月").removesuffix("/月").replace("~", "-")


def small_board(posts: Sequence[Vacancy], page: int, pages: int, today: date, keyword: str) -> str:
    """A list of a small site with software of its own."""
    rows = "\n".join(_small_row(post, today) for post in posts)
    more = f'<a class="next" href="/zhaopin/?kw={keyword}&amp;page={page + 1}">下一页</a>' if page < pages else ""
    return _page(
        "示例求职网 大同招聘",
        f'<div class="jobs" id="jobs">\n{rows}\n</div>\n<div class="pager">第 {page} 页 <i>共{pages}页</i> {more}</div>',
    )


def _small_row(post: Vacancy, today: date) -> str:
    until = f'<span class="until">{today - timedelta(days=post.over)}</span>' if post.over else ""
    return (
        f'<div class="job"><a class="t" href="/zhaopin/{post.id}.html">{escape(post.title)}</a> <b class="pay">{escape(post.pay)}</b> '
        f'<span class="co">{post.firm.name}</span> <span class="area">大同·{post.where}</span> <span class="edu">{post.education}</span> '
        f'<span class="exp">{post.experience}</span> <span class="n">招 {post.heads} 人</span> '
        f"<time>{today - timedelta(days=post.days)}</time>{until}</div>"
    )


def small_post(post: Vacancy) -> str:
    """A post of the small site, for people who follow the link."""
    return _page(
        f"{post.title} 示例求职网",
        f"<h1>{escape(post.title)}</h1>\n<p>{post.firm.name}</p>\n<p>{escape(post.pay)}</p>\n<p>{escape(DUTIES)}</p>",
    )


# ---------------------------------------------------------------- an employer


def employer(posts: Iterable[Vacancy], here: str, today: date) -> str:
    """An employer's own page, with its posts as schema.org says."""
    entries = [_schema(post, here, today) for post in posts]
    rows = "\n".join(f'<li><a href="/join/{number}.html">{escape(str(entry["title"]))}</a></li>' for number, entry in enumerate(entries))
    data = json.dumps({"@context": "https://schema.org", "@graph": entries}, ensure_ascii=False, indent=1).replace("<", "\\u003c")
    return _page(
        f"加入我们 - {HEAVY.name}", f'<h1>加入我们</h1>\n<ul>\n{rows}\n</ul>\n<script type="application/ld+json">\n{data}\n</script>'
    )


def _schema(post: Vacancy, here: str, today: date) -> dict[str, object]:
    low, high = _numbers(post.pay)
    return {
        "@type": "JobPosting",
        "title": post.title,
        "url": f"{here}/join/{post.id}.html",
        "identifier": {"@type": "PropertyValue", "name": post.firm.name, "value": str(post.id)},
        "datePosted": str(today - timedelta(days=post.days)),
        "validThrough": f"{today + timedelta(days=60)}T23:59:59+08:00",
        "description": f"<p>{DUTIES}</p>",
        "educationRequirements": post.education,
        "hiringOrganization": {"@type": "Organization", "name": post.firm.name},
        "jobLocation": {
            "@type": "Place",
            "address": {
                "@type": "PostalAddress",
                "addressCountry": "CN",
                "addressRegion": "山西省",
                "addressLocality": f"大同市{post.where}",
            },
        },
        "baseSalary": {
            "@type": "MonetaryAmount",
            "currency": "CNY",
            "value": {"@type": "QuantitativeValue", "minValue": low, "maxValue": high, "unitText": "MONTH"},
        },
        "totalJobOpenings": post.heads,
    }


def about() -> str:
    """A page that is no story."""
    return _page("关于", f"<p>本站为演示而设。{CERAMICS.name}等名称均为虚构。</p>")
