"""The program itself: run, serve, init, settings."""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import click
from pydantic_core import PydanticUndefined

from jobs.cli.base import main, prepare, sentences
from jobs.config import PREFIX, Settings, load
from jobs.errors import SettingError
from jobs.places import gazetteer
from jobs.supervise import Command
from jobs.supervise import run as supervise

#: Seconds the first round may take new pages before the site opens; the clock goes on where it stopped.
FIRST_ROUND = 60
#: Threads that answer requests; SQLite reads are short, so a few suffice for one process.
THREADS = 4
#: Seconds for requests under way when the site ends.
STOP = 5
# ---------------------------------------------------------------- the program


@main.command()
@sentences
def run() -> None:
    """Read the sources once, then serve the site with the clock beside it, until Ctrl-C."""
    settings = load()
    prepare(settings)
    check_port(settings)
    once = Command("读取来源", ("-m", "scheduler", "once", "--seconds", str(FIRST_ROUND)))
    sys.exit(supervise([once], [Command("网站", ("-m", "jobs", "serve")), Command("时钟", ("-m", "scheduler"))], address(settings)))


def address(settings: Settings) -> str:
    """What to tell a person once the site is up."""
    return f"同聘已启动：{settings.local_url}/  （Ctrl-C 停止）"


@main.command()
@sentences
def serve() -> None:
    """The site alone."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    settings = load()
    prepare(settings)
    listen = check_port(settings)
    Granian(
        "jobs.web:create_app",
        factory=True,
        interface=Interfaces.WSGI,
        address=listen,
        port=settings.port,
        workers=1,
        workers_kill_timeout=STOP,  # told to end twice, by the terminal and by its parent, the worker hangs
        blocking_threads=THREADS,
        websockets=False,
        log_access=False,
        log_level=LogLevels.warning,
    ).serve()


def check_port(settings: Settings) -> str:
    """The IP address at which the site can listen as it is told to. Raises SettingError: the server itself would end with a trace."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((settings.host, settings.port))
            return str(probe.getsockname()[0])  # of "localhost" the server makes nothing
    except OSError as error:
        raise SettingError(
            f"{PREFIX}HOST, {PREFIX}PORT: cannot listen at {settings.host}:{settings.port} ({error.strerror or error})"
        ) from error


@main.command()
@sentences
def init() -> None:
    """Make or migrate the database, and check the places this installation covers."""
    settings = load()
    prepare(settings)
    names = "、".join(place.name for code in settings.regions if (place := gazetteer().place(code)))
    click.echo(f"数据库就绪：{settings.data_dir.absolute()}；地区：{names}")


# ---------------------------------------------------------------- settings


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
