"""What every command shares: the group, errors as sentences, the store."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps

import click

from jobs.config import PREFIX, Settings
from jobs.errors import SettingError, TongpinError
from jobs.places import gazetteer
from jobs.store import Store
from jobs.text import clean


def sentences(command: Callable[..., None]) -> Callable[..., None]:
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


def prepare(settings: Settings) -> None:
    """A folder, a database of this version, places that exist. Raises SettingError, StoreError."""
    for code in settings.regions:
        if gazetteer().place(code) is None:
            raise SettingError(f"{PREFIX}REGIONS: there is no place with the code {code}")
    settings.folder()
    with opened(settings) as store:
        store.upgrade()


def say(line: str) -> None:
    """Print what may hold words from the web or from a reader: nothing in it moves the cursor or starts a line of its own."""
    click.echo(clean(line))


def one_line(text: str | None) -> str:
    """A text from elsewhere without its line breaks."""
    return " ".join((text or "").split())


@contextmanager
def opened(settings: Settings) -> Iterator[Store]:
    """The store, closed at the end."""
    store = Store.open(settings.database, index=settings.index)
    try:
        yield store
    finally:
        store.close()
