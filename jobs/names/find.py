"""Find the firms a text names: known ones by their aliases, new ones by their endings, later short ones by the document."""

from __future__ import annotations

from dataclasses import dataclass

from jobs.model import Mention
from jobs.names.anchors import SENTENCE_END, by_endings
from jobs.names.document import by_document, with_known
from jobs.names.known import KnownNames
from jobs.names.trace import Found, Trace
from jobs.text import Repaired, repair, simplify, width

_SENTENCE_MOST = 200


@dataclass(frozen=True, slots=True)
class Looked:
    """A text looked through: what `found` offsets count in is `printed` (repaired, simplified)."""

    repaired: Repaired
    printed: str
    found: list[Found]


def find(text: str, known: KnownNames | None = None, place: str | None = None) -> list[Mention]:
    """The firms that `text` names, in order, with offsets into `text` as given.

    `known` are firms we have (their aliases count), `place` is the story's place: a short alias counts only there or
    where the story also prints the whole name. A branch (示例银行大同分行) is printed whole and has its firm's name.
    Never raises; linear time.
    """
    looked = look_through(text, known, place)
    mentions = []
    for one in looked.found:
        start, end = looked.repaired.raw_span(one.start, one.end)
        sentence = canonical_sentence(looked.printed, one.start, one.end)
        mentions.append(Mention(one.name, text[start:end], start, end, sentence, one.rule, round(one.score, 2), one.certain))
    return mentions


def look_through(text: str, known: KnownNames | None, place: str | None, trace: Trace | None = None) -> Looked:
    """All steps of finding, in their order; `trace` takes notes of what each does."""
    repaired = repair(text)
    printed = simplify(repaired.text)
    plain = width(printed)
    found = by_endings(plain, trace)
    if known is not None:
        found = with_known(plain, found, known, place, trace)
    return Looked(repaired, printed, by_document(plain, found, trace))


def canonical_sentence(plain: str, start: int, end: int) -> str:
    """The sentence around a span, repaired and simplified, at most _SENTENCE_MOST characters to each side."""
    first = max((plain.rfind(mark, max(0, start - _SENTENCE_MOST), start) for mark in SENTENCE_END), default=-1)
    first = first + 1 if first >= 0 else max(0, start - _SENTENCE_MOST)
    least = min(len(plain), end + _SENTENCE_MOST)
    stops = [at for at in (plain.find(mark, end, least) for mark in SENTENCE_END) if at >= 0]
    last = min(stops) + 1 if stops else least
    return plain[first:last].strip()
