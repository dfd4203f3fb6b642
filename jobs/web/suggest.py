"""What somebody who types may mean: as JSON, as browsers ask for it (OpenSearch), and on a list with few posts as links."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from flask import Blueprint, Response, render_template, request

from jobs import search as asking
from jobs.places import gazetteer
from jobs.text import fold
from jobs.web.site import now, settings, store
from jobs.web.wording import around, company_url, place_url

if TYPE_CHECKING:
    from collections.abc import Callable

    from jobs.model import Search
    from jobs.store import Suggestion

suggest = Blueprint("suggest", __name__)

MOST = 10
#: On a list with more posts nobody is asked what was meant.
FEW = 3
_OFFERED = 5


@dataclass(frozen=True, slots=True)
class Link:
    """Something that may be meant; `place` tells namesakes apart, `posts` are None where they were not counted."""

    kind: str  # firm, place, occupation
    name: str
    place: str
    url: str
    posts: int | None
    how: str
    sure: float


@suggest.get("/suggest")
def suggestions() -> Response:
    """What `q` may mean, in or near `place`: {"q", "suggestions": [Link …]}, or with as=opensearch what browsers read."""
    asked = request.args.get("q", "")
    place = request.args.get("place", "")
    search = asking.parse({"q": [asked]}, place if place in gazetteer() else None)
    links = _links(search, asked, MOST)
    shown = asked[: asking.LONGEST_Q].encode("utf-8", "ignore").decode()
    if request.args.get("as") == "opensearch":
        columns = [[link.name for link in links], [link.place for link in links], [settings().public_url + link.url for link in links]]
        return _json([shown, *columns], "application/x-suggestions+json")
    told = [
        {
            "kind": link.kind,
            "name": link.name,
            "place": link.place,
            "url": link.url,
            "posts": link.posts,
            "how": link.how,
            "sure": link.sure,
        }
        for link in links
    ]
    return _json({"q": shown, "suggestions": told}, "application/json")


@suggest.get("/opensearch.xml")
def description() -> Response:
    """How a browser may search here."""
    return Response(render_template("opensearch.xml"), mimetype="application/opensearchdescription+xml")


@suggest.app_context_processor
def _words() -> dict[str, Callable[[Search, int], list[Link]]]:
    return {"did_you_mean": did_you_mean}


def did_you_mean(search: Search, posts: int) -> list[Link]:
    """What else the words of a search with few posts may mean; what it asks for already is left out."""
    if not search.words or posts > FEW:
        return []
    links = _links(search, " ".join(search.words), _OFFERED + 1)
    here = asking.address(replace(search, after=None))
    return [link for link in links if link.url != here and not (link.kind == "occupation" and (fold(link.name),) == search.words)][
        :_OFFERED
    ]


def _links(search: Search, asked: str, most: int) -> list[Link]:
    return [_link(search, one) for one in store().suggest(asked, now(), search.place, most)]


def _link(search: Search, one: Suggestion) -> Link:
    told = (one.posts, one.how, round(one.sure, 2))
    if one.company is not None:
        place = gazetteer().place(one.company.place) if one.company.place else None
        return Link("firm", one.name, place.short if place else "", company_url(one.company.id, one.company.slug), *told)
    if one.place is not None:
        return Link("place", one.name, around(one.place), place_url(one.place), *told)
    return Link("occupation", one.name, "", asking.address(replace(search, words=asking.words(one.name), after=None)), *told)


def _json(told: object, kind: str) -> Response:
    """Not to be listed by search engines."""
    return Response(json.dumps(told, ensure_ascii=False), mimetype=kind, headers={"X-Robots-Tag": "noindex"})
