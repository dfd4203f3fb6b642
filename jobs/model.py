"""The nouns. Frozen, typed, without behaviour; one word for one thing.

Times are aware UTC datetimes, days are dates as the source wrote them (China, UTC+8), money is
whole yuan, a place is a GB/T 2260 code ("140200"; towns have nine digits), and what is unknown is None.
Text that a site wrote is kept as written beside the value we understood.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType

NOTHING: Mapping[str, str] = MappingProxyType({})

#: Request headers a source may set itself; all others are the door's own.
ASK_HEADERS = ("Referer", "X-Requested-With", "Accept", "Device", "Subsite", "Version")
#: What a page turned out to be.
READING_KINDS = ("list", "post", "article", "feed", "empty", "blocked", "closed", "error")
#: The periods pay is stated for.
PAY_UNITS = ("month", "year", "week", "day", "hour", "piece")
#: Education levels, lowest first; "不限" says that the post asks for none.
EDUCATION = ("不限", "小学", "初中", "中专", "高中", "大专", "本科", "硕士", "博士")
#: What a story may say of a firm.
SIGNALS = ("投产", "扩建", "签约", "招聘", "复工", "获奖", "调研", "停产", "欠薪", "处罚")
#: Where a place stands in the tree.
PROVINCE, CITY, COUNTY, TOWN = 1, 2, 3, 4


# ---------------------------------------------------------------- places and values


@dataclass(frozen=True, slots=True)
class Place:
    """An administrative division of mainland China."""

    code: str  # six digits down to county ("140000" is a province), nine for a town
    name: str  # 大同市
    short: str  # 大同
    level: int  # PROVINCE, CITY, COUNTY or TOWN
    pinyin: str  # datong, from the table
    initials: str  # dt
    parent: str | None  # code of the division above; None for a province


@dataclass(frozen=True, slots=True)
class PlaceReading:
    """What a free text says about where.

    `codes` holds every division the text names for certain (晋北 has three). When the text fits
    several divisions and nothing decides, `codes` is empty and `candidates` holds them.
    `everywhere` is for 全国 and 异地, which name no place at all.
    """

    text: str
    codes: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    everywhere: bool = False


@dataclass(frozen=True, slots=True)
class Pay:
    """Pay as written and as understood. All values None when it states none (面议) or cannot be true."""

    text: str
    min: int | None = None  # yuan per unit
    max: int | None = None  # None with min set: "and more"
    unit: str | None = None  # one of PAY_UNITS
    months: int | None = None  # 13 for ·13薪; None when not written


@dataclass(frozen=True, slots=True)
class Experience:
    """Years asked for. (0, 0): none needed or 应届; both None with text: not understood."""

    text: str
    min: int | None = None
    max: int | None = None


# ---------------------------------------------------------------- reading the web


@dataclass(frozen=True, slots=True)
class Ask:
    """One page we want to read next, and why."""

    url: str
    why: str  # "start", "page" (next of a list), "post", "article", "company" (a firm put as a question), "attachment" (a file of a notice)
    method: str = "GET"
    body: str | None = None  # for POST: the encoded body
    content_type: str | None = None  # for POST
    #: What the reader wants back on the page it asked for (page number, a firm's name …). Never secrets.
    note: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    #: Sent with the request; names of ASK_HEADERS only. Not part of which ask this is: method, address and body are.
    headers: Mapping[str, str] = field(default_factory=lambda: NOTHING)

    def __post_init__(self) -> None:
        """Raises ValueError for a header that is not a source's to set, or a value that would not stay on its line."""
        for name, value in self.headers.items():
            if name not in ASK_HEADERS or not (value.isascii() and value.isprintable() and len(value) <= 1_000):
                raise ValueError(f"a source may not send the header {name!r} with {value!r:.80}")


@dataclass(frozen=True, slots=True)
class Page:
    """What came back."""

    url: str  # final address, after redirects
    status: int
    headers: Mapping[str, str]  # lower-case names
    content: bytes
    text: str  # decoded by our own rules, never by the header alone
    charset: str
    fetched_at: datetime
    ask: Ask | None = None
    robots: str | None = None  # what robots.txt said, and when it was read; None for a saved page


