"""How names that follow one another become places: narrower, wider, beside, or another place."""

from __future__ import annotations

from dataclasses import dataclass, field

from jobs.places.lexicon import Name
from jobs.places.table import prefix


def inside(outer: tuple[str, ...], codes: tuple[str, ...]) -> tuple[str, ...]:
    """Those of `codes` that lie in one of `outer`; the divisions of `outer` themselves only when nothing lies deeper."""
    heads = tuple([prefix(code) for code in outer])
    held = tuple([code for code in codes if code.startswith(heads)])
    if len(held) < 2:
        return held
    return tuple([code for code in held if code not in outer]) or held


@dataclass(slots=True)
class Chain:
    """One place being read, from its widest name to its narrowest."""

    all: tuple[str, ...]  # what the last name can mean
    sure: tuple[str, ...]  # what it means; empty while undecided
    up: list[tuple[str, ...]] = field(default_factory=list)  # what the names before it mean

    @property
    def known(self) -> tuple[str, ...]:
        """What it means, or else all that it can mean."""
        return self.sure or self.all

    def narrow(self, name: Name) -> bool:
        """Go on to `name`, if it can lie inside; that may decide what the names before it meant."""
        if self.sure and self.sure == name.sure and not self.sure[0].endswith("0000"):
            return True  # 大同-大同: said twice, not a county of the same name
        for outer in (self.sure, self.all):
            held = inside(outer, name.all) if outer else ()
            if self.sure and outer is not self.sure:  # against what the name means by itself only something deeper counts
                held = tuple([code for code in held if code not in outer])
            if held:
                if held != outer:
                    self.up.append(tuple([code for code in outer if inside((code,), held)]))
                self.all, self.sure = held, _decided(held, name)
                return True
        return False

    def widen(self, name: Name, always: bool) -> bool:
        """Take in a wider name behind a narrower one (朝阳区，北京); `always`: even where the narrower one was clear."""
        held = inside(name.sure or name.all, self.all)
        if not held or (self.sure and not always):
            return False
        self.up = [name.sure or name.all]
        self.all, self.sure = held, self.sure if self.sure and set(self.sure) <= set(held) else _decided(held)
        return True

    def beside(self, name: Name) -> Chain | None:
        """A new chain under one of the names before, if `name` lies there: 北京市朝阳区、海淀区."""
        for depth in range(len(self.up), 0, -1):
            if held := inside(self.up[depth - 1], name.all):
                return Chain(held, _decided(held, name), self.up[:depth])
        return None


def _decided(held: tuple[str, ...], name: Name | None = None) -> tuple[str, ...]:
    """What is left when only `held` is possible: the only one, or what the name means by itself, or the only widest one."""
    if len(held) == 1:
        return held
    if name is not None and name.sure and set(name.sure) <= set(held):
        return name.sure
    widest = min(len(prefix(code)) for code in held)
    first = tuple([code for code in held if len(prefix(code)) == widest])
    return first if len(first) == 1 and widest < 6 else ()


def _is_quarter(name: Name, chain: Chain) -> bool:
    """Whether a short name behind a city is a quarter of it that we do not know (深圳-西乡), not a county far away."""
    if not name.short or not chain.sure or not chain.sure[0].endswith("00"):
        return False
    return not any(code.endswith("00") or code[:2] == chain.sure[0][:2] for code in name.sure)


class Trail:
    """The places of one text, as its names come in."""

    def __init__(self, around: tuple[str, ...] = ()) -> None:
        self.chain: Chain | None = None
        self.codes: dict[str, None] = {}
        self.candidates: dict[str, None] = {}
        self.closed = 0
        self._around = around  # the context and what lies around it, narrowest first
        self._last: Chain | None = None

    def add(self, name: Name, either_way: bool = False, touching: bool = False) -> None:
        """The next name; `either_way`: the wider one may come last, as in English; `touching`: it stands in the same part."""
        chain = self.chain
        if chain is None:
            self.chain = self._begin(name)
            return
        if chain.narrow(name) or chain.widen(name, either_way):
            return
        if chain.sure and inside(name.sure or name.all, chain.sure) == chain.sure:
            return  # 大同市，山西省: nothing new
        beside = chain.beside(name)
        if beside is None and touching and _is_quarter(name, chain):
            return
        self.close()
        self.chain = beside or self._begin(name)

    def close(self) -> None:
        """The place is read; what comes is another."""
        chain, self.chain = self.chain, None
        if chain is None:
            return
        self.closed += 1
        self._last = chain
        self.codes.update(dict.fromkeys(chain.sure))
        if not chain.sure:
            self.candidates.update(dict.fromkeys(chain.all))
            if chain.up and len(chain.up[-1]) == 1:  # 河北省桥东区: which one is open, but the province is not
                self.codes.update(dict.fromkeys(chain.up[-1]))

    def scope(self, name: Name | None) -> tuple[str, ...]:
        """Where a town would have to lie if it stood behind `name`."""
        if name is None:
            return self.chain.known if self.chain else ()
        if self.chain and (held := inside(self.chain.known, name.all)):
            return held
        return self.meant(name)

    def holds(self, name: Name) -> bool:
        """Whether `name` lies inside what was read before."""
        return self.chain is not None and bool(inside(self.chain.known, name.all))

    def _begin(self, name: Name) -> Chain:
        last = self._last
        if last is not None and not name.sure and (beside := last.beside(name)):
            return beside
        if last is not None and not name.sure and (held := inside(last.known, name.all)):
            return Chain(held, _decided(held), [last.known])
        return Chain(name.all, self.meant(name))

    def meant(self, name: Name) -> tuple[str, ...]:
        """What a name means at the head of a place: what it means here, or by itself, or nothing yet."""
        for nearness, code in enumerate(self._around):
            head = prefix(code)
            held = tuple([one for one in name.all if one.startswith(head)])
            if not held:
                continue
            # a province's name is never taken for a namesake nearby, and a whole province is not near
            if name.sure and (set(name.sure) <= set(held) or name.sure[0].endswith("0000") or (nearness and len(head) == 2)):
                return name.sure
            return held if len(held) == 1 else _decided(held) or name.sure
        return name.sure
