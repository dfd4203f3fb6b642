"""Errors become pages here and nowhere else: what happened, what to do, no codes, no traces."""

from __future__ import annotations

from typing import NamedTuple

from flask import Flask, Response, make_response, render_template
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from jobs.errors import Busy, LinkError, NotFound
from jobs.web.site import Head

RETRY_SECONDS = 30


class Said(NamedTuple):
    """What an error page says: the heading, and what the reader can do."""

    title: str
    words: str


SAID = {
    400: Said("这个请求没能看懂", "网址或表单可能被截断了。请从下面重新搜索，或回到首页。"),
    404: Said("没有这一页", "网址可能写错了，或者内容已经撤下。可以搜索岗位或企业，或换一个地区看看。"),
    405: Said("这个地址不接受这样的请求", "请从页面上的链接或按钮进入。"),
    410: Said("这一页已经撤下", "内容已经过期，不再保留。可以看看同一地区还在招的岗位。"),
    413: Said("提交的内容太大", "请删短一些再提交；这里的表单只需要几行字。"),
    414: Said("网址太长", "请减少搜索词或筛选条件，再试一次。"),
    429: Said("来得太快了", "请稍等片刻再刷新。"),
    500: Said("这一页暂时打不开", "问题出在我们这边，已经记下。请过几分钟再试，其他页面不受影响。"),
    503: Said("网站正忙", "请过半分钟再刷新；已有的数据没有丢。"),
}
FORM_STALE = Said("这个表单放得太久了", "为了防止别的网站代您提交，请退回上一页、刷新，再提交一次。需要允许本站的 Cookie。")
LINK_BAD = Said("这个链接已经不能用了", "链接可能不完整，或者已经用过。请用最新一封邮件里的链接，或重新订阅。")
LINK_OLD = Said("这个链接过期了", "请重新订阅，我们会再发一封确认邮件。")


def register(app: Flask) -> None:
    """Map every error the product raises, and Werkzeug's own, to a page."""
    app.register_error_handler(NotFound, lambda _: page(404))
    app.register_error_handler(Busy, lambda _: page(503))
    app.register_error_handler(LinkError, lambda error: page(410, LINK_OLD if error.expired else LINK_BAD))
    app.register_error_handler(CSRFError, lambda _: page(400, FORM_STALE))
    app.register_error_handler(HTTPException, _http)


def page(status: int, said: Said | None = None) -> Response:
    """The page for one status; touches neither the store nor the session."""
    said = said or SAID.get(status) or SAID[500 if status >= 500 else 400]
    response = make_response(render_template("error.html", head=Head(title=said.title, index=False), said=said), status)
    if status in (429, 503):
        response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response


def _http(error: HTTPException) -> Response | HTTPException:
    if error.code is None or error.code < 400:
        return error  # a redirect that routing asked for
    response = page(error.code)
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        response.headers["Allow"] = ", ".join(sorted(error.valid_methods))
    return response
