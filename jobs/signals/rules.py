"""What makes a word say something of a firm, kind by kind: the words it needs beside it, and those that speak against it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jobs.signals.subject import oblique, subject
from jobs.signals.tense import tense

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from jobs.signals.scene import Group, Scene
    from jobs.signals.words import Token


class Said(NamedTuple):
    """A kind of news, the firms it is of, the word that says it, and when ("done", "planned", None)."""

    kind: str
    group: Group
    word: Token
    tense: str | None


#: Characters behind a word within which what it is about is looked for.
_ABOUT = 14
#: Kinds that are news only once they have happened.
_ONLY_DONE = frozenset(("获奖", "欠薪", "处罚"))


def said(scene: Scene, kind: str, word: Token, group: Group | None) -> Iterator[Said]:
    """The word said of the firms, unless the sentence denies it."""
    if group is None:
        return
    when = tense(scene, word, group)
    if when == "denied" or (when == "planned" and kind in _ONLY_DONE):
        return
    yield Said(kind, group, word, None if when == "open" else when)


def read_word(scene: Scene, word: Token) -> Iterator[Said]:
    """What one word of the table says."""
    says = word.word.says
    rule = _RULES.get(says) if says else None
    if rule is not None:
        yield from rule(scene, word)
    if word.among("starts"):
        yield from _starts(scene, word)
    elif word.among("phase"):
        yield from _phase(scene, word)
    elif word.among("gets", "wins", "honours"):
        yield from _award(scene, word)


def _near(scene: Scene, word: Token, *classes: str, most: int = _ABOUT) -> bool:
    """Whether a word of the classes stands close behind in the same clause."""
    _, last = scene.clause_span(word.start)
    return any(token.among(*classes) for token in scene.between(word.end, min(last, word.end + most)))


# ---------------------------------------------------------------- the works


def _plain(scene: Scene, word: Token) -> Iterator[Said]:
    """投产, 扩建, 复工: said of the subject."""
    yield from said(scene, word.word.says or "", word, subject(scene, word))


def _stops(scene: Scene, word: Token) -> Iterator[Said]:
    """停产: also 对…下达停产整顿. 关闭 needs works behind it; a stop that the sentence says is over is no news."""
    if word.word.text == "关闭" and not _near(scene, word, "line", "site") and "厂" not in scene.text[word.end : word.end + _ABOUT]:
        return
    yield from said(scene, "停产", word, subject(scene, word, ("for",)))


def _starts(scene: Scene, word: Token) -> Iterator[Said]:
    """开工: of a works it is an expansion, after a holiday it is the return to work, else it says nothing."""
    first, last = scene.clause_span(word.start)
    clause = scene.between(first, last)
    text = scene.text[first : word.start]
    if any(token.among("site", "phase") for token in clause) or text.endswith("项目"):
        yield from said(scene, "扩建", word, subject(scene, word))
    elif any(token.among("holiday") for token in scene.between(scene.start, word.start)):
        yield from said(scene, "复工", word, subject(scene, word))


def _phase(scene: Scene, word: Token) -> Iterator[Said]:
    """二期, 新厂房, 新建: an expansion when the words behind say that it is being built, and none says that it runs."""
    _, last = scene.clause_span(word.start)
    behind = scene.between(word.end, last)
    if any(token.word.says in ("投产", "扩建", "签约") or token.among("starts") for token in behind):
        return
    first, _ = scene.clause_span(word.start)
    needs = ("line",) if word.word.text in _MADE else ("works",)
    made = any(token.among(*needs) for token in behind)
    if not made and word.word.text not in _MADE:
        made = any(token.among("works") for token in scene.between(max(first, word.start - 8), word.start))
    if not made:
        return
    early = any(token.among("early") for token in behind)
    for one in said(scene, "扩建", word, subject(scene, word)):
        yield one._replace(tense="planned") if early else one


_MADE = frozenset(("新建", "增加", "新增", "新上", "增建"))

# ---------------------------------------------------------------- papers and people


def _signs(scene: Scene, word: Token) -> Iterator[Said]:
    """签约: with a partner, not with one's own staff; every firm of the clause is a party."""
    if scene.has("clinic") or _near(scene, word, "pact") or (word.word.text == "签字" and not scene.has("done")):
        return
    guest = any(token.among("attends") for token in scene.between(scene.start, word.start))
    yield from said(scene, "签约", word, subject(scene, word, ("for", "attends", "region") if guest else ("for",)))


def _hires(scene: Scene, word: Token) -> Iterator[Said]:
    """招聘: by the firm, or at a fair it takes part in; posts count when it offers them."""
    if word.among("fair"):
        yield from _fair(scene, word)
        return
    if word.among("posts") and word.word.text == "岗位":
        yield from _offers(scene, word)
        return
    if word.word.text not in ("招收", "急缺") or _of_workers(scene, word):
        yield from said(scene, "招聘", word, subject(scene, word))


