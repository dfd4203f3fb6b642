"""Pages that stand in front of the page: human checks, login walls, "too often". Delivered with status 200 as often as not.

Conservative on purpose. A portal with a login box in its corner is not a wall, nor a post for a 安全验证工程师: what
decides is that the page says little besides. A wall is reported, never climbed.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from jobs.model import Page

CHALLENGE, LOGIN = "challenge", "login"
_LOOKED_AT = 256 * 1024
#: A page with more visible characters than this says something of its own.
_LITTLE = 400
_SOME = 1500

#: Scripts that only challenge pages carry: every group must be there.
_MARKS: tuple[tuple[str, ...], ...] = (
    ("_cf_chl_opt",),  # Cloudflare
    ("cf-turnstile", "challenge-platform"),
    ("acw_sc__v2", "arg1"),  # Aliyun
    ("_____tmd_____",),
    ("x5secdata",),
    ("aliyunwaf_",),
    ("_waf_bd8ce2ce37",),
    ("$_ts", ".cd"),  # Rivers
    ("eo_bot_ssid",),  # Tencent EdgeOne
    ("__tst_status", "document.cookie"),
    ("gokuprops", "awswaf"),
    ("captcha-delivery.com",),
    ("_incapsula_resource",),
    ("px-captcha",),
)
#: A page of nothing but a script that sets a cookie and asks again.
_COOKIE_AND_AGAIN = re.compile(r"location\s{0,3}(?:\.\s{0,3}(?:href|reload|replace)|=)|window\.open\(")
_TINY_PAGE, _NOTHING = 8192, 20
_ASCII_LOWER = {upper: upper + 32 for upper in range(65, 91)}
_TITLES = re.compile(
    r"(?:just a moment|attention required|access denied|security check|verify(?:ing)? you are human|are you a robot|robot check|"
    r"请稍候|滑动验证|滑动验证页面|安全验证|访问验证|人机验证|人机身份验证|验证码|验证码拦截|百度安全验证|安全检查|访问受限|访问被拦截|"
    r"请求被拦截|访问被拒绝|访问过于频繁|访问频繁|系统检测到异常)(?:[.…。!！ _|｜-].{0,40})?",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"(?:访问|操作|请求|查询|搜索|点击)(?:的?频率)?(?:过于|太过?|过)(?:频繁|快|高)|频繁访问|频率过快|请输入(?:图片|图形|下图|图中|正确的)?验证码|"
    r"(?:拖动|向右拖动|按住)(?:左边|下方)?滑块|滑动(?:完成|进行)?验证|(?:完成|通过|进行)(?:下方|下面|以下)?(?:的?)(?:人机|安全|滑动|身份)?验证(?:后|以|，|。|才|$)|"
    r"(?:人机|安全|滑动)验证(?!工程|专员|测试|开发|产品|经理|码)|环境存在异常|访问(?:行为)?(?:出现|存在|有)异常|(?:检测到|发现).{0,8}异常(?:访问|流量|请求)|(?:访问|请求)(?:已)?被(?:拦截|阻断|拒绝)|"
    r"unusual traffic|verify (?:that )?you are (?:a )?human|are you a robot|not a robot|enable javascript and cookies|too many requests|"
    r"access denied|request (?:was |has been )?blocked|checking your browser",
    re.IGNORECASE,
)
_LOGIN_SAID = re.compile(
    r"(?:请先?登[录陆]|请您先?登[录陆]|登[录陆]后(?:才能|才可|可|方可|再|即可)?(?:查看|浏览|访问|继续)|(?:您)?(?:还|尚)?未登[录陆]|"
    r"登[录陆](?:已|状态已?)?(?:过期|失效|超时)|需要登[录陆])(.{0,12})"
)
#: What a normal post keeps for its members: seeing the contact, applying. The post itself is there.
_ONLY_A_PART = re.compile(r"联系|电话|手机|投递|申请|应聘|收藏|简历|沟通|评论|举报|薪|更多|关注|下载")
_LOGIN_TITLE = re.compile(
    r"(?:用户|会员|个人|企业|账号|帐号|系统|统一身份|求职者)?(?:登[录陆]|login|sign in)(?:页面?)?(?:[ _|｜-].{0,40})?", re.IGNORECASE
)
_LOGIN_PATH = re.compile(r"/(?:user/|member/|account/|passport/)?(?:login|signin|sign-in|passport)(?:[./?]|$)", re.IGNORECASE)
_PASSWORD = re.compile(r"""type\s{0,3}=\s{0,3}["']?password""", re.IGNORECASE)
_HIDDEN = ("script", "style", "textarea", "svg", "template", "title")


