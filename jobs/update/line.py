"""Pages and readings on the line between two processes, as JSON: what comes back is checked against the model, never executed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from multiprocessing.connection import Connection

from pydantic import TypeAdapter, ValidationError

from jobs.errors import ReadError
from jobs.model import Page, Reading

_PAGE = TypeAdapter(Page)
_READING = TypeAdapter(Reading)
#: The most bytes of an answer; a reading is a part of its page.
MOST = 64 * 1024 * 1024


def send_page(line: Connection, source_id: str, page: Page) -> None:
    """A page with the name of its source: what is about it, its bytes, its text."""
    line.send_bytes(_json({"source": source_id, "page": replace(page, content=b"", text="")}))
    line.send_bytes(page.content)
    line.send_bytes(page.text.encode("utf-8", "surrogatepass"))


def receive_page(line: Connection) -> tuple[str, Page]:
    """What `send_page` sent. Raises EOFError when the line is closed."""
    told = json.loads(line.recv_bytes())
    content, text = line.recv_bytes(), line.recv_bytes().decode("utf-8", "surrogatepass")
    return told["source"], replace(_PAGE.validate_python(told["page"]), content=content, text=text)


def send_answer(line: Connection, answer: Reading | ReadError) -> None:
    """What a reader made of a page."""
    if isinstance(answer, ReadError):
        line.send_bytes(_json({"missing": answer.missing, "url": answer.url, "kind": answer.kind}))
    else:
        line.send_bytes(_json({"reading": answer}))


def receive_answer(line: Connection) -> Reading:
    """What `send_answer` sent. Raises the ReadError that was sent, EOFError or OSError when the line broke."""
    told = json.loads(line.recv_bytes(MOST))
    if "reading" not in told:
        raise ReadError(told["missing"], told["url"], told["kind"])
    try:
        return _READING.validate_python(told["reading"])
    except ValidationError as error:
        raise ReadError(f"a reading as the model has it ({error.error_count()} fields are not)") from error


def _json(value: object) -> bytes:
    return json.dumps(value, default=_plain, separators=(",", ":")).encode()


def _plain(value: object) -> object:
    if is_dataclass(value):
        return {each.name: getattr(value, each.name) for each in fields(value)}
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode("ascii")  # only ever the empty content of a page whose bytes travel beside it
    raise TypeError(f"{type(value).__name__} does not travel")
