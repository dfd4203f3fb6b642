"""Where a name begins, given where it ends: one walk over the words of the clause with two ways to read each.

Words before the name are paid for as running text, words inside it as parts of a name, and the change from one to the
other costs what the word before it makes likely (little after 来到 or 、, much after a noun). The cheapest walk wins.
Work is bounded by WINDOW times the longest word for a name, so a text of any length is read in linear time and without recursion.
"""

from __future__ import annotations

from dataclasses import dataclass

from jobs.names.words import DATE, DIGITS, LETTERS, UNKNOWN, Word, lexicon, longest

WINDOW = 44  # characters looked at before a form
_STOP_EDGE = 4  # a name that begins a sentence or follows punctuation
_NUMBERED = 12  # a row of a list: 2 示例集团
_CUT_EDGE = 60  # the window is full: who knows what stands before
_LEADS = {"S": 40, "C": 20, "T": -40, "K": -25, "(": -100}  # names often begin with a place, seldom with a trade, never with a bracket
_CHARACTER = 71  # a word costs no more than its characters one by one, so that it is read as the word it is
_BRACKET_MOST = 14
_CLOSING = {")": "(", "”": "“"}
_APART = "BPNYqtfm"  # kinds of words that stand around names
#: Kind of a word -> what is added to its first character when that is read alone.
_TORN = {**dict.fromkeys(_APART, 140), "K": 140, "T": 90}
_UNLIKELY = "vftmqBPNY"  # kinds of words that hardly stand in a name
_DATE_MARKS = "年月日时"
_DATELINE = "电讯"
_FAR = 1 << 30
_LACKS = (70, 20, 45, 0)  # what a name costs that shows nothing of its own, a place, one character, a brand
_LACKS_LEGAL = (160, 60, 45, 0)  # 有限公司 proves that there is a name
_LACKS_OWNER = (140, 140, 45, 0)
_LOOSE = 45  # added to a word that hardly stands in a name, where the ending alone does not prove one
_CLOSED = 130  # added to a closing form inside a name that is no branch: 甲有限公司与乙有限公司 are two
_PLAIN = Word(70, 75, 60, 1, "(")
_DASH = Word(20, 60, 6, 0, "-")
_ASIDE = Word(60, 400, 8, 0, "(")
_BYLINES = ("记者", "本报", "通讯员", "图", "摄", "见", "以下", "下称", "简称", "原")
_IN_BRACKETS = Word(90, 25, 20, 1, "(")
_QUOTED = Word(20, 90, 10, 2, "z")  # “示例”家具公司
_BESIDE = Word(60, 60, 15, 1, "(")  # no place and no form in it


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


def window(text: str, end: int, least: int = 0) -> int:
    """Where the clause that ends at `end` begins: behind punctuation or an open bracket, not before `least`, at most WINDOW back."""
    least = max(least, end - WINDOW)
    at = end
    while at > least:
        character = text[at - 1]
        if character in _CLOSING:
            opened = _opened(text, at - 1)
            if opened is None or opened < least:
                return at
            at = opened
        elif inside(character) or _single_dash(text, at - 1):
            at -= 1
        else:
            return at
    return at


def inside(character: str) -> bool:
    """Whether a name may hold this character outside brackets."""
    return character.isalnum() or character in "&·•‧・+-_○"


def _single_dash(text: str, at: int) -> bool:
    """甲—乙: a dash of one character between two that a name may hold; ——, as before a by-line, is not one."""
    return text[at] == "—" and 0 < at < len(text) - 1 and text[at - 1].isalpha() and text[at + 1].isalpha()


def _opened(text: str, closing: int) -> int | None:
    opened = text.rfind(_CLOSING[text[closing]], max(0, closing - _BRACKET_MOST), closing)
    if opened < 0 or opened + 1 == closing or not all(map(inside, text[opened + 1 : closing])):
        return None
    return opened


def body(text: str, end: int, *, closed: bool = True, strict: bool = False, owned: bool = False, least: int = 0) -> Body | None:
    """The likeliest name body that ends at `end`; None when nothing can stand there.

    `closed`: the name is no branch of another firm. `strict`: its ending alone (厂, 公司) does not prove a name.
    `owned`: it is a branch (分行, 分公司), so that a place alone is no name.
    `least`: the name begins here or later.
    """
    first = window(text, end, least)
    if first == end:
        return None
    walk = _Walk(
        text[first:end], _STOP_EDGE if first in (0, least) or not inside(text[first - 1]) else _CUT_EDGE, closed=closed, strict=strict
    )
    start, tokens, before, cost = walk.best(_LACKS_OWNER if owned else _LACKS if strict else _LACKS_LEGAL)
    return Body(first + start, tokens, before, cost) if tokens else None


