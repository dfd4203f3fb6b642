"""For whoever hosts the site: stats, vacuum, reindex."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from jobs.cli.base import main, opened, prepare, say, sentences
from jobs.config import load
from jobs.places import gazetteer


@main.command()
@sentences
def stats() -> None:
    """What the database holds and how the sources are doing."""
    settings = load()
    prepare(settings)
    with opened(settings) as store:
        places = store.places_with_posts()
        for code in settings.regions:
            place = gazetteer().place(code)
            firms = len(store.companies_in_news(code, 1000))
            click.echo(f"{place.name if place else code}：在招岗位 {places.get(code, 0)}，见报企业 {firms}")
        click.echo("待发邮件：" + (json.dumps(store.outbox_counts(), ensure_ascii=False) or "无"))
        for source in store.sources():
            state = "停用" if not source.enabled else f"失败 {source.failures} 次：{source.reason}" if source.failures else "正常"
            say(f"{source.id:24} {state}  岗位 {source.open_posts}  新闻 {source.articles}")
        facts = store.facts()
    unused = "" if facts.free is None else f"，其中 {_size(facts.free)} 可用 vacuum 收回"
    click.echo(f"数据库 {_size(facts.size)}{unused}；日志 {_size(facts.log)}")
    for table in facts.tables:
        if table.rows:
            click.echo(f"  {table.name:16} {table.rows:>12,} 行" + (f"  {_size(table.size)}" if table.size else ""))
    index = facts.index
    held = "没有；写满 500 处改动后自动建立" if index.posts is None else f"{index.posts:,} 个岗位，{index.segments} 段，{_size(index.size)}"
    click.echo(f"搜索索引：{held}；待写入的改动 {index.waiting}")


@main.command()
@sentences
def vacuum() -> None:
    """Give unused room in the database back and renew its statistics. The site goes on; reading sources waits."""
    settings = load()
    prepare(settings)
    with opened(settings) as store, _bar("整理数据库") as progress:
        freed = store.vacuum(progress)
    click.echo(f"收回 {_size(freed)}")


@main.command()
@sentences
def reindex() -> None:
    """Make the search index anew, beside the running site."""
    settings = load()
    prepare(settings)
    with opened(settings) as store, _bar("重建搜索索引") as progress:
        count = store.reindex(progress)
    click.echo(f"搜索索引已重建：{count} 个岗位")


@contextmanager
def _bar(title: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on a terminal, nothing elsewhere: a log holds no bars."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task(title, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _size(count: int) -> str:
    """Bytes for a person."""
    amount = float(count)
    for unit in ("B", "KB", "MB"):
        if amount < 1000:
            return f"{amount:.0f} {unit}" if unit == "B" else f"{amount:.1f} {unit}"
        amount /= 1000
    return f"{amount:.1f} GB"
