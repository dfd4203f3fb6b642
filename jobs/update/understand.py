"""From what a page says to what we keep: names found, places read in their context. Pure; runs beside the fetching."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from jobs import signals
from jobs.model import Article
from jobs.names import find
from jobs.text import is_damaged, repair

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jobs.model import Mention, Reading, Signal, Teaser
    from jobs.names import KnownNames

#: What one page may hold at most; more is not believed.
MOST_POSTS, MOST_ARTICLES, MOST_ASKS = 2_000, 500, 2_000
#: Characters of a story that are looked at; the longest real ones have a tenth of it.
LONGEST_STORY = 100_000


@dataclass(frozen=True, slots=True)
class Story:
    """A story or a bare headline, and the firms it names: one mention a firm, the surest."""

    article: Article
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Understood:
    """A reading, bounded, with its stories looked through."""

    reading: Reading
    stories: tuple[Story, ...]


def understand(reading: Reading, page_url: str, place: str | None, known: KnownNames | None) -> Understood:
    """Look a reading's stories through for firms. `place` is the source's; `known` the firms we have."""
    cut = len(reading.sightings) > MOST_POSTS
    bounded = replace(
        reading, sightings=reading.sightings[:MOST_POSTS], asks=reading.asks[:MOST_ASKS], complete=reading.complete and not cut
    )
    articles = [each for article in reading.articles[:MOST_ARTICLES] for each in _with_headlines(article, page_url)]
    return Understood(bounded, tuple(_story(article, place, known) for article in articles[:MOST_ARTICLES]))


def _with_headlines(article: Article, page_url: str) -> Iterator[Article]:
    """The story, then the headlines beside it as stories without a body."""
    mirror = article.mirror or is_damaged(f"{article.title or ''}\n{article.body[:LONGEST_STORY]}")
    title = repair(article.title).text if article.title else None
    yield replace(article, title=title, body=article.body[:LONGEST_STORY], mirror=mirror)
    for teaser in article.teasers:
        title = repair(teaser.title).text.strip()
        if title:
            summary = repair(teaser.summary).text.strip() if teaser.summary else None
            address = teaser.url or _address(page_url, teaser)
            yield Article(url=address, title=title, body="", source=article.source, summary=summary, mirror=mirror)


def _address(page_url: str, teaser: Teaser) -> str:
    """An address for a headline that leads nowhere: the page it stands on, told apart by what it says.

    In the query, which the site will not mind: a fragment would make it the address of the page's own story.
    """
    page = page_url.partition("#")[0]
    return f"{page}{'&' if '?' in page else '?'}headline={sha256(teaser.title.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"


def _story(article: Article, place: str | None, known: KnownNames | None) -> Story:
    text = f"{article.title or ''}\n{article.body or article.summary or ''}"
    mentions = find(text, known, place)
    said = [replace(mention, signals=of_it) for mention, of_it in zip(mentions, signals.read(text, mentions), strict=True)]
    return Story(article, _one_a_firm(said, len(article.title or "")))


def _one_a_firm(mentions: Iterable[Mention], title_ends: int) -> tuple[Mention, ...]:
    """Of each firm the surest mention, rather in a sentence of the story than in its headline, with all that is said of the firm."""
    best: dict[str, Mention] = {}
    told: dict[str, list[Signal]] = {}
    for mention in mentions:
        told.setdefault(mention.name, []).extend(mention.signals)
        before = best.get(mention.name)
        if before is None or _worth(mention, title_ends) > _worth(before, title_ends):
            best[mention.name] = mention
    whole = (replace(mention, signals=signals.together(told[mention.name])) for mention in best.values())
    return tuple(sorted(whole, key=lambda mention: mention.start))


def _worth(mention: Mention, title_ends: int) -> tuple[bool, float, bool]:
    return mention.certain, mention.score, mention.start > title_ends
