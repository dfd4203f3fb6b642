"""Which known firm a printed name means, with a reason a reader can check."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from jobs.names.fold import canonical, fold_name
from jobs.names.known import KnownName, agrees
from jobs.names.parse import Parsed, bare, parse

SAME_NAME = "全称完全一致"
EARLIER_FULL = "文中已出现全称，此处为其简称"
CONFIRMED = "已确认的简称"
BRANCH_OF = "分支机构（{}），隶属该公司"
OTHER_BRACKETS = "仅括号写法不同"
OTHER_FORM = "仅公司形式写法不同"
PLACE_LEFT_OUT = "省略地名，地点一致"
FORM_LEFT_OUT = "省略公司形式，地点一致"
AMONG_ALL = "省略地名，仅此一家相符"
BRAND_PLACE = "简称，地点一致，仅此一家相符"
BRAND = "简称，仅此一家相符"
BRAND_ELSEWHERE = "简称相符，但地点不同"

ACCEPT = 0.99  # may be stored as a fact
MAYBE = 0.95  # shown as 可能是同一家
_BRAND_LEAST = 2
_NO_BRACKETS = str.maketrans("", "", "()")


@dataclass(frozen=True, slots=True)
class Link:
    """A link from a printed name to the canonical name of a known firm."""

    name: str
    reason: str
    score: float


@dataclass(frozen=True, slots=True)
class _Side:
    """One name with what the rules look at, taken apart once."""

    folded: str
    parsed: Parsed
    form: str

    @classmethod
    def of(cls, name: str) -> _Side:
        parsed = parse(name)
        return cls(fold_name(name), parsed, form_key(parsed.form))


def link(name: str, candidates: Iterable[KnownName], place: str | None = None, printed: Sequence[str] = ()) -> Link | None:
    """The one candidate that `name` means; None when none fits, or several fit equally well.

    `place` is the story's place code, `printed` the full names the same story prints. Rules from strict to loose; the
    first that fits any candidate decides, and where it fits two nothing is linked: a guess would be one of them.
    """
    side = _Side.of(name)
    best: dict[str, Link] = {}
    level = len(_RULES)
    full = {fold_name(one) for one in printed}
    for firm in candidates:
        other = _Side.of(firm.name)
        for rank, rule in enumerate(_RULES[: level + 1]):
            found = rule(side, other, firm, agrees(firm.place, place) or other.folded in full, other.folded in full)
            if found is None:
                continue
            if rank < level:
                best, level = {}, rank
            best[other.folded] = Link(canonical(firm.name), *found)
            break
    return next(iter(best.values())) if len(best) == 1 else None


def form_key(form: str) -> str:
    """A form under which its spellings meet."""
    return form.replace("有限责任公司", "有限公司").replace("（集团）", "集团")


def no_brackets(name: str) -> str:
    """The folded name without its brackets."""
    return fold_name(name).translate(_NO_BRACKETS)


def _same(side: _Side, other: _Side, _: KnownName, __: bool, ___: bool) -> tuple[str, float] | None:
    return (SAME_NAME, 1.0) if side.folded == other.folded else None


def _alias(side: _Side, _: _Side, firm: KnownName, __: bool, ___: bool) -> tuple[str, float] | None:
    return (CONFIRMED, 0.99) if side.folded in {fold_name(alias) for alias in firm.aliases} else None


def _brackets(side: _Side, other: _Side, _: KnownName, __: bool, ___: bool) -> tuple[str, float] | None:
    return (OTHER_BRACKETS, 0.99) if side.folded.translate(_NO_BRACKETS) == other.folded.translate(_NO_BRACKETS) else None


def _branch(side: _Side, other: _Side, _: KnownName, __: bool, ___: bool) -> tuple[str, float] | None:
    if not side.parsed.branch or other.parsed.branch:
        return None
    return (BRANCH_OF.format(side.parsed.branch), 0.99) if side.folded == other.folded + fold_name(side.parsed.branch) else None


def _other_form(side: _Side, other: _Side, _: KnownName, near: bool, __: bool) -> tuple[str, float] | None:
    one, two = side.parsed, other.parsed
    if side.form != other.form or not one.form or one.core != two.core or one.branch != two.branch:
        return None
    if bare(one.place) != bare(two.place):
        return None
    return (OTHER_FORM, 0.99 if near or one.place else 0.97)


def _left_out(side: _Side, other: _Side, _: KnownName, near: bool, full: bool) -> tuple[str, float] | None:
    one, two = side.parsed, other.parsed
    if not near or one.branch != two.branch or one.core != two.core or len(one.core) < _BRAND_LEAST + 1:
        return None
    if one.place and two.place and bare(one.place) != bare(two.place):
        return None
    if len(two.brand) < _BRAND_LEAST or (one.form and side.form != other.form):
        return None
    if full:
        return (EARLIER_FULL, 0.99)
    return (PLACE_LEFT_OUT, 0.99) if one.form else (FORM_LEFT_OUT, 0.96)


_RULES = (_same, _alias, _brackets, _branch, _other_form, _left_out)
