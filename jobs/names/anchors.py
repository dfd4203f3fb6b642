"""Firms nobody told us of, by the endings of their names: where each name begins, and whether it is one."""

from __future__ import annotations

from jobs.names.boundary import Body, body, window
from jobs.names.fold import canonical
from jobs.names.forms import Ending, completed, endings, land_behind
from jobs.names.judge import Refusal, judge
from jobs.names.trace import Found, Trace
from jobs.names.words import counties

SENTENCE_END = "。！？!?;；\n\r"
_NO_QUOTES = str.maketrans("", "", "“”")
_BRAND_LEAST = 2
_SURE = 0.7  # what a name must reach that is only found behind a word of running text
_CUT_MOST = 0.5  # how far a cut-off name is trusted
#: Characters walked through for each character of text, and how many may be saved up: what bounds all work.
_BUDGET_EACH, _BUDGET_MOST = 8, 400
_OWNERS = ("公司", "银行")  # what a branch or a plant belongs to ends so; a branch may belong to a 集团 too


def by_endings(plain: str, trace: Trace | None = None) -> list[Found]:
    """Every firm whose name ends as firms' names do, in order, without overlaps."""
    found: list[Found] = []
    closed = 0  # where the last legal name ended: the next one, but a branch of it, begins there or later
    budget, behind, touching = _BUDGET_MOST, 0, 0
    for ending in endings(plain, trace):
        least = 0 if ending.branches else closed
        size = ending.start - window(plain, ending.start, least)
        budget = min(_BUDGET_MOST, budget + (ending.end - behind) * _BUDGET_EACH) - size
        touching = touching + 1 if ending.start == behind else 0
        behind = ending.end
        if budget < 0 or touching > 1:  # no text has so many endings so near to each other
            budget = max(budget, 0)
            if trace is not None:
                trace.refuse(ending.start, ending.end, "词尾过密，不像文章")
            continue
        one = _one(plain, ending, least, trace)
        if one is None and found and least < found[-1].end <= ending.start:
            one = _one(plain, ending, found[-1].end, trace)  # not a part of the name before: a firm of its own behind it
        if ending.kind == "legal":
            closed = ending.end
        if one is not None:
            _append(found, one, trace)
    return found


def _append(found: list[Found], one: Found, trace: Trace | None) -> None:
    """Put a name behind the others; where two overlap, the longer or the surer stays."""
    while found and found[-1].end > one.start:
        last = found[-1]
        gone = last if one.start <= last.start or one.score >= last.score else one
        if trace is not None:
            trace.refuse(gone.start, gone.end, f"与“{(one if gone is last else last).name}”重叠，取后者")
        if gone is one:
            return
        found.pop()  # the later ending closes the longer name
    found.append(one)


def _one(plain: str, ending: Ending, least: int, trace: Trace | None, *, again: bool = True) -> Found | None:
    """The name one ending closes, beginning at `least` or later; None when there is none."""
    before = body(
        plain, ending.start, closed=not ending.branches, strict=ending.kind == "other", owned=ending.kind == "branch", least=least
    )
    if before is None:
        if trace is not None:
            trace.refuse(ending.start, ending.end, "前面没有名称")
        return None
    verdict = judge(before, ending)
    if isinstance(verdict, Refusal):
        if trace is not None:
            trace.refuse(before.start, ending.end, verdict.why, before)
        behind = before.start + verdict.behind
        if not again or not verdict.behind or behind >= ending.start:
            return None
        rest = _one(plain, ending, behind, trace, again=False)
        return rest if rest is not None and rest.score >= _SURE else None
    start = before.start + _county_before(plain, before)
    if ending.kind == "cut":
        name = canonical(plain[start : ending.start] + completed(ending.text))
        one = Found(start, ending.end, name, "cut", min(verdict.score, _CUT_MOST), False)
    else:
        end = ending.end + land_behind(plain, ending.end)
        name = canonical(plain[start : _owner_end(before, ending) or end]).translate(_NO_QUOTES)
        one = Found(start, end, name, verdict.rule, verdict.score, verdict.certain)
    if trace is not None:
        trace.take(one, verdict.why, before)
    return one


def _county_before(plain: str, before: Body) -> int:
    """How many characters at a sentence's start only say where: 左云县 before 示例煤业有限公司, but not before 煤业公司 alone."""
    first, rest = before.tokens[0], before.tokens[1:]
    if first.text not in counties() or (before.start and plain[before.start - 1] not in SENTENCE_END):
        return 0
    own = sum(len(token.text) for token in rest if token.word.brand)
    return len(first.text) if own >= _BRAND_LEAST and rest[0].word.brand else 0


def _owner_end(before: Body, ending: Ending) -> int:
    """Where the firm ends that a branch belongs to, for the branch is no firm of its own: 示例银行 of 示例银行大同分行. 0: no branch."""
    if not ending.branches:
        return 0
    owners = (*_OWNERS, "集团") if ending.kind == "branch" else _OWNERS
    at, owner = before.start, 0
    for number, token in enumerate(before.tokens):
        at += len(token.text)
        if number and token.text.endswith(owners):
            owner = at
    return owner
