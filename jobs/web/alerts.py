"""The alert pages: ask, confirm, look after, stop. No account, no password: links that we signed."""

from __future__ import annotations

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from jobs import alerts as order
from jobs import search
from jobs.model import Search
from jobs.places import gazetteer
from jobs.store.alerts import CONFIRM_WITHIN
from jobs.web.guard import csrf
from jobs.web.site import Head, now, settings, store

alerts = Blueprint("alerts", __name__, url_prefix="/alerts")
#: Posts shown in the preview of a mail.
PREVIEW = 5


@alerts.get("/new")
def new() -> ResponseReturnValue:
    """The form, with what the alert says in words and what it would send today."""
    return _form(_asked())


@alerts.post("/new")
def ask() -> ResponseReturnValue:
    """Take the form. The answer is the same whether or not the address is known."""
    question = _asked()
    frequency = request.form.get("frequency", "daily")
    email = order.address(request.form.get("email", ""))
    if email is None or frequency not in order.FREQUENCIES:
        return _form(question, wrong=request.form.get("email", "")), 400
    order.subscribe(store(), settings(), email, (question, frequency), now())
    return redirect(url_for("alerts.asked"), 303)


@alerts.get("/asked")
def asked() -> str:
    """Go to your mailbox."""
    return render_template("alerts/asked.html", head=Head(title="去邮箱点确认", index=False, tab="alerts"), days=CONFIRM_WITHIN.days)


@alerts.get("/confirm/<token>")
def confirm(token: str) -> str:
    """A page with one button: a mail scanner that follows links confirms nothing."""
    return render_template("alerts/confirm.html", head=Head(title="确认订阅", index=False, tab="alerts"), token=token)


@alerts.post("/confirm/<token>")
def confirmed(token: str) -> ResponseReturnValue:
    """Start the alert."""
    alert = order.confirm(store(), token, now())
    return redirect(url_for("alerts.manage", token=order.manage_token(settings(), alert.id), fresh=1), 303)


@alerts.get("/m/<token>/")
def manage(token: str) -> str:
    """What the alert is, and the ways to stop it."""
    alert = store().alert(order.read_token(settings(), token))
    head = Head(title="我的招聘提醒", index=False, tab="alerts")
    return render_template(
        "alerts/manage.html",
        head=head,
        alert=alert,
        token=token,
        what=search.describe(alert.search),
        often=order.FREQUENCIES[alert.frequency],
        where=search.address(alert.search),
        fresh="fresh" in request.args and alert.state == "active",
    )


@alerts.get("/u/<token>")
def stopping(token: str) -> str:
    """A button; looking at the page changes nothing."""
    order.read_token(settings(), token)
    return render_template("alerts/stop.html", head=Head(title="退订", index=False, tab="alerts"), token=token)


@alerts.post("/u/<token>")
@csrf.exempt  # RFC 8058: the mail program posts without our cookie; the signed link is the proof
def stop(token: str) -> Response | str:
    """Stop the alert at once. Answers 200 without a redirect, as RFC 8058 wants."""
    order.end(store(), settings(), token, now())
    return render_template("alerts/stopped.html", head=Head(title="已退订", index=False, tab="alerts"))


def _asked() -> Search:
    """The Search in the query string, at a place that exists."""
    if settings().smtp_host == "" and not settings().demo:
        abort(404)
    code = request.args.get("place") or settings().regions[0]
    try:
        place = gazetteer().get(code[:12]).code
    except KeyError:
        place = settings().regions[0]
    return search.parse(request.args.to_dict(flat=False), place)


def _form(question: Search, wrong: str | None = None) -> str:
    listing = store().find(question, now(), limit=PREVIEW)
    return render_template(
        "alerts/new.html",
        head=Head(title="有新岗位就告诉我", index=False, tab="alerts", place=gazetteer().get(question.place) if question.place else None),
        what=search.describe(question),
        place=question.place,
        where=search.address(question),
        query=request.query_string.decode("ascii", "ignore"),
        frequencies=order.FREQUENCIES,
        listing=listing,
        wrong=wrong,
    )
