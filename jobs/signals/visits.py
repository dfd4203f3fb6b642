"""调研: officials come to the firm's place. Reporters, pupils, buyers and the firm's own people do not count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs.signals.rules import Said, said

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jobs.signals.scene import Group, Scene
    from jobs.signals.words import Token

#: How far before the firms the verb of coming may stand, and how far behind them what was done there.
_BEFORE, _BEHIND = 12, 70


def read_visits(scene: Scene, officials: bool) -> Iterator[Said]:
    """The visits a sentence tells of. `officials`: the story has told of officials on a visit before."""
    present = scene.has("official")
    if scene.has("lay") and not present:
        return
    for group in scene.groups:
        word = _visited(scene, group, present or officials)
        if word is not None:
            yield from said(scene, "调研", word, group)


def told_of_officials(words: Iterable[Token]) -> int | None:
    """From where on a story has told of officials and of a visit, None when it does neither or only one."""
    official = visit = None
    for token in words:
        if official is None and token.among("official"):
            official = token.start
        if visit is None and token.among("acts", "teams"):
            visit = token.start
        if official is not None and visit is not None:
            return max(official, visit)
    return None


def _visited(scene: Scene, group: Group, officials: bool) -> Token | None:
    """The word that says that these firms were visited, None when none does."""
    if not officials:
        return None
    first, last = scene.clause_span(group.start)
    if any(first <= one.start < group.start for one in scene.groups):
        return None  # another firm is who came
    leading = scene.between(max(first, group.start - _BEFORE), group.start)
    came = next((token for token in reversed(leading) if token.among("visits", "at", "acts", "against")), None)
    if came is None:
        return _received(scene, group, last)
    return came if came.among("acts") else _done_there(scene, group, came)


def _done_there(scene: Scene, group: Group, came: Token) -> Token | None:
    """What was done where they came: without it, coming is no visit of officials."""
    first, last = scene.clause_span(group.start)
    behind = scene.between(group.end, min(scene.end, group.end + _BEHIND))
    act = next((token for token in behind if token.among("acts")), None)
    if came.among("visits"):
        team = any(token.among("teams") for token in scene.between(first, came.start))
        return act or (came if team or any(token.among("looks") for token in behind) else None)
    return (act or _there(scene, group, last)) if came.end == group.start else None


def _there(scene: Scene, group: Group, last: int) -> Token | None:
    """在某公司，调研组…了解: what the next clauses say was done there."""
    if last != group.end:
        return None
    behind = scene.between(group.end, min(scene.end, group.end + _BEHIND))
    looked = next((token for token in behind if token.among("looks", "acts")), None)
    return next((token for token in behind if token.among("teams")), looked) if looked else None


def _received(scene: Scene, group: Group, last: int) -> Token | None:
    """某公司迎来…检查."""
    if scene.text[group.end : group.end + 2] not in ("迎来", "接受", "迎接"):
        return None
    return next((token for token in scene.between(group.end, last) if token.among("acts")), None)
