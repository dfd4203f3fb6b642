"""A sentence as the rules see it: its clauses, the firms in it as groups, the words that matter. Offsets are the text's."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jobs.signals.words import Token

Span = tuple[int, int]

#: Stands for each character of a firm's name, so that no word is found inside one.
FIRM = "\ufffc"
#: The end of a sentence; one inside a quotation that goes on (。”某总说) ends nothing.
_END = re.compile(r"[。!?;\n\r](?:[”’」』\"][^。!?;\n\r]{0,40}(?:说|表示|介绍|告诉|透露|坦言)[^。!?;\n\r]{0,40}[。!?;\n\r]?)?")
#: What may stand between two members of a list of firms.
_BETWEEN = re.compile(r"[^,。:;]{0,12}?[、和与及同跟][^,。:;]{0,6}")
_BRACKET = re.compile(r"\([^()]{0,20}\)|^[”\"']?\)")
#: A short name given in brackets: (以下简称“示例”).
_CALLED = re.compile(r"\([^()]{0,8}[“\"']?")
#: A longer piece is cut: it bounds the work a sentence may cost.
_LONGEST = 400


class Group(NamedTuple):
    """Firms that stand together: a firm, or a list of firms; `members` are their numbers among the mentions."""

    start: int
    end: int
    members: tuple[int, ...]


@dataclass(slots=True)
class Scene:
    """One sentence."""

    text: str  # the whole text, firms masked
    start: int
    end: int
    tokens: list[Token]  # without the marks between clauses
    marks: list[int]  # where the clauses part
    groups: list[Group]
    before: Group | None = None  # the firm of the sentence before, when there is one alone: 该公司 means it

    def clause(self, at: int) -> int:
        """The number of the clause a place is in."""
        return bisect_right(self.marks, at)

    def clause_span(self, at: int) -> Span:
        """Where that clause begins and ends."""
        number = self.clause(at)
        return (self.marks[number - 1] + 1 if number else self.start), (self.marks[number] if number < len(self.marks) else self.end)

    def between(self, start: int, end: int) -> list[Token]:
        """The words from one place to another."""
        return [token for token in self.tokens if start <= token.start and token.end <= end]

    def has(self, *classes: str) -> bool:
        """Whether a word of one of the classes stands in the sentence."""
        return any(token.among(*classes) for token in self.tokens)


def masked(plain: str, spans: Sequence[Span]) -> str:
    """The text with every character of a firm's name replaced."""
    pieces: list[str] = []
    at = 0
    for start, end in spans:
        if end > at:
            first = max(start, at)
            pieces += (plain[at:first], FIRM * (end - first))
            at = end
    pieces.append(plain[at:])
    return "".join(pieces)


def scenes(text: str, spans: Sequence[Span], words: Sequence[Token]) -> Iterator[Scene]:
    """The sentences of a masked text that name a firm or follow one that does, with what is in them."""
    firm = word = 0
    before: Group | None = None
    for start, end in _sentences(text):
        first = firm
        while firm < len(spans) and spans[firm][0] < end:
            firm += 1
        while word < len(words) and words[word].start < start:
            word += 1
        if first == firm and before is None:
            continue
        inside: list[Token] = []
        while word < len(words) and words[word].start < end:
            inside.append(words[word])
            word += 1
        groups = _groups(text, spans, range(first, firm), inside)
        said = [token for token in inside if "mark" not in token.word.classes]
        yield Scene(text, start, end, said, [token.start for token in inside if "mark" in token.word.classes], groups, before)
        before = groups[0] if len(groups) == 1 and len(groups[0].members) == 1 else None


def _sentences(text: str) -> Iterator[Span]:
    start = 0
    for match in _END.finditer(text):
        yield from _cut(start, match.end())
        start = match.end()
    if start < len(text):
        yield from _cut(start, len(text))


def _cut(start: int, end: int) -> Iterator[Span]:
    for at in range(start, end, _LONGEST):
        yield at, min(end, at + _LONGEST)


def _groups(text: str, spans: Sequence[Span], firms: range, words: Sequence[Token]) -> list[Group]:
    groups: list[Group] = []
    for number in firms:
        start, end = spans[number]
        last = groups[-1] if groups else None
        if last is not None and _listed(text, last.end, start, words):
            groups[-1] = Group(last.start, end, (*last.members, number))
        else:
            groups.append(Group(start, end, (number,)))
    return groups


def _listed(text: str, start: int, end: int, words: Sequence[Token]) -> bool:
    """Whether only a 、 or 和 and a few words that say nothing stand between two firms."""
    if end - start > 40:
        return False
    if _CALLED.fullmatch(text, start, end):
        return True
    gap = _BRACKET.sub("", text[start:end])
    if not _BETWEEN.fullmatch(gap):
        return False
    return not any(start <= token.start < end and (token.word.says or token.among("visits", "at")) for token in words)
