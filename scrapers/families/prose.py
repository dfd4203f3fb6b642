"""HTML as plain text, without a walk in Python: a board gives hundreds of texts in one reply.

A text of usual size is written out by a stylesheet, ten microseconds for two hundred elements; a longer or deeper one is read as events.
"""

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
#: What a stylesheet may be given: a tree of these sizes is never cut, and the square of its attributes costs nothing that counts.
_USUAL_LENGTH, _USUAL_TAGS = 20_000, 1_000
_BREAK = "\ue000"  # stands for a new line while those of the markup become spaces
_ENDS_OF_LINE = "\n\r\t\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029"
_STYLE = etree.XSLT(
    etree.XML(
        '<x:stylesheet version="1.0" xmlns:x="http://www.w3.org/1999/XSL/Transform"><x:output method="text"/>'
        f'<x:template match="{"|".join(sorted(_BLOCKS))}">{_BREAK}<x:apply-templates/>{_BREAK}</x:template>'
        f'<x:template match="{"|".join(sorted(_SILENT))}"/></x:stylesheet>'
    )
)
#: The commonest references; none of what they stand for begins another.
_PLAIN_REFERENCES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'))


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
            written = _unescaped(written)
        found.append(_styled(written) if _MARKUP.search(written) else html.unescape(written))
    return lines(*found)


def lines(*values: object) -> str | None:
    """Text that is no HTML, one value under the other, without odd spaces and empty lines; None when there is none."""
    written = clean("\n".join(value[: base.LONGEST_TEXT * 5] for value in values if isinstance(value, str)))
    return "\n".join(filter(None, (" ".join(line.split()) for line in written.split("\n")))) or None


def _unescaped(written: str) -> str:
    """What html.unescape gives, in half the time for HTML that was escaped."""
    for reference, character in _PLAIN_REFERENCES:
        written = written.replace(reference, character)
    return html.unescape(written) if "&" in written else written


def _styled(markup: str) -> str:
    """What `rendered` gives, but for empty lines."""
    if len(markup) > _USUAL_LENGTH or markup.count("<") > _USUAL_TAGS or _BREAK in markup:
        return rendered(markup)
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(markup.replace("\0", "").encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:  # nothing but comments
        return ""
    written = "" if root is None else str(_STYLE(root))
    for end in _ENDS_OF_LINE:
        written = written.replace(end, " ")
    return written.replace(_BREAK, "\n")


def rendered(markup: str) -> str:
    """The text of HTML, a new line at each block; however deep it goes and whatever its attributes."""
    target = _Lines()
    parser = etree.HTMLParser(target=target, encoding="utf-8")  # type: ignore[arg-type]  # the stubs ask for bytes too; with an encoding given it is str
    try:
        parser.feed(markup.replace("\0", "").encode("utf-8", "replace"))
        parser.close()
    except (etree.XMLSyntaxError, AssertionError):  # nothing but comments, or nested too deep: what was read until then stays
        pass
    return target.close()
