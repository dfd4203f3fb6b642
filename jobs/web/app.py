"""The application factory. Nobody imports it back."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from jobs import config
from jobs.errors import SettingError
from jobs.places import gazetteer
from jobs.store import Store
from jobs.web import errors, guard, wording
from jobs.web.about import about
from jobs.web.alerts import alerts
from jobs.web.companies import companies
from jobs.web.held import Held
from jobs.web.mailbox import mailbox
from jobs.web.microcache import MicroCache
from jobs.web.plumbing import plumbing
from jobs.web.posts import posts
from jobs.web.regions import regions
from jobs.web.reports import reports
from jobs.web.site import NAME, Site
from jobs.web.sources import sources
from jobs.web.suggest import suggest

if TYPE_CHECKING:
    from jobs.config import Settings

ROOT = Path(__file__).resolve().parent.parent.parent
YEAR = 365 * 24 * 3600


def create_app(settings: Settings | None = None, store: Store | None = None) -> Flask:
    """The site. Without arguments it reads the settings and opens the database they name. Raises SettingError."""
    settings = settings or config.load()
    if unknown := [code for code in settings.regions if code not in gazetteer()]:
        raise SettingError(f"{config.PREFIX}REGIONS: no place has the code {unknown[0]}")
    app = Flask("jobs.web", root_path=str(ROOT), template_folder="templates", static_folder="static")
    opened = store or Store.open(settings.database, index=settings.index)
    app.extensions[NAME] = Site(settings, opened, Held(opened.version))
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = YEAR  # the style sheet's address carries its own hash
    app.jinja_options = {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    guard.protect(app, settings)
    wording.register(app)
    errors.register(app)
    for blueprint in (regions, posts, companies, sources, about, plumbing, alerts, mailbox, reports, suggest):
        app.register_blueprint(blueprint)
    css = sha256((ROOT / "static" / "site.css").read_bytes()).hexdigest()[:10]
    app.jinja_env.globals["css_url"] = f"/static/site.css?v={css}"
    held = app.extensions[NAME].held
    app.wsgi_app = MicroCache(app.wsgi_app, lambda: held.state(datetime.now(UTC)))  # type: ignore[method-assign,assignment]  # how Flask documents it
    if settings.proxies:
        trust = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=trust, x_proto=trust, x_host=trust)  # type: ignore[method-assign]  # how Flask documents it
    return app
