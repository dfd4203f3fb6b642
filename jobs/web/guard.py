"""What stands before and after every view: the host, the sizes, the forms, the headers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar
from urllib.parse import urlsplit

from flask import abort, current_app, render_template, request
from flask_wtf import CSRFProtect
from werkzeug.sansio.utils import host_is_trusted

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask, Response

    from jobs.config import Settings

MAX_BODY = 64 * 1024
MAX_QUERY = 4 * 1024
#: Asked by orchestrators under whatever address the machine has; they say nothing worth forging.
PROBES = ("/healthz", "/readyz")
#: Blueprints whose pages are one person's and are kept nowhere.
PRIVATE = ("alerts", "mailbox", "reports")
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
#: Listening on these, the machine's own browser arrives under a loopback name.
_LOCAL = {"", "localhost", "127.0.0.1", "::1", "0.0.0.0", "::"}  # noqa: S104  # compared with, never bound
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Same-origin and not no-referrer: Flask-WTF checks the referrer of a form sent over https.
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_View = TypeVar("_View", bound="Callable[..., object]")


class FormGuard(Protocol):
    """What we use of Flask-WTF's guard, which ships no types."""

    def init_app(self, app: Flask) -> None:
        """Check every form that is posted to the application."""

    def exempt(self, view: _View) -> _View:
        """Let this view take forms from elsewhere."""


#: Every form that posts carries a token; a view that must take foreign posts says `@csrf.exempt`.
csrf: FormGuard = CSRFProtect()


def protect(app: Flask, settings: Settings) -> None:
    """Put the guards around every view of the application."""
    hosts = trusted(settings)
    app.config.update(
        SECRET_KEY=settings.secret(),
        MAX_CONTENT_LENGTH=MAX_BODY,
        MAX_FORM_MEMORY_SIZE=MAX_BODY,
        MAX_FORM_PARTS=50,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.public_url.startswith("https://"),
        WTF_CSRF_TIME_LIMIT=None,  # a form left open overnight still works; the token ends with its session
    )
    csrf.init_app(app)

    def refuse_strange() -> tuple[str, int] | None:
        host = str(request.environ.get("HTTP_HOST", ""))
        if request.path not in PROBES and (not host_is_trusted(host) or bare(host) not in hosts):
            return render_template("host.html", host=host[:100], home=settings.public_url), 400
        if len(request.query_string) > MAX_QUERY:
            abort(414)
        if (request.content_length or 0) > MAX_BODY:
            abort(413)
        return None

    # First of all, before the form guard: a strange host is told what to do whatever it sends.
    app.before_request_funcs.setdefault(None, []).insert(0, refuse_strange)
    app.after_request(_head)


def _head(response: Response) -> Response:
    """Every answer's headers; a page that has not changed is answered with 304."""
    headers = response.headers
    for name, value in HEADERS.items():
        if name not in headers:
            headers.add(name, value)
    if current_app.config["SESSION_COOKIE_SECURE"]:
        headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    private = response.status_code >= 400 or request.blueprint in PRIVATE
    # no-cache: may be kept, must be asked about; the tag lets the answer be 304.
    headers.setdefault("Cache-Control", "no-store" if private else "no-cache")
    if request.method in ("GET", "HEAD") and response.status_code == 200 and not response.is_streamed and not private:
        response.add_etag(weak=True)  # weak: the compressed page carries the same
        response.make_conditional(request)
    return response


def trusted(settings: Settings) -> list[str]:
    """Host names, without ports, under which the site answers."""
    names = [urlsplit(settings.public_url).netloc.rpartition("@")[2], *settings.trusted_hosts]
    names += LOOPBACK if settings.host in _LOCAL else [settings.host]
    return list(dict.fromkeys(bare(name) for name in names if name))


def bare(host: str) -> str:
    """The name of a `host:port`, lower case; IPv6 keeps its brackets (Werkzeug's own list cannot hold it)."""
    name = host.lower()
    if name.startswith("["):
        return name.partition("]")[0] + "]"
    return f"[{name}]" if name.count(":") > 1 else name.partition(":")[0]
