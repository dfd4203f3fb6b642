"""What the rest of a story, and the firms we know, say of its names: short ones, cut-off ones, aliases."""

from __future__ import annotations

import re
from dataclasses import replace

from ahocorasick_rs import AhoCorasick, MatchKind

from jobs.names.boundary import torn
from jobs.names.fold import canonical
from jobs.names.known import KnownNames, half_width
from jobs.names.parse import minus_place, short_forms
from jobs.names.trace import Found, Trace

_SHORT_LEAST = 4
_FEW = 32
_KNOWN = frozenset(("known", "alias"))  # rules that outdo what the endings say
_WHOLE = frozenset(("legal", "known"))  # rules that find a whole legal name
#: （以下简称“示例”） behind a full name.
_CALLED = re.compile(r"\((?:以下|下)?(?:简)?称[:：]?[“\"'‘]?([\u4e00-\u9fffA-Za-z0-9]{2,10})[”\"'’]?[,，)]")


def with_known(plain: str, found: list[Found], known: KnownNames, place: str | None, trace: Trace | None = None) -> list[Found]:
    """Known firms by their aliases, and cut-off names completed where one known firm alone begins so."""
    found = [_complete(one, known, trace) if one.rule == "cut" else one for one in found]
    whole = {one.name for one in found if one.certain}
    hits = []
    for hit in known.hits(plain):
        name, why = known.decide(hit, whole, place)
        if name is not None and not hit.whole and torn(plain, hit.start, hit.end):
            name, why = None, "别名从词的中间开始或结束"
        if name is not None:
            rule, score = ("known", 0.99) if hit.whole else ("alias", 0.9)
            hits.append(Found(hit.start, hit.end, name, rule, score, True))
            if trace is not None:
                trace.take(hits[-1], why)
        elif trace is not None:
            trace.refuse(hit.start, hit.end, why)
    return _merged(found, hits, trace)


def _merged(found: list[Found], hits: list[Found], trace: Trace | None) -> list[Found]:
    """Both lists in order of place; a hit takes the place of what lies inside it and gives way to what reaches out of it."""
    merged: list[Found] = []
    for one in sorted((*found, *hits), key=lambda each: (each.start, -each.end, each.rule not in _KNOWN)):
        last = merged[-1] if merged else None
        if last is None or last.end <= one.start:
            merged.append(one)
            continue
        gone = one
        if one.rule in _KNOWN and one.start <= last.start and last.end <= one.end:
            merged[-1], gone = one, last
        if trace is not None and (gone.start, gone.end) != (merged[-1].start, merged[-1].end):
            trace.refuse(gone.start, gone.end, f"在“{merged[-1].name}”之内或与之重叠")
    return merged


def _complete(one: Found, known: KnownNames, trace: Trace | None) -> Found:
    begun = one.name.removesuffix("公司").removesuffix("责任").removesuffix("有限")
    name = known.completing(begun)
    if name is None:
        return one
    whole = replace(one, name=name, score=0.7)
    if trace is not None:
        trace.take(whole, "已知公司中只有一家以此开头")
    return whole


def by_document(plain: str, found: list[Found], trace: Trace | None = None) -> list[Found]:
    """Short names are the long ones of the same story: 金隅冀东水泥有限公司 is the 大同金隅冀东水泥有限公司 named above."""
    whole = [one for one in found if one.certain and one.rule in _WHOLE]
    names = {one.name for one in whole}
    longer = _owners({name: (minus_place(name),) for name in names})
    called = {canonical(match.group(1)): one.name for one in whole if (match := _CALLED.match(plain, one.end))}
    longer |= {short: longer.get(name, name) for short, name in called.items() if short not in names}
    joined = [_lengthened(one, longer, trace) for one in found]
    shorts = _owners({name: short_forms(name) for name in names - set(longer)})
    shorts = {short: name for short, name in shorts.items() if len(short) >= _SHORT_LEAST} | called
    return _short_mentions(plain, joined, shorts, trace)


def _lengthened(one: Found, longer: dict[str, str], trace: Trace | None) -> Found:
    if one.name not in longer:
        return one
    long = replace(one, name=longer[one.name], rule="document", certain=True, score=max(one.score, 0.9))
    if trace is not None:
        trace.take(long, f"同文另有全称“{long.name}”，省略地名后与此相同")
    return long


def _owners(forms: dict[str, tuple[str, ...]]) -> dict[str, str]:
    """Short form -> the one name it is short for; a form of two names belongs to neither."""
    owners: dict[str, set[str]] = {}
    for name, shorts in forms.items():
        for short in shorts:
            if short != name:
                owners.setdefault(short, set()).add(name)
    return {short: min(names) for short, names in owners.items() if len(names) == 1}


def _short_mentions(plain: str, found: list[Found], shorts: dict[str, str], trace: Trace | None) -> list[Found]:
    """`found` with the places behind a full name where only a short form of it stands."""
    if not shorts:
        return found
    first: dict[str, int] = {}  # where each full name first ended
    for one in found:
        first.setdefault(one.name, one.end)
    forms = list(shorts)
    if len(forms) <= _FEW:  # looking for each costs less than building an automaton, and most stories print none
        forms = [form for form in forms if plain.find(half_width(form), first.get(shorts[form], len(plain))) >= 0]
        if not forms:
            return found
    automaton = AhoCorasick([half_width(form) for form in forms], matchkind=MatchKind.LeftmostLongest)
    more = []
    for index, start, end in automaton.find_matches_as_indexes(plain):
        name = shorts[forms[index]]
        if start >= first.get(name, len(plain)) and not torn(plain, start, end):
            more.append(Found(start, end, name, "short", 0.8, True))
            if trace is not None:
                trace.take(more[-1], f"前文已出现全称“{name}”，此处为其简称")
    return _merged(found, more, trace)
