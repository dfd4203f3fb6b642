"""Looking into posts, and saying that two sightings are two vacancies."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from jobs import present
from jobs.cli.base import main, one_line, say, sentences
from jobs.cli.companies import decision, done, ready, who, why


@main.group()
def posts() -> None:
    """Posts: show, separate."""


@posts.command()
@click.argument("post_id", type=click.IntRange(1), metavar="ID")
@sentences
def show(post_id: int) -> None:
    """The sightings of a post, and why each is in it."""
    with ready() as store:
        page = store.post(post_id)
    if page.row.id != post_id:
        say(f"{post_id} 已并入 {page.row.id}")
    say(f"{page.row.id}  {one_line(page.row.title)}  {one_line(page.row.company)}")
    now = datetime.now(UTC)
    for seen in page.sightings:
        over = f"，{present.moment(seen.closed_at, now)}关闭" if seen.closed_at else ""
        say(f"  {seen.id}  {seen.source_name}  {present.moment(seen.first_seen_at, now)}首次见到{over}  {seen.joined or ''}  {seen.url}")


@posts.command()
@click.argument("sighting_id", type=click.IntRange(1), metavar="SIGHTING")
@why
@who
@sentences
def separate(sighting_id: int, why: str, who: str | None) -> None:
    """Give a sighting (see `show`) a post of its own; the two are never joined again."""
    with ready() as store:
        done(store.separate(sighting_id, decision(who, why)))
