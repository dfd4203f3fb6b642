"""What templates need beyond jobs.present: tags, quotes, monograms, and addresses that are safe to link."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from flask import url_for

from jobs import present, search
from jobs.lifecycle import china_day
from jobs.places import gazetteer
from jobs.text import repair, simplify
from jobs.web.cards import cards
from jobs.web.site import now, settings

if TYPE_CHECKING:
    from datetime import datetime

    from flask import Flask

    from jobs.model import ArticleRow, Company, MentionRow, Place, PostRow, Signal

MOST_TAGS = 6
MOST_QUOTED = 120
_INNER = str.maketrans("“”", "‘’")
#: An address a reader's browser may be sent to: http or https, no spaces, controls or backslashes.
_WEB_ADDRESS = re.compile(r"https?://[^\s\\\x00-\x20\x7f]{1,2000}", re.IGNORECASE)


def web_address(url: str | None) -> str | None:
    """The address when it is one we link to, else None."""
    return url if url and _WEB_ADDRESS.fullmatch(url) else None


def tags(row: PostRow, at: datetime) -> list[tuple[str, bool]]:
    """(text, is it the news tag) of at most six short facts; 今天新增 first."""
    found = ["今天新增"] if present.is_new(row, at) else []
    asked = present.experience_words(row.experience)
    if asked:
        found.append(asked[:20])
    if row.education:
        found.append("学历不限" if row.education == "不限" else row.education)
    if row.headcount:
        found.append(f"招 {row.headcount} 人")
    found += [benefit[:20] for benefit in row.benefits]
    return [(text, text == "今天新增" and index == 0) for index, text in enumerate(dict.fromkeys(found[: MOST_TAGS + 1]))][:MOST_TAGS]


def excerpt(mention: MentionRow) -> tuple[str, str, str]:
    """(before, the name, after) of the sentence, cut to a quotation around the name."""
    # The sentence is kept repaired and simplified, the name as the paper printed it.
    forms = (mention.as_printed, simplify(repair(mention.as_printed).text))
    name = next((form for form in forms if form in mention.sentence), "")
    before, _, after = mention.sentence.partition(name) if name else (mention.sentence, "", "")
    room = max(20, MOST_QUOTED - len(name))
    left = min(len(before), max(room // 2, room - len(after)))
    right = min(len(after), room - left)
    head = before if left == len(before) else "……" + before[len(before) - left :]
    return head, name, after if right == len(after) else after[:right] + "……"


def signal_words(signal: Signal) -> str:
    """What the story says of the firm, in a word: 投产, or 计划投产 while it is to come."""
    return f"计划{signal.kind}" if signal.tense == "planned" else signal.kind


def signal_quote(signal: Signal) -> str:
    """The words that say so, quoted; quotation marks among them become inner ones."""
    return f"“{signal.words.translate(_INNER)}”"


def story_day(story: MentionRow | ArticleRow, at: datetime) -> str:
    """The story's own day; the day we read it, said so, when it states none."""
    today = china_day(at)
    if story.published_on:
        return present.day(story.published_on, today)
    return f"{present.day(china_day(story.fetched_at), today)}读到的"


def monogram(company: Company) -> str:
    """One character that stands for the firm: the first of its name that is not its place's."""
    name = company.name
    place = gazetteer().get(company.place) if company.place else None
    for word in (place.name, place.short) if place else ():
        name = name.removeprefix(word)
    letters = [letter for letter in name if letter.isalnum()]
    return letters[0] if letters else company.name[:1]


@lru_cache(maxsize=8192)
def _link(endpoint: str, **values: Any) -> str:  # Flask's own signature
    """url_for inside the site, where an address never changes: a page has dozens."""
    return url_for(endpoint, **values)


def place_url(place: Place, tail: str = "") -> str:
    """The address of a place's list, or of a page below it: "companies", "news"."""
    return _link(f"regions.{tail or 'region'}", key=gazetteer().slug(place.code))


def around(place: Place) -> str:
    """The short names of the divisions around a place, to tell namesakes apart: "山西 · 大同"."""
    return " · ".join(above.short for above in reversed(gazetteer().ancestors(place.code)))


def company_url(company_id: int, slug: str | None) -> str:
    """The address of a firm's page."""
    return _link("companies.company", key=f"{company_id}-{slug}" if slug else str(company_id))


def offers_alerts() -> bool:
    """Whether this installation sends mail."""
    return bool(settings().smtp_host) or settings().demo


def tabs(here: Place) -> list[tuple[str, str, str, str]]:
    """(key, words, icon, address) of the header's tabs."""
    found = [
        ("posts", "岗位", "search", place_url(here)),
        ("companies", "见报企业", "firm", place_url(here, "companies")),
        ("news", "新闻", "news", place_url(here, "news")),
    ]
    if offers_alerts():
        found.append(("alerts", "订阅", "bell", _link("alerts.new", place=here.code)))
    return found


def register(app: Flask) -> None:
    """Give the templates their words."""
    app.jinja_env.filters.update(
        pay_words=present.pay_words,
        experience_words=present.experience_words,
        place_words=present.place_words,
        moment=present.moment,
        day=present.day,
        china_day=china_day,
        status_words=present.status_words,
        web_address=web_address,
        tags=tags,
        excerpt=excerpt,
        signal_words=signal_words,
        signal_quote=signal_quote,
        story_day=story_day,
        monogram=monogram,
        words=search.words,
        evidence_words=present.evidence_words,
        rule_words=present.rule_words,
    )
    app.jinja_env.globals.update(place_url=place_url, around=around, company_url=company_url, tabs=tabs, offers_alerts=offers_alerts)
    app.jinja_env.globals.update(cards=cards, url_for=_link)

    @app.context_processor
    def common() -> dict[str, object]:
        """What every page knows."""
        s = settings()
        return {
            "now": now(),
            "today": china_day(now()),
            "demo": s.demo,
            "home": gazetteer().get(s.regions[0]),
            "public_url": s.public_url,
        }
