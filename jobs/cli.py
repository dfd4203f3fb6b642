"""The operator's commands: `python -m jobs run | serve | init | names | settings | stats`."""

from __future__ import annotations

import json
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import BinaryIO

import click
from pydantic_core import PydanticUndefined

from jobs.config import PREFIX, Settings, load
from jobs.errors import SettingError, TongpinError
from jobs.places import gazetteer
from jobs.store import Store
from jobs.supervise import Command
from jobs.supervise import run as supervise

#: Seconds the first round may take new pages before the site opens; the clock goes on where it stopped.
FIRST_ROUND = 60
#: Threads that answer requests; SQLite reads are short, so a few suffice for one process.
THREADS = 4


def _sentences(command: Callable[..., None]) -> Callable[..., None]:
    """End a command with a sentence and a code instead of a traceback: 2 for a wrong setting, 1 for what we raise on purpose."""

    @wraps(command)
    def run(*args: object, **options: object) -> None:
        try:
            command(*args, **options)
        except SettingError as error:
            click.echo(str(error), err=True)
            sys.exit(2)
        except TongpinError as error:
            click.echo(f"{type(error).__name__}: {error}", err=True)
            sys.exit(1)

    return run


@click.group(help="同聘 Tongpin")
def main() -> None:
    """The commands below; each has --help."""
    for stream in (sys.stdout, sys.stderr):  # a terminal of another charset shows "?" instead of ending the command
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


# ---------------------------------------------------------------- the program


@main.command()
@_sentences
def run() -> None:
    """Read the sources once, then serve the site with the clock beside it, until Ctrl-C."""
    settings = load()
    _prepare(settings)
    check_port(settings)
    once = Command("读取来源", ("-m", "scheduler", "once", "--seconds", str(FIRST_ROUND)))
    sys.exit(supervise([once], [Command("网站", ("-m", "jobs", "serve")), Command("时钟", ("-m", "scheduler"))], address(settings)))


def address(settings: Settings) -> str:
    """What to tell a person once the site is up."""
    return f"同聘已启动：http://{settings.host}:{settings.port}/  （Ctrl-C 停止）"


@main.command()
@_sentences
def serve() -> None:
    """The site alone."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    settings = load()
    _prepare(settings)
    check_port(settings)
    Granian(
        "jobs.web:create_app",
        factory=True,
        interface=Interfaces.WSGI,
        address=settings.host,
        port=settings.port,
        workers=1,
        blocking_threads=THREADS,
        websockets=False,
        log_access=False,
        log_level=LogLevels.warning,
    ).serve()


def check_port(settings: Settings) -> None:
    """Whether the site can listen where it is told to. Raises SettingError: the server itself would end with a trace."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((settings.host, settings.port))
    except OSError as error:
        raise SettingError(
            f"{PREFIX}HOST, {PREFIX}PORT: cannot listen at {settings.host}:{settings.port} ({error.strerror or error})"
        ) from error


@main.command()
@_sentences
def init() -> None:
    """Make or migrate the database, and check the places this installation covers."""
    settings = load()
    _prepare(settings)
    names = "、".join(place.name for code in settings.regions if (place := gazetteer().place(code)))
    click.echo(f"数据库就绪：{settings.data_dir.absolute()}；地区：{names}")


def _prepare(settings: Settings) -> None:
    """A folder, a database of this version, places that exist. Raises SettingError, StoreError."""
    for code in settings.regions:
        if gazetteer().place(code) is None:
            raise SettingError(f"{PREFIX}REGIONS: there is no place with the code {code}")
    settings.folder()
    with opened(settings) as store:
        store.upgrade()


@contextmanager
def opened(settings: Settings) -> Iterator[Store]:
    """The store, closed at the end."""
    store = Store.open(settings.database)
    try:
        yield store
    finally:
        store.close()


@main.command()
@_sentences
def stats() -> None:
    """What the database holds and how the sources are doing."""
    settings = load()
    _prepare(settings)
    with opened(settings) as store:
        places = store.places_with_posts()
        for code in settings.regions:
            place = gazetteer().place(code)
            click.echo(
                f"{place.name if place else code}：在招岗位 {places.get(code, 0)}，见报企业 {len(store.companies_in_news(code, 1000))}"
            )
        click.echo("待发邮件：" + (json.dumps(store.outbox_counts(), ensure_ascii=False) or "无"))
        for source in store.sources():
            state = "停用" if not source.enabled else f"失败 {source.failures} 次：{source.reason}" if source.failures else "正常"
            click.echo(f"{source.id:24} {state}  岗位 {source.open_posts}  新闻 {source.articles}")


# ---------------------------------------------------------------- looking things up


@main.command()
@click.argument("file", type=click.File("rb"))
@click.option("--lines", is_flag=True, help='FILE holds JSON lines {"text": …}; print a JSON line for each.')
@_sentences
def names(file: BinaryIO, lines: bool) -> None:
    """The companies a text names, as JSON. FILE may be - for standard input."""
    from jobs.names import report

    if not lines:
        # Read as bytes: reading as text would fold line ends, and offsets count the characters as given.
        click.echo(json.dumps(report(file.read().decode("utf-8", "replace")), ensure_ascii=False, indent=2))
        return
    for number, line in enumerate(file, 1):
        if line.strip():
            click.echo(json.dumps(report(_text_of(line, number)), ensure_ascii=False))


def _text_of(line: bytes, number: int) -> str:
    """The text of one JSON line. Raises click.ClickException naming the line."""
    try:
        return str(json.loads(line)["text"])
    except (ValueError, TypeError, KeyError) as error:
        raise click.ClickException(f'line {number}: not a JSON object with "text"') from error


@main.command()
@click.option("--markdown", is_flag=True, help="As a table for docs/settings.md.")
def settings(markdown: bool) -> None:
    """Every setting with its default, as .env.example."""
    click.echo("\n".join(_table() if markdown else _example()))


def _example() -> Iterator[str]:
    yield "# Copy to .env and change what you need. Made by `python -m jobs settings`."
    for name, field in Settings.model_fields.items():
        yield ""
        yield f"# {field.description}"
        yield f"#{PREFIX}{name.upper()}={_default(field.default)}"


def _table() -> Iterator[str]:
    yield "# Settings"
    yield ""
    yield "Each is read from the environment, or from the file `.env` in the folder the program is started in."
    yield "Made by `python -m jobs settings --markdown` from `jobs/config.py`."
    yield ""
    yield "| setting | default | meaning |"
    yield "|---|---|---|"
    for name, field in Settings.model_fields.items():
        default = _default(field.default)
        yield f"| `{PREFIX}{name.upper()}` | {f'`{default}`' if default else ''} | {field.description} |"


def _default(value: object) -> str:
    """A default as one would write it into .env."""
    if value is PydanticUndefined or value is None:
        return ""
    if isinstance(value, tuple):
        return ",".join(map(str, value))
    if isinstance(value, Path | int | str) and not isinstance(value, bool):
        return str(value)
    return str(value).lower() if isinstance(value, bool) else ""  # a secret's default is never shown
