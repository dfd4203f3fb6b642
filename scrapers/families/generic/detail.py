"""A post's own page: whether it is one, its title, its description; what else it says is in `facts`."""

from __future__ import annotations

import re

from scrapers.families.generic import asked, facts, state
from scrapers.families.generic.bits import Bit, Bits
from scrapers.families.generic.duties import description, duty_at, prose_at
from scrapers.families.generic.facts import Detail
from scrapers.families.generic.kinds import tidy_title, title_like
from scrapers.families.generic.listing import Listed, about_jobs
from scrapers.families.generic.naming import begins, in_address, is_named, titled
from scrapers.families.generic.outline import Outline
from scrapers.families.generic.words import CAREERS

_AT_STROKES = re.compile(r"\s+[-–—|·]\s+|[_|｜]")
_STORY_PATH = re.compile(r"/(?:blogs?|news|articles?|stories)/", re.IGNORECASE)


def detailed(page: Outline, seen: Bits, others: Listed | None, url: str) -> Detail | None:
    """The post; None when the page is surely none."""
    inside = [seen.span(page, row.first, row.end) for row in others.rows] if others else []
    title = titled(page, seen, inside, url)
    if title is None:
        return None
    one, at = Detail(), title.at
    one.put("title", title.text, title.sure, seen.all[at].element)
    duty = duty_at(page, seen, inside, at)
    start = duty if duty is not None else prose_at(page, seen, inside, at, seeks=in_address(page, title.bit, url))
    facts.read(page, seen, one, inside, (at, start if start is not None else at + 60))
    if start is not None and (duty is not None or is_named(page, title.bit, url)):
        one.description = description(page, seen, start)
        one.duty = len(one.description or "") >= (60 if (one.description or "").isascii() else 36)
    said = sum(name in one.texts for name in ("pay", "education", "experience", "headcount", "place", "posted", "deadline", "company"))
    own = sum(name in one.texts for name in ("pay", "education", "experience", "headcount"))
    if not (one.duty or (own >= 2 and said >= 3)):
        return None
    if others and inside and at >= inside[-1][1] and len(inside) >= 3 and not begins(page, title.bit.text):
        return None  # a post's own title stands before the other posts
    headed = duty is not None and len(seen.all[duty].text) <= 60
    if not _is_about(page, url, title.bit, headed, own) and not (headed and own >= 1 and said >= 2 and begins(page, title.bit.text)):
        return None
    for name, asks in (("education", asked.education), ("experience", asked.experience)):
        one.put(name, asks(one.description or "") or "", 0.7, seen.all[at].element)
    if others and inside:
        one.listed = (start is not None and any(start in range(*span) for span in inside)) or (
            len(others.rows) > 1 and inside[0][0] <= at < inside[-1][1]
        )
    return one


def completed(page: Outline, one: Detail | None, text: str, url: str) -> Detail | None:
    """The post with what the page's scripts say of it; made of that alone where the page is drawn by a program and shows only its title."""
    shown = [one.texts["title"]] if one else [page.title, page.meta.get("og:title", ""), *_AT_STROKES.split(page.title)]
    told = state.told(
        state.states(text, (each.attributes for each in page.elements[:2_000])),
        frozenset(" ".join(title.split()).lower() for title in shown),
    )
    duty, own = told.pop("duty", None), told.keys() & {"pay", "education", "experience", "headcount"}
    if one is None:
        if not told or not duty or not (own or CAREERS.search(f"{page.title} {url}")) or title_like(told["title"]) < 0.7:
            return None
        one = Detail(description=duty, duty=True)
    for name, said in told.items():
        one.put(name, said, 0.9, 0)
    one.description = one.description or duty
    return one


def _is_about(page: Outline, url: str, title: Bit, headed: bool, own: int) -> bool:
    """Whether duties told at length are those of a post: stories and essays speak of requirements and responsibilities too."""
    named = title.titled >= 0.7 or title.label == "title"
    if page.meta.get("og:type", "").startswith("article") or "article:published_time" in page.meta or _STORY_PATH.search(url):
        return named and (headed or own >= 2) and about_jobs(page, url)
    if named and (headed or own >= 2):
        return True
    heading = " ".join(page.title.split()).lower()
    return (named or tidy_title(title.text)[0].lower() in heading or not heading) and about_jobs(page, url, own < 2)
