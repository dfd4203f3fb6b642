"""The list page's own speed: CPU of one page in this process, and pages a second with two workers of granian, beside peers.

    python bench/pages.py [--posts 2000] [--rounds 300] [--requests 6000]

Everything runs on this machine over loopback and ends by itself. Peers in the same run: a bare WSGI program and a bare template that
answer the same bytes, and the page as small boards make it: an ORM object a row, whose firm and source are loaded when the template
asks for them. Writes bench/results/pages.json.
"""

from __future__ import annotations

import argparse
import json
import logging
import platform
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # run from a checkout, without installing

from bench import pages_load, pages_orm
from bench.pages_corpus import COUNTIES, ELSEWHERE, add, fill, paths
from jobs import config
from jobs.store import Store
from jobs.web import create_app, microcache
from jobs.web.held import Held
from jobs.web.site import NAME

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "bench" / "results" / "pages.json"
ONE = "/r/140200-datong/"


def environ(path: str, more: dict[str, str]) -> dict[str, Any]:
    where, _, query = path.partition("?")
    return {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": where,
        "QUERY_STRING": query,
        "HTTP_HOST": "localhost:8000",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": None,
        "wsgi.errors": sys.stderr,
        **more,
    }


def ask(app: WSGIApplication, path: str, **more: str) -> tuple[str, dict[str, str], bytes]:
    told: list[tuple[str, dict[str, str]]] = []

    def start(status: str, headers: list[tuple[str, str]], *_: object) -> Callable[[bytes], object]:
        told.append((status, dict(headers)))
        return lambda _: None

    body = app(environ(path, more), start)
    content = b"".join(body)
    getattr(body, "close", lambda: None)()
    return *told[-1], content


def cpu(turn: Callable[[int], object], rounds: int) -> float:
    """CPU milliseconds of one turn: the least of three series."""
    found = []
    for _ in range(3):
        began = time.process_time()
        for number in range(rounds):
            turn(number)
        found.append((time.process_time() - began) / rounds * 1000)
    return round(min(found), 4)


def bare(content: bytes) -> WSGIApplication:
    def app(_: dict[str, Any], start: Any) -> Iterable[bytes]:
        start("200 OK", [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(content)))])
        return [content]

    return app


def after_writing(app: WSGIApplication, store: Store, pages: Sequence[str], place: str, rounds: int) -> float:
    """CPU milliseconds of a page right after one more post of the place was kept, the keeping itself left out."""
    found = []
    for series in range(3):
        took = 0.0
        for number in range(rounds):
            add(store, series * rounds + number, place)
            began = time.process_time()
            ask(app, pages[number % len(pages)], HTTP_COOKIE="a=b")
            took += time.process_time() - began
        found.append(took / rounds * 1000)
    return round(min(found), 4)


def in_process(settings: config.Settings, store: Store, rounds: int) -> dict[str, float]:
    """CPU milliseconds of a page by how much is known of it already; and of the peers."""
    app = create_app(settings, store)
    past = {"HTTP_COOKIE": "a=b"}  # past what is kept in front
    pages = paths(store, datetime.now(UTC))
    assert all(ask(app, path, **past)[0] == "200 OK" for path in pages)
    page = ask(app, ONE)
    site = app.extensions[NAME]

    def anew(number: int) -> None:
        app.extensions[NAME] = replace(site, held=Held(store.version))
        ask(app, pages[number % len(pages)], **past)

    found = {
        "first page of a process": cpu(anew, rounds // 3),
        "first page after a post of its city was kept": after_writing(app, store, pages, COUNTIES[0], rounds // 3),
        "first page after a post of another city was kept": after_writing(app, store, pages, ELSEWHERE, rounds // 3),
    }
    app.extensions[NAME] = site
    microcache_fresh, microcache.FRESH = microcache.FRESH, 0.0
    found |= {
        "a page, its pieces known": cpu(lambda number: ask(app, pages[number % len(pages)], **past), rounds),
        "kept page, the database asked whether anything was written": cpu(lambda _: ask(app, ONE), rounds * 10),
    }
    microcache.FRESH = microcache_fresh
    found |= {
        "kept page": cpu(lambda _: ask(app, ONE, HTTP_ACCEPT_ENCODING="gzip"), rounds * 10),
        "kept page, 304": cpu(lambda _: ask(app, ONE, HTTP_IF_NONE_MATCH=page[1]["ETag"]), rounds * 10),
        "unknown page, 304": cpu(lambda _: ask(app, ONE, HTTP_IF_NONE_MATCH=page[1]["ETag"], **past), rounds),
        "peer: bare WSGI, same bytes": cpu(lambda _: ask(bare(page[2]), ONE), rounds * 10),
        "peer: bare template, same bytes": pages_orm.bare_template(page[2], rounds, cpu),
        "peer: ORM, loaded lazily": cpu(lambda _: ask(pages_orm.app(settings.database), ONE), max(rounds // 10, 5)),
    }
    return found


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--posts", type=int, default=2000)
    asked.add_argument("--rounds", type=int, default=300)
    asked.add_argument("--requests", type=int, default=6000)
    options = asked.parse_args()
    logging.disable(logging.WARNING)
    with tempfile.TemporaryDirectory() as folder:
        settings = config.load(data_dir=Path(folder), secret_key="k" * 48, smtp_host="", demo=False)
        store = Store.open(settings.database, index=settings.index)
        store.upgrade()
        fill(store, options.posts)
        store.sweep(datetime.now(UTC))  # writes the index
        ms = in_process(settings, store, options.rounds)
        pages = paths(store, datetime.now(UTC))
        page = create_app(settings, store)
        plain, packed = ask(page, ONE)[2], ask(page, ONE, HTTP_ACCEPT_ENCODING="gzip")[2]
        store.close()
        served = pages_load.measure(settings, pages, plain, options.requests)
    for name, value in ms.items():
        print(f"{value:9.3f} ms  {value / ms['peer: bare WSGI, same bytes']:8.1f}x  {name}")
    for name, row in served.items():
        print(f"{row['per_second']:9.0f} /s  p50 {row['p50']:.1f} ms, p99 {row['p99']:.1f} ms  {name}")
    told = {
        "machine": f"{platform.machine()}, Python {platform.python_version()}",
        "posts": options.posts,
        "pages": len(pages),
        "bytes": {"page": len(plain), "compressed": len(packed)},
        "cpu_ms": ms,
        "served": served,
    }
    RESULTS.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
