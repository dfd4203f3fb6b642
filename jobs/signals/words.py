"""The words of jobs/data/signals.tsv, found in a text by one automaton."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from jobs.text import width

#: Marks that part clauses, in ordinary width; 、 parts the members of a list and is none.
_MARKS = ",:"
_SURROGATE = re.compile("[\ud800-\udfff]")
_SAID = "said."
_JUDGED = {"starts", "phase", "gets", "wins", "honours"}


class Word(NamedTuple):
    """One word of the table: its classes, and what it says of a firm."""

    text: str
    classes: frozenset[str]
    says: str | None  # one of jobs.model.SIGNALS, but 获奖 and 调研, which are read from the words around
    judged: bool  # whether it may say something of a firm; the others only bear on those that do
    kept: bool  # False for an idle word, which is only there to take a shorter one's place


class Token(NamedTuple):
    """A word where it stands in the text."""

    start: int
    end: int
    word: Word

    def among(self, *classes: str) -> bool:
        """Whether the word is of one of the classes."""
        return not self.word.classes.isdisjoint(classes)


@cache
def table() -> tuple[Word, ...]:
    """All words, each once."""
    classes: dict[str, set[str]] = {mark: {"mark"} for mark in _MARKS}
    lines = resources.files("jobs").joinpath("data/signals.tsv").read_text("utf-8").splitlines()
    for name, words in (line.split("\t") for line in lines if line and not line.startswith("#")):
        for word in words.split():
            classes.setdefault(width(word), set()).add(name)
    return tuple(_word(text, of) for text, of in classes.items())


def _word(text: str, classes: set[str]) -> Word:
    says = next((name.removeprefix(_SAID) for name in sorted(classes) if name.startswith(_SAID)), None)
    return Word(text, frozenset(classes), says, bool(says or classes & _JUDGED), "idle" not in classes)


@cache
def _automaton() -> AhoCorasick:
    return AhoCorasick([word.text for word in table()], matchkind=MatchKind.LeftmostLongest)


def tokens(plain: str) -> list[Token]:
    """The words of the table in a text of ordinary width, in order, none over another; idle ones left out."""
    words = table()
    safe = _SURROGATE.sub("\ufffd", plain)  # the automaton speaks UTF-8
    return [Token(start, end, words[index]) for index, start, end in _automaton().find_matches_as_indexes(safe) if words[index].kept]
