"""The sources: how each is doing, and why when it is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, render_template

from jobs.errors import REASONS
from jobs.places import gazetteer
from jobs.web.site import Head, store

if TYPE_CHECKING:
    from jobs.model import SourceHealth

sources = Blueprint("sources", __name__, url_prefix="/sources")

KINDS = {"news": "新闻", "board": "招聘网站", "employer": "企业官网", "feed": "订阅源"}
VERDICTS = {"GO": "可以读取", "CARE": "谨慎读取", "OFF": "不读取"}


@sources.get("/")
def index() -> str:
    """Every source with its state."""
    rows = store().sources()
    states = [state(row)[0] for row in rows]
    head = Head(title="数据来源", description="同聘读哪些网站、多久读一次、最近一次成功是什么时候、读不到的原因。", path="/sources/")
    return render_template(
        "sources.html", head=head, rows=rows, kinds=KINDS, state=state, fine=states.count("open"), bad=states.count("closed")
    )


@sources.get("/<source_id>/")
def source(source_id: str) -> str:
    """One source."""
    row = store().source(source_id)
    head = Head(title=f"来源：{row.name}", description=f"{row.name}的读取状态、节奏和原因。", path=f"/sources/{row.id}/")
    place = gazetteer().get(row.place) if row.place and row.place in gazetteer() else None
    return render_template("source.html", head=head, row=row, place=place, kinds=KINDS, verdicts=VERDICTS, state=state)


def state(row: SourceHealth) -> tuple[str, str]:
    """(look, words) of a source's state: fine, not read yet, failing with its reason, or switched off."""
    if not row.enabled:
        return "off", "已停用"
    if row.reason:
        return "closed", REASONS.get(row.reason, "读取失败")
    if row.last_ok_at is None:
        return "unconfirmed", "还没有读过"
    return "open", "正常"
