"""Which firm of many a printed name means: an index that is asked for one name and grows firm by firm.

From strict to loose: the same name, the same but for brackets, form or place, a branch of a firm, and last what the
shared characters say (jobs.names.evidence) against all firms there are, those the index lacks among them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import exp, log

from jobs.names.evidence import Rarity, Shape, units, weight
from jobs.names.fold import canonical, fold_name
from jobs.names.group import registered
from jobs.names.known import KnownName, agrees
from jobs.names.link import (
    ACCEPT,
    AMONG_ALL,
    BRANCH_OF,
    BRAND,
    BRAND_ELSEWHERE,
    BRAND_PLACE,
    MAYBE,
    Link,
    form_key,
    link,
    no_brackets,
)
from jobs.names.parse import parse

#: How many firms a name may mean when nothing says where, when the city is known, and at least, however few the index holds.
COUNTRY, CITY, FEWEST = 50_000_000, 150_000, 1_000
_SHORTENED = 0.65  # the share of short names that are made from the legal name at all; measured .65 to .72
_MARGIN = 3.0  # nats the best must be ahead of the next
_MOST_COMPARED, _MOST_WALKED = 40, 4_000
_CALIBRATION = (3.351, 0.481)  # log odds of the posterior -> of the measured share that is right: .93 -> .99, .3 -> .95
_TIED = 0.001
_LONGEST = 120  # characters; what is longer is no name


@dataclass(frozen=True, slots=True)
class _Entry:
    firm: KnownName
    shape: Shape


class LinkIndex:
    """Known firms, asked for the one a name means. Not for two threads at once."""

    def __init__(self, firms: Iterable[KnownName] = (), *, complete: bool = True) -> None:
        """`complete`: the firm meant is surely among these; False: it may be any of the country, most of which are not here."""
        self._complete = complete
        self._entries: list[_Entry] = []
        self._number: dict[str, int] = {}  # folded name -> entry
        self._keys: defaultdict[str, dict[int, None]] = defaultdict(dict)
        self._grams: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
        self._rarity = Rarity()
        for firm in firms:
            self.add(firm)

    def __len__(self) -> int:
        return len(self._entries)

    def add(self, firm: KnownName) -> None:
        """Add a firm; one that is known gets the aliases and the place it lacked."""
        folded = _key(firm.name)
        if not folded:
            return
        number = self._number.get(folded)
        if number is None:
            number = self._number[folded] = len(self._entries)
            shape = Shape.of(firm.name)
            self._entries.append(_Entry(firm, shape))
            self._rarity.add(shape.core)
            for gram in _grams(shape.core):
                self._grams[gram].append(number)
            for key in _keys(firm.name, shape):
                self._keys[key][number] = None
        else:
            old = self._entries[number]
            aliases = tuple(dict.fromkeys((*old.firm.aliases, *firm.aliases)))
            self._entries[number] = replace(old, firm=replace(old.firm, place=old.firm.place or firm.place, aliases=aliases))
        for alias in firm.aliases:
            self._keys[fold_name(alias)][number] = None

    def link(self, name: str, place: str | None = None) -> Link | None:
        """The firm meant, with a reason and a score to hold against ACCEPT and MAYBE; None when none or several may be.

        `place` is the code of where the name was printed.
        """
        folded = _key(name)
        if not folded:
            return None
        branch = parse(name).branch
        if not branch:
            return self._whole(name, place)
        found = self._by_rule(name, folded, Shape.of(name), place)
        return found if found is not None and found.score >= ACCEPT else self._parent(name, branch, place)

    def _by_rule(self, name: str, folded: str, shape: Shape, place: str | None) -> Link | None:
        """What the rules of `link` say of the firms that share a spelling with the name."""
        numbers = dict.fromkeys(number for key in (folded, *_keys(name, shape)) for number in self._keys.get(key, ()))
        firms = [self._entries[number].firm for number in numbers]
        found = link(name, firms, place)
        if (found is None or found.score < ACCEPT) and self._complete and place is None and not shape.parsed.place:
            whole = [firm for firm, at in zip(firms, numbers, strict=True) if _same_but_place(shape, self._entries[at].shape)]
            if len(whole) == 1:
                return Link(canonical(whole[0].name), AMONG_ALL, ACCEPT)
        return found

    def _parent(self, name: str, branch: str, place: str | None) -> Link | None:
        """The firm a branch belongs to, only where that is certain: a branch is never another firm."""
        whole = canonical(name)
        at = whole.rfind(branch)
        head = whole[:at] if at > 0 else ""
        group = registered(head)
        heads = [head, group[1]] if group and group[0] == head else [head]  # 国网 is 国家电网有限公司
        found = next(filter(None, (self._whole(one, place) for one in heads if one)), None)
        return replace(found, reason=BRANCH_OF.format(branch)) if found is not None and found.score >= ACCEPT else None

    def _whole(self, name: str, place: str | None) -> Link | None:
        """The firm a name without a branch means, the surer of what the rules and the characters say."""
        shape = Shape.of(name)
        found = self._by_rule(name, fold_name(name), shape, place)
        if found is not None and found.score >= ACCEPT:
            return found
        return max(filter(None, (found, self._by_evidence(shape, place))), key=lambda one: one.score, default=None)

    def _by_evidence(self, shape: Shape, place: str | None) -> Link | None:
        """The firm whose name the shared characters speak for, when hardly any other can be meant."""
        weighed = sorted(((weight(shape, entry.shape, self._rarity), entry) for entry in self._alike(shape)), key=lambda pair: -pair[0])
        if not weighed or (len(weighed) > 1 and weighed[0][0] - weighed[1][0] < _MARGIN):
            return None
        best, entry = weighed[0]
        near = agrees(entry.firm.place, place)
        score = _score(best, [nats for nats, _ in weighed[1:]], self._world(near))
        if score < MAYBE or _another_place(shape, entry.shape):
            return None
        if not near and place and entry.firm.place and not shape.place:  # perhaps the firm, never a fact
            return Link(canonical(entry.firm.name), BRAND_ELSEWHERE, min(score, ACCEPT - _TIED))
        return Link(canonical(entry.firm.name), BRAND_PLACE if near else BRAND, score)

    def _world(self, near: bool) -> int:
        return max(len(self), FEWEST if self._complete else CITY if near else COUNTRY)

    def _alike(self, shape: Shape) -> Iterator[_Entry]:
        """The entries that share the most telling pairs of characters; work is bounded whatever the size of the index."""
        wanted = _grams(units(shape.place) + shape.core) | _grams(shape.core)
        shared: defaultdict[int, float] = defaultdict(float)
        walked = 0
        for rows in sorted(filter(None, (self._grams.get(gram) for gram in wanted)), key=len):
            walked += len(rows)
            if walked > _MOST_WALKED and shared:
                break
            telling = log(1 + len(self) / len(rows))
            for number in rows[:_MOST_WALKED]:
                shared[number] += telling
        for number in sorted(shared, key=lambda number: (-shared[number], number))[:_MOST_COMPARED]:
            yield self._entries[number]


def _grams(core: Sequence[str]) -> set[tuple[str, ...]]:
    """Neighbouring units; letters and a unit that stands alone also by themselves."""
    return set(pairwise(core)) | {(unit,) for unit in core if unit.isascii() or len(core) == 1}


def _key(name: str) -> str:
    """The name folded; '' when it is too long to be one."""
    return fold_name(name) if len(name) <= _LONGEST else ""


def _keys(name: str, shape: Shape) -> tuple[str, ...]:
    """Under which spellings names meet that differ in brackets, or in place and form."""
    parsed = shape.parsed
    return fold_name(name), f"({no_brackets(name)}", f"={fold_name(parsed.core)}|{parsed.branch}"


def _same_but_place(name: Shape, firm: Shape) -> bool:
    one, two = name.parsed, firm.parsed
    same = one.core == two.core and form_key(one.form) == form_key(two.form) and one.branch == two.branch
    return same and bool(one.form) and len(two.brand) > 1


def _another_place(name: Shape, firm: Shape) -> bool:
    """Whether each name says where it is, and they say different places."""
    return bool(name.place and firm.place) and name.place not in firm.place and firm.place not in name.place


def _score(best: float, others: Sequence[float], world: int) -> float:
    """The share of links like this one that is right, from the chance that it is this firm and no other of the world."""
    anybody = log((1 - _SHORTENED) / _SHORTENED * world)
    against = log(exp(anybody) + sum(exp(min(nats, 700.0)) for nats in others))
    start, slope = _CALIBRATION
    return 1 / (1 + exp(-(start + slope * (best - against))))
