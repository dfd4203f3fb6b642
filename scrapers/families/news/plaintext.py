"""A news page that came as bare text, as mirrors and text browsers give it: menu, story, then other stories' headlines with a line each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from jobs.model import Teaser
from jobs.values import day

LONGEST_TITLE = 120
_MARKS = "，,。；;：、"
_CUT = re.compile(r"(?:\.{2,}|…+|\[?(?:详细|详情|全文)\]?)\s*$")
_ENDS = ("。", "！", "？", "!", "?", "”", "」", "）", ")", "：", ":")
_MENU = re.compile(r"^[-*•·>|]\s")
_DATE = re.compile(r"(?<!\d)(?:19|20)\d\d\s?[-年/.]\s?\d{1,2}\s?[-月/.]\s?\d{1,2}")
_SOURCE = re.compile(r"(?<!图片)(?:来源|來源|稿源)\s*[:：]\s*([^\s|]{2,24})")
#: A running paragraph has at least so many characters, or ends as a sentence does.
_PARAGRAPH = 60


@dataclass(frozen=True, slots=True)
class Text:
    """What a bare text holds."""

    title: str | None
    body: str
    source: str | None
    published_on: date | None
    teasers: tuple[Teaser, ...]


def read_text(text: str, today: date) -> Text | None:
    """The story and the headlines behind it; None when the text has no running paragraph."""
    lines = [" ".join(line.split()) for line in text.splitlines()]
    lines = [line for line in lines if line]
    end, teasers = _teasers(lines)
    running = [at for at, line in enumerate(lines[:end]) if _running(line)]
    if not running:
        return None
    first, last = running[0], running[-1]
    above = [line for line in lines[:first] if not _MENU.match(line)]
    return Text(_title(above), "\n".join(lines[first : last + 1]), _source(above), _day(above, today), tuple(teasers))


def _running(line: str) -> bool:
    sentences = sum(line.count(mark) for mark in _MARKS)
    return not _MENU.match(line) and ((len(line) >= _PARAGRAPH and sentences >= 2) or (len(line) >= 15 and line.endswith("。")))


def _teasers(lines: list[str]) -> tuple[int, list[Teaser]]:
    """Pairs of headline and cut-off summary at the end, and where they begin."""
    end = len(lines)
    found: list[Teaser] = []
    while end >= 2 and _CUT.search(lines[end - 1]) and _is_headline(lines[end - 2]):
        found.append(Teaser(lines[end - 2], None, lines[end - 1]))
        end -= 2
    return end, found[::-1]


def _is_headline(line: str) -> bool:
    return 4 <= len(line) <= 60 and not line.endswith(("。", "；", "，")) and not _CUT.search(line) and not _MENU.match(line)


def _title(above: list[str]) -> str | None:
    """The last line above the story that reads like a headline. A menu is none."""
    fitting = [line for line in above if 8 <= len(line) <= LONGEST_TITLE and not _DATE.search(line) and not _SOURCE.search(line)]
    return fitting[-1] if fitting else None


def _source(above: list[str]) -> str | None:
    return next((found.group(1) for line in above if (found := _SOURCE.search(line))), None)


def _day(above: list[str], today: date) -> date | None:
    """A full date above the story; 11月4日 inside it has no year and is not one."""
    written = next((found.group() for line in above if (found := _DATE.search(line))), None)
    seen = day(written, today)
    return seen if seen and seen <= today else None
