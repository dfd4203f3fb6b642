"""Find the firms a text names: known ones by their aliases, new ones by their endings, later short ones by the document."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ahocorasick_rs import AhoCorasick, MatchKind

from jobs.model import Mention
from jobs.names.boundary import Body, body, torn, window
from jobs.names.fold import canonical
from jobs.names.forms import Ending, completed, endings, land_behind
from jobs.names.judge import Refusal, judge
from jobs.names.known import KnownNames, half_width
from jobs.names.parse import minus_place, short_forms
from jobs.names.words import counties
from jobs.text import repair, simplify, width

_SENTENCE_END = "。！？!?;；\n\r"
_SENTENCE_MOST = 200
_SHORT_LEAST = 4
_KNOWN = frozenset(("known", "alias"))  # rules that outdo what the endings say
#: （以下简称“示例”） behind a full name.
_CALLED = re.compile(r"\((?:以下|下)?(?:简)?称[:：]?[“\"'‘]?([\u4e00-\u9fffA-Za-z0-9]{2,10})[”\"'’]?\)")
_NO_QUOTES = str.maketrans("", "", "“”")
_BRAND_LEAST = 2
_SURE = 0.7  # what a name must reach that is only found behind a word of running text
#: Characters walked through for each character of text, and how many may be saved up: what bounds all work.
_BUDGET_EACH, _BUDGET_MOST = 8, 400
_WHOLE = frozenset(("legal", "known"))  # rules that find a whole legal name


@dataclass(frozen=True, slots=True)
class _Found:
    """A mention in offsets of the plain text."""

    start: int
    end: int
    name: str
    rule: str
    score: float
    certain: bool


def find(text: str, known: KnownNames | None = None, place: str | None = None) -> list[Mention]:
    """The firms that `text` names, in order, with offsets into `text` as given.

    `known` are firms we have (their aliases count), `place` is the story's place: a short alias counts only there or
    where the story also prints the whole name. Never raises; linear time.
    """
    repaired = repair(text)
    printed = simplify(repaired.text)
    plain = width(printed)
    found = _by_endings(plain)
    if known is not None:
        found = _with_known(plain, found, known, place)
    found = _document(plain, found)
    mentions = []
    for one in found:
        start, end = repaired.raw_span(one.start, one.end)
        sentence = canonical_sentence(printed, one.start, one.end)
        mentions.append(Mention(one.name, text[start:end], start, end, sentence, one.rule, round(one.score, 2), one.certain))
    return mentions


def canonical_sentence(plain: str, start: int, end: int) -> str:
    """The sentence around a span, repaired and simplified, at most _SENTENCE_MOST characters to each side."""
    first = max((plain.rfind(mark, max(0, start - _SENTENCE_MOST), start) for mark in _SENTENCE_END), default=-1)
    first = first + 1 if first >= 0 else max(0, start - _SENTENCE_MOST)
    least = min(len(plain), end + _SENTENCE_MOST)
    stops = [at for at in (plain.find(mark, end, least) for mark in _SENTENCE_END) if at >= 0]
    last = min(stops) + 1 if stops else least
    return plain[first:last].strip()


def _by_endings(plain: str) -> list[_Found]:
    found: list[_Found] = []
    closed = 0  # where the last legal name ended: the next one, but a branch of it, begins there or later
    budget, behind, touching = _BUDGET_MOST, 0, 0
    for ending in endings(plain):
        least = 0 if ending.branches else closed
        size = ending.start - window(plain, ending.start, least)
        budget = min(_BUDGET_MOST, budget + (ending.end - behind) * _BUDGET_EACH) - size
        touching = touching + 1 if ending.start == behind else 0
        behind = ending.end
        if budget < 0 or touching > 1:  # no text has so many endings so near to each other
            budget = max(budget, 0)
            continue
        one = _one(plain, ending, least)
        if one is None and found and least < found[-1].end <= ending.start:
            one = _one(plain, ending, found[-1].end)  # not a part of the name before: a firm of its own behind it
        if ending.kind == "legal":
            closed = ending.end
        if one is None:
            continue
        while found and found[-1].end > one.start:
            last = found[-1]
            if one.start <= last.start or one.score >= last.score:
                found.pop()  # the later ending closes the longer name
            else:
                one = None
                break
        if one is not None:
            found.append(one)
    return found


def _one(plain: str, ending: Ending, least: int, *, again: bool = True) -> _Found | None:
    before = body(
        plain, ending.start, closed=not ending.branches, strict=ending.kind == "other", owned=ending.kind == "branch", least=least
    )
    if before is None:
        return None
    verdict = judge(before, ending)
    if isinstance(verdict, Refusal):
        behind = before.start + verdict.behind
        if not again or not verdict.behind or behind >= ending.start:
            return None
        rest = _one(plain, ending, behind, again=False)
        return rest if rest is not None and rest.score >= _SURE else None
    start = before.start + _county_before(plain, before)
    if ending.kind == "cut":
        name = canonical(plain[start : ending.start] + completed(ending.text))
        return _Found(start, ending.end, name, "cut", min(verdict.score, 0.5), False)
    end = ending.end + land_behind(plain, ending.end)
    return _Found(start, end, canonical(plain[start:end]).translate(_NO_QUOTES), verdict.rule, verdict.score, verdict.certain)


def _county_before(plain: str, before: Body) -> int:
    """How many characters at a sentence's start only say where: 左云县 before 示例煤业有限公司, but not before 煤业公司 alone."""
    first, rest = before.tokens[0], before.tokens[1:]
    if first.text not in counties() or (before.start and plain[before.start - 1] not in _SENTENCE_END):
        return 0
    own = sum(len(token.text) for token in rest if token.word.brand)
    return len(first.text) if own >= _BRAND_LEAST and rest[0].word.brand else 0


