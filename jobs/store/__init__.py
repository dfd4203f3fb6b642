"""Every SQL statement of the product. Records in, records out: no row, session or cursor leaves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime, timedelta

from jobs.errors import FetchError, ReadError
from jobs.model import (
    Alert,
    Article,
    ArticleRow,
    Ask,
    Company,
    CompanyPage,
    CompanyRow,
    DueAsk,
    Listing,
    Mention,
    OutboxRow,
    PostPage,
    PostRow,
    Search,
    Sighting,
    SourceCard,
    SourceHealth,
)


class Writing:
    """One transaction: everything or nothing."""

    def company(self, name: str, place: str | None, evidence: str, now: datetime) -> tuple[Company, bool]: raise NotImplementedError
    def companies_like(self, folded: str) -> list[Company]: raise NotImplementedError
    def add_alias(self, company_id: int, text: str, evidence: str) -> None: raise NotImplementedError
    def company_due(self, company_id: int, now: datetime, every: timedelta) -> bool: raise NotImplementedError
    def article(self, source_id: str, article: Article, place: str | None, now: datetime) -> tuple[int, bool]: raise NotImplementedError
    def clear_mentions(self, article_id: int) -> None: raise NotImplementedError
    def mention(self, article_id: int, company_id: int | None, mention: Mention, reason: str | None) -> None: raise NotImplementedError
    def sighting(self, source_id: str, sighting: Sighting, company: Company | None, merge_key: str, now: datetime) -> tuple[int, bool]: raise NotImplementedError
    def seen(self, due: DueAsk, keys: Iterable[str]) -> None: raise NotImplementedError
    def absent(self, source_id: str, due: DueAsk, keys: set[str], now: datetime) -> int: raise NotImplementedError
    def close_sighting(self, source_id: str, key_or_url: str, why: str, now: datetime) -> bool: raise NotImplementedError
    def want(self, source_id: str, asks: Iterable[Ask], due_at: datetime, company_id: int | None = None) -> int: raise NotImplementedError
    def done(self, due: DueAsk, page_etag: str | None, page_last_modified: str | None, body_hash: str, now: datetime, next_at: datetime | None, said: str | None = None) -> None: raise NotImplementedError


class Store:
    """The database."""

    @classmethod
    def open(cls, url: str, *, checkpoints: bool = False) -> Store: raise NotImplementedError
    def close(self) -> None: raise NotImplementedError
    def upgrade(self) -> None: raise NotImplementedError
    def ready(self) -> bool: raise NotImplementedError
    def checkpoint(self) -> bool: raise NotImplementedError
    def sweep(self, now: datetime) -> None: raise NotImplementedError
    def register(self, sources: Iterable[SourceCard]) -> None: raise NotImplementedError
    def sources(self) -> list[SourceHealth]: raise NotImplementedError
    def source(self, source_id: str) -> SourceHealth: raise NotImplementedError
    def pause(self, source_id: str, paused: bool) -> None: raise NotImplementedError
    def want(self, source_id: str, asks: Iterable[Ask], due_at: datetime, company_id: int | None = None) -> int: raise NotImplementedError
    def due(self, now: datetime, limit: int, lease: timedelta, worker: str) -> list[DueAsk]: raise NotImplementedError
    def next_due(self) -> datetime | None: raise NotImplementedError
    def count_due(self, now: datetime) -> int: raise NotImplementedError
    def failed(self, due: DueAsk, error: FetchError | ReadError, now: datetime, next_at: datetime | None) -> None: raise NotImplementedError
    def unchanged(self, due: DueAsk, now: datetime, next_at: datetime | None) -> int: raise NotImplementedError
    def writing(self) -> AbstractContextManager[Writing]: raise NotImplementedError
    def find(self, search: Search, now: datetime, limit: int = 20) -> Listing: raise NotImplementedError
    def counts(self, search: Search, now: datetime | None = None) -> dict[str, int]: raise NotImplementedError
    def post(self, post_id: int, now: datetime | None = None) -> PostPage: raise NotImplementedError
    def posts(self, ids: Sequence[int], now: datetime | None = None) -> list[PostRow]: raise NotImplementedError
    def company_page(self, company_id: int, now: datetime | None = None) -> CompanyPage: raise NotImplementedError
    def companies_in_news(self, place: str | None, limit: int, offset: int = 0) -> list[CompanyRow]: raise NotImplementedError
    def news(self, place: str | None, limit: int) -> list[ArticleRow]: raise NotImplementedError
    def places_with_posts(self) -> dict[str, int]: raise NotImplementedError
    def hot_titles(self, place: str | None, now: datetime, limit: int) -> list[tuple[str, int]]: raise NotImplementedError
    def last_check(self, place: str | None) -> datetime | None: raise NotImplementedError
    def count_new(self, place: str | None, since: datetime) -> int: raise NotImplementedError
    def subscribe(self, email: str, search: Search, frequency: str, token_hash: str, now: datetime) -> bool: raise NotImplementedError
    def confirm(self, token_hash: str, now: datetime) -> Alert: raise NotImplementedError
    def alert(self, alert_id: int) -> Alert: raise NotImplementedError
    def end_alert(self, alert_id: int, now: datetime) -> None: raise NotImplementedError
    def erase(self, email: str) -> None: raise NotImplementedError
    def alerts_due(self, now: datetime) -> list[Alert]: raise NotImplementedError
    def unmatched(self, alert: Alert, now: datetime, limit: int) -> tuple[list[PostRow], int]: raise NotImplementedError
    def match(self, alert: Alert, post_ids: Sequence[int], total: int, now: datetime) -> None: raise NotImplementedError
    def outbox(self, now: datetime, limit: int, lease: timedelta, worker: str) -> list[OutboxRow]: raise NotImplementedError
    def sent(self, outbox_id: int, now: datetime) -> None: raise NotImplementedError
    def not_sent(self, outbox_id: int, error: str, next_at: datetime | None, now: datetime) -> None: raise NotImplementedError
    def outbox_counts(self) -> dict[str, int]: raise NotImplementedError
