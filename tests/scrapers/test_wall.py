"""Walls are seen; ordinary pages with a login box, a captcha word or an error sentence are not taken for one."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest

from jobs.model import Ask, Page
from scrapers.wall import wall

BODY = "<p>岗位职责：负责生产线焊接与设备点检，按图施工，遵守安全规程。任职要求：中专以上学历，持焊工证，能倒班。</p>" * 12


def page(text: str, url: str = "http://x.test/a", asked: str | None = None, **headers: str) -> Page:
    ask = Ask(asked, why="start") if asked else None
    return Page(
        url,
        200,
        {name.replace("_", "-"): value for name, value in headers.items()},
        text.encode(),
        text,
        "utf-8",
        datetime(2026, 11, 24, tzinfo=UTC),
        ask,
    )


@pytest.mark.parametrize(
    "text",
    [
        "<title>Just a moment...</title><p>Enable JavaScript and cookies to continue</p><script>window._cf_chl_opt={cType:'x'};</script>",
        "<TITLE>请稍候…</TITLE><noscript>继续</noscript>",
        "<title>Attention Required! | Cloudflare</title>Sorry, you have been blocked",
        "<html><script>var arg1='3000176000856006061501533003690027800375';document.cookie='acw_sc__v2='+x(arg1);</script></html>",
        "<html><body><script>sessionStorage.x5referer = location.href;location.replace('/_____tmd_____/punish?x5secdata=a');</script></body></html>",
        '<meta name="aliyun_waf_aa" content="1"><script>aliyunwaf_6a6f</script>',
        "<script>$_ts=window['$_ts'];if(!$_ts)$_ts={};$_ts.nsd=1;$_ts.cd=\"q\";</script>",
        "<html><script>document.cookie='k=1;path=/';window.location.href=window.location.href;</script></html>",
        "<script>document.cookie='k=1'; setTimeout(function(){location.reload(true)},10)</script>",
        "<title>提示</title><div>您的访问过于频繁，请稍后再试！</div>",
        "<p>操作太频繁，请休息一会</p>",
        "<title>滑动验证页面</title><p>别离开，为了更好的访问体验，请进行验证，通过后即可继续访问网页</p>",
        "<p>请按住滑块，拖动到最右边</p>",
        "<title>安全验证</title><p>请完成下方验证后继续</p>",
        "<p>请输入验证码以继续访问</p><input name=code>",
        '{"code":37,"message":"您的环境存在异常.","zpData":{}}',
        '{"success":false,"msg":"请求过于频繁"}',
        "<title>访问被拦截</title>您的请求可能存在威胁，已被拦截。",
        "<h1>Access Denied</h1>You don't have permission. Reference #18.1",
        "<p>Our systems have detected unusual traffic from your computer network.</p>",
    ],
)
def test_challenges(text):
    assert wall(page(text)) == "challenge"


@pytest.mark.parametrize("headers", [{"cf_mitigated": "challenge"}, {"x_amzn_waf_action": "challenge"}])
def test_challenges_that_say_so_in_a_header(headers):
    assert wall(page("<p>x</p>", **headers)) == "challenge"


@pytest.mark.parametrize(
    ("text", "url", "asked"),
    [
        ("<p>请登录后查看职位</p><a href=/login>登录</a>", "http://x.test/a", None),
        ("<div>您还未登录，请先登录！</div>", "http://x.test/a", None),
        ('{"code":401,"msg":"未登录"}', "http://x.test/a", None),
        ('{"code":1001,"message":"登录已过期"}', "http://x.test/a", None),
        ('<title>用户登录 - 示例人才网</title><form><input name=u><input type="password" name=p></form>', "http://x.test/a", None),
        ("<title>示例</title><form><input></form>", "http://x.test/user/login.html?back=/a", "http://x.test/a"),
    ],
)
def test_login_walls(text, url, asked):
    assert wall(page(text, url, asked)) == "login"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<p>没有该职位！</p>",
        "<p>暂无数据</p>",
        f"<title>焊工_示例人才网</title><a href=/login>登录</a><a href=/reg>注册</a>{BODY}",
        f"<title>焊工</title>{BODY}<p>请登录后查看联系方式</p><form><input type=password></form>",
        "<title>焊工 - 示例</title><p>示例公司 焊工 5000 元 大同</p><p>登录后查看联系电话</p>",
        f"<title>安全验证工程师_示例人才网</title>{BODY}",
        "<title>安全验证工程师</title><p>负责安全验证工程实施，月薪一万</p>",
        f"<title>验证码识别算法工程师</title>{BODY}<p>请输入验证码</p>",
        "<title>登录系统开发工程师</title><p>开发登录系统，月薪一万</p>",
        f"<title>防爬工程师</title><p>处理访问过于频繁、滑动验证等问题</p>{BODY}",
        f"<script>document.cookie='a=1';location.href</script>{BODY}",
        "<div id=app></div><script>document.cookie='v=1'</script><script src=/app.js></script>"
        "<script>var BSGlobal={PortalId:'x'};location.href</script>" + " " * 9000,
        f"<script src=/cdn-cgi/challenge-platform/scripts/jsd/main.js></script>{BODY}",
        '{"code":0,"msg":"success","data":{"list":[]}}',
        '{"code":200,"data":{"title":"网络安全工程师","contents":"分析异常流量，处理异常请求","count":1}}',
        "User-agent: *\nDisallow: /login\n",
        "<p>5 < 6 元</p>",
    ],
)
def test_ordinary_pages(text):
    assert wall(page(text)) is None


def test_a_redirect_within_the_login_pages_is_what_was_asked_for():
    assert wall(page("<title>示例</title>x", "http://x.test/login/b", "http://x.test/login")) is None


def test_none_of_the_recorded_pages_is_a_wall(shared):
    from scrapers.fetch import decode

    for root in ("pages", "data/news"):
        for path in (shared / root).rglob("*"):
            if path.is_file() and path.suffix != ".tsv":
                assert wall(page(decode(path.read_bytes())[0])) is None, path


@pytest.mark.parametrize(
    "text",
    [
        "<script>" * 60_000,
        "<!--" * 100_000,
        "<a " * 100_000,
        "<" * 400_000,
        "请登录" * 100_000,
        "type   =" * 60_000,
        "访问过" * 100_000,
        "<title" * 80_000,
        "İ" * 300_000,
        "location " * 900,
    ],
)
def test_hostile_pages_are_looked_at_in_time(text):
    began = time.monotonic()
    wall(page(text))
    assert time.monotonic() - began < 1