def wall(page: Page) -> str | None:
    """ "challenge" or "login" when the page is one of these instead of what was asked for, else None. Pure and linear."""
    text = page.text[:_LOOKED_AT]
    low = _lower(text)
    seen = visible(text, low, _SOME)
    title = _title(text, low)
    if page.headers.get("cf-mitigated") == "challenge" or page.headers.get("x-amzn-waf-action"):
        return CHALLENGE
    little = len(seen) <= _LITTLE and len(page.text) <= _LOOKED_AT
    if little and any(all(mark in low for mark in marks) for marks in _MARKS):
        return CHALLENGE
    if len(seen) <= _NOTHING and len(page.text) <= _TINY_PAGE and "document.cookie" in low and _COOKIE_AND_AGAIN.search(low):
        return CHALLENGE
    if (little and _SAID.search(seen)) or (len(seen) <= _SOME and _TITLES.fullmatch(title)):
        return CHALLENGE
    return LOGIN if _is_login(page, seen, title, low) else None


def _is_login(page: Page, seen: str, title: str, low: str) -> bool:
    form = _PASSWORD.search(low) is not None
    if len(seen) <= _SOME and form and _LOGIN_TITLE.fullmatch(title):
        return True
    if len(seen) <= _SOME and _sent_to_login(page):
        return True
    if len(seen) > _LITTLE:
        return False
    said = _LOGIN_SAID.search(seen)
    return said is not None and not _ONLY_A_PART.search(said[1])


def _sent_to_login(page: Page) -> bool:
    """We asked for one address and ended on one that calls itself login."""
    if page.ask is None or page.ask.url == page.url:
        return False
    return _LOGIN_PATH.search(urlsplit(page.url).path) is not None and _LOGIN_PATH.search(urlsplit(page.ask.url).path) is None


def _title(text: str, low: str) -> str:
    start = low.find("<title")
    if start < 0 or (begin := low.find(">", start)) < 0:
        return ""
    end = low.find("<", begin)
    return " ".join(text[begin + 1 : end if end >= 0 else begin + 200].split())[:200]


def _lower(text: str) -> str:
    """Lower case with every character in its place (a few letters outside ASCII grow)."""
    low = text.lower()
    return low if len(low) == len(text) else text.translate(_ASCII_LOWER)


def visible(text: str, low: str, enough: int = _LOOKED_AT) -> str:
    """What a reader would see of a page, without spaces between words of markup: tags, scripts and comments are left out.

    `low` is `text` in lower case. One pass, which ends when `enough` characters were seen; an element that never closes hides the rest.
    """
    parts: list[str] = []
    at = seen = 0
    while seen <= enough and (tag := low.find("<", at)) >= 0:
        parts.append(text[at:tag])
        seen += len(parts[-1].strip())
        at = _after(low, tag)
        if at < 0:
            return _squeezed(parts)
    if seen <= enough:
        parts.append(text[at:])
    return _squeezed(parts)


def _after(low: str, tag: int) -> int:
    """Where the text goes on after the tag that starts here; -1 when it does not."""
    if low.startswith("<!--", tag):
        end = low.find("-->", tag + 4)
        return end + 3 if end >= 0 else -1
    if not (low[tag + 1 : tag + 2].isalpha() or low[tag + 1 : tag + 2] in ("/", "!", "?")):
        return tag + 1  # a bare "<" in a text
    name = _hidden(low, tag + 1)
    if name is not None:
        tag = low.find(f"</{name}", tag)
        if tag < 0:
            return -1
    end = low.find(">", tag)
    return end + 1 if end >= 0 else -1


def _hidden(low: str, at: int) -> str | None:
    """The element whose content nobody sees, if its tag is named here."""
    if low[at] not in "st":
        return None
    return next((name for name in _HIDDEN if low.startswith(name, at) and low[at + len(name) : at + len(name) + 1] in ">/ \t\r\n"), None)


def _squeezed(parts: list[str]) -> str:
    return " ".join("".join(parts).split())
