"""Which firms a word is said of: the subject of its clause, of a clause before, the firm that 的 ties it to, or who speaks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jobs.signals.scene import Group, Scene
    from jobs.signals.words import Token

#: How far behind its firm a word of another clause may stand, in characters and clauses.
_REACH, _CLAUSES = 90, 4
#: Words that say that the firm is not the one that does it.
_NOT_IT = ("region", "agent", "near", "hosts", "attends")
#: What ties a word to a firm behind it: 投产的, 获奖企业有, 停产企业.
_TIES = re.compile(r"[^,。:;、]{0,10}?(?:的|企业|单位)(?:企业|单位)?(?:有|是|为|包括)?")
_LISTS = re.compile(r"(?:有|是|为|包括|分别是|分别为)?")
_SPEAKS = 16
_TOWARDS = "向与和同由从"
_SAME = re.compile(r"^[\s“”\"']*(?:据[^,]{0,6},)?(?:该公司|该企业|该厂|该集团|公司|企业)")


def subject(scene: Scene, word: Token, excused: tuple[str, ...] = ()) -> Group | None:
    """The firms that do or undergo what the word says, None when it may be somebody else. `excused` classes do not speak against it."""
    tied = _tied(scene, word)
    if tied is not None:
        return tied
    before = [group for group in scene.groups if group.end <= word.start]
    if before:
        return _ahead(scene, word, before, excused)
    return _speaker(scene, word) or _after(scene, word) or _same(scene, word, excused)


def _ahead(scene: Scene, word: Token, before: list[Group], excused: tuple[str, ...]) -> Group | None:
    """The last firms before the word, when nobody else comes between."""
    group = before[-1]
    clauses = scene.clause(word.start) - scene.clause(group.start)
    if clauses > _CLAUSES or (clauses and word.start - group.end > _REACH):
        return None
    rivals = [one for one in before[:-1] if scene.clause(one.start) == scene.clause(group.start)]
    if rivals:  # of two firms in a clause that are no list, either may be meant
        return None
    if _others(scene, group.end, word.start, excused):
        return None
    if not clauses and any(token.among("acts") for token in scene.between(group.end, word.start)):
        return None  # 来到某公司调研复工复产: what the visit is about
    if _made_by_others(scene, group) or (oblique(scene, group) and "for" not in excused):
        return None
    return group


def _others(scene: Scene, start: int, end: int, excused: tuple[str, ...] = ()) -> bool:
    """Whether somebody else comes in between; who is only spoken to (面向周边乡镇) does not."""
    for token in scene.between(start, end):
        if token.among(*_NOT_IT) and not token.among(*excused) and scene.text[token.start - 1] not in _TOWARDS:
            return True
    return False


def _made_by_others(scene: Scene, group: Group) -> bool:
    """示例院设计的某公司大楼: it is about who made it."""
    of = scene.text[group.start - 1 : group.start] == "的"
    return of and any(token.among("agent") and token.end == group.start - 1 for token in scene.tokens)


def oblique(scene: Scene, group: Group) -> bool:
    """Whether 向, 给, 对 or 为 stands right before the firms."""
    return any(token.among("for") and token.end == group.start for token in scene.tokens)


def _tied(scene: Scene, word: Token) -> Group | None:
    for group in scene.groups:
        if group.start >= word.end:
            gap = scene.text[word.end : group.start]
            if "仪式" in gap:
                return None
            direct = word.word.text.endswith(("企业", "单位")) and _LISTS.fullmatch(gap)
            return group if direct or (len(gap) <= 12 and gap and _TIES.fullmatch(gap)) else None
    return None


def _speaker(scene: Scene, word: Token) -> Group | None:
    """“…下个月投产。”某公司总经理说: who speaks of 我们 means the firm."""
    group = next((one for one in scene.groups if one.start >= word.end), None)
    if group is None or scene.text[max(scene.start, group.start - 1) : group.start] not in ("”", "」", "』", '"'):
        return None
    if any(token.among("region") for token in scene.between(scene.start, word.start)):
        return None
    speaks = any(token.among("said_by") for token in scene.between(group.end, min(scene.end, group.end + _SPEAKS)))
    return group if speaks else None


def _after(scene: Scene, word: Token) -> Group | None:
    """自投产以来，某公司…: the clause of time belongs to the subject behind it, when it has none of its own."""
    first, last = scene.clause_span(word.start)
    group = next((one for one in scene.groups if one.start >= word.end), None)
    if group is None or group.start > last + 3:
        return None
    if scene.text[last + 1 : group.start] == "其中":
        return group
    if group.start != last + 1:
        return None
    if any(token.among("region", "wish") for token in scene.between(first, word.start)):
        return None
    follows = [token for token in scene.between(word.end, last) if token.among("after")]
    return group if follows and follows[-1].end == last else None


def _same(scene: Scene, word: Token, excused: tuple[str, ...]) -> Group | None:
    """该公司 at a sentence's start is the one firm of the sentence before."""
    if scene.before is None or scene.groups:
        return None
    opening = _SAME.match(scene.text[scene.start : min(scene.end, scene.start + 24)])
    if opening is None or scene.clause(word.start) > 1:
        return None
    return None if _others(scene, scene.start + 1, word.start, excused) else scene.before