def _with_known(plain: str, found: list[_Found], known: KnownNames, place: str | None) -> list[_Found]:
    """Known firms by their aliases, and cut-off names completed where one known firm alone begins so."""
    found = [_complete(one, known) if one.rule == "cut" else one for one in found]
    whole = {one.name for one in found if one.certain}
    hits = []
    for hit in known.hits(plain):
        name = known.decide(hit, whole, place)
        if name is not None and (hit.whole or not torn(plain, hit.start, hit.end)):
            rule, score = ("known", 0.99) if hit.whole else ("alias", 0.9)
            hits.append(_Found(hit.start, hit.end, name, rule, score, True))
    return _merged(found, hits)


def _merged(found: list[_Found], hits: list[_Found]) -> list[_Found]:
    """Both lists in order of place; a hit takes the place of what lies inside it and gives way to what reaches out of it."""
    merged: list[_Found] = []
    for one in sorted((*found, *hits), key=lambda each: (each.start, -each.end, each.rule not in _KNOWN)):
        last = merged[-1] if merged else None
        if last is None or last.end <= one.start:
            merged.append(one)
        elif one.rule in _KNOWN and one.start <= last.start and last.end <= one.end:
            merged[-1] = one
    return merged


def _complete(one: _Found, known: KnownNames) -> _Found:
    begun = one.name.removesuffix("公司").removesuffix("责任").removesuffix("有限")
    name = known.completing(begun)
    return replace(one, name=name, score=0.7) if name else one


def _document(plain: str, found: list[_Found]) -> list[_Found]:
    """Short names are the long ones of the same story: 金隅冀东水泥有限公司 is the 大同金隅冀东水泥有限公司 named above."""
    whole = [one for one in found if one.certain and one.rule in _WHOLE]
    names = {one.name for one in whole}
    longer = _owners({name: (minus_place(name),) for name in names})
    called = {canonical(match.group(1)): one.name for one in whole if (match := _CALLED.match(plain, one.end))}
    longer |= {short: longer.get(name, name) for short, name in called.items() if short not in names}
    joined = [
        replace(one, name=longer[one.name], rule="document", certain=True, score=max(one.score, 0.9)) if one.name in longer else one
        for one in found
    ]
    shorts = _owners({name: short_forms(name) for name in names - set(longer)})
    shorts = {short: name for short, name in shorts.items() if len(short) >= _SHORT_LEAST} | called
    return _short_mentions(plain, joined, shorts)


def _owners(forms: dict[str, tuple[str, ...]]) -> dict[str, str]:
    """Short form -> the one name it is short for; a form of two names belongs to neither."""
    owners: dict[str, set[str]] = {}
    for name, shorts in forms.items():
        for short in shorts:
            if short != name:
                owners.setdefault(short, set()).add(name)
    return {short: min(names) for short, names in owners.items() if len(names) == 1}


def _short_mentions(plain: str, found: list[_Found], shorts: dict[str, str]) -> list[_Found]:
    """`found` with the places behind a full name where only a short form of it stands."""
    if not shorts:
        return found
    first: dict[str, int] = {}
    for one in found:
        first.setdefault(one.name, one.start)
    forms = list(shorts)
    automaton = AhoCorasick([half_width(form) for form in forms], matchkind=MatchKind.LeftmostLongest)
    more = []
    for index, start, end in automaton.find_matches_as_indexes(plain):
        name = shorts[forms[index]]
        if start > first.get(name, len(plain)) and not torn(plain, start, end):
            more.append(_Found(start, end, name, "short", 0.8, True))
    return _merged(found, more)
