"""The whole way: a text and the firms named in it, to what each sentence says of them."""

from __future__ import annotations

from bisect import bisect_left
from itertools import islice
from typing import TYPE_CHECKING

from jobs.model import Signal
from jobs.signals.rules import Said, read_word
from jobs.signals.scene import Scene, masked, scenes
from jobs.signals.visits import read_visits, told_of_officials
from jobs.signals.words import tokens
from jobs.text import repair, simplify, width

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from jobs.model import Mention
    from jobs.text import Repaired

#: Words of a sentence that are judged; no sentence says more of a firm.
_MOST_WORDS = 16
#: How much is quoted before and behind the word.
_QUOTE_LEAD, _QUOTE_TAIL = 20, 12
_EDGES = " \t\r\n　、，,。;；:：!！?？“”\"'‘’「」（）()"


def read(text: str, mentions: Sequence[Mention]) -> tuple[tuple[Signal, ...], ...]:
    """For each mention of `text`, as jobs.names.find gives them, what its sentence says of the firm. Never raises."""
    if not mentions:
        return ()
    repaired = repair(text)
    printed = simplify(repaired.text)
    spans = sorted((*_span(repaired, mention), number) for number, mention in enumerate(mentions))
    plain = masked(width(printed), [(start, end) for start, end, _ in spans])
    found: list[list[Signal]] = [[] for _ in mentions]
    words = tokens(plain)
    told = told_of_officials(words)
    for scene in scenes(plain, [(start, end) for start, end, _ in spans], words):
        for one in _once(scene, told is not None and told < scene.start):
            signal = _signal(scene, one, printed)
            for member in one.group.members:
                found[spans[member][2]].append(signal)
    return tuple(map(tuple, found))


def together(said: Iterable[Signal]) -> tuple[Signal, ...]:
    """All that a story says of one firm, a kind once: what has happened before what is planned, then what comes first."""
    first: dict[str, Signal] = {}
    for signal in sorted(said, key=lambda one: one.tense == "planned"):
        first.setdefault(signal.kind, signal)
    if first.get("复工") and first["复工"].tense != "planned":
        first.pop("停产", None)  # the stop is over
    return tuple(first.values())


def _span(repaired: Repaired, mention: Mention) -> tuple[int, int]:
    """The mention in offsets of the repaired text."""
    if repaired.text is repaired.raw:
        return mention.start, mention.end
    everywhere = range(len(repaired.text) + 1)
    start, end = (bisect_left(everywhere, at, key=lambda index: repaired.raw_span(index, index)[0]) for at in (mention.start, mention.end))
    return start, end


def _once(scene: Scene, officials: bool) -> Iterator[Said]:
    """Of each firm each kind once, the surest first: what happened before what is planned."""
    if not scene.tokens:
        return
    words = islice((token for token in scene.tokens if token.word.judged), _MOST_WORDS)
    every = [one for word in words for one in read_word(scene, word)]
    every += read_visits(scene, officials)
    every.sort(key=lambda one: one.tense == "planned")
    seen: set[tuple[tuple[int, ...], str]] = set()
    runs = {one.group.members for one in every if one.kind == "复工" and one.tense != "planned"}
    for one in every:
        key = (one.group.members, one.kind)
        if key not in seen and not (one.kind == "停产" and one.group.members in runs):
            seen.add(key)
            yield one


def _signal(scene: Scene, one: Said, printed: str) -> Signal:
    first, last = scene.clause_span(one.word.start)
    if one.group.end <= one.word.start:
        first = max(first, one.group.end)
    elif one.group.start >= one.word.end:
        last = min(last, one.group.start)
    if one.word.start - first > _QUOTE_LEAD:
        of = printed.rfind("的", one.word.start - _QUOTE_LEAD, one.word.start)
        first = of + 1 if of >= 0 else one.word.start
    end = last if last - one.word.end <= _QUOTE_TAIL else one.word.end
    words = printed[first:end].strip(_EDGES)
    start = printed.index(words, first)
    sentence = printed[scene.start : scene.end]
    lead = len(sentence) - len(sentence.lstrip())
    return Signal(one.kind, one.tense, words, sentence.strip(), start - scene.start - lead, start - scene.start - lead + len(words))
