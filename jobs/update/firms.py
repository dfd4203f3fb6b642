"""Which firm a name on a page is: one we have, one made now, or a question for the operator. Inside one transaction."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jobs.model import Proposal
from jobs.names import KnownName, canonical, fold_name, parse
from jobs.names.credit import credit_code
from jobs.names.group import parent_group
from jobs.names.index import LinkIndex
from jobs.names.link import ACCEPT, BRANCH_OF, Link, link
from jobs.names.parse import owner
from jobs.names.trade import trade_of
from jobs.places import gazetteer

if TYPE_CHECKING:
    from datetime import datetime

    from jobs.model import Company, Mention, Sighting
    from jobs.store import Writing
    from jobs.update.report import Kept

COMPLETED = "名称没有印全，已知企业中只有一家以此开头"
CODE = "统一社会信用代码"


@dataclass(frozen=True, slots=True)
class Named:
    """What a name came to: a firm with the reason, or none; `perhaps` what it may be, for the operator."""

    company: Company | None = None
    reason: str | None = None
    perhaps: Link | None = None


@dataclass(slots=True)
class Firms:
    """The firms of one page. `index` holds every firm we know and learns those that are made here."""

    writing: Writing
    index: LinkIndex
    place: str | None  # of the source
    now: datetime
    kept: Kept
    _met: dict[tuple[str, str | None], Named] = field(default_factory=dict)

    def mentioned(self, mention: Mention) -> Named:
        """The firm a mention means. A doubtful one never makes a firm, it may only point at one we know."""
        if not mention.certain:
            known = self.writing.companies_like(fold_name(mention.name))
            return Named(known[0], COMPLETED) if len(known) == 1 else Named()
        named = self._meet(mention.name, "news", self.place, make=True)
        if named.company is None:
            return named
        code = credit_code(mention.sentence)
        if code:
            self.writing.learn(named.company.id, self.now, credit_code=code)
        if named.reason and fold_name(mention.as_printed) == fold_name(mention.name):
            return named
        return Named(named.company, self._why(mention, named.company) or named.reason)

    def employing(self, sighting: Sighting) -> Company | None:
        """The firm that offers the post. A name that the list cut off may only point at a firm we know."""
        if not sighting.company:
            return None
        if sighting.company_cut:
            known = self.writing.companies_like(fold_name(sighting.company))
            return known[0] if len(known) == 1 else None
        codes = [code for place in sighting.places for code in place.codes]
        company = self._meet(sighting.company, "post", codes[0] if len(codes) == 1 else self.place, make=legal(sighting.company)).company
        code = credit_code(sighting.raw.get(CODE, ""))
        if company is not None and code:
            self.writing.learn(company.id, self.now, credit_code=code)
        return company

    def ask_operator(self, article_id: int, mention: Mention, perhaps: Link) -> None:
        """Put a mention that may be a firm we know into the operator's queue."""
        known = self._known(perhaps.name)
        if known is not None:
            told = Proposal(
                kind="mention", company_id=known.id, reason=perhaps.reason, score=perhaps.score, article_id=article_id, mention=mention
            )
            self.writing.review(told, self.now)

    def _meet(self, name: str, evidence: str, place: str | None, *, make: bool) -> Named:
        """The firm of a whole name, looked for once a page; `make`: made when we have none."""
        name = canonical(name)
        key = (name, place)
        if key not in self._met:
            self._met[key] = self._look(name, evidence, place, make=make)
        return self._met[key]

    def _look(self, name: str, evidence: str, place: str | None, *, make: bool) -> Named:
        """An alias that is the same, then what the index accepts, then a new firm."""
        if self.writing.companies_like(fold_name(name)):
            return Named(self._company(name, evidence))
        found = self.index.link(name, place)
        known = self._known(found.name) if found else None
        if found is not None and known is not None and found.score >= ACCEPT:
            if not parse(name).branch:  # a branch is no other name of the firm
                self.writing.add_alias(known.id, name, found.reason, self.now)
            return Named(known, found.reason)
        if not make or (found and known and not closed(name)):
            return Named(perhaps=found)
        whose, branch = owner(name)
        company = self._company(whose, evidence)
        if found is not None and known is not None and known.id != company.id:
            told = Proposal(kind="company", company_id=known.id, other_id=company.id, reason=found.reason, score=found.score)
            self.writing.review(told, self.now)
        return Named(company, BRANCH_OF.format(branch) if branch else None)

    def _company(self, name: str, evidence: str) -> Company:
        """The firm of this very name, made when we do not have it, with what its name tells."""
        company, new = self.writing.company(name, seat(name, self.place), evidence, self.now)
        self.kept.companies += new
        if new:
            self.writing.learn(company.id, self.now, group=parent_group(name), trade=trade_of(name))
        self.index.add(KnownName(company.name, company.place))
        return company

    def _known(self, name: str) -> Company | None:
        """The stored firm the index means; None when it is gone, or when two share the name."""
        known = self.writing.companies_like(fold_name(name))
        return known[0] if len(known) == 1 else None

    def _why(self, mention: Mention, company: Company) -> str | None:
        """Why the printed string is this firm, in words a reader can check."""
        firm = KnownName(company.name, company.place)
        found = link(mention.as_printed, [firm], self.place, [mention.name]) or LinkIndex([firm]).link(mention.as_printed, self.place)
        return found.reason if found else None


def seat(name: str, context: str | None) -> str | None:
    """The place a firm's name begins with, when it can only be one; a name without a place says nothing about where."""
    written = parse(name).place
    found = gazetteer().read(written, context).codes if written else ()
    return found[0] if len(found) == 1 else None


def legal(name: str) -> bool:
    """Whether an employer's name says what it is (公司, 厂, 银行 …): only such names are firms of their own."""
    return bool(parse(name).form)


def closed(name: str) -> bool:
    """Whether the name is a legal person's whole name: 有限公司 ends it, or what stands before its branch."""
    return parse(name).form.endswith(("有限公司", "有限责任公司"))
