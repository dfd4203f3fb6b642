"""Whether what stands before an ending is a firm's own name, or a word for firms (保险公司, 某工程总公司)."""

from __future__ import annotations

from dataclasses import dataclass

from jobs.names.boundary import Body, Token
from jobs.names.forms import Ending
from jobs.names.words import proper_names

_UNNAMED = frozenset("某该")
_RARE = 106  # cost of a word that is rare enough to be a brand
_RARE_VERB = 124
_MEASURES = "个家座名条批所台位间支次"
_TRADES = 4
_MOST = 40  # characters of the longest name we believe


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a name was found and how far to trust it."""

    rule: str
    score: float
    certain: bool


@dataclass(frozen=True, slots=True)
class _Weight:
    """Characters of a body by how much they are somebody's own."""

    strong: int  # places, brands, characters no word explains
    rare: int  # words rare enough to be a brand
    common: int  # words that say what sort of firm it is

    @classmethod
    def of(cls, tokens: tuple[Token, ...]) -> _Weight:
        strong = rare = common = 0
        numbers = all(token.word.kind in "mF" for token in tokens)
        for token in tokens:
            size = len(token.text)
            if token.word.brand == 2 or (size == 1 and token.word.brand and not numbers):
                strong += size
            elif token.word.brand and token.word.out >= (_RARE_VERB if token.word.kind in "vwa" else _RARE):
                rare += size
            elif token.word.brand:
                common += size
        return cls(strong, rare, common)


def judge(before: Body, ending: Ending) -> Verdict | None:
    """What to make of a body and its ending; None when they name no firm."""
    size = sum(len(token.text) for token in before.tokens)
    if size < 2 or size > _MOST or any(map(_several, before.tokens)):
        return None
    weight = _Weight.of(before.tokens)
    if ending.kind not in ("legal", "cut"):
        return _judge_loose(before, ending, weight)
    last = before.tokens[-1].word
    if (not weight.strong and weight.rare + weight.common < 2) or (last.brand == 0 and last.kind in "BPNYftq"):
        return None
    if any(token.text in _UNNAMED or not token.text.strip("XxOo*") for token in before.tokens):
        return Verdict("unnamed", 0.3, False)  # 某商贸有限公司: printed so that nobody can tell who it is
    return Verdict("legal", 0.95 if weight.strong >= 2 else 0.85, True)


def _judge_loose(before: Body, ending: Ending, weight: _Weight) -> Verdict | None:
    """A body before 公司, 厂, 集团, 银行: the ending proves nothing, the body must."""
    tokens = before.tokens
    if "".join(token.text for token in tokens) + ending.text in proper_names():
        return Verdict("suffix", 0.8, True)
    counted = _counted(before.before) and (weight.strong < 2 or all(token.word.kind in "SsCTK" for token in tokens))
    if counted or _spoken(tokens) or _only_place(tokens, ending) or any(token.text in _UNNAMED for token in tokens):
        return None
    if weight.strong >= 2:
        return Verdict("suffix", 0.7, True)
    if ending.text == "总公司" and sum(len(token.text) for token in tokens if token.word.kind == "T") >= _TRADES:
        return Verdict("suffix", 0.5, True)  # 航天工业总公司: one of its kind
    if weight.common or weight.strong + weight.rare < 2:
        return None
    own = [token for token in tokens if token.word.brand]
    return Verdict("suffix", 0.5, True) if weight.strong or (len(own) == 1 and own[0] is tokens[0]) else None


def _several(token: Token) -> bool:
    return token.word.kind == "Y" and len(token.text) > 1


def _counted(token: Token | None) -> bool:
    """一家, 多个, 各: what follows is a sort of firm, not one firm."""
    return token is not None and token.word.kind in "Ymq"


def _spoken(tokens: tuple[Token, ...]) -> bool:
    """Running text inside: a verb, a function word, a title; or a word for a sort of firm at either end (跨国, 大)."""
    for token in tokens:
        single = len(token.text) == 1
        if token.word.kind in "mq" and token.text[-1] in _MEASURES:
            return True
        if token.word.kind in "ftqBPNY" and (not single or token.word.brand == 0):
            return True
        if token.word.kind in "vw" and not single and token.word.out < _RARE_VERB:
            return True
    return any(token.word.kind == "K" and not (len(token.text) == 1 and _in_brand(tokens, at)) for at, token in enumerate(tokens))


def _in_brand(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether the character beside is one of a brand too: 大杨集团, 顶新集团."""
    beside = (*tokens[max(0, at - 1) : at], *tokens[at + 1 : at + 2])
    return any(len(token.text) == 1 and token.word.brand == 2 for token in beside)


def _only_place(tokens: tuple[Token, ...], ending: Ending) -> bool:
    """日本公司 says where firms are; 大同银行 and 北海公司 name one."""
    if len(tokens) == 1 and tokens[0].text.startswith("第"):
        return True  # 第一集团: a rank
    if any(token.word.kind not in "SsC" for token in tokens):
        return False
    return (
        tokens[-1].word.kind == "C"
        or ending.kind == "branch"
        or (ending.text == "公司" and tokens[-1].text.endswith(("省", "市", "县", "区")))
    )
