"""Names on pages and the firms we keep: what is joined, what stays apart, what the operator is asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType

import pytest

from jobs.model import Company, Mention, PlaceReading, Sighting
from jobs.names import KnownName
from jobs.names.index import LinkIndex
from jobs.store import Store, Writing
from jobs.update.firms import Firms, Named
from jobs.update.report import Kept
from tests.store_samples import NOW, story

DATONG, SHUOZHOU = "140200", "140600"
CODE = "91140200999999999"  # made up; its check character is computed below


def _code() -> str:
    weights = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
    rest = sum(int(digit) * weight for digit, weight in zip(CODE, weights, strict=True)) % 31
    return CODE + "0123456789ABCDEFGHJKLMNPQRTUWXY"[(31 - rest) % 31]


@dataclass
class Page:
    """A page of a source at a place, kept in one transaction."""

    store: Store
    place: str | None = DATONG
    index: LinkIndex = field(default_factory=lambda: LinkIndex(complete=False))

    def firms(self, writing: Writing) -> Firms:
        for firm, aliases in self.store.companies():
            self.index.add(KnownName(firm.name, firm.place, aliases))
        return Firms(writing, self.index, self.place, NOW, Kept())

    def news(self, name: str, sentence: str = "", *, certain: bool = True) -> Named:
        said = sentence or f"{name}投产。"
        mention = Mention(name=name, as_printed=name, start=0, end=len(name), sentence=said, rule="suffix", score=0.9, certain=certain)
        with self.store.writing() as writing:
            firms = self.firms(writing)
            named = firms.mentioned(mention)
            if named.perhaps is not None:
                number, _ = writing.article("paper", story("http://p/1", "题", said), self.place, NOW)
                firms.ask_operator(number, mention, named.perhaps)
        return named

    def post(self, company: str, place: str | None = DATONG, code: str = "") -> Company | None:
        where = (PlaceReading(place, (place,)),) if place else ()
        sighting = Sighting(
            key="1", url="http://b/1", title="焊工", company=company, places=where, raw=MappingProxyType({"统一社会信用代码": code})
        )
        with self.store.writing() as writing:
            return self.firms(writing).employing(sighting)

    def names(self) -> list[str]:
        return [firm.name for firm, _ in self.store.companies()]


@pytest.fixture
def page(store: Store) -> Page:
    """A page of Datong, one firm known."""
    made = Page(store)
    made.news("大同市嵘骐雯水泥有限责任公司")
    return made


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("大同嵘骐雯水泥有限公司", "仅公司形式写法不同"),
        ("嵘骐雯水泥有限公司", "省略地名，地点一致"),
        ("嵘骐雯水泥", "简称，地点一致，仅此一家相符"),
    ],
)
def test_another_spelling_is_the_firm_we_have_and_its_alias(page: Page, name: str, reason: str) -> None:
    named = page.news(name)
    assert named.company is not None
    assert (named.company.name, named.reason) == ("大同市嵘骐雯水泥有限责任公司", reason)
    assert page.names() == ["大同市嵘骐雯水泥有限责任公司"]
    identity = page.store.identity(named.company.id)
    assert (name, reason) in [(row.text, row.evidence) for row in identity.aliases]
    again = page.news(name)
    assert again.company == named.company


def test_a_board_and_the_news_meet_in_one_firm(page: Page) -> None:
    firm = page.post("嵘骐雯水泥", DATONG)
    assert firm is not None
    assert firm.name == "大同市嵘骐雯水泥有限责任公司"


def test_a_short_name_elsewhere_is_asked_about_and_no_firm(page: Page) -> None:
    page.place = SHUOZHOU
    named = page.news("嵘骐雯水泥")
    assert named.company is None
    assert page.names() == ["大同市嵘骐雯水泥有限责任公司"]
    (asked,) = page.store.reviews()
    assert (asked.kind, asked.as_printed, asked.reason) == ("mention", "嵘骐雯水泥", "简称相符，但地点不同")


def test_a_whole_legal_name_elsewhere_is_a_firm_of_its_own_and_a_question(page: Page) -> None:
    page.place = SHUOZHOU
    named = page.news("嵘骐雯水泥有限公司")
    assert named.company is not None
    assert named.company.name == "嵘骐雯水泥有限公司"
    (asked,) = page.store.reviews()
    assert asked.kind == "company"


def test_another_place_in_the_name_is_another_firm(page: Page) -> None:
    page.news("太原嵘骐雯水泥有限公司")
    assert page.names() == ["大同市嵘骐雯水泥有限责任公司", "太原嵘骐雯水泥有限公司"]
    assert page.store.reviews() == []


def test_two_firms_that_fit_stay_apart(page: Page) -> None:
    page.news("大同飒犇乳业有限公司")
    page.news("大同飒犇商贸有限公司")
    assert page.post("飒犇") is None
    assert len(page.names()) == 3


def test_a_branch_is_its_firm_whether_that_is_known_or_not(page: Page) -> None:
    first = page.news("中国示例银行股份有限公司大同分行")
    assert first.company is not None
    assert (first.company.name, first.company.place) == ("中国示例银行股份有限公司", None)
    assert first.reason == "分支机构（大同分行），隶属该公司"
    second = page.post("中国示例银行股份有限公司阳高支行")
    assert second is not None
    assert second.id == first.company.id
    assert len(page.names()) == 2


def test_a_new_firm_has_what_its_name_tells(page: Page) -> None:
    named = page.news("中车大同示例机车有限公司")
    assert named.company is not None
    firm = page.store.identity(named.company.id).company
    assert (firm.group, firm.trade, firm.credit_code) == ("中国中车集团有限公司", "制造业", None)


def test_a_code_is_kept_when_the_source_states_it(page: Page) -> None:
    code = _code()
    firm = page.post("大同市嵘骐雯水泥有限责任公司", code=code[:-1] + ("0" if code[-1] != "0" else "1"))
    assert firm is not None
    assert page.store.identity(firm.id).company.credit_code is None
    page.post("大同市嵘骐雯水泥有限责任公司", code=code)
    assert page.store.identity(firm.id).company.credit_code == code


def test_a_brand_nobody_has_is_no_firm(page: Page) -> None:
    assert page.post("某某热线") is None
    assert page.names() == ["大同市嵘骐雯水泥有限责任公司"]
