"""Column types that mean the same on SQLite and PostgreSQL."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ARRAY, BigInteger, Boolean, ColumnElement, Dialect, Integer, Text, bindparam
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import NullType, TypeDecorator, TypeEngine

#: Numbers of rows; on SQLite only INTEGER may be the row id itself.
RowId = BigInteger().with_variant(Integer(), "sqlite")

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def stored(text: str) -> str:
    """The text without what a database cannot hold: NUL (PostgreSQL refuses it) and lone surrogates (neither encodes them)."""
    plain = text.replace("\x00", "") if "\x00" in text else text
    return plain if plain.isascii() else plain.encode("utf-8", "ignore").decode("utf-8")


def storable(texts: Iterable[str | None]) -> bool:
    """Whether `stored` leaves every one of the texts as it is."""
    whole = "".join(filter(None, texts))
    if "\x00" in whole:
        return False
    try:
        whole.encode()
    except UnicodeEncodeError:
        return False
    return True


class Str(TypeDecorator[str]):
    """Text as `stored` leaves it, also where it is only compared with."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002, D102  # SQLAlchemy's signature
        return None if value is None else stored(value)


def moment(kept: int) -> datetime:
    """The time that a Moment column holds."""
    return _EPOCH + kept * _MICROSECOND


class Moment(TypeDecorator[datetime]):
    """An aware time as whole microseconds since 1970: one ordering on both databases, eight bytes in an index."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:  # noqa: ARG002, D102  # SQLAlchemy's signature
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone")
        return (value - _EPOCH) // _MICROSECOND

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002, D102  # SQLAlchemy's signature
        return None if value is None else moment(value)


_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


class JsonText(str):
    """JSON as `json_text` makes it: stands in a Json column as it is."""

    __slots__ = ()


def json_text(value: object) -> tuple[JsonText, bool]:
    """The value as a Json column holds it, for whoever needs the text too, and whether that is all of it."""
    text = _JSON(value)
    kept = stored(text)
    return JsonText(kept), kept == text


class Json(TypeDecorator[Any]):
    """A value as JSON text, keys sorted, so that equal values are equal texts."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: object, dialect: Dialect) -> str | None:  # noqa: ARG002, D102  # SQLAlchemy's signature
        if value is None or isinstance(value, JsonText):
            return value if value is None else str(value)  # drivers know str best
        return stored(_JSON(value))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:  # noqa: ARG002, D102  # JSON holds anything
        return None if value is None else json.loads(value)


class _Values(TypeDecorator[Any]):
    """Numbers or texts as one value: JSON on SQLite, an array on PostgreSQL."""

    impl = Text
    cache_ok = True

    def __init__(self, texts: bool) -> None:
        super().__init__()
        self.texts = texts

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:  # SQLAlchemy's name
        if dialect.name == "sqlite":
            return dialect.type_descriptor(Text())
        return dialect.type_descriptor(ARRAY(Text() if self.texts else BigInteger()))

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:  # SQLAlchemy's signature
        plain = [stored(each) for each in value] if self.texts else list(value)
        return json.dumps(plain) if dialect.name == "sqlite" else plain


class among(FunctionElement[Any]):  # noqa: N801  # reads like the SQL it is
    """among(column, values): whether the column is one of them. Many values cost no more than their sending, where `in_` writes each out."""

    type = NullType()  # were it Boolean, SQLite would be asked whether it is = 1, and walk no index
    inherit_cache = True

    def __init__(self, column: ColumnElement[Any], values: Collection[Any]) -> None:
        super().__init__(column, bindparam(None, values, _Values(isinstance(column.type, Str)), unique=True))


@compiles(among, "sqlite")
def _json_each(element: among, compiler: SQLCompiler, **kw: Any) -> str:  # SQLAlchemy's signature
    column, values = element.clauses
    return f"({compiler.process(column, **kw)} IN (SELECT value FROM json_each({compiler.process(values, **kw)})))"  # noqa: S608  # what SQLAlchemy made


@compiles(among, "postgresql")
def _any(element: among, compiler: SQLCompiler, **kw: Any) -> str:  # SQLAlchemy's signature
    column, values = element.clauses
    return f"({compiler.process(column, **kw)} = ANY ({compiler.process(values, **kw)}))"


class holds(FunctionElement[bool]):  # noqa: N801  # reads like the SQL function it is
    """holds(text, part): whether `part` occurs in `text`, letter for letter. No pattern, so nothing to escape."""

    type = Boolean()
    inherit_cache = True

    def __init__(self, text: ColumnElement[str], part: ColumnElement[str]) -> None:
        super().__init__(text, part)


@compiles(holds, "sqlite")
def _instr(element: holds, compiler: SQLCompiler, **kw: Any) -> str:  # SQLAlchemy's signature
    return f"(instr({compiler.process(element.clauses, **kw)}) > 0)"


@compiles(holds, "postgresql")
def _strpos(element: holds, compiler: SQLCompiler, **kw: Any) -> str:  # SQLAlchemy's signature
    return f"(strpos({compiler.process(element.clauses, **kw)}) > 0)"
