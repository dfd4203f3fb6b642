"""The sample sites as sources: the same families that read real sites, with the demo's addresses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from demo.content import HEAVY
from demo.sites import NAMES
from scrapers.families.mohrss import Mohrss
from scrapers.families.news.site import NewsSite
from scrapers.families.phpyun import PhpYun
from scrapers.families.rows import Rows
from scrapers.families.schemaorg import SchemaOrg

if TYPE_CHECKING:
    from scrapers.source import Source

PLACE = "140200"
NOTE = "示例网站，由演示程序自己提供，内容均为编造。"
#: Hours between two looks: 36 seconds.
EVERY = 0.01
PACE = 0.05


def sources(address: Mapping[str, str]) -> dict[str, Source]:
    """The demo's sources by id; `address` as of demo.sites.Sites."""
    made = (*_news(address), *_boards(address))
    return {each.id: replace(each, place=PLACE, note=NOTE, every=EVERY, pace=PACE) for each in made}


def _news(address: Mapping[str, str]) -> tuple[Source, ...]:
    return (
        NewsSite(id="demo-daily", name=NAMES["d"], home=address["d"], kind="news", lists=(f"{address['d']}/",)),
        NewsSite(id="demo-mirror", name=NAMES["m"], home=address["m"], kind="news", lists=(f"{address['m']}/",)),
    )


def _boards(address: Mapping[str, str]) -> tuple[Source, ...]:
    regional, small, closed = address["r"], address["w"], address["x"]
    list_ = f"{regional}/index.php?m=com&c=search"
    own = Rows(
        id="demo-small",
        name=NAMES["w"],
        home=small,
        kind="board",
        start=(f"{small}/zhaopin/",),
        search=f"{small}/zhaopin/?kw={{company}}",
        row="div.job",
        title="a.t",
        company=".co",
        where=".area",
        pay=".pay",
        education=".edu",
        experience=".exp",
        headcount=".n",
        posted="time",
        deadline=".until",
        next="a.next",
        pages=".pager i",
        proof="#jobs",
    )
    return (
        Mohrss(id="demo-public", name=NAMES["g"], home=f"{address['g']}/", kind="board"),
        PhpYun(id="demo-regional", name=NAMES["r"], home=regional, kind="board", start=(list_,), search=f"{list_}&keyword={{company}}"),
        own,
        replace(own, id="demo-closed", name=NAMES["x"], home=closed, start=(f"{closed}/zhaopin/",), search=""),
        SchemaOrg(
            id="demo-employer", name=NAMES["e"], home=address["e"], kind="employer", start=(f"{address['e']}/join/",), employer=HEAVY.name
        ),
    )
