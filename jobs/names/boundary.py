"""Where a name begins, given where it ends: one walk over the words of the clause with two ways to read each.

Words before the name are paid for as running text, words inside it as parts of a name, and the change from one to the
other costs what the word before it makes likely (little after 来到 or 、, much after a noun). The cheapest walk wins.
Work is bounded by WINDOW × LONGEST for a name, so a text of any length is read in linear time and without recursion.
"""

from __future__ import annotations

from dataclasses import dataclass

from jobs.names.words import DIGITS, LETTERS, LONGEST, UNKNOWN, Word, lexicon

WINDOW = 44  # characters looked at before a form
_STOP_EDGE = 4  # a name that begins a sentence or follows punctuation
_CUT_EDGE = 60  # the window is full: who knows what stands before
_PLACE_LEADS = 25  # names often begin with a place
_BRACKET_MOST = 14
_FAR = 1 << 30
_LACKS = (70, 20, 0)  # what a name costs that shows nothing of its own, only a place, a brand
_PLAIN = Word(70, 75, 60, 1, "(")
_IN_BRACKETS = Word(90, 25, 80, 1, "(")


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a name as the walk read it."""

    text: str
    word: Word


@dataclass(frozen=True, slots=True)
class Body:
    """What stands before a form: the words of the name, and how the walk came there."""

    start: int
    tokens: tuple[Token, ...]
    before: Token | None  # the word before the name; None after punctuation
    cost: int


def window(text: str, end: int) -> int:
    """Where the clause that ends at `end` begins: behind punctuation or an open bracket, at most WINDOW characters back."""
    least = max(0, end - WINDOW)
    at = end
    while at > least:
        character = text[at - 1]
        if character == ")":
            opened = _opened(text, at - 1)
            if opened is None or opened < least:
                return at
            at = opened
        elif inside(character):
            at -= 1
        else:
            return at
    return at


def inside(character: str) -> bool:
    """Whether a name may hold this character outside brackets."""
    return character.isalnum() or character in "&·+-_"


def _opened(text: str, closing: int) -> int | None:
    opened = text.rfind("(", max(0, closing - _BRACKET_MOST), closing)
    if opened < 0 or opened + 1 == closing or not all(map(inside, text[opened + 1 : closing])):
        return None
    return opened


def body(text: str, end: int) -> Body | None:
    """The likeliest name body that ends at `end`; None when nothing can stand there."""
    first = window(text, end)
    if first == end:
        return None
    walk = _Walk(text[first:end], _STOP_EDGE if first == 0 or not inside(text[first - 1]) else _CUT_EDGE)
    start, tokens, before, cost = walk.best()
    return Body(first + start, tokens, before, cost) if tokens else None


class _Walk:
    """The cheapest readings of every prefix of one clause: still before the name, or in it with what it shows so far."""

    def __init__(self, text: str, first_edge: int, named: bool = False) -> None:
        size = len(text)
        self.text = text
        self.named = named  # the whole text is a name: nothing is running text
        self.out = [_FAR] * (size + 1)
        self.out_last: list[tuple[int, Word | None]] = [(0, None)] * (size + 1)
        self.edge = [first_edge] + [_FAR] * size
        # one column a state: nothing of its own yet, a place, a brand
        self.name = [[_FAR] * (size + 1) for _ in range(3)]
        self.name_last: list[list[tuple[int, Word | None, int]]] = [[(0, None, -1)] * (size + 1) for _ in range(3)]
        self.out[0] = 0
        words = lexicon()
        for at in range(size):
            for upto, word in _steps(text, at, words):
                self._step(at, upto, word)

    def _step(self, at: int, upto: int, word: Word) -> None:
        cost = self.out[at] + word.out
        if cost < self.out[upto] and not self.named:
            self.out[upto] = cost
            self.out_last[upto] = (at, word)
            self.edge[upto] = word.edge
        gain = 0 if not word.brand else 1 if word.kind in "Ss" else 2
        begun = self.out[at] + self.edge[at] - (_PLACE_LEADS if word.kind == "S" else 0) + word.inside
        self._enter(upto, gain, begun, (at, word, -1))
        for state, column in enumerate(self.name):
            if column[at] < _FAR:
                self._enter(upto, max(state, gain), column[at] + word.inside, (at, word, state))

    def _enter(self, upto: int, state: int, cost: int, last: tuple[int, Word, int]) -> None:
        if cost < self.name[state][upto]:
            self.name[state][upto] = cost
            self.name_last[state][upto] = last

    def best(self) -> tuple[int, tuple[Token, ...], Token | None, int]:
        """Start, words and the word before of the cheapest name that reaches the end of the clause."""
        at = len(self.text)
        cost, state = min((self.name[state][at] + _LACKS[state], state) for state in range(3))
        tokens: list[Token] = []
        while state >= 0:
            back, word, state = self.name_last[state][at]
            if word is None:
                return at, (), None, cost
            tokens.append(Token(self.text[back:at], word))
            at = back
        behind, last = self.out_last[at]
        before = Token(self.text[behind:at], last) if at and last else None
        return at, tuple(reversed(tokens)), before, cost


def _steps(text: str, at: int, words: dict[str, Word]) -> list[tuple[int, Word]]:
    """The words that may begin at `at`, with where each ends."""
    character = text[at]
    if character == "(":
        closing = text.find(")", at)
        return [(closing + 1, _IN_BRACKETS)] if closing > 0 else [(at + 1, _PLAIN)]
    if character.isascii():
        upto = at + 1
        while upto < len(text) and text[upto].isascii() and text[upto] not in "()":
            upto += 1
        return [(upto, DIGITS if text[at:upto].isdigit() else LETTERS)]
    found = []
    for upto in range(at + 1, min(len(text), at + LONGEST) + 1):
        word = words.get(text[at:upto])
        if word is not None:
            found.append((upto, word))
    if not found or found[0][0] != at + 1:
        found.insert(0, (at + 1, UNKNOWN))
    return found


def read(text: str) -> tuple[Token, ...]:
    """The words of a text that is all name (no running text before it)."""
    if not text:
        return ()
    walk = _Walk(text, 0, named=True)
    return walk.best()[1]