@dataclass(frozen=True, slots=True)
class Teaser:
    """A headline on somebody else's page, kept even if its story is never fetched."""

    title: str
    url: str | None
    summary: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A news story as one source shows it. Text is as printed; repair happens later, with offsets."""

    url: str
    title: str | None
    body: str  # paragraphs joined by "\n"
    source: str | None = None  # 来源 as printed
    published_on: date | None = None  # the story's own date
    page_on: date | None = None  # a date of the page around it, when it differs
    teasers: tuple[Teaser, ...] = ()
    summary: str | None = None  # of a headline whose story was not read: the words beside it
    mirror: bool = False  # a machine mirror's copy: readable, not to be trusted


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """One post as one source shows it."""

    key: str  # the source's own id of the post, stable across reads
    url: str
    title: str
    company: str | None = None  # the employer as written
    company_cut: bool = False  # the list cuts names; the detail page has the whole
    places: tuple[PlaceReading, ...] = ()
    pay: Pay | None = None
    education: str | None = None  # one of EDUCATION
    experience: Experience | None = None
    headcount: int | None = None
    occupation: str | None = None  # the source's own category
    benefits: tuple[str, ...] = ()
    posted_on: date | None = None  # the first day the site claimed
    refreshed_on: date | None = None  # the last day it claimed, when that is another
    deadline: date | None = None
    description: str | None = None  # plain text, personal contacts removed
    closed: bool = False  # the page itself says the post is over
    detail: bool = False  # read from the post's own page, not from a list row
    raw: Mapping[str, str] = field(default_factory=lambda: NOTHING)  # field -> text as written


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a source made of one page: its kind, what it holds, and what to ask next."""

    kind: str  # one of READING_KINDS
    family: str
    sightings: tuple[Sighting, ...] = ()
    articles: tuple[Article, ...] = ()
    asks: tuple[Ask, ...] = ()
    #: True when this page, with the pages before it, is the whole list: what is absent may be closed.
    complete: bool = False
    said: str | None = None  # the page's own words when empty, blocked, closed or error


# ---------------------------------------------------------------- firms


@dataclass(frozen=True, slots=True)
class Signal:
    """What a sentence says of a firm, and the words that say so: `sentence[start:end]`."""

    kind: str  # one of SIGNALS
    tense: str | None  # "done" (or going on), "planned"; None when the sentence leaves it open, as headlines do
    words: str
    sentence: str  # repaired and simplified
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a text names a firm. Offsets count characters of the text as given."""

    name: str  # canonical simplified form
    as_printed: str
    start: int
    end: int
    sentence: str
    rule: str  # which rule found it
    score: float  # 0..1
    certain: bool  # False: cut off, or too weak to assert
    signals: tuple[Signal, ...] = ()  # what the story says of the firm, one of a kind; jobs.signals adds them


@dataclass(frozen=True, slots=True)
class Company:
    """A legal person that employs."""

    id: int
    name: str  # canonical, simplified, full-width brackets as firms write them: 太重集团（大同）起重机有限公司
    slug: str  # pinyin for addresses
    place: str | None = None
    credit_code: str | None = None
    group: str | None = None
    trade: str | None = None


@dataclass(frozen=True, slots=True)
class Copy:
    """Another printing of a story."""

    url: str
    source: str | None  # the paper or site, as people know it
    mirror: bool = False  # a machine mirror's


@dataclass(frozen=True, slots=True)
class MentionRow:
    """A kept mention with its article, for a company's page."""

    id: int
    company_id: int | None
    as_printed: str
    sentence: str
    rule: str
    score: float
    certain: bool
    reason: str | None  # why it is this company: 全称完全一致 …
    article_id: int
    article_title: str | None
    article_url: str
    article_source: str | None
    published_on: date | None
    fetched_at: datetime
    mirror: bool = False  # the address is a machine mirror's, and no original is known
    also: tuple[Copy, ...] = ()  # where else the story was printed
    signals: tuple[Signal, ...] = ()  # what the story says of the firm


