"""Whether a sentence asserts what a word says, and when: negations, plans, conditions, rumours, other people's wishes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from jobs.signals.scene import Group, Scene
    from jobs.signals.words import Token

Tense = Literal["done", "planned", "open", "denied"]

#: How far before the word a plain 未 or 不 denies it, and how far 尚未 or 没有 does.
_NEAR, _FAR = 3, 16
_LATER = re.compile(r"(?:之后|后)[^。]{0,8}?(?:可|将|预计|(?<![未不])能|有望)")
#: 投产之前, 停产前: it had not come to that.
_BEFORE_IT = re.compile(r"(?:之前|以前|前)(?!景|来|期|夕)")


def tense(scene: Scene, word: Token, group: Group) -> Tense:
    """What the words around say: "done", "planned", "open" when nothing says, "denied" when it is not asserted."""
    first, last = scene.clause_span(word.start)
    before = scene.between(first, word.start)
    if _unsaid(scene, word, before, group):
        return "denied"
    if _LATER.match(scene.text, word.end, min(scene.end, word.end + 14)) and not any(token.among("done") for token in before):
        return "planned"
    said = _before(before, group) or ("done" if word.among("done") else None)
    if said is not None:
        return said
    near = _FAR if word.among("phase", "said.扩建") else _NEAR  # building goes on: 二期…已封顶
    if any(token.among("done") and token.start - word.end <= near for token in scene.between(word.end, last)):
        return "done"
    return _around(scene, first)


def _before(before: list[Token], group: Group) -> Literal["done", "planned"] | None:
    """The word of time that stands nearest before."""
    for token in reversed(before):
        if token.among("done"):
            return "done"
        if token.among("plan") and not (token.end == group.start and token.among("against")):  # 将某公司列入… is no plan
            return "planned"
    return None


def _around(scene: Scene, first: int) -> Tense:
    """Nothing in the clause says when; the clauses before it may: 昨日，…签约."""
    for token in reversed(scene.between(scene.start, first)):
        if token.among("done"):
            return "done"
    return "open"


def _unsaid(scene: Scene, word: Token, before: list[Token], group: Group) -> bool:
    if scene.has("doubt") or any(token.among("suppose") for token in scene.between(scene.start, word.start)):
        return True
    if any(token.among("undo") for token in scene.between(word.end, scene.end)):
        return True
    if any(token.among("undo") for token in before) or _BEFORE_IT.match(scene.text, word.end, scene.end):
        return True
    return any(_denies(token, word) for token in before) or _wished(scene, word, group)


def _denies(token: Token, word: Token) -> bool:
    gap = word.start - token.end
    return (token.among("far") and gap <= _FAR) or (token.among("deny") and gap <= _NEAR)


def _wished(scene: Scene, word: Token, group: Group) -> bool:
    """Whether somebody wants it of the firm or helps it to: 支持…扩建, 希望企业…投产."""
    start = min(group.start, word.start) - 12 if group.end <= word.start else word.start - 24
    return any(token.among("wish") for token in scene.between(max(scene.start, start), word.start))
