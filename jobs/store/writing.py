"""One transaction of keeping a page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from jobs.model import Ask, DueAsk
from jobs.store import asks
from jobs.store.companies import Companies
from jobs.store.confirming import Confirming
from jobs.store.reviews import Reviewing
from jobs.store.sightings import Sightings


class Writing(Companies, Reviewing, Sightings, Confirming):
    """Everything or nothing: what its methods wrote is kept when the `with` block ends well."""

    def want(self, source_id: str, asks_: Iterable[Ask], due_at: datetime, company_id: int | None = None) -> int:
        """As Store.want, inside this transaction."""
        return asks.want(self._connection, source_id, asks_, due_at, company_id)

    def done(  # noqa: PLR0913, PLR0917  # the agreed interface
        self,
        due: DueAsk,
        page_etag: str | None,
        page_last_modified: str | None,
        body_hash: str,
        now: datetime,
        next_at: datetime | None,
        said: str | None = None,
    ) -> None:
        """The page is kept: the lease is given back, its source is well; read again at `next_at`, None: never."""
        kept = {"etag": page_etag, "last_modified": page_last_modified, "body_hash": body_hash, "due_at": next_at, "said": said}
        asks.finish(self._connection, due, now, kept)