@dataclass(frozen=True, slots=True)
class AliasRow:
    """One way a firm is written, and how we know."""

    text: str
    evidence: str  # news, post, review, operator
    seen_at: datetime | None  # first; None when nobody noted it


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A question for the operator: is the firm named here this one ("mention"), are these two one firm ("company")."""

    kind: str  # mention, company
    company_id: int  # the firm that may be meant; of two, the one that would stay
    reason: str  # why it may be so, in words a person can check
    score: float
    article_id: int | None = None  # mention
    mention: Mention | None = None  # mention
    other_id: int | None = None  # company: the one that would be merged into it


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A question in the operator's queue, and what became of it."""

    id: int
    kind: str  # mention, company, report
    state: str  # open, accepted, rejected
    company: Company
    other: Company | None  # of kind company
    article_id: int | None
    article_title: str | None
    article_url: str | None
    as_printed: str | None
    sentence: str | None
    rule: str | None
    text: str | None  # of kind report: the reader's words
    reason: str
    score: float | None
    times: int  # how often it came up
    created_at: datetime
    decided_at: datetime | None
    decided_by: str | None
    decided_why: str | None
    audit_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditRow:
    """Something that was done to a firm or a link, with all that undoes it."""

    id: int
    at: datetime
    who: str
    action: str  # merge, split, link, unlink, undo
    company: Company  # the firm that stays, was split, or is linked
    other: Company | None  # the firm merged away, or split off
    why: str
    changes: Mapping[str, object]
    undoes: int | None
    undone_by: int | None


# ---------------------------------------------------------------- what the store keeps


@dataclass(frozen=True, slots=True)
class DueAsk:
    """An Ask taken from the store under a lease."""

    id: int
    source_id: str
    ask: Ask
    failures: int
    etag: str | None
    last_modified: str | None
    body_hash: str | None
    company_id: int | None
    last_read_at: datetime | None
    lease: str = ""  # which lease this is; the store gives back only its own


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCard:
    """What the store keeps of a source's own description."""

    id: str
    name: str
    kind: str  # news, board, employer, feed
    family: str
    home: str
    place: str | None
    verdict: str  # GO, CARE, OFF
    enabled: bool
    pace: float
    note: str
    search_url: str | None = None  # the site's own search for a firm, with {firm}, of sites that are not read


@dataclass(frozen=True, slots=True)
class SourceHealth:
    """How a source is doing, for /sources/ and the terminal."""

    id: str
    name: str
    kind: str  # news, board, employer, feed
    home: str
    place: str | None
    verdict: str  # GO, CARE, OFF
    enabled: bool
    pace: float  # seconds between two requests
    last_ok_at: datetime | None
    last_failed_at: datetime | None
    reason: str | None  # key of errors.REASONS of the last failure, None after a success
    detail: str | None
    failures: int  # in a row
    open_posts: int
    articles: int
    next_due_at: datetime | None


@dataclass(frozen=True, slots=True)
class PostRow:
    """A post as a list shows it."""

    id: int
    title: str
    company_id: int | None
    company: str | None  # canonical when linked, else as written
    company_slug: str | None
    places: tuple[str, ...]  # codes
    place_text: str | None  # as written, for places without a code
    pay: Pay | None
    education: str | None
    experience: Experience | None
    headcount: int | None
    benefits: tuple[str, ...]
    first_seen_at: datetime
    posted_on: date | None  # as first claimed, never after first_seen_at
    refreshed_on: date | None  # as last claimed, when that is later; no list is ordered by it
    deadline: date | None
    last_seen_at: datetime
    confirmed_at: datetime | None  # last time a source showed it open
    state: str  # open, unconfirmed, closed
    closed_at: datetime | None
    closed_why: str | None
    reopened_at: datetime | None  # when a source last showed it open after it was closed
    source_id: str  # of the sighting shown
    source_name: str
    url: str  # where to apply
    sightings: int
    mention: MentionRow | None = None  # the newest news that names the firm


@dataclass(frozen=True, slots=True)
class SightingRow:
    """A kept sighting, for a post's page."""

    id: int
    source_id: str
    source_name: str
    url: str
    first_seen_at: datetime
    last_seen_at: datetime
    confirmed_at: datetime | None
    closed_at: datetime | None
    raw: Mapping[str, str]
    joined: str | None  # why it is in a post that another sighting made; None for the first


@dataclass(frozen=True, slots=True)
class PostPage:
    """Everything a post's own page shows."""

    row: PostRow
    description: str | None
    sightings: tuple[SightingRow, ...]
    mentions: tuple[MentionRow, ...]
    similar: tuple[PostRow, ...]
    merged_why: str | None


