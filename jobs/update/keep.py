"""Writes down one page in one transaction: stories and the firms they name, posts, what follows, what is gone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from jobs.dedupe import codes, merge_key
from jobs.lifecycle import SAID_CLOSED
from jobs.names.index import LinkIndex
from jobs.places import covers
from jobs.update import plan
from jobs.update.firms import Firms
from jobs.update.report import Kept

if TYPE_CHECKING:
    from jobs.model import Ask, Company, DueAsk, Page, Sighting
    from jobs.store import Writing
    from jobs.update.source import SourceLike
    from jobs.update.understand import Story, Understood


@dataclass(frozen=True, slots=True)
class Came:
    """A page that came, was read and understood."""

    page: Page
    body_hash: str
    understood: Understood


@dataclass(slots=True)
class Chains:
    """Which pages of each list this round has read, so that a post that moved from page 1 to page 2 is not called gone."""

    _pages: dict[str, dict[int, tuple[DueAsk, frozenset[str] | None]]] = field(default_factory=dict)
    _counted: set[int] = field(default_factory=set)  # pages whose absent posts were counted since they were read

    def add(self, due: DueAsk, keys: frozenset[str] | None) -> None:
        """A page of a list and the posts it shows; None when it is unchanged and was not read."""
        self._pages.setdefault(root(due), {})[depth(due)] = (due, keys)
        self._counted.discard(due.id)

    def once(self, pages: list[DueAsk]) -> list[DueAsk]:
        """Those that were not counted yet: a list that shrank has several pages beyond its end, and all of them are one look."""
        fresh = [page for page in pages if page.id not in self._counted]
        self._counted.update(page.id for page in fresh)
        return fresh

    def whole(self, due: DueAsk) -> tuple[list[DueAsk], set[str]] | None:
        """The pages that were read, and all posts they show, when page `due` ends the list and none before it is missing."""
        pages = self._pages.get(root(due), {})
        chain = [pages.get(number) for number in range(1, depth(due) + 1)]
        if any(each is None for each in chain):
            return None
        read = [(one, keys) for one, keys in filter(None, chain) if keys is not None]
        return [one for one, _ in read], {key for _, keys in read for key in keys}


def root(due: DueAsk) -> str:
    """Which list a page belongs to: named by the ask it began with."""
    return due.ask.note.get("list") or str(due.id)


def depth(due: DueAsk) -> int:
    """Which page of its list an ask is for, from 1."""
    written = due.ask.note.get("list_page", "1")
    return int(written) if written.isdecimal() else 1


@dataclass(slots=True)
class Keeping:
    """Keeps one page. All of it happens inside the transaction `writing`."""

    writing: Writing
    due: DueAsk
    source: SourceLike
    came: Came
    sources: Mapping[str, SourceLike]
    regions: tuple[str, ...]
    now: datetime
    index: LinkIndex = field(default_factory=lambda: LinkIndex(complete=False))  # of the firms we know
    kept: Kept = field(default_factory=Kept)
    firms: Firms = field(init=False)

    def __post_init__(self) -> None:
        self.firms = Firms(self.writing, self.index, self.source.place, self.now, self.kept)

    def keep(self, chains: Chains) -> Kept:
        """Everything the page says, then the ask's next time."""
        reading = self.came.understood.reading
        for story in self.came.understood.stories:
            self.story(story)
        self.sightings(reading.sightings)
        if reading.kind == "closed" and not reading.sightings:
            self.kept.posts_closed += self.writing.close_sighting(self.source.id, self.due.ask.url, SAID_CLOSED, self.now)
        self.follow()
        self.absent(chains)
        self.done()
        return self.kept

    # ---------------------------------------------------------------- news

    def story(self, story: Story) -> None:
        """A story with its mentions; one that has not changed is left as it is."""
        number, changed = self.writing.article(self.source.id, story.article, self.source.place, self.now)
        if not changed:
            return
        self.kept.articles += 1
        self.writing.clear_mentions(number)
        for mention in story.mentions:
            named = self.firms.mentioned(mention)
            if named.company is not None and mention.certain:
                self.ask_about(named.company)
            self.writing.mention(number, named.company.id if named.company else None, mention, named.reason)
            if named.perhaps is not None:
                self.firms.ask_operator(number, mention, named.perhaps)
            self.kept.mentions += 1

    def ask_about(self, company: Company) -> None:
        """Put the firm to every source that covers its place or the story's, at most once in plan.FIRM_EVERY."""
        if not self.writing.company_due(company.id, self.now, plan.FIRM_EVERY):
            return
        places = tuple(filter(None, (company.place, self.source.place))) or self.regions
        for source in self.sources.values():
            if source.place is None or any(related(source.place, place) for place in places):
                asks = tuple(source.asks(company.name, places[-1]))
                if asks:
                    self.kept.asks += self.writing.want(source.id, asks, self.now, company.id)

    # ---------------------------------------------------------------- posts

    def sightings(self, sightings: Iterable[Sighting]) -> None:
        """The posts as this page shows them."""
        waiting: list[tuple[Sighting, Company | None, str]] = []
        for sighting in sightings:
            if sighting.closed:  # after those before it, so that the page's order counts
                self.keep_posts(waiting)
                waiting = []
                self.kept.posts_closed += self.writing.close_sighting(self.source.id, sighting.key, SAID_CLOSED, self.now)
                if not sighting.detail:  # a row of a list makes no post that was over before we saw it
                    continue
            company = self.firms.employing(sighting)
            key = merge_key(self.source.id, sighting, company.id if company else None, codes(sighting))
            waiting.append((sighting, company, key))
        self.keep_posts(waiting)

    def keep_posts(self, came: list[tuple[Sighting, Company | None, str]]) -> None:
        """Keep posts and count those that are open."""
        kept = self.writing.sightings(self.source.id, came, self.now)
        news = [new for (sighting, _, _), (_, new) in zip(came, kept, strict=True) if not sighting.closed]
        self.kept.posts_new += sum(news)
        self.kept.posts_confirmed += len(news) - sum(news)

    # ---------------------------------------------------------------- what follows

    def follow(self) -> None:
        """Want the pages this one leads to: the next of a list, stories, posts' own pages. What was read keeps its own time (the store)."""
        asks: list[Ask] = []
        for ask in self.came.understood.reading.asks:
            asks.extend(self.next_page(ask) if ask.why == "page" else (ask,))
        self.kept.asks += self.writing.want(self.source.id, asks, self.now, self.due.company_id)

    def next_page(self, ask: Ask) -> tuple[Ask, ...]:
        """The ask with its place in the list written on it; nothing beyond the most pages of a list."""
        number = depth(self.due) + 1
        if number > self.source.most_pages:
            return ()
        return (replace(ask, note={**ask.note, "list": root(self.due), "list_page": str(number)}),)

    def absent(self, chains: Chains) -> None:
        """Remember what this page shows; when a whole list was seen, count what it no longer shows."""
        reading = self.came.understood.reading
        keys = frozenset(sighting.key for sighting in reading.sightings)
        if reading.kind == "post":
            self.writing.seen(self.due, keys)  # the same page again confirms the post
        if reading.kind not in ("list", "feed", "empty"):
            return
        chains.add(self.due, keys)
        whole = chains.whole(self.due) if reading.complete else None
        if whole is not None:
            pages, shown = whole
            for page in chains.once(pages):
                self.kept.posts_closed += self.writing.absent(self.source.id, page, shown, self.now)
        self.writing.seen(self.due, keys)

    def done(self) -> None:
        """The ask was answered: when it is asked again depends on whether there was news."""
        reading, headers = self.came.understood.reading, self.came.page.headers
        news: bool | None = bool(self.kept.posts_new or self.kept.articles or self.kept.posts_closed)
        if not news and not self.kept.asks and not reading.sightings and reading.kind in ("list", "feed", "empty"):
            news = None  # other bytes, the same links: a clock, an advertisement
        next_at = plan.after_look(self.due, self.source.every, news, self.now)
        etag, modified, body = headers.get("etag"), headers.get("last-modified"), self.came.body_hash
        if self.due.ask.why == "post" and reading.kind == "closed":
            next_at = None
        elif self.due.ask.why == "page" and reading.kind == "empty":
            # beyond the end of a list that shrank: read until what it showed is settled, then left until the page before it leads here again
            etag, modified, body = None, None, ""
            next_at = None if self.writing.settled(self.due) else next_at
        self.writing.done(self.due, etag, modified, body, self.now, next_at, reading.said)


def related(a: str, b: str) -> bool:
    """Whether one of two places holds the other."""
    return covers(a, b) or covers(b, a)
