"""Every error the product raises on purpose, drawn once.

TongpinError
├── SettingError          a setting is wrong; the start stops with its sentence
├── FetchError            a page did not come; `reason` is a key of REASONS
│   ├── Refused           do not try again by yourself: robots, wall, address, login, 4xx
│   └── Unreachable       try again later: DNS, timeout, 5xx, 429, cut off, too large
├── ReadError             a page came but is not what its source promised; `missing` names what
├── StoreError
│   ├── NotFound          no such row
│   ├── Busy              the database would not take a write in time, or its disk is full
│   └── NewerDatabase     the file was made by a newer version; left untouched
├── MailError
│   ├── MailRefused       the server will never take this message (5xx)
│   └── MailUnavailable   try again later (4xx, timeout, connection)
└── LinkError             a signed link is forged, cut, used up or too old; `expired` tells which

A class stands here only where some caller acts differently on it. The door that meets a
foreign error turns it into one of these once, `from` the original.
"""

from __future__ import annotations

#: What can keep a page from us: key -> the sentence a reader of /sources/ sees.
REASONS: dict[str, str] = {
    "robots": "网站的 robots.txt 不允许读取这一页",
    "robots_unreadable": "读不到网站的 robots.txt，按不允许处理",
    "blocked_address": "地址指向内部网络，已拒绝",
    "blocked_url": "网址的协议、端口或写法不被允许",
    "forbidden": "网站拒绝访问（401/403）",
    "challenge": "网站要求人机验证，我们不绕过",
    "login": "页面需要登录，我们不登录",
    "missing": "页面不存在（404/410）",
    "client_error": "网站认为请求有误（4xx）",
    "redirects": "重定向过多或成环",
    "dns": "域名解析失败",
    "connect": "连接不上网站",
    "tls": "网站的证书有问题",
    "timeout": "网站太慢，超过了时限",
    "server_error": "网站出错（5xx）",
    "too_many": "网站要求放慢（429/503）",
    "incomplete": "页面没有传完就断了",
    "too_large": "页面太大，超过上限",
    "bad_encoding": "页面的压缩或编码无法识别",
    "protocol_error": "网站的回应不合 HTTP 规范",
    "unreadable": "页面来了，但不是这个来源该有的样子",
    "wall": "页面要求登录或人机验证，我们不绕过",
    "not_text": "来的不是网页文字",
}


class TongpinError(Exception):
    """The root of every error raised on purpose."""


class SettingError(TongpinError):
    """A setting has a wrong value. `str(error)` is a sentence that names the setting."""


class FetchError(TongpinError):
    """A page did not come. `reason` is a key of REASONS; `detail` is for the log, never for a page."""

    def __init__(self, reason: str, url: str, detail: str = "", retry_after: float | None = None) -> None:
        super().__init__(f"{reason}: {url}" + (f" ({detail})" if detail else ""))
        self.reason = reason
        self.url = url
        self.detail = detail
        #: Seconds the site asked us to wait, already clamped to 0..86400; None when it did not say.
        self.retry_after = retry_after


class Refused(FetchError):
    """The site, its robots.txt or our own guard says no. A person must look before it is tried sooner."""


class Unreachable(FetchError):
    """The page may come later."""


class ReadError(TongpinError):
    """A page is not what its source promised.

    `kind` is how the page looks: "error", "blocked" or "closed" (see model.READING_KINDS);
    `missing` names the thing that was looked for and not found.
    """

    def __init__(self, missing: str, url: str = "", kind: str = "error") -> None:
        super().__init__(f"{missing}: {url}" if url else missing)
        self.missing = missing
        self.url = url
        self.kind = kind
        #: As FetchError.reason: a key of REASONS.
        self.reason = "wall" if kind == "blocked" else "unreadable"


class StoreError(TongpinError):
    """The store could not do what was asked."""


class NotFound(StoreError):
    """No such row."""


class Busy(StoreError):
    """The database would not take the write in time, or there is no room on the disk."""


class Corrupt(StoreError):
    """The files of the search index are not what was written: it is made anew from the database."""


class NewerDatabase(StoreError):
    """The database was made by a newer version of the program."""


class MailError(TongpinError):
    """A message was not taken by the mail server."""


class MailRefused(MailError):
    """The server will never take this message."""


class MailUnavailable(MailError):
    """The server may take this message later."""


class LinkError(TongpinError):
    """A signed link is forged, cut, used up or too old."""

    def __init__(self, message: str, *, expired: bool = False) -> None:
        super().__init__(message)
        self.expired = expired
