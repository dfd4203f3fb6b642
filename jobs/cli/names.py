"""Looking a text through for firms."""

from __future__ import annotations

import json
from typing import BinaryIO

import click

from jobs.cli.base import main, sentences


@main.command()
@click.argument("file", type=click.File("rb"))
@click.option("--lines", is_flag=True, help='FILE holds JSON lines {"text": …}; print a JSON line for each.')
@click.option("--explain", is_flag=True, help="Print every candidate, found or refused, and why.")
@sentences
def names(file: BinaryIO, lines: bool, explain: bool) -> None:
    """The companies a text names, as JSON. FILE may be - for standard input."""
    from jobs import names as found

    report = found.report_why if explain else found.report
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
        text = json.loads(line)["text"]
    except (ValueError, TypeError, KeyError, RecursionError):
        text = None
    if not isinstance(text, str):
        raise click.ClickException(f'line {number}: not a JSON object with "text"')
    return text
