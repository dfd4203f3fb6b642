"""One post: what it says, where it was seen, and the news that names the firm."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from flask import Blueprint, abort, redirect, render_template, url_for

from jobs import present
from jobs.places import gazetteer
from jobs.web.site import Head, now, store

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from jobs.model import Place, PostRow

posts = Blueprint("posts", __name__)

#: A closed post keeps its page this long, then it is gone.
KEPT = timedelta(days=90)


@posts.get(f"/p/<int(max={2**63 - 1}):post_id>/")
def post(post_id: int) -> ResponseReturnValue:
    """A post's own page; 410 when it has been closed for long, 301 when it became part of another."""
    found = store().post(post_id, now())
    row = found.row
    if row.id != post_id:
        return redirect(url_for("posts.post", post_id=row.id), 301)
    if row.state == "closed" and row.closed_at and now() - row.closed_at > KEPT:
        abort(410)
    said = present.pay_words(row.pay)
    head = Head(
        title=" ".join(part for part in (row.title, row.company) if part),
        description=f"{row.company or '企业未写'} {row.title}，{said}，来源 {row.source_name}。",
        path=f"/p/{row.id}/",
        index=False,  # none of our sources has given leave to republish
        place=_place(row),
        tab="posts",
    )
    return render_template("post.html", head=head, page=found, row=row, place=_place(row))


def _place(row: PostRow) -> Place | None:
    return next((gazetteer().get(code) for code in row.places if code in gazetteer()), None)
