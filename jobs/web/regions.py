"""Places: the list of posts of a place, its firms in the news, its news, and the picker."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from flask import Blueprint, redirect, render_template, request

from jobs import search as asking
from jobs.errors import NotFound
from jobs.model import COUNTY, Place, Search
from jobs.places import gazetteer
from jobs.web import cards, filters
from jobs.web.hot import hot
from jobs.web.site import Head, held, hold, lasting, now, settings, store
from jobs.web.wording import place_url

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask.typing import ResponseReturnValue
    from werkzeug import Response

    from jobs.model import CompanyRow, Rankings
    from jobs.store.browsing import Look

regions = Blueprint("regions", __name__)

POSTS, FIRMS, STORIES, NEWS_FIRMS = 20, 30, 50, 6
#: Ways out of an empty list that are counted; each costs one question to the store.
WAYS_OUT = 6
#: Where the template leaves room for the posts; nothing that a reader or a site wrote comes out of it like this.
_CUT = "<!--posts-->"


@dataclass(frozen=True, slots=True)
class Tile:
    """A place to choose, with its open posts; heat 0 for none, 1..4 by quarter of the largest."""

    place: Place
    url: str
    count: int
    heat: int


@dataclass(frozen=True, slots=True)
class Scope:
    """The places to choose among: all inside `over`."""

    over: Place
    whole: str  # the address of the list of all of `over`
    tiles: list[Tile]


@regions.get("/")
def home() -> ResponseReturnValue:
    """The list of the installation's first region."""
    place = gazetteer().get(settings().regions[0])
    search = _asked(place)
    return redirect(asking.address(search)) if asking.pairs(search) else _list(place, search)


@regions.get("/r/<key>/")
def region(key: str) -> ResponseReturnValue:
    """The posts of a place, filtered and in the order the address asks for."""
    place = _place(key)
    search = _asked(place)
    if moved := _moved(place, key):
        return moved
    if filters.known_pairs(request.args.items(multi=True)) != asking.pairs(search):
        return redirect(asking.address(search))
    return _list(place, search)


@regions.get("/r/<key>/companies/")
def companies(key: str) -> ResponseReturnValue:
    """The firms of a place that the news names."""
    place = _place(key)
    if moved := _moved(place, key, "companies"):
        return moved
    page = _page_number()
    rows = store().companies_in_news(place.code, FIRMS + 1, (page - 1) * FIRMS)
    path = place_url(place, "companies")
    head = Head(
        title=f"{place.name}见报企业",
        description=f"本地新闻提到的{place.name}企业，和它们现在在招的岗位数。",
        path=path,
        index=page == 1,
        place=place,
        tab="companies",
    )
    return render_template(
        "region_companies.html",
        head=head,
        place=place,
        rows=rows[:FIRMS],
        path=path,
        page=page,
        more=len(rows) > FIRMS,
        above=gazetteer().ancestors(place.code),
    )


@regions.get("/r/<key>/news/")
def news(key: str) -> ResponseReturnValue:
    """The newest stories of a place, with the firms they name."""
    place = _place(key)
    if moved := _moved(place, key, "news"):
        return moved
    head = Head(
        title=f"{place.name}企业新闻",
        description=f"我们读过的{place.name}新闻，和其中提到的企业。",
        path=place_url(place, "news"),
        place=place,
        tab="news",
    )
    return render_template(
        "region_news.html", head=head, place=place, stories=store().news(place.code, STORIES), above=gazetteer().ancestors(place.code)
    )


@regions.get("/regions/")
def picker() -> str:
    """Choose a place: by characters, pinyin or initials, by open posts, by letter, by province."""
    asked = request.args.get("q", "").replace("\x00", "").strip()[:40]
    places, counts = gazetteer(), store().places_with_posts()
    busy = sorted((code for code in counts if code in places and places.get(code).level <= COUNTY), key=lambda code: (-counts[code], code))
    head = Head(title="选择地区", description="按汉字、拼音或首字母找地区；有岗位的地方排在前面。", path="/regions/", index=not asked)
    return render_template(
        "regions.html",
        head=head,
        asked=asked,
        found=places.search(asked, limit=60) if asked else [],
        counts=counts,
        busy=[places.get(code) for code in busy[:60]],
        letters=_letters() if not asked else [],
        provinces=places.children(None),
        above={},
    )


def _list(place: Place, search: Search) -> str:
    """The page of posts."""
    look = _look(search, _over(place))
    if not look.ids and search.after:  # a page behind the end, or a cursor that is none
        search = replace(search, after=None)
        look = _look(search, _over(place))
    links = filters.Links(search)
    first = replace(search, after=None)
    if not look.ids:
        return _frame(place, first, look, links)
    before, after = hold(("frame", first), lambda: _around(place, first, look, links))
    beside = [links.to("page", [cursor]) if cursor else None for cursor in (look.previous, look.next)]
    return "".join((before, cards.numbered(look.ids, place.code), cards.pager(*beside), after))


