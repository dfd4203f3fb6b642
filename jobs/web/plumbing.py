"""Plumbing: alive, ready, and what crawlers may read."""

from __future__ import annotations

from flask import Blueprint, Response

from jobs.web.site import settings, store

plumbing = Blueprint("plumbing", __name__)


@plumbing.get("/healthz")
def healthz() -> Response:
    """The process answers."""
    return Response("ok\n", mimetype="text/plain")


@plumbing.get("/readyz")
def readyz() -> Response:
    """The database answers and is of this version."""
    ready = store().ready()
    return Response("ready\n" if ready else "not ready\n", status=200 if ready else 503, mimetype="text/plain")


@plumbing.get("/robots.txt")
def robots() -> Response:
    """Crawlers may read all but the forms; a page's own robots meta says what may be listed. A demo may not be listed at all."""
    lines = ["User-agent: *", "Disallow: /" if settings().demo else "Disallow: /alerts/"]
    return Response("\n".join(lines) + "\n", mimetype="text/plain")
