"""What a page's scripts hold of its post: the state that a program drew the page from (__NEXT_DATA__, window.__INITIAL_STATE__, data-page).

A state holds much that is not the post: other posts, menus, the reader's own settings. So an object counts only when its title is
the one that the page shows, and its keys speak of a post.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from scrapers.families import base
from scrapers.families.generic.words import field_of

_SCRIPT = re.compile(r"<script\b([^>]{0,1000})>")
_JSON = re.compile(r"application/json|__NEXT_DATA__")
_ASSIGNED = re.compile(r"(?:[\w$]|[\"']\])\s{0,3}=\s{0,3}(?=\{\s{0,20}\")")
#: What a script holds that speaks of a post.
_SPEAKS = re.compile(
    r"\"[A-Za-z_]{0,20}(?:[sS]alary|[lL]ocation|[cC]ity|[cC]ompany|[dD]egree|[eE]ducation|[cC]ompensation|[eE]xperience|[aA]ddress)"
)
_ATTRIBUTE = re.compile(r"data-(?:page|props|state|initial|job|content)[\w-]{0,20}$|^:?(?:job|position|initial-state)$")
_MOST_STATES, _MOST_NODES, _MOST_BYTES = 12, 60_000, 3_000_000
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|[_\-.]+")
#: Keys of programs that no page would show as a label.
_KEYS = {
    "name": "title", "job": "title", "position": "title", "display name": "title", "post name": "title", "posting title": "title", "text": "title",
    "company full name": "company", "company short name": "company", "organization name": "company", "employer name": "company", "brand name": "company",
    "hiring company": "company", "corp name": "company", "comp name": "company", "ent name": "company", "org name": "company",
    "city name": "place", "work city": "place", "job city": "place", "work location": "place", "location name": "place", "locations": "place", "address": "place",
    "area name": "place", "work address": "place", "work place": "place", "formatted location": "place", "location text": "place", "job area": "place",
    "salary text": "pay", "salary desc": "pay", "salary str": "pay", "job salary": "pay", "provide salary": "pay", "salary show": "pay", "compensation text": "pay",
    "edu": "education", "degree name": "education", "education name": "education", "edu level": "education", "work year": "experience", "work years": "experience",
    "job experience": "experience", "experience name": "experience", "recruit number": "headcount", "recruit num": "headcount", "job number": "headcount",
    "published at": "posted", "publish time": "posted", "publish date": "posted", "posted at": "posted", "created on": "posted", "date posted": "posted", "first published": "posted",
    "expires at": "deadline", "end time": "deadline", "expire time": "deadline", "closes at": "deadline", "closing date": "deadline", "valid through": "deadline",
    "description": "duty", "job description": "duty", "description html": "duty", "content": "duty", "body": "duty", "job desc": "duty", "position description": "duty",
    "about role": "duty", "responsibility": "duty", "requirement": "duty", "duty": "duty", "job detail": "duty", "position detail": "duty", "post description": "duty",
}  # fmt: skip
_INNER = ("name", "title", "label", "text", "city", "displayName", "addressLocality", "value")
_ISO = re.compile(r"20\d\d-\d\d-\d\d")


def states(text: str, attributes: Iterator[Mapping[str, str]]) -> Iterator[Any]:
    """The values that scripts and attributes hold as JSON, in document order; what is no JSON is passed over."""
    decoder = json.JSONDecoder()
    for script, start in islice(_scripts(text), _MOST_STATES):
        try:
            yield decoder.raw_decode(script, start)[0]
        except (ValueError, RecursionError):
            continue
    if '="{' not in text and "='{" not in text:
        return
    for held in attributes:
        for name, value in held.items():
            if len(value) > 60 and value[:1] == "{" and _ATTRIBUTE.search(name):
                try:
                    yield json.loads(value)
                except (ValueError, RecursionError):
                    continue


def _scripts(text: str) -> Iterator[tuple[str, int]]:
    """The scripts that speak of a post, each with where an object in it may begin."""
    at = 0
    while (found := _SCRIPT.search(text, at)) is not None:
        end = text.find("</script", found.end())
        at = end if end >= 0 else len(text)  # each letter is looked at once, however many scripts are opened
        script = text[found.end() : min(at, found.end() + _MOST_BYTES)]
        if "ld+json" in found.group(1) or not _SPEAKS.search(script):
            continue
        if _JSON.search(found.group(1)):
            yield script, len(script) - len(script.lstrip())
        else:
            yield from ((script, each.end()) for each in islice(_ASSIGNED.finditer(script), _MOST_STATES))


def told(loaded: Iterator[Any], shown: frozenset[str]) -> dict[str, str]:
    """Field -> text of the one post whose title the page shows (`shown`: such titles, lower case); empty when none or several fit.

    "duty" is the description, "title" the title as the state writes it.
    """
    fitting = [one for node in _nodes(loaded) if (one := _post(node)) and one["title"].lower() in shown]
    best = max(fitting, key=len, default=None)
    if best is None or any(one[name] != best[name] for one in fitting for name in one.keys() & best.keys() & {"company", "place", "pay"}):
        return {}
    return best


def _nodes(loaded: Iterator[Any]) -> Iterator[Mapping[str, Any]]:
    """Every object, outer before inner; no more than a page of posts needs."""
    stack, count = list(loaded)[::-1], 0
    while stack and count < _MOST_NODES:
        count += 1
        item = stack.pop()
        if isinstance(item, dict):
            yield item
            stack.extend(value for value in reversed(item.values()) if isinstance(value, dict | list))
        elif isinstance(item, list):
            stack.extend(value for value in reversed(item) if isinstance(value, dict | list))


def _post(node: Mapping[str, Any]) -> dict[str, str] | None:
    """The object as a post; None unless it has a title and says two things more, one of them what only a post says."""
    if len(node) < 3:
        return None
    said: dict[str, str] = {}
    duties: list[str] = []
    for key, value in islice(node.items(), 120):
        name = _field(key)
        if name is None or value is None or isinstance(value, bool) or not (text := _text(value, name)):
            continue
        if name == "duty":
            duties.append(text)
        elif name != "title" or key.lower() not in ("name", "text") or "title" not in said:
            said.setdefault(name, text)
    if duties:
        said["duty"] = "\n".join(dict.fromkeys(duties))
    if "title" not in said or len(said["title"]) > 110:
        return None
    own = sum(name in said for name in ("pay", "education", "experience", "headcount", "place"))
    return said if own >= 1 and len(said) >= 3 else None


def _field(key: str) -> str | None:
    """The field that a key names: companyName -> company, salary_range -> pay."""
    if len(key) > 30:
        return None
    plain = _CAMEL.sub(" ", key).lower().strip()
    name = _KEYS.get(plain) or field_of(plain)
    return name if name != "other" else None


def _text(value: Any, name: str) -> str | None:
    """A value as one text: a word, the name of what an object stands for, several joined. Numbers count people only, days are ISO days."""
    if isinstance(value, dict):
        return next((_text(inner, name) for key in _INNER if isinstance(inner := value.get(key), str) and inner), None)
    if isinstance(value, list):
        parts = [part for one in value[:20] if not isinstance(one, list) and (part := _text(one, name))]
        return ("\n" if name == "duty" else "、").join(parts) or None
    if name == "headcount" and isinstance(value, int) and 0 < value < 10_000:
        return str(value)
    if not isinstance(value, str):
        return None
    if name in ("posted", "deadline"):
        return value[:25] if _ISO.match(value) else None
    text = base.plain(value) if name == "duty" else base.squeeze(value)
    return text if text and (name == "duty" or len(text) <= 120) else None
