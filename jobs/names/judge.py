"""Whether what stands before an ending is a firm's own name, or a word for firms (保险公司, 某工程总公司)."""

from __future__ import annotations

from dataclasses import dataclass

from jobs.names.boundary import Body, Token
from jobs.names.forms import Ending

_UNNAMED = frozenset("某该")
_MOST = 40  # characters of the longest name we believe


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a name was found and how far to trust it."""

    rule: str
    score: float
    certain: bool


def judge(before: Body, ending: Ending) -> Verdict | None:
    """What to make of a body and its ending; None when they name no firm."""
    size = sum(len(token.text) for token in before.tokens)
    if size < 2 or size > _MOST or any(_unnamed(token) for token in before.tokens):
        return None
    strong = sum(len(token.text) for token in before.tokens if token.word.brand == 2)
    weak = sum(len(token.text) for token in before.tokens if token.word.brand == 1 and token.word.kind not in "vw")
    if ending.kind in ("legal", "cut"):
        return Verdict("legal", 0.95 if strong >= 2 else 0.85, True) if strong or weak >= 2 else None
    if strong < 2 and (weak < 2 or _counted(before.before)):
        return None
    return Verdict("suffix", 0.7 if strong >= 2 else 0.5, True)


def _unnamed(token: Token) -> bool:
    return token.text in _UNNAMED or (token.word.kind == "Y" and len(token.text) > 1)


def _counted(token: Token | None) -> bool:
    """一家, 多个, 各: what follows is a sort of firm, not one firm."""
    return token is not None and token.word.kind in "Ymq"
