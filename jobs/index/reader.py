"""Questions to the index."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import reduce
from operator import or_
from typing import Any, TypeVar

from pyroaring import BitMap

from jobs.index.segment import Segment
from jobs.index.terms import MARK, TEXT, TITLE, Document, is_exact, term, terms_of

#: Texts one question may look into: about a twentieth of a second.
LOOKED_AT = 20_000
#: Answers a reader remembers until a document changes: turning pages asks the same again and again.
REMEMBERED = 64
#: Documents of a mark, kept ready: the filters' own are asked for by every page. The largest take an eighth of a byte a post.
MARKS = 512

Answer = TypeVar("Answer")


class Allowance:
    """What is left of the texts that a question may look into."""

    def __init__(self) -> None:
        self.texts = LOOKED_AT


class Memory:
    """Documents that no file has yet. The same questions as a segment."""

    def __init__(self) -> None:
        self.documents = BitMap()
        self.gone = BitMap()
        self._lists: dict[int, BitMap] = {}
        self._marks: set[int] = set()  # those of _lists that are marks, for ranges
        self._kept: dict[int, tuple[bytes, tuple[int, ...]]] = {}

    def put(self, document: Document) -> None:
        """Take a document, in place of an older one of its number."""
        self.drop(document.number)
        terms = _terms(document)
        for one in terms:
            self._lists.setdefault(one, BitMap()).add(document.number)
        self._marks.update(term(MARK, mark) for mark in document.marks)
        self._kept[document.number] = document.text.encode("utf-8", "surrogatepass"), terms
        self.documents.add(document.number)

    def drop(self, number: int) -> None:
        """The document is no more, here and in every older segment."""
        self.gone.add(number)
        if kept := self._kept.pop(number, None):
            self.documents.discard(number)
            for one in kept[1]:
                self._lists[one].discard(number)

    def postings(self, term: int) -> BitMap | None:
        """As of a segment."""
        return self._lists.get(term)

    def terms_between(self, first: int, last: int) -> list[int]:
        """As of a segment, marks only, in no order."""
        return [one for one in self._marks if first <= one <= last]

    def holding(self, numbers: BitMap, needles: Sequence[bytes]) -> BitMap:
        """As of a segment."""
        return BitMap(number for number in numbers if all(needle in self._kept[number][0] for needle in needles))


def _terms(document: Document) -> tuple[int, ...]:
    found = {term(MARK, mark) for mark in document.marks}
    for field, text in ((TEXT, document.text), (TITLE, document.title)):
        for line in text.split("\n"):
            found.update(terms_of(line, field))
            found.update(term(field, (ord(letter) & 0xFFFF) << 16) for letter in set(line))
    return tuple(found)


class Reader:
    """Segments, oldest first, and what no file has yet; a later one's word about a document holds."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self.memory = Memory()
        self._segments = list(segments)
        self._live: list[BitMap] = []
        later = BitMap()
        for segment in reversed(self._segments):
            self._live.append(segment.documents - later)
            later |= segment.documents | segment.gone
        self._live.reverse()
        self._found: list[tuple[Segment | Memory, BitMap]] | None = None
        self._answers: dict[Hashable, Any] = {}
        self._marked: dict[tuple[int, int], BitMap] = {}

    def _parts(self) -> list[tuple[Segment | Memory, BitMap]]:
        """Each part with the documents it still speaks for."""
        if self._found is None:
            gone = self.memory.gone
            older = zip(self._segments, (live - gone for live in self._live), strict=True)
            self._found = [*older, (self.memory, self.memory.documents)]
        return self._found

    def take(self, documents: Iterable[Document], gone: Iterable[int]) -> None:
        """Documents new or changed, and numbers of those that are no more: known from now on, but to no file."""
        for one in documents:
            self.memory.put(one)
        for number in gone:
            self.memory.drop(number)
        self._found = None
        self._answers.clear()
        self._marked.clear()

    def remembered(self, question: Hashable, answer: Callable[[], Answer]) -> Answer:
        """The answer to a question, as long as no document has changed since it was asked."""
        if question in self._answers:
            return self._answers[question]  # type: ignore[no-any-return]  # a question has one kind of answer
        if len(self._answers) >= REMEMBERED:
            del self._answers[next(iter(self._answers))]
        self._answers[question] = found = answer()
        return found

    def everything(self) -> BitMap:
        """Every document."""
        return reduce(or_, (live for _, live in self._parts()))

    def marked(self, *marks: int) -> BitMap:
        """Documents with any of the marks. Not to be changed: it is kept for the next question."""
        if len(marks) != 1:
            return reduce(or_, map(self.marked, marks), BitMap())
        return self.marked_between(marks[0], marks[0])

    def marked_between(self, first: int, last: int) -> BitMap:
        """Documents with any mark of the range, both ends included. Not to be changed, as above."""
        if (found := self._marked.get((first, last))) is None:
            if len(self._marked) >= MARKS:
                self._marked.clear()
            ends = term(MARK, first), term(MARK, last)
            lists = (
                [part.postings(ends[0])] if first == last else map(part.postings, part.terms_between(*ends)) for part, _ in self._parts()
            )
            found = self._marked[first, last] = self._union(lists)
        return found

    def counted(self, first: int, last: int) -> dict[int, int]:
        """Documents a mark, of the marks of the range that have any."""
        found: dict[int, int] = {}
        for part, live in self._parts():
            for one in part.terms_between(term(MARK, first), term(MARK, last)):
                if number := (part.postings(one) or BitMap()).intersection_cardinality(live):
                    mark = one - term(MARK, 0)
                    found[mark] = found.get(mark, 0) + number
        return found

    def _union(self, lists: Iterable[Iterable[BitMap | None]]) -> BitMap:
        """Lists of each part, without what newer parts say otherwise."""
        found = BitMap()
        for (_, live), some in zip(self._parts(), lists, strict=True):
            for one in some:
                if one is not None:
                    found |= one & live
        return found

    def worded(self, words: Sequence[str], field: int = TEXT) -> BitMap:
        """Documents that have every term of the words: those that hold them, and, unless each is_exact, perhaps some more."""
        terms = list(dict.fromkeys(one for word in words for one in terms_of(word, field)))
        found = BitMap()
        for part, live in self._parts():
            lists = []
            for one in terms:
                if (postings := part.postings(one)) is None:
                    break
                lists.append(postings)
            else:
                lists.sort(key=len)
                here = live
                for postings in lists:
                    here = here & postings
                    if not here:
                        break
                found |= here
        return found

    def titled(self, words: Sequence[str]) -> BitMap:
        """Documents whose title has every term of the words."""
        return self.worded(words, TITLE)

    def holding(
        self, candidates: BitMap, words: Sequence[str], most: int, allowance: Allowance | None = None, *, oldest: bool = False
    ) -> tuple[BitMap, int | None]:
        """Of the candidates the newest (or oldest) that hold the words: at least `most` of them, where there are so many.

        And where it gave up, its allowance used up: what lies beyond that number nobody has looked at. None when it did not.
        """
        needles = [word.encode("utf-8", "surrogatepass") for word in words if not is_exact(word)]
        if not needles:
            return candidates, None
        found, parts = BitMap(), self._parts()
        left, right, step = 0, len(candidates), most
        while left < right and len(found) < most:
            if allowance is not None and allowance.texts <= 0:
                return found, candidates[left] - 1 if oldest else candidates[right - 1] + 1
            cut = min(left + step, right) if oldest else max(right - step, left)
            some = candidates[left:cut] if oldest else candidates[cut:right]
            left, right = (cut, right) if oldest else (left, cut)
            for part, live in parts:
                if here := some & live:
                    found |= part.holding(here, needles)
            if allowance is not None:
                allowance.texts -= len(some)
            step = min(2 * step, 4096)
        return found, None
