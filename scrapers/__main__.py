"""The reader's own commands: `python -m scrapers read FILE --url URL`, `probe URL`, `list`."""

from __future__ import annotations

import json
import signal
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

if __name__ == "__main__":  # before the imports that take a second: Ctrl-C then ends us without a trace
    signal.signal(signal.SIGINT, signal.SIG_DFL)

import click
from rich.console import Console
from rich.table import Table

from jobs import config
from jobs.errors import REASONS, FetchError, ReadError, SettingError
from jobs.model import Article, Ask, Page, Reading, Sighting
from jobs.places import gazetteer
from scrapers import draft, families, induce, sources
from scrapers.families import attachments
from scrapers.fetch import Fetcher, decode, looks_binary
from scrapers.source import Source

#: Bytes of a saved page beyond which it is not even decoded; the web door stops earlier.
MOST_BYTES = 32 * 1024 * 1024
NOTHING = Reading(kind="error", family="")


@click.group()
def main() -> None:
    """Read saved pages, look at a live one, list what can be read."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--url", required=True, help="The address the page was saved from.")
@click.option("--content-type", default="", help="The Content-Type header it came with.")
@click.option(
    "--at", type=click.DateTime(), default=None, help="When it was fetched (UTC); relative dates count from then. Now, if absent."
)
def read(file: Path, url: str, content_type: str, at: datetime | None) -> None:
    """Print as JSON what a saved page holds. A page that cannot be read is an answer too; only an unreadable FILE is a failure."""
    try:
        content = file.read_bytes()
    except OSError as error:
        click.echo(f"读不了文件 {file}：{error.strerror}", err=True)
        sys.exit(2)
    fetched_at = (at or datetime.now(UTC)).replace(tzinfo=UTC)
    click.echo(json.dumps(answer(content, url, content_type, fetched_at), ensure_ascii=False, indent=2))


def answer(content: bytes, url: str, content_type: str, fetched_at: datetime) -> dict[str, Any]:
    """What `read` prints: the page as JSON, whatever the page is."""
    if len(content) > MOST_BYTES:
        return _shown(NOTHING, REASONS["too_large"])
    is_file = attachments.kind(content) is not None
    if not is_file and looks_binary(content, content_type or None):
        return _shown(NOTHING, REASONS["not_text"])
    text, charset = ("", "binary") if is_file else decode(content, _charset(content_type), content_type or None)
    page = Page(url, 200, {"content-type": content_type} if content_type else {}, content, text, charset, fetched_at)
    try:
        reading = families.read(page)
    except ReadError as error:
        best = families.recognise(page)
        return _shown(Reading(kind=error.kind, family=best[0][1].family if best else ""), error.missing)
    return _shown(reading, reading.said)


def _charset(content_type: str) -> str | None:
    _, found, rest = content_type.lower().partition("charset=")
    return rest.split(";")[0].strip(" \"'") or None if found else None


def _shown(reading: Reading, said: str | None) -> dict[str, Any]:
    """The reading as JSON; unknown is null, days are ISO."""
    shown: dict[str, Any] = {
        "kind": reading.kind,
        "family": reading.family or None,
        "posts": [_post(post) for post in reading.sightings],
        "articles": [_article(article) for article in reading.articles],
        "asks": [{"url": ask.url, "why": ask.why} for ask in reading.asks],
    }
    if reading.kind in ("error", "blocked", "closed", "empty"):
        shown["said"] = said
    return shown


def _post(post: Sighting) -> dict[str, Any]:
    pay, experience = post.pay, post.experience
    return {
        "id": post.key,
        "title": post.title or None,
        "company": post.company,
        "places": _places(post),
        "pay": {"text": pay.text, "min": pay.min, "max": pay.max, "unit": pay.unit, "months": pay.months} if pay else None,
        "education": post.education,
        "experience": experience.text if experience else None,
        "headcount": post.headcount,
        "posted_on": post.posted_on.isoformat() if post.posted_on else None,
        "deadline": post.deadline.isoformat() if post.deadline else None,
        "url": post.url,
        "description": post.description,
    }


def _places(post: Sighting) -> list[dict[str, str | None]]:
    """One entry a division; a text that names none for certain keeps its entry without code."""
    shown: list[dict[str, str | None]] = []
    for reading in post.places:
        known: list[tuple[str | None, str | None]] = [(code, place.name) for code in reading.codes if (place := gazetteer().get(code))]
        shown += [{"code": code, "name": name, "text": reading.text} for code, name in known or [(None, None)]]
    return shown


def _article(article: Article) -> dict[str, Any]:
    return {
        "title": article.title,
        "source": article.source,
        "published_on": article.published_on.isoformat() if article.published_on else None,
        "body": article.body,
        "url": article.url,
        "teasers": [{"title": teaser.title, "url": teaser.url} for teaser in article.teasers],
    }


@main.command()
@click.argument("url")
@click.option("--write", "name", default=None, help="Write the source NAME, the page without contacts and what is expected of it.")
@click.option("--root", type=click.Path(path_type=Path), default=Path(), hidden=True, help="Where the files are written.")
def probe(url: str, name: str | None, root: Path) -> None:
    """Fetch a live page once, by the rules, and say which families fit and what they make of it."""
    console = Console()
    try:
        settings = config.load()
        page = Fetcher(user_agent=settings.user_agent).fetch(Ask(url, "start"))
        page = replace(page, ask=None)  # we did not ask for a list or a story: the page itself says what it is
    except SettingError as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    except FetchError as error:
        raise click.ClickException(f"{REASONS[error.reason]}：{url}") from error
    console.print(f"{page.url}  HTTP {page.status}  {page.charset}  {len(page.content)} bytes", markup=False)
    claims = families.recognise(page)
    if not claims:
        console.print("没有认得这一页的读法")
    for sure, family in claims:
        source = family.for_page(page)
        console.print(f"{family.family}（{family.__name__}）：把握 {sure:.0%}", markup=False)
        if source is None:
            continue
        try:
            _tell(console, source.read(page))
        except ReadError as error:
            console.print(f"  读不出来：{error.missing}", markup=False)
    if name is not None:
        _write(page, name, root)


def _write(page: Page, name: str, root: Path) -> None:
    """The three files of a new source, named for the person to check."""
    try:
        paths = draft.write(induce.induce(page, name), page, name, root)
    except ReadError as error:
        raise click.ClickException(f"没有写：{error.missing}") from error
    except FileExistsError as error:
        raise click.ClickException(f"没有写：{error.args[0]} 已经存在") from error
    except ValueError as error:
        raise click.ClickException(f"没有写：{error}") from error
    for path in paths:
        click.echo(f"写好：{path}")
    click.echo("请逐字段核对；提交前把页面里的真实单位换成示例；运行 pytest tests/scrapers/test_families_pages.py 写出预期。")


@main.command(name="induce")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--url", required=True, help="The address the page was saved from.")
@click.option("--content-type", default="", help="The Content-Type header it came with.")
@click.option("--name", default="example", help="The id of the source.")
def induce_file(file: Path, url: str, content_type: str, name: str) -> None:
    """Print the source file for the site of a saved page: its family, or selectors induced from what was found on it."""
    content = file.read_bytes()
    if len(content) > MOST_BYTES or looks_binary(content, content_type or None):
        raise click.ClickException(REASONS["not_text"])
    text, charset = decode(content, _charset(content_type), content_type or None)
    try:
        made = induce.induce(Page(url, 200, {}, content, text, charset, datetime.now(UTC)), name)
    except ReadError as error:
        raise click.ClickException(f"读不出来：{error.missing}") from error
    click.echo(made.code, nl=False)


def _tell(console: Console, reading: Reading) -> None:
    """How much there was, and one of it."""
    counts = f"{len(reading.sightings)} 个职位，{len(reading.articles)} 篇报道，{len(reading.asks)} 个后续页面"
    console.print(f"  {reading.kind}：{counts}" + (f"（{reading.said}）" if reading.said else ""), markup=False)
    example = _post(reading.sightings[0]) if reading.sightings else _article(reading.articles[0]) if reading.articles else {}
    for name, value in example.items():
        console.print(f"    {name}: {str(value)[:120]}", markup=False, highlight=False)


@main.command(name="list")
@click.option("--markdown", is_flag=True, help="As the page docs/sources-table.md.")
def list_all(markdown: bool) -> None:
    """List the families and the sources, with their verdicts."""
    readers = [_family(family) for _, family in sorted(families.families().items())]
    sites = [_site(each) for each in sources.load().values()]
    if markdown:
        click.echo(
            "# Families and sources\n\nMade by `python -m scrapers list --markdown`. Pace is seconds between two requests to a host, pages is how many"
        )
        click.echo("of one list are followed in one round; both are what a family has unless a source says otherwise.\n")
        click.echo(_markdown(_FAMILY_HEADS, readers))
        click.echo()
        click.echo(_markdown(_SITE_HEADS, sites))
        return
    console = Console()
    for title, heads, rows in (
        ("读法", ("名", "说明", "结论", "间隔", "页数", "robots.txt", "不取的个人信息"), readers),
        ("来源", _HEADS, sites),
    ):
        table = Table(*heads, title=title)
        for row in rows:
            table.add_row(*row)
        console.print(table)


_HEADS = ("名", "说明", "读法", "地区", "结论", "间隔（秒）", "页数", "搜企业", "备注")
_FAMILY_HEADS = ("family", "what it reads", "verdict", "pace", "pages", "robots.txt", "personal data dropped")
_SITE_HEADS = ("source", "name", "family", "place", "verdict", "pace", "pages", "search by firm", "note")


def _family(family: type[Source]) -> tuple[str, ...]:
    """A family's policy: what it has unless a source says otherwise."""
    about = (sys.modules[family.__module__].__doc__ or "").split("\n")[0]
    fields: dict[str, Any] = family.__dataclass_fields__
    verdict, pace, most, personal = (fields[name].default for name in ("verdict", "pace", "most_pages", "personal"))
    dropped = "、".join(personal) if personal else family.nothing_personal
    return (family.family, about, str(verdict), f"{pace:g}", str(most), "从不读取" if verdict == "OFF" else family.robots, dropped)


def _site(source: Source) -> tuple[str, ...]:
    """A source's policy."""
    search = (
        "asked" if source.verdict == "GO" and any(source.asks("示例", source.place)) else "linked" if source.search_link("示例") else "–"
    )
    place, pace = source.place or "全国", f"{source.pace:g}"
    return (source.id, source.name, source.family, place, source.verdict, pace, str(source.most_pages), search, source.note)


def _markdown(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [heads, tuple("---" for _ in heads), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


if __name__ == "__main__":
    main(prog_name="python -m scrapers")
