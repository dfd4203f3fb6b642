"""The three files of a new source: its constants, the page without contacts, and what is expected of it."""

from __future__ import annotations

import dataclasses
import json
import keyword
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from jobs.model import Page, Reading
from scrapers.families.contacts import MASK, without_contacts
from scrapers.source import Source

_NAME = re.compile(r"[a-z][a-z0-9-]{0,39}")
_PERSON = re.compile(r"(?:联\s?系\s?人|联络人|负责人|电\s{0,4}话|手\s{0,4}机|联系方式|邮\s{0,2}箱|QQ|微信)\s{0,3}[:：]?\s{0,3}$")
_TAGS = re.compile(r"(<[^<>]{0,4000}>)")


@dataclass(frozen=True, slots=True)
class Draft:
    """A source as it would be written, and what it makes of the page."""

    code: str  # the file under sources/
    family: str
    reading: Reading
    source: Source


def code(source: Source, page: Page) -> str:
    """The file: constants on the family, none that the family says itself."""
    kind = type(source)
    module = kind.__module__
    lines = [
        f'"""{site(page)}, drafted from {urlsplit(page.url).path or "/"}. Read the site\'s terms and robots.txt before it is enabled."""',
        "",
    ]
    lines += [f"from {module} import {kind.__name__}", "", f"SOURCE = {kind.__name__}("]
    told: dict[str, str | tuple[str, ...] | bool] = {
        "id": source.id,
        "name": site(page),
        "home": home(page),
        "kind": source.kind,
        "verdict": "CARE",
        "note": "由 probe 起草：请核对条款与 robots.txt，写明丢弃哪些个人字段，再改为 GO。",
    }
    for each in dataclasses.fields(source):
        value = getattr(source, each.name)
        if each.name in told or each.name in ("place", "pace", "every") or value == each.default:
            continue
        if isinstance(value, str | tuple | bool) and value:
            told[each.name] = value
        elif value is False:
            told[each.name] = False
    lines += [f"    {name}={_literal(value)}," for name, value in told.items()]
    return "\n".join([*lines, ")", ""])


def _literal(value: object) -> str:
    if isinstance(value, tuple):
        return "(" + ", ".join(map(_literal, value)) + ("," if len(value) == 1 else "") + ")"
    if not isinstance(value, str):
        return repr(value)
    return f"'{value}'" if '"' in value and "'" not in value and "\\" not in value else json.dumps(value, ensure_ascii=False)


def site(page: Page) -> str:
    """What the site is called until a person names it: its host."""
    return (urlsplit(page.url).hostname or "unknown")[:60]


def home(page: Page) -> str:
    """The address of the site, for people."""
    parts = urlsplit(page.url)
    return f"{parts.scheme}://{parts.netloc}/"


def without_persons(html: str) -> str:
    """The page with contacts cut out of its texts and attributes, also where the label stands in another element."""
    kept: list[str] = []
    label = False
    for part in _TAGS.split(html):
        if part.startswith("<") and part.endswith(">"):
            kept.append(without_contacts(part) if not part.startswith(("<script", "<style")) else part)
            continue
        plain = part.strip()
        if label and plain:
            kept.append(MASK)
            label = False
            continue
        kept.append(without_contacts(part))
        label = bool(_PERSON.search(plain)) if plain else label
    return "".join(kept)


def write(draft: Draft, page: Page, name: str, root: Path) -> list[Path]:
    """The three files: the source, the page without contacts, and what we expect of it. Raises FileExistsError rather than overwrite."""
    module = name.replace("-", "_")
    if not _NAME.fullmatch(name) or keyword.iskeyword(module):
        raise ValueError(f"{name} is no name for a source: small letters, digits and dashes, a letter first")
    plain = page.charset.lower().replace("-", "") in ("utf8", "ascii")
    folder = root / "tests" / "pages" / draft.reading.family
    saved = folder / f"{module}{'' if plain else '.' + page.charset.lower()}.html"
    source, expected = root / "scrapers" / "sources" / f"{module}.py", saved.with_suffix(".expected.json")
    for path in (source, saved, expected):
        if path.exists():
            raise FileExistsError(path)
    folder.mkdir(parents=True, exist_ok=True)
    source.parent.mkdir(parents=True, exist_ok=True)
    source.write_text(draft.code, encoding="utf-8")
    saved.write_bytes(without_persons(page.text).encode("utf-8" if plain else page.charset, "xmlcharrefreplace"))
    beside = {"url": page.url, "at": _moment(page.fetched_at)}
    if header := page.headers.get("content-type"):
        beside["content_type"] = header
    expected.write_text(json.dumps(beside, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return [source, saved, expected]


def _moment(at: datetime) -> str:
    return at.replace(tzinfo=None, microsecond=0).isoformat()