class _Walk:
    """The cheapest readings of every prefix of one clause: still before the name, or in it with what it shows so far."""

    def __init__(self, text: str, first_edge: int, *, named: bool = False, closed: bool = False, strict: bool = False) -> None:
        size = len(text)
        self.text = text
        self.named = named  # the whole text is a name: nothing is running text
        self.loose = _LOOSE if strict else 0
        self.closed = closed  # a legal form ends the name: none stands inside it
        self.out = [_FAR] * (size + 1)
        self.out_last: list[tuple[int, Word | None]] = [(0, None)] * (size + 1)
        self.edge = [first_edge] + [_FAR] * size
        # one column a state, as in _LACKS
        self.name = [[_FAR] * (size + 1) for _ in _LACKS]
        self.name_last: list[list[tuple[int, Word | None, int]]] = [[(0, None, -1)] * (size + 1) for _ in _LACKS]
        self.out[0] = 0
        words = lexicon()
        self.bank = words["银行"]  # 示例银行股份有限公司 is one name, 甲银行投资乙银行 holds two
        for at in range(size):
            for upto, word in _steps(text, at, words):
                self._step(at, upto, word)

    def _step(self, at: int, upto: int, word: Word) -> None:
        before = self.out[at]
        if before + word.out < self.out[upto] and not self.named:
            self.out[upto] = before + word.out
            self.out_last[upto] = (at, word)
            self.edge[upto] = _NUMBERED if at == 0 and word is DIGITS else word.edge
        inside = self._inside(word, upto - at)
        gain = self._gain(word, upto - at)
        cost = before + self.edge[at] - _LEADS.get(word.kind, 0) + inside
        if cost < self.name[gain][upto]:
            self.name[gain][upto] = cost
            self.name_last[gain][upto] = (at, word, -1)
        for state, column in enumerate(self.name):
            cost = column[at] + inside
            if cost < _FAR:
                shows = 3 if state == gain == 2 else max(gain, state)
                if cost < self.name[shows][upto]:
                    self.name[shows][upto] = cost
                    self.name_last[shows][upto] = (at, word, state)

    def _gain(self, word: Word, size: int) -> int:
        """What a word adds to what a name shows of its own, as in _LACKS; before a branch, the firm it belongs to."""
        if word.kind == "F":
            return 0 if self.closed else 3
        if not word.brand:
            return 0
        return 1 if word.kind in "SsC" else 2 if size == 1 else 3

    def _inside(self, word: Word, size: int) -> int:
        if word.kind == "F":
            return word.inside + (_CLOSED if self.closed and (self.loose or word is not self.bank) else 0)
        if size == 1:
            return word.inside + (self.loose if word.kind in "fqBY" and not word.brand else 0)
        if word.kind == "v" and self.loose:
            return word.inside
        cost = word.inside + (self.loose if word.kind in _UNLIKELY else 0)
        return min(cost, _CHARACTER * size + (60 if word.kind in _APART else 0))

    def best(self, lacks: tuple[int, ...] = _LACKS) -> tuple[int, tuple[Token, ...], Token | None, int]:
        """Start, words and the word before of the cheapest name that reaches the end of the clause."""
        at = len(self.text)
        cost, state = min((self.name[state][at] + lack, state) for state, lack in enumerate(lacks))
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
    if character in "(—“" or character.isascii():
        return [_sign(text, at)]
    found = []
    torn = 0
    for upto in range(at + 1, min(len(text), at + longest().get(character, 0)) + 1):
        word = words.get(text[at:upto])
        if word is not None:
            found.append((upto, word))
            if upto > at + 1:
                torn = max(torn, _TORN.get(word.kind, 0))
    if not found or found[0][0] != at + 1:
        found.insert(0, (at + 1, UNKNOWN))
    if torn:  # 参 of 参观 is hardly the brand 参
        upto, single = found[0]
        found[0] = (upto, single._replace(inside=single.inside + torn))
    return found


def _sign(text: str, at: int) -> tuple[int, Word]:
    """What is no Chinese word: a dash, a bracket or quotation with what it holds, a date, a number, Latin letters."""
    if text[at] == "—":
        return at + 1, _DASH
    if text[at] in "(“":
        return _held(text, at)
    upto = at + 1
    while upto < len(text) and text[upto].isascii() and text[upto] not in "()":
        upto += 1
    if not text[at:upto].isdigit():
        return upto, LETTERS
    if text[upto : upto + 1] not in _DATE_MARKS or upto == len(text):
        return upto, DIGITS
    return upto + (2 if text[upto + 1 : upto + 2] in _DATELINE and upto + 1 < len(text) else 1), DATE


def _held(text: str, at: int) -> tuple[int, Word]:
    """A bracket or a quotation that opens at `at`, with what it holds."""
    quoted = text[at] == "“"
    closing = text.find("”" if quoted else ")", at)
    if closing < 0 or (quoted and closing <= at + 2):
        return at + 1, _PLAIN
    if quoted:
        return closing + 1, _QUOTED
    if text.startswith(_BYLINES, at + 1):
        return closing + 1, _ASIDE
    held = lexicon().get(text[at + 1 : closing])
    return closing + 1, _IN_BRACKETS if held is not None and held.kind in "SsCTz" else _BESIDE


def torn(text: str, start: int, end: int) -> bool:
    """Whether a span begins or ends in the middle of a word: 国中医药 in 中国中医药."""
    words = lexicon()
    left = start > 0 and text[start - 1 : start + 1] in words
    return left or (end < len(text) and text[end - 1 : end + 1] in words)


def read(text: str) -> tuple[Token, ...]:
    """The words of a text that is all name (no running text before it)."""
    if not text:
        return ()
    walk = _Walk(text, 0, named=True)
    return walk.best()[1]
