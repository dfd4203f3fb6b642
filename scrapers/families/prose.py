"""HTML as plain text, read as events: no tree, a tenth of the time of one; a board gives hundreds of texts in one reply."""

from __future__ import annotations

import html
import re

from lxml import etree

from jobs.text import clean
from scrapers.families import base

_MARKUP = re.compile(r"</?[a-zA-Z][^<>]{0,2000}>|<!--")
_BLOCKS = frozenset(
    "address article blockquote br dd div dl dt figure h1 h2 h3 h4 h5 h6 hr li ol p pre section table td th tr ul".split()  # noqa: SIM905  # a list of words reads better
)
_SILENT = frozenset(("script", "style", "noscript", "template", "textarea", "select", "svg", "title"))
_SPACES = re.compile(r"\s+")


class _Lines:
    """The target lxml talks to: text, a new line at each block, nothing of scripts."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._silent = 0

    def start(self, tag: str, attributes: object) -> None:  # noqa: ARG002  # lxml's own signature
        if tag in _SILENT:
            self._silent += 1
        elif tag in _BLOCKS:
            self._parts.append("\n")

    def end(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in _BLOCKS:
            self._parts.append("\n")

    def data(self, written: str) -> None:
        if not self._silent:
            self._parts.append(_SPACES.sub(" ", written))

    def comment(self, written: str) -> None:
        """Comments say nothing to a reader."""

    def close(self) -> str:
        return "".join(self._parts)


def prose(*values: object) -> str | None:
    """Plain text of values that may be HTML, also escaped once, one under the other; None when there is none."""
    found: list[str] = []
    for value in values:
        written = value[: base.LONGEST_TEXT * 5] if isinstance(value, str) else ""
        if "&lt;" in written and not _MARKUP.search(written):
            written = html.unescape(written)
        found.append(_rendered(written) if _MARKUP.search(written) else html.unescape(written))
    return lines(*found)


def lines(*values: object) -> str | None:
    """Text that is no HTML, one value under the other, without odd spaces and empty lines; None when there is none."""
    written = clean("\n".join(value[: base.LONGEST_TEXT * 5] for value in values if isinstance(value, str)))
    return "\n".join(filter(None, (" ".join(line.split()) for line in written.split("\n")))) or None


def _rendered(markup: str) -> str:
    target = _Lines()
    parser = etree.HTMLParser(target=target, encoding="utf-8")  # type: ignore[arg-type]  # the stubs ask for bytes too; with an encoding given it is str
    try:
        parser.feed(markup.replace("\0", "").encode("utf-8", "replace"))
        parser.close()
    except (etree.XMLSyntaxError, AssertionError):  # nothing but comments, or nested too deep: what was read until then stays
        pass
    return target.close()