def _of_workers(scene: Scene, word: Token) -> bool:
    """招收学徒 and not 招收学员, 急缺焊工 and not 急缺原料."""
    return not _near(scene, word, "learners") and any(one in scene.text[word.end : word.end + _ABOUT] for one in "工人员师名")


def _offers(scene: Scene, word: Token) -> Iterator[Said]:
    first, _ = scene.clause_span(word.start)
    if not any(token.among("offer") for token in scene.between(max(first, word.start - 20), word.start)):
        return
    for one in said(scene, "招聘", word, subject(scene, word)):
        if one.tense != "planned":  # posts that a works will bring are no vacancies
            yield one


def _fair(scene: Scene, word: Token) -> Iterator[Said]:
    """A job fair is news of the firms that take part, not of who holds it."""
    if word is not next(token for token in scene.tokens if token.among("fair")):
        return  # one fair a sentence
    joined = scene.has("joins")
    for group in scene.groups:
        around = scene.between(group.end, scene.clause_span(group.start)[1])
        if any(token.among("hosts", "near") for token in around) or scene.has("hosts"):
            continue
        if _holds(scene, group, word):
            continue
        close = 0 <= word.start - group.end <= 2
        held_for = oblique(scene, group) and scene.text[word.start - 4 : word.start].startswith("举办")
        own = "举办" in scene.text[group.end : word.start]
        if close or held_for or joined or own:
            yield from said(scene, "招聘", word, group)


def _holds(scene: Scene, group: Group, word: Token) -> bool:
    """Whether the firm holds the fair for others: 举办招聘会, 32家企业进场."""
    holds = any(one in scene.text[group.end : word.start] for one in ("举办", "组织", "主持"))
    return holds and any(one in scene.text[word.end : scene.end] for one in ("家企业", "用人单位", "家单位"))


def _owes(scene: Scene, word: Token) -> Iterator[Said]:
    """欠薪: wages, owed by the firm and not to it."""
    text = word.word.text
    if text in ("拖欠", "克扣"):
        _, last = scene.clause_span(word.start)
        if not any(token.among("wages") for token in scene.between(word.end, min(last, word.end + _ABOUT))):
            return
        if scene.text[max(scene.start, word.start - 1) : word.start] == "被":
            return
    yield from said(scene, "欠薪", word, subject(scene, word, ("for",)) or _listed(scene, word))


def _listed(scene: Scene, word: Token) -> Group | None:
    """通报三起…案件，某公司上榜."""
    _, last = scene.clause_span(word.start)
    for group in scene.groups:
        if group.start == last + 1:
            _, end = scene.clause_span(group.start)
            return group if any(token.among("listed") for token in scene.between(group.end, end)) else None
    return None


# ---------------------------------------------------------------- penalties and honours


def _punished(scene: Scene, word: Token) -> Iterator[Said]:
    """处罚: suffered by the firm before it, or laid on the one behind it."""
    behind = next((group for group in scene.groups if group.start == word.end), None)
    group = behind or subject(scene, word, ("for", "person"))
    if group is None:
        return
    if behind is None and not word.among("passive"):
        first = max(scene.start, group.start - 2)
        against = any(token.among("against") and token.end == group.start for token in scene.between(first, group.start))
        suffers = any(token.among("suffers") for token in scene.between(group.end, word.start))
        if not (against or suffers or "不服" in scene.text[group.end : word.start]):
            return
    yield from said(scene, "处罚", word, group)


def _award(scene: Scene, word: Token) -> Iterator[Said]:
    """获奖: received by the firm, not by one of its people, nor given by it."""
    if word.among("honours"):
        yield from _honoured(scene, word)
        return
    _, last = scene.clause_span(word.start)
    if not word.among("gets") and not any(token.among("prize") for token in scene.between(word.end, last)):
        return
    group = subject(scene, word)
    if group is None or any(token.among("person") for token in scene.between(group.end, word.start)):
        return
    yield from said(scene, "获奖", word, group)


def _honoured(scene: Scene, word: Token) -> Iterator[Said]:
    """表彰 right before the firms, or 对…予以表彰 around them, or a list behind that is 榜上有名."""
    for group in scene.groups:
        if word.end <= group.start <= word.end + 2:
            yield from said(scene, "获奖", word, group)
            return
    if word.word.text == "授予":
        return
    before = [group for group in scene.groups if group.end <= word.start]
    if before and oblique(scene, before[-1]):
        yield from said(scene, "获奖", word, before[-1])
        return
    yield from said(scene, "获奖", word, _listed(scene, word))


_RULES: dict[str, Callable[[Scene, Token], Iterator[Said]]] = {
    "投产": _plain,
    "扩建": _plain,
    "复工": _plain,
    "停产": _stops,
    "签约": _signs,
    "招聘": _hires,
    "欠薪": _owes,
    "处罚": _punished,
}