@dataclass(frozen=True, slots=True)
class CompanyPage:
    """Everything a company's own page shows."""

    company: Company
    aliases: tuple[str, ...]
    open_posts: tuple[PostRow, ...]
    closed_posts: int
    mentions: tuple[MentionRow, ...]
    asked: tuple[tuple[str, str, datetime | None], ...]  # source id, name, when last asked for this firm


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityPage:
    """Why we think that everything on a firm's page is this one firm."""

    company: Company
    aliases: tuple[AliasRow, ...]  # the canonical name among them
    mentions: tuple[MentionRow, ...]
    mentions_all: int  # may exceed those listed
    changes: tuple[AuditRow, ...]  # merges and splits that stand, the newest first


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptArticle:
    """A story as it is kept, for looking into why it names whom."""

    id: int
    url: str
    title: str | None
    body: str  # "" for a headline
    summary: str | None
    source: str | None
    place: str | None
    published_on: date | None
    fetched_at: datetime
    mentions: tuple[tuple[MentionRow, Company | None], ...]
    reviews: tuple[Review, ...]  # what is asked, or was decided, about names in it


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """A kept story in a list of news."""

    id: int
    title: str | None
    url: str
    source: str | None
    published_on: date | None
    fetched_at: datetime
    companies: tuple[Company, ...]
    mirror: bool = False  # the address is a machine mirror's, and no original is known
    also: tuple[Copy, ...] = ()  # where else it was printed


@dataclass(frozen=True, slots=True)
class CompanyRow:
    """A firm in a list."""

    company: Company
    open_posts: int
    mentions: int
    last_mention_on: date | None


# ---------------------------------------------------------------- asking


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """A question a person asks. The same value answers page, feed, API and mail."""

    place: str | None = None  # code; None is the whole country
    words: tuple[str, ...] = ()  # folded, all must be found
    pay: tuple[str, ...] = ()  # keys of search.PAY_BANDS
    experience: tuple[str, ...] = ()
    education: tuple[str, ...] = ()
    days: int | None = None  # first seen within
    source: tuple[str, ...] = ()
    firm: int | None = None  # company id
    in_news: bool = False  # only posts of firms that the news names
    sort: str = "confirmed"  # confirmed, new, pay, match (words in the title first)
    after: str | None = None  # keyset cursor, opaque


@dataclass(frozen=True, slots=True)
class Listing:
    """An answer to a Search: one page of posts."""

    posts: tuple[PostRow, ...]
    count: int
    count_exact: bool
    next: str | None
    previous: str | None


@dataclass(frozen=True, slots=True)
class Alert:
    """A Search that somebody confirmed they want answered by mail."""

    id: int
    email: str
    search: Search
    frequency: str  # asap, daily, weekly
    state: str  # pending, active, ended
    created_at: datetime
    confirmed_at: datetime | None
    last_matched_at: datetime | None


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """A message to send, taken under a lease. Posts are named by id; the text is made when it is sent."""

    id: int
    kind: str  # confirm, digest
    alert: Alert
    post_ids: tuple[int, ...]
    total: int  # posts that matched, may exceed post_ids
    message_id: str
    tries: int
    created_at: datetime


# ---------------------------------------------------------------- what is hot


@dataclass(frozen=True, slots=True)
class HotOccupation:
    """An occupation wanted in a place; see jobs.ranking for how it is counted."""

    occupation: str  # of jobs.occupations, else the cleaned title
    posts: int  # open, first seen within the last 7 days
    heads: int  # people wanted by those of them that say how many, together
    firms: int  # that want them; posts without a known firm count for none
    change: int | None  # against the 7 days before; None when either was not read whole


@dataclass(frozen=True, slots=True)
class HotPlace:
    """A division right below a place."""

    place: str  # code
    open: int  # posts
    new: int  # posts first seen within the last 7 days
    change: int | None  # of open posts in 7 days, without back-filled ones; None when that is not known


@dataclass(frozen=True, slots=True)
class Week:
    """The posts of a place first seen in one week, those closed since included."""

    monday: date  # of China
    posts: int
    whole: bool  # False: the week is not over, or sources that matter here were not read on some day: no fall may be read from it


@dataclass(frozen=True, slots=True)
class Rankings:
    """What is hot in a place, as last counted."""

    made_at: datetime | None  # None: never counted
    occupations: tuple[HotOccupation, ...] = ()  # most posts first
    places: tuple[HotPlace, ...] = ()  # most open posts first
    weeks: tuple[Week, ...] = ()  # the oldest first, the running one last
