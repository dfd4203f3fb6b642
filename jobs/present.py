"""Values as people read them. Shared by the site, the mail and the feeds, so that all say the same.

Pure: takes records and `now`, gives short Chinese text. Nothing is said that the record does not hold.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from jobs.lifecycle import CHINA, china_day
from jobs.names.explain import RULES
from jobs.places import gazetteer

if TYPE_CHECKING:
    from jobs.model import Experience, Pay, PostRow

_UNITS = {"month": "", "year": "/年", "week": "/周", "day": "/天", "hour": "/时", "piece": "/件"}


def pay_words(pay: Pay | None) -> str:
    """ "7–9K · 13 薪", "150–200 元/天"; the source's own words when not understood; 薪资未写 when it wrote none."""
    if pay is None or not pay.text.strip():
        return "薪资未写"
    if pay.min is None and pay.max is None:
        return pay.text.strip()
    unit = _UNITS.get(pay.unit or "month", "")
    if pay.unit in (None, "month"):
        low, high, mark = _thousands(pay.min), _thousands(pay.max), "K"
    elif pay.unit == "year" and all(value is None or value >= 10_000 for value in (pay.min, pay.max)):
        low, high, mark = _tenthousands(pay.min), _tenthousands(pay.max), " 万"
    else:
        low, high, mark = _plain(pay.min), _plain(pay.max), " 元"
    if low is None:
        words = f"≤ {high}{mark}{unit}"
    elif high is None:
        words = f"{low}{mark}{unit} 起"
    else:
        words = f"{low}{mark}{unit}" if low == high else f"{low}–{high}{mark}{unit}"
    return f"{words} · {pay.months} 薪" if pay.months else words


def _plain(value: int | None) -> str | None:
    return None if value is None else str(value)


def _thousands(value: int | None) -> str | None:
    return None if value is None else f"{value / 1000:.2f}".rstrip("0").rstrip(".")


def _tenthousands(value: int | None) -> str | None:
    return None if value is None else f"{value / 10_000:.2f}".rstrip("0").rstrip(".")


def experience_words(experience: Experience | None) -> str | None:
    """ "3–5 年", "经验不限"; the source's words when not understood; None when it says nothing."""
    if experience is None:
        return None
    low, high = experience.min, experience.max
    if low is None and high is None:
        return experience.text or None
    if not low and not high:
        return "应届可投" if "应届" in experience.text else "经验不限"
    if high is None:
        return f"{low} 年以上"
    return f"{high} 年以内" if not low else (f"{low} 年" if low == high else f"{low}–{high} 年")


def place_words(row: PostRow, within: str | None = None, most: int = 3) -> str | None:
    """Where the post is, short: 平城区; with the city too when the list is wider than one city."""
    places = gazetteer()
    if not row.places:
        return row.place_text
    names = []
    for code in row.places[:most]:
        place = places.get(code)
        parent = places.get(place.parent) if place.parent else None
        outside = parent is not None and (within is None or not within.startswith(code[:4]))
        names.append(f"{parent.short} · {place.name}" if outside and parent is not None and place.level > 1 else place.name)
    more = len(row.places) - len(names)
    return "、".join(names) + (f" 等 {len(row.places)} 地" if more else "")


def moment(at: datetime, now: datetime) -> str:
    """A time in China as people say it: 今天 08:40, 昨天 20:10, 11 月 20 日, 2025 年 3 月 1 日."""
    local, today = at.astimezone(CHINA), now.astimezone(CHINA).date()
    if local.date() == today:
        return f"今天 {local:%H:%M}"
    if local.date() == today - timedelta(days=1):
        return f"昨天 {local:%H:%M}"
    return day(local.date(), today)


def day(on: date, today: date) -> str:
    """A day as people say it; the year only when it is another one."""
    return f"{on.month} 月 {on.day} 日" if on.year == today.year else f"{on.year} 年 {on.month} 月 {on.day} 日"


def status_words(row: PostRow, now: datetime) -> str:
    """What we know of the post being open, and since when. "核实" is said only of a look we took."""
    if row.state == "closed":
        when = f"{day(china_day(row.closed_at), china_day(now))}下线" if row.closed_at else "已下线"
        return f"{when}（{row.closed_why}）" if row.closed_why else when
    if row.confirmed_at is None:
        return "尚未核实"
    if row.state == "open":
        return f"{moment(row.confirmed_at, now)} 核实在招"
    return f"{max(1, (now - row.confirmed_at).days)} 天未能核实"


def is_new(row: PostRow, now: datetime) -> bool:
    """First seen on this day in China."""
    return china_day(row.first_seen_at) == china_day(now)


# ---------------------------------------------------------------- why a firm is a firm

#: How a name came to be a firm's, in words; other evidence is a reason in words already.
EVIDENCE = {
    "news": "新闻里这样写",
    "post": "招聘来源里这样写",
    "board": "招聘来源里这样写",
    "review": "人工核对后认定",
    "operator": "人工添加",
}


def evidence_words(evidence: str) -> str:
    """How we know that a firm is written so."""
    return EVIDENCE.get(evidence, evidence)


def rule_words(rule: str) -> str:
    """Which rule found a name in a story."""
    return RULES.get(rule, rule)