def _around(place: Place, search: Search, look: Look, links: filters.Links) -> tuple[str, str]:
    """What stands before and after the posts, on all pages of a search; known by all it shows, as a card is."""
    choices, beside = look.choices, _beside(place)
    counts = tuple((key, *found.items()) for key, found in choices.facets.items()), tuple(choices.inside.items())
    key = (
        "frame",
        search,
        look.count,
        look.count_exact,
        counts,
        choices.open,
        choices.fresh,
        choices.checked,
        *choices.sources.items(),
        beside,
    )
    pieces = lasting()
    frame = pieces.get(key)
    if frame is None:
        before, _, after = _frame(place, search, look, links).partition(_CUT)
        frame = before, after
        pieces.add(key, frame)
    return cast("tuple[str, str]", frame)


def _frame(place: Place, search: Search, look: Look, links: filters.Links) -> str:
    """The page with _CUT for its posts."""
    rankings, firms = _beside(place)
    asked = asking.pairs(search)
    head = Head(
        title=f"{asking.describe(search)}招聘" if asked else f"{place.name}招聘",
        description=f"{place.name}在招的岗位：来自企业官网、人社部门和公开招聘来源，写明来源和最近核实时间，旁边是提到企业的本地新闻。",
        path=place_url(place),
        index=not asked,
        place=place,
        tab="posts",
    )
    over = _over(place)
    return render_template(
        "region.html",
        head=head,
        place=place,
        search=search,
        look=look,
        links=links,
        groups=filters.groups(search, links, look.choices.facets, look.choices.sources),
        filters=filters,
        scope=_scope(over, links, look.choices.inside),
        hot=hot(rankings),
        firms=firms,
        ways=[] if look.ids else _ways_out(place, search),
        above=gazetteer().ancestors(place.code),
    )


def _over(place: Place) -> Place:
    """The place whose divisions are offered: the place, or the one around it when nothing is inside."""
    return place if place.level < COUNTY or place.parent is None else gazetteer().get(place.parent)


def _look(search: Search, over: Place) -> Look:
    """The page; the numbers beside its choices are counted once for all pages and orders."""
    key = "choices", replace(search, sort="new", after=None), over.code
    pieces = held()  # before the page is read
    known = pieces.get(key)
    look = store().look(search, over.code, now(), POSTS, known)
    if known is None:
        pieces.add(key, look.choices)
    return look


def _beside(place: Place) -> tuple[Rankings, tuple[CompanyRow, ...]]:
    """What the side column tells of the place: what is hot, and its firms in the news that are hiring."""
    return hold(("beside", place.code), lambda: (store().rankings(place.code), tuple(_hiring(place))))


def _hiring(place: Place) -> list[CompanyRow]:
    return [row for row in store().companies_in_news(place.code, 4 * NEWS_FIRMS) if row.open_posts][:NEWS_FIRMS]


def _scope(over: Place, links: filters.Links, counts: Mapping[str, int]) -> Scope:
    """The places to choose among: those inside, or beside when nothing is inside; with their counts."""
    most = max(counts.values(), default=0)
    tiles = []
    for child in gazetteer().children(over.code):
        count = counts.get(child.code, 0)
        tiles.append(Tile(child, links.at(child.code), count, _heat(count, most)))
    return Scope(over=over, whole=links.at(over.code), tiles=tiles)


def _heat(count: int, most: int) -> int:
    """0 for none, 1..4 by quarter of the largest."""
    return 0 if count <= 0 or most <= 0 else min(4, 1 + (4 * count - 1) // most)


def _ways_out(place: Place, search: Search) -> list[tuple[str, str, int]]:
    """(words, address, posts) of wider places and of the search without one filter; only those that find something."""
    wider = [(f"扩大到{over.name}", replace(search, place=over.code, after=None)) for over in gazetteer().ancestors(place.code)]
    fewer = [(f"去掉{chip.label}", chip.search) for chip in filters.chips(search)]
    ways = [(words, asking.address(other), store().find(other, now(), 1).count) for words, other in [*fewer, *wider][:WAYS_OUT]]
    return [way for way in ways if way[2]]


def _asked(place: Place) -> Search:
    return asking.parse(request.args.to_dict(flat=False), place.code)


def _place(key: str) -> Place:
    code = key.partition("-")[0]
    if code not in gazetteer():
        raise NotFound(f"place {key[:40]}")
    return gazetteer().get(code)


def _moved(place: Place, key: str, tail: str = "") -> Response | None:
    """A permanent redirect when the address spells the place differently; the query goes along."""
    if key == gazetteer().slug(place.code):
        return None
    asked = request.query_string.decode("ascii", "ignore")
    return redirect(place_url(place, tail) + (f"?{asked}" if asked else ""), 301)


def _page_number() -> int:
    """The page of a numbered list; 1 for anything that makes no sense."""
    written = request.args.get("page", "")
    return max(1, int(written)) if written.isascii() and written.isdigit() and len(written) <= 4 else 1


def _letters() -> list[tuple[str, list[Place]]]:
    """Every city by the first letter of its pinyin."""
    found: dict[str, list[Place]] = {}
    for province in gazetteer().children(None):
        for place in gazetteer().children(province.code):
            if place.level == 2:
                found.setdefault(place.pinyin[:1].upper(), []).append(place)
    return sorted((letter, sorted(places, key=lambda place: place.pinyin)) for letter, places in found.items())
