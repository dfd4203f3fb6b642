"""Peers of the list page: a template with nothing behind it, and the page as small boards make it, an object a row."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import jinja2
from sqlalchemy import Text, create_engine, func, select
from sqlalchemy.orm import Session, registry, relationship

from jobs.store.tables import company, post, source

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

_PAGE = """<!doctype html><html lang="zh-Hans"><head><meta charset="utf-8"><title>大同市招聘</title></head><body><h1>大同市招聘</h1>
<p>{{ count }} 个岗位</p><ul>{% for post in posts %}<li><h3><a href="/p/{{ post.id }}/">{{ post.title }}</a></h3>
<p>{{ post.firm.name }} {{ post.place_text or '' }} {{ post.pay or '薪资未写' }}</p>
<p>来源 <a href="{{ post.url }}">{{ post.site.name }}</a> {{ post.education or '' }} {{ post.headcount or '' }}</p></li>{% endfor %}</ul></body></html>"""


def bare_template(content: bytes, rounds: int, cpu: Callable[[Callable[[int], object], int], float]) -> float:
    """CPU milliseconds of a template that says the same in twenty pieces, escaped."""
    text = content.decode()
    size = -(-len(text) // 20)
    pieces = [text[start : start + size] for start in range(0, len(text), size)]
    made = jinja2.Environment(autoescape=True).from_string("{% for piece in pieces %}{{ piece }}{% endfor %}")
    return cpu(lambda _: made.render(pieces=pieces).encode(), rounds)


class Post:
    """A post as an object."""


class Firm:
    """A firm as an object."""


class Site:
    """A source as an object."""


@functools.cache
def _mapped() -> None:
    mapping = registry()
    mapping.map_imperatively(Firm, company)
    mapping.map_imperatively(Site, source)
    mapping.map_imperatively(Post, post, properties={"firm": relationship(Firm), "site": relationship(Site)})


@functools.cache
def app(url: str) -> WSGIApplication:
    """Twenty posts of the city, newest first, with a count; each row's firm and source asked for when the template comes to them."""
    _mapped()
    engine = create_engine(url)
    template = jinja2.Environment(autoescape=True).from_string(_PAGE)
    here = post.c.state == "open", post.c.places.cast(Text).like('%"1402%')

    def answer(_: dict[str, Any], start: Any) -> Iterable[bytes]:
        with Session(engine) as session:
            rows = session.scalars(select(Post).where(*here).order_by(post.c.id.desc()).limit(20)).all()
            count = session.scalar(select(func.count()).select_from(post).where(*here))
            content = template.render(posts=rows, count=count).encode()
        start("200 OK", [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(content)))])
        return [content]

    return answer
