"""The operator's queue: doubtful links, firms that may be one, readers' reports."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING

import click

from jobs.cli.base import main, one_line, say, sentences
from jobs.cli.companies import decision, firm, ready, who

if TYPE_CHECKING:
    from jobs.model import Review

KINDS = {"mention": "新闻里的名称", "company": "可能是同一家", "report": "读者报错"}
STATES = {"open": "待定", "accepted": "已接受", "rejected": "已拒绝"}


@main.group(invoke_without_command=True)
@click.option("--open/--all", "waiting", default=True, help="Those that wait, or the decided ones as well.")
@click.option("--kind", type=click.Choice(tuple(KINDS)), default=None)
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1, 10_000))
@click.option("--offset", default=0, type=click.IntRange(0))
@click.option("--json", "as_json", is_flag=True, help="A JSON line a question.")
@click.pass_context
def reviews(ctx: click.Context, waiting: bool, kind: str | None, limit: int, offset: int, as_json: bool) -> None:  # an option each
    """Questions for the operator; without a command, the list of them."""
    if ctx.invoked_subcommand is None:
        _list("open" if waiting else None, kind, (limit, offset), as_json)


@sentences
def _list(state: str | None, kind: str | None, page: tuple[int, int], as_json: bool) -> None:
    with ready() as store:
        found, counts = store.reviews(state, kind, *page), store.review_counts()
    if as_json:
        for review in found:
            say(json.dumps(asdict(review), ensure_ascii=False, default=plain))
        return
    for review in found:
        say(_words(review))
    say("待定：" + ("，".join(f"{KINDS[name]} {number}" for name, number in counts.items()) or "没有"))


def plain(value: object) -> str:
    """Days and moments as JSON holds them."""
    if isinstance(value, date):  # a datetime is one
        return value.isoformat()
    raise TypeError(type(value).__name__)


@reviews.command()
@click.argument("review_id", type=click.IntRange(1), metavar="ID")
@click.option("--why", default="", help="The reason; by default the question's own.")
@who
@sentences
def accept(review_id: int, why: str, who: str | None) -> None:
    """Yes: link the name, merge the two firms, or unlink what a reader reported."""
    _decide(review_id, True, (who, why))


@reviews.command()
@click.argument("review_id", type=click.IntRange(1), metavar="ID")
@click.option("--why", required=True, help="The reason, kept with the answer.")
@who
@sentences
def reject(review_id: int, why: str, who: str | None) -> None:
    """No; and it is not asked again."""
    _decide(review_id, False, (who, why))


@reviews.command()
@click.argument("review_id", type=click.IntRange(1), metavar="ID")
@sentences
def reopen(review_id: int) -> None:
    """Ask a rejected question again."""
    with ready() as store:
        say(_words(store.reopen(review_id)))


def _decide(review_id: int, accept: bool, told: tuple[str | None, str]) -> None:
    with ready() as store:
        review = store.decide(review_id, accept, decision(*told))
    say(_words(review))
    if review.audit_id is not None:
        say(f"要撤销：python -m jobs companies undo {review.audit_id}")
    elif accept:
        say("这条报告没有指明新闻；如需改动，请用 companies merge 或 split。")


def _words(review: Review) -> str:
    """A question in a few lines: what is asked, where it comes from, what a reader said."""
    asked = {
        "mention": f"“{review.as_printed}”是不是 {firm(review.company)}？",
        "company": f"{review.other and firm(review.other)} 是不是 {firm(review.company)}？",
        "report": f"“{review.as_printed}”不是 {firm(review.company)}？" if review.as_printed else f"{firm(review.company)} 有不对？",
    }
    score = f" {review.score:.2f}" if review.score is not None else ""
    lines = [
        f"{review.id}  {KINDS[review.kind]}（{STATES[review.state]}）  {asked[review.kind]}  {review.reason}{score}，{review.times} 次"
    ]
    if review.sentence:
        lines.append(f"    {one_line(review.sentence)}")
    if review.article_url:
        lines.append(f"    {one_line(review.article_title)} {review.article_url}")
    if review.text:
        lines.append(f"    读者：{one_line(review.text)}")
    if review.decided_by:
        lines.append(f"    {review.decided_by}：{one_line(review.decided_why)}")
    return "\n".join(lines)
