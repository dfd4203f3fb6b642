"""The benches' databases hold what the store itself would have written."""

from __future__ import annotations

from itertools import takewhile
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, text

from bench import corpus, search_database
from jobs.dedupe import merge_key
from jobs.model import Company, Search
from jobs.store import Store

#: What differs by construction: when a source last showed the post.
NOT_COMPARED = {"last_seen_at", "confirmed_at", "confirmed_day"}


def rows(url: str, table: str, order: str, count: int) -> list[dict[str, Any]]:
    named = "id" if table == "post" else "post_id"
    with create_engine(url).connect() as connection:
        found = connection.execute(text(f"SELECT * FROM {table} WHERE {named} <= {count} ORDER BY {order}")).mappings().all()
    return [{name: value for name, value in row.items() if name not in NOT_COMPARED} for row in found]


def test_rows_are_those_of_the_store(tmp_path: Path) -> None:
    count = len(list(takewhile(lambda post: not post.kind, corpus.posts(60))))  # a copy would become one post with its original
    assert count > 20
    alone = list(corpus.posts(count))  # times depend on the count
    bulk, kept = f"sqlite:///{tmp_path / 'bulk.db'}", f"sqlite:///{tmp_path / 'kept.db'}"
    search_database.fill(bulk, count, 100)
    store = Store.open(kept)
    store.upgrade()
    store.register(search_database.cards())
    with store.writing() as writing:
        for post in alone:
            company = firm(writing, post)
            for source in post.sources:
                seen = corpus.sighting(post, source)
                writing.sighting(source, seen, company, merge_key(source, seen, company.id, post.places), post.first_seen)
    for table, order in (("post", "id"), ("post_text", "post_id"), ("post_place", "post_id, place")):
        ours, theirs = rows(bulk, table, order, count), rows(kept, table, order, count)
        for one in (*ours, *theirs):
            one.pop("company_id", None)  # the store numbers firms as they come
        assert ours == theirs


def firm(writing: Any, post: corpus.Post) -> Company:
    made: Company = writing.company(post.company, None, "news", corpus.NOW)[0]
    return made


def test_such_a_database_is_searched_by_its_index(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'bulk.db'}"
    search_database.fill(url, 300, 100)
    store = Store.open(url, index=tmp_path / "index")
    assert store.reindex() == 300
    wanted = {post.number + 1 for post in corpus.posts(300) if "焊" in post.title}
    found = store.find(Search(words=("焊",), sort="match"), corpus.NOW, 300)
    assert wanted
    assert wanted <= {row.id for row in found.posts}
