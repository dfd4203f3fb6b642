"""Which known firm a printed name means, and why."""

from __future__ import annotations

import time

import pytest

from jobs.names import KnownName, parse
from jobs.names.index import LinkIndex
from jobs.names.link import ACCEPT, MAYBE

FIRMS = (
    KnownName("大同市嵘骐雯水泥有限责任公司", "140200"),
    KnownName("例重集团（大同）起重机有限公司", "140200"),
    KnownName("中国建设银行股份有限公司"),
    KnownName("国家电网有限公司"),
    KnownName("晋能控股煤业集团有限公司", "140200"),
    KnownName("大同平安商贸有限公司", "140200"),
    KnownName("大同希望乳业有限公司", "140200"),
    KnownName("朔州希望乳业有限公司", "140600"),
    KnownName("大同例和商贸有限公司", "140200", ("例和超市",)),
)


@pytest.fixture(scope="module")
def index() -> LinkIndex:
    return LinkIndex(FIRMS, complete=False)


@pytest.mark.parametrize(
    ("name", "place", "firm", "reason"),
    [
        ("大同市嵘骐雯水泥有限责任公司", None, "大同市嵘骐雯水泥有限责任公司", "全称完全一致"),
        ("大同嵘骐雯水泥有限公司", "140200", "大同市嵘骐雯水泥有限责任公司", "仅公司形式写法不同"),
        ("嶸騏雯水泥有限公司", "140200", "大同市嵘骐雯水泥有限责任公司", "省略地名，地点一致"),
        ("嵘骐雯水泥", "140213", "大同市嵘骐雯水泥有限责任公司", "简称，地点一致，仅此一家相符"),
        ("例重集团大同起重机有限公司", None, "例重集团（大同）起重机有限公司", "仅括号写法不同"),
        ("例和超市", "140200", "大同例和商贸有限公司", "已确认的简称"),
        ("希望乳业有限公司", "140600", "朔州希望乳业有限公司", "省略地名，地点一致"),
        ("中国建设银行股份有限公司大同分行", "140200", "中国建设银行股份有限公司", "分支机构（大同分行），隶属该公司"),
        ("建设银行大同分行", "140200", "中国建设银行股份有限公司", "分支机构（大同分行），隶属该公司"),
        ("国网大同供电公司", "140200", "国家电网有限公司", "分支机构（大同供电公司），隶属该公司"),
        ("晋能控股煤业集团云冈热电厂", "140200", "晋能控股煤业集团有限公司", "分支机构（云冈热电厂），隶属该公司"),
    ],
)
def test_what_is_sure(index: LinkIndex, name: str, place: str | None, firm: str, reason: str) -> None:
    found = index.link(name, place)
    assert found is not None
    assert (found.name, found.reason) == (firm, reason)
    assert found.score >= ACCEPT


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("太原嵘骐雯水泥有限公司", "140200"),  # it says another place
        ("希望乳业", None),  # two firms, no place
        ("平安商贸有限公司", "140700"),  # not the story's place
        ("商贸有限公司", "140200"),  # no brand at all
        ("水泥", "140200"),
        ("大同", "140200"),
        ("农业银行大同分行", "140200"),  # another bank
        ("招商银行大同分行", "140200"),
        ("希望教育", "140200"),  # an ordinary word proves nothing
        ("", None),
        ("()", None),
    ],
)
def test_what_stays_apart(index: LinkIndex, name: str, place: str | None) -> None:
    found = index.link(name, place)
    assert found is None or found.score < ACCEPT


def test_a_short_name_elsewhere_is_only_perhaps_the_firm(index: LinkIndex) -> None:
    found = index.link("嵘骐雯水泥", "140600")
    assert found is not None
    assert found.reason == "简称相符，但地点不同"
    assert MAYBE <= found.score < ACCEPT


def test_the_same_two_brands_are_a_question_not_an_answer() -> None:
    both = LinkIndex([KnownName("北京嵘骐雯网络科技有限公司"), KnownName("天津嵘骐雯网络科技有限公司")])
    assert both.link("嵘骐雯") is None
    found = both.link("北京嵘骐雯")
    assert found is not None
    assert found.name == "北京嵘骐雯网络科技有限公司"


def test_a_firm_that_comes_later_is_found_and_one_that_comes_again_is_one() -> None:
    index = LinkIndex(FIRMS, complete=False)
    assert index.link("飒犇机械", "140200") is None
    index.add(KnownName("大同飒犇机械制造有限公司", "140200"))
    index.add(KnownName("大同飒犇机械制造有限公司", None, ("飒犇机",)))
    assert len(index) == len(FIRMS) + 1
    found = index.link("飒犇机械", "140200")
    assert found is not None
    assert found.name == "大同飒犇机械制造有限公司"
    confirmed = index.link("飒犇机")
    assert confirmed is not None
    assert confirmed.reason == "已确认的简称"


def test_the_only_one_that_fits_says_something_only_where_all_are_known() -> None:
    firm = KnownName("大同永盛商贸有限公司", "140200")
    closed = LinkIndex([firm]).link("永盛商贸有限公司")
    assert closed is not None
    assert closed.reason == "省略地名，仅此一家相符"
    open_ = LinkIndex([firm], complete=False).link("永盛商贸有限公司")
    assert open_ is None or open_.score < ACCEPT


@pytest.mark.parametrize(
    ("name", "head", "branch"),
    [
        ("中国建设银行股份有限公司大同分行", "中国建设银行股份有限公司", "大同分行"),
        ("大同市例商银行股份有限公司迎宾街支行", "大同市例商银行股份有限公司", "迎宾街支行"),
        ("国网大同供电公司", "国网", "大同供电公司"),
        ("国网山西省电力公司大同供电公司", "国网山西省电力公司", "大同供电公司"),
        ("中国移动通信集团山西有限公司大同分公司", "中国移动通信集团山西有限公司", "大同分公司"),
        ("示例集团云冈热电厂", "示例集团", "云冈热电厂"),
        ("示例集团（大同）起重机有限公司", "示例集团（大同）起重机有限公司", ""),
        ("中车大同电力机车有限公司", "中车大同电力机车有限公司", ""),
        ("示例集团股份有限公司", "示例集团股份有限公司", ""),
        ("招商银行", "招商银行", ""),
    ],
)
def test_a_branch_is_a_part_of_the_name(name: str, head: str, branch: str) -> None:
    assert parse(name).branch == branch
    assert name == head + branch


@pytest.mark.parametrize(
    "name",
    [
        "嵘" * 120,
        "嵘骐雯" * 40,
        "(" * 120,
        "集团" * 60,
        "有限公司" * 30,
        "银行大同分行" * 20,
        "a1" * 60,
        "\ud800嵘骐雯",
        "大同" * 10_000_000,
    ],
)
def test_hostile_names_cost_little(index: LinkIndex, name: str) -> None:
    started = time.process_time()
    index.link(name, "140200")
    LinkIndex([KnownName(name)]).link("嵘骐雯")
    assert time.process_time() - started < 2
