"""Looking into firms, and saying which are one and which are two."""

from __future__ import annotations

import getpass
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from jobs import present
from jobs.cli.base import main, one_line, opened, prepare, say, sentences
from jobs.config import load
from jobs.places import gazetteer
from jobs.store import Decision, Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

    from jobs.model import AuditRow, Company

ACTIONS = {"merge": "合并", "split": "拆分", "link": "认定", "unlink": "取消认定", "separate": "拆开岗位", "undo": "撤销"}
#: Mentions that `show` prints.
SHOWN = 20

why = click.option("--why", required=True, help="The reason: kept in the audit trail, and of a merge or split shown on the firm's page.")
who = click.option("--who", default=None, help="Who decides; by default the user of this machine.")


def ready() -> AbstractContextManager[Store]:
    """The store of this installation, of this version."""
    settings = load()
    prepare(settings)
    return opened(settings)


def decision(who: str | None, why: str) -> Decision:
    """A decision made now."""
    return Decision(who or _user(), why.strip(), datetime.now(UTC))


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container's user may have no name
        return "operator"


@main.group()
def companies() -> None:
    """Firms: search, show, merge, split, undo, audit."""


@companies.command()
@click.argument("text")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1, 1000))
@sentences
def search(text: str, limit: int) -> None:
    """Firms one of whose names holds TEXT."""
    with ready() as store:
        rows = store.companies_named(text, limit)
    for row in rows:
        say(f"{firm(row.company)}  见报 {row.mentions} 次，在招 {row.open_posts} 个岗位")
    if not rows:
        say("没有找到")


def firm(company: Company) -> str:
    """A firm on one line: number, name, place."""
    place = gazetteer().place(company.place) if company.place else None
    return f"{company.id}  {company.name}" + (f"（{place.name}）" if place else "")


@companies.command()
@click.argument("company_id", type=click.IntRange(1), metavar="ID")
@sentences
def show(company_id: int) -> None:
    """What we know of a firm, and why."""
    with ready() as store:
        page = store.identity(company_id)
        posts = len(store.company_page(page.company.id).open_posts)
    if page.company.id != company_id:
        say(f"{company_id} 已并入 {page.company.id}")
    say(firm(page.company))
    told = (("行业", page.company.trade), ("集团", page.company.group), ("统一社会信用代码", page.company.credit_code))
    for label, value in told:
        say(f"  {label}：{value or '不知道'}")
    say(f"  在招岗位：{posts}；新闻提到：{page.mentions_all} 处")
    now = datetime.now(UTC)
    for alias in page.aliases:
        since = f"，{present.moment(alias.seen_at, now)}起" if alias.seen_at else ""
        say(f"  写作 {alias.text}（{present.evidence_words(alias.evidence)}{since}）")
    for mention in page.mentions[:SHOWN]:
        sure = "" if mention.certain else "，不确定"
        title = one_line(mention.article_title or mention.article_url)
        say(
            f"  新闻 {mention.article_id}：“{mention.as_printed}” {mention.rule} {mention.score:.2f}，{mention.reason or '没有理由'}{sure}　{title}"
        )
    for change in page.changes:
        say(f"  {entry(change, now)}")


@companies.command()
@click.argument("gone", type=click.IntRange(1), metavar="FROM")
@click.argument("stays", type=click.IntRange(1), metavar="INTO")
@why
@who
@sentences
def merge(gone: int, stays: int, why: str, who: str | None) -> None:
    """Make one firm of two: all that FROM has becomes INTO's, and FROM's address leads there."""
    with ready() as store:
        done(store.merge(gone, stays, decision(who, why)))


@companies.command()
@click.argument("company_id", type=click.IntRange(1), metavar="ID")
@click.option("--alias", "aliases", multiple=True, required=True, help="A name that is another firm's; the first one names it.")
@click.option("--place", default=None, help="Code of the new firm's place.")
@why
@who
@sentences
def split(company_id: int, aliases: tuple[str, ...], place: str | None, why: str, who: str | None) -> None:
    """Make a firm of its own out of some of a firm's names, with the news and posts written under them."""
    if place is not None and gazetteer().place(place) is None:
        raise click.BadParameter(f"there is no place with the code {place}", param_hint="--place")
    with ready() as store:
        done(store.split(company_id, aliases, place, decision(who, why)))


@companies.command()
@click.argument("audit_id", type=click.IntRange(1), metavar="AUDIT_ID")
@click.option("--why", default="", help="The reason: kept in the audit trail, and of a merge or split shown on the firm's page.")
@who
@sentences
def undo(audit_id: int, why: str, who: str | None) -> None:
    """Take a merge, a split, a link or an unlink back. What came in since goes where its own name says."""
    with ready() as store:
        done(store.undo(audit_id, decision(who, why)))


@companies.command()
@click.argument("company_id", type=click.IntRange(1), required=False, metavar="[ID]")
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1, 10_000))
@click.option("--json", "as_json", is_flag=True, help="A JSON line a row, with every cell that was changed.")
@sentences
def audit(company_id: int | None, limit: int, as_json: bool) -> None:
    """The audit trail, the newest first; of one firm when ID is given."""
    with ready() as store:
        rows = store.audits(company_id, limit)
    now = datetime.now(UTC)
    for row in rows:
        say(json.dumps(dict(_told(row)), ensure_ascii=False) if as_json else entry(row, now))


def entry(row: AuditRow, now: datetime) -> str:
    """A row of the trail on one line."""
    names = {
        "merge": f"{row.other and firm(row.other)} 并入 {firm(row.company)}",
        "split": f"从 {firm(row.company)} 拆出 {row.other and firm(row.other)}",
        "undo": f"撤销 {row.undoes}：{firm(row.company)}",
    }
    what = names.get(row.action, firm(row.company))
    back = f"（已由 {row.undone_by} 撤销）" if row.undone_by else ""
    return f"记录 {row.id}  {present.moment(row.at, now)}  {one_line(row.who)}  {ACTIONS[row.action]}：{what}{back}  {one_line(row.why)}".rstrip()


def _told(row: AuditRow) -> Iterator[tuple[str, object]]:
    yield from (("id", row.id), ("at", row.at.isoformat()), ("who", row.who), ("action", row.action), ("why", row.why))
    yield from (("company", row.company.id), ("other", row.other.id if row.other else None))
    yield from (("undoes", row.undoes), ("undone_by", row.undone_by), ("changes", dict(row.changes)))


def done(row: AuditRow) -> None:
    """Say what was done and how to take it back."""
    say(entry(row, row.at))
    if row.action != "undo":
        say(f"要撤销：python -m jobs companies undo {row.id}")
